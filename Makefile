# From nothing but Python 3.11: `make demo` shows it, `make test` proves it.

PYTHON ?= $(or $(shell command -v python3.11),$(shell command -v python3))
BIN := .venv/bin
READY := .venv/.ready
PACKAGES := footnote tools knowledge ingest bot
CODE := $(PACKAGES) benchmarks samples scripts tests

.PHONY: help setup demo test golden check lint format types gates bench docs samples picture lock clean

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

setup: $(READY)  ## the environment and the embedding weights

$(READY): requirements.lock requirements-dev.lock pyproject.toml knowledge/weights.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed, and none was found."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is older than 3.11."; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m knowledge.weights && touch $(READY) || echo "Going on without: notes are searched by words only."

demo: $(READY)  ## the sample desk answers ten questions
	@$(BIN)/python scripts/demo.py

test: $(READY)  ## the suite, a tenth of each long check, two modules at a time
	$(BIN)/python -m pytest -q -n 2 --dist loadfile

gates: $(READY)  ## the suite with every long check at full count
	$(BIN)/python -m pytest -q --full

bench: $(READY)  ## the right page first, against plain LangChain; answers; waits in Slack; flow gap against DuckDB; a warm `latest`
	$(BIN)/python benchmarks/retrieval.py
	$(BIN)/python benchmarks/search.py
	$(BIN)/python benchmarks/understanding.py
	$(BIN)/python benchmarks/answer.py
	$(BIN)/python benchmarks/slack.py
	$(BIN)/python benchmarks/flows.py
	$(BIN)/python benchmarks/cache.py

golden: $(READY)  ## tests/golden, from the answers of today; read the diff
	$(BIN)/python -m pytest -q --golden tests/test_golden.py

check: format lint types test  ## format, lint, types, tests

format: $(READY)  ## rewrite the code in the house's format
	$(BIN)/ruff format $(CODE)

lint: $(READY)  ## format and lint rules, without changing anything
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)

types: $(READY)  ## mypy, strict on the packages
	$(BIN)/mypy

docs: $(READY)  ## the pages of docs/ that code knows
	$(BIN)/python scripts/write_docs.py
	$(BIN)/python scripts/write_asking.py

samples: $(READY)  ## the sample desk's data and PDF, from their seeds
	$(BIN)/python samples/make.py

picture: $(READY)  ## the two pictures in the README, from real answers
	$(BIN)/python scripts/picture.py
	$(BIN)/python scripts/slack_picture.py

lock: $(READY)  ## both lock files, from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml $(LOCK) -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group dev -c requirements.lock $(LOCK) -o requirements-dev.lock

LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header

clean:  ## the environment and all that was made by running
	rm -rf .venv .demo .mypy_cache .pytest_cache .ruff_cache .hypothesis dist
