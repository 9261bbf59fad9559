/* ppt.c - old PowerPoint shows, 97 to 2003: slides in their order, hidden ones too, notes, comments, tables (MS-PPT).
 *
 * The show is one stream of records, some of which hold others.  What was changed is written anew behind the old, so the
 * stream keeps what a slide said before: that is read as well, as a part of its own.
 */
#include "extract/grid.h"
#include "extract/office_rc4.h"
#include "extract/officeart.h"
#include "extract/ole.h"
#include "extract/ppt_text.h"

enum {
    BID = 90,
    HEAD = 8,
    MAX_PERSIST = 1 << 20, /* numbers of 20 bits (2.3.4) */
    LISTS = 3,
    TOP_LIMIT = 1 << 22
};

enum top {
    DOCUMENT = 0x03E8,
    SLIDE = 0x03EE,
    NOTES = 0x03F0,
    SLIDE_ID = 0x03F3,
    MASTER = 0x03F8,
    LIST = 0x0FF0,
    HANDOUT = 0x0FC9,
    OBJECT = 0x1011,
    PERSIST = 0x1772
};

/* A slide, master or page of notes as the document lists it. */
typedef struct item {
    uint32_t id; /* where it stands, by the persist list */
    uint64_t from, to; /* its text in the list */
} item;

typedef struct show {
    ts_ole *o;
    ts_sink *out;
    ts_ole_stream s;
    ts_ppt_text t;
    ts_ppt_record *top;
    bool *done; /* of top */
    size_t tops, cap;
    uint32_t *place; /* by persist id: offset + 1 */
    item *item[LISTS]; /* slides, masters, notes */
    size_t items[LISTS], item_cap[LISTS];
    unsigned objects;
    size_t lost; /* of the items, those that do not stand where the list says */
} show;

static int bid(const ts_head *head) { return ts_ole_kind_of_head(head) == TS_OLE_PPT ? BID : 0; }

/* ---- what stands where ---- */

/* Offsets of what has a number: runs of numbers, 12 bits how many and 20 bits the first (2.3.5). */
static ts_err read_persist(show *w, const ts_ppt_record *r) {
    TS_AUTO(ts_buf, ts_buf_done) raw = {0};
    size_t n = r->to - r->from < 4 * TS_MIB ? (size_t)(r->to - r->from) : 4 * TS_MIB;
    ts_buf_reserve(&raw, n);
    TS_TRY(ts_ole_stream_read_at(&w->s, r->from, raw.ptr, n));
    raw.len = n;
    ts_cursor c = ts_cursor_over(ts_buf_span(&raw));
    while (ts_cursor_left(&c) >= 8) {
        uint32_t head = ts_read_u32le(&c), id = head & (MAX_PERSIST - 1);
        for (uint32_t k = head >> 20; k && c.ok; k--, id++) {
            uint32_t at = ts_read_u32le(&c);
            if (c.ok && id < MAX_PERSIST && at < UINT32_MAX)
                w->place[id] = at + 1; /* later lists are newer */
        }
    }
    return TS_OK;
}

static ts_err read_top(show *w) {
    ts_ppt_record r;
    for (uint64_t at = 0; ts_ppt_record_at(&w->s, at, w->s.size, &r); at = r.to) {
        if (w->tops == TOP_LIMIT)
            return ts_emit_unread(w->out, TS_REASON_TOO_LARGE, w->s.size - at);
        if (w->tops == w->cap) {
            w->cap = w->cap ? w->cap * 2 : 256;
            w->top = ts_grow(w->top, w->cap, sizeof *w->top);
        }
        w->top[w->tops++] = r;
        if (r.type == PERSIST)
            TS_TRY(read_persist(w, &r));
        if (r.cut)
            TS_TRY(ts_emit_unread(w->out, w->s.reason ? w->s.reason : TS_REASON_TRUNCATED, 0));
    }
    w->done = ts_alloc(w->tops + 1);
    return TS_OK;
}

/* One list of the document: a number for each item, and its text (2.4.14.3). */
static void read_list(show *w, const ts_ppt_record *list) {
    unsigned which = list->instance;
    ts_ppt_record r;
    if (which >= LISTS)
        return;
    item *open = NULL;
    for (uint64_t at = list->from; ts_ppt_record_at(&w->s, at, list->to, &r); at = r.to) {
        if (r.type == SLIDE_ID && r.to - r.from >= 4) {
            char raw[4];
            if (ts_ole_stream_read_at(&w->s, r.from, raw, sizeof raw))
                return;
            if (w->items[which] == w->item_cap[which]) {
                w->item_cap[which] = w->item_cap[which] ? w->item_cap[which] * 2 : 64;
                w->item[which] = ts_grow(w->item[which], w->item_cap[which], sizeof(item));
            }
            ts_cursor c = ts_cursor_over((ts_span){raw, sizeof raw});
            open = &w->item[which][w->items[which]++];
            *open = (item){.id = ts_read_u32le(&c), .from = r.to, .to = r.to};
        } else if (open) {
            open->to = r.to;
        }
    }
}

static void read_lists(show *w) {
    const ts_ppt_record *document = NULL;
    for (size_t i = 0; i < w->tops; i++)
        if (w->top[i].type == DOCUMENT)
            document = &w->top[i]; /* the last one is the newest */
    ts_ppt_record r;
    for (uint64_t at = document ? document->from : 0; document && ts_ppt_record_at(&w->s, at, document->to, &r);
         at = r.to)
        if (r.type == LIST)
            read_list(w, &r);
}

/* ---- out it goes ---- */

static ts_err part(show *w, const char *base, size_t number) {
    TS_AUTO(ts_buf, ts_buf_done) name = {0};
    ts_buf_add_str(&name, base);
    if (number)
        ts_buf_addf(&name, "%zu", number);
    return ts_grid_part(&w->t.g, ts_buf_span(&name));
}

/* The top record that the persist list has under this number. */
static size_t top_of(const show *w, uint32_t id) {
    uint64_t at = id < MAX_PERSIST && w->place[id] ? (uint64_t)w->place[id] - 1 : UINT64_MAX;
    size_t low = 0, high = w->tops;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (w->top[middle].from - HEAD < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low < w->tops && w->top[low].from - HEAD == at ? low : SIZE_MAX;
}

static ts_err read_items(show *w, unsigned which, const char *name) {
    for (size_t i = 0; i < w->items[which]; i++) {
        const item *it = &w->item[which][i];
        size_t k = top_of(w, it->id);
        TS_TRY(part(w, name, i + 1));
        w->t.master = which == 1;
        TS_TRY(ts_ppt_text_read(&w->t, it->from, it->to));
        w->lost += k == SIZE_MAX;
        if (k == SIZE_MAX || w->done[k])
            continue;
        w->done[k] = true;
        TS_TRY(ts_ppt_text_read(&w->t, w->top[k].from, w->top[k].to));
    }
    w->t.master = false;
    return TS_OK;
}

/* The document's own text, but its lists, which were read. */
static ts_err read_document(show *w) {
    ts_ppt_record r;
    for (size_t i = w->tops; i-- > 0;) {
        if (w->top[i].type != DOCUMENT)
            continue;
        w->done[i] = true;
        TS_TRY(part(w, "document", 0));
        for (uint64_t at = w->top[i].from; ts_ppt_record_at(&w->s, at, w->top[i].to, &r); at = r.to)
            if (r.type != LIST)
                TS_TRY(ts_ppt_text_read(&w->t, at, r.to));
        break;
    }
    return TS_OK;
}

/* What no list names: slides that were deleted, and what slides said before they were changed. */
static ts_err read_left_over(show *w) {
    TS_TRY(part(w, "left over", 0));
    for (size_t i = 0; i < w->tops; i++) {
        if (w->done[i])
            continue;
        w->t.master = w->top[i].type == MASTER || w->top[i].type == HANDOUT;
        if (w->top[i].container)
            TS_TRY(ts_ppt_text_read(&w->t, w->top[i].from, w->top[i].to));
    }
    w->t.master = false;
    return ts_grid_finish(&w->t.g);
}

/* An embedded object or the macros: a compound file, mostly packed (2.10.34). */
static ts_err read_object(show *w, const ts_ppt_record *r) {
    TS_AUTO(ts_buf, ts_buf_done) name = {0};
    ts_buf_addf(&name, "object%u", ++w->objects);
    bool packed = r->instance == 1;
    return packed ? ts_ole_unpack(&w->s, r->from + 4, r->to, ts_buf_span(&name), w->out)
                  : ts_ole_part(&w->s, r->from, r->to, ts_buf_span(&name), w->out);
}

static ts_err read_pictures(show *w) {
    unsigned count = 0;
    size_t entry = ts_ole_find(w->o, 0, "Pictures");
    if (!entry)
        return TS_OK;
    ts_ole_stream s;
    ts_ole_stream_open(w->o, entry, &s);
    ts_err err = ts_officeart_pictures(&s, &count, w->out);
    if (!err)
        err = ts_ole_missing(&s, w->out);
    ts_ole_stream_done(&s);
    return err;
}

static bool taken(const ts_ole *o, size_t entry) {
    return ts_ole_is(o, entry, "PowerPoint Document") || ts_ole_is(o, entry, "Current User") ||
           ts_ole_is(o, entry, "Pictures");
}

/* The stream of who saved it last says by a mark that a password closes the show (2.3.2). */
static ts_err is_closed(show *w, bool *closed) {
    static const char mark[] = "\xDF\xC4\xD1\xF3";
    TS_AUTO(ts_buf, ts_buf_done) raw = {0};
    size_t user = ts_ole_find(w->o, 0, "Current User");
    *closed = !user && ts_ole_find(w->o, 0, "EncryptedSummary");
    if (user)
        TS_TRY(ts_ole_load(w->o, user, 64, &raw));
    *closed |= ts_span_starts(ts_slice(ts_buf_span(&raw), 12, 4), (ts_span){mark, 4});
    return TS_OK;
}

static ts_err read_show(show *w) {
    bool closed = false;
    TS_TRY(is_closed(w, &closed));
    if (closed)
        return ts_office_rc4_ppt(w->o, w->out);
    ts_ole_stream_open(w->o, ts_ole_find(w->o, 0, "PowerPoint Document"), &w->s);
    TS_TRY(read_top(w));
    read_lists(w);
    TS_TRY(read_items(w, 0, "slide"));
    TS_TRY(read_items(w, 2, "notesSlide"));
    TS_TRY(read_items(w, 1, "slideMaster"));
    TS_TRY(read_document(w));
    TS_TRY(read_left_over(w));
    if (w->t.too_deep)
        TS_TRY(ts_emit_unread(w->out, TS_REASON_TOO_DEEP, w->t.too_deep));
    TS_TRY(ts_ole_missing(&w->s, w->out));
    if (w->lost) {
        TS_TRY(ts_emit_note(w->out, "%zu of its slides, or their notes, are not where they should be", w->lost));
        TS_TRY(ts_emit_unread(w->out, TS_REASON_CORRUPT, 0));
    }
    TS_TRY(ts_ole_properties(w->o, 0, w->out));
    for (size_t i = 0; i < w->tops; i++)
        if (w->top[i].type == OBJECT)
            TS_TRY(read_object(w, &w->top[i]));
    TS_TRY(read_pictures(w));
    return ts_ole_rest(w->o, 0, taken, w->out);
}

static ts_err run(ts_source *in, ts_sink *out) {
    ts_ole o;
    show *w = ts_alloc(sizeof *w);
    w->o = &o;
    w->out = out;
    w->place = ts_alloc_array(MAX_PERSIST, sizeof *w->place);
    ts_ppt_text_init(&w->t, &w->s, out);
    ts_err err = ts_ole_open(in, &o);
    if (!err && o.reason)
        err = ts_emit_unread(out, o.reason, 0);
    if (!err && !ts_ole_find(&o, 0, "PowerPoint Document"))
        err = ts_fail(TS_EFORMAT, "ppt: it has no slides");
    if (!err)
        err = read_show(w);
    ts_ppt_text_done(&w->t);
    ts_ole_stream_done(&w->s);
    ts_ole_done(&o);
    ts_free(w->top);
    ts_free(w->done);
    ts_free(w->place);
    for (size_t i = 0; i < LISTS; i++)
        ts_free(w->item[i]);
    ts_free(w);
    return err;
}

const ts_extractor ts_extractor_ppt = {.name = "ppt", .version = 1, .needs = TS_SEEK, .bid = bid, .run = run};
