/* opt.c - options, taken from a table that is also the help. */
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int usage(const command *self, const char *message) {
    fprintf(stderr, "touchstone %s: %s\nusage: touchstone %s %s\n", self->name, message, self->name, self->arguments);
    return EXIT_USAGE;
}

int failed(const command *self, ts_err err) {
    if (err == TS_ESTOPPED)
        return EXIT_DONE;
    fprintf(stderr, "touchstone %s: %s\n", self->name, ts_error_text());
    return err == TS_EUSAGE ? EXIT_USAGE : EXIT_CANNOT;
}

/* "1h", "30m", "90s", "500ms"; no more than a year. */
static bool set_time(uint64_t *to, unsigned long long n, const char *unit) {
    static const struct {
        const char *unit;
        uint64_t ms;
    } known[] = {{"ms", 1}, {"s", 1000}, {"m", 60000}, {"h", 3600000}};
    const uint64_t year = UINT64_C(366) * 24 * 3600 * 1000;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(unit, known[i].unit) == 0 && n > 0 && n <= year / known[i].ms) {
            *to = n * known[i].ms;
            return true;
        }
    return false;
}

static bool set(const option_row *row, const char *value) {
    if (row->type == OPT_FLAG) {
        *(bool *)row->to = true;
        return true;
    }
    if (!value)
        return false;
    if (row->type == OPT_TEXT) {
        *(const char **)row->to = value;
        return true;
    }
    if (row->type == OPT_TEXTS) {
        text_list *list = row->to;
        if (list->n == TEXTS)
            return false;
        list->text[list->n++] = value;
        return true;
    }
    char *end;
    errno = 0;
    unsigned long long n = strtoull(value, &end, 10);
    if (errno || end == value || *value == '-')
        return false;
    if (row->type == OPT_TIME)
        return set_time(row->to, n, end);
    if (*end)
        return false;
    *(uint64_t *)row->to = n;
    return true;
}

static int unknown(const command *self, const char *a, size_t len, const option_row *row, size_t rows) {
    char text[300];
    nearest best = {.word = a + 2, .len = len};
    for (size_t i = 0; i < rows && a[1] == '-'; i++)
        nearest_try(&best, row[i].name);
    int n = snprintf(text, sizeof text, "there is no option %.*s", (int)(len < 98 ? len + 2 : 100), a);
    if (best.name)
        snprintf(text + n, sizeof text - (size_t)n, "; did you mean --%s?", best.name);
    else if (a[1] == '-')
        snprintf(text + n, sizeof text - (size_t)n, "; `touchstone %s --help` lists them", self->name);
    else
        snprintf(text + n, sizeof text - (size_t)n, ": options begin with --; write ./%.100s if a file is meant", a);
    return usage(self, text);
}

/* The arguments' own words say which is missing: "CASE HOLDING… [OPTIONS]". */
static int missing(const command *self, int index) {
    char text[100];
    const char *word = self->arguments;
    for (int i = 0; i < index && *word; i++)
        word += strcspn(word, " "), word += strspn(word, " ");
    snprintf(text, sizeof text, "%.*s is missing", (int)strcspn(word, " "), word);
    return usage(self, text);
}

int options_take(int argc, char **argv, const command *self, const option_row *row, size_t rows, int least, int most,
                 int *rest) {
    int kept = 0;
    bool plain = false;
    char text[200];
    for (int i = 1; i < argc; i++) {
        const char *a = argv[i];
        if (plain || a[0] != '-' || a[1] == 0) {
            argv[++kept] = argv[i];
            continue;
        }
        if (strcmp(a, "--") == 0) {
            plain = true;
            continue;
        }
        if (strcmp(a, "--help") == 0 || strcmp(a, "-h") == 0) {
            help_text(self, row, rows);
            return EXIT_DONE;
        }
        if (strcmp(a, "--man") == 0) {
            help_man(self, row, rows);
            return EXIT_DONE;
        }
        const char *equals = strchr(a, '=');
        size_t all = equals ? (size_t)(equals - a) : strlen(a), len = all > 2 ? all - 2 : 0;
        const option_row *found = NULL;
        for (size_t k = 0; k < rows && !found && a[1] == '-'; k++)
            if (strlen(row[k].name) == len && memcmp(row[k].name, a + 2, len) == 0)
                found = &row[k];
        if (!found)
            return unknown(self, a, len, row, rows);
        const char *value = equals ? equals + 1 : NULL;
        if (found->type != OPT_FLAG && !value)
            value = i + 1 < argc ? argv[++i] : NULL;
        if (found->type == OPT_FLAG ? equals != NULL : !set(found, value)) {
            snprintf(text, sizeof text, "--%s wants %s", found->name,
                     found->type == OPT_FLAG             ? "no value"
                     : found->type == OPT_NUMBER         ? "a whole number"
                     : found->type == OPT_TEXTS && value ? "to stand no more than 16 times"
                     : found->type == OPT_TIME           ? "a time such as 1h, 30m or 90s"
                                                         : found->value);
            return usage(self, text);
        }
        if (found->type == OPT_FLAG)
            set(found, NULL);
    }
    *rest = kept;
    if (kept < least)
        return missing(self, kept);
    if (kept > most) {
        snprintf(text, sizeof text, "there is no place for \"%.100s\"", argv[most + 1]);
        return usage(self, text);
    }
    return -1;
}
