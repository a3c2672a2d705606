package library

// Origin tells how a text in one language came about.
type Origin string

// The origins of a text.
const (
	OriginOriginal       Origin = "ORIGINAL"
	OriginHuman          Origin = "HUMAN"
	OriginMachine        Origin = "MACHINE"
	OriginMachineChecked Origin = "MACHINE_CHECKED"
)

var origins = []Origin{OriginOriginal, OriginHuman, OriginMachine, OriginMachineChecked}

// Text is what a practice says in one language, without its long sections: enough for a list or a card.
type Text struct {
	Language Language `json:"language"`
	Title    string   `json:"title"`
	Summary  string   `json:"summary"`
	// EndReason says why an ended practice ended; empty where that is unknown or it has not.
	EndReason string `json:"endReason,omitempty"`
	Origin    Origin `json:"origin"`
	// Revision counts the accepted changes of this text, from 1.
	Revision int `json:"revision"`
	// SourceRevision is the revision of the original that a translation was made from; 0 for the original itself.
	SourceRevision int `json:"sourceRevision,omitempty"`
}

// SectionKind names a long section of a practice.
type SectionKind string

// SectionKinds are the sections in reading order. They follow the fields that the practice templates of the field
// share (EU Web Site on Integration, UIA Portico, URBACT).
var SectionKinds = []SectionKind{
	"CHALLENGE", "APPROACH", "BENEFICIARIES", "RESULTS", "LESSONS", "CONDITIONS", "RESOURCES",
}

// Section is one long section in one language.
type Section struct {
	Kind SectionKind `json:"kind"`
	// Markdown is CommonMark without raw HTML.
	Markdown string `json:"markdown"`
}

// Served is a piece of text as one reader gets it.
type Served struct {
	Value     string
	Language  Language
	Requested []Language
	Origin    Origin
	// IsStale is true for a translation whose original has changed since.
	IsStale bool
}

// ServedSection is a section as one reader gets it; each section chooses its language by itself.
type ServedSection struct {
	Kind SectionKind
	Text Served
}

// Title serves the practice's title to a reader who asked for these languages.
func (c *Card) Title(asked []Language) Served {
	t := c.choose(asked, func(t *Text) bool { return t.Title != "" })
	return c.serve(t, t.Title, asked)
}

// Summary serves the practice's summary likewise.
func (c *Card) Summary(asked []Language) Served {
	t := c.choose(asked, func(t *Text) bool { return t.Summary != "" })
	return c.serve(t, t.Summary, asked)
}

// EndReason serves why the practice ended, and false where nothing is known.
func (c *Card) EndReason(asked []Language) (Served, bool) {
	t := c.choose(asked, func(t *Text) bool { return t.EndReason != "" })
	return c.serve(t, t.EndReason, asked), t.EndReason != ""
}

// Serve gives the sections to a reader who asked for these languages, in reading order. A section that is missing in
// the chosen language falls back by itself and says so.
func (p *Practice) Serve(asked []Language) []ServedSection {
	var out []ServedSection
	for _, kind := range SectionKinds {
		t := p.choose(asked, func(t *Text) bool { return p.section(t.Language, kind) != "" })
		if markdown := p.section(t.Language, kind); markdown != "" {
			out = append(out, ServedSection{Kind: kind, Text: p.serve(t, markdown, asked)})
		}
	}
	return out
}

func (p *Practice) section(tag Language, kind SectionKind) string {
	for _, s := range p.Sections[tag] {
		if s.Kind == kind {
			return s.Markdown
		}
	}
	return ""
}

// choose picks, among the texts that have what is wanted: the asked languages in order, then English, then the
// original. Nothing asked: the original. Without any text that has it, the original comes back.
func (c *Card) choose(asked []Language, has func(*Text) bool) *Text {
	asked = askedByName(asked)
	for _, tag := range asked {
		for t := string(tag); t != ""; t = shorten(t) {
			if text := c.text(Language(t)); text != nil && has(text) {
				return text
			}
		}
	}
	original := c.text(c.Original)
	if len(asked) > 0 || !has(original) {
		if text := c.text(English); text != nil && has(text) {
			return text
		}
	}
	if has(original) {
		return original
	}
	for i := range c.Texts {
		if has(&c.Texts[i]) {
			return &c.Texts[i]
		}
	}
	return original
}

func (c *Card) text(tag Language) *Text {
	for i := range c.Texts {
		if c.Texts[i].Language == tag {
			return &c.Texts[i]
		}
	}
	return nil
}

// IsStale reports whether t was translated from an older revision of the original.
func (c *Card) IsStale(t *Text) bool {
	return t.Language != c.Original && t.SourceRevision < c.text(c.Original).Revision
}

func (c *Card) serve(t *Text, value string, asked []Language) Served {
	return Served{Value: value, Language: t.Language, Requested: asked, Origin: t.Origin, IsStale: c.IsStale(t)}
}
