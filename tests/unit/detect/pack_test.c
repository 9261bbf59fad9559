/* pack_test.c - what a pack may say, what it is told where it is wrong, and which checks hold. */
#include "detect/pack.h"

#include <stdio.h>

#include "base/mem.h"
#include "support/test.h"

/* The kinds of one pack whose only kind has these lines besides the usual ones. */
static ts_err add(ts_packs *p, const char *lines) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    ts_buf_addf(&b, "[[kind]]\nname = \"thing\"\nsummary = \"a thing\"\ncategory = \"identifiers\"\n%s\n", lines);
    return ts_packs_add(p, "my.toml", ts_buf_span(&b));
}

/* Does this check, as TOML, hold for the value? -1: the pack is refused. */
static int holds(const char *check, const char *value) {
    ts_packs p = {0};
    char lines[400];
    snprintf(lines, sizeof lines, "pattern = 'x'\ncheck = %s", check);
    if (add(&p, lines) != TS_OK)
        return -1;
    ts_norm norm;
    bool valid = false;
    int good = ts_pack_normal(&p.kind[0], ts_str(value), &norm, &valid) && valid;
    ts_packs_done(&p);
    return good;
}

static const char ppsn[] =
    "{ rule = 'weights', weights = [8, 7, 6, 5, 4, 3, 2, 0, 9], values = 'WABCDEFGHI', modulus = 23, "
    "table = 'WABCDEFGHIJKLMNOPQRSTUV', at = 7 }";
static const char nir[] = "{ rule = 'remainder', modulus = 97, replace = { 2A = '19', 2B = '18' } }";
static const char rrn[] = "{ rule = 'remainder', modulus = 97, prefix = ['', '2'] }";
static const char dni[] =
    "{ rule = 'remainder', modulus = 23, table = 'TRWAGMYFPDXBNJZSQVHLCKE', replace = { X = '0', Y = "
    "'1', Z = '2' } }";
static const char bsn[] = "{ rule = 'weights', weights = [9, 8, 7, 6, 5, 4, 3, 2, -1], modulus = 11 }";
static const char isbn[] = "{ rule = 'weights', weights = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1], modulus = 11, values = "
                           "'0123456789X' }";

/* Values of the standards' own, of the issuers' documents, or made by their rule by another program. */
TEST(checks_hold_for_what_they_are_of) {
    static const struct {
        const char *check, *value;
        int good;
    } rows[] = {
        {"'luhn'", "79927398713", 1}, /* ISO/IEC 7812-1 is explained by it everywhere */
        {"'luhn'", "79927398710", 0},
        {"'luhn'", "7992739871X", 0},
        {"'verhoeff'", "2363", 1}, /* Verhoeff's own: 236 and its check digit 3 */
        {"'verhoeff'", "2364", 0},
        {"'verhoeff'", "3263", 0}, /* two digits swapped */
        {"'verhoeff'", "22298006", 1}, /* SNOMED CT's identifier of a heart attack */
        {"'iso7064-11-2'", "0000000218250097", 1}, /* shape of an ORCID */
        {"'iso7064-11-2'", "000000021694233X", 1},
        {"'iso7064-11-2'", "0000000218250079", 0},
        {"'iso7064-11-2'", "00000002169X233X", 0}, /* X is the check alone */
        {"'mod97'", "123456789012345676", 0},
        {"'mod97'", "3214282912345698765432161182", 1}, /* an IBAN as digits, country and check behind */
        {"'iso7064-97-10'", "3214282912345698765432161183", 0},
        {"'iso7064-11-10'", "86095742719", 1},
        {"'iso7064-11-10'", "86095742718", 0},
        {"'iso7064-11-10'", "68095742719", 0},
        {"'iso7064-37-2'", "G123498654321H", 1}, /* ISBT 128 */
        {"'iso7064-37-2'", "G123498654321I", 0},
        {"'iso7064-37-36'", "A12425GABC1234002M", 1}, /* GRid */
        {"'iso7064-37-36'", "A12425GABC1234002L", 0},
        {ppsn, "1234567T", 1},
        {ppsn, "1234567FA", 1}, /* the second letter counts */
        {ppsn, "1234567TA", 0},
        {ppsn, "1234567TW", 1}, /* and W counts nothing */
        {ppsn, "1234576T", 0},
        {nir, "255084999904245", 1},
        {nir, "185122A99900125", 1},
        {nir, "185122B99900125", 0},
        {nir, "255084999904246", 0},
        {rrn, "85073003328", 1},
        {rrn, "17073003384", 1}, /* born since 2000 */
        {rrn, "17073003385", 0},
        {dni, "12345678Z", 1},
        {dni, "12345678A", 0},
        {dni, "X1234567L", 1},
        {dni, "Y1234567X", 1},
        {dni, "Z1234567X", 0},
        {bsn, "111222333", 1},
        {bsn, "111222334", 0},
        {isbn, "030640615-2", 1},
        {isbn, "080442957X", 1},
        {isbn, "0804429570", 0},
        {"{ rule = 'date', form = 'ddmmyy' }", "2902041234", 1},
        {"{ rule = 'date', form = 'ddmmyy' }", "2902031234", 0},
        {"{ rule = 'date', form = 'ddmmyy' }", "3104031234", 0},
        {"{ rule = 'date', form = 'yyyymmdd', at = 2 }", "AB20031231", 1},
        {"{ rule = 'date', form = 'yyyymmdd', at = 2 }", "AB20031331", 0},
        {"{ rule = 'date', form = 'yymmdd', at = 2 }", "AB2003", 0}, /* too short */
        {"{ rule = 'range', len = 3, ranges = [[1, 665], [667, 899]] }", "665000000", 1},
        {"{ rule = 'range', len = 3, ranges = [[1, 665], [667, 899]] }", "666000000", 0},
        {"{ rule = 'range', len = 3, ranges = [[1, 665], [667, 899]] }", "667000000", 1},
        {"{ rule = 'range', len = 3, ranges = [[1, 665], [667, 899]] }", "000000000", 0},
        {"{ rule = 'range', len = 3, ranges = [[1, 665]] }", "66", 0},
        {"{ rule = 'repeats', len = 10, least = 2, most = 3 }", "86095742719", 1}, /* 7 twice, of the first ten */
        {"{ rule = 'repeats', len = 10, least = 2, most = 3 }", "12345678900", 0}, /* none twice */
        {"{ rule = 'repeats', len = 10, least = 2, most = 3 }", "11223456780", 0}, /* two of them */
        {"{ rule = 'repeats', len = 10, least = 2, most = 3 }", "11112345670", 0}, /* four times */
        {"['luhn', { rule = 'range', len = 2, ranges = [[70, 79]] }]", "79927398713", 1},
        {"['luhn', { rule = 'range', len = 2, ranges = [[80, 89]] }]", "79927398713", 0}, /* all must hold */
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        char row[300];
        snprintf(row, sizeof row, "%s of %s", rows[i].value, rows[i].check);
        CHECK_ROW(holds(rows[i].check, rows[i].value) == rows[i].good, row);
    }
}

/* A single digit that is mistyped is noticed by each of these, wherever it stands. */
TEST(a_mistyped_digit_is_noticed) {
    static const char *const rows[][2] = {
        {"'luhn'", "79927398713"}, {"'verhoeff'", "22298006"}, {"'iso7064-11-10'", "86095742719"},
        {ppsn, "1234567T"},        {nir, "255084999904245"},   {bsn, "111222333"},
        {dni, "12345678Z"}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        for (size_t at = 0; rows[i][1][at]; at++) {
            char typed[32];
            snprintf(typed, sizeof typed, "%s", rows[i][1]);
            for (int more = 1; more < 10 && ts_is_digit(typed[at]); more++) {
                typed[at] = (char)('0' + (rows[i][1][at] - '0' + more) % 10);
                CHECK_ROW(holds(rows[i][0], typed) == 0, typed);
            }
        }
}

TEST(what_is_wrong_is_said_by_line) {
    static const struct {
        const char *lines, *says;
    } rows[] = {
        {"", "my.toml line 1: pattern wants a text, or a list of 1 to 10000 texts"},
        {"pattern = ''", "my.toml line 5: pattern wants texts of 1 to 2000 bytes"},
        {"pattern = []", "my.toml line 5: pattern wants a text, or a list"},
        {"pattern = ['a', 7]", "my.toml line 5: pattern wants texts"},
        {"pattern = 'x'\nchek = 'luhn'",
         "my.toml line 6: a kind has no chek; it has: name summary source category pattern"},
        {"pattern = 'x'\ncheck = 'luhm'", "my.toml line 6: there is no check luhm: luhn, verhoeff"},
        {"pattern = 'x'\ncheck = { rule = 'weight' }", "my.toml line 6: a check is a name or a table with rule"},
        {"pattern = 'x'\ncheck = { rule = 'weights', modulus = 11 }",
         "my.toml line 6: weights wants a list of 1 to 32"},
        {"pattern = 'x'\ncheck = { rule = 'weights', weights = [1, 'a'], modulus = 11 }", "a weight is a whole number"},
        {"pattern = 'x'\ncheck = { rule = 'weights', weights = [1, 2] }",
         "modulus wants a whole number from 2 to 1000"},
        {"pattern = 'x'\ncheck = { rule = 'weights', weights = [1], modulus = 11, table = '0123' }",
         "table wants a character for each remainder, 0 to 10"},
        {"pattern = 'x'\ncheck = { rule = 'weights', weights = [1], modulus = 11, tabel = 'x' }",
         "this rule has no tabel; it has:"},
        {"pattern = 'x'\ncheck = { rule = 'iso7064', system = '11-3' }", "system is one of 11-2, 37-2"},
        {"pattern = 'x'\ncheck = { rule = 'date', form = 'dmy' }", "form is one of ddmmyy"},
        {"pattern = 'x'\ncheck = { rule = 'range', len = 3, ranges = [[9, 1]] }", "the smaller first"},
        {"pattern = 'x'\ncheck = { rule = 'repeats', len = 10, least = 3, most = 2 }",
         "most wants a whole number from 3"},
        {"pattern = 'x'\ncheck = []", "my.toml line 6: check wants a check or a list of at most 6"},
        {"pattern = 'x'\nlabels = ['--']", "my.toml line 6: a label wants letters or digits"},
        {"pattern = 'x'\nlabelled = 101", "my.toml line 6: labelled wants a whole number from 0 to 100"},
        {"pattern = 'x'\nalone = 'high'", "my.toml line 6: alone wants a whole number"},
        {"pattern = 'x'\ncase = 5", "my.toml line 6: case wants a text in quotes"},
        {"pattern = 'x'\nsource = 2024", "my.toml line 6: source wants a text in quotes"},
        {"pattern = 'x'\nstrip = ['-']", "my.toml line 6: strip wants a text in quotes"},
        {"pattern = 'x'\nany_case = 'yes'", "my.toml line 6: any_case wants true or false, without quotes"},
        {"pattern = 'x'\ncheck = { rule = 'remainder', modulus = 7, replace = 'X' }",
         "my.toml line 6: replace wants 1 to 8 pairs such as { X = \"0\" }"},
        {"pattern = 'x'\ncase = 'title'", "my.toml line 6: case is upper, lower or keep"},
        {"pattern = 'x'\nstrip = 'a'", "my.toml line 6: strip wants signs of ASCII"},
        {"pattern = 'x'\nname = 'again'", "the key name stands there twice"},
        {"pattern = 'x'\n[[kind]]\nname = 'thing'\nsummary = 's'\n",
         "line 7: there is a kind thing already, of my.toml line 1"},
        {"pattern = 'x'\n[[kind]]\nname = 'email'", "line 7: there is a kind email already, built in"},
        {"pattern = 'x'\n[[kind]]\nname = 'Big'", "line 7: name wants small letters"},
        {"pattern = 'x'\n[[kind]]\nname = 'sixteen_letters_'", "at most 15"},
        {"pattern = 'x'\n[[kind]]\nname = 'all'", "name wants small letters"},
        {"pattern = 'x'\n[[kind]]\nname = 'b'", "line 6: summary is missing"},
        {"pattern = 'x'\n[[kind]]\nname = 'b'\nsummary = 's'\ncategory = 'secret'",
         "line 9: category is one of name, identifiers, birth date and sex,"},
        {"pattern = 'x'\n[rule]\na = 1", "a pack has no rule"},
        {"pattern = \"\xC3\x28\"", "my.toml is not UTF-8 text"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_packs p = {0};
        CHECK_ROW(add(&p, rows[i].lines) == TS_EUSAGE, rows[i].lines);
        CHECK_ROW(strstr(ts_error_text(), rows[i].says) != NULL, ts_error_text());
        CHECK(p.kinds == 0 && p.files == 0);
        ts_packs_done(&p);
    }
    ts_packs p = {0};
    CHECK(ts_packs_add(&p, "e.toml", ts_str("")) == TS_EUSAGE &&
          strstr(ts_error_text(), "e.toml line 1: a pack wants kinds"));
    CHECK(ts_packs_add(&p, "e.toml", ts_str("[kind]\nname='a'\n")) == TS_EUSAGE &&
          strstr(ts_error_text(), "begins with [[kind]]"));
    ts_packs_done(&p);
}

/* What is said where nothing is said: a check that tries a number twice holds by chance twice as often. */
TEST(confidence_follows_from_the_checks_odds) {
    static const struct {
        const char *check;
        unsigned alone;
    } rows[] = {{"check = { rule = 'remainder', modulus = 97 }", 65},
                {"check = { rule = 'remainder', modulus = 97, prefix = ['', '2'] }", 40},
                {"check = 'luhn'", 40},
                {"", 0}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_packs p = {0};
        char text[200];
        snprintf(text, sizeof text, "pattern = '\\d{9}'\n%s", rows[i].check);
        CHECK_ROW(add(&p, text) == TS_OK, ts_error_text());
        CHECK_ROW(p.kinds == 1 && p.kind[0].plain == rows[i].alone, rows[i].check);
        ts_packs_done(&p);
    }
}

/* What is refused takes nothing away. */
TEST(packs_before_a_wrong_one_stay) {
    ts_packs p = {0};
    CHECK(add(&p, "pattern = 'x'\nlabels = ['Thing No.', 'chose']") == TS_OK && p.kinds == 1);
    CHECK(add(&p, "pattern = 'x'") == TS_EUSAGE &&
          strstr(ts_error_text(), "line 2: there is a kind thing already, of my.toml"));
    CHECK(p.kinds == 1 && p.files == 1 && strcmp(p.kind[0].name, "thing") == 0 && p.kind[0].labels == 2);
    ts_packs_done(&p);
}

TEST(bounds_of_packs) {
    ts_packs p = {0};
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    for (int i = 0; i <= TS_KIND_PACK_MOST; i++) {
        ts_buf_addf(&b, "[[kind]]\nname = 'k%d'\nsummary = 's'\ncategory = 'name'\npattern = 'x'\n", i);
        if (i + 1 == TS_KIND_PACK_MOST)
            CHECK(ts_packs_add(&p, "all", ts_buf_span(&b)) == TS_OK && p.kinds == (size_t)TS_KIND_PACK_MOST);
        ts_packs_done(&p);
    }
    CHECK(ts_packs_add(&p, "more", ts_buf_span(&b)) == TS_EUSAGE && strstr(ts_error_text(), "more than 192 kinds"));
    ts_buf_clear(&b);
    for (int n = 0; n < 2; n++) { /* ten thousand patterns, and one more in a kind of its own */
        ts_buf_addf(&b, "[[kind]]\nname = 'k%d'\nsummary = 's'\ncategory = 'name'\npattern = [", n);
        for (int i = 0; i < (n ? 1 : 10000); i++)
            ts_buf_addf(&b, "'x%d',", i);
        ts_buf_add_str(&b, "]\n");
        CHECK(ts_packs_add(&p, "many", ts_buf_span(&b)) == (n ? TS_EUSAGE : TS_OK));
        ts_packs_done(&p);
    }
    CHECK(strstr(ts_error_text(), "more than 10000 patterns") != NULL);
    ts_buf_clear(&b);
    for (size_t i = 0; i <= 4 * 1024 * 1024; i++)
        ts_buf_add_char(&b, '\n');
    CHECK(ts_packs_add(&p, "large", ts_buf_span(&b)) == TS_EUSAGE &&
          strstr(ts_error_text(), "larger than a pack may be: 4 MiB"));
    for (int i = 0; i < 17; i++) {
        char text[120], name[8];
        snprintf(text, sizeof text, "[[kind]]\nname = 'k%d'\nsummary = 's'\ncategory = 'name'\npattern = 'x'\n", i);
        snprintf(name, sizeof name, "%d", i);
        CHECK_ROW(ts_packs_add(&p, name, ts_str(text)) == (i < 16 ? TS_OK : TS_EUSAGE), name);
    }
    CHECK(strstr(ts_error_text(), "more than 16 packs") != NULL);
    ts_packs_done(&p);
}

TEST(one_value_has_one_form) {
    static const char *const rows[][3] = {
        {"", " 12 34-ab/c. ", "1234ABC"}, {"case = 'lower'", "AB-1", "ab1"}, {"case = 'keep'", "aB-1", "aB1"},
        {"strip = ''", "a-1", "A-1"},     {"strip = '#'", "#a-1", "A-1"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_packs p = {0};
        char lines[100];
        snprintf(lines, sizeof lines, "pattern = 'x'\n%s", rows[i][0]);
        CHECK_ROW(add(&p, lines) == TS_OK, ts_error_text());
        ts_norm norm, again;
        bool valid = false;
        CHECK_ROW(ts_pack_normal(&p.kind[0], ts_str(rows[i][1]), &norm, &valid) && valid, rows[i][1]);
        CHECK_ROW(ts_span_eq(ts_norm_span(&norm), ts_str(rows[i][2])), norm.text);
        CHECK_ROW(ts_pack_normal(&p.kind[0], ts_norm_span(&norm), &again, &valid) &&
                      ts_span_eq(ts_norm_span(&norm), ts_norm_span(&again)),
                  norm.text);
        CHECK(!ts_pack_normal(&p.kind[0], ts_str(" "), &again, &valid));
        ts_packs_done(&p);
    }
}

TEST(labels_are_words) {
    static const char *const rows[][2] = {
        {"EmployeePPSN no.", " EMPLOYEE PPSN NO "},
        {"NHSNumber", " NHS NUMBER "},
        {"num\xC3\xA9ro_de  s\xC3\xA9"
         "cu:",
         " NUMERO DE SECU "},
        {"", ""},
        {" - ", ""},
        {"x", " X "},
        {"\xE2\x80\x93", " \xE2\x80\x93 "},
    };
    char out[TS_PACK_WORDS];
    for (size_t i = 0; i + 1 < TEST_COUNT(rows); i++)
        CHECK_ROW(ts_span_eq(ts_span_of(out, ts_pack_words(ts_str(rows[i][0]), out)), ts_str(rows[i][1])), rows[i][0]);
    char longest[600];
    for (size_t n = 0; n < sizeof longest; n++) { /* words of every length, cut to whole ones at the end */
        longest[n] = n % 7 ? 'A' : ' ';
        size_t len = ts_pack_words(ts_span_of(longest, n), out);
        CHECK(len <= TS_PACK_WORDS && (len == 0 || (out[0] == ' ' && out[len - 1] == ' ')));
    }
    memset(longest, 'A', sizeof longest);
    CHECK(ts_pack_words(ts_span_of(longest, sizeof longest), out) == 0);
}
