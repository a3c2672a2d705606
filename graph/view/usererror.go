package view

import (
	"github.com/weldi-network/practice-library/server/library"
)

// UserError is why a mutation was not done.
type UserError interface {
	IsUserError()
	GetCode() string
	GetMessage() string
	GetField() []string
}

// Refusal is a UserError of which there is no more to say.
type Refusal struct {
	Code, Message string
	Field         []string
}

// IsUserError says what it is.
func (Refusal) IsUserError() {}

// GetCode gives the stable reason.
func (r Refusal) GetCode() string { return r.Code }

// GetMessage gives the sentence for people.
func (r Refusal) GetMessage() string { return r.Message }

// GetField gives the path of the field at fault.
func (r Refusal) GetField() []string { return r.Field }

// UserErrors sorts what a use-case answered: refusals are shown beside the noun of the payload, and so is that a server
// which is not ours did not answer, while what went wrong on our side stays an error of the request.
//
//	draft, err := l.Library.CreateDraft(ctx, l.Viewer, …)
//	refusals, err := view.UserErrors(err)
//	if err != nil {
//		return nil, err
//	}
//	return &model.PracticeCreatePayload{Draft: draft, UserErrors: refusals}, nil
func UserErrors(err error) ([]UserError, error) {
	shown := []UserError{}
	for _, refusal := range library.RefusalsIn(err) {
		if refusal.Code == library.CodeInternal || refusal.Code == library.CodeUnavailable && !refusal.IsOutside {
			return nil, err
		}
		shown = append(shown, Refusal{Code: string(refusal.Code), Message: refusal.Message, Field: refusal.Field})
	}
	if len(shown) == 0 && err != nil {
		return nil, err
	}
	return shown, nil
}
