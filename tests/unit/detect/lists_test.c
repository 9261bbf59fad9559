/* lists_test.c - lists in running text: which lines name columns, what stands under which name, where a list ends. */
#include "detect/detect.h"
#include "detect/laid_out.h"

#include <stdio.h>

#include "base/mem.h"
#include "support/kind_rows.h"
#include "support/test.h"

/* The lists of a text, a cell by [], a row by /, a list by a blank line's end; the head first. */
static const char *lists_of(const char *text) {
    static char out[2000];
    char *exact = ts_copy_str(ts_str(text)); /* so that a sanitizer sees every overrun */
    ts_laid_out l = {.rows = 0};
    size_t at = 0, n = 0;
    out[0] = 0;
    while (ts_laid_out_next(ts_str(exact), &at, &l)) {
        for (size_t i = 0; i < l.columns; i++)
            n += (size_t)snprintf(out + n, sizeof out - n, "%.*s|", (int)l.head[i].len, l.head[i].ptr);
        for (size_t i = 0; i < l.rows * l.columns; i++)
            n += (size_t)snprintf(out + n, sizeof out - n, "%s[%.*s]", i % l.columns ? "" : " / ", (int)l.cell[i].len,
                                  exact + l.cell[i].start);
        n += (size_t)snprintf(out + n, sizeof out - n, ";");
    }
    ts_laid_out_done(&l);
    ts_free(exact);
    return out;
}

#define LISTS(text, wanted) CHECK_ROW(strcmp(lists_of(text), wanted) == 0, lists_of(text))

TEST(lists_laid_out_with_blanks) {
    LISTS("Ward 4\n\nBed  Name          DOB         NHS No\n"
          "1    ASH, Jane     01/02/1960  9990000018\n"
          "2    MARLOW, Kit   3.7.58\n"
          "3                              9990000026\n"
          "\n"
          "Please check the above against the system before you go home, thanks.\n",
          "Bed|Name|DOB|NHS No| / [1][ASH, Jane][01/02/1960][9990000018] / [2][MARLOW, Kit][3.7.58][]"
          " / [3][][][9990000026];");
    /* one blank between two values, and a value that begins before its column */
    LISTS("Name                Age  NHS No      Plan\n"
          "SINGH-GILL, Parmind 45   9990000018  home\n"
          "OAK-TREE, Marian Ella 45  9990000026   theatre\n",
          "Name|Age|NHS No|Plan| / [SINGH-GILL, Parmind][45][9990000018][home]"
          " / [OAK-TREE, Marian Ella][45][9990000026][theatre];");
    /* as many values as names, wherever they stand */
    LISTS("Name        DOB         Ward\nMaximiliana-Theodora Ash   1/2/1960   4\n",
          "Name|DOB|Ward| / [Maximiliana-Theodora Ash][1/2/1960][4];");
    LISTS("Name  Phone\nKit Oak  01134960999\nJo Elm  01134960998\n",
          "Name|Phone| / [Kit Oak][01134960999] / [Jo Elm][01134960998];");
    /* a form whose values stand on the next line; a rule between */
    LISTS("  Surname      Forename     Date of birth\n  -------      --------     -------------\n"
          "  ASH          Jane         1 March 1950\n",
          "Surname|Forename|Date of birth| / [ASH][Jane][1 March 1950];");
    LISTS("Forename  Surname\r\nJané      Ash\r\nKit       Oak\r\n", "Forename|Surname| / [Jané][Ash] / [Kit][Oak];");
}

TEST(lists_with_signs_between) {
    LISTS("see:\nName\tDOB\tWard\nJane Ash\t01/02/1960\t\nKit Oak\t\t4\nThanks\n",
          "Name|DOB|Ward| / [Jane Ash][01/02/1960][] / [Kit Oak][][4];");
    LISTS("| Name | DOB |\n|------|-----|\n| Jane Ash | 01/02/1960 |\n", "Name|DOB| / [Jane Ash][01/02/1960];");
    LISTS("Name;DOB\nAsh, Jane;01/02/1960\n", "Name|DOB| / [Ash, Jane][01/02/1960];");
    LISTS("x\nName,DOB,Postcode\nJane Ash,01/02/1960,M1 1AA\nKit Oak,02/02/1960,M1 1AB\nend\n",
          "Name|DOB|Postcode| / [Jane Ash][01/02/1960][M1 1AA] / [Kit Oak][02/02/1960][M1 1AB];");
    /* two lists, the second with its own head */
    LISTS("Name\tDOB\nJane Ash\t1/2/60\nName\tPhone\nKit Oak\t0113 496 0000\n",
          "Name|DOB| / [Jane Ash][1/2/60];Name|Phone| / [Kit Oak][0113 496 0000];");
}

TEST(what_is_no_list) {
    LISTS("We need the name, address, date of birth and phone.\nPlease send them, if you can, to me, today.\n", "");
    LISTS("Name:  Jane Ash    DOB:  01/02/1960\nWard:  4    Bed:  2\n", "");
    LISTS("Jane Ash    01/02/1960\nKit Oak    02/03/1961\n", ""); /* no names of columns */
    LISTS("Item    Price\nName badge    2.00\n", "");
    LISTS("Name    Date of birth\n\n\n\n\nJane Ash    01/02/1960\n", ""); /* too far below */
    LISTS("Name    Date of birth\nare asked for at each visit, which is why they must be on the form.\n", "");
    LISTS("Name      Quantity\nStapler   2\n", "");
    LISTS("name,phone\nof the one,who wrote\nand the other,too\n", "");
    LISTS("Name    Date of birth", "");
    LISTS("", "");
}

TEST(what_stands_in_a_list_is_told_by_its_column) {
    static const kind_row rows[] = {
        {"Ward 4 today\nBed  Name            NHS No      DOB\n1    Zwrk, Vlad      9990000018  3.7.58\n",
         TS_KIND_BIRTH_DATE, "1958-07-03", 85, 97},
        {"Ward 4 today\nBed  Name            NHS No      DOB\n1    Zwrk, Vlad      9990000018  3.7.58\n",
         TS_KIND_NHS_NUMBER, "9990000018", 95, 100},
        {"Ward 4 today\nBed  Name            NHS No      DOB\n1    Zwrk, Vlad      9990000018  3.7.58\n",
         TS_KIND_PERSON_NAME, "ZWRK, VLAD", 85, 95},
        {"Team,\n\nName\tHosp No\nJane Ash\tQ44512\n", TS_KIND_LOCAL_ID, "Q44512", 85, 97},
    };
    HOLD(rows);
}

/* What a text tells more surely by itself stays, and nothing overlaps. */
TEST(hits_of_text_and_list_are_one_sequence) {
    ts_segment s = test_text_of("Mrs Jane Ash rang.\nName          E-mail\nKit Oak       kit.oak@example.org\n"
                                "Ann Elm       none\nName          Hosp No\nLee Yew       9990000018\nBetween, Mr Paul "
                                "Yew called from 0113 496 0999.\n"
                                "Surname  Forename  DOB\nMARLOW   Tess      4 May 1960\n");
    ts_findings f = test_find(&s, NULL);
    unsigned names = 0, dates = 0;
    for (size_t i = 0; i < f.mentions; i++) {
        CHECK(i == 0 || f.mention[i - 1].end <= f.mention[i].start);
        CHECK(f.mention[i].column == -1);
        names += f.mention[i].kind == TS_KIND_PERSON_NAME;
        dates += f.mention[i].kind == TS_KIND_BIRTH_DATE;
    }
    CHECK(names == 5 && dates == 1);
    ts_findings_done(&f);
}

TEST(rows_of_a_list_are_people) {
    ts_segment s = test_text_of("Dear all,\n\nName           NHS No      DOB\nJane Ash       9990000018  1/2/1960\n"
                                "Kit Oak        9990000026  1/3/1961\n");
    ts_detect *d = ts_detect_new(NULL);
    ts_findings f = {0};
    CHECK(ts_detect_segment(d, &s, 0, &f) == TS_OK && ts_group_segment(d, &s, &f) == TS_OK);
    CHECK(f.sightings == 2 && f.sighting[0].count == 3 && f.sighting[1].count == 3);
    ts_detect_free(d);
    ts_findings_done(&f);
}

/* Rows of beds and posts without anybody. */
TEST(nobody_in_a_list_is_nobody) {
    ts_segment s =
        test_text_of("Ward 4\nBed  Name        NHS No\n1    Kit Oak     9990000018\n2    (empty)\n3    Vacant\n"
                     "4    TBC\n5    Ann Elm     9990000026\n6    Jo Ash\n");
    ts_findings f = test_find(&s, NULL);
    unsigned people = 0;
    for (size_t i = 0; i < f.mentions; i++) {
        bool name = f.mention[i].kind == TS_KIND_PERSON_NAME || f.mention[i].kind == TS_KIND_SURNAME;
        people += name && !(f.mention[i].flags & TS_MENTION_PLACEHOLDER);
        CHECK(s.text.ptr[f.mention[i].start] != '(');
    }
    CHECK(people == 3);
    ts_findings_done(&f);
}

/* A list with the names of the one before goes on with its columns; another's are learned anew. */
TEST(each_list_has_its_own_columns) {
    static const kind_row rows[] = {
        {"x\nName      DOB\nKit Oak   1/2/1960\nPhone     Surname\n01134960999  Zwrk\n", TS_KIND_SURNAME, "ZWRK", 85,
         95},
    };
    HOLD(rows);
}

TEST(lists_that_no_line_names_the_columns_of) {
    LISTS("The ward today:\n5711937308   ESPOSITO   19960704\n5327587169   PAWLAK   11 May 1997\n9227488855   DAVIES   "
          "3.7.58\nEnd.\n",
          "||| / [5711937308][ESPOSITO][19960704] / [5327587169][PAWLAK][11 May 1997] / [9227488855][DAVIES][3.7.58];");
    LISTS("a | 1/2/1960 | x\nb | 3/4/1971 | y\nc | 3/4/1981 | z\n",
          "||| / [a][1/2/1960][x] / [b][3/4/1971][y] / [c][3/4/1981][z];");
    LISTS("a | 1/2/1960 | x\nb | 3/4/1971 | y\n", ""); /* two are no list */
    LISTS("a | 1/2/1960 | x\nb | 3/4/1971 | y\nc | today | z\n", "");
    LISTS("a | ward | x\nb | clinic | y\nc | theatre | z\n", "");
    LISTS("a   1/2/1960\nb   3/4/1971\nc   3/4/1981\n", ""); /* two pieces are a remark */
    LISTS("user | password\nann | Xy12abc\nbob | Xy34abc\n", "user|password| / [ann][Xy12abc] / [bob][Xy34abc];");
    LISTS("host | password\nann | Xy12abc\nbob | Xy34abc\n", "");
}

static bool holds(const char *text, ts_kind kind, const char *norm) {
    ts_segment s = test_text_of(text);
    ts_findings f = test_find(&s, NULL);
    bool found = false;
    for (size_t i = 0; i < f.mentions; i++)
        found = found || (f.mention[i].kind == kind && ts_span_eq(f.mention[i].norm, ts_str(norm)));
    ts_findings_done(&f);
    return found;
}

/* What a list of days says is less than what a line says of its own. */
TEST(days_of_a_list_without_names_of_columns) {
    static const char born[] = "9990000018   ASH   19460704   ward\n9990000026   OAK   11 May 1957   ward\n"
                               "9990000034   ELM   3.7.68   ward\n";
    static const char told[] = "Bed 1   DOB 1/2/2016   x1 | 12/05/2024\nBed 2   DOB 1/2/2017   x2 | 13/05/2024\n"
                               "Bed 3   DOB 1/2/2018   x3 | 14/05/2024\n";
    CHECK(holds(born, TS_KIND_BIRTH_DATE, "1957-05-11") && holds(born, TS_KIND_NHS_NUMBER, "9990000026"));
    static const char beside[] =
        "Brian Ash   12/03/1998   ward\nJane Gray   13/04/1997   ward\nMary Taylor   14/05/1999   ward\n";
    CHECK(holds(beside, TS_KIND_BIRTH_DATE, "1997-04-13"));
    CHECK(holds(told, TS_KIND_BIRTH_DATE, "2017-02-01") && !holds(told, TS_KIND_BIRTH_DATE, "2024-05-13"));
}

TEST(columns_that_say_something_else_help_to_name_a_list) {
    LISTS("Bed  Pt           Age  Ward  Plan  Band  NOK tel\n"
          "1    ASH, Jane    45   Elm   home  6     01134960999\n",
          "Bed|Pt|Age|Ward|Plan|Band|NOK tel| / [1][ASH, Jane][45][Elm][home][6][01134960999];");
    LISTS("Size  Page  Cost  Total  Weight  Colour  Phone\n1     2     3     4      5       red     none\n", "");
}
