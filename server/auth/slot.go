package auth

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"

	"github.com/weldi-network/practice-library/server/library"
)

// slotKind is what an account has several of. No database lists by account without reading everything, and a list in
// one document would lose what two servers write at once: so each account has a fixed number of slots with keys that
// follow from its id, each taken by an insert.
type slotKind string

const (
	slotSession slotKind = "session"
	slotToken   slotKind = "token"
	// slotIdentity is for the sign-ins by providers that are linked with an account.
	slotIdentity slotKind = "identity"
)

// slotted says where the documents lie to which the slots of each kind lead.
var slotted = map[slotKind]library.Collection{
	slotSession: library.CollectionSessions, slotToken: library.CollectionTokens, slotIdentity: library.CollectionIdentities,
}

// slotCount is how many sessions, tokens, and sign-ins by providers, an account can have of each.
const slotCount = 20

// slot leads to a session or token of the account.
type slot struct {
	Key string `json:"key"`
}

func slotKey(account string, kind slotKind, n int) string {
	return fmt.Sprintf("%s/%s/%d", account, kind, n)
}

// takeSlot notes a session or token for its account; false when all slots are taken.
func (s *Service) takeSlot(ctx context.Context, account string, kind slotKind, key string) (bool, error) {
	for _, n := range rand.Perm(slotCount) {
		err := s.docs.Insert(ctx, library.CollectionSlots, slotKey(account, kind, n), slot{key})
		if !errors.Is(err, library.ErrKeyTaken) {
			return err == nil, err
		}
	}
	return false, nil
}

// dropSlotted deletes what a slot of an account leads to, and frees the slot.
func (s *Service) dropSlotted(ctx context.Context, account string, kind slotKind, key string) error {
	if _, err := s.docs.Delete(ctx, slotted[kind], key); err != nil {
		return err
	}
	return s.eachSlot(ctx, account, kind, func(at, held string) error {
		if held == key {
			s.discard(ctx, library.CollectionSlots, at)
		}
		return nil
	})
}

// eachSlot shows what is noted for an account, with the key of its slot.
func (s *Service) eachSlot(ctx context.Context, account string, kind slotKind, show func(slotKey, key string) error) error {
	for n := range slotCount {
		at := slotKey(account, kind, n)
		var found slot
		err := s.docs.Find(ctx, library.CollectionSlots, at, &found)
		if errors.Is(err, library.ErrNoDocument) {
			continue
		}
		if err == nil {
			err = show(at, found.Key)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
