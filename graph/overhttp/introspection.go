package overhttp

// tooHeavy is where weights stop growing.
const tooHeavy = 1 << 40

// introspectionLists are the lists of the introspection schema (GraphQL specification, 4.2), each with the number of
// items that it is taken to have. The true numbers hardly matter: what counts is how often the lists are multiplied.
var introspectionLists = map[string]int{
	"types": 100, "directives": 8, "fields": 10, "args": 2, "inputFields": 8, "enumValues": 6,
	"interfaces": 1, "possibleTypes": 3,
}

// largestType is how much a single type may weigh beside the one that introspectionLists suppose: __type may name
// the largest there is, again and again.
const largestType = 40

// describe weighs a field as a part of the introspection schema. gqlgen gives the description of the schema no cost
// at all, though one full description takes a dozen milliseconds, and aliases and nested lists multiply that.
func (m *measure) describe(name string, below int) {
	items := 1
	if n, isList := introspectionLists[name]; isList {
		items = n
	}
	m.weight = min(1+items*below, tooHeavy)
	switch name {
	case "__schema":
		m.schema = min(m.schema+m.weight, tooHeavy)
	case "__type":
		m.schema = min(m.schema+largestType*m.weight, tooHeavy)
	}
}
