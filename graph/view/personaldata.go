package view

import (
	"encoding/json"
	"strconv"
	"time"

	"github.com/weldi-network/practice-library/server/auth"
	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/notify"
)

// PersonalData is a part of what is kept of somebody.
type PersonalData struct {
	Document json.RawMessage
	Next     *int
}

// personalDocument is the document that somebody keeps. The names in it are those of the schema.
type personalDocument struct {
	Account       *personalAccount `json:"account,omitempty"`
	SecondFactor  *personalFactor  `json:"secondFactor,omitempty"`
	Mail          object           `json:"notificationMail,omitempty"`
	Sessions      []object         `json:"sessions,omitempty"`
	Tokens        []object         `json:"tokens,omitempty"`
	Identities    []object         `json:"linkedIdentities,omitempty"`
	Drafts        []object         `json:"drafts,omitempty"`
	Comments      []object         `json:"comments,omitempty"`
	Notifications []object         `json:"notifications,omitempty"`
	Entries       []object         `json:"entries"`
}

type object map[string]any

type personalAccount struct {
	ID        string    `json:"id"`
	Email     string    `json:"email"`
	Name      string    `json:"name"`
	CreatedAt time.Time `json:"createdAt"`
	Roles     []object  `json:"roles"`
	Language  string    `json:"language,omitempty"`
}

type personalFactor struct {
	IsOn              bool       `json:"isOn"`
	Since             *time.Time `json:"since"`
	RecoveryCodesLeft int        `json:"recoveryCodesLeft"`
}

// PersonalData writes a part of what is kept of whoever asks: kept is nil but for the first part, and told how they
// want to be told by mail.
func (l *Lens) PersonalData(kept *auth.PersonalData, told notify.Choice, acts []library.Act, more bool) (*PersonalData, error) {
	d := personalDocument{Entries: []object{}}
	if kept != nil {
		l.addKept(&d, kept)
		d.Mail = object{"rhythm": told.Rhythm, "language": told.Language}
		l.addPart(&d)
	}
	part := &PersonalData{}
	for _, a := range acts {
		d.Entries = append(d.Entries, l.act(a))
	}
	if more {
		last := int(acts[len(acts)-1].Number)
		part.Next = &last
	}
	var err error
	part.Document, err = json.Marshal(d)
	return part, err
}

func (l *Lens) addKept(d *personalDocument, kept *auth.PersonalData) {
	a := kept.Account
	d.Account = &personalAccount{NodeID(KindAccount, a.ID), a.Email, a.Name, a.Created, []object{}, string(a.Language)}
	for _, g := range a.Grants {
		role := object{"role": g.Role}
		if t := l.Reference.Territory(g.Territory); t != nil {
			role["territory"] = t.Key
		}
		if g.Language != "" {
			role["language"] = g.Language
		}
		d.Account.Roles = append(d.Account.Roles, role)
	}
	f := NewSecondFactor(kept.Factor)
	d.SecondFactor = &personalFactor{f.IsOn, f.Since, f.RecoveryCodesLeft}
	for _, s := range kept.Sessions {
		d.Sessions = append(d.Sessions, object{"begunAt": s.Begun, "lastUsedAt": s.LastUsed, "isCurrent": s.IsCurrent})
	}
	for _, t := range kept.Tokens {
		d.Tokens = append(d.Tokens, object{"name": t.Name, "scopes": t.Scopes, "createdAt": t.CreatedAt, "expiresAt": t.ExpiresAt})
	}
	for _, i := range kept.Identities {
		d.Identities = append(d.Identities, object{"provider": i.Provider, "linkedAt": i.Since})
	}
}

// addPart adds what somebody has a part in.
func (l *Lens) addPart(d *personalDocument) {
	for _, draft := range l.Library.DraftsOfOwn(l.Viewer) {
		d.Drafts = append(d.Drafts, object{
			"id": l.Draft(draft).ID(), "language": draft.Language, "state": draft.State, "revision": draft.Revision,
			"createdAt": draft.CreatedAt, "updatedAt": draft.UpdatedAt,
		})
	}
	for _, c := range l.Library.CommentsOfOwn(l.Viewer) {
		d.Comments = append(d.Comments, object{
			"id": c.ID, "draft": NodeID(KindDraft, string(c.Practice)+"/"+string(c.Language)), "part": c.Part, "createdAt": c.At,
			"entry": number(c.Number), "isResolved": c.IsResolved(),
		})
	}
	for _, n := range l.Library.Notifications(l.Viewer) {
		d.Notifications = append(d.Notifications, object{"kind": notificationKind(n.Type), "at": n.At, "isRead": n.IsRead})
	}
}

func (l *Lens) act(a library.Act) object {
	out := object{"number": number(a.Number), "type": a.Type, "at": a.At, "isOwn": a.IsOwn}
	if a.Practice != "" {
		out["practice"] = NodeID(KindPractice, string(a.Practice))
	}
	if a.Language != "" {
		out["language"] = a.Language
	}
	if a.Text != nil {
		out["text"] = a.Text
	}
	if a.IsWithheld {
		out["isWithheld"] = true
	}
	return out
}

func number(n uint64) json.Number { return json.Number(strconv.FormatUint(n, 10)) }
