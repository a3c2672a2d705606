package httpd

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"
)

const (
	// cacheForever is for files whose name changes with their content.
	cacheForever = "public, max-age=31536000, immutable"
	// cacheChecked is for files that may be kept, but not used without asking whether they are still right.
	cacheChecked = "no-cache"
)

// client is the built client, held in memory: a few hundred kilobytes that hardly ever change.
type client struct {
	files map[string]asset
}

// asset is one file of the client.
type asset struct {
	mediaType string
	// etag is a weak one: the same file may be sent compressed or not.
	etag    string
	cache   string
	content []byte
}

// loadClient reads the built client; one that was not built has no files.
func loadClient(fsys fs.FS) (*client, error) {
	c := &client{files: map[string]asset{}}
	if fsys == nil {
		return c, nil
	}
	return c, fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(path.Base(name), ".") {
			return err
		}
		content, err := fs.ReadFile(fsys, name)
		c.files["/"+name] = newAsset(name, content)
		return err
	})
}

func newAsset(name string, content []byte) asset {
	sum := sha256.Sum256(content)
	a := asset{
		mediaType: mediaType(name),
		etag:      `W/"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`,
		cache:     cacheChecked,
		content:   content,
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
	h := w.Header()
	h.Set("Content-Type", a.mediaType)
	h.Set("Cache-Control", a.cache)
	h.Set("ETag", a.etag)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(a.content))
}

// file serves what the client brings under exactly this path. GraphiQL's page has its own address and policy.
func (s *site) file(w http.ResponseWriter, r *http.Request) {
	a, ok := s.client.files[r.URL.Path]
	if !ok || r.URL.Path == graphiqlFile {
		writeText(w, http.StatusNotFound, "There is no such file.")
		return
	}
	a.serve(w, r)
}
