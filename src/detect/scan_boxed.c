/* scan_boxed.c - numbers and days that a form has a box for each digit of: "| 2 | 1 | 0 | 6 | 1 | 9 | 7 | 4 |", "4 0 - 4 7 - 8 4". */
#include "detect/kinds.h"
#include "detect/partial.h"
#include "detect/scan.h"

enum { FEWEST = 6, MOST = 19 /* digits: a card's */, WALL = 5 /* bytes between two boxes */, TELLING = 70, APART = 60 };

typedef struct boxed {
    char text[2 * MOST]; /* the digits, and the hyphens or strokes that stand between them */
    size_t len, digits, end;
} boxed;

static bool is_wall(char c) { return c == ' ' || c == '|' || c == '\t' || c == '[' || c == ']'; }
static bool is_joint(char c) { return c == '-' || c == '/' || c == '.'; }

/* Is there a digit by itself? */
static bool is_alone(const ts_scan *s, size_t at) {
    return at < s->to && ts_is_digit(s->text.ptr[at]) && (at + 1 >= s->to || !ts_is_alnum(s->text.ptr[at + 1]));
}

/* Reads the boxes from the digit at `at` on; false: they are too few for any number. */
static bool read_boxes(const ts_scan *s, size_t at, boxed *b) {
    *b = (boxed){.end = at};
    while (is_alone(s, at) && b->digits < MOST) {
        b->text[b->len++] = s->text.ptr[at];
        b->digits++;
        b->end = at + 1;
        size_t next = at + 1;
        char joint = 0;
        for (; next < s->to && next - at <= WALL &&
               (is_wall(s->text.ptr[next]) || (!joint && is_joint(s->text.ptr[next])));
             next++)
            joint = is_joint(s->text.ptr[next]) ? s->text.ptr[next] : joint;
        if (next == at + 1 || !is_alone(s, next))
            break;
        if (joint)
            b->text[b->len++] = joint;
        at = next;
    }
    return b->digits >= FEWEST;
}

/* The account whose boxes stand behind those of its sort code. */
static bool add_account(const ts_scan *s, boxed *sort) {
    boxed account;
    size_t at = sort->end;
    while (at < s->to && at - sort->end < APART && !ts_is_digit(s->text.ptr[at]))
        at++;
    if (sort->digits != 6 || !read_boxes(s, at, &account) || account.len != 8)
        return false;
    memcpy(sort->text + sort->len, account.text, account.len);
    sort->len += account.len;
    sort->end = account.end;
    return true;
}

bool ts_scan_boxed(ts_scan *s, size_t at) {
    boxed b;
    ts_norm norm;
    if (!read_boxes(s, at, &b))
        return false;
    const ts_label label = *ts_scan_label_before(s, at);
    const ts_detector *d = ts_detector_of((ts_kind)label.kind);
    if (!d || label.strength < TELLING || label.other)
        return false;
    bool account = label.part == 2 && ts_partial_account(ts_span_of(b.text, b.len), &norm);
    if (!account && ((label.part == 1 && !add_account(s, &b)) || !d->normal(ts_span_of(b.text, b.len), &norm)))
        return false;
    ts_side side = {.about = label.about, .labelled = true, .categories = label.categories};
    ts_mention *m = ts_hits_add(s->hits, d->kind, &norm, (uint32_t)at, (uint32_t)b.end, d->labelled, side);
    if (!m)
        return false;
    m->valid = !account;
    m->flags |= account ? TS_MENTION_PARTIAL : 0;
    s->done = b.end;
    return true;
}
