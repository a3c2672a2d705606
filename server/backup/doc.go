// Package backup is the file that a library is kept in outside of any database.
//
// It is a gzip file, so that `zcat` shows it, with one JSON value on each line:
//
//	{"format":"weldi-practice-library","version":1,"library":"…","created":"…"}
//	{"entry":{"number":1,"uuid":"…","previous":"","type":"…","schema":1,"account":"…","at":"…","payload":…}}
//	…
//	{"document":{"collection":"accounts","key":"…","value":…}}
//	…
//	{"end":{"entries":42,"uuid":"…","documents":7}}
//	sha256 of everything before this line's gzip member, in hexadecimal
//
// Each line in between names the part of the library that it holds, in its only key: the entries of the
// journal first, then the plain documents of library.KeptCollections. A file without documents is one of an earlier program,
// or of a library that has no accounts. A reader refuses a part that it does not know, because a restore without it would not be whole. The last line
// is a gzip member of its own and the same for the same checksum, byte by byte: no byte of a file can change unnoticed.
package backup
