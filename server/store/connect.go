package store

import (
	"context"
	"errors"
	"net"
	"net/url"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"
	"go.mongodb.org/mongo-driver/v2/mongo/readpref"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"

	"github.com/weldi-network/practice-library/server/library"
)

const (
	defaultDatabase  = "weldi"
	applicationName  = "weldi-practice-library"
	selectionTimeout = 5 * time.Second
	dialTimeout      = 4 * time.Second
)

// target is a database address that has been understood.
type target struct {
	uri      string
	database string
	options  *options.ClientOptions
}

// parseAddress reads a MongoDB address. One with mongodb+srv asks the name service, which is given up when ctx ends.
func parseAddress(ctx context.Context, uri string) (target, error) {
	if err := ctx.Err(); err != nil {
		return target{}, failed(err)
	}
	parsed := make(chan *options.ClientOptions, 1)
	go func() { parsed <- options.Client().ApplyURI(uri) }()
	select {
	case o := <-parsed:
		err := o.Validate()
		unknown, isName := errors.AsType[*net.DNSError](err)
		a := takeApart(uri)
		if fault := a.fault(err != nil && !isName || a.hides(o.Auth)); fault != nil {
			return target{}, fault
		}
		if isName {
			return target{}, refuseName(unknown.IsTimeout)
		}
		return target{uri: uri, database: databaseName(uri), options: withGuarantees(o)}, nil
	case <-ctx.Done():
		return target{}, refuseName(true)
	}
}

// withGuarantees sets what the journal rests on, whatever the address says: what is acknowledged is on the disks of a
// majority, and what is read was acknowledged.
func withGuarantees(o *options.ClientOptions) *options.ClientOptions {
	majority, journaled := writeconcern.Majority(), true
	majority.Journal = &journaled // a standalone server would acknowledge before writing to its disk
	return o.SetWriteConcern(majority).
		SetReadConcern(readconcern.Majority()).
		SetReadPreference(readpref.Primary()).
		SetServerSelectionTimeout(selectionTimeout).
		SetConnectTimeout(dialTimeout).
		SetAppName(applicationName)
}

// databaseName is the path of a valid address: everything that is special before it is escaped there.
func databaseName(uri string) string {
	_, rest, _ := strings.Cut(uri, "://")
	rest, _, _ = strings.Cut(rest, "?")
	_, path, _ := strings.Cut(rest, "/")
	if name, err := url.PathUnescape(path); err == nil && name != "" {
		return name
	}
	return defaultDatabase
}

// refuseName is for a mongodb+srv address whose host no name service knows.
func refuseName(timeout bool) error {
	refusal := library.Refuse(library.CodeUnavailable, "The name of the database server could not be found; check the database address.")
	refusal.Cause = errors.New("store: looking up a mongodb+srv address failed (timeout: " + yesNo(timeout) + ")")
	return refusal
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// refuse puts a failure to connect into one sentence; the cause is kept for the log without its secrets.
func (t target) refuse(err error) error {
	refusal := library.Refuse(library.CodeUnavailable,
		"The database at %s did not answer; check that it is running and that the address is right.", strings.Join(t.options.Hosts, ", "))
	if isAuthentication(err) {
		refusal.Message = "The database refused the user name or the password in its address."
	}
	refusal.Cause = t.redact(err)
	return refusal
}

// refuseCollections does the same for a database that answers, but in which nothing can be made.
func (t target) refuseCollections(err error) error {
	refusal := library.Refuse(library.CodeUnavailable, "The library could not make its collections in the database %s; check that it may be written to and that its disk has room.", t.database)
	refusal.Cause = t.redact(err)
	return refusal
}
