// Package auth tells who is asking: accounts with their passwords, sessions, tokens and links that work once.
//
// What tells who somebody is lies in plain documents, which can be deleted; the library's journal knows an account by its
// id alone, with its roles and the epoch of its sessions. A secret is never kept: its hash is, as the key under which
// the document is found.
package auth
