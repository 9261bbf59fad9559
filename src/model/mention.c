/* mention.c - one detected value: kind, where it stands, its normal form, how sure. */
#include "model/mention.h"

static const char *const kind_name[TS_KIND_COUNT] = {
    [TS_KIND_NONE] = "none",
#define TS_KIND(id, name, category) [TS_KIND_##id] = name,
#include "model/kinds.def"
#undef TS_KIND
};

const char *ts_kind_name(ts_kind kind) { return (unsigned)kind < TS_KIND_COUNT ? kind_name[kind] : "unknown"; }

uint32_t ts_kind_category(ts_kind kind) {
    static const uint32_t of[TS_KIND_COUNT] = {
        [TS_KIND_NONE] = TS_CAT_NONE,
#define TS_KIND(id, name, category) [TS_KIND_##id] = TS_CAT_##category,
#include "model/kinds.def"
#undef TS_KIND
    };
    return (unsigned)kind < TS_KIND_COUNT ? of[kind] : TS_CAT_NONE;
}

ts_kind ts_kind_named(ts_span name) {
    for (int k = 1; k < TS_KIND_COUNT; k++)
        if (ts_span_eq(name, ts_str(kind_name[k])))
            return (ts_kind)k;
    return TS_KIND_NONE;
}

const char *ts_category_name(int bit) {
    static const char *const name[TS_CATEGORIES] = {
        "name",          "identifiers",        "birth date and sex", "contact details",
        "health",        "financial",          "employment",         "ethnicity",
        "religion",      "donations",          "next of kin",        "contact dates",
        "death",         "online identifiers", "passwords and keys", "mental health",
        "sexual health", "pregnancy",          "safeguarding",       "sexual orientation",
        "trade union",   "biometrics",         "criminal offences",
    };
    return bit >= 0 && bit < TS_CATEGORIES ? name[bit] : "unknown";
}
