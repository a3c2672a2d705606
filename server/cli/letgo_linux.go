package cli

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/sys/unix"
)

// letGoOfProgram gives back the pages of the program's own file that starting has read: most of them are never needed
// again, and the others are read anew out of the system's file cache. What was written to is left alone.
func letGoOfProgram() {
	self, err := os.Readlink("/proc/self/exe")
	if err != nil {
		return
	}
	maps, err := os.Open("/proc/self/smaps")
	if err != nil {
		return
	}
	defer func() { _ = maps.Close() }() // only read
	for _, m := range unchanged(maps, self) {
		_, _, _ = unix.Syscall(unix.SYS_MADVISE, m.start, m.end-m.start, unix.MADV_DONTNEED)
	}
}

type mapping struct{ start, end uintptr }

// unchanged finds where a file is mapped for reading alone, with every page as it is in the file.
func unchanged(smaps io.Reader, file string) (list []mapping) {
	var m mapping
	for lines := bufio.NewScanner(smaps); lines.Scan(); {
		line := lines.Text()
		var mode, ignored string
		var next mapping
		if n, _ := fmt.Sscanf(line, "%x-%x %s %s", &next.start, &next.end, &mode, &ignored); n == 4 {
			m = mapping{}
			if strings.HasPrefix(mode, "r-") && strings.HasSuffix(line, " "+file) {
				m = next
			}
			continue
		}
		if field, value, _ := strings.Cut(line, ":"); field == "Anonymous" && strings.TrimSpace(value) == "0 kB" && m.start < m.end {
			list = append(list, m)
		}
	}
	return list
}
