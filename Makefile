# make run    installs what is missing, builds, reads samples/ into a store and prints the situation report
# make build  builds build/sitrep
# make test   installs what is missing, runs every test and check
# make bench  measures speed; make quality measures quality where the scorers' data is present
# make format makes the sources look as .clang-format says
.PHONY: run build test bench quality format golden clean

JOBS ?= $(shell nproc)
STORE ?= build/samples.sitrep
FUZZ_SECONDS ?= 30

run: build
	@rm -f $(STORE) $(STORE)-wal $(STORE)-shm
	build/sitrep read samples --store $(STORE)
	build/sitrep report --store $(STORE)

build:
	@scripts/setup build
	@cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release >build.log 2>&1 || { cat build.log; exit 1; }
	@rm -f build.log
	@ninja -C build -j $(JOBS) sitrep

# The checks that need no build come first, since they fail fast; then gcc, then clang with the sanitizers, then the fuzzers.
test:
	@scripts/setup test
	@tests/run_all $(JOBS) $(FUZZ_SECONDS)

golden:
	@cmake -S . -B build -G Ninja >/dev/null && ninja -C build -j $(JOBS) golden_test
	UPDATE=1 build/golden_test

bench:
	@scripts/setup test
	@bench/run

quality: build
	@bench/quality/run

format:
	@git ls-files '*.h' '*.cpp' | xargs clang-format -i

clean:
	rm -rf build build-*
