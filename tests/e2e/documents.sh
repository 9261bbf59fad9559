#!/bin/bash
# documents.sh - leaked documents against a tree of our own: scored by class; one answer under every key and job count; nothing in clear.
# shellcheck disable=SC1091,SC2154 # bin, root and work are of lib.sh
set -u
. "$(dirname "$0")/lib.sh"
trap 'rm -rf "$work"' EXIT
n=${DOCUMENTS:-40} # of each class
for seed in ${SEEDS:-1 2}; do
    world=$work/world$seed case=$work/$seed.case list=$work/list$seed.csv
    check "the world is made" "$root/tools/document-world" "$world" "$seed" "$n"
    check "a case" "$bin" init "$case" --test-realm
    # once before the evidence is read, once after
    [[ $seed == 1 ]] && status "registering" 0 "$bin" register "$case" "$world/ours" --files --organisation RBS --system "Share X" --as-of 2024-11-01
    status "reading" 0 "$bin" ingest "$case" "$world/leak"
    [[ $seed == 1 ]] || status "registering later" 0 "$bin" register "$case" "$world/ours" --files --organisation RBS --system "Share X" --as-of 2024-11-01
    status "judging" 0 "$bin" verify "$case" --documents "$list"
    says "it says how many" "documents: $((5 * n + 2)) compared with 1 tree of files:"
    # locators are "E1/item0001.txt"
    score=$(awk -F, -v n="$n" '
        BEGIN { split("byte-identical,same text,near-identical,same template,not held", v, ","); split("bytes,text,near,template,none", c, ",")
            for (i = 1; i <= 5; i++) is[v[i]] = c[i] }
        FNR == NR { truth[$1] = $2; next }
        FNR == 1 { next }
        { name = $1; gsub(/"|E1\//, "", name); got = is[$2]; if ($3 != "") got = "common"
          all[got]++; of[truth[name]]++; if (got == truth[name]) right[got]++; else wrong = wrong " " truth[name] ">" got }
        END { for (i = 1; i <= 5; i++) { p = all[c[i]] ? right[c[i]] / all[c[i]] : 0; r = of[c[i]] ? right[c[i]] / of[c[i]] : 0
                printf "%s precision %.3f recall %.3f; ", c[i], p, r; if (p < .95 || r < .95) low = 1 }
              print (right["common"] == 2 ? "common 2 of 2" : "common LOW"), low || right["common"] != 2 ? "LOW" : "good", wrong }' "$world/truth.csv" "$list")
    echo "documents, seed $seed: $score"
    if [[ $score == *"good"* ]]; then good; else bad "too many are wrong"; fi
done
# The names of ours, and which parts differ, stand in the list and in nothing else.
check "ours is named" grep -q '"folder[0-4]/bytes' "$work/list1.csv"
check "differing parts are placed" grep -q '"#[^"]*@[0-9]*-[0-9]*' "$work/list1.csv"
same "nothing of a byte-identical one differs" "$(grep -c 'byte-identical.*@' "$work/list1.csv")" 0
status "the reports" 0 "$bin" report "$work/1.case"
check "the page says so" grep -q 'Are the documents ours' "$work/1.case/reports/summary.html"
check "so do the facts" grep -q "\"byte_identical\": $((n + 2))," "$work/1.case/reports/facts.json"
if grep -rqaE 'folder[0-4]|bytes12|paper11|Whittaker' "$work/1.case"; then bad "a name stands in clear in the case"; else good; fi
# Another key, one worker, the tree in another place, registered by its listing: the same digest.
mkdir "$work/holdings" && mv "$work/world1/ours" "$work/holdings/share" || exit 3
printf '[[holding]]\ntree = "share"\norganisation = "RBS"\nsystem = "Share X"\nas_of = "2024-11-01"\n' >"$work/holdings/holdings.toml"
status "all in one" 0 "$bin" run "$work/again.case" --test-realm --holdings "$work/holdings" --evidence "$work/world1/leak" --jobs 1
status "people, too" 0 "$bin" assess "$work/1.case"
same "one digest" "$("$bin" digest "$work/1.case")" "$("$bin" digest "$work/again.case")"
check "documents stand in it" bash -c "'$bin' digest '$work/1.case' --lines | grep -q '^D .*verdict=near-identical'"
# The same tree again changes nothing; another one asks for verify.
status "again" 0 "$bin" register "$work/again.case" "$work/holdings/share" --files --organisation RBS --system "Share X" --as-of 2024-11-01
says "known" "this tree was registered before"
check "it is listed" "$bin" holdings "$work/again.case"
says "with its documents" "documents at"
check "as JSON, too" "$bin" holdings "$work/again.case" --json
says "a tree" '"places": '
check "it is sound" "$bin" holdings verify "$work/again.case"
says "one file" "1 index files"
status "still the same" 0 "$bin" digest "$work/again.case"
status "another tree" 0 "$bin" register "$work/again.case" "$work/world1/leak" --files --organisation RBT --system "Share Y" --as-of 2024-11-01
status "verify is asked for" 2 "$bin" digest "$work/again.case"
status "which is done" 0 "$bin" verify "$work/again.case"
says "all are held now" "$((5 * n + 2)) byte-identical"
# Bad input: no tree, an empty one, no day, a damaged index, one that is gone.
mkdir "$work/empty"
status "no such tree" 3 "$bin" register "$work/again.case" "$work/nowhere" --files --organisation RBS --system X --as-of 2024-11-01
status "an empty tree" 2 "$bin" register "$work/again.case" "$work/empty" --files --organisation RBS --system X --as-of 2024-11-01
status "no day" 2 "$bin" register "$work/again.case" "$work/world1/leak" --files --organisation RBS --system X
for f in "$work"/again.case/register/*.tsf; do
    printf 'x' | dd of="$f" bs=1 seek=9000 conv=notrunc 2>/dev/null
done
status "a damaged index" 3 "$bin" verify "$work/again.case"
says "and where" "is damaged at byte 8192"
status "no digest of new sightings and old documents" 2 "$bin" digest "$work/again.case"
says "why" "not judged against the trees"
status "the check finds it, too" 3 "$bin" holdings verify "$work/again.case"
rm "$work"/again.case/register/*.tsf
status "a lost index" 3 "$bin" verify "$work/again.case"
check "a register without any" "$bin" holdings destroy "$work/again.case" --reason "they end"
status "is judged" 0 "$bin" verify "$work/again.case"
check "its people" "$bin" assess "$work/again.case"
check "has a digest again" "$bin" digest "$work/again.case" --lines
same "without documents" "$("$bin" digest "$work/again.case" --lines | grep -c '^D ')" 0
# Each day of a system counts once, whatever many days are registered; a tree of two systems stands under both.
mkdir "$work/copies" "$work/one" && cp "$work/world1/leak/item0000".* "$work/one/" || exit 3
for i in 1 2 3 4 5 6 7; do
    cp "$work/one"/item0000.* "$work/copies/copy$i"
done
check "a case of one" "$bin" init "$work/days.case" --test-realm
status "one is read" 0 "$bin" ingest "$work/days.case" "$work/one"
for day in 01 02 03; do
    status "a day" 0 "$bin" register "$work/days.case" "$work/copies" --files --organisation RBS --system "Share X" --as-of "2024-11-$day"
    same "is not known" "$("$bin" holdings "$work/days.case" | grep -c documents)" "${day#0}"
done
status "judged by days" 0 "$bin" verify "$work/days.case" --documents "$work/days.csv"
check "seven places, not 21" grep -q 'byte-identical,,"RBS",.*,7,' "$work/days.csv"
for o in RBT RBU; do
    status "another organisation" 0 "$bin" register "$work/days.case" "$work/copies" --files --organisation $o --system "Share X" --as-of 2024-11-01
done
status "judged again" 0 "$bin" verify "$work/days.case" --documents "$work/both.csv"
check "three organisations, 21 places" grep -q 'byte-identical,many places,"RBS",.*,21,' "$work/both.csv"
# Twenty documents of one text, each of its own bytes.
mkdir "$work/texts" "$work/text" && printf 'Each of these words stands in all of them: %s\n' "ward review plan team service record advice change result notice visit support manager report" >"$work/words"
for i in {1..20}; do
    { printf '%*s' "$i" '' && cat "$work/words"; } >"$work/texts/t$i.txt"
done
{ printf '\n\n' && cat "$work/words"; } >"$work/text/leaked.txt"
check "a case of texts" "$bin" init "$work/texts.case" --test-realm
status "its text is read" 0 "$bin" ingest "$work/texts.case" "$work/text"
status "ours are registered" 0 "$bin" register "$work/texts.case" "$work/texts" --files --organisation RBS --system X --as-of 2024-11-01
status "judged by text" 0 "$bin" verify "$work/texts.case" --documents "$work/texts.csv"
check "all twenty count" grep -q 'same text,many places,"RBS",.*,20,' "$work/texts.csv"
# What does not go together is refused, and nothing is registered.
for with in --dry --parts --complete "--earlier A" "--sheet A" "--map A" "--columns A" "--kind patient" "--accept-bad A"; do
    # shellcheck disable=SC2086 # an option and its value
    status "--files $with" 2 "$bin" register "$work/texts.case" "$work/text" --files --organisation RBT --system Y --as-of 2024-11-01 $with
done
same "one tree is listed" "$("$bin" holdings "$work/texts.case" | grep -c documents)" 1
finish
