package cli

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/weldi-network/practice-library/server/auth"
	"github.com/weldi-network/practice-library/server/library"
)

// maxProviders bounds the list of identity providers, maxProviderName what one is called, maxSecret the file with its secret.
const (
	maxProviders    = 50
	maxProviderName = 100
	maxSecret       = 4 << 10
)

// providerEntry is one item of the file of identity providers. The secret stands in a file or in the environment, so that
// this file can be shown around.
type providerEntry struct {
	path   string
	line   int
	fields map[string]item
}

func providerFields() []string {
	return []string{"key", "name", "issuer", "client-id", "secret-file", "secret-env"}
}

// setOIDCFile reads the identity providers. An error names the file, the line and the field.
func (c *Config) setOIDCFile(path string) error {
	entries, err := providerEntries(path)
	if err != nil {
		return err
	}
	if len(entries) == 0 || len(entries) > maxProviders {
		return fmt.Errorf("%s must list 1 to %d identity providers", shown(path), maxProviders)
	}
	c.Providers = nil
	for _, e := range entries {
		p, err := e.provider()
		if err == nil && slices.ContainsFunc(c.Providers, func(o auth.Provider) bool { return o.Key == p.Key }) {
			err = e.refuse("key", "“%s” is there twice", shown(p.Key))
		}
		if err != nil {
			return err
		}
		c.Providers = append(c.Providers, p)
	}
	return nil
}

func providerEntries(path string) ([]providerEntry, error) {
	content, err := readSmall(path)
	if err != nil {
		return nil, err
	}
	path = shown(path)
	file, err := parser.ParseBytes(content, 0)
	if err != nil {
		return nil, errors.New(notYAML(path, err))
	}
	var entries []providerEntry
	for i, doc := range file.Docs {
		switch list := doc.Body.(type) {
		case nil, *ast.NullNode, *ast.CommentGroupNode: // an empty file lists none
		case *ast.SequenceNode:
			if i > 0 {
				return nil, fmt.Errorf("%s:%d: The file must hold one document", path, lineOf(list))
			}
			for _, node := range list.Values {
				e, err := newProviderEntry(path, node)
				if err != nil {
					return nil, err
				}
				entries = append(entries, e)
			}
		default:
			return nil, fmt.Errorf("%s:%d: Here stands a list of identity providers, each with lines of the form “- key: liege”", path, lineOf(list))
		}
	}
	return entries, nil
}

func newProviderEntry(path string, node ast.Node) (providerEntry, error) {
	e := providerEntry{path, lineOf(node), map[string]item{}}
	mapping, ok := node.(*ast.MappingNode)
	if !ok {
		return e, fmt.Errorf("%s:%d: Here stands an identity provider, with lines of the form “key: liege”", path, e.line)
	}
	for i, v := range mapping.Values {
		f := fieldOf(v)
		if i == 0 {
			e.line = f.line // the mapping itself has no better place
		}
		value, ok := text(f.value)
		e.fields[f.name] = item{f.line, value}
		switch {
		case !slices.Contains(providerFields(), f.name):
			return e, e.refuse(f.name, "There is no such field; there are %s", strings.Join(providerFields(), ", "))
		case !ok:
			return e, e.refuse(f.name, "This must be a single value")
		}
	}
	return e, nil
}

// refuse names the line of a field, or that of the provider where the field is missing.
func (e providerEntry) refuse(field, format string, args ...any) error {
	line := e.line
	if it, ok := e.fields[field]; ok {
		line = it.line
	}
	return fmt.Errorf("%s:%d: %s: %s", e.path, line, shown(field), fmt.Sprintf(format, args...))
}

var providerKey = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func (e providerEntry) provider() (auth.Provider, error) {
	value := func(name string) string { return e.fields[name].text }
	p := auth.Provider{Key: value("key"), Name: value("name"), Issuer: value("issuer"), ClientID: value("client-id")}
	switch {
	case !providerKey.MatchString(p.Key) || len(p.Key) > 50:
		return p, e.refuse("key", "“%s” is not a key; one looks like liege", shown(p.Key))
	case strings.TrimSpace(p.Name) == "":
		return p, e.refuse("name", "say what people call it")
	case library.CheckName("name", p.Name, 1, maxProviderName) != nil:
		return p, e.refuse("name", "this is one line of at most %d characters, without control characters and marks that turn text around", maxProviderName)
	case p.ClientID == "":
		return p, e.refuse("client-id", "say what the library is known by there")
	}
	if err := auth.CheckIssuer(p.Issuer); err != nil {
		return p, e.refuse("issuer", "%s", err)
	}
	var err error
	p.Secret, err = e.secret(value("secret-file"), value("secret-env"))
	return p, err
}

// secret reads the secret of the provider, out of the one place that is named.
func (e providerEntry) secret(file, variable string) (string, error) {
	switch {
	case (file == "") == (variable == ""):
		return "", e.refuse("secret-file", "name one of secret-file and secret-env")
	case variable != "":
		secret := os.Getenv(variable)
		if secret == "" {
			return "", e.refuse("secret-env", "the variable %s is empty", shown(variable))
		}
		return secret, nil
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return "", e.refuse("secret-file", "it cannot be read: %s", reason(err))
	}
	secret := strings.TrimSpace(string(content))
	if secret == "" || len(secret) > maxSecret {
		return "", e.refuse("secret-file", "it is empty, or longer than a secret")
	}
	return secret, nil
}
