package embedded_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/weldi-network/practice-library/server/store"
	"github.com/weldi-network/practice-library/server/store/embedded"
)

// openOnly names the data folder whose database this program, started once more as another user, opens and closes.
const openOnly = "WELDI_TEST_OPEN_ONLY"

// opened says how opening the database in a folder went.
func opened(ctx context.Context, folder string) error {
	e, err := embedded.Start(ctx, folder, nil)
	if err != nil {
		return err
	}
	s, err := store.Open(ctx, e.URI(), store.Options{Ensured: e.EnsureIndexes})
	if err == nil {
		err = s.Close(ctx)
	}
	if stopErr := e.Stop(ctx); err == nil {
		err = stopErr
	}
	return err
}

// nobody is a user without rights; root may do everything.
const nobody = 65534

// filled makes a data folder with a database that has been written to, of which the user nobody may use everything.
func filled(t *testing.T) string {
	t.Helper()
	root, err := os.MkdirTemp("", "weldi-files-") // its parents must be open to nobody
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(root) })
	folder := filepath.Join(root, "data")
	e := start(t, folder)
	s := connect(t, e)
	for number := range uint64(50) {
		add(t, s, number+1)
	}
	disconnect(t, s)
	stop(t, e)
	err = filepath.WalkDir(root, func(path string, _ os.DirEntry, _ error) error { return os.Chown(path, nobody, nobody) })
	if err != nil {
		t.Fatal(err)
	}
	return folder
}

func openAsNobody(t *testing.T, folder string) string {
	t.Helper()
	program := filepath.Join(filepath.Dir(folder), "program") // the one that runs lies where only root may look
	content, err := os.ReadFile(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(program, content, 0o755); err != nil {
		t.Fatal(err)
	}
	child := exec.Command(program)
	child.Dir = filepath.Dir(folder)
	child.Env = append(os.Environ(), openOnly+"="+folder)
	child.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	out, err := child.Output()
	if err != nil {
		t.Fatalf("the child says %s, %v", out, err)
	}
	return strings.TrimSpace(string(out))
}

// TestFilesOfSomebodyElse opens, as a user without rights, what belongs to root.
func TestFilesOfSomebodyElse(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can start a program as another user")
	}
	for _, c := range []struct {
		name, path string
		mode       os.FileMode
		want       string
	}{
		{"nothing", "", 0, "<nil>"},
		{"the folder, closed", "database", 0o700, "may not read and write FOLDER/database; give it that right"},
		{"the folder, to be read", "database", 0o755, "may not read and write FOLDER/database; give it that right"},
		{"the file, closed", "database/weldi.sqlite", 0o600, "may not read and write FOLDER/database/weldi.sqlite; give it that right"},
		{"the file, to be read", "database/weldi.sqlite", 0o644, "may not read and write FOLDER/database/weldi.sqlite; give it that right"},
		{"the log", "database/weldi.sqlite-wal", 0o644, "may not read and write FOLDER/database/weldi.sqlite-wal; give it that right"},
		{"another file", "database/notes.txt", 0o600, "<nil>"},
		{"the address", "engine.addr.new", 0o600, "may not read and write FOLDER/engine.addr; give it that right"},
	} {
		t.Run(c.name, func(t *testing.T) {
			folder := filled(t)
			if c.path != "" {
				giveToRoot(t, filepath.Join(folder, c.path), c.mode)
			}
			got := openAsNobody(t, folder)
			if want := strings.ReplaceAll(c.want, "FOLDER", folder); !strings.Contains(got, want) || strings.Contains(got, "SQL") {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

// giveToRoot makes the file where it is missing.
func giveToRoot(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	if _, err := os.Stat(path); err != nil {
		if err := os.WriteFile(path, nil, mode); err != nil {
			t.Fatal(err)
		}
	}
	for _, err := range []error{os.Chown(path, 0, 0), os.Chmod(path, mode)} {
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestDamaged opens files that lost what SQLite lives by; they are left as they are.
func TestDamaged(t *testing.T) {
	for name, damage := range map[string]func(content []byte) []byte{
		"no database":     func([]byte) []byte { return []byte(strings.Repeat("no database\n", 1000)) },
		"the header":      func(c []byte) []byte { return append(bytes.Repeat([]byte{0xff}, 100), c[100:]...) },
		"the first page":  func(c []byte) []byte { return append(c[:100:100], bytes.Repeat([]byte{0xff}, len(c)-100)...) },
		"a page within":   func(c []byte) []byte { copy(c[len(c)/2:], bytes.Repeat([]byte{0xff}, 8192)); return c },
		"the end is gone": func(c []byte) []byte { return c[:len(c)/2] },
		"little is left":  func(c []byte) []byte { return c[:4096] },
	} {
		t.Run(name, func(t *testing.T) {
			folder := filled(t)
			path := filepath.Join(folder, "database", "weldi.sqlite")
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			content = damage(content)
			if err := os.WriteFile(path, content, 0o600); err != nil {
				t.Fatal(err)
			}
			err = opened(t.Context(), folder)
			wantSentence(t, err)
			want := fmt.Sprintf("The database in the data folder %s is damaged; move its folder “database” away and restore a backup", folder)
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("got %v", err)
			}
			if err := embedded.Examine(t.Context(), folder); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("looked through: %v", err)
			}
			if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, content) {
				t.Errorf("the damaged file was changed (%v)", err)
			}
		})
	}
}

// TestLargeFileIsLookedThroughOnRequest: a start does not wait for it, `server check` does.
func TestLargeFileIsLookedThroughOnRequest(t *testing.T) {
	folder := filled(t)
	path := filepath.Join(folder, "database", "weldi.sqlite")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	const large = "CREATE TABLE large (x BLOB); INSERT INTO large VALUES (zeroblob(65 << 20)), (zeroblob(1 << 20))"
	if _, err := db.ExecContext(t.Context(), large); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(embedded.Examine(t.Context(), folder), db.Close()); err != nil {
		t.Fatal(err)
	}
	damageNearTheEnd(t, path)
	if err := opened(t.Context(), folder); err != nil {
		t.Errorf("the start looked through a large file: %v", err)
	}
	if err := embedded.Examine(t.Context(), folder); err == nil || !strings.Contains(err.Error(), "is damaged") {
		t.Errorf("looked through: %v", err)
	}
}

// damageNearTheEnd writes over the pages where the newest row stands.
func damageNearTheEnd(t *testing.T, path string) {
	t.Helper()
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	info, err := file.Stat()
	if err == nil {
		_, err = file.WriteAt(bytes.Repeat([]byte{0xff}, 64<<10), info.Size()-512<<10)
	}
	if err := errors.Join(err, file.Close()); err != nil {
		t.Fatal(err)
	}
}
