package search

import (
	"encoding/binary"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"time"
)

// Values are packed field by field in the order of their type, without a name or a type beside them: whoever reads must
// know the very type, which version sees to. A string that was there before stands as its number. Reading makes strings
// that all lie in the one text that is read, which is a tenth of the work of making each, and takes less memory.

// longestShared is up to how many bytes a string is looked for among those before: longer ones never come again.
const longestShared = 64

var errPacked = errors.New("it does not hold what its version says")

var (
	timeType    = reflect.TypeFor[time.Time]()
	stringsType = reflect.TypeFor[[]string]()
)

// packer packs values one behind the other.
type packer struct {
	out    []byte
	shared map[string]uint64
}

func newPacker() *packer { return &packer{shared: map[string]uint64{}} }

func (p *packer) number(n uint64) { p.out = binary.AppendUvarint(p.out, n) }

// text writes 0 before a string that is new, else its number, from 1.
func (p *packer) text(s string) {
	if n, ok := p.shared[s]; ok {
		p.number(n)
		return
	}
	p.number(0)
	p.number(uint64(len(s)))
	p.out = append(p.out, s...)
	if len(s) <= longestShared {
		p.shared[s] = uint64(len(p.shared)) + 1
	}
}

func (p *packer) flag(set bool) {
	if set {
		p.number(1)
	} else {
		p.number(0)
	}
}

// value packs what v holds; an error names a kind of type that cannot be packed.
func (p *packer) value(v reflect.Value) error {
	switch v.Kind() {
	case reflect.String:
		p.text(v.String())
	case reflect.Bool:
		p.flag(v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		p.out = binary.AppendVarint(p.out, v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		p.number(v.Uint())
	case reflect.Pointer:
		if p.flag(!v.IsNil()); !v.IsNil() {
			return p.value(v.Elem())
		}
	case reflect.Slice:
		p.number(uint64(v.Len()))
		for i := range v.Len() {
			if err := p.value(v.Index(i)); err != nil {
				return err
			}
		}
	case reflect.Struct:
		return p.fields(v)
	default:
		return fmt.Errorf("search: a value of type %s cannot be packed", v.Type())
	}
	return nil
}

func (p *packer) fields(v reflect.Value) error {
	if t, ok := v.Interface().(time.Time); ok {
		raw, err := t.MarshalBinary()
		p.text(string(raw))
		return err
	}
	for i := range v.NumField() {
		if !v.Type().Field(i).IsExported() {
			return fmt.Errorf("search: the field %s of %s cannot be packed", v.Type().Field(i).Name, v.Type())
		}
		if err := p.value(v.Field(i)); err != nil {
			return err
		}
	}
	return nil
}

// unpacker reads what a packer wrote. It stops at the first thing that cannot be, and keeps to that error.
type unpacker struct {
	rest   string
	shared []string
	lists  map[string][]string // by their strings, with an end behind each
	key    []byte
	err    error
}

func (u *unpacker) fail() {
	u.err, u.rest = errPacked, ""
}

func (u *unpacker) number() (n uint64) {
	for shift := 0; shift < 64 && len(u.rest) > 0; shift += 7 {
		b := u.rest[0]
		u.rest = u.rest[1:]
		n |= uint64(b&0x7F) << shift
		if b < 0x80 {
			return n
		}
	}
	u.fail()
	return 0
}

func (u *unpacker) signed() int64 {
	n := u.number()
	return int64(n>>1) ^ -int64(n&1)
}

// count reads how many values follow, each of which takes a byte at least.
func (u *unpacker) count() int {
	n := u.number()
	if n > uint64(len(u.rest)) {
		u.fail()
		return 0
	}
	return int(n)
}

func (u *unpacker) text() string {
	if n := u.number(); n > uint64(len(u.shared)) {
		u.fail()
		return ""
	} else if n > 0 {
		return u.shared[n-1]
	}
	length := u.count()
	s := u.rest[:length]
	u.rest = u.rest[length:]
	if length <= longestShared {
		u.shared = append(u.shared, s)
	}
	return s
}

// value reads into a value that is zero.
func (u *unpacker) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(u.text())
	case reflect.Bool:
		v.SetBool(u.number() != 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(u.signed())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(u.number())
	case reflect.Pointer:
		if u.number() != 0 {
			v.Set(reflect.New(v.Type().Elem()))
			u.value(v.Elem())
		}
	case reflect.Slice:
		u.slice(v)
	case reflect.Struct:
		u.fields(v)
	default:
		u.fail()
	}
}

// slice leaves nil where there is nothing in it.
func (u *unpacker) slice(v reflect.Value) {
	n := u.count()
	if n == 0 {
		return
	}
	if v.Type() == stringsType {
		v.Set(reflect.ValueOf(u.strings(n)))
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), n, n))
	for i := range n {
		u.value(v.Index(i))
	}
}

// strings gives equal lists of strings one copy: those of a card are of a small vocabulary, and nobody may change them.
func (u *unpacker) strings(n int) []string {
	list := make([]string, n)
	u.key = u.key[:0]
	for i := range list {
		list[i] = u.text()
		u.key = append(append(u.key, list[i]...), 0)
	}
	if have, ok := u.lists[string(u.key)]; ok && slices.Equal(have, list) {
		return have
	}
	if u.lists == nil {
		u.lists = map[string][]string{}
	}
	u.lists[string(u.key)] = list
	return list
}

func (u *unpacker) fields(v reflect.Value) {
	if v.Type() == timeType {
		var t time.Time
		if err := t.UnmarshalBinary([]byte(u.text())); err != nil {
			u.fail()
			return
		}
		v.Set(reflect.ValueOf(t))
		return
	}
	for i := range v.NumField() {
		u.value(v.Field(i))
	}
}
