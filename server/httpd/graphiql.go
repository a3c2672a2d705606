package httpd

import "net/http"

// graphiqlPolicy allows what GraphiQL cannot do without: styles set by its editor, workers made of a blob, and HTML that
// its parts, which know nothing of Trusted Types, make of text.
const graphiqlPolicy = sitePolicy + "; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:"

// graphiql serves the page on which people try queries out.
func (s *site) graphiql(w http.ResponseWriter, r *http.Request) {
	page, ok := s.client.files[graphiqlFile]
	if !ok {
		writeText(w, http.StatusNotFound, "GraphiQL is part of the client, which has not been built into this program. "+
			"Build it with: make build (it needs Node and npm), and start the server again.")
		return
	}
	w.Header().Set("Content-Security-Policy", graphiqlPolicy)
	page.serve(w, r)
}
