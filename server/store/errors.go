package store

import (
	"errors"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver"

	"github.com/weldi-network/practice-library/server/library"
)

// The error codes of MongoDB that mean something to us. Engines agree on these, never on the texts.
const (
	codeUnauthorized         = 13
	codeAuthenticationFailed = 18
	codeNamespaceExists      = 48
	codeAtlasAuthentication  = 8000
	codeDuplicateKey         = 11000
)

// failed is an exchange with the database that came to no end: what was to be written may be there, or still arrive.
func failed(err error) error {
	refusal := library.Refuse(library.CodeUnavailable, "The library's database did not answer. Please try again in a moment.")
	refusal.Cause = err
	return refusal
}

// refused is something that was certainly not stored, through a fault of ours.
func refused(err error) error {
	refusal := library.Refuse(library.CodeInternal, "The library could not store this.")
	refusal.Cause = err
	return refusal
}

// damaged is a document that the library did not write, or not like that.
func damaged(collection, key string, err error) error {
	refusal := library.Refuse(library.CodeInternal, "The library could not read its document %s in %s.", key, collection)
	refusal.Cause = err
	return refusal
}

// tooLarge is something that was not even sent, because no engine would take it.
func tooLarge() error {
	return library.Refuse(library.CodeTooLarge, "This is larger than the library can store in one piece.")
}

func hasCode(err error, code int) bool {
	answer, ok := errors.AsType[mongo.ServerError](err)
	return ok && answer.HasErrorCode(code)
}

// insertOutcome says what became of an insert: taken where something stands under every key already, INTERNAL where the
// database refused it, UNAVAILABLE where that is unknown.
func insertOutcome(err, taken error) error {
	if err == nil {
		return nil
	}
	errs, answered := writeErrors(err)
	switch {
	case !answered:
		return failed(err)
	case allDuplicates(errs):
		return taken
	default:
		return refused(err)
	}
}

// writeErrors lists what the database refused of a write, and false when it did not come to a full answer.
func writeErrors(err error) ([]mongo.WriteError, bool) {
	if one, ok := errors.AsType[mongo.WriteException](err); ok {
		return one.WriteErrors, one.WriteConcernError == nil && len(one.WriteErrors) > 0
	}
	if many, ok := errors.AsType[mongo.BulkWriteException](err); ok {
		out := make([]mongo.WriteError, len(many.WriteErrors))
		for i := range many.WriteErrors {
			out[i] = many.WriteErrors[i].WriteError
		}
		return out, many.WriteConcernError == nil && len(out) > 0
	}
	return nil, false
}

// allDuplicates reports whether everything that was refused was there already.
func allDuplicates(errs []mongo.WriteError) bool {
	for i := range errs {
		if errs[i].Code != codeDuplicateKey {
			return false
		}
	}
	return true
}

// isAuthentication reports whether the database knows us not. While connecting, the driver gives such an answer in a
// form of its own.
func isAuthentication(err error) bool {
	for _, code := range []int{codeAuthenticationFailed, codeUnauthorized, codeAtlasAuthentication} {
		if hasCode(err, code) {
			return true
		}
		if answer, ok := errors.AsType[driver.Error](err); ok && answer.Code == int32(code) {
			return true
		}
	}
	return false
}
