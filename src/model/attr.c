/* attr.c - the attributes by which a sighting and a held person are compared. */
#include "model/attr.h"

ts_group ts_attr_group(ts_attr a) {
    static const uint8_t group[TS_ATTR_COUNT] = {
        [TS_ATTR_NHS] = TS_GROUP_NHS,           [TS_ATTR_LOCAL] = TS_GROUP_LOCAL,
        [TS_ATTR_NINO] = TS_GROUP_NINO,         [TS_ATTR_SURNAME] = TS_GROUP_SURNAME,
        [TS_ATTR_FORENAME] = TS_GROUP_FORENAME, [TS_ATTR_SEX] = TS_GROUP_FORENAME,
        [TS_ATTR_BIRTH] = TS_GROUP_BIRTH,       [TS_ATTR_ADDRESS] = TS_GROUP_ADDRESS,
        [TS_ATTR_POSTCODE] = TS_GROUP_ADDRESS,  [TS_ATTR_LANDLINE] = TS_GROUP_ADDRESS,
        [TS_ATTR_MOBILE] = TS_GROUP_MOBILE,     [TS_ATTR_EMAIL] = TS_GROUP_SURNAME,
        [TS_ATTR_BANK] = TS_GROUP_BANK,         [TS_ATTR_DEATH] = TS_GROUP_BIRTH,
    };
    return (unsigned)a < TS_ATTR_COUNT ? (ts_group)group[a] : TS_GROUP_COUNT;
}

bool ts_group_strong(ts_group g) {
    return g == TS_GROUP_NHS || g == TS_GROUP_LOCAL || g == TS_GROUP_NINO || g == TS_GROUP_BANK;
}

const char *ts_attr_name(ts_attr a) {
    static const char *const name[TS_ATTR_COUNT] = {"health number", "local id",     "national insurance number",
                                                    "surname",       "forename",     "sex",
                                                    "birth date",    "address",      "postcode",
                                                    "landline",      "mobile phone", "e-mail",
                                                    "bank account",  "date of death"};
    return (unsigned)a < TS_ATTR_COUNT ? name[a] : "unknown";
}

static bool put(ts_values *v, ts_attr a, ts_span s, uint8_t flags) {
    if (v->value[a].len || !ts_norm_set(&v->value[a], s))
        return false;
    if (flags & TS_MENTION_PLACEHOLDER)
        v->placeholder |= 1u << a;
    return true;
}

/* "SMITH, JOHN PAUL" gives surname SMITH and forename JOHN. */
static bool put_name(ts_values *v, ts_span name, uint8_t flags) {
    size_t comma = ts_span_find(name, ts_str(", "), 0);
    if (comma == SIZE_MAX)
        return put(v, TS_ATTR_SURNAME, name, flags);
    ts_span rest = ts_slice(name, comma + 2, name.len);
    size_t space = ts_span_find(rest, ts_str(" "), 0);
    bool surname = put(v, TS_ATTR_SURNAME, ts_slice(name, 0, comma), flags);
    bool forename = put(v, TS_ATTR_FORENAME, ts_slice(rest, 0, space), flags);
    return surname || forename;
}

/* Ofcom's national numbering plan: 07 is mobile, but 070 and 076 are personal numbers and pagers. */
static bool is_mobile(ts_span e164) {
    return ts_span_starts(e164, ts_str("+447")) && e164.len == 13 && e164.ptr[4] != '0' && e164.ptr[4] != '6';
}

bool ts_values_take(ts_values *v, ts_kind kind, ts_span s, uint8_t flags) {
    if (flags & TS_MENTION_PARTIAL)
        return false; /* many people have it */
    switch (kind) {
    case TS_KIND_NHS_NUMBER:
    case TS_KIND_CHI_NUMBER:
    case TS_KIND_HC_NUMBER:
    case TS_KIND_IHI: /* their ranges are apart */
        return put(v, TS_ATTR_NHS, s, flags);
    case TS_KIND_LOCAL_ID:
        return put(v, TS_ATTR_LOCAL, s, flags);
    case TS_KIND_NINO:
        return put(v, TS_ATTR_NINO, s, flags);
    case TS_KIND_PERSON_NAME:
        return put_name(v, s, flags);
    case TS_KIND_SURNAME:
        return put(v, TS_ATTR_SURNAME, s, flags);
    case TS_KIND_FORENAME:
        return put(v, TS_ATTR_FORENAME, ts_slice(s, 0, ts_span_find(s, ts_str(" "), 0)), flags);
    case TS_KIND_SEX:
        return put(v, TS_ATTR_SEX, s, flags);
    case TS_KIND_BIRTH_DATE:
        return put(v, TS_ATTR_BIRTH, s, flags);
    case TS_KIND_DEATH_DATE:
        return put(v, TS_ATTR_DEATH, s, flags);
    case TS_KIND_ADDRESS:
        return put(v, TS_ATTR_ADDRESS, s, flags);
    case TS_KIND_POSTCODE:
        return put(v, TS_ATTR_POSTCODE, s, flags);
    case TS_KIND_EMAIL:
        return put(v, TS_ATTR_EMAIL, s, flags);
    case TS_KIND_PHONE:
        return put(v, is_mobile(s) ? TS_ATTR_MOBILE : TS_ATTR_LANDLINE, s, flags);
    case TS_KIND_BANK_ACCOUNT:
        return put(v, TS_ATTR_BANK, s, flags);
    default: /* the holdings keep no other kind */
        break;
    }
    return false;
}
