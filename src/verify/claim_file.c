/* claim_file.c - claims as people write them down, in TOML (docs/claims.md). */
#include "verify/claims.h"

#include <stdio.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/toml.h"

typedef struct reading {
    const char *name; /* of the file */
    ts_claim *c;
    uint8_t items; /* of the published items whose assertions come; 0: of what was taken */
} reading;

/* There may be too many: take_claim counts them at its end. */
static ts_assertion *add(reading *r, ts_claim_kind kind) {
    ts_assertion *a = ts_claim_assert(r->c, kind);
    a->items = r->items;
    return a;
}

/* A text of the claim's own, without line ends. */
static ts_err take_line(const reading *r, const ts_toml *table, const char *key, char *out, size_t size) {
    const ts_toml *node = ts_toml_get(table, key);
    const char *text = node ? ts_toml_text(node) : NULL;
    if (!node)
        return TS_OK;
    if (!text || !*text || strlen(text) >= size || strchr(text, '\n'))
        return ts_toml_wrong(r->name, node, "%s is a text of 1 to %zu bytes", key, size - 1);
    memcpy(out, text, strlen(text) + 1);
    return TS_OK;
}

/* ---- lists of words ---- */

static ts_err take_code(reading *r, const ts_toml *node, const char *text, ts_claim_kind kind) {
    ts_span s = ts_trim(ts_str(text));
    bool code = s.len >= 2 && s.len <= 12;
    for (size_t i = 0; code && i < s.len; i++)
        code = ts_is_alnum(s.ptr[i]);
    if (kind == TS_CLAIM_ORGANISATION && !code)
        return ts_toml_wrong(r->name, node, "an organisation is its ODS code, such as RBS");
    if (s.len == 0 || s.len >= TS_CLAIM_WHAT)
        return ts_toml_wrong(r->name, node, "a system is its name as it is registered, such as PAS or RBQ PAS");
    ts_assertion *a = add(r, kind);
    for (size_t i = 0; i < s.len; i++)
        a->what[i] = kind == TS_CLAIM_ORGANISATION ? ts_upper(s.ptr[i]) : s.ptr[i];
    return TS_OK;
}

static ts_err take_subject(reading *r, const ts_toml *node, const char *text, bool without) {
    const ts_claim_subject *s = ts_claim_subject_named(ts_trim(ts_str(text)));
    if (!s) {
        TS_AUTO(ts_buf, ts_buf_done) known = {0};
        for (size_t i = 0; i < ts_claim_subject_count; i++)
            ts_buf_addf(&known, "%s%s", i ? ", " : "", ts_claim_subjects[i].name);
        return ts_toml_wrong(r->name, node, "there is no category \"%.60s\"; there are %s", text, known.ptr);
    }
    ts_assertion *a = add(r, s->kind);
    a->without = without;
    memcpy(a->what, s->name, strlen(s->name) + 1);
    return TS_OK;
}

static ts_err take_list(reading *r, const ts_toml *table, const char *key) {
    const ts_toml *node = ts_toml_get(table, key);
    size_t n = node && ts_toml_text(node) ? 1 : ts_toml_count(node);
    if (node && n == 0)
        return ts_toml_wrong(r->name, node, "%s is a list of words in quotes", key);
    for (size_t i = 0; i < n; i++) {
        const ts_toml *item = ts_toml_text(node) ? node : ts_toml_at(node, i);
        const char *text = ts_toml_text(item);
        if (!text)
            return ts_toml_wrong(r->name, node, "%s is a list of words in quotes", key);
        bool code = strcmp(key, "organisations") == 0, system = strcmp(key, "systems") == 0;
        if (code || system)
            TS_TRY(take_code(r, node, text, code ? TS_CLAIM_ORGANISATION : TS_CLAIM_SYSTEM));
        else
            TS_TRY(take_subject(r, node, text, strcmp(key, "without") == 0));
    }
    return TS_OK;
}

/* ---- numbers ---- */

static ts_err take_years(reading *r, const ts_toml *table) {
    const ts_toml *node = ts_toml_get(table, "years");
    int64_t n[2] = {0, 0};
    uint64_t from = 0, to = 0;
    if (!node)
        return TS_OK;
    ts_span s = ts_trim(ts_str(ts_toml_text(node)));
    bool good = false;
    if (s.len)
        good = ts_claim_years(s, &from, &to) == s.len;
    else if (ts_toml_number(node, &n[0]))
        good = n[0] >= TS_CLAIM_FIRST_YEAR, from = to = (uint64_t)n[0];
    else if (ts_toml_count(node) == 2)
        good = ts_toml_number(ts_toml_at(node, 0), &n[0]) && ts_toml_number(ts_toml_at(node, 1), &n[1]) &&
               n[0] >= TS_CLAIM_FIRST_YEAR && n[1] >= n[0],
        from = (uint64_t)n[0], to = (uint64_t)n[1];
    if (!good || to >= TS_CLAIM_FIRST_YEAR + TS_CLAIM_YEARS_MOST)
        return ts_toml_wrong(r->name, node, "years are written \"2018-2024\", from %d to %d, the earlier first",
                             TS_CLAIM_FIRST_YEAR, TS_CLAIM_FIRST_YEAR + TS_CLAIM_YEARS_MOST - 1);
    ts_assertion *a = add(r, TS_CLAIM_YEARS);
    a->from = from;
    a->to = to;
    return TS_OK;
}

/* 40000, "40,000", "more than 300,000", "1.2 million", and with a unit where bytes are meant; false: none, or not above 0. */
static bool amount(const ts_toml *node, bool bytes, uint64_t *out, bool *more_than) {
    int64_t whole;
    if (ts_toml_number(node, &whole)) {
        *out = (uint64_t)whole;
        return whole > 0;
    }
    ts_span s = ts_trim(ts_str(ts_toml_text(node)));
    if (ts_span_starts_nocase(s, ts_str("more than "))) {
        *more_than = true;
        s = ts_trim(ts_slice(s, strlen("more than "), s.len));
    }
    uint64_t thousandths = 0, unit = 1;
    size_t len = ts_claim_number(s, &thousandths);
    if (len && bytes)
        len += ts_claim_unit(ts_slice(s, len, s.len - len), &unit);
    if (!len || len != s.len || thousandths / 1000 > UINT64_MAX / unit / 2)
        return false;
    *out = thousandths / 1000 * unit + thousandths % 1000 * unit / 1000;
    return *out > 0;
}

static ts_err take_amount(reading *r, const ts_toml *table, const char *key, ts_claim_kind kind) {
    const ts_toml *node = ts_toml_get(table, key);
    if (!node)
        return TS_OK;
    uint64_t n;
    bool more = false;
    if (!amount(node, kind == TS_CLAIM_VOLUME, &n, &more))
        return ts_toml_wrong(r->name, node, "%s is %s above 0, such as %s", key,
                             kind == TS_CLAIM_VOLUME ? "a size" : "a number",
                             kind == TS_CLAIM_VOLUME ? "\"500 GB\"" : "40000 or \"more than 300,000\"");
    ts_assertion *a = add(r, kind);
    a->from = n;
    a->more_than = more;
    const ts_toml *of = kind == TS_CLAIM_PEOPLE ? ts_toml_get(table, "people_of") : NULL;
    const ts_claim_subject *s = of ? ts_claim_subject_named(ts_trim(ts_str(ts_toml_text(of)))) : NULL;
    if (of && (!s || s->kind != TS_CLAIM_POPULATION))
        return ts_toml_wrong(r->name, of, "people_of is patients, staff, donors, suppliers, children or next of kin");
    if (s)
        memcpy(a->what, s->name, strlen(s->name) + 1);
    return TS_OK;
}

/* ---- a claim ---- */

static ts_err known_keys(const reading *r, const ts_toml *table, const char *known) {
    for (size_t i = 0; i < ts_toml_count(table); i++) {
        const char *key = ts_toml_key_at(table, i);
        size_t len = strlen(key);
        bool found = false;
        for (const char *k = known; *k && !found; k += strcspn(k, " "), k += *k == ' ')
            found = strcspn(k, " ") == len && memcmp(k, key, len) == 0;
        if (!found)
            return ts_toml_wrong(r->name, ts_toml_at(table, i), "there is no \"%.40s\"; there are %s", key, known);
    }
    return TS_OK;
}

#define SAID "organisations systems categories years people people_of volume files"

static ts_err take_said(reading *r, const ts_toml *table) {
    TS_TRY(take_list(r, table, "organisations"));
    TS_TRY(take_list(r, table, "systems"));
    TS_TRY(take_list(r, table, "categories"));
    TS_TRY(take_years(r, table));
    TS_TRY(take_amount(r, table, "people", TS_CLAIM_PEOPLE));
    if (ts_toml_get(table, "people_of") && !ts_toml_get(table, "people"))
        return ts_toml_wrong(r->name, ts_toml_get(table, "people_of"), "people_of stands beside people = NUMBER");
    TS_TRY(take_amount(r, table, "volume", TS_CLAIM_VOLUME));
    return take_amount(r, table, "files", TS_CLAIM_FILES);
}

static bool pattern_good(ts_span s) {
    unsigned char digest[32];
    ts_span sha = ts_str("sha256 "), exhibit = ts_str("exhibit ");
    if (ts_span_starts(s, sha))
        return ts_unhex(ts_slice(s, sha.len, s.len), digest, sizeof digest);
    if (ts_span_starts(s, exhibit))
        return s.len > exhibit.len;
    return s.len > 0 && s.len <= TS_LIMIT_NAME && !memchr(s.ptr, '\n', s.len);
}

static ts_err take_items(reading *r, const ts_toml *table, ts_claim_items *items) {
    const ts_toml *node = ts_toml_get(table, "items");
    size_t n = node && ts_toml_text(node) ? 1 : ts_toml_count(node);
    if (n == 0)
        return ts_toml_wrong(r->name, node ? node : table,
                             "items says which published files are meant: \"all\", \"pictures\", "
                             "\"exhibit NAME\", \"sha256 HEX\" or a path such as \"proof/*.png\"");
    for (size_t i = 0; i < n; i++) {
        const char *text = ts_toml_text(ts_toml_text(node) ? node : ts_toml_at(node, i));
        ts_span s = ts_trim(ts_str(text));
        if (!pattern_good(s))
            return ts_toml_wrong(r->name, node,
                                 "items are \"all\", \"pictures\", \"exhibit NAME\", \"sha256\" and 64 hexadecimal "
                                 "digits, or a path such as \"proof/*.png\"");
        ts_buf_add(&items->patterns, s);
        ts_buf_add_char(&items->patterns, '\n');
    }
    return take_line(r, table, "name", items->name, sizeof items->name);
}

static ts_err take_published(reading *r, const ts_toml *list) {
    for (size_t i = 0; i < ts_toml_count(list); i++) {
        const ts_toml *table = ts_toml_at(list, i);
        if (i == TS_CLAIM_ITEMS)
            return ts_toml_wrong(r->name, table, "a claim names at most %d sets of published items", TS_CLAIM_ITEMS);
        TS_TRY(known_keys(r, table, "name items without " SAID));
        ts_claim_items *items = ts_claim_add_items(r->c);
        r->items = (uint8_t)(i + 1);
        size_t before = r->c->assertions;
        TS_TRY(take_items(r, table, items));
        TS_TRY(take_said(r, table));
        TS_TRY(take_list(r, table, "without"));
        if (r->c->assertions == before)
            return ts_toml_wrong(r->name, table, "nothing is said of these items: categories, systems, without, ...");
    }
    return TS_OK;
}

static ts_err take_head(const reading *r, const ts_toml *table) {
    ts_claim *c = r->c;
    const ts_toml *id = ts_toml_get(table, "id"), *when = ts_toml_get(table, "when"),
                  *text = ts_toml_get(table, "text");
    TS_TRY(known_keys(r, table, "id who when source text read_text published " SAID));
    TS_TRY(take_line(r, table, "id", c->id, sizeof c->id));
    for (const char *p = c->id; *p; p++)
        if (!ts_is_alnum(*p) && !strchr("._-", *p))
            return ts_toml_wrong(r->name, id, "id is made of letters, digits, dots, dashes and underscores");
    if (!c->id[0])
        return ts_toml_wrong(r->name, table, "a claim has no id: a short name of yours, such as \"gang-2024-11-28\"");
    TS_TRY(take_line(r, table, "who", c->who, sizeof c->who));
    if (!c->who[0])
        return ts_toml_wrong(r->name, table, "claim %s does not say who claims it: who = \"...\"", c->id);
    if (!when)
        return ts_toml_wrong(r->name, table, "claim %s has no date: when = 2024-11-28, or with a time", c->id);
    if (!ts_toml_text(when) || !ts_claim_when(ts_str(ts_toml_text(when)), c->when))
        return ts_toml_wrong(r->name, when, "when is a date, such as 2024-11-28 or 2024-11-28T10:00:00Z");
    TS_TRY(take_line(r, table, "source", c->source, sizeof c->source));
    if (text && (!ts_toml_text(text) || strlen(ts_toml_text(text)) > TS_LIMIT_CLAIM_TEXT))
        return ts_toml_wrong(r->name, text, "text is a text of at most %zu bytes", TS_LIMIT_CLAIM_TEXT);
    if (text)
        ts_buf_add_str(&c->text, ts_toml_text(text));
    return TS_OK;
}

static ts_err take_claim(const char *name, const ts_toml *table, ts_claim *c) {
    reading r = {.name = name, .c = c};
    TS_TRY(take_head(&r, table));
    TS_TRY(take_said(&r, table));
    if (ts_toml_bool(table, "read_text", true))
        ts_claim_take_text(c);
    TS_TRY(take_published(&r, ts_toml_get(table, "published")));
    if (c->assertions > TS_LIMIT_ASSERTIONS)
        return ts_toml_wrong(name, table, "a claim has at most %d assertions: make two of it", TS_LIMIT_ASSERTIONS);
    if (c->assertions == 0)
        return ts_toml_wrong(name, table, "claim %s asserts nothing: organisations, categories, years, people, ...",
                             c->id);
    return TS_OK;
}

static ts_err take_all(const char *name, const ts_toml *list, ts_claim *at, size_t *n) {
    for (size_t i = 0; i < ts_toml_count(list); i++) {
        at[i] = (ts_claim){.tracker = false};
        *n = i + 1;
        TS_TRY(take_claim(name, ts_toml_at(list, i), &at[i]));
        for (size_t k = 0; k < i; k++)
            if (strcmp(at[k].id, at[i].id) == 0)
                return ts_toml_wrong(name, ts_toml_at(list, i), "the id %s stands there twice", at[i].id);
    }
    return TS_OK;
}

ts_err ts_claims_from_toml(ts_span text, const char *name, ts_claim **out, size_t *n) {
    ts_toml *root;
    TS_TRY(ts_toml_parse(text, name, &root));
    reading r = {.name = name};
    const ts_toml *list = ts_toml_get(root, "claim");
    ts_err err = known_keys(&r, root, "claim");
    size_t many = ts_toml_count(list), read = 0;
    if (!err && (many == 0 || ts_toml_key_at(list, 0)))
        err = ts_fail(TS_EUSAGE, "%s has no claim: each begins with [[claim]]", name);
    if (!err && many > TS_LIMIT_CLAIMS)
        err = ts_fail(TS_EUSAGE, "%s has %zu claims; a case holds at most %d", name, many, TS_LIMIT_CLAIMS);
    ts_claim *at = err ? NULL : ts_alloc_array(many, sizeof *at);
    if (!err)
        err = take_all(name, list, at, &read);
    ts_toml_free(root);
    if (err) {
        ts_claims_free(at, read);
        return err;
    }
    *out = at;
    *n = many;
    return TS_OK;
}
