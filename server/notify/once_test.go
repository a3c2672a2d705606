package notify_test

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/mail"
	"github.com/weldi-network/practice-library/server/notify"
)

// slowDocuments answer late to who asks whether something was told already, so that all servers see that it was not.
type slowDocuments struct{ library.Documents }

func (d slowDocuments) Find(ctx context.Context, c library.Collection, key string, into any) error {
	err := d.Documents.Find(ctx, c, key, into)
	if c == library.CollectionClaims && !strings.Contains(key, "/soon/") {
		time.Sleep(20 * time.Millisecond)
	}
	return err
}

// TestOnceByManyServers: several servers that see the same news at the same moment send one message, also when they think
// that it is another quarter of an hour.
func TestOnceByManyServers(t *testing.T) {
	p, b := newPlace(t), &inbox{}
	to, chooser := b.serve(t), p.server("")
	p.choose(t, chooser, notify.Choice{Rhythm: notify.RhythmSoon})
	p.remark(t)
	var looking sync.WaitGroup
	for i := range 8 {
		looking.Go(func() {
			err := notify.New(notify.Config{
				Library: p.library, Documents: slowDocuments{p.docs}, BaseURL: base, Address: address, Mail: mail.New(to),
				Clock: func() time.Time { return p.now().Add(time.Duration(i) * 15 * time.Minute) }, Log: slog.New(slog.DiscardHandler),
			}).Round(t.Context())
			if err != nil {
				t.Error(err)
			}
		})
	}
	looking.Wait()
	if got := b.count(); got != 1 {
		t.Errorf("%d messages have come", got)
	}
}
