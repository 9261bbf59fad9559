/* tags.c - tags and text with their entities resolved. */
#include "extract/tags.h"

void ts_tags_init(ts_tags *t, ts_source *in, bool html) {
    *t = (ts_tags){0};
    ts_markup_init(&t->markup, in, html);
}

void ts_tags_done(ts_tags *t) {
    ts_buf_wipe(&t->decoded);
    ts_arena_done(&t->values);
}

static void set_name(ts_tags *t) {
    t->name = ts_markup_tag(&t->markup);
    if (!t->markup.html)
        return;
    char *lower = t->name.len <= sizeof t->lower ? t->lower : ts_arena_alloc(&t->values, t->name.len);
    for (size_t i = 0; i < t->name.len; i++)
        lower[i] = ts_lower(t->name.ptr[i]);
    t->name.ptr = lower;
}

/* Most text holds no entity and is given as it stands. */
static bool has_entity(ts_span raw) { return raw.len && memchr(raw.ptr, '&', raw.len); }

ts_markup_type ts_tags_next(ts_tags *t) {
    if (t->values.block)
        ts_arena_reset(&t->values);
    for (;;) {
        ts_markup_type type = ts_markup_next(&t->markup);
        switch (type) {
        case TS_MARKUP_TEXT:
            t->text = t->markup.text;
            if (!has_entity(t->text))
                return TS_MARKUP_TEXT;
            ts_buf_clear(&t->decoded);
            ts_markup_decode(t->markup.text, t->markup.html, &t->decoded);
            t->text = ts_buf_span(&t->decoded);
            return TS_MARKUP_TEXT;
        case TS_MARKUP_LITERAL:
            t->text = t->markup.text;
            return TS_MARKUP_TEXT;
        case TS_MARKUP_COMMENT:
            t->text = t->markup.text;
            return TS_MARKUP_COMMENT;
        case TS_MARKUP_OPEN:
        case TS_MARKUP_CLOSE:
            set_name(t);
            t->empty = t->markup.empty;
            return type;
        case TS_MARKUP_OTHER:
            continue;
        case TS_MARKUP_END:
            return TS_MARKUP_END;
        }
    }
}

ts_span ts_tags_attribute(ts_tags *t, const char *name) {
    ts_span raw;
    if (!ts_markup_value(&t->markup, name, &raw))
        return (ts_span){"", 0};
    if (!has_entity(raw))
        return raw;
    TS_AUTO(ts_buf, ts_buf_done) value = {0};
    ts_markup_decode(raw, t->markup.html, &value);
    return ts_arena_copy(&t->values, ts_buf_span(&value));
}
