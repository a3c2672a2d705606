package library

import (
	"strings"
	"time"
)

// About names what an entry of the journal is about: “practice:” and an ID; “draft:”, the practice, a stroke and the
// language; “territory:”, “organisation:” or “account:” and an ID; “concept:”, the scheme, a stroke and an ID. It is empty
// where an entry is about nothing, or about many things.
type About string

// What an About begins with where that matters.
const (
	aboutOnePractice = "practice"
	aboutDraft       = "draft"
)

func aboutPractice(id ID) About { return "practice:" + About(id) }

// log keeps an entry.
func (s *State) log(d decoded) {
	s.trail.add(logged{d.entry.Type, d.entry.Account, d.entry.At.UnixMilli(), d.about()})
}

// about tells what an entry is about.
func (d decoded) about() About {
	if id, isOne := d.aboutAccount(); isOne {
		return "account:" + About(id)
	}
	switch p := d.payload.(type) {
	case *practicePublished:
		return aboutPractice(p.Face.ID)
	case *practiceJudged:
		return aboutPractice(p.Face.ID)
	case *practiceWithdrawn:
		return aboutPractice(p.Practice)
	case *concernReported:
		return aboutPractice(p.Practice)
	case *draftPublished:
		return aboutPractice(p.Face.ID)
	case draftStep:
		return About("draft:" + string(p.ref().Practice) + "/" + string(p.ref().Language))
	case *territoryRulesSet:
		return "territory:" + About(p.Territory)
	case *territoryAsked:
		return "territory:" + About(p.Territory)
	case *termKept:
		switch {
		case p.Territory != nil:
			return "territory:" + About(p.Territory.ID)
		case p.Organisation != nil:
			return "organisation:" + About(p.Organisation.ID)
		}
		return "concept:" + About(p.Concept.ref())
	case *textsScrubbed:
		if len(p.Texts) == 1 {
			return aboutPractice(p.Texts[0].Practice)
		}
	}
	return ""
}

// practice gives the practice that it names, or to which the draft belongs; empty for anything else.
func (a About) practice() ID {
	if form, subject := a.split(); form.kind == aboutOnePractice || form.kind == aboutDraft {
		return ID(subject)
	}
	return ""
}

// AuditEntry is one entry of the journal, as far as it may be told.
type AuditEntry struct {
	Number uint64
	Type   EntryType
	At     time.Time
	// Account is who; empty for the program itself, and for who reported a concern.
	Account string
	About   About
	// IsScrubbed is set where what the entry said was scrubbed.
	IsScrubbed bool
}

// AuditFilter narrows the audit trail; all that is given must hold.
type AuditFilter struct {
	Account string
	Types   []EntryType
	// About a practice finds its drafts too, the bundles that brought it, and scrubbings.
	About About
	// From is included, To is not; zero for no bound.
	From, To time.Time
}

// AuditPage is one page of the audit trail, the latest first.
type AuditPage struct {
	Entries []AuditEntry
	HasNext bool
	Total   int
}

// Audit gives the entries before the one of a number, or with 0 the latest, for those who may read the audit trail; nothing
// to anybody else. Entries about what a viewer may not see do not exist for them. It reads no entry.
func (l *Library) Audit(v Viewer, f AuditFilter, before uint64, first int) AuditPage {
	var page AuditPage
	if !v.May(ActionReadAudit, Place{}) {
		return page
	}
	l.mu.RLock()
	defer l.mu.RUnlock()
	trail := &l.state.trail
	related, sought := l.state.related(f.About), trail.seek(&f)
	may := make([]bool, len(trail.names.list))
	for n, kind := range trail.names.list {
		may[n] = v.mayAudit(kind)
	}
	for i := trail.len() - 1; i >= 0; i-- {
		number := uint64(i) + 1
		if !may[trail.types[i]] || !sought.fits(i, related[number]) {
			continue
		}
		page.Total++
		switch {
		case before != 0 && number >= before:
		case len(page.Entries) < first:
			page.Entries = append(page.Entries, l.state.audited(trail.entry(i), number))
		default:
			page.HasNext = true
		}
	}
	return page
}

// mayAudit says which entries exist for whom, of those who may read the audit trail.
func (v Viewer) mayAudit(t EntryType) bool {
	part, _, _ := strings.Cut(string(t), ".")
	switch {
	case t == EntryNotificationsRead: // which is nobody's affair
		return false
	case t == EntryDraftPublished:
		return true
	case t == EntryTerritoryAsked:
		return v.May(ActionConfirm, Place{})
	case part == "draft", part == "comment":
		return v.May(ActionReadDrafts, Place{})
	case part == "concern":
		return v.May(ActionModerate, Place{})
	case part == "roles", part == "sessions", part == "account", part == "factor":
		return v.May(ActionReadAccounts, Place{})
	case t == EntryTextsScrubbed:
		return v.May(ActionScrub, Place{})
	}
	return true
}

// related lists the entries that hold something of a practice, and those that scrubbed it.
func (s *State) related(a About) map[uint64]bool {
	out := map[uint64]bool{}
	if !strings.HasPrefix(string(a), "practice:") {
		return out
	}
	for _, n := range s.held[a.practice()] {
		out[n] = true
	}
	for _, by := range s.scrubbed[a.practice()] {
		out[by] = true
	}
	return out
}

// audited tells an entry. Who reported a concern is told to moderators in their queue, for as long as it waits, and never
// here.
func (s *State) audited(e logged, number uint64) AuditEntry {
	out := AuditEntry{Number: number, Type: e.Type, At: time.UnixMilli(e.At).UTC(), Account: e.Account, About: e.About}
	if e.Account == operatorAccount || e.Account == visitorAccount || e.Type == EntryConcernReported {
		out.Account = ""
	}
	if practice := e.About.practice(); practice != "" {
		_, out.IsScrubbed = s.scrubbed[practice][number]
	}
	return out
}

// AuditTypes are the types of entry that the audit trail can show.
var AuditTypes = []EntryType{
	EntryLibraryOpened, EntryBundleImported, EntryPracticePublished, EntryPracticeWithdrawn, EntryRolesChanged,
	EntrySessionsEnded, EntryAccountClosed, EntryFactorChanged, EntryDraftCreated, EntryDraftSaved, EntryDraftSubmitted,
	EntryDraftReviewersNamed, EntryDraftChangesRequested, EntryDraftPublished, EntryDraftDiscarded, EntryCommentAdded,
	EntryCommentResolved, EntryPracticeConfirmed, EntryPracticeDisputed, EntryConcernReported, EntryConcernAnswered,
	EntryTerritoryRulesSet, EntryTextsScrubbed, EntryTerritoryCreated, EntryTerritoryChanged, EntryConceptCreated,
	EntryConceptChanged, EntryOrganisationCreated, EntryOrganisationChanged, EntryTerritoryAsked,
}
