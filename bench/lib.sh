# lib.sh - what the benchmarks share: rows of a table, faults, and what a command costs.  Sourced with $dir set.
# shellcheck shell=bash disable=SC2034,SC2154
export LC_ALL=C
ours=$PWD/build/touchstone peak=build/release/bench/peak
export TOUCHSTONE_KEYS=$PWD/$dir/keys TOUCHSTONE_PERSON="Bench" TOUCHSTONE_WORKERS=$PWD/build/release/src/worker
bad=0
mkdir -p "$dir"
if [[ ${1:-} == --table ]]; then
    printf '| what | measured | goal |\n|---|---|---|\n'
    sed -nE 's/^ROW\t([^\t]*)\t([^\t]*)\t?(.*)$/| \1 | \2 | \3 |/p' "$dir/$last"
    exit
fi
: >"$dir/$last"
row() { # WHAT MEASURED [GOAL]: one line for people, one for the table
    printf '%-58s %s\n' "$1" "$2"
    printf 'ROW\t%s\t%s\t%s\n' "$1" "$2" "${3:-}" >>"$dir/$last"
}
fault() { bad=1 && echo "FAULT $*"; }
calc() { awk "BEGIN {$1}"; }
median() { sort -n | awk '{a[NR] = $1} END {print (NR % 2) ? a[(NR + 1) / 2] : (a[NR / 2] + a[NR / 2 + 1]) / 2}'; }
size() { stat -c %s "$1"; }
# cost [--time] COMMAND...: runs it; $cpu $wall $top $largest $all $memfd (KiB), its status is ours
cost() {
    local only=()
    [[ $1 == --time ]] && only=(--time) && shift
    rm -f "$dir/cost"
    "$peak" "${only[@]}" "$dir/cost" "$@" >/dev/null 2>"$dir/stderr"
    local code
    read -r code cpu wall top largest all memfd <"$dir/cost"
    return "$code"
}

# The same of our own; with $partly=1 it may say that not all could be read, as of programs.
ours_cost() { cost --time "$@" || (($? == ${partly:-0})); }
here() { command -v "$1" >/dev/null; }
# pairs NAME GOAL OURS... -- PEER...: rounds of peer and ours in turn; prints the median of peer / ours, in CPU seconds
# ("2.0 x" is twice as fast); with $inverse=1, of ours / peer, as the goal says it.  A peer that fails is no peer.
pairs() {
    local name=$1 goal=$2 mine=() a=0 b=0
    shift 2
    while [[ $1 != -- ]]; do mine+=("$1") && shift; done
    shift
    if ! here "$1"; then
        row "$name" "not run: $1 is absent" "$goal"
        return
    fi
    if ! cost --time "$@"; then
        row "$name" "not run: $1 failed" "$goal"
        return
    fi
    ours_cost "${mine[@]}" || fault "$name: ${mine[*]}"
    : >"$dir/a" && : >"$dir/b" && : >"$dir/r"
    for ((i = 0; i < rounds; i++)); do
        cost --time "$@" && a=$cpu || fault "$name: $1"
        ours_cost "${mine[@]}" && b=$cpu || fault "$name: ${mine[0]}"
        echo "$a" >>"$dir/a" && echo "$b" >>"$dir/b"
        calc "printf \"%.4f\\n\", ${inverse:-0} ? $b / $a : $a / $b" >>"$dir/r"
    done
    ours_cpu=$(median <"$dir/b")
    row "$name" "$(calc "printf \"%.2f x (peer %.3f s, ours %.3f s)\", $(median <"$dir/r"), $(median <"$dir/a"), $ours_cpu")" "$goal"
}
machine() { row "machine" "$(sed -nE 's/^model name\s*: //p' /proc/cpuinfo | head -1), $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg)"; }
