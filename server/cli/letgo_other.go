//go:build !linux

package cli

func letGoOfProgram() {}
