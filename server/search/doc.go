// Package search is the read side of the library: every published practice held in memory as cards and sets, and its
// words in a Bleve index beside them.
//
// A list is answered in four steps: filter.go finds who is in it, count.go counts its facets, page.go cuts one page
// out of it, and match.go, where words were typed, says who has them and how well. What is held stands in shelf.go;
// apply.go is the only way in. save.go and restore.go bring it to disk and back.
//
// Words pass through tokens.go (what is a word), fold.go (what is written alike) and tongue.go (what belongs together
// in one language), the same way when they are written into the index and when they are looked for.
package search
