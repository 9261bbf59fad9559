/* usual_test.c - what a kind says of a cell at first sight is what a close look says, over random cells. */
#include "detect/detector.h"

#include <stdio.h>

#include "support/segments.h"
#include "support/test.h"

enum { ROUNDS = 60000 };
static uint64_t seed = 11;
static unsigned dice(unsigned n) { /* xorshift64: Marsaglia, "Xorshift RNGs" */
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (unsigned)(seed >> 32) % n;
}

/* Usual forms, placeholders, reserved ranges, and what is nearly one of them. */
static const char *const seeds[TS_KIND_COUNT][16] = {
    [TS_KIND_NHS_NUMBER] = {"9990000018", "9876543210", "4444444444", "4010232137", "5990128088", "1234567890",
                            "9999999999", "999 000 0018", "401 023 2137", "444 444 4444", "987 654 3210",
                            "999-000-0018"},
    [TS_KIND_LOCAL_ID] = {"AH1234567", "0000042", "9999999", "0000", "A", "7", "ABC"},
    [TS_KIND_NINO] = {"QQ123456C", "AB123456C", "AB000000A", "AB001234D", "ZZ123456A", "AO123456B"},
    [TS_KIND_PERSON_NAME] = {"John Smith", "Ann Test", "Test Patient", "Ms Price", "Dr Bhogal", "John Obe",
                             "Dora Dummy", "Al Unknown", "SMITH John", "A Smith", "Megan Zzzz", "Jo None", "Mr J Smith",
                             "Dr O Brien", "Mr Dr Smith", "Smith, John"},
    [TS_KIND_SURNAME] = {"Smith", "O'Neill", "Test", "unknown", "XXX", "ZZZtop", "Null", "Dummy", "Ng", "Noakes"},
    [TS_KIND_FORENAME] = {"William", "Test", "none", "Mary-Jane", "Xxtest", "Terry", "Donotuse"},
    [TS_KIND_TITLE] = {"Mr", "mrs", "PROFESSOR", "Mx", "Obe", "Mro"},
    [TS_KIND_SEX] = {"M", "F", "m", "X", "Male", "FEMALE", "femal", "1"},
    [TS_KIND_SALARY] = {"31000", "31000.00", "9999999", "12345678", "0.50", "999.99", "31k", "31,000", "0000000"},
    [TS_KIND_BIRTH_DATE] = {"1987-04-23", "1900-01-01", "1901-01-01", "2099-12-31", "1987-02-29", "1987-02-30",
                            "2000-06-31", "1899-12-30", "1753-01-01", "23/04/1987", "19870423", "23-Apr-1987",
                            "23041987", "31-DEC-2099"},
    [TS_KIND_DEATH_DATE] = {"2019-04-23", "1900-01-01", "01-Jan-1900", "19010101"},
    [TS_KIND_RECORD_DATE] = {"2021-03-30", "2021-00-10", "2021-13-10", "2021-01-00"},
    [TS_KIND_ADDRESS] = {"280 Prescot Road", "12 St Road", "1 Elm St", "12 Flat Road", "5 Park Road",
                         "7 Green St Helens", "3 Road", "12 Court Court Lane", "9 Ox Lane", "12345 Long Road",
                         "2 Saint James Street"},
    [TS_KIND_POSTCODE] = {"WN30 8PF", "L1 2AP", "M1A 4BB", "EC1A 1BB", "ZZ99 3VZ", "GIR 0AA", "QA1 2AB", "AI1 2AB",
                          "L1 2CP", "L1L 2AP"},
    [TS_KIND_EMAIL] = {"john.smith7@mail.example", "noemail@mail.example", "none@a.example", "test@test.example",
                       "unknown@x.example", "donotreply@x.example", "a@b.example", "a.@b.example", ".a@b.example",
                       "a@-b.example", "a@b-.example", "a_b@c-d.e.example", "a@b.c", "a@b..example"},
    [TS_KIND_PHONE] = {"07700 900123", "0151 496 0317", "01514960317", "020 7946 0123", "01632 960123", "0300 123 4567",
                       "07777777777", "0151 111 1111", "01514 960 123", "0770 090 0123", "0121 234 5678",
                       "07911 123456", "028 9018 0123", "0151 4 960123"},
    [TS_KIND_ODS_CODE] = {"N82103", "V81997", "V81234", "RBS25", "FA123", "X98", "n82103", "99A"},
    [TS_KIND_ETHNICITY] = {"A", "Z", "I", "a", "White British", "Not stated", "Any other", "NK", "Ok"},
    [TS_KIND_RELIGION] = {"Church of England", "None", "Hindu", "n/a", "Unknown", "Roman  Catholic", "A", "Jain",
                          "tbc"},
    [TS_KIND_ORIENTATION] = {"Heterosexual", "Prefer not to say", "Gay or Lesbian", "Bisexual", "refused", "no"},
    [TS_KIND_TRADE_UNION] = {"Unison", "RCN", "GMB", "yes", "none", "British Medical Association"},
};

static size_t mutate(const char *from, char *out, size_t cap) {
    static const char signs[] = "  --..,@_019AZMTaeoxz\xC3\xA9";
    size_t n = strlen(from);
    memcpy(out, from, n);
    for (unsigned edits = dice(4); edits > 0; edits--) {
        size_t at = n ? dice((unsigned)n) : 0;
        char c = dice(8) ? signs[dice(sizeof signs - 1)] : dice(2) ? (char)('0' + dice(10)) : (char)('a' + dice(26));
        if (dice(3) == 0 && n + 1 < cap) {
            memmove(out + at + 1, out + at, n - at);
            out[at] = c;
            n++;
        } else if (n > 1 && dice(3) == 0) {
            memmove(out + at, out + at + 1, n - at - 1);
            n--;
        } else if (n > 0) {
            out[at] = c;
        }
    }
    return n;
}

static bool agrees(const ts_detector *d, const char *cell, size_t len, ts_usual u) {
    ts_norm norm;
    if (u == TS_USUAL_NO)
        return true;
    if (u == TS_USUAL_SURNAME)
        return d->kind == TS_KIND_PERSON_NAME && !d->normal(ts_span_of(cell, len), &norm) &&
               agrees(ts_detector_of(TS_KIND_SURNAME), cell, len, TS_USUAL);
    if (!d->normal(ts_span_of(cell, len), &norm) || (d->placeholder && d->placeholder(&norm)))
        return false;
    return (u == TS_USUAL_RESERVED) == (d->reserved && d->reserved(&norm));
}

TEST(first_sight_never_says_more_than_a_close_look) {
    for (int k = 1; k < TS_KIND_COUNT; k++) {
        const ts_detector *d = ts_detector_of((ts_kind)k);
        unsigned kinds_seeds = 0, yes = 0;
        while (kinds_seeds < 16 && seeds[k][kinds_seeds])
            kinds_seeds++;
        for (unsigned round = 0; d->usual && kinds_seeds && round < ROUNDS; round++) {
            char cell[TS_USUAL_ROOM + 64];
            memset(cell, "x0 .@"[dice(5)], sizeof cell); /* what stands behind may be anything */
            size_t n = mutate(seeds[k][round < kinds_seeds ? round : dice(kinds_seeds)], cell, TS_USUAL_ROOM);
            if (n == 0 || (unsigned char)cell[0] <= ' ' || (unsigned char)cell[n - 1] <= ' ')
                continue;
            ts_usual u = d->usual(cell, n);
            yes += u != TS_USUAL_NO;
            if (!agrees(d, cell, n, u)) {
                printf("%s: \"%.*s\" is %d at first sight\n", d->name, (int)n, cell, (int)u);
                CHECK(false);
                return;
            }
        }
        CHECK_ROW(!d->usual || yes > ROUNDS / 100, d->name); /* else this shows nothing */
    }
}

/* "Smith, Mr", "Obe, Ann": a surname and a forename at first sight only where a close look finds them. */
TEST(surnames_before_a_comma_are_told_as_a_close_look_does) {
    static const char *const words[] = {"Mr", "DR",   "Sister", "Obe",  "JNR", "frcs", "MB",      "Ba", "van",
                                        "de", "Mc",   "O",      "St",   "Li",  "Ng",   "Smith",   "HO", "Test",
                                        "No", "Jane", "SMITH",  "Xxxx", "III", "x",    "Unknown", "Ap", "Al"};
    const ts_detector *d = ts_detector_of(TS_KIND_PERSON_NAME);
    unsigned yes = 0;
    for (size_t i = 0; i < TEST_COUNT(words) * TEST_COUNT(words); i++) {
        char cell[TS_USUAL_ROOM + 64] = {0};
        size_t n = (size_t)sprintf(cell, "%s, %s", words[i / TEST_COUNT(words)], words[i % TEST_COUNT(words)]);
        ts_usual u = d->usual(cell, n);
        yes += u == TS_USUAL;
        CHECK_ROW(u != TS_USUAL_SURNAME && agrees(d, cell, n, u), cell);
    }
    CHECK(yes > 200);
}

/* Rows of seeds, some of them changed a little, under names that give each column its kind. */
static void write_table(char *out) {
    static const char *const titled[] = {"Mr Alan Smith", "Dr Bhogal", "Jean Hale", "Mr Test",   "Dr Mr",
                                         "Miss Dunn",     "Ann Obe",   "ASH, Jane", "Smith, Dr", "Test, Ann"};
    static const char *const day_first[] = {"23/04/1987", "04/05/1990", "31/12/1999",
                                            "01/01/1900", "30/02/1987", "1987-04-23"};
    static const char *const word[] = {"Runcorn", "Mr Alan Smith", "St Helens", "seen 9990000018", "a@b.example",
                                       "N82103",  "L12AP",         "12345",     "M1A 4BB",         "Q21.0"};
    static const struct {
        const char *head;
        const char *const *of;
        unsigned n;
    } column[] = {{"hospital_no", seeds[TS_KIND_LOCAL_ID], 2},
                  {"nhs_number", seeds[TS_KIND_NHS_NUMBER], 2},
                  {"forename", seeds[TS_KIND_FORENAME], 2},
                  {"surname", seeds[TS_KIND_SURNAME], 2},
                  {"dob", seeds[TS_KIND_BIRTH_DATE], 2},
                  {"address", seeds[TS_KIND_ADDRESS], 3},
                  {"postcode", seeds[TS_KIND_POSTCODE], 4},
                  {"email", seeds[TS_KIND_EMAIL], 2},
                  {"phone", seeds[TS_KIND_PHONE], 6},
                  {"nino", seeds[TS_KIND_NINO], 2},
                  {"sex", seeds[TS_KIND_SEX], 2},
                  {"contact_name", titled, 10},
                  {"title", seeds[TS_KIND_TITLE], 3},
                  {"admitted", day_first, 6},
                  {"previous_address", seeds[TS_KIND_ADDRESS], 3},
                  {"place", word, 10}};
    enum { COLUMNS = sizeof column / sizeof *column };
    for (int c = 0; c < COLUMNS; c++)
        out += sprintf(out, "%s%c", column[c].head, c + 1 < COLUMNS ? '\t' : '\n');
    for (int row = 0; row < 100; row++)
        for (int c = 0; c < COLUMNS; c++) {
            const char *from = column[c].of[dice(2) ? 0 : dice(column[c].n)];
            char cell[TS_USUAL_ROOM];
            size_t n = strlen(from);
            memcpy(cell, from, n);
            if (dice(5) == 0)
                n = mutate(from, cell, sizeof cell - 1);
            out += sprintf(out, "%.*s%c", (int)n, cell, c + 1 < COLUMNS ? '\t' : '\n');
        }
}

/* Mentions of one table, with their normal forms and only to be shown. */
static void compare_some(const char *text, bool test_realm, size_t least) {
    static test_table t;
    ts_hints hints = {.test_realm = test_realm};
    ts_findings full = {0}, bare = {.bare = true};
    ts_detect *d = ts_detect_new(&hints);
    test_table_of(&t, text);
    CHECK(ts_detect_segment(d, &t.segment, 0, &full) == TS_OK);
    ts_detect_reset(d);
    CHECK(ts_detect_segment(d, &t.segment, 0, &bare) == TS_OK);
    CHECK(full.mentions >= least && full.mentions == bare.mentions);
    for (size_t i = 0; i < full.mentions && i < bare.mentions; i++) {
        const ts_mention *a = &full.mention[i], *b = &bare.mention[i];
        CHECK(a->kind == b->kind && a->confidence == b->confidence && a->flags == b->flags && a->valid == b->valid &&
              a->column == b->column && a->row == b->row && a->start == b->start && a->end == b->end);
    }
    ts_findings_done(&full);
    ts_findings_done(&bare);
    ts_detect_free(d);
}

static void compare(const char *text, bool test_realm) { compare_some(text, test_realm, 401); }

/* What is told by its own words is of their kind, whatever its column's. */
TEST(words_of_another_kind_than_their_column_are_told_the_same) {
    compare_some("Surname\tReligion\tEthnicity\nMarlow\tSikh\tWhite British\nAsh\tasthma\tBlack African\n"
                 "Oak\tHindu\tepilepsy\nElm\tJewish\tWhite Irish\nYew\tMuslim\tBangladeshi\n",
                 false, 14);
}

/* "Dr patient" among names is a column's name once more. */
TEST(heads_among_names_are_nobody_either_way) {
    compare_some("Patient name\tNHS number\nKit Marlow\t9990000018\nDr patient\t9990000026\nMr Ash\t9990000034\n"
                 "Lee Oak\t9990000042\nAnn Elm\t9990000050\nJo Yew\t9990000069\nTess Rowan\t9990000077\n",
                 false, 5);
}

TEST(a_table_gives_the_same_with_and_without_normal_forms) {
    static char text[200 * 1024];
    for (int round = 0; round < 40; round++) {
        write_table(text);
        compare(text, round % 2);
    }
}

/* The last cells of a segment have no room behind them and are looked at closely. */
TEST(a_word_alone_holds_nothing) {
    static const char *const from[] = {"Runcorn", "N82103", "L12AP", "123456", "SMITH", "AB12345", "1234567", "M1A4BB"};
    static test_table close, glance;
    for (unsigned round = 0; round < 4000; round++) {
        char cell[TS_USUAL_ROOM + 64], text[400], longer[900];
        size_t n = mutate(from[dice(8)], cell, TS_USUAL_ROOM);
        if (memchr(cell, '\t', n) || memchr(cell, '\n', n))
            continue;
        snprintf(text, sizeof text, "aa bb\ncc dd\nee ff\n%.*s\n", (int)n, cell);
        snprintf(longer, sizeof longer, "%s%0200d\n", text, 0);
        test_table_of(&close, text);
        test_table_of(&glance, longer);
        ts_findings a = test_find(&close.segment, NULL), b = test_find(&glance.segment, NULL);
        size_t of_cell = 0;
        for (size_t i = 0; i < b.mentions; i++)
            of_cell += b.mention[i].row < 4;
        CHECK_ROW(a.mentions == of_cell, text);
        ts_findings_done(&a);
        ts_findings_done(&b);
    }
}
