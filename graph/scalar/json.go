package scalar

import (
	"encoding/json"
	"io"

	"github.com/99designs/gqlgen/graphql"

	"github.com/weldi-network/practice-library/server/library"
)

// MarshalJSON writes a value of JSON as it is.
func MarshalJSON(value json.RawMessage) graphql.Marshaler {
	if len(value) == 0 {
		return graphql.Null
	}
	return graphql.WriterFunc(func(w io.Writer) { _, _ = w.Write(value) }) // the client may have gone
}

// UnmarshalJSON refuses every value: no input has one.
func UnmarshalJSON(any) (json.RawMessage, error) {
	return nil, library.Refuse(library.CodeBadInput, "JSON is not read.")
}
