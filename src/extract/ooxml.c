/* ooxml.c - what docx, xlsx and pptx share. */
#include "extract/ooxml.h"

enum { LOCAL_NAME = 30, CENTRAL_NAME = 46, END_SIZE = 22 };

/* Does a header of this kind name the member?  Its name stands `ahead` bytes behind its mark. */
static bool named(ts_span in, ts_span name, const char *mark, size_t ahead) {
    for (size_t at = 0; (at = ts_span_find(in, name, at)) != SIZE_MAX; at++)
        if (at >= ahead && memcmp(in.ptr + at - ahead, mark, 4) == 0)
            return true;
    return false;
}

bool ts_ooxml_has(const ts_head *head, const char *name) {
    if (head->raw.len < 4 || memcmp(head->raw.ptr, "PK\3\4", 4) != 0 || head->tail.len < END_SIZE)
        return false;
    size_t before = ts_span_find_last(head->tail, ts_str(TS_ZIP_END), head->tail.len - END_SIZE + 1);
    if (before == SIZE_MAX)
        return false;
    size_t directory = ts_u32le_at(head->tail, before + 12);
    /* The directory alone: what a stored member holds inside is not this file's own. */
    ts_span tail = ts_slice(head->tail, directory < before ? before - directory : 0, before);
    if (named(tail, ts_str(name), "PK\1\2", CENTRAL_NAME))
        return true;
    return directory > before && named(head->raw, ts_str(name), "PK\3\4", LOCAL_NAME);
}

bool ts_ooxml_open(ts_zip *z, const ts_zip_entry *e, ts_sink *out, ts_ooxml_part *p) {
    if (!e)
        return false;
    if (!ts_zip_stream_open(z, e, &p->stream)) {
        (void)ts_emit_unread(out, p->stream.reason, e->packed);
        ts_zip_stream_done(&p->stream);
        return false;
    }
    ts_source_stream(&p->source, ts_zip_stream_fill, &p->stream);
    ts_tags_init(&p->xml, &p->source, false);
    return true;
}

ts_err ts_ooxml_close(const ts_zip_entry *e, ts_sink *out, ts_ooxml_part *p) {
    ts_reason reason = p->stream.reason;
    ts_tags_done(&p->xml);
    ts_source_done(&p->source);
    ts_zip_stream_done(&p->stream);
    return reason == TS_READ ? TS_OK : ts_emit_unread(out, reason, e->packed);
}

/* ---- properties and links ---- */

static bool ends(ts_span name, const char *suffix) {
    size_t n = strlen(suffix);
    return name.len >= n && ts_span_eq_nocase(ts_slice(name, name.len - n, n), ts_str(suffix));
}

ts_span ts_ooxml_part_name(ts_span name) {
    const char *slash = name.len ? memrchr(name.ptr, '/', name.len) : NULL;
    ts_span base = ts_slice(name, slash ? (size_t)(slash + 1 - name.ptr) : 0, name.len);
    return ends(base, ".xml") ? ts_slice(base, 0, base.len - 4) : base;
}

bool ts_ooxml_is_relations(ts_span name) { return ends(name, ".rels"); }
bool ts_ooxml_is_properties(ts_span name) {
    return ts_span_starts_nocase(name, ts_str("docProps/")) && ends(name, ".xml");
}

static ts_err line(ts_sink *out, ts_span label, ts_span text) {
    TS_AUTO(ts_buf, ts_buf_done) all = {0};
    ts_buf_add(&all, label);
    ts_buf_add_str(&all, ": ");
    ts_buf_add(&all, text);
    ts_buf_add_char(&all, '\n');
    return ts_emit_text(out, ts_buf_span(&all), TS_NO_OFFSET);
}

/* "creator: ...": every property by its element's name; a custom one by its own. */
static ts_err properties(ts_ooxml_part *p, ts_sink *out) {
    TS_AUTO(ts_buf, ts_buf_done) label = {0}, own = {0};
    for (ts_markup_type e; (e = ts_tags_next(&p->xml)) != TS_MARKUP_END;) {
        if (e == TS_MARKUP_OPEN) {
            ts_buf_clear(&label);
            ts_buf_add(&label, p->xml.name);
            if (ts_tags_is(&p->xml, "property")) {
                ts_buf_clear(&own);
                ts_buf_add(&own, ts_tags_attribute(&p->xml, "name"));
            }
        } else if (e == TS_MARKUP_TEXT && label.len && ts_trim(p->xml.text).len) {
            TS_TRY(line(out, ts_buf_span(own.len ? &own : &label), p->xml.text));
        } else if (e == TS_MARKUP_CLOSE) {
            ts_buf_clear(&label);
        }
    }
    return TS_OK;
}

static ts_err relations(ts_ooxml_part *p, ts_sink *out) {
    for (ts_markup_type e; (e = ts_tags_next(&p->xml)) != TS_MARKUP_END;)
        if (e == TS_MARKUP_OPEN && ts_span_eq_nocase(ts_tags_attribute(&p->xml, "TargetMode"), ts_str("External")))
            TS_TRY(line(out, ts_str("link"), ts_tags_attribute(&p->xml, "Target")));
    return TS_OK;
}

static ts_err each(ts_zip *z, ts_sink *out, bool (*wanted)(ts_span), ts_err (*read)(ts_ooxml_part *, ts_sink *)) {
    for (size_t i = 0; i < z->entries; i++) {
        const ts_zip_entry *e = &z->entry[i];
        ts_ooxml_part p;
        if (!wanted(e->name) || !ts_ooxml_open(z, e, out, &p))
            continue;
        ts_err err = read(&p, out);
        ts_err closed = ts_ooxml_close(e, out, &p);
        TS_TRY(err);
        TS_TRY(closed);
    }
    return TS_OK;
}

void ts_ooxml_target(const char *folder, ts_span target, ts_buf *out) {
    ts_buf_clear(out);
    ts_buf_add_str(out, target.len && target.ptr[0] == '/' ? "" : folder);
    for (size_t i = 0; i < target.len;) {
        size_t end = i;
        while (end < target.len && target.ptr[end] != '/')
            end++;
        ts_span step = ts_slice(target, i, end - i);
        i = end + 1;
        if (ts_span_eq(step, ts_str(".."))) {
            while (out->len && --out->len && out->ptr[out->len - 1] != '/')
                ;
        } else if (step.len && !ts_span_eq(step, ts_str("."))) {
            ts_buf_add(out, step);
            ts_buf_add_str(out, end < target.len ? "/" : "");
        }
    }
}

static int hex(char c) {
    return ts_is_digit(c) ? c - '0' : ts_is_alpha(c) && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

const ts_zip_entry *ts_ooxml_find(const ts_zip *z, ts_span name) {
    TS_AUTO(ts_buf, ts_buf_done) as_is = {0}, plain = {0};
    ts_buf_add(&as_is, name);
    ts_buf_add_char(&as_is, 0);
    for (size_t i = 0; i < name.len; i++) {
        bool coded = name.ptr[i] == '%' && i + 2 < name.len && hex(name.ptr[i + 1]) >= 0 && hex(name.ptr[i + 2]) >= 0;
        ts_buf_add_char(&plain, coded ? (char)(hex(name.ptr[i + 1]) << 4 | hex(name.ptr[i + 2])) : name.ptr[i]);
        i += coded ? 2 : 0;
    }
    ts_buf_add_char(&plain, 0);
    const ts_zip_entry *e = ts_zip_find(z, as_is.ptr);
    return e ? e : ts_zip_find(z, plain.ptr);
}

ts_err ts_ooxml_lost(ts_sink *out, size_t lost, const char *parts) {
    if (!lost)
        return TS_OK;
    TS_TRY(ts_emit_note(out, "%zu of its %s are not in the file", lost, parts));
    return ts_emit_unread(out, TS_REASON_CORRUPT, 0);
}

ts_err ts_ooxml_extras(ts_zip *z, ts_sink *out) {
    TS_TRY(ts_emit_part(out, ts_str("properties")));
    TS_TRY(each(z, out, ts_ooxml_is_properties, properties));
    TS_TRY(ts_emit_part(out, ts_str("links")));
    return each(z, out, ts_ooxml_is_relations, relations);
}

ts_err ts_ooxml_rest(ts_zip *z, ts_sink *out, bool (*taken)(ts_span name)) {
    for (size_t i = 0; i < z->entries; i++) {
        ts_span name = z->entry[i].name;
        bool directory = name.len && name.ptr[name.len - 1] == '/';
        if (!directory && !taken(name))
            TS_TRY(ts_zip_emit(z, &z->entry[i], out));
    }
    return TS_OK;
}
