package library

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// KnownOrganisation is an organisation of which moderators keep what it is, so that practices can name it rather than a
// name. It says nothing of the people in it.
type KnownOrganisation struct {
	// ID is the key under which it was first made. Stored data refer to it; it never changes.
	ID         string   `json:"id"`
	Key        string   `json:"key"`
	FormerKeys []string `json:"formerKeys,omitempty"`
	Name       string   `json:"name"`
	// Kind is the ID of a type of actor; empty when unknown.
	Kind string `json:"kind,omitempty"`
	// Website is an https address; empty where there is none.
	Website string `json:"website,omitempty"`
	// Territory is the ID of the one where it is at home; empty for one that is at home in none.
	Territory string `json:"territory,omitempty"`
}

// names are all the keys under which the organisation is found: those of the past too.
func (o *KnownOrganisation) names() []string { return append([]string{o.Key, o.ID}, o.FormerKeys...) }

// ref names an organisation among all reference data.
func (o *KnownOrganisation) ref() string { return "organisations/" + o.ID }

// Validate checks what every organisation must have; what it refers to is checked where that is known.
func (o *KnownOrganisation) Validate() error {
	var found Refusals
	found.note(validateKeys(o.names()))
	found.note(checkLine("name", o.Name, 1, maxLabel))
	if o.Website != "" && !isSecureAddress(o.Website) {
		found.note(RefuseField(CodeBadInput, "website", "A website is named by its address, which begins with https://."))
	}
	return found.all()
}

// isSecureAddress finds what isWebAddress finds, and leads there in a way that nobody reads along.
func isSecureAddress(s string) bool { return strings.HasPrefix(s, "https://") && isWebAddress(s) }

// organisations are the known ones, by name. They are never changed once made.
type organisations struct {
	list       []*KnownOrganisation
	byID, keys map[string]*KnownOrganisation
}

func newOrganisations(list []*KnownOrganisation) organisations {
	out := organisations{slices.Clone(list), map[string]*KnownOrganisation{}, map[string]*KnownOrganisation{}}
	slices.SortFunc(out.list, compareOrganisations)
	for _, o := range out.list {
		out.know(o)
	}
	return out
}

func (k *organisations) know(o *KnownOrganisation) {
	k.byID[o.ID] = o
	for _, key := range o.names() {
		k.keys[key] = o
	}
}

// with gives those in which an organisation replaces the one of the same ID or is added. There may be thousands, which is
// why they are not sorted anew.
func (k *organisations) with(o *KnownOrganisation) organisations {
	out := organisations{slices.Clone(k.list), maps.Clone(k.byID), maps.Clone(k.keys)}
	out.list = slices.DeleteFunc(out.list, func(other *KnownOrganisation) bool { return other.ID == o.ID })
	at, _ := slices.BinarySearchFunc(out.list, o, compareOrganisations)
	out.list = slices.Insert(out.list, at, o)
	out.know(o)
	return out
}

func compareOrganisations(a, b *KnownOrganisation) int {
	return cmp.Or(strings.Compare(spelling(a.Name), spelling(b.Name)), strings.Compare(a.ID, b.ID))
}

// Organisations lists all known organisations, by name.
func (r *Reference) Organisations() []*KnownOrganisation { return r.known.list }

// Organisation finds one by its ID; nil when there is none.
func (r *Reference) Organisation(id string) *KnownOrganisation { return r.known.byID[id] }

// OrganisationByKey finds one by its key of today or a former one; nil when there is none.
func (r *Reference) OrganisationByKey(key string) *KnownOrganisation { return r.known.keys[key] }

// organisationKey is the key of today of a known organisation; empty for none.
func (r *Reference) organisationKey(id string) string {
	if o := r.Organisation(id); o != nil {
		return o.Key
	}
	return id
}

// OrganisationRevision counts the accepted changes of an organisation, from 1.
func (r *Reference) OrganisationRevision(o *KnownOrganisation) int {
	return r.kept[o.ref()].Changes + 1
}

// OrganisationPage is one page of known organisations, by name.
type OrganisationPage struct {
	Organisations []*KnownOrganisation
	HasNext       bool
	Total         int
}

// OrganisationPage gives so many of those whose name has all of the words somewhere in it, capitals and accents not
// mattering, that come after the one of an ID; from the first on where that is empty. Refusals with the field: BAD_INPUT,
// BAD_CURSOR, BAD_PAGE.
func (r *Reference) OrganisationPage(words, after string, first int) (page OrganisationPage, err error) {
	words, err = readWords(words)
	last := r.Organisation(after)
	switch {
	case err != nil:
		return page, err
	case after != "" && last == nil:
		return page, RefuseField(CodeBadCursor, "after", "This cursor does not belong to this list. Start again without one.")
	}
	if err := CheckPageSize("first", first); err != nil {
		return page, err
	}
	wanted := strings.Fields(spelling(words))
	for _, o := range r.known.list {
		name := spelling(o.Name)
		if slices.ContainsFunc(wanted, func(word string) bool { return !strings.Contains(name, word) }) {
			continue
		}
		page.Total++
		switch {
		case last != nil && compareOrganisations(o, last) <= 0:
		case len(page.Organisations) < first:
			page.Organisations = append(page.Organisations, o)
		default:
			page.HasNext = true
		}
	}
	return page, nil
}

// withOrganisation gives a Reference in which an organisation replaces the one of the same ID or is added.
func (r *Reference) withOrganisation(o *KnownOrganisation) *Reference {
	next := *r
	next.known = r.known.with(o)
	return &next
}

// resolveOrganisations turns the keys of known organisations into IDs; one that is named by its key alone has the name of
// today from then on.
func resolveOrganisations(ref *Reference, list []Organisation) ([]Organisation, error) {
	out := slices.Clone(list)
	err := each(out, func(i int, o Organisation) error {
		if o.Known == "" {
			return nil
		}
		known := ref.OrganisationByKey(o.Known)
		if known == nil {
			return RefuseField(CodeUnknownKey, item("organisations", i)+".known", "“%s” is not the key of an organisation.", printable(o.Known))
		}
		out[i].Known = known.ID
		if isBlank(o.Name) {
			out[i].Name = known.Name
		}
		return nil
	})
	return out, err
}
