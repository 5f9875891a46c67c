# make run    reads news            make test   runs the tests
# make check  lint, types, layers   make bench  measures
# make readme its picture and keys    make lock   renews the pinned versions
#
# Everything happens in a virtual environment in this folder; ARGS are passed on:
#   make run ARGS='import ~/news'    make test ARGS='tests/clean -x'    make bench ARGS='--sizes 0,1k'

# The first Python on the path that is new enough; make PYTHON=... takes another.
CANDIDATES := python3 python3.13 python3.12 python3.11
PYTHON ?= $(firstword $(foreach python,$(CANDIDATES),$(shell \
	$(python) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(python))))
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# Where this is set, Python compiles the program anew at every start: three times slower.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test check bench readme lock coverage guards promises clean

# What the program needs, and the program
$(VENV)/run: requirements/run.txt pyproject.toml
	@test -n "$(PYTHON)" && $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "tuinews needs Python 3.11 or newer$(if $(PYTHON),; $(PYTHON) is not,: none was found)." \
		"Install one, or name it: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make virtual" \
		"environments; on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@echo "Setting up in $(VENV): about half a minute, once"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install -r requirements/run.txt
	@$(PIP) install --no-deps --editable .
	@touch $@

# What its tests need besides
$(VENV)/ready: requirements/dev.txt $(VENV)/run
	@$(PIP) install -r requirements/dev.txt
	@touch $@

run: $(VENV)/run
	@$(BIN)/tuinews $(ARGS)

test: $(VENV)/ready
	$(BIN)/python -m pytest -n auto --dist loadgroup $(ARGS)

check: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy scripts
	$(BIN)/lint-imports

bench: $(VENV)/ready
	$(BIN)/python -m benchmarks $(ARGS)

# The README's picture and table of keys, from the program
readme: $(VENV)/ready
	$(BIN)/python scripts/screenshot.py docs/tuinews.svg
	$(BIN)/python scripts/readme_keys.py

# How much of the program the tests go through, branches and all
coverage: $(VENV)/ready
	$(BIN)/python -m coverage erase
	$(BIN)/python -m coverage run -m pytest -n auto --dist loadgroup -q -k "not imports_stay" $(ARGS)
	$(BIN)/python -m coverage combine --quiet
	$(BIN)/python -m coverage report --skip-covered

# Takes each guard away in turn: a test must miss it (half an hour)
guards: $(VENV)/ready
	$(BIN)/python scripts/guards.py $(ARGS)

# The figures of SECURITY.md, measured (half an hour)
promises: $(VENV)/ready
	$(BIN)/python scripts/promises.py $(ARGS)

lock:
	uv pip compile --universal --python-version 3.11 --group dev pyproject.toml --output-file requirements/dev.txt
	uv pip compile --universal --python-version 3.11 pyproject.toml --constraints requirements/dev.txt --output-file requirements/run.txt

clean:
	rm -rf $(VENV)
