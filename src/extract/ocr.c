/* ocr.c - the door to the engine that reads print (tesseract): one model, loaded once, before the first fork. */
#include "extract/ocr.h"

#include <stdlib.h>
#include <tesseract/capi.h>

static TessBaseAPI *engine;

void ts_words_done(ts_words *w) {
    ts_arena_done(&w->arena);
    ts_free(w->word);
    *w = (ts_words){0};
}

static void unload(void) {
    TessBaseAPIDelete(engine);
    engine = NULL;
}

ts_err ts_ocr_load(void) {
    if (engine)
        return TS_OK;
    TessBaseAPI *e = TessBaseAPICreate();
    if (TessBaseAPIInit2(e, NULL, "eng", OEM_LSTM_ONLY) != 0) {
        TessBaseAPIDelete(e);
        return ts_fail(TS_EPOLICY, "the model for reading pictures is missing: install tesseract-ocr-eng");
    }
    /* It reads what fits badly once more as light on dark: every ground is light here (picture_prepare.h). */
    TessBaseAPISetVariable(e, "tessedit_do_invert", "0");
    engine = e;
    (void)atexit(unload); /* else the library complains of what it still holds; a worker ends without it */
    return TS_OK;
}

static void add_word(ts_words *out, const TessResultIterator *at, int line, int dx, int dy) {
    const TessPageIterator *place = TessResultIteratorGetPageIteratorConst(at);
    ts_word w = {.line = line};
    if (!TessPageIteratorBoundingBox(place, RIL_WORD, &w.x0, &w.y0, &w.x1, &w.y1))
        return;
    w.x0 += dx, w.x1 += dx;
    w.y0 += dy, w.y1 += dy;
    char *text = TessResultIteratorGetUTF8Text(at, RIL_WORD);
    if (text && *text) {
        w.text = ts_arena_copy(&out->arena, ts_trim(ts_str(text)));
        w.confidence = (int)TessResultIteratorConfidence(at, RIL_WORD);
        if (out->n == out->cap) {
            out->cap = out->cap ? 2 * out->cap : 256;
            out->word = ts_grow(out->word, out->cap, sizeof *out->word);
        }
        if (w.text.len)
            out->word[out->n++] = w;
    }
    TessDeleteText(text);
}

ts_err ts_ocr_read(struct Pix *picture, int dx, int dy, ts_words *out) {
    enum { DOTS_AN_INCH = 300 }; /* that the model was taught with; else it guesses */
    TS_TRY(ts_ocr_load());
    /* Its idea of a page leaves out what it takes for a picture or a table, and its search for sparse text the letters that
     * stand alone and the colons: panels.h has found what is to be read from edge to edge. */
    TessBaseAPISetPageSegMode(engine, PSM_SINGLE_BLOCK);
    TessBaseAPISetImage2(engine, picture);
    TessBaseAPISetSourceResolution(engine, DOTS_AN_INCH);
    if (TessBaseAPIRecognize(engine, NULL) != 0) {
        TessBaseAPIClear(engine);
        return ts_fail(TS_EFORMAT, "image: the engine could not read it");
    }
    int line = out->n ? out->word[out->n - 1].line : 0;
    TessResultIterator *at = TessBaseAPIGetIterator(engine);
    if (at) {
        do {
            if (TessPageIteratorIsAtBeginningOf(TessResultIteratorGetPageIteratorConst(at), RIL_TEXTLINE))
                line++;
            add_word(out, at, line, dx, dy);
        } while (TessResultIteratorNext(at, RIL_WORD));
        TessResultIteratorDelete(at);
    }
    TessBaseAPIClear(engine);
    return TS_OK;
}
