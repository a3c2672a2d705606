package auth

import (
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/weldi-network/practice-library/server/library"
)

const maxAddress = 254 // RFC 5321, 4.5.3.1.3

// address is an e-mail address as it was given.
type address string

// readAddress checks the e-mail address of an input. Refusal: BAD_INPUT with its field, email.
func readAddress(given string) (address, error) {
	given = strings.TrimSpace(given)
	parsed, err := mail.ParseAddress(given)
	odd := strings.ContainsFunc(given, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) || r == utf8.RuneError })
	if err != nil || len(given) > maxAddress || odd || parsed.Address != given || !strings.Contains(parsed.Address, "@") {
		return "", library.RefuseField(library.CodeBadInput, "email", "This is not an e-mail address.")
	}
	return address(given), nil
}

// normal is the form in which two spellings of one address are the same.
func (a address) normal() string { return strings.ToLower(norm.NFKC.String(string(a))) }

// key is where the account of an address is found.
func (a address) key() string { return digest([]byte(a.normal())) }
