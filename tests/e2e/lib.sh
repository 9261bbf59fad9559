# shellcheck shell=bash disable=SC2034
# lib.sh - what the end-to-end tests share: a scratch directory, checks, a closing count.
bin=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/touchstone-e2e-XXXXXX")
export TOUCHSTONE_KEYS=$work/keys TOUCHSTONE_PERSON="E2E Person"
passed=0 failed=0
name=$(basename "$0" .sh)
finish() {
    rm -rf "$work"
    echo "$name: $passed passed, $failed failed"
    ((failed == 0))
}
good() { passed=$((passed + 1)); }
bad() {
    failed=$((failed + 1))
    echo "FAILED $*"
}
# check WHAT COMMAND...: the command succeeds
check() {
    local what=$1
    shift
    if "$@" >"$work/out" 2>&1; then good; else bad "$what"; tail -5 "$work/out"; fi
}
# status WHAT WANTED COMMAND...: the command exits so
status() {
    local what=$1 want=$2 got=0
    shift 2
    "$@" >"$work/out" 2>&1 || got=$?
    if [[ $got == "$want" ]]; then good; else bad "$what: exit status $got, not $want"; tail -5 "$work/out"; fi
}
# says WHAT TEXT: the last command said so
says() { if grep -qF -- "$2" "$work/out"; then good; else bad "$1: it does not say \"$2\""; tail -5 "$work/out"; fi; }
same() { if [[ $2 == "$3" ]]; then good; else bad "$1: $2 is not $3"; fi; }
