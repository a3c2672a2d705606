package library

import (
	"context"
	"errors"
	"iter"
)

// Journal is the append-only list of everything that ever happened. Entries are numbered 1, 2, 3 … without a gap.
type Journal interface {
	// Append inserts e under its number. ErrNumberTaken means that an entry stands there already; an *Error with the
	// code TOO_LARGE or INTERNAL that it was certainly not stored. Any other error leaves the outcome unknown: the
	// entry may be there, or still arrive.
	Append(ctx context.Context, e Entry) error
	// Entry reads one entry; ErrNoEntry when nothing stands under the number, an *Error with the code INTERNAL when what
	// stands there is no entry.
	Entry(ctx context.Context, number uint64) (Entry, error)
	// EntryUUID reads the UUID of one entry, for less than the whole of it. Its errors are those of Entry.
	EntryUUID(ctx context.Context, number uint64) (string, error)
	// Since reads the entries after the given number in order, to the end of the journal. It stops at the first error
	// or gap; a gap comes as ErrNoEntry, other errors are those of Entry.
	Since(ctx context.Context, number uint64) iter.Seq2[Entry, error]
	// Rewrite puts an entry in the place of the one under its number, all but whose payload it is the same: for scrubbing
	// alone. ErrNoEntry when nothing stands there, otherwise as Append, but that it can be repeated.
	Rewrite(ctx context.Context, e Entry) error
	// Ping makes sure that the database answers, and gives up when ctx ends.
	Ping(ctx context.Context) error
}

// Bodies keeps the complete public faces of practices as immutable documents, one for each version that ever was, and
// apart from them what drafts say, one document for each saving.
type Bodies interface {
	// PutBodies stores the faces that entry `number` published. A face that is there already counts as stored.
	PutBodies(ctx context.Context, number uint64, faces []Practice) error
	// Body reads what entry `number` published of a practice; ErrNoBody when it is missing.
	Body(ctx context.Context, id ID, number uint64) (*Practice, error)
	// PutDraft stores what entry `number` lets a draft say. What is there already counts as stored.
	PutDraft(ctx context.Context, ref DraftRef, number uint64, content *DraftContent) error
	// Draft reads what entry `number` lets a draft say; ErrNoBody when it is missing.
	Draft(ctx context.Context, ref DraftRef, number uint64) (*DraftContent, error)
	// ReplaceBody and ReplaceDraft store what is left of a body, in the place of what is there or is missing: for
	// scrubbing alone.
	ReplaceBody(ctx context.Context, number uint64, face *Practice) error
	ReplaceDraft(ctx context.Context, ref DraftRef, number uint64, content *DraftContent) error
	// Keys lists what is there, in no particular order. It is for a checker; no request may do this.
	Keys(ctx context.Context) iter.Seq2[BodyKey, error]
}

// BodyKey names a stored text: what an entry published of a practice, or with a language what it lets a draft say.
type BodyKey struct {
	Practice ID
	Language Language
	Number   uint64
}

// Target is a database into which a library can be restored.
type Target interface {
	Journal
	Bodies
	// Insert and Find are those of Documents.
	Insert(ctx context.Context, c Collection, key string, document any) error
	Find(ctx context.Context, c Collection, key string, into any) error
	// BeginRestore marks an empty database as half restored, which every Open refuses from then on. The mark bears the
	// seal of what is restored: a database that bears the same one already is to be finished. ErrOccupied means that
	// something else is there.
	BeginRestore(ctx context.Context, seal string) error
	// EndRestore takes the mark away.
	EndRestore(ctx context.Context) error
}

// What the ports answer where something is absent or taken.
var (
	ErrNumberTaken = errors.New("library: a journal entry with this number is there already")
	ErrNoEntry     = errors.New("library: no journal entry with this number")
	ErrNoBody      = errors.New("library: no body under this key")
	ErrOccupied    = errors.New("library: the database is not empty")
)

// ReadSide is a disposable copy of what is published, held for reading. Everything it needs it gets through Apply;
// its methods are safe for concurrent use and none of them does I/O that grows with the library.
type ReadSide interface {
	// Mark tells up to which entry the read side has come; the zero Mark when it is empty.
	Mark() Mark
	// SetReference hands over reference data, before the first Apply and whenever concepts or territories change.
	SetReference(ref *Reference)
	// Apply takes in the effects of one entry. Applying an entry again is harmless.
	Apply(c Changes) error
	// Purge makes it forget on disk what was scrubbed, as Save does before it saves; it may take seconds.
	Purge() error
	// Reset empties the read side.
	Reset() error
	// Save writes it to disk as it stands. After a change with Scrubbed nothing may be left there of former texts.
	Save() error

	// Search answers a resolved query for one viewer.
	Search(v Viewer, q Query) (*Results, error)
	// Card gives a published practice; nil when there is none that the viewer may see.
	Card(v Viewer, id ID) *Card
	// Count counts the practices under one key of a facet, given as the ID that cards carry.
	Count(v Viewer, f Facet, id string) int
	// Coverage counts practices by two facets at once, within the words and filter of a resolved query.
	Coverage(v Viewer, rows, columns Facet, q Query) (*CoverageCounts, error)
	// Timeline counts practices by the year in which they began, within the words and filter of a resolved query.
	Timeline(v Viewer, q Query) ([]YearCount, error)
	// Concepts gives the concepts of the thesaurus that a practice has.
	Concepts(v Viewer, id ID) ([]AssignedConcept, error)
	// Suggest completes what is being typed, best first.
	Suggest(v Viewer, words string, languages []Language, limit int) []Suggestion
	// Similar gives practices like one, most alike first.
	Similar(v Viewer, id ID, limit int) []Similar
}

// Saver keeps the fold on disk between two starts, so that a start only catches up.
type Saver interface {
	// LoadState gives what was saved last; nil when there is nothing or it is damaged.
	LoadState() []byte
	// SaveState replaces it as a whole or not at all.
	SaveState(data []byte) error
}

// Mark is a point in one library's history.
type Mark struct {
	// Library is the id of the library, so that the saved state of one is never taken for another's.
	Library string `json:"library"`
	Number  uint64 `json:"number"`
	// UUID is that of entry Number.
	UUID string `json:"uuid"`
}

// Changes are the effects of one entry on what is published.
type Changes struct {
	Mark Mark
	// Published holds the complete new public faces.
	Published []Practice
	Withdrawn []ID
	// Scrubbed is set when published texts of before were scrubbed: what was saved of them must not outlive the next Save.
	Scrubbed bool
}

// Results is one page of a list with its exact total.
type Results struct {
	Hits                 []Hit
	Total                int
	HasNext, HasPrevious bool
	// FullMatches is how many of Total have all the words; Total itself where no words were given.
	FullMatches int
	// Facets holds the counts by facet and ID, without zeros; nil when they were not asked for.
	Facets *FacetCounts
	// DidYouMean are words that would find something; empty when there are none, or advice was not asked for.
	DidYouMean string
	// Relaxations are what to ask less of, each with what that would find.
	Relaxations []Relaxation
}

// RelaxationKind tells what of a question is dropped.
type RelaxationKind string

// The kinds of relaxation.
const (
	RelaxWords      RelaxationKind = "WORDS"
	RelaxFacet      RelaxationKind = "FACET"
	RelaxStarted    RelaxationKind = "STARTED"
	RelaxFilter     RelaxationKind = "FILTER"
	RelaxEverything RelaxationKind = "EVERYTHING"
)

// Relaxation is something that a question that found nothing may do without.
type Relaxation struct {
	Kind RelaxationKind
	// Facet is the one whose keys are dropped, for RelaxFacet.
	Facet Facet
	// Dropped are the words, or the IDs asked for in the facet.
	Dropped []string
	// Words are those to ask instead; none where all are dropped.
	Words string
	// Count is how many practices there are without.
	Count int
}

// YearCount is how many practices began in a year; Year is nil for those of which it is not known.
type YearCount struct {
	Year  *int
	Count int
}

// Assigner tells who says that a practice has a concept.
type Assigner string

// The assigners: somebody who described the practice, or a label of the concept in its texts.
const (
	AssignedByPerson Assigner = "PERSON"
	AssignedByMatch  Assigner = "MATCH"
)

// AssignedConcept is a concept of the thesaurus that a practice has.
type AssignedConcept struct {
	Concept    *Concept
	AssignedBy Assigner
}

// FacetCounts holds, for each facet, how many practices carry an ID (NotStated included), counted under everything
// of the query but the facet's own AnyOf.
type FacetCounts [facetCount]map[string]int

// Hit is one practice of a list.
type Hit struct {
	Card     *Card
	Position Position
	// Score is the relevance; zero where no words were given.
	Score      float64
	Highlights []Highlight
	// Concepts are those through which the practice was found.
	Concepts []*Concept
}

// Highlight shows where the words stand in a practice.
type Highlight struct {
	// Field is "title", "summary" or the name of a section in lower case.
	Field    string
	Language Language
	// Fragments are HTML-escaped pieces of the text with the words inside <mark>.
	Fragments []string
}

// CoverageCounts counts practices by two facets. Everything is keyed by ID (NotStated included); zeros are left out.
type CoverageCounts struct {
	Cells []Cell
	// Rows and Columns count the practices of each heading alone, within the words and the whole filter.
	Rows, Columns map[string]int
}

// Cell is one count of a coverage matrix.
type Cell struct {
	Row, Column string
	Count       int
}

// Suggestion is one completion: exactly one of its three pointers is set.
type Suggestion struct {
	// Label is the text to show, in Language.
	Label     string
	Language  Language
	Practice  *Card
	Concept   *Concept
	Territory *Territory
}

// Similar is a practice like another, with what they share.
type Similar struct {
	Card    *Card
	Reasons []Reason
}

// Reason is something that two practices have in common: a facet and the IDs shared in it.
type Reason struct {
	Facet Facet
	IDs   []string
}
