package cli

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
)

// given is a value for a setting with the place that it comes from, as an error names it.
type given struct{ value, from string }

// readConfig gives the configuration and what stands on the command line behind the flags. A flag wins over the
// environment, and that over the configuration file.
func readConfig(args []string, env func(string) string) (*Config, []string, error) {
	flags, rest, err := readFlags(args)
	if err != nil {
		return nil, nil, err
	}
	values := readEnv(env)
	for name, g := range flags {
		values[name] = g
	}
	if file, ok := values[nameOfFile]; ok {
		inFile, err := readFile(file.value)
		if err != nil {
			return nil, nil, err
		}
		for name, g := range inFile {
			if _, set := values[name]; !set {
				values[name] = g
			}
		}
	}
	c := defaults()
	for _, s := range settings() {
		if g, ok := values[s.name]; ok && s.set != nil {
			if err := s.set(c, g.value); err != nil {
				return nil, nil, fail(err, "%s: %s.", g.from, err)
			}
			if s.name == nameOfDatabase {
				c.MongoDBFrom = g.from
			}
		}
	}
	return c, rest, nil
}

// readFlags takes flags before and behind other arguments.
func readFlags(args []string) (map[string]given, []string, error) {
	values := map[string]given{}
	set := flag.NewFlagSet("server", flag.ContinueOnError)
	set.SetOutput(io.Discard)
	for _, s := range settings() {
		take := func(value string) error {
			values[s.name] = given{value, "--" + s.name}
			return nil
		}
		if s.takes == "" {
			set.BoolFunc(s.name, s.help, take)
		} else {
			set.Func(s.name, s.help, take)
		}
	}
	var rest []string
	for {
		if err := set.Parse(args); errors.Is(err, flag.ErrHelp) {
			return nil, nil, err
		} else if err != nil {
			return nil, nil, wrongFlag(err)
		}
		if args = set.Args(); len(args) == 0 {
			return values, rest, nil
		}
		rest, args = append(rest, args[0]), args[1:]
	}
}

// wrongFlag says in our words what package flag says in its own.
func wrongFlag(err error) error {
	what, name, _ := strings.Cut(err.Error(), ": -")
	switch what {
	case "flag provided but not defined":
		return usageError(fmt.Sprintf("There is no flag “--%s”.", shown(name)))
	case "flag needs an argument":
		return usageError(fmt.Sprintf("The flag “--%s” needs a value.", name))
	}
	return usageError(fmt.Sprintf("The command line is wrong: %s.", err))
}

// readEnv takes an empty variable for one that is not there.
func readEnv(env func(string) string) map[string]given {
	values := map[string]given{}
	for _, s := range settings() {
		if value := env(s.env); value != "" {
			values[s.name] = given{value, fmt.Sprintf("%s (--%s)", s.env, s.name)}
		}
	}
	return values
}
