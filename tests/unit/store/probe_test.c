/* probe_test.c - which values make look-up keys, and that both sides make the same ones. */
#include "store/index_layout.h"

#include "made_people.h"
#include "support/test.h"

static ts_fingerprinter *made(void) {
    ts_key key = {{7}};
    return ts_fingerprinter_new(&key);
}

static bool shares_key(const ts_fingerprinter *f, const ts_values *held, const ts_values *said, unsigned kind) {
    index_key key[KEY_KINDS];
    size_t n = index_keys_of(f, held, key);
    ts_probe p;
    ts_probe_init(f, said, &p);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < p.keys; k++)
            if (key[i].fingerprint == p.key[k] && key[i].kind == p.domain[k] && (!kind || kind == key[i].kind))
                return true;
    return false;
}

#define BIT(a) (1u << TS_ATTR_##a)

TEST(damage_leaves_a_way_to_the_person) {
    static const struct {
        ts_attr attr;
        const char *value;
        uint32_t keep;
        unsigned kind;
        const char *why;
    } rows[] = {
        {TS_ATTR_NHS, "9990000018", BIT(NHS), KEY_NHS, "a lone health number"},
        {TS_ATTR_SURNAME, "OBRYEN", BIT(SURNAME) | BIT(BIRTH), KEY_SOUND_BIRTH, "surname misspelt, same sound"},
        {TS_ATTR_SURNAME, "WATKINS", BIT(SURNAME) | BIT(FORENAME) | BIT(BIRTH), KEY_FORENAME_BIRTH,
         "surname changed at marriage"},
        {TS_ATTR_FORENAME, "BOB", BIT(FORENAME) | BIT(BIRTH), KEY_FORENAME_BIRTH, "nickname"},
        {TS_ATTR_FORENAME, "R", BIT(SURNAME) | BIT(FORENAME) | BIT(POSTCODE), KEY_SOUND_POSTCODE, "only an initial"},
        {TS_ATTR_BIRTH, "1987-02-04", BIT(SURNAME) | BIT(BIRTH), KEY_SOUND_BIRTH, "day and month swapped"},
        {TS_ATTR_BIRTH, "1987-02-04", BIT(FORENAME) | BIT(BIRTH), KEY_FORENAME_BIRTH, "swapped, by forename"},
        {TS_ATTR_BIRTH, "1987-02-04", BIT(POSTCODE) | BIT(BIRTH), KEY_BIRTH_POSTCODE, "swapped, by postcode"},
        {TS_ATTR_BIRTH, "1978-04-02", BIT(SURNAME) | BIT(FORENAME) | BIT(BIRTH) | BIT(POSTCODE), KEY_FORENAME_POSTCODE,
         "birth year wrong"},
        {TS_ATTR_POSTCODE, "ZQ11AA", BIT(SURNAME) | BIT(ADDRESS) | BIT(POSTCODE), KEY_SOUND_ADDRESS, "postcode wrong"},
        {TS_ATTR_EMAIL, "rob@people.example", BIT(EMAIL), KEY_EMAIL, "a lone e-mail address"},
        {TS_ATTR_BANK, "20295963748472", BIT(BANK), KEY_BANK, "a lone bank account"},
    };
    ts_fingerprinter *f = made();
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_values held = {0};
        made_set(&held, TS_ATTR_NHS, "9990000018");
        made_set(&held, TS_ATTR_SURNAME, "OBRIEN");
        made_set(&held, TS_ATTR_FORENAME, "ROBERT");
        made_set(&held, TS_ATTR_BIRTH, "1987-04-02");
        made_set(&held, TS_ATTR_ADDRESS, "12 EATON RD");
        made_set(&held, TS_ATTR_POSTCODE, "ZQ122AP");
        made_set(&held, TS_ATTR_EMAIL, "rob@people.example");
        made_set(&held, TS_ATTR_BANK, "20295963748472");
        ts_values said = held;
        made_set(&said, rows[i].attr, rows[i].value);
        made_keep(&said, rows[i].keep);
        CHECK_ROW(shares_key(f, &held, &said, rows[i].kind), rows[i].why);
    }
    ts_fingerprinter_free(f);
}

TEST(lone_common_values_make_no_key) {
    static const struct {
        uint32_t keep;
        const char *why;
    } rows[] = {
        {BIT(SURNAME), "surname: counts would betray it"},
        {BIT(FORENAME), "forename"},
        {BIT(BIRTH), "birth date"},
        {BIT(POSTCODE), "postcode"},
        {BIT(ADDRESS), "address"},
        {BIT(SEX), "sex"},
        {BIT(SURNAME) | BIT(FORENAME), "a whole name alone"},
        {BIT(DEATH), "date of death"},
        {BIT(SEX) | BIT(BIRTH), "sex adds next to nothing"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_values v;
        made_person(5, &v);
        made_keep(&v, rows[i].keep);
        CHECK_ROW(!ts_index_identifies(&v), rows[i].why);
    }
    ts_values whole;
    made_person(5, &whole);
    CHECK(ts_index_identifies(&whole));
}

TEST(placeholders_are_neither_keys_nor_tags) {
    ts_fingerprinter *f = made();
    ts_values v = {0};
    made_set(&v, TS_ATTR_NHS, "9999999999");
    v.placeholder = BIT(NHS);
    ts_probe p;
    ts_probe_init(f, &v, &p);
    CHECK(p.keys == 0 && p.tags[TS_ATTR_NHS] == 0);
    CHECK(!ts_index_identifies(&v));
    uint32_t tag[SLOTS];
    index_tags_of(f, &v, tag);
    CHECK(tag[SLOT_NHS] == 0);
    v.placeholder = 0;
    ts_probe_init(f, &v, &p);
    CHECK(p.keys == 1 && p.tags[TS_ATTR_NHS] == 1);
    ts_fingerprinter_free(f);
}

TEST(odd_values_are_harmless) {
    ts_fingerprinter *f = made();
    char longest[TS_NORM_MAX + 1];
    memset(longest, 'A', TS_NORM_MAX);
    longest[TS_NORM_MAX] = 0;
    const char *odd[] = {"",     "-",     "1",          "0000-00-00", " ",  "\xc5\x81",
                         "  12", longest, "9999-99-99", "1987-13-45", "12 "};
    for (size_t i = 0; i < TEST_COUNT(odd); i++) {
        ts_values v = {0};
        for (unsigned a = 0; a < TS_ATTR_COUNT; a++)
            made_set(&v, (ts_attr)a, odd[i]);
        ts_probe p;
        ts_probe_init(f, &v, &p);
        CHECK(p.keys <= TS_PROBE_KEYS);
        for (unsigned a = 0; a < TS_ATTR_COUNT; a++)
            CHECK(p.tags[a] <= 6);
    }
    ts_fingerprinter_free(f);
}

/* Two digits with one mark would make their days one, under that key alone. */
TEST(no_two_digits_have_one_mark_under_any_key) {
    unsigned equal = 0;
    for (uint32_t k = 0; k < 10000; k++) {
        ts_key key = {{0}};
        memcpy(&key, &k, sizeof k);
        ts_fingerprinter *f = ts_fingerprinter_new(&key);
        uint16_t mark[10];
        for (int i = 0; i < 10; i++) {
            mark[i] = index_digit_mark(f, (char)('0' + i));
            for (int j = 0; j < i; j++)
                equal += mark[i] == mark[j];
        }
        ts_fingerprinter_free(f);
    }
    CHECK(equal == 0);
}
