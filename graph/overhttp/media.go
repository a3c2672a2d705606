package overhttp

import (
	"mime"
	"strconv"
	"strings"
)

// The media types of an answer (GraphQL over HTTP, "Media Types"), the one we would rather send first.
const (
	MediaGraphQL = "application/graphql-response+json"
	MediaJSON    = "application/json"
)

// offer is how much the client wants one media type: the weight it gave, and how exactly it named the type.
type offer struct {
	q           float64
	specificity int // 0 not named, 1 by */*, 2 by application/*, 3 by its own name
}

func (o offer) beats(p offer) bool {
	if o.q != p.q {
		return o.q > p.q
	}
	return o.specificity > p.specificity
}

// negotiate chooses the media type of the answer after RFC 9110, 12.5.1. Without an Accept header, and where the
// header leaves the choice to us, it is fallback. A client that names application/json beside */* does not know
// the newer type, so a type named outright goes before one reached by a wildcard. It reports false when the client
// takes neither.
func negotiate(accept []string, fallback string) (string, bool) {
	header := strings.Join(accept, ",")
	if strings.TrimSpace(header) == "" {
		return fallback, true
	}
	other := MediaGraphQL
	if fallback == MediaGraphQL {
		other = MediaJSON
	}
	mine, theirs := weigh(header, fallback), weigh(header, other)
	switch {
	case theirs.q > 0 && theirs.beats(mine):
		return other, true
	case mine.q > 0:
		return fallback, true
	}
	return fallback, false
}

// wants reports whether an Accept header names a media type, or all of its kind, rather than leaving the choice to us.
func wants(accept []string, media string) bool {
	return weigh(strings.Join(accept, ","), media).specificity >= 2
}

// weigh finds what an Accept header says of one media type: its most specific range counts.
func weigh(header, media string) offer {
	var best offer
	for item := range strings.SplitSeq(header, ",") {
		name, params, err := mime.ParseMediaType(item)
		if err != nil || !utf8Charset(params) {
			continue // a range we cannot read or serve matches nothing
		}
		if s := specificity(name, media); s > best.specificity {
			best = offer{q: weight(params["q"]), specificity: s}
		}
	}
	return best
}

func specificity(name, media string) int {
	switch name {
	case media:
		return 3
	case "application/*":
		return 2
	case "*/*":
		return 1
	}
	return 0
}

func weight(q string) float64 {
	if q == "" {
		return 1
	}
	w, err := strconv.ParseFloat(q, 64)
	if err != nil || !(w >= 0 && w <= 1) {
		return 0
	}
	return w
}

// utf8Charset reports whether the parameters leave the encoding at UTF-8, which is assumed when none is named.
func utf8Charset(params map[string]string) bool {
	charset, named := params["charset"]
	return !named || strings.EqualFold(charset, "utf-8")
}
