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

#define FROM "From: a@b.example\nTo: c@d.example\n"
#define PART(fields, body) FROM "Content-Type: multipart/mixed; boundary=X\n\n--X\n" fields "\n\n" body "\n--X--\n"

/* What mailers get wrong, and what is read of it: text somewhere, or a child and its bytes. */
TEST(odd_mails_are_read_whole) {
    static const struct {
        const char *mail, *text, *child, *bytes, *why;
    } rows[] = {
        {PART("Content-Type: application/x; name=a.bin\nContent-Transfer-Encoding: base64", "Zm9v\nYmFy\n"), "",
         "a.bin", "foobar", "base64"},
        {PART("Content-Type: application/x; name=a.bin\nContent-Transfer-Encoding: base64", "Zm9v!\x01*\nYm-Fy"), "",
         "a.bin", "foobar", "noise"},
        {PART("Content-Type: application/x; name=a.bin\nContent-Transfer-Encoding: base64", "Zg==\nZm8=\nZm9v"), "",
         "a.bin", "ffofoo", "several joined"},
        {PART("Content-Type: application/x; name=a.bin\nContent-Transfer-Encoding: base64",
              "Zm8=\nThis mail was scanned.\n"),
         "[after the parts]This mail was scanned.", "a.bin", "fo", "words behind base64"},
        {PART("Content-Transfer-Encoding: base64", "Zm8=\n_____\nA list for wards\n"),
         "[body]fo_____\nA list for wards\n", NULL, NULL, "words behind a text in base64"},
        {PART("Content-Type: application/x; name=a.bin\nContent-Transfer-Encoding: quoted-printable", "a=3D=\nb=3"), "",
         "a.bin", "a=b=3", "quoted-printable"},
        {PART("Content-Type: application/x; name=a.bin\nContent-Transfer-Encoding: x-uuencode",
              "WHO\nbegin 644 a.bin\n#86)C\n`\nend\nWHO"),
         "", "a.bin", "abc", "uuencode"},
        {PART("Content-Type: text/html; charset=koi8-r", "<p>\xF0\xD2</p>"), "", "body.html", "<p>\xD0\x9F\xD1\x80</p>",
         "a page in letters that do not show"},
        {PART("Content-Type: text/html; charset=utf-8", "<p>\xEB</p>"), "", "body.html", "<p>\xEB</p>",
         "a page in letters that show is left to its reader"},
        {PART("Content-Type: text/csv; charset=koi8-r; name=a.csv", "\xF0"), "", "a.csv", "\xF0",
         "a file is left as it is"},
        {PART("Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m", "abc"), "", "smime.p7m",
         "abc", "what is only signed"},
        {PART("Content-Type: image/png\nContent-Location: https://trust.example/p/photo.png", "abc"), "", "photo.png",
         "abc", "a picture of a page"},
        {PART("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64", "Zm9v"), "", "message.eml", "foo",
         "a mail in base64"},
        {FROM "\nhello\n\nbegin 644 a b.txt\n#86)C\n`\nend\nafter it\nbegin again\n",
         "[body]hello\n\nafter it\nbegin again\n", "a b.txt", "abc", "a file in a text"},
        {PART("Content-Transfer-Encoding: base64", "YmVnaW4gNjQ0IGEKIzg2KUMKYAplbmQKeA=="), "[body]x", "a", "abc",
         "a file in a text in base64"},
        {FROM "\nbegin 644 a\n#86)C\nno more of it\n", "[body]no more of it\n", "a", "abc", "a file that breaks off"},
        {FROM "\nbegin 644 things\nand end them\n", "[body]begin 644 things\nand end them\n", NULL, NULL, "words"},
        {PART("no field\nline", "more"), "[body]no field\nline\n\nmore", NULL, NULL, "a part without a header"},
        {FROM "Date: x\nReceived: y\nno field\nSubject: x\n\nbody", "Date: x\nno field\nSubject: x\n[body]body", NULL,
         NULL, "an odd line"},
        {PART("A: b", "a") "--X\nContent-Type: application/x; name=a.bin\n\nhidden\n--X--\n", "[body]a", "a.bin",
         "hidden", "a part behind the end"},
        {FROM "Content-Type: multipart/mixed; boundary=X\n\n \n pre \n\n--X--\n\n post\n \n",
         "[before the parts]pre[after the parts]post", NULL, NULL, "text around"},
        {"From: a@b.example\rTo: c@d.example\rSubject: x\r\rbody\r", "Subject: x\n[body]body\r", NULL, NULL, "lone CR"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        got g;
        read_with(NULL, ts_str(rows[i].mail), &g);
        CHECK_ROW(is_format(&g, "mail") && g.outcome.reason == TS_READ, rows[i].why);
        CHECK_ROW(says(&g.text, rows[i].text), rows[i].why);
        const child *c = rows[i].child ? find_child(&g, rows[i].child) : NULL;
        CHECK_ROW(!rows[i].child || (c && ts_span_eq(ts_buf_span(&c->bytes), ts_str(rows[i].bytes))), rows[i].why);
        got_done(&g);
    }
}

/* Longer than any window, with letters of two bytes and signs of three at every place. */
TEST(long_bodies_lose_nothing_at_windows) {
    static const char *const fields[] = {
        "Content-Type: text/plain; charset=gb2312\n",
        "Content-Type: text/plain; charset=gb2312\nContent-Transfer-Encoding: quoted-printable\n"};
    for (size_t i = 0; i < TEST_COUNT(fields); i++) {
        TS_AUTO(ts_buf, ts_buf_done) mail = {0};
        ts_buf_addf(&mail, FROM "%s\nx", fields[i]);
        for (int k = 0; k < 200000; k++)
            ts_buf_add_str(&mail, i ? "=D6=D0" : "\xD6\xD0");
        got g;
        read_with(NULL, ts_buf_span(&mail), &g);
        CHECK(g.outcome.reason == TS_READ && g.text.len > 600000 && !says(&g.text, "\xEF\xBF\xBD") &&
              !says(&g.text, "="));
        got_done(&g);
    }
}

TEST(what_is_cut_is_said) {
    TS_AUTO(ts_buf, ts_buf_done) mail = {0};
    got g;
    ts_buf_add_str(&mail, FROM "Subject: ");
    for (size_t i = 0; i < TS_LIMIT_MAIL_FIELD + 100; i++)
        ts_buf_add_char(&mail, 'a');
    ts_buf_add_str(&mail, "\n\nbody 9990000018");
    read_with(NULL, ts_buf_span(&mail), &g);
    CHECK(g.outcome.reason == TS_REASON_TOO_LARGE && g.outcome.unread == 101 && says(&g.text, "[body]body 9990000018"));
    got_done(&g);

    read_with(NULL,
              ts_str(PART("Content-Type: application/x; name=a.bin\nContent-Transfer-Encoding: uuencode",
                          "begin 644 a\n#86)C\n#8zzz\nend")),
              &g);
    CHECK(g.outcome.reason == TS_REASON_CORRUPT && g.outcome.unread == 5 && g.child[0].bytes.len == 3);
    CHECK(g.child[0].stored == 22); /* of 27 */
    got_done(&g);

    uint64_t member = ts_limit.member;
    ts_limit.member = 5;
    read_with(NULL, ts_str(PART("Content-Type: application/x; name=a.bin", "abcdef")), &g);
    ts_limit.member = member;
    CHECK(g.children == 1 && g.child[0].reason == TS_REASON_TOO_LARGE && g.child[0].stored == 6);
    got_done(&g);
}
