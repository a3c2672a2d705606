package seed

import (
	"fmt"

	"github.com/weldi-network/practice-library/server/library"
)

// didYouMean is a sentence that names the key that was probably meant, or nothing.
func didYouMean(typed string, known []string) string {
	nearest := library.NearestKey(typed, known)
	if nearest == "" {
		return ""
	}
	return fmt.Sprintf(" Did you mean “%s”?", nearest)
}

// short cuts a piece of a file so that an error can quote it.
func short(s string) string {
	const most = 60
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return s
}
