/* footer.c - lines that stand below the rows of an export, or between them, and are none.
 *
 * What SQL*Plus, sqlcmd, psql, isql and report writers print: how many rows there were, when it was made, that it ends.  Only by its
 * words: a row of few cells may be a record that was cut.
 */
#include "holdings/footer.h"

enum { LINE = 160 };

/* The cells as one line in small letters, signs at its beginning left out: "(1,234 rows affected)". */
static ts_span line_of(const ts_span *cell, size_t cells, char out[static LINE]) {
    size_t n = 0;
    for (size_t i = 0; i < cells; i++) {
        ts_span s = ts_trim(cell[i]);
        if (n && s.len && n + 1 < LINE)
            out[n++] = ',';
        for (size_t k = 0; k < s.len && n + 1 < LINE; k++)
            if (n || ts_is_alnum(s.ptr[k]))
                out[n++] = ts_lower(s.ptr[k]);
    }
    return (ts_span){out, n};
}

/* Does the text begin with that word? */
static bool is_word(ts_span s, ts_span word) {
    return ts_span_starts(s, word) && (s.len == word.len || !ts_is_alnum(s.ptr[word.len]));
}

/* "1,234 rows ..." */
static bool counts(ts_span s) {
    static const char *const things[] = {"rows",  "row(s)",  "row",      "records", "record(s)", "record",
                                         "lines", "entries", "patients", "patient", "results"};
    size_t at = 0;
    while (at < s.len && (ts_is_digit(s.ptr[at]) || s.ptr[at] == ',' || s.ptr[at] == '.'))
        at++;
    if (!at || at >= s.len || s.ptr[at] != ' ')
        return false;
    s = ts_slice(s, at + 1, s.len);
    for (size_t i = 0; i < sizeof things / sizeof *things; i++)
        if (is_word(s, ts_str(things[i])))
            return true;
    return false;
}

/* A word that begins such a line, and what may stand behind it. */
static bool begins(ts_span s) {
    static const struct {
        const char *word;
        bool number; /* a number must follow */
    } words[] = {{"total", true},
                 {"grand total", true},
                 {"sub total", true},
                 {"subtotal", true},
                 {"count", true},
                 {"row count", true},
                 {"record count", true},
                 {"rows", true},
                 {"records", true},
                 {"number of", true},
                 {"page", true},
                 {"total rows", true},
                 {"total records", true},
                 {"end of", false},
                 {"end report", false},
                 {"report run", false},
                 {"report generated", false},
                 {"report produced", false},
                 {"report printed", false},
                 {"generated", true},
                 {"produced", true},
                 {"printed", true},
                 {"run date", true},
                 {"run on", true},
                 {"completion time", true},
                 {"elapsed", true},
                 {"time:", true},
                 {"eof", false},
                 {"pl/sql procedure", false},
                 {"sql>", false}};
    bool digit = false;
    for (size_t i = 0; i < s.len; i++)
        digit |= ts_is_digit(s.ptr[i]);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (is_word(s, ts_str(words[i].word)) && (digit || !words[i].number))
            return true;
    }
    return false;
}

bool ts_footer_is(const ts_span *cell, size_t cells, size_t columns) {
    char line[LINE];
    size_t filled = 0;
    for (size_t i = 0; i < cells; i++)
        filled += ts_trim(cell[i]).len > 0;
    if (filled == 0 || filled > 4)
        return false;
    ts_span s = line_of(cell, cells, line);
    bool few = filled == 1 || filled * 2 <= columns; /* a separator may stand in "1,234 rows" and in "1,234,567 rows" */
    return ts_footer_is_rule(cell, cells) || counts(s) || (few && begins(s));
}

bool ts_footer_is_rule(const ts_span *cell, size_t cells) {
    size_t drawn = 0;
    for (size_t i = 0; i < cells; i++)
        for (size_t k = 0; k < cell[i].len; k++) {
            char c = cell[i].ptr[k];
            if (c != '-' && c != '=' && c != '_' && c != '+' && c != '*' && c != '|' && !ts_is_space(c))
                return false;
            drawn += !ts_is_space(c);
        }
    return drawn > 2;
}
