/* sightings_test.c - sightings go in and come out alike; old readings, results, size and crashes. */
#include "store/sightings.h"

#include <signal.h>
#include <sys/wait.h>
#include "plain_sightings.h"
#include "store/blobs.h"

/* A small seeded generator: the same numbers in every run. */
static uint64_t state = 1;
static uint32_t draw(uint32_t below) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(state >> 33) % below;
}

/* Odd findings: gaps, ungrouped mentions, empty norms, backward order, extreme numbers. */
static void odd_findings(ts_findings *f, ts_segment_record *s, unsigned blob, uint32_t ordinal) {
    ts_findings_clear(f);
    *s = (ts_segment_record){.blob = digest_of(blob),
                             .ordinal = ordinal,
                             .type = (uint8_t)draw(2),
                             .offset = (uint64_t)draw(1000) << draw(40),
                             .rows = draw(100000),
                             .columns = (uint16_t)draw(200),
                             .categories = draw(1 << 13)};
    snprintf(s->part, sizeof s->part, "Sheet%u", draw(5));
    for (int i = 0; i < TS_RECORD_COLUMNS && i < s->columns; i++)
        s->column_kind[i] = (uint8_t)draw(TS_KIND_COUNT);
    unsigned mentions = draw(40);
    for (unsigned i = 0; i < mentions; i++) {
        ts_mention *m = ts_findings_add_mention(f);
        m->kind = (uint8_t)draw(TS_KIND_COUNT);
        m->confidence = (uint8_t)draw(101);
        m->flags = (uint8_t)draw(16);
        m->valid = draw(2);
        m->column = (int32_t)draw(30) - 1;
        m->row = draw(2) ? draw(100) : UINT32_MAX - draw(3);
        m->start = draw(2) ? draw(1 << 20) : UINT32_MAX - draw(3);
        m->end = draw(9) ? m->start + draw(30) : draw(100);
        char norm[TS_NORM_MAX];
        size_t len = draw(20) ? draw(12) : draw(TS_NORM_MAX + 1);
        for (size_t k = 0; k < len; k++)
            norm[k] = (char)(draw(10) ? '0' + draw(4) : draw(256));
        ts_findings_set_norm(f, m, (ts_span){norm, len});
    }
    for (unsigned i = 0; i < draw(10) && mentions; i++) {
        ts_sighting *g = ts_findings_add_sighting(f);
        g->first = draw(mentions);
        g->count = (uint16_t)draw(mentions - g->first + 1);
        g->role = (uint8_t)draw(TS_ROLE_COUNT);
        g->shape = (uint8_t)draw(4);
        g->categories = draw(1 << 13);
        g->place = draw(3) ? draw(1000) : UINT64_MAX - draw(5);
        g->date = draw(3) ? (ts_date)draw(40000) - 20000 : TS_NO_DATE;
    }
}

static bool same_findings(const ts_findings *a, const ts_findings *b) {
    if (a->mentions != b->mentions || a->sightings != b->sightings)
        return false;
    for (size_t i = 0; i < a->mentions; i++) {
        const ts_mention *m = &a->mention[i], *n = &b->mention[i];
        if (m->kind != n->kind || m->confidence != n->confidence || m->flags != n->flags || m->valid != n->valid ||
            m->column != n->column || m->row != n->row || m->start != n->start || m->end != n->end ||
            !ts_span_eq(m->norm, n->norm))
            return false;
    }
    for (size_t i = 0; i < a->sightings; i++) {
        const ts_sighting *s = &a->sighting[i], *t = &b->sighting[i];
        if (s->first != t->first || s->count != t->count || s->role != t->role || s->shape != t->shape ||
            s->categories != t->categories || s->place != t->place || s->date != t->date)
            return false;
    }
    return true;
}

static bool same_segment(const ts_segment_record *a, const ts_segment_record *b) {
    return ts_digest_eq(&a->blob, &b->blob) && a->ordinal == b->ordinal && a->type == b->type &&
           a->offset == b->offset && strcmp(a->part, b->part) == 0 && a->rows == b->rows && a->columns == b->columns &&
           memcmp(a->column_kind, b->column_kind, sizeof a->column_kind) == 0 && a->categories == b->categories;
}

typedef struct expected {
    uint64_t seed;
    unsigned n, blobs;
    uint64_t first;
    uint32_t file;
} expected;

static ts_err compare(void *context, uint32_t file, uint64_t first, const ts_segment_record *segment,
                      const ts_findings *f, ts_result *result) {
    expected *e = context;
    ts_findings want = {0};
    ts_segment_record s;
    (void)result;
    if (file != e->file) {
        e->file = file;
        e->first = 0;
    }
    odd_findings(&want, &s, e->n / 3, e->n % 3);
    char row[32];
    snprintf(row, sizeof row, "segment %u", e->n);
    CHECK_ROW(first == e->first, row);
    CHECK_ROW(same_findings(&want, f), row);
    CHECK_ROW(same_segment(&s, segment), row);
    e->first += f->sightings;
    e->n++;
    ts_findings_done(&want);
    return TS_OK;
}

TEST(any_findings_come_back_as_they_were_added) {
    ts_case *c = case_fresh("odd");
    ts_sightings_writer *w;
    ts_findings f = {0};
    ts_segment_record s;
    uint64_t sightings = 0, mentions = 0;
    CHECK(ts_sightings_writer_new(c, &w) == TS_OK);
    state = 42;
    for (unsigned i = 0; i < 3000; i++) {
        odd_findings(&f, &s, i / 3, i % 3);
        CHECK(ts_sightings_add(w, &s, &f) == TS_OK);
        sightings += f.sightings;
        mentions += f.mentions;
        if (i % 1000 == 999) {
            CHECK(ts_case_begin(c) == TS_OK && ts_sightings_flush(w) == TS_OK && ts_case_commit(c) == TS_OK);
            CHECK(ts_sightings_pending(w) == 0);
        }
    }
    CHECK(ts_sightings_flush(w) == TS_OK); /* nothing pending */
    ts_sightings_writer_free(w);
    ts_findings_done(&f);
    uint64_t a, b, disk;
    CHECK(ts_sightings_count(c, &a, &b, &disk) == TS_OK && a == sightings && b == mentions && disk > 0);
    ts_case_close(c);
    c = case_again("odd");
    expected e = {0};
    state = 42;
    CHECK_ROW(ts_sightings_each(c, false, compare, &e) == TS_OK, ts_error_text());
    CHECK(e.n == 3000);
    ts_case_close(c);
}

static tally pass(ts_case *c) {
    tally t = {0};
    CHECK_ROW(ts_sightings_each(c, false, tally_up, &t) == TS_OK, ts_error_text());
    uint64_t sightings, mentions, disk;
    CHECK(ts_sightings_count(c, &sightings, &mentions, &disk) == TS_OK && sightings == t.sightings);
    return t;
}

TEST(only_the_newest_reading_of_a_blob_is_shown) {
    ts_case *c = case_fresh("readings");
    write_plain(c, 1, 3, "OLD");
    write_plain(c, 2, 4, "OTHER");
    CHECK(strcmp(pass(c).values, "OLD OTHER ") == 0);
    write_plain(c, 1, 5, "NEW"); /* another writer: read again */
    CHECK(strcmp(pass(c).values, "OTHER NEW ") == 0 && pass(c).sightings == 9);
    ts_sightings_writer *w;
    CHECK(ts_sightings_writer_new(c, &w) == TS_OK);
    for (int i = 0; i < 3; i++) { /* one writer, several flushes: parts of one reading */
        CHECK(add_plain(c, w, 3, 2, "PART") == TS_OK && ts_case_begin(c) == TS_OK);
        CHECK(ts_sightings_flush(w) == TS_OK && ts_case_commit(c) == TS_OK);
    }
    CHECK(strcmp(pass(c).values, "OTHER NEW PART PART PART ") == 0);
    CHECK(add_plain(c, w, 3, 2, "DYING") == TS_OK);
    ts_digest three = digest_of(3);
    CHECK(ts_sightings_restart(w, &three) == TS_OK);
    CHECK(add_plain(c, w, 3, 1, "ALONE") == TS_OK && ts_case_begin(c) == TS_OK);
    CHECK(ts_sightings_flush(w) == TS_OK && ts_case_commit(c) == TS_OK);
    CHECK_ROW(strcmp(pass(c).values, "OTHER NEW ALONE ") == 0, pass(c).values);
    CHECK(add_plain(c, w, 3, 1, "MORE") == TS_OK && ts_case_begin(c) == TS_OK); /* goes on after the restart */
    CHECK(ts_sightings_flush(w) == TS_OK && ts_case_commit(c) == TS_OK);
    CHECK_ROW(strcmp(pass(c).values, "OTHER NEW ALONE MORE ") == 0, pass(c).values);
    ts_sightings_writer_free(w);
    ts_case_close(c);
}

TEST(a_blob_not_read_to_its_end_shows_nothing) {
    ts_case *c = case_fresh("unread");
    ts_blob b = {.digest = digest_of(1), .size = 10, .segments = 1};
    CHECK(ts_blob_save(c, &b) == TS_OK);
    write_plain(c, 1, 3, "HALF");
    CHECK(pass(c).sightings == 0);
    b.done = true;
    CHECK(ts_blob_save(c, &b) == TS_OK);
    CHECK(pass(c).sightings == 3);
    b.segments = 0; /* read again: nothing in it now */
    CHECK(ts_blob_save(c, &b) == TS_OK);
    CHECK(pass(c).sightings == 0);
    write_plain(c, 1, 3, "HALF");
    b.done = false;
    CHECK(pass(c).sightings == 3 && ts_blob_save(c, &b) == TS_OK && ts_blob_done(c, b.id, &b.digest) == TS_OK);
    CHECK(pass(c).sightings == 0);
    ts_case_close(c);
}

/* What was read of a blob before the rest stands for it until it is done, and no longer. */
TEST(a_sample_is_shown_until_its_blob_is_done) {
    ts_case *c = case_fresh("sampled");
    ts_blob b = {.digest = digest_of(1), .size = 100, .segments = 1};
    uint64_t sightings, mentions, bytes;
    for (int run = 0; run < 2; run++) { /* a run that was killed behind its sample, and another */
        ts_sightings_writer *w;
        ts_findings f = {0};
        CHECK(ts_case_begin(c) == TS_OK && ts_blob_save(c, &b) == TS_OK);
        CHECK(ts_sightings_writer_new(c, &w) == TS_OK);
        for (uint32_t k = 0; k < 3; k++) {
            ts_segment_record s;
            plain_findings(&f, &s, 1, 4, run ? "NEW" : "OLD");
            s.ordinal = (k + 1) << TS_SAMPLE_SHIFT;
            CHECK(ts_sightings_sample(w, &s, &f) == TS_OK && ts_sightings_sampled(w, &b.digest, 10) == TS_OK);
            CHECK(ts_sightings_flush(w) == TS_OK && ts_case_commit(c) == TS_OK && ts_case_begin(c) == TS_OK);
        }
        ts_case_rollback(c);
        CHECK_ROW(strcmp(pass(c).values, run ? "NEW NEW NEW " : "OLD OLD OLD ") == 0,
                  pass(c).values); /* its own alone */
        CHECK(ts_sightings_count(c, &sightings, &mentions, &bytes) == TS_OK && sightings == 12 && mentions == 12);
        CHECK(ts_blob_find(c, &b.digest, &b, &(bool){0}) == TS_OK && b.sampled == 30);
        ts_sightings_writer_free(w);
        ts_findings_done(&f);
    }
    write_plain(c, 1, 5, "ALL"); /* its own reading, which has not ended */
    CHECK(pass(c).sightings == 12);
    b.done = true;
    CHECK(ts_case_begin(c) == TS_OK && ts_blob_save(c, &b) == TS_OK && ts_case_commit(c) == TS_OK);
    CHECK(pass(c).sightings == 5 && ts_sightings_count(c, &sightings, &mentions, &bytes) == TS_OK && sightings == 5);
    CHECK(ts_case_begin(c) == TS_OK && ts_sightings_unsample(c, &b.digest) == TS_OK);
    b.done = false; /* to be read again: nothing of it is shown meanwhile */
    CHECK(ts_blob_save(c, &b) == TS_OK && ts_case_commit(c) == TS_OK && pass(c).sightings == 0);
    ts_case_close(c);
}

TEST(what_is_pending_is_not_there_before_its_step_is_kept) {
    ts_case *c = case_fresh("pending");
    ts_sightings_writer *w;
    CHECK(ts_sightings_writer_new(c, &w) == TS_OK);
    CHECK(add_plain(c, w, 1, 3, "A") == TS_OK && ts_sightings_pending(w) > 0);
    CHECK(ts_sightings_flush(w) == TS_EINTERNAL); /* outside of a step */
    CHECK(ts_case_begin(c) == TS_OK && ts_sightings_flush(w) == TS_OK);
    ts_case_rollback(c);
    CHECK(pass(c).sightings == 0);
    ts_sightings_writer_free(w);
    char file[400];
    snprintf(file, sizeof file, "%s/sightings/000001.tss", case_path("pending"));
    CHECK(access(file, F_OK) == 0);
    ts_case_close(c);
    c = case_again("pending"); /* the database does not name it */
    CHECK(access(file, F_OK) != 0);
    write_plain(c, 1, 2, "B");
    CHECK(pass(c).sightings == 2);
    ts_case_close(c);
}

/* ---- results ---- */

static ts_err check_results(void *context, uint32_t file, uint64_t first, const ts_segment_record *segment,
                            const ts_findings *f, ts_result *result) {
    tally *t = context;
    (void)file, (void)first, (void)segment;
    for (size_t i = 0; i < f->sightings; i++)
        t->wrong += result[i].weight != (t->add ? (int32_t)f->sighting[i].place + t->add : 0) ||
                    (t->add && result[i].person != 0x1122334455667788u * (i + 1));
    t->sightings += f->sightings;
    return TS_OK;
}

static int tsr_files(const char *name) {
    char dir[400];
    snprintf(dir, sizeof dir, "%s/sightings", case_path(name));
    DIR *d = opendir(dir);
    int n = 0;
    for (struct dirent *e; (e = readdir(d));)
        n += strstr(e->d_name, ".tsr") != NULL;
    closedir(d);
    return n;
}

TEST(results_are_rewritten_whole_generation_by_generation) {
    ts_case *c = case_fresh("results");
    write_plain(c, 1, 40000, "OLD"); /* more than one block of results */
    write_plain(c, 1, 40000, "NEW"); /* hides the first */
    write_plain(c, 2, 3, "FEW");
    for (int32_t add = 0; add < 3; add++) {
        tally t = {.add = add};
        if (add)
            CHECK_ROW(ts_sightings_each(c, true, set_results, &t) == TS_OK, ts_error_text());
        CHECK_ROW(ts_sightings_each(c, false, check_results, &t) == TS_OK, ts_error_text());
        CHECK(t.wrong == 0 && t.sightings == 40003);
        CHECK(tsr_files("results") == (add ? 3 : 0)); /* older generations are gone */
    }
    /* Inside a step of the caller's, which is then undone: the old results stand. */
    tally t = {.add = 7};
    CHECK(ts_case_begin(c) == TS_OK && ts_sightings_each(c, true, set_results, &t) == TS_OK);
    ts_case_rollback(c);
    t = (tally){.add = 2};
    CHECK(ts_sightings_each(c, false, check_results, &t) == TS_OK && t.wrong == 0);
    ts_case_close(c);
    c = case_again("results");
    CHECK(tsr_files("results") == 3);
    t = (tally){.add = 2};
    CHECK(ts_sightings_each(c, false, check_results, &t) == TS_OK && t.wrong == 0 && t.sightings == 40003);
    ts_case_close(c);
}

/* ---- size ---- */

static void dense_row(ts_findings *f, uint32_t row, uint32_t *at) {
    static const uint8_t kinds[] = {TS_KIND_NHS_NUMBER, TS_KIND_LOCAL_ID,   TS_KIND_SURNAME, TS_KIND_FORENAME,
                                    TS_KIND_SEX,        TS_KIND_BIRTH_DATE, TS_KIND_ADDRESS, TS_KIND_POSTCODE,
                                    TS_KIND_PHONE,      TS_KIND_EMAIL};
    ts_sighting *g = ts_findings_add_sighting(f);
    g->first = (uint32_t)f->mentions;
    g->count = 10;
    g->role = TS_ROLE_PATIENT;
    g->categories = 15;
    g->place = row + 1;
    unsigned surname = draw(40) * draw(40), forename = draw(30) * draw(20); /* skewed, as names are */
    for (unsigned k = 0; k < 10; k++) {
        char text[80] = "";
        switch (k) {
        case 0:
            snprintf(text, sizeof text, "999%07u", draw(10000000));
            break;
        case 1:
            snprintf(text, sizeof text, "AH%07u", draw(2000000));
            break;
        case 2:
            snprintf(text, sizeof text, "SURNAME%u", surname);
            break;
        case 3:
            snprintf(text, sizeof text, "FORE%u", forename);
            break;
        case 4:
            snprintf(text, sizeof text, "%c", draw(2) ? 'F' : 'M');
            break;
        case 5:
            snprintf(text, sizeof text, "%u-%02u-%02u", 1930 + draw(90), 1 + draw(12), 1 + draw(28));
            break;
        case 6:
            snprintf(text, sizeof text, "%u STREET%u ROAD", 1 + draw(150), draw(3000));
            break;
        case 7:
            snprintf(text, sizeof text, "L%u%u%c%c", 1 + draw(40), draw(10), 'A' + draw(26), 'A' + draw(26));
            break;
        case 8:
            snprintf(text, sizeof text, "+447700900%03u", draw(1000));
            break;
        default:
            snprintf(text, sizeof text, "fore%u.surname%u%u@mail.example", forename, surname, draw(100));
            break;
        }
        ts_mention *m = ts_findings_add_mention(f);
        m->kind = kinds[k];
        m->confidence = 95;
        m->valid = true;
        m->column = (int32_t)k;
        m->row = row;
        ts_findings_set_norm(f, m, ts_str(text));
        m->start = *at;
        m->end = *at + m->norm.len;
        *at = m->end + 1;
    }
}

static ts_err likely_results(void *context, uint32_t file, uint64_t first, const ts_segment_record *segment,
                             const ts_findings *f, ts_result *result) {
    (void)context, (void)file, (void)first, (void)segment;
    for (size_t i = 0; i < f->sightings; i++)
        result[i] = (ts_result){.verdict = TS_VERDICT_GENUINE,
                                .ours = TS_OURS_SHOWN,
                                .holdings = 1,
                                .holding = (uint16_t)draw(3),
                                .source_row = draw(500000),
                                .agree = 0x7fff,
                                .fits = 7,
                                .weight = 60000 + (int32_t)draw(4000),
                                .posterior = 1000000000,
                                .birth_month = (int16_t)(1560 + draw(1000)),
                                .population = 1,
                                .candidates = 1,
                                .person = (uint64_t)draw(1u << 31) << 32 | draw(1u << 31)};
    return TS_OK;
}

TEST(a_dense_table_takes_at_most_64_bytes_a_sighting) {
    ts_case *c = case_fresh("dense");
    ts_sightings_writer *w;
    enum { ROWS = 60000, SEGMENT = 6000 };
    ts_findings f = {0};
    CHECK(ts_sightings_writer_new(c, &w) == TS_OK);
    state = 7;
    for (uint32_t row = 0; row < ROWS; row += SEGMENT) {
        ts_segment_record s = {
            .blob = digest_of(1), .ordinal = row / SEGMENT, .type = TS_SEGMENT_TABLE, .rows = SEGMENT, .columns = 10};
        uint32_t at = 0;
        ts_findings_clear(&f);
        for (uint32_t i = 0; i < SEGMENT; i++)
            dense_row(&f, row + i, &at);
        CHECK(ts_sightings_add(w, &s, &f) == TS_OK);
    }
    CHECK(ts_case_begin(c) == TS_OK && ts_sightings_flush(w) == TS_OK && ts_case_commit(c) == TS_OK);
    ts_sightings_writer_free(w);
    ts_findings_done(&f);
    uint64_t sightings, mentions, tss, both;
    CHECK(ts_sightings_count(c, &sightings, &mentions, &tss) == TS_OK && sightings == ROWS && mentions == ROWS * 10);
    CHECK(ts_sightings_each(c, true, likely_results, NULL) == TS_OK);
    CHECK(ts_sightings_count(c, &sightings, &mentions, &both) == TS_OK);
    fprintf(stderr, "dense table: %.1f bytes a sighting, %.1f with its result\n", (double)tss / ROWS,
            (double)both / ROWS);
    CHECK(tss <= 64 * (uint64_t)ROWS);
    CHECK(both <= 80 * (uint64_t)ROWS);
    ts_case_close(c);
}

/* ---- crashes ---- */

/* A child stores blob after blob with its sightings, one step each, and is killed: each blob that is marked done has
 * all its sightings, none has them twice, and the custody log is sound. */
TEST(kill_9_leaves_each_blob_whole_or_unread) {
    ts_case_close(case_fresh("killed"));
    for (int round = 0; round < 10; round++) {
        pid_t child = fork();
        if (child == 0) {
            ts_case *c = NULL;
            ts_sightings_writer *w;
            if (ts_case_open(case_path("killed"), &case_person, &c) || ts_sightings_writer_new(c, &w))
                _exit(3);
            for (unsigned i = 0;; i++) {
                ts_blob b = {.digest = digest_of(i), .size = 1, .segments = 1, .sightings = i % 7 + 1, .done = true},
                        old;
                bool found = false;
                if (ts_blob_find(c, &b.digest, &old, &found) || (found && old.done))
                    continue;
                if (add_plain(c, w, i, i % 7 + 1, "VALUE") || ts_case_begin(c) || ts_blob_save(c, &b) ||
                    ts_sightings_flush(w) || ts_custody_add(c->custody, "read", ts_str("")) || ts_case_commit(c))
                    _exit(4);
                tally t = {.add = 1};
                if (i % 5 == 4 && ts_sightings_each(c, true, set_results, &t))
                    _exit(5);
            }
        }
        usleep(5000u + (unsigned)round * 3500u);
        kill(child, SIGKILL);
        int status;
        waitpid(child, &status, 0);
        CHECK(WIFSIGNALED(status));
        ts_case *c = case_again("killed");
        ts_stmt *s;
        bool row = false;
        CHECK(ts_db_prepare(c->db, "SELECT coalesce(sum(sightings), 0), count(*) FROM blob WHERE done", &s) == TS_OK);
        CHECK(ts_step(s, &row) == TS_OK && row);
        uint64_t want = (uint64_t)ts_col_int(s, 0), blobs = (uint64_t)ts_col_int(s, 1);
        ts_stmt_reset(s);
        CHECK(pass(c).sightings == want);
        ts_case_close(c);
        ts_log_check v;
        CHECK(ts_log_verify(case_path("killed"), NULL, &v) == TS_OK);
        CHECK_ROW(v.sound, v.what);
        CHECK(v.entries == 1 + blobs);
    }
}
