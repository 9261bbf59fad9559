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

static void help(const command *self, const option_row *row, size_t rows) {
    printf("touchstone %s - %s\n\nusage: touchstone %s %s\n", self->name, self->summary, self->name, self->arguments);
    if (rows)
        printf("\n");
    for (size_t i = 0; i < rows; i++) {
        char left[64];
        snprintf(left, sizeof left, "--%s%s%s", row[i].name, row[i].value ? " " : "", row[i].value ? row[i].value : "");
        printf("  %-26s %s\n", left, row[i].help);
    }
    if (self->more)
        printf("\n%s", self->more);
}

static bool set(const option_row *row, const char *value) {
    if (row->type == OPT_FLAG) {
        *(bool *)row->to = true;
        return true;
    }
    if (row->type == OPT_TEXT) {
        *(const char **)row->to = value;
        return true;
    }
    char *end;
    errno = 0;
    unsigned long long n = strtoull(value, &end, 10);
    if (errno || end == value || *end || *value == '-')
        return false;
    *(uint64_t *)row->to = n;
    return true;
}

int options_take(int argc, char **argv, const command *self, const option_row *row, size_t rows, int least, int most,
                 int *rest) {
    int kept = 0;
    bool plain = false;
    char text[200];
    for (int i = 1; i < argc; i++) {
        const char *a = argv[i];
        if (plain || strncmp(a, "--", 2) != 0) {
            argv[++kept] = argv[i];
            continue;
        }
        if (a[2] == 0) {
            plain = true;
            continue;
        }
        if (strcmp(a, "--help") == 0) {
            help(self, row, rows);
            return EXIT_DONE;
        }
        const char *equals = strchr(a, '=');
        size_t len = equals ? (size_t)(equals - a - 2) : strlen(a + 2);
        const option_row *found = NULL;
        for (size_t k = 0; k < rows && !found; k++)
            if (strlen(row[k].name) == len && memcmp(row[k].name, a + 2, len) == 0)
                found = &row[k];
        if (!found) {
            snprintf(text, sizeof text, "there is no option %.100s; --help lists them", a);
            return usage(self, text);
        }
        const char *value = equals ? equals + 1 : NULL;
        if (found->type != OPT_FLAG && !value)
            value = i + 1 < argc ? argv[++i] : NULL;
        if (found->type == OPT_FLAG ? equals != NULL : value == NULL || !set(found, value)) {
            snprintf(text, sizeof text, "--%s wants %s", found->name,
                     found->type == OPT_FLAG     ? "no value"
                     : found->type == OPT_NUMBER ? "a whole number"
                                                 : found->value);
            return usage(self, text);
        }
        if (found->type == OPT_FLAG)
            set(found, NULL);
    }
    *rest = kept;
    if (kept < least)
        return usage(self, "an argument is missing");
    if (kept > most)
        return usage(self, "there are too many arguments");
    return -1;
}
