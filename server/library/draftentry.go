package library

// The payloads of the entries about drafts. What a draft says stands in the entry that brought it and in no later one.

// draftStep is the payload of any entry about a draft.
type draftStep interface {
	ref() DraftRef
	// key is what the idempotency key of the request has left in the entry; nil when there was none.
	key() *onceKey
}

// draftHeader is what all of them begin with.
type draftHeader struct {
	DraftRef
	Once *onceKey `json:"once,omitempty"`
}

func (h *draftHeader) ref() DraftRef { return h.DraftRef }
func (h *draftHeader) key() *onceKey { return h.Once }

// draftCreated begins a draft, or begins it anew.
type draftCreated struct {
	draftHeader
	Territory      string       `json:"territory"`
	Original       Language     `json:"original"`
	Slug           string       `json:"slug,omitempty"`
	BasedOn        int          `json:"basedOn,omitempty"`
	SourceRevision int          `json:"sourceRevision,omitempty"`
	Content        DraftContent `json:"content"`
	// Restored is the entry whose text it repeats; 0 when it repeats none.
	Restored uint64 `json:"restored,omitempty"`
}

// draftSaved is the next revision of what a draft says.
type draftSaved struct {
	draftHeader
	Slug           string       `json:"slug,omitempty"`
	SourceRevision int          `json:"sourceRevision,omitempty"`
	Content        DraftContent `json:"content"`
	Restored       uint64       `json:"restored,omitempty"`
}

// draftSubmitted hands a draft over for review.
type draftSubmitted struct {
	draftHeader
	// Slug is the address chosen for a new practice.
	Slug string `json:"slug,omitempty"`
	// Reviewers are asked from now on; nil for those of before, which is another thing than nobody.
	Reviewers []string `json:"reviewers,omitzero"`
}

// draftReviewersNamed says who is asked to review.
type draftReviewersNamed struct {
	draftHeader
	Reviewers []string `json:"reviewers"`
}

// draftChangesRequested gives a draft back to its writers.
type draftChangesRequested struct {
	draftHeader
	Message string `json:"message"`
}

// draftPublished makes what a draft says public.
type draftPublished struct {
	draftHeader
	publication
}

// draftDiscarded ends a draft without publishing it.
type draftDiscarded struct{ draftHeader }

// territoryRulesSet is what a territory settles for itself.
type territoryRulesSet struct {
	Territory string         `json:"territory"`
	Rules     TerritoryRules `json:"rules"`
}

func newDraftPayload(t EntryType) any {
	switch t {
	case EntryDraftCreated:
		return new(draftCreated)
	case EntryDraftSaved:
		return new(draftSaved)
	case EntryDraftSubmitted:
		return new(draftSubmitted)
	case EntryDraftReviewersNamed:
		return new(draftReviewersNamed)
	case EntryDraftChangesRequested:
		return new(draftChangesRequested)
	case EntryDraftPublished:
		return new(draftPublished)
	case EntryDraftDiscarded:
		return new(draftDiscarded)
	case EntryCommentAdded:
		return new(commentAdded)
	case EntryCommentResolved:
		return new(commentResolved)
	default:
		return nil
	}
}

// content gives what an entry lets a draft say; nil when it brings nothing new.
func (d decoded) content() *DraftContent {
	switch p := d.payload.(type) {
	case *draftCreated:
		return &p.Content
	case *draftSaved:
		return &p.Content
	}
	return nil
}
