package cli_test

import (
	"bufio"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/weldi-network/practice-library/graph/generated"
)

// road is one question that leads to a field; lean is the same with less below it, where all costs more than one may ask.
type road struct{ query, lean string }

// walker makes a question for every field of the schema.
type walker struct {
	t      *testing.T
	schema *ast.Schema
	// args are how each field with arguments is asked, deep those roots below which everything is asked too.
	args map[string][]string
	deep map[string]bool
	// roads are the questions, asked the fields that they lead through.
	roads []road
	asked map[string]bool
	// known are the verdicts.
	known verdicts
}

// newWalker reads how fields with arguments are asked.
func newWalker(t *testing.T) *walker {
	t.Helper()
	w := &walker{
		t: t, schema: generated.NewExecutableSchema(generated.Config{}).Schema(), args: map[string][]string{}, deep: map[string]bool{}, asked: map[string]bool{},
	}
	for _, line := range linesOf(t, "testdata/permissions/roads.txt") {
		rest, deep := strings.CutPrefix(line, "* ")
		field, args, _ := strings.Cut(strings.TrimSpace(rest), " ")
		w.args[field] = append(w.args[field], args)
		w.deep[field+" "+args] = deep
		if w.fieldNamed(field) == nil {
			t.Errorf("roads.txt names %s, which there is not", field)
		}
	}
	return w
}

// linesOf gives the lines of a file but for comments.
func linesOf(t *testing.T, path string) (lines []string) {
	t.Helper()
	file, err := os.Open(path)
	must(t, err)
	defer func() { _ = file.Close() }()
	for scanner := bufio.NewScanner(file); scanner.Scan(); {
		if line := scanner.Text(); line != "" && !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	return lines
}

func (w *walker) fieldNamed(name string) *ast.FieldDefinition {
	owner, field, _ := strings.Cut(name, ".")
	if def := w.schema.Types[owner]; def != nil {
		return def.Fields.ForName(field)
	}
	return nil
}

// walk makes all questions.
func (w *walker) walk() []road {
	for _, f := range w.schema.Query.Fields {
		if strings.HasPrefix(f.Name, "__") {
			continue
		}
		for _, args := range w.waysOf("Query", f) {
			ask := call(f.Name, args)
			w.add("{ ", ask, " }", f.Type.Name())
			if w.deep["Query."+f.Name+" "+args] {
				w.below("{ "+ask, " }", f.Type.Name(), []string{f.Type.Name()}, map[string]bool{})
			}
		}
	}
	return w.roads
}

// waysOf lists how a field is asked. One with a required argument for which nothing is known fails the test.
func (w *walker) waysOf(owner string, f *ast.FieldDefinition) []string {
	name := owner + "." + f.Name
	w.asked[name] = true
	if ways := w.args[name]; ways != nil {
		return ways
	}
	if needsArgs(f) {
		w.t.Errorf("%s takes arguments: say in roads.txt how it is asked", name)
		return nil
	}
	return []string{""}
}

func needsArgs(f *ast.FieldDefinition) bool {
	return slices.ContainsFunc(f.Arguments, func(a *ast.ArgumentDefinition) bool { return a.Type.NonNull && a.DefaultValue == nil })
}

func call(field, args string) string {
	if args == "" {
		return field
	}
	return field + "(" + args + ")"
}

func (w *walker) add(before, ask, after, of string) {
	w.roads = append(w.roads, road{before + ask + w.selection(of, 1) + after, before + ask + w.selection(of, 0) + after})
}

// below asks every field below one of a type, each once below a root, and none through a type that it came through.
func (w *walker) below(before, after, of string, through []string, seen map[string]bool) {
	for _, owner := range w.schema.GetPossibleTypes(w.schema.Types[of]) {
		open, shut := before+" { ", " }"+after
		if owner.Name != of {
			open, shut = open+"__typename ... on "+owner.Name+" { ", " } "+shut
		}
		for _, f := range owner.Fields {
			kind, key := f.Type.Name(), owner.Name+"."+f.Name
			if seen[key] || strings.HasPrefix(f.Name, "__") || w.schema.Types[kind].IsLeafType() && !needsArgs(f) {
				continue
			}
			seen[key] = true
			for i, args := range w.waysOf(owner.Name, f) {
				ask := call(f.Name, args)
				w.add(open, ask, shut, kind)
				if i == 0 && !slices.Contains(through, kind) {
					w.below(open+ask, shut, kind, append(slices.Clone(through), kind), seen)
				}
			}
		}
	}
}

// selection asks the leaves of a type, and those of what stands in it, so deep. What is made of leaves alone is always
// asked.
func (w *walker) selection(of string, deep int) string {
	def := w.schema.Types[of]
	if def.IsLeafType() {
		return ""
	}
	var out strings.Builder
	out.WriteString(" { __typename")
	for _, owner := range w.schema.GetPossibleTypes(def) {
		if owner.Name != of {
			out.WriteString(" ... on " + owner.Name + " {")
		}
		for _, f := range owner.Fields {
			kind := f.Type.Name()
			if !strings.HasPrefix(f.Name, "__") && !needsArgs(f) && (deep > 0 || w.isPlain(kind)) {
				w.asked[owner.Name+"."+f.Name] = true
				out.WriteString(" ")
				if owner.Name != of && def.Fields.ForName(f.Name) == nil { // fields of one name may differ from type to type
					out.WriteString(owner.Name + aliasMark + f.Name + ": ")
				}
				out.WriteString(f.Name + w.selection(kind, deep-1))
			}
		}
		if owner.Name != of {
			out.WriteString(" }")
		}
	}
	out.WriteString(" }")
	return out.String()
}

// answerOf asks for all that a mutation may answer with; of the viewer, whom other questions ask about, the id alone.
func (w *walker) answerOf(payload string) string {
	out := " { __typename"
	for _, f := range w.schema.Types[payload].Fields {
		if below := w.selection(f.Type.Name(), 1); f.Type.Name() == "Viewer" {
			out += " " + f.Name + " { id }"
		} else {
			out += " " + f.Name + below
		}
	}
	return out + " }"
}

// aliasMark stands before the name of a field in its alias.
const aliasMark = "__"

// isPlain reports whether a type is a leaf, or an object of leaves.
func (w *walker) isPlain(kind string) bool {
	def := w.schema.Types[kind]
	return def.IsLeafType() || def.Kind == ast.Object && !slices.ContainsFunc(def.Fields, func(f *ast.FieldDefinition) bool {
		return !w.schema.Types[f.Type.Name()].IsLeafType()
	})
}

// verdicts say of every field who may be told something by it.
type verdicts map[string]string

// sent is the verdict of a field that gives back what was sent.
const sent = "sent"

// readVerdicts reads them, and makes sure that every field of the schema has one and no other has.
func readVerdicts(t *testing.T, w *walker) verdicts {
	t.Helper()
	out := verdicts{}
	for _, line := range linesOf(t, "testdata/permissions/fields.txt") {
		words := strings.Fields(line)
		if audiences[words[1]] == nil && words[1] != sent {
			t.Errorf("fields.txt: there is no audience %s", words[1])
		}
		for _, field := range words[2:] {
			name := words[0] + "." + field
			if w.fieldNamed(name) == nil || out[name] != "" {
				t.Errorf("fields.txt names %s, which there is not, or twice", name)
			}
			out[name] = words[1]
		}
	}
	for _, def := range w.schema.Types {
		if def.BuiltIn || def.Kind != ast.Object {
			continue
		}
		for _, f := range def.Fields {
			if name := def.Name + "." + f.Name; out[name] == "" && !strings.HasPrefix(f.Name, "__") {
				t.Errorf("%s has no verdict: say in fields.txt who may be told something by it", name)
			}
		}
	}
	return out
}

// told lists the fields by which an answer tells something, as Type.field; nothing is what is null, false, zero or empty.
func (w *walker) told(of string, value any, found map[string]bool) (something bool) {
	switch value := value.(type) {
	case nil:
		return false
	case bool:
		return value
	case float64:
		return value != 0
	case string:
		return value != ""
	case []any:
		for _, item := range value {
			if w.told(of, item, found) {
				something = true
			}
		}
		return something
	case map[string]any:
		return w.toldBy(of, value, found)
	}
	return true
}

func (w *walker) toldBy(of string, object map[string]any, found map[string]bool) (something bool) {
	if name, ok := object["__typename"].(string); ok {
		of = name
	}
	def := w.schema.Types[of]
	if def.IsLeafType() { // JSON
		return len(object) > 0
	}
	for field, value := range object {
		if field == "__typename" {
			continue
		}
		if _, name, isAlias := strings.Cut(field, aliasMark); isAlias {
			field = name
		}
		key := of + "." + field
		below := found
		if w.known[key] == sent {
			below = map[string]bool{}
		}
		if w.told(def.Fields.ForName(field).Type.Name(), value, below) {
			something = true
			found[key] = true
		}
	}
	return something
}

// canariesIn lists those that stand in something.
func canariesIn(text string) (found []string) {
	for name, c := range canaries {
		if strings.Contains(strings.ToLower(text), c.word) {
			found = append(found, name)
		}
	}
	return found
}

func shorten(text string) string {
	if len(text) > 600 {
		return text[:600] + "…"
	}
	return text
}
