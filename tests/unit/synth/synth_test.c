/* synth_test.c - a made-up world on disk: the same bytes again, and the truth says what stands there. */
#include "synth/synth.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/digest.h"
#include "base/fs.h"
#include "base/map.h"
#include "base/mem.h"
#include "support/test.h"

static const ts_synth_options small = {.seed = 42, .people = 400, .files = 110, .screenshots = 2, .scans = 1};

static size_t root_len;
static uint64_t sum[4];
static bool without_pictures;

/* What pictures add, or change: they are files too. */
static bool is_of_pictures(const char *path) {
    return strstr(path, "/evidence/proof/") || strstr(path, "/evidence/Scans/") || strstr(path, "/truth/image") ||
           strstr(path, "/truth/files.csv") || strstr(path, "/truth/summary.json");
}

static int visit(const char *path, const struct stat *st, int type, struct FTW *at) {
    (void)st;
    (void)at;
    if (type != FTW_F || (without_pictures && is_of_pictures(path)))
        return 0;
    TS_AUTO(ts_buf, ts_buf_done) bytes = {0};
    ts_buf_add_str(&bytes, path + root_len);
    ts_buf_add_char(&bytes, '\0');
    CHECK(ts_fs_load(AT_FDCWD, path, 1 << 30, &bytes) == TS_OK);
    ts_digest d;
    ts_sha256_of(ts_buf_span(&bytes), &d);
    for (int i = 0; i < 4; i++) { /* a sum does not mind the order of the walk */
        uint64_t part;
        memcpy(&part, d.byte + 8 * i, 8);
        sum[i] += part;
    }
    return 0;
}

static void digest_of(const char *dir, uint64_t out[4]) {
    memset(sum, 0, sizeof sum);
    root_len = strlen(dir);
    CHECK(nftw(dir, visit, 16, FTW_PHYS) == 0);
    memcpy(out, sum, sizeof sum);
}

static const char *world(const char *name, const ts_synth_options *o) {
    static char path[4][4096];
    static int turn;
    char *p = path[turn++ % 4];
    snprintf(p, sizeof path[0], "%s/%s", test_dir(), name);
    ts_err err = ts_synth_make(p, o);
    CHECK_ROW(err == TS_OK, ts_error_text());
    return p;
}

TEST(the_same_options_give_the_same_bytes_in_any_time_zone) {
    uint64_t a[4], b[4], c[4];
    setenv("TZ", "Asia/Tokyo", 1);
    setenv("LC_ALL", "de_DE.UTF-8", 1);
    digest_of(world("a", &small), a);
    setenv("TZ", "America/New_York", 1);
    setenv("TOUCHSTONE_CLOCK", "2031-01-31T12:00:00Z", 1);
    digest_of(world("b", &small), b);
    ts_synth_options other = small;
    other.seed++;
    digest_of(world("c", &other), c);
    CHECK(memcmp(a, b, sizeof a) == 0);
    CHECK(memcmp(a, c, sizeof a) != 0);
}

TEST(pictures_change_nothing_else) {
    ts_synth_options plain = small;
    plain.screenshots = plain.scans = 0;
    uint64_t with[4], without[4];
    without_pictures = true;
    digest_of(world("with", &small), with);
    digest_of(world("without", &plain), without);
    without_pictures = false;
    CHECK(memcmp(with, without, sizeof with) == 0);
}

TEST(a_full_directory_is_left_alone) {
    const char *dir = world("full", &small);
    CHECK(ts_synth_make(dir, &small) == TS_EUSAGE);
}

/* The k-th cell of a line of CSV, quotes removed where the whole cell has them. */
static ts_span cell_at(ts_span line, int k) {
    size_t at = 0;
    for (;; k--) {
        size_t end = at;
        bool quoted = false;
        for (; end < line.len && (quoted || line.ptr[end] != ','); end++)
            quoted ^= line.ptr[end] == '"';
        if (k == 0) {
            ts_span c = ts_slice(line, at, end - at);
            return c.len > 1 && c.ptr[0] == '"' ? ts_slice(c, 1, c.len - 2) : c;
        }
        at = end + 1;
    }
}

static ts_span next_line(ts_span text, size_t *at) {
    size_t end = ts_span_find(text, ts_str("\n"), *at);
    ts_span line = ts_slice(text, *at, (end == SIZE_MAX ? text.len : end) - *at);
    *at = end == SIZE_MAX ? text.len : end + 1;
    return line;
}

enum { PATH, PART, ROW, SHAPE, VERDICT, NHS = 13, SURNAME = 14 };

static uint64_t found, looked, looked_in[5];

/* In the plain UTF-8 formats each planted value stands on some line as it is. */
static void look_for(const char *dir, ts_span line) {
    static ts_buf file;
    static ts_span last;
    static char last_path[512];
    ts_span path = cell_at(line, PATH), surname = cell_at(line, SURNAME);
    static const char *const as_is[] = {".jsonl", ".sql", ".db", ".dbf", ".rtf"};
    bool plain = false;
    for (size_t i = 0; i < TEST_COUNT(as_is); i++)
        if (ts_span_find(path, ts_str(as_is[i]), 0) != SIZE_MAX) {
            plain = true;
            looked_in[i]++;
        }
    for (size_t i = 0; i < surname.len; i++)
        plain &= (unsigned char)surname.ptr[i] < 128; /* others stand there in another charset */
    if (!plain || ts_span_find(path, ts_str("!/"), 0) != SIZE_MAX || ts_span_find(path, ts_str("%"), 0) != SIZE_MAX ||
        ts_span_find(surname, ts_str("'"), 0) != SIZE_MAX)
        return;
    if (!ts_span_eq(path, ts_until_nul(ts_span_of(last_path, sizeof last_path)))) {
        snprintf(last_path, sizeof last_path, "%.*s", (int)path.len, path.ptr);
        char full[8192];
        snprintf(full, sizeof full, "%s/evidence/%s", dir, last_path);
        ts_buf_clear(&file);
        CHECK_ROW(ts_fs_load(AT_FDCWD, full, 1 << 30, &file) == TS_OK, full);
        last = ts_buf_span(&file);
    }
    looked++;
    /* Some lists shout. */
    TS_AUTO(ts_buf, ts_buf_done) loud = {0};
    for (size_t i = 0; i < surname.len; i++)
        ts_buf_add_char(&loud, ts_upper(surname.ptr[i]));
    found += ts_span_find(last, surname, 0) != SIZE_MAX || ts_span_find(last, ts_buf_span(&loud), 0) != SIZE_MAX;
}

TEST(the_truth_says_what_stands_in_the_files) {
    ts_synth_options o = {.seed = 3, .people = 800, .files = 160, .more_formats = true};
    const char *dir = world("truth", &o);
    char path[4200];
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    snprintf(path, sizeof path, "%s/truth/sightings.csv", dir);
    CHECK(ts_fs_load(AT_FDCWD, path, 1 << 30, &text) == TS_OK);
    uint64_t count[4] = {0}, rows = 0;
    size_t at = 0;
    ts_span all = ts_buf_span(&text);
    next_line(all, &at);
    while (at < all.len) {
        ts_span line = next_line(all, &at), verdict = cell_at(line, VERDICT);
        count[0] += ts_span_eq(verdict, ts_str("genuine"));
        count[1] += ts_span_eq(verdict, ts_str("altered"));
        count[2] += ts_span_eq(verdict, ts_str("unknown"));
        count[3] += ts_span_eq(verdict, ts_str("placeholder"));
        rows++;
        look_for(dir, line);
    }
    CHECK(rows > 2000 && rows == count[0] + count[1] + count[2] + count[3]);
    CHECK(count[0] * 100 > rows * 45 && count[0] * 100 < rows * 75);
    CHECK(count[1] * 100 > rows * 4 && count[1] * 100 < rows * 18);
    CHECK(count[2] * 100 > rows * 15 && count[2] * 100 < rows * 45);
    CHECK(count[3] > 5);
    CHECK(looked > 200 && found == looked);
    for (size_t i = 0; i < TEST_COUNT(looked_in); i++)
        CHECK(looked_in[i] > 0);
}

/* Of each value on a picture: a box within it, a row that a sighting has, and a reason where it cannot be seen. */
TEST(the_truth_about_pictures_is_consistent) {
    static const char *const shown[] = {"grid",   "files", "record", "terminal", "mail",
                                        "letter", "form",  "list",   "labels",   "cards"};
    enum { PAGE = 1, SHOWS = 3, VALUE_ROW = 2, KIND, VALUE, LEFT, TOP, RIGHT, BOTTOM, SEEN, WHY };
    const char *dir =
        world("pictures", &(ts_synth_options){.seed = 6, .people = 400, .files = 60, .screenshots = 12, .scans = 5});
    char path[4200];
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    snprintf(path, sizeof path, "%s/truth/image_values.csv", dir);
    CHECK(ts_fs_load(AT_FDCWD, path, 1 << 30, &text) == TS_OK);
    size_t at = 0, whole = 0, hidden = 0, people = 0;
    ts_span all = ts_buf_span(&text);
    next_line(all, &at);
    while (at < all.len) {
        ts_span line = next_line(all, &at), seen = cell_at(line, SEEN);
        uint64_t box[4], row = 99999;
        for (int i = 0; i < 4; i++)
            CHECK(ts_parse_u64(cell_at(line, LEFT + i), &box[i]) && box[i] < 9000);
        CHECK(ts_parse_u64(cell_at(line, VALUE_ROW), &row) && row < 100);
        bool is_whole = ts_span_eq(seen, ts_str("whole"));
        CHECK(is_whole == (cell_at(line, WHY).len == 0));
        CHECK(!is_whole || (box[0] < box[2] && box[1] < box[3]));
        CHECK(cell_at(line, VALUE).len > 0 && cell_at(line, KIND).len > 0);
        whole += is_whole;
        hidden += ts_span_eq(seen, ts_str("no"));
        people += row > 0;
    }
    ts_buf_clear(&text);
    snprintf(path, sizeof path, "%s/truth/images.csv", dir);
    CHECK(ts_fs_load(AT_FDCWD, path, 1 << 30, &text) == TS_OK);
    size_t pages[TEST_COUNT(shown)] = {0};
    for (at = 0; at < text.len;) {
        ts_span shows = cell_at(next_line(ts_buf_span(&text), &at), SHOWS);
        for (size_t i = 0; i < TEST_COUNT(shown); i++)
            pages[i] += ts_span_eq(shows, ts_str(shown[i]));
    }
    for (size_t i = 0; i < TEST_COUNT(shown); i++)
        CHECK_ROW(pages[i] >= 1, shown[i]);
    CHECK(whole > 300 && hidden > 20 && people > whole / 2);
}

static bool have(const char *program) {
    char command[128];
    snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", program);
    FILE *f = popen(command, "r");
    return f && pclose(f) == 0;
}

static void each(const char *dir, const char *glob, const char *command) {
    char line[9000];
    snprintf(
        line, sizeof line,
        "cd '%s/evidence' && n=0; for f in $(find . -name '%s' -not -name '*cut*' -not -name '*locked*' -not -name "
        "'*empty*' -not -name '*-scan.pdf' "
        "-print0 | tr ' \\0' '?\\n'); do %s || { echo bad; exit 1; }; n=$((n+1)); done >/dev/null 2>&1; [ $n -gt 0 ]",
        dir, glob, command);
    FILE *f = popen(line, "r");
    CHECK_ROW(f && pclose(f) == 0, glob);
}

TEST(other_programs_open_what_was_written) {
    ts_synth_options o = {.seed = 8, .people = 400, .files = 420, .more_formats = true};
    const char *dir = world("foreign", &o);
    static const struct {
        const char *program, *glob, *command;
    } row[] = {{"unzip", "*.zip", "unzip -tqq \"$f\""},
               {"unzip", "*.docx", "unzip -tqq \"$f\""},
               {"unzip", "*.xlsx", "unzip -tqq \"$f\""},
               {"unzip", "*.ods", "unzip -tqq \"$f\""},
               {"sqlite3", "*.db", "sqlite3 \"$f\" 'PRAGMA integrity_check'"},
               {"xmllint", "*.odt", "unzip -p \"$f\" content.xml | xmllint --noout -"},
               {"tar", "*.tar", "tar -tf \"$f\""},
               {"xz", "*.tar.xz", "xz -t \"$f\""},
               {"zstd", "*.tar.zst", "zstd -qt \"$f\""},
               {"gzip", "*.tar.gz", "gzip -t \"$f\""},
               {"pdftotext", "*.pdf", "pdftotext \"$f\" - "},
               {"xmllint", "*.docx", "unzip -p \"$f\" word/document.xml | xmllint --noout -"}};
    for (size_t i = 0; i < TEST_COUNT(row); i++)
        if (have(row[i].program))
            each(dir, row[i].glob, row[i].command);
}
