# `make help` says what there is. PORT=8001 make run, or make run PORT=8001, takes another port.

PORT ?= 8000
ARGS ?=
PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input install --quiet --require-hashes

# The first Python that really runs, is new enough and can make a venv. PYTHON=... overrides it.
CANDIDATES := python3 python3.13 python3.12 python3.11 python
NEW_ENOUGH := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for candidate in $(CANDIDATES); do \
    if $$candidate -c '$(NEW_ENOUGH)' >/dev/null 2>&1; then echo $$candidate; break; fi; done)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run account test check schema lock clean

help: ## This list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 18

run: export TRACKER_BIND := $(or $(TRACKER_BIND),127.0.0.1:$(PORT))
run: .venv/.run ## Sets up everything and serves on 127.0.0.1:8000 (PORT=8001 for another port)
	@exec $(PY) -m tracker.serve

account: .venv/.run ## Makes an editor's account
	@exec $(PY) manage.py createsuperuser

test: .venv/.dev ## Runs the tests in parallel (ARGS="-k dates" for some)
	$(PY) -m pytest -n auto --dist worksteal $(ARGS)

# What `check --deploy` looks at: a server behind a proxy with TLS.
DEPLOYED := TRACKER_DEBUG=off TRACKER_TLS=on TRACKER_BEHIND_PROXY=on \
    TRACKER_BIND=127.0.0.1:8000 TRACKER_HOSTS=tracker.example
SCHEMA := $(PY) manage.py spectacular --lang en --validate --fail-on-warn --file

check: .venv/.dev ## Format, lint, types, settings, migrations, schema
	$(PY) -m ruff format --check
	$(PY) -m ruff check
	$(PY) -m mypy
	$(PY) manage.py check --fail-level WARNING
	$(DEPLOYED) $(PY) manage.py check --deploy --fail-level WARNING
	$(PY) manage.py makemigrations --check --dry-run
	$(SCHEMA) var/openapi.yaml
	@diff -u docs/openapi.yaml var/openapi.yaml || { echo "docs/openapi.yaml is stale: make schema"; exit 1; }
	$(PY) -m openapi_spec_validator docs/openapi.yaml

schema: .venv/.dev ## Writes docs/openapi.yaml anew
	$(SCHEMA) docs/openapi.yaml

# Neither lock may name a registry or this machine's configuration.
LOCK := .venv/uv/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 \
    --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

lock: $(PY) ## Locks the newest releases that requirements.in and requirements-dev.in allow
	@test -x .venv/uv/bin/uv || { $(PY) -m venv .venv/uv && .venv/uv/bin/python -m pip install --quiet uv; }
	$(LOCK) --upgrade --output-file requirements.txt requirements.in
	$(LOCK) --upgrade --output-file requirements-dev.txt requirements-dev.in

clean: ## Removes what was installed and cached; the data in var/ stays
	rm -rf .venv .hypothesis .mypy_cache .pytest_cache .ruff_cache var/static var/static.digest
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- What the above need -------------------------------------------------------------------------

# A venv whose interpreter is gone counts as missing, and is made anew.
$(PY):
	@test -n "$(PYTHON)" || { \
	    echo "No Python 3.11 or newer that runs and has venv, among: $(CANDIDATES)." >&2; \
	    echo "Install one (on Debian: apt-get install python3-venv), or: make PYTHON=/path/to/python" >&2; \
	    exit 1; }
	@echo "Making .venv with $(PYTHON) …"
	@$(PYTHON) -m venv --clear .venv

.venv/.run: requirements.txt | $(PY)
	@echo "Installing requirements …"
	@$(PIP) -r requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt | $(PY)
	@echo "Installing requirements and development tools …"
	@$(PIP) -r requirements-dev.txt
	@touch .venv/.run $@
