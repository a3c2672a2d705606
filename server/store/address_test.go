package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/weldi-network/practice-library/server/library"
)

// TestAddressFaults says what is wrong with an address, in one sentence that repeats nothing of a password.
func TestAddressFaults(t *testing.T) {
	noCertificate := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(noCertificate, []byte("none"), 0o600); err != nil {
		t.Fatal(err)
	}
	for uri, want := range map[string]string{
		"mongodb://user:s3cret@localhost:99999/weldi":          "“99999” in the database address is not a port",
		"mongodb://a,b:0/weldi":                                "“0” in the database address is not a port",
		"mongodb://user:s3cret@host:port/weldi":                "“port” in the database address is not a port",
		"mongodb://user:s3cret@/weldi":                         "names no server",
		"mongodb://:27017/weldi":                               "names no server",
		"mongodb://user:s3cret@local host/":                    "a space or another sign",
		"mongodb://h/?tlsCAFile=/never/ca.pem":                 "The file /never/ca.pem, which the option “tlsCAFile” of the database address names, cannot be read: no such file",
		"mongodb://h/?tls=true&tlsCertificateKeyFile=/never/c": "The file /never/c, which the option “tlsCertificateKeyFile”",
		"mongodb://h/?tlsCAFile=" + noCertificate:              "The option “tlsCAFile” of the database address has a value",
		"mongodb+srv://h/?tlsCaFle=/never/ca.pem":              "There is no option “tlsCaFle”",
		"mongodb://user:s3cret@h/?w=majority&retryWritez=true": "There is no option “retryWritez”",
		"mongodb://h/?maxPoolSize=s3cret":                      "The option “maxPoolSize” of the database address has a value",
		"mongodb://h/?w":                                       "name=value",
		"mongodb://h/?tls=true&ssl=false":                      "do not go together",
		"mongodb://h/we ldi":                                   "A database cannot have the name",
		"mongodb://user:p@ss@localhost/":                       "percent-encoded",
		"mongodb://user:p@ss/@localhost/x":                     "percent-encoded",
		"mongodb://user:s3cret/@localhost/":                    "percent-encoded",
		"mongodb://user:s3cret?@localhost/":                    "percent-encoded",
		"mongodb://user:s3c?ret=1@localhost/":                  "percent-encoded",
		"mongodb://user:p@ss?ret=1@localhost/":                 "percent-encoded",
		"mongodb://user:s3cret%@localhost/":                    "percent-encoded",
		"mongodb://user:s3cret%zz@localhost/":                  "percent-encoded",
		"mongodb://user:s3:cret@localhost/":                    "percent-encoded",
		"localhost":                                            "is not a MongoDB address",
	} {
		_, err := parseAddress(t.Context(), uri)
		refusal := wantRefusal(t, uri, err, library.CodeBadInput)
		if !strings.Contains(refusal.Message, want) {
			t.Errorf("%s: %s", uri, refusal.Message)
		}
	}
}

// TestAddressesThatAreRight leaves odd ones alone.
func TestAddressesThatAreRight(t *testing.T) {
	for _, uri := range []string{
		"mongodb://localhost", "mongodb://user:p%40ss@a:1,b:2/weldi?replicaSet=rs0&w=majority", "mongodb://[::1]:27017/weldi",
		"mongodb://%2Ftmp%2Fdb.sock/weldi", "mongodb://u:p%3D@account.example:10255/?ssl=true&retrywrites=false&appName=@account@",
		"mongodb://[::1]/", "mongodb://user:p$s@h/", "mongodb://user:%25@h/",
	} {
		if _, err := parseAddress(t.Context(), uri); err != nil {
			t.Errorf("%s: %v", uri, err)
		}
	}
}
