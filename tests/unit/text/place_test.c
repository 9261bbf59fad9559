/* place_test.c - postcodes of every shape, false friends, and one form for an address. */
#include "text/place.h"

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
                                          {"12 St John's Road", "12 ST JOHNS RD"},
                                          {"12 Saint Johns Road", "12 ST JOHNS RD"},
                                          {"Rose Cottage, Mill Lane, Hale", "ROSE COTTAGE MILL LN"},
                                          {"Rose Cottage, 4 Mill Lane", "4 MILL LN"},
                                          {"12 Park Road", "12 PARK RD"},
                                          {"12A The Avenue", "12A THE AVE"},
                                          {"1-3 Queen\xE2\x80\x99s Drive", "1 3 QUEENS DR"},
                                          {"Liverpool", NULL},
                                          {"12", NULL},
                                          {"", NULL},
                                          {"Flat 2", NULL}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(becomes(ts_address_normal, rows[i][0], rows[i][1]), rows[i][0]);
}
