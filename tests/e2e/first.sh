#!/bin/bash
# first.sh - a provisional answer names what the whole names, or says that it is not settled; and what it rests on.
set -u
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
trap 'rm -rf "$work"' EXIT

# mostly LINE: "RBQ PAS or RBS PAS (not settled yet)"; a situation line's own words
mostly() { sed -nE 's/.* in our records, mostly ([^;]*);.*/\1/p' <<<"$1" | sed -E 's/ as of .*$//'; }
# fits FIRST WHOLE: the first names the whole's system, alone or among others, or says that it may be another
fits() {
    [[ $1 == "$2" || $1 == *" or "[0-9]*" other"?(s)" (not settled yet)" ]] && return
    [[ $1 == *" (not settled yet)" && " or ${1% (not settled yet)} or " == *" or $2 or "* ]]
}
# days LINE: "31 October 2023 or 1 October 2019 (not settled yet)"; nothing where no day is told
days() { sed -nE 's/.* as of ([^;]*);.*/\1/p' <<<"$1"; }
# number LINE PATTERN: the number that the pattern's brackets hold, without commas
number() { sed -nE "s/.*$2.*/\1/p" <<<"$1" | tr -d ,; }
# day_fits FIRST WHOLE: a day that is told alone is the whole's; others are told with those that it may be
day_fits() { [[ -z $1 || $1 == "$2" || $1 == *"other day"* || (" or ${1% (not settled yet)} or " == *" or $2 or "* && $1 == *settled*) ]]; }
# people_fit FIRST WHOLE: as many as the first says at least, and no more than it says there may be
people_fit() {
    local count low high
    count=$(number "$2" '\. ([0-9,]+) (person|people) \([^)]*\) found,') low=$(number "$1" 'the whole holds at least ([0-9,]+)')
    high=$(number "$1" 'and up to ([0-9,]+) if')
    [[ -n $count && -n $low ]] && ((low <= count && count <= ${high:-$count}))
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
    people_fit "$(grep '^As at' "$work/out" | head -1)" "$(grep '^As at' "$work/out" | tail -1)" && good ||
        bad "$1, $2: people: $(grep '^As at' "$work/out")"
    day_fits "$(days "$(grep '^As at' "$work/out" | head -1)")" "$(days "$(grep '^As at' "$work/out" | tail -1)")" && good ||
        bad "$1, $2: days: $(grep '^As at' "$work/out")"
    [[ -n $first ]] || return # nobody was found yet, which names no system
    fits "$first" "$whole" && good || bad "$1, $2: first $first, then $whole"
}
for world in "51 150 800 0" "52 300 2000 2" "53 400 600 0"; do
    read -r seed files people screenshots <<<"$world"
    "$bin" synth "$work/$seed" --seed "$seed" --files "$files" --people "$people" --screenshots "$screenshots" >/dev/null || bad "synth $seed"
    for time in 1ms 1s; do answer "$work/$seed" "$time"; done
    rm -rf "${work:?}/$seed"
done

# A large dump gives answers from a sample, which changes nothing of what the whole comes to.
"$bin" synth "$work/dump" --seed 54 --files 60 --people 4000 --screenshots 0 >/dev/null || bad "synth of the dump"
mkdir "$work/dumped"
perl -ne 'chomp; if ($. == 1) { s/"//g; ($n = $_) =~ s/([^,]+)/`$1` text/g; print "-- MySQL dump 10.13\nCREATE TABLE `p` ($n);\nINSERT INTO `p` VALUES\n"; next }
    s/\x27/\x27\x27/g; s/"([^"]*)"/\x27$1\x27/g; print $. > 2 ? ",\n($_)" : "($_)"; END { print ";\n" }' "$work"/dump/holdings/RBQ_PAS_2019-03.csv >"$work/dumped/patients.sql"
# So does a workbook: the first rows of each of its sheets.
mkdir -p "$work/book/xl/worksheets" "$work/book/xl/_rels" "$work/booked"
echo '<workbook xmlns:r="r"><sheets><sheet name="Patients" r:id="r1"/></sheets></workbook>' >"$work/book/xl/workbook.xml"
echo '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>' >"$work/book/xl/_rels/workbook.xml.rels"
perl -ne 'BEGIN { print "<worksheet><sheetData>" } chomp; s/&/&amp;/g; s/</&lt;/g;
    push @cell, defined $1 ? $1 : $2 while s/^(?:"([^"]*)"|([^,]*))(?:,|$)// && (length || !@cell || length $&);
    print "<row>", (map "<c t=\"str\"><v>$_</v></c>", @cell), "</row>"; @cell = (); END { print "</sheetData></worksheet>" }' \
    "$work"/dump/holdings/RBQ_PAS_2019-03.csv >"$work/book/xl/worksheets/sheet1.xml"
(cd "$work/book" && zip -q -0 -r "$work/booked/patients.xlsx" xl) || bad "zip"
for large in dump book; do
    for time in "" 1ms 100ms 400ms; do
        case=$work/$large$time.case
        TOUCHSTONE_SLICE=20000 "$bin" run "$case" --test-realm --holdings "$work/dump/holdings" --evidence "$work/${large}ed" ${time:+--first "$time"} >"$work/out" 2>&1
        (($? <= 1)) || { bad "run of the $large, $time"; tail -3 "$work/out"; }
        "$bin" digest "$case" --lines >"$work/digest$time"
        [[ -n $time ]] || continue
        same "a $large of which a sample was told, $time" "$(cat "$work/digest$time")" "$(cat "$work/digest")"
        (($(grep -c '^As at' "$work/out") == 2)) || continue
        first=$(grep '^As at' "$work/out" | head -1) whole=$(grep '^As at' "$work/out" | tail -1)
        [[ -z $(mostly "$first") ]] || fits "$(mostly "$first")" "$(mostly "$whole")" && people_fit "$first" "$whole" && good ||
            bad "the $large, $time: $first, then $whole"
    done
done
((answers >= 3)) && good || bad "only $answers answers were given before the end"
finish
