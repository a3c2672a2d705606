package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// JSON values are stored as what they are, so that anyone who looks with mongosh sees the library and not a blob.
// What BSON, MongoDB or FerretDB 1 cannot hold is written differently, on every engine alike, and read back as it was:
//
//	a key with % . or NUL, or that begins with $   these characters as %25 %2E %00 %24
//	an array directly inside an array               {"%array": [ … ]}
//	a number that no int64 or double equals, or -0  {"%number": "12345678901234567890"}
//
// Refused are keys that stand twice in one object and values nested deeper than maxDepth.

const (
	markArray  = "%array"
	markNumber = "%number"
	// maxDepth leaves MongoDB's limit of 100 some room.
	maxDepth = 90
	// maxDocument is MongoDB's limit, which FerretDB 1 does not know.
	maxDocument = 16 << 20
)

var (
	errNotJSON = errors.New("store: not a JSON value")
	errDepth   = fmt.Errorf("store: nested deeper than %d", maxDepth)
)

// encodeJSON turns one JSON value into something that bson.Marshal takes.
func encodeJSON(text []byte) (any, error) {
	if !json.Valid(text) {
		return nil, errNotJSON
	}
	tokens := json.NewDecoder(bytes.NewReader(text))
	tokens.UseNumber()
	return encodeValue(tokens, 0, false)
}

// encodeValue reads one value, at a depth counted in BSON's levels.
func encodeValue(tokens *json.Decoder, depth int, inArray bool) (any, error) {
	token, err := tokens.Token()
	if err != nil {
		return nil, err
	}
	if depth > maxDepth {
		return nil, errDepth
	}
	switch t := token.(type) {
	case json.Delim:
		if t == '{' {
			return encodeObject(tokens, depth+1)
		}
		if inArray {
			inner, err := encodeArray(tokens, depth+2)
			return bson.D{{Key: markArray, Value: inner}}, err
		}
		return encodeArray(tokens, depth+1)
	case json.Number:
		return encodeNumber(t.String()), nil
	default: // string, bool, nil
		return t, nil
	}
}

func encodeObject(tokens *json.Decoder, depth int) (any, error) {
	object := bson.D{}
	seen := map[string]bool{}
	for tokens.More() {
		token, err := tokens.Token()
		if err != nil {
			return nil, err
		}
		key := escapeKey(token.(string))
		if seen[key] {
			return nil, fmt.Errorf("store: the key %q stands twice in an object", token)
		}
		seen[key] = true
		value, err := encodeValue(tokens, depth, false)
		if err != nil {
			return nil, err
		}
		object = append(object, bson.E{Key: key, Value: value})
	}
	_, err := tokens.Token()
	return object, err
}

func encodeArray(tokens *json.Decoder, depth int) (any, error) {
	array := bson.A{}
	for tokens.More() {
		value, err := encodeValue(tokens, depth, true)
		if err != nil {
			return nil, err
		}
		array = append(array, value)
	}
	_, err := tokens.Token()
	return array, err
}

// encodeNumber takes the smallest form that keeps the value.
func encodeNumber(literal string) any {
	if n, err := strconv.ParseInt(literal, 10, 64); err == nil && literal != "-0" {
		return wholeNumber(n)
	}
	if f, err := strconv.ParseFloat(literal, 64); err == nil {
		if text, err := json.Marshal(f); err == nil && sameNumber(literal, string(text)) {
			return f
		}
	}
	return bson.D{{Key: markNumber, Value: literal}}
}

// wholeNumber spares whoever looks with mongosh the Long(…) around small numbers.
func wholeNumber(n int64) any {
	if n >= math.MinInt32 && n <= math.MaxInt32 {
		return int32(n)
	}
	return n
}

// sameNumber reports whether two JSON numbers are equal to the last digit. A minus before zero counts, and FerretDB
// drops it: so -0 equals nothing, not even itself.
func sameNumber(a, b string) bool {
	x, okX := parseDecimal(a)
	y, okY := parseDecimal(b)
	return okX && okY && x == y
}

// decimal is a number as its digits, without zeros at either end, times ten to a power.
type decimal struct {
	digits   string
	exponent int
	negative bool
}

func parseDecimal(literal string) (decimal, bool) {
	mantissa, power, _ := strings.Cut(strings.ToLower(literal), "e")
	mantissa, negative := strings.CutPrefix(mantissa, "-")
	whole, fraction, _ := strings.Cut(mantissa, ".")
	digits := strings.TrimLeft(whole+fraction, "0")
	if digits == "" {
		return decimal{}, !negative
	}
	exponent := 0
	if power != "" {
		var err error
		if exponent, err = strconv.Atoi(power); err != nil {
			return decimal{}, false
		}
	}
	short := strings.TrimRight(digits, "0")
	return decimal{short, exponent - len(fraction) + len(digits) - len(short), negative}, true
}

// escapeKey writes a key so that every engine takes it and none gives it a meaning.
func escapeKey(key string) string {
	if !strings.ContainsAny(key, "%.\x00") && !strings.HasPrefix(key, "$") {
		return key
	}
	key = strings.NewReplacer("%", "%25", ".", "%2E", "\x00", "%00").Replace(key)
	if rest, ok := strings.CutPrefix(key, "$"); ok {
		return "%24" + rest
	}
	return key
}
