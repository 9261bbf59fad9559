/* mail_test.c - headers, bodies and attachments of a mail, its character sets, its nesting. */
#include "members.h"

TEST(headers_bodies_and_attachments_of_a_mail) {
    got g;
    ts_buf people = load("people.csv");
    read_fixture("mail/multipart.eml", &g);
    CHECK(is_format(&g, "mail") && g.outcome.reason == TS_READ);
    CHECK(says(&g.text, "[headers]From: Zoë Nowak <zoe.nowak@mail.example>\n"));
    CHECK(says(&g.text, "Subject: Patients of Dr Müller\n") && says(&g.text, "[body]The list is attached."));
    const child *page = find_child(&g, "body.html"), *list = find_child(&g, "Aufnahme Zoë.csv");
    CHECK(g.children == 2 && page != NULL && says(&page->bytes, "<td>Jürgen</td>"));
    CHECK(list != NULL && ts_span_eq(ts_buf_span(&list->bytes), ts_buf_span(&people)));
    got_done(&g);
    ts_buf_done(&people);
}

TEST(every_transfer_encoding_and_charset_comes_to_the_same_text) {
    static const char *const names[] = {"mail/quoted_printable.eml", "mail/base64.eml", "mail/latin1.eml"};
    for (size_t i = 0; i < TEST_COUNT(names); i++) {
        got g;
        read_fixture(names[i], &g);
        CHECK_ROW(says(&g.text, "Surname: Müller; Forename: Jürgen; Date of birth: 19/05/1978"), names[i]);
        CHECK_ROW(says(&g.text, "Forename: Siân") && says(&g.text, "willem.vdberg@work.example"), names[i]);
        got_done(&g);
    }
    got g;
    read_fixture("mail/latin2.eml", &g);
    CHECK(says(&g.text, "Zażółć gęślą jaźń; Müller, 9990000085"));
    CHECK(says(&g.text, "To: Nowak, Zoë <zoe.nowak@mail.example>, Siân Evans <sian.evans@post.example>\n"));
    got_done(&g);
}

TEST(a_mail_within_a_mail_is_a_child_that_reads_as_mail) {
    got outer, inner;
    ts_buf people = load("people.csv");
    read_fixture("mail/nested.eml", &outer);
    CHECK(outer.children == 1 && says(&outer.text, "Forwarded as asked."));
    read_with(NULL, ts_buf_span(&outer.child[0].bytes), &inner);
    const child *list = find_child(&inner, "patients.csv");
    CHECK(is_format(&inner, "mail") && says(&inner.text, "Subject: The list itself"));
    CHECK(list != NULL && ts_span_eq(ts_buf_span(&list->bytes), ts_buf_span(&people)));
    got_done(&inner);
    got_done(&outer);
    ts_buf_done(&people);
}

TEST(nesting_and_number_of_parts_are_bounded) {
    ts_buf mail = {0};
    ts_buf_add_str(&mail, "From: a@b.example\nTo: c@d.example\nContent-Type: multipart/mixed; boundary=b0\n\n");
    for (int i = 0; i < 40; i++)
        ts_buf_addf(&mail, "--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n", i, i + 1);
    ts_buf_add_str(&mail, "--b40\nContent-Type: text/plain\n\n9990000018\n--b40--\n");
    got g;
    read_with(NULL, ts_buf_span(&mail), &g);
    CHECK(g.outcome.reason == TS_REASON_TOO_DEEP && g.outcome.unread >= 10 && !says(&g.text, "9990000018"));
    got_done(&g);

    ts_buf_clear(&mail);
    ts_buf_add_str(&mail, "From: a@b.example\nTo: c@d.example\nContent-Type: multipart/mixed; boundary=b\n\n");
    for (int i = 0; i < TS_LIMIT_MAIL_PARTS + 50; i++)
        ts_buf_addf(&mail, "--b\nContent-Type: application/x-any\n\nword %d\n", i);
    ts_buf_add_str(&mail, "--b--\n");
    read_with(NULL, ts_buf_span(&mail), &g);
    CHECK(g.outcome.reason == TS_REASON_TOO_LARGE && g.children == TS_LIMIT_MAIL_PARTS - 1);
    got_done(&g);
    ts_buf_done(&mail);
}

TEST(a_web_page_saved_as_one_file_is_read_with_its_pictures) {
    got g;
    read_with(
        NULL,
        ts_str(
            "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://trust.example/list\r\nSubject: Ward list\r\n"
            "Date: Mon, 5 Jan 2026 09:30:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
            "\ttype=\"text/html\";\r\n\tboundary=\"--x--\"\r\n\r\n\r\n----x--\r\nContent-Type: text/html\r\n"
            "Content-ID: <frame@mhtml.blink>\r\nContent-Transfer-Encoding: quoted-printable\r\n"
            "Content-Location: https://trust.example/list\r\n\r\n<html><p>NHS=20No 999 000 0018</p></html>\r\n"
            "----x--\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
            "Content-Location: https://trust.example/p/photo.png\r\n\r\niVBORw0KGgo=\r\n----x----\r\n"),
        &g);
    CHECK(is_format(&g, "mail") && g.outcome.reason == TS_READ && g.children == 2);
    CHECK(says(&g.text, "Subject: Ward list\n") && find_child(&g, "body.html") && find_child(&g, "photo.png"));
    got_done(&g);
}

TEST(a_mail_begins_behind_what_programs_put_before_it) {
    static const char *const rows[] = {
        "\r\n\r\nFrom: ann@mail.example\r\nSubject: behind empty lines\r\n\r\ntext\r\n",
        ("\xEF\xBB\xBF"
         "From: ann@mail.example\nSubject: behind a mark\n\ntext\n"),
        "  \n\nFrom ann Mon Jan 5 09:30:00 2026\nFrom: ann@mail.example\nSubject: behind both\n\ntext\n",
        ">From ann Mon Jan 5 09:30:00 2026\nFrom: ann@mail.example\nSubject: behind a quoted one\n\ntext\n",
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        got g;
        read_with(NULL, ts_str(rows[i]), &g);
        CHECK_ROW(is_format(&g, "mail") && says(&g.text, "From: ann@mail.example\n") &&
                      says(&g.text, "Subject: behind"),
                  rows[i]);
        got_done(&g);
    }
}

TEST(closed_mail_is_listed_as_encrypted) {
    static const char mail[] =
        "From: a@b.example\r\nTo: c@d.example\r\nContent-Type: application/pkcs7-mime; "
        "smime-type=enveloped-data; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n";
    got g;
    read_with(NULL, ts_str(mail), &g);
    CHECK(g.children == 1 && g.child[0].reason == TS_REASON_ENCRYPTED && strcmp(g.child[0].name, "smime.p7m") == 0);
    CHECK(g.child[0].stored > 0);
    got_done(&g);
}
