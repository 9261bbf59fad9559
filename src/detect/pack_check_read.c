/* pack_check_read.c - a check as a pack says it: its name, or a table with its rule. */
#include "detect/pack_check.h"

#include <stdio.h>

static const char alnum[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

static ts_err copy_text(const ts_toml *table, const char *key, const char *file, char *out, size_t cap) {
    const char *text = ts_toml_string(table, key, NULL);
    if (!text || !*text || strlen(text) >= cap)
        return ts_toml_wrong(file, ts_toml_get(table, key) ? ts_toml_get(table, key) : table,
                             "%s wants a text of 1 to %zu characters", key, cap - 1);
    for (const char *p = text; *p; p++)
        if (*p <= ' ' || *p >= 0x7F)
            return ts_toml_wrong(file, ts_toml_get(table, key), "%s wants letters, digits and signs of ASCII", key);
    memcpy(out, text, strlen(text) + 1);
    return TS_OK;
}

static ts_err take_number(const ts_toml *table, const char *key, const char *file, int64_t least, int64_t most,
                          unsigned *out) {
    int64_t v = ts_toml_int(table, key, INT64_MIN);
    if (v < least || v > most)
        return ts_toml_wrong(file, ts_toml_get(table, key) ? ts_toml_get(table, key) : table,
                             "%s wants a whole number from %lld to %lld", key, (long long)least, (long long)most);
    *out = (unsigned)v;
    return TS_OK;
}

static ts_err read_iso7064(const char *system, const ts_toml *node, const char *file, ts_check *c) {
    static const struct {
        const char *system;
        bool hybrid;
        unsigned modulus, radix;
        const char *values;
    } row[] = {
        {"11-2", false, 11, 2, "0123456789X"},
        {"37-2", false, 37, 2, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"},
        {"97-10", false, 97, 10, "0123456789"},
        {"11-10", true, 10, 0, "0123456789"},
        {"27-26", true, 26, 0, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
        {"37-36", true, 36, 0, alnum},
    };
    for (size_t i = 0; system && i < sizeof row / sizeof *row; i++)
        if (strcmp(system, row[i].system) == 0) {
            c->rule = TS_CHECK_ISO7064;
            c->hybrid = row[i].hybrid;
            c->modulus = row[i].modulus;
            c->radix = row[i].radix;
            memcpy(c->values, row[i].values, strlen(row[i].values) + 1);
            return TS_OK;
        }
    return ts_toml_wrong(file, node, "system is one of 11-2, 37-2, 97-10, 11-10, 27-26, 37-36");
}

static ts_err read_weighted(const ts_toml *t, const char *file, ts_check *c) {
    const ts_toml *list = ts_toml_get(t, "weights");
    c->weights = (unsigned)ts_toml_count(list);
    if (c->weights == 0 || ts_toml_count(list) > TS_CHECK_WEIGHTS)
        return ts_toml_wrong(file, t, "weights wants a list of 1 to %d numbers, one a place", TS_CHECK_WEIGHTS);
    for (unsigned i = 0; i < c->weights; i++) {
        int64_t v;
        if (!ts_toml_number(ts_toml_at(list, i), &v) || v < -1000 || v > 1000)
            return ts_toml_wrong(file, list, "a weight is a whole number from -1000 to 1000");
        c->weight[i] = (int)v;
    }
    TS_TRY(take_number(t, "modulus", file, 2, 1000, &c->modulus));
    if (ts_toml_get(t, "values"))
        TS_TRY(copy_text(t, "values", file, c->values, sizeof c->values));
    if (ts_toml_get(t, "remainder"))
        TS_TRY(take_number(t, "remainder", file, 0, c->modulus - 1, &c->remainder));
    return TS_OK;
}

static ts_err read_replaces(const ts_toml *t, const char *file, ts_check *c) {
    const ts_toml *list = ts_toml_get(t, "replace");
    c->replaces = (unsigned)ts_toml_count(list);
    if ((list && c->replaces == 0) || ts_toml_count(list) > TS_CHECK_REPLACES)
        return ts_toml_wrong(file, list, "replace wants 1 to %d pairs such as { X = \"0\" }", TS_CHECK_REPLACES);
    for (unsigned i = 0; i < c->replaces; i++) {
        const char *from = ts_toml_key_at(list, i), *to = ts_toml_text(ts_toml_at(list, i));
        if (!from || !to || !*from || strlen(from) >= sizeof c->replace[i].from ||
            strlen(to) >= sizeof c->replace[i].to || strspn(to, "0123456789") != strlen(to))
            return ts_toml_wrong(file, list,
                                 "replace wants pairs such as { X = \"0\" }: up to 3 characters, for up to 3 digits");
        memcpy(c->replace[i].from, from, strlen(from) + 1);
        memcpy(c->replace[i].to, to, strlen(to) + 1);
    }
    return TS_OK;
}

static ts_err read_remainder(const ts_toml *t, const char *file, ts_check *c) {
    TS_TRY(take_number(t, "modulus", file, 2, 1000000, &c->modulus));
    TS_TRY(read_replaces(t, file, c));
    const ts_toml *list = ts_toml_get(t, "prefix");
    size_t n = ts_toml_count(list);
    if (n > sizeof c->prefix / sizeof *c->prefix || (list && n == 0))
        return ts_toml_wrong(file, list, "prefix wants a list of 1 to 4 texts");
    for (c->prefixes = 0; c->prefixes < n; c->prefixes++) {
        const char *text = ts_toml_text(ts_toml_at(list, c->prefixes));
        if (!text || strlen(text) >= sizeof *c->prefix || strspn(text, "0123456789") != strlen(text))
            return ts_toml_wrong(file, list, "a prefix is a text of up to 3 digits");
        memcpy(c->prefix[c->prefixes], text, strlen(text) + 1);
    }
    return TS_OK;
}

static ts_err read_date(const ts_toml *t, const char *file, ts_check *c) {
    static const char *const known[] = {"ddmmyy", "mmddyy", "yymmdd", "ddmmyyyy", "mmddyyyy", "yyyymmdd"};
    const char *form = ts_toml_string(t, "form", "");
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(form, known[i]) == 0) {
            memcpy(c->form, form, strlen(form) + 1);
            return TS_OK;
        }
    return ts_toml_wrong(file, t, "form is one of ddmmyy, mmddyy, yymmdd, ddmmyyyy, mmddyyyy, yyyymmdd");
}

static ts_err read_ranges(const ts_toml *t, const char *file, ts_check *c) {
    const ts_toml *list = ts_toml_get(t, "ranges");
    TS_TRY(take_number(t, "len", file, 1, 18, &c->len));
    c->ranges = (unsigned)ts_toml_count(list);
    if (c->ranges == 0 || ts_toml_count(list) > TS_CHECK_RANGES)
        return ts_toml_wrong(file, t, "ranges wants 1 to %d pairs such as [[1, 665], [667, 899]]", TS_CHECK_RANGES);
    for (unsigned i = 0; i < c->ranges; i++) {
        int64_t from, to;
        const ts_toml *pair = ts_toml_at(list, i);
        if (ts_toml_count(pair) != 2 || !ts_toml_number(ts_toml_at(pair, 0), &from) ||
            !ts_toml_number(ts_toml_at(pair, 1), &to) || from < 0 || from > to)
            return ts_toml_wrong(file, list, "a range is a pair of whole numbers, the smaller first");
        c->range[i][0] = (uint64_t)from;
        c->range[i][1] = (uint64_t)to;
    }
    return TS_OK;
}

static ts_err read_repeats(const ts_toml *t, const char *file, ts_check *c) {
    TS_TRY(take_number(t, "len", file, 1, 32, &c->len));
    TS_TRY(take_number(t, "least", file, 2, 32, &c->least));
    return take_number(t, "most", file, c->least, 32, &c->most);
}

static const struct {
    const char *name;
    ts_check_rule rule;
    ts_err (*read)(const ts_toml *t, const char *file, ts_check *c);
    const char *keys; /* that it knows beside `rule`; a space before and after each */
} rules[] = {
    {"luhn", TS_CHECK_LUHN, NULL, " "},
    {"verhoeff", TS_CHECK_VERHOEFF, NULL, " "},
    {"iso7064", TS_CHECK_ISO7064, NULL, " system "},
    {"weights", TS_CHECK_WEIGHTED, read_weighted, " weights modulus values remainder table at "},
    {"remainder", TS_CHECK_REMAINDER, read_remainder, " modulus replace prefix table "},
    {"date", TS_CHECK_DATE, read_date, " form at "},
    {"range", TS_CHECK_RANGE, read_ranges, " len ranges at "},
    {"repeats", TS_CHECK_REPEATS, read_repeats, " len least most "},
};

static ts_err refuse_keys(const ts_toml *t, const char *file, const char *keys) {
    char word[40];
    for (size_t i = 0; i < ts_toml_count(t); i++) {
        const char *key = ts_toml_key_at(t, i);
        snprintf(word, sizeof word, " %.30s ", key);
        if (strcmp(key, "rule") != 0 && !strstr(keys, word))
            return ts_toml_wrong(file, ts_toml_at(t, i), "this rule has no %.30s; it has:%s", key, keys);
    }
    return TS_OK;
}

/* "luhn", "verhoeff", "mod97" for ISO 7064 MOD 97-10, "iso7064-11-10" and kin. */
static ts_err by_name(const char *name, const ts_toml *node, const char *file, ts_check *out) {
    ts_check c = {.at = -1};
    if (strcmp(name, "mod97") == 0)
        name = "iso7064-97-10";
    if (strncmp(name, "iso7064-", 8) == 0) {
        TS_TRY(read_iso7064(name + 8, node, file, &c));
    } else {
        size_t i = 0;
        while (i < 2 && strcmp(name, rules[i].name) != 0)
            i++;
        if (i == 2)
            return ts_toml_wrong(
                file, node, "there is no check %.40s: luhn, verhoeff, mod97, iso7064-11-10 or a table with rule", name);
        c.rule = rules[i].rule;
    }
    *out = c;
    return TS_OK;
}

ts_err ts_check_read(const ts_toml *node, const char *file, ts_check *out) {
    ts_check c = {.at = -1};
    if (ts_toml_text(node))
        return by_name(ts_toml_text(node), node, file, out);
    const char *rule = ts_toml_string(node, "rule", NULL);
    for (size_t i = 0; rule && i < sizeof rules / sizeof *rules; i++) {
        if (strcmp(rule, rules[i].name) != 0)
            continue;
        TS_TRY(refuse_keys(node, file, rules[i].keys));
        c.rule = rules[i].rule;
        memcpy(c.values, alnum, sizeof alnum);
        if (c.rule == TS_CHECK_ISO7064)
            TS_TRY(read_iso7064(ts_toml_string(node, "system", NULL), node, file, &c));
        if (rules[i].read)
            TS_TRY(rules[i].read(node, file, &c));
        if (ts_toml_get(node, "table"))
            TS_TRY(copy_text(node, "table", file, c.table, sizeof c.table));
        if (*c.table && strlen(c.table) < c.modulus)
            return ts_toml_wrong(file, node, "table wants a character for each remainder, 0 to %u", c.modulus - 1);
        unsigned at = 0;
        if (ts_toml_get(node, "at"))
            TS_TRY(take_number(node, "at", file, 0, 63, &at));
        c.at = ts_toml_get(node, "at") ? (int)at : c.rule == TS_CHECK_WEIGHTED || c.rule == TS_CHECK_REMAINDER ? -1 : 0;
        *out = c;
        return TS_OK;
    }
    return ts_toml_wrong(file, node,
                         "a check is a name or a table with rule: luhn, verhoeff, iso7064, weights, remainder, date, "
                         "range or repeats");
}
