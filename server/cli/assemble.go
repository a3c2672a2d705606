package cli

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"path/filepath"
	"slices"

	"github.com/weldi-network/practice-library/graph"
	"github.com/weldi-network/practice-library/server/auth"
	"github.com/weldi-network/practice-library/server/httpd"
	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/mail"
	"github.com/weldi-network/practice-library/server/notify"
	"github.com/weldi-network/practice-library/server/search"
	"github.com/weldi-network/practice-library/server/store"
	"github.com/weldi-network/practice-library/server/store/embedded"
	"github.com/weldi-network/practice-library/server/translate"
)

// parts are a library and what it stands on.
type parts struct {
	library *library.Library
	// documents are the plain documents beside the journal.
	documents library.Documents
	// purge makes the database forget what was replaced in it; nil where that is not ours to do.
	purge func(context.Context) error
	log   *slog.Logger
	// closers close what was opened, in the order in which it was.
	closers []closer
}

type closer struct {
	name  string
	close func(context.Context) error
}

func (p *parts) later(name string, close func(context.Context) error) {
	p.closers = append(p.closers, closer{name, close})
}

// close closes everything, last opened first. What is not closed when ctx ends is left to the end of the process,
// which loses nothing: everything acknowledged is in the journal.
func (p *parts) close(ctx context.Context) {
	for _, c := range slices.Backward(p.closers) {
		if err := c.close(ctx); err != nil {
			p.log.WarnContext(ctx, "a part did not end well", slog.String("part", c.name), slog.Any("error", err))
		}
	}
	p.closers = nil
}

// assemble opens the library on the data folder, which then belongs to this process.
func assemble(ctx context.Context, c *Config, log *slog.Logger, founding func() error) (_ *parts, err error) {
	p := &parts{log: log}
	defer p.closeOn(ctx, &err)
	if err := p.takeFolder(c.Data); err != nil {
		return nil, err
	}
	opened := make(chan func() (*search.Index, error), 1)
	go func() { // beside the database: each takes about as long
		index, err := search.Open(searchFolder(c), log)
		opened <- func() (*search.Index, error) { return index, err }
	}()
	db, err := p.openDatabase(ctx, c, store.Options{Logger: log})
	index, indexErr := (<-opened)()
	if indexErr == nil {
		p.later("read side", func(context.Context) error { return index.Close() })
	}
	switch {
	case err != nil:
		return nil, err
	case indexErr != nil:
		return nil, notWritable(c.Data, indexErr)
	}
	return p, p.openLibrary(ctx, library.Ports{
		Journal: db, Bodies: db, Documents: db, ReadSide: index, Saver: store.NewSavedState(c.Data, log), Log: log,
		Purge: p.purge, Translator: c.translator(), Founding: founding,
	})
}

// assembleBeside opens the library for one command while a server runs on the data folder: through that server's
// database, and without anything kept for reading.
func assembleBeside(ctx context.Context, c *Config, log *slog.Logger) (_ *parts, err error) {
	p := &parts{log: log}
	defer p.closeOn(ctx, &err)
	db, err := p.joinDatabase(ctx, c)
	if err != nil {
		return nil, err
	}
	return p, p.openLibrary(ctx, library.Ports{Journal: db, Bodies: db, ReadSide: &nothingKept{}, Saver: nothingSaved{}, Log: log})
}

// assembleForCommand takes the data folder, or works beside the server that has it.
func assembleForCommand(ctx context.Context, c *Config, log *slog.Logger, founding func() error) (*parts, error) {
	p, err := assemble(ctx, c, log, founding)
	if errors.Is(err, errInUse) {
		return assembleBeside(ctx, c, log)
	}
	return p, err
}

// assembleDatabase opens the database alone, for a command that changes nothing: it takes the data folder, or works
// beside the server that has it.
func assembleDatabase(ctx context.Context, c *Config, log *slog.Logger) (p *parts, db *store.Store, err error) {
	if err := needFolder(c); err != nil {
		return nil, nil, err
	}
	p = &parts{log: log}
	defer p.closeOn(ctx, &err)
	db, err = p.takeDatabase(ctx, c, store.Options{Logger: log})
	if errors.Is(err, errInUse) {
		db, err = p.joinDatabase(ctx, c)
	}
	return p, db, err
}

// takeDatabase takes the data folder for this process and opens the database.
func (p *parts) takeDatabase(ctx context.Context, c *Config, o store.Options) (*store.Store, error) {
	if err := p.takeFolder(c.Data); err != nil {
		return nil, err
	}
	return p.openDatabase(ctx, c, o)
}

func (p *parts) takeFolder(path string) error {
	release, err := takeFolder(path)
	if err == nil {
		p.later("lock", func(context.Context) error { return release() })
	}
	return err
}

// openDatabase opens the database that the program brings, unless another is named.
func (p *parts) openDatabase(ctx context.Context, c *Config, o store.Options) (*store.Store, error) {
	if c.MongoDBURI != "" {
		return p.openStore(ctx, c.MongoDBURI, c.MongoDBFrom, o)
	}
	engine, err := embedded.Start(ctx, c.Data, p.log)
	if err != nil {
		return nil, err
	}
	p.later("engine", engine.Stop)
	o.Ensured, o.UUID, p.purge = engine.EnsureIndexes, engine.UUID, engine.Purge
	return p.openStore(ctx, engine.URI(), "", o)
}

// joinDatabase opens the database of the server that runs on the data folder.
func (p *parts) joinDatabase(ctx context.Context, c *Config) (_ *store.Store, err error) {
	uri := c.MongoDBURI
	if uri == "" {
		if uri, err = embedded.Connect(c.Data); err != nil {
			return nil, err
		}
	}
	return p.openStore(ctx, uri, c.MongoDBFrom, store.Options{Logger: p.log})
}

// openStore opens a database. from says who gave its address; empty for the engine's.
func (p *parts) openStore(ctx context.Context, uri, from string, o store.Options) (*store.Store, error) {
	db, err := store.Open(ctx, uri, o)
	if err != nil && from != "" {
		return nil, fail(err, "%s: %s", from, sentence(err))
	}
	if err != nil {
		return nil, err
	}
	p.documents = db
	p.later("store", db.Close)
	return db, nil
}

// translator is the machine that translates; nil where there is none.
func (c *Config) translator() library.Translator {
	if c.TranslateURL == "" {
		return nil
	}
	return translate.New(c.TranslateURL, c.TranslateKey)
}

func (p *parts) openLibrary(ctx context.Context, ports library.Ports) error {
	l, err := library.Open(ctx, ports)
	if err != nil {
		return fail(err, "The library could not be opened: %s", sentence(err))
	}
	p.library = l
	p.later("library", func(ctx context.Context) error { return inTime(ctx, l.Close) })
	return nil
}

// closeOn closes what was opened so far when the assembly failed.
func (p *parts) closeOn(ctx context.Context, err *error) {
	if *err != nil {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
		defer cancel()
		p.close(ctx)
	}
}

// inTime waits for do no longer than ctx lasts.
func inTime(ctx context.Context, do func() error) error {
	done := make(chan error, 1)
	go func() { done <- do() }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func searchFolder(c *Config) string { return filepath.Join(c.Data, "search") }

// accounts joins the library with who may do what in it.
func (p *parts) accounts(c *Config, base string) *auth.Service {
	joined := auth.Config{
		Library: p.library, Documents: p.documents, BaseURL: base, TrustedProxies: c.TrustedProxies, Providers: c.Providers, Log: p.log,
		Language: httpd.Preferred,
	}
	if c.SMTPURL != "" {
		joined.Mail = mail.New(c.SMTPURL)
	}
	s := auth.New(joined)
	p.later("accounts", s.Close)
	return s
}

// notify joins the library with telling people by mail.
func (p *parts) notify(c *Config, accounts *auth.Service, base string) *notify.Service {
	joined := notify.Config{Library: p.library, Documents: p.documents, BaseURL: base, Address: accounts.Address, Log: p.log}
	if c.SMTPURL != "" {
		joined.Mail = mail.New(c.SMTPURL)
	}
	return notify.New(joined)
}

// site joins the library, its API and the client.
func (p *program) site(l *library.Library, accounts *auth.Service, told *notify.Service, base string) (http.Handler, error) {
	api := graph.NewHandler(graph.Config{Library: l, Accounts: accounts, Notify: told, BaseURL: base, Log: p.log})
	return httpd.New(httpd.Config{
		Library: l, API: api, Identify: accounts.Identify, Callback: accounts.Callback(), MailOff: told.Off(), Report: report(l, accounts),
		BaseURL: base, Contact: p.config.Contact, SafeHTML: graph.MarkdownHTML, Client: p.client, CORSOrigins: p.config.CORSOrigins, Version: versionName(), Log: p.log,
	})
}

// report takes a concern from a form, as from nobody: who has signed in is not asked there.
func report(l *library.Library, accounts *auth.Service) func(context.Context, library.NewConcern) error {
	return func(ctx context.Context, n library.NewConcern) error {
		nobody := library.Anonymous()
		return accounts.Reporting(ctx, nobody, func() error { return l.ConcernReport(ctx, nobody, n) })
	}
}
