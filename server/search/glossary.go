package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/weldi-network/practice-library/server/library"
)

// glossary finds concepts by their labels and territories by their names, in every language those are in. It is made
// anew when reference data change; no practice needs to be written again for that.
type glossary struct {
	subjects  []subject
	names     []name
	languages []glossaryLanguage // sorted
	forms     wordForms          // every word of a name that may be mistyped

	// For Suggest: what is offered, and the numbers of offers by their beginnings, labels of the thesaurus apart.
	offers      []offer
	completions completions
	terms       completions
}

// subject is something that practices carry: a concept or a territory.
type subject struct {
	facet     library.Facet
	id        string
	concept   *library.Concept
	territory *library.Territory
}

// name is one label of one subject.
type name struct {
	subject int
	tokens  []token
	weights []float64 // of each token: one divided by how many subjects share it; zero for a word that says nothing
	total   float64
}

type glossaryLanguage struct {
	tag    library.Language
	tongue *tongue
	terms  map[string][]place
}

// place is a word of a name.
type place struct {
	name  int
	token int
}

// searchedFacets are those whose concepts are found by words. States and scales are left out: “running” or “city”
// would find nearly everything.
var searchedFacets = []library.Facet{
	library.FacetThemes, library.FacetTransversalIssues, library.FacetPracticeTypes, library.FacetTargetGroups,
	library.FacetActorTypes, library.FacetStages, library.FacetTags,
}

func newGlossary(ref *library.Reference) *glossary {
	g := &glossary{completions: completions{}, terms: completions{}}
	for _, f := range searchedFacets {
		for _, c := range ref.Concepts(f.Scheme()) {
			g.add(subject{facet: f, id: c.ID, concept: c}, c.Labels)
		}
	}
	for _, t := range ref.Territories() {
		labels := library.Labels{}
		for tag, label := range t.Names {
			labels[tag] = label
		}
		if t.OfficialName != "" {
			labels[officialName] = t.OfficialName
		}
		g.add(subject{facet: library.FacetTerritories, id: t.ID, territory: t}, labels)
	}
	slices.SortFunc(g.languages, func(a, b glossaryLanguage) int { return cmp.Compare(a.tag, b.tag) })
	g.weigh()
	g.listForms()
	g.listOffers(ref)
	return g
}

// officialName stands in for the language of a name whose language nobody has told.
const officialName library.Language = "und"

func (g *glossary) add(s subject, labels library.Labels) {
	number := len(g.subjects)
	g.subjects = append(g.subjects, s)
	for _, tag := range sortedTags(labels) {
		g.addName(number, g.language(tag), labels[tag])
	}
}

func sortedTags(labels library.Labels) []library.Language {
	tags := make([]library.Language, 0, len(labels))
	for tag := range labels {
		tags = append(tags, tag)
	}
	slices.Sort(tags)
	return tags
}

func (g *glossary) language(tag library.Language) *glossaryLanguage {
	for i := range g.languages {
		if g.languages[i].tag == tag {
			return &g.languages[i]
		}
	}
	g.languages = append(g.languages, glossaryLanguage{tag: tag, tongue: tongueOf(tag), terms: map[string][]place{}})
	return &g.languages[len(g.languages)-1]
}

func (g *glossary) addName(number int, l *glossaryLanguage, label string) {
	n := name{subject: number}
	eachToken(label, func(start, end int) bool {
		tk := tokenOf(label[start:end])
		n.tokens = append(n.tokens, tk)
		n.weights = append(n.weights, 0)
		if l.tongue.isStop(&tk) || isSmall(&tk) {
			return true
		}
		for _, term := range l.tongue.terms(&tk) {
			l.terms[term] = append(l.terms[term], place{len(g.names), len(n.tokens) - 1})
		}
		return true
	})
	g.names = append(g.names, n)
}

// weigh gives each word of a name its weight: what many names share says little about any of them.
func (g *glossary) weigh() {
	for _, l := range g.languages {
		for _, places := range l.terms {
			weight := 1 / float64(g.countSubjects(places))
			for _, p := range places {
				n := &g.names[p.name]
				n.weights[p.token] = max(n.weights[p.token], weight)
			}
		}
	}
	for i := range g.names {
		for _, w := range g.names[i].weights {
			g.names[i].total += w
		}
	}
}

func (g *glossary) countSubjects(places []place) int {
	seen := map[int]bool{}
	for _, p := range places {
		seen[g.names[p.name].subject] = true
	}
	return len(seen)
}

func (g *glossary) listForms() {
	for i := range g.names {
		for k := range g.names[i].tokens {
			if g.names[i].weights[k] > 0 {
				g.forms.add(&g.names[i].tokens[k], "")
			}
		}
	}
}

// meaning is a subject that some of the typed words stand for.
type meaning struct {
	*subject
	units    uint32  // those that stand in its names
	stops    uint32  // those that say nothing in the language of such a name
	coverage float64 // how much of the name was typed, up to 1
}

// A single word stands for a subject from this weight on, which is shared by two at most, and from this length on.
const (
	distinctive         = 0.5
	shortestDistinctive = 4
)

// look finds what the typed words mean, most fully named first.
func (g *glossary) look(a *asked) []meaning {
	best := map[int]*meaning{}
	for i := range g.languages {
		l := &g.languages[i]
		stops := a.in(l.tongue).stops
		for number, found := range g.touched(a, l) {
			g.keepBest(best, &g.names[number], found, stops)
		}
	}
	out := make([]meaning, 0, len(best))
	for _, m := range best {
		out = append(out, *m)
	}
	slices.SortFunc(out, func(a, b meaning) int {
		return cmp.Or(cmp.Compare(b.coverage, a.coverage), cmp.Compare(a.facet, b.facet), strings.Compare(a.id, b.id))
	})
	return out
}

// touch says, for each word of a name, which typed units it answers.
type touch []uint32

func (g *glossary) touched(a *asked, l *glossaryLanguage) map[int]touch {
	found := map[int]touch{}
	terms := a.in(l.tongue).terms
	for i := range a.units {
		for k := range terms[i] {
			for _, term := range terms[i][k] {
				for _, p := range l.terms[term] {
					if a.units[i].quoted && !g.hasPhrase(p, terms[i], k, l) {
						continue
					}
					if found[p.name] == nil {
						found[p.name] = make(touch, len(g.names[p.name].tokens))
					}
					found[p.name][p.token] |= 1 << i
				}
			}
		}
	}
	return found
}

// hasPhrase reports whether the words around a place are those of the phrase around its k-th word.
func (g *glossary) hasPhrase(p place, phrase [][]string, k int, l *glossaryLanguage) bool {
	tokens := g.names[p.name].tokens
	first := p.token - k
	if first < 0 || first+len(phrase) > len(tokens) {
		return false
	}
	for i, terms := range phrase {
		if terms != nil && !sharesTerm(terms, l.tongue.terms(&tokens[first+i])) {
			return false
		}
	}
	return true
}

func sharesTerm(a, b []string) bool {
	return slices.ContainsFunc(a, func(term string) bool { return slices.Contains(b, term) })
}

// keepBest notes what a name's touched words mean for its subject. Words that say nothing in the language of the name
// count as found with it.
func (g *glossary) keepBest(best map[int]*meaning, n *name, found touch, stops uint32) {
	var units uint32
	var covered, heaviest float64
	for i, mask := range found {
		if mask == 0 {
			continue
		}
		units |= mask
		covered += n.weights[i]
		if utf8.RuneCountInString(n.tokens[i].spellings[0]) >= shortestDistinctive {
			heaviest = max(heaviest, n.weights[i])
		}
	}
	if n.total == 0 || covered < n.total/2 && heaviest < distinctive {
		return
	}
	m := best[n.subject]
	if m == nil {
		m = &meaning{subject: &g.subjects[n.subject]}
		best[n.subject] = m
	}
	m.units |= units
	m.stops |= stops
	m.coverage = max(m.coverage, covered/n.total)
}
