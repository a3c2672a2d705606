package library

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"
)

// readMonths is for how many months it is kept how often practices were read.
const readMonths = 12

// reads counts how often practices are read: by practice and month, and nothing about by whom.
type reads struct {
	// fresh counts, by id, what is in no document yet.
	fresh sync.Map // ID to *atomic.Uint64
	// total counts, by id, all of the last months on all servers, as far as it was looked at.
	total atomic.Pointer[map[ID]uint64]

	// What follows is the keeper's alone. Each process writes a document of its own for each month, so that no update is
	// lost to another's.
	writer, month string
	own           map[ID]uint64
	isKept        bool
	isChanged     bool
}

// readsDocument is what one process has counted in one month.
type readsDocument struct {
	Month string        `json:"month"`
	Reads map[ID]uint64 `json:"reads"`
}

// NoteRead counts that a practice was read. It takes a moment.
func (l *Library) NoteRead(id ID) {
	counter, known := l.reads.fresh.Load(id)
	if !known {
		counter, _ = l.reads.fresh.LoadOrStore(id, new(atomic.Uint64))
	}
	counter.(*atomic.Uint64).Add(1)
}

// Reads tells how often a practice was read in the last months, as far as it is known here: what other servers have
// counted comes late.
func (l *Library) Reads(id ID) (n uint64) {
	if all := l.reads.total.Load(); all != nil {
		n = (*all)[id]
	}
	if counter, known := l.reads.fresh.Load(id); known {
		n += counter.(*atomic.Uint64).Load()
	}
	return n
}

// KeepReads keeps what is counted, every so often and once more when ctx ends. What was counted since is lost when the
// process is killed.
func (l *Library) KeepReads(ctx context.Context, every time.Duration) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		if err := l.keepReads(ctx); err != nil && ctx.Err() == nil {
			l.ports.Log.WarnContext(ctx, "how often practices are read was not kept", slog.Any("error", err))
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
			defer cancel()
			_ = l.writeReads(last) // it is no more than a count
			return
		}
	}
}

// keepReads writes what was counted here and reads what was counted everywhere.
func (l *Library) keepReads(ctx context.Context) error {
	if err := l.writeReads(ctx); err != nil {
		return err
	}
	oldest := l.ports.Clock().UTC().AddDate(0, -readMonths, 0).Format(monthForm)
	total := map[ID]uint64{}
	var old []string
	for d, err := range l.ports.Documents.All(ctx, CollectionReads) {
		if err != nil {
			return err
		}
		var counted readsDocument
		if json.Unmarshal(d.Value, &counted) != nil || counted.Month < oldest {
			old = append(old, d.Key)
			continue
		}
		for id, n := range counted.Reads {
			total[id] += n
		}
	}
	l.reads.total.Store(&total)
	for _, key := range old {
		if _, err := l.ports.Documents.Delete(ctx, CollectionReads, key); err != nil {
			return err
		}
	}
	return nil
}

const monthForm = "2006-01"

// writeReads takes in what was counted since and writes the document of the month.
func (l *Library) writeReads(ctx context.Context) error {
	r := &l.reads
	if month := l.ports.Clock().UTC().Format(monthForm); r.month != month && !r.isChanged {
		r.writer, r.month, r.own, r.isKept = RandomID(), month, map[ID]uint64{}, false
	}
	r.fresh.Range(func(id, counter any) bool {
		if n := counter.(*atomic.Uint64).Swap(0); n > 0 {
			r.own[id.(ID)] += n
			r.isChanged = true
		}
		return true
	})
	if !r.isChanged {
		return nil
	}
	key, d := r.month+"/"+r.writer, readsDocument{r.month, r.own}
	err := ErrNoDocument
	if r.isKept {
		err = l.ports.Documents.Replace(ctx, CollectionReads, key, d)
	}
	if errors.Is(err, ErrNoDocument) {
		err = l.ports.Documents.Insert(ctx, CollectionReads, key, d)
	}
	if errors.Is(err, ErrKeyTaken) { // by this process, which was not told that it had come to it
		err = l.ports.Documents.Replace(ctx, CollectionReads, key, d)
	}
	if err == nil {
		r.isKept, r.isChanged = true, false
	}
	return err
}
