/* match_test.c - what counts as found, wrong and neither, on a truth of a few lines. */
#include "accuracy/match.h"
#include "support/test.h"

static match_set set;

static void run(const char *truth, const char *scan) {
    match_done(&set);
    match_run(&set, ts_str(truth), ts_str(scan), MATCH_DEFAULT);
}

static match_count kind(const char *name) {
    for (size_t k = 0; k < set.kinds; k++)
        if (ts_span_eq(set.kind[k], ts_str(name)))
            return set.by_kind[k];
    return (match_count){0};
}

#define LETTER "{\"path\":\"0001.txt\",\"class\":\"letter\"}\n"
#define FOUND(kind, at, value, confidence)                                                                          \
    "{\"path\":\"x/dev-1/0001.txt\",\"locator\":\"#@0-9\",\"kind\":\"" kind "\",\"value\":\"" value "\",\"at\":" at \
    ",\"confidence\":" confidence "}\n"
#define TRUE(kind, start, end, value) \
    "{\"path\":\"0001.txt\",\"kind\":\"" kind "\",\"start\":" start ",\"end\":" end ",\"value\":\"" value "\"}\n"

TEST(spans_match_by_more_than_half_of_the_longer) {
    static const struct {
        const char *scan;
        uint64_t found, wrong;
    } row[] = {
        {FOUND("phone", "10", "07700 900123", "0.9"), 1, 0},
        {FOUND("phone", "16", "900123", "0.9"), 0, 1}, /* half is not more than half */
        {FOUND("phone", "15", " 900123", "0.9"), 1, 0},
        {FOUND("phone", "4", "07700 900123 07700 900", "0.9"), 1, 0},
        {FOUND("phone", "4", "07700 900123 07700 900123", "0.9"), 0, 1}, /* twice as long as the truth */
        {FOUND("email", "10", "07700 900123", "0.9"), 0, 0}, /* wrong, but of another kind */
        {FOUND("phone", "10", "07700 900123", "0.49"), 0, 0}, /* below the default */
        {FOUND("phone", "10", "07700 900123", "0.50"), 1, 0},
        {"", 0, 0},
    };
    for (size_t i = 0; i < TEST_COUNT(row); i++) {
        run(LETTER TRUE("phone", "10", "22", "07700 900123"), row[i].scan);
        CHECK_ROW(kind("phone").truth == 1, row[i].scan);
        CHECK_ROW(kind("phone").found == row[i].found, row[i].scan);
        CHECK_ROW(kind("phone").wrong == row[i].wrong, row[i].scan);
    }
    run(LETTER TRUE("phone", "10", "22", "07700 900123"), FOUND("email", "10", "07700 900123", "0.9"));
    CHECK(kind("email").wrong == 1);
}

TEST(where_an_address_ends_is_a_matter_of_taste) {
    run(LETTER TRUE("address", "0", "14", "12 High Street"),
        FOUND("address", "0", "12 High Street, Headingley, Leeds", "0.75"));
    CHECK(kind("address").found == 1 && kind("address").wrong == 0);
    run(LETTER TRUE("nino", "0", "9", "QQ123456C"), FOUND("nino", "0", "QQ123456C, Headingley, Leeds", "0.75"));
    CHECK(kind("nino").found == 0 && kind("nino").wrong == 1);
}

TEST(names_are_one_kind_in_two_groups) {
    run(LETTER TRUE("person_name", "0", "10", "Ann Sample") "{\"path\":\"2.csv\",\"class\":\"table\"}\n"
                                                            "{\"path\":\"2.csv\",\"kind\":\"forename\",\"start\":4,"
                                                            "\"end\":7,\"value\":\"Ann\"}\n",
        FOUND("surname", "4", "Sample", "0.9") "{\"path\":\"2.csv\",\"kind\":\"surname\",\"value\":\"Ann\",\"at\":4,"
                                               "\"confidence\":0.6}\n");
    CHECK(set.by_group[NAME_IN_TEXT].found == 1 && set.by_group[NAME_IN_TEXT].truth == 1);
    CHECK(set.by_group[NAME_IN_TABLE].found == 1 && set.by_group[NAME_IN_TABLE].right == 1);
    CHECK(kind("person_name").found == 1 && kind("surname").right == 2);
}

TEST(a_mention_is_found_once) {
    run(LETTER TRUE("phone", "10", "22", "07700 900123"),
        FOUND("phone", "10", "07700 900123", "0.9") FOUND("phone", "10", "07700 90012", "0.8"));
    CHECK(kind("phone").found == 1 && kind("phone").right == 1 && kind("phone").wrong == 1);
    CHECK(set.bin[9].right == 1 && set.bin[8].wrong == 1);
}

TEST(what_may_be_found_counts_neither_way) {
    const char *truth =
        LETTER "{\"path\":\"0001.txt\",\"kind\":\"phone\",\"start\":0,\"end\":12,\"value\":\"0113 4960123\","
               "\"may\":true}\n";
    run(truth, FOUND("phone", "0", "0113 4960123", "0.9"));
    CHECK(kind("phone").truth == 0 && kind("phone").right == 0 && kind("phone").wrong == 0);
    CHECK(set.bin[9].right == 0 && set.bin[9].wrong == 0);
    run(truth, FOUND("nhs_number", "0", "0113 4960123", "0.9"));
    CHECK(kind("nhs_number").wrong == 1);
    run("{\"path\":\"5.html\",\"kind\":\"email\",\"start\":0,\"end\":9,\"value\":\"a@b.example\",\"may\":true}\n"
        "{\"path\":\"5.html\",\"kind\":\"email\",\"start\":20,\"end\":29,\"value\":\"a@b.example\"}\n",
        "{\"path\":\"5.html\",\"kind\":\"email\",\"value\":\"a@b.example\",\"confidence\":0.9}\n");
    CHECK(kind("email").found == 1); /* what must be found comes first */
}

TEST(values_without_a_place_match_by_their_text) {
    const char *truth = "{\"path\":\"3.html\",\"class\":\"mail\"}\n"
                        "{\"path\":\"3.html\",\"kind\":\"surname\",\"start\":9,\"end\":20,\"value\":\"O&#39;Brien\"}\n"
                        "{\"path\":\"3.html\",\"kind\":\"surname\",\"start\":99,\"end\":104,\"value\":\"Patel\"}\n";
    run(truth, "{\"path\":\"d/3.html\",\"kind\":\"surname\",\"value\":\"O'Brien\",\"confidence\":0.9}\n"
               "{\"path\":\"d/3.html\",\"kind\":\"surname\",\"value\":\"O'BRIEN\",\"confidence\":0.8}\n"
               "{\"path\":\"d/3.html\",\"kind\":\"surname\",\"value\":\"Smith\",\"confidence\":0.8}\n");
    CHECK(kind("surname").found == 1 && kind("surname").wrong == 1); /* the repeated one is neither */
    run(LETTER TRUE("surname", "9", "14", "Patel"), FOUND("surname", "30", "Patel", "0.9"));
    CHECK(kind("surname").found == 0 && kind("surname").wrong == 1); /* plain text: at another place */
    run(LETTER TRUE("surname", "9", "14", "Patel"),
        "{\"path\":\"0001.txt!/inner.txt\",\"kind\":\"surname\",\"value\":\"Patel\",\"at\":30,\"confidence\":0.9}\n");
    CHECK(kind("surname").found == 1);
}

TEST(passages_with_nothing_to_find) {
    run(LETTER, FOUND("phone", "10", "7700900123", "0.9") FOUND("title", "0", "Mrs", "0.9"));
    CHECK(set.traps.wrong == 2 && set.passages == 1);
    run(LETTER TRUE("surname", "0", "9", "Mrs Patel"), FOUND("title", "0", "Mrs", "0.9"));
    CHECK(kind("title").wrong == 0); /* a part of the name */
    run(LETTER, "{\"path\":\"other.txt\",\"kind\":\"phone\",\"value\":\"1\",\"confidence\":0.9}\n");
    CHECK(set.strangers == 1 && set.traps.wrong == 0);
    run(LETTER, "{\"path\":\"d/truth.jsonl\",\"kind\":\"phone\",\"value\":\"1\",\"confidence\":0.9}\n");
    CHECK(set.strangers == 0);
}

TEST(a_column_has_the_kind_of_most_of_its_rows) {
    const char *truth = "{\"path\":\"4.csv\",\"class\":\"table\"}\n"
                        "{\"path\":\"4.csv\",\"column\":1,\"role\":\"surname\"}\n"
                        "{\"path\":\"4.csv\",\"column\":2,\"role\":\"none\"}\n"
                        "{\"path\":\"4.csv\",\"column\":3,\"role\":\"phone\"}\n";
#define CELL(row, col, kind)                                                        \
    "{\"path\":\"4.csv\",\"locator\":\"#row=" row ";col=" col "\",\"kind\":\"" kind \
    "\",\"value\":\"a\",\"confidence\":0.9}\n"
    run(truth, CELL("2", "1", "surname") CELL("3", "1", "surname") CELL("4", "1", "phone") CELL("5", "2", "email"));
    CHECK(set.roles.right == 2 && set.roles.wrong == 1); /* 1 and 2; of 3 nothing was found */
    CHECK(set.roles.truth == 2 && set.roles.found == 1);
    run(truth, CELL("2", "1", "forename") CELL("3", "1", "forename") CELL("2", "2", "phone") CELL("3", "2", "phone"));
    CHECK(set.roles.right == 0 && set.roles.wrong == 3);
}

TEST(lines_of_json_are_read) {
    TS_AUTO(ts_arena, ts_arena_done) strings = {0};
    jsonl_line line;
    size_t at = 0;
    ts_span text = ts_str("{ \"a\" : \"x\\u00e9\\\"\\n\\ud83d\\ude00\", \"n\":1.5,\"t\":true }\nnot json\n{}\n");
    CHECK(jsonl_next(text, &at, &strings, &line) && line.n == 3);
    CHECK(ts_span_eq(jsonl_get(&line, "a"), ts_str("x\xC3\xA9\"\n\xF0\x9F\x98\x80")));
    CHECK(jsonl_number(&line, "n", 0) == 1.5 && jsonl_number(&line, "none", 7) == 7);
    CHECK(ts_span_eq(jsonl_get(&line, "t"), ts_str("true")));
    CHECK(jsonl_next(text, &at, &strings, &line) && line.n == 0);
    CHECK(jsonl_next(text, &at, &strings, &line) && line.n == 0);
    CHECK(!jsonl_next(text, &at, &strings, &line));
}
