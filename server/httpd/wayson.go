package httpd

import (
	"cmp"
	"strings"

	"github.com/weldi-network/practice-library/server/library"
)

// waysOn lead on from a list that finds nothing: to other words, and to less of what was asked.
type waysOn struct {
	OtherWords *link
	Less       []countedLink
}

// waysOn are those that an answer proposes; what leads to everything stands below them already.
func (rd *reader) waysOn(l *list, answer *library.List) (w waysOn) {
	if answer.DidYouMean != "" {
		other := list{words: answer.DidYouMean, order: l.order}
		w.OtherWords = &link{rd.Link("/practices") + query(other.write(0)), rd.own(rd.Words.DidYouMean.with(answer.DidYouMean))}
	}
	for i := range answer.Relaxations {
		r := &answer.Relaxations[i]
		if r.Kind == library.RelaxEverything {
			continue
		}
		less := l.relaxed(r)
		way := link{rd.Link("/practices") + query(less.write(0)), rd.own(rd.dropped(l, r))}
		w.Less = append(w.Less, countedLink{way, rd.counted(r.Count)})
	}
	return w
}

// relaxed is the list without what a relaxation drops.
func (l *list) relaxed(r *library.Relaxation) list {
	less := *l
	less.words = r.Words
	switch r.Kind {
	case library.RelaxFacet:
		less.chosen[r.Facet] = nil
	case library.RelaxStarted:
		less.from, less.to = nil, nil
	case library.RelaxFilter, library.RelaxEverything:
		less = list{words: r.Words, order: l.order}
	case library.RelaxWords:
	}
	return less
}

// dropped names what a relaxation drops.
func (rd *reader) dropped(l *list, r *library.Relaxation) string {
	switch r.Kind {
	case library.RelaxFacet:
		return rd.Words.Without.with(rd.facetName(r.Facet))
	case library.RelaxStarted:
		return rd.Words.Without.with(rd.Words.Timeline.Began.with(years(l.from, l.to)))
	case library.RelaxFilter:
		return rd.Words.Clear
	case library.RelaxWords, library.RelaxEverything:
	}
	return rd.Words.Without.with(cmp.Or(strings.Join(r.Dropped, " "), l.words))
}
