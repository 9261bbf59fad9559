#!/bin/bash
# nothing.sh - where there is nothing to find, little is found: traps give no hit at all, and this machine's own
# documentation and headers at most so many of each kind in 100 MB.
set -u
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
trap 'rm -rf "$work"' EXIT

mkdir "$work/traps" && cp "$root"/tests/fixtures/traps/* "$work/traps/" && rm "$work/traps/README.md"
(($(find "$work/traps" -type f | wc -l) >= 4)) && good || bad "the traps are gone"
status "the traps are read" 0 "$bin" scan "$work/traps"
# two addresses of the internet stand there, which are what they look like
same "hits among the traps" "$(grep -vc '"kind":"ip_address"' "$work/out")" 0
same "internet addresses among the traps" "$(grep -c '"kind":"ip_address"' "$work/out")" 2
grep -vE '^$' "$work/out" | head -5
(cd "$work/traps" && tar -czf "$work/traps.tgz" .)
status "the traps are read from an archive" 0 "$bin" scan "$work/traps.tgz"
same "hits among packed traps" "$(grep -vc '"kind":"ip_address"' "$work/out")" 0
# a trap that does spring is seen
printf 'Patient: Jane Example, NHS No: 999 000 0018\n' >"$work/traps/real.txt"
[[ $("$bin" scan --quiet "$work/traps" | wc -l) -ge 2 ]] && good || bad "what is there is not found either"

# Hits in 100 MB of stored bytes, by kind.  What stands in those folders differs by machine; a ceiling is about three
# times what was met on a full one.  Names, dates and mail addresses there are mostly real (who wrote
# what, in change logs and licences): docs/accuracy.md.
declare -A ceiling=([nhs_number]=1 [local_id]=1 [nino]=1 [birth_date]=5 [death_date]=5 [postcode]=2 [bank_account]=1 [sex]=1 [title]=1
    [phone]=15 [forename]=16000 [surname]=1700 [person_name]=350000 [card]=1 [iban]=1 [snomed]=1 [address]=150 [record_date]=5000 [email]=400000
    [ip_address]=250 [social_handle]=25 [vat_number]=1 [company_number]=1 [salary]=1 [password]=5 [password_hash]=1 [private_key]=5 [api_token]=3 [health_term]=60 [mental_health]=10 [sexual_health]=5 [pregnancy]=5 [safeguarding]=5 [ethnicity]=10 [religion]=5 [orientation]=5 [trade_union]=5 [biometric]=5 [criminal]=15)
folders=()
for folder in /usr/share/doc /usr/include; do [[ -d $folder ]] && folders+=("$folder"); done
bytes=$(find "${folders[@]}" -type f -printf '%s\n' 2>/dev/null | awk '{n += $1} END {printf "%d", n}')
got=0
"$bin" scan "${folders[@]}" >"$work/hits" 2>"$work/unread" || got=$?
((got <= 1)) && good || bad "scan: exit status $got"
echo "nothing: read ${folders[*]}, $((bytes / 1000000)) MB, $(wc -l <"$work/unread") items not wholly read"
sed -E 's/.*"kind":"([a-z_]+)".*/\1/' "$work/hits" | LC_ALL=C sort | uniq -c >"$work/kinds"
# below 20 MB a single file decides; a few hits are allowed whatever the size
most() { awk -v c="$1" -v n="$bytes" 'BEGIN {printf "%d", c * n / 1e8 + (c > 4 ? 5 : 0) + 0.999}'; }
for kind in $("$bin" list kinds | awk '{print $1}' | grep -E '^[a-z_]+$'); do
    found=$(awk -v k="$kind" '$2 == k {print $1}' "$work/kinds")
    [[ -n ${ceiling[$kind]:-} ]] || { [[ -z $found ]] || bad "$kind has no ceiling"; continue; }
    limit=$(most "${ceiling[$kind]}")
    printf 'nothing: %-13s %8d hits, %8.1f in 100 MB, ceiling %d\n' "$kind" "${found:-0}" "$(awk -v f="${found:-0}" -v n="$bytes" 'BEGIN {print n ? f * 1e8 / n : 0}')" "${ceiling[$kind]}"
    ((${found:-0} <= limit)) && good || bad "$kind: ${found:-0} hits in $((bytes / 1000000)) MB, at most $limit"
done
# what is called an address of mail has the shape of one, by another's rule
grep '"kind":"email"' "$work/hits" | perl -ne '$n++; $bad++ unless /"value":"[\w.+%&\x27-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}"/; END { exit(($bad // 0) * 1000 > $n + 1000) }' && good || bad "mail addresses without the shape of one"
trap - EXIT
finish
