# Everything that is done with shopapp from a checkout. Written for GNU make 3.81 and newer.
#
# Needs make, Python 3.11 or newer with venv and, on first use, the package index. Nothing is installed
# outside .venv, but for a browser when the tests find none (tests/support/browser.py says how).

.DEFAULT_GOAL := help
.SUFFIXES:
# Two targets must never install into .venv at the same time.
.NOTPARALLEL:
.PHONY: help demo test check proof bench lock messages migration clean runtime tools catalogues

# PYTHON=/path/to/python3.12 chooses the interpreter of .venv; else the first fit one on PATH is taken.
PORT ?= 8000
# Workers of the test run; 0 runs in one process, which a debugger needs.
WORKERS ?= 2
# Further words for pytest: make test ARGS="-k order tests/orders"
ARGS ?=
export PORT

RUN := .venv/bin/python
POS := $(wildcard translations/*/LC_MESSAGES/messages.po)
MOS := $(POS:.po=.mo)

help:
	@echo "make demo      five sample shops on http://localhost:$(PORT)/ (PORT=8001 for another port)"
	@echo "make test      everything that must hold, on SQLite and PostgreSQL, with a real browser"
	@echo "make check     style, types, import contracts, templates, translations, migrations"
	@echo "make proof     the long runs at full size, with a report in var/"
	@echo "make bench     what the storefront costs a visitor's browser (ARGS=--json; see bench/storefront/README.md)"
	@echo "make messages  bring the catalogues up to date with the words in code and templates"
	@echo "make migration MESSAGE=\"what it does\"   write the migration from the database to the models"
	@echo "make lock      renew requirements/*.lock from pyproject.toml"
	@echo "make clean     remove what the above made, but never var/"

runtime:
	@sh .ci/install runtime

tools:
	@sh .ci/install test

# The installation comes first, but its age says nothing about a catalogue's.
translations/%.mo: translations/%.po | runtime
	@$(RUN) -m babel.messages.frontend --quiet compile --input-file $< --output-file $@

catalogues: $(MOS)

# Compiled beforehand because an import without bytecode costs five times as much, and the environment may
# forbid Python to write it by itself. exec, so that a signal to make reaches the program.
demo: runtime catalogues
	@$(RUN) -m compileall -q shopapp
	@exec $(RUN) -m shopapp demo

# The browser and PostgreSQL are looked for, and where they lack are installed, once and not in each worker.
test: tools catalogues
	@$(RUN) -m compileall -q shopapp
	@browser=`$(RUN) -m tests.support.browser` && programs=`$(RUN) -m tests.support.postgres` && \
	SHOPAPP_TEST_BROWSER="$$browser" SHOPAPP_TEST_PG_BIN="$$programs" \
	exec $(RUN) -m pytest --numprocesses $(WORKERS) $(ARGS)

proof: tools catalogues
	@mkdir -p var
	@browser=`$(RUN) -m tests.support.browser` && programs=`$(RUN) -m tests.support.postgres` && \
	SHOPAPP_TEST_BROWSER="$$browser" SHOPAPP_TEST_PG_BIN="$$programs" SHOPAPP_PROOF=full \
	exec $(RUN) -m pytest -m proof $(ARGS)

bench: tools catalogues
	@$(RUN) -m compileall -q shopapp
	@exec $(RUN) -m bench.storefront $(ARGS)

check: tools catalogues
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	.venv/bin/lint-imports --no-logo --no-cache
	$(RUN) -P .ci/templates.py
	$(RUN) -m djlint --quiet --lint templates
	$(RUN) -P .ci/messages.py check
	$(RUN) -P .ci/leaks.py
	$(RUN) -m shopapp check-migrations

messages: tools
	$(RUN) -P .ci/messages.py update

# make migration MESSAGE="add the colour of a ribbon"
migration: tools
	@$(RUN) -c "from shopapp.operations.migrations import write_migration; write_migration('$(MESSAGE)')"

lock:
	sh .ci/lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .hypothesis .pytest_cache test-results build dist $(MOS)
	find . -path ./var -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +
