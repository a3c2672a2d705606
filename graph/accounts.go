package graph

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/weldi-network/practice-library/graph/model"
	"github.com/weldi-network/practice-library/graph/view"
	"github.com/weldi-network/practice-library/server/auth"
	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/notify"
)

// sent gives back what was typed when it was refused. Whoever calls it leaves out passwords, codes and secrets.
func sent(refusals []view.UserError, typed any) json.RawMessage {
	if len(refusals) == 0 || typed == nil {
		return nil
	}
	back, err := json.Marshal(typed)
	if err != nil { // cannot be: it was read from JSON
		return nil
	}
	return back
}

// person is what people type of themselves, without what must not come back.
type person struct {
	Email    *string           `json:"email,omitempty"`
	Name     *string           `json:"name,omitempty"`
	Language *library.Language `json:"language,omitempty"`
}

// tokenTyped is what was typed of a token, without the password and the code.
func tokenTyped(in model.TokenCreateInput) map[string]any {
	return map[string]any{"name": in.Name, "scopes": in.Scopes, "expiresInDays": in.ExpiresInDays}
}

// signedIn answers a mutation after which somebody is signed in. What was typed may be nil.
func signedIn(ctx context.Context, v library.Viewer, err error, typed any) (*model.SignInPayload, error) {
	refusals, err := view.UserErrors(err)
	if err != nil {
		return nil, err
	}
	return &model.SignInPayload{Viewer: lens(ctx).As(v), Sent: sent(refusals, typed), UserErrors: refusals}, nil
}

// signedOut answers a mutation that ends sessions.
func signedOut(ctx context.Context, err error) (*model.SignOutPayload, error) {
	refusals, err := view.UserErrors(err)
	if err != nil {
		return nil, err
	}
	return &model.SignOutPayload{Viewer: stillSignedIn(ctx), UserErrors: refusals}, nil
}

// stillSignedIn is who asks, unless the session of the request has ended in it.
func stillSignedIn(ctx context.Context) *view.Viewer {
	if auth.VisitOf(ctx).HasEnded() {
		return nil
	}
	return lens(ctx).SignedIn()
}

// invited answers a mutation that makes a link. What was typed may be nil.
func (r *Resolver) invited(ctx context.Context, made auth.Invitation, err error, typed any) (*model.AccountInvitePayload, error) {
	refusals, err := view.UserErrors(err)
	if err != nil || len(refusals) > 0 {
		return &model.AccountInvitePayload{Sent: sent(refusals, typed), UserErrors: refusals}, err
	}
	l := lens(ctx)
	account, err := r.accounts.Account(ctx, l.Viewer, made.Account)
	payload := &model.AccountInvitePayload{Account: l.Account(account), UserErrors: refusals}
	if made.Link != "" {
		payload.Link = &made.Link
	}
	return payload, err
}

// accountErrors sorts what a use-case answered, and shows the account whose roles somebody else has settled since.
func (r *Resolver) accountErrors(ctx context.Context, l *view.Lens, err error) ([]view.UserError, error) {
	refusals, failure := l.UserErrors(err)
	c, ok := errors.AsType[*library.AccountConflict](err)
	if !ok || len(refusals) != 1 {
		return refusals, failure
	}
	now, err := r.accounts.Account(ctx, l.Viewer, c.Account)
	if err != nil {
		return nil, err
	}
	return []view.UserError{view.AccountConflict{Refusal: refusals[0].(view.Refusal), Current: l.Account(now)}}, nil
}

// accountPage answers one page of the list of accounts.
func (r *Resolver) accountPage(ctx context.Context, first *int, after *string) (*model.AccountConnection, error) {
	l, size := lens(ctx), or(first, library.DefaultPage)
	if err := library.CheckPageSize("first", size); err != nil {
		return nil, err
	}
	last := ""
	if after != nil {
		var err error
		if last, err = view.InnerID(view.KindAccount, "after", *after); err != nil {
			return nil, library.RefuseField(library.CodeBadCursor, "after", "This cursor does not belong to this list. Start again without one.")
		}
	}
	page, total, more, err := r.accounts.AccountPage(ctx, l.Viewer, last, size)
	if err != nil {
		return nil, err
	}
	c := &model.AccountConnection{TotalCount: total, PageInfo: view.PageInfo{HasNextPage: more, HasPreviousPage: last != ""}}
	for i := range page {
		c.Nodes = append(c.Nodes, *l.Account(&page[i]))
	}
	if n := len(c.Nodes); n > 0 {
		c.PageInfo.StartCursor, c.PageInfo.EndCursor = &c.Nodes[0].ID, &c.Nodes[n-1].ID
	}
	return c, nil
}

// closeAccount ends one's own account, or that of an id.
func (r *Resolver) closeAccount(ctx context.Context, in model.AccountCloseInput) error {
	l := lens(ctx)
	own := view.NodeID(view.KindAccount, l.Viewer.Account())
	if in.Account == nil || *in.Account == own {
		return r.accounts.CloseOwn(ctx, value(in.Password), value(in.Code))
	}
	id, err := view.InnerID(view.KindAccount, "account", *in.Account)
	if err != nil {
		return err
	}
	return r.accounts.CloseOther(ctx, l.Viewer, id)
}

func grantsOf(roles []model.RoleGrantInput) []library.Grant {
	grants := make([]library.Grant, len(roles))
	for i, r := range roles {
		grants[i] = library.Grant{Role: r.Role, Territory: value(r.Territory), Language: value(r.Language)}
	}
	return grants
}

// leaving answers a mutation that leads somebody to an identity provider.
func leaving(url string, err error) (*model.ProviderLeavePayload, error) {
	refusals, err := view.UserErrors(err)
	payload := &model.ProviderLeavePayload{UserErrors: refusals}
	if url != "" && len(refusals) == 0 {
		payload.URL = &url
	}
	return payload, err
}

// personalData gathers a part of what is kept of whoever asks: all that stands in plain documents comes with the first.
func (r *Resolver) personalData(ctx context.Context, l *view.Lens, after *int) (*view.PersonalData, error) {
	from := or(after, 0)
	if from < 0 {
		return nil, library.RefuseField(library.CodeBadInput, "after", "Give what the part before has given for next.")
	}
	kept, err := r.accounts.PersonalData(ctx) // which refuses whoever must not have any part
	if err != nil {
		return nil, err
	}
	first, told := &kept, notify.Choice{}
	if after != nil {
		first = nil
	} else if told, err = r.notify.Choice(ctx, l.Viewer.Account()); err != nil {
		return nil, err
	}
	acts, more, err := l.Library.Acts(ctx, l.Viewer, uint64(from))
	if err != nil {
		return nil, err
	}
	return l.PersonalData(first, told, acts, more)
}
