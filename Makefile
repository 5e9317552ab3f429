# `make` alone lists the commands. Each of them sets up what it needs first, so that a fresh clone needs nothing else.
.DEFAULT_GOAL := help
BIN := .venv/bin
OFFSCREEN := QT_QPA_PLATFORM=offscreen
PYTEST_FLAGS ?= -n 2
# Of package and test-packages: linux, windows or all.
SYSTEM ?= all

.PHONY: help run test check format lint types layers catalogues record bench screenshots package test-packages clean setup setup-screen

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

run: setup-screen ## set up, then open a demo house (without a display: write it, and its summary)
	@$(BIN)/python scripts/run_demo.py

test: setup ## set up, then run the whole test suite without a screen
	@$(OFFSCREEN) $(BIN)/python -m pytest $(PYTEST_FLAGS)

check: setup ## format, lint, types, layers, catalogues and tests
	@$(BIN)/ruff format --check .
	@$(MAKE) --no-print-directory lint types layers catalogues test

format: setup ## write the code in its one format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lint: setup ## look for mistakes (ruff)
	@$(BIN)/ruff check .

types: setup ## check the types (mypy, strict)
	@$(BIN)/mypy
	@$(BIN)/mypy --config-file packaging/mypy.ini

layers: setup ## check who imports whom (import-linter)
	@$(BIN)/lint-imports

catalogues: setup ## check that every text has its French
	@$(BIN)/python scripts/catalogue.py check

record: setup ## write down what the first page asks the file
	@$(BIN)/python scripts/record.py

bench: setup ## time the program against its floors
	@$(OFFSCREEN) $(BIN)/python -m benchmarks

screenshots: setup ## draw the screenshots of the documentation
	@$(OFFSCREEN) $(BIN)/python scripts/screenshots.py

package: setup ## build the installers for Linux and Windows, into dist/ (Debian 12)
	@nice -n 10 $(BIN)/python packaging/build.py $(SYSTEM)

test-packages: setup ## install, use, update and remove each installer of dist/ in clean places
	@nice -n 10 $(BIN)/python -m pytest packaging/tests --system $(SYSTEM) -p no:randomly -p no:xdist -rP

clean: ## remove what can be made again
	@rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .screenshots
	@find src tests benchmarks scripts -name __pycache__ -type d -prune -exec rm -rf {} +

setup:
	@scripts/setup.sh offscreen

setup-screen:
	@scripts/setup.sh
