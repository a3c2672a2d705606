package httpd

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"
)

const (
	// cacheForever is for files whose name changes with their content.
	cacheForever = "public, max-age=31536000, immutable"
	// cacheChecked is for files that may be kept, but not used without asking whether they are still right.
	cacheChecked = "no-cache"
)

// client is the built client. Its files stay where they are, which is inside the program, until somebody asks for one.
type client struct {
	files map[string]asset
}

// asset is one file of the client, or one that is made here.
type asset struct {
	mediaType string
	// etag is a weak one: the same file may be sent compressed or not.
	etag  string
	cache string
	// content reads the file.
	content func() ([]byte, error)
	// compressed are the copies that the client's build made, by what Accept-Encoding calls them.
	compressed map[string]func() ([]byte, error)
}

// encodings are the endings of compressed copies, and what Accept-Encoding calls them, the smallest first.
var encodings = []struct{ ending, name string }{{".br", "br"}, {".gz", "gzip"}}

// loadClient reads the built client; one that was not built has no files.
func loadClient(fsys fs.FS) (*client, error) {
	c := &client{files: map[string]asset{}}
	if fsys == nil {
		return c, nil
	}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(path.Base(name), ".") {
			return err
		}
		content, err := fs.ReadFile(fsys, name)
		a := newAsset(name, content)
		a.content = func() ([]byte, error) { return fs.ReadFile(fsys, name) }
		c.files["/"+name] = a
		return err
	})
	c.joinCopies()
	return c, err
}

// joinCopies puts compressed copies to the files that they were made of: they have no address of their own.
func (c *client) joinCopies() {
	for name, copied := range c.files {
		for _, e := range encodings {
			original, isCopy := strings.CutSuffix(name, e.ending)
			if a, ok := c.files[original]; isCopy && ok {
				if a.compressed == nil {
					a.compressed = map[string]func() ([]byte, error){}
				}
				a.compressed[e.name] = copied.content
				c.files[original] = a
				delete(c.files, name)
			}
		}
	}
}

func newAsset(name string, content []byte) asset {
	sum := sha256.Sum256(content)
	a := asset{
		mediaType: mediaType(name),
		etag:      `W/"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`,
		cache:     cacheChecked,
		content:   func() ([]byte, error) { return content, nil },
	}
	if strings.Contains("/"+name, "/assets/") {
		a.cache = cacheForever
	}
	return a
}

// mediaType does not ask the system for what we serve ourselves: it knows something else on every machine.
func mediaType(name string) string {
	switch ending := path.Ext(name); ending {
	case ".html":
		return "text/html; charset=utf-8"
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".json", ".map":
		return typeJSON
	case ".webmanifest":
		return "application/manifest+json"
	case ".txt":
		return typeText
	case ".xml":
		return "application/xml; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".ico":
		return "image/vnd.microsoft.icon"
	case ".woff2":
		return "font/woff2"
	default:
		if t := mime.TypeByExtension(ending); t != "" {
			return t
		}
		return "application/octet-stream"
	}
}

const (
	indexFile    = "/index.html"
	graphiqlFile = "/graphiql/index.html"
)

// built reports whether there is a client.
func (c *client) built() bool {
	_, ok := c.files[indexFile]
	return ok
}

// serve sends a file, or less where the client asks for a part or has it already.
func (a asset) serve(w http.ResponseWriter, r *http.Request) {
	encoding, read := a.encoding(r), a.content
	if encoding != "" {
		read = a.compressed[encoding]
	}
	content, err := read()
	if err != nil { // it was there at the start
		refuse(w, http.StatusInternalServerError, codeInternal, "This file cannot be read.")
		return
	}
	h := w.Header()
	h.Set("Content-Type", a.mediaType)
	setCache(h, a.cache)
	h.Set("ETag", a.etag)
	if encoding != "" {
		h.Set("Content-Encoding", encoding)
		h.Set("Content-Length", strconv.Itoa(len(content))) // which ServeContent leaves to us where something is encoded
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
}

// encoding is that of the copy to send: the one that the client wants most, of equals the smallest. Empty: the file as
// it is, which is also what parts of it are asked of.
func (a asset) encoding(r *http.Request) string {
	if r.Header.Get("Range") != "" {
		return ""
	}
	best, most := "", 0.0
	for _, e := range encodings {
		if quality := qualityOf(e.name, r.Header.Get("Accept-Encoding")); a.compressed[e.name] != nil && quality > most {
			best, most = e.name, quality
		}
	}
	return best
}

const iconFile = "/icon.svg"

// favicon leads to the icon that pages name: browsers ask here for one where they have read none, and know the other kind.
func (s *site) favicon(w http.ResponseWriter, r *http.Request) {
	if _, ok := s.client.files[iconFile]; !ok {
		s.file(w, r)
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=86400")
	http.Redirect(w, r, iconFile, http.StatusPermanentRedirect)
}

// file serves what the client brings under exactly this path. GraphiQL's page has its own address and policy.
func (s *site) file(w http.ResponseWriter, r *http.Request) {
	a, ok := s.client.files[r.URL.Path]
	if !ok || r.URL.Path == graphiqlFile {
		// Not even for a moment may anybody keep that a file is gone: by that a page of an older build learns that there is
		// a newer one, and on another server of the same library it may stand already.
		w.Header().Set("Cache-Control", "no-store")
		writeText(w, http.StatusNotFound, "There is no such file.")
		return
	}
	a.serve(w, r)
}
