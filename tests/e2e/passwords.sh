#!/bin/bash
# passwords.sh - what is locked opens with a list of passwords; no password stands anywhere, its line stands in the log.
set -u
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
trap 'rm -rf "$work"' EXIT
export work
tree=$work/tree case=$work/locked.case list=$work/list.txt
fixtures=$root/tests/fixtures
mkdir -p "$tree/folder"
cp "$fixtures/extract/locked_two.zip" "$fixtures/extract/locked_aes.zip" "$fixtures/extract/locked_names.7z" "$fixtures/extract/locked.xls" \
    "$fixtures/extract/locked5_data.rar" "$fixtures/extract/locked4_volumes.rar" "$tree/folder/"
cp "$fixtures/foreign/pdf/qpdf_encrypted.pdf" "$tree/"
(cd "$tree" && zip -q0 outer.zip folder/locked_aes.zip && rm folder/locked_aes.zip)
# none of these words would stand in a case by accident
words=(hunter2-Quartz-Zebra secret winter letmein)
printf 'no-Such-Password-81\n%s\n' "${words[1]}" >"$work/first.txt"
printf '%s\r\n' "${words[0]}" "" "${words[3]}" "${words[2]}" >"$list"

status "a case" 0 "$bin" init "$case" --test-realm
status "without passwords" 1 "$bin" ingest "$case" "$tree" --jobs 2
says "what is locked is told" "not wholly read: 10 items"
"$bin" status "$case" >"$work/out" 2>&1
says "with its reason" "encrypted"
status "with some of them" 1 "$bin" ingest "$case" "$tree" --jobs 2 --passwords "$work/first.txt"
says "five archives and a workbook open" "opened with passwords: 6 items"
status "with the rest" 0 "$bin" ingest "$case" "$tree" --jobs 2 --passwords "$list"
says "and the others" "opened with passwords: 2 items"
status "all is read" 0 "$bin" ingest "$case" "$tree" --jobs 2
check "the log names the list and the line" grep -qF '"passwords":[{"list":1,"line":2},{"list":2,"line":4}]' "$case/custody.log"
check "for the PDF too" grep -qF '"passwords":[{"list":2,"line":3}]' "$case/custody.log"
check "and that lists were given" grep -qF '"act":"passwords given"' "$case/custody.log"
check "the log is sound" "$bin" log verify "$case"

# one run with all of them comes to the same
cat "$work/first.txt" "$list" >"$work/all.txt"
status "all at once" 0 "$bin" run "$work/once.case" --test-realm --evidence "$tree" --passwords "$work/all.txt"
for c in "$case" "$work/once.case"; do
    "$bin" verify "$c" >/dev/null 2>&1 && "$bin" assess "$c" >/dev/null 2>&1
    "$bin" digest "$c" --lines >"$c.lines" 2>/dev/null
done
check "the same result" cmp "$case.lines" "$work/once.case.lines"

# in no file, on no command line, in no environment of a worker: plain, as UTF-16, as base64
search() {
    perl -MMIME::Base64 -e '
        my @w = split /,/, shift; my $bad = 0;
        for my $file (@ARGV) { local $/; open my $h, "<:raw", $file or next; my $all = <$h>; next unless defined $all;
            for my $w (@w) { my $e = encode_base64($w, ""); $e =~ s/=+$//; chop $e; my @p = ($w, join("", map { "$_\0" } split //, $w), $e);
                for my $p (@p) { if (index($all, $p) >= 0) { $bad = 1; print "$w stands in $file\n"; } } } }
        exit $bad' "$@"
}
mapfile -t files < <(find "$case" "$work/once.case" -type f)
((${#files[@]} > 5)) && good || bad "the case has few files"
check "no password in the case" search hunter2-Quartz,no-Such-Password,letmein "${files[@]}"
if search letmein "$list" >/dev/null; then bad "the search finds nothing at all"; else good; fi

seen=$work/seen
"$bin" init "$work/slow.case" >/dev/null 2>&1
"$bin" ingest "$work/slow.case" "$tree" --passwords "$list" >"$work/out" 2>&1 &
ingest=$!
while kill -0 $ingest 2>/dev/null; do
    for p in $(pgrep -P $ingest 2>/dev/null); do cat "/proc/$p/environ" "/proc/$p/cmdline" 2>/dev/null; done
done >"$seen"
wait $ingest
check "nothing beside the workers either" search hunter2-Quartz,letmein "$seen" "$work/out"

# scan and extract
status "extract without" 1 "$bin" extract "$tree/outer.zip"
status "extract with" 0 "$bin" extract "$tree/outer.zip" --passwords "$work/first.txt"
says "the members' members" 'outer.zip!/folder/locked_aes.zip!/people.csv'
status "scan with" 0 "$bin" scan --placeholders "$tree" --passwords "$work/all.txt"

# rar in volumes, with headers that are locked and not
mkdir -p "$work/sets"
cp "$fixtures"/extract/locked_parts/locked.part*.rar "$work/sets/"
perl -0777 -ne 'for (split /(?=Rar!\x1a\x07\x01\0)/) { open my $f, ">:raw", $ENV{work} . "/sets/names.part" . ++$k . ".rar"; print $f $_ }' \
    "$fixtures/extract/locked5_volumes_names.rar"
status "volumes without" 1 "$bin" extract "$work/sets"
status "volumes with" 0 "$bin" extract "$work/sets" --passwords "$work/first.txt"
says "by what they say" 'sets/locked.rar (3 parts)!/mysqldump.sql'
says "by their names" 'sets/names.rar (3 parts)!/mysqldump.sql'

# lists that are none
printf 'one\n\377\376two\n' >"$work/bad.txt"
status "no UTF-8" 2 "$bin" extract "$tree/outer.zip" --passwords "$work/bad.txt"
says "says so" "UTF-8"
status "no file" 3 "$bin" ingest "$case" --passwords "$work/none.txt"
trap - EXIT
finish
