package seed

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one thing that is wrong with a data file.
type Problem struct {
	// File is its name with its folder.
	File string
	// Line counts from 1.
	Line int
	// Field is the field at fault, as the file names it; empty when the file as a whole is.
	Field   string
	Message string
	// Cause is the library's refusal that the problem was made from; nil when the parser found it.
	Cause error
}

// Error gives the problem in one line, file and line first, the way compilers do.
func (p Problem) Error() string {
	if p.Field == "" {
		return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Message)
	}
	return fmt.Sprintf("%s:%d: %s: %s", p.File, p.Line, p.Field, p.Message)
}

// Unwrap gives the library's refusal, where there is one.
func (p Problem) Unwrap() error { return p.Cause }

// maxShown bounds how many problems one error message lists.
const maxShown = 20

// Problems are all that is wrong with a seed, sorted by file and line.
type Problems []Problem

// Error lists the problems, one a line, at most twenty of them.
func (list Problems) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "the seed has %d problem(s) and was not loaded:", len(list))
	for i, p := range list {
		if i == maxShown {
			fmt.Fprintf(&b, "\n… and %d more", len(list)-maxShown)
			break
		}
		b.WriteString("\n" + p.Error())
	}
	return b.String()
}

// Unwrap gives the problems one by one.
func (list Problems) Unwrap() []error {
	out := make([]error, len(list))
	for i, p := range list {
		out[i] = p
	}
	return out
}

func (list Problems) sort() {
	slices.SortStableFunc(list, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), strings.Compare(a.Field, b.Field))
	})
}
