#!/bin/bash
# earlier.sh - an earlier leak is registered, and what stood in it is told from what is new; nothing of it stands in clear.
set -u
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
"$bin" synth "$work/w" --people 3000 --files 60 --seed 21 >/dev/null || bad "no world"
case=$work/now.case old=$work/old.case

# The earlier leak: half of the rows of a long table, and two whole files.
table=$(find "$work/w/evidence" -name '*clinic_list*.csv' -size +4k | sort | head -1)
mkdir -p "$work/old"
[[ -n $table ]] && good || bad "the world has no table"
half=$((($(wc -l <"$table") - 1) / 2))
head -n $((half + 1)) "$table" >"$work/old/dump.csv"
for ((i = 0; i < 300; i++)); do sed -n 2p "$table"; done >>"$work/old/dump.csv" # one row very often
mapfile -t files < <(find "$work/w/evidence" -type f -size +1k ! -name '*.csv' ! -name '*.zip' | sort | head -2)
cp "${files[@]}" "$work/old/"

check "the earlier leak is a case of its own" "$bin" init "$old" --test-realm
"$bin" ingest "$old" "$work/old" >/dev/null 2>&1
check "this one is another" "$bin" init "$case" --test-realm
"$bin" run "$case" --holdings "$work/w/holdings" --evidence "$work/w/evidence" >"$work/out" 2>&1
check "it is judged" "$bin" verify "$case" --list "$work/list.csv"
same "nothing is recycled yet" "$(grep -c 'recycled.$' "$work/list.csv")" 1
status "an empty name is refused" 2 "$bin" register "$case" "$old" --earlier ""
status "what is no case is refused" 3 "$bin" register "$case" "$work/old" --earlier "Dump of 2022"
status "it is not only shown" 2 "$bin" register "$case" "$old" --earlier "Dump of 2022" --dry
check "the earlier leak is registered" "$bin" register "$case" "$old" --earlier "Dump of 2022" --as-of 2022-05-01
says "how much it is is said" "rows about people"
check "and again" "$bin" register "$case" "$old" --earlier "Dump of 2022" --as-of 2022-05-01
says "that is seen" "registered before"
status "results are older than what is registered" 2 "$bin" digest "$case"
check "its list is written" "$bin" verify "$case" --list "$work/again.csv"
from=$(basename "$table")
read -r first later < <(awk -v f="$from" -v h=$half 'index($0, f "\"") {
    n = split($0, c, /,/); row = c[3] - 1; if (c[4] != "patient") next; again = /recycled\r?$/
    if (row <= h) { a++; x += again } else { b++; y += again } }
    END { printf "%d/%d %d/%d\n", x, a, y, b }' "$work/again.csv")
echo "recycled in the first half $first, in the second $later"
IFS=/ read -r hit of <<<"$first"
IFS=/ read -r wrong of2 <<<"$later"
((of > 20 && hit * 100 >= of * 97)) && good || bad "rows that stood there: $first"
# who stands there twice is alike but for the appointment
((of2 > 20 && wrong * 100 <= of2)) && good || bad "rows that did not: $later"
check "the report is made" "$bin" assess "$case"
check "and written" "$bin" report "$case" --out "$work/report"
grep -q "Dump of 2022" "$work/report/summary.html" && good || bad "the summary does not name it"
same "two files are the same" "$(sed -nE 's/.*"files_recycled": ?([0-9]+).*/\1/p' "$work/report/facts.json" | head -1)" 2
"$bin" status "$case" >"$work/out" 2>&1
says "status tells it" "stood in Dump of 2022"
# with no value of the earlier leak in the register
names=$(tail -n +2 "$work/old/dump.csv" | tr ',;|\t"' '\n\n\n\n\n' | grep -E '^[A-Za-z0-9]{7,}$' | sort -u | head -200)
clear=0
while read -r word; do [[ -n $word ]] && grep -rqaF -- "$word" "$case/register" && clear=$((clear + 1)); done <<<"$names"
same "no value stands in clear" "$clear" 0
check "the log is sound" "$bin" log verify "$case"
finish
