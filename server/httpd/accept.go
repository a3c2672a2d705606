package httpd

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// maxAccepted bounds how much of an Accept-… header is read.
const maxAccepted = 20

// wanted is one item of an Accept-… header.
type wanted struct {
	name    string
	quality float64
}

// wantedBy reads an Accept-… header as far as it makes sense, most wanted first; what is refused comes last, with
// quality 0.
func wantedBy(header string) []wanted {
	var out []wanted
	for item := range strings.SplitSeq(header, ",") {
		name, parameter, has := strings.Cut(strings.TrimSpace(item), ";")
		quality := 1.0
		if has {
			quality, _ = strconv.ParseFloat(strings.TrimPrefix(strings.TrimSpace(parameter), "q="), 64)
		}
		if name = strings.TrimSpace(name); name != "" && len(out) < maxAccepted {
			out = append(out, wanted{name, quality})
		}
	}
	slices.SortStableFunc(out, func(a, b wanted) int { return cmp.Compare(b.quality, a.quality) })
	return out
}

// accepted lists the items of an Accept-… header that are not refused, most wanted first.
func accepted(header string) []string {
	var out []string
	for _, w := range wantedBy(header) {
		if w.quality > 0 {
			out = append(out, w.name)
		}
	}
	return out
}

// qualityOf is how much an Accept-… header wants something; 0 for what it refuses or does not name.
func qualityOf(name, header string) float64 {
	for _, w := range wantedBy(header) {
		if strings.EqualFold(w.name, name) {
			return w.quality
		}
	}
	return 0
}
