package overhttp

// Limits bound what one request may ask for before anything costly is done with it. A zero field takes the value
// of DefaultLimits.
type Limits struct {
	BodyBytes  int // of a POST body, and of the query string of a GET
	QueryBytes int // of the text of the document

	Tokens     int // of the document, comments included
	NameLength int // of any name in it; suggestions cost the length of a name for every name of the schema
	Operations int // definitions in one document
	Fragments  int
	Variables  int // of one operation
	Directives int // on one place

	Depth      int // of fields, fragments expanded; GraphiQL's introspection query needs 15
	ValueDepth int // of lists and objects, in the document and in the variables
	ListItems  int // of one list, in the document and in the variables
	Values     int // in all variables together

	Selection int // fields of one selection set, fragments expanded, repetitions counted
	Aliases   int // in the whole document
	Fields    int // of all operations together, fragments expanded
	// Introspection is the weight of what describes the schema (introspection.go); GraphiQL's query weighs 149,000.
	Introspection int
	Steps         int // of the validator: it walks every fragment again from each operation and fragment that reaches it

	KnownBytes int // of memory for documents that passed, so that they are not checked again
}

// DefaultLimits leave ample room above the largest query of our own client and GraphiQL's introspection.
func DefaultLimits() Limits {
	return Limits{
		BodyBytes: 256 << 10, QueryBytes: 128 << 10,
		Tokens: 4000, NameLength: 100, Operations: 20, Fragments: 100, Variables: 100, Directives: 8,
		Depth: 25, ValueDepth: 12, ListItems: 1000, Values: 5000,
		Selection: 200, Aliases: 200, Fields: 5000, Introspection: 300_000, Steps: 20_000,
		KnownBytes: 32 << 20,
	}
}

// withDefaults fills in what is not set.
func (l Limits) withDefaults() Limits {
	d := DefaultLimits()
	for _, f := range []struct{ have, want *int }{
		{&l.BodyBytes, &d.BodyBytes},
		{&l.QueryBytes, &d.QueryBytes},
		{&l.Tokens, &d.Tokens},
		{&l.NameLength, &d.NameLength},
		{&l.Operations, &d.Operations},
		{&l.Fragments, &d.Fragments},
		{&l.Variables, &d.Variables},
		{&l.Directives, &d.Directives},
		{&l.Depth, &d.Depth},
		{&l.ValueDepth, &d.ValueDepth},
		{&l.ListItems, &d.ListItems},
		{&l.Values, &d.Values},
		{&l.Selection, &d.Selection},
		{&l.Aliases, &d.Aliases},
		{&l.Fields, &d.Fields},
		{&l.Introspection, &d.Introspection},
		{&l.Steps, &d.Steps},
		{&l.KnownBytes, &d.KnownBytes},
	} {
		if *f.have == 0 {
			*f.have = *f.want
		}
	}
	return l
}
