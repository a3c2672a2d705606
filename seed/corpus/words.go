package corpus

import (
	"embed"
	"fmt"
	"strings"
	"sync"

	"github.com/weldi-network/practice-library/server/library"
)

//go:embed words/*.txt
var wordFiles embed.FS

// lexicon is what texts in one language are made of. Both lists begin with the word that is used most.
type lexicon struct {
	generated string // says that a practice is generated
	function  []string
	topic     []string
}

// lexicons are those of the nine languages.
var lexicons = sync.OnceValue(func() map[library.Language]*lexicon {
	out := map[library.Language]*lexicon{}
	for _, tag := range library.Languages {
		out[tag] = readLexicon(string(tag))
	}
	return out
})

// readLexicon reads one of the files beside this one, which a test has found right.
func readLexicon(tag string) *lexicon {
	data, err := wordFiles.ReadFile("words/" + tag + ".txt")
	if err != nil {
		panic(fmt.Sprintf("corpus: the words of %q are missing: %v", tag, err))
	}
	var l lexicon
	for line := range strings.Lines(string(data)) {
		name, words, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch name {
		case "generated":
			l.generated = words
		case "function":
			l.function = strings.Fields(words)
		case "topic":
			l.topic = strings.Fields(words)
		}
	}
	return &l
}

// syllables make invented names, the rare words of the corpus.
var syllables = strings.Fields("ka ve lo mi ra ten bor dul sa gri no pel ti vu zan mor ek ula fi reb os ni tar hel qui do")

// names is how many invented names there are.
const names = 26 * 26 * 26

// invented gives the name of a number below names, in the form of a proper name.
func invented(n int) string {
	base := len(syllables)
	name := syllables[n/base/base%base] + syllables[n/base%base] + syllables[n%base]
	return strings.ToUpper(name[:1]) + name[1:]
}
