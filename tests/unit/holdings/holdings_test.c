/* holdings_test.c - exports into a case's register: shown, refused, recognised, found again. */
#include <touchstone/holdings.h>

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/digest.h"
#include "base/fs.h"
#include "detect/detector.h"
#include "store/case.h"
#include "store/register.h"
#include "support/test.h"

enum { PEOPLE = 400 };

static ts_case *fresh_case(const char *name) {
    static char path[512], keys[512];
    snprintf(keys, sizeof keys, "%s/keys", test_dir());
    setenv("TOUCHSTONE_KEYS", keys, 1);
    snprintf(path, sizeof path, "%s/%s.case", test_dir(), name);
    ts_case_options o = {.person = "Test"};
    ts_case *c = NULL;
    CHECK(ts_crypt_init() == TS_OK);
    CHECK(ts_case_init(path, &o) == TS_OK);
    CHECK(ts_case_open(path, &o, &c) == TS_OK);
    return c;
}

/* What another program does to the export once it is hashed and before its first row is read. */
static struct {
    const char *path; /* NULL: nothing */
    off_t at; /* where it writes, or at which length it cuts where text is NULL */
    const char *text;
    unsigned done;
} meanwhile;

ts_err __real_ts_sha256_file(int fd, uint64_t at, uint64_t len, ts_digest *out, uint64_t *bytes);
ts_err __wrap_ts_sha256_file(int fd, uint64_t at, uint64_t len, ts_digest *out, uint64_t *bytes);
ts_err __wrap_ts_sha256_file(int fd, uint64_t at, uint64_t len, ts_digest *out, uint64_t *bytes) {
    ts_err err = __real_ts_sha256_file(fd, at, len, out, bytes);
    struct stat hashed, meant;
    if (meanwhile.path && fstat(fd, &hashed) == 0 && stat(meanwhile.path, &meant) == 0 &&
        hashed.st_ino == meant.st_ino) {
        int other = open(meanwhile.path, O_WRONLY);
        bool good = meanwhile.text ? pwrite(other, meanwhile.text, strlen(meanwhile.text), meanwhile.at) > 0
                                   : ftruncate(other, meanwhile.at) == 0;
        meanwhile.done += other >= 0 && good;
        close(other);
    }
    return err;
}

/* A valid number of the 999 range. */
static void health_number(unsigned i, char out[11]) {
    for (unsigned n = 100 + i * 3;; n++) {
        int sum = 0;
        snprintf(out, 11, "999%06u", n);
        for (int k = 0; k < 9; k++)
            sum += (out[k] - '0') * (10 - k);
        int check = (11 - sum % 11) % 11;
        if (check == 10)
            continue;
        out[9] = (char)('0' + check);
        out[10] = 0;
        return;
    }
}

static void export_text(ts_buf *out, unsigned people, unsigned bad) {
    ts_buf_add_str(out, "NHS Number,Hospital Number,Surname,Forename,Date of Birth,Postcode\n");
    for (unsigned i = 0; i < people; i++) {
        char nhs[11];
        health_number(i, nhs);
        ts_buf_addf(out, "%s,R%07u,%s%c,Mary,%02u/%02u/%u,L%u %u%c%c\n", nhs, 1000000 + i, i % 2 ? "Hartley" : "Brook",
                    'a' + i % 20, 1 + i % 28, 1 + i % 12, 1940 + i % 70, 1 + i % 30, i % 10, 'A' + i % 7, 'A' + i % 5);
    }
    for (unsigned i = 0; i < bad; i++)
        ts_buf_add_str(out, "cut,short\n");
}

static void save(const char *dir, const char *name, ts_span text, char *path, size_t size) {
    int fd = -1;
    CHECK(ts_fs_open_dir(AT_FDCWD, dir, &fd) == TS_OK);
    CHECK(ts_fs_replace(fd, name, text, 0600) == TS_OK);
    close(fd);
    snprintf(path, size, "%s/%s", dir, name);
}

static void versions(uint8_t v[TS_NORMAL_VERSIONS]) {
    memset(v, 0, TS_NORMAL_VERSIONS);
    for (int k = 1; k < TS_KIND_COUNT && k < TS_NORMAL_VERSIONS; k++)
        v[k] = (uint8_t)ts_detector_of((ts_kind)k)->version;
}

TEST(an_export_is_registered_once_and_found) {
    ts_case *c = fresh_case("once");
    char path[600], *shown = NULL;
    size_t size = 0;
    ts_buf text = {0};
    export_text(&text, PEOPLE, 3);
    save(test_dir(), "pas.csv", ts_buf_span(&text), path, sizeof path);
    ts_register_options o = {.organisation = "RBS", .system = "PAS", .as_of = "2023-10-01", .complete = true};
    ts_register_result r = {0};

    o.dry = true;
    o.show = open_memstream(&shown, &size);
    CHECK(ts_register_file(c, path, &o, &r) == TS_OK && r.people == PEOPLE && r.bad_rows == 3 && r.keys == 0);
    fclose(o.show);
    o.show = NULL;
    o.dry = false;
    CHECK(strstr(shown, "nhs_number") && strstr(shown, "line 402: "));
    CHECK(strstr(shown, "\\R9999999") && !strstr(shown, "Hartley") && !strstr(shown, "R1000001") &&
          !strstr(shown, "cut"));
    free(shown);

    CHECK(ts_register_file(c, path, &o, &r) == TS_OK && !r.already && r.rows == PEOPLE + 3 && r.keys > PEOPLE * 4);
    CHECK(ts_register_file(c, path, &o, &r) == TS_OK && r.already);

    uint8_t v[TS_NORMAL_VERSIONS];
    versions(v);
    ts_register *reg = NULL;
    CHECK(ts_register_open(c->register_dir, &c->register_key, v, &reg) == TS_OK && ts_register_count(reg) == 1);
    const ts_index *x = ts_register_at(reg, 0);
    CHECK(strcmp(ts_index_info(x)->kind, "patient") == 0 && ts_index_info(x)->complete && ts_index_people(x) == PEOPLE);
    ts_fingerprinter *f = ts_fingerprinter_new(&c->register_key);
    for (unsigned i = 0; i < PEOPLE; i++) {
        char nhs[11];
        health_number(i, nhs);
        ts_values said = {0};
        ts_norm_set(&said.value[TS_ATTR_NHS], ts_str(nhs));
        ts_norm_set(&said.value[TS_ATTR_FORENAME], ts_str("MARY"));
        ts_probe p;
        uint32_t row[64];
        bool overflow;
        ts_probe_init(f, &said, &p);
        size_t n = ts_index_candidates(x, &p, 64, row, 64, &overflow);
        ts_held held = {0};
        ts_comparison cmp;
        CHECK(n >= 1);
        ts_index_held(x, n ? row[0] : 0, &held);
        ts_index_compare(x, n ? row[0] : 0, &p, &cmp);
        CHECK(held.source_row == i + 1 && cmp.attr[TS_ATTR_NHS] == TS_AGREES &&
              cmp.attr[TS_ATTR_FORENAME] == TS_AGREES);
    }
    ts_fingerprinter_free(f);
    ts_register_close(reg);
    ts_buf_done(&text);
    ts_case_close(c);
}

TEST(bad_rows_stop_unless_accepted) {
    ts_case *c = fresh_case("bad");
    char path[600];
    ts_buf text = {0};
    export_text(&text, 90, 10);
    save(test_dir(), "bad.csv", ts_buf_span(&text), path, sizeof path);
    ts_register_options o = {.organisation = "RBS", .system = "PAS", .as_of = "2023-10-01"};
    ts_register_result r = {0};
    CHECK(ts_register_file(c, path, &o, &r) == TS_EFORMAT);
    CHECK(strstr(ts_error_text(), "line 92") && !strstr(ts_error_text(), "cut"));
    ts_register *reg = NULL;
    CHECK(ts_register_open(c->register_dir, &c->register_key, NULL, &reg) == TS_OK && ts_register_count(reg) == 0);
    ts_register_close(reg);
    o.accept_bad = "known gap of 2019";
    CHECK(ts_register_file(c, path, &o, &r) == TS_OK && r.bad_rows == 10);
    o.organisation = NULL;
    CHECK(ts_register_file(c, path, &o, &r) == TS_EUSAGE);
    ts_buf_done(&text);
    ts_case_close(c);
}

/* Called Page, Count or Total, a person stands in the export like any other. */
TEST(a_person_is_no_footer) {
    ts_case *c = fresh_case("page");
    char path[600], *shown = NULL;
    size_t size = 0;
    ts_register_options o = {.organisation = "RBS", .system = "PAS", .as_of = "2023-10-01", .dry = true};
    ts_register_result r = {0};
    save(test_dir(), "page.csv",
         ts_str("surname,forename,birth_date,nhs_number,postcode,phone,email,gp,ward\n"
                "Smith,Ann,1980-02-03,9990000018,,,,,\nTotal,,,,,,,,2\nHartley,Ann,1980-02-03,9990000034,,,,,\n"
                "Page,John,1990-01-01,9990000026,,,,,\nTotal,,,,,,,,3\n"),
         path, sizeof path);
    o.show = open_memstream(&shown, &size);
    o.accept_bad = "its totals";
    CHECK(ts_register_file(c, path, &o, &r) == TS_OK && r.people == 3 && r.rows == 4 && r.bad_rows == 1);
    fclose(o.show);
    CHECK(strstr(shown, "1 lines below the rows are footers"));
    CHECK(strstr(shown, "line 3: it reads as a footer"));
    CHECK(strstr(shown, "surname  (filled 75.0 %"));
    CHECK(!strstr(shown, "Hartley") && !strstr(shown, "Page"));
    free(shown);
    ts_case_close(c);
}

TEST(a_directory_is_drafted_then_registered) {
    ts_case *c = fresh_case("directory");
    char dir[512], path[600];
    snprintf(dir, sizeof dir, "%s/exports", test_dir());
    CHECK(mkdir(dir, 0700) == 0);
    ts_register_result r = {0};
    CHECK(ts_register_directory(c, dir, NULL, &r) == TS_EUSAGE);
    CHECK(unlinkat(AT_FDCWD, "nonsuch", 0) != 0);
    ts_buf text = {0}, draft = {0};
    export_text(&text, 50, 0);
    save(dir, "pas_2021-03-31.csv", ts_buf_span(&text), path, sizeof path);
    CHECK(ts_register_directory(c, dir, NULL, &r) == TS_EUSAGE);
    snprintf(path, sizeof path, "%s/holdings.toml", dir);
    CHECK(ts_fs_load(AT_FDCWD, path, 1 << 20, &draft) == TS_OK);
    CHECK(strstr(draft.ptr, "as_of = \"2021-03-31\"") && strstr(draft.ptr, "# \"Surname\" = \"surname\"") &&
          !strstr(draft.ptr, "Hartley"));
    CHECK(ts_register_directory(c, dir, NULL, &r) == TS_EUSAGE); /* organisation is still empty */
    save(dir, "holdings.toml",
         ts_str("[[holding]]\nfile = \"pas_2021-03-31.csv\"\norganisation = \"RBS\"\nsystem = \"PAS\"\nas_of = "
                "\"2021-03-31\"\n"
                "travels = true\n[holding.columns]\n\"Forename\" = \"ignore\"\n"),
         path, sizeof path);
    CHECK(ts_register_directory(c, dir, NULL, &r) == TS_OK && r.people == 50 && !r.already);
    CHECK(ts_register_directory(c, dir, NULL, &r) == TS_OK && r.already);
    ts_buf_done(&text);
    ts_buf_done(&draft);
    ts_case_close(c);
}

static size_t files_in(int dir) {
    size_t n = 0;
    DIR *d = fdopendir(openat(dir, ".", O_RDONLY | O_DIRECTORY));
    CHECK(d != NULL);
    for (struct dirent *e; d && (e = readdir(d));)
        n += strstr(e->d_name, ".tsx") != NULL;
    if (d)
        closedir(d);
    return n;
}

/* Hashed as one file and read as another, an index would stand in the log under a digest that nobody can have. */
TEST(an_export_that_changes_between_hashing_and_reading_is_not_registered) {
    ts_case *c = fresh_case("meanwhile");
    ts_buf text = {0};
    char path[600], before[TS_HEAD_TEXT], after[TS_HEAD_TEXT];
    export_text(&text, PEOPLE, 0);
    ts_register_options o = {.organisation = "RBS", .system = "PAS", .as_of = "2023-10-01"};
    ts_register_result r = {.rows = 77};
    const char *row = strstr(text.ptr, "Brooka");
    const struct {
        const char *what;
        off_t at;
        const char *text;
    } rows[] = {{"one letter of a name, at the same length", row - text.ptr, "Crook"},
                {"the last digit of the last row", (off_t)text.len - 2, "Z"},
                {"a row more", (off_t)text.len, "9990000018,R7777777,Late,Ann,01/02/1950,L1 1AA\n"},
                {"an empty line more", (off_t)text.len, "\n"},
                {"half of its rows", (off_t)text.len / 2, NULL}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        save(test_dir(), "growing.csv", ts_buf_span(&text), path, sizeof path);
        snprintf(before, sizeof before, "%s", ts_case_head(c));
        meanwhile.path = path;
        meanwhile.at = rows[i].at;
        meanwhile.text = rows[i].text;
        meanwhile.done = 0;
        CHECK_ROW(ts_register_file(c, path, &o, &r) == TS_ECHANGED, rows[i].what);
        meanwhile.path = NULL;
        CHECK_ROW(meanwhile.done == 1, rows[i].what);
        const char *said = ts_error_text();
        CHECK_ROW(strstr(said, "growing.csv changed while it was read") && strstr(said, "when it is complete"), said);
        CHECK_ROW(!strstr(said, "Brook") && !strstr(said, "Late"), said);
        /* nothing in force, nothing left behind, nothing in the log, the caller's result as it was */
        ts_register *reg = NULL;
        CHECK_ROW(ts_register_open(c->register_dir, &c->register_key, NULL, &reg) == TS_OK &&
                      ts_register_count(reg) == 0,
                  rows[i].what);
        ts_register_close(reg);
        snprintf(after, sizeof after, "%s", ts_case_head(c));
        CHECK_ROW(files_in(c->register_dir) == 0 && strcmp(before, after) == 0 && r.rows == 77, rows[i].what);
    }
    /* at rest it is taken, and what changes then is no matter of ours */
    save(test_dir(), "growing.csv", ts_buf_span(&text), path, sizeof path);
    CHECK(ts_register_file(c, path, &o, &r) == TS_OK && r.people == PEOPLE && files_in(c->register_dir) == 1);
    ts_buf_done(&text);
    ts_case_close(c);
}
