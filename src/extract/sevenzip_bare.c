/* sevenzip_bare.c - one folder of a 7z archive as an archive of its own, of one member and without a lock: for what the library
 * unpacks and liblzma does not (PPMd, BZip2, Deflate, BCJ2).
 */
#include "base/limits.h"
#include "base/mem.h"
#include "extract/inflate.h"
#include "extract/sevenzip.h"

enum { MOST = TS_SEVEN_STREAMS, SIGNATURE = 32, BLOCK = 16, CHUNK = 64 * 1024, KEY = TS_SEVEN_KEY };

/* What a coder's streams are called in the folder: ins and outs count over all of them. */
typedef struct node {
    ts_seven_read_coder is;
    size_t in, out; /* its first of each */
} node;

typedef struct graph {
    node coder[MOST];
    size_t coders, ins, outs, pairs, packs;
    struct {
        size_t in, out;
    } pair[MOST];
    uint64_t size[MOST]; /* of each out */
    struct {
        size_t in;
        uint64_t size;
    } pack[MOST];
} graph;

static bool read_graph(const ts_seven_folder *f, graph *g) {
    ts_cursor c = f->how, sizes = f->sizes, packs = f->pack_sizes;
    *g = (graph){.coders = ts_seven_count(&c)};
    if (!g->coders || g->coders > MOST)
        return false;
    for (size_t i = 0; i < g->coders; i++) {
        g->coder[i] = (node){ts_seven_coder_at(&c), g->ins, g->outs};
        g->ins += g->coder[i].is.ins;
        g->outs += g->coder[i].is.outs;
        if (!c.ok || g->ins > MOST || g->outs > MOST)
            return false;
    }
    if (!g->outs || g->ins < g->outs)
        return false;
    g->pairs = g->outs - 1;
    g->packs = g->ins - g->pairs;
    bool bound[MOST] = {false};
    for (size_t i = 0; i < g->pairs; i++) {
        uint64_t in = ts_seven_number(&c), out = ts_seven_number(&c);
        if (in >= g->ins || out >= g->outs || bound[in])
            return false;
        bound[in] = true;
        g->pair[i].in = (size_t)in;
        g->pair[i].out = (size_t)out;
    }
    for (size_t i = 0, next = 0; i < g->packs; i++, next++) {
        uint64_t in = g->packs > 1 ? ts_seven_number(&c) : 0;
        while (g->packs == 1 && next < g->ins && bound[next])
            next++;
        g->pack[i].in = g->packs > 1 ? (size_t)(in < g->ins ? in : g->ins) : next;
        g->pack[i].size = ts_seven_number(&packs);
        if (g->pack[i].in >= g->ins || bound[g->pack[i].in])
            return false;
        bound[g->pack[i].in] = true;
    }
    for (size_t i = 0; i < g->outs; i++)
        g->size[i] = ts_seven_number(&sizes);
    return c.ok && sizes.ok && packs.ok;
}

bool ts_seven_folder_lock(const ts_seven_folder *f, ts_seven_lock *out) {
    graph g;
    bool is = read_graph(f, &g), met = false;
    for (size_t i = 0; i < g.coders && is; i++) {
        ts_seven_lock lock;
        if (g.coder[i].is.method != TS_SEVEN_AES)
            continue;
        is = ts_seven_lock_of(g.coder[i].is.settings, &lock) &&
             (!met || (lock.power == out->power && lock.salted == out->salted &&
                       memcmp(lock.salt, out->salt, lock.salted) == 0)); /* one key for all of its streams */
        *out = met ? *out : lock;
        met = true;
    }
    return is && met;
}

/* ---- the bytes ---- */

typedef struct packed {
    uint64_t at, size, begins; /* in the file; and of the archive that is made: its size, and where it stands */
    uint64_t stored; /* bytes in the file */
    bool locked;
    uint8_t iv[BLOCK];
} packed;

struct ts_seven_bare {
    ts_source *in, source;
    packed packed[MOST];
    size_t n;
    uint8_t key[KEY];
    ts_buf start, end; /* what stands before and behind the packed bytes */
    uint64_t end_at;
};

/* CBC needs the block before alone. */
static ts_err open_at(ts_seven_bare *b, const packed *p, uint64_t at, char *out, size_t len) {
    if (!p->locked)
        return ts_source_read_at(b->in, p->at + at, out, len);
    uint64_t from = at - at % BLOCK;
    size_t lead = (size_t)(at - from), n = lead + len + (BLOCK - (lead + len) % BLOCK) % BLOCK;
    uint8_t iv[BLOCK];
    TS_AUTO(ts_buf, ts_buf_done) block = {0};
    ts_buf_reserve(&block, n);
    memcpy(iv, p->iv, sizeof iv);
    if (from)
        TS_TRY(ts_source_read_at(b->in, p->at + from - BLOCK, iv, sizeof iv));
    TS_TRY(ts_source_read_at(b->in, p->at + from, block.ptr, n));
    ts_aes *aes = ts_aes_decrypting(ts_span_of(b->key, KEY), iv);
    if (aes)
        ts_aes_run(aes, block.ptr, n);
    ts_aes_free(aes);
    memcpy(out, block.ptr + lead, len);
    return TS_OK;
}

static ts_err make(void *context, uint64_t at, char *out, size_t len) {
    ts_seven_bare *b = context;
    while (len) {
        size_t n = len < CHUNK ? len : CHUNK;
        const ts_buf *edge = at < b->start.len ? &b->start : at >= b->end_at ? &b->end : NULL;
        if (edge) {
            size_t from = (size_t)(edge == &b->end ? at - b->end_at : at);
            n = n < edge->len - from ? n : edge->len - from;
            memcpy(out, edge->ptr + from, n);
        } else {
            const packed *p = b->packed;
            while (at - p->begins >= p->size)
                p++;
            uint64_t left = p->size - (at - p->begins);
            n = n < left ? n : (size_t)left;
            TS_TRY(open_at(b, p, at - p->begins, out, n));
        }
        at += n;
        out += n;
        len -= n;
    }
    return TS_OK;
}

/* ---- the list ---- */

static void add_number(ts_buf *out, uint64_t n) {
    ts_buf_add_char(out, (char)(uint8_t)0xFF); /* eight bytes follow */
    for (size_t i = 0; i < 8; i++)
        ts_buf_add_char(out, (char)(uint8_t)(n >> 8 * i));
}

static void add_coder(ts_buf *out, const ts_seven_read_coder *k) {
    enum { COMPLEX = 0x10, SETTINGS = 0x20 };
    size_t id = 1;
    while (id < 8 && k->method >> 8 * id)
        id++;
    bool complex = k->ins != 1 || k->outs != 1;
    ts_buf_add_char(out, (char)(uint8_t)(id | (complex ? COMPLEX : 0) | (k->settings.len ? SETTINGS : 0)));
    for (size_t i = id; i-- > 0;)
        ts_buf_add_char(out, (char)(uint8_t)(k->method >> 8 * i));
    if (complex) {
        add_number(out, k->ins);
        add_number(out, k->outs);
    }
    if (k->settings.len)
        add_number(out, k->settings.len);
    ts_buf_add(out, k->settings);
}

/* Takes the locks out: what such a coder gave is what is packed now.  False: they lie otherwise than 7-Zip puts them. */
static bool take_locks(graph *g, const ts_seven_folder *f, ts_seven_bare *b) {
    uint64_t at = f->at, begins = SIGNATURE;
    b->n = g->packs;
    for (size_t i = 0; i < g->packs; i++) {
        packed *p = &b->packed[i];
        *p = (packed){.at = at, .size = g->pack[i].size, .stored = g->pack[i].size};
        at += p->stored;
        for (size_t k = 0; k < g->coders; k++) {
            const node *n = &g->coder[k];
            ts_seven_lock lock;
            if (n->is.method != TS_SEVEN_AES || n->in != g->pack[i].in)
                continue;
            size_t pair = 0;
            while (pair < g->pairs && g->pair[pair].out != n->out)
                pair++;
            if (n->is.ins != 1 || n->is.outs != 1 || pair == g->pairs || !ts_seven_lock_of(n->is.settings, &lock) ||
                g->size[n->out] > p->stored || p->stored % BLOCK)
                return false;
            p->locked = true;
            p->size = g->size[n->out];
            memcpy(p->iv, lock.iv, sizeof p->iv);
            g->pack[i].in = g->pair[pair].in;
            for (g->pairs--; pair < g->pairs; pair++) /* the library goes by their order */
                g->pair[pair] = g->pair[pair + 1];
            break;
        }
        p->begins = begins;
        begins += p->size;
    }
    b->end_at = begins;
    return true;
}

/* Numbers of the streams that are left once the locks' own are gone. */
static size_t in_now(const graph *g, size_t in) {
    size_t gone = 0;
    for (size_t i = 0; i < g->coders; i++)
        gone += g->coder[i].is.method == TS_SEVEN_AES && g->coder[i].in < in;
    return in - gone;
}

static size_t out_now(const graph *g, size_t out) {
    size_t gone = 0;
    for (size_t i = 0; i < g->coders; i++)
        gone += g->coder[i].is.method == TS_SEVEN_AES && g->coder[i].out < out;
    return out - gone;
}

static void write_list(const graph *g, const ts_seven_bare *b, ts_buf *out) {
    static const char streams[] = "\x01\x04\x06\x00", sizes[] = "\x09", folder[] = "\x00\x07\x0B\x01\x00",
                      unpacked[] = "\x0C",
                      files[] = "\x00\x08\x00\x00\x05\x01\x11\x05\x00"
                                "a\0\0\0"
                                "\x00\x00";
    size_t coders = 0;
    ts_buf_add(out, ts_span_of(streams, 4));
    add_number(out, b->n);
    ts_buf_add(out, ts_span_of(sizes, 1));
    for (size_t i = 0; i < b->n; i++)
        add_number(out, b->packed[i].size);
    ts_buf_add(out, ts_span_of(folder, 5));
    for (size_t i = 0; i < g->coders; i++)
        coders += g->coder[i].is.method != TS_SEVEN_AES;
    add_number(out, coders);
    for (size_t i = 0; i < g->coders; i++)
        if (g->coder[i].is.method != TS_SEVEN_AES)
            add_coder(out, &g->coder[i].is);
    for (size_t i = 0; i < g->pairs; i++) {
        add_number(out, in_now(g, g->pair[i].in));
        add_number(out, out_now(g, g->pair[i].out));
    }
    for (size_t i = 0; g->packs > 1 && i < g->packs; i++)
        add_number(out, in_now(g, g->pack[i].in));
    ts_buf_add(out, ts_span_of(unpacked, 1));
    for (size_t i = 0; i < g->coders; i++)
        for (size_t k = 0; g->coder[i].is.method != TS_SEVEN_AES && k < g->coder[i].is.outs; k++)
            add_number(out, g->size[g->coder[i].out + k]);
    ts_buf_add(out, ts_span_of(files, sizeof files - 1));
}

static void add_le(ts_buf *out, uint64_t n, size_t bytes) {
    for (size_t i = 0; i < bytes; i++)
        ts_buf_add_char(out, (char)(uint8_t)(n >> 8 * i));
}

ts_seven_bare *ts_seven_bare_new(ts_source *in, const ts_seven_folder *f, const uint8_t *key) {
    graph g;
    TS_AUTO(ts_buf, ts_buf_done) where = {0};
    ts_seven_bare *b = ts_alloc(sizeof *b);
    b->in = in;
    if (key)
        memcpy(b->key, key, sizeof b->key);
    if (!read_graph(f, &g) || !take_locks(&g, f, b)) {
        ts_seven_bare_free(b);
        return NULL;
    }
    write_list(&g, b, &b->end);
    add_le(&where, b->end_at - SIGNATURE, 8);
    add_le(&where, b->end.len, 8);
    add_le(&where, ts_crc32(0, ts_buf_span(&b->end)), 4);
    ts_buf_add(&b->start, ts_span_of("7z\xBC\xAF\x27\x1C\0\4", 8));
    add_le(&b->start, ts_crc32(0, ts_buf_span(&where)), 4);
    ts_buf_add(&b->start, ts_buf_span(&where));
    ts_source_made(&b->source, b->end_at + b->end.len, make, b);
    return b;
}

ts_source *ts_seven_bare_source(ts_seven_bare *b) { return &b->source; }

void ts_seven_bare_free(ts_seven_bare *b) {
    if (!b)
        return;
    ts_source_done(&b->source);
    ts_buf_done(&b->start);
    ts_buf_done(&b->end);
    ts_wipe(b, sizeof *b);
    ts_free(b);
}
