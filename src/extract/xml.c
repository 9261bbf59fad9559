/* xml.c - XML of any kind: elements that repeat as rows of tables, the rest as lines of labelled text.
 *
 * What are records is learned from the next piece of the text whenever names come up that are new (xml_survey.c), so a
 * file of any size is read once, in a window that holds one record.  Entities other than the five and the numbered ones stay
 * as they are written; a DOCTYPE is shown and followed nowhere.
 */
#include "extract/xml.h"

#include "extract/markup.h"
#include "extract/xml_charset.h"
#include "extract/xml_survey.h"

enum { WINDOW = 256 * 1024, SURVEY = 1024 * 1024, ENTITY = 32 };

typedef struct reader {
    ts_source *in;
    ts_sink *out;
    ts_xml_tree tree;
    ts_xml_rows *rows;
    ts_xml_stack s;
    ts_span w; /* what was peeked: from in->offset on */
    size_t at; /* read so far of it */
    bool ended; /* nothing follows the window */
    uint64_t surveyed; /* learned up to here */
    uint64_t no_end; /* tags that begin before this offset have no '>' */
    size_t record; /* depth of the frame of the open record, whose first byte is the window's; 0: none */
    uint64_t line; /* the element whose line of text is open; 0: none */
    ts_buf decoded;
} reader;

/* ---- the window ---- */

static void look(reader *r, size_t n) {
    if (!r->record) {
        ts_take(r->in, r->at);
        r->at = 0;
    }
    r->w = ts_peek(r->in, n);
    r->ended = r->w.len < n;
}

/* A long text is cut so that no entity is. */
static void cut(ts_xml_token *k) {
    if (k->type != TS_XML_TEXT || k->text.len < 2 * ENTITY)
        return;
    const char *amp = memrchr(k->text.ptr + k->text.len - ENTITY, '&', ENTITY);
    if (amp && !memchr(amp, ';', (size_t)(k->text.ptr + k->text.len - amp)))
        k->len = k->text.len = (size_t)(amp - k->text.ptr);
}

static ts_err end_record(reader *r);

/* The next token; false at the end.  A record that is too large is given up: the rest of it is text. */
static ts_err next(reader *r, ts_xml_token *k, bool *got) {
    for (size_t want = WINDOW;;) {
        ts_span s = ts_slice(r->w, r->at, r->w.len);
        bool dead = s.len && s.ptr[0] == '<' && r->in->offset + r->at < r->no_end;
        if (dead) { /* a tag without end is text up to the next one */
            const char *lt = memchr(s.ptr + 1, '<', s.len - 1);
            *k = (ts_xml_token){.type = TS_XML_TEXT, .len = lt ? (size_t)(lt - s.ptr) : s.len};
            k->text = ts_slice(s, 0, k->len);
            break;
        }
        if (ts_xml_token_at(s, false, k))
            break;
        if (!r->ended && (!r->record || r->w.len < TS_LIMIT_XML_RECORD)) {
            if (r->record || r->w.len - r->at == r->w.len)
                want = r->w.len * 2 > want ? r->w.len * 2 : want;
            if (r->record || want <= SURVEY) {
                look(r, want < TS_LIMIT_XML_RECORD ? want : TS_LIMIT_XML_RECORD);
                continue;
            }
        }
        if (r->record && !r->ended) {
            TS_TRY(end_record(r));
            continue;
        }
        *got = ts_xml_token_at(s, true, k);
        if (!*got)
            return TS_OK;
        if (k->type == TS_XML_TEXT && s.ptr[0] == '<')
            r->no_end = r->in->offset + r->w.len;
        else if (!r->ended)
            cut(k);
        break;
    }
    *got = true;
    return TS_OK;
}

/* ---- text ---- */

static ts_err end_line(reader *r) {
    if (!r->line)
        return TS_OK;
    r->line = 0;
    return ts_emit_text(r->out, ts_str("\n"), TS_NO_OFFSET);
}

/* "NextOfKin.Surname: ": the element and the one around it, an attribute and its element. */
static ts_err begin_line(reader *r, uint64_t is, uint32_t node) {
    TS_TRY(end_line(r));
    TS_TRY(ts_xml_rows_leave(r->rows));
    r->line = is;
    if (node == TS_XML_ROOT)
        return TS_OK;
    const ts_xml_node *n = &r->tree.node[node];
    if (n->parent != TS_XML_ROOT && r->tree.node[n->parent].parent != TS_XML_ROOT) {
        TS_TRY(ts_emit_text(r->out, r->tree.node[n->parent].name, TS_NO_OFFSET));
        TS_TRY(ts_emit_text(r->out, ts_str("."), TS_NO_OFFSET));
    }
    TS_TRY(ts_emit_text(r->out, n->name, TS_NO_OFFSET));
    return ts_emit_text(r->out, ts_str(": "), TS_NO_OFFSET);
}

static ts_err emit(reader *r, ts_span raw, bool literal) {
    if (literal || !memchr(raw.ptr, '&', raw.len))
        return ts_emit_text(r->out, raw, r->in->mapped ? r->in->offset + (uint64_t)(raw.ptr - r->w.ptr) : TS_NO_OFFSET);
    ts_buf_clear(&r->decoded);
    ts_markup_decode(raw, false, &r->decoded);
    return ts_emit_text(r->out, ts_buf_span(&r->decoded), TS_NO_OFFSET);
}

/* ---- values ---- */

/* A value of a record, or a line of its own. */
static ts_err value(reader *r, uint32_t node, ts_span raw, bool literal) {
    ts_span v = ts_trim(raw);
    if (!r->record) {
        TS_TRY(begin_line(r, UINT64_MAX, node));
        TS_TRY(emit(r, v, literal));
        return end_line(r);
    }
    bool decoded = !literal && memchr(v.ptr, '&', v.len);
    if (decoded) {
        ts_buf_clear(&r->decoded);
        ts_markup_decode(v, false, &r->decoded);
        v = ts_buf_span(&r->decoded);
    }
    if (v.len)
        ts_xml_rows_value(r->rows, node, r->w.ptr, v, decoded);
    return TS_OK;
}

/* Whose text it is: text with parts between belongs to what holds both. */
static const ts_xml_frame *owner(const reader *r) {
    size_t from = r->record ? r->record : 1;
    for (size_t i = from; i < r->s.depth; i++)
        if (r->tree.node[r->tree.node[r->s.frame[i].node].base].prose)
            return &r->s.frame[i];
    return &r->s.frame[r->s.depth - 1];
}

static ts_err text(reader *r, ts_span raw, bool literal) {
    ts_span v = raw;
    while (v.len && ts_is_space(v.ptr[0]))
        v = ts_slice(v, 1, v.len);
    const ts_xml_frame *f = owner(r);
    if (!v.len && (r->record || r->line != f->is))
        return TS_OK;
    if (r->record)
        return value(r, f->node, v, literal);
    if (r->line != f->is)
        TS_TRY(begin_line(r, f->is, f->node));
    else
        v = raw;
    return emit(r, v, literal);
}

/* A comment, a DOCTYPE with what it declares: nobody sees them, so somebody may hide there. */
static ts_err aside(reader *r, ts_span raw, const char *name) {
    raw = ts_trim(raw);
    if (!raw.len)
        return TS_OK;
    ts_xml_frame *f = ts_xml_top(&r->s);
    return value(r, ts_xml_tree_child(&r->tree, f->node, f->before, ts_str(name)), raw, true);
}

/* ---- elements ---- */

static ts_err end_record(reader *r) {
    ts_err err = ts_xml_rows_end(r->rows, ts_slice(r->w, 0, r->at), r->in->mapped ? r->in->offset : TS_NO_OFFSET);
    r->record = 0;
    return err;
}

static ts_err pop(reader *r) {
    ts_xml_frame *f = ts_xml_top(&r->s);
    bool line = !r->record && r->line == f->is, record = r->record == r->s.depth;
    r->s.depth--;
    if (line)
        return end_line(r);
    return record ? end_record(r) : TS_OK;
}

static ts_err attributes(reader *r, ts_span rest) {
    ts_xml_frame *f = ts_xml_top(&r->s);
    ts_span name, raw;
    while (ts_xml_attribute(&rest, &name, &raw)) {
        uint32_t n = r->record ? ts_xml_tree_occurrence(&r->tree, f->node, f->is, f->before, name)
                               : ts_xml_tree_child(&r->tree, f->node, f->before, name);
        f->before = n;
        if (raw.len)
            TS_TRY(value(r, n, raw, false));
    }
    return TS_OK;
}

/* What is met for the first time, outside of records, is looked at ahead. */
static void survey(reader *r, size_t token) {
    r->at -= token;
    look(r, SURVEY);
    ts_xml_survey(&r->tree, &r->s, r->w, r->ended);
    ts_xml_rows_surveyed(r->rows);
    r->surveyed = r->in->offset + r->w.len;
    r->at = token;
}

static ts_err open(reader *r, ts_xml_token *k) {
    if (r->s.over ||
        r->s.depth == TS_LIMIT_ELEMENTS) { /* too deep to be told apart: its text belongs to what is open */
        r->s.over += !k->empty;
        return attributes(r, k->attributes);
    }
    ts_xml_frame *f = ts_xml_top(&r->s);
    uint32_t n;
    if (r->s.depth == 1 && ts_span_find(k->attributes, ts_str("http://hl7.org/fhir"), 0) != SIZE_MAX)
        ts_xml_rows_fhir(r->rows);
    ts_xml_field(k);
    if (r->record) {
        n = ts_xml_tree_occurrence(&r->tree, f->node, f->is, f->before, k->name);
    } else {
        n = ts_xml_tree_child(&r->tree, f->node, f->before, k->name);
        if (!r->tree.node[n].met && r->in->offset + r->at > r->surveyed) {
            survey(r, k->len);
            if (!ts_xml_token_at(r->w, r->ended, k)) /* its spans have moved */
                return ts_fail(TS_EINTERNAL, "xml: a tag that was whole is not");
            ts_xml_field(k);
        }
        if (r->tree.node[n].record) {
            r->at -= k->len;
            size_t before = (size_t)(k->attributes.ptr - r->w.ptr) - r->at;
            look(r, r->w.len - r->at > WINDOW ? r->w.len - r->at : WINDOW);
            k->attributes.ptr = r->w.ptr + before;
            r->at = k->len;
            r->record = r->s.depth + 1;
            TS_TRY(end_line(r));
            ts_xml_rows_begin(r->rows, n);
        }
    }
    f->before = n;
    ts_xml_push(&r->s, n);
    ts_xml_top(&r->s)->field = k->field;
    TS_TRY(attributes(r, k->attributes));
    return k->empty ? pop(r) : TS_OK;
}

static ts_err close(reader *r, ts_span name) {
    if (r->s.over) {
        r->s.over--;
        return TS_OK;
    }
    for (size_t n = ts_xml_closes(&r->s, &r->tree, name); n > 0; n--)
        TS_TRY(pop(r));
    return TS_OK;
}

static ts_err token(reader *r, ts_xml_token *k) {
    r->at += k->len;
    switch (k->type) {
    case TS_XML_OPEN:
        return open(r, k);
    case TS_XML_CLOSE:
        return close(r, k->name);
    case TS_XML_COMMENT:
        return aside(r, k->text, "comment");
    case TS_XML_DOCTYPE:
        return memchr(k->text.ptr, '[', k->text.len) ? aside(r, k->text, "doctype") : TS_OK;
    case TS_XML_OTHER:
        return ts_span_starts_nocase(k->text, ts_str("xml")) ? TS_OK : aside(r, k->text, "instruction");
    default:
        return text(r, k->text, k->type == TS_XML_LITERAL);
    }
}

static ts_err read_all(reader *r) {
    ts_xml_token k;
    bool got;
    for (;;) {
        TS_TRY(next(r, &k, &got));
        if (!got)
            break;
        TS_TRY(token(r, &k));
    }
    if (r->record) /* cut short: what came counts */
        TS_TRY(end_record(r));
    TS_TRY(end_line(r));
    ts_take(r->in, r->at);
    return r->in->error;
}

static ts_err run(ts_source *in, ts_sink *out) {
    reader *r = ts_alloc(sizeof *r);
    ts_xml_charset charset;
    r->in = ts_xml_charset_open(&charset, in);
    r->out = out;
    ts_xml_tree_init(&r->tree);
    ts_xml_stack_init(&r->s);
    r->rows = ts_xml_rows_new(&r->tree, out);
    ts_err err = read_all(r);
    ts_xml_rows_free(r->rows);
    ts_xml_tree_done(&r->tree);
    ts_buf_done(&r->decoded);
    ts_free(r);
    ts_xml_charset_done(&charset);
    return err;
}

const ts_extractor ts_extractor_xml = {
    .name = "xml", .version = 1, .needs = TS_STREAM, .text = true, .bid = ts_xml_bid, .run = run};
