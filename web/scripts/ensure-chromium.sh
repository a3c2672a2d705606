#!/bin/sh
# Sees to it that the browser test finds a Chromium: one that is there, else Debian's package when root, else
# Playwright's own download, else a clear failure. Prints the path of what it found.
set -eu
cd "$(dirname "$0")/.."

if [ ! -d node_modules/playwright-core ]; then
  echo "Run 'npm ci' in $(pwd) first." >&2
  exit 1
fi

if found=$(node tests/chromium.mjs 2>/dev/null); then
  echo "$found"
  exit 0
fi

if [ -n "${CHROMIUM:-}" ]; then
  echo "The variable CHROMIUM names $CHROMIUM, which is not there." >&2
  exit 1
fi

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing Debian's chromium …" >&2
  { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends chromium; } >&2 || true
fi

if ! node tests/chromium.mjs >/dev/null 2>&1; then
  echo "Downloading Playwright's chromium …" >&2
  npx --no-install playwright-core install chromium >&2 || true
fi

if ! node tests/chromium.mjs 2>/dev/null; then
  echo "The browser test needs Chromium or Google Chrome. Install one ('sudo apt-get install chromium' on Debian," >&2
  echo "'brew install --cask chromium' on macOS), or name its program in the variable CHROMIUM." >&2
  exit 1
fi
