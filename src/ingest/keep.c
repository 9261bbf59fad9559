/* keep.c - what the reader tells of an exhibit is kept in the case, step by step. */
#include "ingest/keep.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/digest.h"
#include "base/mem.h"
#include "ingest/record.h"
#include "ingest/secrets.h"
#include "store/likeness.h"
#include "store/parts.h"

enum { STEP_BYTES = 16 * 1024 * 1024, STEP_ITEMS = 2048, OPENED = 16 };

/* What one item's reading has given so far. */
typedef struct reading {
    ts_segment_record segment;
    bool segment_known;
    uint32_t segments, sightings;
    uint32_t opened[OPENED], passwords; /* that fitted: the first few, and how many */
    ts_buf likeness; /* packed */
} reading;

ts_err ts_keeping_begin(ts_keeping *r) {
    if (r->open)
        return TS_OK;
    TS_TRY(ts_case_begin(r->c));
    r->open = true;
    r->step_items = 0;
    r->step_begun = ts_monotonic_seconds();
    return TS_OK;
}

ts_err ts_keeping_end(ts_keeping *r) {
    if (!r->open)
        return TS_OK;
    TS_TRY(ts_record_digests(r->c, &r->exhibit, &r->digests));
    TS_TRY(ts_sightings_flush(r->writer));
    TS_TRY(ts_case_commit(r->c));
    r->open = false;
    return TS_OK;
}

/* So much for the first answers: they are worked out from what was read so far, and reading goes on. */
static ts_err first_answers(ts_keeping *r) {
    r->answered = true;
    if (!r->options->provisional)
        return TS_OK;
    TS_TRY(ts_keeping_end(r));
    ts_progress_break(r->progress);
    return r->options->provisional(r->options->context);
}

static bool step_is_over(const ts_keeping *r) {
    double now = ts_monotonic_seconds();
    return r->brief || now - r->step_begun > ts_step_seconds(now - r->begun);
}

static ts_err on_pause(void *context) {
    ts_keeping *r = context;
    if (r->options->first_ms && !r->answered &&
        (ts_monotonic_seconds() - r->begun) * 1000 > (double)r->options->first_ms)
        return first_answers(r);
    if (!r->open)
        return TS_OK;
    bool due = ts_sightings_pending(r->writer) > STEP_BYTES || r->step_items > STEP_ITEMS || step_is_over(r);
    return due ? ts_keeping_end(r) : TS_OK;
}

/* What stands alone is read, and a part once the whole beside it is; what it gave alone before is void. */
static bool fresh(const ts_keeping *r, const ts_blob *b, bool is_part) {
    if (ts_is_part(b) != is_part || (is_part && b->reason != TS_READ))
        return false;
    bool again = r->again && ts_map_find(r->again, ts_span_of(&b->id, sizeof b->id));
    return b->done && ts_digest_eq(&b->hints, &r->hints) && !again;
}

/* A file that stands where another stood before (it was replaced, or a second tree has the same names) is the
 * next of its name: what was read stays where it was found. */
static ts_err next_repeat(ts_keeping *r, ts_place *p) {
    ts_place known;
    bool found;
    for (p->repeat = 1; p->exhibit; p->repeat++) {
        TS_TRY(ts_place_find(r->c, p->exhibit, 0, p->name, p->repeat, &known, &found));
        if (!found || !known.blob || known.blob == p->blob)
            break;
    }
    return TS_OK;
}

/* Every file is in the ledger before any is opened: what a run that is cut short has not reached can be told. */
static ts_err on_listed(void *context, const ts_walk_file *file) {
    ts_keeping *r = context;
    ts_place p = {.exhibit = r->exhibit.id, .name = file->name, .repeat = 1, .size = file->size};
    ts_place known;
    bool found;
    if (file->reason != TS_READ)
        return TS_OK; /* told when its turn comes, which is at once */
    TS_TRY(ts_keeping_begin(r));
    TS_TRY(ts_place_find(r->c, p.exhibit, 0, p.name, 1, &known, &found));
    if (found)
        return TS_OK;
    r->step_items++;
    TS_TRY(ts_place_save(r->c, &p));
    return r->step_items > STEP_ITEMS ? ts_keeping_end(r) : TS_OK;
}

static ts_err on_look(void *context, const ts_walk_file *file, bool *known) {
    ts_keeping *r = context;
    ts_place p;
    ts_blob b;
    *known = false;
    for (uint32_t repeat = 1;; repeat++) {
        bool found;
        TS_TRY(ts_place_find(r->c, r->exhibit.id, 0, file->name, repeat, &p, &found));
        if (!found)
            return TS_OK;
        if (p.blob && memcmp(p.file_id, file->file_id, sizeof p.file_id) == 0)
            break;
    }
    TS_TRY(ts_blob_by_id(r->c, p.blob, &b));
    bool alone = true;
    if (file->is_part)
        TS_TRY(ts_stands_alone(r->c, p.blob, &alone));
    *known = p.is_part == file->is_part && fresh(r, &b, !alone);
    return TS_OK;
}

static bool reading_begun(const ts_keeping *r, const ts_item *item) {
    return ts_map_find(r->started, ts_span_of(item->digest.byte, 32)) != NULL;
}

static ts_err on_found(void *context, ts_item *item, bool *skip) {
    ts_keeping *r = context;
    TS_TRY(ts_keeping_begin(r));
    ts_blob b;
    bool found;
    TS_TRY(ts_blob_find(r->c, &item->digest, &b, &found));
    if (!found) {
        b = (ts_blob){.digest = item->digest, .size = item->size};
        TS_TRY(ts_blob_save(r->c, &b));
        ts_buf_add(&r->digests, ts_span_of(item->digest.byte, 32));
        ts_buf_add_u64le(&r->digests, item->size);
    }
    item->blob = b.id;
    ts_place p = {.blob = b.id,
                  .parent = item->parent ? item->parent->blob : 0,
                  .exhibit = item->parent ? 0 : r->exhibit.id,
                  .name = item->name,
                  .repeat = item->repeat,
                  .ordinal = item->ordinal,
                  .reason = item->broken,
                  .size = item->size,
                  .is_part = item->is_part};
    _Static_assert(TS_PLACE_WHOLE == (int)TS_WALK_WHOLE, "one mark");
    memcpy(p.file_id, item->file_id, sizeof p.file_id);
    if (!item->parent)
        TS_TRY(next_repeat(r, &p));
    TS_TRY(ts_place_save(r->c, &p));
    item->place = p.id;
    r->step_items++;
    /* Bytes that stand alone too are read, whichever of the two came first. */
    bool alone = true;
    if (item->is_part)
        TS_TRY(ts_stands_alone(r->c, b.id, &alone));
    item->is_part = !alone;
    *skip = reading_begun(r, item) || (found && fresh(r, &b, item->is_part));
    if (!item->is_part && !*skip)
        ts_map_slot(r->started, ts_span_of(item->digest.byte, 32), NULL);
    if (!*skip) {
        item->client = ts_alloc(sizeof(reading));
        r->result->new_items++;
    }
    return TS_OK;
}

static ts_err on_unread(void *context, ts_item *parent, ts_span name, uint32_t repeat, uint32_t ordinal,
                        ts_reason reason, uint64_t size, const char *message) {
    ts_keeping *r = context;
    (void)message;
    TS_TRY(ts_keeping_begin(r));
    ts_place p = {.parent = parent ? parent->blob : 0,
                  .exhibit = parent ? 0 : r->exhibit.id,
                  .name = name,
                  .repeat = repeat,
                  .ordinal = ordinal,
                  .reason = reason,
                  .size = size};
    r->step_items++;
    if (!parent)
        TS_TRY(next_repeat(r, &p));
    return ts_place_save(r->c, &p);
}

/* The whole is no file more; its parts are not read for the same reason, unless it was read before. */
static ts_err on_lost(void *context, const ts_walk_file *whole, ts_reason reason) {
    ts_keeping *r = context;
    ts_place p;
    bool found;
    TS_TRY(ts_place_find(r->c, r->exhibit.id, 0, whole->name, 1, &p, &found));
    if (!found || p.blob)
        return TS_OK;
    p.file_id[0] = (uint64_t)TS_PLACE_WHOLE;
    TS_TRY(ts_place_save(r->c, &p));
    TS_AUTO(ts_buf, ts_buf_wipe) name = {0};
    size_t folder = whole->name.len;
    while (folder && whole->name.ptr[folder - 1] != '/')
        folder--;
    for (size_t i = 0; i < whole->part_names; i++) {
        ts_buf_clear(&name);
        ts_buf_add(&name, ts_slice(whole->name, 0, folder));
        ts_buf_add_str(&name, whole->part_name[i]);
        *ts_map_slot(r->lost, ts_buf_span(&name), NULL) = reason;
        TS_TRY(ts_part_lost(r->c, r->exhibit.id, ts_buf_span(&name), reason));
    }
    return TS_OK;
}

static ts_err on_begin(void *context, ts_item *item) {
    ts_keeping *r = context;
    reading *g = item->client;
    ts_buf_wipe(&g->likeness);
    *g = (reading){0};
    return ts_sightings_restart(r->writer, &item->digest);
}

/* Part names are kept escaped and cut to fit; a cut falls between characters. */
static void set_part(char out[64], ts_span part) {
    size_t n = part.len < 63 ? part.len : 63;
    while (n < part.len && n && (part.ptr[n] & 0xC0) == 0x80)
        n--;
    memcpy(out, part.ptr, n);
    out[n] = 0;
}

static ts_err on_segment(void *context, ts_item *item, const ts_segment *s, const char *format) {
    (void)context;
    (void)format;
    reading *g = item->client;
    g->segment = (ts_segment_record){
        .blob = item->digest, .ordinal = s->ordinal, .type = (uint8_t)s->type, .offset = s->offset, .rows = s->rows};
    g->segment.columns = (uint16_t)(s->columns < TS_RECORD_COLUMNS ? s->columns : TS_RECORD_COLUMNS);
    set_part(g->segment.part, s->part);
    g->segment_known = true;
    g->segments++;
    return TS_OK;
}

static ts_err on_columns(void *context, ts_item *item, const uint8_t *kind, size_t n) {
    (void)context;
    reading *g = item->client;
    for (size_t i = 0; i < n && i < TS_RECORD_COLUMNS; i++)
        g->segment.column_kind[i] = kind[i];
    return TS_OK;
}

static ts_err on_findings(void *context, ts_item *item, ts_findings *f) {
    ts_keeping *r = context;
    reading *g = item->client;
    if (!g->segment_known)
        return ts_fail(TS_EINTERNAL, "findings came before their segment");
    for (size_t i = 0; i < f->sightings; i++)
        g->segment.categories |= f->sighting[i].categories;
    g->sightings += (uint32_t)f->sightings;
    TS_TRY(ts_keeping_begin(r));
    if (item->sample) {
        TS_TRY(ts_sightings_sample(r->writer, &g->segment, f));
    } else {
        r->result->sightings += f->sightings;
        r->result->mentions += f->mentions;
        TS_TRY(ts_sightings_add(r->writer, &g->segment, f));
    }
    g->segment.categories = 0;
    return TS_OK;
}

static ts_err on_sampled(void *context, ts_item *item, uint64_t bytes) {
    ts_keeping *r = context;
    TS_TRY(ts_keeping_begin(r));
    return ts_sightings_sampled(r->writer, &item->digest, bytes);
}

static ts_err on_likeness(void *context, ts_item *item, const ts_likeness *likeness, ts_span packed) {
    (void)context, (void)likeness;
    reading *g = item->client;
    ts_buf_clear(&g->likeness);
    ts_buf_add(&g->likeness, packed);
    return TS_OK;
}

static ts_err on_opened(void *context, ts_item *item, uint32_t password) {
    (void)context;
    reading *g = item->client;
    if (g->passwords < OPENED)
        g->opened[g->passwords] = password;
    g->passwords++;
    return TS_OK;
}

static ts_err on_end(void *context, ts_item *item, const ts_item_end *end) {
    ts_keeping *r = context;
    reading *g = item->client;
    TS_TRY(ts_keeping_begin(r));
    if (end->unstable) /* what a backstop ended contributes nothing */
        TS_TRY(ts_sightings_restart(r->writer, &item->digest));
    ts_blob b = {.id = item->blob,
                 .digest = item->digest,
                 .size = item->size,
                 .format_version = end->format_version,
                 .reason = end->reason,
                 .unread = end->unread < item->size ? end->unread : item->size,
                 .content = end->content,
                 .sketch = {end->sketch[0], end->sketch[1]},
                 .segments = g->segments,
                 .sightings = end->unstable ? 0 : g->sightings,
                 .hints = r->hints,
                 .unstable = end->unstable};
    if (g->passwords && !end->unstable) {
        r->result->opened_items++;
        TS_TRY(ts_secrets_log(r->c, &item->digest, &r->passwords, g->opened,
                              g->passwords < OPENED ? g->passwords : OPENED));
    }
    snprintf(b.format, sizeof b.format, "%s", end->format);
    snprintf(b.message, sizeof b.message, "%s", end->message);
    TS_TRY(ts_blob_save(r->c, &b));
    if (end->unstable)
        ts_buf_clear(&g->likeness);
    if (end->reason != TS_READ || end->unread)
        ts_likeness_partly(&g->likeness);
    TS_TRY(ts_likeness_save(r->c, &item->digest, ts_buf_span(&g->likeness)));
    const uint64_t *lost = item->is_part ? ts_map_find(r->lost, item->name) : NULL;
    return lost ? ts_part_lost(r->c, r->exhibit.id, item->name, (ts_reason)*lost) : TS_OK;
}

static void on_left(void *context, ts_item *item) {
    (void)context;
    reading *g = item->client;
    if (g) {
        ts_buf_wipe(&g->likeness);
        ts_wipe(g, sizeof *g);
    }
    ts_free(item->client);
    item->client = NULL;
}

static ts_err on_closed(void *context, ts_item *item) {
    ts_keeping *r = context;
    if (!item->client)
        return TS_OK;
    TS_TRY(ts_keeping_begin(r));
    TS_TRY(ts_blob_done(r->c, item->blob, &item->digest));
    TS_TRY(ts_sightings_unsample(r->c, &item->digest));
    on_left(r, item);
    return TS_OK;
}

ts_reader_client ts_keeping_client(ts_keeping *r) {
    return (ts_reader_client){.context = r,
                              .listed = on_listed,
                              .look = on_look,
                              .found = on_found,
                              .unread = on_unread,
                              .lost = on_lost,
                              .begin = on_begin,
                              .segment = on_segment,
                              .findings = on_findings,
                              .columns = on_columns,
                              .sampled = on_sampled,
                              .opened = on_opened,
                              .likeness = on_likeness,
                              .end = on_end,
                              .closed = on_closed,
                              .left = on_left,
                              .pause = on_pause};
}
