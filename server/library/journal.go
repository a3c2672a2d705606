package library

import (
	"encoding/json"
	"time"
)

// Entry is one change of the library, as it stands in the journal for good: all but what it said, if that was scrubbed.
type Entry struct {
	Number uint64
	// UUID belongs to the change and is kept over all tries to append it.
	UUID string
	// Previous is the UUID of entry Number-1; empty for entry 1.
	Previous string
	Type     EntryType
	// Schema is the form of the payload, counted from 1 within each type.
	Schema int
	// Account is the id of who made the change.
	Account string
	// At is when, in UTC, to the millisecond.
	At      time.Time
	Payload json.RawMessage
}

// EntryType names what happened.
type EntryType string

// The types of entry.
const (
	EntryLibraryOpened     EntryType = "library.opened"
	EntryBundleImported    EntryType = "bundle.imported"
	EntryPracticePublished EntryType = "practice.published"
	EntryPracticeWithdrawn EntryType = "practice.withdrawn"
	EntryRolesChanged      EntryType = "roles.changed"
	EntrySessionsEnded     EntryType = "sessions.ended"
	EntryAccountClosed     EntryType = "account.closed"
	EntryFactorChanged     EntryType = "factor.changed"

	EntryDraftCreated          EntryType = "draft.created"
	EntryDraftSaved            EntryType = "draft.saved"
	EntryDraftSubmitted        EntryType = "draft.submitted"
	EntryDraftReviewersNamed   EntryType = "draft.reviewersNamed"
	EntryDraftChangesRequested EntryType = "draft.changesRequested"
	EntryDraftPublished        EntryType = "draft.published"
	EntryDraftDiscarded        EntryType = "draft.discarded"
	EntryCommentAdded          EntryType = "comment.added"
	EntryCommentResolved       EntryType = "comment.resolved"
	EntryPracticeConfirmed     EntryType = "practice.confirmed"
	EntryPracticeDisputed      EntryType = "practice.disputed"
	EntryNotificationsRead     EntryType = "notifications.read"
	EntryConcernReported       EntryType = "concern.reported"
	EntryConcernAnswered       EntryType = "concern.answered"
	EntryTerritoryRulesSet     EntryType = "territory.rulesSet"
	EntryTextsScrubbed         EntryType = "texts.scrubbed"
	EntryTerritoryCreated      EntryType = "territory.created"
	EntryTerritoryChanged      EntryType = "territory.changed"
	EntryConceptCreated        EntryType = "concept.created"
	EntryConceptChanged        EntryType = "concept.changed"
	EntryOrganisationCreated   EntryType = "organisation.created"
	EntryOrganisationChanged   EntryType = "organisation.changed"
	EntryTerritoryAsked        EntryType = "territory.asked"
)

// MaxEntry bounds the payload of one entry, in bytes of JSON.
const MaxEntry = 8 << 20
