//go:build unix

package search

import "golang.org/x/sys/unix"

// letGo gives the pages of a mapped file back. A system that will not have them is no worse off.
func letGo(mapped []byte) {
	if len(mapped) > 0 {
		_ = unix.Madvise(mapped, unix.MADV_DONTNEED)
	}
}
