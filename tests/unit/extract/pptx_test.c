/* pptx_test.c - PowerPoint files, of another program and made part by part. */
#include "zipping.h"

static void show(reading *r, const char *slide1, const char *slide2, const char *more) {
    zipping z = {0};
    zip_add_str(&z, "[Content_Types].xml", "<Types/>");
    zip_add_str(&z, "ppt/presentation.xml",
                "<p:presentation><p:sldIdLst><p:sldId id='256' r:id='rId2'/><p:sldId r:id='rId1' id='257'/><p:sldId "
                "id='258' r:id='rId7'/></p:sldIdLst></p:presentation>");
    zip_add_str(&z, "ppt/_rels/presentation.xml.rels",
                "<Relationships><Relationship Id='rId1' Target='slides/slide1.xml'/><Relationship Id='rId2' "
                "Target='/ppt/slides/slide2.xml'/><Relationship Id='rId7' Target='slides/gone.xml'/></Relationships>");
    zip_add_str(&z, "ppt/slides/slide1.xml", slide1);
    zip_add_str(&z, "ppt/slides/slide2.xml", slide2);
    zip_add_str(&z, "ppt/slides/slide9.xml", "<p:sld><a:p><a:t>unlisted</a:t></a:p></p:sld>");
    zip_add_str(&z, "ppt/notesSlides/notesSlide1.xml", more);
    zip_add_str(&z, "ppt/commentAuthors.xml", "<p:cmAuthorLst><p:cmAuthor id='0' name='Dr X'/></p:cmAuthorLst>");
    zip_add_str(&z, "ppt/comments/comment1.xml",
                "<p:cmLst><p:cm authorId='0'><p:text>call back</p:text></p:cm></p:cmLst>");
    zip_add_str(
        &z, "ppt/slideMasters/slideMaster1.xml",
        "<p:sldMaster><p:sp><p:nvPr><p:ph/></p:nvPr><a:p><a:t>Click here</a:t></a:p></p:sp><p:sp><a:p><a:t>Ward "
        "7</a:t></a:p></p:sp></p:sldMaster>");
    zip_add_str(&z, "docProps/core.xml", "<c><dc:creator>Ann Example</dc:creator></c>");
    zip_add_str(&z, "ppt/media/image1.png", "not really a picture");
    reading_of(r, zip_end(&z));
    CHECK_ROW(r->err == TS_OK && !r->broken && strcmp(reading_format(r), "pptx") == 0,
              r->what ? r->what : reading_format(r));
    zip_done(&z);
}

TEST(slides_stand_in_the_order_of_the_show) {
    reading r;
    show(&r,
         "<p:sld show='0'><p:sp><p:cNvPr descr='a drawn map'/><a:p><a:t>Dear</a:t><a:br/><a:t>Ann</a:t></a:p></p:sp>"
         "<mc:Fallback><a:p><a:t>twice</a:t></a:p></mc:Fallback></p:sld>",
         "<p:sld><p:sp><p:nvPr><p:ph/></p:nvPr><a:p><a:t>first</a:t></a:p></p:sp><a:tbl><a:tr><a:tc gridSpan='2'><a:p>"
         "<a:t>wide</a:t></a:p></a:tc><a:tc hMerge='1'><a:p/></a:tc><a:tc><a:p><a:t>third</a:t></a:p><a:p><a:t>"
         "line</a:t></a:p></a:tc></a:tr></a:tbl></p:sld>",
         "<p:notes><a:p><a:t>say less</a:t></a:p></p:notes>");
    const char *first = strstr(r.log.ptr, "part=slide2 "), *second = strstr(r.log.ptr, "part=slide1 "),
               *last = strstr(r.log.ptr, "part=slide9 ");
    CHECK(first && second && last && first < second && second < last);
    CHECK(reading_shows(&r, "first\n") && reading_shows(&r, "Dear a drawn map\nAnn\n") && !reading_shows(&r, "twice"));
    CHECK(reading_says(&r, "row 1|wide||third line"));
    CHECK(strstr(r.log.ptr, "part=notesSlide1 ") && reading_shows(&r, "say less\n"));
    CHECK(reading_shows(&r, "call back Dr X\n") && reading_shows(&r, "creator: Ann Example\n"));
    CHECK(reading_shows(&r, "Ward 7\n") && !reading_shows(&r, "Click here"));
    CHECK(r.children == 1 && r.outcome.reason == TS_REASON_CORRUPT &&
          reading_says(&r, "note 1 of its slides are not in the file"));
    reading_done(&r);
}

TEST(a_show_of_another_program_is_read) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("slides.pptx");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(strcmp(reading_format(&r), "pptx") == 0 && !r.broken && r.outcome.reason == TS_READ);
    CHECK(reading_shows(&r, "Siobhan O\xE2\x80\x99Neill, 999 000 0018\n") &&
          reading_shows(&r, "hidden slide 9990000026\n"));
    CHECK(reading_says(&r, "row 1|Test|Result") && reading_says(&r, "row 2|HbA1c|48"));
    CHECK(reading_shows(&r, "do not mention ZZ99 3VZ\n") && reading_shows(&r, "call 07700 900123 Dr Ex\n"));
    CHECK(reading_shows(&r, "title: Ward round\n"));
    reading_done(&r);
}

TEST(cut_or_deep_it_ends) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("slides.pptx");
    for (size_t i = 1; i < 16; i++) {
        reading r;
        reading_of(&r, ts_slice(ts_buf_span(&b), 0, b.len * i / 16));
        CHECK(r.err == TS_OK && !r.broken && r.outcome.reason != TS_READ); /* the zip reader's */
        reading_done(&r);
    }
    static const char *const nest[] = {"<a:p>", "<a:tbl><a:tr><a:tc>", "<mc:Fallback></mc:Fallback><p:sp>",
                                       "</a:tc></a:tbl></p:sp></mc:Fallback>", "<a:tc gridSpan='99999999999999'>"};
    for (size_t i = 0; i < TEST_COUNT(nest); i++) {
        TS_AUTO(ts_buf, ts_buf_done) c = {0};
        for (int k = 0; k < 20000; k++)
            ts_buf_add_str(&c, nest[i]);
        ts_buf_add_str(&c, "<a:p><a:t>deep</a:t></a:p>");
        reading r;
        show(&r, c.ptr, c.ptr, c.ptr);
        CHECK_ROW(reading_shows(&r, "deep") && reading_shows(&r, "unlisted"), nest[i]);
        reading_done(&r);
    }
}
