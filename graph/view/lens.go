// Package view shows the library's values as the schema names them: plain structs and methods that need no context,
// since gqlgen runs those without a goroutine for each field.
package view

import (
	"encoding/base64"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/weldi-network/practice-library/server/library"
)

// Lens is how one request looks at the library: as one viewer, with the reference data of one moment.
type Lens struct {
	Library   *library.Library
	Reference *library.Reference
	Viewer    library.Viewer
	// BaseURL comes before every path, without a slash at its end.
	BaseURL string

	reading sync.Mutex
	read    map[library.ID]bool

	faces once[library.ID, *library.Practice]
	names once[string, string]
}

// NoteRead notes that the request reads a practice.
func (l *Lens) NoteRead(id library.ID) {
	l.reading.Lock()
	defer l.reading.Unlock()
	if l.read == nil {
		l.read = map[library.ID]bool{}
	}
	l.read[id] = true
}

// Read lists the practices that the request has read, each once.
func (l *Lens) Read() []library.ID {
	l.reading.Lock()
	defer l.reading.Unlock()
	return slices.Collect(maps.Keys(l.read))
}

// Node is anything with an id of its own.
type Node interface {
	IsNode()
	GetID() string
}

// Kind is the type that an id names.
type Kind string

// The kinds of node.
const (
	KindPractice         Kind = "practice"
	KindTerritory        Kind = "territory"
	KindTheme            Kind = "theme"
	KindTransversalIssue Kind = "transversal-issue"
	KindTerm             Kind = "term"
	KindAccount          Kind = "account"
	KindDraft            Kind = "draft"
	KindRevision         Kind = "revision"
	KindNotification     Kind = "notification"
	KindSession          Kind = "session"
	KindToken            Kind = "token"
	KindConcern          Kind = "concern"
	KindIdentity         Kind = "identity"
	KindEntry            Kind = "entry"
	KindOrganisation     Kind = "organisation"
)

// NodeID writes the opaque id of a node.
func NodeID(kind Kind, id string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(string(kind) + ":" + id))
}

// ParseNodeID takes an opaque id apart. Anything that NodeID did not write is refused with BAD_ID.
func ParseNodeID(id string) (Kind, string, error) {
	if len(id) <= maxNodeID {
		raw, err := opened(id)
		kind, inner, ok := strings.Cut(string(raw), ":")
		if err == nil && ok && inner != "" && isKind(Kind(kind)) {
			return Kind(kind), inner, nil
		}
	}
	return "", "", library.RefuseField(library.CodeBadID, "id", "This is not an id of this library.")
}

const maxNodeID = 300

// opened decodes an id or a cursor. Go's decoder passes over line ends, which we never write.
func opened(s string) ([]byte, error) {
	if strings.ContainsAny(s, "\r\n") {
		return nil, base64.CorruptInputError(strings.IndexAny(s, "\r\n"))
	}
	return base64.RawURLEncoding.Strict().DecodeString(s)
}

func isKind(k Kind) bool {
	switch k {
	case KindPractice, KindTerritory, KindTheme, KindTransversalIssue, KindTerm, KindAccount, KindDraft, KindRevision, KindNotification, KindSession, KindToken,
		KindConcern, KindIdentity, KindEntry, KindOrganisation:
		return true
	}
	return false
}

// Node finds the node with an opaque id; nil when there is none that the viewer may see.
func (l *Lens) Node(id string) (Node, error) {
	kind, inner, err := ParseNodeID(id)
	if err != nil {
		return nil, err
	}
	switch kind {
	case KindPractice:
		if card := l.Library.CardByID(l.Viewer, library.ID(inner)); card != nil {
			return l.Practice(card), nil
		}
	case KindTerritory:
		if t := l.Reference.Territory(inner); t != nil {
			return l.Territory(t), nil
		}
	case KindOrganisation:
		if o := l.Reference.Organisation(inner); o != nil {
			return l.KnownOrganisation(o), nil
		}
	case KindTheme, KindTransversalIssue, KindTerm:
		return l.conceptNode(kind, inner), nil
	case KindDraft:
		if d := l.DraftAt(draftRef(inner)); d != nil {
			return d, nil
		}
	default: // the others are named by mutations alone
	}
	return nil, nil
}

func (l *Lens) conceptNode(kind Kind, inner string) Node {
	scheme, id, _ := strings.Cut(inner, "/")
	if c := l.Reference.Concept(library.Scheme(scheme), id); c != nil && kindOf(c) == kind {
		return l.Concept(c)
	}
	return nil
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
