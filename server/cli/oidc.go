package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/weldi-network/practice-library/server/auth"
)

// maxProviders bounds the list of identity providers, maxSecret the file with the secret of one.
const (
	maxProviders = 50
	maxSecret    = 4 << 10
)

// providerEntry is one item of the file of identity providers. The secret stands in a file or in the environment, so that
// this file can be shown around.
type providerEntry struct {
	Key        string `yaml:"key"`
	Name       string `yaml:"name"`
	Issuer     string `yaml:"issuer"`
	ClientID   string `yaml:"client-id"`
	SecretFile string `yaml:"secret-file"`
	SecretEnv  string `yaml:"secret-env"`
}

// setOIDCFile reads the identity providers. An error names the provider and the field.
func (c *Config) setOIDCFile(path string) error {
	content, err := readSmall(path)
	if err != nil {
		return err
	}
	var entries []providerEntry
	if err := yaml.NewDecoder(bytes.NewReader(content), yaml.Strict()).Decode(&entries); err != nil && !errors.Is(err, io.EOF) { // an empty file lists none
		return fmt.Errorf("%s is not a list of identity providers: %s", shown(path), oneLine(err))
	}
	if len(entries) == 0 || len(entries) > maxProviders {
		return fmt.Errorf("%s must list 1 to %d identity providers", shown(path), maxProviders)
	}
	c.Providers = nil
	for i, e := range entries {
		p, err := e.provider()
		if err == nil && slices.ContainsFunc(c.Providers, func(o auth.Provider) bool { return o.Key == p.Key }) {
			err = fmt.Errorf("key: “%s” is there twice", shown(p.Key))
		}
		if err != nil {
			return fmt.Errorf("%s: provider %d: %w", shown(path), i+1, err)
		}
		c.Providers = append(c.Providers, p)
	}
	return nil
}

// oneLine gives what a YAML error says, without the picture of the place.
func oneLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return shown(line)
}

var providerKey = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func (e providerEntry) provider() (auth.Provider, error) {
	p := auth.Provider{Key: e.Key, Name: e.Name, Issuer: e.Issuer, ClientID: e.ClientID}
	switch {
	case !providerKey.MatchString(e.Key) || len(e.Key) > 50:
		return p, fmt.Errorf("key: “%s” is not a key; one looks like liege", shown(e.Key))
	case strings.TrimSpace(e.Name) == "":
		return p, fmt.Errorf("name: say what people call it")
	case e.ClientID == "":
		return p, fmt.Errorf("client-id: say what the library is known by there")
	case (e.SecretFile == "") == (e.SecretEnv == ""):
		return p, fmt.Errorf("name one of secret-file and secret-env")
	}
	if err := auth.CheckIssuer(e.Issuer); err != nil {
		return p, fmt.Errorf("issuer: %w", err)
	}
	var err error
	p.Secret, err = e.secret()
	return p, err
}

func (e providerEntry) secret() (string, error) {
	if e.SecretEnv != "" {
		secret := os.Getenv(e.SecretEnv)
		if secret == "" {
			return "", fmt.Errorf("secret-env: the variable %s is empty", shown(e.SecretEnv))
		}
		return secret, nil
	}
	content, err := os.ReadFile(e.SecretFile)
	if err != nil {
		return "", fmt.Errorf("secret-file: it cannot be read: %s", reason(err))
	}
	secret := strings.TrimSpace(string(content))
	if secret == "" || len(secret) > maxSecret {
		return "", fmt.Errorf("secret-file: it is empty, or longer than a secret")
	}
	return secret, nil
}
