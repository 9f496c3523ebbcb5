# Needs Python 3.11 or later and nothing else. Every target installs what it needs from the locks.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.ONESHELL:
.PHONY: help setup setup-test demo test lint types docs bench drills fmt lock

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
# A stamp is newer than the locks it was made from; a changed lock makes it again.
CORE := $(VENV)/.core-stamp
TEST := $(VENV)/.test-stamp
PYTEST_JOBS ?= 2

help: ## Say what each target does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(CORE): requirements/core.txt requirements/build.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Holdfast needs Python 3.11 or later; say which: make PYTHON=/path/to/python3.12")'
	[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q --disable-pip-version-check --only-binary :all: --require-hashes -r requirements/build.txt
	$(BIN)/pip install -q --disable-pip-version-check --only-binary :all: --require-hashes -r requirements/core.txt
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(TEST): requirements/test.txt $(CORE)
	$(BIN)/pip install -q --disable-pip-version-check --only-binary :all: --require-hashes -r requirements/test.txt
	touch $@

setup: $(CORE) ## Install what a desk needs into .venv
	@$(BIN)/python -m holdfast.locale_build

setup-test: $(TEST)
	@$(BIN)/python -m holdfast.locale_build

demo: setup ## Load both examples, publish their figures, capture a small site, open the board
	@exec $(BIN)/holdfast demo

test: setup-test ## Lint, types, walls, migrations, tests: what a change has to pass
	$(MAKE) --no-print-directory lint types
	PYTHONPATH=tests $(BIN)/python -m django makemigrations --check --dry-run --settings desk_settings
	$(BIN)/pytest -n $(PYTEST_JOBS) --dist worksteal --durations=15
	if [ -n "$${HOLDFAST_TEST_DATABASE_URL:-}" ]; then
	  echo "storage tests once more, on PostgreSQL"
	  DATABASE_URL="$$HOLDFAST_TEST_DATABASE_URL" $(BIN)/pytest -m "storage or postgres" --durations=5
	elif [ "$${HOLDFAST_CI_STRICT:-}" = 1 ]; then
	  echo "FAILED: the PostgreSQL run was skipped: HOLDFAST_TEST_DATABASE_URL is not set"; exit 1
	else
	  echo "SKIPPED: the PostgreSQL run; set HOLDFAST_TEST_DATABASE_URL to make it"
	fi

lint: setup-test ## Ruff and the walls of the house
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: setup-test ## mypy --strict on base and the engines
	$(BIN)/mypy

fmt: setup-test ## Put the sources in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: setup-test ## Check that the documentation says what the code does
	@if [ -d tests/docs ]; then $(BIN)/pytest tests/docs; else echo "no tests/docs yet"; fi

bench: setup-test ## Measure each promise of speed beside its peer (about ten minutes; BENCH=--quick for two)
	@$(BIN)/python benchmarks/run.py $(BENCH)

drills: setup-test ## Kill, cut the power, fill the disk, feed broken files, at length: nothing may be half-written
	@HOLDFAST_DRILLS=long $(BIN)/pytest tests/drills tests/cases/test_interrupted_loads.py --durations=10

lock: ## Make the locks again from requirements/*.in (needs uv)
	cd requirements
	for name in build core; do
	  uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links $$name.in -o $$name.txt
	done
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links -c core.txt test.in -o test.txt
