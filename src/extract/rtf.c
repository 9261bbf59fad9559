/* rtf.c - Rich Text Format: text with its tables, notes, comments, deletions, properties (RTF 1.9.1).
 *
 * Groups in braces inherit their state; a control word is \letters, perhaps a number, perhaps one space.
 * What is hidden (\v) stands in the text like any other and is read like it; what is deleted (\deleted) goes to its line's end.
 */
#include "extract/rtf_text.h"

enum { PIECE = 4096, WORD = 32, BID = 90 };

static int bid(const ts_head *head) {
    return ts_span_starts(ts_trim(ts_slice(head->raw, 0, 64)), ts_str("{\\rtf")) ? BID : 0;
}

/* The next byte, not taken; -1 at the end. */
static int peek(ts_rtf *r) {
    if (r->at == r->window.len) {
        ts_take(r->in, r->at);
        r->window = ts_peek_some(r->in);
        r->at = 0;
        if (!r->window.len)
            return -1;
    }
    return (unsigned char)r->window.ptr[r->at];
}

/* ---- control words ---- */

static void use_font(ts_rtf *r, uint32_t font) {
    r->font = font;
    ts_rtf_group *g = ts_rtf_top(r);
    g->page = 0;
    if (font < TS_RTF_FONT_NUMBERS)
        g->page = r->page[font];
}

static void font_page(ts_rtf *r, unsigned page) {
    if (ts_rtf_top(r)->place == TS_RTF_FONTS && r->font < TS_RTF_FONT_NUMBERS)
        r->page[r->font] = (uint16_t)page;
}

/* \binN: N bytes of anything; a lying N ends at the end of the file. */
static ts_err binary(ts_rtf *r, int64_t n) {
    if (n <= 0)
        return TS_OK;
    ts_take(r->in, r->at);
    r->window = (ts_span){"", 0};
    r->at = 0;
    uint64_t from = r->in->offset;
    ts_skip_bytes(r->in, (uint64_t)n);
    if (ts_rtf_top(r)->place != TS_RTF_DATA)
        return ts_emit_unread(r->out, TS_REASON_UNSUPPORTED, r->in->offset - from);
    return TS_OK;
}

static ts_err set_state(ts_rtf *r, const ts_rtf_word *w, int64_t n) {
    ts_rtf_group *g = ts_rtf_top(r);
    switch (w->act) {
    case TS_RTF_PARAGRAPH:
        g->in_table = false;
        break;
    case TS_RTF_IN_TABLE:
        g->in_table = n != 0;
        break;
    case TS_RTF_PLAIN:
        use_font(r, r->first);
        TS_TRY(ts_rtf_flush(r));
        g->deleted = false;
        break;
    case TS_RTF_DELETED:
        TS_TRY(ts_rtf_flush(r));
        g->deleted = n != 0;
        break;
    case TS_RTF_FONT:
        use_font(r, (uint32_t)n);
        break;
    case TS_RTF_DEFAULT_FONT:
        r->first = (uint32_t)n;
        break;
    case TS_RTF_CHARSET:
        font_page(r, ts_rtf_charset_page((uint32_t)n));
        break;
    case TS_RTF_FONT_PAGE:
        font_page(r, (unsigned)n);
        break;
    case TS_RTF_ANSI_PAGE:
        r->ansi = n > 0 ? (uint16_t)n : TS_RTF_ANSI;
        break;
    case TS_RTF_PAGE:
        r->ansi = (uint16_t)w->value;
        break;
    case TS_RTF_UNICODE_SKIP:
        g->skip = n < 0 ? 0 : n > 255 ? 255 : (uint8_t)n;
        break;
    default:
        break;
    }
    return TS_OK;
}

static ts_err act(ts_rtf *r, const ts_rtf_word *w, int64_t n) {
    ts_rtf_group *g = ts_rtf_top(r);
    switch (w->act) {
    case TS_RTF_PLACE:
        return ts_rtf_go_to(r, w->value, w->text);
    case TS_RTF_HERE:
        return g->place == TS_RTF_SKIP ? ts_rtf_go_to(r, TS_RTF_BODY, NULL) : TS_OK;
    case TS_RTF_TEXT:
        ts_rtf_literal(r, w->text);
        return TS_OK;
    case TS_RTF_TAB:
        ts_rtf_literal(r, g->place == TS_RTF_BODY && (r->row || g->in_table) ? " " : "\t");
        return TS_OK;
    case TS_RTF_BREAK:
        return ts_rtf_line_end(r);
    case TS_RTF_CELL:
        return ts_rtf_cell(r);
    case TS_RTF_ROW:
        return ts_rtf_row_end(r);
    case TS_RTF_ROW_BEGIN:
        TS_TRY(ts_rtf_flush(r));
        r->row |= g->place == TS_RTF_BODY;
        return TS_OK;
    case TS_RTF_UNICODE:
        ts_rtf_unicode(r, n);
        return TS_OK;
    case TS_RTF_BINARY:
        return binary(r, n);
    case TS_RTF_ENDNOTE:
        return g->place == TS_RTF_FOOTNOTES ? ts_rtf_go_to(r, TS_RTF_ENDNOTES, NULL) : TS_OK;
    case TS_RTF_TWICE:
        g->before = g->place;
        return ts_rtf_go_to(r, TS_RTF_SKIP, NULL);
    case TS_RTF_UNICODE_TEXT: {
        unsigned back = g->before;
        const char *label = g->label;
        TS_TRY(ts_rtf_go_to(r, back, label));
        g->opened = false;
        return TS_OK;
    }
    default:
        return set_state(r, w, n);
    }
}

/* \letters[-]digits[space], the backslash taken. */
static ts_err control_word(ts_rtf *r) {
    char name[WORD];
    size_t len = 0;
    int c;
    while ((c = peek(r)) >= 0 && ts_is_alpha((char)c)) {
        if (len < WORD)
            name[len++] = (char)c;
        r->at++;
    }
    bool minus = c == '-', number = false;
    r->at += minus;
    int64_t n = 0;
    while ((c = peek(r)) >= 0 && ts_is_digit((char)c)) {
        n = n < INT32_MAX ? n * 10 + (c - '0') : n;
        number = true;
        r->at++;
    }
    r->at += c == ' ';
    bool starred = ts_rtf_top(r)->starred;
    ts_rtf_top(r)->starred = false;
    const ts_rtf_word *w = ts_rtf_word_find((ts_span){name, len});
    if (r->to_skip && (!w || w->act != TS_RTF_BINARY)) { /* it stands for a letter that \u gave */
        r->to_skip--;
        return TS_OK;
    }
    if (w)
        return act(r, w,
                   number ? (minus ? -n : n)
                          : w->act == TS_RTF_UNICODE_SKIP || w->act == TS_RTF_IN_TABLE || w->act == TS_RTF_DELETED);
    return starred && ts_rtf_top(r)->place != TS_RTF_DROP ? ts_rtf_go_to(r, TS_RTF_SKIP, NULL) : TS_OK;
}

static int hex(int c) {
    return c >= '0' && c <= '9' ? c - '0' : ts_is_alpha((char)c) && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

/* What follows a backslash. */
static ts_err control(ts_rtf *r) {
    int c = peek(r);
    if (c < 0)
        return TS_OK;
    if (ts_is_alpha((char)c))
        return control_word(r);
    r->at++;
    switch (c) {
    case '\'': {
        int a = hex(peek(r));
        if (a < 0)
            return TS_OK;
        r->at++;
        int b = hex(peek(r));
        r->at += b >= 0;
        ts_rtf_letter(r, (unsigned char)(b < 0 ? a : a * 16 + b));
        return TS_OK;
    }
    case '*':
        ts_rtf_top(r)->starred = true;
        return TS_OK;
    case '~':
        ts_rtf_literal(r, " ");
        return TS_OK;
    case '_':
        ts_rtf_literal(r, "-");
        return TS_OK;
    case '\r':
    case '\n':
        return ts_rtf_line_end(r);
    case '\\':
    case '{':
    case '}':
        ts_rtf_letter(r, (unsigned char)c);
        return TS_OK;
    default: /* \- may break a word, \: and \| belong to an index */
        return TS_OK;
    }
}

/* ---- the document ---- */

/* Letters up to the next byte that means something; line ends of the file mean nothing. */
static ts_err letters(ts_rtf *r) {
    ts_span s = ts_slice(r->window, r->at, r->window.len);
    unsigned page = ts_rtf_top(r)->page ? ts_rtf_top(r)->page : r->ansi;
    bool as_is = page == TS_RTF_ANSI || page == 65001; /* the sink makes letters of both */
    size_t i = 0;
    for (; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c == '\\' || c == '{' || c == '}' || c < ' ' || (c >= 0x80 && !as_is) || r->to_skip)
            break;
    }
    r->at += i;
    if (i && ts_rtf_wanted(r)) {
        ts_rtf_half_letter(r);
        ts_buf_add(&r->run, ts_slice(s, 0, i));
    }
    return r->run.len > PIECE ? ts_rtf_flush(r) : TS_OK;
}

/* Behind the last brace something begins that is none of it: blanks and zeros are nothing, and it may go on. */
static bool at_rest(ts_rtf *r) {
    int c = -1;
    while (r->closed && !r->depth && (c = peek(r)) >= 0 && (!c || c == '}' || ts_is_space((char)c)))
        r->at++;
    r->goes_on |= c == '\\';
    return c >= 0 && c != '{' && !r->goes_on;
}

static bool has_controls(ts_span s) {
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] < ' ' && !ts_is_space(s.ptr[i]))
            return true;
    return false;
}

/* A text, or a file that somebody put there. */
static ts_err read_rest(ts_rtf *r) {
    ts_take(r->in, r->at);
    uint64_t from = r->in->offset;
    bool words = !has_controls(ts_peek(r->in, PIECE));
    TS_TRY(ts_emit_part(r->out, ts_str("rest")));
    for (ts_span s; (s = ts_peek(r->in, TS_SOURCE_WINDOW)).len;) {
        const char *nl = memrchr(s.ptr, '\n', s.len);
        s.len = nl ? (size_t)(nl + 1 - s.ptr) : s.len;
        if (words)
            TS_TRY(ts_emit_text(r->out, s, r->in->mapped ? r->in->offset : TS_NO_OFFSET));
        ts_take(r->in, s.len);
    }
    return words ? r->in->error : ts_emit_unread(r->out, TS_REASON_UNSUPPORTED, r->in->offset - from);
}

static ts_err read_all(ts_rtf *r) {
    for (int c; !at_rest(r) && (c = peek(r)) >= 0;) {
        if (c == '\\') {
            r->at++;
            TS_TRY(control(r));
        } else if (c == '{') {
            r->at++;
            TS_TRY(ts_rtf_open(r));
        } else if (c == '}') {
            r->at++;
            TS_TRY(ts_rtf_close(r));
        } else if (c == '\t') {
            r->at++;
            ts_rtf_literal(r, r->table ? " " : "\t");
        } else if (c < ' ') {
            r->at++;
        } else if (r->to_skip || c >= 0x80) {
            r->at++;
            ts_rtf_letter(r, (unsigned char)c);
        } else {
            TS_TRY(letters(r));
        }
    }
    if (r->in->error)
        return r->in->error;
    return r->depth || !r->closed || r->in->ended ? ts_emit_unread(r->out, TS_REASON_TRUNCATED, 0) : TS_OK;
}

static ts_err run(ts_source *in, ts_sink *out) {
    ts_rtf *r = ts_alloc(sizeof *r);
    r->in = in;
    r->out = out;
    r->window = (ts_span){"", 0};
    r->ansi = TS_RTF_ANSI;
    r->stack[0].skip = 1;
    ts_grid_init(&r->g, out);
    r->g.flatten = true;
    ts_err err = ts_grid_part(&r->g, ts_str("document"));
    if (!err)
        err = read_all(r);
    if (err == TS_OK || err == TS_ELIMIT || err == TS_EFORMAT) {
        ts_err finished = ts_rtf_finish(r);
        err = err ? err : finished;
        if (!err && at_rest(r))
            err = read_rest(r);
    }
    ts_rtf_done(r);
    return err;
}

const ts_extractor ts_extractor_rtf = {.name = "rtf", .version = 1, .needs = TS_STREAM, .bid = bid, .run = run};
