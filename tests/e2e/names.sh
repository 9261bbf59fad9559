#!/bin/bash
# names.sh - people of the holdings whose names no list knows are found in running text; the answer does not depend on the run.
set -u
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
trap 'rm -rf "$work"' EXIT
holdings=$work/holdings tree=$work/tree
mkdir -p "$holdings" "$tree" "$work/others"
# names made of syllables, no two alike
given=(Orr Zab Quil Vex Thur Yand Mok Ixh Brael Nuv) middle=(elun inov aruth undash ethim) last=(ida ewo yne ulo) family=(dre kowe tash mborg vill)
head="Hospital No,NHS No,Surname,Forename,DOB,Sex,Address,Postcode,Mobile,Email"
{
    echo "$head"
    for ((i = 0; i < 100; i++)); do
        forename=${given[i % 10]}${middle[i / 10 % 5]}${last[i % 4]} surname=${given[(i * 7 + 3) % 10]}${middle[(i / 10 + 2) % 5]}${family[i / 20]}
        printf 'AH73%05d,,%s,%s,19%02d-0%d-1%d,F,%d Marrow Street,ZZ99 3VZ,07700900%03d,\n' $i "${surname^^}" "${forename^^}" $((40 + i % 60)) $((i % 9 + 1)) $((i % 9)) $((i + 1)) $i
        case $((i % 4)) in
        0) said="Last evening $forename $surname, AH73$(printf %05d $i), came to the ward with a cough and a sore throat." ;;
        1) said="$forename $surname (AH73$(printf %05d $i)) was seen again in the late afternoon and went home by bus." ;;
        2) said="Following our talk with $forename $surname (07700 900$(printf %03d $i)) we have asked for a blood count." ;;
        3) said="It was then that $forename $surname, 07700 900$(printf %03d $i), decided not to go on with the tablets." ;;
        esac
        printf 'Summary of the day\n\n%s\nNothing else was noted at the time of writing.\n' "$said" >"$tree/letter$i.txt"
    done
} >"$holdings/pas.csv"
cat >"$holdings/holdings.toml" <<'TOML'
[[holding]]
file = "pas.csv"
organisation = "RBS"
system = "PAS"
as_of = 2023-10-31
kind = "patient"
complete = true
TOML
found=$("$bin" scan --kinds person_name --format lines --quiet "$tree" | wc -l)
((found < 5)) && good || bad "lists know $found of these names: the test shows nothing"

lines() { "$bin" digest "$1" --lines; }
settle() { "$bin" verify "$1" >/dev/null 2>&1 && "$bin" assess "$1" >/dev/null 2>&1; }
status "the job is done" 0 "$bin" run "$work/one.case" --test-realm --holdings "$holdings" --evidence "$tree" --jobs 1
lines "$work/one.case" >"$work/want"
genuine=$(grep -c '^S .*kinds=[0-9,]*4,.* verdict=genuine' "$work/want")
((genuine >= 98)) && good || bad "$genuine of 100 people were found by name and judged genuine"
status "another run, another salt and key" 0 "$bin" run "$work/two.case" --test-realm --holdings "$holdings" --evidence "$tree" --jobs 2
lines "$work/two.case" | cmp -s - "$work/want" && good || bad "another run's lines differ"
# people ARGUMENTS...: the lines of sightings and people of a case that is registered and read in steps
people() {
    local case=$work/$1.case
    shift
    "$bin" init "$case" --test-realm >/dev/null
    "$bin" register "$case" "$holdings/pas.csv" --organisation RBS --system PAS --as-of 2023-10-31 >/dev/null 2>&1
    "$bin" ingest "$case" "$tree" "$@" >/dev/null 2>&1
    settle "$case"
    lines "$case" | grep '^[SP]'
}
grep '^[SP]' "$work/want" >"$work/people"
people seven --batch 7 | cmp -s - "$work/people" && good || bad "the lines of batches of seven differ"
people back --batch 1 --reverse | cmp -s - "$work/people" && good || bad "the lines of the tree walked backwards differ"

# registered after ingest: what the names change is read again, once
late=$work/late.case
check "a case" "$bin" init "$late" --test-realm
check "evidence first" "$bin" ingest "$late" "$tree"
check "holdings after" "$bin" register "$late" "$holdings/pas.csv" --organisation RBS --system PAS --as-of 2023-10-31
check "where it stands" "$bin" status "$late"
says "what was read before is stale" "100 items were read with other holdings"
check "and again" "$bin" ingest "$late"
says "all was read again" "100 sightings of people"
check "and once more" "$bin" ingest "$late"
says "nothing changed, whatever the salt" "; 0 sightings of people"
check "where it stands now" "$bin" status "$late"
if grep -q stale "$work/out"; then bad "read again, and still stale"; else good; fi
settle "$late"
lines "$late" | grep '^[SP]' >"$work/is"
cmp -s "$work/people" "$work/is" && good || bad "registered after ingest: the lines differ"

# a name that comes into the holdings later is found then
before=$(lines "$late" | grep -c '^S')
{ echo "$head"; echo 'AH7399999,,OTHERWYNDE,ULLABRETHA,1950-02-03,F,1 Thistle Parade,ZZ99 3VZ,07700900999,'; } >"$work/others/pas.csv"
printf 'Summary\n\nAt noon Ullabretha Otherwynde (07700 900999) came to the ward with a cough and a sore throat.\n' >"$tree/letter-other.txt"
check "one letter more" "$bin" ingest "$late" "$tree"
settle "$late"
same "nobody knows the name yet" "$(lines "$late" | grep -c '^S')" "$before"
check "one person more" "$bin" register "$late" "$work/others/pas.csv" --organisation RBS --system PAS2 --as-of 2023-11-30
check "read again" "$bin" ingest "$late"
settle "$late"
same "now the holdings do" "$(lines "$late" | grep -c '^S')" "$((before + 1))"
finish
