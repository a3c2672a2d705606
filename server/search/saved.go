package search

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/weldi-network/practice-library/server/library"
)

// formatVersion changes whenever something here is kept or analysed in another way: other fields, other stems, other
// folding. What was saved under another version is made anew.
const formatVersion = "1"

// version names all that saved state depends on. The shape of a card is part of it, so that a card that has gained a
// field is not read back without it.
var version = sync.OnceValue(func() string {
	var shape strings.Builder
	writeShape(&shape, reflect.TypeFor[library.Card](), map[reflect.Type]bool{})
	return fmt.Sprintf("%s-%x", formatVersion, sha256.Sum256([]byte(shape.String())))
})

func writeShape(b *strings.Builder, t reflect.Type, seen map[reflect.Type]bool) {
	fmt.Fprintf(b, "%s %s;", t, t.Kind())
	if seen[t] {
		return
	}
	seen[t] = true
	if t.Kind() == reflect.Struct {
		for i := range t.NumField() {
			b.WriteString(t.Field(i).Name + " ")
			writeShape(b, t.Field(i).Type, seen)
		}
	} else if slices.Contains(composed, t.Kind()) {
		writeShape(b, t.Elem(), seen)
	}
}

// composed are the kinds that are made of another type.
var composed = []reflect.Kind{reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map}

// savedHeader begins the file of cards. After it come the cards, all as gob values, and then the SHA-256 of all that.
type savedHeader struct {
	Version string
	Mark    library.Mark
	// Words are the files of the words index that belong to these cards.
	Words []seal
	Count int
}

// encodeCards writes the file of cards.
func encodeCards(file io.Writer, header savedHeader, cards []*library.Card) error {
	sum := sha256.New()
	out := io.MultiWriter(file, sum)
	var buffer bytes.Buffer
	encoder := gob.NewEncoder(&buffer)
	if err := encoder.Encode(header); err != nil {
		return err
	}
	for _, c := range cards {
		if err := encoder.Encode(c); err != nil {
			return err
		}
		if buffer.Len() > 1<<16 {
			if _, err := buffer.WriteTo(out); err != nil {
				return err
			}
		}
	}
	if _, err := buffer.WriteTo(out); err != nil {
		return err
	}
	_, err := file.Write(sum.Sum(nil))
	return err
}

// decodeCards reads a file of cards back; any error means that it is of no use.
func decodeCards(path string, own func(*library.Card) *library.Card) (savedHeader, []*library.Card, error) {
	var header savedHeader
	raw, err := os.ReadFile(path)
	if err != nil {
		return header, nil, err
	}
	if len(raw) < sha256.Size {
		return header, nil, errors.New("the file of cards is cut off")
	}
	body, sum := raw[:len(raw)-sha256.Size], raw[len(raw)-sha256.Size:]
	if actual := sha256.Sum256(body); !bytes.Equal(actual[:], sum) {
		return header, nil, errors.New("the file of cards does not have the checksum it ends with")
	}
	decoder := gob.NewDecoder(bytes.NewReader(body))
	if err := decoder.Decode(&header); err != nil {
		return header, nil, err
	}
	if header.Version != version() {
		return header, nil, errors.New("it was saved by another version")
	}
	cards := make([]*library.Card, 0, header.Count)
	for range header.Count {
		var c library.Card
		if err := decoder.Decode(&c); err != nil {
			return header, nil, err
		}
		cards = append(cards, own(&c))
	}
	return header, cards, nil
}
