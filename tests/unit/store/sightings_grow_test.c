/* sightings_grow_test.c - files of sightings grow step by step, with one dictionary; what an older program wrote is read. */
#include <sys/stat.h>

#include "base/clock.h"
#include "plain_sightings.h"
#include "store/blockfile.h"
#include "store/chunk.h"

static void keep(ts_case *c, ts_sightings_writer *w) {
    CHECK(ts_case_begin(c) == TS_OK && ts_sightings_flush(w) == TS_OK && ts_case_commit(c) == TS_OK);
}

static const char *first_file(const char *name) {
    static char path[400];
    snprintf(path, sizeof path, "%s/sightings/000001.tss", case_path(name));
    return path;
}

/* Rows of a number and a day of their own; the record's date is the sighting's but for every seventh. */
static void numbered(ts_findings *f, ts_segment_record *s, unsigned blob, unsigned from, unsigned n) {
    ts_findings_clear(f);
    *s = (ts_segment_record){.blob = digest_of(blob), .type = TS_SEGMENT_TABLE, .rows = n, .columns = 2};
    for (unsigned i = from; i < from + n; i++) {
        char text[2][32];
        uint64_t mixed = (i + 1) * UINT64_C(0x9E3779B97F4A7C15);
        snprintf(text[0], 32, "%020llu", (unsigned long long)mixed);
        snprintf(text[1], 32, "%u-%02u-%02u", 1970 + (unsigned)(mixed >> 60), (unsigned)(mixed >> 40) % 12 + 1,
                 (unsigned)(mixed >> 20) % 28 + 1);
        ts_sighting *g = ts_findings_add_sighting(f);
        *g = (ts_sighting){.first = (uint32_t)f->mentions, .count = 2, .place = i - from + 1};
        g->date = i % 7 ? ts_date_parse_iso(ts_str(text[1])) : (ts_date)i;
        for (int k = 0; k < 2; k++) {
            ts_mention *m = ts_findings_add_mention(f);
            m->kind = k ? TS_KIND_RECORD_DATE : TS_KIND_LOCAL_ID;
            m->row = i - from;
            ts_findings_set_norm(f, m, ts_str(text[k]));
        }
    }
}

typedef struct sums {
    uint64_t rows, wrong, results;
    unsigned from; /* of the first row; segments go on where the one before ended */
    unsigned again; /* not 0: so many rows on, the first come once more */
    uint32_t files;
} sums;

static ts_err compare(void *context, uint32_t file, uint64_t first, const ts_segment_record *segment,
                      const ts_findings *f, ts_result *result) {
    sums *t = context;
    ts_findings want = {0};
    ts_segment_record s;
    (void)first;
    t->files = file;
    unsigned blob = segment->ordinal;
    unsigned from = t->again && t->from >= t->again ? t->from - t->again : t->from;
    numbered(&want, &s, blob, from, (unsigned)f->sightings);
    t->wrong += f->mentions != want.mentions;
    for (size_t i = 0; i < f->mentions && i < want.mentions; i++)
        t->wrong += !ts_span_eq(f->mention[i].norm, want.mention[i].norm) || f->mention[i].row != want.mention[i].row;
    for (size_t i = 0; i < f->sightings; i++) {
        t->wrong += f->sighting[i].date != want.sighting[i].date;
        t->results += result[i].weight != 0;
    }
    t->rows += f->sightings;
    t->from += (unsigned)f->sightings;
    ts_findings_done(&want);
    return TS_OK;
}

static void add(ts_sightings_writer *w, unsigned from, unsigned n) {
    ts_findings f = {0};
    ts_segment_record s;
    numbered(&f, &s, 1, from, n);
    CHECK(ts_sightings_add(w, &s, &f) == TS_OK);
    ts_findings_done(&f);
}

TEST(steps_are_added_to_one_file_and_share_a_dictionary) {
    ts_case *c = case_fresh("grow");
    ts_sightings_writer *w;
    uint64_t size[3] = {0};
    CHECK(ts_sightings_writer_new(c, &w) == TS_OK);
    for (int step = 0; step < 3; step++) { /* the second step brings the rows of the first again */
        add(w, step == 2 ? 5000 : 0, 5000);
        keep(c, w);
        CHECK(ts_sightings_pending(w) == 0);
        size[step] = file_size(first_file("grow"));
        sums t = {.again = 5000};
        CHECK_ROW(ts_sightings_each(c, false, compare, &t) == TS_OK, ts_error_text());
        CHECK(t.rows == 5000u * ((unsigned)step + 1) && t.files == 1 && t.wrong == 0);
    }
    CHECK((size[1] - size[0]) * 3 < size[0] && (size[2] - size[1]) * 3 > size[0] * 2);
    ts_sightings_writer_free(w);
    CHECK(file_size(first_file("grow")) == size[2]); /* nothing is written at its end */
    ts_case_close(c);
}

TEST(sightings_that_came_after_a_pass_have_no_results) {
    ts_case *c = case_fresh("later");
    ts_sightings_writer *w;
    CHECK(ts_sightings_writer_new(c, &w) == TS_OK);
    add(w, 0, 20000); /* more than one block of results */
    keep(c, w);
    tally set = {.add = 1};
    CHECK(ts_sightings_each(c, true, set_results, &set) == TS_OK);
    add(w, 20000, 20000);
    keep(c, w);
    sums t = {0};
    CHECK_ROW(ts_sightings_each(c, false, compare, &t) == TS_OK, ts_error_text());
    CHECK(t.rows == 40000 && t.wrong == 0 && t.results == 20000);
    CHECK(ts_sightings_each(c, true, set_results, &set) == TS_OK);
    t = (sums){0};
    CHECK(ts_sightings_each(c, false, compare, &t) == TS_OK && t.results == 40000);
    ts_sightings_writer_free(w);
    ts_case_close(c);
}

TEST(a_step_that_is_not_kept_is_not_read) {
    ts_case *c = case_fresh("cut");
    ts_sightings_writer *w;
    CHECK(ts_sightings_writer_new(c, &w) == TS_OK);
    add(w, 0, 100);
    keep(c, w);
    uint64_t size = file_size(first_file("cut"));
    add(w, 100, 100);
    CHECK(ts_case_begin(c) == TS_OK && ts_sightings_flush(w) == TS_OK);
    ts_case_rollback(c);
    ts_sightings_writer_free(w);
    CHECK(file_size(first_file("cut")) > size);
    size = file_size(first_file("cut"));
    for (int open = 0; open < 2; open++) {
        sums t = {0};
        CHECK_ROW(ts_sightings_each(c, false, compare, &t) == TS_OK && t.rows == 100 && !t.wrong, ts_error_text());
        ts_case_close(c);
        c = case_again("cut");
        CHECK(file_size(first_file("cut")) == size); /* nothing is cut off on the word of a number */
    }
    ts_case_close(c);
}

TEST(every_flipped_bit_of_a_grown_file_is_found) {
    ts_case *c = case_fresh("flip");
    ts_sightings_writer *w;
    CHECK(ts_sightings_writer_new(c, &w) == TS_OK);
    for (unsigned i = 0; i < 2; i++) {
        add(w, 0, 3);
        keep(c, w);
    }
    ts_sightings_writer_free(w);
    uint64_t missed = 0;
    for (uint64_t bit = 0; bit < file_size(first_file("flip")) * 8; bit++) {
        file_flip(first_file("flip"), bit);
        tally t = {0};
        ts_err err = ts_sightings_each(c, false, tally_up, &t);
        missed += (err != TS_EDAMAGED && err != TS_EKEY) || !strstr(ts_error_text(), "000001.tss");
        file_flip(first_file("flip"), bit);
    }
    CHECK(missed == 0);
    /* An older state of it, whole blocks of which were taken away, is not what the database knows. */
    ts_stmt *s;
    CHECK(ts_db_prepare(c->db, "UPDATE sighting_file SET digest = zeroblob(32)", &s) == TS_OK &&
          ts_stmt_run(s) == TS_OK);
    tally t = {0};
    CHECK(ts_sightings_each(c, false, tally_up, &t) == TS_EDAMAGED);
    ts_case_close(c);
}

/* Chunks of one file in turn. */
TEST(a_dictionary_that_became_large_is_forgotten) {
    ts_chunk *k = ts_chunk_new();
    ts_chunk_reader *r = ts_chunk_reader_new();
    enum { ROWS = 60000, CHUNKS = 9 };
    ts_findings f = {0};
    ts_segment_record s;
    TS_AUTO(ts_buf, ts_buf_done) bytes = {0};
    uint64_t wrong = 0, anew = 0, reading;
    for (unsigned i = 0; i < CHUNKS; i++) {
        const uint32_t *border;
        size_t borders;
        bool more = false;
        const ts_findings *got;
        numbered(&f, &s, 1, i * ROWS, ROWS);
        CHECK(ts_chunk_add(k, &s, 1, &f) == TS_OK && ts_chunk_sightings(k) == ROWS);
        ts_buf_clear(&bytes);
        ts_chunk_take(k, &bytes, &border, &borders);
        for (size_t b = 0; b < borders; b++)
            wrong += border[b] > bytes.len || (b && border[b] < border[b - 1]);
        anew += bytes.ptr[1] == 1;
        CHECK(ts_chunk_reader_open(r, ts_buf_span(&bytes), 2) == TS_OK);
        CHECK(ts_chunk_reader_next(r, &s, &reading, &got, &more) == TS_OK && more && got->mentions == f.mentions);
        for (size_t m = 0; m < f.mentions; m++)
            wrong += !ts_span_eq(got->mention[m].norm, f.mention[m].norm);
    }
    CHECK(wrong == 0);
    CHECK(anew == 2); /* the first, and once it had become large */
    ts_findings_done(&f);
    ts_chunk_free(k);
    ts_chunk_reader_free(r);
}

/* Schema 1: no mark of the dictionary in a chunk, dates from 1970, an end. */
TEST(a_file_of_an_older_program_is_read) {
    ts_case *c = case_fresh("older");
    ts_chunk *k = ts_chunk_new();
    ts_findings f = {0};
    ts_segment_record s;
    plain_findings(&f, &s, 1, 2, "VALUE");
    f.sighting[0].date = 5;
    f.sighting[1].date = 12;
    TS_AUTO(ts_buf, ts_buf_done) bytes = {0};
    ts_block_head head = {TS_BLOCK_SIGHTINGS, 1, 0, c->key_id, 1};
    ts_block_writer *w;
    ts_block_sum sum;
    CHECK(ts_block_create(c->sightings_dir, &head, &c->seal_key, &w) == TS_OK);
    for (int i = 0; i < 2; i++) { /* each with a dictionary of its own */
        const uint32_t *border;
        size_t borders;
        ts_buf_clear(&bytes);
        CHECK(ts_chunk_add(k, &s, 1, &f) == TS_OK);
        ts_chunk_take(k, &bytes, &border, &borders);
        ts_chunk_forget(k);
        memmove(bytes.ptr + 1, bytes.ptr + 2, --bytes.len - 1);
        CHECK(ts_block_add(w, ts_buf_span(&bytes), NULL, 0) == TS_OK);
    }
    CHECK(ts_block_finish(w, &sum) == TS_OK);
    ts_stmt *q;
    CHECK(ts_db_prepare(c->db, "INSERT INTO sighting_file VALUES (1, ?, ?, 2, 4)", &q) == TS_OK);
    ts_bind_int(q, 1, (int64_t)sum.bytes);
    ts_bind_span(q, 2, ts_span_of(sum.digest.byte, sizeof sum.digest.byte));
    CHECK(ts_stmt_run(q) == TS_OK);
    CHECK(ts_db_prepare(c->db, "INSERT INTO reading VALUES (?, 1, 4, 4)", &q) == TS_OK);
    ts_bind_span(q, 1, ts_span_of(s.blob.byte, sizeof s.blob.byte));
    CHECK(ts_stmt_run(q) == TS_OK);
    tally t = {0};
    CHECK_ROW(ts_sightings_each(c, false, tally_up, &t) == TS_OK, ts_error_text());
    CHECK_ROW(t.sightings == 4 && strcmp(t.values, "VALUE VALUE ") == 0, t.values);
    ts_chunk_reader *r = ts_chunk_reader_new();
    const ts_findings *got;
    uint64_t reading;
    bool more = false;
    CHECK(ts_chunk_reader_open(r, ts_buf_span(&bytes), 1) == TS_OK);
    CHECK(ts_chunk_reader_next(r, &s, &reading, &got, &more) == TS_OK && more);
    CHECK(got->sighting[0].date == 5 && got->sighting[1].date == 7); /* as written: 7 days after the one before */
    ts_chunk_reader_free(r);
    ts_findings_done(&f);
    ts_chunk_free(k);
    char path[400];
    snprintf(path, sizeof path, "%s", first_file("older"));
    file_flip(path, 8 * 8 + 7); /* schema 129 */
    CHECK(ts_sightings_each(c, false, tally_up, &t) == TS_EDAMAGED && strstr(ts_error_text(), "newer"));
    ts_case_close(c);
}
