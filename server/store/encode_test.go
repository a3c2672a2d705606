package store

import (
	"bytes"
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.mongodb.org/mongo-driver/v2/bson"
)

// roundTrip sends a JSON value through BSON bytes and back.
func roundTrip(text string) (string, error) {
	value, err := encodeJSON([]byte(text))
	if err != nil {
		return "", err
	}
	document, err := bson.Marshal(bson.D{{Key: "v", Value: value}})
	if err != nil {
		return "", err
	}
	back, err := decodeJSON(bson.Raw(document).Lookup("v"))
	return string(back), err
}

func TestJSONComesBack(t *testing.T) {
	for text, want := range map[string]string{
		`{"b":1,"a":[true,false,null,"",{}, []]}`: `{"b":1,"a":[true,false,null,"",{},[]]}`,
		`[[1,[2]],[],[{}]]`:                       `[[1,[2]],[],[{}]]`,
		`"<a href=\"x\">&\u2028"`:                 "\"\\u003ca href=\\\"x\\\"\\u003e\\u0026\\u2028\"",
		`{"$set":{"a.b":1,"%":2,"\u0000":3}}`:     `{"$set":{"a.b":1,"%":2,"\u0000":3}}`,
		`{"%array":[1]}`:                          `{"%array":[1]}`,
		`{"%number":"7"}`:                         `{"%number":"7"}`,
		`[1.0,1.50,1e2,-0.5e-1]`:                  `[1,1.5,100,-0.05]`,
		`[-0,-0.0,1e400,0.10000000000000000001]`:  `[-0,-0.0,1e400,0.10000000000000000001]`,
		`18446744073709551615`:                    `18446744073709551615`,
		`[0e999999999999999999999,1e-400]`:        `[0,1e-400]`,
		`9223372036854775807`:                     `9223372036854775807`,
		`100000000000000000000`:                   `100000000000000000000`,
	} {
		got, err := roundTrip(text)
		if err != nil || got != want {
			t.Errorf("%s came back as %s, %v", text, got, err)
		}
	}
}

func TestJSONAsBSON(t *testing.T) {
	got, err := encodeJSON([]byte(`{"n":[1,2147483648,0.5,1e400],"$a.b":"x","c":[["y"]],"d":null}`))
	if err != nil {
		t.Fatal(err)
	}
	want := bson.D{
		{Key: "n", Value: bson.A{int32(1), int64(2147483648), 0.5, bson.D{{Key: "%number", Value: "1e400"}}}},
		{Key: "%24a%2Eb", Value: "x"},
		{Key: "c", Value: bson.A{bson.D{{Key: "%array", Value: bson.A{"y"}}}}},
		{Key: "d", Value: nil},
	}
	if diff := cmp.Diff(any(want), got); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
}

func TestJSONRefused(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":       ``,
		"cut short":     `{"a":`,
		"two values":    `1 2`,
		"a key twice":   `{"a":1,"a":2}`,
		"too deep":      strings.Repeat(`[`, 200) + strings.Repeat(`]`, 200),
		"much too deep": strings.Repeat(`{"a":`, 200) + `1` + strings.Repeat(`}`, 200),
	} {
		if got, err := roundTrip(text); err == nil {
			t.Errorf("%s came back as %s", name, got)
		}
	}
}

func TestForeignBSONRefused(t *testing.T) {
	for name, value := range map[string]any{
		"object id":     bson.NewObjectID(),
		"date":          bson.NewDateTimeFromTime(fixedTime),
		"infinite":      math.Inf(1),
		"odd key":       bson.D{{Key: "%zz", Value: 1}},
		"escaped twice": bson.D{{Key: "a%24", Value: 1}},
		"odd number":    bson.D{{Key: markNumber, Value: "1,5"}},
		"odd array":     bson.D{{Key: markArray, Value: 5}},
	} {
		document, err := bson.Marshal(bson.D{{Key: "v", Value: value}})
		if err != nil {
			t.Fatal(err)
		}
		if got, err := decodeJSON(bson.Raw(document).Lookup("v")); err == nil {
			t.Errorf("%s came back as %s", name, got)
		}
	}
}

// TestDepthFits makes sure that what is accepted stays within MongoDB's hundred levels.
func TestDepthFits(t *testing.T) {
	for _, pair := range []string{`{"a":|}`, `[|]`, `{"a":[|]}`, `[{"a":|}]`} {
		left, right, _ := strings.Cut(pair, "|")
		deepest := 0
		for n := 1; ; n++ {
			value, err := encodeJSON([]byte(strings.Repeat(left, n) + "1" + strings.Repeat(right, n)))
			if err != nil {
				break
			}
			deepest = depthOf(value)
		}
		if deepest < 80 || deepest > 95 {
			t.Errorf("%s is taken to a depth of %d", pair, deepest)
		}
	}
}

func depthOf(value any) (deepest int) {
	switch v := value.(type) {
	case bson.D:
		for _, e := range v {
			deepest = max(deepest, depthOf(e.Value))
		}
		return deepest + 1
	case bson.A:
		for _, e := range v {
			deepest = max(deepest, depthOf(e))
		}
		return deepest + 1
	}
	return 0
}

// FuzzJSON holds that whatever is accepted comes back as the same value, and that it then stays as it is.
func FuzzJSON(f *testing.F) {
	for _, seed := range []string{`{"a":[1,-0,1e5,{"$b.c":null}]}`, `[[[]]]`, `"\ud800\u0000"`, `{"%array":[[]],"%number":"1"}`, `1e-7`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		once, err := roundTrip(text)
		if err != nil {
			return
		}
		if want, got := parseExactly(t, text), parseExactly(t, once); !reflect.DeepEqual(want, got) {
			t.Fatalf("%q came back as %q", text, once)
		}
		twice, err := roundTrip(once)
		if err != nil || twice != once {
			t.Fatalf("%q came back as %q, then as %q, %v", text, once, twice, err)
		}
	})
}

// parseExactly reads JSON with each number as its digits and its power of ten.
func parseExactly(t *testing.T, text string) (value any) {
	t.Helper()
	numbers := json.NewDecoder(bytes.NewReader([]byte(text)))
	numbers.UseNumber()
	if err := numbers.Decode(&value); err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return exactly(value)
}

func exactly(value any) any {
	switch v := value.(type) {
	case json.Number:
		if d, ok := parseDecimal(v.String()); ok {
			return d
		}
	case []any:
		for i := range v {
			v[i] = exactly(v[i])
		}
	case map[string]any:
		for key := range v {
			v[key] = exactly(v[key])
		}
	}
	return value
}
