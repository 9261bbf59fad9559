/* held.c - writes the held-out set on which `touchstone scan` is scored, and
 * never developed: passages of made-up documents, and the truth of each value
 * in them.
 *
 *   accuracy_held DIR [SEED [PASSAGES]] [--list]
 *
 * DIR/NNNN.EXT are the passages.  DIR/truth.jsonl has one line a value,
 * {"path","kind","start","end","value"} with offsets in bytes of the file, one
 * a passage, {"path","class"}, and in tables one a column,
 * {"path","column","role"}, columns from 0.  A value is of its kind whoever it
 * belongs to: the telephone of a ward is a telephone.  What only looks like a
 * value is not in the truth.  --list prints the name of the template of each
 * passage.
 */
#include "held.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MOST_COLUMNS = 16 };

static const char *const kinds[] = {"nhs_number",      "local_id",    "nino",         "person_name",
                                    "surname",         "forename",    "title",        "sex",
                                    "birth_date",      "death_date",  "address",      "postcode",
                                    "email",           "phone",       "bank_account", "record_date",
                                    "chi_number",      "hc_number",   "ihi",          "consultant_code",
                                    "gp_code",         "gmc_number",  "nmc_pin",      "gphc_number",
                                    "hcpc_number",     "ods_code",    "icd10",        "opcs4",
                                    "snomed",          "utr",         "passport",     "mrz",
                                    "driving_licence", "share_code",  "us_ssn",       "social_handle",
                                    "ip_address",      "iban",        "card",         "vat_number",
                                    "company_number",  "salary",      "health_term",  "mental_health",
                                    "sexual_health",   "pregnancy",   "safeguarding", "ethnicity",
                                    "religion",        "orientation", "trade_union",  "biometric",
                                    "criminal",        "password",    "private_key",  "api_token"};

enum { KINDS = sizeof kinds / sizeof *kinds };
static size_t kind_total[KINDS];

static size_t kind_at(const char *kind) {
    for (size_t i = 0; i < KINDS; i++)
        if (!strcmp(kinds[i], kind + (*kind == '~')))
            return i;
    stop("no such kind: %s", kind);
}

static void json_string(FILE *out, const char *s, size_t n) {
    putc('"', out);
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c == '"' || c == '\\')
            fprintf(out, "\\%c", c);
        else if (c < 0x20)
            fprintf(out, "\\u%04x", c);
        else
            putc(c, out);
    }
    putc('"', out);
}

/* ---- what must hold of every passage ---- */

static bool text_is_utf8(const char *s, size_t n) {
    for (size_t i = 0; i < n;) {
        unsigned char c = (unsigned char)s[i++];
        int more = c < 0x80                ? 0
                   : c >= 0xC2 && c < 0xE0 ? 1
                   : c >= 0xE0 && c < 0xF0 ? 2
                   : c >= 0xF0 && c < 0xF5 ? 3
                                           : -1;
        if (more < 0)
            return false;
        for (; more; more--)
            if (i >= n || ((unsigned char)s[i++] & 0xC0) != 0x80)
                return false;
    }
    return true;
}

static int by_start(const void *a, const void *b) {
    const mark *x = a, *y = b;
    return x->start < y->start ? -1 : x->start > y->start;
}

/* A long value that stands a second time without a mark would be wrong truth.
 */
static void no_value_unmarked(const text *t, const char *name) {
    for (size_t i = 0; i < t->count; i++) {
        const mark *m = &t->marks[i];
        size_t n = m->end - m->start;
        bool word = !strcmp(m->kind, "surname") || !strcmp(m->kind, "forename"); /* may be a town's name as well */
        if (n < 7 || word)
            continue;
        for (const char *at = t->data; (at = memmem(at, t->len - (size_t)(at - t->data), t->data + m->start, n));
             at++) {
            size_t offset = (size_t)(at - t->data);
            bool marked = false;
            for (size_t k = 0; k < t->count; k++)
                marked |= offset < t->marks[k].end && offset + n > t->marks[k].start;
            if (!marked)
                stop("%s: a %s stands unmarked: %.*s", name, m->kind, (int)n, at);
        }
    }
}

static void passage_check(text *t, const char *name) {
    if (!text_is_utf8(t->data, t->len))
        stop("%s: not UTF-8", name);
    if (t->count)
        qsort(t->marks, t->count, sizeof *t->marks, by_start);
    size_t end = 0;
    for (size_t i = 0; i < t->count; i++) {
        const mark *m = &t->marks[i];
        if (m->start < end || m->end <= m->start || m->end > t->len)
            stop("%s: %s at %zu-%zu overlaps or is empty", name, m->kind, m->start, m->end);
        char first = t->data[m->start], last = t->data[m->end - 1];
        if (strchr(" \n\t", first) || strchr(" \n\t", last))
            stop("%s: %s begins or ends with a space: %.*s", name, m->kind, (int)(m->end - m->start),
                 t->data + m->start);
        end = m->end;
    }
    no_value_unmarked(t, name);
}

/* ---- writing ---- */

static void passage_save(const char *dir, const char *path, const text *t, const char *kind, FILE *truth) {
    char full[2048];
    snprintf(full, sizeof full, "%s/%s", dir, path);
    FILE *out = fopen(full, "wb");
    if (!out || fwrite(t->data, 1, t->len, out) != t->len || fclose(out))
        stop("cannot write %s", full);
    fprintf(truth, "{\"path\":\"%s\",\"class\":\"%s\"}\n", path, kind);
    for (size_t i = 0; i < t->count; i++) {
        const mark *m = &t->marks[i];
        bool may = m->kind[0] == '~';
        kind_total[kind_at(m->kind)] += !may;
        fprintf(truth, "{\"path\":\"%s\",\"kind\":\"%s\",%s\"start\":%zu,\"end\":%zu,\"value\":", path, m->kind + may,
                may ? "\"may\":true," : "", m->start, m->end);
        json_string(truth, t->data + m->start, m->end - m->start);
        fputs("}\n", truth);
    }
}

static char escape_of(const char *extension) {
    static const char *const marked_up[] = {"html", "xml", "htm", NULL};
    for (int i = 0; marked_up[i]; i++)
        if (!strcmp(marked_up[i], extension))
            return 'h';
    return !strcmp(extension, "sql") ? 's' : !strcmp(extension, "json") ? 'j' : 0;
}

/* Lines that are broken anew, the line ends of Windows, a scanner's slips. */
static void bend(text *t, const form *f) {
    text other = {0};
    bool prose = (!strcmp(f->extension, "txt") || !strcmp(f->extension, "eml")) && strcmp(f->kind, "form") &&
                 strcmp(f->kind, "log") && strcmp(f->kind, "code") && strcmp(f->kind, "table");
    if (prose && !strstr(f->flags, "nowrap") && odds(45)) {
        text_change(&other, t, TO_WRAPPED, between(46, 90));
        text_free(t);
        *t = other;
        other = (text){0};
    }
    if (!strcmp(f->kind, "ocr")) {
        text_change(&other, t, TO_SCANNED, between(2, 30));
        text_free(t);
        *t = other;
        other = (text){0};
    }
    if (odds(12)) {
        text_change(&other, t, TO_CRLF, 0);
        text_free(t);
        *t = other;
    }
}

typedef struct order {
    size_t trap[MAX_TEMPLATES], plain[MAX_TEMPLATES], traps, plains;
} order;

static void sort_forms(order *o) {
    for (size_t i = 0; i < form_count; i++) {
        if (strstr(forms[i].flags, "trap"))
            o->trap[o->traps++] = i;
        else
            o->plain[o->plains++] = i;
    }
}

int main(int argc, char **argv) {
    unsigned long passages = 4200, seed = 1;
    const char *dir = argc > 1 ? argv[1] : NULL;
    bool list = argc > 2 && !strcmp(argv[argc - 1], "--list");
    argc -= list;
    if (argc > 2)
        seed = strtoul(argv[2], NULL, 10);
    if (argc > 3)
        passages = strtoul(argv[3], NULL, 10);
    if (!dir)
        stop("usage: accuracy_held DIR [SEED [PASSAGES]] [--list]");
    if (mkdir(dir, 0777) && errno != EEXIST)
        stop("cannot make %s", dir);
    people_load(HELD_WORDS);
    banks_load(HELD_WORDS);
    forms_load(HELD_WORDS);
    tables_load(HELD_WORDS);
    static order o;
    sort_forms(&o);
    char path[1024];
    snprintf(path, sizeof path, "%s/truth.jsonl", dir);
    FILE *truth = fopen(path, "wb");
    if (!truth)
        stop("cannot write %s", path);
    size_t traps = 0, plains = 0, tables = 0;
    for (unsigned long i = 0; i < passages; i++) {
        chance_seed(seed * 1000003u + i);
        text t = {0};
        const char *roles[MOST_COLUMNS];
        size_t columns = 0;
        static form table = {.name = "table", .kind = "table"};
        const form *f = &table;
        if (i % 9 == 4) {
            passage_begin(false, "");
            columns = table_make(&t, roles, MOST_COLUMNS, table.extension);
            tables++;
        } else {
            f = &forms[i % 3 == 0 ? o.trap[traps++ % o.traps] : o.plain[plains++ % o.plains]];
            passage_begin(i % 3 == 0, f->flags);
            t.escape = escape_of(f->extension);
            render(&t, f->body);
            bend(&t, f);
        }
        passage_check(&t, f->name);
        snprintf(path, sizeof path, "%04lu.%s", i, f->extension);
        passage_save(dir, path, &t, f->kind, truth);
        for (size_t c = 0; c < columns; c++)
            fprintf(truth, "{\"path\":\"%s\",\"column\":%zu,\"role\":\"%s\"}\n", path, c + 1,
                    roles[c] ? roles[c] : "none");
        if (list)
            printf("%s %s %s\n", path, f->kind, f->name);
        text_free(&t);
    }
    if (fclose(truth))
        stop("cannot write the truth");
    fprintf(stderr,
            "held: %lu passages from %zu templates (%zu traps' templates, %zu "
            "tables)\n",
            passages, form_count, o.traps, tables);
    for (size_t i = 0; i < KINDS; i++)
        fprintf(stderr, "%-16s %6zu\n", kinds[i], kind_total[i]);
    return 0;
}
