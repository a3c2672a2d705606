package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"unicode/utf8"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// textFrom is from how many bytes on a payload is stored as one text instead of as the values it is made of: an import,
// not what people write. The embedded engine works through every value of a document whatever is asked of it, and reads
// megabytes of text in a tenth of the time. A program older than this form finds no payload and stops following the
// journal there, as before any entry that it cannot read.
const textFrom = 128 << 10

// encodePayload gives the field of a payload; false for none. What is refused does not depend on the size.
func encodePayload(payload []byte) (bson.E, bool, error) {
	if len(payload) == 0 {
		return bson.E{}, false, nil
	}
	value, err := encodeJSON(payload)
	if err != nil {
		return bson.E{}, false, refused(err)
	}
	if len(payload) < textFrom || !utf8.Valid(payload) { // values cannot be other than UTF-8
		return bson.E{Key: fieldPayload, Value: value}, true, nil
	}
	var text bytes.Buffer
	if err := json.Compact(&text, payload); err != nil {
		return bson.E{}, false, refused(err)
	}
	return bson.E{Key: fieldText, Value: text.String()}, true, nil
}

// decodeText is the way back for a payload that stands as text.
func decodeText(value bson.RawValue) (json.RawMessage, error) {
	text, ok := value.StringValueOK()
	if !ok || !json.Valid([]byte(text)) {
		return nil, errors.New("store: its text is not a JSON value")
	}
	return json.RawMessage(text), nil
}
