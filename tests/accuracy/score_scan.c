/* score_scan.c - compares what `scan` found with a labelled set: precision and recall by kind, group and sort of passage.
 *
 *   score_scan DIR SCAN.jsonl [--misses N] [--kind KIND] [--held]
 *
 * DIR holds the passages and truth.jsonl; SCAN.jsonl is what `touchstone scan --min-confidence 0 --show DIR` printed.  What
 * counts as right is said in match.h.  --misses prints N examples of each kind that were missed or wrongly found; with
 * --held, of the set that nobody may develop on, it is refused.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

#include "accuracy/match.h"
#include "base/fs.h"

static void fail(const char *what, const char *name) {
    fprintf(stderr, "score_scan: %s %s\n", what, name);
    exit(2);
}

/* A whole file; it ends the program where there is none. */
static void load(const char *dir, ts_span name, ts_buf *out) {
    TS_AUTO(ts_buf, ts_buf_done) path = {0};
    ts_buf_addf(&path, "%s%s%.*s", dir, *dir ? "/" : "", (int)name.len, name.ptr);
    FILE *f = fopen(path.ptr, "rbe");
    if (!f)
        fail("cannot read", path.ptr);
    for (size_t got = 1; got > 0;) {
        ts_buf_reserve(out, 1 << 16);
        got = fread(out->ptr + out->len, 1, 1 << 16, f);
        out->len += got;
    }
    fclose(f);
}

static void print_count(const char *name, size_t len, match_count c) {
    printf("%-40.*s %7lu", (int)len, name, (unsigned long)c.truth);
    if (c.right + c.wrong)
        printf("  precision %.3f (%lu wrong)", match_share(c.right, c.wrong), (unsigned long)c.wrong);
    else
        printf("  precision    -  (0 wrong)");
    if (c.truth)
        printf("  recall %.3f (%lu missed)", match_share(c.found, c.truth - c.found),
               (unsigned long)(c.truth - c.found));
    putchar('\n');
}

/* ---- the goals ---- */

static const struct {
    const char *name; /* of the group */
    match_group group;
    double precision, recall;
} goals[] = {{"checked identifiers", CHECKED, 0.98, 0.97},
             {"birth, contact, address", CONTACT, 0.95, 0.95},
             {"names in running text", NAME_IN_TEXT, 0.90, 0.90}};
static const double role_goal = 0.97, bin_low = 0.75, bin_high = 0.95;
enum { BIN_GOAL = 8 };

static void print_goal(const char *name, const char *what, double is, double least, double most) {
    bool met = is >= least && is <= most;
    double gap = is < least ? least - is : is > most ? is - most : 0;
    printf("  %-28s %-10s %.3f  goal %.2f%s  %s", name, what, is, least, most < 1 ? " to 0.95" : "",
           met ? "met" : "MISSED");
    if (!met)
        printf(" by %.3f", gap);
    putchar('\n');
}

static void print_goals(const match_set *s) {
    printf("\ngoals\n");
    for (size_t i = 0; i < sizeof goals / sizeof *goals; i++) {
        match_count c = s->by_group[goals[i].group];
        print_goal(goals[i].name, "precision", match_share(c.right, c.wrong), goals[i].precision, 1);
        print_goal(goals[i].name, "recall", match_share(c.found, c.truth - c.found), goals[i].recall, 1);
    }
    for (size_t k = 0; k < s->kinds; k++) {
        match_item any = {.kind = (uint16_t)k};
        match_count c = s->by_kind[k];
        if (match_group_of(s, &any) != CONTACT || c.truth == 0)
            continue;
        print_goal(s->kind[k].ptr, "precision", match_share(c.right, c.wrong), 0.95, 1);
        print_goal(s->kind[k].ptr, "recall", match_share(c.found, c.truth - c.found), 0.95, 1);
    }
    if (s->columns)
        print_goal("role of a column", "right", match_share(s->roles.right, s->roles.wrong), role_goal, 1);
    match_count c = s->bin[BIN_GOAL];
    if (c.right + c.wrong)
        print_goal("given 80 to 90", "right", match_share(c.right, c.wrong), bin_low, bin_high);
}

/* ---- the figures ---- */

static void print_figures(const match_set *s) {
    printf("passages %zu, mentions by kind (at confidence %d)\n", s->passages, MATCH_DEFAULT);
    for (size_t k = 0; k < s->kinds; k++)
        print_count(s->kind[k].ptr, s->kind[k].len, s->by_kind[k]);
    printf("\nby group\n");
    for (int g = 0; g < MATCH_GROUPS; g++)
        print_count(match_group_name(g), strlen(match_group_name(g)), s->by_group[g]);
    printf("\nby sort of passage\n");
    for (size_t k = 0; k < s->classes; k++)
        if (s->by_class[k].truth + s->by_class[k].right + s->by_class[k].wrong)
            print_count(s->class[k].ptr, s->class[k].len, s->by_class[k]);
    printf("passages with nothing to find: %lu findings\n", (unsigned long)s->traps.wrong);
    if (s->columns)
        printf("\nrole of a column: %zu columns, right %.3f (of %lu with a role %.3f, of the others %.3f)\n",
               s->columns, match_share(s->roles.right, s->roles.wrong), (unsigned long)s->roles.truth,
               match_share(s->roles.found, s->roles.truth - s->roles.found),
               match_share(s->roles.right - s->roles.found,
                           s->columns - s->roles.truth - (s->roles.right - s->roles.found)));
    printf("\ngiven a confidence of   findings   right\n");
    for (int b = 0; b < MATCH_BINS; b++)
        if (s->bin[b].right + s->bin[b].wrong)
            printf("%8d to %3d        %9lu   %.3f\n", 10 * b, 10 * b + 10,
                   (unsigned long)(s->bin[b].right + s->bin[b].wrong), match_share(s->bin[b].right, s->bin[b].wrong));
    if (s->strangers)
        printf("findings in files that the truth does not name: %lu\n", (unsigned long)s->strangers);
}

/* ---- examples ---- */

enum { AROUND = 45 };

static void print_around(const char *dir, const match_set *s, const match_item *m, const char *what) {
    ts_span path = s->passage[m->passage].path;
    TS_AUTO(ts_buf, ts_buf_done) text = {0}, shown = {0};
    load(dir, path, &text);
    uint64_t at = m->start;
    if (!m->has_place) {
        size_t found = ts_span_find(ts_buf_span(&text), m->value, 0);
        at = found == SIZE_MAX ? UINT64_MAX : found;
    }
    if (at < text.len) {
        uint64_t from = at > AROUND ? at - AROUND : 0, end = at + m->value.len;
        ts_buf_add(&shown, ts_slice(ts_buf_span(&text), from, at - from));
        ts_buf_add_str(&shown, "[[");
        ts_buf_add(&shown, ts_slice(ts_buf_span(&text), at, end - at));
        ts_buf_add_str(&shown, "]]");
        ts_buf_add(&shown, ts_slice(ts_buf_span(&text), end, AROUND));
    } else {
        ts_buf_addf(&shown, "[[%.*s]]", (int)m->value.len, m->value.ptr);
    }
    for (size_t i = 0; i < shown.len; i++)
        if ((unsigned char)shown.ptr[i] < ' ')
            shown.ptr[i] = shown.ptr[i] == '\n' ? '|' : ' ';
    printf("%s %.*s %s", what, (int)path.len, path.ptr, s->kind[m->kind].ptr);
    if (m->confidence > 0)
        printf(" %.0f", m->confidence);
    printf(": %.*s\n", (int)shown.len, shown.ptr);
}

static void print_misses(const match_set *s, const char *dir, uint64_t n, const char *only) {
    for (size_t k = 0; k < s->kinds; k++) {
        if (only && !ts_span_eq(s->kind[k], ts_str(only)))
            continue;
        /* spread over the set, so that not all come from one passage */
        uint64_t missed = s->by_kind[k].truth - s->by_kind[k].found, wrong = s->by_kind[k].wrong, at = 0, shown = 0;
        for (size_t i = 0; i < s->mentions; i++) {
            const match_item *m = &s->mention[i];
            bool found = m->right && m->confidence + 1e-6 >= MATCH_DEFAULT;
            if (m->kind == k && !m->may && !found && at++ * n >= shown * missed && shown < n)
                shown++, print_around(dir, s, m, "missed");
        }
        at = shown = 0;
        for (size_t i = 0; i < s->findings; i++) {
            const match_item *f = &s->finding[i];
            if (f->kind == k && !f->right && !f->ignored && f->confidence + 1e-6 >= MATCH_DEFAULT &&
                at++ * n >= shown * wrong && shown < n)
                shown++, print_around(dir, s, f, "wrong ");
        }
    }
    for (size_t i = 0, shown = 0; i < s->columns && !only; i++) {
        const match_column *c = &s->column[i];
        if (!ts_span_eq(c->role, c->found) && shown++ < n)
            printf("column %.*s %u is %.*s, found %.*s\n", (int)s->passage[c->passage].path.len,
                   s->passage[c->passage].path.ptr, c->column, (int)c->role.len, c->role.ptr, (int)c->found.len,
                   c->found.ptr);
    }
}

int main(int argc, char **argv) {
    const char *dir = NULL, *scan_file = NULL, *only = NULL;
    uint64_t misses = 0;
    bool held = false;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--held") == 0)
            held = true;
        else if (strcmp(argv[i], "--misses") == 0 && i + 1 < argc && ts_parse_u64(ts_str(argv[i + 1]), &misses))
            i++;
        else if (strcmp(argv[i], "--kind") == 0 && i + 1 < argc)
            only = argv[++i];
        else if (!dir)
            dir = argv[i];
        else if (!scan_file)
            scan_file = argv[i];
        else
            fail("unexpected", argv[i]);
    }
    if (!dir || !scan_file)
        fail("usage: score_scan DIR SCAN.jsonl [--misses N] [--kind KIND] [--held]", "");
    const char *name = strrchr(dir, '/') ? strrchr(dir, '/') + 1 : dir;
    held = held || strncmp(name, "held", 4) == 0;
    if (held && misses)
        fail("the held set is not to be looked at:", "--misses is for dev");
    TS_AUTO(ts_buf, ts_buf_done) truth = {0}, scan = {0};
    load(dir, ts_str("truth.jsonl"), &truth);
    load("", ts_str(scan_file), &scan);
    match_set s;
    match_run(&s, ts_buf_span(&truth), ts_buf_span(&scan), MATCH_DEFAULT);
    print_figures(&s);
    print_goals(&s);
    if (misses)
        print_misses(&s, dir, misses, only);
    match_done(&s);
    return 0;
}
