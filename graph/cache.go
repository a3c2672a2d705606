package graph

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"io"
	"net/http"
	"strings"

	"github.com/weldi-network/practice-library/graph/recent"
	"github.com/weldi-network/practice-library/server/library"
)

const (
	// cacheBytes bounds what all remembered answers take together.
	cacheBytes = 32 << 20
	// cacheBody is the longest request that is remembered.
	cacheBody = 64 << 10
	// cacheOverhead is what an answer takes beside its bytes: key, header, list and map.
	cacheOverhead = 512
)

// cached remembers answers to anonymous readers. The key is all that an answer depends on: the request, the media type
// that it asks for, and the journal number that the read side had reached before the answer was made.
type cached struct {
	next   http.Handler
	number func() uint64
	// note counts the practices that are read by an answer.
	note    func([]library.ID)
	answers *recent.Memory[[sha256.Size]byte, *cachedAnswer]
}

type cachedAnswer struct {
	contentType string
	etag        string
	body        []byte
	// read are the practices that the answer tells of, each of which the question has named.
	read []library.ID
}

func newCached(next http.Handler, number func() uint64, note func([]library.ID)) *cached {
	return &cached{next, number, note, recent.New[[sha256.Size]byte, *cachedAnswer](cacheBytes)}
}

// ServeHTTP answers from memory where it can.
func (c *cached) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Add("Vary", "Authorization, Cookie")
	if r.Header.Get("Cookie") != "" || r.Header.Get("Authorization") != "" {
		w.Header().Set("Cache-Control", "private, no-store")
		c.next.ServeHTTP(w, r)
		return
	}
	key, ok := c.key(r)
	if !ok {
		c.next.ServeHTTP(w, r)
		return
	}
	if answer, ok := c.answers.Get(key); ok {
		w.Header().Add("Vary", "Accept") // which the handler below adds otherwise
		c.note(answer.read)
		answer.serve(w, r)
		return
	}
	recorder := &recorder{ResponseWriter: w, status: http.StatusOK}
	c.next.ServeHTTP(recorder, r)
	answer := recorder.answer()
	if answer == nil {
		w.Header().Set("Cache-Control", "no-store")
		recorder.flush()
		return
	}
	c.answers.Add(key, answer, len(answer.body)+cacheOverhead)
	answer.serve(w, r)
}

// key reads what the answer depends on; false for what is not worth remembering. A body is read and put back.
func (c *cached) key(r *http.Request) (key [sha256.Size]byte, ok bool) {
	h := sha256.New()
	var number [8]byte
	binary.LittleEndian.PutUint64(number[:], c.number())
	h.Write(number[:])
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		h.Write([]byte("GET\x00" + r.URL.RawQuery))
	case http.MethodPost:
		if r.ContentLength > cacheBody { // not even begun, so that whoever waits to be asked for it is not
			return key, false
		}
		body, err := io.ReadAll(io.LimitReader(r.Body, cacheBody+1))
		r.Body = readAgain{io.MultiReader(bytes.NewReader(body), r.Body), r.Body}
		if err != nil || len(body) > cacheBody {
			return key, false
		}
		h.Write([]byte("POST\x00" + strings.Join(r.Header.Values("Content-Type"), ",") + "\x00" + r.Header.Get("Content-Encoding") + "\x00"))
		h.Write(body)
	default:
		return key, false
	}
	h.Write([]byte("\x00" + strings.Join(r.Header.Values("Accept"), ",")))
	h.Sum(key[:0])
	return key, true
}

// readAgain is a body of which a part has been read and put back before the rest.
type readAgain struct {
	io.Reader
	io.Closer
}

// serve sends the answer, or only the word that the reader has it already. A reader must ask again each time, since
// the library may have changed, but needs the bytes only then.
func (a *cachedAnswer) serve(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Etag", a.etag)
	if r.Method == http.MethodPost {
		header.Set("Cache-Control", "no-store")
	} else {
		header.Set("Cache-Control", "public, no-cache")
		if holds(r.Header.Values("If-None-Match"), a.etag) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	header.Set("Content-Type", a.contentType)
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		_, _ = w.Write(a.body) // the reader may have gone
	}
}

// holds compares weakly, as If-None-Match wants (RFC 9110, 13.1.2).
func holds(ifNoneMatch []string, etag string) bool {
	for item := range strings.SplitSeq(strings.Join(ifNoneMatch, ","), ",") {
		item = strings.TrimSpace(item)
		if item == "*" || strings.TrimPrefix(item, "W/") == strings.TrimPrefix(etag, "W/") {
			return true
		}
	}
	return false
}

// recorder holds an answer back until it is whole.
type recorder struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
	// read are the practices that were read.
	read []library.ID
}

func (r *recorder) WriteHeader(status int)      { r.status = status }
func (r *recorder) Write(p []byte) (int, error) { return r.body.Write(p) }

func (r *recorder) flush() {
	r.ResponseWriter.WriteHeader(r.status)
	_, _ = r.ResponseWriter.Write(r.body.Bytes()) // the reader may have gone
}

// answer gives what may be remembered: a whole answer to a question, without any error, for an error may pass.
func (r *recorder) answer() *cachedAnswer {
	if r.status != http.StatusOK || r.Header().Get("Cache-Control") == "no-store" || bytes.HasPrefix(r.body.Bytes(), []byte(`{"errors"`)) {
		return nil
	}
	contentType := r.Header().Get("Content-Type")
	h := sha256.New()
	h.Write([]byte(contentType + "\x00"))
	h.Write(r.body.Bytes())
	return &cachedAnswer{
		contentType: contentType,
		etag:        `W/"` + base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:16]) + `"`,
		body:        r.body.Bytes(),
		read:        r.read,
	}
}
