# Everything a newcomer needs: `make demo` and `make test` set up `.venv` by themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: demo test deep check bench messages reference diagrams clean

demo: $(VENV)/.demo
	$(BIN)/prosessi demo

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto -q

deep: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto -q -m "deep or not deep"

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/prosessi check processes
	$(MAKE) test

bench: $(VENV)/.dev
	for file in bench/[a-z]*.py; do $(BIN)/python $$file || exit 1; done

messages: $(VENV)/.dev
	$(BIN)/python -m prosessi.locale

reference: $(VENV)/.dev
	$(BIN)/python -m prosessi.model.schema
	$(BIN)/python -m prosessi.check.reference

diagrams: $(VENV)/.dev
	$(BIN)/python -m pytest -q tests/processes/test_diagrams.py --update-golden

$(VENV)/.demo: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(INSTALL) -e .
	touch $@

$(VENV)/.dev: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(INSTALL) -e ".[dev]"
	touch $@ $(VENV)/.demo

clean:
	rm -rf $(VENV) demo build dist
