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

/* What makes no sense may stand on its head or lie on its side: the three other ways are tried, and the one that fits far
 * better is kept. */
static ts_err read_turned(ts_prepared *p, ts_words *words) {
    enum { SENSE = 65, BETTER = 15, FEW = 8 };
    static const int turns[] = {2, 1, 2}; /* one after the other: upside down, then the sides */
    int best = fit_of(words);
    if (best >= SENSE || words->n < FEW)
        return TS_OK;
    for (size_t i = 0; i < sizeof turns / sizeof *turns; i++) {
        TS_TRY(ts_prepared_turn(p, turns[i]));
        TS_AUTO(ts_words, ts_words_done) other = {0};
        TS_TRY(ts_ocr_read(p->gray, &other));
        int fit = fit_of(&other);
        if (fit < best + BETTER)
            continue;
        ts_words kept = *words;
        *words = other;
        other = kept;
        best = fit;
        if (fit >= SENSE)
            break;
    }
    return TS_OK;
}

static ts_err read_picture(ts_sink *out, ts_span all) {
    PIX *pix = pixReadMem((const l_uint8 *)all.ptr, all.len);
    if (!pix)
        return ts_fail(TS_EFORMAT, "image: it is damaged, or of a sort that is not read");
    ts_prepared p = {0};
    TS_TRY(ts_picture_prepare(pix, &p));
    TS_AUTO(ts_words, ts_words_done) words = {0};
    ts_err err = p.gray ? ts_ocr_read(p.gray, &words) : TS_OK;
    if (err == TS_OK && p.gray)
        err = read_turned(&p, &words);
    if (err == TS_OK)
        err = ts_layout_emit(out, &words, p.rule, p.rules);
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
