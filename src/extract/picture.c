/* picture.c - reads pictures: bounded before they are decoded, made ready for the engine, and read. */
#include <leptonica/allheaders.h>

#include "extract/extractor.h"
#include "extract/image_head.h"
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

/* What makes no sense may stand on its head or lie on its side: the three other ways are tried, and the one that fits far
 * better is kept. */
static ts_err read_turned(ts_prepared *p, reading *r) {
    enum { SENSE = 65, BETTER = 15, FEW = 8 };
    static const int turns[] = {2, 1, 2}; /* one after the other: upside down, then the sides */
    int best = fit_of(&r->words);
    if (best >= SENSE || r->words.n < FEW)
        return TS_OK;
    for (size_t i = 0; i < sizeof turns / sizeof *turns && best < SENSE; i++) {
        TS_TRY(ts_prepared_turn(p, turns[i]));
        TS_AUTO(reading, reading_done) other = {0};
        TS_TRY(read_page(p, &other));
        int fit = fit_of(&other.words);
        if (fit < best + BETTER)
            continue;
        reading kept = *r;
        *r = other;
        other = kept;
        best = fit;
    }
    return TS_OK;
}

static ts_err emit_page(ts_sink *out, const ts_prepared *p, reading *r) {
    ts_layout layout;
    ts_layout_open(&layout, out, p->rule, p->rules);
    for (size_t i = 0, from = 0; i < r->panels; from = r->end[i++])
        TS_TRY(ts_layout_emit(&layout, r->words.word + from, r->end[i] - from));
    return TS_OK;
}

static ts_err read_picture(ts_sink *out, ts_span all) {
    PIX *pix = pixReadMem((const l_uint8 *)all.ptr, all.len);
    if (!pix)
        return ts_fail(TS_EFORMAT, "image: it is damaged, or of a sort that is not read");
    ts_prepared p = {0};
    TS_TRY(ts_picture_prepare(pix, &p));
    TS_AUTO(reading, reading_done) r = {0};
    ts_err err = p.gray ? read_page(&p, &r) : TS_OK;
    if (err == TS_OK && p.gray)
        err = read_turned(&p, &r);
    if (err == TS_OK)
        err = emit_page(out, &p, &r);
    ts_prepared_done(&p);
    return err;
}

ts_err ts_picture_run(ts_source *in, ts_sink *out) {
    ts_extract_preload(); /* a program that forks has done so long before */
    ts_span all;
    TS_TRY(ts_source_whole(in, &all));
    ts_image_size size;
    if (!ts_image_size_of(ts_image_kind_of(all, all.len), all, &size))
        return ts_fail(TS_EFORMAT, "image: its head is damaged");
    if (size.largest > TS_LIMIT_PIXELS)
        return ts_fail(TS_ELIMIT, "image: more than %llu pixels", (unsigned long long)TS_LIMIT_PIXELS);
    return read_picture(out, all);
}

void ts_extract_preload(void) {
    setMsgSeverity(L_SEVERITY_NONE);
    ts_ocr_load();
}
