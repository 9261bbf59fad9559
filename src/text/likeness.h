/* likeness.h - what a document is known again by: its text, its parts, its form and the values in it, as marks.
 *
 * Made by the worker of what it reads, of the leak and of the organisations' own trees alike.  A mark is 64 bits of a hash
 * that has no key: whoever can guess a value can find it, so marks are kept under a key (store/files_index.h) or sealed
 * (store/likeness.h), and shown to nobody.
 *
 * Runs of three words are sampled by the lowest hashes (Broder: On the resemblance and containment of documents, 1997), which
 * need no key and stay a sample under one.  Parts are cut where a word's own hash says so (Muthitacharoen, Chen, Mazières: A
 * low-bandwidth network file system, 2001), so that lines and pages, which differ between formats, move no border, and a word that was
 * changed changes one part or two.  The form is the text with its values taken out: "Dear A, born 0, your visit of 0".
 */
#ifndef TS_TEXT_LIKENESS_H
#define TS_TEXT_LIKENESS_H

#include "base/digest.h"
#include "model/segment.h"

enum {
    TS_LIKENESS_VERSION = 1, /* of the rules: marks of two versions say nothing of each other */
    TS_LIKENESS_RUNS = 32,
    TS_LIKENESS_FORMS = 32,
    TS_LIKENESS_VALUES = 64,
    TS_LIKENESS_PARTS = 512, /* of a longer document those with the lowest marks */
    TS_LIKENESS_NAME = 40,
    TS_LIKENESS_TEXT = 4 << 20, /* bytes of a text that count: a thousand pages */
};

/* A stretch of some 10 words. */
typedef struct ts_likeness_part {
    uint64_t mark;
    uint64_t place; /* of text: the byte of its part that it begins at; of a table: its row */
    uint32_t len; /* bytes; 0 of a table */
    uint16_t name; /* into ts_likeness.name */
    bool row;
} ts_likeness_part;

typedef struct ts_likeness {
    ts_digest text; /* SHA-256 of all words, folded; zero where it was longer than counts, or only partly read */
    uint32_t words;
    uint32_t parts_all; /* how many it has */
    bool licence; /* it begins with a licence that anybody's files carry */
    uint16_t runs, forms, values, parts, names;
    uint64_t run[TS_LIKENESS_RUNS], form[TS_LIKENESS_FORMS], value[TS_LIKENESS_VALUES]; /* ascending */
    ts_likeness_part part[TS_LIKENESS_PARTS]; /* as they stand; no mark twice */
    char name[TS_LIKENESS_PARTS][TS_LIKENESS_NAME]; /* of the segments' parts: "p2", "Sheet1" */
} ts_likeness;

typedef struct ts_likener ts_likener;
ts_likener *ts_likener_new(void);
void ts_likener_free(ts_likener *l); /* wipes */
void ts_likener_begin(ts_likener *l); /* forgets what came before */
void ts_likener_add(ts_likener *l, const ts_segment *s);
/* False, and `out` as it was: there was no word. */
bool ts_likener_end(ts_likener *l, ts_likeness *out);

/* As bytes, and back: false where they are none, or of another version. */
void ts_likeness_pack(const ts_likeness *l, ts_buf *out);
bool ts_likeness_unpack(ts_span bytes, ts_likeness *out);
/* Of a document that was only partly read nobody knows all words: its text is no key. */
void ts_likeness_partly(ts_buf *packed);

#endif
