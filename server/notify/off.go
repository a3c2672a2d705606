package notify

import (
	"crypto/subtle"
	"html/template"
	"log/slog"
	"net/http"
	"net/url"

	"github.com/weldi-network/practice-library/server/library"
)

// offPath is where messages are switched off; the site asks Off there.
const offPath = "/account/mail"

// offQuery names whose messages are switched off. It stands in the query, which comes into no log.
func offQuery(account, secret string) string {
	return url.Values{"of": {account}, "off": {secret}}.Encode()
}

var offPage = template.Must(template.New("off").Parse(`<!doctype html>
<html lang="{{.Language}}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>{{.Title}}</title></head>
<body><main><h1>{{.Title}}</h1>
{{if .Asks}}<p>{{.Question}}</p>
<form method="post"><button>{{.Button}}</button></form>
{{else}}<p>{{.Says}}</p>
{{end}}</main></body>
</html>
`))

// Off answers at the address that stands in each message: a person is asked, since programs follow links in mail as well;
// a POST, which mail programs send by themselves (RFC 8058), switches the messages off. It takes no session.
func (s *Service) Off() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("Cache-Control", "no-store")
		header.Set("Referrer-Policy", "no-referrer")
		header.Set("Content-Type", "text/html; charset=utf-8")
		kept, err := s.ofAddress(r)
		if err == nil && kept != nil && r.Method == http.MethodPost {
			_, err = s.Documents.Delete(r.Context(), library.CollectionChoices, r.URL.Query().Get("of"))
		}
		if err != nil {
			s.Log.WarnContext(r.Context(), "messages were not switched off", slog.Any("error", err))
			http.Error(w, "The library's database did not answer. Please try again in a moment.", http.StatusServiceUnavailable)
			return
		}
		s.showOff(w, r, kept)
	})
}

// showOff shows the page; kept is nil where the address leads to nothing.
func (s *Service) showOff(w http.ResponseWriter, r *http.Request, kept *choice) {
	page := struct {
		texts
		Language library.Language
		Asks     bool
		Says     string
	}{Language: library.English}
	if kept != nil {
		page.Language = kept.Language
	}
	page.texts = s.texts[page.Language]
	switch {
	case kept == nil:
		page.Says = page.Unknown
		w.WriteHeader(http.StatusNotFound)
	case r.Method == http.MethodPost:
		page.Says = page.Done
	default:
		page.Asks = true
	}
	_ = offPage.Execute(w, page) // the reader may have gone
}

// ofAddress gives the choice that the address of a request is about; nil where there is none.
func (s *Service) ofAddress(r *http.Request) (*choice, error) {
	query := r.URL.Query()
	account := query.Get("of")
	if len(account) != len(library.EncodeID([16]byte{})) {
		return nil, nil
	}
	kept, err := s.find(r.Context(), account)
	if err != nil && library.CodeOf(err) != library.CodeBadInput {
		return nil, err
	}
	if kept == nil || subtle.ConstantTimeCompare([]byte(query.Get("off")), []byte(kept.Off)) != 1 {
		return nil, nil
	}
	return kept, nil
}
