#!/bin/sh
# Checks format, lint and types, runs the unit tests, compiles, and runs the end-to-end and crash
# tests on the binary. The last line is "N passed, N failed", with ", N skipped" where some were.
#
#     scripts/test.sh [--only static|unit|e2e|crash|slow]
#
# "slow" are the crash tests of commands with hundreds of system calls, and unit tests of much data;
# only they are asked for by name, because together they take longer than all the others.
#
# With CI set, deno.lock must be complete as it is. Nothing is installed outside the caches, but
# what tests need and lack (strace, shells, shellcheck, groff) where this is root on a system with
# apt-get. Tests whose tool is still missing are skipped and counted.
set -u
cd "$(dirname "$0")/.." || exit 1
exec </dev/null
export NO_COLOR=1

only=all
case $# in
  0) ;;
  2) [ "$1" = --only ] && only=$2 ;;
esac
case $#,$only in
  0,all | 2,static | 2,unit | 2,e2e | 2,crash | 2,slow) ;;
  *)
    echo "usage: scripts/test.sh [--only static|unit|e2e|crash|slow]" >&2
    exit 2
    ;;
esac

frozen=
[ -z "${CI:-}" ] || frozen=--frozen
pure="workflow seal tar scrub stream"
passed=0
failed=0
skipped=0
statements=
logs=$(mktemp -d "${TMPDIR:-/tmp}/orchestrator-test.XXXXXX") || exit 1
trap 'rm -rf "$logs"' EXIT
trap 'exit 130' HUP INT TERM

deno() {
  sh scripts/deno "$@"
}

wanted() {
  [ "$only" = all ] || [ "$only" = "$1" ]
}

# Runs a command under a title and says how long it took. Its failure counts as one.
step() {
  title=$1
  shift
  printf '\n== %s\n' "$title"
  start=$(date +%s)
  "$@" 2>&1
  status=$?
  printf -- '-- %s: exit %s, %s s\n' "$title" "$status" $(($(date +%s) - start))
  [ "$status" -eq 0 ] || failed=$((failed + 1))
  return "$status"
}

# Runs "deno test" with the given arguments under a title and adds up what its last line says.
suite() {
  title=$1
  shift
  printf '\n== %s\n' "$title"
  start=$(date +%s)
  # shellcheck disable=SC2086 # $frozen is one word or none
  { deno test --no-check $frozen "$@" 2>&1; echo $? >"$logs/status"; } | tee "$logs/output"
  status=$(cat "$logs/status")
  printf -- '-- %s: exit %s, %s s\n' "$title" "$status" $(($(date +%s) - start))
  summary=$(grep -E '^(ok|FAILED) \| [0-9]+ passed' "$logs/output" | tail -n 1)
  run_failed=$(count failed)
  passed=$((passed + $(count passed)))
  skipped=$((skipped + $(count ignored) + $(count 'filtered out')))
  # A run can also fail as a whole, before or after its tests.
  if [ "$status" -ne 0 ] && [ "$run_failed" -eq 0 ]; then run_failed=1; fi
  failed=$((failed + run_failed))
}

# The number before the word $1 in $summary.
count() {
  number=$(printf '%s\n' "$summary" | sed -n "s/.*| \([0-9][0-9]*\) $1.*/\1/p")
  echo "${number:-0}"
}

# Those of the given directories that hold a test.
with_tests() {
  for directory in "$@"; do
    [ -z "$(find "$directory" -name '*_test.ts' 2>/dev/null | head -n 1)" ] || echo "$directory"
  done
}

state() {
  printf '%s\n' "$1"
  statements="$statements$1
"
}

static() {
  step "format" deno fmt --check
  step "lint" deno lint
  # shellcheck disable=SC2086 # $frozen is one word or none
  step "types" deno check --quiet $frozen .
}

unit() {
  install_missing groff
  pure_tests=
  ignored=tests/e2e,tests/crash,tests/hostile,tests/bench,tests/slow
  for directory in $pure; do
    ignored=$ignored,tests/$directory
    pure_tests="$pure_tests $(with_tests "tests/$directory")"
  done
  # shellcheck disable=SC2086 # a list of words
  set -- $pure_tests
  # The build of "yaml" that Deno loads looks at two variables.
  [ $# -eq 0 ] || suite "unit tests of the pure folders, without permissions" \
    --parallel --no-prompt --allow-env=LOG_STREAM,LOG_TOKENS "$@"
  suite "unit tests" -A --parallel --ignore="$ignored" tests
}

# Compiles, and names in ORCHESTRATOR_TEST_BINARY what the remaining tests run.
compile() {
  ORCHESTRATOR_DENO_PINNED=1 deno run -A scripts/compile.ts
  case $? in
    0) ORCHESTRATOR_TEST_BINARY=$PWD/dist/orchestrator ;;
    69)
      state "The binary could not be compiled: the tests run the bundle in dist/bundle instead"
      ORCHESTRATOR_TEST_BINARY=$PWD/dist/bundle/main.js
      ;;
    *) return 1 ;;
  esac
  export ORCHESTRATOR_TEST_BINARY
}

e2e() {
  install_missing zsh fish shellcheck
  # shellcheck disable=SC2046 # a list of words
  set -- $(with_tests tests/e2e tests/hostile)
  [ $# -eq 0 ] || suite "end-to-end tests" -A --parallel "$@"
}

strace_works() {
  strace -o /dev/null true >/dev/null 2>&1
}

# Tries to install those of the given programs that are missing, each from the package of its name.
install_missing() {
  missing=
  for program in "$@"; do
    command -v "$program" >/dev/null || missing="$missing $program"
  done
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    timeout 120 apt-get update >/dev/null 2>&1
    # shellcheck disable=SC2086 # a list of words
    timeout 120 apt-get install -y --no-install-recommends $missing >/dev/null 2>&1
  fi
  for program in $missing; do
    command -v "$program" >/dev/null || state "$program is missing: the tests that need it are skipped"
  done
}

crash() {
  install_missing strace
  if strace_works; then
    suite "crash tests" -A "$@"
  else
    state "strace is missing or may not trace: the crash tests were skipped"
    # Runs none of them and so counts them.
    suite "crash tests, skipped" -A --filter '/^$/' "$@"
  fi
}

step "Deno" deno --version
if wanted static; then static; fi
if wanted unit; then unit; fi
if wanted e2e || wanted crash || [ "$only" = slow ]; then
  if step "compile" compile; then
    if wanted e2e; then e2e; fi
    if wanted crash; then crash --ignore=tests/crash/slow tests/crash; fi
    if [ "$only" = slow ]; then
      suite "slow unit tests" -A --parallel tests/slow
      crash tests/crash/slow
    fi
  fi
fi

printf '\n%s' "$statements"
if [ "$skipped" -gt 0 ]; then
  echo "$passed passed, $failed failed, $skipped skipped"
else
  echo "$passed passed, $failed failed"
fi
[ "$failed" -eq 0 ]
