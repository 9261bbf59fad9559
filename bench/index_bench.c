/* index_bench.c - the holdings index and its peers, for bench/index.
 *
 *     index_bench csv PEOPLE FILE         writes an export of 12 columns
 *     index_bench build PEOPLE DIR        builds an index from values (eight attributes), no CSV in between
 *     index_bench snapshot PEOPLE DIR N   builds another one that rests on it, one row in N changed
 *     index_bench look PEOPLE DIR         look-ups, comparisons, whole sightings, in memory
 *     index_bench cold PEOPLE DIR         look-ups when nothing of the file is in memory: pages read a probe
 *     index_bench lmdb|sqlite KEYS DIR    so many keys in a peer, looked up in the same way
 *
 * Prints NAME VALUE, one figure a line; seconds are CPU seconds unless they say wall.
 */
#include <fcntl.h>
#include <lmdb.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/mem.h"
#include "store/finder.h"

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
    static const char vowels[] = "aeiou";
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
    snprintf(f->surname, sizeof f->surname, "%c%c%c%cer%c", (char)('A' + a % 20), vowels[(a >> 8) % 5],
             (char)('b' + (a >> 16) % 12), vowels[(a >> 24) % 5], (char)('k' + (a >> 32) % 5));
    /* as skewed as forenames are: a few hundred, some of them very common */
    unsigned given = (unsigned)((b % 640) * (b / 640 % 640) / 640);
    snprintf(f->forename, sizeof f->forename, "%c%c%c%ca", "JMRSWTEGAHKLPDBC"[given % 16], vowels[given / 16 % 5],
             "nrlst"[given / 80 % 5], vowels[given / 400 % 5]);
    snprintf(f->birth, sizeof f->birth, "%02u/%02u/%u", (unsigned)(b >> 8) % 28 + 1, (unsigned)(b >> 16) % 12 + 1,
             (unsigned)(1930 + (b >> 32) % 90));
    f->sex[0] = b & 1 ? 'F' : 'M', f->sex[1] = 0;
    snprintf(f->address, sizeof f->address, "%u %c%c%cton Road", (unsigned)(c % 120) + 1,
             "BCDFGHKLMNPRSTW"[(c >> 48) % 15], vowels[(c >> 52) % 5], "lmnrstbdgkp"[(c >> 55) % 11]);
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

/* A row of the holding: number, local id, name, sex, birth date, address, postcode. */
static void held(uint32_t i, ts_values *v) {
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
    upper(&v->value[TS_ATTR_ADDRESS], f.address);
    upper(&v->value[TS_ATTR_POSTCODE], f.postcode);
}

static const ts_key key = {{1, 2, 3}};

static void die(void) {
    fprintf(stderr, "%s\n", ts_error_text());
    exit(1);
}
static void must(ts_err err) {
    if (err)
        die();
}
static double peak(void) {
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    return (double)use.ru_maxrss * 1024;
}
static double wall(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int open_dir(const char *path) {
    int dir = -1;
    must(ts_fs_make_dir(AT_FDCWD, path));
    must(ts_fs_open_dir(AT_FDCWD, path, &dir));
    return dir;
}

/* ---- building ---- */

static void build(uint32_t people, const char *path, unsigned snapshot, uint32_t changed) {
    int dir = open_dir(path);
    ts_holding_info info = {
        .organisation = "RBS", .system = "PAS", .kind = "patient", .as_of = 19000 + (ts_date)snapshot};
    info.source.byte[0] = (unsigned char)(snapshot + 1);
    char name[TS_REGISTER_NAME];
    ts_register_name(&info, name);
    ts_register *r = NULL;
    ts_index_builder *b = NULL;
    const ts_index *alike[TS_INDEX_STILLS];
    must(ts_register_open(dir, &key, NULL, &r));
    must(ts_index_build(&key, &info, dir, &b));
    ts_index_build_on(b, alike, ts_register_alike(r, &info, alike, TS_INDEX_STILLS));
    double cpu = ts_cpu_seconds(), began = wall();
    for (uint32_t i = 0; i < people; i++) {
        ts_values v;
        held(i, &v);
        if (changed && i % changed == 0)
            upper(&v.value[TS_ATTR_ADDRESS], "1 NEWHOUSE RD");
        must(ts_index_add(b, &v, false, i + 1));
    }
    uint64_t keys = ts_index_builder_keys(b);
    must(ts_index_finish(b, &info, name));
    printf("build_cpu %.3f\nbuild_wall %.1f\nkeys %llu\npeak %.0f\n", ts_cpu_seconds() - cpu, wall() - began,
           (unsigned long long)keys, peak());
    must(ts_register_add(dir, &key, name));
    ts_register_close(r);
    struct stat st;
    if (fstatat(dir, name, &st, 0) == 0)
        printf("bytes %lld\n", (long long)st.st_size);
    close(dir);
}

/* ---- looking up ---- */

enum { PROBES = 1000000 };

static ts_register *open_register(const char *path) {
    int dir = open_dir(path);
    ts_register *r = NULL;
    must(ts_register_open(dir, &key, NULL, &r));
    close(dir);
    if (!ts_register_count(r))
        exit(1);
    return r;
}

/* One value alone: its fingerprint, and whether the file has it. */
static void look_values(const ts_index *x, uint32_t people) {
    ts_fingerprinter *f = ts_fingerprinter_new(&key);
    ts_norm *v = ts_alloc_array(PROBES, sizeof *v);
    uint64_t *k = ts_alloc_array(PROBES, sizeof *k), seed = 1, found = 0;
    ts_index_range *r = ts_alloc_array(PROBES, sizeof *r), one;
    for (size_t i = 0; i < PROBES; i++) {
        ts_values all;
        held((uint32_t)(next(&seed) % people), &all);
        v[i] = all.value[TS_ATTR_NHS];
    }
    double t = ts_cpu_seconds();
    for (size_t i = 0; i < PROBES; i++)
        k[i] = ts_fingerprint(f, 1, ts_norm_span(&v[i]));
    double alone = ts_cpu_seconds() - t;
    ts_index_ranges(x, k, PROBES, 64, r); /* warm: every page was touched */
    t = ts_cpu_seconds();
    ts_index_ranges(x, k, PROBES, 64, r);
    double batched = ts_cpu_seconds() - t;
    t = ts_cpu_seconds();
    for (size_t i = 0; i < PROBES; i++) {
        ts_index_ranges(x, &k[i], 1, 64, &one);
        found += one.to - one.from;
    }
    double single = ts_cpu_seconds() - t;
    for (size_t i = 0; i < PROBES; i++)
        found += r[i].to - r[i].from;
    printf("fingerprint_ns %.1f\nprobe_single_ns %.1f\nprobe_batched_ns %.1f\nvalues_found %.4f\n",
           alone / PROBES * 1e9, single / PROBES * 1e9, batched / PROBES * 1e9, (double)found / (2 * PROBES));
    ts_fingerprinter_free(f);
    ts_free(v);
    ts_free(k);
    ts_free(r);
}

/* Whole sightings as verification does them: all keys of all files, all candidates compared. */
static void look_sightings(const ts_register *r, uint32_t people) {
    enum { SIGHTINGS = 300000 };
    ts_fingerprinter *f = ts_fingerprinter_new(&key);
    ts_finder *finder = ts_finder_new(r);
    uint64_t seed = 7, keys = 0, rows = 0, right = 0;
    ts_values *v = ts_alloc_array(SIGHTINGS, sizeof *v);
    uint32_t *who = ts_alloc_array(SIGHTINGS, sizeof *who);
    ts_probe p;
    for (size_t i = 0; i < SIGHTINGS; i++)
        held(who[i] = (uint32_t)(next(&seed) % people), &v[i]);
    double t = ts_cpu_seconds();
    for (size_t i = 0; i < SIGHTINGS; i++) {
        ts_probe_init(f, &v[i], &p);
        keys += p.keys;
    }
    double init = ts_cpu_seconds() - t;
    t = ts_cpu_seconds();
    for (size_t i = 0; i < SIGHTINGS; i++) {
        const ts_finder_row *row;
        ts_probe_init(f, &v[i], &p);
        ts_finder_prefetch(finder, &p);
        size_t n = ts_finder_find(finder, &p, 4096, &row);
        rows += n;
        for (size_t k = 0; k < n; k++)
            right += row[k].snapshot == 0 && row[k].held.source_row == who[i] + 1;
    }
    double find = ts_cpu_seconds() - t - init;
    ts_free(v);
    ts_free(who);
    printf(
        "sighting_probe_ns %.0f\nsighting_find_ns %.0f\nsighting_keys %.2f\nsighting_rows %.2f\nsightings_right %.4f\n",
        init / SIGHTINGS * 1e9, find / SIGHTINGS * 1e9, (double)keys / SIGHTINGS, (double)rows / SIGHTINGS,
        (double)right / SIGHTINGS);
    ts_finder_free(finder);
    ts_fingerprinter_free(f);
}

static void look(uint32_t people, const char *path) {
    ts_register *r = open_register(path);
    double t = ts_cpu_seconds();
    must(ts_register_verify(r));
    printf("verify_cpu %.3f\n", ts_cpu_seconds() - t);
    look_values(ts_register_at(r, 0), people);
    look_sightings(r, people);
    ts_register_close(r);
}

/* Pages that are not in memory are faults that wait for the disk. */
static void cold(uint32_t people, const char *path) {
    enum { FEW = 20000 };
    int dir = open_dir(path), fd = -1;
    ts_register *r = open_register(path);
    char name[TS_REGISTER_NAME];
    ts_register_name(ts_index_info(ts_register_at(r, 0)), name);
    ts_register_close(r);
    must(ts_fs_open(dir, name, &fd));
    fdatasync(fd);
    posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    r = open_register(path);
    const ts_index *x = ts_register_at(r, 0);
    ts_fingerprinter *f = ts_fingerprinter_new(&key);
    struct rusage before, after;
    uint64_t seed = 3, found = 0;
    double began = wall();
    ts_index_expect(x);
    sleep(people > 10000000 ? 5 : 1); /* while it is read ahead */
    getrusage(RUSAGE_SELF, &before);
    for (uint32_t i = 0; i < FEW; i++) {
        ts_values v;
        uint32_t line[64];
        bool overflow;
        held((uint32_t)(next(&seed) % people), &v);
        ts_probe p = {.keys = 1};
        p.key[0] = ts_fingerprint(f, 1, ts_norm_span(&v.value[TS_ATTR_NHS]));
        found += ts_index_candidates(x, &p, 64, line, 64, &overflow) > 0;
    }
    getrusage(RUSAGE_SELF, &after);
    printf("cold_reads %.3f\ncold_us %.1f\ncold_found %.4f\n", (double)(after.ru_majflt - before.ru_majflt) / FEW,
           (wall() - began) / FEW * 1e6, (double)found / FEW);
    ts_fingerprinter_free(f);
    ts_register_close(r);
    close(fd);
    close(dir);
}

/* ---- peers ---- */

static uint64_t key_of(uint64_t i) {
    uint64_t s = i * UINT64_C(0x2545F4914F6CDD1D);
    return next(&s);
}

static int by_value(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Keys ascending: the fastest way in for both. */
static uint64_t *sorted_keys(size_t n) {
    uint64_t *k = ts_alloc_array(n, sizeof *k);
    for (size_t i = 0; i < n; i++)
        k[i] = key_of(i);
    qsort(k, n, sizeof *k, by_value);
    return k;
}

static void need(int rc) {
    if (rc != 0) {
        fprintf(stderr, "peer: error %d\n", rc);
        exit(1);
    }
}

static void with_lmdb(size_t n, const char *path) {
    char file[512];
    snprintf(file, sizeof file, "%s/peer.lmdb", path);
    MDB_env *env;
    MDB_txn *txn;
    MDB_dbi dbi;
    close(open_dir(path));
    unlink(file);
    need(mdb_env_create(&env));
    need(mdb_env_set_mapsize(env, (size_t)64 << 30));
    need(mdb_env_open(env, file, MDB_NOSUBDIR | MDB_NOSYNC | MDB_NOLOCK, 0600));
    need(mdb_txn_begin(env, NULL, 0, &txn));
    need(mdb_dbi_open(txn, NULL, MDB_CREATE | MDB_INTEGERKEY, &dbi));
    uint64_t *k = sorted_keys(n);
    double t = ts_cpu_seconds();
    for (size_t i = 0; i < n; i++) {
        uint32_t row = (uint32_t)i;
        MDB_val name = {8, &k[i]}, value = {4, &row};
        int rc = mdb_put(txn, dbi, &name, &value, MDB_APPEND);
        need(rc == MDB_KEYEXIST ? 0 : rc);
    }
    need(mdb_txn_commit(txn));
    printf("peer_build_cpu %.3f\n", ts_cpu_seconds() - t);
    ts_free(k);
    struct stat st;
    if (stat(file, &st) == 0)
        printf("peer_bytes %lld\n", (long long)st.st_size);
    need(mdb_txn_begin(env, NULL, MDB_RDONLY, &txn));
    uint64_t seed = 1, found = 0;
    uint64_t *ask = ts_alloc_array(PROBES, sizeof *ask);
    for (size_t i = 0; i < PROBES; i++)
        ask[i] = key_of(next(&seed) % n);
    t = ts_cpu_seconds();
    for (size_t i = 0; i < PROBES; i++) {
        MDB_val name = {8, &ask[i]}, value;
        found += mdb_get(txn, dbi, &name, &value) == 0;
    }
    double spent = ts_cpu_seconds() - t;
    ts_free(ask);
    printf("peer_probe_ns %.1f\npeer_found %.4f\n", spent / PROBES * 1e9, (double)found / PROBES);
    mdb_txn_abort(txn);
    mdb_env_close(env);
    unlink(file);
}

static void with_sqlite(size_t n, const char *path) {
    char file[512];
    snprintf(file, sizeof file, "%s/peer.sqlite", path);
    close(open_dir(path));
    unlink(file);
    sqlite3 *db;
    sqlite3_stmt *s;
    need(sqlite3_open(file, &db));
    need(sqlite3_exec(db,
                      "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA mmap_size=68719476736; BEGIN;"
                      "CREATE TABLE k(key INTEGER PRIMARY KEY, row INTEGER)",
                      NULL, NULL, NULL));
    need(sqlite3_prepare_v2(db, "INSERT OR IGNORE INTO k VALUES(?, ?)", -1, &s, NULL));
    uint64_t *k = sorted_keys(n);
    double t = ts_cpu_seconds();
    for (int half = 1; half >= 0; half--) /* as signed numbers: the upper half comes first */
        for (size_t i = 0; i < n; i++) {
            if ((int)(k[i] >> 63) != half)
                continue;
            sqlite3_bind_int64(s, 1, (sqlite3_int64)k[i]);
            sqlite3_bind_int64(s, 2, (sqlite3_int64)i);
            if (sqlite3_step(s) != SQLITE_DONE)
                need(1);
            sqlite3_reset(s);
        }
    sqlite3_finalize(s);
    need(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL));
    printf("peer_build_cpu %.3f\n", ts_cpu_seconds() - t);
    ts_free(k);
    struct stat st;
    if (stat(file, &st) == 0)
        printf("peer_bytes %lld\n", (long long)st.st_size);
    need(sqlite3_exec(db, "BEGIN", NULL, NULL, NULL));
    need(sqlite3_prepare_v2(db, "SELECT row FROM k WHERE key = ?", -1, &s, NULL));
    uint64_t seed = 1, found = 0;
    uint64_t *ask = ts_alloc_array(PROBES, sizeof *ask);
    for (size_t i = 0; i < PROBES; i++)
        ask[i] = key_of(next(&seed) % n);
    t = ts_cpu_seconds();
    for (size_t i = 0; i < PROBES; i++) {
        sqlite3_bind_int64(s, 1, (sqlite3_int64)ask[i]);
        found += sqlite3_step(s) == SQLITE_ROW;
        sqlite3_reset(s);
    }
    double spent = ts_cpu_seconds() - t;
    ts_free(ask);
    printf("peer_probe_ns %.1f\npeer_found %.4f\n", spent / PROBES * 1e9, (double)found / PROBES);
    sqlite3_finalize(s);
    sqlite3_close(db);
    unlink(file);
}

int main(int argc, char **argv) {
    const char *what = argc > 3 ? argv[1] : "";
    uint32_t n = argc > 3 ? (uint32_t)strtoul(argv[2], NULL, 10) : 0;
    if (ts_crypt_init())
        die();
    if (!strcmp(what, "csv"))
        write_csv(argv[3], n);
    else if (!strcmp(what, "build"))
        build(n, argv[3], 0, 0);
    else if (!strcmp(what, "snapshot") && argc > 4)
        build(n, argv[3], 1, (uint32_t)strtoul(argv[4], NULL, 10));
    else if (!strcmp(what, "look"))
        look(n, argv[3]);
    else if (!strcmp(what, "cold"))
        cold(n, argv[3]);
    else if (!strcmp(what, "lmdb"))
        with_lmdb(n, argv[3]);
    else if (!strcmp(what, "sqlite"))
        with_sqlite(n, argv[3]);
    else {
        fprintf(stderr, "index_bench csv|build|look|cold|lmdb|sqlite NUMBER PLACE, snapshot PEOPLE DIR N\n");
        return 2;
    }
    return 0;
}
