// Command server is the WELDI Practice Library: one program that keeps it, serves it and fills it.
package main

import (
	"context"
	"os"

	"github.com/weldi-network/practice-library/server/cli"
)

func main() { os.Exit(cli.Run(context.Background(), os.Args[1:], os.Getenv, os.Stdout, os.Stderr)) }
