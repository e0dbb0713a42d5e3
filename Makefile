# Everything a person types. `make` alone lists it. The first call sets the installation up; later ones start at once.
.DEFAULT_GOAL := help
SHELL := /bin/bash
VENV := .venv
READY := $(VENV)/.ready
PY := $(VENV)/bin/python
SUBMISSION ?= sample_docs/platform-demo
OUT ?= out/$(notdir $(SUBMISSION))
INBOX ?= inbox
CRON ?=
JOBS ?= 2

.PHONY: help setup demo test test-quick lint types contracts check bench review nightly samples pictures lock clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

$(READY): requirements.lock pyproject.toml scripts/setup scripts/debian-packages
	@scripts/setup

setup: $(READY) ## install everything (virtual environment, locked packages, the few Debian packages)

demo: $(READY) ## audit the sample submission and say where its report lies
	@$(VENV)/bin/gouji audit $(SUBMISSION) --out $(OUT)

test: $(READY) ## run all tests; what needs a program that is absent skips, saying so
	@$(PY) -m pytest -q -n $(JOBS) --dist loadgroup

test-quick: $(READY) ## run the tests that need no picture, browser or server
	@$(PY) -m pytest -q -n $(JOBS) -m "not slow"

lint: $(READY) ## ruff and codespell
	@$(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check . && $(VENV)/bin/codespell

types: $(READY) ## mypy --strict
	@$(VENV)/bin/mypy

contracts: $(READY) ## import contracts: who may know whom
	@$(VENV)/bin/lint-imports

check: lint types contracts test ## everything CI asks for

bench: $(READY) ## time reading and auditing; figures go to bench/RESULTS.md by hand
	@$(PY) -m bench

review: $(READY) ## open the review pages on the loopback
	@$(VENV)/bin/gouji review

nightly: $(READY) ## stay and audit INBOX on the schedule of prefect.yaml (CRON="* * * * *" for another)
	@mkdir -p $(INBOX) && $(VENV)/bin/gouji nightly --inbox $(INBOX) --serve $(if $(CRON),--cron "$(CRON)")

samples: $(READY) ## make the sample submissions again
	@$(PY) -m sample_docs.generator --all

pictures: $(READY) ## make the handbook's pictures again (needs LibreOffice)
	@$(PY) scripts/handbook-pictures

lock: $(READY) ## resolve the dependencies again (hashes, no addresses)
	@$(VENV)/bin/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
	  --group dev --all-extras pyproject.toml -o requirements.lock

clean: ## remove what the tools and audits left here
	@rm -rf out build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage
