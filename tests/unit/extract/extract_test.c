/* extract_test.c - which reader takes what, and how what was not read is counted. */
#include <unistd.h>

#include "extract/magic.h"
#include "reading.h"

TEST(each_blob_goes_to_its_reader) {
    static const struct {
        const char *file, *format;
    } rows[] = {
        {"people.csv", "csv"},          {"excel.csv", "csv"},         {"latin1.csv", "csv"},
        {"utf16.csv", "csv"},           {"people.json", "ndjson"},    {"people.ndjson", "ndjson"},
        {"people.xlsx", "xlsx"},        {"letter.html", "html"},      {"letter.docx", "docx"},
        {"sqlite_dump.sql", "sqldump"}, {"mysqldump.sql", "sqldump"}, {"pg_copy.sql", "sqldump"},
        {"pg_inserts.sql", "sqldump"},  {"people.zip", "zip"},        {"../foreign/mail/folder.mbox", "mbox"},
        {"contacts.vcf", "vcard"},      {"clinic.ics", "ical"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(rows[i].file);
        reading r;
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(strcmp(reading_format(&r), rows[i].format) == 0, rows[i].file);
        CHECK_ROW(r.err == TS_OK && !r.broken && r.outcome.reason == TS_READ && r.outcome.unread == 0, rows[i].file);
        reading_done(&r);
    }
}

/* It would not be asked where it wins. */
TEST(no_format_bids_more_than_its_most) {
    static const char *const text[] = {"people.csv",      "excel.csv",     "people.json", "letter.html",
                                       "sqlite_dump.sql", "mysqldump.sql", "pg_copy.sql", "contacts.vcf"};
    static const char *const more[] = {
        " id |  name  | born\n----+--------+------\n  1 | Smith  | 1987\n  2 | Kowal  | 1990\n",
        "9990000018  SMITH     1987\n9990000026  KOWALSKI  1990\n9990000034  OKAFOR    1971\n"
        "9990000042  ABARA     1984\n9990000050  LINDQVIST 1966\n9990000069  MOORE     1959\n"
        "9990000077  CHEN      1999\n9990000085  HAQUE     2001\n9990000093  BYRNE     1948\n"};
    size_t won = 0;
    for (size_t i = 0; i < TEST_COUNT(text) + TEST_COUNT(more); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = {0};
        if (i < TEST_COUNT(text))
            b = reading_fixture(text[i]);
        else
            ts_buf_add_str(&b, more[i - TEST_COUNT(text)]);
        ts_span s = ts_buf_span(&b);
        const ts_head head = {.raw = s, .tail = s, .text = s, .size = s.len, .all = true};
        for (size_t k = 0; k < ts_extractor_count; k++) {
            const ts_extractor *x = ts_extractors[k];
            CHECK_ROW(!x->text || x->bid(&head) <= TS_BID_TEXT, x->name);
            if (!x->most)
                continue;
            int bid = x->bid(&head);
            CHECK_ROW(bid <= x->most, x->name);
            won += bid == x->most;
        }
    }
    CHECK(won >= 3); /* the most is no more than that */
}

/* Bytes that may be of another format are asked as text too. */
TEST(a_page_that_quotes_the_sign_of_another_format_is_a_page) {
    reading r;
    reading_of(&r, ts_str("<!DOCTYPE html><html><body><p>A PDF begins with %PDF-1.7.</p></body></html>"));
    CHECK(strcmp(reading_format(&r), "html") == 0);
    reading_done(&r);
}

/* Nobody reads them; the ledger says what they are all the same. */
TEST(types_that_nobody_reads_are_named) {
    static const struct {
        const char *head;
        size_t len;
        const char *type;
    } rows[] = {{"\0\0\0\x18"
                 "ftypmp42\0\0\0\0",
                 16, "mp4"},
                {"\0\0\0\x18"
                 "ftypqt  \0\0\0\0",
                 16, "mov"},
                {"RIFF\1\2\3\4WAVEfmt ", 16, "wav"},
                {"XXXX\1\2\3\4WAVEfmt ", 16, NULL},
                {"\x7F"
                 "ELF\2\1\1\0\0\0\0\0\0\0\0\0",
                 16, "elf"},
                {"\xCA\xFE\xBA\xBE\0\0\0\x3D\0\1\2\3", 12, "class"},
                {"\xA7\x0D\r\n\0\0\0\0\1\2\3\4\5\6\7\x08\xE3", 17, "pyc"},
                {"PAR1\x15\0\x15\0\0\0\0\0", 12, "parquet"},
                {"\1\2\3\4\5\6\7\x08\0\0\0\0", 12, NULL},
                {"", 0, NULL}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        const char *type = ts_magic_type((ts_span){rows[i].head, rows[i].len});
        CHECK_ROW(type ? rows[i].type && strcmp(type, rows[i].type) == 0 : !rows[i].type, rows[i].type);
    }
    reading r;
    TS_AUTO(ts_buf, ts_buf_done) exe = {0};
    ts_buf_add_str(&exe, "MZ");
    while (exe.len < 60)
        ts_buf_add_char(&exe, 0);
    ts_buf_add(&exe, (ts_span){"\x40\0\0\0PE\0\0\x64\x86", 10});
    reading_of(&r, ts_buf_span(&exe));
    CHECK(strcmp(reading_format(&r), "carve") == 0 && r.outcome.type && strcmp(r.outcome.type, "exe") == 0 &&
          r.outcome.reason == TS_REASON_UNSUPPORTED && r.outcome.unread == exe.len);
    reading_done(&r);
    reading_of(&r, ts_str("MZ is how this plain text begins, and it goes on for more than sixty-four letters in all"));
    CHECK(strcmp(reading_format(&r), "plain") == 0 && !r.outcome.type);
    reading_done(&r);
}

TEST(every_extractor_is_named_once_and_has_a_version) {
    for (size_t i = 0; i < ts_extractor_count; i++) {
        CHECK_ROW(ts_extractors[i]->version > 0 && ts_extractors[i]->bid, ts_extractors[i]->name);
        /* This program, like touchstone-worker, has our own readers alone, and knows who has the others. */
        CHECK_ROW((ts_extractors[i]->run == NULL) == (ts_extractors[i]->profile != TS_PROFILE_OWN),
                  ts_extractors[i]->name);
        for (size_t k = 0; k < i; k++)
            CHECK_ROW(strcmp(ts_extractors[i]->name, ts_extractors[k]->name) != 0, ts_extractors[i]->name);
    }
}

/* Latin-1, a mark before UTF-8: the text differs from the bytes, the offsets of what does not differ still hold. */
TEST(offsets_are_the_blob_s_own_whatever_the_charset) {
    static const struct {
        const char *bytes;
        size_t mapped;
    } rows[] = {
        {"\xEF\xBB\xBFid,name\n1,Ann\n2,Bob\n3,Cy\n", 8},
        {"id,name\n1,Si\xE2n\n2,Bob\n3,Cy\n", 7},
        {"id,name\n1,Si\xC3\xA2n\n2,Bob\n3,Cy\n", 8},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        reading r;
        reading_of(&r, ts_str(rows[i].bytes));
        CHECK_ROW(!r.broken && strcmp(reading_format(&r), "csv") == 0 && r.mapped_cells == rows[i].mapped, r.log.ptr);
        CHECK_ROW(i == 0 || reading_says(&r, "row 2|1|Si\xC3\xA2n"), r.log.ptr);
        reading_done(&r);
    }
}

TEST(plain_text_keeps_every_byte) {
    static const char text[] = "Dear Ann,\r\nform\ffeed and \tal\0l.\n\nNo line end at the end";
    ts_span bytes = {text, sizeof text - 1};
    reading r;
    reading_of(&r, bytes);
    CHECK(strcmp(reading_format(&r), "plain") == 0 && !r.broken && ts_span_eq(ts_buf_span(&r.text), bytes));
    reading_done(&r);
}

TEST(a_file_that_shrinks_has_changed) {
    FILE *f = tmpfile();
    CHECK(f != NULL);
    for (int i = 0; i < 200000; i++)
        fputs("some text that is plain\n", f);
    fflush(f);
    ts_source in;
    ts_source_file(&in, fileno(f), 0, 200000 * 24);
    CHECK(ftruncate(fileno(f), 1000000) == 0);
    reading r;
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    ts_buf_reserve(&b, 200000 * 24);
    for (int i = 0; i < 200000; i++)
        ts_buf_add_str(&b, "some text that is plain\n");
    reading_run(&r, &in, ts_buf_span(&b));
    CHECK(r.err == TS_OK && !r.broken && r.outcome.reason == TS_REASON_CHANGED &&
          r.outcome.unread == 200000 * 24 - 1000000);
    reading_done(&r);
    ts_source_done(&in);
    fclose(f);
}

TEST(a_range_of_a_file_is_a_blob_of_its_own) {
    FILE *f = tmpfile();
    fputs("junk before|id,name\n1,Ann\n2,Bob\n3,Cy\n|junk behind", f);
    fflush(f);
    ts_source in;
    ts_span middle = ts_str("id,name\n1,Ann\n2,Bob\n3,Cy\n");
    ts_source_file(&in, fileno(f), 12, middle.len);
    reading r;
    reading_run(&r, &in, middle);
    CHECK(!r.broken && r.rows == 4 && r.mapped_cells == 8);
    reading_done(&r);
    ts_source_done(&in);
    fclose(f);
}

TEST(errors_have_their_reasons) {
    static const struct {
        ts_err err;
        ts_reason reason;
    } rows[] = {
        {TS_OK, TS_READ},
        {TS_EFORMAT, TS_REASON_CORRUPT},
        {TS_ELIMIT, TS_REASON_TOO_LARGE},
        {TS_EUNSUPPORTED, TS_REASON_UNSUPPORTED},
        {TS_EENCRYPTED, TS_REASON_ENCRYPTED},
        {TS_EIO, TS_REASON_UNREADABLE},
        {TS_ECHANGED, TS_REASON_CHANGED},
        {TS_EPOLICY, TS_REASON_POLICY},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(ts_reason_of(rows[i].err) == rows[i].reason, ts_error_name(rows[i].err));
}
