#!/bin/bash
# scan.sh - scan by itself, as people use it: which kinds, how they are shown, exit status.
set -u
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
trap 'rm -rf "$work"' EXIT
text=$work/text.txt
printf 'Patient: Jane Example\nNHS No: 999 000 0018\nTel: 0151 496 0123\nMail: jane@mail.example\n' >"$text"

# the kinds found with this --kinds
kinds() { "$bin" scan "$text" --kinds "$1" --format lines | cut -d: -f2 | sort -u | paste -sd' '; }
same "one kind" "$(kinds email)" "email"
same "two kinds" "$(kinds email,phone)" "email phone"
same "all but one" "$(kinds all,-phone)" "$(kinds all | sed 's/ phone//')"
same "a list that begins with a minus takes from all" "$(kinds -phone,-email)" "$(kinds all | sed 's/ phone//;s/email //')"
same "what was taken away may come back" "$(kinds -phone,phone)" "$(kinds all)"
same "all is what is looked for without the option" "$("$bin" scan "$text" --format lines)" "$("$bin" scan "$text" --format lines --kinds all)"
[[ $(kinds all) == *email*nhs_number*person_name*phone* ]] && good || bad "all kinds: $(kinds all)"
status "no such kind" 2 "$bin" scan "$text" --kinds all,-phnoe
says "it says which is near" "did you mean phone?"
status "no kind at all" 2 "$bin" scan "$text" --kinds email,-email
says "it says so" "nothing to look for"

# each kind says what it is
status "the kinds are listed" 0 "$bin" list kinds
says "with category and what begins one" "$(printf '%-15s  %-18s  %-18s' email "contact details" @)"
says "and the standard" "[HMRC National Insurance Manual NIM39110]"
grep -vqE '^[a-z_0-9]+ +[a-z'\'' ]+[a-z]  +[a-z@][a-z ]*  +[a-zA-Z].*\[.*\]$' "$work/out" && bad "a kind without category, beginning or source: $(grep -vE '\[.*\]$' "$work/out")" || good
trap - EXIT
finish
