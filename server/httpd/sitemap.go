package httpd

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// pathsPerPart bounds one part of the site map. A path stands in it once for each language, each time with the page in
// all languages, which makes some fifteen kilobytes a path: far below the 50,000 addresses and the 50 MB that a part may
// have, and quickly written.
const pathsPerPart = 500

// siteMap is what search engines are told to read: the list is kept until the library changes, so that what has been
// withdrawn is never named again.
type siteMap struct {
	mu    sync.Mutex
	mark  library.Mark
	paths []mappedPath
}

// mappedPath is a page in all its languages.
type mappedPath struct {
	path string
	// changed is zero for a page that changes with what it lists.
	changed time.Time
}

// mapped lists all pages that search engines should know, those of practices last and the oldest of these first.
func (s *site) mapped() ([]mappedPath, error) {
	s.siteMap.mu.Lock()
	defer s.siteMap.mu.Unlock()
	mark := s.library.Mark()
	if s.siteMap.paths != nil && s.siteMap.mark == mark {
		return s.siteMap.paths, nil
	}
	paths, err := s.listPages()
	if err != nil {
		return nil, err
	}
	s.siteMap.mark, s.siteMap.paths = mark, paths
	return paths, nil
}

func (s *site) listPages() ([]mappedPath, error) {
	counted, err := s.library.Practices(library.Anonymous(), library.Query{Page: library.Page{First: 1}, WithFacets: true})
	if err != nil {
		return nil, err
	}
	var out []mappedPath
	for _, path := range lastingPages {
		out = append(out, mappedPath{path: path})
	}
	for _, path := range keyPaths(counted) {
		out = append(out, mappedPath{path: path})
	}
	err = s.eachPractice(func(c *library.Card) { out = append(out, mappedPath{c.Path(), c.UpdatedAt}) })
	return out, err
}

// keyPaths are the pages of themes, territories and other concepts that list anything.
func keyPaths(counted *library.List) []string {
	if counted.Facets == nil {
		return nil
	}
	var out []string
	for _, t := range counted.Reference.Territories() {
		if counted.Facets[library.FacetTerritories][t.ID] > 0 {
			out = append(out, t.Path())
		}
	}
	for _, f := range library.Facets {
		for _, c := range counted.Reference.Concepts(f.Scheme()) {
			if counted.Facets[f][c.ID] > 0 {
				out = append(out, c.Path())
			}
		}
	}
	return out
}

// eachPractice visits every practice that everybody may read.
func (s *site) eachPractice(visit func(*library.Card)) error {
	q := library.Query{Order: library.OrderOldest, Page: library.Page{First: library.MaxPage}}
	for {
		list, err := s.library.Practices(library.Anonymous(), q)
		if err != nil {
			return err
		}
		for i := range list.Hits {
			visit(list.Hits[i].Card)
		}
		if !list.HasNext || len(list.Hits) == 0 {
			return nil
		}
		q.Page.After = &list.Hits[len(list.Hits)-1].Position
	}
}

const (
	xmlHead      = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
	siteMapSpace = `xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"`
	xhtmlSpace   = `xmlns:xhtml="http://www.w3.org/1999/xhtml"`
)

// siteMapIndex names the parts.
func (s *site) siteMapIndex(w http.ResponseWriter, r *http.Request) {
	paths, err := s.mapped()
	if err != nil {
		s.unwritten(w, r, err)
		return
	}
	var out bytes.Buffer
	out.WriteString(xmlHead + "<sitemapindex " + siteMapSpace + ">\n")
	for part := range parts(len(paths)) {
		out.WriteString("<sitemap><loc>")
		escapeXML(&out, fmt.Sprintf("%s/sitemaps/%d.xml", s.base, part+1))
		out.WriteString("</loc></sitemap>\n")
	}
	out.WriteString("</sitemapindex>\n")
	page := newAsset("sitemap.xml", out.Bytes())
	page.serve(w, r)
}

// siteMapPart lists the pages of one part, each in every language.
func (s *site) siteMapPart(w http.ResponseWriter, r *http.Request) {
	paths, err := s.mapped()
	if err != nil {
		s.unwritten(w, r, err)
		return
	}
	number, isXML := strings.CutSuffix(r.PathValue("part"), ".xml")
	n, err := strconv.Atoi(number)
	if !isXML || err != nil || number != strconv.Itoa(n) || n < 1 || n > parts(len(paths)) {
		s.missing(w, r)
		return
	}
	from := (n - 1) * pathsPerPart
	page := newAsset("sitemap.xml", s.writePart(paths[from:min(from+pathsPerPart, len(paths))]))
	page.serve(w, r)
}

// parts is how many parts that many paths make.
func parts(paths int) int { return (paths + pathsPerPart - 1) / pathsPerPart }

func (s *site) writePart(paths []mappedPath) []byte {
	var out bytes.Buffer
	out.WriteString(xmlHead + "<urlset " + siteMapSpace + " " + xhtmlSpace + ">\n")
	for _, p := range paths {
		same := s.inAllLanguages(p.path)
		for _, language := range library.Languages {
			out.WriteString("<url><loc>")
			escapeXML(&out, s.base+under(language, p.path))
			out.WriteString("</loc>")
			if !p.changed.IsZero() {
				out.WriteString("<lastmod>" + p.changed.UTC().Format(time.RFC3339) + "</lastmod>")
			}
			out.Write(same)
			out.WriteString("</url>\n")
		}
	}
	out.WriteString("</urlset>\n")
	return out.Bytes()
}

// inAllLanguages are the links to one page in every language, and where the browser chooses one.
func (s *site) inAllLanguages(path string) []byte {
	var out bytes.Buffer
	link := func(language, address string) {
		out.WriteString(`<xhtml:link rel="alternate" hreflang="` + language + `" href="`)
		escapeXML(&out, address)
		out.WriteString(`"/>`)
	}
	for _, language := range library.Languages {
		link(string(language), s.base+under(language, path))
	}
	link("x-default", s.base+path)
	return out.Bytes()
}

func escapeXML(out *bytes.Buffer, text string) {
	_ = xml.EscapeText(out, []byte(text)) // a Buffer takes everything
}

// robots tells crawlers what leads nowhere: lists in another order, comparisons of anything with anything, examples of
// parts, forms, and what is made for programs. The API stays open: a crawler that runs the client needs it.
func (s *site) robots(w http.ResponseWriter, r *http.Request) {
	page := newAsset("robots.txt", []byte("User-agent: *\n"+
		"Disallow: /*?*orderBy=\n"+
		"Disallow: /*/compare\n"+
		"Disallow: /*/examples\n"+
		"Disallow: /*/account\n"+
		"Disallow: /*/concern\n"+
		"Disallow: /graphiql\n"+
		"Disallow: /metrics\n"+
		"Disallow: /healthz\n"+
		"Disallow: /readyz\n"+
		"\n"+
		"Sitemap: "+s.base+"/sitemap.xml\n"))
	page.serve(w, r)
}
