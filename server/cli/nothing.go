package cli

import "github.com/weldi-network/practice-library/server/library"

// nothingKept is the read side of a command that reads nothing: it follows the journal and keeps no practice.
type nothingKept struct{ mark library.Mark }

func (n *nothingKept) Mark() library.Mark              { return n.mark }
func (n *nothingKept) SetReference(*library.Reference) {}
func (n *nothingKept) Save() error                     { return nil }
func (n *nothingKept) Purge() error                    { return nil }

func (n *nothingKept) Apply(c library.Changes) error {
	n.mark = c.Mark
	return nil
}

func (n *nothingKept) Reset() error {
	n.mark = library.Mark{}
	return nil
}

func (n *nothingKept) Search(library.Viewer, library.Query) (*library.Results, error) {
	return &library.Results{}, nil
}

func (n *nothingKept) Card(library.Viewer, library.ID) *library.Card             { return nil }
func (n *nothingKept) Count(library.Viewer, library.Facet, string) int           { return 0 }
func (n *nothingKept) Similar(library.Viewer, library.ID, int) []library.Similar { return nil }

func (n *nothingKept) Coverage(library.Viewer, library.Facet, library.Facet, library.Query) (*library.CoverageCounts, error) {
	return &library.CoverageCounts{}, nil
}

func (n *nothingKept) Suggest(library.Viewer, string, []library.Language, int) []library.Suggestion {
	return nil
}

func (n *nothingKept) Timeline(library.Viewer, library.Query) ([]library.YearCount, error) {
	return nil, nil
}

func (n *nothingKept) Concepts(library.Viewer, library.ID) ([]library.AssignedConcept, error) {
	return nil, nil
}

// nothingSaved leaves the saved state to the server whose data folder it is.
type nothingSaved struct{}

func (nothingSaved) LoadState() []byte      { return nil }
func (nothingSaved) SaveState([]byte) error { return nil }
