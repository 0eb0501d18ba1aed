#!/usr/bin/env bash
# Times whole runs of `pelorus replay`: a simulated day in the Caspian, and the recordings of
# PELORUS_DATA where they are. Prints a row per input and thread count, the median of five runs:
#   tests/bench/whole_run.sh [BINARY]      (default build/release/pelorus)
# Rates are per second of wall time and of processor time; the latter hardly depends on what else
# the machine does.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
binary=${1:-$root/build/release/pelorus}
data=${PELORUS_DATA:-$root/../shared/data}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

Field() { sed -n "s/^ *\"$2\": \([0-9.]*\),*$/\1/p" "$1" | tail -n 1; }
Median() { sort -g | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# Row NAME THREADS INPUT OPTION...
Row() {
  local name=$1 threads=$2 input=$3 i
  shift 3
  : >"$work/wall" && : >"$work/cpu"
  for i in 1 2 3 4 5; do
    "$binary" replay "$input" --out "$work/out" --force --quiet --threads "$threads" "$@"
    Field "$work/out/run.json" wall_s >>"$work/wall"
    Field "$work/out/run.json" cpu_s >>"$work/cpu"
  done
  awk -v name="$name" -v threads="$threads" -v received="$(Field "$work/out/run.json" received)" \
    -v updates="$(Field "$work/out/run.json" updates)" -v wall="$(Median <"$work/wall")" \
    -v cpu="$(Median <"$work/cpu")" \
    -v memory="$(Field "$work/out/run.json" peak_memory_bytes)" 'BEGIN {
      printf "| %s | %d | %d | %.2f | %.2f | %.2f | %.2f | %.2f | %.0f |\n", name, threads,
        received, wall, cpu, received / wall / 1e6, received / cpu / 1e6, updates / cpu / 1e6,
        memory / 1e6 }'
}

"$binary" simulate --scenario caspian --hours 24 --seed 1 --out "$work/caspian" --quiet
printf '| input | threads | records | wall s | CPU s | M records/s | M records/CPU-s | M updates/CPU-s | MB |\n'
printf '|---|---|---|---|---|---|---|---|---|\n'
for threads in 1 2; do
  Row "simulated Caspian day" "$threads" "$work/caspian/ais.nmea"
  Row "simulated Caspian day, --updates" "$threads" "$work/caspian/ais.nmea" --updates
  for file in ais/nmea/dma-multistation-20131112.txt.gz ais/nmea/panama-28736.nmea.gz \
    ais/csv/solent-20160112.csv.gz; do
    [[ -f $data/$file ]] && Row "$(basename "$file"), --updates" "$threads" "$data/$file" --updates
  done
done
