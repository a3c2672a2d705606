package overhttp

import (
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator/core"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

// validationRules are those of the GraphQL specification, section 5, as gqlparser has them, with two changes. Its
// rule that fields can be merged compares every pair of fields of one name, so ours stands in for it (merge.go). And
// its rule for literals is put right (correct.go).
func validationRules() []core.Rule {
	set := rules.NewDefaultRules()
	set.RemoveRule(rules.OverlappingFieldsCanBeMergedRule.Name)
	set.ReplaceRule(rules.ValuesOfCorrectTypeRule.Name, correctValues)
	var list []core.Rule
	for name, f := range set.GetInner() {
		list = append(list, core.Rule{Name: name, RuleFunc: f})
	}
	// In a fixed order, so that the same query always gives the same errors.
	slices.SortFunc(list, func(a, b core.Rule) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// enough stops the walk of the validator: wording the errors is the dearest part of it.
type enough struct{}

// validate checks a document against the schema and prepares it for execution: the walk links every field to its
// definition. It stops at one error more than an answer shows.
func (d *documents) validate(doc *ast.QueryDocument) (errs gqlerror.List) {
	defer func() {
		if p := recover(); p != nil {
			if _, ok := p.(enough); !ok {
				panic(p)
			}
		}
	}()
	events := &core.Events{}
	for _, rule := range d.rules {
		rule.RuleFunc(events, func(options ...core.ErrorOption) {
			err := &gqlerror.Error{}
			for _, set := range options {
				set(err)
			}
			if errs = append(errs, foreign(err, CodeValidationFailed)); len(errs) > maxErrors {
				panic(enough{})
			}
		})
	}
	core.Walk(d.schema, doc, events)
	if len(errs) > 0 {
		return errs
	}
	return d.merge(doc)
}
