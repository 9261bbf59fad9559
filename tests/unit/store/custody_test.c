/* custody_test.c - the chain of acts: what is done to the log is found, and a killed process loses nothing. */
#include "store/custody.h"

#include <signal.h>
#include <sys/wait.h>
#include "base/digest.h"
#include "unit/store/case_support.h"

static const char *log_of(const char *name) {
    static char path[300];
    snprintf(path, sizeof path, "%s/custody.log", case_path(name));
    return path;
}

static void load_log(const char *name, ts_buf *out) {
    ts_buf_clear(out);
    CHECK(ts_fs_load(AT_FDCWD, log_of(name), (size_t)1 << 24, out) == TS_OK);
}

static void store_log(const char *name, ts_span text) {
    int fd = open(log_of(name), O_WRONLY | O_TRUNC);
    CHECK(write(fd, text.ptr, text.len) == (ssize_t)text.len);
    close(fd);
}

/* A case with entries 1 (init) to `entries`. */
static void case_with(const char *name, int entries) {
    ts_case *c = case_fresh(name);
    for (int i = 2; i <= entries; i++) {
        char details[64];
        snprintf(details, sizeof details, "{\"report\":%d}", i);
        CHECK(ts_case_record(c, "report", details) == TS_OK);
    }
    ts_case_close(c);
}

static ts_log_check check(const char *name, const char *head) {
    ts_log_check v = {0};
    CHECK_ROW(ts_log_verify(case_path(name), head, &v) == TS_OK, ts_error_text());
    return v;
}

static ts_span line_of(ts_span text, int number) {
    size_t at = 0;
    for (int i = 1; i < number; i++)
        at = ts_span_find(text, ts_str("\n"), at) + 1;
    return ts_slice(text, at, ts_span_find(text, ts_str("\n"), at) + 1 - at);
}

TEST(a_whole_log_is_sound_and_says_what_it_cannot_know) {
    case_with("whole", 4);
    ts_log_check v = check("whole", NULL);
    CHECK(v.sound && v.entries == 4 && !v.head_given);
    CHECK_ROW(strstr(v.what, "cannot be excluded"), v.what);
    ts_log_check with = check("whole", v.head);
    CHECK(with.sound && with.head_found && with.head_entry == 4);
    ts_case *c = case_again("whole");
    CHECK(strcmp(ts_case_head(c), v.head) == 0);
    CHECK(ts_case_record(c, "report", NULL) == TS_OK && strcmp(ts_case_head(c), v.head) != 0);
    ts_case_close(c);
    with = check("whole", v.head);
    CHECK(with.sound && with.head_found && with.head_entry == 4 && with.entries == 5);
    ts_log_check out;
    CHECK(ts_log_verify(case_path("whole"), "12", &out) == TS_EUSAGE);
}

TEST(an_entry_is_plain_sha256_over_its_json) {
    case_with("plain", 2);
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    load_log("plain", &text);
    ts_span line = line_of(ts_buf_span(&text), 2);
    size_t tab = ts_span_find(line, ts_str("\t"), 0);
    ts_digest d;
    char hex[65];
    ts_sha256_of(ts_slice(line, 0, tab), &d);
    ts_digest_hex(&d, hex);
    CHECK(ts_span_eq(ts_slice(line, tab + 1, 64), ts_str(hex)));
    ts_span first = line_of(ts_buf_span(&text), 1);
    size_t tab1 = ts_span_find(first, ts_str("\t"), 0);
    ts_span prev = ts_slice(first, tab1 + 1, 64);
    CHECK(ts_span_find(line, prev, 0) < tab);
    static const char *const parts[] = {"{\"entry\":2,\"time\":\"20",
                                        "\"act\":\"report\"",
                                        "\"person\":\"Test Analyst\"",
                                        "\"user\":\"",
                                        "\"machine\":\"",
                                        "\"details\":{\"report\":2},\"prev\":\""};
    for (size_t i = 0; i < TEST_COUNT(parts); i++)
        CHECK_ROW(ts_span_find(line, ts_str(parts[i]), 0) != SIZE_MAX, parts[i]);
}

TEST(every_flipped_bit_is_found) {
    case_with("flip", 3);
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    load_log("flip", &text);
    int missed = 0;
    for (size_t i = 0; i < text.len * 8; i++) {
        text.ptr[i / 8] ^= (char)(1 << i % 8);
        store_log("flip", ts_buf_span(&text));
        missed += check("flip", NULL).sound;
        text.ptr[i / 8] ^= (char)(1 << i % 8);
    }
    CHECK(missed == 0);
}

TEST(what_was_done_is_named_with_its_place) {
    static const struct {
        const char *name;
        int order[8]; /* lines as they then stand; 0 ends */
        uint64_t bad;
        const char *what;
    } rows[] = {
        {"swapped", {1, 3, 2, 4, 5}, 2, "2 and 3 are swapped"},
        {"missing", {1, 2, 4, 5}, 3, "entry 3 is missing"},
        {"two missing", {1, 4, 5}, 2, "entries 2 to 3 are missing"},
        {"first missing", {2, 3, 4, 5}, 1, "entry 1 is missing"},
        {"twice", {1, 2, 2, 3, 4, 5}, 2, "stands twice"},
        {"moved", {1, 4, 2, 3, 5}, 2, "another order"},
        {"again", {1, 2, 3, 4, 5, 2}, 2, "stands again"},
        {"nothing", {0}, 1, "no entry"},
    };
    case_with("order", 5);
    TS_AUTO(ts_buf, ts_buf_done) text = {0}, made = {0};
    load_log("order", &text);
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_buf_clear(&made);
        for (int k = 0; rows[i].order[k]; k++)
            ts_buf_add(&made, line_of(ts_buf_span(&text), rows[i].order[k]));
        store_log("order", ts_buf_span(&made));
        ts_log_check v = check("order", NULL);
        CHECK_ROW(!v.sound, rows[i].name);
        CHECK_ROW(strstr(v.what, rows[i].what), v.what);
    }
}

TEST(a_cut_tail_is_found_with_the_head_code_alone) {
    case_with("cut", 5);
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    load_log("cut", &text);
    ts_log_check whole = check("cut", NULL);
    size_t keep = 0;
    for (int i = 1; i <= 3; i++)
        keep += line_of(ts_buf_span(&text), i).len;
    store_log("cut", ts_slice(ts_buf_span(&text), 0, keep));
    CHECK(check("cut", NULL).sound); /* and says that it cannot know */
    ts_log_check v = check("cut", whole.head);
    CHECK(!v.sound && !v.head_found && strstr(v.what, "were cut"));
    ts_case *c = NULL; /* the case's database knows better */
    CHECK(ts_case_open(case_path("cut"), &case_person, &c) == TS_EDAMAGED);
    CHECK_ROW(strstr(ts_error_text(), "custody.log"), ts_error_text());
    store_log("cut", ts_slice(ts_buf_span(&text), 0, keep + 10));
    v = check("cut", NULL);
    CHECK(!v.sound && strstr(v.what, "cut off in its middle"));
}

TEST(a_rewritten_entry_with_a_fresh_digest_fails_its_signature) {
    case_with("forged", 2);
    TS_AUTO(ts_buf, ts_buf_done) text = {0}, made = {0};
    load_log("forged", &text);
    ts_span first = line_of(ts_buf_span(&text), 1), last = line_of(ts_buf_span(&text), 2);
    size_t tab = ts_span_find(last, ts_str("\t"), 0);
    char *report = text.ptr + (last.ptr - text.ptr) + ts_span_find(last, ts_str("report"), 0);
    report[0] = 'R';
    ts_digest d;
    char hex[65];
    ts_sha256_of(ts_slice(last, 0, tab), &d);
    ts_digest_hex(&d, hex);
    ts_buf_add(&made, first);
    ts_buf_add(&made, ts_slice(last, 0, tab + 1));
    ts_buf_add_str(&made, hex);
    ts_buf_add(&made, ts_slice(last, tab + 65, last.len));
    store_log("forged", ts_buf_span(&made));
    ts_log_check v = check("forged", NULL);
    CHECK(!v.sound && strstr(v.what, "signature"));
}

/* The same key signed it, but after another history: a copy of the case was worked on as well. */
TEST(an_entry_of_another_branch_does_not_follow) {
    case_with("branch", 1);
    case_copy("branch", "branch2");
    static const char *const names[] = {"branch", "branch2"};
    TS_AUTO(ts_buf, ts_buf_done) text = {0}, other = {0}, made = {0};
    for (size_t i = 0; i < TEST_COUNT(names); i++) {
        ts_case *c = case_again(names[i]);
        CHECK(ts_case_record(c, i ? "assess" : "report", NULL) == TS_OK);
        CHECK(ts_case_record(c, "report", NULL) == TS_OK);
        ts_case_close(c);
    }
    load_log("branch", &text);
    load_log("branch2", &other);
    ts_buf_add(&made, line_of(ts_buf_span(&text), 1));
    ts_buf_add(&made, line_of(ts_buf_span(&text), 2));
    ts_buf_add(&made, line_of(ts_buf_span(&other), 3));
    store_log("branch", ts_buf_span(&made));
    ts_log_check v = check("branch", NULL);
    CHECK(!v.sound);
    CHECK_ROW(strstr(v.what, "entry 3 does not follow entry 2"), v.what);
}

/* The state between commit and append: the outbox is full, and the log lacks the lines, or has a part of them. */
TEST(what_was_committed_reaches_the_log_at_the_next_open) {
    ts_case *c = case_fresh("outbox");
    CHECK(ts_case_begin(c) == TS_OK);
    CHECK(ts_custody_add(c->custody, "one", ts_str("{\"n\":1}")) == TS_OK);
    CHECK(ts_custody_add(c->custody, "two", ts_str("{\n \"n\":\t2}")) == TS_OK);
    CHECK(ts_db_commit(c->db) == TS_OK); /* and no flush */
    case_copy("outbox", "torn");
    CHECK(ts_custody_flush(c->custody) == TS_OK);
    ts_case_close(c);
    TS_AUTO(ts_buf, ts_buf_done) whole = {0}, now = {0};
    load_log("outbox", &whole);
    size_t first = line_of(ts_buf_span(&whole), 1).len;
    CHECK(check("outbox", NULL).sound && check("outbox", NULL).entries == 3);
    for (size_t len = first; len <= whole.len; len += 37) {
        for (int zeros = 0; zeros < 2; zeros++) {
            case_copy("torn", "torn2");
            TS_AUTO(ts_buf, ts_buf_done) part = {0};
            ts_buf_add(&part, ts_slice(ts_buf_span(&whole), 0, len));
            for (size_t i = len; zeros && i < whole.len; i++)
                ts_buf_add_char(&part, 0);
            store_log("torn2", ts_buf_span(&part));
            c = case_again("torn2");
            ts_case_close(c);
            load_log("torn2", &now);
            CHECK(ts_span_eq(ts_buf_span(&now), ts_buf_span(&whole)));
        }
    }
    /* Foreign bytes there are damage, and stay. */
    case_copy("torn", "torn3");
    TS_AUTO(ts_buf, ts_buf_done) part = {0};
    ts_buf_add(&part, ts_slice(ts_buf_span(&whole), 0, first));
    ts_buf_add_str(&part, "{\"entry\":2,\"time\":\"a forged one\"}");
    store_log("torn3", ts_buf_span(&part));
    c = NULL;
    CHECK(ts_case_open(case_path("torn3"), &case_person, &c) == TS_EDAMAGED);
    load_log("torn3", &now);
    CHECK(ts_span_eq(ts_buf_span(&now), ts_buf_span(&part)));
}

TEST(a_rolled_back_act_leaves_no_entry) {
    ts_case *c = case_fresh("undone");
    CHECK(ts_case_begin(c) == TS_OK);
    CHECK(ts_custody_add(c->custody, "nothing", ts_str("")) == TS_OK);
    ts_case_rollback(c);
    CHECK(ts_case_record(c, "report", NULL) == TS_OK);
    CHECK(ts_custody_add(c->custody, "outside", ts_str("")) == TS_EINTERNAL);
    ts_case_close(c);
    ts_log_check v = check("undone", NULL);
    CHECK(v.sound && v.entries == 2);
}

/* Killed at any moment: the log is sound, and holds each act that was acknowledged. */
TEST(kill_9_loses_no_acknowledged_act) {
    ts_case_close(case_fresh("killed"));
    unsigned acknowledged = 0;
    for (int round = 0; round < 12; round++) {
        int fds[2];
        CHECK(pipe(fds) == 0);
        pid_t child = fork();
        if (child == 0) {
            ts_case *c = NULL;
            if (ts_case_open(case_path("killed"), &case_person, &c))
                _exit(3);
            for (;;)
                if (ts_case_record(c, "act", "{\"text\":\"0123456789012345678901234567890123456789\"}") ||
                    write(fds[1], "x", 1) != 1)
                    _exit(4);
        }
        close(fds[1]);
        char one; /* the later rounds are killed behind an act that was acknowledged, however slow the machine */
        if (round >= 8 && read(fds[0], &one, 1) == 1)
            acknowledged++;
        usleep(3000u + (unsigned)round * 1700u);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        char done[4096];
        for (ssize_t n; (n = read(fds[0], done, sizeof done)) > 0;)
            acknowledged += (unsigned)n;
        close(fds[0]);
        ts_case_close(case_again("killed"));
        ts_log_check v = check("killed", NULL);
        CHECK_ROW(v.sound, v.what);
        CHECK(v.entries >= 1 + acknowledged && v.entries <= 1 + acknowledged + (unsigned)round + 1);
    }
    CHECK(acknowledged > 0);
}
