package library

import (
	"strconv"
	"time"
)

// PartialDate is a date as far as it is known, in the reduced precision of ISO 8601 (EDTF level 0): "2018",
// "2018-09" or "2018-09-01". Empty means unknown.
type PartialDate string

// Valid reports whether d is empty or a real year, month or day between the years 1 and 9999.
func (d PartialDate) Valid() bool {
	if d == "" {
		return true
	}
	for _, layout := range []string{"2006", "2006-01", time.DateOnly} {
		if t, err := time.Parse(layout, string(d)); err == nil && t.Year() > 0 {
			return true
		}
	}
	return false
}

// Year gives the year, and false when the date is unknown.
func (d PartialDate) Year() (int, bool) {
	if len(d) < 4 {
		return 0, false
	}
	year, err := strconv.Atoi(string(d[:4]))
	return year, err == nil
}

// after reports whether d lies wholly after e; false where the two may overlap.
func (d PartialDate) after(e PartialDate) bool {
	n := min(len(d), len(e))
	return d[:n] > e[:n]
}
