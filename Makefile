# Everything that a bare Debian with Python 3.11, make and git needs, in one word each. `make` alone lists them.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
# The tool that resolves the lock is itself pinned; it lives in a throw-away environment.
LOCKER := uv==0.13.9

# Two stamps: the locked packages change with the lock, the package itself with pyproject.toml.
LOCKED := $(VENV)/.locked
INSTALLED := $(VENV)/.installed
# What the tests take from npm: no script of a package is run.
TOOLS := tests/tools/node_modules/.package-lock.json
# An environment knows its own address: one that was moved or copied is made again.
ifneq ($(shell cat $(LOCKED) 2>/dev/null),$(CURDIR))
.PHONY: $(LOCKED)
endif

.PHONY: help site check serve test readers system lint lock clean distclean

help: ## list these commands
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

site: $(INSTALLED) ## set everything up, build the three sites and say where they are
	@$(BIN)/classeur build

check: $(INSTALLED) ## check the records and say what is missing
	@$(BIN)/classeur check

serve: $(INSTALLED) ## build, serve the sites to your browser, rebuild on save
	@$(BIN)/classeur serve

# One process more than two cores: what opens a browser waits for it half the time.
# The system comes first: whoever is not root is told at once of all that is missing.
test: system lint $(TOOLS) ## set everything up, browser included, and run all checks and tests
	$(BIN)/python -m pytest --numprocesses 3 --dist worksteal

readers: system site ## open every page of the three sites, and every PDF, with the rules of accessibility (half an hour)
	$(BIN)/python -m tests.paper.verapdf site/public
	$(BIN)/python -m tests.browser.audit site

system:
	@PYTHON="$(PYTHON)" scripts/system-packages test

$(TOOLS): tests/tools/package-lock.json | system
	@npm ci --prefix tests/tools --ignore-scripts --silent
	@touch $@

lint: $(INSTALLED)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

$(LOCKED): requirements.lock
	@PYTHON="$(PYTHON)" scripts/system-packages site
	@echo "Installation des composants de Classeur dans $(VENV) (une minute, une seule fois)…"
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes --requirement requirements.lock || { \
		echo "Les composants n'ont pas pu être installés : vérifiez l'accès à Internet, puis recommencez." >&2; \
		echo "The packages could not be installed: check the network, then try again." >&2; exit 1; }
	@echo "$(CURDIR)" > $@

$(INSTALLED): $(LOCKED) pyproject.toml
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# Pins are kept where they still fit; `make lock UPGRADE=1` takes the newest of everything.
lock: ## write requirements.lock again from pyproject.toml
	@place=$$(mktemp -d); trap 'rm -rf "$$place"' EXIT; \
	$(PYTHON) -m venv "$$place"; \
	"$$place/bin/python" -m pip --disable-pip-version-check --quiet install '$(LOCKER)'; \
	"$$place/bin/uv" --no-config --quiet pip compile pyproject.toml --extra dev \
		--universal --python-version 3.11 --generate-hashes --no-annotate \
		--custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade) --output-file requirements.lock

clean: ## remove the sites and the caches
	rm -rf site .classeur .mypy_cache .pytest_cache .ruff_cache build
	find generator tests -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## remove the installed components too
	rm -rf $(VENV) generator/*.egg-info tests/tools/node_modules
