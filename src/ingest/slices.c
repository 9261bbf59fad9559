/* slices.c - one large item, read by several workers at once: gives its slices out and puts what they say in order.
 *
 * Nobody knows beforehand where a slice's first record begins: its worker tells by the looks of the text, and is
 * believed only where the slice before it ended at the very byte; else it is read again, from that byte.  So
 * what the client hears is what one reader of the whole would have said (docs/adr/0009-slices.md).
 */
#include "base/limits.h"
#include "base/mem.h"
#include "ingest/reading.h"

enum { PARTS = 65536, AHEAD = 63 };

/* A slice that was asked for. */
typedef struct slot {
    bool exact; /* it is known where it begins */
    bool failed; /* given up before its turn */
    ts_item_end end;
} slot;

/* How far the text of a part came. */
typedef struct part {
    uint64_t before, end, slice;
} part;

struct ts_slices {
    ts_node *next; /* another item that is read so */
    uint64_t due, asked; /* slices by number: whose turn it is, and the next to be asked for */
    uint64_t begins; /* where the due one must begin */
    bool given; /* the client has heard something of the due one */
    uint64_t rows, content; /* of all before it */
    uint64_t sketch[2]; /* of the first */
    uint32_t ordinal, segments; /* segments before it, and of it */
    ts_map *part; /* to its place in parts, from 1 */
    part *parts;
    size_t part_count, part_cap;
    uint64_t places; /* to be added to those of the segment at hand */
    uint64_t *row_number;
    size_t row_cap;
    slot slot[AHEAD + 1]; /* by number modulo their count */
};

static slot *slot_of(ts_slices *s, uint64_t k) { return &s->slot[k % (AHEAD + 1)]; }

static uint64_t end_of(const ts_reader *r, const ts_node *n, uint64_t k) {
    uint64_t to = (k + 1) * r->slice;
    return to < n->item.size ? to : n->item.size;
}

bool ts_slices_wanted(const ts_reader *r, const ts_node *n) {
    return !n->whole && n->item.size >= 2 * r->slice && n->item.size >> (64 - TS_ID_BITS) < r->slice &&
           (ts_pool_jobs(r->pool) > 1 || n->sample);
}

/* ---- asking ---- */

static ts_err ask(ts_reader *r, ts_node *n, uint64_t k) {
    ts_slices *s = n->slices;
    bool exact = slot_of(s, k)->exact;
    ts_job_item job = ts_node_job(n);
    job.id = ts_slice_id(n, k);
    job.from = exact ? s->begins : k * r->slice;
    job.to = (k + 1) * r->slice;
    job.exact = exact;
    job.held = true;
    return ts_sample_submit(r, n, &job, k);
}

/* The due one was mistaken where it begins, or failed where it may have been. */
static ts_err ask_again(ts_reader *r, ts_node *n) {
    ts_slices *s = n->slices;
    ts_pool_drop(r->pool, ts_slice_id(n, s->due));
    *slot_of(s, s->due) = (slot){.exact = true};
    return ask(r, n, s->due);
}

void ts_slices_free(ts_reader *r, ts_node *n) {
    ts_slices *s = n->slices;
    if (!s)
        return;
    for (uint64_t k = s->due; k < s->asked; k++)
        ts_pool_drop(r->pool, ts_slice_id(n, k));
    for (ts_node **at = &r->slicing; *at; at = &(*at)->slices->next)
        if (*at == n) {
            *at = s->next;
            break;
        }
    ts_map_free(s->part);
    ts_free(s->parts);
    ts_free(s->row_number);
    ts_free(s);
    n->slices = NULL;
}

static ts_err end_item(ts_reader *r, ts_node *n, const ts_item_end *end) {
    ts_slices_free(r, n);
    if (end->died && r->client->begin) /* nothing of the item counts */
        TS_TRY(r->client->begin(r->client->context, &n->item));
    return ts_node_end(r, n, end);
}

static ts_err end_lying(ts_reader *r, ts_node *n) {
    static const char how[] = "the worker's reply broke the protocol: slices that do not meet";
    ts_item_end end = {.reason = TS_REASON_CRASHED, .unread = n->item.size, .died = true};
    memcpy(end.message, how, sizeof how);
    return end_item(r, n, &end);
}

/* ---- what a slice says, in its turn ---- */

ts_err ts_slices_begin(ts_reader *r, ts_node *n, uint64_t id, bool *again) {
    ts_slices *s = n->slices;
    *again = s && s->given && s->due > 0 && id == ts_slice_id(n, s->due);
    if (*again) { /* half of it was told before its worker died: all is void, and one reader reads it */
        ts_slices_free(r, n);
        n->whole = true;
    } else if (s && s->due == 0) {
        s->given = false; /* all that was told is void by the item's own beginning */
    }
    return TS_OK;
}

ts_err ts_slices_start(ts_reader *r, ts_node *n, uint64_t id, uint64_t start) {
    ts_slices *s = n->slices;
    if (start & TS_SLICE_ALONE) /* a sample, where nobody asked for one */
        return s ? end_lying(r, n) : TS_OK;
    if (!s) { /* the first: its format can be cut */
        s = n->slices = ts_alloc(sizeof *s);
        s->part = ts_map_new();
        s->asked = 1;
        s->begins = start;
        s->next = r->slicing;
        r->slicing = n;
    }
    if (id == ts_slice_id(n, 0)) {
        slot_of(s, 0)->exact = true;
        ts_pool_hold(r->pool, id);
        return TS_OK;
    }
    bool told = slot_of(s, s->due)->exact;
    if (start != s->begins && told)
        return end_lying(r, n);
    if (start != s->begins)
        return ask_again(r, n);
    slot_of(s, s->due)->exact = true;
    return TS_OK;
}

static part *part_of(ts_slices *s, ts_span name) {
    static part lost; /* beyond PARTS a part begins anew each time, as the sink has it */
    const uint64_t *known = ts_map_find(s->part, name);
    if (known)
        return &s->parts[*known - 1];
    lost = (part){0};
    if (s->part_count >= PARTS)
        return &lost;
    if (s->part_count == s->part_cap) {
        s->part_cap = s->part_cap ? 2 * s->part_cap : 4;
        s->parts = ts_grow(s->parts, s->part_cap, sizeof *s->parts);
    }
    s->parts[s->part_count] = (part){0};
    *ts_map_slot(s->part, name, NULL) = s->part_count + 1;
    return &s->parts[s->part_count++];
}

void ts_slices_segment(ts_node *n, const ts_segment *in, ts_segment *out) {
    ts_slices *s = n->slices;
    part *p = part_of(s, in->part);
    if (p->slice != s->due) {
        p->slice = s->due;
        p->before = p->end;
    }
    *out = *in;
    s->given = true;
    /* Rows of the item's own table are counted through; those of a list in a record begin anew with it. */
    uint64_t rows = in->part.len ? 0 : s->rows;
    s->places = in->type == TS_SEGMENT_TABLE ? rows : p->before;
    s->segments = in->ordinal + 1;
    out->ordinal += s->ordinal;
    out->offset += p->before;
    p->end = out->offset + in->text.len;
    if (!in->rows || !in->row_number)
        return;
    if (in->rows > s->row_cap)
        s->row_number = ts_grow(s->row_number, s->row_cap = in->rows, sizeof *s->row_number);
    for (size_t i = 0; i < in->rows; i++)
        s->row_number[i] = in->row_number[i] + rows;
    out->row_number = s->row_number;
}

void ts_slices_findings(ts_node *n, ts_findings *f) {
    for (size_t i = 0; i < f->sightings; i++)
        f->sighting[i].place += n->slices->places;
}

/* ---- ends ---- */

/* The due slice is through as it should be: on to the next one that a record begins in. */
static void go_on(ts_reader *r, ts_node *n, const ts_item_end *end) {
    ts_slices *s = n->slices;
    s->rows += end->records;
    s->content += end->content;
    if (s->due == 0)
        memcpy(s->sketch, end->sketch, sizeof s->sketch);
    s->ordinal += s->segments;
    s->segments = 0;
    s->begins = end->next;
    s->given = false;
    for (s->due++; s->begins < n->item.size && end_of(r, n, s->due) <= s->begins; s->due++)
        if (s->due < s->asked)
            ts_pool_drop(r->pool, ts_slice_id(n, s->due));
    while (s->asked < s->due)
        *slot_of(s, s->asked++) = (slot){0};
}

ts_err ts_slices_end(ts_reader *r, ts_node *n, uint64_t id, const ts_item_end *end) {
    ts_slices *s = n->slices;
    uint64_t k = id >> TS_ID_BITS;
    slot *t = slot_of(s, k);
    if (k != s->due) {
        if (k > s->due && k < s->asked) { /* given up before its turn */
            t->failed = true;
            t->end = *end;
        }
        return TS_OK;
    }
    ts_item_end whole = *end;
    bool meets = end->reason == TS_READ && !end->elsewhere && end->next >= end_of(r, n, k) &&
                 end->next - s->begins >= end->records;
    if (t->exact && meets) {
        go_on(r, n, end);
        if (s->begins < n->item.size)
            return TS_OK;
        whole.content = s->content;
    } else if (!t->exact) {
        return ask_again(r, n);
    } else if (end->reason == TS_READ) {
        return end_lying(r, n);
    } else if (!end->died) { /* what came before the break counts, as it does in one reading */
        whole.content += s->content;
    }
    if (k)
        memcpy(whole.sketch, s->sketch, sizeof whole.sketch);
    return end_item(r, n, &whole);
}

static ts_err turn_of(ts_reader *r, ts_node *n) {
    ts_slices *s = n->slices;
    unsigned ahead = ts_pool_jobs(r->pool);
    ahead = ahead < AHEAD ? ahead : AHEAD;
    for (; s->asked * r->slice < n->item.size && s->asked < s->due + ahead; s->asked++) {
        *slot_of(s, s->asked) = (slot){0};
        TS_TRY(ask(r, n, s->asked));
    }
    slot *t = slot_of(s, s->due);
    if (t->failed) {
        ts_item_end end = t->end;
        t->failed = false;
        return ts_slices_end(r, n, ts_slice_id(n, s->due), &end);
    }
    /* A client that can forget hears it as it comes; one that cannot, once its worker can die no more. */
    bool forgets = r->client->begin != NULL;
    if (forgets || ts_pool_complete(r->pool, ts_slice_id(n, s->due)) || ts_pool_full(r->pool))
        ts_pool_release(r->pool, ts_slice_id(n, s->due));
    return TS_OK;
}

ts_err ts_slices_turn(ts_reader *r) {
    for (ts_node *n = r->slicing, *next; n; n = next) {
        next = n->slices->next;
        TS_TRY(turn_of(r, n));
    }
    return TS_OK;
}
