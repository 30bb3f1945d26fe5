# Needs Python 3.11 or newer, pip and make; everything else is installed into .venv from locked versions.
PYTHON ?= python3
BIN := .venv/bin
PYTEST := $(BIN)/pytest -n auto --dist loadfile
PURE := tests/test_architecture.py tests/test_names.py tests/test_stored_names.py tests/domain \
	tests/oracle tests/importers tests/reports --ignore-glob=*memory.py
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo check test test-long lint docs screenshots lock clean

demo: .venv/run ## set up, then run the main job on the fourteen cities
	$(BIN)/continuity demo demo

check: lint ## set up, then style, types and the tests of pure functions, in less than a minute
	$(PYTEST) -m "not long" $(PURE)

test: lint ## set up, then style, types, documentation and all tests but the long ones, in five minutes
	$(BIN)/python -m cogapp -I docs --check $(wildcard README.md docs/*.md)
	$(PYTEST) -m "not long"

test-long: .venv/test ## the runs that kill, fuzz, fill disks or are large
	$(PYTEST) -m long

lint: .venv/test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

docs: .venv/test ## write command output into the documentation again
	$(BIN)/python -m cogapp -I docs -r $(wildcard README.md docs/*.md)

.venv/run: requirements/run.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(INSTALL) --require-hashes -r requirements/run.txt
	$(INSTALL) --no-deps --no-build-isolation -e .
	touch $@

.venv/test: requirements/test.txt .venv/run
	$(INSTALL) --require-hashes -r requirements/test.txt
	touch $@

screenshots: .venv/test ## take the pictures of the documentation anew (needs chromium)
	$(BIN)/python docs/screenshots.py

LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate
lock: ## pin the newest versions that pyproject.toml admits (needs uv)
	$(LOCK) --upgrade pyproject.toml --extra postgres --group dev -o requirements/test.txt
	$(LOCK) pyproject.toml requirements/build.in -c requirements/test.txt -o requirements/run.txt

clean:
	rm -rf .venv demo dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
