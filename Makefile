# Every command of the project. `make` alone lists them.
SHELL := /bin/sh
BIN := .venv/bin
TOOLS := @sh .ci/tools.sh
# Node.js comes with the locked test tools too.
export PATH := $(CURDIR)/.venv/bin:$(PATH)
# Where Python keeps no bytecode, each of the tests' workers would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE
# Browsers and installers want a home; where there is none to write in, it is under var/.
export HOME := $(shell [ -d "$$HOME" ] && [ -w "$$HOME" ] || { mkdir -p var/home; HOME=$$PWD/var/home; }; printf %s "$$HOME")
POSTGRES := $(BIN)/python -m tests.postgres --
PYTEST := $(BIN)/python -m pytest -q
# Tests of one file stay together, as they share what is dear to make, until one worker has no more.
BOTH := -n 2 --dist worksteal

.PHONY: help
help: ## list what can be made
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

.PHONY: run
run: export NENKIN_DEMO ?= 1
run: ## install what is missing and start the site with its demonstration people
	$(TOOLS) run
	@exec $(BIN)/python -m nenkin.cli serve

.PHONY: test
test: ## install the test tools and run every check and test there is
	$(TOOLS) test
	@$(MAKE) --no-print-directory check
	$(POSTGRES) $(PYTEST) $(BOTH) tests
	@$(MAKE) --no-print-directory e2e

.PHONY: smoke
smoke: ## the first command on a bare copy, as an unprivileged person without a home
	$(TOOLS) check
	$(PYTEST) tests/smoke.py

.PHONY: quick
quick: ## the tests without PostgreSQL and the browser
	$(TOOLS) check
	$(PYTEST) $(BOTH) -m "not postgres and not slow" tests

.PHONY: check
check: ## format, lint, types, import rule
	$(TOOLS) check
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports

.PHONY: format
format: ## write the code as the formatter wants it
	$(TOOLS) check
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

.PHONY: e2e
e2e: ## the tests in a real browser
	$(TOOLS) test
	$(PYTEST) -n 2 --dist loadgroup e2e
	@$(BIN)/python -m e2e.results --check

.PHONY: audit
audit: ## check the accessibility of any page: make audit URL=http://127.0.0.1:8000/
	$(TOOLS) test
	@$(BIN)/python -m e2e.audit $(URL)

.PHONY: bench
bench: ## measure speed and size side by side with the peers
	$(TOOLS) bench
	$(BIN)/python -m tests.bench

ROWS ?= 1000000
.PHONY: bench-search
bench-search: ## measure the search for ownerless records beside its peers: make bench-search ROWS=1000000
	$(TOOLS) check
	$(BIN)/python -m tests.bench.ownerless $(ROWS)
