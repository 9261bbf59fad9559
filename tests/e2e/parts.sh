#!/bin/bash
# parts.sh - files that were cut into parts are read as the whole that they were, whatever comes first.
set -u
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
trap 'rm -rf "$work"' EXIT
"$bin" synth "$work/world" --seed 47 --people 300 --files 60 >/dev/null || bad "synth"
holdings=$work/world/holdings one=$work/one/drop two=$work/two/drop
mkdir -p "$one/gap" "$one/old" "$two" "$work/lone" "$work/uncut"
# what stands in the parts, and the same uncut
tar -C "$work/world" -czf "$work/uncut/all.tgz" evidence
export=$(find "$work/world/evidence" -name '*.csv' -printf '%s %p\n' | sort -n | tail -1 | cut -d' ' -f2-)
size=$(($(stat -c %s "$work/uncut/all.tgz") / 4 + 1))
split -b $size -d -a 3 --numeric-suffixes=1 "$work/uncut/all.tgz" "$one/all.tgz."
split -b $size "$work/uncut/all.tgz" "$two/all.tgz-" # the same parts by other names, below another root
split -b $((size * 3)) "$work/uncut/all.tgz" "$one/gap/x"
mv "$one/gap/xab" "$work/later"
head -c 200000 /dev/urandom >"$work/noise" # so that there is something to cut
(cd "$work" && cp "$export" export.csv && zip -q -s 64k "$one/old/new.zip" export.csv noise && zip -q -fz -s 64k "$two/large.zip" export.csv noise)
[[ -e $one/old/new.z02 && -e $two/large.z02 ]] && good || bad "zip made no parts"
cp "$one/all.tgz.002" "$work/lone/alone"

matched() { "$bin" digest "$1" --lines 2>/dev/null >"$1.lines" && grep -c '^P ' "$1.lines"; }
# whole NAME OPTIONS...: the two drops and the lone part, in a case of their own
whole() {
    local case=$work/$1.case
    shift
    "$bin" init "$case" --test-realm >/dev/null
    "$bin" run "$case" --holdings "$holdings" --evidence "$work/empty" >/dev/null 2>&1
    "$bin" ingest "$case" "${drops[@]}" "$@" >"$work/out" 2>&1
    (($? <= 1)) || { bad "ingest $case"; tail -3 "$work/out"; }
    "$bin" verify "$case" >/dev/null 2>&1 && "$bin" assess "$case" >/dev/null 2>&1
    matched "$case" >/dev/null
}
mkdir -p "$work/empty"
drops=("$one" "$two" "$work/lone")
whole first --jobs 1
for way in "two --jobs 2" "back --reverse" "batch --batch 1" "soon --first 1ms"; do
    read -r -a words <<<"$way"
    whole "${words[@]}"
    check "$way" cmp "$work/first.case.lines" "$work/${words[0]}.case.lines"
done
drops=("$work/lone" "$two" "$one")
whole turned
check "the drops in another order" cmp "$work/first.case.lines" "$work/turned.case.lines"

# nothing is read again, and the case says what each is
status "again" 1 "$bin" ingest "$work/first.case" "$one" "$two" "$work/lone"
says "nothing is new" "; 0 sightings of people"
"$bin" status "$work/first.case" >"$work/out" 2>&1
says "the parts are told" "volume"
check "the log is sound" "$bin" log verify "$work/first.case"
for file in "$one/all.tgz.001" "$two/all.tgz-ad" "$work/uncut/all.tgz" "$work/lone/alone"; do
    check "the log holds each part, and the whole" grep -qi "$(sha256sum "$file" | cut -c1-64)" "$work/first.case/custody.log"
done

# the people are those of the archive that was never cut
drops=("$work/uncut")
whole uncut
people=$(matched "$work/uncut.case")
((people > 20)) && good || bad "few people in the uncut archive: $people"
mkdir -p "$work/only" && cp "$two"/all.tgz-* "$work/only/"
drops=("$work/only")
whole only
for file in "$work"/only/*; do sha256sum "$file" | cut -c1-64; done >"$work/hashes"
grep -vf "$work/hashes" "$work/only.case.lines" >"$work/only.lines"
check "parts alone say what the whole says" diff "$work/uncut.case.lines" "$work/only.lines"

# a set of which a part cannot be opened: nothing of it is read, and everything once it can be
if [[ $(id -u) == 0 ]] && command -v setpriv >/dev/null; then
    mkdir -p "$work/open" "$work/closed" "$work/theirs/keys"
    find "$(dirname "$bin")"/../worker -maxdepth 1 -type f -name 'touchstone-worker*' -exec cp "$bin" {} "$work/open/" \;
    cp "$one"/all.tgz.* "$work/closed/"
    printf 'Patient: Amal Example\nNHS No: 999 000 0018\n' >"$work/closed/letter.txt"
    chmod 755 "$work" "$work/open" "$work/open"/*
    chown -R 65534:65534 "$work/closed" "$work/theirs"
    nobody() { TOUCHSTONE_KEYS=$work/theirs/keys setpriv --reuid=65534 --regid=65534 --clear-groups "$work/open/touchstone" "$@"; }
    blobs() { nobody digest "$1" --lines 2>/dev/null | grep '^B '; }
    nobody init "$work/theirs/open.case" --test-realm >/dev/null
    nobody ingest "$work/theirs/open.case" "$work/closed" >/dev/null 2>&1
    for way in "--jobs 1" --reverse "--first 1ms"; do
        read -r -a words <<<"$way"
        theirs=$work/theirs/${words[0]}.case
        nobody init "$theirs" --test-realm >/dev/null
        chmod 0 "$work/closed/all.tgz.002"
        status "a part that cannot be opened, $way" 1 nobody ingest "$theirs" "$work/closed" "${words[@]}"
        same "the other parts are not read either, $way" "$(blobs "$theirs" | grep -c "size=\([0-9]*\) reason=unreadable unread=\1 ")" 3
        same "the letter is, $way" "$(blobs "$theirs" | grep -c reason=read)" 1
        chmod 644 "$work/closed/all.tgz.002"
        nobody ingest "$theirs" "$work/closed" "${words[@]}" >/dev/null 2>&1
        same "once it can be opened all is read, $way" "$(blobs "$theirs" | sha256sum)" "$(blobs "$work/theirs/open.case" | sha256sum)"
    done
fi

# one part is missing, then there
mkdir -p "$work/gap" && cp "$one/gap/xaa" "$work/gap/"
"$bin" init "$work/grown.case" --test-realm >/dev/null && "$bin" ingest "$work/grown.case" "$work/gap" >/dev/null 2>&1
status "a first part alone is a cut archive" 1 "$bin" extract "$work/gap"
says "and says so" truncated
cp "$work/later" "$work/gap/xab"
"$bin" ingest "$work/grown.case" "$work/gap" >/dev/null 2>&1
"$bin" init "$work/once.case" --test-realm >/dev/null && "$bin" ingest "$work/once.case" "$work/gap" >/dev/null 2>&1
same "a set that is completed later is what it is at once" "$("$bin" digest "$work/grown.case")" "$("$bin" digest "$work/once.case")"
check "and the log is sound" "$bin" log verify "$work/grown.case"
"$bin" extract --jobs 1 "$work/gap" 2>/dev/null | sed "s|$work/gap/x (2 parts)!|whole|" | sort >"$work/joined"
"$bin" extract --jobs 1 "$work/uncut/all.tgz" 2>/dev/null | sed "s|$work/uncut/all.tgz!|whole|" | sort >"$work/never"
(($(grep -c '"path":"whole/' "$work/joined") > 60)) && good || bad "little came out of the parts"
check "with the rest it is what it was before it was cut" cmp "$work/joined" "$work/never"
"$bin" extract --jobs 1 "$one/old" "$two" 2>/dev/null >"$work/zips"
for zip in new large; do
    rows=$(grep "/$zip.zip ([0-9] parts)!/export.csv" "$work/zips" | grep -o '\\u000a' | wc -l)
    ((rows >= $(wc -l <"$work/export.csv"))) && good || bad "$zip.zip: $rows rows of $(wc -l <"$work/export.csv")"
done
"$bin" list formats >"$work/out" 2>&1
says "the list of formats knows parts" "volume"
trap - EXIT
finish
