/* pack.h - kinds that a user adds by a file: patterns, labels, checks, category (docs/packs.md).
 *
 * The parent reads the files and says what is wrong with them; a worker is given the same texts.  Without packs nothing of
 * this runs.
 */
#ifndef TS_DETECT_PACK_H
#define TS_DETECT_PACK_H

#include "detect/pack_check.h"
#include "model/mention.h"

enum { TS_PACK_NAME = 15, TS_PACK_CHECKS = 6, TS_PACK_WORDS = 96 };

/* One kind; its texts are borrowed from the file's tree. */
typedef struct ts_pack_kind {
    char name[TS_PACK_NAME + 1];
    const char *summary, *source, *file;
    int line;
    uint32_t category; /* one of enum ts_category, or none */
    const ts_toml *patterns; /* a text or a list of them */
    const ts_toml *examples; /* values that must be found, a list; NULL: none are said */
    ts_span *label; /* words as ts_pack_words gives them; owned */
    size_t labels;
    const char *strip; /* characters that the normal form leaves out */
    bool lower, keep_case; /* the normal form's letters; else capitals */
    bool any_case; /* the patterns' letters fit both cases */
    ts_check check[TS_PACK_CHECKS]; /* all must hold */
    unsigned checks;
    uint8_t plain, labelled, column; /* confidence, as a detector's */
} ts_pack_kind;

/* The kinds of all packs of a run, in the order of the files: the i-th is kind TS_KIND_PACK + i.  {0}: none. */
typedef struct ts_packs {
    ts_pack_kind *kind;
    size_t kinds, files;
    struct {
        char *name, *text; /* the text is kept as it was given, for workers */
        size_t len;
        ts_toml *root;
    } * file;
} ts_packs;

/* Adds the kinds of one file.  TS_EUSAGE: what is wrong, with file and line; the packs stay as they were. */
ts_err ts_packs_add(ts_packs *p, const char *name, ts_span text);
void ts_packs_done(ts_packs *p);
/* The i-th pattern of a kind, NULL past the last. */
const char *ts_pack_pattern(const ts_pack_kind *k, size_t i);

/* The one normal form of a value of the kind, and whether all its checks hold for it; false: it has none. */
bool ts_pack_normal(const ts_pack_kind *k, ts_span raw, ts_norm *out, bool *valid);

/* Letters and digits of a label or a column's name as words in capitals without accents, each with a space before it, and
 * one behind the last: "EmployeePPSN no." is " EMPLOYEE PPSN NO ".  Cut to the last TS_PACK_WORDS bytes that are whole
 * words; its length, 0 where there are none. */
size_t ts_pack_words(ts_span written, char out[TS_PACK_WORDS]);
/* Do words end in one of the kind's labels, or hold one?  The longest that does, empty: none. */
ts_span ts_pack_label_at_end(const ts_pack_kind *k, ts_span words);
ts_span ts_pack_label_within(const ts_pack_kind *k, ts_span words);

#endif
