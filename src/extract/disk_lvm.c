/* disk_lvm.c - LVM2, where most servers of Linux keep their file systems (lib/format_text of the LVM2 project).
 *
 * A label in the second sector leads to an area with the description of the group, as text: volumes are runs of extents.  Those
 * of one row are read; of others their first row is.
 */
#include "extract/disk_lvm.h"

#include <stdio.h>

enum {
    SECTOR = 512,
    LABEL = 512,
    ID = 32,
    AREA_HEAD = 512,
    TEXT_MOST = 1024 * 1024,
    DEPTH = 5, /* group, section, volume, segment */
};

static uint64_t u64le(ts_span s, size_t at) { return ts_u32le_at(s, at) | (uint64_t)ts_u32le_at(s, at + 4) << 32; }

/* ---- the description ---- */

typedef struct scan {
    ts_span rest;
    ts_span name[DEPTH]; /* of the blocks that are open, from the outermost */
    size_t depth;
} scan;

typedef struct group {
    char id[ID]; /* of this physical volume */
    ts_span self; /* its name in the description */
    uint64_t extent, first; /* sectors of one; where the first stands */
    struct {
        uint64_t at, count, stripes;
        bool mine, plain;
    } segment;
    ts_lvm_volume *out;
    size_t n;
    uint64_t next; /* the extent that would go on with the volume at hand */
} group;

/* A word, a string without its quotes, or a sign; comments are passed over. */
static bool token(scan *s, ts_span *out) {
    ts_span r = s->rest;
    size_t at = 0;
    while (at < r.len && ((unsigned char)r.ptr[at] <= ' ' || r.ptr[at] == ',' || r.ptr[at] == '#')) {
        if (r.ptr[at] == '#')
            while (at < r.len && r.ptr[at] != '\n')
                at++;
        else
            at++;
    }
    size_t end = at, skip = 0;
    if (at == r.len || !r.ptr[at])
        return false;
    if (r.ptr[at] == '"') {
        for (end = ++at; end < r.len && r.ptr[end] != '"';)
            end++;
        skip = 1;
    } else if (strchr("{}[]=", r.ptr[at])) {
        end = at + 1;
    } else {
        while (end < r.len && (unsigned char)r.ptr[end] > ' ' && !strchr("{}[]=,\"", r.ptr[end]))
            end++;
    }
    *out = ts_slice(r, at, end - at);
    s->rest = ts_slice(r, end + skip, r.len);
    return true;
}

static bool is(ts_span s, const char *what) { return ts_span_eq(s, ts_str(what)); }

/* Without the hyphens that it is written with. */
static bool same_id(const group *g, ts_span written) {
    size_t n = 0;
    for (size_t i = 0; i < written.len; i++)
        if (written.ptr[i] != '-' && (n == ID || written.ptr[i] != g->id[n++]))
            return false;
    return n == ID;
}

/* A key of the block that is open, with its value; of a list its first word and its first number behind that. */
static void set(group *g, const scan *s, ts_span key, ts_span word, uint64_t number) {
    if (s->depth == 1 && is(key, "extent_size"))
        g->extent = number;
    if (s->depth == 3 && is(s->name[1], "physical_volumes")) {
        if (is(key, "id") && same_id(g, word))
            g->self = s->name[2];
        if (is(key, "pe_start") && g->self.len && ts_span_eq(g->self, s->name[2]))
            g->first = number;
    }
    if (s->depth == 4 && is(s->name[1], "logical_volumes")) {
        if (is(key, "extent_count"))
            g->segment.count = number;
        if (is(key, "type"))
            g->segment.plain = is(word, "striped") || is(word, "linear");
        if (is(key, "stripe_count"))
            g->segment.stripes = number;
        if (is(key, "stripes")) {
            g->segment.at = number;
            g->segment.mine = g->self.len && ts_span_eq(word, g->self);
        }
    }
}

static void end_segment(group *g) {
    ts_lvm_volume *v = &g->out[g->n];
    bool good = g->segment.plain && g->segment.mine && g->segment.stripes == 1 && g->segment.count && g->extent &&
                g->segment.at < UINT32_MAX && g->segment.count < UINT32_MAX && g->extent < UINT32_MAX;
    if (!v->cut && good && (!v->len || g->segment.at == g->next)) {
        if (!v->len)
            v->begin = (g->first + g->segment.at * g->extent) * SECTOR;
        v->len += g->segment.count * g->extent * SECTOR;
        g->next = g->segment.at + g->segment.count;
    } else {
        v->cut = true;
    }
    memset(&g->segment, 0, sizeof g->segment);
}

static void close_block(group *g, const scan *s) {
    if (s->depth < 3 || !is(s->name[1], "logical_volumes") || g->n == TS_LVM_MOST)
        return;
    if (s->depth == 4)
        end_segment(g);
    if (s->depth == 3) {
        ts_lvm_volume *v = &g->out[g->n];
        snprintf(v->name, sizeof v->name, "%.*s", (int)(s->name[2].len < 100 ? s->name[2].len : 100), s->name[2].ptr);
        if (v->len)
            g->n++;
        if (g->n < TS_LVM_MOST)
            g->out[g->n] = (ts_lvm_volume){0};
    }
}

static void read_group(group *g, ts_span text) {
    scan s = {.rest = text};
    ts_span word = {"", 0}, t;
    g->out[0] = (ts_lvm_volume){0};
    while (token(&s, &t)) {
        if (is(t, "{")) {
            if (s.depth == DEPTH)
                return;
            s.name[s.depth++] = word;
        } else if (is(t, "}")) {
            close_block(g, &s);
            if (!s.depth)
                return;
            s.depth--;
        } else if (is(t, "=")) {
            ts_span key = word, first = {"", 0};
            uint64_t number = 0, n;
            bool list = false, numbered = false;
            while (token(&s, &t)) {
                if (is(t, "["))
                    list = true;
                else if (is(t, "]"))
                    break;
                else if (!numbered && ts_parse_u64(t, &n))
                    number = n, numbered = true;
                else if (!first.len)
                    first = t;
                if (!list)
                    break;
            }
            set(g, &s, key, first, number);
        } else {
            word = t;
        }
    }
}

/* ---- where it stands ---- */

/* The newest description of the area at `at`; it may go on at the area's beginning. */
static ts_err read_area(ts_partition *p, uint64_t at, uint64_t size, group *g) {
    char head[AREA_HEAD];
    if (!ts_partition_table(p, at, head, sizeof head) || memcmp(head + 4, " LVM2 x[5A%r0N*>", 16) != 0)
        return TS_EFORMAT;
    ts_span s = ts_span_of(head, sizeof head);
    uint64_t from = u64le(s, 40), len = u64le(s, 48);
    if (from < AREA_HEAD || from >= size || !len || len > TEXT_MOST || len > size - AREA_HEAD)
        return TS_EFORMAT;
    uint64_t row = len < size - from ? len : size - from;
    char *text = ts_alloc((size_t)len);
    bool there = ts_partition_table(p, at + from, text, (size_t)row) &&
                 ts_partition_table(p, at + AREA_HEAD, text + row, (size_t)(len - row));
    if (there)
        read_group(g, ts_span_of(text, (size_t)len));
    ts_partition_claim(p, at, size);
    ts_free(text);
    return there ? TS_OK : TS_EFORMAT;
}

size_t ts_lvm_read(ts_partition *p, ts_lvm_volume *out) {
    char label[SECTOR];
    group g = {.out = out};
    if (!ts_partition_table(p, LABEL, label, sizeof label) || memcmp(label, "LABELONE", 8) != 0)
        return 0;
    ts_span s = ts_span_of(label, sizeof label);
    size_t at = ts_u32le_at(s, 20);
    if (at > SECTOR - ID)
        return 0;
    memcpy(g.id, label + at, ID);
    for (at += ID + 8; at + 16 <= SECTOR && u64le(s, at);
         at += 16) /* areas of data, up to an empty one; then those of text */
        ;
    for (at += 16; at + 16 <= SECTOR && u64le(s, at); at += 16)
        if (read_area(p, u64le(s, at), u64le(s, at + 8), &g) == TS_OK)
            break;
    ts_partition_claim(p, LABEL, SECTOR);
    return g.n;
}
