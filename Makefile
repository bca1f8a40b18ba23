# The two commands are `make run` and `make test`; the rest is for those who work on Ombord.
PYTHON ?= python3
BIN = .venv/bin
CATALOGUES = $(wildcard translations/*/LC_MESSAGES/messages.po)

.PHONY: run demo test check format bench interop docs translations lock

run: .venv/ready $(CATALOGUES:.po=.mo)
	@exec $(BIN)/python app.py

demo: .venv/ready $(CATALOGUES:.po=.mo)
	@exec $(BIN)/python app.py demo

test: .venv/ready-dev $(CATALOGUES:.po=.mo)
	@$(BIN)/python tests/browser.py
	$(BIN)/python -m pytest -n 2 --no-loadscope-reorder $(ARGS)

check: .venv/ready-dev
	$(BIN)/ruff check .
	$(BIN)/mypy

format: .venv/ready-dev
	$(BIN)/ruff check --fix .

bench: .venv/ready-dev
	$(BIN)/python -m benchmarks

interop: .venv/ready-dev $(CATALOGUES:.po=.mo)
	@$(BIN)/python -m tests.interop $(JUDGES)

docs: .venv/ready-dev
	$(BIN)/python -m tests.reference

translations: .venv/ready
	$(BIN)/pybabel -q extract -F babel.cfg -k _l -k N_ -k Refused -o .venv/messages.pot --no-location --omit-header .
	$(BIN)/pybabel -q update -i .venv/messages.pot -d translations -N --ignore-obsolete --ignore-pot-creation-date --no-wrap

lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate requirements.in -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate requirements-dev.in -o requirements-dev.txt

.venv/ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Ombord needs Python 3.11 or newer; set PYTHON=/path/to/python3.11")'
	@echo "Installing what Ombord needs, once; this takes about half a minute …"
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/ready-dev: .venv/ready requirements-dev.txt
	@echo "Installing what the tests need, once …"
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

%.mo: %.po .venv/ready
	@$(BIN)/pybabel -q compile -i $< -o $@
