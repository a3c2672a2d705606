package seed

import (
	"fmt"
	"maps"
	"strings"
	"testing/fstest"

	"github.com/weldi-network/practice-library/server/library"
)

// fixture is a small seed that is right; changes replace files of it, or add some.
func fixture(changes map[string]string) fstest.MapFS {
	texts := map[string]string{
		"vocabularies/themes.yaml": "scheme: themes\nlabels:" + nine("Themes", "  ") + "\nconcepts:\n" + concept("housing") + concept("health"),
		"territories/osijek.yaml":  "key: osijek\nkind: city\npartner: true\ncountry: HR\nlanguages: [hr]\nnames:" + nine("Osijek", "  ") + "\n",
		"practices/a-practice.md":  aPractice,
	}
	maps.Copy(texts, changes)
	fsys := fstest.MapFS{}
	for name, text := range texts {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

// nine writes one label in the nine languages below one another.
func nine(label, indent string) string {
	var b strings.Builder
	for _, tag := range library.Languages {
		fmt.Fprintf(&b, "\n%s%s: %s", indent, tag, label)
	}
	return b.String()
}

func concept(key string) string {
	return "  - key: " + key + "\n    labels:" + nine("The "+key, "      ") + "\n    definition: About " + key + ".\n    to_confirm: [pl]\n"
}

const aPractice = `---
slug: a-practice
language: en
territory: osijek
place: null
organisations:
  - name: A society
    role: lead
themes: [housing]
tags: []
period:
  start: "2018"
  end: null
  state: pilot
  as_of: "2024-07"
confidence: high
source_languages: [hr]
sources:
  - url: https://example.org/a
    supports: Everything
published: "2026-11-24"
---

# A practice

One paragraph on
two lines.

## Challenge

A need.

## Approach

What is done:

- one thing,
  over two lines
- another

## Why it ended

It has not.
`

// reformatted says the same with other line ends, quotes, wrapping and order.
var reformatted = "\uFEFF" + strings.NewReplacer("\n", "  \r\n").Replace(`---
language: "en"
slug: 'a-practice'
territory: osijek
organisations: [{name: A society, role: lead}]
themes:
  - housing
period: {start: "2018", state: pilot, as_of: "2024-07"}
confidence: high
source_languages: [hr]
sources:
  # a comment
  - supports: >
      Everything
    url: https://example.org/a
published: "2026-11-24"
licence: https://creativecommons.org/licenses/by/4.0/
---
# A practice
One paragraph
on two lines.
## Challenge
A need.
## Approach
What is done:
- one thing, over
two lines

- another
## Why it ended
It has not.
`)

const aTranslation = `---
slug: a-practice
language: fr
origin: machine-checked
---

# Une pratique

Un paragraphe.

## Challenge

Un besoin.
`
