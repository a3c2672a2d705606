// Package librarytest holds what tests of the library stand on: its ports kept in memory, which fail when told to, and a
// tiny set of reference data.
package librarytest
