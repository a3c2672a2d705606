package library_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

func body(key, name string) library.OrganisationDetails {
	return library.OrganisationDetails{Key: key, Name: name, Kind: "municipality", Website: "https://example.org/about", Territory: "utrecht"}
}

// TestOrganisations makes, renames and names organisations: every key that ever was goes on answering for the same one,
// and what a practice called it stays.
func TestOrganisations(t *testing.T) {
	l, s := librarytest.Open(t)
	moderator := people["moderator"]
	for name, v := range people {
		_, err := l.OrganisationCreate(t.Context(), v, body("by-"+strings.ReplaceAll(name, " ", "-"), name), "")
		if name == "moderator" {
			must(t, err)
		} else {
			wantRefusal(t, err, library.CodeForbidden, "")
		}
	}
	for range 2 {
		made, err := l.OrganisationCreate(t.Context(), moderator, body("city", "Město Utrecht"), "one")
		if must(t, err); made.ID != "city" || made.Kind != "municipality" || made.Territory != "utrecht" {
			t.Errorf("got %+v", made)
		}
	}
	publish(t, l, librarytest.NewSubmission("named", func(s *library.Submission) {
		s.Facts.Organisations = []library.Organisation{
			{Name: "A mere name", Role: library.RoleFunder}, {Role: library.RoleLead, Known: "city"}, {Name: "Us", Role: library.RolePartner, Known: "city"},
		}
	}))
	for i, key := range []string{"gemeente", "stad", "gemeente"} {
		_, err := l.OrganisationUpdate(t.Context(), moderator, "city", body(key, "Gemeente Utrecht"), at(i+1))
		must(t, err)
	}
	want := []library.Organisation{
		{Name: "A mere name", Role: library.RoleFunder}, {Name: "Město Utrecht", Role: library.RoleLead, Known: "city"}, {Name: "Us", Role: library.RolePartner, Known: "city"},
	}
	for _, l := range []*library.Library{l, open(t, s.Database.NewServer())} {
		ref := l.Reference()
		o := ref.Organisation("city")
		if o.Key != "gemeente" || !slices.Equal(o.FormerKeys, []string{"stad"}) || ref.OrganisationRevision(o) != 4 || o.Name != "Gemeente Utrecht" {
			t.Errorf("got %+v at revision %d", o, ref.OrganisationRevision(o))
		}
		for _, key := range []string{"city", "stad", "gemeente"} {
			if ref.OrganisationByKey(key) != o {
				t.Errorf("%s does not answer", key)
			}
		}
		for _, key := range []string{"city", "stad"} {
			_, err := l.OrganisationCreate(t.Context(), moderator, body(key, "Another"), "")
			wantRefusal(t, err, library.CodeKeyTaken, "details.key")
		}
		_, err := l.OrganisationUpdate(t.Context(), moderator, "by-moderator", body("stad", "Another"), at(1))
		wantRefusal(t, err, library.CodeKeyTaken, "details.key")
		if diff := cmp.Diff(want, l.CardBySlug(library.Anonymous(), "named").Organisations); diff != "" {
			t.Error(diff)
		}
		for words, want := range map[string]int{" UTRECHT gem ": 1, "": 2, "gemeente liège": 0, "MÓDER": 1} {
			if page, err := ref.OrganisationPage(words, "", 1); err != nil || page.Total != want || page.HasNext != (want > 1) {
				t.Errorf("%s: got %+v, %v", words, page, err)
			}
		}
		if page, err := ref.OrganisationPage("", "city", 1); err != nil || page.HasNext || len(page.Organisations) != 1 || page.Organisations[0].ID != "by-moderator" {
			t.Errorf("got %+v, %v", page, err)
		}
		_, err = ref.OrganisationPage("", "nowhere", 1)
		wantRefusal(t, err, library.CodeBadCursor, "after")
		_, err = ref.OrganisationPage("a\x00b", "", 1)
		wantRefusal(t, err, library.CodeBadInput, "words")
		_, err = ref.OrganisationPage("", "", 0)
		wantRefusal(t, err, library.CodeBadPage, "first")
	}
	imports(t, l, librarytest.NewBundle("2", librarytest.NewRecord("b", "B")))
	must(t, l.Close())
	again, _ := restart(t, s)
	if diff := cmp.Diff(l.Dump(), again.Dump()); diff != "" || again.Reference().OrganisationByKey("stad") == nil {
		t.Errorf("what was saved is not what was: %s", diff)
	}
}

// TestBadOrganisation names every field at fault, of an organisation and of a practice that names one.
func TestBadOrganisation(t *testing.T) {
	l, _ := librarytest.Open(t)
	moderator := people["moderator"]
	for field, spoil := range map[string]func(*library.OrganisationDetails){
		"BAD_INPUT details.key":         func(d *library.OrganisationDetails) { d.Key = "Not a key" },
		"BAD_INPUT details.name":        func(d *library.OrganisationDetails) { d.Name = " \u00a0" },
		"UNKNOWN_KEY details.kind":      func(d *library.OrganisationDetails) { d.Kind = "club" },
		"UNKNOWN_KEY details.territory": func(d *library.OrganisationDetails) { d.Territory = "atlantis" },
	} {
		d := body("city", "City")
		spoil(&d)
		_, err := l.OrganisationCreate(t.Context(), moderator, d, "")
		code, path, _ := strings.Cut(field, " ")
		wantRefusal(t, err, library.Code(code), path)
	}
	for _, address := range []string{
		"http://example.org", "example.org", "https://", "https://somebody:secret@example.org", "mailto:somebody@example.org",
		"javascript:alert(1)", "https://example.org/a b", "HTTPS://example.org\n", "https://example.org/" + strings.Repeat("x", 2000),
	} {
		d := body("city", "City")
		d.Website = address
		_, err := l.OrganisationCreate(t.Context(), moderator, d, "")
		wantRefusal(t, err, library.CodeBadInput, "details.website")
	}
	_, err := l.OrganisationCreate(t.Context(), moderator, library.OrganisationDetails{Kind: "club", Website: "x"}, "")
	if faults := library.RefusalsIn(err); len(faults) != 4 {
		t.Errorf("got %v", faults)
	}
	_, err = l.OrganisationCreate(t.Context(), moderator, library.OrganisationDetails{Key: "bare", Name: "Bare"}, "")
	must(t, err)
	_, err = l.OrganisationUpdate(t.Context(), moderator, "nowhere", body("city", "City"), at(1))
	wantRefusal(t, err, library.CodeUnknownKey, "organisation")
	for _, read := range []int{0, 2} {
		_, err = l.OrganisationUpdate(t.Context(), moderator, "bare", body("bare", "City"), at(read))
		wantRefusal(t, err, library.CodeRevisionConflict, "expectedRevision")
		if c, ok := errors.AsType[*library.TermConflict](err); !ok || c.Organisation.Name != "Bare" {
			t.Errorf("got %v", err)
		}
	}
	for field, o := range map[string]library.Organisation{
		"UNKNOWN_KEY facts.organisations.0.known": {Name: "A", Role: library.RoleLead, Known: "nowhere"},
		"BAD_INPUT facts.organisations.0.name":    {Role: library.RoleLead},
		"BAD_INPUT facts.organisations.0.role":    {Known: "bare"},
	} {
		words := librarytest.NewWords("en", "Boats")
		facts := librarytest.NewRecord("x", "X").Facts
		facts.Organisations = []library.Organisation{o}
		_, err := l.DraftCreate(t.Context(), people["contributor"], library.NewDraft{Language: "en", Territory: "utrecht", Changes: library.DraftChanges{Words: &words, Facts: &facts}})
		code, path, _ := strings.Cut(field, " ")
		wantRefusal(t, err, library.Code(code), path)
	}
}
