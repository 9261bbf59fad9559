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
same "members that stand on the disk" "$(TOUCHSTONE_SPOOL=1 whole spooled --jobs 2)" "$want"
same "first answers first" "$(whole first-1ms --first 1ms)" "$want"
grep -q '^provisional' "$work/out" && good || bad "no provisional answer was given"
(($(grep -c 'waiting' "$work/out") == 1)) && good || bad "what waits is told once, in the provisional answer: $(grep -c waiting "$work/out")"
grep -q '"waiting": *0' "$work/first-1ms.case/reports/facts.json" && good || bad "something still waits at the end"
same "another zone, language and directory" "$(cd / && TZ=Pacific/Auckland LANG=tr_TR.UTF-8 LC_ALL=C.UTF-8 steps zone)" "$want"

# files that are read in slices: an export and a pile of texts, several slices of 64 KiB long each
mkdir -p "$work/table" "$work/texts"
export=$(find "$evidence" -name '*.csv' -printf '%s %p\n' | sort -n | tail -1 | cut -d' ' -f2-)
head -1 "$export" >"$work/table/export.csv"
while (($(stat -c %s "$work/table/export.csv") < 300000)); do tail -n +2 "$export" >>"$work/table/export.csv"; done
while IFS= read -r -d '' file; do # a pile in two charsets would be none of them
    iconv -f utf-8 -t utf-8 "$file" >"$work/one" 2>/dev/null && cat "$work/one" >>"$work/pile"
done < <(find "$evidence" -name '*.txt' -print0 | sort -z)
while (($(stat -c %s "$work/texts/pile.txt" 2>/dev/null || echo 0) < 300000)); do cat "$work/pile" >>"$work/texts/pile.txt"; done
find "$evidence" \( -name '*.jsonl' -o -name '*.ndjson' \) -print0 | sort -z | xargs -0 cat >"$work/pile"
[[ -s $work/pile ]] && good || bad "no JSON lines in this world"
while (($(stat -c %s "$work/texts/pile.jsonl" 2>/dev/null || echo 0) < 300000)); do cat "$work/pile" >>"$work/texts/pile.jsonl"; done
for file in "$work"/texts/*; do
    (($("$bin" scan --placeholders "$file" 2>/dev/null | wc -l) > 1000)) && good || bad "little is found in $file"
done
sliced() { # NAME BYTES EVIDENCE ingest options...
    local case=$work/sliced-$1.case bytes=$2 from=$3
    shift 3
    TOUCHSTONE_SLICE=$bytes "$bin" run "$case" --test-realm --holdings "$holdings" --evidence "$from" "$@" >"$work/out" 2>&1
    (($? <= 1)) || { bad "run $case"; tail -3 "$work/out"; }
    digest_of "$case"
}
uncut=$(sliced uncut 16777216 "$work/table" --jobs 1)
[[ ${#uncut} == 64 ]] && good || bad "no digest: $uncut"
same "a table in slices of 64 KiB, one worker" "$(sliced one 65536 "$work/table" --jobs 1)" "$uncut"
same "a table in slices of 64 KiB, two workers" "$(sliced two 65536 "$work/table" --jobs 2)" "$uncut"
same "a table in slices of 10,007 bytes, four workers" "$(sliced four 10007 "$work/table" --jobs 4)" "$uncut"
same "a table in slices of 10,007 bytes, of which some come first" "$(sliced soon 10007 "$work/table" --jobs 2 --first 1ms)" "$uncut"
same "likewise, one worker" "$(sliced soon-one 10007 "$work/table" --jobs 1 --first 1ms)" "$uncut"
same "texts and JSON lines in slices of 10,007 bytes, of which some come first" "$(sliced soon-texts 10007 "$work/texts" --jobs 3 --first 1ms)" \
    "$(sliced soon-none 10007 "$work/texts" --jobs 1)"
same "texts and JSON lines in slices of 64 KiB" "$(sliced three 65536 "$work/texts" --jobs 3)" "$(sliced text 65536 "$work/texts" --jobs 1)"
# and of their true size: what is printed, in order
head -1 "$export" >"$work/large.csv"
tail -n +2 "$export" >"$work/rows"
for ((k = 0; k < 10; k++)); do cat "$work/rows" "$work/rows" >"$work/twice" && mv "$work/twice" "$work/rows"; done
cat "$work/rows" >>"$work/large.csv"
(($(stat -c %s "$work/large.csv") > 2 * 16777216)) && good || bad "large.csv is no larger than two slices"
for command in "scan --placeholders" extract; do
    one=$("$bin" $command --jobs 1 "$work/large.csv" 2>&1 | sha256sum)
    same "$command of a file of several slices, two workers" "$("$bin" $command --jobs 2 "$work/large.csv" 2>&1 | sha256sum)" "$one"
    same "$command of a file of several slices, three workers" "$("$bin" $command --jobs 3 "$work/large.csv" 2>&1 | sha256sum)" "$one"
done
tar -C "$work" -cf "$work/large.tar" large.csv
same "a member of several slices" "$("$bin" scan --placeholders --jobs 2 "$work/large.tar" 2>&1 | sha256sum)" "$("$bin" scan --placeholders --jobs 1 "$work/large.tar" 2>&1 | sha256sum)"
as_file=$("$bin" scan --placeholders --jobs 2 - <"$work/large.csv" 2>&1 | sha256sum)
same "standard input that goes to the disk" "$(TOUCHSTONE_SPOOL=1000000 "$bin" scan --placeholders --jobs 2 - <"$work/large.csv" 2>&1 | sha256sum)" "$as_file"
same "a member that goes to the disk, in slices" "$(TOUCHSTONE_SPOOL=1000000 "$bin" scan --placeholders --jobs 2 "$work/large.tar" 2>&1 | sha256sum)" "$("$bin" scan --placeholders --jobs 1 "$work/large.tar" 2>&1 | sha256sum)"
rm -f "$work/large.tar" "$work/large.csv" "$work/rows"

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

# killed with -9 at moments spread over the whole run, each in a case of its own, then resumed
"$bin" synth "$work/more" --seed 32 --people 1500 --files 250 >/dev/null || bad "synth"
children() { read -r -a found 2>/dev/null <"/proc/$1/task/$1/children" || [[ ${#found[@]} -gt 0 ]]; }
now() { echo $((${EPOCHREALTIME/[.,]/} / 1000)); }
start() { # CASE: begins the job in the background
    "$bin" init "$1" --test-realm >/dev/null
    "$bin" run "$1" --jobs 2 --holdings "$work/more/holdings" --evidence "$work/more/evidence" >/dev/null 2>&1 &
    pid=$! begun=$(now)
}
# how long it takes undisturbed, and from when to when it has zygotes
start "$work/whole.case"
from='' to=0
while kill -0 "$pid" 2>/dev/null; do
    found=()
    if children "$pid"; then from=${from:-$(($(now) - begun))} to=$(($(now) - begun)); fi
    sleep 0.01
done
wait "$pid"
long=$(($(now) - begun))
[[ -n $from ]] && good || bad "no zygote was ever seen"
resumed=$(digest_of "$work/whole.case")
# pick SORT: a live process of that sort now, in $victim
pick() {
    victim=''
    found=()
    case $1 in
    parent) kill -0 "$pid" 2>/dev/null && victim=$pid ;;
    zygote) children "$pid" && victim=${found[RANDOM % ${#found[@]}]} ;;
    worker)
        children "$pid" || return 1
        local zygote
        for zygote in "${found[@]}"; do
            found=()
            children "$zygote" && victim=${found[0]}
        done
        ;;
    esac
    [[ -n $victim ]]
}
RANDOM=4711
each=$(((${KILLS:-21} + 2) / 3))
declare -A hits=()
for sort in parent zygote worker; do
    first=$from last=$to
    [[ $sort == parent ]] && first=0 last=$long
    for ((k = 0; k < each; k++)); do
        case=$work/kill-$sort-$k.case
        at=$((first + ((last - first) * (1000 * k + RANDOM % 1000)) / (1000 * each)))
        # a run that was over sooner than the measured one, on a machine that others use: anew, in half the time, at last from its start
        for ((shot = 0; shot < 8; shot++)); do
            start "$case"
            sleep "$((at / 1000)).$(printf %03d $((at % 1000)))"
            while kill -0 "$pid" 2>/dev/null; do
                if pick "$sort" && kill -9 "$victim" 2>/dev/null; then
                    hits[$sort]=$((${hits[$sort]:-0} + 1))
                    break 2
                fi
            done
            wait "$pid" 2>/dev/null
            at=$((shot < 6 ? at / 2 : 0))
            ((shot < 7)) && rm -rf "$case"
        done
        wait "$pid" 2>/dev/null
        "$bin" run "$case" --holdings "$work/more/holdings" --evidence "$work/more/evidence" >"$work/out" 2>&1
        same "$sort killed $at ms into $long and resumed" "$(digest_of "$case")" "$resumed"
        [[ $(digest_of "$case") == "$resumed" ]] || diff <("$bin" digest "$work/whole.case" --lines) <("$bin" digest "$case" --lines) | head -20
        "$bin" log verify "$case" >/dev/null 2>&1 || bad "the log after a $sort was killed at $at ms"
        rm -rf "$case"
    done
    # a kill that hits nothing shows nothing
    ((${hits[$sort]:-0} * 4 >= each * 3)) && good || bad "only ${hits[$sort]:-0} of $each kills hit a live $sort"
    echo "same: ${hits[$sort]:-0} of $each kills hit a live $sort, spread over $first to $last ms of $long"
done
# and one case that is killed again and again before it may finish
case=$work/again.case
"$bin" init "$case" --test-realm >/dev/null
for ((k = 1; k <= 8; k++)); do
    start_again=$((long * k / 9))
    "$bin" run "$case" --jobs 2 --holdings "$work/more/holdings" --evidence "$work/more/evidence" >/dev/null 2>&1 &
    pid=$!
    sleep "$((start_again / 1000)).$(printf %03d $((start_again % 1000)))"
    kill -9 "$pid" 2>/dev/null
    wait "$pid" 2>/dev/null
done
"$bin" run "$case" --holdings "$work/more/holdings" --evidence "$work/more/evidence" >"$work/out" 2>&1
same "killed again and again" "$(digest_of "$case")" "$resumed"
check "the log is sound after kills" "$bin" log verify "$case"
# likewise while its files are read in slices
want=$(sliced whole 20000 "$work/texts" --jobs 2)
case=$work/sliced-again.case
"$bin" init "$case" --test-realm >/dev/null
export TOUCHSTONE_SLICE=20000
for ((k = 1; k <= 8; k++)); do
    "$bin" run "$case" --jobs 3 --first 1ms --holdings "$holdings" --evidence "$work/texts" >/dev/null 2>&1 &
    pid=$!
    sleep "0.$(printf %03d $((k * 60)))"
    if ((k % 2)); then
        kill -9 "$pid" 2>/dev/null
    else # one of its workers
        victim=''
        for ((try = 0; try < 200; try++)); do pick worker && kill -9 "$victim" 2>/dev/null && break; done
    fi
    wait "$pid" 2>/dev/null
done
"$bin" run "$case" --holdings "$holdings" --evidence "$work/texts" >"$work/out" 2>&1
same "slices, killed again and again" "$(digest_of "$case")" "$want"
unset TOUCHSTONE_SLICE
trap - EXIT
finish
