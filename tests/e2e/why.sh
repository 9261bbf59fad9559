#!/bin/bash
# why.sh - each verdict is explained by the weights that made it, and by nothing that is not asked for.
set -u
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
trap 'rm -rf "$work"' EXIT
holdings=$work/holdings tree=$work/tree case=$work/one.case
mkdir -p "$holdings" "$tree/Ward of Dr Penhaligon" "$tree/b"
family=(PENROSE TREGENNA COLDBECK ASHWORTH MARLOWE DUNSTAN FAIRWEATHER GALBRAITH HOLLIS LITTLEWOOD)
given=(ELIZABETH WILLIAM MARGARET THOMAS KATHERINE ROBERT SUSAN EDWARD ALICE RICHARD)
# health numbers of the range for testing, with their check digit
nhs() {
    local stem sum=0 i n=$1 check
    while :; do
        stem=$(printf '999%06d' "$n") sum=0
        for ((i = 0; i < 9; i++)); do sum=$((sum + ${stem:i:1} * (10 - i))); done
        check=$(((11 - sum % 11) % 11))
        ((check < 10)) && break
        n=$((n + 500000))
    done
    echo "$stem$check"
}
# person I: hospital number, NHS number, surname, forename, birth date, address, postcode
person() {
    local i=$1 j=$(($1 + $1 / 10)) letters=ABDEFGHJLNPQRSTUWXYZ
    printf 'R%07d,%s,%s,%s,%04d-%02d-%02d,%d Marrow Road,L%d %d%s%s\n' $((1000000 + i * 7919)) "$(nhs $((i * 331 + 17)))" \
        "${family[i % 10]}" "${given[j % 10]}" $((1940 + i % 60)) $((i % 12 + 1)) $((i * 5 % 27 + 1)) $((i + 1)) \
        $((i % 30 + 1)) $((i % 10)) "${letters:i / 20 % 20:1}" "${letters:i % 20:1}"
}
head="Hospital No,NHS No,Surname,Forename,DOB,Address,Postcode"
declare -a who
for ((i = 0; i < 300; i++)); do who[i]=$(person $i); done
IFS=, read -r -a twin <<<"${who[200]}" # another forename and other numbers, all else alike
who[300]=R9999999,$(nhs 450001),${twin[2]},HARRIET,${twin[4]},${twin[5]},${twin[6]}
{ echo "$head"; printf '%s\n' "${who[@]}"; } >"$holdings/pas.csv"
cat >"$holdings/holdings.toml" <<'TOML'
[[holding]]
file = "pas.csv"
organisation = "RBS"
system = "PAS"
as_of = 2023-10-31
kind = "patient"
complete = true
travels = true
TOML
# field I N, and a row whose fields are given anew: row I [N=value]...
field() { cut -d, -f"$2" <<<"${who[$1]}"; }
row() {
    local f k
    IFS=, read -r -a f <<<"${who[$1]}"
    shift
    for k in "$@"; do f[${k%%=*} - 1]=${k#*=}; done
    (IFS=, && echo "${f[*]}")
}
swapped() { local d; d=$(field "$1" 5); echo "${d:0:4}-${d:8:2}-${d:5:2}"; }
day_below_13() { for ((k = $1; ; k++)); do [[ $(field $k 5) != *-*-1[3-9] && $(field $k 5) != *-*-2? && $(swapped $k) != $(field $k 5) ]] && echo $k && return; done; }
twisted=$(day_below_13 40)
{
    echo "$head"
    for ((i = 60; i < 100; i++)); do row $i; done               # rows 2 to 41: as held
    row 101 5=1931-11-30                                        # 42: altered
    row 102 2="$(field 203 2)" 1=                               # 43: recombined, another's number
    row 104 3="$(field 104 3 | sed 's/.$/X/')" 4=               # 44: one letter
    row 100 4=LIZ                                               # 45: a short form of ELIZABETH
    row "$twisted" 5="$(swapped "$twisted")"                    # 46: day and month
    echo ",,TESTPATIENT,TEST,1900-01-01,,"                      # 47: placeholder
    echo ",$(nhs 400001),QUILLFEATHER,XANTHE,1951-02-03,9 Nowhere Lane,L9 9ZZ" # 48: unknown
    row 106 6="77 Elsewhere Street" 7="$(field 106 7 | sed 's/ .*/ 1ZZ/')"     # 49: moved nearby
    row 107 4="$(field 107 4 | cut -c1)"                        # 50: an initial
    row 200 1= 2= 4=ELIZABETHX                                  # 51: one of two twins
} >"$tree/Ward of Dr Penhaligon/list.csv"
cp "$tree/Ward of Dr Penhaligon/list.csv" "$tree/b/list of others.csv"
{ cat "$tree/b/list of others.csv"; row 120; } >"$tree/b/other.csv" && rm "$tree/b/list of others.csv"
printf 'Dear %s %s,\n\nYour NHS number is %s and you were born on %s.\nWe write about your visit.\n' "$(field 5 4)" "$(field 5 3)" \
    "$(field 5 2)" "$(field 5 5)" >"$tree/letter.txt"
check "a case" "$bin" init "$case" --test-realm
status "nothing is judged yet" 2 "$bin" why "$case"
says "what to do" "run verify first"
status "the job is done" 0 "$bin" run "$case" --test-realm --holdings "$holdings" --evidence "$tree"
check "the list" "$bin" verify "$case" --list "$work/list.csv"

# every waterfall adds up, and is what the list says
"$bin" why "$case" --each --json >"$work/all.jsonl" || bad "why --each --json"
"$bin" digest "$case" >"$work/digest"
cat >"$work/adds.awk" <<'AWK'
# prior and groups come to the total, and that to the posterior; -1 where the sighting names no record
function get(s, k,   r) { if (!match(s, "\"" k "\":-?[0-9.]+")) return "null"; r = substr(s, RSTART, RLENGTH); sub(/.*:/, "", r); return r + 0 }
/"of":"sighting"/ {
    match($0, /"prior":\{[^}]*\}/); prior = substr($0, RSTART, RLENGTH)
    held = get(prior, "held"); none = get(prior, "none")
    n = split($0, g, /\{"group":/); sum = 0; so_far = held - none
    for (i = 2; i <= n; i++) {
        w = get(g[i], "weight"); sum += w; so_far += w
        if (get(g[i], "so_far") != so_far) print "a group does not add up: line " NR
    }
    tail = g[n]; sub(/.*\]\}\]/, "", tail)
    weight = get(tail, "weight"); all = get(tail, "all"); posterior = get(tail, "posterior")
    if (weight == "null") { if (sum != 0 || posterior != 0) print "nobody has a weight: line " NR }
    else {
        if (sum != weight) print "groups come to " sum ", not " weight ": line " NR
        p = 2 ^ ((weight - all) / 1024) / (1 + 2 ^ ((none - all - held) / 1024))
        if (p - posterior > 0.000002 || posterior - p > 0.000002) print "posterior " posterior ", not " p ": line " NR
    }
    match(tail, /"posterior":[0-9.]+/); exact = substr(tail, RSTART + 12, RLENGTH - 12)
    match($0, /"verdict":"[^"]*"/); verdict = substr($0, RSTART + 11, RLENGTH - 12)
    print verdict "," (tail ~ /"holding":null/ ? "0.000000000" : exact) > told
}
AWK
awk -v told="$work/told" -f "$work/adds.awk" "$work/all.jsonl" >"$work/out"
[[ -s $work/out ]] && { bad "sums"; head -5 "$work/out"; } || good
tail -n +2 "$work/list.csv" | sed 's/"[^"]*",//; s/"[^"]*",//' | cut -d, -f3,5 >"$work/listed"
(($(wc -l <"$work/told") > 90)) && cmp -s "$work/told" "$work/listed" && good || { bad "verify --list says otherwise"; diff "$work/told" "$work/listed" | head -5; }
same "explaining changes nothing" "$("$bin" digest "$case")" "$(cat "$work/digest")"

# each verdict in words
where="Ward of Dr Penhaligon/list.csv"
explain() { status "row $1" 0 "$bin" why "$case" "E1/$where#row=$1"; }
explain 10; says "genuine" "genuine: identified, and nothing differs"; says "identifiers" "counted as 1 in 134,217,728"
says "the prior" "are about people held; 301 people are held"
says "which holding" "one of RBS PAS 2023-10-31 (which one: --unmask, logged)"
says "which snapshot" "agrees wholly with    RBS PAS 2023-10-31"
says "once a group" "counts once with address, which says more"
explain 42; says "altered" ": a birth date that no snapshot holds"; says "why" "no snapshot of ours has it for the person"
explain 43; says "recombined" "recombined: its identifiers belong to people who share nothing"
says "only the chosen one's" "health number             differs  no snapshot of ours has it for the person"
grep -qF "$(field 203 3)" "$work/out" && bad "the other person is named" || good
(($(grep -c 'RBS PAS' "$work/out") <= 2)) && good || bad "a second record is shown"
explain 44; says "near" "near     one letter wrong, missing or too many"
explain 45; says "a short form" "near     a short or other form of the same forename"
explain 50; says "an initial" "near     only the initial is given"
explain 46; says "swapped" "near     day and month are swapped"
explain 47; says "placeholder" "placeholder: its identity is test or default data"; says "not compared" "test or default data: not compared"
explain 48; says "unknown" "unknown to us: no held person is likely"; says "no record" "none is kept"
explain 49; says "moved" "near     the same outward part: a neighbourhood"
explain 51; says "a twin's weight" "less: NOT the 8 that it takes"
grep -qiE "twin|conflict|${who[300]:9:10}" "$work/out" && bad "the twin is told of" || good
check "a twin unmasked" "$bin" why "$case" "E1/$where#row=51" --unmask --show --json
same "one record" "$(grep -o '#r[0-9]*' "$work/out" | sort -u | wc -l)" 1
grep -qE "#r301|HARRIET|$(field 300 2)" "$work/out" && bad "the twin is shown" || good
check "a letter" "$bin" why "$case" letter.txt --each
says "running text" "byte "
check "the whole leak" "$bin" why "$case"
says "verdicts" "recombined"; says "chance" "by chance"; says "ours" "local ids agree in"
check "a table" "$bin" why "$case" other.csv
says "the share" "about people held"; says "the source" "RBS PAS, the only system there is"

# nothing of a person, unless it is asked for; and then the log says so first
for at in "" "$where" "$where#row=10" "other.csv"; do
    "$bin" why "$case" ${at:+"$at"} --each >"$work/out" 2>&1 || bad "why $at"
    "$bin" why "$case" ${at:+"$at"} --each --json >>"$work/out" 2>&1 || bad "why $at as JSON"
    grep -qE "Penhaligon|PENROSE|Marrow|other\.csv|#r[0-9]|$(field 70 2)" "$work/out" && bad "why $at shows somebody" || good
    awk 'length($0) > 100 && !/^\{/ { exit 1 }' "$work/out" && good || bad "why $at: a line is longer than 100 columns"
done
entries() { wc -l <"$case/custody.log"; }
before=$(entries)
explain 10
same "what shows nobody is no entry" "$(entries)" "$before"
check "values" "$bin" why "$case" "$where#row=10" --show
says "a value" "surname: $(field 68 3)"; says "the place" "Ward of Dr Penhaligon/list.csv"
same "logged" "$(entries)" "$((before + 1))"
grep -q '#r' "$work/out" && bad "a record is shown with --show alone" || good
check "the record" "$bin" why "$case" "$where#row=10" --unmask
says "its row" "RBS/PAS/2023-10-31#r69"
grep -q "$(field 68 3)" "$work/out" && bad "a value is shown with --unmask alone" || good
same "logged, too" "$(entries)" "$((before + 2))"
tail -2 "$case/custody.log" | grep -q '"act":"verdict explained in clear"' && good || bad "the log does not say what was done"
tail -2 "$case/custody.log" | grep -qE "$(field 68 3)|Penhaligon" && bad "the log names somebody" || good
check "an unknown person has no record to unmask" "$bin" why "$case" "$where#row=48" --unmask
grep -q '#r' "$work/out" && bad "a record is shown for somebody unknown" || good
status "the log is sound" 0 "$bin" log verify "$case"

# locators that are not quite right
code=$("$bin" why "$case" "$where" | sed -n '1s/.*\[\(.*\)\].*/\1/p')
status "by the code" 0 "$bin" why "$case" "$code#row=42"
says "the same row" "a birth date that no snapshot holds"
status "as it is printed" 0 "$bin" why "$case" "E1/…/….csv [$code]#row=42"
status "an unknown item" 2 "$bin" why "$case" "E1/b/othr.csv"
says "what may be meant" "E1/…/….csv ["
grep -q "other.csv" "$work/out" && bad "a path is shown" || good
status "an unknown row" 2 "$bin" why "$case" "$where#row=500"
says "the nearest" "no sighting of a person stands in row 500 there; nearest: 51"
status "no row of a text" 2 "$bin" why "$case" "letter.txt#row=3"
status "no such part" 2 "$bin" why "$case" "$where#Sheet9!R4"
status "a nest too deep" 2 "$bin" why "$case" "a!/b!/c!/d"
mkdir "$tree/c" && { cat "$tree/b/other.csv"; row 130; } >"$tree/c/other.csv"
check "more evidence" "$bin" ingest "$case" "$tree"
status "it is not judged yet" 2 "$bin" why "$case" c/other.csv#row=10
says "what to do" "run verify again"
status "nor is its table" 2 "$bin" why "$case" c/other.csv
status "nor is the whole" 2 "$bin" why "$case"
says "what to do" "run verify again"
status "nor is each of it" 2 "$bin" why "$case" --each
check "again" "$bin" verify "$case"
status "now it is" 0 "$bin" why "$case" c/other.csv#row=10
status "the end of two" 2 "$bin" why "$case" other.csv
says "ambiguous" "that locator fits 2 items"
{ echo "$head"; printf '%s\n' "${who[@]:0:50}"; } >"$work/pas2.csv"
check "holdings that came later" "$bin" register "$case" "$work/pas2.csv" --organisation RBS --system PAS --as-of 2023-11-30
status "explain nothing" 2 "$bin" why "$case" "$where#row=10"
says "what to do" "run verify again"
finish
