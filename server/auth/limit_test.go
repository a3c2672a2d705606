package auth

import (
	"testing"
	"testing/synctest"
	"time"
)

// TestTriesAreForgotten wants nothing held of tries that count no more, although nobody tries again.
func TestTriesAreForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var l limiter
		held := func() int {
			l.mu.Lock()
			defer l.mu.Unlock()
			return len(l.tries)
		}
		l.take(time.Now(), "source 192.0.2.1", "account a")
		time.Sleep(tryWindow / 2)
		l.take(time.Now(), "source 192.0.2.2")
		time.Sleep(tryWindow/2 - time.Second)
		if n := held(); n != 3 {
			t.Errorf("%d of 3 keys are held while their tries count", n)
		}
		time.Sleep(forgetEvery + time.Second)
		if n := held(); n != 1 {
			t.Errorf("%d keys are held after the tries of two of three are over", n)
		}
		time.Sleep(tryWindow/2 + forgetEvery)
		if n := held(); n != 0 || l.forgetting {
			t.Errorf("%d keys are held after all tries are over; forgetting is %t", n, l.forgetting)
		}
	})
}
