// Package store keeps the library in a MongoDB database: it implements the ports of the domain over the MongoDB driver
// and lets neither the driver nor its documents out.
//
// It settles every race by an insert under a unique _id and otherwise reads by _id alone, because that is what all the
// engines we run on do alike; see collections.go for what lies where.
package store

import (
	"context"
	"log/slog"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/weldi-network/practice-library/server/library"
)

const (
	// openTimeout bounds how long Open waits for a database to answer.
	openTimeout = 8 * time.Second
	// callTimeout bounds one exchange with the database, so that a server which hangs cannot hang ours.
	callTimeout = 30 * time.Second
	// closeTimeout bounds what is tidied up after the caller has gone.
	closeTimeout = 3 * time.Second
)

// Store is the library in one database. Its methods are safe for concurrent use.
type Store struct {
	client    *mongo.Client
	database  *mongo.Database
	journal   *mongo.Collection
	practices *mongo.Collection
	drafts    *mongo.Collection
	engine    engine
	uuid      func(ctx context.Context, id string) (uuid string, found bool, err error)
	calls     counters
}

var (
	_ library.Journal = (*Store)(nil)
	_ library.Bodies  = (*Store)(nil)
)

// Options are what Open can be given besides the address.
type Options struct {
	// Logger hears what an operator should know about the database; nil for nobody.
	Logger *slog.Logger
	// Ensured is called once all collections are there, before Open returns: the embedded engine makes its indexes then.
	Ensured func(context.Context) error
	// UUID reads the UUID of the journal's entry under an _id where the database can do so for less than the driver; empty
	// where the entry has none, found is false where nothing stands. nil leaves it to the driver.
	UUID func(ctx context.Context, id string) (uuid string, found bool, err error)
	// Restoring opens also a database whose restore was cut short, to finish it.
	Restoring bool
}

// Open connects to the database that uri names (weldi, if it names none) and makes the collections that are missing.
// It gives up on a database that does not answer after 8 seconds.
//
// An error is a *library.Error with one sentence for whoever started the program: BAD_INPUT for an address that is
// none, otherwise UNAVAILABLE, also for one that is half restored. Neither the sentence nor its cause holds a password out of the address.
func Open(ctx context.Context, uri string, o Options) (*Store, error) {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	within, cancel := context.WithTimeout(ctx, openTimeout)
	defer cancel()
	target, err := parseAddress(within, uri)
	if err != nil {
		return nil, err
	}
	s, err := connect(within, target)
	if err != nil {
		return nil, err
	}
	s.uuid = s.lookupUUID
	if o.UUID != nil {
		s.uuid = o.UUID
	}
	s.engine.report(o.Logger)
	if err = s.ensureCollections(ctx); err != nil {
		err = target.refuseCollections(err)
	} else if o.Ensured != nil {
		err = o.Ensured(ctx)
	}
	if err == nil && !o.Restoring {
		err = s.refuseHalf(within)
	}
	if err != nil {
		s.abandon()
		return nil, err
	}
	return s, nil
}

// connect gives a store whose database has answered.
func connect(ctx context.Context, target target) (*Store, error) {
	client, err := mongo.Connect(target.options)
	if err != nil {
		return nil, target.refuse(err)
	}
	database := client.Database(target.database)
	s := &Store{
		client:    client,
		database:  database,
		journal:   database.Collection(journalCollection),
		practices: database.Collection(practicesCollection),
		drafts:    database.Collection(draftsCollection),
	}
	if s.engine, err = inspect(ctx, database); err != nil {
		s.abandon()
		return nil, target.refuse(err)
	}
	return s, nil
}

// ensureCollections makes the collections that are not there yet.
func (s *Store) ensureCollections(ctx context.Context) error {
	for _, name := range collections() {
		ctx, cancel := context.WithTimeout(ctx, callTimeout)
		err := s.database.CreateCollection(ctx, name)
		cancel()
		if err != nil && !hasCode(err, codeNamespaceExists) {
			return err
		}
	}
	return nil
}

// Close waits for what is under way and disconnects, at the latest when ctx ends.
func (s *Store) Close(ctx context.Context) error {
	if err := s.client.Disconnect(ctx); err != nil {
		return failed(err)
	}
	return nil
}

// abandon disconnects a store that nobody was given.
func (s *Store) abandon() {
	ctx, cancel := context.WithTimeout(context.Background(), closeTimeout)
	defer cancel()
	_ = s.client.Disconnect(ctx)
}

// lookup reads the document under one _id; ErrNoDocuments when there is none. No other filter may come near a request:
// on the embedded engine it reads the whole collection.
func (s *Store) lookup(ctx context.Context, c *mongo.Collection, id string, o ...options.Lister[options.FindOneOptions]) (bson.Raw, error) {
	s.calls.lookups.Add(1)
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	return c.FindOne(ctx, bson.D{{Key: fieldID, Value: id}}, o...).Raw()
}
