#!/bin/bash
# install.sh - what `make install` puts where: it works from any directory, and every command has its page.
set -u
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh" "$1"
build=$(dirname "$bin")/../..
check "it installs" env DESTDIR="$work/tree" meson install -C "$build" --no-rebuild --quiet
# moved: nothing in it may know where it was built or installed
mv "$work/tree/usr/local" "$work/moved"
mkdir "$work/elsewhere" && cd "$work/elsewhere" || exit 3
touchstone=$work/moved/bin/touchstone
printf 'NHS No: 999 000 0018\n' >note.txt
status "the installed program reads a text" 0 "$touchstone" scan --placeholders note.txt
says "and finds what stands in it" '999 000 0018'
status "and a mail" 0 env -u TOUCHSTONE_WORKERS "$touchstone" extract "$root/tests/fixtures/foreign/mail/base64.eml"
[[ -s $work/out ]] && good || bad "the mail is empty"
status "and it makes a world" 0 "$touchstone" synth world --people 200 --files 60
[[ -s world/truth/people.csv ]] && good || bad "the world is empty"
# what is loaded beside the keys: no library that draws or parses
libraries=$(ldd "$touchstone")
for heavy in pango cairo X11 xlsxwriter poppler archive; do
    [[ $libraries != *lib$heavy* ]] && good || bad "touchstone loads lib$heavy"
done

pages=$work/moved/share/man/man1
mapfile -t names < <("$touchstone" --help | sed -nE 's/^  ([a-z]+) .*/\1/p')
same "every command has its page, and no page lacks its command" "$(cd "$pages" && printf '%s\n' *)" \
    "$({ printf 'touchstone-%s.1\n' "${names[@]}"; echo touchstone.1; } | sort)"
for each in "${names[@]}"; do
    page=$pages/touchstone-$each.1
    status "$each --help" 0 "$touchstone" "$each" --help
    mapfile -t options < <(sed -nE 's/^  (--[a-z-]+).*/\1/p' "$work/out")
    mandoc -Tascii "$page" | sed 's/.\x08//g' >"$work/page"
    for section in NAME SYNOPSIS DESCRIPTION OPTIONS "EXIT STATUS" "SEE ALSO"; do
        grep -qx "$section" "$work/page" || bad "$each's page has no $section"
    done
    for option in "${options[@]}"; do
        grep -qE -- "^ +$option( |$)" "$work/page" || bad "$each's page lacks $option"
    done
    widest=$(wc -L <"$work/out")
    ((widest <= 80)) && good || bad "$each --help is $widest columns wide"
done
for page in "$pages"/*.1; do
    check "$(basename "$page") is clean" mandoc -Tlint -Wwarning "$page"
done

# typical mistakes: what happened, to what, what to do
status "a mistyped command" 2 "$touchstone" scna .
says "the nearest" "no command scna; did you mean scan?"
status "a mistyped option" 2 "$touchstone" scan --kids nhs_number .
says "the nearest option" "no option --kids; did you mean --kinds?"
status "an option nobody knows" 2 "$touchstone" scan --frobnicate .
says "where they are listed" "touchstone scan --help"
status "one dash" 2 "$touchstone" scan -k .
says "two dashes" "options begin with --"
status "an argument left out" 2 "$touchstone" register
says "which" "CASE is missing"
status "one too many" 2 "$touchstone" status a.case b.case
says "which one" '"b.case"'
status "evidence that is not there" 3 "$touchstone" run new.case --evidence nowhere
says "which is not" "nowhere"
[[ ! -e new.case ]] && good || bad "a case was made for nothing"
status "help of a command" 0 "$touchstone" help scan
says "is its own" "usage: touchstone scan"
finish
