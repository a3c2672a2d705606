package httpd

import (
	"errors"
	"net/http"

	"github.com/weldi-network/practice-library/server/library"
)

type health struct {
	Status string `json:"status"`
	// Reason is a code; what lies behind it stands in the log.
	Reason string `json:"reason,omitempty"`
}

// healthz says that the program is alive, whatever state the library is in.
func (s *site) healthz(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, health{Status: "ok"})
}

// readyz says whether the server should get traffic.
func (s *site) readyz(w http.ResponseWriter, _ *http.Request) {
	switch err := s.library.Ready(); {
	case err == nil:
		writeJSON(w, http.StatusOK, health{Status: "ready"})
	case errors.Is(err, library.ErrSilent):
		writeJSON(w, http.StatusServiceUnavailable, health{Status: "not ready", Reason: codeDatabaseSilent})
	default:
		writeJSON(w, http.StatusServiceUnavailable, health{Status: "not ready", Reason: codeReadOnly})
	}
}
