/* kinds_test.c - every kind has its detector, and normal(normal(x)) = normal(x) over random values. */
#include "detect/detector.h"

#include <stdlib.h>

#include <stdio.h>

#include "support/test.h"

enum { ROUNDS = 4000 };
static unsigned seed = 3;
static unsigned dice(unsigned n) {
    seed = seed * 1103515245u + 12345u;
    return (seed >> 16) % n;
}

enum { SEEDS = 10 };
static const char *const seeds[TS_KIND_COUNT][SEEDS] = {
    [TS_KIND_NHS_NUMBER] = {"9990000018", "999 000 0026", "999-000-0034", "4444444444"},
    [TS_KIND_LOCAL_ID] = {"AH1234567", "rbs/00012-4", "0000042"},
    [TS_KIND_NINO] = {"QQ123456C", "qq 12 34 56 c", "AB123456"},
    [TS_KIND_PERSON_NAME] = {"Mrs. Siân O'Neill-Price", "SMITH, John Paul (Mr)", "Lady-Smith, Ann",
                             "Dr J. P. van der Berg", "Mc Donald Ann", "O Mc X Mr", "Md Khan-Ali", "Jane Lowe, MB BCh",
                             "van Dijk J R", "Mr De Souza"},
    [TS_KIND_SURNAME] = {"O'Neill-Price", "Mc Donald", "van der Berg", "Lady-Smith"},
    [TS_KIND_FORENAME] = {"Mary-Jane", "J. P.", "Mr John"},
    [TS_KIND_TITLE] = {"Mrs.", "dr", "Prof"},
    [TS_KIND_SEX] = {"m", "Female", "1"},
    [TS_KIND_BIRTH_DATE] = {"23/04/1987", "April 23, 1987", "19870423", "1900-01-01"},
    [TS_KIND_DEATH_DATE] = {"23.4.2019"},
    [TS_KIND_ADDRESS] = {"Flat 2, 12 Eaton Road, Liverpool", "Rose Cottage, Mill Lane",
                         "12, St. John's Park Avenue Road", "Unit B, 3 Dock Rd St Helens"},
    [TS_KIND_POSTCODE] = {"l12 2ap", "GIR 0AA", "ZZ99 3VZ", "EC1A 1BB"},
    [TS_KIND_EMAIL] = {"John.Smith+x@Mail.Example", "mailto:o'neill@a-b.example"},
    [TS_KIND_PHONE] = {"(0151) 496 0123 ext 7", "+44 (0)7700 900123", "0044 7700 900 123", "+1 202 555 0123",
                       "01514 96012"},
    [TS_KIND_BANK_ACCOUNT] = {"20-29-59 63748472", "20295963748472"},
    [TS_KIND_RECORD_DATE] = {"2021-03-31T10:00:00Z", "31 March 2021"},
    [TS_KIND_CARD] = {"4929 1234 5677 7770", "371212777777774", "4929-1234-5677-7770"},
    [TS_KIND_IBAN] = {"GB10 XYZQ 2099 1512 3456 78", "no9386011117947", "IBAN DE14370400441234567890"},
    [TS_KIND_CHI_NUMBER] = {"0101700016", "290200 0014", "010 170 0024"},
    [TS_KIND_HC_NUMBER] = {"3990000012", "399 000 0020", "399-000-0039"},
    [TS_KIND_IHI] = {"539000000000000012", "5390 0000 0000 0000 29"},
    [TS_KIND_CONSULTANT_CODE] = {"C9990001", "c9990002"},
    [TS_KIND_GP_CODE] = {"G9990001", "d999001"},
    [TS_KIND_GMC_NUMBER] = {"9990001", "0990001"},
    [TS_KIND_NMC_PIN] = {"99A0001E", "08l9991w"},
    [TS_KIND_GPHC_NUMBER] = {"2999001"},
    [TS_KIND_HCPC_NUMBER] = {"PH 999001", "pyl99901", "OT-99901"},
    [TS_KIND_ODS_CODE] = {"RXX01", "A99999", "rbs", "7A9", "99A"},
    [TS_KIND_ICD10] = {"J45.9", "c509", "I10X", "A17.0\xE2\x80\xA0", "G01*", "M54.56"},
    [TS_KIND_OPCS4] = {"K40.1", "w371"},
    [TS_KIND_SNOMED] = {"195967001", "73211009", "99900021"},
    [TS_KIND_UTR] = {"9000000001", "70000 00002", "9000000001K"},
    [TS_KIND_PASSPORT] = {"999000001", "C01X00T47", "XA9900001", "99ab90001"},
    [TS_KIND_MRZ] = {"P<UTOEXAMPLE<<JANE<<<<<<<<<<<<<<<<<<<<<<<<<<\nT999000013UTO7001017F3001019<<<<<<<<<<<<<<<2",
                     "I<UTOEXAMPLE<<JANE<<<<<<<<<<<<<<<<<<T999000013UTO7001017F3001019<<<<<<<2"},
    [TS_KIND_DRIVING_LICENCE] = {"EXAMP701010J99AA", "fox99 751010 j99aa", "99900001"},
    [TS_KIND_SHARE_CODE] = {"W99 9AA 9AB", "r999aa9ab"},
    [TS_KIND_US_SSN] = {"078-05-1120", "219099999"},
    [TS_KIND_IP_ADDRESS] = {"192.0.2.17", "2001:DB8:0::7", "198.51.100.23:8080", "[fe80::1]"},
    [TS_KIND_SOCIAL_HANDLE] = {"@Jane_X", "https://www.linkedin.com/in/jane-x", "twitter.com/JaneX?lang=en"},
    [TS_KIND_VAT_NUMBER] = {"GB 123 4567 82", "123456727", "de123456789", "NL123456789B01", "ATU12345678"},
    [TS_KIND_COMPANY_NUMBER] = {"1234567", "SC 123456", "01234567"},
    [TS_KIND_SALARY] = {"\xC2\xA3"
                        "31,000 per annum",
                        "14.50/h", "31000.50-35000", "GBP 31k pa"},
    [TS_KIND_PASSWORD] = {"Sunny-Day7", "hunter2x", "p4ss,w0rd!"},
    [TS_KIND_PASSWORD_HASH] =
        {"$2b$12$abcdefghijklmnopqrstuvABCDEFGHIJKLMNOPQRSTUVWXYZ01234", "0123456789abcdef0123456789ABCDEF",
         "{SSHA}abcdefghijklmnopqrstuvwxyz",
         "$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGg"},
    [TS_KIND_PRIVATE_KEY] = {"-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEAmadeupmadeupmadeupmadeupmadeup0123",
                             "MIIEpAIBAAKCAQEAmadeupmadeupmadeupmadeupmadeup0123"},
    [TS_KIND_API_TOKEN] = {"AKIA0123456789ABCDEF", "a1b2c3d4e5f6g7h8i9j0", "AIza0123456789abcdefghijklmnopqrstuvwxy"},
    [TS_KIND_HEALTH_TERM] = {"Asthma", "type 2  diabetes"},
    [TS_KIND_MENTAL_HEALTH] = {"Self-harm", "PTSD"},
    [TS_KIND_SEXUAL_HEALTH] = {"HIV positive"},
    [TS_KIND_PREGNANCY] = {"weeks pregnant"},
    [TS_KIND_SAFEGUARDING] = {"Section 47"},
    [TS_KIND_ETHNICITY] = {"A", "White - British", "h"},
    [TS_KIND_RELIGION] = {"Roman Catholic"},
    [TS_KIND_ORIENTATION] = {"Gay", "Bisexual"},
    [TS_KIND_TRADE_UNION] = {"UNISON", "Unite the Union"},
    [TS_KIND_BIOMETRIC] = {"Iris scan"},
    [TS_KIND_CRIMINAL] = {"Previous conviction"},
};

static size_t mutate(const char *from, char *out, size_t cap) {
    static const char signs[] = " -,.'/()@+:\tAZaz09\xC3\xA9\xE2\x80\x99MrOMc";
    size_t n = strlen(from);
    memcpy(out, from, n);
    for (unsigned edits = dice(4); edits > 0; edits--) {
        size_t at = n ? dice((unsigned)n) : 0;
        char c = dice(8) ? signs[dice(sizeof signs - 1)] : (char)dice(256);
        if (dice(3) == 0 && n + 1 < cap) {
            memmove(out + at + 1, out + at, n - at);
            out[at] = c;
            n++;
        } else if (n > 0) {
            out[at] = c;
        }
    }
    return n;
}

TEST(every_kind_has_a_detector_of_its_own) {
    for (int k = 1; k < TS_KIND_COUNT; k++) {
        const ts_detector *d = ts_detector_of((ts_kind)k);
        CHECK(d != NULL && d->kind == (ts_kind)k && strcmp(d->name, ts_kind_name((ts_kind)k)) == 0);
        CHECK_ROW(d->summary && d->source && d->version > 0 && d->normal && d->labels && d->headers, d->name);
    }
    CHECK(ts_detector_of(TS_KIND_NONE) == NULL && ts_detector_of(TS_KIND_COUNT) == NULL);
}

TEST(a_normal_form_is_its_own_normal_form) {
    for (int k = 1; k < TS_KIND_COUNT; k++) {
        const ts_detector *d = ts_detector_of((ts_kind)k);
        unsigned accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            unsigned n = 0;
            while (n < SEEDS && seeds[k][n])
                n++;
            char raw[128];
            size_t len = mutate(seeds[k][dice(n)], raw, sizeof raw);
            ts_norm once = {0}, twice = {0};
            if (!d->normal(ts_span_of(raw, len), &once))
                continue;
            accepted++;
            CHECK_ROW(once.len > 0 && once.text[once.len] == '\0', d->name);
            CHECK_ROW(d->normal(ts_norm_span(&once), &twice) && strcmp(once.text, twice.text) == 0, d->name);
            if (d->loose) {
                CHECK_ROW(d->loose(ts_span_of(raw, len), &twice), d->name);
                CHECK_ROW(strcmp(once.text, twice.text) == 0, d->name);
            }
        }
        CHECK_ROW(accepted >= 200, d->name);
    }
}

TEST(outputs_stay_as_they_were_on_failure) {
    for (int k = 1; k < TS_KIND_COUNT; k++) {
        ts_norm norm = {4, "keep"};
        CHECK(!ts_detector_of((ts_kind)k)->normal(ts_str("\x01\x02 ?"), &norm) && norm.len == 4 &&
              strcmp(norm.text, "keep") == 0);
        CHECK(!ts_detector_of((ts_kind)k)->normal(ts_str(""), &norm));
    }
}

TEST(each_kind_has_the_form_that_is_compared) {
    static const struct {
        ts_kind kind;
        const char *raw, *want;
    } rows[] = {{TS_KIND_NHS_NUMBER, "999 000 0018", "9990000018"},
                {TS_KIND_NHS_NUMBER, "9990000017", NULL},
                {TS_KIND_NHS_NUMBER, "0100000001", NULL},
                {TS_KIND_NHS_NUMBER, "999  0000018", NULL},
                {TS_KIND_NHS_NUMBER, "8123456786", NULL}, /* a range that is nobody's here */
                {TS_KIND_NHS_NUMBER, "2345678917", NULL}, /* Scotland's, were month 45 one */
                {TS_KIND_LOCAL_ID, "ah-00012/3", "AH000123"},
                {TS_KIND_NINO, "qq 12 34 56 c", "QQ123456C"},
                {TS_KIND_NINO, "QQ123456", "QQ123456"},
                {TS_KIND_NINO, "BG123456A", NULL},
                {TS_KIND_NINO, "QQ123456E", NULL},
                {TS_KIND_SEX, "female", "F"},
                {TS_KIND_SEX, "unsure", NULL},
                {TS_KIND_BIRTH_DATE, "23/4/1987", "1987-04-23"},
                {TS_KIND_EMAIL, "A.B@C.Example", "a.b@c.example"},
                {TS_KIND_EMAIL, "a@b", NULL},
                {TS_KIND_EMAIL, "a@b.c1", NULL},
                {TS_KIND_PHONE, "(0151) 496 0123", "+441514960123"},
                {TS_KIND_PHONE, "+44 (0)151 496 0123", "+441514960123"},
                {TS_KIND_PHONE, "0044 7700 900123", "+447700900123"},
                {TS_KIND_PHONE, "07700900123 ext 5", "+447700900123"},
                {TS_KIND_PHONE, "7700900123", NULL},
                {TS_KIND_PHONE, "04514960123", NULL}, /* areas that there are not */
                {TS_KIND_PHONE, "06514960123", NULL},
                {TS_KIND_PHONE, "01014960123", NULL},
                {TS_KIND_PHONE, "+33 1 23 45 67 89", "+33123456789"},
                {TS_KIND_BANK_ACCOUNT, "20-29-59\t63748472", "20295963748472"},
                {TS_KIND_BANK_ACCOUNT, "20-29-59", NULL}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_norm norm = {0};
        bool good = ts_detector_of(rows[i].kind)->normal(ts_str(rows[i].raw), &norm);
        CHECK_ROW(good == (rows[i].want != NULL) && (!good || strcmp(norm.text, rows[i].want) == 0), rows[i].raw);
    }
    ts_norm norm;
    CHECK(ts_detector_of(TS_KIND_PHONE)->loose(ts_str("7700900123"), &norm) && strcmp(norm.text, "+447700900123") == 0);
    CHECK(ts_detector_of(TS_KIND_NHS_NUMBER)->loose(ts_str("9990000017"), &norm) &&
          strcmp(norm.text, "9990000017") == 0);
}

/* Plain shapes take a short way.  Spaces around a value change nothing, and send it the long one. */
TEST(short_ways_lead_where_the_long_one_does) {
    static const ts_kind kinds[] = {TS_KIND_NHS_NUMBER, TS_KIND_PHONE,    TS_KIND_BIRTH_DATE, TS_KIND_SURNAME,
                                    TS_KIND_FORENAME,   TS_KIND_LOCAL_ID, TS_KIND_POSTCODE};
    static const char signs[] = "0123456789012345678901234567890 -/ABzmr'";
    uint64_t state = 42;
    size_t good = 0;
    for (size_t round = 0; round < 400000; round++) {
        char text[24], spaced[32];
        ts_norm a = {0}, b = {0};
        size_t n = 1 + (state = state * 6364136223846793005u + 1442695040888963407u) / 3 % 15;
        for (size_t i = 0; i < n; i++)
            text[i] = signs[((state = state * 6364136223846793005u + 1442695040888963407u) >> 33) % (sizeof signs - 1)];
        text[n] = 0;
        snprintf(spaced, sizeof spaced, "  %s ", text);
        const ts_detector *d = ts_detector_of(kinds[round % TEST_COUNT(kinds)]);
        bool one = d->normal(ts_str(text), &a);
        CHECK_ROW(one == d->normal(ts_str(spaced), &b) && ts_span_eq(ts_norm_span(&a), ts_norm_span(&b)), text);
        good += one;
    }
    CHECK(good > 5000);
}

TEST(what_systems_store_where_nothing_is_known_is_a_placeholder) {
    static const struct {
        ts_kind kind;
        const char *norm;
        bool placeholder;
    } rows[] = {
        {TS_KIND_NHS_NUMBER, "9999999999", true},  {TS_KIND_NHS_NUMBER, "1234567890", true},
        {TS_KIND_NHS_NUMBER, "9990000018", false}, {TS_KIND_BIRTH_DATE, "1900-01-01", true},
        {TS_KIND_BIRTH_DATE, "1899-12-30", true},  {TS_KIND_BIRTH_DATE, "2099-12-31", true},
        {TS_KIND_BIRTH_DATE, "1900-01-02", false}, {TS_KIND_BIRTH_DATE, "1990-01-01", false},
        {TS_KIND_DEATH_DATE, "1900-01-01", true},  {TS_KIND_LOCAL_ID, "AH0000000", true},
        {TS_KIND_LOCAL_ID, "AH9999", true},        {TS_KIND_LOCAL_ID, "AH0009999", false},
        {TS_KIND_LOCAL_ID, "AH0000042", false},    {TS_KIND_NINO, "QQ000000A", true},
        {TS_KIND_NINO, "QQ123456C", false},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_norm norm = {0};
        memcpy(norm.text, rows[i].norm, strlen(rows[i].norm) + 1);
        norm.len = (uint8_t)strlen(rows[i].norm);
        CHECK_ROW(ts_detector_of(rows[i].kind)->placeholder(&norm) == rows[i].placeholder, rows[i].norm);
    }
}
