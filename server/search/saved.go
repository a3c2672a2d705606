package search

import (
	"bytes"
	"crypto/sha256"
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
const formatVersion = "5"

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

// savedHeader begins the file of cards, after the version.
type savedHeader struct {
	Mark library.Mark
	// Words are the files of the words index that belong to these cards, Parts whose documents their segments hold.
	Words []seal
	Parts []savedPart
}

// savedPart names the practices of one segment's documents by their place among the cards, which are their ordinals
// when they are read back.
type savedPart struct {
	Segment uint64
	Cards   []ordinal
}

func (h *savedHeader) segments() []uint64 {
	out := make([]uint64, 0, len(h.Parts))
	for _, part := range h.Parts {
		out = append(out, part.Segment)
	}
	slices.Sort(out)
	return out
}

// encodeCards makes the file of cards: version, header, cards, and the SHA-256 of all that.
func encodeCards(header *savedHeader, cards []*library.Card) ([]byte, error) {
	p := newPacker()
	p.text(version())
	err := p.value(reflect.ValueOf(header).Elem())
	p.number(uint64(len(cards)))
	for _, c := range cards {
		if err == nil {
			err = p.value(reflect.ValueOf(c).Elem())
		}
	}
	sum := sha256.Sum256(p.out)
	return append(p.out, sum[:]...), err
}

// decodeCards reads a file of cards back; any error means that it is of no use.
func decodeCards(path string) (header savedHeader, cards []library.Card, err error) {
	body, err := readSummed(path)
	if err != nil {
		return header, nil, err
	}
	u := &unpacker{rest: body}
	if u.text() != version() {
		return header, nil, errors.New("it was saved by another version")
	}
	u.value(reflect.ValueOf(&header).Elem())
	cards = make([]library.Card, u.count())
	for i := range cards {
		u.value(reflect.ValueOf(&cards[i]).Elem())
	}
	return header, cards, u.err
}

// readSummed reads what stands before the SHA-256 of it.
func readSummed(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer func() { _ = file.Close() }() // only read
	info, err := file.Stat()
	if err != nil {
		return "", err
	}
	size := info.Size() - sha256.Size
	if size < 0 {
		return "", errors.New("the file of cards is cut off")
	}
	var body strings.Builder // a string that nothing has to be copied for
	body.Grow(int(size))
	var want [sha256.Size]byte
	sum := sha256.New()
	if _, err := io.CopyN(io.MultiWriter(&body, sum), file, size); err != nil {
		return "", err
	}
	if _, err := io.ReadFull(file, want[:]); err != nil {
		return "", err
	}
	if !bytes.Equal(sum.Sum(nil), want[:]) {
		return "", errors.New("the file of cards does not have the checksum it ends with")
	}
	return body.String(), nil
}
