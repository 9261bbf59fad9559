/* masks.c - learns the masks of an organisation's local ids: what they look like and how many are in use.
 *
 * R1000017 and R1204411 give \R9999999: R in every id, then seven digits.  The space is the range of the
 * numbers seen, not all that the digits could write: whoever invents ids would stay within that range, too.
 */
#include "holdings/masks.h"

#include "base/mem.h"

enum { MOST_SHAPES = 256, LONGEST = TS_MASK_TEXT / 2 - 1, USUAL = 100, NUMBER_DIGITS = 18 };

typedef struct shape {
    char text[LONGEST + 1]; /* 9, A, or the sign itself */
    char same[LONGEST]; /* the letter that stood there in every id so far; 0: several */
    size_t len;
    uint64_t ids, low, high; /* the digits as one number */
} shape;

struct ts_masks {
    shape shape[MOST_SHAPES];
    size_t shapes;
    uint64_t ids;
};

ts_masks *ts_masks_new(void) { return ts_alloc(sizeof(ts_masks)); }
void ts_masks_free(ts_masks *m) {
    if (m)
        ts_wipe(m, sizeof *m);
    ts_free(m);
}

static shape *shape_of(ts_masks *m, ts_span id) {
    char text[LONGEST + 1] = {0};
    for (size_t i = 0; i < id.len; i++)
        text[i] = ts_is_digit(id.ptr[i]) ? '9' : ts_is_upper(id.ptr[i]) ? 'A' : id.ptr[i];
    for (size_t i = 0; i < m->shapes; i++)
        if (m->shape[i].len == id.len && memcmp(m->shape[i].text, text, id.len) == 0)
            return &m->shape[i];
    if (m->shapes == MOST_SHAPES)
        return NULL;
    shape *s = &m->shape[m->shapes++];
    *s = (shape){.len = id.len, .low = UINT64_MAX};
    memcpy(s->text, text, sizeof text);
    memcpy(s->same, id.ptr, id.len);
    return s;
}

void ts_masks_add(ts_masks *m, ts_span id) {
    if (!id.len)
        return;
    m->ids++;
    shape *s = id.len <= LONGEST ? shape_of(m, id) : NULL;
    if (!s)
        return;
    uint64_t number = 0;
    size_t digits = 0;
    for (size_t i = 0; i < id.len; i++) {
        if (s->text[i] == '9' && digits++ < NUMBER_DIGITS)
            number = number * 10 + (uint64_t)(id.ptr[i] - '0');
        if (s->text[i] == 'A' && s->same[i] != id.ptr[i])
            s->same[i] = 0;
    }
    s->ids++;
    if (number < s->low)
        s->low = number;
    if (number > s->high)
        s->high = number;
}

/* Adds without wrapping. */
static uint64_t at_most(uint64_t a, uint64_t b) { return a > UINT64_MAX - b ? UINT64_MAX : a + b; }

static void write_mask(const shape *s, char out[static TS_MASK_TEXT], uint64_t *space) {
    uint64_t size = s->high - s->low + 1;
    size_t n = 0;
    for (size_t i = 0; i < s->len; i++) {
        if (s->text[i] == 'A' && s->same[i]) {
            out[n++] = '\\';
            out[n++] = s->same[i];
            continue;
        }
        if (s->text[i] == 'A')
            size = size > UINT64_MAX / 26 ? UINT64_MAX : size * 26;
        out[n++] = s->text[i];
    }
    out[n] = 0;
    *space = at_most(*space, size);
}

void ts_masks_end(const ts_masks *m, char mask[TS_MASKS][TS_MASK_TEXT], uint64_t *space, uint64_t *used) {
    bool taken[MOST_SHAPES] = {false};
    *space = *used = 0;
    memset(mask, 0, (size_t)TS_MASKS * TS_MASK_TEXT);
    for (size_t k = 0; k < TS_MASKS; k++) {
        size_t best = MOST_SHAPES;
        for (size_t i = 0; i < m->shapes; i++)
            if (!taken[i] && m->shape[i].ids * USUAL >= m->ids &&
                (best == MOST_SHAPES || m->shape[i].ids > m->shape[best].ids))
                best = i;
        if (best == MOST_SHAPES)
            return;
        taken[best] = true;
        write_mask(&m->shape[best], mask[k], space);
        *used += m->shape[best].ids;
    }
}
