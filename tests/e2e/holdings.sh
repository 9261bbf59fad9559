#!/bin/bash
# holdings.sh - the same people registered from every form of export give the same verdicts; what is no whole export is refused.
set -u
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
trap 'rm -rf "$work"' EXIT
forms=$(dirname "$bin")/../../tests/forms
[[ -x $forms ]] || forms=$root/build/gcc/tests/forms
"$bin" synth "$work/world" --seed 61 --people 400 --files 60 >/dev/null || bad "synth"
export=$work/world/holdings/RBQ_PAS_2023-10.csv
mkdir "$work/forms" && "$forms" "$export" "$work/forms" || bad "forms"
iconv -f windows-1252 -t utf-8 "$export" >"$work/pas.csv"

said=(--organisation RBQ --system PAS --as-of 2023-10-31 --kind patient)
# evidence is read once; each form then has a case of its own
"$bin" init "$work/base.case" --test-realm >/dev/null
"$bin" ingest "$work/base.case" "$work/world/evidence" >/dev/null 2>&1
# fresh NAME: a copy of that case
fresh() { cp -r "$work/base.case" "$work/$1.case"; }
# judged NAME: verdicts of the case, and its digest's lines without the export's SHA-256
judged() {
    "$bin" ingest "$work/$1.case" >/dev/null 2>&1
    # the last column, a person's random number, is the case's own
    "$bin" verify "$work/$1.case" --list "$work/list" >/dev/null 2>&1 || bad "$1: verify"
    sed 's/,[^,]*$//' "$work/list" | LC_ALL=C sort >"$work/$1.verdicts" && rm "$work/list"
    "$bin" assess "$work/$1.case" >/dev/null 2>&1
    "$bin" digest "$work/$1.case" --lines 2>/dev/null | sed -E "s/$2/EXPORT/g" >"$work/$1.lines"
}
# registered NAME FILES...: register in a case of its own, then judge
registered() {
    local name=$1 sha
    shift
    fresh "$name"
    sha=$(for f in "$@"; do [[ -f $f ]] && cat "$f"; done | sha256sum | cut -d' ' -f1)
    status "$name is registered" "${wanted:-0}" "$bin" register "$work/$name.case" "$@" "${said[@]}"
    cp "$work/out" "$work/$name.said"
    judged "$name" "$sha"
}
like_csv() { # NAME: the same as the CSV gave
    same "$1: its verdicts" "$(sha256sum <"$work/$1.verdicts")" "$(sha256sum <"$work/csv.verdicts")"
    same "$1: its verdicts are not none" "$(grep -c genuine "$work/$1.verdicts")" "$genuine"
    same "$1: its digest but for the export" "$(sha256sum <"$work/$1.lines")" "$(sha256sum <"$work/csv.lines")"
}
registered csv "$export"
genuine=$(grep -c genuine "$work/csv.verdicts")
((genuine > 20)) && good || bad "few genuine verdicts: $genuine"
for form in xlsx ods dbf sqlite sql ndjson fhir.ndjson hl7; do
    registered "$form" "$work/forms/pas.$form"
    like_csv "$form"
done
grep -q 'rows are about others alone' "$work/hl7.said" && good || bad "hl7: nothing is said of rows of next of kin"
grep -q 'confidence' "$work/hl7.said" && ! grep -q 'next of kin email' "$work/hl7.said" && good || bad "hl7: what is said of its columns"
grep -q 'xlsx, table "patients"' "$work/xlsx.said" && good || bad "xlsx: the table is not named"
# FHIR as XML: the made-up bundle has no phones
status "fhir.xml is registered" 0 "$bin" register "$work/csv.case" "$work/forms/pas.fhir.xml" "${said[@]}" --dry
for kind in nhs_number local_id surname forename birth_date postcode; do says "fhir.xml: $kind" "$kind"; done

# ---- standard input ----
piped() { # NAME FILE OPTIONS...
    local name=$1 file=$2
    shift 2
    fresh "$name"
    "$bin" register "$work/$name.case" - "${said[@]}" "$@" <"$file" >"$work/out" 2>&1 && good || { bad "$name from standard input"; tail -3 "$work/out"; }
    judged "$name" "$(sha256sum <"$file" | cut -d' ' -f1)"
}
piped stdin-csv "$export"
same "csv on standard input" "$("$bin" digest "$work/stdin-csv.case")" "$("$bin" digest "$work/csv.case")"
for form in copy ndjson xlsx; do
    piped "stdin-$form" "$work/forms/pas.$form"
    like_csv "stdin-$form"
done
status "standard input a second time" 0 bash -c '"$0" register "$1" - "${@:3}" <"$2"' "$bin" "$work/stdin-copy.case" "$work/forms/pas.copy" "${said[@]}"
says "that it is known" "were registered before"
# the rows alone, as \copy ... to stdout sends them
sed -n '/^COPY/,/^\\\./p' "$work/forms/pas.copy" | sed '1d;$d' >"$work/rows.tsv"
columns=$(sed -n 's/^COPY pas.patients (\(.*\)) FROM stdin;/\1/p' "$work/forms/pas.copy" | sed 's/", "/,/g; s/"//g')
piped stdin-rows "$work/rows.tsv" --columns "$columns"
like_csv stdin-rows
status "rows without names" 2 bash -c '"$0" register "$1" - "${@:3}" <"$2"' "$bin" "$work/base.case" "$work/rows.tsv" "${said[@]}"
says "what to do" "--columns"
head -20 "$work/forms/pas.copy" >"$work/cut.copy"
status "a COPY that broke off" 3 bash -c '"$0" register "$1" - "${@:3}" <"$2"' "$bin" "$work/base.case" "$work/cut.copy" "${said[@]}"
says "and it is said" "broke off"
{ cat "$work/forms/pas.copy"; printf 'COPY pas.codes (code, meaning) FROM stdin;\nA\tapple\n\\.\n'; } >"$work/two.copy"
status "two tables in one stream" 2 bash -c '"$0" register "$1" - "${@:3}" <"$2"' "$bin" "$work/base.case" "$work/two.copy" "${said[@]}"
says "which they are" '"patients" and "codes"'
piped stdin-two "$work/two.copy" --sheet patients
like_csv stdin-two
if grep -rlaF "$(sed -n '3s/.*\t\([^\t]*@[^\t]*\)\t.*/\1/p' "$work/rows.tsv")" "$work"/stdin-*.case --include='*' >"$work/clear" 2>/dev/null && [[ -s $work/clear ]]; then
    bad "a value stands in clear in $(head -1 "$work/clear")"
else good; fi

# ---- parts ----
lines=$(wc -l <"$work/pas.csv") half=$(($(wc -l <"$work/pas.csv") / 2))
head -n "$half" "$work/pas.csv" >"$work/pas_2023-10_part1.csv"
{ head -1 "$work/pas.csv"; tail -n "+$((half + 1))" "$work/pas.csv"; } >"$work/pas_2023-10_part2.csv"
tail -n "+$((half + 1))" "$work/pas.csv" >"$work/bare.csv"
said+=(--parts)
registered parts "$work/pas_2023-10_part1.csv" "$work/pas_2023-10_part2.csv"
like_csv parts
registered bare "$work/pas_2023-10_part1.csv" "$work/bare.csv"
like_csv bare
awk -F, 'NR==1{sub(/"Surname","Forename"/, "\"Forename\",\"Surname\"")} {print}' "$work/pas_2023-10_part2.csv" >"$work/turned.csv"
status "parts with other columns" 3 "$bin" register "$work/base.case" "$work/pas_2023-10_part1.csv" "$work/turned.csv" "${said[@]}"
says "which column" 'its column 4 is "Forename", and "Surname" in'
status "parts of two forms" 3 "$bin" register "$work/base.case" "$work/pas_2023-10_part1.csv" "$work/forms/pas.xlsx" "${said[@]}"
says "that they are" "of one form"
unset 'said[-1]'
# listed, and drafted
mkdir "$work/listed" && cp "$work"/pas_2023-10_part?.csv "$work/listed/" && cp "$work/forms/pas.xlsx" "$work/listed/other_2021-03.xlsx"
fresh listed
status "a draft" 2 "$bin" run "$work/listed.case" --holdings "$work/listed" --evidence "$work/world/evidence"
cp "$work/listed/holdings.toml" "$work/out"
says "the parts belong together" 'file = ["pas_2023-10_part1.csv", "pas_2023-10_part2.csv"]'
says "the workbook stands alone" 'file = "other_2021-03.xlsx"'
says "its columns" '# "Surname" = "surname"'
printf '[[holding]]\nfile = ["pas_2023-10_part1.csv", "pas_2023-10_part2.csv"]\norganisation = "RBQ"\nsystem = "PAS"\nas_of = "2023-10-31"\nkind = "patient"\n' >"$work/listed/holdings.toml"
"$bin" run "$work/listed.case" --holdings "$work/listed" --evidence "$work/world/evidence" >"$work/out" 2>&1
same "listed parts are the same export" "$("$bin" digest "$work/listed.case")" "$("$bin" digest "$work/parts.case")"

# ---- titles and footers ----
{
    printf 'PAS extract,,,\nRun: 31/10/2023 by the information team\n\n'
    cat "$work/pas.csv"
    printf '\n%s rows selected.\n-- End of report --\n' "$((lines - 1))"
} >"$work/framed.csv"
registered framed "$work/framed.csv"
like_csv framed
grep -q '2 lines below the rows are footers' "$work/framed.said" && good || bad "footers are not told"
{ head -5 "$work/pas.csv"; echo '4 rows selected.'; tail -n +6 "$work/pas.csv"; } >"$work/amid.csv"
status "such a line amid rows is a bad row" 1 "$bin" register "$work/base.case" "$work/amid.csv" "${said[@]}" --dry
says "where" "line 6: it reads as a footer"

# ---- fixed columns ----
perl -e 'binmode STDIN, ":utf8"; binmode STDOUT, ":utf8"; my $f = "%-12s %-14s %-22s %-18s %-12s %s\n";
    while (<STDIN>) {
        chomp; s/^"|"$//g; my @c = split /","/, $_, -1;
        if ($. == 1) { printf $f, qw(HOSPITAL_NO NHS_NUMBER SURNAME FORENAME DOB POSTCODE); print join(" ", map { "-" x $_ } 12, 14, 22, 18, 12, 8), "\n"; next }
        printf $f, @c[0, 1, 3, 4, 6, 11];
    }' <"$work/pas.csv" >"$work/fixed.txt"
printf '\n%s rows selected.\n' "$((lines - 1))" >>"$work/fixed.txt"
status "fixed columns" 0 "$bin" register "$work/base.case" "$work/fixed.txt" "${said[@]}" --dry
for kind in nhs_number local_id surname forename birth_date postcode; do says "fixed columns: $kind" "$kind"; done
says "all of them" "$((lines - 1)) people"

# ---- several sheets, damage, locks ----
sqlite3 "$work/forms/pas.sqlite" "CREATE TABLE archive AS SELECT * FROM patients LIMIT 9; CREATE TABLE codes(code TEXT, meaning TEXT); INSERT INTO codes VALUES('A', 'apple'), ('B', 'pear');"
status "several tables with people" 2 "$bin" register "$work/base.case" "$work/forms/pas.sqlite" "${said[@]}"
says "which they are" '"archive" (9 rows)'
status "one that is not there" 2 "$bin" register "$work/base.case" "$work/forms/pas.sqlite" "${said[@]}" --sheet staff
says "that it is not" 'no table "staff"'
status "one of them" 0 "$bin" register "$work/base.case" "$work/forms/pas.sqlite" "${said[@]}" --sheet archive --dry
says "its people" "9 people"
status "a table of codes alone" 3 "$bin" register "$work/base.case" "$work/forms/pas.sqlite" "${said[@]}" --sheet codes
says "nobody" "identifies anybody"
head -c 9000 "$work/forms/pas.xlsx" >"$work/cut.xlsx"
status "a cut workbook" 3 "$bin" register "$work/base.case" "$work/cut.xlsx" "${said[@]}"
says "that nothing of it was taken" "Nothing of it is registered"
status "a locked workbook" 3 "$bin" register "$work/base.case" "$root/tests/fixtures/extract/locked_agile.xlsx" "${said[@]}"
says "what to do" "save it without one"
head -c 4000 "$work/forms/pas.xlsx" | tail -c 3000 >"$work/noise.bin"
status "a file that is no table" 3 "$bin" register "$work/base.case" "$work/noise.bin" "${said[@]}"
sed '7s/^{/{{{/' "$work/forms/pas.ndjson" >"$work/bad.ndjson"
status "a line of JSON that is none" 1 "$bin" register "$work/base.case" "$work/bad.ndjson" "${said[@]}" --dry
says "where" "row 7: it is no record"
# phones that a workbook keeps as numbers have lost their zero
mkdir "$work/book" && (cd "$work/book" && unzip -q "$work/forms/pas.xlsx" && sed -i -E 's# t="inlineStr"><is><t>0(7[0-9]{9})</t></is>#><v>\1</v>#g' xl/worksheets/sheet1.xml && zip -qr "$work/zeros.xlsx" .)
status "numbers without their zero" 3 "$bin" register "$work/base.case" "$work/zeros.xlsx" "${said[@]}"
says "which column" "lost their leading zero"
# the log names no person, and all cases hold together
"$bin" log verify "$work/xlsx.case" >/dev/null 2>&1 && good || bad "the log of xlsx.case"
trap - EXIT
finish
