/* rtf_test.c - Rich Text Format: what it shows, what it hides, and what lies about itself. */
#include "extract/rtf_words.h"
#include "reading.h"

static void read_str(reading *r, const char *text) {
    reading_of(r, ts_str(text));
    CHECK_ROW(r->err == TS_OK && !r->broken && strcmp(reading_format(r), "rtf") == 0,
              r->what ? r->what : reading_format(r));
}

static const char letter[] =
    "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset238 Arial CE;}"
    "{\\f40\\fcharset1\\cpg1251 X;}}{\\colortbl;\\red0;}{\\stylesheet{\\s0 Normal style;}}"
    "{\\info{\\title Ward {\\b list}}{\\author Zo\\'eb}{\\*\\company St Elsewhere}{\\doccomm old "
    "copy}{\\creatim\\yr2024}"
    "{\\*\\userprops{\\propname Ref}\\proptype30{\\staticval MX1}}}"
    "{\\*\\revtbl{Unknown;}{Bob;}}{\\header Ward 7\\par}{\\footer page}\r\n"
    "\\pard Dear\\tab Mrs O\\rquote Neill\\par{\\f1 \\'b3 \\u322\\'b3}{\\f40 \\'c8}\\par"
    "{\\v hidden}{\\deleted gone}\\par \\uc2\\u8364 EU!\\u-10179 ??\\u-8704 ??.\\line a\\~b\\_c\\-d\\{\\par "
    "see{\\footnote first note}{\\footnote\\ftnalt end note}"
    "{\\*\\atnid AB}{\\*\\atnauthor Dr X}{\\*\\annotation{\\*\\atndate 1}call back}\\par"
    "{\\field{\\*\\fldinst HYPERLINK \"mailto:ann@a.example\"}{\\fldrslt write}}{\\*\\unknown nothing}\\par"
    "{\\upr{\\*\\x ansi}{\\*\\ud{both}}}{\\shp{\\*\\shpinst{\\sp{\\sn wzDescription}{\\sv a drawn map}}"
    "{\\sp{\\sn other}{\\sv 77}}{\\shptxt in a box\\par}}{\\shprslt twice}}\\par}";

TEST(text_in_its_letters_and_what_is_not_seen) {
    reading r;
    read_str(&r, letter);
    CHECK(reading_shows(&r, "Dear\tMrs O\xE2\x80\x99Neill\n\xC5\x82 \xC5\x82\xD0\x98\nhidden gone\n"));
    CHECK(reading_shows(&r, "\xE2\x82\xAC!\xF0\x9F\x98\x80.\na b-cd{\nsee\n"));
    CHECK(reading_shows(&r, "HYPERLINK \"mailto:ann@a.example\"write\nboth"));
    CHECK(reading_shows(&r, "a drawn map") && reading_shows(&r, "in a box"));
    static const char *const never[] = {"nothing", "Arial", "Normal style", "twice", "77", "ansi", "other"};
    for (size_t i = 0; i < TEST_COUNT(never); i++)
        CHECK_ROW(!reading_shows(&r, never[i]), never[i]);
    CHECK(r.outcome.reason == TS_READ && r.outcome.unread == 0);
    reading_done(&r);
}

TEST(stories_are_parts_of_their_own) {
    reading r;
    read_str(&r, letter);
    static const char *const parts[] = {"part=header ",   "part=footer ",   "part=footnotes ",
                                        "part=endnotes ", "part=comments ", "part=properties "};
    for (size_t i = 0; i < TEST_COUNT(parts); i++)
        CHECK_ROW(strstr(r.log.ptr, parts[i]) != NULL, parts[i]);
    static const char *const said[] = {"Ward 7\n",
                                       "first note\n",
                                       "end note\n",
                                       "call back Dr X\n",
                                       "title: Ward list\n",
                                       "author: Zo\xC3\xAB\n",
                                       "company: St Elsewhere\n",
                                       "comment: old copy\n",
                                       "property: Ref\n",
                                       "value: MX1\n",
                                       "revisers: Unknown;Bob;\n"};
    for (size_t i = 0; i < TEST_COUNT(said); i++)
        CHECK_ROW(reading_shows(&r, said[i]), said[i]);
    reading_done(&r);
}

TEST(tables_are_rows) {
    reading r;
    read_str(&r, "{\\rtf1 before\\par\\trowd\\cellx1\\cellx2\\pard\\intbl Name\\cell DOB\\cell\\row"
                 "\\trowd\\cellx1\\cellx2\\pard\\intbl Ann\\par Example\\tab x\\cell\\pard\\intbl\\cell\\row"
                 "\\trowd\\cellx1 no intbl\\cell in{\\b ner}\\cell\\row\\pard after\\par"
                 "\\trowd\\pard\\intbl second\\cell\\row}");
    CHECK(reading_shows(&r, "before\n") && reading_shows(&r, "after\n"));
    CHECK(reading_says(&r, "row 1|Name|DOB") && reading_says(&r, "row 2|Ann Example x|"));
    CHECK(reading_says(&r, "row 3|no intbl|inner") && reading_says(&r, "row 1|second"));
    CHECK(strstr(r.log.ptr, "table part=table2 ") != NULL);
    reading_done(&r);
}

TEST(data_is_passed_over_and_counted) {
    reading r;
    read_str(&r,
             "{\\rtf1 a{\\pict\\pngblip 89504e47}b{\\pict\\bin4 {}}}}c{\\object{\\*\\objdata 0105}{\\result shown}}}");
    CHECK(reading_shows(&r, "abcshown\n") && r.outcome.reason == TS_REASON_UNSUPPORTED && r.outcome.unread > 16 &&
          r.outcome.unread < 40);
    reading_done(&r);
}

TEST(a_cut_file_gives_what_came_before) {
    size_t n = sizeof letter - 1;
    for (size_t i = 1; i < 16; i++) {
        reading r;
        reading_of(&r, ts_slice(ts_str(letter), 0, n * i / 16));
        CHECK(r.err == TS_OK && !r.broken && r.outcome.reason == TS_REASON_TRUNCATED);
        CHECK(i < 10 || reading_shows(&r, "hidden gone\n"));
        CHECK(i < 6 || reading_shows(&r, "title: Ward list\n"));
        reading_done(&r);
    }
    reading r;
    read_str(&r, "{\\rtf1 kept{\\pict\\bin2000000000 x");
    CHECK(reading_shows(&r, "kept") && r.outcome.reason == TS_REASON_TRUNCATED);
    reading_done(&r);
    read_str(&r, "{\\rtf1 kept\\bin2000000000 12345");
    CHECK(reading_shows(&r, "kept") && r.outcome.unread == 5);
    reading_done(&r);
    read_str(&r, "{\\rtf1 kept}}}}\\par trailing{\\b x");
    CHECK(reading_shows(&r, "kept\ntrailing"));
    reading_done(&r);
}

TEST(what_stands_behind_the_last_brace_is_read_or_told) {
    reading r;
    reading_of(&r, (ts_span){"{\\rtf1 kept}\r\n\0", 15});
    CHECK(r.outcome.reason == TS_READ && strcmp(r.text.ptr, "kept\n") == 0);
    reading_done(&r);
    read_str(&r, "{\\rtf1 kept}}\r\nAnn Bee\r\nC:\\pard\\x {y}\r\n");
    CHECK(r.outcome.reason == TS_READ && strstr(r.log.ptr, "part=rest ") &&
          reading_shows(&r, "Ann Bee\r\nC:\\pard\\x {y}\r\n"));
    reading_done(&r);
    static const char file[] = "{\\rtf1 kept}\0\r\nPK\3\4\0\0 and more";
    reading_of(&r, (ts_span){file, sizeof file - 1});
    CHECK(!r.broken && r.outcome.reason == TS_REASON_UNSUPPORTED && r.outcome.unread == 15);
    CHECK(strcmp(r.text.ptr, "kept\n") == 0);
    reading_done(&r);
}

TEST(what_was_deleted_does_not_tear_what_is_left) {
    reading r;
    read_str(&r, "{\\rtf1 no 999 000 {\\deleted 9990000026}0018.\\par\\trowd\\intbl a{\\deleted "
                 "b}c\\cell\\row\\pard{\\deleted x\\plain y}}");
    CHECK(reading_shows(&r, "no 999 000 0018. 9990000026\n") && reading_says(&r, "row 1|ac b") &&
          reading_shows(&r, "y x\n"));
    reading_done(&r);
}

TEST(a_letter_of_another_program_is_read) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("story.rtf");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(strcmp(reading_format(&r), "rtf") == 0 && !r.broken && r.outcome.reason == TS_READ);
    CHECK(reading_shows(&r, "your NHS number is 999 000 0018. 9990000026\n"));
    CHECK(reading_shows(&r, "hidden ZZ99 3VZtwo"));
    CHECK(reading_shows(&r, "\xC5\x81\xC3\xB3\x64\xC5\xBA \xF0\x9F\x98\x80\n"));
    CHECK(reading_says(&r, "row 1|Test|Result") && reading_says(&r, "row 2|HbA1c|48"));
    CHECK(reading_shows(&r, "Sampleton General, ward 7\n") && reading_shows(&r, "seen by the registrar\n"));
    CHECK(reading_shows(&r, "call 07700 900123 Dr Ex\n") && reading_shows(&r, "author: Zo\xC3\xAB Bee\n"));
    reading_done(&r);
}

TEST(depth_is_bounded) {
    for (int over = 0; over < 2; over++) {
        TS_AUTO(ts_buf, ts_buf_done) b = {0};
        ts_buf_add_str(&b, "{\\rtf1 before ");
        for (int i = 1; i < TS_LIMIT_GROUPS + over; i++)
            ts_buf_add_char(&b, '{');
        ts_buf_add_str(&b, "deep");
        for (int i = 0; i < TS_LIMIT_GROUPS + over; i++)
            ts_buf_add_char(&b, '}');
        reading r;
        reading_of(&r, ts_buf_span(&b));
        CHECK(!r.broken && reading_shows(&r, "before"));
        CHECK(reading_shows(&r, "deep") == !over);
        CHECK(r.outcome.reason == (over ? TS_REASON_TOO_LARGE : TS_READ));
        CHECK((r.outcome.unread > 0) == over);
        reading_done(&r);
    }
}

TEST(long_stories_and_properties_stay_bounded) {
    static const char *const opens[] = {"{\\footnote ", "{\\info{\\title ", "{\\*\\atnauthor ", ""};
    for (size_t i = 0; i < TEST_COUNT(opens); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = {0};
        ts_buf_addf(&b, "{\\rtf1 {%s", opens[i]);
        while (b.len < 3 * TS_LIMIT_SEGMENT)
            ts_buf_add_str(&b, "never ending {\\b story} ");
        ts_buf_add_str(&b, "end");
        reading r;
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(!r.broken && r.outcome.reason == TS_REASON_TRUNCATED && r.segments >= 2, opens[i]);
        CHECK_ROW(reading_shows(&r, "story end"), opens[i]);
        reading_done(&r);
    }
}

TEST(wrong_counts_do_no_harm) {
    reading r;
    read_str(
        &r,
        "{\\rtf1\\ansicpg-5\\deff99999999999\\f-3\\uc-7\\u99999999999 x\\uc300\\u65 1234}\\row\\cell\\trowd\\'g\\'4");
    CHECK(reading_shows(&r, "A"));
    reading_done(&r);
}

TEST(every_word_is_found) { /* the table is searched by halves: one in the wrong place is lost */
    static const char *const words[] = {"annotation",
                                        "ansi",
                                        "ansicpg",
                                        "atnauthor",
                                        "author",
                                        "bin",
                                        "bkmkend",
                                        "bkmkstart",
                                        "blipuid",
                                        "bullet",
                                        "buptim",
                                        "category",
                                        "cell",
                                        "colorschememapping",
                                        "colortbl",
                                        "column",
                                        "comment",
                                        "company",
                                        "cpg",
                                        "creatim",
                                        "datafield",
                                        "datastore",
                                        "deff",
                                        "deleted",
                                        "doccomm",
                                        "docvar",
                                        "dptxbxtext",
                                        "emdash",
                                        "emspace",
                                        "endash",
                                        "enspace",
                                        "f",
                                        "fcharset",
                                        "ffdeftext",
                                        "ffl",
                                        "filetbl",
                                        "fldinst",
                                        "fonttbl",
                                        "footer",
                                        "footerf",
                                        "footerl",
                                        "footerr",
                                        "footnote",
                                        "formfield",
                                        "ftnalt",
                                        "generator",
                                        "header",
                                        "headerf",
                                        "headerl",
                                        "headerr",
                                        "hlinkbase",
                                        "info",
                                        "intbl",
                                        "keywords",
                                        "latentstyles",
                                        "lbr",
                                        "ldblquote",
                                        "line",
                                        "linkval",
                                        "listoverridetable",
                                        "listtable",
                                        "lquote",
                                        "mac",
                                        "manager",
                                        "nestcell",
                                        "nestrow",
                                        "nesttableprops",
                                        "nonesttables",
                                        "nonshppict",
                                        "objclass",
                                        "objdata",
                                        "objname",
                                        "operator",
                                        "page",
                                        "par",
                                        "pard",
                                        "pc",
                                        "pca",
                                        "pgdsctbl",
                                        "picprop",
                                        "pict",
                                        "plain",
                                        "printim",
                                        "propname",
                                        "protusertbl",
                                        "qmspace",
                                        "rdblquote",
                                        "revtbl",
                                        "revtim",
                                        "row",
                                        "rquote",
                                        "rsidtbl",
                                        "sect",
                                        "shpinst",
                                        "shprslt",
                                        "shptxt",
                                        "sn",
                                        "sp",
                                        "staticval",
                                        "stylesheet",
                                        "subject",
                                        "sv",
                                        "tab",
                                        "template",
                                        "themedata",
                                        "title",
                                        "trowd",
                                        "u",
                                        "uc",
                                        "ud",
                                        "upr",
                                        "xmlnstbl"};
    for (size_t i = 0; i < TEST_COUNT(words); i++) {
        const ts_rtf_word *w = ts_rtf_word_find(ts_str(words[i]));
        CHECK_ROW(w && strcmp(w->name, words[i]) == 0, words[i]);
    }
    CHECK(!ts_rtf_word_find(ts_str("no")) && !ts_rtf_word_find(ts_str("")) && !ts_rtf_word_find(ts_str("zz")));
}
