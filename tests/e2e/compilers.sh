#!/bin/bash
# compilers.sh - gcc and clang, optimised, under the sanitizers and without vectors: one digest, one report, the same values.
set -u
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
trap 'rm -rf "$work"' EXIT
"$bin" synth "$work/world" --seed 47 --people 1200 --files 150 >/dev/null || bad "synth"
# whole NAME PROGRAM: the job, its digest and its values
whole() {
    [[ -x $2 ]] || { bad "there is no $2"; return; }
    "$2" run "$work/$1.case" --test-realm --holdings "$work/world/holdings" --evidence "$work/world/evidence" >"$work/out" 2>&1
    (($? <= 1)) && good || { bad "run by $1"; tail -5 "$work/out"; }
    grep -aE 'runtime error|AddressSanitizer|LeakSanitizer' "$work/out" && bad "$1 was told off by a sanitizer"
    "$2" digest "$work/$1.case" | cut -d' ' -f1 >"$work/$1.digest"
    "$2" scan --placeholders --jobs 1 --quiet "$work/world/evidence" 2>"$work/told" | LC_ALL=C sort | sha256sum >"$work/$1.values"
    grep -aE 'runtime error|AddressSanitizer|LeakSanitizer' "$work/told" && bad "$1 was told off by a sanitizer in scan"
}
whole gcc "$bin"
grep -qE '^[0-9a-f]{64}$' "$work/gcc.digest" && good || bad "no digest"
for build in clang-plain clang-asan; do
    whole "$build" "$root/build/$build/src/cli/touchstone"
    same "the digest by $build" "$(cat "$work/$build.digest" 2>/dev/null)" "$(cat "$work/gcc.digest")"
    same "the values by $build" "$(cat "$work/$build.values" 2>/dev/null)" "$(cat "$work/gcc.values")"
done
# that the programs differ at all
cmp -s "$bin" "$root/build/clang-plain/src/cli/touchstone" && bad "gcc's and clang's program are one file"
has_vectors() { grep -q mask_avx2 "$root/build/$1/src/worker/touchstone-worker"; }
[[ $(uname -m) != x86_64 ]] || has_vectors gcc && good || bad "gcc's worker has no vectors"
has_vectors clang-plain && bad "the worker in plain C has vectors" || good
"$bin" synth "$work/other" --seed 48 --people 1200 --files 150 >/dev/null
"$bin" run "$work/other.case" --test-realm --holdings "$work/other/holdings" --evidence "$work/other/evidence" >/dev/null 2>&1
[[ $("$bin" digest "$work/other.case" | cut -d' ' -f1) != "$(cat "$work/gcc.digest")" ]] && good || bad "another world has the same digest"
trap - EXIT
finish
