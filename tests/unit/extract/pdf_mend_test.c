/* pdf_mend_test.c - the end of a PDF, made from the objects that are there. */
#include "base/limits.h"
#include "base/mem.h"
#include "extract/pdf_mend.h"
#include "support/test.h"

#define PAGE(n) #n " 0 obj\n<</Type/Page/Parent 2 0 R/Contents 9 0 R>>\nendobj\n"
#define PAGES "2 0 obj\n<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>\nendobj\n"
#define CATALOGUE "1 0 obj\n<</Pages 2 0 R/Type/Catalog>>\nendobj\n"

/* What is put behind `file`; "" where it cannot be mended. */
static void mended(const char *file, size_t len, ts_buf *end) {
    TS_AUTO(ts_buf, ts_buf_done) out = {0};
    ts_span all = {file, len};
    if (!ts_pdf_mend(all, &out)) {
        CHECK(out.len == 0);
        ts_buf_add_str(end, "");
    } else {
        CHECK(ts_span_starts(ts_buf_span(&out), all));
        ts_buf_add(end, ts_slice(ts_buf_span(&out), len, out.len));
    }
    ts_buf_add_char(end, 0);
}

TEST(what_leads_to_the_pages_is_found_or_made) {
    static const struct {
        const char *why, *file, *wants, *lacks;
    } rows[] = {
        {"all but the trailer", CATALOGUE PAGES PAGE(3) PAGE(4), "/Root 1 0 R", "/Count"},
        {"no catalogue", PAGES PAGE(3) PAGE(4), "<</Type/Catalog/Pages 2 0 R>>", "/Count"},
        {"no pages but their list is gone", PAGE(4) PAGE(3), "/Count 2/Kids[4 0 R\n3 0 R\n]", NULL},
        {"a catalogue whose list is gone", CATALOGUE PAGE(3), "/Count 1/Kids[3 0 R\n]", "/Root 1 0 R"},
        {"a later catalogue counts", CATALOGUE PAGES PAGE(3) "7 0 obj <</Type/Catalog/Pages 2 0 R>> endobj",
         "/Root 7 0 R", NULL},
        {"a page written twice is one", PAGE(3) PAGE(3), "/Count 1/Kids", NULL},
        {"a page of a later edition", "3 2 obj<</Type/Page>>endobj", "Kids[3 2 R\n]", NULL},
        {"brackets and names inside strings", "3 0 obj<</A(>> \\) (/Type/Catalog) >>)/B<3e3e>/Type/Page>>endobj",
         "Kids[3 0 R", NULL},
        {"a type further in is not its own", PAGE(3) "4 0 obj<</A<</Type/Page>>/B[/Type/Page]>>endobj", "Kids[3 0 R\n]",
         NULL},
        {"a remark between", "3 0 obj <<%x\n/Type%>>\n/Page>>endobj", "Kids[3 0 R", NULL},
        {"the last object is cut", PAGE(3) "4 0 obj<</Type/Page/Con", "Kids[3 0 R\n]", NULL},
        {"its numbers end behind the last", PAGE(3), "4 0 obj\n<</Type/Pages", NULL},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) end = {0};
        mended(rows[i].file, strlen(rows[i].file), &end);
        CHECK_ROW(strstr(end.ptr, rows[i].wants) != NULL, rows[i].why);
        CHECK_ROW(rows[i].lacks == NULL || strstr(end.ptr, rows[i].lacks) == NULL, rows[i].why);
    }
}

TEST(without_a_page_or_with_a_lock_nothing_is_made) {
    static const struct {
        const char *why, *file;
    } rows[] = {
        {"nothing", ""},
        {"no page", CATALOGUE PAGES},
        {"a lock", PAGE(3) "5 0 obj<</Filter/Standard/V 2/O(x)/U(y)>>endobj"},
        {"no number", "obj<</Type/Page>>endobj 0 obj<</Type/Page>>"},
        {"number 0", "0 0 obj<</Type/Page>>endobj"},
        {"a number beyond all", "8388608 0 obj<</Type/Page>>endobj 99999999999 0 obj<</Type/Page>>"},
        {"no room for its own", "8388607 0 obj<</Type/Page>>endobj"},
        {"no dictionary", "3 0 obj[/Type/Page]endobj"},
        {"one that never ends", "3 0 obj<</Type/Page/A(endobj"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) end = {0};
        mended(rows[i].file, strlen(rows[i].file), &end);
        CHECK_ROW(end.ptr[0] == 0, rows[i].why);
    }
}

/* A stream of objects, packed as one stored block of deflate (RFC 1951, 3.2.4). */
static void object_stream(ts_buf *b, const char *keys, const char *content) {
    size_t n = strlen(content);
    ts_buf_addf(b, "8 0 obj\n<</Type/ObjStm%s/Length %zu>>\nstream\r\n", keys, n + 11);
    ts_buf_add(b, (ts_span){"\x78\x01\x01", 3});
    char head[4] = {(char)n, (char)(n >> 8), (char)~n, (char)(~n >> 8)};
    ts_buf_add(b, (ts_span){head, 4});
    ts_buf_add(b, (ts_span){content, n});
    ts_buf_add_str(b, "0000\nendstream\nendobj\n");
}

TEST(objects_of_object_streams_are_written_out) {
    static const struct {
        const char *why, *keys, *content, *wants;
    } rows[] = {
        {"two", "/N 2/First 9/Filter/FlateDecode", "3 0 4 15 <</Type/Page >><</Type/Font>>",
         "3 0 obj\n<</Type/Page >>\nendobj\n4 0 obj\n<</Type/Font>>\nendobj\n"},
        {"the filter in a list of one", "/N 1/First 4/Filter[/FlateDecode]", "3 0 <</Type/Page>>", "Kids[3 0 R\n]"},
        {"two filters", "/N 1/First 4/Filter[/ASCIIHexDecode/FlateDecode]", "3 0 <</Type/Page>>", NULL},
        {"a predictor", "/N 1/First 4/Filter/FlateDecode/DecodeParms<</Predictor 12>>", "3 0 <</Type/Page>>", NULL},
        {"another filter", "/N 1/First 4/Filter/LZWDecode", "3 0 <</Type/Page>>", NULL},
        {"more than there are", "/N 99/First 4/Filter/FlateDecode", "3 0 <</Type/Page>>", NULL},
        {"places that go back", "/N 3/First 14/Filter/FlateDecode", "3 17 4 0 5 17 <</Type/Page   >>", NULL},
        {"a place beyond it", "/N 1/First 4/Filter/FlateDecode", "3 9999 <</Type/Page>>", NULL},
        {"a number beyond all", "/N 1/First 10/Filter/FlateDecode", "8388608 0 <</Type/Page>>", NULL},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) end = {0}, file = {0};
        object_stream(&file, rows[i].keys, rows[i].content);
        mended(file.ptr, file.len, &end);
        CHECK_ROW(rows[i].wants ? strstr(end.ptr, rows[i].wants) != NULL : end.ptr[0] == 0, rows[i].why);
    }
}

/* Files made to cost more than they have bytes: this test ends in an instant, or not at all. */
TEST(hostile_objects_cost_no_more_than_a_few_looks_at_the_file) {
    static const char *const again[] = {
        "1 0 obj<</A(", "1 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>stream\nx\x9c",
        "1 0 obj<<",    "1 0 obj<</A<",
        "obj ",         "1 0 obj<</A%"};
    for (size_t i = 0; i < TEST_COUNT(again); i++) {
        TS_AUTO(ts_buf, ts_buf_done) file = {0}, end = {0};
        while (file.len < 8 * TS_MIB)
            ts_buf_add_str(&file, again[i]);
        mended(file.ptr, file.len, &end);
        CHECK_ROW(end.ptr[0] == 0, again[i]);
    }
}
