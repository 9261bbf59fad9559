/* dbf_memo.c - memo files of dBase and FoxPro tables: the long texts that rows refer to by number (.dbt, .fpt).
 *
 * They are files of their own, so they are read as such: each memo a text, a form feed between them.  Texts that no row
 * refers to any more are there like the others.  Layouts: dBASE III PLUS and IV memo files (Borland); "Memo File Structure"
 * (Microsoft, Visual FoxPro).
 */
#include "extract/dbf.h"
#include "extract/extractor.h"

enum {
    BLOCK_3 = 512,
    HEAD = 512,
    MARK = 8, /* before each memo of dBASE IV and FoxPro */
    BID = 66,
    MOST_BLOCK = 32768,
    TEXT = 1, /* FoxPro: what a memo is */
    PICTURE = 0,
    OBJECT = 2,
    END = 0x1A,
    LOOK = 64 * 1024
};

typedef enum kind { NONE, DBASE3, DBASE4, FOXPRO } kind;

typedef struct memos {
    kind kind;
    uint32_t block; /* bytes */
    uint32_t next; /* the first free block */
} memos;

static bool is_letter(char c) { return (unsigned char)c >= ' ' || ts_is_space(c) || (unsigned char)c == 0x8D; }

static bool is_letters(ts_span s) {
    size_t good = 0;
    for (size_t i = 0; i < s.len; i++)
        good += is_letter(s.ptr[i]);
    return s.len && good == s.len;
}

/* The head's free block must lie at the end of the file, give or take what programs leave unwritten. */
static bool ends_there(uint64_t size, uint32_t block, uint32_t next) {
    uint64_t end = (uint64_t)block * next;
    return size == UINT64_MAX || (end >= HEAD && end <= size + 2 * (uint64_t)block && end + HEAD + block >= size);
}

static bool is_foxpro(ts_span s, uint64_t size, memos *m) {
    *m = (memos){FOXPRO, ts_u16be_at(s, 6), ts_u32be_at(s, 0)};
    uint32_t type = ts_u32be_at(s, HEAD), len = ts_u32be_at(s, HEAD + 4);
    return m->block && m->block <= MOST_BLOCK && ts_u16be_at(s, 4) == 0 && ends_there(size, m->block, m->next) &&
           type <= OBJECT && len && len <= size - HEAD &&
           (type != TEXT || is_letters(ts_slice(s, HEAD + MARK, len < 256 ? len : 256)));
}

static bool is_dbase4(ts_span s, uint64_t size, memos *m) {
    *m = (memos){DBASE4, ts_u16le_at(s, 20), ts_u32le_at(s, 0)};
    uint32_t at = m->block < HEAD ? HEAD : m->block, len = ts_u32le_at(s, at + 4);
    return m->block >= 64 && m->block <= MOST_BLOCK && ts_u32le_at(s, at) == 0x0008FFFF && len >= MARK && len <= size;
}

static bool is_dbase3(ts_span s, uint64_t size, memos *m) {
    *m = (memos){DBASE3, BLOCK_3, ts_u32le_at(s, 0)};
    bool blank = true; /* some programs do not write the version */
    for (size_t i = 4; i < HEAD; i++)
        blank &= s.ptr[i] == 0;
    if (!ends_there(size, BLOCK_3, m->next) || (!blank && (unsigned char)s.ptr[16] != 3))
        return false;
    ts_span text = ts_slice(s, BLOCK_3, LOOK);
    const char *end = text.len ? memchr(text.ptr, END, text.len) : NULL;
    return end && end > text.ptr && is_letters((ts_span){text.ptr, (size_t)(end - text.ptr)});
}

static bool look(ts_span s, uint64_t size, memos *m) {
    return s.len > HEAD + MARK && (is_dbase4(s, size, m) || is_foxpro(s, size, m) || is_dbase3(s, size, m));
}

static int bid(const ts_head *head) {
    memos m;
    return look(head->raw, head->size, &m) ? BID : 0;
}

typedef struct reading {
    ts_source *in;
    ts_sink *out;
    memos m;
    unsigned page;
    uint64_t pictures;
    bool goes_on; /* the text of the block before */
} reading;

/* more: it goes on */
static ts_err show(reading *r, ts_span text, bool more) {
    ts_arena loose = {0};
    text = ts_dbf_text(text, r->page, &loose);
    ts_err err = ts_emit_text(r->out, text, TS_NO_OFFSET);
    if (!err && !more)
        err = ts_emit_text(r->out, ts_str("\n\f"), TS_NO_OFFSET);
    ts_arena_wipe(&loose);
    return err;
}

/* The next n bytes, cut where the file ends. */
static ts_err take(reading *r, uint64_t n, ts_span *out) {
    uint64_t left = r->in->size - r->in->offset;
    if (n > left) {
        n = left;
        TS_TRY(ts_emit_unread(r->out, TS_REASON_TRUNCATED, 0));
    }
    if (n > TS_LIMIT_SQLITE_ROW) {
        TS_TRY(ts_emit_unread(r->out, TS_REASON_TOO_LARGE, n));
        ts_skip_bytes(r->in, n);
        n = 0;
    }
    *out = ts_take(r->in, (size_t)n);
    return r->in->error;
}

static ts_err picture(reading *r, ts_span bytes) {
    TS_AUTO(ts_buf, ts_buf_done) name = {0};
    ts_buf_addf(&name, "picture%llu", (unsigned long long)++r->pictures);
    ts_child c = {.name = ts_buf_span(&name), .size = bytes.len};
    TS_TRY(ts_emit_child_begin(r->out, &c));
    TS_TRY(ts_emit_child_data(r->out, bytes));
    return ts_emit_child_end(r->out, TS_READ, bytes.len);
}

static bool is_filling(char c) { return c == 0 || c == END; }

/* Does a mark begin here, of a memo of this type and length?  (dBASE IV, FoxPro) */
static bool mark_at(const memos *m, ts_span head, uint32_t *type, uint32_t *len) {
    if (m->kind == DBASE3 || head.len < MARK)
        return false;
    bool fox = m->kind == FOXPRO;
    *type = fox ? ts_u32be_at(head, 0) : ts_u32le_at(head, 0);
    *len = fox ? ts_u32be_at(head, 4) : ts_u32le_at(head, 4) - MARK;
    return fox ? *type <= OBJECT && *len : *type == 0x0008FFFF && ts_u32le_at(head, 4) >= MARK;
}

/* The bytes up to the next filling, to `end` at most; *more: the text goes on behind them. */
static ts_span piece(reading *r, uint64_t end, bool *more) {
    uint64_t left = end - r->in->offset;
    for (size_t want = BLOCK_3;; want += LOOK) {
        size_t most = left < want ? (size_t)left : want;
        ts_span all = ts_peek(r->in, most + MARK), s = ts_until_nul(ts_slice(all, 0, most + 1));
        const char *mark = s.len ? memchr(s.ptr, END, s.len) : NULL;
        uint32_t type, len;
        s.len = mark ? (size_t)(mark - s.ptr) : s.len;
        *more = s.len > most && !mark_at(&r->m, ts_slice(all, most, MARK), &type, &len);
        if (!*more || most == left || want >= TS_LIMIT_FIELD)
            return ts_slice(s, 0, most);
    }
}

/* The end of the block that holds the last end mark of these bytes from `at` on; 0: there is none.  (dBASE III) */
static uint64_t slack_of(const reading *r, ts_span filling, uint64_t at) {
    const char *mark = r->m.kind == DBASE3 && filling.len ? memrchr(filling.ptr, END, filling.len) : NULL;
    return mark ? (at + (uint64_t)(mark - filling.ptr)) / BLOCK_3 * BLOCK_3 + BLOCK_3 : 0;
}

/* What programs leave behind a memo's end, of whatever was in their memory: words of it, and no damage. */
static ts_err show_words(reading *r, ts_span s) {
    enum { WORDS = 10 };
    for (size_t at = 0, n; at < s.len; at += n + 1) {
        for (n = 0; at + n < s.len && s.ptr[at + n] >= ' ' && s.ptr[at + n] < 0x7F;)
            n++;
        if (n >= WORDS)
            TS_TRY(show(r, ts_slice(s, at, n), false));
    }
    return TS_OK;
}

/* Whatever stands up to `end` and is no filling: a text, or counted.  Up to `slack` it stands behind a memo's end. */
static ts_err rest(reading *r, uint64_t end, uint64_t slack) {
    while (r->in->offset < end && !r->in->ended && !r->in->error) {
        ts_span s = ts_peek(r->in, end - r->in->offset < BLOCK_3 ? (size_t)(end - r->in->offset) : BLOCK_3);
        size_t filling = 0;
        while (filling < s.len && is_filling(s.ptr[filling]))
            filling++;
        uint64_t ends = slack_of(r, ts_slice(s, 0, filling), r->in->offset);
        slack = ends ? ends : slack;
        ts_take(r->in, filling ? filling : !s.len);
        r->goes_on &= !filling;
        if (filling || !s.len)
            continue;
        bool behind = r->in->offset < slack;
        ts_span text = piece(r, behind && slack < end ? slack : end, &r->goes_on);
        r->goes_on &= !behind;
        TS_TRY(is_letters(text) ? show(r, text, r->goes_on)
               : behind         ? show_words(r, text)
                                : ts_emit_unread(r->out, TS_REASON_CORRUPT, text.len));
        ts_take(r->in, text.len);
    }
    return r->in->error;
}

/* A memo's text; programs leave zeros in it. */
static ts_err show_all(reading *r, ts_span bytes) {
    for (size_t at = 0; at < bytes.len; at++) {
        ts_span text = ts_until_nul(ts_slice(bytes, at, bytes.len));
        if (text.len)
            TS_TRY(show(r, text, false));
        at += text.len;
    }
    return TS_OK;
}

/* Free blocks may begin with two numbers: the next one's, and how many they are. */
static bool free_at(const reading *r, ts_span head) {
    uint64_t most = r->in->size / r->m.block + 1;
    bool fox = r->m.kind == FOXPRO;
    return !r->goes_on && head.len == MARK && (fox ? ts_u32be_at(head, 0) : ts_u32le_at(head, 0)) <= most &&
           (fox ? ts_u32be_at(head, 4) : ts_u32le_at(head, 4)) <= most;
}

/* A mark that says what and how much (dBASE IV, FoxPro).  Behind a memo's end an older and longer one may show, and in free
 * blocks what the memo left that was deleted. */
static ts_err marked(reading *r) {
    ts_span head = ts_peek(r->in, MARK), bytes;
    uint64_t at = r->in->offset, block = r->m.block;
    uint32_t type, len;
    bool memo = mark_at(&r->m, head, &type, &len);
    if (memo) {
        ts_take(r->in, MARK);
        TS_TRY(take(r, len, &bytes));
        TS_TRY(r->m.kind == FOXPRO && type != TEXT ? picture(r, bytes) : show_all(r, bytes));
    } else if (free_at(r, head)) {
        ts_take(r->in, MARK);
    }
    uint64_t used = r->in->offset - at, whole = (used + block - 1) / block * block;
    return rest(r, at + (whole ? whole : block), memo ? at + whole : 0);
}

static ts_err run(ts_source *in, ts_sink *out) {
    reading r = {.in = in, .out = out};
    ts_span head = ts_peek(in, LOOK);
    if (!look(head, in->size, &r.m))
        return ts_fail(TS_EFORMAT, "memo: the head does not fit itself");
    r.page = ts_dbf_guess_page(ts_slice(head, HEAD, LOOK));
    uint64_t first = r.m.kind == DBASE4 && r.m.block > HEAD ? r.m.block : HEAD;
    if (r.m.kind != DBASE3) /* memos begin at multiples of the block */
        first = (first + r.m.block - 1) / r.m.block * r.m.block;
    ts_skip_to(in, first);
    while (in->offset < in->size && !in->ended)
        TS_TRY(r.m.kind == DBASE3 ? rest(&r, in->size, 0)
                                  : marked(&r)); /* of dBASE III no mark says where any begins */
    return in->error;
}

const ts_extractor ts_extractor_memo = {.name = "memo", .version = 1, .needs = TS_SEEK, .bid = bid, .run = run};
