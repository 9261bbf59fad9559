/* sevenzip.c - 7z archives that a password closes: the passwords are tried, and the members come out one after the other.
 *
 * Nothing in the format tells a password: a wrong one gives noise, which is told from the list of names, or the first member
 * of a folder, by the sum that must come out.
 */
#include "extract/sevenzip.h"

#include "base/mem.h"
#include "extract/inflate.h"
#include "extract/unlock.h"
#include "text/encoding.h"

enum {
    SIGNATURE = 32,
    HEADER = 0x01,
    PACKED_HEADER = 0x17,
    LAYERS = 4, /* of packed lists: 7-Zip writes one */
    OUT = 256 * 1024,
    KEYS = 64, /* that are kept */
    NO_NOISE = 1024 * 1024, /* bytes: long before, noise asks LZMA for what it has not seen yet */
    TRIED_AT_ONCE = 128, /* bytes unpacked to try a password, against a step of a hash */
};

typedef struct known_key {
    ts_seven_lock lock;
    uint32_t index; /* of the password */
    uint8_t key[TS_SEVEN_KEY];
} known_key;

typedef struct archive {
    ts_source *in;
    ts_sink *out;
    ts_buf list;
    ts_seven z;
    bool locked; /* the list was */
    char *block;
    known_key key[KEYS];
    size_t keys;
    /* of the folder at hand, and what is left of it: */
    size_t folder, part, parts_left;
    ts_seven_stream stream;
    uint64_t stored; /* its packed bytes that no member took yet */
    bool beyond; /* whatever the password: nobody here unpacks it */
    ts_reason closed; /* no further member of it can be had */
    uint64_t given, accounted, links;
    uint64_t unnamed; /* packed bytes of folders in which no member stands */
    bool stop;
} archive;

/* ---- passwords ---- */

static bool same_lock(const ts_seven_lock *a, const ts_seven_lock *b) {
    return a->power == b->power && a->salted == b->salted && memcmp(a->salt, b->salt, a->salted) == 0;
}

/* The key that a password makes; NULL: that would cost too much. */
static const uint8_t *key_of(archive *a, const ts_seven_lock *lock, const ts_unlock *u) {
    for (size_t i = 0; i < a->keys && i < KEYS; i++)
        if (a->key[i].index == u->index && same_lock(&a->key[i].lock, lock))
            return a->key[i].key;
    char wide[TS_PASSWORD_WIDE];
    ts_span password = ts_password_wide(u->text, wide);
    known_key *k = NULL;
    if (ts_unlock_afford(ts_seven_lock_steps(lock, password.len))) {
        k = &a->key[a->keys++ % KEYS];
        k->lock = *lock;
        k->index = u->index;
        ts_seven_lock_key(lock, password, k->key);
    }
    ts_wipe(wide, sizeof wide);
    return k ? k->key : NULL;
}

/* Does the folder's first part come out as its sum says?  Without a sum, it must have been packed and unpack to its end. */
static bool proves(archive *a, const ts_seven_folder *f, const ts_seven_part *part, const uint8_t *key,
                   uint64_t *unpacked) {
    ts_seven_stream s;
    uint64_t left = part->size;
    uint32_t crc = 0;
    bool open = ts_seven_stream_open(&s, a->in, f, key),
         packed = s.unpack != NULL; /* PPMd, by the library, makes something of noise */
    while (open && left && !s.ended && !(packed && part->size - left >= NO_NOISE)) {
        size_t got;
        if (ts_seven_stream_read(&s, a->block, left < OUT ? (size_t)left : OUT, &got) != TS_OK)
            break;
        crc = ts_crc32(crc, ts_span_of(a->block, got));
        left -= got;
    }
    a->beyond |= s.reason == TS_REASON_UNSUPPORTED && left == part->size;
    ts_seven_stream_done(&s);
    *unpacked = part->size - left;
    if (left)
        return packed && part->size - left >= NO_NOISE;
    return open && part->size && (part->summed ? crc == part->crc : packed);
}

/* The first part that has any bytes: only it says something. */
static const ts_seven_part *first_part(const ts_seven_part *part, size_t n) {
    size_t i = 0;
    while (i + 1 < n && part[i].size == 0)
        i++;
    return &part[i];
}

/* NULL: no password fits, or none is left that may be tried. */
static const uint8_t *unlock(archive *a, const ts_seven_folder *f, const ts_seven_part *part, uint32_t *opened) {
    ts_seven_lock lock;
    if (!ts_seven_folder_lock(f, &lock))
        return NULL;
    ts_unlock u = {0};
    while (ts_unlock_next_utf8(&u, 0)) {
        const uint8_t *key = key_of(a, &lock, &u);
        uint64_t unpacked;
        if (!key)
            return NULL;
        if (proves(a, f, part, key, &unpacked)) {
            ts_unlock_fits(&u);
            *opened = u.index;
            return key;
        }
        if (!u.proven && !ts_unlock_afford(unpacked / TRIED_AT_ONCE))
            return NULL;
    }
    return NULL;
}

/* ---- the list ---- */

/* What a packed list unpacks to, into out. */
static ts_err unpack_list(archive *a, const ts_seven *z, const uint8_t *key, ts_buf *out, bool *whole) {
    const ts_seven_folder *f = z->folder;
    ts_seven_stream s;
    ts_err err = TS_OK;
    ts_seven_stream_open(&s, a->in, f, key);
    while (!err && !s.ended && out->len < f->size && out->len < TS_LIMIT_WHOLE) {
        size_t got = 0, left = f->size - out->len < OUT ? (size_t)(f->size - out->len) : OUT;
        err = ts_seven_stream_read(&s, a->block, left, &got);
        ts_buf_add(out, ts_span_of(a->block, got));
    }
    ts_seven_stream_done(&s);
    *whole = !err && out->len == f->size && out->len && (!f->summed || ts_crc32(0, ts_buf_span(out)) == f->crc);
    return err;
}

static ts_err load_list(archive *a, bool *whole) {
    char head[SIGNATURE];
    *whole = false;
    if (a->in->size < sizeof head)
        return TS_OK;
    TS_TRY(ts_source_read_at(a->in, 0, head, sizeof head));
    ts_cursor c = ts_cursor_over(ts_span_of(head + 12, sizeof head - 12));
    uint64_t at = ts_read_u64le(&c), len = ts_read_u64le(&c), room = a->in->size - sizeof head;
    uint32_t crc = ts_read_u32le(&c);
    if (at > room || len > room - at || len > TS_LIMIT_WHOLE || !len)
        return TS_OK;
    ts_buf_reserve(&a->list, (size_t)len);
    TS_TRY(ts_source_read_at(a->in, sizeof head + at, a->list.ptr, (size_t)len));
    a->list.len = (size_t)len;
    *whole = ts_crc32(0, ts_buf_span(&a->list)) == crc;
    return TS_OK;
}

/* The list is packed, and may be locked. */
static ts_err open_list(archive *a, bool *whole) {
    ts_seven z;
    TS_AUTO(ts_buf, ts_buf_done) plain = {0};
    ts_err err = TS_OK;
    *whole = ts_seven_read_packed(ts_slice(ts_buf_span(&a->list), 1, a->list.len), &z);
    const uint8_t *key = NULL;
    uint32_t opened = 0;
    if (*whole && z.folder->locked) {
        a->locked = true;
        key = unlock(a, z.folder, first_part(z.part, z.parts), &opened);
        err = key ? ts_emit_opened(a->out, opened)
                  : ts_fail(TS_EENCRYPTED, "archive: the list of members is encrypted, and no password fits");
    }
    if (*whole && !err)
        err = unpack_list(a, &z, key, &plain, whole);
    ts_seven_done(&z);
    ts_buf swap = a->list;
    a->list = plain;
    plain = swap;
    return err;
}

/* *whole: there is a list, in the clear.  False may also mean that it is none of ours. */
static ts_err read_list(archive *a, bool *whole) {
    TS_TRY(load_list(a, whole));
    for (size_t i = 0; i < LAYERS && *whole && a->list.ptr[0] == PACKED_HEADER; i++)
        TS_TRY(open_list(a, whole));
    *whole =
        *whole && a->list.ptr[0] == HEADER && ts_seven_read(ts_slice(ts_buf_span(&a->list), 1, a->list.len), &a->z);
    return TS_OK;
}

/* ---- folders ---- */

static uint64_t left_of(const archive *a) { return a->in->size - a->accounted; }

/* Stored bytes that a member, or what was passed over, takes: all together are never more than there are. */
static uint64_t account(archive *a, uint64_t stored) {
    if (stored > left_of(a))
        stored = left_of(a);
    a->accounted += stored;
    return stored;
}

static ts_err open_folder(archive *a) {
    const ts_seven_folder *f = &a->z.folder[a->folder];
    static const uint8_t none[TS_SEVEN_KEY];
    const uint8_t *key = none;
    ts_seven_stream_done(&a->stream);
    a->stored = f->packed;
    a->closed = TS_READ;
    a->parts_left = f->parts;
    if (!f->parts)
        return TS_OK;
    bool open = ts_seven_stream_open(&a->stream, a->in, f, key); /* could it be read at all? */
    if (open && f->locked) {
        uint32_t opened = 0;
        a->beyond = false;
        ts_seven_stream_done(&a->stream);
        key = unlock(a, f, first_part(a->z.part + a->part, f->parts), &opened);
        if (!key) { /* 7-Zip closes a list and what it lists with one password: then those are damaged */
            a->closed = a->beyond ? TS_REASON_UNSUPPORTED : a->locked ? TS_REASON_CORRUPT : TS_REASON_ENCRYPTED;
            return TS_OK;
        }
        TS_TRY(ts_emit_opened(a->out, opened));
        open = ts_seven_stream_open(&a->stream, a->in, f, key);
    }
    a->closed = open ? TS_READ : a->stream.reason;
    return TS_OK;
}

/* Moves to the next part, which may stand in another folder.  False: there is none. */
static ts_err next_part(archive *a, const ts_seven_part **part) {
    *part = NULL;
    while (a->parts_left == 0) {
        a->unnamed += account(a, a->stored);
        a->stored = 0;
        if (++a->folder >= a->z.folders) /* from SIZE_MAX, before the first */
            return TS_OK;
        TS_TRY(open_folder(a));
    }
    a->parts_left--;
    *part = &a->z.part[a->part++];
    return TS_OK;
}

/* The packed bytes since the last member's; all that are left with the last one, and where nothing more can be had. */
static uint64_t take_stored(archive *a) {
    uint64_t left = a->closed == TS_READ && a->parts_left ? a->stream.left + (a->stream.have - a->stream.taken) : 0;
    uint64_t stored = left < a->stored ? a->stored - left : 0;
    a->stored -= stored;
    return account(a, stored);
}

/* ---- members ---- */

static bool ratio_met(const archive *a) {
    return a->given > TS_LIMIT_RATIO_FROM && a->given / TS_LIMIT_RATIO > a->in->size;
}

/* The part's bytes, to the consumer or, with a link's target, to nobody. */
static ts_err give_part(archive *a, const ts_seven_part *part, bool give, ts_reason *reason) {
    uint64_t left = part->size;
    uint32_t crc = 0;
    while (left && a->closed == TS_READ) {
        size_t got;
        TS_TRY(ts_seven_stream_read(&a->stream, a->block, left < OUT ? (size_t)left : OUT, &got));
        crc = ts_crc32(crc, ts_span_of(a->block, got));
        left -= got;
        a->given += got;
        if (give && got)
            TS_TRY(ts_emit_child_data(a->out, ts_span_of(a->block, got)));
        if (a->stream.ended && left)
            a->closed = a->stream.reason != TS_READ ? a->stream.reason : TS_REASON_CORRUPT;
        else if (part->size - left > TS_LIMIT_MEMBER)
            a->closed = TS_REASON_TOO_LARGE;
        else if (ratio_met(a))
            a->closed = TS_REASON_RATIO;
    }
    *reason = a->closed;
    if (*reason == TS_READ && part->summed && crc != part->crc)
        *reason = TS_REASON_CORRUPT;
    return TS_OK;
}

static ts_err give_member(archive *a, const ts_child *child, const ts_seven_part *part) {
    ts_reason reason = TS_READ;
    TS_TRY(ts_emit_child_begin(a->out, child));
    if (part)
        TS_TRY(give_part(a, part, true, &reason));
    TS_TRY(ts_emit_child_end(a->out, reason, part ? take_stored(a) : 0));
    if (reason != TS_REASON_RATIO)
        return TS_OK;
    a->stop = true;
    TS_TRY(ts_emit_note(a->out, "the archive unpacks to far more than its size; the rest was not unpacked"));
    return ts_emit_unread(a->out, reason, left_of(a));
}

static bool is_link(uint64_t attributes) {
    enum { UNIX = 0x8000, TYPE = 0170000, LINK = 0120000 };
    return attributes & UNIX && (attributes >> 16 & TYPE) == LINK;
}

/* The next name; names are in the files' order. */
static ts_span next_name(ts_cursor *names, ts_buf *out) {
    const char *from = names->at;
    while (ts_cursor_left(names) >= 2 && ts_read_u16le(names) != 0)
        ;
    ts_span wide = ts_span_of(from, (size_t)(names->at - from));
    size_t used;
    ts_buf_clear(out);
    if (wide.len >= 2)
        ts_to_utf8(TS_UTF16LE, ts_slice(wide, 0, wide.len - 2), true, out, &used);
    return out->len ? ts_slice(ts_buf_span(out), 0, TS_LIMIT_NAME) : ts_str("content");
}

static ts_err read_members(archive *a) {
    static const int64_t from_1601 = INT64_C(11644473600000); /* milliseconds */
    TS_AUTO(ts_buf, ts_buf_done) name = {0};
    ts_cursor names = ts_cursor_over(a->z.names);
    uint64_t bare = 0; /* files without a stream so far */
    for (uint64_t i = 0; i < a->z.files && !a->stop; i++) {
        uint64_t time = 0, attributes = 0;
        const ts_seven_part *part = NULL;
        ts_child child = {.name = next_name(&names, &name)};
        if (ts_seven_next(&a->z.times, i, 8, &time) && time / 10000 > (uint64_t)from_1601)
            child.modified = (ts_instant)(time / 10000) - from_1601;
        ts_seven_next(&a->z.attributes, i, 4, &attributes);
        if (ts_seven_bit(a->z.no_stream, i)) {
            bool member = ts_seven_bit(a->z.no_folder, bare) && !ts_seven_bit(a->z.removed, bare);
            bare++;
            if (member)
                TS_TRY(give_member(a, &child, NULL));
            continue;
        }
        TS_TRY(next_part(a, &part));
        if (!part) /* more names than members */
            return ts_emit_unread(a->out, TS_REASON_CORRUPT, left_of(a));
        child.size = part->size;
        if (is_link(attributes) && a->closed == TS_READ) {
            a->links++;
            TS_TRY(give_part(a, part, false, &(ts_reason){TS_READ}));
            take_stored(a);
        } else {
            TS_TRY(give_member(a, &child, part));
        }
    }
    return TS_OK;
}

/* What the list names no file for. */
static ts_err report_rest(archive *a) {
    a->unnamed += account(a, a->stored);
    for (size_t i = a->folder + 1; i < a->z.folders; i++)
        a->unnamed += account(a, a->z.folder[i].packed);
    return a->unnamed && !a->stop ? ts_emit_unread(a->out, TS_REASON_UNSUPPORTED, a->unnamed) : TS_OK;
}

static bool any_locked(const archive *a) {
    for (size_t i = 0; i < a->z.folders; i++)
        if (a->z.folder[i].locked)
            return true;
    return a->locked;
}

ts_err ts_seven_run(ts_source *in, ts_sink *out, bool *mine) {
    archive *a = ts_alloc(sizeof *a);
    bool whole = false;
    *a = (archive){.in = in, .out = out, .block = ts_grow(NULL, OUT, 1), .folder = SIZE_MAX};
    ts_err err = read_list(a, &whole);
    *mine = !err && (whole ? any_locked(a) : a->locked);
    if (*mine && !whole)
        err = ts_fail(TS_EFORMAT, "archive: the list of members is damaged");
    if (*mine && !err)
        err = read_members(a);
    if (*mine && !err)
        err = report_rest(a);
    if (*mine && !err && a->links)
        err = ts_emit_note(out, "%llu links in the archive were not followed", (unsigned long long)a->links);
    ts_seven_stream_done(&a->stream);
    ts_seven_done(&a->z);
    ts_buf_done(&a->list);
    ts_free(a->block);
    ts_wipe(a, sizeof *a);
    ts_free(a);
    return err;
}
