package seed

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"

	"github.com/weldi-network/practice-library/server/library"
)

// PracticeID is the ID of the seeded practice with this slug: the same in every library.
func PracticeID(slug string) library.ID {
	sum := sha256.Sum256([]byte("weldi:practice:" + slug))
	return library.ID(library.EncodeID([16]byte(sum[:16])))
}

// digest hashes a row of texts so that no two different rows look the same.
type digest struct{ hash hash.Hash }

func newDigest(kind string) digest {
	d := digest{sha256.New()}
	d.add(kind)
	return d
}

func (d digest) add(s string) {
	var length [8]byte
	binary.BigEndian.PutUint64(length[:], uint64(len(s)))
	d.hash.Write(length[:])
	d.hash.Write([]byte(s))
}

// field adds values under a name, and nothing at all when there are none: a field that is invented later, and that a
// record does not fill, leaves the record's hash as it was.
func (d digest) field(name string, values ...string) {
	if len(values) == 0 || len(values) == 1 && values[0] == "" {
		return
	}
	d.add(name)
	d.add(string(binary.BigEndian.AppendUint64(nil, uint64(len(values)))))
	for _, v := range values {
		d.add(v)
	}
}

func (d digest) sum() string { return hex.EncodeToString(d.hash.Sum(nil)) }

// originalHash identifies what a record says: its facts, sources and original words, however its file is laid out.
func originalHash(f *library.Facts, sources []library.Source, w *library.Words) string {
	d := newDigest("original")
	d.facts(f)
	d.period(&f.Period)
	for _, s := range sources {
		d.field("source", s.URL, s.Supports)
	}
	d.words(w)
	return d.sum()
}

// translationHash identifies what a translation says and how it came about.
func translationHash(w *library.Words, origin library.Origin) string {
	d := newDigest("translation")
	d.field("origin", string(origin))
	d.words(w)
	return d.sum()
}

func (d digest) facts(f *library.Facts) {
	d.field("territory", f.Territory)
	d.field("place", f.Place)
	for _, o := range f.Organisations {
		d.field("organisation", o.Name, string(o.Role))
	}
	d.field("themes", f.Themes...)
	d.field("transversal_issues", f.TransversalIssues...)
	d.field("practice_types", f.PracticeTypes...)
	d.field("target_groups", f.TargetGroups...)
	d.field("actor_types", f.ActorTypes...)
	d.field("scales", f.Scales...)
	d.field("stages", f.Stages...)
	d.field("tags", f.Tags...)
	for _, tag := range f.SourceLanguages {
		d.field("source_language", string(tag))
	}
	d.field("confidence", string(f.Confidence))
	d.field("licence", f.Licence)
	d.field("visibility", string(f.Visibility))
}

func (d digest) period(p *library.Period) {
	d.field("start", string(p.Start))
	d.field("end", string(p.End))
	d.field("state", string(p.State))
	d.field("as_of", string(p.AsOf))
	if p.Pilot {
		d.field("pilot", "true")
	}
}

func (d digest) words(w *library.Words) {
	d.field("language", string(w.Language))
	d.field("title", w.Title)
	d.field("summary", w.Summary)
	d.field("end_reason", w.EndReason)
	for _, s := range w.Sections {
		d.field("section", string(s.Kind), s.Markdown)
	}
}
