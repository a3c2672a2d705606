package library

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"unicode/utf8"
)

// MaxOnce is how many requests with an idempotency key are remembered; the oldest are forgotten first.
const MaxOnce = 10_000

const maxOnceKey = 200

// onceKey is what an entry keeps of the idempotency key of its request: the key's hash, since a client may put anything
// into it, and that of the request, so that no key is taken for another change.
type onceKey struct {
	Key     string `json:"key"`
	Request string `json:"request"`
}

// outcome is what became of a request with an idempotency key.
type outcome struct {
	Account string `json:"account"`
	onceKey
	// Draft is the draft as it stood afterwards; nil for a request that leaves none.
	Draft *Draft `json:"draft"`
	// Made is the id of the remark, concept or territory that it has left; empty for any other request.
	Made string `json:"made,omitempty"`
}

// once remembers what became of the last requests with an idempotency key.
type once struct {
	outcomes map[string]*outcome
	// order lists the keys of outcomes, the oldest first.
	order []string
}

// newOnceKey makes what an entry keeps of a key; nil when there is none.
func newOnceKey(key, operation string, request any) (*onceKey, error) {
	if key == "" {
		return nil, nil
	}
	if utf8.RuneCountInString(key) > maxOnceKey || !utf8.ValidString(key) {
		return nil, RefuseField(CodeBadInput, "idempotencyKey", "An idempotency key has at most %d characters.", maxOnceKey)
	}
	text, err := json.Marshal(request)
	if err != nil {
		return nil, &Error{Code: CodeInternal, Message: "The request could not be compared with others.", Cause: err}
	}
	return &onceKey{Key: digest(key), Request: digest(operation + "\n" + string(text))}, nil
}

// digest is half of a SHA-256: far more than enough to tell requests apart.
func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:16])
}

// find gives what became of the same request of the same account; nil when there was none. A key that came with another
// request is refused.
func (o *once) find(account string, k *onceKey) (*outcome, error) {
	if k == nil {
		return nil, nil
	}
	found := o.outcomes[account+" "+k.Key]
	switch {
	case found == nil:
		return nil, nil
	case found.Request != k.Request:
		return nil, RefuseField(CodeBadInput, "idempotencyKey", "This key came with another request before; take a new one.")
	}
	return found, nil
}

// isDone reports whether the same request of the same account was done before, for those that leave no draft. A key that
// came with another request is refused.
func (o *once) isDone(account string, k *onceKey) (bool, error) {
	found, err := o.find(account, k)
	return found != nil, err
}

// isDone reports whether the same request of the same account was done before, as far as is known here.
func (l *Library) isDone(v Viewer, k *onceKey) (bool, error) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.state.once.isDone(v.Account(), k)
}

// onlyOnce decides on a change that leaves no draft and is to be done once for an idempotency key. The request is what tells
// two changes apart.
func (l *Library) onlyOnce(
	ctx context.Context, v Viewer, key, operation string, request any,
	decide func(context.Context, *State, Viewer, *onceKey) (*change, error),
) error {
	kept, err := newOnceKey(key, operation, request)
	if err != nil {
		return err
	}
	return l.change(ctx, v, func(ctx context.Context, s *State, v Viewer) (*change, error) {
		if done, err := s.once.isDone(v.Account(), kept); done || err != nil {
			return nil, err
		}
		return decide(ctx, s, v, kept)
	})
}

// replace puts other drafts in the place of those that requests have left.
func (o *once) replace(other func(*Draft) *Draft) {
	for key, out := range o.outcomes {
		if d := other(out.Draft); d != out.Draft {
			changed := *out
			changed.Draft = d
			o.outcomes[key] = &changed
		}
	}
}

// keep remembers what became of a request.
func (o *once) keep(account string, k *onceKey, d *Draft, made string) {
	if k == nil {
		return
	}
	o.add(&outcome{Account: account, onceKey: *k, Draft: d, Made: made})
}

func (o *once) add(out *outcome) {
	key := out.Account + " " + out.Key
	if o.outcomes == nil {
		o.outcomes = map[string]*outcome{}
	}
	if o.outcomes[key] == nil {
		o.order = append(o.order, key)
	}
	o.outcomes[key] = out
	if len(o.order) > MaxOnce {
		delete(o.outcomes, o.order[0])
		o.order = slices.Delete(o.order, 0, 1)
	}
}

func (o *once) saved() []outcome {
	var out []outcome
	for _, key := range o.order {
		out = append(out, *o.outcomes[key])
	}
	return out
}

func (o *once) restore(saved []outcome) {
	for i := range saved {
		o.add(&saved[i])
	}
}
