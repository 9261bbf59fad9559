/* read.c - scan and extract: the same road as a case's, without a case. */
#include <touchstone/ingest.h>

#include <fnmatch.h>

#include "base/limits.h"
#include "base/mem.h"
#include "detect/detect.h"
#include "ingest/kind_packs.h"
#include "ingest/normal.h"
#include "ingest/reader.h"
#include "ingest/secrets.h"
#include "model/locator.h"
#include "worker/wire.h"

enum { TOGETHER = 64 };

/* Where the reading of one item stands. */
typedef struct place {
    ts_buf path; /* "outer.zip!/inner.docx" */
    ts_buf part;
    ts_segment_type type;
    uint64_t offset, at;
    uint64_t *row_number;
    size_t rows, row_cap;
    ts_buf likeness; /* packed */
} place;

typedef struct reading {
    const ts_read_options *options;
    const ts_read_events *events;
    ts_read_result *result;
    ts_buf locator; /* of the last value; its first row_len bytes are those of its row */
    uint32_t row;
    size_t row_len;
    ts_progress *progress;
    ts_likeness *likeness; /* room for one, where documents are wanted */
} reading;

static void add_path(ts_buf *out, const ts_item *item) {
    if (item->parent) {
        add_path(out, item->parent);
        ts_locator_add_member(out, item->name, item->repeat);
    } else {
        ts_locator_add_name(out, item->name, 1);
    }
}

static place *place_of(ts_item *item) {
    if (!item->client) {
        place *p = ts_alloc(sizeof *p);
        add_path(&p->path, item);
        item->client = p;
    }
    return item->client;
}

static ts_err tell_unread(reading *r, ts_span path, ts_reason reason, uint64_t bytes, const char *message) {
    r->result->unread_items++;
    ts_progress_break(r->progress); /* what is told of it must not hang on the line */
    return r->events->unread ? r->events->unread(r->events->context, path, reason, bytes, message) : TS_OK;
}

static bool fits(const char *const *glob, size_t n, const char *path) {
    const char *slash = strrchr(path, '/');
    for (size_t i = 0; i < n; i++)
        if (fnmatch(glob[i], strchr(glob[i], '/') || !slash ? path : slash + 1, 0) == 0)
            return true;
    return false;
}

/* Is a file left out by its name?  One that was cut goes by the name of the whole; standard input has none. */
static bool left_out(const reading *r, ts_span name) {
    const ts_read_options *o = r->options;
    if (o->onlys + o->withouts == 0 || ts_span_eq(name, ts_str("-")))
        return false;
    char *path = ts_copy_str(name);
    bool out = (o->onlys > 0 && !fits(o->only, o->onlys, path)) || fits(o->without, o->withouts, path);
    ts_free(path);
    return out;
}

static ts_err on_found(void *context, ts_item *item, bool *skip) {
    reading *r = context;
    *skip = !item->parent && left_out(r, item->name);
    if (*skip)
        return TS_OK;
    r->result->items++;
    if (item->broken != TS_READ)
        return tell_unread(r, ts_buf_span(&place_of(item)->path), item->broken, 0,
                           "its container gave only a part of it");
    return TS_OK;
}

static ts_err on_unread(void *context, ts_item *parent, ts_span name, uint32_t repeat, uint32_t ordinal,
                        ts_reason reason, uint64_t size, const char *message) {
    reading *r = context;
    (void)ordinal;
    if (!parent && left_out(r, name))
        return TS_OK;
    r->result->items++;
    TS_AUTO(ts_buf, ts_buf_done) path = {0};
    if (parent) {
        add_path(&path, parent);
        ts_locator_add_member(&path, name, repeat);
    } else {
        ts_locator_add_name(&path, name, 1);
    }
    return tell_unread(r, ts_buf_span(&path), reason, size, message);
}

static ts_err on_segment(void *context, ts_item *item, const ts_segment *s, const char *format) {
    reading *r = context;
    (void)format;
    place *p = place_of(item);
    p->type = s->type;
    p->offset = s->offset;
    p->at = s->at;
    ts_buf_clear(&p->part);
    ts_buf_add(&p->part, s->part);
    if (s->type == TS_SEGMENT_TABLE) {
        if (s->rows > p->row_cap)
            p->row_number = ts_grow(p->row_number, p->row_cap = s->rows, sizeof *p->row_number);
        if (s->row_number && s->rows)
            memcpy(p->row_number, s->row_number, s->rows * sizeof *p->row_number);
        p->rows = s->row_number ? s->rows : 0;
    }
    if (!r->events->segment || !r->options->segments)
        return TS_OK;
    ts_buf_clear(&r->locator);
    if (s->type == TS_SEGMENT_TABLE)
        ts_locator_add_cell(&r->locator, s->part, p->rows ? p->row_number[0] : 1, 0);
    else
        ts_locator_add_text(&r->locator, s->part, s->offset, s->offset + s->text.len);
    return r->events->segment(r->events->context, ts_buf_span(&p->path), ts_buf_span(&r->locator),
                              s->type == TS_SEGMENT_TABLE ? "table" : "text", s->text);
}

/* The values of a row differ by their column alone. */
static void locate(reading *r, const place *p, const ts_value *v) {
    ts_span part = ts_buf_span(&p->part);
    if (p->type != TS_SEGMENT_TABLE || v->row >= p->rows) {
        ts_buf_clear(&r->locator);
        ts_locator_add_text(&r->locator, part, p->offset + v->start, p->offset + v->end);
        return;
    }
    if (r->row != v->row) {
        ts_buf_clear(&r->locator);
        ts_locator_add_cell(&r->locator, part, p->row_number[v->row], 0);
        r->row = v->row;
        r->row_len = r->locator.len;
    }
    r->locator.len = r->row_len;
    if (v->is->column >= 0)
        ts_locator_add_column(&r->locator, part, (uint64_t)v->is->column + 1);
}

static ts_err on_values(void *context, ts_item *item, ts_values_found found) {
    reading *r = context;
    if (!r->events->mentions)
        return TS_OK;
    const place *p = place_of(item);
    ts_span path = ts_buf_span(&p->path);
    bool located = !r->options->no_locators;
    bool tabs, plain = ts_text_plain(found.text, &tabs) || tabs; /* asked once for all: mostly they are */
    ts_read_mention out[TOGETHER];
    bool of_part;
    ts_read_beside beside = {.plain = ts_text_plain(ts_buf_span(&p->part), &of_part)};
    r->row = UINT32_MAX;
    size_t most = located || r->options->context ? 1 : TOGETHER; /* there is one place for what comes with them */
    r->result->mentions += found.left;
    while (found.left) {
        size_t n = 0;
        for (ts_value v; n < most && ts_value_next(&found, &v); n++) {
            bool tabs_here = false;
            if (located)
                locate(r, p, &v);
            if (most == 1) {
                beside.locator = ts_buf_span(&r->locator);
                beside.before = v.before;
                beside.after = v.after;
            }
            out[n] = (ts_read_mention){
                .value = v.value,
                .start = v.start,
                .end = v.end,
                .at = v.at,
                .beside = most == 1 ? &beside : NULL,
                .kind = v.is->kind,
                .confidence = v.is->confidence,
                .valid = v.is->valid,
                .placeholder = (v.is->flags & TS_MENTION_PLACEHOLDER) != 0,
                .partial = (v.is->flags & TS_MENTION_PARTIAL) != 0,
                .misread = (v.is->flags & TS_MENTION_MISREAD) != 0,
                .plain = plain || ts_text_plain(v.value, &tabs_here) || tabs_here,
                .tabs = plain ? tabs : tabs_here,
            };
        }
        TS_TRY(r->events->mentions(r->events->context, path, out, n));
    }
    return TS_OK;
}

static ts_err on_why(void *context, ts_item *item, bool found, const ts_why *why, size_t n) {
    reading *r = context;
    return r->events->why ? r->events->why(r->events->context, ts_buf_span(&place_of(item)->path), found, why, n)
                          : TS_OK;
}

static ts_err on_likeness(void *context, ts_item *item, const ts_likeness *likeness, ts_span packed) {
    (void)context, (void)likeness;
    place *p = place_of(item);
    ts_buf_clear(&p->likeness);
    ts_buf_add(&p->likeness, packed);
    return TS_OK;
}

static ts_err on_begin(void *context, ts_item *item) {
    (void)context;
    ts_buf_clear(&place_of(item)->likeness);
    return TS_OK;
}

static ts_err tell_document(reading *r, ts_item *item, const ts_item_end *end) {
    enum { A_SECOND = 1000000000 };
    place *p = place_of(item);
    if (end->reason != TS_READ || end->unread)
        ts_likeness_partly(&p->likeness);
    bool like = p->likeness.len && !end->unstable && ts_likeness_unpack(ts_buf_span(&p->likeness), r->likeness);
    ts_read_document d = {.path = ts_buf_span(&p->path),
                          .content = item->digest,
                          .size = item->size,
                          .modified = item->parent ? 0 : (int64_t)(item->file_id[3] / A_SECOND),
                          .reason = end->reason,
                          .likeness = like ? r->likeness : NULL};
    ts_err err = r->events->document(r->events->context, &d);
    ts_buf_wipe(&p->likeness);
    return err;
}

static ts_err on_end(void *context, ts_item *item, const ts_item_end *end) {
    reading *r = context;
    if (r->likeness)
        TS_TRY(tell_document(r, item, end));
    if (end->reason == TS_READ)
        return TS_OK;
    return tell_unread(context, ts_buf_span(&place_of(item)->path), end->reason, end->unread, end->message);
}

static ts_err on_pause(void *context) {
    reading *r = context;
    return r->events->pause ? r->events->pause(r->events->context) : TS_OK;
}

static void on_left(void *context, ts_item *item) {
    (void)context;
    place *p = item->client;
    if (p) {
        ts_buf_wipe(&p->path);
        ts_buf_wipe(&p->part);
        ts_buf_wipe(&p->likeness);
        ts_free(p->row_number);
        ts_free(p);
    }
    item->client = NULL;
}

static ts_err on_closed(void *context, ts_item *item) {
    on_left(context, item);
    return TS_OK;
}

ts_err ts_read_paths(const char *const *path, size_t paths, const ts_read_options *options,
                     const ts_read_events *events, ts_read_result *out) {
    *out = (ts_read_result){0};
    reading r = {.options = options, .events = events, .result = out};
    ts_passwords passwords = {0};
    TS_AUTO(ts_buf, ts_buf_done) hints = {0};
    TS_TRY(ts_kind_packs_hints(options->packs, &options->kinds, &hints));
    TS_TRY(ts_secrets_read(options->passwords, &passwords));
    ts_reader_options o = {
        .pool = {.jobs = options->jobs,
                 .want = (options->mentions ? TS_WANT_VALUES : 0) | (options->segments ? TS_WANT_TEXT : 0) |
                         (options->mentions && options->why ? TS_WANT_WHY : 0) |
                         (options->documents ? TS_WANT_LIKENESS : 0),
                 .kinds = ts_kind_set_built_in(&options->kinds),
                 .pack_kinds = options->packs ? (unsigned)ts_kind_packs_of(options->packs)->kinds : 0,
                 .hints = ts_buf_span(&hints),
                 .min_confidence = options->min_confidence,
                 .context = options->context,
                 .passwords = &passwords},
        .hash = options->documents,
        .names = options->documents ? TS_WALK_BELOW : TS_WALK_TYPED,
        .text = options->text,
        .progress = options->progress ? ts_progress_new("reading") : NULL,
    };
    r.progress = o.progress;
    r.likeness = options->documents && events->document ? ts_alloc(sizeof *r.likeness) : NULL;
    ts_reader_client client = {.context = &r,
                               .found = on_found,
                               .unread = on_unread,
                               .segment = on_segment,
                               .values = on_values,
                               .why = on_why,
                               .likeness = on_likeness,
                               .begin = options->documents ? on_begin : NULL,
                               .end = on_end,
                               .closed = on_closed,
                               .left = on_left,
                               .pause = on_pause};
    ts_reader_result read = {0};
    ts_err err = ts_reader_run(path, paths, &o, &client, &read);
    out->files = read.files;
    out->bytes = read.bytes;
    ts_progress_free(o.progress);
    ts_passwords_done(&passwords);
    ts_buf_wipe(&r.locator);
    if (r.likeness)
        ts_wipe(r.likeness, sizeof *r.likeness);
    ts_free(r.likeness);
    return err;
}
