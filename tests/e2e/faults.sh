#!/bin/bash
# faults.sh - one call of the program fails, or it is killed there: it ends cleanly, says why, and resumes to the same result.
#   FAULTS=N   of each kind N places, spread over the whole run (default 5); FAULTS=all every one (tools/soak)
set -u
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
trap 'rm -rf "$work"' EXIT
shim=$(realpath "$(dirname "$(realpath "$bin")")/../../tests/libfaults.so")
[[ -e $shim ]] && good || bad "there is no $shim"

# a small case: one export, and evidence of every sort that is written differently
"$bin" synth "$work/world" --seed 77 --people 200 --files 60 >/dev/null || bad "synth"
mkdir -p "$work/holdings" "$work/evidence/sub"
cp "$work/world/holdings/RBS_PAS_2023-10.csv" "$work/holdings/"
perl -00 -ne 'print if /RBS_PAS_2023-10/' "$work/world/holdings/holdings.toml" >"$work/holdings/holdings.toml"
find "$work/world/evidence" -type f -size -9k \( -name '*.csv' -o -name '*.docx' -o -name '*.txt' -o -name '*.zip' -o -name '*.eml' -o -name '*.sql' \) -print0 | sort -z | head -z -n 14 |
    xargs -0 cp --backup=numbered -t "$work/evidence/sub"
printf 'Patient: Amal Example\nNHS No: 999 000 0018\n' >"$work/evidence/letter.txt"

job() { # DIR [VARIABLE=VALUE...]
    local dir=$1
    shift
    timeout 300 env "$@" TOUCHSTONE_SPOOL=3000 TOUCHSTONE_STEP=1 "$bin" run "$dir/a.case" --test-realm --jobs 1 --holdings "$work/holdings" --evidence "$work/evidence"
}
under() { job "$2" FAULT="$1" FAULT_LOG="$2/log" LD_PRELOAD="$shim" TOUCHSTONE_KEYS="$2/keys"; } # FAULT DIR: the job with that fault
# trial FAULT: fails, is told, is resumed; prints what is wrong
trial() {
    local fault=$1 dir got=0 told
    dir=$(mktemp -d "$work/trial-XXXXXX")
    under "$fault" "$dir" >"$dir/out" 2>"$dir/err" || got=$?
    wrong() { echo "FAILED $fault: $*"; }
    export TOUCHSTONE_KEYS=$dir/keys
    if ! grep -q hit "$dir/log" 2>/dev/null; then
        echo "missed $fault" # fewer calls than were counted
    elif [[ $fault == kill:* || $fault == torn:* ]]; then
        ((got == 137)) || wrong "exit status $got after a kill"
    elif ((got <= 1)); then # it could do without: then nothing is missing
        "$bin" digest "$dir/a.case" --lines >"$dir/lines" 2>&1
        # where it was the evidence that could not be read, or a large member that found no room, an item is listed as such
        cmp -s "$dir/lines" "$work/want" || "$bin" status "$dir/a.case" --json | grep -qE '"(unreadable|no-room)"' ||
            wrong "it says that all is well ($got), and the result differs: $(diff "$dir/lines" "$work/want" | head -3)"
    else
        told=$(grep -v '^provisional' "$dir/err")
        ((got == 3)) || wrong "exit status $got: $told"
        grep -q '^touchstone' <<<"$told" || wrong "it does not say why: $told"
        ((${#told} < 600)) || wrong "it says too much: ${told:0:300}"
        grep -qiE 'not an error|internal error|assert|null' <<<"$told" && wrong "that is no message: $told"
        grep -q again "$dir/log" && wrong "a file whose sync failed was synced again"
    fi
    [[ ${2:-} ]] && { under "$2" "$dir" >"$dir/out" 2>"$dir/err"; } # and once more while it recovers
    got=0
    job "$dir" >"$dir/out" 2>"$dir/err" || got=$?
    ((got <= 1)) || wrong "resumed ($got): $(head -c 300 "$dir/err")"
    "$bin" digest "$dir/a.case" --lines >"$dir/lines" 2>&1
    cmp -s "$dir/lines" "$work/want" || wrong "resumed, and the result differs: $(diff "$dir/lines" "$work/want" | head -3)"
    "$bin" log verify "$dir/a.case" >"$dir/verify" 2>&1 || wrong "the log: $(head -c 300 "$dir/verify")"
    find "$dir" -name '*.tmp*' -o -name '*.begun' | grep -q . && wrong "left behind: $(cd "$dir" && find . -name '*.tmp*' | head -3 | tr '\n' ' ')"
    rm -rf "$dir"
    echo "tried $fault"
}
export -f job under trial
export work bin shim

mkdir "$work/whole"
TOUCHSTONE_KEYS=$work/whole/keys under count "$work/whole" >"$work/out" 2>&1
(($? <= 1)) && good || { bad "the undisturbed run"; tail -3 "$work/out"; }
TOUCHSTONE_KEYS=$work/whole/keys "$bin" digest "$work/whole/a.case" --lines >"$work/want" 2>&1
(($(wc -l <"$work/want") > 50)) && good || bad "little comes out: $(wc -l <"$work/want") lines"
declare -A calls=()
while read -r kind n; do calls[$kind]=$n; done <"$work/whole/log"
((calls[sync] > 72)) && good || bad "steps are kept once: ${calls[sync]} syncs"

RANDOM=4711
places() { # KIND HOW-MANY SUFFIX: faults, spread over all calls of the kind
    local kind=$1 n=$2 suffix=${3:-} of=${calls[$1]} k
    [[ $kind == torn ]] && of=${calls[kill]}
    ((n > of)) && n=$of
    for ((k = 0; k < n; k++)); do
        if ((n == of)); then echo "$kind:$((k + 1))$suffix"; else echo "$kind:$((1 + (of * (1000 * k + RANDOM % 1000)) / (1000 * n)))$suffix"; fi
    done
}
calls[torn]=${calls[kill]}
each=${FAULTS:-5}
[[ $each == all ]] && each=1000000
memory=$((each > 1000 ? 1500 : each * 2)) # allocations are too many to try each
{
    for kind in write name sync read open; do places "$kind" "$each"; done
    places write "$each" :and-on
    places kill "$((each * 2))"
    places torn "$each"
    places memory "$memory"
    seq -f 'memory:%.0f' 4 8 60 # a library makes itself ready
} | sort -u >"$work/faults"
xargs -P "${FAULT_JOBS:-2}" -I{} bash -c 'trial {}' <"$work/faults" >"$work/tried"
# killed, killed again while it recovers, and at last let through
for ((k = 0; k < (each > 100 ? 100 : each); k++)); do echo "kill:$((1 + RANDOM * calls[kill] / 32768)) kill:$((1 + RANDOM * calls[kill] / 65536))"; done >"$work/twice"
xargs -P "${FAULT_JOBS:-2}" -L 1 bash -c 'trial "$@"' trial <"$work/twice" >>"$work/tried"
while IFS= read -r line; do
    case $line in
    tried*) good ;;
    missed*) ;;
    *) bad "${line#FAILED }" ;;
    esac
done <"$work/tried"
echo "faults: of the program's calls ${calls[write]} writes, ${calls[name]} names, ${calls[sync]} syncs, ${calls[read]} reads, ${calls[open]} opens, ${calls[memory]} allocations; $(grep -c ^tried "$work/tried") faults tried, $(grep -c ^missed "$work/tried") met none"

# What is printed to a full disk is not said to be printed.
whole=$work/whole/a.case
export TOUCHSTONE_KEYS=$work/whole/keys
for command in "status $whole" "status $whole --json" "digest $whole" "digest $whole --lines" "log verify $whole" "list kinds" "scan $work/evidence" "extract $work/evidence" --help; do
    got=0
    # shellcheck disable=SC2086
    "$bin" $command >/dev/full 2>"$work/out" || got=$?
    same "${command%% *} to a full disk" "$got" 3
    says "${command%% *} to a full disk" written
done

# One bit of a page of the database: found when the case is opened, with what to do, and nothing is written.
pages=$(($(stat -c %s "$whole/case.db") / 4096))
for ((k = 0; k < 6; k++)); do
    rm -rf "$work/bit.case"
    cp -a "$whole" "$work/bit.case"
    perl -e 'open F, "+<", $ARGV[0] or die; seek F, $ARGV[1], 0; read F, $b, 1; seek F, $ARGV[1], 0; print F chr(ord($b) ^ 4)' "$work/bit.case/case.db" "$((4096 * (pages * k / 6) + 100 + RANDOM % 3900))"
    sum=$(sha256sum <"$work/bit.case/case.db")
    for command in "status $work/bit.case" "ingest $work/bit.case $work/evidence"; do
        # shellcheck disable=SC2086
        status "${command%% *} of a case with a damaged page" 3 "$bin" $command
        says "${command%% *} of a case with a damaged page" "restore"
    done
    same "a damaged database" "$(sha256sum <"$work/bit.case/case.db")" "$sum"
done
trap - EXIT
finish
