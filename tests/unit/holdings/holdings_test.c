/* holdings_test.c - exports into a case's register: shown, refused, recognised, found again. */
#include <touchstone/holdings.h>

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
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
    for (int k = 1; k < TS_KIND_COUNT; k++)
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
        size_t n = ts_index_candidates(x, &p, row, 64, &overflow);
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
