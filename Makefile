UV := var/tools/bin/uv
RUN := $(UV) run --frozen --no-sync

.PHONY: help
help: ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

.PHONY: check
check: ## format, lint, types, import rule
	$(RUN) ruff format --check .
	$(RUN) ruff check .
	$(RUN) mypy
	$(RUN) lint-imports

.PHONY: quick
quick: ## unit and integration tests on SQLite
	$(RUN) pytest -n 2 -q
