package store

import (
	"cmp"
	"errors"
	"io/fs"
	"net"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/connstring"

	"github.com/weldi-network/practice-library/server/library"
)

// maxDatabaseName is MongoDB's limit, in bytes.
const maxDatabaseName = 63

// address is a database address taken apart, to say what is wrong with it. The driver's text never goes further, not
// even to the log: it quotes the address, passwords included.
type address struct {
	authority string // the part with user, password and hosts
	database  string
	options   []string // each as name=value
	// isClear tells that nothing of a user name or password can have slipped behind an @, / or ? that should have been
	// encoded, so that hosts and options may be repeated.
	isClear bool
}

func takeApart(uri string) address {
	_, rest, _ := strings.Cut(uri, "://")
	end := strings.IndexAny(rest, "/?")
	if end < 0 {
		end = len(rest)
	}
	a := address{authority: rest[:end], database: databaseName(uri)}
	if _, query, ok := strings.Cut(rest, "?"); ok {
		a.options = strings.FieldsFunc(query, func(r rune) bool { return r == '&' || r == ';' })
	}
	a.isClear = strings.Count(a.authority, "@") <= 1 && !strings.Contains(rest[end:], "@")
	return a
}

// fault gives the first thing that is wrong, in one sentence: BAD_INPUT. Some of it the driver lets pass: it would ask
// the name service for a host with a space in it, learn only from the first write that a database cannot have such a
// name, and do without an option that it does not know.
func (a address) fault(isRefused bool) error {
	var sentence string
	switch {
	case a.isClear:
		sentence = cmp.Or(a.user(), a.hosts(), a.unknownOption(), a.name())
	case isRefused || strings.Contains(a.database, "@"):
		sentence = encodeIt
	}
	if sentence == "" && isRefused {
		sentence = cmp.Or(a.badOption(), "The database address is not a MongoDB address; one looks like mongodb://host:27017/weldi.")
	}
	if sentence == "" {
		return nil
	}
	return library.Refuse(library.CodeBadInput, "%s", sentence)
}

const encodeIt = "In the database address, each sign of a user name and a password that is no letter or digit must be percent-encoded: " +
	"@ as %40, / as %2F, : as %3A, % as %25."

// hides reports whether the driver found a password where we find none: it takes a ? or / for a part of it.
func (a address) hides(user *options.Credential) bool {
	return user != nil && user.Password != "" && !strings.Contains(a.authority, "@")
}

var badEscape = regexp.MustCompile(`%([^0-9A-Fa-f]|.?[^0-9A-Fa-f]|.?$)`)

// user finds a user name or password that is not encoded.
func (a address) user() string {
	if user, _, _ := cutLast(a.authority, "@"); strings.Count(user, ":") > 1 || badEscape.MatchString(user) {
		return encodeIt
	}
	return ""
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return "", s, false
}

// hosts finds a host without a name, one that cannot have such a name, and a port that is none.
func (a address) hosts() string {
	_, hosts, hasUser := cutLast(a.authority, "@")
	if hosts == "" && !hasUser {
		return "" // nothing here looks like an address
	}
	for host := range strings.SplitSeq(hosts, ",") {
		switch name, port, err := net.SplitHostPort(host); {
		case host == "" || err == nil && name == "":
			return "The database address names no server; one looks like mongodb://host:27017/weldi."
		case strings.ContainsFunc(host, isNoHostRune):
			return "A server in the database address has a name with a space or another sign that no name can have."
		case err == nil && !isPort(port):
			return "“" + port + "” in the database address is not a port; it must be a number from 1 to 65535."
		}
	}
	return ""
}

func isNoHostRune(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }

func isPort(s string) bool {
	n, err := strconv.ParseUint(s, 10, 16)
	return err == nil && n > 0
}

func (a address) name() string {
	if len(a.database) <= maxDatabaseName && !strings.ContainsAny(a.database, "/\\. \"$\x00") {
		return ""
	}
	return "A database cannot have the name in the database address: it may have 63 bytes, but no spaces, quotes, dots, slashes and dollar signs."
}

var optionName = regexp.MustCompile(`^[A-Za-z_.]{1,60}$`)

// unknownOption finds an option that there is not, and one without a value.
func (a address) unknownOption() string {
	for _, option := range a.options {
		name, _, hasValue := strings.Cut(option, "=")
		switch {
		case !optionName.MatchString(name) || !hasValue:
			return "The options in the database address must have the form name=value, with & between them."
		case isUnknown(option):
			return "There is no option “" + name + "” for a database address."
		}
	}
	return ""
}

func isUnknown(option string) bool {
	c, err := connstring.Parse("mongodb://localhost/?" + option)
	return err == nil && len(c.UnknownOptions) > 0
}

// badOption finds an option that is refused when it stands alone.
func (a address) badOption() string {
	for _, option := range a.options {
		name, _, _ := strings.Cut(option, "=")
		err := options.Client().ApplyURI("mongodb://user:password@localhost/?" + option).Validate()
		if file, ok := errors.AsType[*fs.PathError](err); ok {
			return "The file " + file.Path + ", which the option “" + name + "” of the database address names, cannot be read: " + file.Err.Error() + "."
		}
		if err != nil && !strings.HasPrefix(name, "srv") { // these stand in mongodb+srv addresses alone
			return "The option “" + name + "” of the database address has a value that it cannot have."
		}
	}
	if len(a.options) > 1 {
		return "The options of the database address do not go together."
	}
	return ""
}
