/* panels.c - which parts of a page are read one after the other.
 *
 * A strip that stays free from top to bottom parts two panels where the lines on its sides do not stand at one height: a
 * folder tree beside a list, two columns of prose.  Where they do, it is the border of a table's columns, and the page is
 * read across.  Titles and tool bars above cover the strip: the page is then cut across first, where that lays one bare.
 */
#include "extract/panels.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum {
    DEPTH = 40, /* panels inside panels */
    LINES = 3, /* that a panel has at least */
    ALIGNED =
        60, /* per cent of the lines of the shorter side that stand at the height of one of the other: a table's */
    NEARLY_ALL = 80, /* so many that stand near that height */
    SPARSE = 85, /* and where the other side has twice as many lines: icons of a desktop stand at the height of some */
    TRIES = 12, /* strips, and cuts, that are looked at: the widest */
    MOST = 5000 /* boxes: more are no print */
};

typedef struct finding {
    int height;
    int *left, *right; /* heights of lines */
    ts_rule *panel;
    size_t panels;
} finding;

static int by_number(const void *a, const void *b) {
    return (*(const int *)a > *(const int *)b) - (*(const int *)a < *(const int *)b);
}

static int by_x(const void *a, const void *b) {
    const ts_rule *x = a, *y = b;
    return x->x0 != y->x0 ? (x->x0 < y->x0 ? -1 : 1) : x->y0 != y->y0 ? (x->y0 < y->y0 ? -1 : 1) : 0;
}

static int by_y(const void *a, const void *b) {
    const ts_rule *x = a, *y = b;
    return x->y0 != y->y0 ? (x->y0 < y->y0 ? -1 : 1) : x->x0 != y->x0 ? (x->x0 < y->x0 ? -1 : 1) : 0;
}

/* ---- strips ---- */

typedef struct gap {
    size_t at; /* boxes before it, as they are sorted */
    int middle, width;
} gap;

/* Where the lines stand that the boxes left (or right) of the strip make, sorted: twice their tops, or twice their middles.  What
 * is far from it says little: lines of a photograph run together. */
static size_t heights(const finding *f, const ts_rule *box, size_t n, const gap *strip, bool left, bool tops,
                      int *out) {
    enum { AROUND = 40 }; /* small letters */
    size_t k = 0, lines = 0;
    int half = strip->width / 2 + AROUND * f->height;
    for (size_t i = 0; i < n; i++)
        if ((box[i].x1 <= strip->middle) == left &&
            (left ? box[i].x1 >= strip->middle - half : box[i].x0 <= strip->middle + half))
            out[k++] = box[i].y0 + (tops ? box[i].y0 : box[i].y1);
    if (k)
        qsort(out, k, sizeof *out, by_number);
    for (size_t i = 0; i < k; i++)
        if (!lines || out[i] - out[lines - 1] > 2 * f->height)
            out[lines++] = out[i];
    return lines;
}

/* How many of the lines of a are at the height of a line of b, in per cent. */
static size_t aligned(const int *a, size_t n, const int *b, size_t m, int near) {
    size_t at = 0, hits = 0;
    for (size_t i = 0; i < n; i++) {
        while (at < m && b[at] < a[i] - near)
            at++;
        hits += at < m && b[at] <= a[i] + near;
    }
    return n ? 100 * hits / n : 0;
}

/* Capitals and figures stand equally high, whether letters beside them go below the line; what has an icon in front of it has
 * its middle where others have; and of the lines of a photograph nearly all stand near those of the other side. */
static bool parts_panels(const finding *f, const ts_rule *box, size_t n, const gap *strip) {
    static const struct {
        bool tops;
        int near, least; /* twice the share of a small letter, in per cent; per cent of the lines */
    } ways[] = {{false, 66, ALIGNED}, {true, 66, ALIGNED}, {false, 100, NEARLY_ALL}};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        size_t k = heights(f, box, n, strip, true, ways[i].tops, f->left);
        size_t m = heights(f, box, n, strip, false, ways[i].tops, f->right);
        if (k < LINES || m < LINES)
            return false;
        int near = f->height * ways[i].near / 100, least = 2 * k < m || 2 * m < k ? SPARSE : ways[i].least;
        size_t same = k < m ? aligned(f->left, k, f->right, m, near) : aligned(f->right, m, f->left, k, near);
        if (same >= (size_t)least)
            return false;
    }
    return true;
}

static int by_width(const void *a, const void *b) {
    const gap *x = a, *y = b;
    return x->width != y->width ? (x->width > y->width ? -1 : 1) : (x->at > y->at) - (x->at < y->at);
}

/* The widest strip that nothing crosses and that parts panels: how many boxes stand left of it; 0: there is none.  The
 * boxes come sorted by x. */
static size_t find_strip(const finding *f, ts_rule *box, size_t n) {
    gap *strip = ts_alloc_array(n + 1, sizeof *strip);
    size_t found = 0, at = 0;
    int end = n ? box[0].x1 : 0;
    if (n)
        qsort(box, n, sizeof *box, by_x);
    for (size_t i = 0; i < n; i++) {
        if (i && box[i].x0 - end > 2 * f->height)
            strip[found++] = (gap){i, (box[i].x0 + end) / 2, box[i].x0 - end};
        end = i && box[i].x1 < end ? end : box[i].x1;
    }
    if (found)
        qsort(strip, found, sizeof *strip, by_width);
    for (size_t i = 0; i < found && i < TRIES && !at; i++)
        at = parts_panels(f, box, n, &strip[i]) ? strip[i].at : 0;
    ts_free(strip);
    return at;
}

/* ---- cuts ---- */

static int by_place(const void *a, const void *b) {
    const gap *x = a, *y = b;
    return (x->at > y->at) - (x->at < y->at);
}

/* Of the widest gaps between lines, and the page's ends, the two that the largest part with a strip in it lies between:
 * how many boxes stand above that part or, where nothing does, in it and above what is below; 0: there is none.  The boxes
 * come sorted by y. */
static size_t find_cut(const finding *f, ts_rule *box, size_t n) {
    gap *cut = ts_alloc_array(n + 2, sizeof *cut);
    size_t found = 0, best = 0, at = 0;
    int end = n ? box[0].y1 : 0;
    if (n)
        qsort(box, n, sizeof *box, by_y);
    for (size_t i = 0; i < n; i++) {
        if (i && box[i].y0 > end)
            cut[found++] = (gap){i, (box[i].y0 + end) / 2, box[i].y0 - end};
        end = i && box[i].y1 < end ? end : box[i].y1;
    }
    if (found)
        qsort(cut, found, sizeof *cut, by_width);
    found = found < TRIES ? found : TRIES;
    cut[found++] = (gap){0, 0, 0};
    cut[found++] = (gap){n, 0, 0};
    qsort(cut, found, sizeof *cut, by_place);
    ts_rule *copy = ts_alloc_array(n + 1, sizeof *copy);
    for (size_t i = 0; i < found; i++)
        for (size_t k = i + 1; k < found; k++) {
            size_t boxes = cut[k].at - cut[i].at;
            if (boxes <= best || boxes == n)
                continue;
            memcpy(copy, box + cut[i].at, boxes * sizeof *copy);
            if (find_strip(f, copy, boxes))
                best = boxes, at = i ? cut[i].at : cut[k].at;
        }
    ts_free(copy);
    ts_free(cut);
    return at;
}

/* ---- all ---- */

static void add_panel(finding *f, const ts_rule *box, size_t n) {
    ts_rule *p = &f->panel[f->panels++];
    *p = box[0];
    for (size_t i = 1; i < n; i++) {
        p->x0 = box[i].x0 < p->x0 ? box[i].x0 : p->x0;
        p->y0 = box[i].y0 < p->y0 ? box[i].y0 : p->y0;
        p->x1 = box[i].x1 > p->x1 ? box[i].x1 : p->x1;
        p->y1 = box[i].y1 > p->y1 ? box[i].y1 : p->y1;
    }
}

/* One part a level waits for its turn while the other is parted: there is a panel left for each. */
static void part(finding *f, ts_rule *box, size_t n, size_t depth) {
    bool room = depth < DEPTH && n <= MOST && f->panels + depth + 2 <= TS_PANELS;
    size_t first = room ? find_strip(f, box, n) : 0;
    if (!first && room)
        first = find_cut(f, box, n);
    if (first) {
        part(f, box, first, depth + 1);
        part(f, box + first, n - first, depth + 1);
    } else if (n) {
        add_panel(f, box, n);
    }
}

size_t ts_panels_find(ts_rule *box, size_t n, int height, ts_rule panel[TS_PANELS]) {
    finding f = {.height = height < 1 ? 1 : height, .panel = panel};
    f.left = ts_alloc_array(n + 1, sizeof *f.left);
    f.right = ts_alloc_array(n + 1, sizeof *f.right);
    part(&f, box, n, 0);
    ts_free(f.left);
    ts_free(f.right);
    return f.panels;
}
