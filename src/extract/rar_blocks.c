/* rar_blocks.c - goes through a locked rar: where its headers stand, which password opens them, and the bytes behind that. */
#include "extract/rar_blocks.h"

#include "base/limits.h"
#include "base/mem.h"
#include "extract/decipher.h"
#include "extract/rar_headers.h"
#include "extract/unlock.h"

enum {
    KEYS = 64, /* that are kept */
    ALIKE = 64, /* locks that are looked back at for one that is the same */
    LOCKS = 4096, /* more than could ever be paid for: TS_LIMIT_UNLOCK */
    CHUNK = 64 * 1024,
    TRIED_AT_ONCE = 128, /* bytes unpacked to try a password, against a step of a hash */
    OLD_SALT = 8,
};

struct ts_rar_keys {
    struct {
        ts_rar_lock lock;
        uint32_t password;
        ts_rar_key key;
    } at[KEYS];
    size_t n;
};

/* ---- passwords ---- */

/* NULL: it would cost too much. */
static const ts_rar_key *key_of(ts_rar_blocks *b, const ts_rar_lock *lock, const ts_unlock *u) {
    struct ts_rar_keys *k = b->keys;
    for (size_t i = 0; i < k->n && i < KEYS; i++)
        if (k->at[i].password == u->index && ts_rar_lock_same(&k->at[i].lock, lock))
            return &k->at[i].key;
    if (!lock->known || !ts_unlock_afford(ts_rar_lock_steps(lock, u->text)))
        return NULL;
    size_t i = k->n++ % KEYS;
    k->at[i].lock = *lock;
    k->at[i].password = u->index;
    ts_rar_lock_key(lock, u->text, &k->at[i].key);
    return &k->at[i].key;
}

bool ts_rar_blocks_try(ts_rar_blocks *b, size_t i, ts_rar_fits fits, void *context) {
    ts_rar_locked *l = &b->locked[i];
    ts_unlock u = {0};
    while (!l->open && ts_unlock_next_utf8(&u, 0)) {
        const ts_rar_key *key = key_of(b, &l->lock, &u);
        uint64_t given = 0;
        if (!key)
            break;
        l->key = *key;
        l->open = true; /* for what fits looks at */
        l->open = fits(context, &given);
        l->password = u.index;
        if (!l->open && !u.proven && !ts_unlock_afford(given / TRIED_AT_ONCE))
            break;
    }
    if (l->open)
        ts_unlock_fits(&u);
    else
        ts_wipe(&l->key, sizeof l->key);
    return l->open;
}

/* The password that opened something here before, by its number: for what nothing else tells. */
static void open_with(ts_rar_blocks *b, size_t i, uint32_t password) {
    ts_rar_locked *l = &b->locked[i];
    ts_unlock u = {0};
    while (!l->open && ts_unlock_next_utf8(&u, 0) && u.proven) {
        const ts_rar_key *key = u.index == password ? key_of(b, &l->lock, &u) : NULL;
        l->open = key != NULL;
        l->password = password;
        if (key)
            l->key = *key;
    }
}

static bool check_fits(void *context, uint64_t *given) {
    (void)given;
    const ts_rar_blocks *b = context;
    const ts_rar_locked *l = &b->locked[b->locks - 1];
    return memcmp(l->key.check, l->lock.check, sizeof l->lock.check) == 0;
}

/* The number of this lock, one of the last or a new one, which is tried where it tells its password.  TS_RAR_NONE: there are too many. */
static uint32_t lock_number(ts_rar_blocks *b, const ts_rar_lock *lock) {
    for (size_t n = 1; n <= ALIKE && n <= b->locks; n++)
        if (ts_rar_lock_same(&b->locked[b->locks - n].lock, lock))
            return (uint32_t)(b->locks - n);
    if (b->locks == LOCKS)
        return TS_RAR_NONE;
    if (b->locks == b->lock_room) {
        b->lock_room = b->lock_room ? b->lock_room * 2 : 4;
        b->locked = ts_grow(b->locked, b->lock_room, sizeof *b->locked);
    }
    b->locked[b->locks++] = (ts_rar_locked){.lock = *lock, .proof = TS_RAR_NONE, .least = UINT64_MAX};
    if (lock->checked)
        ts_rar_blocks_try(b, b->locks - 1, check_fits, b);
    return (uint32_t)(b->locks - 1);
}

/* ---- bytes behind the lock ---- */

static void decipher(const ts_rar_locked *l, const uint8_t *iv, char *bytes, size_t len) {
    ts_aes *aes = ts_aes_decrypting(ts_span_of(l->key.key, l->lock.is_new ? 32 : 16), iv);
    if (aes)
        ts_aes_run(aes, bytes, len);
    ts_aes_free(aes);
}

bool ts_rar_blocks_opened(const ts_rar_blocks *b, const ts_rar_piece *p) {
    return p->lock != TS_RAR_NONE && b->locked[p->lock].open;
}

/* What stands in the volumes from `at` on, one behind the other; *got is less where they end. */
static ts_err read_locked(const ts_rar_blocks *b, const ts_rar_piece *p, uint64_t at, char *out, size_t len,
                          size_t *got) {
    for (*got = 0; *got < len;) {
        uint64_t place = at + *got;
        while (place < p->begins && p->before != TS_RAR_NONE)
            p = &b->piece[p->before];
        while (place >= p->begins + p->data && p->next != TS_RAR_NONE)
            p = &b->piece[p->next];
        if (place < p->begins || place - p->begins >= p->data)
            break;
        uint64_t from = p->at + p->head + (place - p->begins), left = p->data - (place - p->begins);
        left = from >= b->in->size ? 0 : left < b->in->size - from ? left : b->in->size - from;
        size_t n = left < len - *got ? (size_t)left : len - *got;
        if (!n)
            break;
        TS_TRY(ts_source_read_at(b->in, from, out + *got, n));
        *got += n;
    }
    return TS_OK;
}

ts_err ts_rar_blocks_data(ts_rar_blocks *b, const ts_rar_piece *p, uint64_t at, char *out, size_t len) {
    if (!ts_rar_blocks_opened(b, p))
        return ts_source_read_at(b->in, p->at + p->head + at, out, len);
    const ts_rar_locked *l = &b->locked[p->lock];
    TS_AUTO(ts_buf, ts_buf_done) block = {0};
    ts_buf_reserve(&block, CHUNK);
    for (uint64_t place = p->begins + at; len;) {
        uint64_t from = place - place % TS_RAR_BLOCK;
        size_t lead = (size_t)(place - from), n = len + lead < CHUNK ? len + lead : CHUNK, got;
        char iv[TS_RAR_BLOCK];
        n += (TS_RAR_BLOCK - n % TS_RAR_BLOCK) % TS_RAR_BLOCK;
        memcpy(iv, l->lock.is_new ? p->iv : l->key.iv, sizeof iv);
        if (from)
            TS_TRY(read_locked(b, p, from - sizeof iv, iv, sizeof iv, &got));
        TS_TRY(read_locked(b, p, from, block.ptr, n, &got));
        decipher(l, (const uint8_t *)iv, block.ptr, got - got % TS_RAR_BLOCK);
        memset(block.ptr + (got - got % TS_RAR_BLOCK), 0, n - (got - got % TS_RAR_BLOCK));
        n = n - lead < len ? n - lead : len;
        memcpy(out, block.ptr + lead, n);
        out += n;
        place += n;
        len -= n;
    }
    return TS_OK;
}

/* The header at `at` that locked[lock] closes, in the clear, and its room.  False: none comes out; *room is UINT64_MAX where
 * the file ends before it does. */
static bool open_header(const ts_rar_blocks *b, uint64_t at, uint32_t lock, ts_buf *out, uint64_t *room) {
    const ts_rar_locked *l = &b->locked[lock];
    size_t before = b->is_new ? TS_RAR_BLOCK : OLD_SALT, size = 0;
    uint8_t iv[TS_RAR_BLOCK];
    memcpy(iv, l->key.iv, sizeof iv);
    *room = UINT64_MAX;
    if (at > b->in->size || b->in->size - at < before + TS_RAR_BLOCK ||
        (b->is_new && ts_source_read_at(b->in, at, iv, sizeof iv) != TS_OK))
        return false;
    ts_buf_clear(out);
    for (size_t len = TS_RAR_BLOCK; out->len < len; len = size + (TS_RAR_BLOCK - size % TS_RAR_BLOCK) % TS_RAR_BLOCK) {
        if (len > b->in->size - at - before)
            return false;
        ts_buf_clear(out);
        ts_buf_reserve(out, len);
        if (ts_source_read_at(b->in, at + before, out->ptr, len) != TS_OK)
            return false;
        decipher(l, iv, out->ptr, len);
        out->len = len;
        size = ts_rar_header_size(ts_slice(ts_buf_span(out), 0, TS_RAR_BLOCK), b->is_new);
        if (!size) {
            *room = 0;
            return false;
        }
    }
    *room = before + out->len;
    out->len = size;
    return ts_rar_header_sound(ts_buf_span(out), b->is_new);
}

ts_err ts_rar_blocks_header(ts_rar_blocks *b, const ts_rar_piece *p, ts_buf *bytes, ts_rar_header *h) {
    uint64_t room;
    bool sound = true;
    if (p->head_lock != TS_RAR_NONE) {
        sound = open_header(b, p->at, p->head_lock, bytes, &room);
    } else {
        ts_buf_clear(bytes);
        ts_buf_reserve(bytes, (size_t)p->head);
        TS_TRY(ts_source_read_at(b->in, p->at, bytes->ptr, (size_t)p->head));
        bytes->len = (size_t)p->head;
    }
    return sound && ts_rar_header_read(ts_buf_span(bytes), b->is_new, h)
               ? TS_OK
               : ts_fail(TS_EFORMAT, "archive: a header is damaged");
}

/* ---- the way through the file ---- */

typedef struct walk {
    ts_rar_blocks *b;
    uint64_t at, blocks;
    bool closes, ended; /* closes: the headers from here on are locked */
    uint32_t lock; /* of rar 5: by this one */
    uint32_t password; /* of rar 4: TS_RAR_NONE until the first header is open */
    uint32_t going_on; /* the piece whose member the next volume goes on with */
    bool *closed; /* of the whole: no password fits */
    ts_buf header;
} walk;

static bool header_fits(void *context, uint64_t *given) {
    walk *w = context;
    uint64_t room;
    (void)given;
    return open_header(w->b, w->at, (uint32_t)(w->b->locks - 1), &w->header, &room);
}

/* The lock of the header at hand, open. */
static uint32_t header_lock(walk *w) {
    ts_rar_blocks *b = w->b;
    if (b->is_new)
        return w->lock;
    ts_rar_lock lock = {.known = true, .salted = OLD_SALT};
    if (w->at > b->in->size || b->in->size - w->at < OLD_SALT ||
        ts_source_read_at(b->in, w->at, lock.salt, OLD_SALT) != TS_OK)
        return TS_RAR_NONE;
    size_t before = b->locks;
    uint32_t i = lock_number(b, &lock);
    if (i == TS_RAR_NONE || i < before) /* there is one more of the same */
        return i != TS_RAR_NONE && b->locked[i].open ? i : TS_RAR_NONE;
    if (w->password != TS_RAR_NONE)
        open_with(b, i, w->password);
    else
        ts_rar_blocks_try(b, i, header_fits, w);
    w->password = b->locked[i].open ? b->locked[i].password : w->password;
    return b->locked[i].open ? i : TS_RAR_NONE;
}

/* The next header, into w->header. */
static bool load_header(walk *w, ts_rar_piece *p) {
    ts_rar_blocks *b = w->b;
    char head[TS_RAR_BLOCK];
    p->head_lock = TS_RAR_NONE;
    if (w->closes) {
        p->head_lock = header_lock(w);
        *w->closed |= p->head_lock == TS_RAR_NONE && !b->is_new && w->password == TS_RAR_NONE;
        b->beyond = false;
        if (p->head_lock == TS_RAR_NONE || open_header(b, p->at, p->head_lock, &w->header, &p->head))
            return p->head_lock != TS_RAR_NONE;
        b->beyond = p->head == UINT64_MAX;
        return false;
    }
    uint64_t room = b->in->size - p->at;
    size_t len = room < sizeof head ? (size_t)room : sizeof head;
    if (ts_source_read_at(b->in, p->at, head, len) != TS_OK)
        return false;
    p->head = ts_rar_header_size(ts_span_of(head, len), b->is_new);
    if (!p->head || p->head > room)
        return false;
    ts_buf_clear(&w->header);
    ts_buf_reserve(&w->header, (size_t)p->head);
    w->header.len = (size_t)p->head;
    return ts_source_read_at(b->in, p->at, w->header.ptr, (size_t)p->head) == TS_OK;
}

/* Headers are closed from here on.  False: and stay so. */
static bool close_headers(walk *w, const ts_rar_header *h) {
    w->closes = true;
    if (!h->is_new)
        return true;
    w->lock = lock_number(w->b, &h->lock);
    if (w->lock != TS_RAR_NONE && !w->b->locked[w->lock].open && !h->lock.checked && w->lock + 1 == w->b->locks)
        ts_rar_blocks_try(w->b, w->lock, header_fits, w);
    *w->closed |= w->lock == TS_RAR_NONE || !w->b->locked[w->lock].open;
    return !*w->closed;
}

/* The lock of a member's data, and its place among those of other volumes. */
static void set_lock(walk *w, const ts_rar_header *h, ts_rar_piece *p) {
    ts_rar_blocks *b = w->b;
    uint32_t self = (uint32_t)b->pieces;
    if (h->from_before) {
        if (w->going_on == TS_RAR_NONE)
            return;
        ts_rar_piece *first = &b->piece[w->going_on];
        first->next = self;
        first->fill = 0;
        p->before = w->going_on;
        p->begins = first->begins + first->data;
        p->lock = first->lock;
        memcpy(p->iv, first->iv, sizeof p->iv);
    } else {
        memcpy(p->iv, h->iv, sizeof p->iv);
        p->lock = lock_number(b, &h->lock);
    }
    ts_rar_locked *l = p->lock == TS_RAR_NONE ? NULL : &b->locked[p->lock];
    if (l && !l->open && !h->lock.checked && p->head_lock != TS_RAR_NONE)
        open_with(b, p->lock, b->locked[p->head_lock].password);
    if (l && h->member && !h->from_before && h->data && p->at + p->head + p->data <= b->in->size &&
        (h->stored || !h->solid) && h->size < l->least) {
        l->least = h->size;
        l->proof = self;
    }
    uint64_t total = p->begins + p->data, end = h->goes_on ? total - total % TS_RAR_BLOCK : h->stored ? h->size : total;
    if (end <= total && total - end < TS_RAR_BLOCK && total - end <= p->data)
        p->fill = total - end;
}

static void add_piece(ts_rar_blocks *b, const ts_rar_piece *p) {
    if (b->pieces == b->room) {
        b->room = b->room ? b->room * 2 : 16;
        b->piece = ts_grow(b->piece, b->room, sizeof *b->piece);
    }
    b->piece[b->pieces++] = *p;
}

/* One header; false: no further one can be read. */
static bool step(walk *w) {
    ts_rar_blocks *b = w->b;
    ts_rar_piece p = {.at = w->at, .before = TS_RAR_NONE, .next = TS_RAR_NONE, .lock = TS_RAR_NONE};
    ts_rar_header h;
    if (!load_header(w, &p) || !ts_rar_header_read(ts_buf_span(&w->header), b->is_new, &h))
        return false;
    if (h.data > INT64_MAX)
        return false;
    p.data = h.data;
    b->first = b->first ? b->first : p.at + p.head;
    bool sound = ts_rar_header_sound(ts_buf_span(&w->header), b->is_new);
    if (h.locked && sound && (h.member || !h.from_before))
        set_lock(w, &h, &p);
    if (p.head_lock != TS_RAR_NONE || (h.closes && sound) || p.lock != TS_RAR_NONE)
        add_piece(b, &p);
    if (h.member)
        w->going_on = h.goes_on && p.lock != TS_RAR_NONE ? (uint32_t)(b->pieces - 1) : TS_RAR_NONE;
    w->ended = h.end;
    uint64_t room = b->in->size - w->at;
    w->at = p.head > room || p.data > room - p.head ? b->in->size : w->at + p.head + p.data;
    return !(h.closes && sound) || close_headers(w, &h);
}

ts_err ts_rar_blocks_read(ts_rar_blocks *b, ts_source *in, bool *closed) {
    walk w = {.b = b, .password = TS_RAR_NONE, .going_on = TS_RAR_NONE, .closed = closed};
    *b = (ts_rar_blocks){.in = in, .keys = ts_alloc(sizeof *b->keys)};
    *closed = false;
    bool on = true;
    while (on && w.at < in->size && w.blocks++ < TS_LIMIT_MEMBERS) {
        char head[8] = {0};
        bool is_new;
        size_t len = in->size - w.at < sizeof head ? (size_t)(in->size - w.at) : sizeof head;
        on = ts_source_read_at(in, w.at, head, len) == TS_OK;
        size_t sign = ts_rar_signature(ts_span_of(head, len), &is_new);
        if (on && sign && (w.at == 0 || is_new == b->is_new)) { /* volumes that were put together have one each */
            b->is_new = is_new;
            w.closes = w.ended = false;
            w.at += sign;
        } else {
            on = on && w.at && !w.ended && step(&w);
        }
    }
    b->lost = w.closes && !w.ended && w.at < in->size ? in->size - w.at : 0;
    ts_buf_done(&w.header);
    return TS_OK;
}

/* ---- where packed members of rar 5 end ---- */

/* Blocks follow each other, each with its length: two bits say how many bytes that takes, one that it is the last. */
static bool packed_end(ts_rar_blocks *b, const ts_rar_piece *last, uint64_t *end) {
    enum { HEAD = 5, LAST = 0x40, SUM = 0x5A, LEAST = 64 };
    const ts_rar_piece *p = last;
    while (p->before != TS_RAR_NONE)
        p = &b->piece[p->before];
    uint64_t at = 0, total = last->begins + last->data;
    for (uint64_t n = 0; at < total && n * LEAST <= total + CHUNK; n++) { /* lest it be many blocks of nothing */
        char head[HEAD] = {0};
        if (ts_rar_blocks_data(b, p, at, head, total - at < HEAD ? (size_t)(total - at) : HEAD) != TS_OK)
            return false;
        uint8_t flags = (uint8_t)head[0], sum = SUM ^ flags;
        size_t bytes = (flags >> 3 & 3) + 1;
        uint64_t size = 0;
        for (size_t i = 0; i < bytes && bytes < 4; i++) {
            size |= (uint64_t)(uint8_t)head[2 + i] << 8 * i;
            sum ^= (uint8_t)head[2 + i];
        }
        if (bytes == 4 || sum != (uint8_t)head[1])
            return false;
        at += 2 + bytes + size;
        if (flags & LAST) {
            *end = at;
            return at <= total && total - at < TS_RAR_BLOCK;
        }
    }
    return false;
}

void ts_rar_blocks_end(ts_rar_blocks *b, ts_rar_piece *last) {
    TS_AUTO(ts_buf, ts_buf_done) bytes = {0};
    ts_rar_header h;
    uint64_t end, total = last->begins + last->data;
    if (!b->is_new || ts_rar_blocks_header(b, last, &bytes, &h) != TS_OK || h.goes_on || h.stored)
        return;
    last->fill = packed_end(b, last, &end) && total - end <= last->data ? total - end : 0;
}

/* The file breaks off in this piece: the block of the cipher that the piece before begins may lack its rest. */
static void settle_cut(ts_rar_blocks *b, ts_rar_piece *p) {
    uint64_t from = p->at + p->head, have = p->begins + (from < b->in->size ? b->in->size - from : 0);
    p->fill = 0;
    have -= have % TS_RAR_BLOCK;
    if (p->before != TS_RAR_NONE && have < p->begins)
        b->piece[p->before].fill = p->begins - have;
}

void ts_rar_blocks_settle(ts_rar_blocks *b) {
    for (size_t i = 0; i < b->pieces; i++) {
        ts_rar_piece *p = &b->piece[i];
        if (!ts_rar_blocks_opened(b, p))
            p->fill = 0;
        else if (p->at + p->head > b->in->size || p->data > b->in->size - p->at - p->head)
            settle_cut(b, p);
        else if (p->next == TS_RAR_NONE)
            ts_rar_blocks_end(b, p);
    }
}

size_t ts_rar_blocks_at(const ts_rar_blocks *b, uint64_t at) {
    size_t low = 0, high = b->pieces;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const ts_rar_piece *p = &b->piece[middle];
        if (at >= p->at && at - p->at >= p->head + p->data)
            low = middle + 1;
        else if (at < p->at)
            high = middle;
        else
            return middle;
    }
    return low;
}

void ts_rar_blocks_done(ts_rar_blocks *b) {
    if (b->keys)
        ts_wipe(b->keys, sizeof *b->keys);
    if (b->locked)
        ts_wipe(b->locked, b->lock_room * sizeof *b->locked);
    ts_free(b->keys);
    ts_free(b->locked);
    ts_free(b->piece);
    *b = (ts_rar_blocks){0};
}
