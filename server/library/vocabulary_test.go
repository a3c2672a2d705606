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

// place is a partner city in Belgium with an English name.
func place(key, name string) library.TerritoryDetails {
	return library.TerritoryDetails{Key: key, Kind: "city", Country: "BE", IsPartner: true, Names: english(name)}
}

// term is a concept with an English label.
func term(key, label string) library.ConceptDetails {
	return library.ConceptDetails{Key: key, Labels: english(label)}
}

func english(text string) []library.Label {
	return []library.Label{{Language: library.English, Text: text}}
}

func at(revision int) library.TermRequest { return library.TermRequest{ExpectedRevision: revision} }

// TestNewTerritory makes a territory, and does there what is done in any.
func TestNewTerritory(t *testing.T) {
	l, s := librarytest.Open(t)
	for name, v := range people {
		_, err := l.TerritoryCreate(t.Context(), v, place("by-"+strings.ReplaceAll(name, " ", "-"), name), "")
		if name == "moderator" {
			must(t, err)
		} else {
			wantRefusal(t, err, library.CodeForbidden, "")
		}
	}
	made, err := l.TerritoryCreate(t.Context(), people["moderator"], place("gent", "Ghent"), "")
	must(t, err)
	if ref := l.Reference(); made.ID != "gent" || ref.TerritoryRevision(made) != 1 || ref.TerritoryByKey("gent") != made {
		t.Errorf("got %+v", made)
	}
	must(t, l.OpenAccount(t.Context(), library.Operator(), "writer", []library.Grant{{Role: library.RoleEditor, Territory: "gent"}}))
	words := librarytest.NewWords("en", "Boats")
	_, err = l.DraftCreate(t.Context(), library.Member("writer", library.Grant{Role: library.RoleEditor, Territory: "gent"}),
		library.NewDraft{Language: "en", Territory: "gent", Changes: library.DraftChanges{Words: &words}})
	must(t, err)
	beside := open(t, s.Database.NewServer())
	if beside.Reference().TerritoryByKey("gent") == nil {
		t.Error("another server does not know it")
	}
}

// TestRenamedByHand renames twice and back: every key that ever was goes on answering for the same.
func TestRenamedByHand(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"))
	moderator := people["moderator"]
	for i, key := range []string{"domstad", "utrecht-city", "domstad"} {
		_, err := l.TerritoryUpdate(t.Context(), moderator, "utrecht", place(key, "Utrecht"), at(i+1))
		must(t, err)
		_, err = l.ConceptUpdate(t.Context(), moderator, library.SchemeThemes, "housing", term("home-"+key, "Home"), at(i+1))
		must(t, err)
	}
	for _, l := range []*library.Library{l, open(t, s.Database.NewServer())} {
		ref := l.Reference()
		city := ref.Territory("utrecht")
		if city.Key != "domstad" || !slices.Equal(city.FormerKeys, []string{"utrecht-city"}) || ref.TerritoryRevision(city) != 4 {
			t.Errorf("got %+v at revision %d", city, ref.TerritoryRevision(city))
		}
		for _, key := range []string{"utrecht", "utrecht-city", "domstad"} {
			if ref.TerritoryByKey(key) != city {
				t.Errorf("%s does not answer", key)
			}
			q := library.Query{}
			q.Filter.Keys[library.FacetTerritories].AnyOf = []string{key}
			q.Filter.Keys[library.FacetThemes].AnyOf = []string{"home-utrecht-city"}
			if list, err := l.Practices(library.Anonymous(), q); err != nil || list.Total != 1 {
				t.Errorf("%s: %v, %v", key, list, err)
			}
			if key != "domstad" {
				_, err := l.TerritoryCreate(t.Context(), moderator, place(key, "Another"), "")
				wantRefusal(t, err, library.CodeKeyTaken, "details.key")
			}
		}
		_, err := l.TerritoryUpdate(t.Context(), moderator, "liege", place("utrecht-city", "Liège"), at(1))
		wantRefusal(t, err, library.CodeKeyTaken, "details.key")
	}
	must(t, l.OpenAccount(t.Context(), library.Operator(), "writer", []library.Grant{{Role: library.RoleEditor, Territory: "utrecht-city"}}))
	if standing, _ := l.Standing("writer"); standing.Grants[0].Territory != "utrecht" {
		t.Errorf("got %+v", standing)
	}
	must(t, l.Close())
	again, _ := restart(t, s)
	if diff := cmp.Diff(l.Dump(), again.Dump()); diff != "" {
		t.Errorf("what was saved is not what was: %s", diff)
	}
}

// TestStaleTerm refuses who has read another revision, and shows what stands.
func TestStaleTerm(t *testing.T) {
	l, _ := librarytest.Open(t)
	moderator := people["moderator"]
	_, err := l.TerritoryUpdate(t.Context(), moderator, "liege", place("liege", "Luik"), at(1))
	must(t, err)
	number := l.Mark().Number
	same, err := l.TerritoryUpdate(t.Context(), moderator, "liege", place("liege", "Luik"), at(2))
	if must(t, err); same.Names["en"] != "Luik" || l.Mark().Number != number {
		t.Error("nothing was changed, and yet there is an entry")
	}
	for _, read := range []int{0, 1, 3} {
		_, err = l.TerritoryUpdate(t.Context(), moderator, "liege", place("liege", "Lüttich"), at(read))
		wantRefusal(t, err, library.CodeRevisionConflict, "expectedRevision")
		if c, ok := errors.AsType[*library.TermConflict](err); !ok || c.Territory.Names["en"] != "Luik" {
			t.Errorf("got %v", err)
		}
	}
	_, err = l.ConceptUpdate(t.Context(), moderator, library.SchemeTags, "buddies", term("buddies", "Buddies"), at(2))
	if c, ok := errors.AsType[*library.TermConflict](err); !ok || c.Concept.ID != "buddies" {
		t.Errorf("got %v", err)
	}
}

// TestTermOnce sends requests twice: they are done once.
func TestTermOnce(t *testing.T) {
	l, s := librarytest.Open(t)
	moderator := people["moderator"]
	for range 2 {
		made, err := l.TerritoryCreate(t.Context(), moderator, place("gent", "Ghent"), "one")
		if must(t, err); made.ID != "gent" {
			t.Errorf("got %+v", made)
		}
		changed, err := l.TerritoryUpdate(t.Context(), moderator, "gent", place("ghent", "Gent"), library.TermRequest{ExpectedRevision: 1, IdempotencyKey: "two"})
		if must(t, err); changed.Key != "ghent" {
			t.Errorf("got %+v", changed)
		}
	}
	_, err := open(t, s.Database.NewServer()).TerritoryCreate(t.Context(), moderator, place("aalst", "Aalst"), "one")
	wantRefusal(t, err, library.CodeBadInput, "idempotencyKey")
}

// TestBadTerritory names every field at fault.
func TestBadTerritory(t *testing.T) {
	l, _ := librarytest.Open(t)
	for field, spoil := range map[string]func(*library.TerritoryDetails){
		"details.key":              func(d *library.TerritoryDetails) { d.Key = "Not a key" },
		"details.kind":             func(d *library.TerritoryDetails) { d.Kind = "planet" },
		"details.country":          func(d *library.TerritoryDetails) { d.Country = "XX" },
		"details.location":         func(d *library.TerritoryDetails) { d.Location = &library.GeoPoint{Latitude: 91} },
		"details.languages.0":      func(d *library.TerritoryDetails) { d.Languages = []library.Language{"english!"} },
		"details.names":            func(d *library.TerritoryDetails) { d.Names = []library.Label{{Language: "fr", Text: "Gand"}} },
		"details.names.0.text":     func(d *library.TerritoryDetails) { d.Names[0].Text = " " },
		"details.names.1.language": func(d *library.TerritoryDetails) { d.Names = append(d.Names, english("Gent")...) },
		"details.officialName":     func(d *library.TerritoryDetails) { d.OfficialName = "a\x00b" },
	} {
		d := place("gent", "Ghent")
		spoil(&d)
		_, err := l.TerritoryCreate(t.Context(), people["moderator"], d, "")
		wantRefusal(t, err, library.CodeBadInput, field)
	}
	_, err := l.TerritoryUpdate(t.Context(), people["moderator"], "atlantis", place("gent", "Ghent"), at(1))
	wantRefusal(t, err, library.CodeUnknownKey, "territory")
	d := place("liege", "")
	d.OfficialName = strings.Repeat("x", 1000)
	_, err = l.TerritoryCreate(t.Context(), people["moderator"], d, "")
	if faults := library.RefusalsIn(err); len(faults) != 3 {
		t.Errorf("got %v", faults)
	}
}

// TestBadConcept holds a new concept against what the build of the thesaurus wants.
func TestBadConcept(t *testing.T) {
	l, _ := librarytest.Open(t)
	moderator := people["moderator"]
	for _, d := range []library.ConceptDetails{term("shelter", "Shelter"), {Key: "bed", Labels: english("Bed"), Broader: []string{"shelter"}, Note: "To sleep in."}} {
		_, err := l.ConceptCreate(t.Context(), moderator, library.SchemeThesaurus, d, "")
		must(t, err)
	}
	for field, spoil := range map[string]func(*library.ConceptDetails){
		"BAD_INPUT details.labels.0.text":       func(d *library.ConceptDetails) { d.Labels[0].Text = "" },
		"BAD_INPUT details.labels.1.text":       func(d *library.ConceptDetails) { d.Labels = append(d.Labels, library.Label{Language: "fr"}) },
		"BAD_INPUT details.labels":              func(d *library.ConceptDetails) { d.Labels = nil },
		"BAD_INPUT details.alternatives.0.text": func(d *library.ConceptDetails) { d.Alternatives = english("shélter") },
		"BAD_INPUT details.alternatives.1.text": func(d *library.ConceptDetails) { d.Alternatives = append(english("Attic"), english("ATTIC")...) },
		"UNKNOWN_KEY details.broader.0":         func(d *library.ConceptDetails) { d.Broader = []string{"castle"} },
		"UNKNOWN_KEY details.themes.1":          func(d *library.ConceptDetails) { d.Themes = []string{"housing", "castles"} },
		"BAD_INPUT details.themes.1":            func(d *library.ConceptDetails) { d.Themes = []string{"housing", "housing"} },
		"KEY_TAKEN details.key":                 func(d *library.ConceptDetails) { d.Key = "bed" },
		"BAD_INPUT details.key":                 func(d *library.ConceptDetails) { d.Key = library.NotStated },
		"BAD_INPUT details.note":                func(d *library.ConceptDetails) { d.Note = strings.Repeat("x", 3000) },
	} {
		d := term("roof", "Roof")
		spoil(&d)
		_, err := l.ConceptCreate(t.Context(), moderator, library.SchemeThesaurus, d, "")
		code, path, _ := strings.Cut(field, " ")
		wantRefusal(t, err, library.Code(code), path)
	}
	d := term("shelter", "Shelter")
	d.Broader = []string{"bed"}
	_, err := l.ConceptUpdate(t.Context(), moderator, library.SchemeThesaurus, "shelter", d, at(1))
	wantRefusal(t, err, library.CodeBadInput, "details.broader.0")
	d = term("flower-bed", "bed")
	_, err = l.ConceptCreate(t.Context(), moderator, library.SchemeThesaurus, d, "")
	wantRefusal(t, err, library.CodeBadInput, "details.labels.0.text")
	d.Note = "For flowers."
	_, err = l.ConceptCreate(t.Context(), moderator, library.SchemeThesaurus, d, "")
	must(t, err)

	_, err = l.ConceptCreate(t.Context(), moderator, library.SchemeTags, term("friends", "buddies"), "")
	wantRefusal(t, err, library.CodeBadInput, "details.labels.0.text")
	d = term("friends", "Friends")
	d.Broader = []string{"buddies"}
	_, err = l.ConceptCreate(t.Context(), moderator, library.SchemeTags, d, "")
	wantRefusal(t, err, library.CodeBadInput, "details.broader")
	for _, closed := range []library.Scheme{library.SchemeThemes, library.SchemeStates, "colours"} {
		_, err = l.ConceptCreate(t.Context(), moderator, closed, term("friends", "Friends"), "")
		wantRefusal(t, err, library.CodeBadInput, "scheme")
	}
	_, err = l.ConceptUpdate(t.Context(), moderator, library.SchemeTags, "nowhere", term("friends", "Friends"), at(1))
	wantRefusal(t, err, library.CodeNotFound, "concept")
	_, err = l.ConceptCreate(t.Context(), people["editor"], library.SchemeTags, term("friends", "Friends"), "")
	wantRefusal(t, err, library.CodeForbidden, "")
}

// TestBundleAfterHand brings a changed bundle into a library whose vocabularies somebody has settled by hand.
func TestBundleAfterHand(t *testing.T) {
	l, _ := librarytest.Open(t, librarytest.NewRecord("a", "A"))
	moderator := people["moderator"]
	_, err := l.TerritoryUpdate(t.Context(), moderator, "utrecht", place("domstad", "By hand"), at(1))
	must(t, err)
	_, err = l.ConceptCreate(t.Context(), moderator, library.SchemeTags, term("aid", "By hand"), "")
	must(t, err)
	_, err = l.ConceptUpdate(t.Context(), moderator, library.SchemeTags, "gardens", term("allotments", "By hand too"), at(1))
	must(t, err)
	for _, key := range []string{"low", "high"} {
		_, err = l.ConceptCreate(t.Context(), moderator, library.SchemeThesaurus, term(key, key), "")
		must(t, err)
	}

	next := librarytest.NewBundle("2", librarytest.NewRecord("a", "A2"), librarytest.NewRecord("b", "B", func(r *record) {
		r.Facts.Tags = []string{"aid", "allotments"}
	}))
	for _, t := range next.Territories {
		t.OfficialName = "By the bundle"
	}
	for _, key := range []string{"aid", "allotments", "chess"} {
		next.Concepts = append(next.Concepts, librarytest.NewConcept(library.SchemeTags, key))
	}
	counts := imports(t, l, next)
	ref := l.Reference()
	if got := ref.Territory("utrecht"); got.Key != "domstad" || got.OfficialName != "" || ref.TerritoryRevision(got) != 2 {
		t.Errorf("got %+v", got)
	}
	if got := ref.Territory("liege"); got.OfficialName == "" || ref.TerritoryRevision(got) != 2 {
		t.Errorf("got %+v at revision %d", got, ref.TerritoryRevision(got))
	}
	if got := ref.ConceptByKey(library.SchemeTags, "aid"); got.Labels["en"] != "By hand" {
		t.Errorf("got %+v", got)
	}
	if got := ref.ConceptByKey(library.SchemeTags, "allotments"); got.ID != "gardens" {
		t.Errorf("got %+v", got)
	}
	if ref.ConceptByKey(library.SchemeTags, "chess") == nil {
		t.Error("what is new did not come")
	}
	// utrecht, aid, allotments, and gardens, which the bundle has under its old name
	if counts.Kept != 4 || counts.New != 1 || counts.Changed != 1 {
		t.Errorf("got %+v", counts)
	}
	if b := l.CardByID(library.Anonymous(), "b"); !slices.Equal(b.Tags, []string{"aid", "gardens"}) {
		t.Errorf("got %v", b.Tags)
	}
}

// TestCircleOfBundle lets somebody put a concept below another by hand, and a bundle the other below the first.
func TestCircleOfBundle(t *testing.T) {
	l, _ := librarytest.Open(t)
	first := librarytest.NewBundle("2")
	first.Concepts = append(first.Concepts, librarytest.NewConcept(library.SchemeThesaurus, "low"), librarytest.NewConcept(library.SchemeThesaurus, "high"))
	imports(t, l, first)
	d := term("low", "low")
	d.Broader = []string{"high"}
	_, err := l.ConceptUpdate(t.Context(), people["moderator"], library.SchemeThesaurus, "low", d, at(1))
	must(t, err)
	second := librarytest.NewBundle("3")
	low, high := librarytest.NewConcept(library.SchemeThesaurus, "low"), librarytest.NewConcept(library.SchemeThesaurus, "high")
	high.Broader = []string{"low"}
	second.Concepts = append(second.Concepts, low, high)
	imports(t, l, second)
	if ref := l.Reference(); ref.IsBelow("high", "low") || !ref.IsBelow("low", "high") {
		t.Error("a concept is narrower than itself")
	}
}
