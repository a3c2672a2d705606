package store

import (
	"fmt"
	"strconv"

	"github.com/weldi-network/practice-library/server/library"
)

// What lies in the database. Nothing is looked up by anything but _id, so no collection has an index besides the one
// that every engine keeps on _id (embedded.EnsureIndexes sees to it where the engine does not).
//
//	collection  _id                        fields
//	journal     000000000042               uuid, previous, type, schema, account, at, payload or text
//	journal     restoring                  seal; only while a library is being restored
//	practices   <practice>@000000000042    practice, entry, face
//	drafts      <practice>/nl@000000000042 practice, language, entry, content
//
// Beside these stand the plain documents, whose collections and keys library.Collections lists: each document is what
// its owner wrote, with the key as its _id.
//
// The number of an entry has the same twelve digits wherever it stands in an _id: the order of the strings is that of
// the numbers, and all versions of a practice stand together in order.
//
// All of these stay as they were written, until what they say is scrubbed: then rewrite.go replaces them by what is left.
//
// payload, face and content are JSON values in the form that encode.go describes; text is a large payload as
// payload.go describes.
const (
	journalCollection   = "journal"
	practicesCollection = "practices"
	draftsCollection    = "drafts"
)

// collections lists all that there are.
func collections() []string {
	names := []string{journalCollection, practicesCollection, draftsCollection}
	for _, c := range library.Collections {
		names = append(names, string(c))
	}
	return names
}

// The fields of the documents.
const (
	fieldID = "_id"

	fieldUUID     = "uuid"
	fieldPrevious = "previous"
	fieldType     = "type"
	fieldSchema   = "schema"
	fieldAccount  = "account"
	fieldAt       = "at"
	fieldPayload  = "payload"
	fieldText     = "text"

	fieldSeal = "seal"

	fieldPractice = "practice"
	fieldEntry    = "entry"
	fieldFace     = "face"

	fieldLanguage = "language"
	fieldContent  = "content"
)

const (
	numberWidth = 12
	maxNumber   = 999_999_999_999
)

// entryKey is the _id of a journal entry.
func entryKey(number uint64) string { return fmt.Sprintf("%0*d", numberWidth, number) }

// entryNumber reads an _id of the journal; false when it is none.
func entryNumber(key string) (uint64, bool) {
	number, err := strconv.ParseUint(key, 10, 64)
	return number, err == nil && len(key) == numberWidth && number > 0
}

// bodyKey is the _id of what an entry published of a practice.
func bodyKey(id library.ID, number uint64) string { return string(id) + "@" + entryKey(number) }

// draftKey is the _id of what an entry lets a draft say.
func draftKey(ref library.DraftRef, number uint64) string {
	return string(ref.Practice) + "/" + string(ref.Language) + "@" + entryKey(number)
}
