#!/usr/bin/env bash
# Everything from a fresh Debian 12 to a running pelorus; `./pelorus.sh help` lists the verbs.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
readonly root
readonly build=$root/build/release
readonly binary=$build/pelorus
readonly kMemoryPerCompilerKb=1500000

Usage() {
  cat <<'TEXT'
usage: ./pelorus.sh VERB [ARGUMENTS]

  demo [DIR]         simulate a day in the Caspian and a day in the Red Sea as raw AIS and Mode S,
                     replay both, leave a report of each in DIR (default build/demo) and say how
                     what was found compares with the truth
  test [CTEST ARGS]  build and run every test
  build              build build/release/pelorus
  run -- ARGS        run pelorus with ARGS, building it first when it is not there
  bench [ARGS]       build and run the benchmarks; ARGS go to Google Benchmark
  deps [GROUP...]    install what is missing from packages.txt (groups: build test gate;
                     default build test)
  help               this text

demo, test, build and bench install what they miss first (with sudo when not root).
TEXT
}

Say() { printf 'pelorus.sh: %s\n' "$*" >&2; }
Die() { Say "$2"; exit "$1"; }

# --- packages ------------------------------------------------------------------------------------

# The packages of the groups named.
Packages() {
  awk -v wanted=" $* " '
    { sub(/#.*/, "") }
    /^\[/ { gsub(/[][[:space:]]/, ""); use = index(wanted, " " $0 " "); next }
    NF && use { print $1 }' "$root/packages.txt"
}

# Those of the packages named that are not installed.
Missing() {
  local package state
  for package in "$@"; do
    state=$(dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null) || state=
    [[ $state == ii* ]] || printf '%s\n' "$package"
  done
}

# Runs a command as root: nothing to do, or sudo. Without a terminal sudo must not ask.
AsRoot() {
  if ((EUID == 0)); then
    "$@"
  elif [[ -t 0 && ${CI:-} != true ]]; then
    sudo "$@"
  else
    sudo -n "$@"
  fi
}

MayInstall() {
  ((EUID == 0)) && return
  command -v sudo >/dev/null || return
  # With a terminal sudo asks for the password itself.
  [[ -t 0 && ${CI:-} != true ]] || sudo -n true 2>/dev/null
}

AptGet() {
  AsRoot env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@" </dev/null >&2
}

Deps() {
  local packages missing
  if ! command -v dpkg-query >/dev/null; then
    Say "this is not Debian: install what packages.txt names yourself; CMake says what it misses"
    return
  fi
  mapfile -t packages < <(Packages "$@")
  mapfile -t missing < <(Missing "${packages[@]}")
  ((${#missing[@]})) || return 0
  MayInstall || Die 1 "no right to install (neither root nor sudo); as root: apt-get install ${missing[*]}"
  Say "installing ${missing[*]}"
  AptGet update || Die 1 "apt-get update failed; missing: ${missing[*]}"
  AptGet install -y --no-install-recommends "${missing[@]}" ||
    Die 1 "apt-get install failed; missing: ${missing[*]}"
}

DepsVerb() {
  local group
  (($#)) || set -- build test
  for group in "$@"; do
    grep -q "^\[$group\]" "$root/packages.txt" || Die 2 "deps: no group '$group' in packages.txt"
  done
  Deps "$@"
}

# --- build ---------------------------------------------------------------------------------------

# As many compilers as there are processors, fewer where memory would not hold them.
Jobs() {
  local cores fit
  cores=$(nproc)
  fit=$(awk -v each="$kMemoryPerCompilerKb" '/^MemAvailable/ { print int($2 / each) }' /proc/meminfo)
  ((fit >= 1)) || fit=1
  echo $((cores < fit ? cores : fit))
}

# Compile TESTS TARGET: one build folder for all verbs; without tests it needs no test packages.
Compile() {
  cmake -S "$root" --preset release -DPELORUS_TESTS="$1" -DPELORUS_BENCH="$1" >&2 </dev/null
  cmake --build "$build" --target "$2" --parallel "$(Jobs)" >&2 </dev/null
}

Build() {
  Deps build
  Compile OFF pelorus
}

Test() {
  Deps build test
  Compile ON all
  ctest --test-dir "$build" --parallel "$(nproc)" --output-on-failure --no-tests=error "$@" </dev/null
}

Bench() {
  local program
  Deps build test
  Compile ON tests/bench/all
  shopt -s nullglob
  for program in "$build"/tests/bench/*_bench; do
    Say "${program#"$root"/}"
    "$program" "$@" </dev/null
  done
}

Run() {
  [[ ${1:-} != -- ]] || shift
  [[ -x $binary ]] || Build
  exec "$binary" "$@"
}

# --- demo ----------------------------------------------------------------------------------------

# One region: raw bytes and truth into DIR/REGION/input, the run into DIR/REGION/run, and beside them
# how its findings compare with the truth.
DemoRegion() {
  local region=$1 input=$2/$1/input run=$2/$1/run
  Say "$region: simulating a day"
  "$binary" simulate --scenario "$region" --out "$input" --hours 24 --force </dev/null
  Say "$region: replaying it"
  "$binary" replay "$input/ais.nmea" "$input"/modes-utc-*.beast "$input/contacts.csv" --out "$run" \
    --region "$region" --force </dev/null
  "$binary" evaluate --truth "$input/truth.jsonl" --events "$run/events.jsonl" \
    --json "$2/$1/evaluation.json" >"$2/$1/evaluation.md" </dev/null
}

# What the run of one region left and found; the first table of its evaluation.
ShowRegion() {
  local region=$1 folder=$2/$1
  printf '\n%s\n  report      %s\n  events      %s (%s)\n  evaluation  %s\n\n' "$region" \
    "$folder/run/report.html" "$folder/run/events.jsonl" "$(wc -l <"$folder/run/events.jsonl")" \
    "$folder/evaluation.md"
  awk '/^\|/ { print; table = 1; next } table { exit }' "$folder/evaluation.md"
}

Demo() {
  (($# <= 1)) || Die 2 "demo takes at most one folder"
  local out=${1:-$root/build/demo} region
  Build
  for region in caspian red-sea; do DemoRegion "$region" "$out"; done
  for region in caspian red-sea; do ShowRegion "$region" "$out"; done
  printf '\nplanted: put into the traffic on purpose; found: of those; false: about nothing planted or a look-alike.\n'
  printf 'Open a report.html in a browser; it needs no network.\n'
}

Main() {
  local verb=${1:-}
  (($# == 0)) || shift
  case $verb in
    demo) Demo "$@" ;;
    test) Test "$@" ;;
    build) Build ;;
    run) Run "$@" ;;
    bench) Bench "$@" ;;
    deps) DepsVerb "$@" ;;
    help | --help | -h) Usage ;;
    '') Usage >&2; exit 2 ;;
    *) Die 2 "unknown verb '$verb'; ./pelorus.sh help lists them" ;;
  esac
}

Main "$@"
