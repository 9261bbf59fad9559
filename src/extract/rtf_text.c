/* rtf_text.c - where the text of an RTF goes: the body with its tables, and the stories beside it. */
#include "extract/rtf_text.h"

#include "text/codepage.h"

/* ---- where text goes ---- */

static ts_buf *buffer_of(ts_rtf *r, unsigned place) {
    switch (place) {
    case TS_RTF_VALUE:
        return &r->value;
    case TS_RTF_AUTHOR:
        return &r->author;
    case TS_RTF_SHAPE_NAME:
    case TS_RTF_SHAPE_VALUE:
        return &r->shape;
    default:
        return place > TS_RTF_BODY && place < TS_RTF_STORIES ? &r->story[place] : NULL;
    }
}

static ts_err send_story(ts_rtf *r, unsigned story) {
    ts_buf *b = &r->story[story];
    if (!b->len)
        return TS_OK;
    TS_TRY(ts_emit_part(r->out, ts_str(ts_rtf_story_name(story))));
    TS_TRY(ts_emit_text(r->out, ts_buf_span(b), TS_NO_OFFSET));
    ts_buf_clear(b);
    return TS_OK;
}

/* A story that has grown long goes out at once: memory stays bounded. */
static ts_err bound(ts_rtf *r, unsigned place) {
    ts_buf *b = buffer_of(r, place);
    if (!b || b->len < TS_LIMIT_SEGMENT)
        return TS_OK;
    if (place >= TS_RTF_STORIES) { /* no property is as long: it is text */
        ts_buf_add_char(b, '\n');
        ts_buf_add(&r->story[TS_RTF_PROPERTIES], ts_buf_span(b));
        ts_buf_clear(b);
        place = TS_RTF_PROPERTIES;
    }
    TS_TRY(ts_grid_finish(&r->g));
    r->table = false;
    TS_TRY(send_story(r, place));
    return ts_grid_part(&r->g, ts_str("document"));
}

/* Is the body's next text in a table?  Opens and closes it. */
static ts_err settle(ts_rtf *r) {
    bool in_table = r->row || ts_rtf_top(r)->in_table;
    if (in_table == r->table)
        return TS_OK;
    r->table = in_table;
    return in_table ? ts_grid_table(&r->g) : ts_grid_table_end(&r->g);
}

static ts_err send_gone(ts_rtf *r) {
    ts_err err = ts_grid_aside(&r->g, ts_buf_span(&r->gone));
    ts_buf_clear(&r->gone);
    return err;
}

ts_err ts_rtf_flush(ts_rtf *r) {
    unsigned place = ts_rtf_top(r)->place;
    ts_buf *b = buffer_of(r, place);
    ts_err err = TS_OK;
    if (!r->run.len)
        return TS_OK;
    if (b) {
        ts_buf_add(b, ts_buf_span(&r->run));
        err = bound(r, place);
    } else if (place == TS_RTF_BODY) {
        err = settle(r);
        if (!err && r->table && !r->g.in_cell)
            err = ts_grid_cell(&r->g, 1, false);
        if (!err && ts_rtf_top(r)->deleted) {
            ts_buf_add(&r->gone, ts_buf_span(&r->run));
            err = r->gone.len < TS_LIMIT_SEGMENT ? TS_OK : send_gone(r);
        } else if (!err) {
            err = send_gone(r);
            err = err ? err : ts_grid_text(&r->g, ts_buf_span(&r->run));
        }
    }
    ts_buf_clear(&r->run);
    return err;
}

bool ts_rtf_wanted(ts_rtf *r) { return ts_rtf_top(r)->place < TS_RTF_FONTS; }

void ts_rtf_half_letter(ts_rtf *r) {
    if (r->high)
        ts_buf_add_utf8(&r->run, 0xFFFD);
    r->high = 0;
}

/* One letter in the code page of the font. */
void ts_rtf_letter(ts_rtf *r, unsigned char byte) {
    if (r->to_skip) {
        r->to_skip--;
        return;
    }
    if (!ts_rtf_wanted(r))
        return;
    ts_rtf_half_letter(r);
    unsigned page = ts_rtf_top(r)->page ? ts_rtf_top(r)->page : r->ansi;
    r->foreign |= byte >= 0x80 && !ts_codepage_known(page);
    ts_codepage_add(&r->run, page, byte);
}

void ts_rtf_literal(ts_rtf *r, const char *text) {
    if (r->to_skip) {
        r->to_skip--;
        return;
    }
    ts_rtf_half_letter(r);
    if (ts_rtf_wanted(r))
        ts_buf_add_str(&r->run, text);
}

void ts_rtf_unicode(ts_rtf *r, int64_t n) {
    uint32_t c = (uint32_t)(n < 0 ? n + 0x10000 : n);
    if (ts_rtf_wanted(r)) {
        if (r->high && c >= 0xDC00 && c < 0xE000) {
            ts_buf_add_utf8(&r->run, 0x10000 + ((r->high - 0xD800) << 10) + (c - 0xDC00));
            r->high = 0;
        } else {
            ts_rtf_half_letter(r);
            if (c >= 0xD800 && c < 0xDC00)
                r->high = c;
            else
                ts_buf_add_utf8(&r->run, c);
        }
    }
    r->to_skip = ts_rtf_top(r)->skip;
}

/* ---- lines and tables ---- */

ts_err ts_rtf_line_end(ts_rtf *r) {
    TS_TRY(ts_rtf_flush(r));
    ts_buf *b = buffer_of(r, ts_rtf_top(r)->place);
    if (b && b->len && b->ptr[b->len - 1] != '\n')
        ts_buf_add_char(b, '\n');
    else if (ts_rtf_top(r)->place == TS_RTF_BODY) {
        TS_TRY(send_gone(r));
        TS_TRY(settle(r));
        return ts_grid_break(&r->g);
    }
    return TS_OK;
}

ts_err ts_rtf_cell(ts_rtf *r) {
    if (ts_rtf_top(r)->place != TS_RTF_BODY) {
        ts_rtf_literal(r, "\t");
        return TS_OK;
    }
    TS_TRY(ts_rtf_flush(r));
    TS_TRY(send_gone(r));
    r->row = true; /* whatever the paragraph says */
    TS_TRY(settle(r));
    if (!r->g.in_cell) /* an empty one */
        TS_TRY(ts_grid_cell(&r->g, 1, false));
    return ts_grid_cell_end(&r->g);
}

ts_err ts_rtf_row_end(ts_rtf *r) {
    if (ts_rtf_top(r)->place != TS_RTF_BODY)
        return ts_rtf_line_end(r);
    TS_TRY(ts_rtf_flush(r));
    TS_TRY(send_gone(r));
    r->row = false;
    return r->table ? ts_grid_row_end(&r->g) : ts_grid_break(&r->g);
}

/* ---- groups ---- */

static void property(ts_rtf *r, const char *label) {
    ts_span v = ts_trim(ts_buf_span(&r->value));
    if (v.len) {
        ts_buf *to = &r->story[TS_RTF_PROPERTIES];
        ts_buf_addf(to, "%s: ", label ? label : "property");
        ts_buf_add(to, v);
        ts_buf_add_char(to, '\n');
    }
    ts_buf_clear(&r->value);
}

static void name_author(ts_rtf *r) {
    ts_span who = ts_trim(ts_buf_span(&r->author));
    ts_buf *to = &r->story[TS_RTF_COMMENTS];
    if (who.len) {
        while (to->len && to->ptr[to->len - 1] == '\n')
            to->len--;
        ts_buf_add_str(to, to->len ? " " : "");
        ts_buf_add(to, who);
    }
    if (to->len && to->ptr[to->len - 1] != '\n')
        ts_buf_add_char(to, '\n');
    ts_buf_clear(&r->author);
}

/* What a shape shows is described in words for those who do not see it. */
static ts_err shape_value(ts_rtf *r) {
    static const char key[] = "wzDescription\n";
    ts_err err = TS_OK;
    if (ts_span_starts(ts_buf_span(&r->shape), ts_str(key)))
        err = ts_grid_aside(&r->g, ts_slice(ts_buf_span(&r->shape), sizeof key - 1, r->shape.len));
    ts_buf_clear(&r->shape);
    return err;
}

/* Left, right and first pages mostly have one and the same header. */
static void drop_twin(ts_buf *b, size_t from) {
    if (from > b->len || b->len - from > from)
        return;
    size_t len = b->len - from;
    if (len && memcmp(b->ptr + from - len, b->ptr + from, len) == 0)
        b->len = from;
}

ts_err ts_rtf_close(ts_rtf *r) {
    ts_rtf_half_letter(r);
    ts_rtf_group *g = ts_rtf_top(r);
    TS_TRY(ts_rtf_flush(r));
    r->to_skip = 0;
    r->closed |= r->depth == 1;
    if (r->depth)
        r->depth--;
    if (!g->opened)
        return TS_OK;
    g->opened = false;
    switch (g->place) {
    case TS_RTF_VALUE:
        property(r, g->label);
        return TS_OK;
    case TS_RTF_COMMENTS:
        name_author(r);
        return TS_OK;
    case TS_RTF_SHAPE_NAME:
        ts_buf_add_char(&r->shape, '\n');
        return TS_OK;
    case TS_RTF_SHAPE_VALUE:
        return shape_value(r);
    case TS_RTF_DATA:
        return ts_emit_unread(r->out, TS_REASON_UNSUPPORTED, ts_rtf_here(r) - g->from);
    default:
        break;
    }
    ts_buf *b = buffer_of(r, g->place);
    if (b && b->len && b->ptr[b->len - 1] != '\n')
        ts_buf_add_char(b, '\n');
    if (g->place == TS_RTF_HEADER || g->place == TS_RTF_FOOTER)
        drop_twin(b, (size_t)g->from);
    return TS_OK;
}

ts_err ts_rtf_open(ts_rtf *r) {
    ts_rtf_half_letter(r);
    TS_TRY(ts_rtf_flush(r));
    r->to_skip = 0;
    if (r->depth == TS_LIMIT_GROUPS)
        return ts_fail(TS_ELIMIT, "rtf: more than %d groups inside one another", TS_LIMIT_GROUPS);
    ts_rtf_group *g = ts_rtf_top(r);
    r->stack[++r->depth] = *g;
    g = ts_rtf_top(r);
    g->opened = g->starred = false;
    return TS_OK;
}

ts_err ts_rtf_go_to(ts_rtf *r, unsigned place, const char *label) {
    ts_rtf_group *g = ts_rtf_top(r);
    if (g->place == TS_RTF_DROP || r->depth <= 1) /* the document itself goes nowhere */
        return TS_OK;
    TS_TRY(ts_rtf_flush(r));
    if (place == TS_RTF_AUTHOR)
        name_author(r); /* of a comment that never came */
    if (place == TS_RTF_SHAPE_NAME)
        ts_buf_clear(&r->shape);
    g->place = (uint8_t)place;
    g->label = label;
    g->opened = true;
    ts_buf *b = buffer_of(r, place);
    g->from = b ? b->len : ts_rtf_here(r);
    return TS_OK;
}

/* What was read before a break counts. */
ts_err ts_rtf_finish(ts_rtf *r) {
    TS_TRY(ts_rtf_flush(r));
    property(r, ts_rtf_top(r)->label);
    name_author(r);
    TS_TRY(send_gone(r));
    TS_TRY(ts_grid_finish(&r->g));
    if (r->foreign)
        TS_TRY(ts_emit_note(r->out, "letters of a code page that is not known were read as Windows-1252"));
    for (unsigned i = TS_RTF_BODY + 1; i < TS_RTF_STORIES; i++)
        TS_TRY(send_story(r, i));
    return TS_OK;
}

void ts_rtf_done(ts_rtf *r) {
    ts_grid_done(&r->g);
    ts_buf_wipe(&r->run);
    ts_buf_wipe(&r->gone);
    for (size_t i = 0; i < TS_RTF_STORIES; i++)
        ts_buf_wipe(&r->story[i]);
    ts_buf_wipe(&r->value);
    ts_buf_wipe(&r->author);
    ts_buf_wipe(&r->shape);
    ts_free(r);
}
