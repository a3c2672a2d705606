package graph

import (
	"cmp"
	"context"
	"strconv"

	"github.com/weldi-network/practice-library/graph/model"
	"github.com/weldi-network/practice-library/graph/view"
	"github.com/weldi-network/practice-library/server/library"
)

// request reads which draft somebody wants to change, and as what they have read it.
func request(draft string, expected int, key *string) (library.DraftRequest, error) {
	ref, err := view.DraftRef("draft", draft)
	return library.DraftRequest{Draft: ref, ExpectedRevision: expected, IdempotencyKey: value(key)}, err
}

// editOf reads what the next revision of a practice begins with. The id is that of a published practice, or of a draft
// that is to be begun anew.
func editOf(l *view.Lens, input model.PracticeEditInput) (library.NewDraft, error) {
	n := library.NewDraft{
		Changes: changes(nil, input.Text, input.Facts, input.Sources), IdempotencyKey: value(input.IdempotencyKey),
	}
	if ref, err := view.DraftRef("practice", input.Practice); err == nil {
		n.Practice, n.Language = ref.Practice, ref.Language
		return n, nil
	}
	card, err := publishedPractice(l, input.Practice)
	if err != nil {
		return n, err
	}
	n.Practice, n.Language = card.ID, card.Original
	return n, nil
}

// publishedPractice finds a published practice by its opaque id. Refusals: BAD_ID, NOT_FOUND.
func publishedPractice(l *view.Lens, id string) (*library.Card, error) {
	kind, inner, err := view.ParseNodeID(id)
	if err != nil || kind != view.KindPractice {
		return nil, library.RefuseField(library.CodeBadID, "practice", "This is not the id of a practice.")
	}
	card := l.Library.CardByID(l.Viewer, library.ID(inner))
	if card == nil {
		return nil, library.RefuseField(library.CodeNotFound, "practice", "There is no such practice.")
	}
	return card, nil
}

// withdraw takes a practice off and gives what stands there now: also when that was done before, with the same key.
func withdraw(ctx context.Context, l *view.Lens, input model.PracticeWithdrawInput) (*library.Tombstone, error) {
	kind, inner, err := view.ParseNodeID(input.Practice)
	if err != nil || kind != view.KindPractice {
		return nil, library.RefuseField(library.CodeBadID, "practice", "This is not the id of a practice.")
	}
	id := library.ID(inner)
	before := l.Library.CardByID(l.Viewer, id)
	if err := l.Library.Withdraw(ctx, l.Viewer, id, input.ExpectedVersion, input.Reason, value(input.IdempotencyKey)); err != nil {
		return nil, err
	}
	stone := l.Library.TombstoneOf(l.Viewer, id)
	if stone != nil && before != nil {
		stone.Slug = before.Slug // which may be scrubbed by now
	}
	return stone, nil
}

// accountIDs reads the opaque ids of accounts; nil stays nil.
func accountIDs(field string, ids []string) ([]string, error) {
	if ids == nil {
		return nil, nil
	}
	out := make([]string, len(ids))
	for i, id := range ids {
		kind, inner, err := view.ParseNodeID(id)
		if err != nil || kind != view.KindAccount {
			return nil, library.RefuseField(library.CodeBadID, field+"."+strconv.Itoa(i), "This is not the id of an account.")
		}
		out[i] = inner
	}
	return out, nil
}

// changes reads what a draft is to say. What is left out stays nil.
func changes(slug *string, text *model.DraftTextInput, facts *model.DraftFactsInput, sources []model.DraftSourceInput) library.DraftChanges {
	c := library.DraftChanges{Slug: slug, Words: words(text), Facts: factsOf(facts)}
	if sources != nil {
		list := make([]library.Source, len(sources))
		for i, s := range sources {
			list[i] = library.Source{URL: s.URL, Supports: s.Supports}
		}
		c.Sources = &list
	}
	return c
}

func words(text *model.DraftTextInput) *library.Words {
	if text == nil {
		return nil
	}
	w := &library.Words{Title: value(text.Title), Summary: value(text.Summary), EndReason: value(text.EndReason)}
	for _, s := range text.Sections {
		w.Sections = append(w.Sections, library.Section{Kind: s.Kind, Markdown: s.Markdown})
	}
	return w
}

func factsOf(f *model.DraftFactsInput) *library.Facts {
	if f == nil {
		return nil
	}
	out := &library.Facts{
		Place: value(f.Place), Themes: append([]string{}, f.Themes...), TransversalIssues: f.TransversalIssues,
		PracticeTypes: f.PracticeTypes, TargetGroups: f.TargetGroups, ActorTypes: f.ActorTypes, Scales: f.Scales,
		Stages: f.Stages, Tags: f.Tags, Period: period(f.Period),
		Confidence: or(f.Confidence, library.ConfidenceMedium), Licence: cmp.Or(value(f.Licence), library.LicenceCCBY4),
		Visibility: or(f.Visibility, library.VisibilityPublic),
	}
	for _, o := range f.Organisations {
		out.Organisations = append(out.Organisations, library.Organisation{Name: value(o.Name), Role: o.Role, Known: value(o.Known)})
	}
	for _, tag := range f.SourceLanguages {
		out.SourceLanguages = append(out.SourceLanguages, library.Language(tag))
	}
	return out
}

func period(p *model.DraftPeriodInput) library.Period {
	if p == nil {
		return library.Period{State: library.StateUnknown}
	}
	return library.Period{
		Start: library.PartialDate(value(p.Start)), End: library.PartialDate(value(p.End)),
		State: or(p.State, library.StateUnknown), Pilot: value(p.IsPilot), AsOf: library.PartialDate(value(p.AsOf)),
	}
}

// commentPayload shows what became of a remark: the one that is meant.
func commentPayload(l *view.Lens, d *library.Draft, err error, sent string, is func(*library.Comment) bool) (*model.CommentPayload, error) {
	refusals, err := l.UserErrors(err)
	if err != nil {
		return nil, err
	}
	p := &model.CommentPayload{UserErrors: refusals}
	switch {
	case len(refusals) > 0 && sent != "":
		p.Sent = &sent
	case d != nil:
		p.Draft, p.Comment = l.Draft(d), l.CommentIn(d, is)
	}
	return p, nil
}
