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
    engine = e;
    (void)atexit(unload); /* else the library complains of what it still holds; a worker ends without it */
    return TS_OK;
}

static void add_word(ts_words *out, const TessResultIterator *at, int line) {
    const TessPageIterator *place = TessResultIteratorGetPageIteratorConst(at);
    ts_word w = {.line = line};
    if (!TessPageIteratorBoundingBox(place, RIL_WORD, &w.x0, &w.y0, &w.x1, &w.y1))
        return;
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

ts_err ts_ocr_read(struct Pix *picture, ts_ocr_mode mode, int dots_an_inch, ts_words *out) {
    TS_TRY(ts_ocr_load());
    TessBaseAPISetPageSegMode(engine, mode == TS_OCR_BLOCK ? PSM_SINGLE_BLOCK : PSM_AUTO);
    TessBaseAPISetImage2(engine, picture);
    if (dots_an_inch)
        TessBaseAPISetSourceResolution(engine, dots_an_inch);
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
            add_word(out, at, line);
        } while (TessResultIteratorNext(at, RIL_WORD));
        TessResultIteratorDelete(at);
    }
    TessBaseAPIClear(engine);
    return TS_OK;
}
