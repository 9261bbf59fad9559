#!/bin/bash
# hostile.sh - a tree made to harm its reader (tests/hostile/make.pl): each file ends within its limit and for the reason that is expected,
# nothing outside is touched or called, and what lies beside it is read.
set -u
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
trap 'rm -rf "$work"; [[ -z ${ear:-} ]] || kill "$ear" 2>/dev/null' EXIT
escaped=/tmp/touchstone-hostile-escaped # where names in archives lead
rm -f "$escaped"
made=$work/made # the tree, what is expected of it, and a file that links and entities name

# somebody who notes that he was called
perl -MIO::Socket::INET -e 'my $s = IO::Socket::INET->new(Listen => 5, LocalAddr => "127.0.0.1") or die; $| = 1; print $s->sockport, "\n"; while ($s->accept) { print "called\n" }' >"$work/calls" &
ear=$!
for ((i = 0; i < 100; i++)); do [[ -s $work/calls ]] && break; sleep 0.05; done
port=$(head -1 "$work/calls")
[[ $port =~ ^[0-9]+$ ]] && good || bad "nobody listens"

mapfile -t fixtures < <(find "$root/tests/fixtures/extract" "$root/tests/fixtures/foreign" -type f ! -name '*.md' ! -name 'make*' | sort)
HOSTILE_PORT=$port perl "$root/tests/hostile/make.pl" "$made" "${fixtures[@]}" >"$work/out" 2>&1 || bad "the tree is not made"
[[ -s $work/out ]] && { bad "its maker complains"; head -5 "$work/out"; }
own=$(cat "$made"/expected.[!c]* | wc -l)
((own >= 120)) && good || bad "only $own hostile files"

# What stands on the disk: names, sizes, times, contents; of holes of a gibibyte the ends.
state() {
    (cd "$1" && find . -printf '%p %y %s %T@ %m %l\n' | sort && find . -type f -size -100M -print0 | sort -z | xargs -0 sha256sum) | sha256sum
}
before=$(state "$made")

# What a password opens is looked into.
printf 'none\nsecret\nCaf\303\251\nhashcat\n' >"$work/words.txt"

# Classes two at a time, each bounded: what hangs is a failure, not a wait.
cd "$made/tree" || exit 3
scan() {
    local got=0
    timeout 600 "$bin" scan --placeholders --jobs 2 --passwords "$work/words.txt" "$1" >"$work/$1.found" 2>"$work/$1.told" || got=$?
    ((got <= 1)) || echo "FAILED $1: exit status $got"
    perl "$root/tests/hostile/judge.pl" "$1" "$made/expected.$1" "$work/$1.found" "$work/$1.told"
}
export -f scan
export work made root bin
printf '%s\n' bombs nests cut lies entities mixed names | xargs -P 2 -I{} bash -c 'scan {}' >"$work/judged"
same "the evidence is as it was, and what lies beside it" "$(state "$made")" "$before"
while read -r p f; do passed=$((passed + p)) failed=$((failed + f)); done < <(sed -nE 's/^hostile-[a-z]+: ([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' "$work/judged")
grep -v ' passed, ' "$work/judged"
(($(grep -c ' passed, ' "$work/judged") == 7)) && good || bad "not all classes were judged"

# As a case: the ledger adds up, and one worker comes to the same.
case=$work/hostile.case
"$bin" init "$case" --test-realm >/dev/null
status "the whole is read into a case" 1 timeout 900 "$bin" ingest "$case" "$made/tree" --passwords "$work/words.txt"
"$bin" status "$case" --json >"$work/status.json" 2>&1
check "the log of the case" "$bin" log verify "$case"
same "the evidence is as it was, still" "$(state "$made")" "$before"
[[ ! -e $escaped ]] && good || bad "a name led out of its archive"
if grep -qF canary@ "$work"/*.found; then bad "what an entity or a link points at was read"; else good; fi
if grep -aq $'\033' "$work"/*.told "$work"/*.found; then bad "an escape code of a name reached the output"; else good; fi
if grep -q called "$work/calls"; then bad "a document called home"; else good; fi
kill "$ear"
trap - EXIT
finish
