#!/bin/bash
# scan.sh - scan by itself, as people use it: which kinds, how they are shown, exit status.
set -u
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
trap 'rm -rf "$work"' EXIT
text=$work/text.txt
printf 'Patient: Jane Example\nNHS No: 999 000 0018\nTel: 0151 496 0123\nMail: jane@mail.example\n' >"$text"

# the kinds found with this --kinds
kinds() { "$bin" scan "$text" --placeholders --kinds "$1" --format lines | cut -d: -f2 | sort -u | paste -sd' '; }
same "one kind" "$(kinds email)" "email"
same "two kinds" "$(kinds email,phone)" "email phone"
same "all but one" "$(kinds all,-phone)" "$(kinds all | sed 's/ phone//')"
same "a list that begins with a minus takes from all" "$(kinds -phone,-email)" "$(kinds all | sed 's/ phone//;s/email //')"
same "what was taken away may come back" "$(kinds -phone,phone)" "$(kinds all)"
same "all is what is looked for without the option" "$("$bin" scan "$text" --format lines)" "$("$bin" scan "$text" --format lines --kinds all)"
[[ $(kinds all) == *email*nhs_number*person_name*phone* ]] && good || bad "all kinds: $(kinds all)"
# ten equal digits, and what is kept for films and tests: counted apart, shown where that is asked for
printf 'NHS No: 1111111111\nMail: a@b.example\nTel: 0151 496 0123\n' >"$work/typed.txt"
status "placeholders are no finds" 0 "$bin" scan "$work/typed.txt" --format lines
says "the rest is" "25:email:a@b.example"
says "they are counted apart" "2 placeholders (test and default data) kept apart: --placeholders shows them"
status "quietly" 0 "$bin" scan "$work/typed.txt" --quiet
same "not a word of them" "$(wc -l <"$work/out")" 1
same "not counted as finds" "$("$bin" scan "$work/typed.txt" --count 2>/dev/null | tr -s ' ')" "email 1"
same "they are shown, and marked" "$("$bin" scan "$work/typed.txt" --placeholders | grep -c '"placeholder":true')" 2
status "no such kind" 2 "$bin" scan "$text" --kinds all,-phnoe
says "it says which is near" "did you mean phone?"
status "no kind at all" 2 "$bin" scan "$text" --kinds email,-email
says "it says so" "nothing to look for"

# each kind says what it is
status "the kinds are listed" 0 "$bin" list kinds
says "with category and what begins one" "$(printf '%-15s  %-18s  %-18s' email "contact details" @)"
says "and the standard" "[HMRC National Insurance Manual NIM39110]"
grep -vqE '^[a-z_0-9]+ +[a-z'\'' ]+[a-z]  +[a-z@][a-z ]*  +[a-zA-Z].*\[.*\]$' "$work/out" && bad "a kind without category, beginning or source: $(grep -vE '\[.*\]$' "$work/out")" || good

# kinds of the user's own
pack=$work/my.toml neighbours=$root/share/packs/eu-neighbours.toml
cat >"$pack" <<'TOML'
[[kind]]
name = "theatre_no"
summary = "number of a theatre list"
category = "health"
pattern = 'TH-\d{4}'
labels = ["list"]
TOML
printf 'List: TH-1234\nPPSN: 1234567T\n' >"$work/own.txt"
own() { "$bin" scan --placeholders "$work/own.txt" --format lines "$@"; }
same "without a pack" "$(own | grep -c theatre_no)" 0
same "with it" "$(own --pack "$pack")" "6:theatre_no:TH-1234"
same "with two" "$(own --pack "$pack" --pack="$neighbours" | cut -d: -f2 | paste -sd' ')" "theatre_no ie_ppsn"
same "its kinds can be chosen" "$(own --pack "$pack" --pack "$neighbours" --kinds ie_ppsn)" "20:ie_ppsn:1234567T"
same "and taken away" "$(own --pack "$pack" --pack "$neighbours" --kinds all,-ie_ppsn | cut -d: -f2)" "theatre_no"
same "built-in ones alone" "$(own --pack "$pack" --kinds email | wc -l)" 0
same "counted" "$("$bin" scan "$work/own.txt" --count --pack "$pack" | tr -s ' ')" "theatre_no 1"
same "as JSON" "$("$bin" scan "$work/own.txt" --pack "$pack" | grep -c '"kind":"theatre_no","value":"TH-1234","start":6,"end":13,"at":6,"confidence":0.85,"valid":true')" 1
(cd "$work" && printf 'Name,BSN\nJan Example,111222333\n' >t.csv && tar -czf own.tgz own.txt t.csv)
same "in an archive, by a column's name" "$("$bin" scan "$work/own.tgz" --pack "$neighbours" | grep -c '"kind":"nl_bsn".*"confidence":0.95')" 1
same "the same with more workers" "$("$bin" scan "$work/own.tgz" --pack "$neighbours" --jobs 4 | sort)" "$("$bin" scan "$work/own.tgz" --pack "$neighbours" --jobs 1 | sort)"
status "kinds of a pack are listed" 0 "$bin" list kinds --pack "$pack"
says "with all that is said of them" "$(printf '%-15s  %-18s  %-18s  number of a theatre list' theatre_no health "label or column")"
status "no such kind of a pack" 2 own --pack "$pack" --kinds theatreno
says "which is near" "did you mean theatre_no?"
status "a pack that is not there" 3 own --pack "$work/none.toml"
says "which" "none.toml"
sed -i 's/TH-/TH-(/' "$pack"
status "a wrong pattern" 2 own --pack "$pack"
says "by file, line and what" "my.toml line 1: pattern TH-(\\d{4} of theatre_no: a group wants its )"
head -c 3000 /dev/urandom >"$pack"
status "no pack at all" 2 own --pack "$pack"

# files by their names
mkdir -p "$work/tree/sub" && printf 'a@mail.example\n' | tee "$work/tree/a.csv" "$work/tree/b.log" "$work/tree/sub/c.csv" "$work/tree/.hidden.csv" >/dev/null
(cd "$work/tree" && tar -cf d.tar a.csv b.log)
names() { (cd "$work" && "$bin" scan tree "$@" 2>/dev/null) | sed -E 's/.*"path":"([^"]*)".*/\1/' | LC_ALL=C sort | paste -sd' '; }
same "all files, hidden ones too" "$(names)" "tree/.hidden.csv tree/a.csv tree/b.log tree/d.tar!/a.csv tree/d.tar!/b.log tree/sub/c.csv"
same "only some" "$(names --include '*.csv')" "tree/.hidden.csv tree/a.csv tree/sub/c.csv"
same "of two names" "$(names --include '*.tar' --include 'b.*')" "tree/b.log tree/d.tar!/a.csv tree/d.tar!/b.log"
same "all but some" "$(names --exclude '*.csv' --exclude '*.tar')" "tree/b.log"
same "by the path" "$(names --include 'tree/sub/*')" "tree/sub/c.csv"
same "both" "$(names --include '*.csv' --exclude '.*')" "tree/a.csv tree/sub/c.csv"
mkfifo "$work/tree/pipe"
status "what cannot be read is no matter where it is left out" 0 "$bin" scan "$work/tree" --exclude pipe
status "and else it is" 1 "$bin" scan "$work/tree"
same "standard input has no name" "$("$bin" scan - --include '*.csv' --format lines <"$work/tree/b.log")" "0:email:a@mail.example"

# how it is shown
same "CSV has its header" "$("$bin" scan "$work/tree/a.csv" --csv | sed "s|$work|.|")" 'path,locator,kind,value,start,end,confidence,valid,placeholder,partial,misread
"./tree/a.csv","#@0-14",email,"a@mail.example",0,14,0.90,true,false,false,false'
same "and its surroundings" "$(cd "$work" && "$bin" scan text.txt --csv --context 6 --kinds email)" 'path,locator,kind,value,start,end,confidence,valid,placeholder,partial,misread,before,after
"text.txt","#@68-85",email,"jane@mail.example",68,85,0.90,true,false,false,false,"Mail: ","
"'
cp "$text" "$work/$(printf 'new\nline \033[31m.txt')"
same "a path is one line" "$("$bin" scan "$work"/new* --kinds email | grep -c 'new%0Aline %1B\[31m.txt')" 1
screen() { (cd "$work" && TERM=xterm script -qec "$*" /dev/null) | tr -d '\r'; }
same "a part of a value is said to be one" "$(printf 'NHS No: 943 *** 5919\n' | "$bin" scan - | grep -o '"valid.*')" '"valid":false,"partial":true}'
same "masked on a terminal" "$(NO_COLOR=1 screen "'$bin' scan text.txt --kinds email --context 6")" "text.txt#@68-85 email j***************e 0.90"
same "in clear where that is asked for" "$(NO_COLOR=1 screen "'$bin' scan text.txt --kinds email --context 6 --show")" "text.txt#@68-85 email Mail: jane@mail.example\\u000a 0.90"
[[ $(screen "'$bin' scan text.txt --kinds email") == *$'\033'* ]] && good || bad "no colour on a terminal"
# the reader goes away: no word of it, and no more is read
"$bin" scan --kinds email "$text" "$text" 2>"$work/err" | head -c 1 >/dev/null
same "a reader that goes away" "$(cat "$work/err")" ""
status "examples stand in the help" 0 "$bin" scan --help
says "with what they do" "how many of each kind there are"

# why a find is what it is
status "a value is explained" 0 "$bin" scan --explain 'NHS No: 999 000 0018'
says "masked" "9** *** ***8 is nhs_number, 0.97"
says "by its rule" "NHS number (England, Wales, Isle of Man) [NHS Data Model and Dictionary, NHS NUMBER"
says "by itself" "by itself, with nothing around it: 0.60"
says "by its label" 'the label before it "NHS No" says nhs_number'
says "not as another kind" "no chi_number: the form fits, the check or range fails"
if grep -q '0018' "$work/out"; then bad "an explanation shows the value"; else good; fi
status "in clear where that is asked for" 0 "$bin" scan --explain --show 'NHS No: 999 000 0018'
says "as it is written" "999 000 0018 is nhs_number"
status "what is not found is explained too" 0 "$bin" scan --explain 'Order no: 9990000018'
says "that there is nothing" "holds nothing that is looked for"
says "why" "no nhs_number: form and check fit, but what stands around it does not make it one"
says "by its label" 'the label before it "Order no" says that it is something else'
status "a file is explained" 0 "$bin" scan --explain "$work/t.csv" --pack "$neighbours"
says "by its columns" "its column was taken for nl_bsn: 0.95"
same "as JSON" "$("$bin" scan --explain --format jsonl "$text" --kinds email | grep -c '"value":"j[*]*e","start":.*,"rule":"RFC 5321.*","why":\[{"what":"alone","kind":"email","confidence":0.90}')" 1
same "as many as are found" "$("$bin" scan --explain --format jsonl --min-confidence 50 "$text" | wc -l)" "$("$bin" scan --placeholders "$text" | wc -l)"
status "not as lines" 2 "$bin" scan --explain --format lines "$text"
status "a file that is not there is taken for a text" 0 "$bin" scan --explain "$work/none/jane@mail.example"
says "and explained" "is email"
trap - EXIT
finish
