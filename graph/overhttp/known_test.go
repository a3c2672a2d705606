package overhttp

import (
	"strconv"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
)

func TestKnownIsBoundedAndForgetsTheOldest(t *testing.T) {
	k := newKnown(10 * (tokenBytes + 1))
	for i := range 10 {
		k.add(strconv.Itoa(i), &ast.QueryDocument{}, 1)
	}
	if k.get("0") == nil { // now the latest
		t.Fatal("0 was forgotten too soon")
	}
	k.add("a", &ast.QueryDocument{}, 1)
	if k.get("1") != nil || k.get("0") == nil || k.get("a") == nil {
		t.Error("the least recently used was not the one to go")
	}
	k.add("large", &ast.QueryDocument{}, 100)
	if k.get("large") != nil {
		t.Error("what is larger than the room was kept")
	}
}

func TestDocumentsThatPassedAreKnown(t *testing.T) {
	d := newDocuments(mergeSchema, DefaultLimits())
	for query, passes := range map[string]bool{"{a{x}}": true, "{a{nothing}}": false, "{a{": false} {
		first, errs := d.load(query)
		again, _ := d.load(query)
		if (len(errs) == 0) != passes {
			t.Errorf("%s: %v", query, errs)
		}
		if passes != (first == again && first != nil) {
			t.Errorf("%s: checked again %v", query, first != again)
		}
	}
}
