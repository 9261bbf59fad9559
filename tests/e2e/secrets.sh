#!/bin/bash
# secrets.sh - no personal value in clear anywhere in a case, a register or a report: looked for in many disguises.
set -u
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
trap 'rm -rf "$work"' EXIT
tree=$work/tree holdings=$work/holdings case=$work/secret.case
mkdir -p "$tree/Zebedee Quillfeather" "$holdings"
# values that nothing else would contain by accident
cat >"$holdings/pas.csv" <<'CSV'
Hospital No,NHS No,Surname,Forename,DOB,Sex,Address,Postcode,Mobile,Email
AH7310294,9990000018,QUILLFEATHER,ZEBEDEE,1957-03-19,M,73 Marrowbone Crescent,ZZ99 3VZ,07700900417,zebedee.quill@mail.example
AH7310295,9990000026,VANTABLOOM,PERPETUA,1961-11-27,F,19 Thistledown Parade,ZZ99 3WZ,07700900583,perpetua.v@mail.example
CSV
for i in $(seq 1 30); do printf 'AH73%05d,,FILLER%d,NAME,19%02d-01-1%d,F,%d Some Street,ZZ99 3VZ,,\n' "$i" "$i" $((40 + i)) $((i % 9)) "$i"; done >>"$holdings/pas.csv"
cat >"$holdings/holdings.toml" <<'TOML'
[[holding]]
file = "pas.csv"
organisation = "RBS"
system = "PAS"
as_of = 2023-10-31
kind = "patient"
complete = true
TOML
cp "$holdings/pas.csv" "$tree/Zebedee Quillfeather/QUILLFEATHER Zebedee AH7310294.csv"
printf 'Patient: Perpetua Vantabloom\nDOB: 27/11/1961\nNHS No: 999 000 0026\nAddress: 19 Thistledown Parade, ZZ99 3WZ\nTel: 07700 900583\nDiagnosis: gout\n' >"$tree/Vantabloom letter.txt"
(cd "$tree" && zip -qr "$work/t.zip" . && mv "$work/t.zip" "$tree/Vantabloom.zip") 2>/dev/null
status "the job is done" 0 "$bin" run "$case" --test-realm --holdings "$holdings" --evidence "$tree"
values=$work/values patterns=$work/patterns
cat >"$values" <<'TXT'
QUILLFEATHER
Quillfeather
quillfeather
VANTABLOOM
Vantabloom
vantabloom
ZEBEDEE
Zebedee
PERPETUA
Perpetua
9990000018
9990000026
999 000 0026
AH7310294
AH7310295
7310294
1957-03-19
1961-11-27
19570319
27/11/1961
73 Marrowbone Crescent
73 MARROWBONE CRES
Marrowbone
Thistledown
THISTLEDOWN
07700900417
+447700900417
07700 900583
zebedee.quill@mail.example
TXT
# each value plain, as UTF-16 both ways, base64 at three offsets, integers both ways, unkeyed SHA-256 and MD5 in bytes and hex
perl -MDigest::SHA=sha256,sha256_hex -MDigest::MD5=md5,md5_hex -MMIME::Base64 -ne '
    chomp; my $v = $_; my @p = ($v);
    push @p, join("", map { "$_\0" } split //, $v), join("", map { "\0$_" } split //, $v);
    for my $pad (0..2) { my $e = encode_base64(("x" x $pad) . $v, ""); $e =~ s/=+$//; push @p, substr($e, $pad ? 4 : 0, length($e) - ($pad ? 4 : 0) - 2) if length($v) >= 8; }
    if ($v =~ /^\d{7,10}$/) { push @p, pack("Q<", $v), pack("Q>", $v); }
    push @p, sha256($v), sha256_hex($v), md5($v), md5_hex($v);
    print unpack("H*", $_), "\n" for grep { length >= 6 } @p;
' "$values" | sort -u >"$patterns"
search() { # FILES...: names the patterns found
    perl -e '
        open my $f, "<", shift or die; chomp(my @p = <$f>); my @raw = map { pack("H*", $_) } @p; my $bad = 0;
        for my $file (@ARGV) { local $/; open my $h, "<:raw", $file or next; my $all = <$h>; next unless defined $all;
            for my $i (0..$#raw) { if (index($all, $raw[$i]) >= 0) { $bad++; print "pattern $p[$i] stands in $file\n"; } } }
        exit($bad ? 1 : 0)' "$patterns" "$@"
}
mapfile -t files < <(find "$case" -type f)
((${#files[@]} > 5)) && good || bad "the case has few files"
check "nothing in the case" search "${files[@]}"
names=$(find "$case" | grep -ciE 'quill|vanta|zebedee|perpetua')
same "nothing in file names" "$names" 0
# the search itself finds what is there
if search "$tree/Vantabloom letter.txt" >/dev/null; then bad "the search finds nothing at all"; else good; fi
"$bin" status "$case" >"$work/status" 2>&1
"$bin" digest "$case" --lines >"$work/lines" 2>&1
check "nothing on the screen" search "$work/status"
check "nothing in the digest's lines" search "$work/lines"
# a terminal shows enough to recognise a value, not enough to copy it; a pipe was asked for all of it
cp "$tree/Vantabloom letter.txt" "$work/plain.txt"
script -qec "'$bin' scan --placeholders '$work/plain.txt'" /dev/null >"$work/terminal" 2>&1
check "values are found on a terminal" grep -qF "9** *** ***6" "$work/terminal"
check "and masked" search "$work/terminal"
"$bin" scan --placeholders "$work/plain.txt" >"$work/pipe" 2>&1
check "a pipe carries them" grep -qF "999 000 0026" "$work/pipe"
# what is written is its writer's alone, whatever the umask was
(umask 0 && "$bin" verify "$case" --list "$work/list.csv" >/dev/null 2>&1 && "$bin" report "$case" >/dev/null 2>&1)
check "a list of values is written" test -s "$work/list.csv"
same "no file is open to others" "$(find "$case" "$work/list.csv" "$work/keys" -perm /077 | wc -l)" 0
leak=$(du -sb "$tree" | cut -f1) size=$(du -sb "$case" | cut -f1)
echo "case bytes / leak bytes: $size / $leak"
trap - EXIT
finish
