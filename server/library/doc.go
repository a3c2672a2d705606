// Package library is the domain of the WELDI Practice Library: its nouns, rules, permissions and use-cases.
//
// It imports the standard library only and does no input or output: what it needs from outside (a journal, a place
// for bodies, a read side, a clock, an id generator) comes in through the ports in ports.go.
package library
