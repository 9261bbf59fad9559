/* other_wear.c - what happens to a filled page on its way to a file server: line ends, case, haste, quoting. */
#include <stdio.h>

#include "accuracy/other.h"

static bool has(ts_span flags, const char *flag) { return ts_span_find(flags, ts_str(flag), 0) != SIZE_MAX; }

/* Spaces become line ends where a line is full; no byte moves. */
static void wrap(other_page *p) {
    size_t width = (size_t)other_between(&p->dice, 60, 100), line = 0, space = SIZE_MAX;
    for (size_t i = 0; i < p->text.len; i++) {
        char c = p->text.ptr[i];
        if (c == '\n') {
            line = i + 1;
            space = SIZE_MAX;
        } else if (c == ' ' && i > line) {
            space = i;
        }
        if (i - line >= width && space != SIZE_MAX) {
            p->text.ptr[space] = '\n';
            line = space + 1;
            space = SIZE_MAX;
        }
    }
}

/* Two letters of a long word in small letters change places, outside labels. */
static void mistype(other_page *p, int percent) {
    size_t from = 0;
    char *t = p->text.ptr;
    for (size_t i = 0; i <= p->text.len; i++) {
        bool in = i < p->text.len && t[i] >= 'a' && t[i] <= 'z';
        if (in)
            continue;
        if (i - from > 5 && other_odds(&p->dice, percent) && !other_is_labelled(p, from) &&
            !other_is_labelled(p, i - 1)) {
            size_t k = from + 1 + (size_t)other_below(&p->dice, i - from - 3);
            char c = t[k];
            t[k] = t[k + 1];
            t[k + 1] = c;
        }
        from = i + 1;
    }
}

/* A scanner's mistakes, outside labels. */
static void misread(other_page *p) {
    static const char *const pairs[] = {"l1", "I1", "O0", "S5", "B8", "ec", "rn", "ao", "tf", ".,", ":;", "uv", "hb"};
    for (size_t i = 0; i < p->text.len; i++) {
        if (!other_odds(&p->dice, 3) || other_is_labelled(p, i))
            continue;
        for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++)
            if (p->text.ptr[i] == pairs[k][0]) {
                p->text.ptr[i] = pairs[k][1];
                break;
            }
    }
}

static bool keeps_case(const other_page *p, size_t at) {
    for (size_t i = 0; i < p->marks; i++)
        if (at >= p->mark[i].start && at < p->mark[i].end)
            return strcmp(p->mark[i].kind, "password") == 0 || strcmp(p->mark[i].kind, "api_token") == 0 ||
                   strcmp(p->mark[i].kind, "password_hash") == 0 || strcmp(p->mark[i].kind, "private_key") == 0;
    return false;
}

/* ---- rewriting ---- */

static void crlf(const other_page *p, size_t at, ts_buf *out, void *with) {
    (void)with;
    if (p->text.ptr[at] == '\n')
        ts_buf_add_char(out, '\r');
    ts_buf_add_char(out, p->text.ptr[at]);
}

static void smart(const other_page *p, size_t at, ts_buf *out, void *with) {
    (void)with;
    if (p->text.ptr[at] == '\'')
        ts_buf_add_str(out, "\xE2\x80\x99");
    else if (p->text.ptr[at] == '"')
        ts_buf_add_str(out, at == 0 || ts_is_space(p->text.ptr[at - 1]) ? "\xE2\x80\x9C" : "\xE2\x80\x9D");
    else
        ts_buf_add_char(out, p->text.ptr[at]);
}

/* Several blanks become a tab. */
static void tabs(const other_page *p, size_t at, ts_buf *out, void *with) {
    (void)with;
    char c = p->text.ptr[at];
    bool before = at > 0 && p->text.ptr[at - 1] == ' ', after = at + 1 < p->text.len && p->text.ptr[at + 1] == ' ';
    if (c != ' ' || (!before && !after) || other_is_labelled(p, at))
        ts_buf_add_char(out, c);
    else if (!before)
        ts_buf_add_char(out, '\t');
}

/* As people type on a phone: hardly a capital, hardly a stop. */
static void chatty(const other_page *p, size_t at, ts_buf *out, void *with) {
    bool labelled = other_is_labelled(p, at), names_too = *(const bool *)with;
    char c = p->text.ptr[at];
    if (!labelled && (c == '.' || c == ',' || c == '\'') && at + 1 < p->text.len && !ts_is_digit(p->text.ptr[at + 1]))
        return;
    ts_buf_add_char(out, (labelled && !names_too) || keeps_case(p, at) ? c : ts_lower(c));
}

static void shout(const other_page *p, size_t at, ts_buf *out, void *with) {
    (void)with;
    ts_buf_add_char(out, keeps_case(p, at) ? p->text.ptr[at] : ts_upper(p->text.ptr[at]));
}

/* RFC 2045, section 6.7 */
static void quoted(const other_page *p, size_t at, ts_buf *out, void *with) {
    size_t *column = with;
    unsigned char c = (unsigned char)p->text.ptr[at];
    bool plain = (c >= 32 && c < 127 && c != '=') || c == '\t';
    if (c == '\n') {
        ts_buf_add_char(out, '\n');
        *column = 0;
        return;
    }
    if (*column + (plain ? 1 : 3) > 75) {
        ts_buf_add_str(out, "=\n");
        *column = 0;
    }
    *column += plain ? 1 : 3;
    if (plain)
        ts_buf_add_char(out, (char)c);
    else
        ts_buf_addf(out, "=%02X", c);
}

/* The word at *with becomes "quoted-printable". */
static void rename_coding(const other_page *p, size_t at, ts_buf *out, void *with) {
    size_t word = *(const size_t *)with;
    if (at == word)
        ts_buf_add_str(out, "quoted-printable");
    else if (at < word || at > word + 3)
        ts_buf_add_char(out, p->text.ptr[at]);
}

static void quote_mail(other_page *p) {
    ts_span t = ts_buf_span(&p->text);
    size_t body = ts_span_find(t, ts_str("\n\n"), 0), coding = ts_span_find(t, ts_str("8bit"), 0), column = 0;
    if (coding == SIZE_MAX || body == SIZE_MAX || coding > body)
        return;
    other_rewrite(p, body + 2, quoted, &column);
    other_rewrite(p, 0, rename_coding, &coding);
}

void other_wear(other_page *p, ts_span class, ts_span ending, ts_span flags) {
    bool letter = ts_span_eq(class, ts_str("letter")), form = ts_span_eq(class, ts_str("form"));
    bool mail = ts_span_eq(class, ts_str("mail")),
         written = letter || form || mail || ts_span_eq(class, ts_str("chat"));
    bool names_too = other_odds(&p->dice, 50), text = ts_span_eq(ending, ts_str("txt"));
    if (has(flags, "chat") && other_odds(&p->dice, 65))
        other_rewrite(p, 0, chatty, &names_too);
    else if ((letter || form) && !has(flags, "plain") && text && other_odds(&p->dice, 4))
        other_rewrite(p, 0, shout, NULL);
    if (ts_span_eq(class, ts_str("ocr")))
        misread(p);
    else if (written && !has(flags, "plain") && other_odds(&p->dice, has(flags, "chat") ? 40 : 12))
        mistype(p, other_between(&p->dice, 2, 8));
    if (written && text && !has(flags, "plain") && other_odds(&p->dice, 14))
        other_rewrite(p, 0, smart, NULL);
    if (form && text && other_odds(&p->dice, 15))
        other_rewrite(p, 0, tabs, NULL);
    if ((letter || ts_span_eq(class, ts_str("ocr"))) && text && other_odds(&p->dice, 45))
        wrap(p);
    if (ts_span_eq(ending, ts_str("eml")) && other_odds(&p->dice, 35))
        quote_mail(p);
    if (!has(flags, "plain") && other_odds(&p->dice, ts_span_eq(ending, ts_str("csv")) ? 25 : 10))
        other_rewrite(p, 0, crlf, NULL);
}
