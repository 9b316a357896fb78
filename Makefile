# Every target installs what it needs into .venv first; nothing else has to be set up.
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help demo run test lint bench faults pictures clean

help:
	@echo "make demo    a year with Duban in this terminal: no account, no token, no network"
	@echo "make test    linters, type checker and every test"
	@echo "make run     the bot (TELEGRAM_BOT_TOKEN in the environment or in .env)"
	@echo "make bench   speed, as ratios against named rivals     make faults   the long fault suite"
	@echo "make pictures  the pictures of docs/管理员手册.md, made anew"

demo: .venv/run.done
	@$(BIN)/python main.py demo

run: .venv/run.done
	@$(BIN)/python main.py run

test: lint
	@$(BIN)/python -m pytest -n auto

lint: .venv/dev.done
	@$(BIN)/ruff check .
	@$(BIN)/mypy

bench: .venv/bench.done
	@for bench in tests/bench/bench_*.py; do echo "== $$bench"; $(BIN)/python $$bench || exit 1; done

faults: .venv/dev.done
	@DUBAN_FAULT_RUNS=200 $(BIN)/python -m pytest -n auto tests/faults

pictures: .venv/run.done
	@$(BIN)/python -m docs.making.pictures

clean:
	rm -rf .venv .mypy_cache .ruff_cache

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Duban needs Python 3.11 or newer: make PYTHON=python3.11 …"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
	  || { echo "Python's venv is missing. Install it with: sudo apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/run.done: requirements.txt | .venv/bin/python
	@echo "Installing what Duban runs on into .venv …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/dev.done: requirements.txt requirements-dev.txt | .venv/bin/python
	@echo "Installing what the tests need into .venv …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ .venv/run.done

.venv/bench.done: requirements-bench.txt .venv/dev.done
	@echo "Installing the rivals into .venv …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	@touch $@
