package library

import "time"

// ID names a practice for good. Clients see it only inside an opaque GraphQL id.
type ID string

// Visibility says who may see a published practice.
type Visibility string

// The visibilities: everyone, or members of the network.
const (
	VisibilityPublic  Visibility = "PUBLIC"
	VisibilityNetwork Visibility = "NETWORK"
)

// Confidence says how well the sources support a record.
type Confidence string

// The degrees of confidence.
const (
	ConfidenceHigh   Confidence = "HIGH"
	ConfidenceMedium Confidence = "MEDIUM"
	ConfidenceLow    Confidence = "LOW"
)

// PeriodState says whether a practice runs.
type PeriodState string

// The states of a practice's period. A pilot that runs is RUNNING with Pilot set.
const (
	StatePlanned PeriodState = "PLANNED"
	StateRunning PeriodState = "RUNNING"
	StateEnded   PeriodState = "ENDED"
	StateUnknown PeriodState = "UNKNOWN"
)

// Period is when a practice ran, as far as its sources say.
type Period struct {
	Start PartialDate `json:"start,omitempty"`
	End   PartialDate `json:"end,omitempty"`
	State PeriodState `json:"state"`
	Pilot bool        `json:"pilot,omitempty"`
	// AsOf is the last date at which the sources show this state.
	AsOf PartialDate `json:"asOf,omitempty"`
}

// OrganisationRole is the part an organisation plays in a practice.
type OrganisationRole string

// The roles of organisations.
const (
	RoleLead    OrganisationRole = "LEAD"
	RolePartner OrganisationRole = "PARTNER"
	RoleFunder  OrganisationRole = "FUNDER"
)

// Organisation is a body that runs, joins or pays for a practice.
type Organisation struct {
	// Name is what the practice calls it, and stays when the known one is renamed.
	Name string           `json:"name"`
	Role OrganisationRole `json:"role"`
	// Known is the ID of a known organisation; empty for a mere name.
	Known string `json:"known,omitempty"`
}

// Source is a public page and what it shows.
type Source struct {
	URL      string `json:"url"`
	Supports string `json:"supports"`
}

// ProvenanceKind says where a record comes from.
type ProvenanceKind string

// The kinds of provenance.
const (
	ProvenanceContributed ProvenanceKind = "CONTRIBUTED"
	ProvenanceCompiled    ProvenanceKind = "COMPILED_FROM_PUBLIC_SOURCES"
)

// Provenance says where a record comes from and whether its territory has confirmed it.
type Provenance struct {
	Kind        ProvenanceKind `json:"kind"`
	ConfirmedAt *time.Time     `json:"confirmedAt,omitempty"`
	// DisputedAt is when its territory said that it is not right; nil when it has not, or has confirmed it since.
	DisputedAt *time.Time `json:"disputedAt,omitempty"`
}

// LicenceCCBY4 is the licence of every practice that states no other.
const LicenceCCBY4 = "https://creativecommons.org/licenses/by/4.0/"

// Facts are what is stated of a practice apart from its words: the same in every language. Concepts and the territory
// stand in them by their ID.
type Facts struct {
	Territory string `json:"territory"`
	// Place narrows or widens the territory, as its sources name it; empty when the territory says it all.
	Place             string         `json:"place,omitempty"`
	Organisations     []Organisation `json:"organisations,omitempty"`
	Themes            []string       `json:"themes"`
	TransversalIssues []string       `json:"transversalIssues,omitempty"`
	PracticeTypes     []string       `json:"practiceTypes,omitempty"`
	TargetGroups      []string       `json:"targetGroups,omitempty"`
	ActorTypes        []string       `json:"actorTypes,omitempty"`
	Scales            []string       `json:"scales,omitempty"`
	Stages            []string       `json:"stages,omitempty"`
	Tags              []string       `json:"tags,omitempty"`
	Period            Period         `json:"period"`

	// SourceLanguages are those of the sources, not of the texts.
	SourceLanguages []Language `json:"sourceLanguages,omitempty"`
	Confidence      Confidence `json:"confidence"`
	// Licence is the address of a licence.
	Licence    string     `json:"licence"`
	Visibility Visibility `json:"visibility"`
}

// Card is all that a list or a card shows of a published practice, in all its languages, but not its long sections.
// A Card is never changed once made.
type Card struct {
	ID   ID     `json:"id"`
	Slug string `json:"slug"`
	// Version counts publications, in any language, from 1.
	Version int `json:"version"`
	Facts
	// Original is the language the practice was first written in; Texts always holds it.
	Original      Language   `json:"original"`
	Texts         []Text     `json:"texts"`
	Provenance    Provenance `json:"provenance"`
	PublishedAt   time.Time  `json:"publishedAt"`
	UpdatedAt     time.Time  `json:"updatedAt"`
	LastCheckedAt *time.Time `json:"lastCheckedAt,omitempty"`
	// NextCheckAt is when its territory wants to be asked next; nil where it has not said, see CheckDueAt.
	NextCheckAt *time.Time `json:"nextCheckAt,omitempty"`
}

// Practice is the complete public face of a practice at one version.
type Practice struct {
	Card
	// Sections holds the long texts by language, each in reading order.
	Sections map[Language][]Section `json:"sections,omitempty"`
	Sources  []Source               `json:"sources,omitempty"`
	// Scrubbed is the entry that has scrubbed it; 0 when none has. No words are left then.
	Scrubbed uint64 `json:"scrubbed,omitempty"`
}

// Path is the practice's permanent address without the base URL.
func (c *Card) Path() string { return "/practices/" + c.Slug }

// TextLanguages lists the languages the practice can be read in, the original first.
func (c *Card) TextLanguages() []Language {
	out := make([]Language, 0, len(c.Texts))
	out = append(out, c.Original)
	for i := range c.Texts {
		if c.Texts[i].Language != c.Original {
			out = append(out, c.Texts[i].Language)
		}
	}
	return out
}

// Tombstone stands at the address of a withdrawn practice.
type Tombstone struct {
	// ID is that of the practice, Territory the ID of the one whose practice it was.
	ID        ID
	Territory string

	Slug        string
	Reason      WithdrawalReason
	WithdrawnAt time.Time
}

// WithdrawalReason is why a practice is no longer shown. It is a choice from a list, never free text: what was taken
// down for somebody's safety must not come back in its own tombstone.
type WithdrawalReason string

// The reasons for a withdrawal.
const (
	WithdrawnByOwner   WithdrawalReason = "BY_ITS_TERRITORY"
	WithdrawnDuplicate WithdrawalReason = "DUPLICATE"
	WithdrawnUnfounded WithdrawalReason = "SOURCES_DO_NOT_HOLD"
	WithdrawnSafety    WithdrawalReason = "SAFETY"
	WithdrawnOther     WithdrawalReason = "OTHER"
)
