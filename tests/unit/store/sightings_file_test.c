/* sightings_file_test.c - the files of sightings: any changed bit is noticed, none opens elsewhere, no value is in the clear. */
#include "plain_sightings.h"

TEST(every_flipped_bit_of_a_file_is_found_and_the_file_named) {
    ts_case *c = case_fresh("damage");
    write_plain(c, 1, 20, "VALUE");
    tally t = {.add = 1};
    CHECK(ts_sightings_each(c, true, set_results, &t) == TS_OK);
    static const char *const files[] = {"000001.tss", "000001-1.tsr"};
    for (size_t f = 0; f < TEST_COUNT(files); f++) {
        char path[400];
        snprintf(path, sizeof path, "%s/sightings/%s", case_path("damage"), files[f]);
        uint64_t bits = file_size(path) * 8;
        int missed = 0;
        CHECK(bits > 0);
        for (uint64_t bit = 0; bit < bits; bit++) {
            file_flip(path, bit);
            ts_err err = ts_sightings_each(c, false, tally_up, &t);
            t.values[0] = 0;
            missed += !(err == TS_EDAMAGED || err == TS_EKEY) || !strstr(ts_error_text(), files[f]);
            file_flip(path, bit);
        }
        CHECK_ROW(missed == 0, files[f]);
        CHECK(truncate(path, (off_t)(bits / 8 - 1)) == 0);
        CHECK(ts_sightings_each(c, false, tally_up, &t) == TS_EDAMAGED && strstr(ts_error_text(), files[f]));
        CHECK(unlink(path) == 0);
        CHECK(ts_sightings_each(c, false, tally_up, &t) == TS_EDAMAGED && strstr(ts_error_text(), "missing"));
        if (f == 0)
            break; /* without the first there is no reading the second */
    }
    ts_case_close(c);
}

TEST(every_flipped_bit_of_results_is_found) {
    ts_case *c = case_fresh("damage2");
    write_plain(c, 1, 20, "VALUE");
    tally t = {.add = 1};
    CHECK(ts_sightings_each(c, true, set_results, &t) == TS_OK);
    char path[400];
    snprintf(path, sizeof path, "%s/sightings/000001-1.tsr", case_path("damage2"));
    int missed = 0;
    for (uint64_t bit = 0; bit < file_size(path) * 8; bit++) {
        file_flip(path, bit);
        ts_err err = ts_sightings_each(c, false, tally_up, &t);
        t.values[0] = 0;
        missed += !(err == TS_EDAMAGED || err == TS_EKEY) || !strstr(ts_error_text(), "000001-1.tsr");
        file_flip(path, bit);
    }
    CHECK(missed == 0);
    ts_case_close(c);
}

TEST(a_chunk_opens_in_its_own_file_alone) {
    ts_case *c = case_fresh("moved");
    write_plain(c, 1, 20, "FIRST");
    write_plain(c, 2, 20, "OTHER"); /* of the very same length */
    char a[400], b[400];
    snprintf(a, sizeof a, "%s/sightings/000001.tss", case_path("moved"));
    snprintf(b, sizeof b, "%s/sightings/000002.tss", case_path("moved"));
    TS_AUTO(ts_buf, ts_buf_done) one = {0}, two = {0};
    CHECK(ts_fs_load(AT_FDCWD, a, 1 << 20, &one) == TS_OK && ts_fs_load(AT_FDCWD, b, 1 << 20, &two) == TS_OK);
    enum { HEAD = 32, END = 40 };
    if (one.len == two.len) /* head and end stay: only what is sealed is exchanged */
        memcpy(one.ptr + HEAD, two.ptr + HEAD, one.len - HEAD - END);
    CHECK(one.len == two.len);
    int fd = open(a, O_WRONLY);
    CHECK(write(fd, one.ptr, one.len) == (ssize_t)one.len);
    close(fd);
    tally t = {0};
    CHECK(ts_sightings_each(c, false, tally_up, &t) == TS_EDAMAGED && strstr(ts_error_text(), "000001.tss"));
    ts_case_close(c);
}

TEST(another_cases_file_is_a_wrong_key) {
    ts_case *c = case_fresh("key-a"), *d = case_fresh("key-b");
    write_plain(c, 1, 20, "VALUE");
    write_plain(d, 1, 20, "VALUE");
    char command[900];
    snprintf(command, sizeof command, "cp '%s/key-a.case/sightings/000001.tss' '%s/key-b.case/sightings/000001.tss'",
             test_dir(), test_dir());
    CHECK(system(command) == 0);
    tally t = {0};
    CHECK(ts_sightings_each(d, false, tally_up, &t) == TS_EKEY);
    ts_case_close(c);
    ts_case_close(d);
}

TEST(no_value_of_a_sighting_stands_in_clear) {
    ts_case *c = case_fresh("clear");
    ts_findings f = {0};
    ts_segment_record s;
    ts_sightings_writer *w;
    plain_findings(&f, &s, 1, 50, "ZEBEDEEMARLOWE");
    snprintf(s.part, sizeof s.part, "QUINTRELSHEET");
    CHECK(ts_sightings_writer_new(c, &w) == TS_OK && ts_sightings_add(w, &s, &f) == TS_OK);
    CHECK(ts_case_begin(c) == TS_OK && ts_sightings_flush(w) == TS_OK && ts_case_commit(c) == TS_OK);
    ts_sightings_writer_free(w);
    ts_findings_done(&f);
    tally t = {.add = 1};
    CHECK(ts_sightings_each(c, true, set_results, &t) == TS_OK);
    uint64_t person = 0x1122334455667788u;
    for (int open = 1; open >= 0; open--) {
        CHECK(!tree_holds(case_path("clear"), ts_str("ZEBEDEE")));
        CHECK(!tree_holds(case_path("clear"), ts_str("QUINTREL")));
        CHECK(!tree_holds(case_path("clear"), ts_span_of(&person, sizeof person)));
        CHECK(tree_holds(case_path("clear"), ts_str("TSSIGHT")));
        if (open)
            ts_case_close(c);
    }
}
