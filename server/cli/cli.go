// Package cli is the program: what stands on its command line, how its parts are joined, and what it says when
// something is in the way. Nothing imports it but main.
package cli

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"strings"

	"github.com/weldi-network/practice-library/seed"
	"github.com/weldi-network/practice-library/server/httpd"
	"github.com/weldi-network/practice-library/web"
)

// program is one run of the program: everything that it has from outside.
type program struct {
	args   []string // after the command and its flags
	env    func(string) string
	stdout io.Writer
	stderr io.Writer

	seed   fs.FS // what an empty library is filled with
	client fs.FS // nil when it has not been built

	config *Config
	log    *slog.Logger
}

// Run runs the program and gives its exit status: 0 when it did what it was asked, 1 when something was in the way, 2
// when it was asked for something that it does not have. It ends cleanly when ctx does.
func Run(ctx context.Context, args []string, env func(string) string, stdout, stderr io.Writer) int {
	p := &program{env: env, stdout: stdout, stderr: stderr, seed: seed.Files()}
	if client, built := web.Dist(); built {
		p.client = client
	}
	return p.run(ctx, args)
}

func (p *program) run(ctx context.Context, args []string) int {
	name, rest := "serve", args
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		name, rest = args[0], args[1:]
	}
	c, err := find(name)
	if err == nil {
		err = p.prepare(c, rest)
	}
	if err == nil {
		err = c.run(p, ctx)
	}
	return p.report(ctx, err)
}

// prepare reads the configuration for a command.
func (p *program) prepare(c command, args []string) (err error) {
	if p.config, p.args, err = readConfig(args, p.env); err != nil {
		return err
	}
	if len(p.args) > c.arguments {
		return usageError(fmt.Sprintf("There is no use for “%s” here.", shown(p.args[c.arguments])))
	}
	handler := slog.NewJSONHandler(p.stderr, &slog.HandlerOptions{Level: p.config.LogLevel})
	p.log = slog.New(httpd.LogHandler(handler))
	return nil
}

// command is something that the program can be asked to do.
type command struct {
	name      string
	takes     string // what stands behind it in the usage
	summary   string
	arguments int // at most
	run       func(*program, context.Context) error
}

// commands lists them in the order in which the usage shows them.
func commands() []command {
	return []command{
		{"serve", "", "serve the library (this is also what happens without a command)", 0, (*program).serve},
		{"seed", "", "load the records that come with the program", 0, (*program).loadSeed},
		{"reindex", "", "make what is kept for reading anew; no server may be running", 0, (*program).reindex},
		{"corpus", "N", "fill the library with N generated practices, to try it out at size", 1, (*program).loadCorpus},
		{"account", "[EMAIL]", "make a link: for a new administrator, or to the account of an e-mail address; a server may be running", 1, (*program).account},
		{"backup", "FILE", "write the whole library into one file; a server may be running", 1, (*program).backup},
		{"restore", "FILE", "bring a backup into an empty database; no server may be running", 1, (*program).restore},
		{"check", "", "prove that the library is whole, or say what is wrong; a server may be running", 0, (*program).check},
		{"version", "", "say which version this is", 0, (*program).version},
		{"help", "", "show this", 0, (*program).help},
	}
}

func find(name string) (command, error) {
	for _, c := range commands() {
		if c.name == name {
			return c, nil
		}
	}
	return command{}, usageError(fmt.Sprintf("There is no command “%s”.", shown(name)))
}
