package httpd_test

import (
	"encoding/xml"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/server/httpd"
	"github.com/weldi-network/practice-library/server/library"
)

// shelves are a library with many practices, whose number changes with the mark, and which counts how often it is asked.
type shelves struct {
	shelf
	practices int
	mark      uint64
	asked     int
	trouble   error
}

func (s *shelves) Mark() library.Mark { return library.Mark{Number: s.mark} }

func (s *shelves) Practices(v library.Viewer, q library.Query) (*library.List, error) {
	s.asked++
	if s.trouble != nil {
		return nil, s.trouble
	}
	q.Words = strconv.Itoa(s.practices)
	list, err := s.shelf.Practices(v, q)
	for i := range list.Hits {
		list.Hits[i].Card.UpdatedAt = time.Date(2026, 3, 1, 12, 0, 0, 0, time.FixedZone("", 3600))
	}
	return list, err
}

type mapIndex struct {
	Parts []string `xml:"sitemap>loc"`
}

type mapPart struct {
	URLs []struct {
		Loc     string `xml:"loc"`
		LastMod string `xml:"lastmod"`
		Links   []struct {
			Language string `xml:"hreflang,attr"`
			Href     string `xml:"href,attr"`
		} `xml:"http://www.w3.org/1999/xhtml link"`
	} `xml:"url"`
}

func readXML(t *testing.T, s *site, path string, into any) {
	t.Helper()
	r := s.ask(t, http.MethodGet, strings.TrimPrefix(path, "https://library.example"))
	if r.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d", path, r.StatusCode)
	}
	if err := xml.Unmarshal([]byte(r.Body), into); err != nil {
		t.Fatal(err)
	}
	if len(r.Body) > 50_000_000 {
		t.Errorf("%s has %d bytes", path, len(r.Body))
	}
}

// TestSiteMap wants every public page in it once for each language, in parts that crawlers take.
func TestSiteMap(t *testing.T) {
	library1200 := &shelves{practices: 1200}
	s := newSite(t, func(c *httpd.Config) { c.Library = library1200 })
	var index mapIndex
	readXML(t, s, "/sitemap.xml", &index)
	if len(index.Parts) != 3 {
		t.Fatalf("the parts are %v", index.Parts)
	}
	seen := map[string]int{}
	for _, address := range index.Parts {
		var part mapPart
		readXML(t, s, address, &part)
		if len(part.URLs) > 50_000 {
			t.Errorf("%s has %d addresses", address, len(part.URLs))
		}
		for _, u := range part.URLs {
			seen[u.Loc]++
			if isPractice := strings.Contains(u.Loc, "/practices/"); isPractice != (u.LastMod == "2026-03-01T11:00:00Z") {
				t.Errorf("%s was changed %s", u.Loc, u.LastMod)
			}
			if len(u.Links) != len(library.Languages)+1 || u.Links[0].Language != "en" || u.Links[9].Language != "x-default" {
				t.Errorf("%s has the languages %v", u.Loc, u.Links)
			}
		}
	}
	for _, path := range []string{
		"/en", "/pl/practices", "/fr/practices/card-1", "/hr/practices/card-1200", "/es/themes/housing", "/it/territories/liege",
		"/nl/concepts/states/running",
	} {
		if seen["https://library.example"+path] != 1 {
			t.Errorf("%s stands there %d times", path, seen["https://library.example"+path])
		}
	}
	if seen["https://library.example/en/concepts/stages/arrival"] != 0 {
		t.Error("a page that lists nothing stands there")
	}
}

// TestSiteMapFollows writes the list anew when the library has changed, and only then.
func TestSiteMapFollows(t *testing.T) {
	changing := &shelves{practices: 1}
	s := newSite(t, func(c *httpd.Config) { c.Library = changing })
	_ = s.ask(t, http.MethodGet, "/sitemaps/1.xml")
	asked := changing.asked
	if body := s.ask(t, http.MethodGet, "/sitemaps/1.xml").Body; !strings.Contains(body, "/en/practices/card-1<") || changing.asked != asked {
		t.Errorf("asked %d times for what was known", changing.asked-asked)
	}
	changing.practices, changing.mark = 2, 1
	if body := s.ask(t, http.MethodGet, "/sitemaps/1.xml").Body; !strings.Contains(body, "/en/practices/card-2<") {
		t.Error("what is new is not there")
	}
	changing.trouble, changing.mark = library.ErrSilent, 2
	if r := s.ask(t, http.MethodGet, "/sitemap.xml"); r.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("answered %d without a list", r.StatusCode)
	}
}

// TestSiteMapEscapes an address that holds what XML does not take.
func TestSiteMapEscapes(t *testing.T) {
	s := newSite(t, func(c *httpd.Config) { c.BaseURL = `https://library.example/a&b<"c` })
	var part mapPart
	readXML(t, s, "/sitemaps/1.xml", &part)
	if want := `https://library.example/a&b<"c/en`; part.URLs[0].Loc != want || part.URLs[0].Links[0].Href != want {
		t.Errorf("it became %s", part.URLs[0].Loc)
	}
}
