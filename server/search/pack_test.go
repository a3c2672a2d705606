package search

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
)

// fillValue sets everything in a value to something that is not zero, and different each time.
func fillValue(v reflect.Value, n *int64) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(strings.Repeat(fmt.Sprintf("é%d ", *n), int(*n%30)+1))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(-*n * 1 << 40)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillValue(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 3, 3))
		for i := range 3 {
			fillValue(v.Index(i), n)
		}
	case reflect.Struct:
		if v.Type() == timeType {
			v.Set(reflect.ValueOf(time.UnixMilli(*n * 1_000_003).UTC()))
			return
		}
		for i := range v.NumField() {
			fillValue(v.Field(i), n)
		}
	default:
		panic("a card has got a value of type " + v.Type().String())
	}
}

// TestPackedCards: whatever fields a card gets, all of it comes back.
func TestPackedCards(t *testing.T) {
	n := int64(0)
	cards := make([]library.Card, 3) // the last stays zero
	for i := range 2 {
		fillValue(reflect.ValueOf(&cards[i]).Elem(), &n)
	}
	cards[1].Themes, cards[1].Slug = cards[0].Themes, cards[0].Slug
	p := newPacker()
	if err := p.value(reflect.ValueOf(cards)); err != nil {
		t.Fatal(err)
	}
	var back []library.Card
	u := &unpacker{rest: string(p.out)}
	if u.value(reflect.ValueOf(&back).Elem()); u.err != nil || u.rest != "" {
		t.Fatal(u.err, len(u.rest))
	}
	if diff := gocmp.Diff(cards, back); diff != "" {
		t.Error(diff)
	}
	for end := range len(p.out) {
		u := &unpacker{rest: string(p.out[:end])}
		var cut []library.Card
		if u.value(reflect.ValueOf(&cut).Elem()); u.err == nil {
			t.Fatalf("%d of %d bytes were read as a whole", end, len(p.out))
		}
	}
}

func TestWhatCannotBePacked(t *testing.T) {
	for _, v := range []any{map[string]int{}, struct{ hidden int }{1}, 1.5, []any{1}} {
		if err := newPacker().value(reflect.ValueOf(v)); err == nil {
			t.Errorf("%T was packed", v)
		}
	}
}

func FuzzUnpack(f *testing.F) {
	p := newPacker()
	_ = p.value(reflect.ValueOf([]library.Card{{ID: "a", Slug: "a"}}))
	f.Add(string(p.out))
	f.Fuzz(func(t *testing.T, packed string) {
		var cards []library.Card
		u := &unpacker{rest: packed}
		if u.value(reflect.ValueOf(&cards).Elem()); u.err != nil && u.rest != "" {
			t.Error("reading went on after an error")
		}
	})
}
