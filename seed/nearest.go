package seed

import "fmt"

// didYouMean is a sentence that names the key that was probably meant, or nothing.
func didYouMean(typed string, known []string) string {
	best, nearest := 3, ""
	if len(typed) > 100 {
		return ""
	}
	for _, key := range known {
		if d := distance(typed, key); d < best {
			best, nearest = d, key
		}
	}
	if nearest == "" {
		return ""
	}
	return fmt.Sprintf(" Did you mean “%s”?", nearest)
}

// distance is the Levenshtein distance in bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}

// short cuts a piece of a file so that an error can quote it.
func short(s string) string {
	const most = 60
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return s
}
