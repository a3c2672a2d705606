package overhttp

import (
	"io"
	"net/http"
	"time"
)

// What is taken of a body that is not wanted: so much, and for so long.
const (
	restBytes    = 16 << 20
	restPatience = 2 * time.Second
)

// takeRest throws away what a refused request is still sending. Many clients write their whole body before they look
// at the answer; a connection that is closed in the midst of it is reset, and they never see why. Whoever sends more
// than restBytes, or slowly, is cut off all the same.
func takeRest(w http.ResponseWriter, r *http.Request) {
	waits := r.Header.Get("Expect") != "" && r.ContentLength >= 0 // for a word from us, which it has had only to be read whole
	if r.Body == nil || waits || r.ContentLength > restBytes {
		return
	}
	// Where no deadline can be set, the server's own time for reading a request holds.
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(restPatience))
	if n, _ := io.CopyN(io.Discard, r.Body, restBytes); n > 0 {
		w.Header().Set("Connection", "close")
	}
}
