package search

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
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
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		writeShape(b, t.Elem(), seen)
	case reflect.Struct:
		for i := range t.NumField() {
			b.WriteString(t.Field(i).Name + " ")
			writeShape(b, t.Field(i).Type, seen)
		}
	default: // its name and kind say it all
	}
}

// The cards are one file: a header and the cards as gob values, then the SHA-256 of all that.
type savedHeader struct {
	Version string
	Mark    library.Mark
	Count   int
}

func (x *Index) cardsPath() string { return filepath.Join(x.dir, "cards") }
func (x *Index) wordsPath() string { return filepath.Join(x.dir, "words") }

// Save writes everything to disk. Readers are not held up.
func (x *Index) Save() error {
	x.writing.Lock()
	defer x.writing.Unlock()
	if x.closed {
		return errClosed
	}
	if x.dir == "" {
		return nil
	}
	if err := x.words.sync(x.mark); err != nil {
		return err
	}
	return x.saveCards()
}

// saveCards replaces the file of cards as a whole or not at all.
func (x *Index) saveCards() (err error) {
	file, err := os.CreateTemp(x.dir, "cards-*.tmp")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(file.Name()))
		}
	}()
	if err := errors.Join(x.encodeCards(file), file.Sync(), file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), x.cardsPath())
}

func (x *Index) encodeCards(file io.Writer) error {
	sum := sha256.New()
	var buffer bytes.Buffer
	out := io.MultiWriter(file, sum)
	encoder := gob.NewEncoder(&buffer)
	if err := encoder.Encode(savedHeader{version(), x.mark, x.shelf.size()}); err != nil {
		return err
	}
	for _, c := range x.shelf.cards {
		if c == nil {
			continue
		}
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

var errNotSaved = errors.New("nothing was saved")

// loadCards reads the file of cards back; any error means that it is of no use.
func (x *Index) loadCards() (library.Mark, []*library.Card, error) {
	raw, err := os.ReadFile(x.cardsPath())
	if errors.Is(err, os.ErrNotExist) {
		return library.Mark{}, nil, errNotSaved
	}
	if err != nil {
		return library.Mark{}, nil, err
	}
	if len(raw) < sha256.Size {
		return library.Mark{}, nil, errors.New("the file of cards is cut off")
	}
	body, sum := raw[:len(raw)-sha256.Size], raw[len(raw)-sha256.Size:]
	if actual := sha256.Sum256(body); !bytes.Equal(actual[:], sum) {
		return library.Mark{}, nil, errors.New("the file of cards does not have the checksum it ends with")
	}
	decoder := gob.NewDecoder(bytes.NewReader(body))
	var header savedHeader
	if err := decoder.Decode(&header); err != nil {
		return library.Mark{}, nil, err
	}
	if header.Version != version() {
		return library.Mark{}, nil, errors.New("the cards were saved by another version")
	}
	cards := make([]*library.Card, 0, header.Count)
	for range header.Count {
		var c library.Card
		if err := decoder.Decode(&c); err != nil {
			return library.Mark{}, nil, err
		}
		cards = append(cards, x.shelf.own(&c))
	}
	return header.Mark, cards, nil
}
