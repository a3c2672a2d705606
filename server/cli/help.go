package cli

import (
	"context"
	"fmt"
	"io"
	"text/tabwriter"
)

// help shows the usage.
func (p *program) help(context.Context) error {
	writeUsage(p.stdout)
	return nil
}

func writeUsage(w io.Writer) {
	_, _ = fmt.Fprint(w, "Usage: server [command] [flags]\n\nCommands:\n")
	table := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	for _, c := range commands() {
		_, _ = fmt.Fprintf(table, "  %s %s\t%s\n", c.name, c.takes, c.summary)
	}
	_ = table.Flush()
	_, _ = fmt.Fprint(w, "\nFlags, and the environment variables that do the same:\n")
	for _, s := range settings() {
		_, _ = fmt.Fprintf(table, "  --%s %s\t%s\t%s\n", s.name, s.takes, s.env, s.help)
	}
	_ = table.Flush()
	_, _ = fmt.Fprint(w, "\nA flag wins over the environment, and that over the configuration file.\n")
}
