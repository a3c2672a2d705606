package librarytest

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// Database is what several servers share: a journal, bodies, and the time. Its clock moves by a second at each look.
type Database struct {
	Journal   *Journal
	Bodies    *Bodies
	Documents *Documents
	seconds   atomic.Int64
	servers   atomic.Int64
}

// NewDatabase is empty.
func NewDatabase() *Database {
	return &Database{Journal: NewJournal(), Bodies: NewBodies(), Documents: NewDocuments()}
}

// Clock is the time of the database.
func (d *Database) Clock() time.Time { return Epoch.Add(time.Duration(d.seconds.Add(1)) * time.Second) }

// Server is what one server has for itself: a read side, a place for its saved state, and ids that no other makes.
type Server struct {
	Database *Database
	ReadSide *ReadSide
	Saver    *Saver
	name     int64
	ids      *atomic.Int64
}

// NewServer is a server that was never started.
func (d *Database) NewServer() *Server {
	return &Server{Database: d, ReadSide: NewReadSide(), Saver: &Saver{}, name: d.servers.Add(1), ids: &atomic.Int64{}}
}

// Restarted is the server as its next start finds it: with what was saved, and nothing else.
func (s *Server) Restarted() *Server {
	return &Server{Database: s.Database, ReadSide: s.ReadSide.Reopened(), Saver: s.Saver, name: s.name, ids: s.ids}
}

// NewID makes readable ids: the server's number and a count.
func (s *Server) NewID() string { return fmt.Sprintf("s%d-%d", s.name, s.ids.Add(1)) }

// Ports are those of a library on this server.
func (s *Server) Ports() library.Ports {
	return library.Ports{
		Journal: s.Database.Journal, Bodies: s.Database.Bodies, Documents: s.Database.Documents, ReadSide: s.ReadSide, Saver: s.Saver,
		Clock: s.Database.Clock, Today: func() time.Time { return Epoch }, NewID: s.NewID,
	}
}

// OpenEmpty starts a library on a new database.
func OpenEmpty(t testing.TB) (*library.Library, *Server) {
	t.Helper()
	s := NewDatabase().NewServer()
	l, err := library.Open(context.Background(), s.Ports())
	if err != nil {
		t.Fatal(err)
	}
	return l, s
}

// Open starts a library on a new database and brings in a bundle of these records.
func Open(t testing.TB, records ...library.Record) (*library.Library, *Server) {
	t.Helper()
	l, s := OpenEmpty(t)
	if _, err := l.Import(context.Background(), library.Operator(), NewBundle("1", records...)); err != nil {
		t.Fatal(err)
	}
	return l, s
}
