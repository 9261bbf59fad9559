#!/bin/bash
# pictures.sh - screenshots and scans with known truth: what is read of them may not fall.
set -u
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
trap 'rm -rf "$work"' EXIT
score=$(dirname "$(readlink -f "$bin")")/../../tests/score_images
[[ -x $score ]] || score=$(find "$root/build" -name score_images -type f -perm -u+x | head -1)
"$bin" synth "$work/world" --seed "${SEED:-71}" --people 600 --files 60 --screenshots 8 --scans 4 >/dev/null && good || bad "synth"
cd "$work/world/evidence" || exit 3
"$bin" scan --placeholders proof Scans >"$work/scan" 2>/dev/null
(($? <= 1)) && good || bad "scan"
"$bin" extract proof Scans >"$work/extract" 2>/dev/null
(($? <= 1)) && good || bad "extract"
check "values on pictures" "$score" "$work/world/truth" "$work/scan" "$work/extract" --min-read 0.85 --min-found 0.6 --min-precise 0.9 --min-linked 0.6
cat "$work/out"
# the truth itself, as if it had been read, scores full marks; with nothing read, none
perl -CSD -ne '
    next if $. == 1;
    chomp;
    my @f;
    while (/\G(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/g) { push @f, defined $1 ? $1 : $2; last if pos == length }
    next if $f[9] ne "whole";
    s/""/\\"/g, s/\t/ /g for @f;
    print "{\"path\":\"$f[0]\",\"locator\":\"#row=$f[1]$f[2];col=1\",\"kind\":\"$f[3]\",\"value\":\"$f[4]\"}\n";
    print STDERR "{\"path\":\"$f[0]\",\"locator\":\"#\@0-9\",\"type\":\"text\",\"text\":\"$f[4]\"}\n";
' "$work/world/truth/image_values.csv" >"$work/all" 2>"$work/all.text"
check "the truth agrees with itself" "$score" "$work/world/truth" "$work/all" "$work/all.text" --min-read 1 --min-found 1 --min-precise 1 --min-linked 1
: >"$work/none"
failing=$("$score" "$work/world/truth" "$work/none" "$work/none" --min-read 0.01 | tail -1)
[[ $failing == *"read is 0.0000"* ]] && good || bad "a reader that reads nothing passes"
trap - EXIT
finish
