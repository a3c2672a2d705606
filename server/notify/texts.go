package notify

import (
	_ "embed"
	"encoding/json"
	"fmt"

	"github.com/weldi-network/practice-library/server/library"
)

//go:embed texts.json
var textsJSON []byte

// texts are the words of a message, and of the page that switches messages off, in one language.
type texts struct {
	Subject string
	// Waits, Reason and Off are the three parts of a message; an address stands below the first and the last.
	Waits, Reason, Off string
	// Title to Unknown are those of the page.
	Title, Question, Button, Done, Unknown string
}

func (t texts) body(link, off string) string {
	return t.Waits + "\n\n" + link + "\n\n" + t.Reason + "\n\n" + t.Off + "\n\n" + off + "\n"
}

// loadTexts reads the texts of all languages, which are part of the program.
func loadTexts() map[library.Language]texts {
	var all map[library.Language]texts
	if err := json.Unmarshal(textsJSON, &all); err != nil {
		panic(fmt.Sprintf("notify: %v", err))
	}
	return all
}
