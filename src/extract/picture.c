/* picture.c - reads pictures: bounded before they are decoded, made ready for the engine, and read. */
#include <leptonica/allheaders.h>

#include "extract/extractor.h"
#include "extract/image_head.h"
#include "extract/ocr.h"
#include "extract/pdf_layout.h"

ts_err ts_picture_run(ts_source *in, ts_sink *out);
void ts_extract_preload(void);

/* The words of the picture as a page of characters at places. */
static ts_err emit_words(ts_sink *out, const ts_words *w) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    size_t n = 0, cap = 0;
    ts_box *box = NULL;
    for (size_t i = 0; i < w->n; i++) {
        const ts_word *at = &w->word[i];
        if (i > 0)
            ts_buf_add_char(&text, at->line == at[-1].line ? ' ' : '\n');
        ts_buf_add(&text, at->text);
        size_t characters = 0;
        for (size_t k = 0; k < at->text.len; characters++)
            ts_utf8_next(at->text, &k);
        if (n + characters + 1 > cap)
            box = ts_grow(box, cap = 2 * (n + characters + 64), sizeof *box);
        float step = (float)(at->x1 - at->x0) / (float)characters, x = (float)at->x0;
        if (i > 0)
            box[n++] = (ts_box){x, (float)at->y0, x, (float)at->y1};
        for (size_t k = 0; k < characters; k++, x += step)
            box[n++] = (ts_box){x, (float)at->y0, x + step, (float)at->y1};
    }
    ts_err err = w->n ? ts_page_emit(out, ts_buf_span(&text), box, n) : TS_OK;
    ts_free(box);
    return err;
}

static ts_err read_picture(ts_sink *out, ts_span all) {
    PIX *pix = pixReadMem((const l_uint8 *)all.ptr, all.len);
    if (!pix)
        return ts_fail(TS_EFORMAT, "image: it is damaged, or of a sort that is not read");
    PIX *gray = pixConvertTo8(pix, 0);
    pixDestroy(&pix);
    if (!gray)
        return ts_fail(TS_EFORMAT, "image: its colours make no sense");
    TS_AUTO(ts_words, ts_words_done) words = {0};
    ts_err err = ts_ocr_read(gray, TS_OCR_PAGE, 0, &words);
    pixDestroy(&gray);
    return err == TS_OK ? emit_words(out, &words) : err;
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
