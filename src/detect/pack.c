/* pack.c - reads packs: TOML to kinds, and says what is wrong by file and line. */
#include "detect/pack.h"

#include <stdio.h>

#include "base/limits.h"
#include "base/mem.h"

static ts_err read_category(const ts_toml *t, const char *file, ts_pack_kind *k) {
    char known[400];
    size_t n = 0;
    const char *said = ts_toml_string(t, "category", "");
    if (strcmp(said, "nobody's") == 0)
        return TS_OK;
    for (int i = 0; i < TS_CATEGORIES; i++) {
        if (strcmp(said, ts_category_name(i)) == 0) {
            k->category = UINT32_C(1) << i;
            return TS_OK;
        }
        n += (size_t)snprintf(known + n, sizeof known - n, "%s, ", ts_category_name(i));
    }
    const ts_toml *at = ts_toml_get(t, "category");
    return ts_toml_wrong(file, at ? at : t, "category is one of %snobody's", known);
}

static bool is_name(const char *s) {
    size_t n = strlen(s);
    return n > 0 && n <= TS_PACK_NAME && *s >= 'a' && *s <= 'z' && strcmp(s, "all") != 0 && strcmp(s, "none") != 0 &&
           strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == n;
}

static ts_err read_name(const ts_packs *p, const ts_toml *t, const char *file, ts_pack_kind *k) {
    const char *name = ts_toml_string(t, "name", "");
    const ts_toml *at = ts_toml_get(t, "name") ? ts_toml_get(t, "name") : t;
    if (!is_name(name))
        return ts_toml_wrong(file, at, "name wants small letters, digits and _, at most %d, a letter first",
                             TS_PACK_NAME);
    if (ts_kind_named(ts_str(name)) != TS_KIND_NONE)
        return ts_toml_wrong(file, at, "there is a kind %s already, built in", name);
    for (size_t i = 0; i < p->kinds; i++)
        if (strcmp(p->kind[i].name, name) == 0)
            return ts_toml_wrong(file, at, "there is a kind %s already, of %s line %d", name, p->kind[i].file,
                                 p->kind[i].line);
    memcpy(k->name, name, strlen(name) + 1);
    return TS_OK;
}

/* A list of texts that are not empty, or where `one` says so a text alone. */
static ts_err see_texts(const ts_toml *t, const char *key, const char *file, bool one, size_t most, size_t longest) {
    const ts_toml *list = ts_toml_get(t, key);
    size_t n = ts_toml_text(list) && one ? 1 : ts_toml_count(list);
    if (n == 0 || n > most)
        return ts_toml_wrong(file, list ? list : t, "%s wants %sa list of 1 to %zu texts", key,
                             one ? "a text, or " : "", most);
    for (size_t i = 0; i < n; i++) {
        const ts_toml *item = ts_toml_text(list) ? list : ts_toml_at(list, i);
        const char *text = ts_toml_text(item);
        if (ts_toml_key_at(list, i) || !text || !*text || strlen(text) > longest)
            return ts_toml_wrong(file, item, "%s wants texts of 1 to %zu bytes", key, longest);
    }
    return TS_OK;
}

static ts_err read_labels(const ts_toml *t, const char *file, ts_pack_kind *k) {
    char words[TS_PACK_WORDS];
    const ts_toml *list = ts_toml_get(t, "labels");
    if (!list)
        return TS_OK;
    TS_TRY(see_texts(t, "labels", file, true, 64, TS_PACK_WORDS - 4));
    size_t n = ts_toml_text(list) ? 1 : ts_toml_count(list);
    k->label = ts_alloc_array(n, sizeof *k->label);
    for (k->labels = 0; k->labels < n; k->labels++) {
        const ts_toml *item = ts_toml_text(list) ? list : ts_toml_at(list, k->labels);
        size_t len = ts_pack_words(ts_str(ts_toml_text(item)), words);
        if (len == 0)
            return ts_toml_wrong(file, item, "a label wants letters or digits");
        k->label[k->labels] = ts_span_of(ts_copy_str(ts_span_of(words, len)), len);
    }
    return TS_OK;
}

static ts_err read_checks(const ts_toml *t, const char *file, ts_pack_kind *k) {
    const ts_toml *said = ts_toml_get(t, "check");
    if (!said)
        return TS_OK;
    bool list = !ts_toml_text(said) && !ts_toml_get(said, "rule");
    size_t n = list ? ts_toml_count(said) : 1;
    if (n == 0 || n > TS_PACK_CHECKS)
        return ts_toml_wrong(file, said, "check wants a check or a list of at most %d", TS_PACK_CHECKS);
    for (k->checks = 0; k->checks < n; k->checks++)
        TS_TRY(ts_check_read(list ? ts_toml_at(said, k->checks) : said, file, &k->check[k->checks]));
    return TS_OK;
}

static ts_err read_percent(const ts_toml *t, const char *key, const char *file, uint8_t usual, uint8_t *out) {
    const ts_toml *at = ts_toml_get(t, key);
    int64_t v = usual;
    if (at && (!ts_toml_number(at, &v) || v < 0 || v > 100))
        return ts_toml_wrong(file, at, "%s wants a whole number from 0 to 100", key);
    *out = (uint8_t)v;
    return TS_OK;
}

/* What is not said goes by the checks: of how many values by chance one holds them. */
static ts_err read_confidence(const ts_toml *t, const char *file, ts_pack_kind *k) {
    unsigned odds = 1;
    for (unsigned i = 0; i < k->checks; i++)
        odds *= ts_check_odds(&k->check[i]) < 100 ? ts_check_odds(&k->check[i]) : 100;
    TS_TRY(read_percent(t, "alone", file, odds >= 90 ? 65 : odds >= 10 ? 40 : 0, &k->plain));
    TS_TRY(read_percent(t, "labelled", file, odds >= 10 ? 95 : 85, &k->labelled));
    return read_percent(t, "column", file, odds >= 10 ? 95 : 90, &k->column);
}

static ts_err read_form(const ts_toml *t, const char *file, ts_pack_kind *k) {
    const char *letters = ts_toml_string(t, "case", "upper");
    k->lower = strcmp(letters, "lower") == 0;
    k->keep_case = strcmp(letters, "keep") == 0;
    if (!k->lower && !k->keep_case && strcmp(letters, "upper") != 0)
        return ts_toml_wrong(file, ts_toml_get(t, "case"), "case is upper, lower or keep");
    k->strip = ts_toml_string(t, "strip", " -./");
    for (const char *c = k->strip; *c; c++)
        if ((unsigned char)*c >= 0x80 || ts_is_alnum(*c))
            return ts_toml_wrong(file, ts_toml_get(t, "strip"), "strip wants signs of ASCII, no letters or digits");
    k->any_case = ts_toml_bool(t, "any_case", false);
    return TS_OK;
}

/* What is said in another type is not taken for unsaid. */
static ts_err see_types(const ts_toml *t, const char *file) {
    static const char *const texts[] = {"name", "summary", "source", "category", "case", "strip"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const ts_toml *at = ts_toml_get(t, texts[i]);
        if (at && !ts_toml_text(at))
            return ts_toml_wrong(file, at, "%s wants a text in quotes", texts[i]);
    }
    const ts_toml *at = ts_toml_get(t, "any_case");
    if (at && ts_toml_bool(t, "any_case", false) != ts_toml_bool(t, "any_case", true))
        return ts_toml_wrong(file, at, "any_case wants true or false, without quotes");
    return TS_OK;
}

static ts_err read_kind(const ts_packs *p, const ts_toml *t, const char *file, ts_pack_kind *k) {
    static const char known[] = " name summary source category pattern examples labels check strip case any_case alone "
                                "labelled column ";
    char word[40];
    if (ts_toml_text(t) || ts_toml_count(t) == 0)
        return ts_toml_wrong(file, t, "a kind is a table: [[kind]], then name = and so on");
    for (size_t i = 0; i < ts_toml_count(t); i++) {
        const char *key = ts_toml_key_at(t, i);
        snprintf(word, sizeof word, " %.30s ", key ? key : "");
        if (!key || strchr(key, ' ') || !strstr(known, word))
            return ts_toml_wrong(file, ts_toml_at(t, i), "a kind has no %.30s; it has:%s", key ? key : "list", known);
    }
    *k = (ts_pack_kind){.file = file, .line = ts_toml_line(t)};
    TS_TRY(see_types(t, file));
    TS_TRY(read_name(p, t, file, k));
    k->summary = ts_toml_string(t, "summary", NULL);
    k->source = ts_toml_string(t, "source", NULL);
    if (!k->summary || !*k->summary)
        return ts_toml_wrong(file, t, "summary is missing: what the kind is, for people");
    TS_TRY(read_category(t, file, k));
    TS_TRY(see_texts(t, "pattern", file, true, TS_LIMIT_PACK_PATTERNS, TS_LIMIT_PACK_PATTERN));
    k->patterns = ts_toml_get(t, "pattern");
    if (ts_toml_get(t, "examples"))
        TS_TRY(see_texts(t, "examples", file, true, 64, TS_NORM_MAX));
    k->examples = ts_toml_get(t, "examples");
    TS_TRY(read_form(t, file, k));
    TS_TRY(read_labels(t, file, k));
    TS_TRY(read_checks(t, file, k));
    return read_confidence(t, file, k);
}

const char *ts_pack_pattern(const ts_pack_kind *k, size_t i) {
    if (ts_toml_text(k->patterns))
        return i == 0 ? ts_toml_text(k->patterns) : NULL;
    return ts_toml_text(ts_toml_at(k->patterns, i));
}

static void free_kind(ts_pack_kind *k) {
    for (size_t i = 0; i < k->labels; i++)
        ts_free((char *)(uintptr_t)k->label[i].ptr);
    ts_free(k->label);
}

static size_t pattern_count(const ts_packs *p) {
    size_t n = 0;
    for (size_t i = 0; i < p->kinds; i++)
        n += ts_toml_text(p->kind[i].patterns) ? 1 : ts_toml_count(p->kind[i].patterns);
    return n;
}

static ts_err add_kinds(ts_packs *p, const char *file, const ts_toml *root) {
    const ts_toml *list = ts_toml_get(root, "kind");
    for (size_t i = 0; i < ts_toml_count(root); i++) {
        const char *key = ts_toml_key_at(root, i);
        if (strcmp(key, "kind") != 0 && strcmp(key, "pack") != 0)
            return ts_toml_wrong(file, ts_toml_at(root, i),
                                 "a pack has no %.30s: [[kind]] begins each kind, and pack = may say "
                                 "what it is",
                                 key);
    }
    const ts_toml *about = ts_toml_get(root, "pack");
    if (about && !ts_toml_text(about))
        return ts_toml_wrong(file, about, "pack wants a text in quotes");
    if (!list || ts_toml_text(list) || ts_toml_count(list) == 0 || ts_toml_key_at(list, 0))
        return ts_toml_wrong(file, list ? list : root, "a pack wants kinds: each begins with [[kind]]");
    for (size_t i = 0; i < ts_toml_count(list); i++) {
        const ts_toml *t = ts_toml_at(list, i);
        if (p->kinds == TS_KIND_PACK_MOST)
            return ts_toml_wrong(file, t, "more than %d kinds in packs", TS_KIND_PACK_MOST);
        p->kind = ts_grow(p->kind, p->kinds + 1, sizeof *p->kind);
        ts_pack_kind *k = &p->kind[p->kinds];
        *k = (ts_pack_kind){.line = 0};
        ts_err err = read_kind(p, t, file, k);
        p->kinds++;
        if (!err && pattern_count(p) > TS_LIMIT_PACK_PATTERNS)
            err = ts_toml_wrong(file, t, "more than %d patterns in packs", TS_LIMIT_PACK_PATTERNS);
        TS_TRY(err);
    }
    return TS_OK;
}

ts_err ts_packs_add(ts_packs *p, const char *name, ts_span text) {
    ts_toml *root;
    if (text.len > TS_LIMIT_PACK)
        return ts_fail(TS_EUSAGE, "%s is larger than a pack may be: %d MiB", name, (int)(TS_LIMIT_PACK / TS_MIB));
    if (p->files == TS_LIMIT_PACKS)
        return ts_fail(TS_EUSAGE, "%s: more than %d packs", name, TS_LIMIT_PACKS);
    TS_TRY(ts_toml_parse(text, name, &root));
    size_t had = p->kinds;
    p->file = ts_grow(p->file, p->files + 1, sizeof *p->file);
    p->file[p->files].name = ts_copy_str(ts_str(name));
    p->file[p->files].text = ts_copy_str(text);
    p->file[p->files].len = text.len;
    p->file[p->files].root = root;
    ts_err err = add_kinds(p, p->file[p->files].name, root);
    p->files++;
    if (!err)
        return TS_OK;
    while (p->kinds > had)
        free_kind(&p->kind[--p->kinds]);
    p->files--;
    ts_free(p->file[p->files].name);
    ts_free(p->file[p->files].text);
    ts_toml_free(root);
    return err;
}

void ts_packs_done(ts_packs *p) {
    for (size_t i = 0; i < p->kinds; i++)
        free_kind(&p->kind[i]);
    for (size_t i = 0; i < p->files; i++) {
        ts_free(p->file[i].name);
        ts_free(p->file[i].text);
        ts_toml_free(p->file[i].root);
    }
    ts_free(p->kind);
    ts_free(p->file);
    *p = (ts_packs){0};
}
