/* kinds.c - a list of kinds as people write it: "email,phone", "all,-phone", "-phone". */
#include <string.h>
#include <touchstone/ingest.h>

#include "cli/cli.h"

enum { LONGEST = 60 };

static int no_such_kind(const command *self, const char *name) {
    char text[200];
    nearest best = {.word = name, .len = strlen(name)};
    ts_kind_row row;
    for (size_t i = 0; ts_kind_at(i, &row); i++)
        nearest_try(&best, row.name);
    if (best.name)
        snprintf(text, sizeof text, "there is no kind %s; did you mean %s?", name, best.name);
    else
        snprintf(text, sizeof text, "there is no kind %s; `touchstone list kinds` lists them", name);
    return usage(self, text);
}

static uint64_t all_kinds(void) {
    uint64_t all = 0;
    ts_kind_row row;
    for (size_t i = 0; ts_kind_at(i, &row); i++)
        all |= UINT64_C(2) << i;
    return all;
}

int kinds_take(const command *self, const char *list, uint64_t *out) {
    char word[LONGEST + 1];
    if (!list)
        return -1;
    uint64_t kinds = *list == '-' ? all_kinds() : 0;
    while (*list) {
        size_t n = strcspn(list, ",");
        bool off = *list == '-';
        snprintf(word, sizeof word, "%.*s", (int)(n - off < LONGEST ? n - off : LONGEST), list + off);
        unsigned k = ts_kind_number(word);
        uint64_t bits = k ? UINT64_C(1) << k : strcmp(word, "all") == 0 ? all_kinds() : 0;
        if (!bits && n > 0)
            return no_such_kind(self, word);
        kinds = off ? kinds & ~bits : kinds | bits;
        list += n + (list[n] == ',');
    }
    if (!kinds)
        return usage(self, "--kinds leaves nothing to look for");
    *out = kinds;
    return -1;
}
