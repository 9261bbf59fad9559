/* picture.c - reads pictures: bounded before they are decoded, made ready for the engine, and read. */
#include <leptonica/allheaders.h>
#include <stdio.h>

#include "extract/extractor.h"
#include "extract/image_head.h"
#include "extract/image_notes.h"
#include "extract/ocr.h"
#include "extract/page_layout.h"
#include "extract/picture_prepare.h"

ts_err ts_picture_run(ts_source *in, ts_sink *out);
void ts_extract_preload(void);

/* How well what was read fits the engine's idea of print: the mean over letters, 0 to 100. */
static int fit_of(const ts_words *w) {
    long sum = 0, letters = 0;
    for (size_t i = 0; i < w->n; i++) {
        sum += (long)w->word[i].text.len * w->word[i].confidence;
        letters += (long)w->word[i].text.len;
    }
    return letters ? (int)(sum / letters) : 0;
}

/* A page as its panels were read. */
typedef struct reading {
    ts_words words;
    ts_rule panel[TS_PANELS];
    size_t end[TS_PANELS]; /* of each panel's words */
    size_t panels;
} reading;

static void reading_done(reading *r) { ts_words_done(&r->words); }

static ts_err read_panel(const ts_prepared *p, const ts_rule *at, reading *r) {
    enum { EDGE = 10 }; /* white around it: print that touches the edge is read badly */
    int dx = at->x0 - EDGE, dy = at->y0 - EDGE;
    BOX *box = boxCreate(at->x0, at->y0, at->x1 - at->x0, at->y1 - at->y0);
    PIX *clip = pixClipRectangle(p->gray, box, NULL), *framed = clip ? pixAddBorder(clip, EDGE, 255) : NULL;
    boxDestroy(&box);
    pixDestroy(&clip);
    ts_err err = framed ? ts_ocr_read(framed, dx, dy, &r->words) : TS_OK;
    pixDestroy(&framed);
    r->panel[r->panels] = *at;
    r->end[r->panels++] = r->words.n;
    return err;
}

static ts_err read_page(const ts_prepared *p, reading *r) {
    ts_rule panel[TS_PANELS] = {{0, 0, pixGetWidth(p->gray), pixGetHeight(p->gray)}};
    size_t panels = p->parts ? ts_panels_find(p->part, p->parts, p->print, panel) : 1;
    for (size_t i = 0; i < panels; i++)
        TS_TRY(read_panel(p, &panel[i], r));
    return TS_OK;
}

/* How many letters make sense: those of words, each as far as the engine is more sure of it than not.  What lies on its side
 * is read as single letters, and some of them fit well.  within: counts what has its middle there; NULL: all. */
static long sense_of(const ts_words *w, const ts_rule *within) {
    enum { WORD = 3, SURE = 50 };
    long sum = 0;
    for (size_t i = 0; i < w->n; i++) {
        const ts_word *at = &w->word[i];
        int x = (at->x0 + at->x1) / 2, y = (at->y0 + at->y1) / 2;
        bool in = !within || (x >= within->x0 && x < within->x1 && y >= within->y0 && y < within->y1);
        if (in && at->text.len >= WORD && at->confidence > SURE)
            sum += (long)at->text.len * (at->confidence - SURE) * 2;
    }
    return sum / 100;
}

/* A square of the page that holds as much print as any: some eight lines. */
static ts_rule sample_of(const ts_prepared *p) {
    enum { LETTERS = 24, MOST = 500 };
    int side = LETTERS * (p->print ? p->print : 20), width = pixGetWidth(p->gray), height = pixGetHeight(p->gray);
    ts_rule best = {0, 0, side, side};
    long most = -1;
    for (size_t i = 0, step = p->parts / MOST + 1; i < p->parts; i += step) {
        ts_rule at = {p->part[i].x0, p->part[i].y0, p->part[i].x0 + side, p->part[i].y0 + side};
        long print = 0;
        for (size_t k = 0; k < p->parts; k += step) {
            const ts_rule *b = &p->part[k];
            int x0 = b->x0 > at.x0 ? b->x0 : at.x0, x1 = b->x1 < at.x1 ? b->x1 : at.x1;
            int y0 = b->y0 > at.y0 ? b->y0 : at.y0, y1 = b->y1 < at.y1 ? b->y1 : at.y1;
            print += x1 > x0 && y1 > y0 ? (long)(x1 - x0) * (y1 - y0) : 0;
        }
        if (print > most)
            most = print, best = at;
    }
    best.x1 = best.x1 < width ? best.x1 : width;
    best.y1 = best.y1 < height ? best.y1 : height;
    return best;
}

/* By how many quarters the sample, in pixels of the page, is to be turned to make most sense, far more than as it stands. */
static ts_err find_turn(const ts_prepared *p, const ts_rule *sample, long sense, int *quarters) {
    enum { TIMES = 2, LEAST = 20 };
    long best = TIMES * sense + LEAST;
    *quarters = 0;
    for (int q = 1; q < 4; q++) {
        ts_prepared part = {.scale = 1, .across = 1, .down = 1};
        BOX *box = boxCreate(sample->x0, sample->y0, sample->x1 - sample->x0, sample->y1 - sample->y0);
        PIX *clip = pixClipRectangle(p->gray, box, NULL);
        part.gray = clip ? pixRotateOrth(clip, q) : NULL;
        boxDestroy(&box);
        pixDestroy(&clip);
        TS_AUTO(reading, reading_done) r = {0};
        ts_err err = part.gray ? read_page(&part, &r) : TS_OK;
        ts_prepared_done(&part);
        TS_TRY(err);
        long turned = sense_of(&r.words, NULL);
        if (turned > best)
            best = turned, *quarters = q;
    }
    return TS_OK;
}

/* What makes no sense may stand on its head or lie on its side: a sample is read the three other ways, and where one makes far
 * more sense, the page.  It is left as it stood for the reading that is kept, since its boxes and lines are told beside the
 * words. */
static ts_err read_turned(ts_prepared *p, reading *r) {
    enum { FIT = 65, FEW = 8 };
    if (fit_of(&r->words) >= FIT || r->words.n < FEW)
        return TS_OK;
    ts_rule sample = sample_of(p);
    int quarters;
    TS_TRY(find_turn(p, &sample, sense_of(&r->words, &sample), &quarters));
    if (!quarters)
        return TS_OK;
    TS_TRY(ts_prepared_turn(p, quarters));
    TS_AUTO(reading, reading_done) other = {0};
    TS_TRY(read_page(p, &other));
    if (sense_of(&other.words, NULL) <= sense_of(&r->words, NULL))
        return ts_prepared_turn(p, 4 - quarters);
    reading worse = *r;
    *r = other;
    other = worse;
    return TS_OK;
}

/* Left, top, width and height of the box around where the corners of such a box are seen. */
static void see_box(const ts_projection *back, double box[4]) {
    double left = 0, top = 0, right = 0, bottom = 0;
    for (int i = 0; i < 4; i++) {
        double x, y;
        ts_projection_point(back, box[0] + (i % 2 ? box[2] : 0), box[1] + (i / 2 ? box[3] : 0), &x, &y);
        left = i == 0 || x < left ? x : left, right = i == 0 || x > right ? x : right;
        top = i == 0 || y < top ? y : top, bottom = i == 0 || y > bottom ? y : bottom;
    }
    box[0] = left, box[1] = top, box[2] = right - left, box[3] = bottom - top;
}

/* A box of what was prepared, in pixels of the picture as it was: "box=10,40,220,60", left, top, width, height.  A turn by
 * a few degrees is not undone. */
static ts_span name_box(const ts_prepared *p, ts_rule b, char name[80]) {
    enum { FARTHEST = 1000000 };
    int width = pixGetWidth(p->gray), height = pixGetHeight(p->gray);
    for (int i = 0; i < p->quarters; i++) { /* back, a quarter at a time */
        b = (ts_rule){b.y0, width - b.x1, b.y1, width - b.x0};
        int was = width;
        width = height;
        height = was;
    }
    double across = 1 / (p->scale * p->across), down = 1 / (p->scale * p->down);
    double at[4] = {b.x0 * across, b.y0 * down, (b.x1 - b.x0) * across, (b.y1 - b.y0) * down};
    if (p->rectified)
        see_box(&p->back, at);
    for (int i = 0; i < 4; i++) /* near the horizon of a photograph there is no place; what is no number is 0, too */
        at[i] = at[i] > 0 ? at[i] < FARTHEST ? at[i] : FARTHEST : 0;
    snprintf(name, 80, "box=%d,%d,%d,%d", (int)at[0], (int)at[1], (int)at[2], (int)at[3]);
    return ts_str(name);
}

/* Each panel is a part, named by where it stands. */
static ts_err emit_page(ts_sink *out, const ts_prepared *p, reading *r) {
    for (size_t i = 0, from = 0; i < r->panels; from = r->end[i++]) {
        char name[80];
        ts_layout layout;
        if (r->end[i] == from)
            continue;
        TS_TRY(ts_emit_part(out, name_box(p, r->panel[i], name)));
        ts_sink_ocr(out);
        ts_layout_open(&layout, out, p->rule, p->rules);
        TS_TRY(ts_layout_emit(&layout, r->words.word + from, r->end[i] - from));
    }
    return TS_OK;
}

static ts_err read_picture(ts_sink *out, PIX *picture, int quarters) {
    ts_prepared p = {0};
    TS_TRY(ts_picture_prepare(picture, quarters, &p));
    TS_AUTO(reading, reading_done) r = {0};
    ts_err err = p.gray ? read_page(&p, &r) : TS_OK;
    if (err == TS_OK && p.gray)
        err = read_turned(&p, &r);
    if (err == TS_OK)
        err = emit_page(out, &p, &r);
    ts_prepared_done(&p);
    return err;
}

/* ---- many pages ---- */

/* A page as a raw Netpbm file: equal pages are equal blobs, and are read once.  Such a file cannot say that its dots are not
 * square, so they are made so before. */
static ts_err emit_page_file(ts_sink *out, PIX *page, uint32_t number) {
    double across, down, scale;
    bool stretched = ts_picture_stretch(page, &across, &down);
    bool bits = pixGetDepth(page) == 1 && !pixGetColormap(page) && !stretched;
    PIX *plain = bits ? pixClone(page) : pixConvertTo8(page, 0);
    if (plain && stretched && ts_picture_square(&plain, &across, &down, &scale) != TS_OK)
        pixDestroy(&plain);
    l_uint8 *bytes = NULL;
    size_t n = 0;
    char name[16];
    snprintf(name, sizeof name, "p%u", (unsigned)number);
    bool good = plain && pixWriteMem(&bytes, &n, plain, IFF_PNM) == 0;
    ts_err err = TS_OK;
    if (good) {
        err = ts_emit_child_begin(out, &(ts_child){.name = ts_str(name), .size = n});
        if (err == TS_OK)
            err = ts_emit_child_data(out, ts_span_of(bytes, n));
        if (err == TS_OK)
            err = ts_emit_child_end(out, TS_READ, 0);
    }
    pixDestroy(&plain);
    lept_free(bytes);
    return err != TS_OK || good ? err : ts_fail(TS_EFORMAT, "image: a page makes no sense");
}

/* Each page is a member, with a process of its own to read it.  A page that is damaged ends what can be found of the rest:
 * its share, and theirs, is not read. */
static ts_err read_pages(ts_sink *out, ts_span all, uint32_t pages) {
    uint32_t most = pages < TS_LIMIT_PAGES ? pages : TS_LIMIT_PAGES, done = 0;
    uint64_t given = 0;
    size_t offset = 0;
    do {
        PIX *page = pixReadMemFromMultipageTiff((const l_uint8 *)all.ptr, all.len, &offset);
        if (!page)
            break;
        given += (uint64_t)pixGetWpl(page) * 4 * (uint64_t)pixGetHeight(page);
        ts_err err = emit_page_file(out, page, ++done);
        pixDestroy(&page);
        TS_TRY(err);
    } while (done < most && offset != 0 && (given <= TS_LIMIT_RATIO_FROM || given / TS_LIMIT_RATIO <= all.len));
    if (done == pages)
        return TS_OK;
    bool full = done == most, ratio = offset != 0 && !full;
    TS_TRY(ts_emit_note(out, "%u of %u pages were read", (unsigned)done, (unsigned)pages));
    return ts_emit_unread(out,
                          full    ? TS_REASON_TOO_LARGE
                          : ratio ? TS_REASON_RATIO
                                  : TS_REASON_CORRUPT,
                          all.len - all.len / pages * done);
}

/* Of a GIF that moves the first frame is read: what follows is cut off, since the library would hold it all. */
static ts_err read_frame(ts_sink *out, ts_span all, const ts_image_size *size, PIX **picture) {
    TS_AUTO(ts_buf, ts_buf_done) first = {0};
    ts_buf_add(&first, ts_slice(all, 0, size->first_end));
    ts_buf_add_char(&first, ';');
    *picture = pixReadMem((const l_uint8 *)first.ptr, first.len);
    if (!*picture)
        return TS_OK;
    TS_TRY(ts_emit_note(out, "the first of %u frames was read", (unsigned)size->pages));
    return ts_emit_unread(out, TS_REASON_UNSUPPORTED, all.len - size->first_end);
}

ts_err ts_picture_run(ts_source *in, ts_sink *out) {
    ts_extract_preload(); /* a program that forks has done so long before */
    ts_span all;
    TS_TRY(ts_source_whole(in, &all));
    ts_image_kind kind = ts_image_kind_of(all, all.len);
    ts_image_size size;
    int quarters = 0;
    TS_TRY(ts_image_notes(out, kind, all, &quarters));
    if (!ts_image_size_of(kind, all, &size))
        return ts_fail(TS_EFORMAT, "image: its head is damaged");
    if (size.largest > TS_LIMIT_PIXELS)
        return ts_fail(TS_ELIMIT, "image: more than %llu pixels", (unsigned long long)TS_LIMIT_PIXELS);
    if (kind == TS_IMAGE_TIFF && size.pages > 1)
        return read_pages(out, all, size.pages);
    PIX *picture = NULL;
    if (kind == TS_IMAGE_GIF && size.pages > 1)
        TS_TRY(read_frame(out, all, &size, &picture));
    else
        picture = pixReadMem((const l_uint8 *)all.ptr, all.len);
    if (!picture)
        return ts_fail(TS_EFORMAT, "image: it is damaged, or of a sort that is not read");
    return read_picture(out, picture, quarters);
}

void ts_extract_preload(void) {
    setMsgSeverity(L_SEVERITY_NONE);
    ts_ocr_load();
}
