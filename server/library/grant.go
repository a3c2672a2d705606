package library

import (
	"cmp"
	"slices"
)

// maxGrants bounds the roles of one account.
const maxGrants = 50

// checkGrants makes sure that each grant is one that there can be. A territory may be named by its key; it comes back as
// its ID. The order and repetitions do not matter and come back in one form.
func checkGrants(ref *Reference, grants []Grant) ([]Grant, error) {
	if len(grants) > maxGrants {
		return nil, RefuseField(CodeBadInput, "roles", "An account can have at most %d roles.", maxGrants)
	}
	out := make([]Grant, 0, len(grants))
	err := each(grants, func(i int, g Grant) error {
		g, err := g.resolve(ref)
		if err != nil {
			return within(item("roles", i), err)
		}
		if !slices.Contains(out, g) {
			out = append(out, g)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(out, compareGrants)
	return out, nil
}

func (g Grant) resolve(ref *Reference) (Grant, error) {
	inTerritory := g.Role == RoleContributor || g.Role == RoleEditor
	switch {
	case !slices.Contains(Roles, g.Role):
		return g, RefuseField(CodeBadInput, "role", "There is no such role.")
	case inTerritory != (g.Territory != ""):
		return g, RefuseField(CodeBadInput, "territory", "Contributors and editors work in one territory, which must be named; the other roles name none.")
	case (g.Role == RoleTranslator) != (g.Language != ""):
		return g, RefuseField(CodeBadInput, "language", "A translator writes into one language, which must be named; the other roles name none.")
	}
	if inTerritory {
		t := ref.Territory(g.Territory)
		if t == nil {
			t = ref.TerritoryByKey(g.Territory)
		}
		if t == nil {
			return g, RefuseField(CodeUnknownKey, "territory", "There is no territory “%s”.", printable(g.Territory))
		}
		g.Territory = t.ID
	}
	if g.Language == "" {
		return g, nil
	}
	language, err := ParseLanguage(string(g.Language))
	if err != nil {
		return g, RefuseField(CodeBadInput, "language", "“%s” is not a language tag.", printable(string(g.Language)))
	}
	g.Language = language
	return g, nil
}

func hasRole(grants []Grant, r Role) bool {
	return slices.ContainsFunc(grants, func(g Grant) bool { return g.Role == r })
}

// compareGrants puts grants into the order of Roles, and within a role by place.
func compareGrants(a, b Grant) int {
	return cmp.Or(
		cmp.Compare(slices.Index(Roles, a.Role), slices.Index(Roles, b.Role)),
		cmp.Compare(a.Territory, b.Territory), cmp.Compare(a.Language, b.Language),
	)
}

// CheckGrants makes sure that each grant is one that there can be. Refusals: BAD_INPUT and UNKNOWN_KEY with the field.
func (l *Library) CheckGrants(grants []Grant) error {
	_, err := checkGrants(l.Reference(), grants)
	return err
}
