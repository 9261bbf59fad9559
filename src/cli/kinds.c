/* kinds.c - a list of kinds as people write it: "email,phone", "all,-phone", "-phone". */
#include <string.h>

#include "cli/cli.h"

enum { LONGEST = 60 };

static int no_such_kind(const command *self, const char *name, const ts_kind_packs *packs) {
    char text[200];
    nearest best = {.word = name, .len = strlen(name)};
    ts_kind_row row;
    for (size_t i = 0; ts_kind_at(packs, i, &row); i++)
        nearest_try(&best, row.name);
    if (best.name)
        snprintf(text, sizeof text, "there is no kind %s; did you mean %s?", name, best.name);
    else
        snprintf(text, sizeof text, "there is no kind %s; `touchstone list kinds` lists them", name);
    return usage(self, text);
}

/* Those of this name, or all; false: there are none. */
static bool set_kinds(const char *name, const ts_kind_packs *packs, bool on, ts_kind_set *out) {
    bool any = false, all = strcmp(name, "all") == 0;
    ts_kind_row row;
    for (size_t i = 0; ts_kind_at(packs, i, &row); i++) {
        if (!all && strcmp(name, row.name) != 0)
            continue;
        uint64_t *bits = &out->bits[row.number / 64], bit = UINT64_C(1) << row.number % 64;
        *bits = on ? *bits | bit : *bits & ~bit;
        any = true;
    }
    return any;
}

int kinds_take(const command *self, const char *list, const ts_kind_packs *packs, ts_kind_set *out) {
    char word[LONGEST + 1];
    ts_kind_set kinds = {{0}};
    if (!list)
        return -1;
    if (*list == '-')
        set_kinds("all", packs, true, &kinds);
    while (*list) {
        size_t n = strcspn(list, ",");
        bool off = *list == '-';
        snprintf(word, sizeof word, "%.*s", (int)(n - off < LONGEST ? n - off : LONGEST), list + off);
        if (n > 0 && !set_kinds(word, packs, !off, &kinds))
            return no_such_kind(self, word, packs);
        list += n + (list[n] == ',');
    }
    static const ts_kind_set none;
    if (memcmp(&kinds, &none, sizeof none) == 0)
        return usage(self, "--kinds leaves nothing to look for");
    *out = kinds;
    return -1;
}
