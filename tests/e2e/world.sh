#!/bin/bash
# world.sh - made-up worlds with known truth: the figures may not fall.
set -u
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
trap 'rm -rf "$work"' EXIT
score=$(dirname "$(readlink -f "$bin")")/../../tests/score
[[ -x $score ]] || score=$(find "$root/build" -name score -type f -perm -u+x | head -1)
one() { # NAME SEED STYLE PEOPLE FILES [OPTIONS]: makes, runs, lists
    "$bin" synth "$work/$1" --seed "$2" --style "$3" --people "$4" --files "$5" "${@:6}" >/dev/null || bad "synth $1"
    "$bin" run "$work/$1.case" --test-realm --holdings "$work/$1/holdings" --evidence "$work/$1/evidence" >"$work/$1.out" 2>&1
    (($? <= 1)) && good || { bad "run $1"; tail -5 "$work/$1.out"; }
    "$bin" verify "$work/$1.case" --list "$work/$1.csv" >/dev/null 2>&1 || bad "list $1"
    "$bin" status "$work/$1.case" --json --items "$work/$1.items" >"$work/$1.json"
    # next of kin are people beside those planted
    people=$(awk '/^ *"count": [0-9]+,/ && !n {n = $2 + 0} /^ *"next of kin": [0-9]+/ && !k {k = $4 + 0} END {print n - k}' "$work/$1.json")
}
PEOPLE=${PEOPLE:-3000} FILES=${FILES:-300}
one usual "${SEED:-101}" 0 "$PEOPLE" "$FILES"
check "the usual world" "$score" "$work/usual/truth" "$work/usual.csv" --files "$work/usual.items" --people "$people" --max-people-error 0.01 --min-found 0.99 --min-files 1 --max-region-ours 0 --min-accuracy 0.99 --min-class 0.98
cat "$work/out"
one other "${SEED2:-202}" 1 "$PEOPLE" "$FILES"
check "a relabelled world" "$score" "$work/other/truth" "$work/other.csv" --files "$work/other.items" --people "$people" --max-people-error 0.01 --min-found 0.99 --min-files 1 --max-region-ours 0 --min-accuracy 0.99 --min-class 0.98
cat "$work/out"
one welsh "${SEED3:-303}" 2 "$PEOPLE" "$FILES"
check "a world in Welsh" "$score" "$work/welsh/truth" "$work/welsh.csv" --files "$work/welsh.items" --people "$people" --max-people-error 0.01 --min-found 0.99 --min-files 1 --max-region-ours 0 --min-accuracy 0.99 --min-class 0.98
cat "$work/out"
one formats "${SEED4:-404}" 0 1500 200 --more-formats
check "a world in more formats" "$score" "$work/formats/truth" "$work/formats.csv" --files "$work/formats.items" --people "$people" --max-people-error 0.01 --min-found 0.99 --min-files 1 --max-region-ours 0 --min-accuracy 0.99 --min-class 0.98
cat "$work/out"
# the leak of one world against the holdings of another
"$bin" run "$work/wrong.case" --test-realm --holdings "$work/other/holdings" --evidence "$work/usual/evidence" >"$work/out" 2>&1
"$bin" status "$work/wrong.case" --json >"$work/wrong.json"
same "nothing is ours against another world's holdings" "$(sed -nE 's/.*"tables_ours": ([0-9]+).*/\1/p' "$work/wrong.json")" 0
genuine=$(sed -nE 's/.*"genuine": ([0-9]+).*/\1/p' "$work/wrong.json" | head -1)
chance=$(sed -nE 's/.*"chance_region": ([0-9.]+).*/\1/p' "$work/wrong.json" | head -1)
if awk -v g="${genuine:-0}" -v c="${chance:-0}" 'BEGIN {exit !(g <= c + 3 * sqrt(c) + 1)}'; then good; else bad "genuine $genuine against another world: more than expected ($chance)"; fi
trap - EXIT
finish
