package graph

import (
	"github.com/weldi-network/practice-library/graph/model"
	"github.com/weldi-network/practice-library/graph/view"
	"github.com/weldi-network/practice-library/server/library"
)

// judge lets the territory of a practice say something of it, and shows the practice afterwards.
func judge(l *view.Lens, practice string, version int, key *string, say func(library.Judgement) error) (*model.PracticePayload, error) {
	card, err := publishedPractice(l, practice)
	if err == nil {
		err = say(library.Judgement{Practice: card.ID, ExpectedVersion: version, IdempotencyKey: value(key)})
	}
	p := &model.PracticePayload{}
	if p.UserErrors, err = l.UserErrors(err); err == nil && len(p.UserErrors) == 0 {
		p.Practice, err = l.PracticeByID(practice)
	}
	return p, err
}
