#!/bin/bash
# same.sh - same input, same answer: the result digest does not depend on how the work was done.
set -u
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
trap 'rm -rf "$work"' EXIT
"$bin" synth "$work/world" --seed 31 --people 500 --files 60 >/dev/null || bad "synth"
holdings=$work/world/holdings evidence=$work/world/evidence

digest_of() { "$bin" digest "$1" | cut -d' ' -f1; }
# whole NAME [ingest options]: a case of its own, register then ingest
whole() {
    local case=$work/$1.case
    shift
    "$bin" run "$case" --test-realm --holdings "$holdings" --evidence "$evidence" "$@" >"$work/out" 2>&1
    (($? <= 1)) || { bad "run $case"; tail -3 "$work/out"; }
    digest_of "$case"
}
want=$(whole first --jobs 1)
[[ ${#want} == 64 ]] && good || bad "no digest: $want"
same "two workers, another key" "$(whole two --jobs 2)" "$want"

steps() { # NAME ingest options...: register, then ingest with options
    local case=$work/$1.case
    shift
    "$bin" init "$case" --test-realm >/dev/null
    "$bin" run "$case" --holdings "$holdings" --evidence "$work/empty" >/dev/null 2>&1
    "$bin" ingest "$case" "$evidence" "$@" >/dev/null 2>&1
    "$bin" verify "$case" >/dev/null 2>&1 && "$bin" assess "$case" >/dev/null 2>&1
    digest_of "$case"
}
mkdir -p "$work/empty"
same "the tree walked backwards" "$(steps back --reverse)" "$want"
same "batches of one" "$(steps one --batch 1)" "$want"
same "batches of seven" "$(steps seven --batch 7)" "$want"
same "plain C instead of SIMD" "$(TOUCHSTONE_ANCHORS=plain steps plain)" "$want"
same "another zone, language and directory" "$(cd / && TZ=Pacific/Auckland LANG=tr_TR.UTF-8 LC_ALL=C.UTF-8 steps zone)" "$want"

# evidence first, holdings after: what they change is read again
late=$work/late.case
"$bin" init "$late" --test-realm >/dev/null
"$bin" ingest "$late" "$evidence" >/dev/null 2>&1
"$bin" run "$late" --holdings "$holdings" --evidence "$evidence" >/dev/null 2>&1
same "registered after ingest" "$(digest_of "$late")" "$want"

# two drops, either order
mkdir -p "$work/a" "$work/b"
i=0
for f in "$evidence"/*; do
    i=$((i + 1))
    cp -r "$f" "$work/$( ((i % 2)) && echo a || echo b)/"
done
drops() {
    local case=$work/$1.case
    "$bin" init "$case" --test-realm >/dev/null
    "$bin" ingest "$case" "$work/$2" --exhibit "$2" >/dev/null 2>&1
    "$bin" ingest "$case" "$work/$3" --exhibit "$3" >/dev/null 2>&1
    "$bin" run "$case" --holdings "$holdings" --evidence "$work/empty" >/dev/null 2>&1
    digest_of "$case"
}
ab=$(drops ab a b)
same "drops in either order" "$(drops ba b a)" "$ab"

# killed at random moments, parent, zygote or worker, then resumed
RANDOM=4711
kills=${KILLS:-20}
case=$work/killed.case
"$bin" init "$case" --test-realm >/dev/null
for ((k = 0; k < kills; k++)); do
    "$bin" run "$case" --holdings "$holdings" --evidence "$evidence" >/dev/null 2>&1 &
    pid=$!
    sleep "0.0$((RANDOM % 90 + 10))"
    case_children=$(pgrep -P "$pid" 2>/dev/null)
    case $((k % 3)) in
    0) kill -9 "$pid" 2>/dev/null ;;
    1) for c in $case_children; do kill -9 "$c" 2>/dev/null; done ;;
    2) for c in $case_children; do pkill -9 -P "$c" 2>/dev/null; done ;;
    esac
    wait "$pid" 2>/dev/null
done
"$bin" run "$case" --holdings "$holdings" --evidence "$evidence" >"$work/out" 2>&1
same "killed $kills times and resumed" "$(digest_of "$case")" "$want"
check "the log is sound after kills" "$bin" log verify "$case"
trap - EXIT
finish
