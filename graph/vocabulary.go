package graph

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/weldi-network/practice-library/graph/model"
	"github.com/weldi-network/practice-library/graph/view"
	"github.com/weldi-network/practice-library/server/library"
)

// updateTerritory does the one of two things that the input asks for.
func updateTerritory(ctx context.Context, l *view.Lens, input model.TerritoryUpdateInput) (*library.Territory, error) {
	switch {
	case (input.Details == nil) == (input.AllowsOwnPublishing == nil):
		return nil, library.RefuseField(library.CodeBadInput, "details", "Either say what the territory is, or what holds there.")
	case input.Details != nil:
		asked := library.TermRequest{ExpectedRevision: or(input.ExpectedRevision, 0), IdempotencyKey: value(input.IdempotencyKey)}
		return l.Library.TerritoryUpdate(ctx, l.Viewer, input.Territory, territoryDetails(*input.Details), asked)
	}
	rules := library.TerritoryRules{OwnPublishing: *input.AllowsOwnPublishing}
	err := l.Library.TerritorySetRules(ctx, l.Viewer, input.Territory, rules, or(input.ExpectedRevision, library.AnyRevision))
	return l.Library.Reference().TerritoryByKey(input.Territory), err
}

func territoryDetails(d model.TerritoryDetailsInput) library.TerritoryDetails {
	return library.TerritoryDetails{
		Key: d.Key, Kind: strings.ToLower(string(d.Kind)), Names: d.Names, OfficialName: value(d.OfficialName),
		Country: value(d.Country), Languages: d.Languages, Location: d.Location, IsPartner: d.IsPartner,
	}
}

func territoryPayload(l *view.Lens, t *library.Territory, err error, sent any) (*model.TerritoryPayload, error) {
	p := &model.TerritoryPayload{}
	if p.UserErrors, err = l.UserErrors(err); err != nil {
		return nil, err
	}
	if len(p.UserErrors) == 0 {
		p.Territory = l.SavedTerritory(t)
		return p, nil
	}
	p.Sent, err = json.Marshal(sent)
	return p, err
}

// updateConcept reads which concept is meant, and says anew what it is.
func updateConcept(ctx context.Context, l *view.Lens, input model.ConceptUpdateInput) (*library.Concept, error) {
	scheme, id, err := view.ConceptID("concept", input.Concept)
	if err != nil {
		return nil, err
	}
	asked := library.TermRequest{ExpectedRevision: input.ExpectedRevision, IdempotencyKey: value(input.IdempotencyKey)}
	return l.Library.ConceptUpdate(ctx, l.Viewer, scheme, id, conceptDetails(input.Details), asked)
}

func conceptDetails(d model.ConceptDetailsInput) library.ConceptDetails {
	return library.ConceptDetails{
		Key: d.Key, Labels: d.Labels, Definition: value(d.Definition), Alternatives: d.Alternatives,
		Broader: d.Broader, Themes: d.Themes, Note: value(d.Note),
	}
}

func conceptPayload(l *view.Lens, c *library.Concept, err error, sent model.ConceptDetailsInput) (*model.ConceptPayload, error) {
	p := &model.ConceptPayload{}
	if p.UserErrors, err = l.UserErrors(err); err != nil {
		return nil, err
	}
	if len(p.UserErrors) == 0 {
		p.Concept = l.SavedConcept(c)
		return p, nil
	}
	p.Sent, err = json.Marshal(sent)
	return p, err
}

// updateOrganisation says anew what an organisation is.
func updateOrganisation(ctx context.Context, l *view.Lens, input model.OrganisationUpdateInput) (*library.KnownOrganisation, error) {
	asked := library.TermRequest{ExpectedRevision: input.ExpectedRevision, IdempotencyKey: value(input.IdempotencyKey)}
	return l.Library.OrganisationUpdate(ctx, l.Viewer, input.Organisation, organisationDetails(input.Details), asked)
}

func organisationDetails(d model.OrganisationDetailsInput) library.OrganisationDetails {
	return library.OrganisationDetails{
		Key: d.Key, Name: d.Name, Kind: value(d.Kind), Website: value(d.Website), Territory: value(d.Territory),
	}
}

func organisationPayload(l *view.Lens, o *library.KnownOrganisation, err error, sent model.OrganisationDetailsInput) (*model.OrganisationPayload, error) {
	p := &model.OrganisationPayload{}
	if p.UserErrors, err = l.UserErrors(err); err != nil {
		return nil, err
	}
	if len(p.UserErrors) == 0 {
		p.Organisation = l.SavedOrganisation(o)
		return p, nil
	}
	p.Sent, err = json.Marshal(sent)
	return p, err
}
