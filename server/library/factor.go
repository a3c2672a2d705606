package library

import "context"

// ChangeFactor switches the second factor of an account on, with the id of the document that holds it, or with an empty
// id off, and ends all its sessions. It gives the epoch of those that begin now. Only the account itself switches one on;
// those who keep the accounts may switch somebody else's off, which then stands in the journal under their name.
// Refusals: FORBIDDEN, NOT_FOUND, NOT_NOW when it is on, or off, already.
func (l *Library) ChangeFactor(ctx context.Context, v Viewer, id, factor string) (epoch uint64, err error) {
	err = l.change(ctx, v, func(_ context.Context, s *State, v Viewer) (*change, error) {
		if err := v.needOwn(id, factor == ""); err != nil {
			return nil, err
		}
		a := s.account(id)
		switch {
		case a == nil:
			return nil, noAccount()
		case factor != "" && a.Factor != "":
			return nil, Refuse(CodeNotNow, "The second factor is on already.")
		case factor == "" && a.Factor == "":
			return nil, Refuse(CodeNotNow, "The second factor is off already.")
		}
		epoch = s.mark.Number + 1
		return &change{EntryFactorChanged, &factorChanged{id, factor}}, nil
	})
	return epoch, err
}

// ReplaceFactor puts another document in the place of the one that holds the second factor of an account, whose id is
// before, and ends all its sessions. It gives the epoch of those that begin now. Only the account itself does that.
// Refusals: FORBIDDEN, NOT_FOUND, NOT_NOW when another one holds by now.
func (l *Library) ReplaceFactor(ctx context.Context, v Viewer, id, before, factor string) (epoch uint64, err error) {
	err = l.change(ctx, v, func(_ context.Context, s *State, v Viewer) (*change, error) {
		if err := v.needOwn(id, false); err != nil {
			return nil, err
		}
		a := s.account(id)
		switch {
		case a == nil:
			return nil, noAccount()
		case a.Factor == "" || a.Factor != before:
			return nil, Refuse(CodeNotNow, "The second factor was changed at the same time. Please look how it stands.")
		}
		epoch = s.mark.Number + 1
		return &change{EntryFactorChanged, &factorChanged{id, factor}}, nil
	})
	return epoch, err
}
