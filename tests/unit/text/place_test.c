/* place_test.c - postcodes of every shape, false friends, and one form for an address. */
#include "text/place.h"
#include "text/words.h"

#include <stdio.h>

#include "support/test.h"

static bool becomes(bool (*normal)(ts_span, ts_norm *), const char *raw, const char *want) {
    ts_norm n;
    if (!normal(ts_str(raw), &n))
        return want == NULL;
    return want && strcmp(n.text, want) == 0;
}

TEST(postcodes_of_the_six_shapes) {
    static const char *const rows[][2] = {{"l12 2ap", "L122AP"},   {"L1 8JQ", "L18JQ"},
                                          {"CH41 1AA", "CH411AA"}, {"W1A 0AX", "W1A0AX"},
                                          {"EC1A 1BB", "EC1A1BB"}, {"B33 8TH", "B338TH"},
                                          {"CR2 6XH", "CR26XH"},   {"GIR 0AA", "GIR0AA"},
                                          {"ZZ99 3VZ", "ZZ993VZ"}, {" L122AP ", "L122AP"},
                                          {"B12 3CD", NULL},       {"Q1 1AA", NULL},
                                          {"AI1 1AA", NULL},       {"L1", NULL},
                                          {"12345", NULL},         {"L12 2A", NULL},
                                          {"L123 2AP", NULL},      {"", NULL},
                                          {"L12-2AP", NULL}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(becomes(ts_postcode_normal, rows[i][0], rows[i][1]), rows[i][0]);
    CHECK(ts_span_eq(ts_postcode_outward(ts_str("L122AP")), ts_str("L12")));
}

TEST(an_address_has_one_form) {
    static const char *const rows[][2] = {{"12 Eaton Road", "12 EATON RD"},
                                          {"12, Eaton Rd.", "12 EATON RD"},
                                          {"12 Eaton Road, Liverpool", "12 EATON RD"},
                                          {"12 Eaton Road Liverpool", "12 EATON RD"},
                                          {"12\tEaton Road", "12 EATON RD"},
                                          {"12 Eaton Road\nWest Derby\nLiverpool", "12 EATON RD"},
                                          {"Flat 2, 4 Mill Lane", "FLAT 2 4 MILL LN"},
                                          {"Apartment 2, 4 Mill Lane, Crosby", "FLAT 2 4 MILL LN"},
                                          {"3/2, 4 Mill Lane, Crosby", "3 2 4 MILL LN"},
                                          {"12-14, Mill Lane, Crosby", "12 14 MILL LN"},
                                          {"12 St John's Road", "12 ST JOHNS RD"},
                                          {"12 Saint Johns Road", "12 ST JOHNS RD"},
                                          {"Rose Cottage, Mill Lane, Hale", "ROSE COTTAGE MILL LN"},
                                          {"Rose Cottage, 4 Mill Lane", "4 MILL LN"},
                                          {"12 Falkland Wynd Perth", "12 FALKLAND WYND"},
                                          {"The Willows, Maes Glas, Rhyl", "THE WILLOWS MAES GLAS"},
                                          {"12 Park Road", "12 PARK RD"},
                                          {"12A The Avenue", "12A THE AVE"},
                                          {"1-3 Queen\xE2\x80\x99s Drive", "1 3 QUEENS DR"},
                                          {"/* 31 was sys_stty */", NULL},
                                          {"12](https://example.org/issues/12)", NULL},
                                          {"color: #008000 } /* Keyword 12 */", NULL},
                                          {"Liverpool", NULL},
                                          {"12", NULL},
                                          {"", NULL},
                                          {"Flat 2", NULL}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(becomes(ts_address_normal, rows[i][0], rows[i][1]), rows[i][0]);
}

TEST(every_kind_of_street_is_known) {
    static const char *const rows[][2] = {
        {"12 Alder Av, Leeds", "12 ALDER AVE"},          {"12 Alder Ave, Leeds", "12 ALDER AVE"},
        {"12 Alder Avenue, Leeds", "12 ALDER AVE"},      {"12 Alder Bldgs, Leeds", "12 ALDER BLDGS"},
        {"12 Alder Blvd, Leeds", "12 ALDER BLVD"},       {"12 Alder Boulevard, Leeds", "12 ALDER BLVD"},
        {"12 Alder Buildings, Leeds", "12 ALDER BLDGS"}, {"12 Alder Cl, Leeds", "12 ALDER CL"},
        {"12 Alder Close, Leeds", "12 ALDER CL"},        {"12 Alder Cottages, Leeds", "12 ALDER COTTAGES"},
        {"12 Alder Court, Leeds", "12 ALDER CT"},        {"12 Alder Cres, Leeds", "12 ALDER CRES"},
        {"12 Alder Crescent, Leeds", "12 ALDER CRES"},   {"12 Alder Croft, Leeds", "12 ALDER CROFT"},
        {"12 Alder Ct, Leeds", "12 ALDER CT"},           {"12 Alder Dr, Leeds", "12 ALDER DR"},
        {"12 Alder Drive, Leeds", "12 ALDER DR"},        {"12 Alder Emb, Leeds", "12 ALDER EMB"},
        {"12 Alder Embankment, Leeds", "12 ALDER EMB"},  {"12 Alder Esp, Leeds", "12 ALDER ESP"},
        {"12 Alder Esplanade, Leeds", "12 ALDER ESP"},   {"12 Alder Fold, Leeds", "12 ALDER FOLD"},
        {"12 Alder Gardens, Leeds", "12 ALDER GDNS"},    {"12 Alder Gate, Leeds", "12 ALDER GATE"},
        {"12 Alder Gdns, Leeds", "12 ALDER GDNS"},       {"12 Alder Gn, Leeds", "12 ALDER GN"},
        {"12 Alder Gr, Leeds", "12 ALDER GR"},           {"12 Alder Green, Leeds", "12 ALDER GN"},
        {"12 Alder Grove, Leeds", "12 ALDER GR"},        {"12 Alder Grv, Leeds", "12 ALDER GR"},
        {"12 Alder Hill, Leeds", "12 ALDER HILL"},       {"12 Alder Lane, Leeds", "12 ALDER LN"},
        {"12 Alder Ln, Leeds", "12 ALDER LN"},           {"12 Alder Mdw, Leeds", "12 ALDER MDW"},
        {"12 Alder Mdws, Leeds", "12 ALDER MDWS"},       {"12 Alder Meadow, Leeds", "12 ALDER MDW"},
        {"12 Alder Meadows, Leeds", "12 ALDER MDWS"},    {"12 Alder Mews, Leeds", "12 ALDER MEWS"},
        {"12 Alder Mount, Leeds", "12 ALDER MT"},        {"12 Alder Mt, Leeds", "12 ALDER MT"},
        {"12 Alder Parade, Leeds", "12 ALDER PDE"},      {"12 Alder Park, Leeds", "12 ALDER PK"},
        {"12 Alder Pde, Leeds", "12 ALDER PDE"},         {"12 Alder Pk, Leeds", "12 ALDER PK"},
        {"12 Alder Pl, Leeds", "12 ALDER PL"},           {"12 Alder Place, Leeds", "12 ALDER PL"},
        {"12 Alder Prom, Leeds", "12 ALDER PROM"},       {"12 Alder Promenade, Leeds", "12 ALDER PROM"},
        {"12 Alder Quay, Leeds", "12 ALDER QUAY"},       {"12 Alder Rd, Leeds", "12 ALDER RD"},
        {"12 Alder Rise, Leeds", "12 ALDER RISE"},       {"12 Alder Road, Leeds", "12 ALDER RD"},
        {"12 Alder Row, Leeds", "12 ALDER ROW"},         {"12 Alder Sq, Leeds", "12 ALDER SQ"},
        {"12 Alder Square, Leeds", "12 ALDER SQ"},       {"12 Alder St, Leeds", "12 ALDER ST"},
        {"12 Alder Str, Leeds", "12 ALDER ST"},          {"12 Alder Street, Leeds", "12 ALDER ST"},
        {"12 Alder Ter, Leeds", "12 ALDER TER"},         {"12 Alder Terr, Leeds", "12 ALDER TER"},
        {"12 Alder Terrace, Leeds", "12 ALDER TER"},     {"12 Alder View, Leeds", "12 ALDER VIEW"},
        {"12 Alder Villas, Leeds", "12 ALDER VILLAS"},   {"12 Alder Walk, Leeds", "12 ALDER WALK"},
        {"12 Alder Way, Leeds", "12 ALDER WAY"},         {"12 Alder Wharf, Leeds", "12 ALDER WHARF"},
        {"12 Alder Yard, Leeds", "12 ALDER YARD"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(becomes(ts_address_normal, rows[i][0], rows[i][1]), rows[i][0]);
}

TEST(a_flat_that_ends_a_text_and_words_of_places) {
    static const struct {
        const char *text;
        size_t from;
    } rows[] = {{"Flat 3", 0},         {"lives at Apartment 4B", 9}, {"of flat B", 3},     {"FLAT 2/1", 0},
                {"Unit 12-14", 0},     {"Flat", SIZE_MAX},           {"3", SIZE_MAX},      {"", SIZE_MAX},
                {"Flat AB", SIZE_MAX}, {"Inflat 3", SIZE_MAX},       {"Room 4", SIZE_MAX}, {"Flat 1234567", SIZE_MAX},
                {"Flat 3,", SIZE_MAX}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(ts_flat_at_end(ts_str(rows[i].text)) == rows[i].from, rows[i].text);
    CHECK(ts_is_house_word(ts_str("Cottage")) && ts_is_house_word(ts_str("RECTORY")) &&
          !ts_is_house_word(ts_str("Road")) && !ts_is_house_word(ts_str("")) &&
          !ts_is_house_word(ts_str("Schoolhouses")));
    CHECK(ts_is_place_word(ts_str("Road")) && ts_is_place_word(ts_str("flat")) && ts_is_place_word(ts_str("Barn")) &&
          !ts_is_place_word(ts_str("Smith")));
    CHECK(ts_address_has_street(ts_str("40 HARBOUR VIEW")) && !ts_address_has_street(ts_str("12 MARCH 2020")) &&
          !ts_address_has_street(ts_str("VIEW")) && !ts_address_has_street(ts_str("")));
}

/* A second space sends the same address the long way. */
TEST(the_usual_address_has_the_form_of_the_long_way) {
    static const char *const words[] = {"Prescot", "Saint", "St",    "Road", "STREET", "Park",
                                        "Flat",    "green", "Ox",    "Elm",  "Avenue", "Helens",
                                        "Court",   "Suite", "Place", "Lane", "Mill"};
    unsigned seed = 3, usual = 0;
    for (int round = 0; round < 20000; round++) {
        char text[120], longer[120];
        size_t n = (size_t)snprintf(text, sizeof text, "%u", (seed = seed * 1103515245u + 12345u) >> 16 & 1023);
        size_t m = (size_t)snprintf(longer, sizeof longer, "%s ", text);
        for (unsigned k = 0, most = 1 + (seed >> 20) % 4; k < most; k++) {
            const char *word = words[((seed = seed * 1103515245u + 12345u) >> 16) % TEST_COUNT(words)];
            n += (size_t)snprintf(text + n, sizeof text - n, " %s", word);
            m += (size_t)snprintf(longer + m, sizeof longer - m, " %s", word);
        }
        ts_norm a = {0}, b = {0};
        char room[160] = {0};
        memcpy(room, text, n);
        usual += ts_address_usual(room, n);
        CHECK_ROW(!ts_address_usual(longer, m), longer);
        bool good = ts_address_normal(ts_str(text), &a);
        CHECK_ROW(good == ts_address_normal(ts_str(longer), &b), text);
        CHECK_ROW(ts_span_eq(ts_norm_span(&a), ts_norm_span(&b)), text);
    }
    CHECK(usual > 1000);
}

TEST(a_set_of_words_has_its_words_and_no_others) {
    static ts_word_set set = {.words = " DOB N/A COTTAGE A "};
    CHECK(ts_word_set_has(&set, ts_str("DOB")) && ts_word_set_has(&set, ts_str("N/A")) &&
          ts_word_set_has(&set, ts_str("A")) && ts_word_set_has_nocase(&set, ts_str("Cottage")));
    CHECK(!ts_word_set_has(&set, ts_str("")) && !ts_word_set_has(&set, ts_str("DO")) &&
          !ts_word_set_has(&set, ts_str("DOC")) && !ts_word_set_has(&set, ts_str("dob")) &&
          !ts_word_set_has(&set, ts_str("COTTAGECOTTAGECOTTAGE")));
}

TEST(streets_and_flats_on_stairs) {
    CHECK(ts_street_word(ts_str("Road")) == 2 && ts_street_word(ts_str("WYND")) == 2 &&
          ts_street_word(ts_str("Court")) == 1 && ts_street_word(ts_str("Flat")) == 0 &&
          ts_street_word(ts_str("")) == 0);
    CHECK(ts_street_lead(ts_str("Ffordd")) && !ts_street_lead(ts_str("Road")));
    static const char *const stairs[] = {"2F1", "3/2", "10/12", "GF1", "PF2", "1/L", "BF2"};
    static const char *const none[] = {"2", "F1", "2F", "2F123", "200/1", "12/3/61", "AF1", ""};
    for (size_t i = 0; i < TEST_COUNT(stairs); i++)
        CHECK_ROW(ts_flat_position(ts_str(stairs[i])), stairs[i]);
    for (size_t i = 0; i < TEST_COUNT(none); i++)
        CHECK_ROW(!ts_flat_position(ts_str(none[i])), none[i]);
}
