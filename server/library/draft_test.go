package library_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// newDraft begins a practice of Utrecht in English that lacks nothing.
func newDraft(t *testing.T, l *library.Library, v library.Viewer, title string) *library.Draft {
	t.Helper()
	words, facts := librarytest.NewWords("en", title), librarytest.NewFacts()
	d, err := l.DraftCreate(t.Context(), v, library.NewDraft{
		Language: "en", Territory: "utrecht", Changes: library.DraftChanges{Words: &words, Facts: &facts},
	})
	must(t, err)
	return d
}

func asked(d *library.Draft) library.DraftRequest {
	return library.DraftRequest{Draft: d.DraftRef, ExpectedRevision: d.Revision}
}

func submitted(t *testing.T, l *library.Library, v library.Viewer, d *library.Draft) *library.Draft {
	t.Helper()
	d, err := l.DraftSubmit(t.Context(), v, asked(d), nil)
	must(t, err)
	return d
}

func published(t *testing.T, l *library.Library, v library.Viewer, d *library.Draft) *library.Draft {
	t.Helper()
	d, err := l.DraftPublish(t.Context(), v, asked(d))
	must(t, err)
	return d
}

// TestDraftToPractice follows a practice from nothing to its second version.
func TestDraftToPractice(t *testing.T) {
	l, s := librarytest.Open(t)
	writer, editor := people["contributor"], people["editor"]
	d := newDraft(t, l, writer, "Łódź’s Été: a Café")
	if d.State != library.DraftBegun || d.Revision != 1 || d.Slug != "" {
		t.Errorf("got %+v", d)
	}
	d = submitted(t, l, writer, d)
	if d.Slug != "lodzs-ete-a-cafe" {
		t.Errorf("the address is %q", d.Slug)
	}
	d = published(t, l, editor, d)
	face := read(t, l, d.Practice)
	if face.Slug != "lodzs-ete-a-cafe" || face.Version != 1 || face.Provenance.Kind != library.ProvenanceContributed || face.Texts[0].Revision != 1 {
		t.Errorf("got %+v", face.Card)
	}
	if l.CardBySlug(library.Anonymous(), face.Slug) == nil {
		t.Error("nobody finds it by its address")
	}

	words := librarytest.NewWords("en", "Second")
	next, err := l.DraftCreate(t.Context(), writer, library.NewDraft{
		Practice: d.Practice, Language: "en", Changes: library.DraftChanges{Words: &words},
	})
	must(t, err)
	if next.Revision <= d.Revision || next.BasedOn != 1 {
		t.Errorf("a draft that is begun anew goes on counting: got %+v", next)
	}
	if got := read(t, l, d.Practice).Title(nil).Value; got != "Łódź’s Été: a Café" {
		t.Errorf("while a draft is under way the practice is called %s", got)
	}
	published(t, l, editor, submitted(t, l, writer, next))
	face = read(t, l, d.Practice)
	if face.Version != 2 || face.Title(nil).Value != "Second" || face.Texts[0].Revision != 2 || face.Slug != "lodzs-ete-a-cafe" {
		t.Errorf("got %+v", face.Card)
	}
	again, server := restart(t, s)
	if diff := cmp.Diff(l.Dump(), again.Dump()); diff != "" {
		t.Errorf("another state after a new start: %s", diff)
	}
	fresh := open(t, s.Database.NewServer())
	if diff := cmp.Diff(l.Dump(), fresh.Dump()); diff != "" {
		t.Errorf("another state from the journal alone: %s", diff)
	}
	_ = server
}

// TestDraftsAreInvisible asks every way of reading what is published for a practice that is a draft alone.
func TestDraftsAreInvisible(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"))
	d := newDraft(t, l, people["contributor"], "Secret garden")
	slug := "secret-garden"
	d, err := l.DraftSave(t.Context(), people["contributor"], asked(d), library.DraftChanges{Slug: &slug})
	must(t, err)
	submitted(t, l, people["contributor"], d)
	words := librarytest.NewWords("en", "Secret change")
	_, err = l.DraftCreate(t.Context(), people["contributor"], library.NewDraft{Practice: "a", Language: "en", Changes: library.DraftChanges{Words: &words}})
	must(t, err)
	for name, v := range people {
		if l.CardByID(v, d.Practice) != nil || l.CardBySlug(v, slug) != nil || l.Tombstone(v, slug) != nil {
			t.Errorf("%s finds a card", name)
		}
		_, err := l.Practice(t.Context(), v, d.Practice)
		wantRefusal(t, err, library.CodeNotFound, "")
		list, err := l.Practices(v, library.Query{Words: "secret", Page: library.Page{First: 10}, WithFacets: true})
		must(t, err)
		if list.Total != 0 {
			t.Errorf("%s finds %d practices", name, list.Total)
		}
		if n := l.Count(v, library.FacetTerritories, "utrecht"); n != 1 {
			t.Errorf("%s counts %d", name, n)
		}
		if found, err := l.Suggest(v, "secret", nil, 8); err != nil || len(found) > 0 {
			t.Errorf("%s is offered %v, %v", name, found, err)
		}
		if read(t, l, "a").Title(nil).Value != "A" {
			t.Errorf("%s reads a draft in place of what is published", name)
		}
		visible := in(sees[false], name)
		if (l.Draft(v, d.DraftRef) != nil) != visible || (len(l.Drafts(v, false)) == 2) != visible || len(l.DraftsOf(v, "a")) == 1 != visible {
			t.Errorf("%s: sees drafts: want %t", name, visible)
		}
		if _, err := l.DraftContent(t.Context(), v, d); (err == nil) != visible {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, e := range s.Database.Journal.Entries() {
		if e.Type == library.EntryDraftSubmitted && strings.Contains(string(e.Payload), "Secret garden") {
			t.Error("a text stands in an entry that does not change it")
		}
	}
}

// TestFourEyes makes sure that whoever has a part in a draft does not publish it, unless the territory has settled that.
func TestFourEyes(t *testing.T) {
	l, _ := librarytest.Open(t)
	contributor, editor, second := people["contributor"], people["editor"], people["second editor"]
	d := submitted(t, l, editor, newDraft(t, l, editor, "By an editor"))
	_, err := l.DraftPublish(t.Context(), editor, asked(d))
	wantRefusal(t, err, library.CodeForbidden, "")
	if len(l.ReviewQueue(editor)) != 0 || len(l.ReviewQueue(second)) != 1 || len(l.ReviewQueue(contributor)) != 0 {
		t.Error("a draft waits for those who may publish it, and for nobody else")
	}
	published(t, l, second, d)

	d = newDraft(t, l, contributor, "By two")
	words := librarytest.NewWords("en", "By two, corrected")
	d, err = l.DraftSave(t.Context(), editor, asked(d), library.DraftChanges{Words: &words})
	must(t, err)
	d = submitted(t, l, contributor, d)
	_, err = l.DraftPublish(t.Context(), editor, asked(d))
	wantRefusal(t, err, library.CodeForbidden, "")

	wantRefusal(t, l.TerritorySetRules(t.Context(), contributor, "utrecht", library.TerritoryRules{OwnPublishing: true}, library.AnyRevision), library.CodeForbidden, "")
	wantRefusal(t, l.TerritorySetRules(t.Context(), people["foreign editor"], "utrecht", library.TerritoryRules{OwnPublishing: true}, library.AnyRevision), library.CodeForbidden, "")
	wantRefusal(t, l.TerritorySetRules(t.Context(), editor, "nowhere", library.TerritoryRules{}, library.AnyRevision), library.CodeUnknownKey, "territory")
	must(t, l.TerritorySetRules(t.Context(), editor, "utrecht", library.TerritoryRules{OwnPublishing: true}, library.AnyRevision))
	revision := l.Reference().TerritoryRevision(l.Reference().TerritoryByKey("utrecht"))
	err = l.TerritorySetRules(t.Context(), editor, "utrecht", library.TerritoryRules{}, revision-1)
	if c, ok := errors.AsType[*library.TermConflict](err); !ok || c.Territory.ID != "utrecht" {
		t.Errorf("a rule is settled by somebody who has read another: %v", err)
	}
	must(t, l.TerritorySetRules(t.Context(), editor, "utrecht", library.TerritoryRules{OwnPublishing: true}, revision))
	if !l.TerritoryRules("utrecht").OwnPublishing || l.TerritoryRules("liege").OwnPublishing {
		t.Error("the rule holds in one territory alone")
	}
	_, err = l.DraftPublish(t.Context(), editor, asked(d))
	wantRefusal(t, err, library.CodeForbidden, "") // whoever has switched it off
	published(t, l, contributorAsEditor(contributor), d)
}

// contributorAsEditor is the same account once it has become an editor too.
func contributorAsEditor(v library.Viewer) library.Viewer {
	return library.Member(v.Account(), append(v.Roles(), library.Grant{Role: library.RoleEditor, Territory: "utrecht"})...)
}

// TestFourEyesAreSwitchedOffByAnother: whoever switches four eyes off is not freed by that, be it once or twice, here or on
// another server; everybody else who may publish is.
func TestFourEyesAreSwitchedOffByAnother(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"))
	off, on := library.TerritoryRules{OwnPublishing: true}, library.TerritoryRules{}
	settle := func(name string, rules library.TerritoryRules) {
		t.Helper()
		must(t, l.TerritorySetRules(t.Context(), people[name], "utrecht", rules, library.AnyRevision))
	}
	publishers := []string{"editor", "second editor", "moderator"}
	own := map[string]*library.Draft{}
	for _, name := range publishers {
		own[name] = submitted(t, l, people[name], newDraft(t, l, people[name], "By the "+name))
	}
	translated := submitted(t, l, people["moderator"], func() *library.Draft {
		words := librarytest.NewWords("nl", "Een A")
		d, err := l.DraftCreate(t.Context(), people["moderator"], library.NewDraft{Practice: "a", Language: "nl", Changes: library.DraftChanges{Words: &words}})
		must(t, err)
		return d
	}())
	may := func(want ...string) {
		t.Helper()
		for _, l := range []*library.Library{l, open(t, s.Database.NewServer())} {
			for _, name := range publishers {
				wanted := slices.Contains(want, name)
				if got := l.DraftPermissions(people[name], own[name]).Publish; got != wanted {
					t.Errorf("the %s may publish what they wrote: %t", name, got)
				}
			}
			if got := l.DraftPermissions(people["moderator"], translated).Publish; got != slices.Contains(want, "moderator") {
				t.Errorf("the moderator may publish their translation: %t", got)
			}
		}
	}
	may()
	settle("editor", off)
	may("second editor", "moderator")
	settle("second editor", off) // it is off already
	may("second editor", "moderator")
	settle("editor", on)
	may()
	settle("moderator", off)
	may("editor", "second editor")
	settle("editor", on)
	settle("editor", off)
	may("second editor", "moderator")
	_, err := l.DraftPublish(t.Context(), people["editor"], asked(own["editor"]))
	wantRefusal(t, err, library.CodeForbidden, "")
	published(t, l, people["second editor"], own["second editor"])
}

// TestSavingTakesBack makes sure that a reviewer never publishes another text than the one that was read.
func TestSavingTakesBack(t *testing.T) {
	l, _ := librarytest.Open(t)
	contributor, editor := people["contributor"], people["editor"]
	reviewed := submitted(t, l, contributor, newDraft(t, l, contributor, "One"))
	words := librarytest.NewWords("en", "Another")
	d, err := l.DraftSave(t.Context(), contributor, asked(reviewed), library.DraftChanges{Words: &words})
	must(t, err)
	if d.State != library.DraftBegun || d.SubmittedBy != "" {
		t.Errorf("got %+v", d)
	}
	submitted(t, l, contributor, d)
	_, err = l.DraftPublish(t.Context(), editor, asked(reviewed))
	var stale *library.Conflict
	if !errors.As(err, &stale) || stale.Current.Revision != d.Revision+1 || stale.Current.State != library.DraftSubmitted {
		t.Fatalf("got %v", err)
	}
	wantRefusal(t, err, library.CodeRevisionConflict, "expectedRevision")
}

// TestOnce sends requests twice with one key.
func TestOnce(t *testing.T) {
	l, s := librarytest.Open(t)
	contributor := people["contributor"]
	words, facts := librarytest.NewWords("en", "Once"), librarytest.NewFacts()
	n := library.NewDraft{
		Language: "en", Territory: "utrecht", IdempotencyKey: "k1", Changes: library.DraftChanges{Words: &words, Facts: &facts},
	}
	first, err := l.DraftCreate(t.Context(), contributor, n)
	must(t, err)
	r := asked(first)
	r.IdempotencyKey = "k2"
	saved, err := l.DraftSave(t.Context(), contributor, r, library.DraftChanges{Words: &words})
	must(t, err)
	entries := len(s.Database.Journal.Entries())
	for _, l := range []*library.Library{l, open(t, s.Database.NewServer())} {
		again, err := l.DraftCreate(t.Context(), contributor, n)
		must(t, err)
		if diff := cmp.Diff(first, again); diff != "" {
			t.Errorf("another outcome: %s", diff)
		}
		again, err = l.DraftSave(t.Context(), contributor, r, library.DraftChanges{Words: &words})
		must(t, err)
		if diff := cmp.Diff(saved, again); diff != "" {
			t.Errorf("another outcome: %s", diff)
		}
	}
	if got := len(s.Database.Journal.Entries()); got != entries {
		t.Errorf("%d entries more", got-entries)
	}
	other := librarytest.NewWords("en", "Other")
	_, err = l.DraftSave(t.Context(), contributor, r, library.DraftChanges{Words: &other})
	wantRefusal(t, err, library.CodeBadInput, "idempotencyKey")
	r.IdempotencyKey = strings.Repeat("k", 201)
	_, err = l.DraftSave(t.Context(), contributor, r, library.DraftChanges{Words: &other})
	wantRefusal(t, err, library.CodeBadInput, "idempotencyKey")
	second, err := l.DraftCreate(t.Context(), people["editor"], n)
	must(t, err)
	if second.Practice == first.Practice {
		t.Error("one account's key is another's too")
	}
}

// TestCommentOnce: a remark that is sent again is the one of the first time, whatever was said since; another one under
// the same key is refused, and so is whoever may not see the draft any more.
func TestCommentOnce(t *testing.T) {
	l, s := librarytest.Open(t)
	contributor, editor := people["contributor"], people["editor"]
	d := newDraft(t, l, contributor, "Once")
	n := library.NewComment{Draft: d.DraftRef, Text: "For whom?", IdempotencyKey: "k"}
	_, first, err := l.CommentAdd(t.Context(), editor, n)
	must(t, err)
	_, second, err := l.CommentAdd(t.Context(), editor, library.NewComment{Draft: d.DraftRef, Text: "And where?"})
	must(t, err)
	if first == "" || second == "" || first == second {
		t.Fatal(first, second)
	}
	entries := len(s.Database.Journal.Entries())
	for _, l := range []*library.Library{l, open(t, s.Database.NewServer())} {
		if _, again, err := l.CommentAdd(t.Context(), editor, n); err != nil || again != first {
			t.Errorf("another remark: %s, %v", again, err)
		}
		other := n
		other.Text = "Something else."
		_, _, err = l.CommentAdd(t.Context(), editor, other)
		wantRefusal(t, err, library.CodeBadInput, "idempotencyKey")
		other = n
		other.Part = library.PartTitle
		_, _, err = l.CommentAdd(t.Context(), editor, other)
		wantRefusal(t, err, library.CodeBadInput, "idempotencyKey")
		_, _, err = l.CommentAdd(t.Context(), library.Member(editor.Account()), n) // who has no role any more
		wantCode(t, err, library.CodeNotFound)
	}
	if got := len(s.Database.Journal.Entries()); got != entries {
		t.Errorf("%d entries more", got-entries)
	}
}

// TestEveryFieldAtFault sends a form in which much is wrong.
func TestEveryFieldAtFault(t *testing.T) {
	l, _ := librarytest.Open(t)
	contributor := people["contributor"]
	long := strings.Repeat("x", 1<<20)
	slug, words, facts := "No Slug", librarytest.NewWords("en", long), librarytest.NewFacts()
	words.Summary = "\x00"
	facts.Themes, facts.Period.Start, facts.Licence = []string{"nonsense"}, "yesterday", "javascript:alert(1)"
	sources := []library.Source{{URL: "javascript:alert(1)", Supports: "x"}}
	changes := library.DraftChanges{Slug: &slug, Words: &words, Facts: &facts, Sources: &sources}
	_, err := l.DraftCreate(t.Context(), contributor, library.NewDraft{Language: "en", Territory: "utrecht", Changes: changes})
	wantFields(t, err, "slug", "facts.themes.0", "facts.period.start", "facts.licence", "sources.0.url", "text.title", "text.summary", "text.sections.0.markdown")

	d, err := l.DraftCreate(t.Context(), contributor, library.NewDraft{Language: "en", Territory: "utrecht"})
	must(t, err) // with nothing in it at all
	_, err = l.DraftSubmit(t.Context(), contributor, asked(d), []string{"nobody"})
	wantFields(t, err, "text.title", "text.summary", "facts.themes", "reviewers.0")
	content, err := l.DraftContent(t.Context(), contributor, d)
	must(t, err)
	if content.Facts.Territory != "utrecht" || content.Words.Language != "en" {
		t.Errorf("got %+v", content)
	}
}

func wantFields(t *testing.T, err error, fields ...string) {
	t.Helper()
	var got []string
	for _, e := range library.RefusalsIn(err) {
		got = append(got, strings.Join(e.Field, "."))
		if len(e.Message) > 300 {
			t.Errorf("%d bytes of message", len(e.Message))
		}
	}
	if diff := cmp.Diff(fields, got); diff != "" {
		t.Errorf("%v: %s", err, diff)
	}
}

// TestTwoWantOneAddress lets two drafts want the same address: who publishes first has it, and nobody learns of the
// other's draft before.
func TestTwoWantOneAddress(t *testing.T) {
	l, _ := librarytest.Open(t)
	contributor, editor := people["contributor"], people["editor"]
	wanting := func(title, slug string) *library.Draft {
		t.Helper()
		d, err := l.DraftSave(t.Context(), contributor, asked(newDraft(t, l, contributor, title)), library.DraftChanges{Slug: &slug})
		must(t, err)
		return submitted(t, l, contributor, d)
	}
	a, b := wanting("Garden", "our-garden-1"), wanting("Our garden too", "our-garden-1")
	published(t, l, editor, a)
	_, err := l.DraftPublish(t.Context(), editor, asked(b))
	wantRefusal(t, err, library.CodeSlugTaken, "slug")
	slug := "our-garden-2"
	b, err = l.DraftSave(t.Context(), contributor, asked(b), library.DraftChanges{Slug: &slug})
	must(t, err)
	published(t, l, editor, submitted(t, l, contributor, b))
	if read(t, l, b.Practice).Slug != slug {
		t.Error("it has another address")
	}

	// One that nobody has thought of gives way, also a second time, and stays from then on.
	var same []*library.Draft
	for range 3 {
		same = append(same, submitted(t, l, contributor, newDraft(t, l, contributor, "Kitchen")))
	}
	for i, want := range []string{"kitchen", "kitchen-2", "kitchen-3"} {
		d := published(t, l, editor, same[i])
		if got := read(t, l, d.Practice).Slug; got != want {
			t.Errorf("the address is %q, not %q", got, want)
		}
		d, err = l.DraftCreate(t.Context(), contributor, library.NewDraft{Practice: d.Practice, Language: "en"})
		must(t, err)
		published(t, l, editor, submitted(t, l, contributor, d))
		if got := read(t, l, d.Practice).Slug; got != want {
			t.Errorf("the address is %q by now", got)
		}
	}
}

// TestImportsWaitForDrafts makes sure that a changed record does not move the text under somebody's hands.
func TestImportsWaitForDrafts(t *testing.T) {
	l, _ := librarytest.Open(t, librarytest.NewRecord("a", "A", inFrench("Le A")), librarytest.NewRecord("b", "B"))
	contributor := people["contributor"]
	d, err := l.DraftCreate(t.Context(), contributor, library.NewDraft{Practice: "a", Language: "en"})
	must(t, err)
	counts, err := l.Import(t.Context(), library.Operator(), librarytest.NewBundle("2", librarytest.NewRecord("a", "A2", inFrench("Le A2")), librarytest.NewRecord("b", "B2")))
	must(t, err)
	if counts.Changed != 1 || counts.Proposed != 1 || read(t, l, "a").Title(nil).Value != "A" {
		t.Errorf("got %+v", counts)
	}
	_, err = l.Publish(t.Context(), library.Operator(), revision(read(t, l, "a"), "en", "By the operator", 1))
	wantRefusal(t, err, library.CodeRevisionConflict, "expectedRevision")
	published(t, l, people["editor"], submitted(t, l, contributor, d))
}

// TestTranslation follows a translation until its original has moved on.
func TestTranslation(t *testing.T) {
	l, _ := librarytest.Open(t, librarytest.NewRecord("a", "A"))
	translator, second := people["translator"], people["second translator"]
	words := librarytest.NewWords("nl", "Een A")
	n := library.NewDraft{Practice: "a", Language: "nl", Changes: library.DraftChanges{Words: &words}}
	d, err := l.DraftCreate(t.Context(), translator, n)
	must(t, err)
	if d.SourceRevision != 1 || !d.IsTranslation() {
		t.Errorf("got %+v", d)
	}
	d = submitted(t, l, translator, d)
	_, err = l.DraftPublish(t.Context(), translator, asked(d))
	wantRefusal(t, err, library.CodeForbidden, "")
	published(t, l, second, d)
	title := read(t, l, "a").Title(languages("nl"))
	if title.Value != "Een A" || title.Origin != library.OriginHuman || title.IsStale {
		t.Errorf("got %+v", title)
	}
	publish(t, l, revision(read(t, l, "a"), "en", "B", 1))
	if !read(t, l, "a").Title(languages("nl")).IsStale {
		t.Error("the original has moved on")
	}

	machine, old, future := library.OriginMachine, 1, 3
	words.Title = "Een B"
	n.Changes = library.DraftChanges{Words: &words, Origin: &machine, SourceRevision: &future}
	_, err = l.DraftCreate(t.Context(), translator, n)
	wantFields(t, err, "sourceRevision")
	n.Changes.SourceRevision = &old
	d, err = l.DraftCreate(t.Context(), translator, n)
	must(t, err)
	_, err = l.DraftSubmit(t.Context(), translator, asked(d), nil)
	wantFields(t, err, "origin") // never published unreviewed
	checked := library.OriginMachineChecked
	d, err = l.DraftSave(t.Context(), translator, asked(d), library.DraftChanges{Origin: &checked})
	must(t, err)
	published(t, l, second, submitted(t, l, translator, d))
	title = read(t, l, "a").Title(languages("nl"))
	if title.Origin != library.OriginMachineChecked || !title.IsStale {
		t.Errorf("made from an older revision it stays stale: %+v", title)
	}
	facts := librarytest.NewFacts()
	d, err = l.DraftCreate(t.Context(), translator, library.NewDraft{Practice: "a", Language: "nl", Changes: library.DraftChanges{Facts: &facts}})
	wantRefusal(t, err, library.CodeBadInput, "facts")
	if d != nil {
		t.Error("and nothing was made")
	}
}

// TestComments follows a remark.
func TestComments(t *testing.T) {
	l, s := librarytest.Open(t)
	contributor, editor := people["contributor"], people["editor"]
	d := newDraft(t, l, contributor, "Garden")
	_, _, err := l.CommentAdd(t.Context(), editor, library.NewComment{Draft: d.DraftRef, Part: "NOSE", Text: "Hm."})
	wantRefusal(t, err, library.CodeBadInput, "part")
	_, _, err = l.CommentAdd(t.Context(), editor, library.NewComment{Draft: d.DraftRef, Part: "CHALLENGE"})
	wantRefusal(t, err, library.CodeBadInput, "text")
	after, _, err := l.CommentAdd(t.Context(), editor, library.NewComment{Draft: d.DraftRef, Part: "CHALLENGE", Text: "For <b>whom</b>?"})
	must(t, err)
	if after.Revision != d.Revision {
		t.Error("a remark is no change of the draft")
	}
	list := l.Comments(contributor, d.DraftRef)
	if len(list) != 1 || list[0].Account != "editor" || list[0].Part != "CHALLENGE" || list[0].IsResolved() {
		t.Fatalf("got %+v", list)
	}
	text, err := l.CommentText(t.Context(), contributor, list[0])
	if err != nil || text != "For <b>whom</b>?" {
		t.Errorf("got %q, %v", text, err)
	}
	_, err = l.CommentText(t.Context(), people["foreign editor"], list[0])
	wantRefusal(t, err, library.CodeNotFound, "")
	if got := l.Comments(people["reader"], d.DraftRef); got != nil {
		t.Errorf("a reader sees %v", got)
	}
	_, err = l.CommentResolve(t.Context(), contributor, d.DraftRef, "never", true, "")
	wantRefusal(t, err, library.CodeNotFound, "comment")
	entries := len(s.Database.Journal.Entries())
	for range 2 {
		_, err = l.CommentResolve(t.Context(), contributor, d.DraftRef, list[0].ID, true, "once")
		must(t, err)
	}
	_, err = l.CommentResolve(t.Context(), editor, d.DraftRef, list[0].ID, true, "")
	if c, ok := errors.AsType[*library.CommentConflict](err); !ok || c.Current.ResolvedBy != "contributor" || library.CodeOf(err) != library.CodeNotNow {
		t.Errorf("who comes second is told %v", err)
	}
	if got := len(s.Database.Journal.Entries()); got != entries+1 {
		t.Errorf("%d entries more", got-entries)
	}
	if now := l.Comments(contributor, d.DraftRef)[0]; !now.IsResolved() || now.ResolvedBy != "contributor" || list[0].IsResolved() {
		t.Errorf("got %+v", now)
	}
}

// TestCommentsStay: what was said of a draft is there when the text is begun anew, and what was open is to be done still.
func TestCommentsStay(t *testing.T) {
	l, s := librarytest.Open(t)
	contributor, editor, second := people["contributor"], people["editor"], people["second editor"]
	d := newDraft(t, l, contributor, "Garden")
	var said []string
	say := func(text string) string {
		_, id, err := l.CommentAdd(t.Context(), editor, library.NewComment{Draft: d.DraftRef, Text: text})
		must(t, err)
		said = append(said, text)
		return id
	}
	done, open1 := say("First."), say("Second.")
	resolve := func(id string) {
		t.Helper()
		_, err := l.CommentResolve(t.Context(), contributor, d.DraftRef, id, true, "")
		must(t, err)
	}
	resolve(done)
	d = submitted(t, l, contributor, d)
	d, err := l.DraftRequestChanges(t.Context(), editor, asked(d), "Third.")
	must(t, err)
	d = published(t, l, second, submitted(t, l, contributor, d))
	d, err = l.DraftCreate(t.Context(), editor, library.NewDraft{Practice: d.Practice, Language: "en"})
	must(t, err)
	say("Fourth.")

	texts := func(l *library.Library, list []*library.Comment) string {
		var out []string
		for _, c := range list {
			text, err := l.CommentText(t.Context(), contributor, c)
			must(t, err)
			out = append(out, fmt.Sprintf("%s %t %d", text, c.IsResolved(), c.Version))
		}
		return strings.Join(out, " ")
	}
	wants := func(l *library.Library, now, earlier string) {
		t.Helper()
		if got := texts(l, l.Comments(contributor, d.DraftRef)); got != now {
			t.Errorf("of now: got %s, want %s", got, now)
		}
		if got := texts(l, l.EarlierComments(contributor, d.DraftRef)); got != earlier {
			t.Errorf("of before: got %s, want %s", got, earlier)
		}
	}
	wants(l, "Second. false 1 Fourth. false 0", "First. true 1 Second. false 1")
	resolve(open1)
	wants(l, "Second. true 1 Fourth. false 0", "First. true 1 Second. true 1")
	if l.EarlierComments(people["reader"], d.DraftRef) != nil {
		t.Error("a reader sees them")
	}
	again, _ := restart(t, s)
	for _, l := range []*library.Library{again, open(t, s.Database.NewServer())} {
		wants(l, "Second. true 1 Fourth. false 0", "First. true 1 Second. true 1")
	}
	said = []string{"Fourth.", "Third.", "Second.", "First."}
	var told []string
	for _, e := range l.PracticeHistory(contributor, d.Practice) {
		text, err := l.Remark(t.Context(), contributor, d.Practice, e.Event)
		must(t, err)
		if text != "" {
			told = append(told, text)
		}
	}
	if !slices.Equal(told, said) {
		t.Errorf("the history tells %v", told)
	}
	_, err = l.Scrub(t.Context(), people["moderator"], library.ScrubRequest{Practice: d.Practice, ExpectedVersion: 1, Reason: library.ScrubOther})
	must(t, err)
	wants(l, "Fourth. false 0", " true 1  true 1")
}

// TestReviewers asks people by name.
func TestReviewers(t *testing.T) {
	l, _ := librarytest.OpenEmpty(t)
	imports(t, l, librarytest.NewBundle("1"))
	for _, name := range []string{"editor", "second editor", "contributor", "foreign editor"} {
		must(t, l.OpenAccount(t.Context(), library.Operator(), name, people[name].Roles()))
	}
	contributor := people["contributor"]
	first := submitted(t, l, contributor, newDraft(t, l, contributor, "First"))
	d := newDraft(t, l, contributor, "Second")
	for _, wrong := range []string{"contributor", "foreign editor", "never"} {
		_, err := l.DraftSubmit(t.Context(), contributor, asked(d), []string{wrong})
		wantFields(t, err, "reviewers.0")
	}
	d, err := l.DraftSubmit(t.Context(), contributor, asked(d), []string{"second editor"})
	must(t, err)
	queue := l.ReviewQueue(people["second editor"])
	if len(queue) != 2 || queue[0].Practice != d.Practice {
		t.Error("who was asked by name finds it first")
	}
	if queue := l.ReviewQueue(people["editor"]); len(queue) != 2 || queue[0].Practice != first.Practice {
		t.Error("others find the longest waiting first")
	}
	d, err = l.DraftNameReviewers(t.Context(), people["editor"], asked(d), []string{"editor"})
	must(t, err)
	if fmt.Sprint(d.Reviewers) != "[editor]" {
		t.Errorf("got %v", d.Reviewers)
	}
}
