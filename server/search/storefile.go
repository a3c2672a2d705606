package search

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"strings"
)

type writeCloser = io.WriteCloser

// discard takes what need not be copied.
type discard struct{}

// Write forgets what it is given.
func (discard) Write(p []byte) (int, error) { return len(p), nil }

// Close does nothing.
func (discard) Close() error { return nil }

// syncedFile is on disk when it is closed.
type syncedFile struct{ *os.File }

// Close brings the file to disk.
func (f syncedFile) Close() error { return errors.Join(f.Sync(), f.File.Close()) }

const segmentSuffix = ".zap"

// seal is what a file must look like when it is read back. Bleve maps its files into memory and trusts them; a damaged
// one would stop the program, not only the search.
type seal struct {
	Name string
	Size int64
	CRC  uint32
}

// sealAll seals the files of a folder. Segments end with a CRC-32 of themselves, which is taken as it is: reading them
// through can wait until they are opened.
func sealAll(folder string) ([]seal, error) {
	files, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	seals := make([]seal, 0, len(files))
	for _, file := range files {
		s, err := sealOf(filepath.Join(folder, file.Name()), false)
		if err != nil {
			return nil, err
		}
		seals = append(seals, s)
	}
	return seals, nil
}

// sealOf reads a file's seal. With through, a segment is read to its end and its own checksum verified.
func sealOf(path string, through bool) (seal, error) {
	file, err := os.Open(path)
	if err != nil {
		return seal{}, err
	}
	defer func() { _ = file.Close() }() // only read
	info, err := file.Stat()
	if err != nil {
		return seal{}, err
	}
	s := seal{Name: filepath.Base(path), Size: info.Size()}
	if !strings.HasSuffix(path, segmentSuffix) {
		s.CRC, err = crcOf(file, s.Size)
		return s, err
	}
	body := s.Size - crc32.Size
	if body < 0 {
		return s, fmt.Errorf("%s is cut off", s.Name)
	}
	var last [crc32.Size]byte
	if _, err := file.ReadAt(last[:], body); err != nil {
		return s, err
	}
	s.CRC = binary.BigEndian.Uint32(last[:])
	if !through {
		return s, nil
	}
	if actual, err := crcOf(file, body); err != nil || actual != s.CRC {
		return s, errors.Join(err, fmt.Errorf("%s does not have the checksum it ends with", s.Name))
	}
	return s, nil
}

func crcOf(file io.Reader, size int64) (uint32, error) {
	sum := crc32.NewIEEE()
	_, err := io.Copy(sum, io.LimitReader(file, size))
	return sum.Sum32(), err
}

// linkStore makes a folder of the sealed files of another, verifying each.
func linkStore(from, to string, seals []seal) error {
	if err := os.RemoveAll(to); err != nil {
		return err
	}
	if err := os.MkdirAll(to, 0o700); err != nil {
		return err
	}
	for _, want := range seals {
		source, target := filepath.Join(from, want.Name), filepath.Join(to, want.Name)
		have, err := sealOf(source, true)
		if err != nil {
			return err
		}
		if have != want {
			return fmt.Errorf("%s is not the file that was saved", want.Name)
		}
		// A segment never changes and can be shared; anything else is written to.
		if strings.HasSuffix(want.Name, segmentSuffix) && os.Link(source, target) == nil {
			continue
		}
		if err := copyFile(source, target); err != nil {
			return err
		}
	}
	return nil
}

func copyFile(from, to string) error {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = source.Close() }() // only read
	target, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	return errors.Join(err, target.Close())
}
