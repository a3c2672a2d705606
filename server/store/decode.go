package store

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// decodeJSON is the way back from encodeJSON: compact JSON, spelled as encoding/json spells it. It fails on whatever
// encodeJSON does not write.
func decodeJSON(value bson.RawValue) ([]byte, error) { return appendValue(nil, value, 0) }

func appendValue(dst []byte, value bson.RawValue, depth int) ([]byte, error) {
	if depth > maxDepth {
		return nil, errDepth
	}
	switch value.Type {
	case bson.TypeEmbeddedDocument:
		return appendDocument(dst, value.Document(), depth+1)
	case bson.TypeArray:
		return appendArray(dst, value.Array(), depth+1)
	case bson.TypeString:
		return appendMarshaled(dst, value.StringValue())
	case bson.TypeDouble:
		return appendMarshaled(dst, value.Double())
	case bson.TypeInt32:
		return strconv.AppendInt(dst, int64(value.Int32()), 10), nil
	case bson.TypeInt64:
		return strconv.AppendInt(dst, value.Int64(), 10), nil
	case bson.TypeBoolean:
		return strconv.AppendBool(dst, value.Boolean()), nil
	case bson.TypeNull:
		return append(dst, "null"...), nil
	default:
		return nil, fmt.Errorf("store: a value of type %s has no place in JSON", value.Type)
	}
}

func appendDocument(dst []byte, document bson.Raw, depth int) ([]byte, error) {
	elements, err := document.Elements()
	if err != nil {
		return nil, err
	}
	if len(elements) == 1 {
		switch elements[0].Key() {
		case markArray:
			if elements[0].Value().Type == bson.TypeArray {
				return appendValue(dst, elements[0].Value(), depth)
			}
		case markNumber:
			return appendNumber(dst, elements[0].Value())
		}
	}
	dst = append(dst, '{')
	for i, element := range elements {
		if i > 0 {
			dst = append(dst, ',')
		}
		if dst, err = appendElement(dst, element, depth); err != nil {
			return nil, err
		}
	}
	return append(dst, '}'), nil
}

func appendElement(dst []byte, element bson.RawElement, depth int) ([]byte, error) {
	key, err := unescapeKey(element.Key())
	if err != nil {
		return nil, err
	}
	if dst, err = appendMarshaled(dst, key); err != nil {
		return nil, err
	}
	return appendValue(append(dst, ':'), element.Value(), depth)
}

func appendArray(dst []byte, array bson.RawArray, depth int) ([]byte, error) {
	values, err := array.Values()
	if err != nil {
		return nil, err
	}
	dst = append(dst, '[')
	for i, value := range values {
		if i > 0 {
			dst = append(dst, ',')
		}
		if dst, err = appendValue(dst, value, depth); err != nil {
			return nil, err
		}
	}
	return append(dst, ']'), nil
}

// appendNumber takes over a number that stands as text.
func appendNumber(dst []byte, value bson.RawValue) ([]byte, error) {
	literal, ok := value.StringValueOK()
	var number json.Number
	if !ok || json.Unmarshal([]byte(literal), &number) != nil || number.String() != literal {
		return nil, fmt.Errorf("store: %s holds no number", markNumber)
	}
	return append(dst, literal...), nil
}

func appendMarshaled(dst []byte, value any) ([]byte, error) {
	text, err := json.Marshal(value)
	return append(dst, text...), err
}

// unescapeKey is the way back from escapeKey.
func unescapeKey(key string) (string, error) {
	if !strings.Contains(key, "%") {
		return key, nil
	}
	plain := strings.NewReplacer("%25", "%", "%2E", ".", "%00", "\x00", "%24", "$").Replace(key)
	if escapeKey(plain) != key {
		return "", fmt.Errorf("store: the key %q is not escaped as the library does it", key)
	}
	return plain, nil
}
