/* sevenzip_list.c - the list of a 7z archive: where its folders lie, how they are packed, what stands in them. */
#include "base/limits.h"
#include "base/mem.h"
#include "extract/sevenzip.h"

enum { SIGNATURE = 32, MOST_CODERS = TS_SEVEN_STREAMS };
enum id {
    END = 0x00,
    PROPERTIES = 0x02,
    STREAMS = 0x04,
    FILES = 0x05,
    PACKED = 0x06,
    UNPACKED = 0x07,
    PARTS = 0x08,
    SIZE = 0x09,
    CRC = 0x0A,
    FOLDER = 0x0B,
    CODERS_SIZE = 0x0C,
    HOW_MANY = 0x0D,
    NO_STREAM = 0x0E,
    NO_FOLDER = 0x0F, /* "empty file": with no stream, and still no directory */
    REMOVED = 0x10,
    NAMES = 0x11,
    CHANGED = 0x14,
    ATTRIBUTES = 0x15,
};

/* The first byte's leading ones say how many bytes follow; its other bits are the highest. */
uint64_t ts_seven_number(ts_cursor *c) {
    uint8_t first = ts_read_u8(c);
    uint64_t value = 0;
    for (unsigned i = 0, mask = 0x80; i < 8; i++, mask >>= 1) {
        if (!(first & mask))
            return value | (uint64_t)(first & (mask - 1)) << 8 * i;
        value |= (uint64_t)ts_read_u8(c) << 8 * i;
    }
    return value;
}

/* A number of things that take a byte at least, each: it cannot lie by much. */
size_t ts_seven_count(ts_cursor *c) {
    uint64_t n = ts_seven_number(c);
    if (n > ts_cursor_left(c) || n > TS_LIMIT_MEMBERS)
        c->ok = false;
    return c->ok ? (size_t)n : 0;
}

static ts_span read_long(ts_cursor *c, uint64_t len) {
    if (len > ts_cursor_left(c))
        c->ok = false;
    return c->ok ? ts_read_span(c, (size_t)len) : (ts_span){0};
}

bool ts_seven_bit(ts_span bits, uint64_t i) { return i / 8 < bits.len && (uint8_t)bits.ptr[i / 8] >> (7 - i % 8) & 1; }

static ts_seven_some read_some(ts_cursor *c, uint64_t n) {
    ts_seven_some s = {.all = ts_read_u8(c) != 0};
    if (!s.all)
        s.bits = read_long(c, n / 8 + (n % 8 != 0));
    s.values = *c;
    return s;
}

bool ts_seven_next(ts_seven_some *s, uint64_t i, size_t size, uint64_t *out) {
    if (!s->all && !ts_seven_bit(s->bits, i))
        return false;
    uint64_t value = size == 8 ? ts_read_u64le(&s->values) : ts_read_u32le(&s->values);
    if (s->values.ok)
        *out = value;
    return s->values.ok;
}

static bool next_crc(ts_seven_some *s, uint64_t i, uint32_t *out) {
    uint64_t value = 0;
    bool there = ts_seven_next(s, i, 4, &value);
    *out = (uint32_t)value;
    return there;
}

/* ---- folders ---- */

ts_seven_read_coder ts_seven_coder_at(ts_cursor *c) {
    enum { ID = 0x0F, COMPLEX = 0x10, SETTINGS = 0x20, RESERVED = 0xC0 };
    ts_seven_read_coder k = {.ins = 1, .outs = 1};
    uint8_t flags = ts_read_u8(c);
    ts_span id = ts_read_span(c, flags & ID);
    for (size_t i = 0; i < id.len; i++)
        k.method = k.method << 8 | (uint8_t)id.ptr[i];
    if (flags & COMPLEX) {
        k.ins = ts_seven_count(c);
        k.outs = ts_seven_count(c);
    }
    if (flags & SETTINGS)
        k.settings = read_long(c, ts_seven_number(c));
    if (flags & RESERVED || id.len > 8 || k.ins > MOST_CODERS || k.outs > MOST_CODERS)
        c->ok = false;
    return k;
}

/* Moves over one folder; f gets what the rest of the list depends on. */
static void skip_folder(ts_cursor *c, ts_seven_folder *f) {
    size_t coders = ts_seven_count(c), ins = 0, outs = 0;
    for (size_t i = 0; i < coders && c->ok; i++) {
        ts_seven_read_coder k = ts_seven_coder_at(c);
        f->locked |= k.method == TS_SEVEN_AES;
        ins += k.ins;
        outs += k.outs;
        if (ins > MOST_CODERS || outs > MOST_CODERS)
            c->ok = false;
    }
    if (!outs || ins < outs)
        c->ok = false;
    size_t pairs = c->ok ? outs - 1 : 0, packs = c->ok ? ins - pairs : 0;
    uint64_t bound = 0;
    for (size_t i = 0; i < pairs; i++) {
        ts_seven_number(c);
        bound |= UINT64_C(1) << (ts_seven_number(c) % 64);
    }
    for (size_t i = 0; packs > 1 && i < packs; i++)
        ts_seven_number(c);
    f->packs = (uint8_t)packs;
    f->outs = (uint8_t)outs;
    while (f->last < outs && bound >> f->last & 1)
        f->last++;
}

bool ts_seven_chain_of(const ts_seven_folder *f, ts_seven_chain *out) {
    ts_cursor c = f->how, sizes = f->sizes;
    ts_seven_coder all[TS_SEVEN_CODERS];
    size_t n = ts_seven_count(&c), next[TS_SEVEN_CODERS], first = n; /* next: whose input a coder's output is */
    bool fed[TS_SEVEN_CODERS] = {false};
    if (!n || n > TS_SEVEN_CODERS || f->packs != 1)
        return false;
    for (size_t i = 0; i < n; i++) {
        ts_seven_read_coder k = ts_seven_coder_at(&c);
        all[i] = (ts_seven_coder){k.method, ts_seven_number(&sizes), k.settings};
        next[i] = n;
        if (k.ins != 1 || k.outs != 1)
            return false;
    }
    for (size_t i = 0; i + 1 < n; i++) {
        uint64_t in = ts_seven_number(&c), from = ts_seven_number(&c);
        if (in >= n || from >= n || fed[in] || next[from] != n)
            return false;
        fed[in] = true;
        next[from] = (size_t)in;
    }
    for (size_t i = 0; i < n; i++)
        first = fed[i] ? first : i;
    out->n = 0;
    for (size_t i = first; i < n && out->n < n; i = next[i])
        out->coder[out->n++] = all[i];
    return c.ok && sizes.ok && out->n == n;
}

/* ---- streams ---- */

static void read_folder_sizes(ts_cursor *c, ts_seven *z) {
    for (size_t i = 0; i < z->folders && c->ok; i++) {
        ts_seven_folder *f = &z->folder[i];
        f->sizes = *c;
        for (uint8_t k = 0; k < f->outs; k++) {
            uint64_t size = ts_seven_number(c);
            if (k == f->last)
                f->size = size;
        }
    }
}

static void read_folders(ts_cursor *c, ts_seven *z) {
    if (z->folders || ts_read_u8(c) != FOLDER)
        c->ok = false;
    size_t n = ts_seven_count(c), cap = 0;
    if (ts_read_u8(c) != 0) /* elsewhere: nobody ever wrote that */
        c->ok = false;
    while (z->folders < n && c->ok) {
        ts_seven_folder f = {.how = *c, .parts = 1};
        skip_folder(c, &f);
        if (z->folders == cap) {
            cap = cap ? cap * 2 : 16;
            z->folder = ts_grow(z->folder, cap, sizeof *z->folder);
        }
        z->folder[z->folders++] = f;
    }
    for (uint8_t id; c->ok && (id = ts_read_u8(c)) != END;) {
        if (id == CODERS_SIZE) {
            read_folder_sizes(c, z);
        } else if (id == CRC) {
            ts_seven_some crc = read_some(c, n);
            for (size_t i = 0; i < n; i++)
                z->folder[i].summed = next_crc(&crc, i, &z->folder[i].crc);
            *c = crc.values;
        } else {
            c->ok = false;
        }
    }
}

typedef struct packs {
    uint64_t at;
    size_t n;
    ts_cursor sizes;
} packs;

static void read_packs(ts_cursor *c, packs *p) {
    p->at = ts_seven_number(c);
    p->n = ts_seven_count(c);
    for (uint8_t id; c->ok && (id = ts_read_u8(c)) != END;) {
        if (id == SIZE) {
            p->sizes = *c;
            for (size_t i = 0; i < p->n; i++)
                ts_seven_number(c);
        } else if (id == CRC) {
            ts_seven_some crc = read_some(c, p->n);
            for (size_t i = 0; i < p->n; i++)
                (void)next_crc(&crc, i, &(uint32_t){0});
            *c = crc.values;
        } else {
            c->ok = false;
        }
    }
}

/* One behind the other, from behind the signature on.  False: they lie beyond any file. */
static bool place_folders(ts_seven *z, packs *p) {
    uint64_t at = p->at + SIGNATURE;
    size_t used = 0;
    if (p->at > INT64_MAX)
        return false;
    for (size_t i = 0; i < z->folders; i++) {
        z->folder[i].at = at;
        z->folder[i].pack_sizes = p->sizes;
        for (uint8_t k = 0; k < z->folder[i].packs; k++) {
            uint64_t size = ts_seven_number(&p->sizes);
            if (++used > p->n || !p->sizes.ok || size > INT64_MAX - at)
                return false;
            z->folder[i].packed += size;
            at += size;
        }
    }
    return true;
}

static void add_part(ts_seven *z, size_t *cap, ts_seven_part part) {
    if (z->parts == *cap) {
        *cap = *cap ? *cap * 2 : 16;
        z->part = ts_grow(z->part, *cap, sizeof *z->part);
    }
    z->part[z->parts++] = part;
}

/* The last one's is what the others leave. */
static void read_part_sizes(ts_cursor *c, ts_seven *z, bool written) {
    size_t cap = 0;
    for (size_t i = 0; i < z->folders && c->ok; i++) {
        uint64_t left = z->folder[i].size;
        size_t n = z->folder[i].parts;
        for (size_t k = 0; k < n && c->ok; k++) {
            uint64_t size = k + 1 < n && written ? ts_seven_number(c) : left;
            if (size > left || (n > 1 && !written) || z->parts == TS_LIMIT_MEMBERS)
                c->ok = false;
            left -= size;
            add_part(z, &cap, (ts_seven_part){.size = size});
        }
    }
}

/* They stand here but where a folder has one for its only part. */
static void read_part_sums(ts_cursor *c, ts_seven *z, bool written) {
    uint64_t n = 0, sum = 0;
    for (size_t i = 0; i < z->folders; i++)
        n += z->folder[i].parts == 1 && z->folder[i].summed ? 0 : z->folder[i].parts;
    ts_seven_some crc = {0};
    if (written)
        crc = read_some(c, n);
    for (size_t i = 0, at = 0; i < z->folders && c->ok; i++) {
        const ts_seven_folder *f = &z->folder[i];
        for (size_t k = 0; k < f->parts; k++, at++) {
            ts_seven_part *p = &z->part[at];
            p->summed = f->parts == 1 && f->summed ? true : next_crc(&crc, sum++, &p->crc);
            if (f->parts == 1 && f->summed)
                p->crc = f->crc;
        }
    }
    if (written)
        *c = crc.values;
}

/* there: the list says what is in the folders; else one part each. */
static void read_parts(ts_cursor *c, ts_seven *z, bool there) {
    uint8_t id = there ? ts_read_u8(c) : END;
    if (z->parts)
        c->ok = false;
    if (id == HOW_MANY) {
        for (size_t i = 0; i < z->folders; i++)
            z->folder[i].parts = ts_seven_count(c);
        id = ts_read_u8(c);
    }
    read_part_sizes(c, z, id == SIZE);
    if (id == SIZE)
        id = ts_read_u8(c);
    read_part_sums(c, z, id == CRC);
    if (id == CRC)
        id = ts_read_u8(c);
    if (id != END)
        c->ok = false;
}

static void read_streams(ts_cursor *c, ts_seven *z) {
    packs p = {0};
    bool parts = false;
    for (uint8_t id; c->ok && (id = ts_read_u8(c)) != END;) {
        if (id == PACKED)
            read_packs(c, &p);
        else if (id == UNPACKED)
            read_folders(c, z);
        else if (id == PARTS && !parts)
            read_parts(c, z, parts = true);
        else
            c->ok = false;
    }
    if (!parts)
        read_parts(c, z, false);
    c->ok = c->ok && place_folders(z, &p);
}

/* ---- files ---- */

static ts_seven_some read_outer_some(ts_span of, uint64_t n, bool *ok) {
    ts_cursor c = ts_cursor_over(of);
    ts_seven_some s = read_some(&c, n);
    *ok = *ok && ts_read_u8(&s.values) == 0 && s.values.ok; /* not elsewhere */
    return s;
}

static void read_files(ts_cursor *c, ts_seven *z) {
    z->files = ts_seven_count(c);
    for (uint8_t id; c->ok && (id = ts_read_u8(c)) != END;) {
        ts_span of = read_long(c, ts_seven_number(c));
        bool ok = true;
        if (id == NO_STREAM)
            z->no_stream = of;
        else if (id == NO_FOLDER)
            z->no_folder = of;
        else if (id == REMOVED)
            z->removed = of;
        else if (id == NAMES && of.len && of.ptr[0] == 0)
            z->names = ts_slice(of, 1, of.len);
        else if (id == CHANGED)
            z->times = read_outer_some(of, z->files, &ok);
        else if (id == ATTRIBUTES)
            z->attributes = read_outer_some(of, z->files, &ok);
        c->ok = c->ok && ok;
    }
}

bool ts_seven_read_packed(ts_span list, ts_seven *out) {
    ts_cursor c = ts_cursor_over(list);
    *out = (ts_seven){0};
    read_streams(&c, out);
    return c.ok && out->folders == 1 && out->parts == 1;
}

bool ts_seven_read(ts_span list, ts_seven *out) {
    ts_cursor c = ts_cursor_over(list);
    *out = (ts_seven){0};
    uint8_t id = ts_read_u8(&c);
    for (; id == PROPERTIES && c.ok; id = ts_read_u8(&c))
        while (ts_read_u8(&c) != 0)
            read_long(&c, ts_seven_number(&c));
    if (id == STREAMS) {
        read_streams(&c, out);
        id = ts_read_u8(&c);
    }
    if (id == FILES) {
        read_files(&c, out);
        id = ts_read_u8(&c);
    }
    return c.ok && id == END;
}

void ts_seven_done(ts_seven *z) {
    ts_free(z->folder);
    ts_free(z->part);
    *z = (ts_seven){0};
}
