# A thin face over meson and ninja.  make: build/touchstone; make demo, check, mutants, bench, fuzz, soak, coverage, accuracy, install, clean.
.PHONY: all install demo check bench fuzz mutants soak coverage accuracy clean

all: build/release/build.ninja
	@ninja -C build/release >build/build.log 2>&1 || { cat build/build.log; exit 1; }
	@ln -sf release/src/cli/touchstone build/touchstone

build/release/build.ninja: meson.build tools/packages
	@tools/setup build
	@meson setup build/release $(if $(wildcard build/release/build.ninja),--reconfigure,--buildtype=release) >/dev/null

install: all
	@meson install -C build/release --no-rebuild --quiet

demo: all
	@tools/demo

check:
	@tools/setup build test
	@tools/check --all

bench: all
	@tools/setup build bench
	@bench/run && bench/scan

# SECONDS=600: all targets in so much time; SECONDS_EACH=60: each of them.
fuzz:
	@tools/setup build test
	@tools/fuzz $(if $(SECONDS),--all-in $(SECONDS),$(or $(SECONDS_EACH),60))

mutants:
	@tools/setup build test
	@tools/mutate

soak: all
	@tools/setup build test
	@tools/soak build/release/src/cli/touchstone

coverage:
	@tools/setup build test
	@tools/coverage

accuracy: all
	@tools/accuracy
	@tools/accuracy-scan dev
	@tools/accuracy-scan other
	@tools/accuracy-scan field
	@tools/accuracy-scan held
	@tools/accuracy-scan field2

clean:
	rm -rf build
