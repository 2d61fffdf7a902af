# The README's two commands: `make run` and `make test`. Everything else is for those who build.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test install check bench format

run: install  ## environment, database, demo content; opens the app on loopback
	$(BIN)/webcare init
	$(BIN)/webcare serve

test: install  ## all tests, in parallel and in random order
	$(BIN)/python -m pytest -n auto --dist worksteal $(PYTEST)

install: $(READY)

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $(READY)

check: install  ## lint, form and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/webcare check

format: install
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: install  ## what is measured; docs/benchmarks.md says what each prints
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[bench]'
	$(BIN)/python -m benchmarks
