/* ocr.h - words in a picture, and where they stand: the shape that the engine's door gives. */
#ifndef TS_EXTRACT_OCR_H
#define TS_EXTRACT_OCR_H

#include "base/bytes.h"
#include "base/mem.h"

struct Pix;

/* A word as it was read.  Boxes are pixels of the picture that was given, y downwards. */
typedef struct ts_word {
    ts_span text; /* in the arena of its words */
    int x0, y0, x1, y1;
    int line; /* words of one number stand on one line */
    int confidence; /* 0 to 100: what the engine says, which is no probability */
} ts_word;

typedef struct ts_words {
    ts_arena arena;
    ts_word *word;
    size_t n, cap;
} ts_words;

void ts_words_done(ts_words *w);

/* Loads the engine and its model, while there are files.  Only the first call does anything. */
ts_err ts_ocr_load(void);
/* Adds the words of this picture, 8 bits a pixel, dark print on light: lines that go from edge to edge.  dx, dy: where it
 * stands on its page, for the boxes. */
ts_err ts_ocr_read(struct Pix *picture, int dx, int dy, ts_words *out);

#endif
