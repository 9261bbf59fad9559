/* known.c - what there is to find, to read and to set, for listings: kinds, formats, limits. */
#include <touchstone/ingest.h>

#include "base/limits.h"
#include "detect/detect.h"
#include "detect/terms.h"

/* What in a text begins a value of the kind; its column and its label do besides, whatever the kind. */
static const char *begins(const ts_detector *d) {
    if (d->plain == 0) /* `find` may see it, but never by itself */
        return "label or column";
    if (ts_terms_is(d->kind))
        return "term near a person";
    if (ts_kind_category(d->kind) == TS_CAT_NAME && d->kind != TS_KIND_TITLE) /* scan_words.c looks for all of them */
        return "capital";
    if (d->kind == TS_KIND_ADDRESS)
        return "its postcode";
    switch (d->anchor.type) {
    case TS_ANCHOR_DIGIT_RUN:
        return "digits";
    case TS_ANCHOR_AT:
        return "@";
    case TS_ANCHOR_CAPITAL:
        return "capital";
    case TS_ANCHOR_EITHER:
        return "digits or capital";
    default:
        return "label or column";
    }
}

bool ts_kind_at(size_t i, ts_kind_row *out) {
    if (i + 1 >= TS_KIND_COUNT)
        return false;
    const ts_detector *d = ts_detector_of((ts_kind)(i + 1));
    uint32_t category = ts_kind_category(d->kind);
    *out = (ts_kind_row){.name = d->name,
                         .category = category ? ts_category_name(__builtin_ctz(category)) : "nobody's",
                         .begins = begins(d),
                         .summary = d->summary,
                         .source = d->source};
    return true;
}

unsigned ts_kind_number(const char *name) { return ts_kind_named(ts_str(name)); }

bool ts_limit_row(size_t i, const char **name, char usual[32], const char **summary) {
    return ts_limit_at(i, name, usual, summary);
}

bool ts_format_at(size_t i, const char **name, const char **summary) {
    static const char *const row[][2] = {
#define TS_FORMAT(format, text) {#format, text},
#include "model/formats.def"
#undef TS_FORMAT
        /* No reader's: reader.c says so of them. */
        {"volume", "parts of a file that was cut (x.7z.001, x.z01, x.part1.rar, xaa): read as the whole beside them"},
    };
    if (i >= sizeof row / sizeof *row)
        return false;
    *name = row[i][0];
    *summary = row[i][1];
    return true;
}
