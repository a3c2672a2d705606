// Package web holds the built client inside the program.
package web

import (
	"embed"
	"io/fs"
)

// dist holds a placeholder alone until `npm run build` fills it; `all:` takes names that begin with a dot or underscore too.
//
//go:embed all:dist
var dist embed.FS

// Dist gives the files of the client, and whether it was built before this program was.
func Dist() (fs.FS, bool) {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		return nil, false
	}
	_, err = fs.Stat(files, "index.html")
	return files, err == nil
}
