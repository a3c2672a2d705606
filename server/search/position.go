package search

import (
	"encoding/binary"
	"math"

	"github.com/weldi-network/practice-library/server/library"
)

// A position's key begins with a byte that names its order, so that a key of one order is never read as another's.
// Then comes the order's own sort key: a time in nanoseconds, a collation key, or a score.
const (
	tagNewest    = 'n'
	tagOldest    = 'o'
	tagUpdated   = 'u'
	tagTitle     = 't'
	tagRelevance = 'r'
)

const numberKey = 1 + 8

// maxTitleKey bounds a title's key; the longest title that the library takes stays well below it.
const maxTitleKey = 8 << 10

func encodeTime(tag byte) func(int64) []byte {
	return func(nanoseconds int64) []byte {
		return binary.BigEndian.AppendUint64(append(make([]byte, 0, numberKey), tag), uint64(nanoseconds))
	}
}

func decodeTime(tag byte) func([]byte) (int64, bool) {
	return func(key []byte) (int64, bool) {
		if len(key) != numberKey || key[0] != tag {
			return 0, false
		}
		return int64(binary.BigEndian.Uint64(key[1:])), true
	}
}

func encodeTitle(collationKey string) []byte {
	return append([]byte{tagTitle}, collationKey...)
}

func decodeTitle(key []byte) (string, bool) {
	if len(key) < 1 || len(key) > maxTitleKey || key[0] != tagTitle {
		return "", false
	}
	return string(key[1:]), true
}

func encodeScore(score float64) []byte {
	return binary.BigEndian.AppendUint64(append(make([]byte, 0, numberKey), tagRelevance), math.Float64bits(score))
}

func decodeScore(key []byte) (float64, bool) {
	if len(key) != numberKey || key[0] != tagRelevance {
		return 0, false
	}
	score := math.Float64frombits(binary.BigEndian.Uint64(key[1:]))
	return score, score >= 0 && !math.IsInf(score, 0) // not a number fails both
}

// spotOf reads the position that a page starts from; nil when it starts at an end of the list.
func spotOf[K any](p library.Page, decode func([]byte) (K, bool)) (*spot[K], error) {
	position := p.After
	if p.Last > 0 {
		position = p.Before
	}
	if position == nil {
		return nil, nil
	}
	key, ok := decode(position.Key)
	if !ok {
		return nil, library.Refuse(library.CodeBadCursor, "This cursor does not belong to this list.")
	}
	return &spot[K]{key: key, id: position.ID}, nil
}
