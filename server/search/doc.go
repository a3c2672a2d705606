// Package search is the read side of the library: every published practice held in memory as cards and sets, and its
// words in a Bleve index beside them.
//
// A list is answered in four steps, one file each: filter.go finds who is in it, count.go counts its facets, page.go
// cuts one page out of it, and words.go, where words were typed, says who matches them and how well. What is held
// stands in shelf.go; apply.go is the only way in.
package search
