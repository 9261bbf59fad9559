/* index_bench.c - the holdings index: build from CSV, build alone, look-ups, comparisons, size.
 *
 *     build/bench/index_bench [PEOPLE [DIRECTORY]]     1,000,000 people in /tmp without arguments
 *
 * Prints one figure a line.  The CSV part runs the whole of `register`: reading, normal forms, fingerprints,
 * sorting, writing, fsync.
 */
#include <touchstone/holdings.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/clock.h"
#include "base/fs.h"
#include "base/mem.h"
#include "store/case.h"
#include "store/register.h"

enum { BATCH = 32 };

static uint64_t next(uint64_t *state) {
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

typedef struct fields {
    char nhs[16], local[16], surname[24], forename[16], birth[16], sex[2], address[40], postcode[12], mobile[20],
        landline[20], email[40];
} fields;

static void person(uint32_t i, fields *f) {
    static const char *const fore[] = {"John", "Mary", "Robert", "Susan", "William", "Thomas", "Elizabeth", "George"};
    uint64_t s = i;
    uint64_t a = next(&s), b = next(&s), c = next(&s);
    unsigned n = 500000000 + i; /* 5xx is a range that was never issued */
    for (;; n = 900000000 + (n + 1234567) % 100000000) { /* until a check digit exists */
        int sum = 0, check;
        snprintf(f->nhs, sizeof f->nhs, "%09u", n);
        for (int k = 0; k < 9; k++)
            sum += (f->nhs[k] - '0') * (10 - k);
        check = (11 - sum % 11) % 11;
        if (check < 10) {
            f->nhs[9] = (char)('0' + check);
            f->nhs[10] = 0;
            break;
        }
    }
    snprintf(f->local, sizeof f->local, "R%08u", i);
    static const char vowels[] = "aeiou";
    snprintf(f->surname, sizeof f->surname, "%c%c%c%cer%c", (char)('A' + a % 20), vowels[(a >> 8) % 5],
             (char)('b' + (a >> 16) % 12), vowels[(a >> 24) % 5], (char)('k' + (a >> 32) % 5));
    snprintf(f->forename, sizeof f->forename, "%s", fore[b % 8]);
    snprintf(f->birth, sizeof f->birth, "%02u/%02u/%u", (unsigned)(b >> 8) % 28 + 1, (unsigned)(b >> 16) % 12 + 1,
             (unsigned)(1930 + (b >> 32) % 90));
    f->sex[0] = b & 1 ? 'F' : 'M', f->sex[1] = 0;
    snprintf(f->address, sizeof f->address, "%u %s Road", (unsigned)(c % 300) + 1, (c >> 20) & 1 ? "Eaton" : "Mill");
    snprintf(f->postcode, sizeof f->postcode, "L%u %u%c%c", (unsigned)(c >> 8) % 39 + 1, (unsigned)(c >> 16) % 10,
             "ABDEFGHJLN"[(c >> 24) % 10], "PQRSTUWXYZ"[(c >> 32) % 10]);
    snprintf(f->mobile, sizeof f->mobile, "0712%07u", i % 10000000);
    snprintf(f->landline, sizeof f->landline, "0151 496 %04u", (unsigned)(c >> 40) % 10000);
    snprintf(f->email, sizeof f->email, "p%u@people.example", i);
}

static void write_csv(const char *path, uint32_t people) {
    FILE *f = fopen(path, "w");
    if (!f)
        exit(1);
    fputs("NHS Number,Hospital Number,Surname,Forename,Date of Birth,Sex,Address Line "
          "1,Postcode,Mobile,Telephone,Email,Ward\n",
          f);
    for (uint32_t i = 0; i < people; i++) {
        fields p;
        person(i, &p);
        fprintf(f, "%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,A%u\n", p.nhs, p.local, p.surname, p.forename, p.birth, p.sex,
                p.address, p.postcode, p.mobile, p.landline, p.email, i % 40);
    }
    fclose(f);
}

static void upper(ts_norm *n, const char *text) {
    char up[64];
    size_t k = 0;
    for (; text[k] && k < sizeof up - 1; k++)
        up[k] = ts_upper(text[k]);
    ts_norm_set(n, ts_span_of(up, k));
}

/* What a sighting of person i says: all of it but the phones. */
static void said(uint32_t i, ts_values *v) {
    fields f;
    char birth[24];
    person(i, &f);
    *v = (ts_values){0};
    upper(&v->value[TS_ATTR_NHS], f.nhs);
    upper(&v->value[TS_ATTR_LOCAL], f.local);
    upper(&v->value[TS_ATTR_SURNAME], f.surname);
    upper(&v->value[TS_ATTR_FORENAME], f.forename);
    upper(&v->value[TS_ATTR_SEX], f.sex);
    snprintf(birth, sizeof birth, "%.4s-%.2s-%.2s", f.birth + 6, f.birth + 3, f.birth);
    upper(&v->value[TS_ATTR_BIRTH], birth);
    ts_norm_set(&v->value[TS_ATTR_EMAIL], ts_str(f.email));
}

static void measure_probes(const ts_index *x, const ts_key *key, uint32_t people) {
    enum { PROBES = 200000 };
    ts_fingerprinter *f = ts_fingerprinter_new(key);
    ts_values *v = ts_alloc_array(PROBES, sizeof *v);
    ts_probe *p = ts_alloc_array(PROBES, sizeof *p);
    uint64_t seed = 1, keys = 0, found = 0, candidates = 0, agree = 0;
    for (size_t i = 0; i < PROBES; i++)
        said((uint32_t)(next(&seed) % people), &v[i]);
    double t = ts_cpu_seconds();
    for (size_t i = 0; i < PROBES; i++)
        ts_probe_init(f, &v[i], &p[i]);
    double init = ts_cpu_seconds() - t;
    for (size_t i = 0; i < PROBES; i++)
        keys += p[i].keys;
    static uint64_t row[PROBES][4];
    static uint8_t rows[PROBES];
    t = ts_cpu_seconds();
    for (size_t i = 0; i < PROBES; i++) {
        uint64_t hit[64];
        bool overflow;
        if (i + BATCH < PROBES)
            ts_index_prefetch(x, &p[i + BATCH]);
        size_t n = ts_index_candidates(&x, 1, &p[i], 64, hit, 64, &overflow);
        found += n > 0;
        candidates += n;
        rows[i] = (uint8_t)(n < 4 ? n : 4);
        memcpy(row[i], hit, rows[i] * sizeof *hit);
    }
    double look = ts_cpu_seconds() - t;
    size_t compared = 0;
    t = ts_cpu_seconds();
    for (size_t i = 0; i < PROBES; i++)
        for (size_t k = 0; k < rows[i]; k++, compared++) {
            ts_comparison c;
            ts_index_compare(x, (uint32_t)row[i][k], &p[i], &c);
            agree += c.attr[TS_ATTR_NHS] == TS_AGREES;
        }
    double compare = ts_cpu_seconds() - t;
    printf("probe: fingerprints and tags        %8.0f ns a sighting, %.1f keys\n", init / PROBES * 1e9,
           (double)keys / PROBES);
    printf("probe: look-up, batched             %8.0f ns a sighting, %.0f ns a key, %.2f candidates\n",
           look / PROBES * 1e9, look / (double)keys * 1e9, (double)candidates / PROBES);
    printf("probe: comparison                   %8.0f ns a candidate\n", compare / (double)compared * 1e9);
    printf("probe: all three                    %8.0f sightings/s, %.2f %% found, %.2f %% agree\n",
           PROBES / (init + look + compare), 100.0 * (double)found / PROBES, 100.0 * (double)agree / PROBES);
    ts_fingerprinter_free(f);
    ts_free(v);
    ts_free(p);
}

int main(int argc, char **argv) {
    uint32_t people = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 1000000;
    const char *top = argc > 2 ? argv[2] : "/tmp";
    char csv[512], case_path[512], keys[600];
    snprintf(csv, sizeof csv, "%s/touchstone-index-bench.csv", top);
    snprintf(case_path, sizeof case_path, "%s/touchstone-index-bench-%d.case", top, (int)getpid());
    snprintf(keys, sizeof keys, "%s.keys", case_path);
    setenv("TOUCHSTONE_KEYS", keys, 1);
    write_csv(csv, people);
    struct stat st;
    ts_case *c = NULL;
    ts_case_options o = {.person = "bench"};
    if (stat(csv, &st) || ts_crypt_init() || ts_case_init(case_path, &o) || ts_case_open(case_path, &o, &c)) {
        fprintf(stderr, "%s\n", ts_error_text());
        return 1;
    }
    ts_register_options r = {.organisation = "RBS", .system = "PAS", .as_of = "2023-10-01", .kind = "patient"};
    ts_register_result result = {0};
    double t = ts_cpu_seconds();
    if (ts_register_file(c, csv, &r, &result)) {
        fprintf(stderr, "%s\n", ts_error_text());
        return 1;
    }
    double cpu = ts_cpu_seconds() - t;
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    printf("register: CSV of 12 columns to index %7.0f rows/s, %.0f keys/s, %.1f MB/s, %.0f bytes of memory a person\n",
           (double)result.rows / cpu, (double)result.keys / cpu, (double)st.st_size / cpu / 1e6,
           (double)use.ru_maxrss * 1024 / people);
    ts_register *reg = NULL;
    if (ts_register_open(c->register_dir, &c->register_key, NULL, &reg)) {
        fprintf(stderr, "%s\n", ts_error_text());
        return 1;
    }
    char name[TS_REGISTER_NAME];
    ts_register_name(ts_index_info(ts_register_at(reg, 0)), name);
    if (fstatat(c->register_dir, name, &st, 0) == 0)
        printf("index: %.1f bytes a person, %.2f keys a person, %.2f bytes a key\n", (double)st.st_size / people,
               (double)result.keys / (double)result.people,
               ((double)st.st_size * 511 / 512 - 64.0 * people) / (double)result.keys);
    t = ts_cpu_seconds();
    ts_err err = ts_register_verify(reg);
    printf("verify of all pages: %s, %.0f MB/s\n", err ? ts_error_text() : "sound",
           (double)st.st_size / (ts_cpu_seconds() - t) / 1e6);
    measure_probes(ts_register_at(reg, 0), &c->register_key, people);
    ts_register_close(reg);
    ts_case_close(c);
    unlink(csv);
    return 0;
}
