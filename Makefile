# Two commands do everything: `make run` and `make test`. `make help` lists the rest.

SHELL := /bin/sh
.DEFAULT_GOAL := help

GOLANGCI := go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
# The race detector needs a C compiler; without one the tests run without it and say so.
RACE := $(shell command -v cc >/dev/null 2>&1 && echo -race)
DATA ?= data-corpus
N ?= 20000
ROUNDS ?= 200
ENTRIES ?= 100000
FUZZTIME ?= 30s

.PHONY: help
help: ## List these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

.PHONY: run
run: web ## Build everything and serve the library with real practices on http://localhost:8080 (or WELDI_ADDR)
	go build -o bin/server ./server
	./bin/server

.PHONY: build
build: web ## Build the program, client inside, as bin/server
	go build -o bin/server ./server

.PHONY: test
test: fresh lint test-web test-go test-browser ## Check everything that must hold before a change lands
	@echo "All checks passed."

.PHONY: test-go
test-go: web ## Run the Go tests, with the race detector where there is a C compiler
	@test -n "$(RACE)" || echo "No C compiler found: the Go tests run without the race detector."
	go test $(RACE) -timeout 25m ./...

.PHONY: test-web
test-web: web/node_modules ## Check the client's types and run its unit tests
	cd web && npm run --silent check && npm test --silent

.PHONY: test-browser
test-browser: build ## Walk through the client in Chromium against a real server with the seed
	sh web/scripts/ensure-chromium.sh
	sh .ci/browser

.PHONY: measure
measure: build ## Measure in Chromium how soon a typed word has its results: within 100 ms where nothing else runs
	sh web/scripts/ensure-chromium.sh
	sh .ci/with-server npm --prefix web run --silent measure

.PHONY: lighthouse
lighthouse: build ## Run Lighthouse on four pages RUNS times (default 3), on a quiet machine (needs the npm registry)
	sh .ci/lighthouse

.PHONY: html-check
html-check: build ## Hold the pages, served and in Chromium, against html-validate and the Nu checker (needs Java and the npm registry)
	sh web/scripts/ensure-chromium.sh
	sh .ci/html

.PHONY: test-all
test-all: test torture fuzz ## Everything, the slow included

.PHONY: fresh
fresh: web/node_modules ## Prove that generated code is what the schema generates
	sh .ci/fresh

.PHONY: generate
generate: web/node_modules ## Make graph/generated and the client's types from schema/
	go generate ./...
	cd web && npm run --silent generate

.PHONY: lint
lint: ## Run go vet and golangci-lint
	go vet ./...
	$(GOLANGCI) run

.PHONY: tidy
tidy: ## Format the Go code and tidy go.mod
	go mod tidy
	$(GOLANGCI) fmt

.PHONY: web
web: web/node_modules ## Build the client into web/dist
	cd web && npm run --silent build

web/node_modules: web/package-lock.json
	cd web && npm ci --no-audit --no-fund
	@touch web/node_modules

.PHONY: corpus
corpus: build ## Fill $(DATA) with N generated practices (default 20000, in data-corpus)
	./bin/server corpus --data $(DATA) $(N)

.PHONY: bench
bench: ## Measure the read side alone, and over HTTP with N practices (default 20000), into bin/bench-*.txt
	@mkdir -p bin
	go test -run '^$$' -bench . -benchmem ./server/search/... | tee bin/bench-search.txt
	WELDI_BENCH=$(N) WELDI_BENCH_OUT=$(CURDIR)/bin/bench-http.txt go test -timeout 2h -run TestBenchHTTP -v ./server/cli

.PHONY: fuzz
fuzz: ## Run every fuzz target for FUZZTIME (default 30s)
	sh .ci/fuzz $(FUZZTIME)

.PHONY: torture
torture: ## Kill writers at random moments ROUNDS times (default 200) and run two servers on one database
	TORTURE_ROUNDS=$(ROUNDS) TORTURE_SECONDS=30 go test -count=1 -timeout 6h -v -run 'Torture' ./server/cli/...

.PHONY: start
start: ## Measure a start at ENTRIES journal entries (default 100000), from what was saved and from the journal alone
	WELDI_ENTRIES=$(ENTRIES) go test -count=1 -timeout 3h -v -run 'TestStartAtEntries' ./server/cli

.PHONY: backup
backup: ## Measure the backup of N practices (default 20000) by a server that answers, and hold the restored library against it
	WELDI_BACKUP=$(N) go test -count=1 -timeout 1h -v -run 'TestBackupOfMany' ./server/cli

.PHONY: memory
memory: ## Measure the memory of a server with N practices (default 20000), at rest and while many words are asked for
	WELDI_MEMORY=$(N) go test -count=1 -timeout 1h -v -run 'TestMemory' ./server/cli

.PHONY: writers
writers: ## Let 50 people work on 10 practices for a minute; each accepted change must stand in the history once
	TORTURE_SECONDS=60 go test -count=1 -v -run 'TestTortureFiftyWriters' ./server/cli

.PHONY: clean
clean: ## Remove what was built; data stays
	rm -rf bin web/node_modules
	find web/dist -mindepth 1 ! -name placeholder.txt -delete
