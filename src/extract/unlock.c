/* unlock.c - the passwords that a format tries on what is locked: in which order, and how much that may cost. */
#include "extract/unlock.h"

#include "base/mem.h"
#include "text/codepage.h"

enum { PROVEN = 8 }; /* that are kept in mind; archives have one, or two */
static const unsigned pages[] = {65001, 1252, 850, 437};
enum { FORMS = sizeof pages / sizeof *pages };

/* One process reads one item at a time. */
static struct {
    const ts_passwords *all;
    uint64_t steps;
    bool cut;
    uint32_t newest; /* where the last list begins: it is tried first, as those before it were tried when they came */
    struct {
        uint32_t index;
        unsigned form;
    } proven[PROVEN]; /* the last one first */
    size_t n;
} now;

void ts_unlock_use(const ts_passwords *all) {
    now.all = all;
    now.newest = 0;
    while (all && now.newest < all->n && all->at[now.newest].list != all->at[all->n - 1].list)
        now.newest++;
    ts_unlock_begin();
}

void ts_unlock_begin(void) {
    now.steps = 0;
    now.cut = false;
    now.n = 0;
}

bool ts_unlock_all_tried(void) { return !now.cut; }

static bool is_ascii(ts_span s) {
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] >= 0x80)
            return false;
    return true;
}

/* The byte that stands for this letter in a code page; -1: none does. */
static int byte_of(unsigned page, ts_span letter) {
    for (int b = 0x80; b <= 0xFF; b++) {
        TS_AUTO(ts_buf, ts_buf_done) out = {0};
        ts_codepage_add(&out, page, (unsigned char)b);
        if (ts_span_eq(ts_buf_span(&out), letter))
            return b;
    }
    return -1;
}

/* The password as bytes of a code page; false where it has letters that the page has not. */
static bool in_form(ts_unlock *u, uint32_t index, unsigned form) {
    ts_span text = now.all->at[index].text;
    size_t n = 0;
    if (form == 0) {
        memcpy(u->bytes, text.ptr, text.len);
        n = text.len;
    }
    for (size_t at = 0, next = 0; form > 0 && at < text.len; at = next) {
        int byte = (unsigned char)text.ptr[at];
        ts_utf8_next(text, &next);
        if (byte >= 0x80 && (byte = byte_of(pages[form], ts_slice(text, at, next - at))) < 0)
            return false;
        u->bytes[n++] = (char)byte;
    }
    u->text = ts_span_of(u->bytes, n);
    u->index = index;
    u->form = form;
    return true;
}

static bool among_proven(uint32_t index, unsigned form) {
    for (size_t i = 0; i < now.n; i++)
        if (now.proven[i].index == index && now.proven[i].form == form)
            return true;
    return false;
}

bool ts_unlock_afford(uint64_t steps) {
    if (steps > TS_LIMIT_UNLOCK - now.steps) {
        now.cut = true;
        return false;
    }
    now.steps += steps;
    return true;
}

static bool next(ts_unlock *u, uint64_t steps, unsigned forms) {
    if (!now.all)
        return false;
    while (u->turn < now.n) {
        size_t i = u->turn++;
        u->proven = true;
        if (now.proven[i].form < forms && in_form(u, now.proven[i].index, now.proven[i].form))
            return true;
    }
    u->proven = false;
    for (size_t i; (i = u->turn - now.n) < now.all->n * forms;) {
        uint32_t index = (uint32_t)((i + now.newest) % now.all->n);
        unsigned form = (unsigned)(i / now.all->n);
        u->turn++;
        if (among_proven(index, form) || (form > 0 && is_ascii(now.all->at[index].text)) || !in_form(u, index, form))
            continue;
        return ts_unlock_afford(steps);
    }
    return false;
}

bool ts_unlock_next(ts_unlock *u, uint64_t steps) { return next(u, steps, FORMS); }
bool ts_unlock_next_utf8(ts_unlock *u, uint64_t steps) { return next(u, steps, 1); }

void ts_unlock_fits(const ts_unlock *u) {
    size_t at = 0;
    while (at < now.n && (now.proven[at].index != u->index || now.proven[at].form != u->form))
        at++;
    if (at == now.n && now.n < PROVEN)
        now.n++;
    at = at < PROVEN ? at : PROVEN - 1;
    memmove(now.proven + 1, now.proven, at * sizeof *now.proven);
    now.proven[0].index = u->index;
    now.proven[0].form = u->form;
}

ts_span ts_password_wide(ts_span text, char out[static TS_PASSWORD_WIDE]) {
    size_t n = 0;
    for (size_t at = 0; at < text.len;) {
        uint32_t c = ts_utf8_next(text, &at), high = c > 0xFFFF ? 0xD800 + ((c - 0x10000) >> 10) : 0;
        uint16_t unit[] = {(uint16_t)high, (uint16_t)(high ? 0xDC00 + ((c - 0x10000) & 0x3FF) : c)};
        for (size_t i = high ? 0 : 1; i < 2; i++) {
            out[n++] = (char)(unit[i] & 0xFF);
            out[n++] = (char)(unit[i] >> 8);
        }
    }
    return ts_span_of(out, n);
}
