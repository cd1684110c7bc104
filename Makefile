# Each target does all its own set-up; nothing but Python 3.10 or newer is assumed.
VENV := .venv
BIN := $(VENV)/bin
# 3.11 first: the builds that lie ready are for it. A name that exists may still not run (version
# managers leave such), so each is tried.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.10 python3 python; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' >/dev/null 2>&1 \
	&& echo $$p && break; done)
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
# The build's own parts lie in the environment, so that what is compiled is kept from build to build.
INSTALL := $(PIP_INSTALL) --no-build-isolation -e
NATIVE := CMakeLists.txt $(shell find csrc -type f ! -path 'csrc/tests/*' ! -name '*.md')
CMAKE = $(or $(wildcard $(BIN)/cmake),cmake)

.PHONY: demo test check native-test native-sanitize page bench clean
.DEFAULT_GOAL := demo

demo: $(VENV)/.demo  ## train on real text, print scores, write runs/demo/report.html
	$(BIN)/openlstm demo

test: $(VENV)/.test  ## the whole suite
	$(BIN)/python -m pytest -n 2 --dist worksteal

check: $(VENV)/.check native-test native-sanitize  ## form, types, imports, doctests, the C++ tests
	$(BIN)/ruff format --check src tests benchmarks examples scripts
	$(BIN)/ruff check src tests benchmarks examples scripts
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q src

native-test: $(VENV)/.build  ## the native engine against a scalar loop
	$(call native,plain,)

native-sanitize: $(VENV)/.build  ## the same under the address, undefined and thread sanitizers
	$(call native,address,address$(,)undefined)
	$(call native,thread,thread)

page:  ## the explorer's source: types, tests, and whether the committed build is fresh; needs npm
	cd explorer-ui && npm ci --silent && npm run check && npm test && npm run fresh

bench: $(VENV)/.test  ## every benchmark, about two and a half hours; benchmarks/README.md says which answers what
	$(BIN)/python benchmarks/size_grid.py
	$(BIN)/python benchmarks/size_grid.py --threads 1
	$(BIN)/python benchmarks/sweep.py
	$(BIN)/python benchmarks/sweep.py --threads 1
	for name in bfloat16 ragged streaming looking memory long_sequences load peers scaling gpu; do \
		$(BIN)/python benchmarks/$$name.py || exit 1; done

clean:
	rm -rf $(VENV) runs build

, := ,
define native
$(CMAKE) -S . -B build/native-$(1) -DOPENLSTM_MODULE=OFF -DOPENLSTM_TESTS=ON \
	-DOPENLSTM_SANITIZE=$(2) --log-level=WARNING
$(CMAKE) --build build/native-$(1) --parallel 2 -- --quiet
cd build/native-$(1) && $(if $(filter cmake,$(CMAKE)),,$(CURDIR)/$(BIN)/)ctest --output-on-failure
endef

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "openlstm needs Python 3.10 or newer with venv; none was found."; exit 1; }
	$(PYTHON) -m venv $(VENV)

# cmake and ninja come along only where the machine has none
$(VENV)/.build: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP_INSTALL) scikit-build-core nanobind
	missing="$$($(BIN)/python -c 'from scikit_build_core import build as b; \
		print(*b.get_requires_for_build_editable())')" \
		&& { test -z "$$missing" || $(PIP_INSTALL) $$missing; }
	@touch $@

$(VENV)/.demo: pyproject.toml constraints.txt $(NATIVE) $(VENV)/.build
	$(INSTALL) '.[all]'
	@touch $@

$(VENV)/.test: pyproject.toml constraints.txt $(NATIVE) $(VENV)/.build
	$(INSTALL) '.[test]'
	@touch $@ $(VENV)/.demo

$(VENV)/.check: pyproject.toml constraints.txt $(NATIVE) $(VENV)/.build
	$(INSTALL) '.[test,check]'
	@touch $@ $(VENV)/.test $(VENV)/.demo
