# make run | test | chat | train | eval | bench | lint | lock — see README.md
SHELL := /bin/bash
PY := .venv/bin/python
export RASA_TELEMETRY_ENABLED := false
export PYTHONDONTWRITEBYTECODE :=  # or every process compiles all of Rasa and TensorFlow anew
export PORT ?= 5005
export HOST ?= 127.0.0.1

.PHONY: run test chat train eval bench install lint lock help
help:
	@echo "make run    install, train if need be, start everything (PORT=$(PORT) HOST=$(HOST))"
	@echo "make test   install, train if need be, run every test"
	@echo "make chat   talk to the running bot in the terminal"
	@echo "make train  build and train what has changed"
	@echo "make eval   examine the understanding and write a report (ARGS=--help shows the settings)"
	@echo "make bench  measure it side by side with Rasa's default pipeline (ARGS=--quick to try it)"
	@echo "make lint   ruff and mypy"
	@echo "make lock   compile the lock files anew"

install:
	@runner/bootstrap.sh runtime

run: install
	@exec $(PY) -m runner.serve

train: install
	@$(PY) -m runner.train

chat: install
	@TRIAGE_URL=$${TRIAGE_URL:-http://$(HOST):$(PORT)} .venv/bin/triage chat

test:
	@runner/bootstrap.sh dev
	@runner/browser.sh
	@$(PY) -m runner.train
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@$(PY) -m pytest

eval:
	@runner/bootstrap.sh dev
	@$(PY) -m runner.train
	@$(PY) -m bench.evaluate $(ARGS)

bench:
	@runner/bootstrap.sh dev
	@$(PY) -m runner.train
	@$(PY) -m bench.compare $(ARGS)

lint:
	@runner/bootstrap.sh dev
	@$(PY) -m ruff check .
	@$(PY) -m mypy

lock:
	@runner/bootstrap.sh runtime
	.venv/uv pip compile -q --python-version 3.10 --no-emit-index-url --generate-hashes --override requirements/overrides.txt requirements/runtime.in -o requirements/runtime.txt > /dev/null
	.venv/uv pip compile -q --python-version 3.10 --no-emit-index-url --generate-hashes --override requirements/overrides.txt requirements/runtime.in requirements/dev.in -o requirements/dev.txt > /dev/null
