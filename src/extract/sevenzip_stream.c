/* sevenzip_stream.c - one folder of a 7z archive as a stream: unlocked, unpacked: the door to liblzma. */
#include <lzma.h>

#include "base/limits.h"
#include "base/mem.h"
#include "extract/archive_open.h"
#include "extract/sevenzip.h"

enum { BLOCK = 64 * 1024, AES_BLOCK = 16 };

/* ---- the methods that liblzma knows ---- */

struct ts_seven_unpack {
    lzma_stream stream;
    lzma_filter filter[TS_SEVEN_CODERS + 1]; /* the last is the first to unpack */
    lzma_options_lzma lzma;
    lzma_options_delta delta;
    size_t filters;
};

static void set_dictionary(lzma_options_lzma *o, uint64_t dictionary, uint64_t size) {
    if (dictionary > size) /* no more than what comes out can be looked back at */
        dictionary = size;
    o->dict_size = dictionary < LZMA_DICT_SIZE_MIN ? LZMA_DICT_SIZE_MIN : (uint32_t)dictionary;
}

static bool set_lzma(struct ts_seven_unpack *u, const ts_seven_coder *k) {
    enum { LC = 9, LP = 5 };
    ts_cursor c = ts_cursor_over(k->settings);
    uint8_t packed = ts_read_u8(&c);
    u->lzma.lc = packed % LC;
    u->lzma.lp = packed / LC % LP;
    u->lzma.pb = packed / LC / LP;
    set_dictionary(&u->lzma, ts_read_u32le(&c), k->size);
    u->lzma.ext_flags = LZMA_LZMA1EXT_ALLOW_EOPM;
    u->lzma.ext_size_low = (uint32_t)k->size;
    u->lzma.ext_size_high = (uint32_t)(k->size >> 32);
    return c.ok;
}

static bool set_lzma2(struct ts_seven_unpack *u, const ts_seven_coder *k) {
    enum { MOST = 40 };
    ts_cursor c = ts_cursor_over(k->settings);
    uint8_t packed = ts_read_u8(&c);
    set_dictionary(&u->lzma, packed == MOST ? UINT32_MAX : (UINT64_C(2) | (packed & 1)) << (packed / 2 + 11), k->size);
    return c.ok && packed <= MOST;
}

/* Methods.txt: what executables are turned into before they are packed, under their old and new numbers. */
static bool set_filter(lzma_filter *filter, struct ts_seven_unpack *u, const ts_seven_coder *k) {
    static const struct {
        uint64_t method[2];
        lzma_vli id;
    } known[] = {{{0x03030103, 0x04}, LZMA_FILTER_X86},      {{0x03030205, 0x05}, LZMA_FILTER_POWERPC},
                 {{0x03030401, 0x06}, LZMA_FILTER_IA64},     {{0x03030501, 0x07}, LZMA_FILTER_ARM},
                 {{0x03030701, 0x08}, LZMA_FILTER_ARMTHUMB}, {{0x03030805, 0x09}, LZMA_FILTER_SPARC}};
    enum { DELTA = 0x03 };
    if (k->method == DELTA) {
        ts_cursor c = ts_cursor_over(k->settings);
        u->delta = (lzma_options_delta){.type = LZMA_DELTA_TYPE_BYTE, .dist = ts_read_u8(&c) + 1u};
        *filter = (lzma_filter){LZMA_FILTER_DELTA, &u->delta};
        return c.ok;
    }
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (k->method == known[i].method[0] || k->method == known[i].method[1]) {
            *filter = (lzma_filter){known[i].id, NULL};
            return true;
        }
    return false;
}

/* The coders from `from` on: LZMA or LZMA2, and what is behind it. */
static ts_reason unpack_new(const ts_seven_chain *chain, size_t from, struct ts_seven_unpack **out) {
    enum { LZMA = 0x030101, LZMA2 = 0x21 };
    struct ts_seven_unpack *u = *out = ts_alloc(sizeof *u);
    const ts_seven_coder *k = &chain->coder[from];
    size_t n = chain->n - from;
    u->stream = (lzma_stream)LZMA_STREAM_INIT;
    bool known = k->method == LZMA ? set_lzma(u, k) : k->method == LZMA2 && set_lzma2(u, k);
    u->filter[n - 1] = (lzma_filter){k->method == LZMA ? LZMA_FILTER_LZMA1EXT : LZMA_FILTER_LZMA2, &u->lzma};
    u->filter[n].id = LZMA_VLI_UNKNOWN;
    for (size_t i = 1; i < n && known; i++)
        known = set_filter(&u->filter[n - 1 - i], u, &k[i]);
    if (!known)
        return TS_REASON_UNSUPPORTED;
    if (u->lzma.dict_size > TS_LIMIT_WHOLE)
        return TS_REASON_MEMORY;
    lzma_ret ret = lzma_raw_decoder(&u->stream, u->filter);
    return ret == LZMA_OK ? TS_READ : ret == LZMA_MEM_ERROR ? TS_REASON_MEMORY : TS_REASON_UNSUPPORTED;
}

static void unpack_free(ts_seven_stream *s) {
    if (s->unpack)
        lzma_end(&s->unpack->stream);
    ts_free(s->unpack);
    s->unpack = NULL;
}

/* ---- the stream ---- */

static bool refuse(ts_seven_stream *s, ts_reason reason) {
    s->reason = reason;
    s->ended = true;
    return false;
}

/* What liblzma does not unpack: without its lock, to the library. */
static bool open_library(ts_seven_stream *s, const ts_seven_folder *f, const uint8_t *key) {
    if (s->cut)
        return refuse(s, TS_REASON_TRUNCATED);
    s->bare = ts_seven_bare_new(s->in, f, key);
    s->library = ts_alloc(sizeof *s->library);
    if (!s->bare || !ts_archive_first(s->library, ts_seven_bare_source(s->bare), TS_ARCHIVE_7ZIP))
        return refuse(s, TS_REASON_UNSUPPORTED);
    return true;
}

static ts_err read_library(ts_seven_stream *s, char *out, size_t cap, size_t *got) {
    ts_reason reason;
    TS_TRY(ts_archive_first_read(s->library, out, cap, got, &reason));
    s->left = s->packed > s->library->fetched ? s->packed - s->library->fetched : 0;
    if (reason != TS_READ)
        refuse(s, reason);
    s->ended |= *got == 0;
    return TS_OK;
}

bool ts_seven_stream_open(ts_seven_stream *s, ts_source *in, const ts_seven_folder *f, const uint8_t *key) {
    enum { COPY = 0 };
    ts_seven_chain chain;
    *s = (ts_seven_stream){.in = in, .at = f->at, .left = f->packed, .packed = f->packed};
    uint64_t there = f->at < in->size ? in->size - f->at : 0;
    s->cut = there < s->left;
    s->left = s->cut ? there : s->left;
    if (!ts_seven_chain_of(f, &chain))
        return open_library(s, f, key);
    size_t next = 0;
    s->open_left = f->packed;
    if (chain.coder[0].method == TS_SEVEN_AES) {
        ts_seven_lock lock;
        if (!ts_seven_lock_of(chain.coder[0].settings, &lock))
            return refuse(s, TS_REASON_UNSUPPORTED);
        if (chain.coder[0].size > f->packed)
            return refuse(s, TS_REASON_CORRUPT);
        s->aes = ts_aes_decrypting(ts_span_of(key, TS_SEVEN_KEY), lock.iv);
        if (!s->aes)
            return refuse(s, TS_REASON_MEMORY);
        s->open_left = chain.coder[0].size;
        next = 1;
    }
    if (next < chain.n && chain.coder[next].method == COPY)
        next++;
    if (next < chain.n) {
        ts_reason reason = unpack_new(&chain, next, &s->unpack);
        if (reason == TS_REASON_UNSUPPORTED) {
            unpack_free(s);
            return open_library(s, f, key);
        }
        if (reason != TS_READ)
            return refuse(s, reason);
    }
    s->block = ts_grow(NULL, BLOCK, 1);
    return true;
}

/* The next packed bytes, unlocked; false: there are none. */
static ts_err refill(ts_seven_stream *s, bool *more) {
    size_t n = s->left < BLOCK ? (size_t)s->left : BLOCK;
    if (s->aes)
        n -= n % AES_BLOCK;
    *more = n && s->open_left;
    if (!*more)
        return TS_OK;
    TS_TRY(ts_source_read_at(s->in, s->at, s->block, n));
    if (s->aes)
        ts_aes_run(s->aes, s->block, n);
    s->at += n;
    s->left -= n;
    s->taken = 0;
    s->have = n < s->open_left ? n : (size_t)s->open_left;
    s->open_left -= s->have;
    return TS_OK;
}

/* Whatever liblzma makes of the bytes that are there; *got may be 0. */
static void unpack(ts_seven_stream *s, bool more, char *out, size_t cap, size_t *got) {
    lzma_stream *z = &s->unpack->stream;
    z->next_in = (const uint8_t *)s->block + s->taken;
    z->avail_in = s->have - s->taken;
    z->next_out = (uint8_t *)out;
    z->avail_out = cap;
    lzma_ret ret = lzma_code(z, more ? LZMA_RUN : LZMA_FINISH);
    s->taken = s->have - z->avail_in;
    *got = cap - z->avail_out;
    if (ret == LZMA_STREAM_END)
        s->ended = true;
    else if (ret == LZMA_BUF_ERROR && !more)
        refuse(s, s->cut ? TS_REASON_TRUNCATED : TS_REASON_CORRUPT);
    else if (ret != LZMA_OK && ret != LZMA_BUF_ERROR)
        refuse(s, ret == LZMA_MEM_ERROR ? TS_REASON_MEMORY : TS_REASON_CORRUPT);
}

ts_err ts_seven_stream_read(ts_seven_stream *s, char *out, size_t cap, size_t *got) {
    *got = 0;
    if (s->library && !s->ended)
        return read_library(s, out, cap, got);
    while (!s->ended && *got == 0) {
        bool more = true;
        if (s->taken == s->have)
            TS_TRY(refill(s, &more));
        if (s->unpack) {
            unpack(s, more, out, cap, got);
            continue;
        }
        if (!more && s->cut)
            refuse(s, TS_REASON_TRUNCATED);
        s->ended |= !more;
        *got = s->have - s->taken < cap ? s->have - s->taken : cap;
        memcpy(out, s->block + s->taken, *got);
        s->taken += *got;
    }
    return TS_OK;
}

void ts_seven_stream_done(ts_seven_stream *s) {
    unpack_free(s);
    if (s->library)
        ts_archive_close(s->library);
    ts_free(s->library);
    ts_seven_bare_free(s->bare);
    ts_aes_free(s->aes);
    ts_free(s->block);
    s->library = NULL;
    s->bare = NULL;
    s->aes = NULL;
    s->block = NULL;
}
