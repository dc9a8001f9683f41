# Two commands matter: `make demo` shows Jalon with an invented city, `make test` runs every test.
# The steps that are more than a line stand in scripts/, each opening with its purpose.

CARGO ?= cargo
NPM ?= npm

# rustup puts Cargo here, also where no shell profile has been read since.
export PATH := $(PATH):$(HOME)/.cargo/bin

# make demo PORT=8123 DATA_DIR=/somewhere DEMO="--no-browser"
DEMO_FLAGS = $(if $(PORT),--port "$(PORT)") $(if $(DATA_DIR),--data-dir "$(DATA_DIR)") $(DEMO)

PAGE := web/dist/index.html
PACKAGES := web/node_modules/.package-lock.json
PAGE_SOURCES := $(shell find text web \( -path web/node_modules -o -path web/dist \) -prune -o -type f -print)

.PHONY: help demo test test-qgis test-api lint sample form page build clean tools bench bench-peers fuzz reliability audit
.DEFAULT_GOAL := help

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

demo: tools build ## build everything, load the invented city, serve it (PORT=8123 for another port)
	@echo "== Loading the invented city"
	@exec "$$(scripts/target-folder)/debug/jalon" demo $(DEMO_FLAGS)

test: ## run every test, against both databases and in a real browser (SEED=random for other cases)
	@scripts/test

test-api: ## lint the API document and ask every address with made-up values (EXAMPLES=50 for more)
	@scripts/test-api

test-qgis: ## open every collection with QGIS (installs python3-qgis, some hundred MB)
	@/usr/bin/python3 -c 'import qgis' 2>/dev/null || apt-get install -qq -y --no-install-recommends python3-qgis
	$(CARGO) test --test it -- ogc::clients --show-output

lint: tools page ## check formatting, lints, documentation and the page's types
	$(CARGO) fmt --check
	$(CARGO) clippy --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --no-deps
	cd web && $(NPM) run check

sample: ## write the invented city into sample-data/ again
	$(CARGO) run --quiet --example sample_city -- sample-data

form: ## write the survey form of a visit into forms/ again
	$(CARGO) run --quiet --example visit_form -- forms/jalon-visit.xlsx

bench: page ## measure speed and memory: exposure, rescoring, ranks, alerts, dispersal, tiles (minutes)
	$(CARGO) bench --bench '*'

fuzz: ## feed made-up bytes to all that reads bytes, 300 s each (FUZZ=60 for other times; needs a C++ compiler)
	@CARGO="$(CARGO)" scripts/fuzz $(or $(FUZZ),300)

reliability: build ## kill, damage, fill up and crowd, 500 times and more; one table (TRIALS=20 SEED=1 FAULT=disk for parts)
	@$(CARGO) build --example reliability
	@folder="$$(scripts/target-folder)/debug" && "$$folder/examples/reliability" "$$folder/jalon" $(or $(TRIALS),500) $(or $(SEED),random) $(FAULT)

audit: ## known holes in what we build on, licences, a list of all parts (ADVISORIES=FILE; needs cargo-audit)
	@CARGO="$(CARGO)" scripts/audit

bench-peers: page ## the same exposure by shapely, archives by tippecanoe, indices by PySAL (needs Python)
	@CARGO="$(CARGO)" scripts/bench-peers

build: page
	@echo "== Building the server (some minutes the first time, seconds from then on)"
	@$(CARGO) build

page: $(PAGE)

$(PAGE): $(PACKAGES) $(PAGE_SOURCES)
	@echo "== Building the web page"
	@cd web && $(NPM) run build
# A program that was built before its page does not look for the page again by itself.
	@touch -c $@ src/http/page.rs

$(PACKAGES): web/package-lock.json
	@echo "== Fetching the web page's packages"
	@cd web && $(NPM) ci --ignore-scripts --no-audit --no-fund \
		|| { echo "The packages could not be fetched: is this machine online?" >&2; exit 1; }
	@touch $@

tools:
	@scripts/tools

clean: ## remove everything that was built (your data folders stay)
	$(CARGO) clean
	rm -rf web/dist web/node_modules artifacts
