#!/bin/bash
# claims.sh - what is claimed against what was found: scored against the truth of three worlds, and what bad files of claims get.
set -u
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
trap 'rm -rf "$work"' EXIT

# holds WHAT COMMAND...: it succeeds; lacks: it does not
holds() { if "${@:2}"; then good; else bad "$1"; fi; }
lacks() { if "${@:2}"; then bad "$1"; else good; fi; }
# results CASE: "gang,1,supported" for each assertion
results() {
    "$bin" claim "$1" --json | awk -F'"' '/^      "id": / {id = $4; n = 0} /^          "result": / {print id "," ++n "," $4}'
}
# score NAME: each result is one that the truth allows
score() {
    local id number said wanted result rest
    while IFS=, read -r id number rest; do
        wanted=${rest##*,} said=${rest%,*}
        result=$(sed -nE "s/^$id,$number,(.*)/\1/p" "$work/results")
        if [[ "|$wanted|" == *"|$result|"* ]]; then good; else bad "$1: $id $number ($said) is $result, not $wanted"; fi
    done < <(sed 1d "$work/$1/truth/claims.csv")
    same "$1: as many assertions as the truth has" "$(wc -l <"$work/results")" "$(sed 1d "$work/$1/truth/claims.csv" | wc -l)"
}
for seed in 101 202 303; do
    "$bin" synth "$work/$seed" --seed "$seed" --style $((seed / 101 - 1)) --people 2000 --files 90 >/dev/null || bad "synth $seed"
    "$bin" run "$work/$seed.case" --test-realm --holdings "$work/$seed/holdings" --evidence "$work/$seed/evidence" \
        --claims "$work/$seed/claims.toml" >"$work/out" 2>&1
    if (($? <= 1)); then good; else bad "run $seed" && tail -5 "$work/out"; fi
    says "the run tells the sum" "claimed: "
    results "$work/$seed.case" >"$work/results"
    score "$seed"
done
for result in supported partly "not shown" refuted; do
    holds "no assertion is $result: the worlds show nothing" grep -q ",$result\$" "$work/results"
done

# the same claims added one by one, in another order, to a case under another key: the same digest
case=$work/303.case world=$work/303
"$bin" digest "$case" --lines >"$work/lines"
same "claims in the digest" "$(grep -c '^C ' "$work/lines")" "$(wc -l <"$work/results")"
status "a case without claims" 1 "$bin" run "$work/other.case" --test-realm --holdings "$world/holdings" --evidence "$world/evidence" --jobs 1
"$bin" digest "$work/other.case" --lines >"$work/before"
same "without claims the digest is what it was" "$(grep -v '^C ' "$work/lines" | sha256sum)" "$(sha256sum <"$work/before")"
awk -v RS='' '/^\[\[claim\]\]/ {n++} {print $0 "\n" > "'"$work"'/part" n ".toml"}' "$world/claims.toml"
for part in 4 2 3 1; do status "part $part of the claims" 0 "$bin" claim "$work/other.case" "$work/part$part.toml"; done
same "whatever the order of the claims" "$("$bin" digest "$work/other.case")" "$("$bin" digest "$case")"
status "a claim again" 0 "$bin" claim "$case" "$work/part2.toml"
says "is replaced" "1 there already was replaced"
same "a claim again changes nothing" "$("$bin" digest "$case" --lines | sha256sum)" "$(sha256sum <"$work/lines")"
# what was judged by one verification says nothing of the next
status "the same is verified again" 0 "$bin" verify "$case"
lacks "a result of the verification before stays" grep -qvE ',not judged$' <(results "$case")
status "the list" 0 "$bin" claim "$case"
says "the list" "not judged: run assess"
lacks "a result of the verification before is in the digest" grep -qE '^C .* sightings=' <("$bin" digest "$case" --lines)
"$bin" assess "$case" >/dev/null 2>&1
same "assess judges again" "$("$bin" digest "$case" --lines | sha256sum)" "$(sha256sum <"$work/lines")"
status "the log" 0 "$bin" log verify "$case"
holds "the file's digest in the log" grep -q '"act":"claims added".*"sha256":"'"$(sha256sum "$work/part2.toml" | cut -d' ' -f1)" "$case/custody.log"

# a tracker's posts
cat >"$work/posts.json" <<'END'
[{"post_title": "Example Hospital &amp; Trust", "group_name": "examplegang", "discovered": "2024-11-28 10:00:00.123456",
  "description": "120 GB: 5,000 patient records <script>alert(1)</script> \u001b[31m call 07700 900123", "website": "hospital.example", "activity": "Healthcare",
  "country": "GB", "infostealer": {"employees": 3}, "duplicates": [{"title": "inner", "date": "2024-01-01"}]},
 {"victim": "Another Firm", "group": "othergang", "attackdate": "2024-11-27 00:00:00", "claim_url": null},
 {"group_name": "without a title"}]
END
status "posts of a tracker" 0 "$bin" claim "$case" "$work/posts.json" --about "EXAMPLE hospital"
says "those that were asked for" "claims: 1 with 3 assertions, 3 of them read from their text"
status "the list" 0 "$bin" claim "$case"
says "is of the tracker's id" "examplegang-2024-11-28-example-hospital-trust: examplegang, 28 November 2024, 10:00"
says "marks what was read from a text" "5,000 patients (read from its text)"
status "the report" 0 "$bin" report "$case"
page=$case/reports/summary.html
holds "a claim's text in the page" grep -qF '&lt;script&gt;alert(1)' "$page"
lacks "a claim's text is not escaped in the page" grep -qF '<script>' "$page"
lacks "a phone of a claim's text is shown" grep -q '900123' "$page" "$case/reports/facts.json"
"$bin" claim "$case" >"$work/list"
lacks "a claim's text steers the terminal" grep -q $'\033' "$work/list"
holds "claims in the page" grep -q "What was claimed" "$page"
lacks "a claim stands in clear in the case" grep -rqa "alert(1)" "$case" --include=case.db --include=custody.log --include='*.ts?'

# bad files: each its message, nothing changed
"$bin" digest "$case" --lines >"$work/lines"
entries=$(wc -l <"$case/custody.log")
refused() { # WHAT STATUS TEXT: of $work/bad.toml
    status "$1" "$2" "$bin" claim "$case" "${4:-$work/bad.toml}"
    says "$1" "$3"
}
claim() { printf '[[claim]]\nid = "x"\nwho = "y"\n%s\n' "$1" >"$work/bad.toml"; }
claim 'categories = ["patients"]' && refused "a claim without a date" 2 "has no date"
claim 'when = 2024-11-31
categories = ["patients"]' && refused "a day that is none" 2 "line 4"
claim 'when = 2024-11-28
categories = ["patients", "ghosts"]' && refused "an unknown category" 2 'there is no category "ghosts"'
claim 'when = 2024-11-28
people = -5' && refused "a negative number" 2 "people is a number above 0"
claim 'when = 2024-11-28
volume = "-1 GB"' && refused "a negative size" 2 "volume is a size above 0"
claim 'when = 2024-11-28
years = "2024-2018"' && refused "years that run backwards" 2 "the earlier first"
claim 'when = 2024-11-28
kategories = ["patients"]' && refused "an unknown key" 2 'there is no "kategories"'
claim 'when = 2024-11-28' && refused "a claim of nothing" 2 "asserts nothing"
claim 'when = 2024-11-28
[[claim.published]]
categories = ["patients"]' && refused "items that are not named" 2 "items says which"
printf '\000\001\377' >"$work/bad.toml" && refused "no TOML" 2 "is not UTF-8 text"
echo 'hello world' >"$work/bad.toml" && refused "a text" 2 "line 1"
: >"$work/bad.toml" && refused "an empty file" 2 "has no claim"
echo '[{"post_title": "a", "group_name": ' >"$work/bad.json" && refused "JSON that is cut" 2 "this is no JSON" "$work/bad.json"
echo '[{"a": 1}]' >"$work/bad.json" && refused "JSON of something else" 2 "no post of a tracker" "$work/bad.json"
{ echo '['; for ((i = 0; i < 150; i++)); do echo "{\"victim\": \"v$i\", \"group\": \"g\"},"; done; echo '{}]'; } >"$work/bad.json" && refused "a whole archive" 2 "say which with --about TEXT" "$work/bad.json"
refused "a file that is not there" 3 "none.toml" "$work/none.toml"
status "--about beside TOML" 2 "$bin" claim "$case" "$work/part1.toml" --about x
status "a run with bad claims" 2 "$bin" run "$work/new.case" --test-realm --holdings "$world/holdings" --evidence "$world/evidence" --claims "$work/bad.json"
lacks "a case was made for nothing" test -e "$work/new.case"
same "bad claims change no result" "$("$bin" digest "$case" --lines | sha256sum)" "$(sha256sum <"$work/lines")"
same "bad claims are in no log" "$(wc -l <"$case/custody.log")" "$entries"
finish
