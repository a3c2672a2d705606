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
		name, parameters, _ := strings.Cut(item, ";")
		if name = strings.TrimSpace(name); name != "" && len(out) < maxAccepted {
			out = append(out, wanted{name, qualityIn(parameters)})
		}
	}
	slices.SortStableFunc(out, func(a, b wanted) int { return cmp.Compare(b.quality, a.quality) })
	return out
}

// qualityIn is the parameter q, wherever it stands: 1 where there is none, 0 where it makes no sense.
func qualityIn(parameters string) float64 {
	for parameter := range strings.SplitSeq(parameters, ";") {
		name, value, _ := strings.Cut(parameter, "=")
		if strings.EqualFold(strings.TrimSpace(name), "q") {
			quality, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
			if err != nil || !(quality >= 0 && quality <= 1) {
				return 0
			}
			return quality
		}
	}
	return 1
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
