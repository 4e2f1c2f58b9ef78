# Every command of the project. `make` alone prints them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
PORT ?= 8000

.PHONY: help setup setup-test demo run backup worker check lint types test test-fast test-postgres journeys fix lock docs release bench bench-matching bench-health bench-site clean

help: ## Print this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

setup: ## Install what the site needs into .venv (safe to run again)
	@scripts/setup base

setup-test: ## Install what the tests need on top, with a browser
	@scripts/setup test

demo: setup ## Install, migrate, load the demo, serve it, print the address and the sign-ins
	@PORT=$(PORT) scripts/demo

run: setup ## Serve the site with today's database at localhost:8000, with the worker beside it
	@PORT=$(PORT) scripts/run

backup: ## Put database, photos and secret key into one dated file, in data/backups or in TO=folder
	@$(MANAGE) back_up $(if $(TO),--to $(TO))

worker: ## Send notices, read mentorships, expire what is over (stops with Ctrl-C)
	@$(MANAGE) worker

test: setup-test ## Install what the tests need, then everything: SQLite, PostgreSQL, a real browser
	@scripts/test all

test-fast: ## The tests without the browser, on SQLite (after `make setup-test`)
	@scripts/test sqlite

test-postgres: ## Those of them that ask a database, on PostgreSQL
	@scripts/test postgres

journeys: ## The browser journeys, on both databases
	@scripts/test journeys

lint: ## ruff, formatting, templates, spelling, import contracts, migrations
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@git ls-files '*.html' | xargs $(BIN)/djhtml --check --tabwidth 2
	@$(BIN)/djlint src --lint --quiet
	@$(BIN)/typos
	@$(BIN)/lint-imports
	@$(MANAGE) makemigrations --check --dry-run
	@$(MANAGE) check

types: ## mypy
	@$(BIN)/mypy

check: lint types test-fast ## What must be green before a commit

fix: ## Let ruff and djhtml mend what they can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@git ls-files '*.html' | xargs $(BIN)/djhtml --tabwidth 2

lock: ## Pin every requirement again, with hashes
	@scripts/lock

docs: ## Turn the docs into a site of plain files, in docs/_build
	@scripts/docs

release: ## Gather changelog.d into CHANGELOG.md and set the version: make release VERSION=0.2.0
	@scripts/release "$(VERSION)"

clean: ## Remove what set-up and tests made (not the database)
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .docs docs/_build static

bench: bench-matching bench-health ## Measure speed, memory and how well it works, beside what is used elsewhere (hours)

bench-health: setup ## Measure the health engine on simulated worlds nobody fitted to (its environment is made in .bench)
	@test -x .bench/health/bin/python || $(BIN)/python -m venv .bench/health
	@.bench/health/bin/python -m pip install -q -r bench/health/requirements.txt
	@PYTHONPATH=src .bench/health/bin/python bench/health/run.py

bench-site: setup ## Measure pages and jobs in an organisation of ten thousand, made in .bench/site (a quarter of an hour)
	@rm -rf .bench/site
	@$(BIN)/python bench/site/run.py

bench-matching: setup ## Measure the matching against others (their environments are made in .bench)
	@$(BIN)/python bench/matching/run.py
	@$(BIN)/python bench/matching/people.py
