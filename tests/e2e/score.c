/* score.c - compares what was found with what was planted: prints each figure, and fails below the thresholds given.
 *
 *   score TRUTH RESULTS.csv [--files FILES.csv] [--people N] [--min-accuracy X] [--min-class X] [--min-found X]
 *         [--min-files X] [--max-people-error X] [--max-false-alarms N] [--max-region-ours N]
 *
 * TRUTH is the directory that `synth` wrote (docs/synth.md), RESULTS the output of `verify CASE --list`, FILES any CSV
 * with a column `locator` or `path` that names every item that was read or listed with a reason.  Rows are compared by
 * their number; where a reader counts rows of a kind of file from another start, the shift that fits best (at most
 * two) is taken for that file and counted in the output.  Lines of a PDF are compared in their order.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/fs.h"
#include "base/map.h"
#include "base/mem.h"
#include "support/sheet.h"

enum { GENUINE, ALTERED, UNKNOWN, PLACEHOLDER, CLASSES, OTHER = CLASSES, MISSING, OUTCOMES, SHIFT = 2 };
static const char *const class_name[OUTCOMES] = {"genuine", "altered", "unknown", "placeholder", "other", "missing"};

/* ---- truth and results by path ---- */

typedef struct planted {
    ts_span part, fits, altered;
    uint64_t row;
    int what, outcome;
    bool ours, line, document;
    bool dated, dated_right;
} planted;

typedef struct result {
    ts_span part, verdict, asof, person;
    uint64_t row;
    double posterior;
    bool ours, used;
} result;

typedef struct path_entry {
    planted *truth;
    result *got;
    size_t truths, gots;
    bool region, listed, readable, leaf;
    ts_span path;
} path_entry;

static path_entry *entry;
static size_t entries;
static ts_map *by_path;

/* The entry of a path; a copy's is its original's. */
static path_entry *entry_of(ts_span path, bool make) {
    const uint64_t *have = ts_map_find(by_path, path);
    if (have)
        return &entry[*have];
    if (!make)
        return NULL;
    bool added;
    *ts_map_slot(by_path, path, &added) = entries;
    entry = ts_grow(entry, entries + 1, sizeof *entry);
    entry[entries] = (path_entry){.path = path};
    return &entry[entries++];
}

static void load_files(const char *dir) {
    sheet s;
    sheet_load(dir, "files.csv", &s);
    size_t path = sheet_column(&s, "path", true), same = sheet_column(&s, "same_as", true),
           kind = sheet_column(&s, "kind", true), readable = sheet_column(&s, "readable", true);
    for (size_t i = 0; i < s.rows; i++) {
        ts_span original = sheet_at(&s, i, same);
        path_entry *e = entry_of(original.len ? original : sheet_at(&s, i, path), true);
        if (original.len) {
            bool added;
            *ts_map_slot(by_path, sheet_at(&s, i, path), &added) = (uint64_t)(e - entry);
            continue;
        }
        e->leaf = ts_span_eq(sheet_at(&s, i, kind), ts_str("leaf"));
        e->readable = ts_span_eq(sheet_at(&s, i, readable), ts_str("yes"));
    }
}

static int class_of(ts_span verdict) {
    if (ts_span_eq(verdict, ts_str("genuine")))
        return GENUINE;
    if (ts_span_eq(verdict, ts_str("altered")) || ts_span_eq(verdict, ts_str("differs")))
        return ALTERED;
    if (ts_span_starts(verdict, ts_str("unknown")))
        return UNKNOWN;
    return ts_span_eq(verdict, ts_str("placeholder")) ? PLACEHOLDER : OTHER;
}

static bool yes(ts_span s) {
    return ts_span_starts_nocase(s, ts_str("yes")) || ts_span_starts_nocase(s, ts_str("ours")) ||
           ts_span_starts_nocase(s, ts_str("shown"));
}

static void load_truth(const char *dir) {
    sheet s;
    sheet_load(dir, "sightings.csv", &s);
    size_t path = sheet_column(&s, "path", true), part = sheet_column(&s, "part", true),
           row = sheet_column(&s, "row", true), shape = sheet_column(&s, "shape", true),
           verdict = sheet_column(&s, "verdict", true), altered = sheet_column(&s, "altered", true),
           fits = sheet_column(&s, "fits", true), ours = sheet_column(&s, "ours", true);
    for (size_t i = 0; i < s.rows; i++) {
        path_entry *e = entry_of(sheet_at(&s, i, path), true);
        e->truth = ts_grow(e->truth, e->truths + 1, sizeof *e->truth);
        e->truth[e->truths++] = (planted){.part = sheet_at(&s, i, part),
                                          .row = sheet_number(sheet_at(&s, i, row)),
                                          .what = class_of(sheet_at(&s, i, verdict)),
                                          .altered = sheet_at(&s, i, altered),
                                          .fits = sheet_at(&s, i, fits),
                                          .ours = yes(sheet_at(&s, i, ours)),
                                          .line = ts_span_eq(sheet_at(&s, i, shape), ts_str("line")),
                                          .document = ts_span_eq(sheet_at(&s, i, shape), ts_str("document")),
                                          .outcome = MISSING};
    }
    sheet_load(dir, "tables.csv", &s);
    path = sheet_column(&s, "path", true);
    size_t kind = sheet_column(&s, "kind", true);
    for (size_t i = 0; i < s.rows; i++)
        entry_of(sheet_at(&s, i, path), true)->region |= ts_span_eq(sheet_at(&s, i, kind), ts_str("region"));
}

/* "E1/a.zip!/b.csv#..." without its exhibit and place; a lone compressed file's content stands for the file. */
static path_entry *entry_of_locator(ts_span locator) {
    size_t slash = ts_span_find(locator, ts_str("/"), 0);
    ts_span path = slash == SIZE_MAX ? locator : ts_slice(locator, slash + 1, locator.len);
    size_t hash = ts_span_find(path, ts_str("#"), 0);
    if (hash != SIZE_MAX)
        path = ts_slice(path, 0, hash);
    path_entry *e = entry_of(path, false);
    for (size_t i = path.len; !e && i > 2; i--)
        if (path.ptr[i - 2] == '!' && path.ptr[i - 1] == '/')
            e = entry_of(ts_slice(path, 0, i - 2), false);
    return e;
}

static size_t strays; /* results at paths that nobody planted */

static void load_results(const char *file) {
    sheet s;
    sheet_load("", file, &s);
    size_t locator = sheet_column(&s, "locator", true), part = sheet_column(&s, "part", true),
           row = sheet_column(&s, "row", true), verdict = sheet_column(&s, "verdict", true),
           ours = sheet_column(&s, "ours", true), posterior = sheet_column(&s, "posterior", true),
           asof = sheet_column(&s, "asof", true), person = sheet_column(&s, "person", true);
    for (size_t i = 0; i < s.rows; i++) {
        path_entry *e = entry_of_locator(sheet_at(&s, i, locator));
        if (!e) {
            strays++;
            continue;
        }
        e->listed = true;
        e->got = ts_grow(e->got, e->gots + 1, sizeof *e->got);
        e->got[e->gots++] = (result){.part = sheet_at(&s, i, part),
                                     .row = sheet_number(sheet_at(&s, i, row)),
                                     .verdict = sheet_at(&s, i, verdict),
                                     .ours = yes(sheet_at(&s, i, ours)),
                                     .posterior = strtod(sheet_at(&s, i, posterior).ptr, NULL),
                                     .asof = sheet_at(&s, i, asof),
                                     .person = sheet_at(&s, i, person)};
    }
}

static void load_listed(const char *file) {
    sheet s;
    sheet_load("", file, &s);
    size_t c = sheet_column(&s, "locator", false);
    c = c == SIZE_MAX ? sheet_column(&s, "path", true) : c;
    for (size_t i = 0; i < s.rows; i++) {
        path_entry *e = entry_of_locator(sheet_at(&s, i, c));
        if (e)
            e->listed = true;
    }
}

/* ---- comparing ---- */

static int compare_results(const void *a, const void *b) {
    const result *x = a, *y = b;
    if (x->part.len != y->part.len) /* "p2" before "p10" */
        return x->part.len < y->part.len ? -1 : 1;
    int parts = ts_span_cmp(x->part, y->part);
    return parts ? parts : x->row < y->row ? -1 : x->row > y->row;
}

/* The sighting that speaks for a place: a placeholder, else the surest. */
static bool better(const result *a, const result *b) {
    bool pa = class_of(a->verdict) == PLACEHOLDER, pb = class_of(b->verdict) == PLACEHOLDER;
    return pa != pb ? pa : a->posterior > b->posterior;
}

static void settle(planted *p, const result *r) {
    p->outcome = class_of(r->verdict);
    if (p->what != GENUINE || p->outcome != GENUINE || p->fits.len < 10 || r->asof.len < 10)
        return;
    p->dated = true;
    for (size_t i = 0; i + 10 <= p->fits.len; i += 11)
        p->dated_right |= ts_span_find(r->asof, ts_slice(p->fits, i, 10), 0) != SIZE_MAX;
}

static const result *best_at(const path_entry *e, uint64_t row) {
    size_t low = 0, high = e->gots; /* results of a table are sorted by part, then row; a table's part is one */
    const result *best = NULL;
    if (e->gots > 64 && ts_span_eq(e->got[0].part, e->got[e->gots - 1].part)) {
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (e->got[middle].row < row)
                low = middle + 1;
            else
                high = middle;
        }
        high = e->gots;
    }
    for (size_t i = low; i < high; i++) {
        if (e->got[i].row == row && (!best || better(&e->got[i], best)))
            best = &e->got[i];
        if (low > 0 && e->got[i].row > row)
            break;
    }
    return best;
}

static size_t shifted;

static void score_table(path_entry *e) {
    static const int shifts[2 * SHIFT + 1] = {0, -1, 1, -2, 2};
    size_t most = 0;
    int shift = 0;
    for (int k = 0; k <= 2 * SHIFT; k++) {
        size_t hits = 0;
        for (size_t i = 0; i < e->truths; i++)
            hits += best_at(e, e->truth[i].row + (uint64_t)(int64_t)shifts[k]) != NULL;
        if (hits > most) {
            most = hits;
            shift = shifts[k];
        }
    }
    shifted += shift != 0;
    for (size_t i = 0; i < e->truths; i++) {
        const result *r = best_at(e, e->truth[i].row + (uint64_t)(int64_t)shift);
        if (r)
            settle(&e->truth[i], r);
    }
}

/* One after the other where there are as many; else each planted line takes any that has its class. */
static void score_lines(path_entry *e) {
    if (e->gots == e->truths) {
        for (size_t i = 0; i < e->truths; i++)
            settle(&e->truth[i], &e->got[i]);
        return;
    }
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0, j; i < e->truths; i++) {
            for (j = 0; e->truth[i].outcome == MISSING && j < e->gots; j++)
                if (!e->got[j].used && (pass == 1 || class_of(e->got[j].verdict) == e->truth[i].what)) {
                    e->got[j].used = true;
                    settle(&e->truth[i], &e->got[j]);
                }
        }
}

static void score_document(path_entry *e) {
    const result *best = NULL;
    for (size_t i = 0; i < e->gots; i++)
        if (!best || better(&e->got[i], best))
            best = &e->got[i];
    if (best)
        settle(&e->truth[0], best);
}

/* ---- figures ---- */

typedef struct figures {
    uint64_t table[CLASSES][OUTCOMES], planted, correct, found, dated, dated_right, ours, ours_shown;
    uint64_t false_alarms, region_tables, region_ours, leaves, listed;
} figures;

static void add_up(figures *f) {
    for (size_t i = 0; i < entries; i++) {
        path_entry *e = &entry[i];
        f->leaves += e->leaf;
        f->listed += e->leaf && e->listed;
        if (e->gots)
            qsort(e->got, e->gots, sizeof *e->got, compare_results);
        if (e->truths && e->truth[0].document)
            score_document(e);
        else if (e->truths && e->truth[0].line)
            score_lines(e);
        else if (e->truths)
            score_table(e);
        uint64_t shown = 0;
        for (size_t k = 0; k < e->gots; k++) {
            int what = class_of(e->got[k].verdict);
            f->false_alarms += e->truths == 0 && (what == GENUINE || what == ALTERED);
            shown += e->got[k].ours;
        }
        f->region_tables += e->region;
        f->region_ours += e->region && shown > 0 && (shown >= 5 || shown * 100 > e->truths);
        for (size_t k = 0; k < e->truths; k++) {
            const planted *p = &e->truth[k];
            f->table[p->what][p->outcome]++;
            f->planted++;
            f->correct += p->outcome == p->what;
            f->found += p->outcome != MISSING;
            f->dated += p->dated;
            f->dated_right += p->dated_right;
        }
    }
}

static double part(uint64_t a, uint64_t b) { return b ? (double)a / (double)b : 1.0; }

static int failures;

static void must(const char *what, double value, double limit, bool at_least) {
    bool good = limit < 0 || (at_least ? value >= limit : value <= limit);
    failures += !good;
    printf("%-28s %10.4f%s\n", what, value, limit < 0 ? "" : good ? "  ok" : "  BELOW WHAT IS ASKED");
}

static void print_classes(const figures *f, double least) {
    printf("%-12s %9s %9s %9s %9s %9s %9s %9s %9s\n", "planted as", "genuine", "altered", "unknown", "placehold",
           "other", "missing", "recall", "precision");
    for (int c = 0; c < CLASSES; c++) {
        uint64_t row = 0, col = 0;
        printf("%-12s", class_name[c]);
        for (int o = 0; o < OUTCOMES; o++) {
            printf(" %9llu", (unsigned long long)f->table[c][o]);
            row += f->table[c][o];
        }
        for (int k = 0; k < CLASSES; k++)
            col += f->table[k][c];
        double recall = part(f->table[c][c], row);
        bool bad = least >= 0 && recall < least;
        failures += bad;
        printf(" %9.4f %9.4f%s\n", recall, part(f->table[c][c], col), bad ? "  BELOW WHAT IS ASKED" : "");
    }
}

static void print_alterations(void) {
    static const char *const kind[] = {"birth", "nhs", "bank"};
    for (int k = 0; k < 3; k++) {
        uint64_t n = 0, right = 0;
        for (size_t i = 0; i < entries; i++)
            for (size_t j = 0; j < entry[i].truths; j++)
                if (ts_span_eq(entry[i].truth[j].altered, ts_str(kind[k]))) {
                    n++;
                    right += entry[i].truth[j].outcome == ALTERED;
                }
        printf("  altered %-5s: %llu of %llu\n", kind[k], (unsigned long long)right, (unsigned long long)n);
    }
}

/* The files that cost most, for whoever wants to know why. */
static void print_worst(void) {
    for (int n = 0; n < 10; n++) {
        path_entry *worst = NULL;
        uint64_t most = 0;
        for (size_t i = 0; i < entries; i++) {
            uint64_t wrong = 0;
            for (size_t k = 0; k < entry[i].truths; k++)
                wrong += entry[i].truth[k].outcome != entry[i].truth[k].what;
            if (wrong > most) {
                most = wrong;
                worst = &entry[i];
            }
        }
        if (!worst)
            return;
        printf("  %6llu wrong of %zu: %.*s\n", (unsigned long long)most, worst->truths, (int)worst->path.len,
               worst->path.ptr);
        worst->truths = 0;
    }
}

int main(int argc, char **argv) {
    static const char *const option[] = {"--min-accuracy",    "--min-class",        "--min-found",
                                         "--min-files",       "--max-people-error", "--max-false-alarms",
                                         "--max-region-ours", "--people",           "--files"};
    enum { ACCURACY, CLASS, FOUND, FILES, PEOPLE_ERROR, ALARMS, REGION, PEOPLE, LISTED, OPTIONS };
    const char *value[OPTIONS] = {0};
    double limit[OPTIONS];
    for (int i = 3; i + 1 < argc; i += 2)
        for (int k = 0; k < OPTIONS; k++)
            if (strcmp(argv[i], option[k]) == 0)
                value[k] = argv[i + 1];
    for (int k = 0; k < OPTIONS; k++)
        limit[k] = value[k] ? strtod(value[k], NULL) : -1;
    if (argc < 3 || argc % 2 == 0) {
        fprintf(stderr, "usage: score TRUTH RESULTS.csv [--OPTION VALUE]...\n");
        return 2;
    }
    by_path = ts_map_new();
    load_files(argv[1]);
    load_truth(argv[1]);
    load_results(argv[2]);
    if (value[LISTED])
        load_listed(value[LISTED]);
    figures f = {0};
    add_up(&f);
    print_classes(&f, limit[CLASS]);
    print_alterations();
    must("accuracy", part(f.correct, f.planted), limit[ACCURACY], true);
    must("found", part(f.found, f.planted), limit[FOUND], true);
    must("as-of among those dated", part(f.dated_right, f.dated), -1, true);
    must("false alarms in noise", (double)f.false_alarms, limit[ALARMS], false);
    must("region tables called ours", (double)f.region_ours, limit[REGION], false);
    if (value[LISTED])
        must("files found or listed", part(f.listed, f.leaves), limit[FILES], true);
    if (value[PEOPLE]) {
        sheet s;
        sheet_load(argv[1], "people.csv", &s);
        double n = limit[PEOPLE], error = s.rows ? (n - (double)s.rows) / (double)s.rows : 0;
        printf("people %.0f, planted %zu\n", n, s.rows);
        must("people, relative error", error < 0 ? -error : error, limit[PEOPLE_ERROR], false);
    }
    printf("%llu planted rows; row numbers shifted in %zu files; %zu results at unknown paths; region tables %llu\n",
           (unsigned long long)f.planted, shifted, strays, (unsigned long long)f.region_tables);
    print_worst();
    return failures ? 1 : 0;
}
