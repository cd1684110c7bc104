# Each target does all its own set-up; nothing but Python 3.10 or newer is assumed.
VENV := .venv
BIN := $(VENV)/bin
# 3.11 first: the builds that lie ready are for it. A name that exists may still not run (version
# managers leave such), so each is tried.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.10 python3 python; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' >/dev/null 2>&1 \
	&& echo $$p && break; done)
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: demo test check page bench clean
.DEFAULT_GOAL := demo

demo: $(VENV)/.demo  ## train on real text, print scores, write runs/demo/report.html
	$(BIN)/openlstm demo

test: $(VENV)/.test  ## the whole suite
	$(BIN)/python -m pytest -n 2 --dist worksteal

check: $(VENV)/.check  ## form, types, direction of imports, doctests
	$(BIN)/ruff format --check src tests benchmarks examples scripts
	$(BIN)/ruff check src tests benchmarks examples scripts
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q src

page:  ## the explorer's source: types, tests, and whether the committed build is fresh; needs npm
	cd explorer-ui && npm ci --silent && npm run check && npm test && npm run fresh

bench: $(VENV)/.test  ## every benchmark, about two hours; benchmarks/README.md says which answers what
	$(BIN)/python benchmarks/size_grid.py
	$(BIN)/python benchmarks/size_grid.py --threads 1
	$(BIN)/python benchmarks/sweep.py
	$(BIN)/python benchmarks/sweep.py --threads 1
	for name in ragged streaming looking memory load peers scaling; do \
		$(BIN)/python benchmarks/$$name.py || exit 1; done

clean:
	rm -rf $(VENV) runs

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "openlstm needs Python 3.10 or newer with venv; none was found."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP_INSTALL) -e '.[all]'
	@touch $@

$(VENV)/.test: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP_INSTALL) -e '.[test]'
	@touch $@ $(VENV)/.demo

$(VENV)/.check: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP_INSTALL) -e '.[test,check]'
	@touch $@ $(VENV)/.test $(VENV)/.demo
