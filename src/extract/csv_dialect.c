/* csv_dialect.c - what kind of separated values a text is: the separator whose count a record is steadiest. */
#include "extract/csv_dialect.h"

#include "base/limits.h"

enum {
    SAMPLE = 120,
    TITLES = 12,
    MAX_SHARE_OF_TITLES = 2,
    STEADY = 60, /* per cent of the records that have the usual count, at least */
    STEADY_COLONS = 95
};

/* What one separator makes of the head. */
typedef struct evidence {
    size_t records; /* that are not blank */
    size_t usual, at_usual; /* the commonest count of cells, and how many records have it */
    size_t lone; /* records of one cell */
    size_t joints, spaced; /* separators in usual records; those followed by a blank */
    size_t clocks; /* between two digits, as in 12:30:00,123 or 12:30 */
    size_t tails; /* usual records whose last cell is empty, as in lines of code: "x = 1;" */
    size_t longest; /* cell of a usual record */
    size_t quoted; /* cells in quotes */
} evidence;

typedef struct sample {
    size_t count[SAMPLE], n;
} sample;

static void most_common(const sample *s, evidence *e) {
    sample like; /* the different counts there are, which are few */
    size_t times[SAMPLE];
    like.n = 0;
    for (size_t i = 0; i < s->n; i++) {
        size_t k = 0;
        while (k < like.n && like.count[k] != s->count[i])
            k++;
        if (k == like.n) {
            like.count[like.n++] = s->count[i];
            times[k] = 0;
        }
        times[k]++;
        e->lone += s->count[i] == 1;
    }
    for (size_t k = 0; k < like.n; k++)
        if (like.count[k] > 1 && (times[k] > e->at_usual || (times[k] == e->at_usual && like.count[k] > e->usual)))
            e->at_usual = times[k], e->usual = like.count[k];
    e->records = s->n;
}

/* Titles above the table, or a total below it, do not make it unsteady. */
static size_t share_of_usual(const evidence *e) {
    size_t titles = e->lone < TITLES && e->at_usual >= MAX_SHARE_OF_TITLES * e->lone ? e->lone : 0;
    return e->at_usual * 100 / (e->records - titles);
}

/* "2024-11-28 14:05:07,123": a fraction of a second, not a border between cells. */
static bool after_clock(ts_span text, size_t at) {
    return at >= 6 && text.ptr[at - 3] == ':' && ts_is_digit(text.ptr[at - 1]) && ts_is_digit(text.ptr[at - 2]) &&
           text.ptr[at - 6] == ':';
}

/* Thousandths or millionths begin it, and no more digits: "9990000018" behind a time of day is a cell of its own. */
static bool begins_fraction(ts_span cell) {
    size_t n = 0;
    while (n < cell.len && ts_is_digit(cell.ptr[n]))
        n++;
    return n == 3 || n == 6;
}

static void look_at_record(const ts_csv_record *r, ts_span text, char separator, evidence *e) {
    for (size_t i = 0; i < r->n; i++) {
        ts_span c = r->cell[i];
        e->longest = c.len > e->longest ? c.len : e->longest;
        e->quoted += c.ptr > text.ptr && c.ptr < text.ptr + text.len && c.ptr[-1] == '"';
        if (i == 0)
            continue;
        e->joints++;
        e->spaced += c.len > 1 && c.ptr[0] == ' ';
        if (c.ptr <= text.ptr + 1 || c.ptr >= text.ptr + text.len)
            continue;
        size_t at = (size_t)(c.ptr - text.ptr) - 1;
        bool digits = ts_is_digit(text.ptr[at - 1]) && c.len && ts_is_digit(c.ptr[0]);
        e->clocks += text.ptr[at] == separator &&
                     (separator == ':' ? digits : digits && begins_fraction(c) && after_clock(text, at));
    }
    e->tails += r->n > 1 && r->cell[r->n - 1].len == 0;
}

/* Records enough of one count of cells, whatever stands in them: `usual`, or one less where the last is no cell. */
static bool steady(const evidence *e, size_t usual) {
    if (e->records < 1 || usual < 2)
        return false;
    size_t least = usual >= 4 ? STEADY : usual == 3 ? 75 : 90;
    /* One line alone must look very much like a head. */
    return share_of_usual(e) >= least && (e->at_usual >= 2 || (usual >= 4 && e->records <= 2));
}

/* So many records of one cell that, whatever the rest of the sample holds, the separator makes no table. */
static bool hopeless(char separator, size_t lone) {
    size_t least = separator == ':' ? STEADY_COLONS : STEADY;
    return lone >= TITLES && lone * 100 > SAMPLE * (100 - least);
}

static void weigh_up(ts_span text, bool all, const ts_csv_dialect *d, evidence *e) {
    ts_csv_scan s;
    ts_csv_record r = {0};
    sample counts = {0};
    for (int pass = 0; pass < 2; pass++) { /* first the usual count, then what such records look like */
        size_t at = 0, n = 0, lone = 0;
        ts_csv_begin(&s, d, text);
        while (at < text.len && n < SAMPLE && !hopeless(d->separator, lone) &&
               ts_csv_read(&s, d, all, &at, &r) != TS_CSV_NEEDS_MORE) {
            if (r.n == 1 && !ts_trim(r.cell[0]).len)
                continue;
            n++;
            lone += r.n == 1;
            if (pass == 0)
                counts.count[counts.n++] = r.n;
            else if (r.n == e->usual)
                look_at_record(&r, text, d->separator, e);
        }
        if (pass == 0) {
            most_common(&counts, e);
            if (!steady(e, e->usual))
                break;
        }
    }
    ts_csv_record_done(&r);
}

/* 0: this separator makes no table. */
static int score(const evidence *e, char separator) {
    size_t usual = e->usual - (e->tails * 10 > e->at_usual * 9); /* a separator that ends each line makes no cell */
    if (!steady(e, usual))
        return 0;
    size_t share = share_of_usual(e);
    bool common = separator == ',' || separator == ';' || separator == ':';
    if (e->clocks * 2 > e->at_usual * (separator == ':' ? e->usual - 1 : 1))
        return 0;
    if (common && (e->spaced * 2 > e->joints || e->longest > 4000) && e->quoted * 2 < e->joints)
        return 0; /* prose: "Dear all, thank you, ..." */
    if (separator == ':' && (usual < 4 || share < STEADY_COLONS || e->spaced))
        return 0;
    if (common && usual == 2 && e->at_usual < 3 && e->quoted == 0 && e->records > 2)
        return 0;
    size_t weight = share / 2 + (usual > 25 ? 25 : usual) + (e->at_usual > 20 ? 20 : e->at_usual) + (common ? 0 : 5);
    return weight > 100 ? 100 : (int)weight;
}

/* How often each byte stands before a quote of this kind. */
static void before_quotes(ts_span text, char quote, uint32_t n[256]) {
    const char *from = text.ptr, *end = text.ptr + text.len;
    for (const char *at; from < end && (at = memchr(from, quote, (size_t)(end - from))); from = at + 1)
        n[(unsigned char)(at > text.ptr ? at[-1] : 0)]++;
}

int ts_csv_sniff(ts_span text, bool all, ts_csv_dialect *out) {
    /* In the order in which equal evidence is settled; the control bytes are ASCII's own separators. */
    static const char separators[] = {'\t', ';', ',', '|', '^', 0x1F, 0x01, '~', '#', ':'};
    int best = 0;
    bool cr = text.len && !memchr(text.ptr, '\n', text.len);
    uint32_t twin[256] = {0}, single[256] = {0};
    before_quotes(text, '"', twin);
    before_quotes(text, '\'', single);
    bool backslash = twin['\\'] > 0 && twin['"'] <= twin['\\'];
    for (size_t i = 0; text.len && i < sizeof separators; i++) {
        if (!memchr(text.ptr, separators[i], text.len))
            continue;
        unsigned char border = (unsigned char)separators[i];
        ts_csv_dialect d = {separators[i], single[border] > 2 * twin[border] + 2 ? '\'' : '"', backslash, cr};
        evidence e = {0};
        weigh_up(text, all, &d, &e);
        if (e.records < 2 && !all) { /* perhaps a stray quote hides the rest of the head */
            e = (evidence){0};
            const char *end = memrchr(text.ptr, cr ? '\r' : '\n', text.len);
            weigh_up(end ? ts_slice(text, 0, (size_t)(end + 1 - text.ptr)) : text, true, &d, &e);
        }
        int s = score(&e, separators[i]);
        if (s > best) {
            best = s;
            *out = d;
        }
    }
    return best;
}
