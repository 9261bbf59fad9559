#!/bin/bash
# badinput.sh - what bad input gets: a clear message, the right exit status, nothing lost.
set -u
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
trap 'chmod -R u+rwx "$work" 2>/dev/null; rm -rf "$work"' EXIT
tree=$work/tree
mkdir -p "$tree/sub"
printf 'Patient: Jane Example\nDOB: 23/04/1987\nNHS No: 999 000 0018\n' >"$tree/good.txt"
: >"$tree/empty.txt"
: >"$tree/zero.zip"
head -c 3000 /dev/urandom >"$tree/garbage.bin"
ln -s /etc/passwd "$tree/link"
mkfifo "$tree/fifo"
printf 'x' >"$tree/$(printf 'evil\033[31m\nname\342\200\256.txt')"
deep=$tree/sub
for ((i = 0; i < 300; i++)); do deep=$deep/d; done
mkdir -p "$deep" && printf 'Email: deep@mail.example\n' >"$deep/f.txt"
# a bomb: 40 MB of zeros, zipped twice and more; a nest of 30 archives
head -c 400000000 /dev/zero | gzip -9 >"$work/b.gz" && gzip -9 <"$work/b.gz" >"$tree/bomb.gz.gz"
printf 'Email: nested@mail.example\n' >"$work/n.txt"
for ((i = 0; i < 30; i++)); do gzip -c "$work/n.txt" >"$work/n2.txt" && mv "$work/n2.txt" "$work/n.txt"; done
cp "$work/n.txt" "$tree/nest.gz"
before=$(cd "$tree" && find . -type f -exec sha256sum {} + | sort | sha256sum)

case=$work/bad.case
status "a case is made" 0 "$bin" init "$case" --test-realm
status "the same case again is refused" 2 "$bin" init "$case" --test-realm
status "a hostile tree is read to its end" 1 "$bin" ingest "$case" "$tree"
status "its state is told" 0 "$bin" status "$case" --json
says "links are policy" '"policy"'
says "what is not claimed is unsupported" '"unsupported"'
says "nests are cut" '"too-deep"'
after=$(cd "$tree" && find . -type f -exec sha256sum {} + | sort | sha256sum)
same "the evidence is as it was" "$after" "$before"
status "scan goes on past what it cannot read" 1 "$bin" scan --placeholders "$tree"
script -qec "'$bin' scan '$tree' >/dev/null" /dev/null >"$work/screen" 2>&1
if grep -q 'touchstone scan: ' "$work/screen" && ! grep -qP '(items?|MB|MB/s|left)touchstone' "$work/screen"; then
    good
else
    bad "a message hangs on the progress line"
fi
says "the good file is found" '999 000 0018'
[[ $(tr -d '\n' <"$work/out" | grep -c $'\033') == 0 ]] && good || bad "an escape code reached the output"
status "a nest of archives" 1 "$bin" scan "$tree/nest.gz"
says "is cut with its reason" "too-deep"
if grep -qF "nested@" "$work/out"; then bad "the nest was read beyond its limit"; else good; fi
# 70 archives of one file each give a gibibyte, and none of them much by itself
mkdir "$work/layers"
head -c 16777216 /dev/zero | gzip -9 >"$work/layers/1.gz"
for ((i = 2; i <= 70; i++)); do cp "$work/layers/1.gz" "$work/layers/$i.gz"; done
tar -C "$work/layers" -czf "$work/layers.tgz" .
status "layers of archives" 1 "$bin" scan "$work/layers.tgz"
says "are cut by what they multiply to" ": ratio"
status "a file that is not there" 3 "$bin" scan "$work/none"
says "it says which" "$work/none"
status "no such command" 2 "$bin" frobnicate
status "no such option" 2 "$bin" scan --frobnicate x
status "no case" 3 "$bin" status "$work/none.case"
status "a wrong key" 3 env TOUCHSTONE_KEYS="$work/otherkeys" "$bin" status "$case"
says "it says key" "key"
if [[ $(id -u) == 0 ]] && command -v setpriv >/dev/null; then
    printf 'secret' >"$tree/closed.txt" && chmod 0 "$tree/closed.txt"
    chmod o+x "$work" && chmod -R o+rX "$tree" && chmod 0 "$tree/closed.txt"
    mkdir -m 755 "$work/open" # the build tree may be closed to others
    find "$(dirname "$bin")"/../worker -maxdepth 1 -type f -name 'touchstone-worker*' -exec cp "$bin" {} "$work/open/" \;
    chmod 755 "$work/open"/*
    status "an unreadable file is listed" 1 setpriv --reuid=65534 --regid=65534 --clear-groups "$work/open/touchstone" scan "$tree"
    says "as unreadable" "unreadable"
fi
# holdings with bad rows
printf 'Hospital No,NHS No,Surname,Forename,DOB\nAH0000001,9990000018,Example,Jane,1987-04-23\nAH0000002,9.99E+09,Example,John,1987-04-24\n' >"$work/h.csv"
status "damaged numbers are refused" 3 "$bin" register "$case" "$work/h.csv" --organisation RBS --system PAS --as-of 2023-01-01
says "with how to export again" "Export again"
# a cut, changed and reordered log
cp -r "$case" "$work/copy.case"
head=$("$bin" log verify "$case" | sed -nE 's/.*head ([0-9A-F-]+):.*/\1/p')
sed -i '$d' "$work/copy.case/custody.log"
status "a cut tail needs the head" 0 "$bin" log verify "$work/copy.case"
says "and it is said" "cut"
status "with the head a cut tail is found" 1 "$bin" log verify "$work/copy.case" --head "$head"
sed -i '2s/[a-f]/0/' "$work/copy.case/custody.log"
status "a changed entry is found" 1 "$bin" log verify "$work/copy.case"
says "and where" "2"
# pipes
[[ $("$bin" scan --placeholders "$tree/good.txt" "$tree/good.txt" 2>/dev/null | head -1 | wc -l) == 1 ]] && good || bad "scan | head -1"
same "standard input" "$("$bin" scan --placeholders - --count <"$tree/good.txt" | grep -c nhs_number)" 1
same "with one worker the order is one" "$("$bin" extract --jobs 1 "$tree" 2>/dev/null | sha256sum)" "$("$bin" extract --jobs 1 "$tree" 2>/dev/null | sha256sum)"
# a full disk
if [[ $(id -u) == 0 ]] && mkdir -p "$work/small" && mount -t tmpfs -o size=2m tmpfs "$work/small" 2>/dev/null; then
    "$bin" init "$work/small/full.case" --test-realm >/dev/null 2>&1
    free=$(df --output=avail -B1 "$work/small" | tail -1)
    head -c $((free - 80000)) /dev/zero >"$work/small/ballast"
    for ((i = 0; i < 4000; i++)); do printf 'Patient: Name%d Surname%d, DOB: 01/02/1980, NHS No: 999 000 0018, %d@mail.example\n\n' "$i" "$i" "$i"; done >"$work/many.txt"
    for ((i = 0; i < 30; i++)); do sed "s/mail/m$i/" "$work/many.txt" >"$work/many$i.txt"; done
    mkdir "$work/many" && mv "$work"/many*.txt "$work/many/"
    status "a full disk" 3 "$bin" ingest "$work/small/full.case" "$work/many"
    says "is named" "full"
    umount "$work/small"
    # a large member that finds no room: it alone is listed, and read once there is room
    mkdir -p "$work/two" && for ((i = 0; i < 30; i++)); do cat "$work/many/many$i.txt"; done >"$work/two/large.txt"
    cp "$work/many/many1.txt" "$work/two/small.txt"
    mkdir "$work/packed" && tar -C "$work/two" -cf "$work/packed/two.tar" large.txt small.txt
    mount -t tmpfs -o size=5m tmpfs "$work/small"
    export TOUCHSTONE_SPOOL=1000000
    status "scan of a member without room" 1 env TMPDIR="$work/small" "$bin" scan "$work/packed"
    says "that it has no room" "two.tar!/large.txt: no-room"
    says "what to do" "make room"
    says "what else is there" "two.tar!/small.txt"
    status "standard input without room" 1 env TMPDIR="$work/small" "$bin" scan - <"$work/two/large.txt"
    says "that it has no room" "-: no-room"
    "$bin" init "$work/small/room.case" --test-realm >/dev/null 2>&1
    status "a case with a member without room" 1 "$bin" ingest "$work/small/room.case" "$work/packed"
    "$bin" status "$work/small/room.case" >"$work/out"
    says "no room" "no-room"
    mount -o remount,size=60m "$work/small"
    status "with room it is read" 0 "$bin" ingest "$work/small/room.case" "$work/packed"
    "$bin" init "$work/roomy.case" --test-realm >/dev/null 2>&1 && "$bin" ingest "$work/roomy.case" "$work/packed" >/dev/null 2>&1
    same "as if there had always been room" "$("$bin" digest "$work/small/room.case")" "$("$bin" digest "$work/roomy.case")"
    unset TOUCHSTONE_SPOOL
    umount "$work/small"
fi
trap - EXIT
chmod -R u+rwx "$work"
finish
