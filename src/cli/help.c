/* help.c - --help for the screen and the manual page in roff, both from the command table and its options. */
#include "cli/cli.h"

#include <ctype.h>
#include <string.h>

enum { WIDTH = 79, COLUMN = 29 };

static const struct {
    int status;
    const char *meaning;
} exit_row[] = {
    {EXIT_DONE, "done"},
    {EXIT_REPORT, "done, with something to report: items that could not be wholly read, a check that failed"},
    {EXIT_USAGE, "usage: the command line or a setting is wrong"},
    {EXIT_CANNOT, "cannot work: a file, the disk or the case does not allow it"},
};

static const struct {
    const char *name, *meaning;
} variable_row[] = {
    {"TOUCHSTONE_KEYS", "directory of the keys of cases (default: touchstone/keys in the user's config directory)"},
    {"TOUCHSTONE_PASSPHRASE", "passphrase that a case's key is wrapped with"},
    {"TOUCHSTONE_PERSON", "who acts, for the custody log"},
    {"TOUCHSTONE_WORKERS", "directory of the worker programs (default: where they were installed)"},
};

/* ---- for the screen ---- */

static size_t columns(const char *s, size_t len) {
    size_t n = 0;
    for (size_t i = 0; i < len; i++)
        n += (s[i] & 0xC0) != 0x80;
    return n;
}

/* Words filled into lines; at is the column reached, indent that of the lines to come. */
static void fill(const char *text, size_t at, size_t indent) {
    for (bool first = true; *text; first = false) {
        text += strspn(text, " \n");
        size_t len = strcspn(text, " \n"), wide = columns(text, len);
        if (!len)
            break;
        if (!first && at + 1 + wide > WIDTH) {
            printf("\n%*s", (int)indent, "");
            at = indent;
        } else if (!first) {
            putchar(' ');
            at++;
        }
        printf("%.*s", (int)len, text);
        at += wide;
        text += len;
    }
    putchar('\n');
}

void help_text(const command *self, const option_row *row, size_t rows) {
    printf("touchstone %s - ", self->name);
    fill(self->summary, strlen("touchstone  - ") + strlen(self->name), 0);
    printf("\nusage: touchstone %s ", self->name);
    size_t at = strlen("usage: touchstone  ") + strlen(self->name);
    fill(self->arguments, at, at);
    if (rows)
        putchar('\n');
    for (size_t i = 0; i < rows; i++) {
        char left[64];
        snprintf(left, sizeof left, "--%s%s%s", row[i].name, row[i].value ? " " : "", row[i].value ? row[i].value : "");
        printf("  %-26s ", left);
        size_t used = 3 + (strlen(left) > 26 ? strlen(left) : 26);
        fill(row[i].help, used, COLUMN);
    }
    if (self->more) {
        putchar('\n');
        fill(self->more, 0, 0);
    }
    for (const example *e = self->examples; e && e->line; e++)
        printf("%s  %s\n      %s\n", e == self->examples ? "\nExamples:\n" : "", e->line, e->does);
}

/* ---- for the manual ---- */

/* Text into roff: backslash and hyphen escaped, a leading dot or quote kept from being a request. */
static void roff(const char *s, bool filled) {
    if (*s == '.' || *s == '\'')
        fputs("\\&", stdout);
    for (; *s; s++) {
        if (*s == '\\')
            fputs("\\e", stdout);
        else if (*s == '-')
            fputs("\\-", stdout);
        else if (*s == '"')
            fputs("\\(dq", stdout);
        else if (strncmp(s, "…", strlen("…")) == 0)
            fputs("...", stdout), s += strlen("…") - 1;
        else if (*s == '\n' && filled)
            fputs(s[1] == '.' || s[1] == '\'' ? "\n\\&" : s[1] ? "\n" : "", stdout);
        else
            putchar(*s);
    }
}

static void line(const char *s) {
    roff(s, true);
    putchar('\n');
}

static void man_begin(const char *title, const char *name, const char *summary) {
    printf(".TH ");
    for (; *title; title++)
        fputs(*title == '-' ? "\\-" : (char[]){(char)toupper((unsigned char)*title), 0}, stdout);
    printf(" 1 %s \"Touchstone %s\" \"Touchstone manual\"\n.SH NAME\n", TS_RELEASED, TS_VERSION);
    roff(name, false);
    printf(" \\- ");
    line(summary);
}

static void man_status(void) {
    printf(".SH EXIT STATUS\n");
    for (size_t i = 0; i < sizeof exit_row / sizeof *exit_row; i++) {
        printf(".TP\n.B %d\n", exit_row[i].status);
        line(exit_row[i].meaning);
    }
}

static void man_refer(const char *name, bool last) {
    printf(".BR touchstone%s", name ? "\\-" : "");
    if (name)
        roff(name, false);
    printf(" (1)%s\n", last ? "" : ",");
}

void help_man(const command *self, const option_row *row, size_t rows) {
    char name[64];
    snprintf(name, sizeof name, "touchstone-%s", self->name);
    man_begin(name, name, self->summary);
    printf(".SH SYNOPSIS\n.B touchstone ");
    line(self->name);
    line(self->arguments);
    printf(".SH DESCRIPTION\n.B touchstone %s:\n", self->name);
    roff(self->summary, true);
    printf(".\n");
    if (self->more) {
        printf(".PP\n");
        line(self->more);
    }
    printf(".SH OPTIONS\n");
    for (size_t i = 0; i < rows; i++) {
        printf(".TP\n.B%s \\-\\-", row[i].value ? "I" : "");
        roff(row[i].name, false);
        if (row[i].value) {
            printf(" \" ");
            roff(row[i].value, false);
            putchar('"');
        }
        putchar('\n');
        line(row[i].help);
    }
    printf(".TP\n.B \\-\\-help\nprint the options and end\n");
    for (const example *e = self->examples; e && e->line; e++) {
        printf("%s.TP\n.B ", e == self->examples ? ".SH EXAMPLES\n" : "");
        line(e->line);
        line(e->does);
    }
    man_status();
    printf(".SH SEE ALSO\n");
    man_refer(NULL, false);
    size_t at = 0;
    while (at + 1 < command_count && commands[at] != self)
        at++;
    if (at > 0)
        man_refer(commands[at - 1]->name, at + 1 == command_count);
    if (at + 1 < command_count)
        man_refer(commands[at + 1]->name, true);
}

void help_all(FILE *to) {
    fprintf(to, "touchstone - is this leaked data ours, whose is it, and how sure are we?\n\n"
                "usage: touchstone COMMAND [OPTIONS]\n\n");
    for (size_t i = 0; i < command_count; i++)
        fprintf(to, "  %-10s %s\n", commands[i]->name, commands[i]->summary);
    fprintf(to, "\ntouchstone COMMAND --help tells more; touchstone --version the version.\n"
                "Exit status: 0 done; 1 done, with something to report; 2 usage; 3 cannot work.\n");
}

void help_man_all(void) {
    man_begin("touchstone", "touchstone", "is this leaked data ours, whose is it, and how sure are we?");
    printf(".SH SYNOPSIS\n.B touchstone\n.I COMMAND\n[OPTIONS]\n.SH DESCRIPTION\n");
    line("Criminals publish data that they say is yours. Touchstone answers from the organisation's own records, "
         "offline, on one machine: is it ours, whose data is it, how sure are we? It leaves a record that a court "
         "and a partner can check without it.");
    printf(".PP\n");
    line("Evidence is read only, by worker programs that have no files, no network and hard limits.");
    printf(".SH COMMANDS\nEach has a page of its own, such as\n.BR touchstone\\-%s (1).\n", commands[0]->name);
    for (size_t i = 0; i < command_count; i++) {
        printf(".TP\n.B ");
        line(commands[i]->name);
        line(commands[i]->summary);
    }
    printf(".SH OPTIONS\n.TP\n.B \\-\\-help\nlist the commands\n.TP\n.B \\-\\-version\nprint the version\n");
    man_status();
    printf(".SH ENVIRONMENT\n");
    for (size_t i = 0; i < sizeof variable_row / sizeof *variable_row; i++) {
        printf(".TP\n.B %s\n", variable_row[i].name);
        line(variable_row[i].meaning);
    }
    printf(".SH SEE ALSO\n");
    for (size_t i = 0; i < command_count; i++)
        man_refer(commands[i]->name, i + 1 == command_count);
}

/* ---- words that were meant ---- */

enum { LONGEST = 32 };

static unsigned least(unsigned a, unsigned b) { return a < b ? a : b; }

/* Letters to insert, drop, change or swap to make one word of the other. */
static unsigned apart(const char *a, size_t n, const char *b) {
    unsigned cost[LONGEST + 1][LONGEST + 1];
    size_t m = strlen(b);
    if (n > LONGEST || m > LONGEST)
        return LONGEST;
    for (size_t i = 0; i <= n; i++)
        for (size_t j = 0; j <= m; j++) {
            if (!i || !j) {
                cost[i][j] = (unsigned)(i + j);
                continue;
            }
            cost[i][j] = least(least(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost[i][j] = least(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    return cost[n][m];
}

void nearest_try(nearest *best, const char *name) {
    unsigned d = apart(best->word, best->len, name), limit = best->len < 4 ? 1 : best->len < 8 ? 2 : 3;
    bool begins = best->len > 1 && strncmp(best->word, name, best->len) == 0; /* "rep" for report */
    if (begins)
        d = 1;
    if (d <= limit && (!best->name || d < best->distance))
        best->name = name, best->distance = d;
}
