package embedded

import (
	"database/sql"
	"path/filepath"
	"testing"
)

// TestAddress reads back the settings that every connection of the engine gets.
func TestAddress(t *testing.T) {
	db, err := sql.Open("sqlite", address(filepath.Join(t.TempDir(), "weldi.sqlite")))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	const full = "2"
	for setting, want := range map[string]string{"synchronous": full, "journal_mode": "wal", "busy_timeout": "10000"} {
		var got string
		if err := db.QueryRow("PRAGMA " + setting).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %s, want %s (%v)", setting, got, want, err)
		}
	}
}
