# corpus.sh - what is scanned in the benchmarks, made once for a size.  Sourced with $dir and $mb set; $corpus is its folder.
# shellcheck shell=bash disable=SC2154
# The world's health numbers start with 5, which was never issued and which `scan`, having no test realm, does not take
# for one without a label.  In the corpora they start with 9 and have their check digit again.
issued() {
    perl -pe 's{(?<!\d)5(\d\d)([ -]?)(\d{3})(\2)(\d{3})(\d)(?!\d)}{
        my ($w, $a, $b) = (10, 0, 0); my @d = split //, "$1$3$5"; for my $k (0..8) { my $v = $k ? $d[$k - 1] : 5; $a += $v * (10 - $k); $b += ($k ? $v : 9) * (10 - $k) }
        my ($old, $new) = map { (11 - $_ % 11) % 11 } $a, $b; $old == $6 && $new < 10 ? "9$1$2$3$4$5$new" : $& }gex'
}

corpus=$dir/corpus-$mb
made=$(cksum <bench/corpus.sh)
if [[ $(cat "$corpus/done" 2>/dev/null) != "$made" ]]; then # or made by an earlier version of this file
    rm -rf "$corpus" && mkdir -p "$corpus"
    "$ours" synth "$corpus/world" --seed 11 --people 20000 --files 2000 >/dev/null 2>&1 || fault "synth"
    grow() { # FILE PART: as many copies of PART as MB asks
        until (($(size "$1") >= mb * 1000000)); do cat "$2" >>"$1" || return; done
    }
    pas=$(find "$corpus/world/holdings" -name 'RBS_PAS*.csv' | sort | tail -1)
    tail -n +2 "$pas" | issued >"$corpus/rows"
    head -1 "$pas" >"$corpus/dense.csv" && grow "$corpus/dense.csv" "$corpus/rows"
    # Letters, policies and mails without attachments, no tables and nothing in UTF-16; letters first, so that the whole
    # is read as text and not as one mail.
    find "$corpus/world/evidence" -type f -name '*.txt' ! -name '*export*' ! -name '*price list*' -print0 | sort -z |
        xargs -0 grep -LZaP '\x00|\t.*\t' | xargs -0 cat >"$corpus/part"
    find "$corpus/world/evidence" -type f -name '*.eml' -size -8k -print0 | sort -z | xargs -0 cat >>"$corpus/part"
    issued <"$corpus/part" >"$corpus/part2" && mv "$corpus/part2" "$corpus/part"
    : >"$corpus/prose.txt" && grow "$corpus/prose.txt" "$corpus/part"
    half=$((mb * 500000))
    { head -c $half "$corpus/prose.txt" && echo && head -c $half "$corpus/dense.csv"; } >"$corpus/mixed.txt"
    rm "$corpus/part"
    # of one maker, and whole: a world has dumps that break off as well
    : >"$corpus/dump.sql" && find "$corpus/world/evidence" -type f -name '*.sql' -size +20k -print0 | sort -z | while IFS= read -r -d '' dump; do
        head -1 "$dump" | grep -q MySQL && tail -1 "$dump" | grep -q completed && cat "$dump"
    done | issued >"$corpus/part"
    [[ -s $corpus/part ]] && grow "$corpus/dump.sql" "$corpus/part"
    # one mailbox of mails without large attachments
    find "$corpus/world/evidence" -type f -name '*.eml' -size -8k -print0 | sort -z | xargs -0 -n1 sh -c 'echo "From bench Mon Nov 30 00:00:00 2026"; cat "$0"; echo' |
        issued >"$corpus/part"
    : >"$corpus/mails.mbox" && grow "$corpus/mails.mbox" "$corpus/part"
    # Programs' own bytes from the first on: what begins as text, as a tool's listing of a library does, is read as text to its end.
    find /usr/lib -name '*.so.*' -type f -print0 | sort -z | xargs -0 grep -lZaPm1 '\A\x7FELF' | xargs -0 cat 2>/dev/null |
        head -c $((mb * 1000000)) >"$corpus/binary.bin"
    rm "$corpus/part"
    echo "$made" >"$corpus/done"
fi
