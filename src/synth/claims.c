/* claims.c - what a made-up gang and others say was taken, and what is true of it (docs/synth.md).
 *
 * Each assertion of claims.toml has its line in truth/claims.csv, in the same order: what may be said of it, alternatives
 * separated by a bar where the draw leaves it open.
 */
#include "synth/claims.h"

#include <stdio.h>

#include "base/digest.h"
#include "synth/write.h"

enum { PLENTY = 10, ENOUGH_ROWS = 20 };

void ts_claims_note_list(ts_truth *t, const ts_claimed_list *list) {
    static const char *const kind[TS_CLAIMED_LISTS] = {"ours", "invented", "region"};
    for (size_t i = 0; i < TS_CLAIMED_LISTS; i++)
        if (strcmp(kind[i], list->kind) == 0 && list->rows >= ENOUGH_ROWS && !t->claimed.list[i].rows)
            t->claimed.list[i] = (struct ts_claimed_one){list->system, list->rows,     list->genuine,
                                                         list->held,   list->children, list->digest};
}

/* ---- writing ---- */

typedef struct writing {
    const ts_truth *t;
    ts_buf claims, truth;
    const char *id;
    unsigned number; /* of the assertion in its claim */
} writing;

static void begin(writing *w, const char *id, const char *who, const char *when) {
    ts_buf_addf(&w->claims, "%s[[claim]]\nid = \"%s\"\nwho = \"%s\"\nwhen = %s\n", w->claims.len ? "\n" : "", id, who,
                when);
    w->id = id;
    w->number = 0;
}

static void expect(writing *w, const char *says, const char *result) {
    ts_buf_addf(&w->truth, "%s,%u,", w->id, ++w->number);
    ts_csv_cell(&w->truth, ts_str(says));
    ts_buf_addf(&w->truth, ",%s\n", result);
}

/* So many rows show it, genuine and ours; a list of somebody else may hold some of those whom we hold, too. */
static const char *shown_by(uint64_t genuine) {
    return genuine >= PLENTY ? "supported" : genuine ? "supported|partly" : "not shown|partly";
}

static uint64_t of(const writing *w, ts_system s) { return w->t->claimed.genuine[s]; }

static void gang(writing *w) {
    begin(w, "gang", "Example Gang", "2024-11-28");
    ts_buf_add_str(&w->claims, "source = \"leak site\"\ntext = \"We took large-scale patient records, donor reports "
                               "and procurement data, 2018-2024: "
                               "500 GB, more than 300,000 patients. No passwords were cracked.\"\n");
    expect(w, "patients", shown_by(of(w, TS_SYSTEM_CHILDREN) + of(w, TS_SYSTEM_HEART)));
    expect(w, "donors", shown_by(of(w, TS_SYSTEM_DONORS)));
    expect(w, "suppliers", shown_by(of(w, TS_SYSTEM_SUPPLIERS)));
    expect(w, "2018-2024", "partly"); /* no record is of 2024 */
    expect(w, "500 GB", "partly");
    expect(w, "more than 300,000 patients", "partly");
}

static void trust(writing *w) {
    static const ts_system system[] = {TS_SYSTEM_CHILDREN, TS_SYSTEM_HEART, TS_SYSTEM_DONORS, TS_SYSTEM_STAFF,
                                       TS_SYSTEM_SUPPLIERS};
    uint64_t children = of(w, TS_SYSTEM_CHILDREN), staff = of(w, TS_SYSTEM_STAFF),
             suppliers = of(w, TS_SYSTEM_SUPPLIERS);
    begin(w, "trust", "The trusts", "2024-11-29T09:30:00Z");
    ts_buf_add_str(&w->claims, "organisations = [\"RBS\", \"RBQ\", \"CHARITY\", \"RBL\"]\n");
    expect(w, "data of RBS", shown_by(children + staff + suppliers));
    expect(w, "data of RBQ", shown_by(of(w, TS_SYSTEM_HEART)));
    expect(w, "data of CHARITY", shown_by(of(w, TS_SYSTEM_DONORS)));
    expect(w, "data of RBL", "not shown"); /* nothing of it is registered */
    ts_buf_add_str(&w->claims, "systems = [");
    for (size_t i = 0; i < sizeof system / sizeof *system; i++) {
        const ts_system_facts *f = ts_system_facts_of(system[i]);
        char name[80];
        snprintf(name, sizeof name, "%s %s", f->organisation, f->system);
        ts_buf_addf(&w->claims, "%s\"%s\"", i ? ", " : "", name);
        expect(w, name, shown_by(of(w, system[i])));
    }
    ts_buf_add_str(&w->claims,
                   "]\ncategories = [\"patients\", \"staff\", \"donors\", \"suppliers\", \"children\", \"biometrics\", "
                   "\"criminal offences\", \"contact details\"]\n");
    expect(w, "patients", shown_by(children + of(w, TS_SYSTEM_HEART)));
    expect(w, "staff", shown_by(staff));
    expect(w, "donors", shown_by(of(w, TS_SYSTEM_DONORS)));
    expect(w, "suppliers", shown_by(suppliers));
    expect(w, "children", w->t->claimed.children ? shown_by(w->t->claimed.children) : "supported|partly|not shown");
    expect(w, "biometrics", "not shown");
    expect(w, "criminal offences", "not shown");
    expect(w, "contact details", "supported");
    uint64_t people = ts_map_count(w->t->claimed.person);
    ts_buf_addf(&w->claims, "years = \"2031-2035\"\npeople = %llu\nvolume = \"1 kB\"\nfiles = 1\n",
                (unsigned long long)(people / 2 ? people / 2 : 1));
    expect(w, "2031-2035", "not shown");
    expect(w, "half of the people planted", "supported");
    expect(w, "1 kB", "supported");
    expect(w, "1 file", "supported");
}

static void too_much(writing *w) {
    uint64_t people = ts_map_count(w->t->claimed.person);
    begin(w, "too-much", "Somebody else", "2024-12-01");
    ts_buf_addf(&w->claims, "years = \"2019-2035\"\npeople = \"more than %llu\"\nvolume = \"9 TB\"\nfiles = 5000000\n",
                (unsigned long long)people * 3 + 100);
    expect(w, "2019-2035", "partly");
    expect(w, "three times the people planted", "partly");
    expect(w, "9 TB", "partly");
    expect(w, "5,000,000 files", "partly");
}

static void items(writing *w, const char *name, const ts_digest *d) {
    char hex[65];
    ts_digest_hex(d, hex);
    ts_buf_addf(&w->claims, "\n[[claim.published]]\nname = \"%s\"\nitems = \"sha256 %s\"\n", name, hex);
}

static void of_system(writing *w, ts_system s, const char *result) {
    const ts_system_facts *f = ts_system_facts_of(s);
    char name[80];
    snprintf(name, sizeof name, "%s %s", f->organisation, f->system);
    ts_buf_addf(&w->claims, "systems = [\"%s\"]\n", name);
    expect(w, name, result);
}

static void published(writing *w) {
    const struct ts_claimed_one *list = w->t->claimed.list, *ours = &list[0], *invented = &list[1], *region = &list[2];
    begin(w, "published", "Example Gang", "2024-11-30");
    if (ours->rows) {
        items(w, "the first list", &ours->digest);
        of_system(w, ours->system, shown_by(ours->genuine));
        ts_buf_addf(&w->claims, "people = %u\nfiles = 1\nwithout = [\"children\"]\n", ours->rows * 9);
        expect(w, "nine times as many people as it has rows", "refuted"); /* a row may name kin and clinicians */
        expect(w, "1 file", "supported");
        expect(w, "no children", ours->children >= PLENTY ? "refuted" : "refuted|supported|not shown");
    }
    if (invented->rows) {
        items(w, "the second list", &invented->digest);
        of_system(w, invented->system, "refuted"); /* everybody of the system is held, and none of them stands there */
    }
    if (region->rows) {
        items(w, "the third list", &region->digest);
        of_system(w, TS_SYSTEM_STAFF, region->held ? "refuted|partly|not shown" : "refuted");
    }
    if (w->t->claimed.unread_known) {
        items(w, "a file that cannot be read", &w->t->claimed.unread);
        of_system(w, TS_SYSTEM_STAFF, "not shown");
    }
    ts_digest none = {{0}};
    items(w, "a file that was never published", &none);
    of_system(w, TS_SYSTEM_HEART, "not shown");
}

ts_err ts_claims_save(const ts_truth *t, const char *dir) {
    writing w = {.t = t};
    ts_buf_add_str(&w.truth, "claim,assertion,says,result\n");
    gang(&w);
    trust(&w);
    too_much(&w);
    published(&w);
    ts_err err = ts_save_file(dir, "claims.toml", ts_buf_span(&w.claims));
    if (!err)
        err = ts_save_file(dir, "truth/claims.csv", ts_buf_span(&w.truth));
    ts_buf_done(&w.claims);
    ts_buf_done(&w.truth);
    return err;
}
