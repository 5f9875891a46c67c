# make run   reads news          make test   runs the tests
# make check lints, types, layers; make bench measures; make lock renews the pinned versions
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check bench lock clean

$(VENV)/ready: requirements/dev.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "tuinews needs Python 3.11 or newer; try: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

run: $(VENV)/ready
	@$(BIN)/tuinews $(ARGS)

test: $(VENV)/ready
	$(BIN)/python -m pytest -n auto --dist loadgroup $(ARGS)

check: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/ready
	$(BIN)/python -m benchmarks $(ARGS)

lock:
	uv pip compile --universal --python-version 3.11 --group dev pyproject.toml --output-file requirements/dev.txt

clean:
	rm -rf $(VENV)
