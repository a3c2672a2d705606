package httpd

import (
	"errors"
	"io"
	"net/http"
	"time"
)

// The time that a client may take to send a body: between two pieces, and in all.
const (
	pieceTimeout = 3 * time.Second
	bodyTimeout  = 10 * time.Second
)

// What is still taken of a body once its request has been answered: so much, and for so long.
const (
	restBytes   = 256 << 20
	restTimeout = 5 * time.Second
)

// boundBodies bounds the time for which a client may send its body, and takes what nobody read of it after the answer.
//
// The answer goes out first, so that a client which looks for it learns at once that it sends for nothing. But many
// write their whole body before they look; a connection that is closed in the midst of it is reset, and they never see
// the answer.
func boundBodies(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Body == nil || r.Body == http.NoBody {
			next.ServeHTTP(w, r)
			return
		}
		control := http.NewResponseController(w)
		_ = control.EnableFullDuplex() // else net/http waits for the body before it answers
		b := &timedBody{ReadCloser: r.Body, control: control, end: time.Now().Add(bodyTimeout)}
		r.Body = b
		next.ServeHTTP(&closingWriter{ResponseWriter: w, body: b}, r)
		if b.err != nil {
			return
		}
		_ = control.Flush()
		if r.Header.Get("Expect") == "" || b.begun { // else the client, which waited for our word, sends nothing
			b.takeRest()
		}
	})
}

// closingWriter announces that a connection is not used again where the answer goes out before the body was read: what
// is left of it must never be taken for another request.
type closingWriter struct {
	http.ResponseWriter
	body  *timedBody
	begun bool
}

func (w *closingWriter) begin() {
	if !w.begun && !errors.Is(w.body.err, io.EOF) {
		w.Header().Set("Connection", "close")
	}
	w.begun = true
}

// WriteHeader begins the answer.
func (w *closingWriter) WriteHeader(status int) {
	if status >= http.StatusOK {
		w.begin()
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write begins the answer where nobody has.
func (w *closingWriter) Write(p []byte) (int, error) {
	w.begin()
	return w.ResponseWriter.Write(p)
}

// Unwrap lets http.ResponseController through.
func (w *closingWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// timedBody is a body that has to come in time. One that does not gives os.ErrDeadlineExceeded.
type timedBody struct {
	io.ReadCloser
	control *http.ResponseController
	end     time.Time
	begun   bool
	err     error // once there is one, there is nothing more to read
}

func (b *timedBody) Read(p []byte) (int, error) {
	if b.err != nil {
		return 0, b.err
	}
	b.begun = true
	piece := time.Now().Add(pieceTimeout)
	if piece.After(b.end) {
		piece = b.end
	}
	_ = b.control.SetReadDeadline(piece) // where there is none, the server's own time for a request holds
	n, err := b.ReadCloser.Read(p)
	b.err = err
	return n, err
}

// takeRest throws away what is still coming.
func (b *timedBody) takeRest() {
	b.end = time.Now().Add(restTimeout)
	_, _ = io.CopyN(io.Discard, b, restBytes)
}
