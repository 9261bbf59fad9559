/* beside_test.c - what a person's name straight before says of a date and a number, and values over a line's end. */
#include "base/mem.h"
#include "detect/detect.h"
#include "detect/terms.h"

#include "support/kind_rows.h"

TEST(a_date_beside_a_person_is_the_day_of_birth) {
    static const kind_row rows[] = {
        {"the parents of Iona McDonald (22 Nov 2021) came", TS_KIND_BIRTH_DATE, "2021-11-22", 60, 70},
        {"RE: Mr Brian Ash, 6 April 2012, 28 Oak Drive", TS_KIND_BIRTH_DATE, "2012-04-06", 60, 70},
        {"I saw Mr Brian Ash, 12/13/1961", TS_KIND_BIRTH_DATE, "1961-12-13", 55, 70},
        {"Re: Mr Brian Ash, 1961-03-12, was seen", TS_KIND_BIRTH_DATE, "1961-03-12", 60, 70},
        {"version 1.13 - Paul Ash, 1999-07-08.", TS_KIND_BIRTH_DATE, NULL},
        {"Mrs Lily Gray, NHS 999 000 0018, 6 December 1992", TS_KIND_BIRTH_DATE, "1992-12-06", 60, 70},
        {"MRS LILY GRAY / 9990000018 / 18/09/1935", TS_KIND_BIRTH_DATE, "1935-09-18", 60, 70},
        {"I saw Mr Brian Ash, 6 April 2012, in clinic", TS_KIND_BIRTH_DATE, NULL}, /* the visit's */
        {"Mr Brian Ash (12 March 2018)\n\n- tests: more", TS_KIND_BIRTH_DATE, NULL}, /* a change's */
        {"Mr Brian Ash (12/03/1998): not well", TS_KIND_BIRTH_DATE, NULL}, /* an entry's */
        {"Mr Brian Ash 12/03/1998 10:15 rang", TS_KIND_BIRTH_DATE, NULL},
        {"Mr Brian Ash on 12/03/1998", TS_KIND_BIRTH_DATE, NULL},
        {"Photo by Susan Taylor (14 May 1999)", TS_KIND_BIRTH_DATE, NULL},
        {"Signed for the trust by Alan Brown, 01/04/2003", TS_KIND_BIRTH_DATE, NULL},
        {"Dear Mr Smith, 12/03/2003", TS_KIND_BIRTH_DATE, NULL},
        {"Alan Jones - 14/05/2019 - Partner\n", TS_KIND_BIRTH_DATE, NULL}, /* of a firm */
        {"Jane Ash, 12/03/2024, Sister, Ward 4", TS_KIND_BIRTH_DATE, NULL},
        {"Saw Jane Ash, 12/03/2024, mother and baby unit", TS_KIND_BIRTH_DATE, NULL},
        {"Sushi rice 12/03/2024 09:15 kiwi 1.2kg", TS_KIND_BIRTH_DATE, NULL},
        {"Version 2, Peter Jones, 3/4/2002", TS_KIND_BIRTH_DATE, NULL},
        {"Interview with Mary Wilson, 4 May 2001.", TS_KIND_BIRTH_DATE, NULL},
        {"Jane Brown (1998-03-04) wrote the parser.", TS_KIND_BIRTH_DATE, NULL},
        {"Dr Brian Ash, 12/03/1998", TS_KIND_BIRTH_DATE, NULL}, /* a clinician's letter */
    };
    HOLD(rows);
}

TEST(remarks_between_a_person_and_the_day_of_birth) {
    static const kind_row rows[] = {
        {"Patient: ASH Jane (F) 17/10/1976", TS_KIND_BIRTH_DATE, "1976-10-17", 60, 70},
        {"I saw Jane Ash (Mrs), 17/10/1976", TS_KIND_BIRTH_DATE, "1976-10-17", 60, 70},
        {"We have Jane Ash F 17/10/1976 here", TS_KIND_BIRTH_DATE, "1976-10-17", 60, 70},
        {"her daughter, Jane (25/02/2013), was", TS_KIND_BIRTH_DATE, "2013-02-25", 60, 60},
        {"Jane Ash saw 17/10/1976", TS_KIND_BIRTH_DATE, NULL},
        {"Noted by Jane (25/02/2013)", TS_KIND_BIRTH_DATE, NULL},
        {"Jane 26/01/2013 rang", TS_KIND_BIRTH_DATE, NULL},
    };
    HOLD(rows);
}

TEST(days_between_commas_in_brackets_and_below_a_number) {
    static const kind_row rows[] = {
        {"We know of Brian Ash, 1994-05-31, known to probation", TS_KIND_BIRTH_DATE, "1994-05-31", 65, 65},
        {"Bed 27: Mrs Ash (Tuesday 17th May 1977), under Mr Gray", TS_KIND_BIRTH_DATE, "1977-05-17", 65, 65},
        {"Hosp: 12 NHS: 999 000 0018\n03/07/2019\nWard", TS_KIND_BIRTH_DATE, "2019-07-03", 65, 70},
        {"Partner: Brian Ash, 13 Sep 13, of no fixed", TS_KIND_BIRTH_DATE, "2013-09-13", 60, 65},
        {"Bed 27: Miss Ash (2019-12-23), under Mr Gray", TS_KIND_BIRTH_DATE, "2019-12-23", 65, 65},
        {"Pacjent Brian Ash, ur. 17.8.02, mieszka", TS_KIND_BIRTH_DATE, "2002-08-17", 85, 95},
        {"Hosp: 12 NHS: 999 000 0018\n03/07/2019 seen", TS_KIND_BIRTH_DATE, NULL},
        {"(from FreeType, Werner Ash, 2001-08-22, 2001-08-23)", TS_KIND_BIRTH_DATE, NULL},
        {"we thank Brian Ash, 8 Dec 2002, Jane Gray, 26 Jun 2008", TS_KIND_BIRTH_DATE, NULL},
        {"Ward\n03/07/2019\nWard", TS_KIND_BIRTH_DATE, NULL},
        {"We saw Mrs Ash on Tuesday 17th May 1977, and", TS_KIND_BIRTH_DATE, NULL},
    };
    HOLD(rows);
}

TEST(families_are_listed_with_their_days) {
    static const kind_row rows[] = {
        {"Present: all\nTom Ash   12/03/2014   son\nAnn Ash", TS_KIND_BIRTH_DATE, "2014-03-12", 70, 75},
        {"1. Tom Ash - 12/03/2014 - M\n2. Ann Ash", TS_KIND_BIRTH_DATE, "2014-03-12", 70, 75},
        {"Brian Ash / 12/03/2014 / child\n", TS_KIND_BIRTH_DATE, "2014-03-12", 70, 75},
        {"Family of Brian Ash (proband, 01-Apr-1944): his aunt", TS_KIND_BIRTH_DATE, "1944-04-01", 60, 65},
        {"Her mother Jane Ash b. 20/12/1984, breast cancer", TS_KIND_BIRTH_DATE, "1984-12-20", 70, 75},
        {"Mum - Jane Ash (baby) Brian - 29/01/2021 at home", TS_KIND_BIRTH_DATE, "2021-01-29", 50, 60},
        {"Hx: seen. 9990000018  06-Jan-1973  lives alone", TS_KIND_BIRTH_DATE, "1973-01-06", 60, 75},
        {"D5   Mr Brian Ash    1955-05-14    Nolan    gout", TS_KIND_BIRTH_DATE, "1955-05-14", 60, 65},
        {"Births:\n17/02/16 14:25 F/I Ivy Ash EMCS 3.2kg to Mary Ash", TS_KIND_BIRTH_DATE, "2016-02-17", 60, 70},
        {"@andy: your mum's date of birth.\n@mei21: its 21/7/46, ok", TS_KIND_BIRTH_DATE, "1946-07-21", 60, 75},
        {"Hosp: 12 NHS: 999 000 0018 \n03/07/2019 \nWard", TS_KIND_BIRTH_DATE, "2019-07-03", 65, 70},
        {"Parthed: Brian Ash, D.G. 10/8/1988, rhif", TS_KIND_BIRTH_DATE, "1988-08-10", 85, 95},
        {"D5   Mr Brian Ash    2015-05-14    Nolan    gout", TS_KIND_BIRTH_DATE, NULL},
        {"Seen:\n17/02/16 14:25 Ivy Ash seen, weight 3.2kg, to Mary", TS_KIND_BIRTH_DATE, NULL},
        {"the last of them\n\nBrian (24 Jan 2023)\n\n- fixed", TS_KIND_BIRTH_DATE, NULL},
        {"Mrs Jane Ash 12/03/2014 son present today", TS_KIND_BIRTH_DATE, NULL},
        {"Tom Ash   12/03/2014   seen by us\n", TS_KIND_BIRTH_DATE, NULL},
        {"log 9990000018 06-Jan-2023 lives alone here", TS_KIND_BIRTH_DATE, NULL},
        {"log 9990000018 1973-01-06 lives alone here", TS_KIND_BIRTH_DATE, NULL},
        {"see annex b. 20/12/1984 is the day that it ended", TS_KIND_BIRTH_DATE, NULL},
    };
    HOLD(rows);
}

TEST(a_phone_is_no_mail_address) {
    static const kind_row rows[] = {
        {"Q5 Best number / email? 07700 900683 / a.b@inbox.example", TS_KIND_PHONE, "+447700900683", 75, 95},
        {"Email: 07700 900683", TS_KIND_PHONE, "+447700900683", 75, 95},
        {"Sort code: 07700 900683", TS_KIND_PHONE, NULL},
    };
    HOLD(rows);
}

TEST(an_age_beside_a_date_tells_the_day_of_birth) {
    static const kind_row rows[] = {
        {"This man, aged 45 (24/01/1971), was", TS_KIND_BIRTH_DATE, "1971-01-24", 75, 75},
        {"a 45 year old woman (24/01/1971)", TS_KIND_BIRTH_DATE, "1971-01-24", 75, 75},
        {"bed 4 45F 24/01/1971", TS_KIND_BIRTH_DATE, "1971-01-24", 75, 75},
        {"bed 4 24/01/1971 (45y)", TS_KIND_BIRTH_DATE, "1971-01-24", 75, 75},
        {"bed 4 24/01/1971, aged 45", TS_KIND_BIRTH_DATE, "1971-01-24", 75, 75},
        {"bed 4 24/01/1971 (45)", TS_KIND_BIRTH_DATE, "1971-01-24", 75, 75},
        {"a 45 year old woman (24/01/2014)", TS_KIND_BIRTH_DATE, NULL}, /* she would be that in 2059 */
        {"aged 4 (24/01/1971)", TS_KIND_BIRTH_DATE, NULL},
        {"bed 4 24/01/1971", TS_KIND_BIRTH_DATE, NULL},
        {"in 45 24/01/1971", TS_KIND_BIRTH_DATE, NULL},
        {"page (45) 24/01/1971 of", TS_KIND_BIRTH_DATE, NULL},
        {"in the past 5 years (2012-02-24 to now)", TS_KIND_BIRTH_DATE, NULL},
        {"it was\n2012-04-20:4F91988B", TS_KIND_BIRTH_DATE, NULL},
    };
    HOLD(rows);
}

TEST(sentences_say_who_was_born) {
    static const kind_row rows[] = {
        {"He was born in Lagos, Nigeria on 20 August 2013 and", TS_KIND_BIRTH_DATE, "2013-08-20", 75, 75},
        {"Born in Leeds on 20 August 2013", TS_KIND_BIRTH_DATE, "2013-08-20", 75, 95},
        {"Her birth plan was reviewed in clinic on 20 August 2013", TS_KIND_BIRTH_DATE, NULL},
        {"Date of birth\nAn appointment has been made for you on 2020-12-30", TS_KIND_BIRTH_DATE, NULL},
        {"She was born in Leeds\nGeneral Infirmary on 20 August 2013", TS_KIND_BIRTH_DATE, "2013-08-20", 75, 95},
        {"her birthday is on 20 August 2013", TS_KIND_BIRTH_DATE, "2013-08-20", 75, 95},
        {"He was born in Leeds and moved here on 20 August 2013", TS_KIND_BIRTH_DATE, NULL},
        {"He was born in Leeds. Seen on 20 August 2013", TS_KIND_BIRTH_DATE, NULL},
        {"Can you confirm your date of birth please\nyes it's 19/03/1986", TS_KIND_BIRTH_DATE, "1986-03-19", 75, 75},
        {"DOB 19/03/1986 was given\nseen 19/03/2016", TS_KIND_BIRTH_DATE, "1986-03-19", 95, 95},
        {"Her date of birth was given as 19/03/1986.\n2016-03-19 seen", TS_KIND_BIRTH_DATE, "1986-03-19", 95, 95},
    };
    HOLD(rows);
}

TEST(labels_of_more_than_one_value) {
    static const kind_row rows[] = {
        {"DOB/Sex: 16/11/1969 / F", TS_KIND_BIRTH_DATE, "1969-11-16", 90, 95},
        {"Age/DOB 45 28/02/1950", TS_KIND_BIRTH_DATE, "1950-02-28", 90, 90},
        {"Sex / DOB: Female / 21/11/2011", TS_KIND_BIRTH_DATE, "2011-11-21", 90, 90},
        {"Name & DOB: Jane Ash, 21/11/2011", TS_KIND_BIRTH_DATE, "2011-11-21", 90, 90},
        {"Hosp No/NHS No: RX123456 / 999 000 0018", TS_KIND_NHS_NUMBER, "9990000018", 97, 97},
        {"NHS/CHI number: 999 000 0018", TS_KIND_NHS_NUMBER, "9990000018", 70, 97},
        {"Name/DOB: Jane Ash 12/03/1961, scan on 14/05/2019", TS_KIND_BIRTH_DATE, "1961-03-12", 80, 95},
        {"Ward/Date: 4B / 21/11/2011", TS_KIND_BIRTH_DATE, NULL},
        {"Ward/Bed: 4B | seen 21/11/2011", TS_KIND_BIRTH_DATE, NULL},
        {"DOB/Sex: not known\nSeen 21/11/2011", TS_KIND_BIRTH_DATE, NULL},
    };
    HOLD(rows);
}

TEST(words_and_signs_between_a_label_and_its_value) {
    static const kind_row rows[] = {
        {"dob-22/10/1999", TS_KIND_BIRTH_DATE, "1999-10-22", 95, 95},
        {"DOB.22/10/1999", TS_KIND_BIRTH_DATE, "1999-10-22", 95, 95},
        {"DOB, 22/10/1999", TS_KIND_BIRTH_DATE, "1999-10-22", 95, 95},
        {"Date of birth\n\n22/10/1999", TS_KIND_BIRTH_DATE, "1999-10-22", 95, 95},
        {"DOB confirmed as 22/10/1999", TS_KIND_BIRTH_DATE, "1999-10-22", 95, 95},
        {"dob of child 22/10/1999", TS_KIND_BIRTH_DATE, "1999-10-22", 90, 95},
        {"NHS number of baby: 999 000 0018", TS_KIND_NHS_NUMBER, "9990000018", 90, 97},
        {"NHS No.999 000 0018", TS_KIND_NHS_NUMBER, "9990000018", 97, 97},
        {"we ask for the date of birth\n\n22/10/1999", TS_KIND_BIRTH_DATE, NULL},
        {"ward, 22/10/1999", TS_KIND_BIRTH_DATE, NULL},
    };
    HOLD(rows);
}

TEST(bare_numbers_that_a_name_follows_or_that_all_fit) {
    static const kind_row rows[] = {
        {"9990000018 Jane Ash is on the list", TS_KIND_NHS_NUMBER, "9990000018", 70, 70},
        {"pt 9990000018 rang", TS_KIND_NHS_NUMBER, "9990000018", 60, 60},
        {"seen 9990000018 by us", TS_KIND_NHS_NUMBER, "9990000018", 45, 45},
    };
    HOLD(rows);
}

static int surest_of(const char *text, size_t index) {
    ts_segment s = test_text_of(text);
    ts_findings f = test_find(&s, NULL);
    int sure = 0;
    for (size_t i = 0, n = 0; i < f.mentions; i++)
        if (f.mention[i].kind == TS_KIND_NHS_NUMBER && n++ == index)
            sure = f.mention[i].confidence;
    ts_findings_done(&f);
    return sure;
}

TEST(numbers_that_stand_together_speak_for_each_other) {
    CHECK(surest_of("NHS nos 9990000018 and 9990000026", 1) == 97);
    CHECK(surest_of("NHS nos 9990000018 then 9990000026", 1) == 45);
    CHECK(surest_of("seen: 9990000018; 9990000026; 9990000034", 0) == 70);
    CHECK(surest_of("seen: 9990000018; 9990000026; 9990000035", 0) == 45);
    /* one number on each page passes or fails once */
    CHECK(surest_of("seen: 9990000018; 9990000018; 9990000018", 0) == 45);
}

TEST(what_stands_beside_a_person_is_found_when_it_alone_is_asked_for) {
    ts_segment s = test_text_of("I saw Mr Brian Ash, 12/03/1961, with his wife.");
    ts_findings f = {0};
    ts_detect *d = ts_detect_new(NULL);
    CHECK(ts_detect_segment(d, &s, UINT64_C(1) << TS_KIND_BIRTH_DATE, &f) == TS_OK);
    CHECK(f.mentions == 1 && f.mention[0].kind == TS_KIND_BIRTH_DATE);
    ts_detect_free(d);
    ts_findings_done(&f);
}

/* Where nobody asks for people they are looked for late, and what stands beside them is the same. */
TEST(people_who_wait_are_found_where_they_matter) {
    static const char *const rows[] = {
        "Re: Jane Ash (12/03/1961), of this town",
        "I saw Mr Brian Ash, 12/03/1961, with his wife.",
        "I saw Mr Brian Ash on Monday, and 12/03/1961 was said.",
        "ASH, JANE 9990000018 - still wants op",
        "the account 9990000018 - still wants op",
        "Sample\nMr Iwan Lewis\n25/04/2012 M\n526 was taken",
        "John Smith\n12 High Street\nLeeds\nLS1 1AA\n",
        "Flat 3, 12 High Street, Leeds, LS1 1AA",
    };
    const uint64_t people =
        UINT64_C(1) << TS_KIND_PERSON_NAME | UINT64_C(1) << TS_KIND_SURNAME | UINT64_C(1) << TS_KIND_FORENAME;
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        for (int more = 0; more < 3; more++) { /* capitals that wait before */
            char text[2000] = "";
            for (int k = 0; k < more * 60; k++)
                strcat(text, "Anna Lee saw. ");
            strcat(text, rows[i]);
            ts_segment s = test_text_of(text);
            ts_findings f = {0}, all = {0};
            ts_detect *d = ts_detect_new(NULL);
            CHECK(ts_detect_segment(d, &s, 0, &all) == TS_OK);
            CHECK(ts_detect_segment(d, &s, ~(people | ts_terms_kinds()), &f) == TS_OK);
            size_t at = 0;
            for (size_t k = 0; k < all.mentions; k++) {
                const ts_mention *m = &all.mention[k];
                if ((people | ts_terms_kinds()) >> m->kind & 1)
                    continue;
                CHECK_ROW(at < f.mentions && f.mention[at].kind == m->kind && f.mention[at].start == m->start &&
                              f.mention[at].end == m->end && f.mention[at].confidence == m->confidence,
                          rows[i]);
                at++;
            }
            CHECK_ROW(at == f.mentions, rows[i]);
            ts_detect_free(d);
            ts_findings_done(&f);
            ts_findings_done(&all);
        }
}

TEST(days_with_the_month_first_and_behind_a_weekday) {
    static const kind_row rows[] = {
        {"Date of birth: April 18, 1940", TS_KIND_BIRTH_DATE, "1940-04-18", 90, 97},
        {"DOB January 26, 2001 NHS", TS_KIND_BIRTH_DATE, "2001-01-26", 90, 97},
        {"DOB: Tuesday 30 October 2018", TS_KIND_BIRTH_DATE, "2018-10-30", 90, 97},
        {"DOB: none 30 October 2018", TS_KIND_BIRTH_DATE, NULL},
        {"born on the 3rd of May 1951", TS_KIND_BIRTH_DATE, "1951-05-03", 90, 97},
    };
    HOLD(rows);
}

TEST(a_number_beside_a_person_is_a_health_number) {
    static const kind_row rows[] = {
        {"ASH, JANE 9990000018 - still wants op", TS_KIND_NHS_NUMBER, "9990000018", 60, 75},
        {"opened record of Mrs Jane Ash (999 000 0018)", TS_KIND_NHS_NUMBER, "9990000018", 75, 85},
        {"paid 9990000018 pounds", TS_KIND_NHS_NUMBER, "9990000018", 40, 50},
        {"NHS no. if known 999-000-0018.", TS_KIND_NHS_NUMBER, "9990000018", 90, 100},
    };
    HOLD(rows);
}

TEST(a_value_goes_over_the_end_of_a_wrapped_line) {
    static const kind_row rows[] = {
        {"The carers of this lady may be telephoned on 07700\n900 847 at any time", TS_KIND_PHONE, "+447700900847", 70,
         97},
        {"The lady who came in last night is known to us as 999\n000 0018 here", TS_KIND_NHS_NUMBER, "9990000018", 50,
         97},
        {"She takes methadone at Wellington Road Pharmacy. DOB\n24/08/1972. Next", TS_KIND_BIRTH_DATE, "1972-08-24", 90,
         97},
        {"The numbers of the ward that are no more in use:\n07700\n900 847", TS_KIND_PHONE, NULL}, /* lines of a list */
        {"She came to us, with no DOB\n24/08/1972", TS_KIND_BIRTH_DATE, NULL},
    };
    HOLD(rows);
}

TEST(numbers_that_people_give_are_phones) {
    static const kind_row rows[] = {
        {"My number is 07700 900855.", TS_KIND_PHONE, "+447700900855", 90, 97},
        {"do call her, her number is 00447700900500;", TS_KIND_PHONE, "+447700900500", 90, 97},
        {"Mr A Hill, 00447700900838, sick note", TS_KIND_PHONE, "+447700900838", 65, 75},
        {"Order number 07700 900855", TS_KIND_PHONE, NULL},
    };
    HOLD(rows);
}

TEST(what_labels_name_in_small_letters_and_behind_schemes) {
    static const kind_row rows[] = {
        {"NI No: zz 12 34 56 c", TS_KIND_NINO, NULL}, /* no prefix that is given out */
        {"NI No: ab 12 34 56 c", TS_KIND_NINO, "AB123456C", 90, 100},
        {"NI No: ab 12 34 56 cd", TS_KIND_NINO, NULL},
        {"Authorization: Bearer sk_test_x1yni0pvcFiqRnQ9FGFYHc0g path=/v1", TS_KIND_API_TOKEN,
         "sk_test_x1yni0pvcFiqRnQ9FGFYHc0g", 80, 100},
    };
    HOLD(rows);
}

/* What no label announces straight before: a question, a name above, a list's number and surname, a licence's field. */
TEST(a_day_of_birth_is_told_by_its_place) {
    static const kind_row rows[] = {
        {"Re: J Ash, DOB Friday 11 February 2005, seen", TS_KIND_BIRTH_DATE, "2005-02-11", 85, 100},
        {"on a Friday 11 February 2005, seen", TS_KIND_BIRTH_DATE, NULL},
        {"D.O.B. 14 / 03 / 1987\n", TS_KIND_BIRTH_DATE, "1987-03-14", 85, 100},
        {"the date of birth is 12 August\n1980 and", TS_KIND_BIRTH_DATE, "1980-08-12", 85, 100},
        {"14 / 03 / 1987\n", TS_KIND_BIRTH_DATE, NULL},
        {"Q: And your date of birth?\nA: 5 December 1936\n", TS_KIND_BIRTH_DATE, "1936-12-05", 70, 80},
        {"Q: And the date of the visit?\nA: 5 December 1936\n", TS_KIND_BIRTH_DATE, NULL},
        {"What is your date of birth? 5 December 1936\n", TS_KIND_BIRTH_DATE, "1936-12-05", 95, 95},
        {"Sample\nMr Iwan Lewis\n25/04/2012 M\n526", TS_KIND_BIRTH_DATE, "2012-04-25", 60, 75},
        {"Sample\nMr Iwan Lewis\n25/04/2012 Main\n526", TS_KIND_BIRTH_DATE, NULL},
        {"RXQ101590   BROADBENT   25/12/1959   VTE Y\n", TS_KIND_BIRTH_DATE, "1959-12-25", 60, 60},
        {"RXQ101590   BROADBENT   25/12/2019   VTE Y\n", TS_KIND_BIRTH_DATE, NULL},
        {"sent by   BROADBENT   25/12/1959   VTE Y\n", TS_KIND_BIRTH_DATE, NULL},
        {"1. LEWIS\n2. IWAN\n3. 24.01.1943   WALES\n4a. 23.05.2021\n", TS_KIND_BIRTH_DATE, "1943-01-24", 80, 90},
        {"1. Aims\n2. Ends\n3. 24.01.1943   Wales\n4. 23.05.2021\n", TS_KIND_BIRTH_DATE, NULL},
        {"whose baby Gill was stillborn on 22/01/2021", TS_KIND_BIRTH_DATE, "2021-01-22", 85, 100},
        {"n\xC3\xA9 le 15/05/1970", TS_KIND_BIRTH_DATE, "1970-05-15", 85, 100},
        {"Ann Ash, geb. 16.05.1970", TS_KIND_BIRTH_DATE, "1970-05-16", 85, 100},
        {"nacido el 17/05/1970", TS_KIND_BIRTH_DATE, "1970-05-17", 85, 100},
    };
    HOLD(rows);
}

TEST(a_day_between_a_name_and_a_number_is_the_day_of_birth) {
    static const kind_row rows[] = {
        {"Kowalski, Wanda;  30/9/2011;  IM11 6GZ;  07700900984", TS_KIND_BIRTH_DATE, "2011-09-30", 70, 80},
        {"15. JEAN WINTERBOTTOM 23 Feb 2010 K666039 (ref Dr Winter)", TS_KIND_BIRTH_DATE, "2010-02-23", 70, 80},
        {"JUDE ROSEWARNE  17/09/2012  NMH7684033", TS_KIND_BIRTH_DATE, "2012-09-17", 70, 80},
        {"Lowe, Keith | 09/01/2021 | 999 000 0018", TS_KIND_BIRTH_DATE, "2021-01-09", 60, 80},
        {"Lowe, Keith | 09/01/2021 | 999 000 0018", TS_KIND_NHS_NUMBER, "9990000018", 70, 99},
        {"JUDE ROSEWARNE  17/09/2012  by train", TS_KIND_BIRTH_DATE, NULL},
        {"JUDE ROSEWARNE  17/09/2012  12.34.56", TS_KIND_BIRTH_DATE, NULL},
        {"signed John Smith 17/09/2012 123456", TS_KIND_BIRTH_DATE, NULL},
    };
    HOLD(rows);
}

/* A name and a day below it, and no byte behind that: a sanitizer sees every overrun. */
TEST(nothing_is_read_behind_a_day_that_ends_a_text) {
    ts_span text = ts_str("Sample\nMr Iwan Lewis\n25/04/2012");
    char *exact = memcpy(ts_alloc(text.len), text.ptr, text.len);
    ts_segment s = {.text = ts_span_of(exact, text.len), .at = TS_NO_OFFSET};
    ts_findings f = test_find(&s, NULL);
    CHECK(f.mentions == 1 && f.mention[0].kind == TS_KIND_PERSON_NAME);
    ts_findings_done(&f);
    ts_free(exact);
}
