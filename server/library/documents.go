package library

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"time"
)

// Collection names a kind of plain document: what is not history, because it must be possible to delete it.
type Collection string

// The collections. Each document is looked up by its key alone.
const (
	CollectionAccounts   Collection = "accounts"   // account id: e-mail address, name
	CollectionAddresses  Collection = "addresses"  // hash of an e-mail address in its normal form: account id
	CollectionPasswords  Collection = "passwords"  // random id, which the journal names: hash of a password
	CollectionSessions   Collection = "sessions"   // hash of the session's secret
	CollectionTokens     Collection = "tokens"     // hash of the token
	CollectionSlots      Collection = "slots"      // account id, kind, number: which sessions, tokens and identities an account has
	CollectionLinks      Collection = "links"      // hash of the secret of a link that works once
	CollectionFactors    Collection = "factors"    // random id, which the journal names: a second factor; below it its recovery codes
	CollectionIdentities Collection = "identities" // hash of who somebody is by the word of an identity provider: account id
	CollectionConcerns   Collection = "concerns"   // concern id: what somebody wrote, and how they can be reached
	CollectionClaims     Collection = "claims"     // what may happen once and has happened
	CollectionReads      Collection = "reads"      // month, random id of a process: how often practices were read
	CollectionChoices    Collection = "choices"    // account id: how somebody wants to be told by mail
)

// KeptCollections are those that a backup carries. The others hold what is short-lived, and what must not come to life
// again from a file: sessions and links.
var KeptCollections = []Collection{
	CollectionAccounts, CollectionAddresses, CollectionPasswords, CollectionTokens, CollectionSlots, CollectionFactors,
	CollectionIdentities, CollectionConcerns, CollectionChoices,
}

// Collections lists all of them.
var Collections = append([]Collection{CollectionSessions, CollectionLinks, CollectionClaims, CollectionReads}, KeptCollections...)

// Documents keeps plain documents. Only Insert and Delete settle a race: of several callers at the same time, on any
// number of servers, one succeeds.
type Documents interface {
	// Insert stores a new document; ErrKeyTaken when one stands under the key already.
	Insert(ctx context.Context, c Collection, key string, document any) error
	// Find reads a document; ErrNoDocument when there is none.
	Find(ctx context.Context, c Collection, key string, into any) error
	// Replace changes a document that is there; ErrNoDocument when there is none. Of two at the same time one is lost,
	// so nothing that safety rests on is changed in this way.
	Replace(ctx context.Context, c Collection, key string, document any) error
	// Delete removes a document and reports whether it was this caller who did.
	Delete(ctx context.Context, c Collection, key string) (bool, error)
	// All reads a whole collection, in no particular order. It is for backups; no request may do this.
	All(ctx context.Context, c Collection) iter.Seq2[Document, error]
}

// Document is one plain document as it lies in its collection.
type Document struct {
	Collection Collection      `json:"collection"`
	Key        string          `json:"key"`
	Value      json.RawMessage `json:"value"`
}

// Claim is a document of CollectionClaims. Of all that insert one under a key, on any number of servers, one does what may
// happen once.
type Claim struct {
	// Expires is from when on it cannot happen any more anyhow, so that the claim may be forgotten.
	Expires time.Time `json:"expires"`
}

// What Documents answers where something is absent or taken.
var (
	ErrKeyTaken   = errors.New("library: a document with this key is there already")
	ErrNoDocument = errors.New("library: no document with this key")
)
