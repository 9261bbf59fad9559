#!/bin/bash
# holdings_end.sh - holdings are listed, checked and destroyed: afterwards their key is nowhere, and the log says what was destroyed.
set -u
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
"$bin" synth "$work/w" --people 600 --files 60 --seed 5 >/dev/null || bad "no world"
pas=$(find "$work/w/holdings" -name 'RBS_PAS_2023*.csv') early=$(find "$work/w/holdings" -name 'RBS_PAS_2021*.csv')

try() { # NAME [init options]
    local case=$work/$1.case
    shift
    check "a case is made" "$bin" init "$case" --test-realm "$@"
    status "nothing to destroy" 2 "$bin" holdings destroy "$case" --reason "none"
    check "an empty register is listed" "$bin" holdings "$case"
    says "it says how to go on" "touchstone register"
    check "holdings are registered" "$bin" register "$case" "$early" --organisation RBS --system PAS --as-of 2021-03-31
    check "and a later snapshot" "$bin" register "$case" "$pas" --organisation RBS --system PAS --as-of 2023-10-31
    check "they are listed" "$bin" holdings "$case"
    says "with their days" "2023-10-31"
    check "as JSON, too" "$bin" holdings "$case" --json
    says "with its schema" "touchstone.holdings/1"
    check "they are sound" "$bin" holdings verify "$case"
    "$bin" ingest "$case" "$work/w/evidence" >/dev/null 2>&1
    check "judged" "$bin" verify "$case"
    check "people" "$bin" assess "$case"
    check "digest" "$bin" digest "$case"
    status "without a reason nothing is destroyed" 2 "$bin" holdings destroy "$case"
    check "nothing was" "$bin" holdings verify "$case"
    says "two files are there" "2 index files"
}
try inside
case=$work/inside.case
cp -r "$case" "$work/copy"
file=$(find "$case/register" -name '*.tsx' | sort | head -1)
printf 'x' | dd of="$file" bs=1 seek=9000 conv=notrunc 2>/dev/null
status "a changed byte is found" 3 "$bin" holdings verify "$case"
says "and its page is named" "page 2"
check "they are destroyed" "$bin" holdings destroy "$case" --reason "retention ended"
same "no index is left" "$(find "$case/register" -name '*.ts*' ! -name '*.lock' | wc -l)" 0
check "the log is sound" "$bin" log verify "$case"
grep -q '"holdings destroyed"' "$case/custody.log" && grep -q 'retention ended' "$case/custody.log" && good || bad "no certificate in the log"
same "each file with its digest" "$(grep '"holdings destroyed"' "$case/custody.log" | grep -oE '[0-9a-f]{16}-[0-9a-f]{8}\.tsx' | sort -u | wc -l)" 2
check "the case opens, empty" "$bin" holdings "$case"
says "nothing is registered" "nothing is registered"
check "its report can be made" "$bin" report "$case"
status "what needs the records says so" 2 "$bin" digest "$case"
says "why" "destroyed"
cp "$work/copy/register"/*.tsx "$work/copy/register/register.toml" "$case/register/"
status "an index that comes back from a copy opens under no key" 3 "$bin" holdings "$case"
rm "$case"/register/*.tsx "$case/register/register.toml"
check "it is judged without them" "$bin" verify "$case"
check "and its people counted" "$bin" assess "$case"
check "then there is a digest again" "$bin" digest "$case"
check "holdings can be registered again" "$bin" register "$case" "$pas" --organisation RBS --system PAS --as-of 2023-10-31

# a register of its own, with a key file
try outside --register "$work/shared"
case=$work/outside.case
before=$(find "$TOUCHSTONE_KEYS" -type f | sort)
cp -r "$TOUCHSTONE_KEYS" "$work/keys.before" && cp "$work/shared/key-id" "$work/key-id.before" && echo mine >"$work/shared/notes.txt"
check "a shared register is destroyed" "$bin" holdings destroy "$case" --reason "shared"
old=$(comm -23 <(echo "$before") <(find "$TOUCHSTONE_KEYS" -type f | sort) | wc -l)
same "its key file is gone" "$old" 1
same "what is not the register's stays" "$(cat "$work/shared/notes.txt")" mine
for key in "$work"/keys.before/*; do [[ -e $TOUCHSTONE_KEYS/${key##*/} ]] || cp "$key" "$TOUCHSTONE_KEYS/"; done
cp "$work/key-id.before" "$work/shared/key-id" # as if killed before its end
check "the next opening ends it" "$bin" holdings "$case"
same "its key file is gone again" "$(comm -23 <(echo "$before") <(find "$TOUCHSTONE_KEYS" -type f | sort) | wc -l)" 1
check "another case can attach what is there now" "$bin" init "$work/third.case" --test-realm --register "$work/shared"

# killed between the new key and the end of the old files: the next opening goes on
case=$work/copy
check "the copy opens" "$bin" holdings "$case"
cp "$case"/register/* "$work/w/" && check "it is destroyed" "$bin" holdings destroy "$case" --reason "kill"
cp "$work"/w/*.tsx "$work/w/register.toml" "$work/w/key-id" "$case/register/"
check "what was left is cleared" "$bin" holdings "$case"
same "no file is left" "$(find "$case/register" -name '*.tsx' | wc -l)" 0
finish
