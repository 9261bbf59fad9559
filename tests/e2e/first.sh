#!/bin/bash
# first.sh - a provisional answer names what the whole names, or says that it is not settled; and what it rests on.
set -u
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
trap 'rm -rf "$work"' EXIT

# mostly LINE: "RBQ PAS or RBS PAS (not settled yet)"; a situation line's own words
mostly() { sed -nE 's/.* in our records, mostly ([^;]*);.*/\1/p' <<<"$1" | sed -E 's/ as of [0-9]+ [A-Z][a-z]+ [0-9]+$//'; }
# fits FIRST WHOLE: the first names the whole's system, alone or among others, or says that it may be another
fits() {
    [[ $1 == "$2" || $1 == *" or "[0-9]*" other"?(s)" (not settled yet)" ]] && return
    [[ $1 == *" (not settled yet)" && " or ${1% (not settled yet)} or " == *" or $2 or "* ]]
}
shopt -s extglob
answers=0
# answer WORLD TIME: a cold case
answer() {
    local case=$work/case first whole
    rm -rf "$case"
    "$bin" run "$case" --test-realm --holdings "$1/holdings" --evidence "$1/evidence" --first "$2" >"$work/out" 2>&1
    (($? <= 1)) || { bad "run, $1, $2"; tail -3 "$work/out"; }
    grep -q '"system_settled": true' "$case/reports/facts.json" && good || bad "$1, $2: the whole is not settled"
    (($(grep -c '^As at' "$work/out") == 2)) || return # it was faster than that
    answers=$((answers + 1))
    first=$(mostly "$(grep '^As at' "$work/out" | head -1)") whole=$(mostly "$(grep '^As at' "$work/out" | tail -1)")
    [[ -n $whole && $whole != *settled* ]] && good || bad "$1, $2: the whole says: $whole"
    grep -A1 '^provisional' "$work/out" | grep -qE '[0-9.]+ % of the bytes were read, .* (is|are) still waiting' && good ||
        bad "$1, $2: what the answer rests on is not told"
    [[ -n $first ]] || return # nobody was found yet, which names no system
    fits "$first" "$whole" && good || bad "$1, $2: first $first, then $whole"
}
for world in "51 150 800 0" "52 300 2000 2" "53 400 600 0"; do
    read -r seed files people screenshots <<<"$world"
    "$bin" synth "$work/$seed" --seed "$seed" --files "$files" --people "$people" --screenshots "$screenshots" >/dev/null || bad "synth $seed"
    for time in 1ms 1s; do answer "$work/$seed" "$time"; done
    rm -rf "${work:?}/$seed"
done
((answers >= 3)) && good || bad "only $answers answers were given before the end"
finish
