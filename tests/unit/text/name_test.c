/* name_test.c - order, titles, particles and double names, sound, short forms. */
#include "text/name.h"

#include <stdio.h>

#include "support/test.h"

/* The usual shapes take a short way; a full stop or a space more sends the same name the long one. */
TEST(short_ways_lead_where_the_long_one_does) {
    static const char *const rows[] = {
        "John Smith",   "Mr John Smith", "Mrs Ann LEE",  "MR Smith John", "Mr Smith", "SMITH John",
        "John Mr",      "Miss A Lee",    "Mx Jo Esq",    "john smith",    "Jo Phd",   "Master Tim Ray",
        "M John Smith", "Ms Van Dijk",   "Dr Al Amin",   "Dr Bhogal",     "DR PATEL", "Sister Mary",
        "Dr Obe",       "Prof Mr",       "Rev Ann Hale", "DR Ann Hale",   "Mr J",     "Lady Jane Grey",
        "Miss Ann Lee", "Max Smith",     "Mary Lee",     "Mary Mr",       "Miss Mrs", "Miss van Dijk",
        "Ms  Lee",      "MISS Ann Lee"};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        char longer[64];
        ts_name_parts a = {0}, b = {0};
        snprintf(longer, sizeof longer, "%.*s  %s", (int)strcspn(rows[i], " "), rows[i],
                 rows[i] + strcspn(rows[i], " ") + 1);
        bool good = ts_name_split(ts_str(rows[i]), false, &a);
        CHECK_ROW(good == ts_name_split(ts_str(longer), false, &b), rows[i]);
        CHECK_ROW(ts_span_eq(ts_norm_span(&a.surname), ts_norm_span(&b.surname)), rows[i]);
        CHECK_ROW(ts_span_eq(ts_norm_span(&a.forename), ts_norm_span(&b.forename)), rows[i]);
        CHECK_ROW(ts_span_eq(ts_norm_span(&a.others), ts_norm_span(&b.others)), rows[i]);
        CHECK_ROW(ts_span_eq(ts_norm_span(&a.title), ts_norm_span(&b.title)), rows[i]);
    }
}

static bool becomes(bool (*normal)(ts_span, ts_norm *), const char *raw, const char *want) {
    ts_norm n;
    if (!normal(ts_str(raw), &n))
        return want == NULL;
    return want && strcmp(n.text, want) == 0;
}

TEST(whole_names_have_one_form) {
    static const char *const rows[][2] = {{"Mrs. Siân O'Neill-Price", "ONEILL PRICE, SIAN"},
                                          {"SMITH, John Paul (Mr)", "SMITH, JOHN PAUL"},
                                          {"John Smith", "SMITH, JOHN"},
                                          {"SMITH John", "SMITH, JOHN"},
                                          {"MRS SMITH Jane", "SMITH, JANE"},
                                          {"MR John Smith", "SMITH, JOHN"},
                                          {"DR JOHN SMITH", "SMITH, JOHN"},
                                          {"Dr J. P. van der Berg", "VAN DER BERG, J P"},
                                          {"Mc Donald, Ann", "MCDONALD, ANN"},
                                          {"O\xE2\x80\x99"
                                           "Brien, Se\xC3\xA1n",
                                           "OBRIEN, SEAN"},
                                          {"Prof Dr Anna-Maria Nowak", "NOWAK, ANNA MARIA"},
                                          {"Smith, Mrs Jane", "SMITH, JANE"},
                                          {"Mohammed bin Rashid", "BIN RASHID, MOHAMMED"},
                                          {"Jane Smith MBE", "SMITH, JANE"},
                                          {"john smith", "SMITH, JOHN"},
                                          {"Mr Smith", NULL},
                                          {"Smith", NULL},
                                          {"R2 D2", NULL},
                                          {"a@b.example", NULL},
                                          {"", NULL},
                                          {",", NULL},
                                          {"Mrs Smith-Jones", NULL}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(becomes(ts_person_name_normal, rows[i][0], rows[i][1]), rows[i][0]);
}

/* Rows of a ward list, a theatre list, a donor export and letters' first lines. */
TEST(particles_initials_and_degrees_find_their_place) {
    static const char *const rows[][2] = {{"Dr Anna de la Cruz", "DE LA CRUZ, ANNA"},
                                          {"van Dijk, Pieter", "VAN DIJK, PIETER"},
                                          {"Gwilym ap Rhys", "AP RHYS, GWILYM"},
                                          {"Aoife N\xC3\xAD Dhomhnaill", "NI DHOMHNAILL, AOIFE"},
                                          {"Van Morrison", "MORRISON, VAN"},
                                          {"Al de Souza", "DE SOUZA, AL"},
                                          {"Mr DA Smith", "SMITH, DA"},
                                          {"Mr O Smith", "SMITH, O"},
                                          {"Mrs Van Dijk", NULL}, /* a surname alone */
                                          {"Mr van der Berg", NULL},
                                          {"van der Berg", NULL},
                                          {"Van Der Berg", NULL},
                                          {"Mr. De Souza", NULL},
                                          {"MR VAN DER BERG", NULL},
                                          {"Ms N\xC3\xAD Bhriain", NULL},
                                          {"Mr Bin Ahmed", NULL},
                                          {"Mr Mac Donald", NULL},
                                          {"Smith J", "SMITH, J"},
                                          {"SMITH J R", "SMITH, J R"},
                                          {"O'Hara S.M.", "OHARA, S M"},
                                          {"van Dijk P", "VAN DIJK, P"},
                                          {"J R", "R, J"},
                                          {"J Smith", "SMITH, J"},
                                          {"Ford JR", "JR, FORD"}, /* initials as likely as Junior */
                                          {"Henry Ford Jr.", "FORD, HENRY"},
                                          {"Karen Lee RMN", "LEE, KAREN"},
                                          {"Dr Sanjay Rao MB ChB (Hons) FRCP", "RAO, SANJAY"},
                                          {"Wei Ma", "MA, WEI"},
                                          {"Dr Sanjay Rao MBChB (Hons) FRCP", "RAO, SANJAY"},
                                          {"Dr Jane Lowe, MBBS, MRCP", "LOWE, JANE"},
                                          {"Lowe, Jane, MBBS", "LOWE, JANE"},
                                          {"Prof David Ellis, OBE", "ELLIS, DAVID"},
                                          {"Khan, Md", "KHAN, MD"}, /* Mohammed, not Medicinae Doctor */
                                          {"Md Khan", "KHAN, MD"},
                                          {"JR Smith", "SMITH, JR"},
                                          {"MR JR Smith", "SMITH, JR"},
                                          {"LI Wei", "LI, WEI"},
                                          {"NG Mei Ling", "NG, MEI LING"},
                                          {"Md Khan-Ali", "KHAN ALI, MD"},
                                          {"KHAN ALI, MD", "KHAN ALI, MD"}, /* its own normal form */
                                          {"van Dijk, MD", "VAN DIJK, MD"},
                                          {"Lowe, Mbeki", "LOWE, MBEKI"}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(becomes(ts_person_name_normal, rows[i][0], rows[i][1]), rows[i][0]);
    CHECK(becomes(ts_surname_normal, "Mr van der Berg", "VAN DER BERG") &&
          becomes(ts_surname_normal, "Mr Mac Donald", "MACDONALD"));
}

TEST(halves_and_titles) {
    CHECK(becomes(ts_surname_normal, "O'Brien", "OBRIEN") &&
          becomes(ts_surname_normal, "Ledgard-Hoyle", "LEDGARD HOYLE") &&
          becomes(ts_surname_normal, "Mrs Smith-Jones", "SMITH JONES"));
    CHECK(becomes(ts_surname_normal, "O Brien", "OBRIEN") && becomes(ts_surname_normal, "Smith2", NULL) &&
          becomes(ts_surname_normal, "Smith, John", NULL));
    CHECK(becomes(ts_forename_normal, "Mary-Jane  ", "MARY JANE") && becomes(ts_forename_normal, "J.", "J"));
    CHECK(becomes(ts_title_normal, "mrs.", "MRS") && becomes(ts_title_normal, "Mister X", NULL) &&
          becomes(ts_title_normal, "Smith", NULL));
}

TEST(surname_first_columns) {
    ts_name_parts p;
    CHECK(ts_name_split(ts_str("Smith John"), true, &p) && strcmp(p.surname.text, "SMITH") == 0 &&
          strcmp(p.forename.text, "JOHN") == 0);
    CHECK(ts_name_split(ts_str("Van Dijk Pieter"), true, &p) && strcmp(p.surname.text, "VAN DIJK") == 0);
    CHECK(ts_name_split(ts_str("Ms De Souza"), true, &p) && strcmp(p.surname.text, "DE SOUZA") == 0);
    CHECK(ts_name_split(ts_str("Smith John"), false, &p) && strcmp(p.surname.text, "JOHN") == 0);
    CHECK(ts_name_split(ts_str("Smith, John Paul"), true, &p) && strcmp(p.others.text, "PAUL") == 0 &&
          p.title.len == 0);
}

TEST(soundex_of_the_national_archives_examples) {
    static const char *const rows[][2] = {
        {"ROBERT", "R163"},  {"RUPERT", "R163"},   {"ASHCRAFT", "A261"}, {"TYMCZAK", "T522"},
        {"PFISTER", "P236"}, {"HONEYMAN", "H555"}, {"LEE", "L000"},      {"", ""}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        char sound[5];
        ts_name_sound(ts_str(rows[i][0]), sound);
        CHECK_ROW(strcmp(sound, rows[i][1]) == 0, rows[i][0]);
    }
}

TEST(short_forms_are_sorted_and_found) {
    CHECK(ts_span_eq(ts_name_long(ts_str("BOB")), ts_str("ROBERT")) &&
          ts_span_eq(ts_name_long(ts_str("ZACK")), ts_str("ZACHARY")) &&
          ts_span_eq(ts_name_long(ts_str("ABBIE")), ts_str("ABIGAIL")));
    CHECK(ts_span_eq(ts_name_long(ts_str("PEGGY")), ts_str("MARGARET")) &&
          ts_span_eq(ts_name_long(ts_str("XERXES")), ts_str("XERXES")));
    CHECK(ts_forename_known(ts_str("JOHN")) > ts_forename_known(ts_str("AARAV")) &&
          ts_forename_known(ts_str("AARAV")) > 0 && ts_forename_known(ts_str("TABLE")) == 0);
    CHECK(ts_surname_known(ts_str("SMITH")) == 255 && ts_surname_known(ts_str("WARDROBE")) == 0);
}
