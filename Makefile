# `make help` says what there is. PORT=8001 make run, or make run PORT=8001, takes another port.

PORT ?= 8000
ARGS ?=
PY := .venv/bin/python
PIP_OPTIONS := --disable-pip-version-check --no-input install --quiet --require-hashes
PIP := $(PY) -m pip $(PIP_OPTIONS)

# The first Python that really runs, is new enough and can make a venv. PYTHON=... overrides it.
CANDIDATES := python3 python3.13 python3.12 python3.11 python
NEW_ENOUGH := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for candidate in $(CANDIDATES); do \
    if $$candidate -c '$(NEW_ENOUGH)' >/dev/null 2>&1; then echo $$candidate; break; fi; done)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run account test browse bench check schema messages clients clients-check lint-schema fuzz lock clean

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 22

run: export TRACKER_BIND := $(or $(TRACKER_BIND),127.0.0.1:$(PORT))
run: .venv/.run ## Sets up everything and serves on 127.0.0.1:8000 (PORT=8001 for another port)
	@exec $(PY) -m tracker.serve

account: .venv/.run ## Makes an editor's account
	@exec $(PY) manage.py createsuperuser

test: .venv/.dev ## Runs the tests in parallel (ARGS="-k dates" for some)
	$(PY) -m pytest -n auto --dist worksteal $(ARGS)

browse: .venv/.browser ## Runs the tests in Chromium, which the machine must have
	$(PY) -m pytest -n auto --dist worksteal $(ARGS) tests/browser

SIZE ?= S
ROUNDS ?= 5
WORKLOADS ?=

bench: .venv/.run ## Measures beside a textbook app and two floors (SIZE=S,M,L ROUNDS=5 WORKLOADS=W1,W3)
	@$(PY) -m benchmarks.run --size "$(SIZE)" --rounds "$(ROUNDS)" --workloads "$(WORKLOADS)"

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

messages: .venv/.dev ## Collects what the admin says into locale/, and lists what is untranslated
	$(PY) manage.py collect_messages

# Their tools are in a venv of their own. Nothing here is asked of the machine but Python and make.
CLIENTS_PY := .venv/clients/bin/python

clients: var/clients/.tools ## Makes clients in Python, TypeScript, Go and Java from docs/openapi.yaml
	$(CLIENTS_PY) -m clients.build

clients-check: .venv/.run clients ## Runs these clients, and those of README.md, against a server
	$(CLIENTS_PY) -m clients.check

lint-schema: var/clients/.tools ## Redocly's recommended rules find nothing in docs/openapi.yaml
	$(CLIENTS_PY) -m clients.lint

fuzz: .venv/.run .venv/.clients ## Schemathesis finds nothing, on SQLite or where DATABASE_URL says
	$(CLIENTS_PY) -m clients.fuzz

# No lock may name a registry or this machine's configuration.
LOCK := .venv/uv/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 \
    --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

lock: $(PY) ## Locks the newest releases that the four requirements*.in allow
	@test -x .venv/uv/bin/uv || { $(PY) -m venv .venv/uv && .venv/uv/bin/python -m pip install --quiet uv; }
	$(LOCK) --upgrade --output-file requirements.txt requirements.in
	$(LOCK) --upgrade --output-file requirements-dev.txt requirements-dev.in
	$(LOCK) --upgrade --output-file requirements-browser.txt requirements-browser.in
	$(LOCK) --upgrade --output-file requirements-clients.txt requirements-clients.in

clean: ## Removes what was installed and cached; the data in var/ stays
	rm -rf .venv .hypothesis .mypy_cache .pytest_cache .ruff_cache var/static var/static.digest var/clients
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

.venv/.browser: requirements-browser.txt | $(PY)
	@echo "Installing what drives a browser …"
	@$(PIP) -r requirements-browser.txt
	@touch .venv/.run .venv/.dev $@

.venv/.clients: requirements-clients.txt | $(PY)
	@echo "Installing what makes and runs clients …"
	@$(PY) -m venv --clear .venv/clients
	@$(CLIENTS_PY) -m pip $(PIP_OPTIONS) -r requirements-clients.txt
	@touch $@

var/clients/.tools: .venv/.clients clients/package.json clients/package-lock.json clients/.npmrc
	@mkdir -p var/clients
	@cp clients/package.json clients/package-lock.json clients/.npmrc var/clients
	@cd var/clients && PATH="$(CURDIR)/.venv/clients/bin:$$PATH" npm ci --ignore-scripts --loglevel=error
	@touch $@
