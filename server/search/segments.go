package search

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
)

// dropDamagedSegments compares every segment of the Bleve index with the checksum it ends with and removes those that
// do not match. Bleve maps segments into memory and trusts them; a damaged one would stop the program, not only the
// search. Most often it is one that was being written when the program was killed: nobody refers to it, and nothing is
// lost. If one that is referred to goes missing, Bleve opens an older state or an empty one, which its mark tells.
func dropDamagedSegments(folder string) (dropped []string, err error) {
	if _, err := os.Stat(filepath.Join(folder, "root.bolt")); err != nil {
		return nil, fmt.Errorf("the words are missing: %w", err)
	}
	paths, err := filepath.Glob(filepath.Join(folder, "*.zap"))
	if err != nil {
		return nil, err
	}
	for _, path := range paths {
		err := checkSegment(path)
		if err == nil {
			continue
		}
		if err := os.Remove(path); err != nil {
			return dropped, err
		}
		dropped = append(dropped, fmt.Sprintf("%s: %s", filepath.Base(path), err))
	}
	return dropped, nil
}

var errDamagedSegment = errors.New("does not have the checksum it ends with")

// checkSegment reads the CRC-32 of everything before it from the last four bytes.
func checkSegment(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }() // only read
	info, err := file.Stat()
	if err != nil {
		return err
	}
	const size = crc32.Size
	if info.Size() < size {
		return errDamagedSegment
	}
	sum := crc32.NewIEEE()
	if _, err := io.Copy(sum, io.LimitReader(file, info.Size()-size)); err != nil {
		return err
	}
	var last [size]byte
	if _, err := io.ReadFull(file, last[:]); err != nil {
		return err
	}
	if binary.BigEndian.Uint32(last[:]) != sum.Sum32() {
		return errDamagedSegment
	}
	return nil
}
