package cli

import (
	"fmt"
	"log/slog"
	"net"
	netmail "net/mail"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"github.com/weldi-network/practice-library/server/auth"
	"github.com/weldi-network/practice-library/server/mail"
	"github.com/weldi-network/practice-library/server/translate"
)

// Config is all that can be set. It is checked when it is read and does not change afterwards.
type Config struct {
	// Addr is where to listen, as host:port.
	Addr string
	// Data is the data folder.
	Data string
	// MongoDBURI is the address of the database; empty for the engine that the program brings.
	MongoDBURI string
	// MongoDBFrom says where that address was given: the flag, the environment or a line of the file.
	MongoDBFrom string
	// BaseURL is the address under which people reach the library, without a slash at its end; empty until the server
	// knows its port.
	BaseURL string
	// CORSOrigins are the origins whose pages may read the API; empty means none.
	CORSOrigins []string
	// TrustedProxies are those whose word is taken for where a request comes from; empty means none.
	TrustedProxies []netip.Prefix
	// SMTPURL is the address of the mail server, with its password; empty where the library sends no mail.
	SMTPURL string
	// Contact is the e-mail address, or the address of a page, at which readers tell of barriers; empty where there is none.
	Contact string
	// Providers are the identity providers by which people may sign in; empty means none.
	Providers []auth.Provider
	// TranslateURL is the address of the machine that translates; empty where there is none. TranslateKey is what it wants
	// to be told.
	TranslateURL, TranslateKey string
	// NoSeed leaves the library as it is.
	NoSeed   bool
	LogLevel slog.Level
}

func defaults() *Config {
	return &Config{Addr: "127.0.0.1:8080", Data: "data", CORSOrigins: []string{"*"}, LogLevel: slog.LevelInfo}
}

// setting is one thing that can be set: by a flag, by the environment or in the configuration file.
type setting struct {
	name  string // of the flag, and in the file
	env   string
	takes string // what stands behind the flag in the usage; empty for one that is given or not
	help  string
	// set checks a value and takes it in. Its error is a sentence that does not repeat the value where that may hold a
	// password.
	set func(*Config, string) error
}

// takesList is what a setting takes that may be a list in the file.
const takesList = "LIST"

// form says what a value in the file must be.
func (s setting) form() string {
	if s.takes == takesList {
		return "a single value or a list of such"
	}
	return "a single value"
}

// nameOfFile is the one setting that the file cannot hold.
const nameOfFile = "config"

// nameOfDatabase is the setting whose value is fully understood only when it is used.
const nameOfDatabase = "mongodb-uri"

func settings() []setting {
	return []setting{
		{"addr", "WELDI_ADDR", "HOST:PORT", "where to listen (127.0.0.1:8080)", (*Config).setAddr},
		{"data", "WELDI_DATA", "FOLDER", "the data folder (./data)", (*Config).setData},
		{nameOfDatabase, "MONGODB_URI", "URI", "a MongoDB deployment instead of the engine inside", (*Config).setMongoDBURI},
		{"base-url", "WELDI_BASE_URL", "URL", "the address under which people reach the library (http://HOST:PORT)", (*Config).setBaseURL},
		{"cors-origins", "WELDI_CORS_ORIGINS", takesList, "origins whose pages may read the API, with commas; “none” for none (*)", (*Config).setCORSOrigins},
		{"trusted-proxies", "WELDI_TRUSTED_PROXIES", takesList, "networks of the proxies before the server, with commas, such as 10.0.0.0/8 (none)", (*Config).setTrustedProxies},
		{"smtp-url", "WELDI_SMTP_URL", "URL", "the mail server, such as smtps://user:password@mail.city.example?from=library@city.example (no mail)", (*Config).setSMTPURL},
		{"contact", "WELDI_CONTACT", "ADDRESS", "the e-mail address or page that the accessibility statement names for barriers (none)", (*Config).setContact},
		{"oidc-file", "WELDI_OIDC_FILE", "FILE", "a YAML file of the identity providers of cities, as the README shows (none)", (*Config).setOIDCFile},
		{"translate-url", "WELDI_TRANSLATE_URL", "URL", "a server with the interface of LibreTranslate, which drafts translations (none)", (*Config).setTranslateURL},
		{"translate-key-file", "WELDI_TRANSLATE_KEY_FILE", "FILE", "a file with the key that this server wants (none)", (*Config).setTranslateKeyFile},
		{"no-seed", "WELDI_NO_SEED", "", "do not load the records that come with the program", (*Config).setNoSeed},
		{"log-level", "WELDI_LOG_LEVEL", "LEVEL", "debug, info, warn or error (info)", (*Config).setLogLevel},
		{nameOfFile, "WELDI_CONFIG", "FILE", "a YAML file with any of these", nil},
	}
}

func (c *Config) setAddr(s string) error {
	host, port, err := net.SplitHostPort(s)
	if err != nil {
		return fmt.Errorf("“%s” is not an address to listen at; one looks like 127.0.0.1:8080", shown(s))
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return fmt.Errorf("“%s” is not a port; it must be a number from 0 to 65535", shown(port))
	}
	if strings.ContainsAny(host, " /") {
		return fmt.Errorf("“%s” is not the name or number of a machine", shown(host))
	}
	c.Addr = s
	return nil
}

func (c *Config) setData(s string) error {
	if strings.TrimSpace(s) == "" || strings.ContainsRune(s, 0) {
		return fmt.Errorf("this must be the path of a folder")
	}
	c.Data = s
	return nil
}

func (c *Config) setMongoDBURI(s string) error {
	if !strings.HasPrefix(s, "mongodb://") && !strings.HasPrefix(s, "mongodb+srv://") {
		return fmt.Errorf("this is not a MongoDB address; one looks like mongodb://host:27017/weldi")
	}
	c.MongoDBURI = s
	return nil
}

func (c *Config) setBaseURL(s string) error {
	u, err := url.Parse(s)
	if err != nil || !isOrigin(u) {
		return fmt.Errorf("this must be an address of the form https://library.example, without anything behind it")
	}
	c.BaseURL = strings.TrimSuffix(s, "/")
	return nil
}

func (c *Config) setCORSOrigins(s string) error {
	origins := strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' })
	if len(origins) == 1 && origins[0] == "none" {
		c.CORSOrigins = nil
		return nil
	}
	for _, origin := range origins {
		u, err := url.Parse(strings.Replace(origin, "//*.", "//", 1))
		if origin != "*" && (err != nil || !isOrigin(u) || strings.HasSuffix(origin, "/")) {
			return fmt.Errorf("“%s” is not an origin; one looks like https://city.example", shown(origin))
		}
	}
	if len(origins) == 0 {
		return fmt.Errorf("this must be a list of origins, “*” for any or “none”")
	}
	c.CORSOrigins = origins
	return nil
}

// isOrigin reports whether u is a scheme, a host and perhaps a port, and nothing else.
func isOrigin(u *url.URL) bool {
	return (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" && !strings.ContainsAny(u.Host, "* ") &&
		u.User == nil && (u.Path == "" || u.Path == "/") && u.RawQuery == "" && u.Fragment == "" && !u.ForceQuery
}

func (c *Config) setTrustedProxies(s string) error {
	c.TrustedProxies = nil
	for _, item := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' }) {
		prefix, err := netip.ParsePrefix(item)
		if addr, errAddr := netip.ParseAddr(item); err != nil && errAddr == nil {
			prefix, err = addr.Prefix(addr.BitLen())
		}
		if err != nil {
			return fmt.Errorf("“%s” is neither an address nor a network; one looks like 10.0.0.0/8", shown(item))
		}
		c.TrustedProxies = append(c.TrustedProxies, prefix.Masked())
	}
	if len(c.TrustedProxies) == 0 {
		return fmt.Errorf("this must be a list of addresses or networks")
	}
	return nil
}

func (c *Config) setSMTPURL(s string) error {
	if err := mail.Check(s); err != nil {
		return err
	}
	c.SMTPURL = s
	return nil
}

func (c *Config) setContact(s string) error {
	if !isMailAddress(s) && !isPage(s) {
		return fmt.Errorf("this must be an e-mail address, such as library@city.example, or a page, such as https://city.example/contact")
	}
	c.Contact = s
	return nil
}

// isMailAddress tells a plain address; one with signs that would end it in a link is none.
func isMailAddress(s string) bool {
	parsed, err := netmail.ParseAddress(s)
	return err == nil && parsed.Address == s && !strings.ContainsAny(s, `?%&#/"`)
}

func isPage(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" && u.User == nil
}

func (c *Config) setTranslateURL(s string) error {
	if err := translate.Check(s); err != nil {
		return err
	}
	c.TranslateURL = s
	return nil
}

func (c *Config) setTranslateKeyFile(path string) error {
	content, err := readSmall(path)
	if err != nil {
		return err
	}
	if c.TranslateKey = strings.TrimSpace(string(content)); c.TranslateKey == "" {
		return fmt.Errorf("%s is empty", shown(path))
	}
	return nil
}

func (c *Config) setNoSeed(s string) error {
	no, err := strconv.ParseBool(s)
	if err != nil {
		return fmt.Errorf("“%s” is neither true nor false", shown(s))
	}
	c.NoSeed = no
	return nil
}

func (c *Config) setLogLevel(s string) error {
	levels := map[string]slog.Level{
		"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError,
	}
	level, ok := levels[strings.ToLower(s)]
	if !ok {
		return fmt.Errorf("“%s” is not a level; there are debug, info, warn and error", shown(s))
	}
	c.LogLevel = level
	return nil
}

const maxShown = 80

// shown makes something that was given fit to be repeated in a sentence.
func shown(s string) string {
	quoted := []rune(strings.Trim(strconv.QuoteToGraphic(s), `"`))
	if len(quoted) > maxShown {
		return string(quoted[:maxShown]) + "…"
	}
	return string(quoted)
}
