package view

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/weldi-network/practice-library/server/library"
)

// AuditKind names a type of entry in the words of the schema.
type AuditKind string

// auditKind turns “draft.changesRequested” into DRAFT_CHANGES_REQUESTED.
func auditKind(t library.EntryType) AuditKind {
	var out strings.Builder
	for _, r := range string(t) {
		switch {
		case r == '.':
			out.WriteByte('_')
		case unicode.IsUpper(r):
			out.WriteByte('_')
			out.WriteRune(r)
		default:
			out.WriteRune(unicode.ToUpper(r))
		}
	}
	return AuditKind(out.String())
}

// AuditTypes gives the types of entry that kinds name.
func AuditTypes(kinds []AuditKind) []library.EntryType {
	var out []library.EntryType
	for _, t := range library.AuditTypes {
		for _, k := range kinds {
			if auditKind(t) == k {
				out = append(out, t)
			}
		}
	}
	return out
}

// AuditAbout reads the id of what an entry is about. Refusal: BAD_ID.
func AuditAbout(id string) (library.About, error) {
	kind, inner, err := ParseNodeID(id)
	switch {
	case err != nil:
	case kind == KindTheme, kind == KindTransversalIssue, kind == KindTerm:
		return library.About("concept:" + inner), nil
	case kind == KindPractice, kind == KindDraft, kind == KindTerritory, kind == KindOrganisation, kind == KindAccount:
		return library.About(string(kind) + ":" + inner), nil
	}
	return "", library.RefuseField(library.CodeBadID, "node", "This is not the id of anything that the audit trail tells of.")
}

// AuditEntry is one entry of the journal.
type AuditEntry struct {
	lens *Lens
	library.AuditEntry
}

// Number is that of the entry.
func (e *AuditEntry) Number() int { return int(e.AuditEntry.Number) }

// Kind tells what was done.
func (e *AuditEntry) Kind() AuditKind { return auditKind(e.Type) }

// Actor is who did it.
func (e *AuditEntry) Actor() *Actor { return e.lens.optionalActor(e.AuditEntry.Account) }

// Account is the one it was done with.
func (e *AuditEntry) Account() *Actor {
	id, _ := strings.CutPrefix(string(e.About), "account:")
	if id == string(e.About) {
		return nil
	}
	return e.lens.optionalActor(id)
}

// Node is what it was done with, where the viewer may see that.
func (e *AuditEntry) Node() (Node, error) {
	kind, inner, ok := strings.Cut(string(e.About), ":")
	if !ok || kind == "account" {
		return nil, nil //nolint:nilnil // null is the answer where there is none
	}
	if kind == "concept" {
		scheme, id, _ := strings.Cut(inner, "/")
		if c := e.lens.Reference.Concept(library.Scheme(scheme), id); c != nil {
			return e.lens.Concept(c), nil
		}
		return nil, nil //nolint:nilnil // made since this request began
	}
	return e.lens.Node(NodeID(Kind(kind), inner))
}

// AuditConnection is a page of the audit trail.
type AuditConnection struct {
	Nodes      []AuditEntry
	PageInfo   *PageInfo
	TotalCount int
}

// Audit shows one page of the audit trail. The cursor of an entry is its number. Refusals: BAD_PAGE, BAD_CURSOR.
func (l *Lens) Audit(f library.AuditFilter, first *int, after *string) (*AuditConnection, error) {
	size := library.DefaultPage
	if first != nil {
		size = *first
	}
	if err := library.CheckPageSize("first", size); err != nil {
		return nil, err
	}
	before, err := entryNumber(after)
	if err != nil {
		return nil, err
	}
	page := l.Library.Audit(l.Viewer, f, before, size)
	out := &AuditConnection{Nodes: make([]AuditEntry, len(page.Entries)), TotalCount: page.Total}
	out.PageInfo = &PageInfo{HasNextPage: page.HasNext, HasPreviousPage: before > 0 && len(page.Entries) < page.Total}
	for i, e := range page.Entries {
		out.Nodes[i] = AuditEntry{l, e}
	}
	if n := len(page.Entries); n > 0 {
		start, end := entryCursor(page.Entries[0].Number), entryCursor(page.Entries[n-1].Number)
		out.PageInfo.StartCursor, out.PageInfo.EndCursor = &start, &end
	}
	return out, nil
}

func entryCursor(number uint64) string {
	return NodeID(KindEntry, strconv.FormatUint(number, 10))
}

func entryNumber(cursor *string) (uint64, error) {
	if cursor == nil {
		return 0, nil
	}
	kind, inner, err := ParseNodeID(*cursor)
	number, err2 := strconv.ParseUint(inner, 10, 64)
	if err != nil || err2 != nil || kind != KindEntry || number == 0 {
		return 0, library.RefuseField(library.CodeBadCursor, "after", "This cursor belongs to another list.")
	}
	return number, nil
}
