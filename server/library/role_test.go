package library_test

import (
	"testing"

	"github.com/weldi-network/practice-library/server/library"
)

// TestRules holds the table of permissions against what each role is for, in its own place and in another's.
func TestRules(t *testing.T) {
	const own, other = "here", "there"
	at := func(territory string, language library.Language) library.Place {
		return library.Place{Territory: territory, Language: language}
	}
	grants := map[string]library.Grant{
		"reader":        {Role: library.RoleReader},
		"contributor":   {Role: library.RoleContributor, Territory: own},
		"editor":        {Role: library.RoleEditor, Territory: own},
		"translator":    {Role: library.RoleTranslator, Language: "nl"},
		"moderator":     {Role: library.RoleModerator},
		"administrator": {Role: library.RoleAdministrator},
	}
	for _, c := range []struct {
		action library.Action
		at     library.Place
		may    []string
	}{
		{library.ActionReadMembers, at("", ""), []string{"reader", "contributor", "editor", "translator", "moderator", "administrator"}},
		{library.ActionReadDrafts, at(own, ""), []string{"contributor", "editor", "moderator"}},
		{library.ActionReadDrafts, at(other, ""), []string{"moderator"}},
		{library.ActionReadDrafts, at(other, "nl"), []string{"translator", "moderator"}},
		{library.ActionWrite, at(own, "nl"), []string{"contributor", "editor", "moderator"}},
		{library.ActionWrite, at(other, "nl"), []string{"moderator"}},
		{library.ActionReview, at(own, ""), []string{"editor", "moderator"}},
		{library.ActionPublish, at(own, ""), []string{"editor", "moderator"}},
		{library.ActionPublish, at(other, ""), []string{"moderator"}},
		{library.ActionWithdraw, at(own, ""), []string{"editor", "moderator"}},
		{library.ActionConfirm, at(own, ""), []string{"editor", "moderator"}},
		{library.ActionTranslate, at(own, "nl"), []string{"contributor", "editor", "translator", "moderator"}},
		{library.ActionTranslate, at(other, "nl"), []string{"translator", "moderator"}},
		{library.ActionTranslate, at(other, "fr"), []string{"moderator"}},
		{library.ActionPublishTranslation, at(other, "nl"), []string{"translator", "moderator"}},
		{library.ActionModerate, at(own, ""), []string{"moderator"}},
		{library.ActionKeepVocabularies, at("", ""), []string{"moderator"}},
		{library.ActionReadAudit, at("", ""), []string{"moderator", "administrator"}},
		{library.ActionReadAccounts, at("", ""), []string{"administrator"}},
		{library.ActionKeepAccounts, at("", ""), []string{"administrator"}},
	} {
		may := map[string]bool{}
		for _, name := range c.may {
			may[name] = true
		}
		for name, grant := range grants {
			if got := library.Member("a", grant).May(c.action, c.at); got != may[name] {
				t.Errorf("%s, %s at %+v: got %v, want %v", name, c.action, c.at, got, may[name])
			}
		}
		if library.Anonymous().May(c.action, c.at) || library.Member("a").May(c.action, c.at) {
			t.Errorf("%s: allowed to somebody without a role", c.action)
		}
		if !library.Operator().May(c.action, c.at) {
			t.Errorf("%s: not allowed to the operator", c.action)
		}
	}
}

// TestNoPlace makes sure that a role of one territory or language reaches nothing that lies nowhere.
func TestNoPlace(t *testing.T) {
	for _, g := range []library.Grant{{Role: library.RoleEditor}, {Role: library.RoleTranslator}} {
		if library.Member("a", g).May(library.ActionPublishTranslation, library.Place{}) {
			t.Errorf("%s without a place of its own may act where no place is named", g.Role)
		}
	}
}
