#!/usr/bin/env bash
# Runs one fuzzer for a while: smoke.sh FUZZER SECONDS DATA_DIR [SEED_GLOB…]
# Seeds are the first bytes of the recordings that match; $PELORUS_DATA replaces DATA_DIR and
# $PELORUS_FUZZ_SECONDS replaces SECONDS; $PELORUS_FUZZ_SEED, else chance, begins the search.
# Findings and the grown corpus stay beside the fuzzer, so that the next run starts where this one
# ended.
set -euo pipefail

fuzzer=$1
seconds=${PELORUS_FUZZ_SECONDS:-$2}
data=${PELORUS_DATA:-$3}
shift 3

readonly kSeedBytes=4096
corpus=$fuzzer.corpus
mkdir -p "$corpus"
shopt -s nullglob globstar

for pattern in "$@"; do
  # shellcheck disable=SC2206  # the pattern is to be expanded
  files=("$data"/$pattern)
  for file in "${files[@]}"; do
    [[ -f $file ]] || continue
    seed=$corpus/seed-$(basename "$file")
    # zcat -f passes plain files through; head closes the pipe early, which is no failure.
    [[ -f $seed ]] || { zcat -f -- "$file" || true; } 2>/dev/null | head -c "$kSeedBytes" >"$seed"
  done
done

# Without llvm-symbolizer the runtime still names file and line through binutils.
ASAN_OPTIONS=external_symbolizer_path=$(command -v llvm-symbolizer-14 || command -v addr2line)
export ASAN_OPTIONS
exec "$fuzzer" -seed="${PELORUS_FUZZ_SEED:-0}" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
  -artifact_prefix="$fuzzer.finding-" "$corpus"
