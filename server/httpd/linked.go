package httpd

import (
	"cmp"
	"strings"
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// linked is what a page tells programs about its practice, in the terms of schema.org and written as JSON-LD: no more
// than what people read on the same page, and no finer place than the territory.
type linked struct {
	Context  string `json:"@context"`
	Type     string `json:"@type"`
	ID       string `json:"@id"`
	URL      string `json:"url"`
	Headline string `json:"headline"`
	Abstract string `json:"abstract"`
	// Language is that of the headline, which may be another than that of the page.
	Language  library.Language `json:"inLanguage"`
	Published string           `json:"datePublished"`
	Modified  string           `json:"dateModified"`
	IsFree    bool             `json:"isAccessibleForFree"`
	Licence   string           `json:"license,omitempty"`
	Image     string           `json:"image,omitempty"`
	Part      linkedThing      `json:"isPartOf"`
	About     []linkedThing    `json:"about,omitempty"`
	Place     *linkedPlace     `json:"spatialCoverage,omitempty"`
	// Period is an interval of ISO 8601, open on the side of which nothing is known.
	Period string        `json:"temporalCoverage,omitempty"`
	Run    []linkedThing `json:"mentions,omitempty"`
	// Sources are web addresses.
	Sources []string `json:"citation,omitempty"`
}

// linkedThing is a thing with a name, and where it has one, its address.
type linkedThing struct {
	Type string `json:"@type"`
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

// linkedPlace is a territory, within its country.
type linkedPlace struct {
	linkedThing
	Within *linkedThing `json:"containedInPlace,omitempty"`
}

// Linked describes the practice of the page; nil on every other page.
func (d *document) Linked() *linked {
	t, ok := d.Text.(*practiceText)
	if !ok {
		return nil
	}
	out := &linked{
		Context: "https://schema.org", Type: "Article", ID: d.Canonical(), URL: d.Canonical(),
		Headline: t.Title.Value, Abstract: t.Summary.Value, Language: t.Title.Language, IsFree: true,
		Published: d.Published.UTC().Format(time.RFC3339), Modified: d.Modified.UTC().Format(time.RFC3339),
		Licence: t.Licence.URL, Image: d.Image(), Period: interval(t.when),
		Part: linkedThing{"WebSite", d.Words.SiteName, d.Base + d.Link("/")},
	}
	for _, f := range t.Facets {
		for _, l := range f.Links {
			out.About = append(out.About, linkedThing{"DefinedTerm", l.Text.Value, d.Base + l.Path})
		}
	}
	if t.Territory != nil {
		out.Place = &linkedPlace{linkedThing: linkedThing{"Place", t.Territory.Text.Value, d.Base + t.Territory.Path}}
		if t.Country != "" {
			out.Place.Within = &linkedThing{Type: "Country", Name: t.Country}
		}
	}
	for _, o := range t.Organisations {
		out.Run = append(out.Run, linkedThing{Type: "Organization", Name: o.Name})
	}
	for _, s := range t.Sources {
		if strings.HasPrefix(s.URL, "https://") || strings.HasPrefix(s.URL, "http://") {
			out.Sources = append(out.Sources, s.URL)
		}
	}
	return out
}

// interval writes a period; empty where nothing is known of it.
func interval(p library.Period) string {
	if p.Start == "" && p.End == "" {
		return ""
	}
	return cmp.Or(string(p.Start), "..") + "/" + cmp.Or(string(p.End), "..")
}

// imageFile is what link previews show. There is one for the whole library, and nobody on it.
const imageFile = "/preview.png"

// Image is the address of the picture for previews of the page; empty where the client brings none.
func (d *document) Image() string {
	if _, ok := d.site.client.files[imageFile]; !ok {
		return ""
	}
	return d.Base + imageFile
}
