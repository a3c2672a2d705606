package backup

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"io"
)

// sealSize is the length of every seal: gzip's header, an uncompressed block of one line, and gzip's trailer.
const sealSize = 10 + 5 + 2*sha256.Size + 1 + 8

// seal makes the gzip member at the end of a file. It is put together here by hand, because it must come out the same
// by every program that will ever check it.
func seal(sum []byte) []byte {
	text := []byte(hex.EncodeToString(sum) + "\n")
	out := []byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 1}
	out = binary.LittleEndian.AppendUint16(out, uint16(len(text)))
	out = binary.LittleEndian.AppendUint16(out, ^uint16(len(text)))
	out = append(out, text...)
	out = binary.LittleEndian.AppendUint32(out, crc32.ChecksumIEEE(text))
	return binary.LittleEndian.AppendUint32(out, uint32(len(text)))
}

// checkSeal reads a file whole and gives the checksum of what its seal covers; false when the seal is not that.
func checkSeal(file io.ReaderAt, size int64) (sum []byte, ok bool, err error) {
	covered := size - sealSize
	if covered < 0 {
		return nil, false, nil
	}
	hash := sha256.New()
	if _, err := io.Copy(hash, io.NewSectionReader(file, 0, covered)); err != nil {
		return nil, false, err
	}
	there := make([]byte, sealSize)
	if _, err := file.ReadAt(there, covered); err != nil && err != io.EOF {
		return nil, false, err
	}
	sum = hash.Sum(nil)
	return sum, bytes.Equal(there, seal(sum)), nil
}
