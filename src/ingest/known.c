/* known.c - what there is to find, to read and to set, for listings: kinds, formats, limits. */
#include <touchstone/ingest.h>

#include "base/limits.h"
#include "detect/detect.h"
#include "detect/terms.h"
#include "ingest/kind_packs.h"

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

static const char *category_name(uint32_t category) {
    return category ? ts_category_name(__builtin_ctz(category)) : "nobody's";
}

bool ts_kind_at(const ts_kind_packs *packs, size_t i, ts_kind_row *out) {
    if (i + 1 >= TS_KIND_COUNT) {
        const ts_packs *p = ts_kind_packs_of(packs);
        i -= TS_KIND_COUNT - 1;
        if (!p || i >= p->kinds)
            return false;
        const ts_pack_kind *k = &p->kind[i];
        *out = (ts_kind_row){.name = k->name,
                             .category = category_name(k->category),
                             .begins = k->plain ? "pattern" : "label or column",
                             .summary = k->summary,
                             .source = k->source,
                             .number = (unsigned)(TS_KIND_PACK + i)};
        return true;
    }
    const ts_detector *d = ts_detector_of((ts_kind)(i + 1));
    *out = (ts_kind_row){.name = d->name,
                         .category = category_name(ts_kind_category(d->kind)),
                         .begins = begins(d),
                         .summary = d->summary,
                         .source = d->source,
                         .number = d->kind};
    return true;
}

bool ts_limit_row(size_t i, const char **name, char usual[32], const char **summary) {
    return ts_limit_at(i, name, usual, summary);
}

bool ts_format_at(size_t i, const char **name, const char **summary) {
    static const char *const row[][2] = {
#define TS_FORMAT(format, text) {#format, text},
#include "model/formats.def"
#undef TS_FORMAT
        /* No reader's: reader.c says so of them. */
        {"volume",
         "parts of a file that was cut (x.7z.001, x.z01, x.part1.rar, x.E01, xaa): read as the whole beside them"},
    };
    if (i >= sizeof row / sizeof *row)
        return false;
    *name = row[i][0];
    *summary = row[i][1];
    return true;
}
