package httpd

import (
	"net/http"

	"github.com/weldi-network/practice-library/server/library"
)

// concernText is the page on which anybody reports a concern; the practice is nil where it has still to be found.
type concernText struct{ Practice *link }

func (s *site) atConcern(*http.Request) finding {
	return found("/concern", func(rd *reader) (*document, error) { return rd.ofConcern("/concern", nil), nil })
}

// atPracticeConcern is the same for one practice: it moves, goes and is withdrawn with it.
func (s *site) atPracticeConcern(r *http.Request) finding {
	at := s.atPractice(r)
	if at.status != http.StatusOK {
		return at
	}
	path := at.path + "/concern"
	return found(path, func(rd *reader) (*document, error) {
		card := s.library.CardBySlug(library.Anonymous(), r.PathValue("slug"))
		if card == nil { // withdrawn just now
			return nil, library.Refuse(library.CodeNotFound, "There is nothing at this address.")
		}
		return rd.ofConcern(path, &link{rd.Link(card.Path()), rd.text(card.Title(rd.asked()))}), nil
	})
}

func (rd *reader) ofConcern(path string, practice *link) *document {
	w := rd.Words.Account.Concern
	return &document{
		reader: rd, Title: w.Title, Description: w.Who, Path: path, IsPassing: true, Kind: "website",
		Page: "concern", Template: "concern", Text: concernText{practice},
	}
}
