/* ical_test.c - entries of a calendar as labelled lines, their people as a mail's header has them. */
#include "reading.h"

extern const ts_extractor ts_extractor_ical;

#define EVENT(lines) "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n" lines "END:VEVENT\r\nEND:VCALENDAR\r\n"

TEST(a_calendar_is_known_by_how_it_begins) {
    static const struct {
        const char *text;
        bool taken;
    } rows[] = {
        {EVENT("SUMMARY:x\r\n"), true},      {"\r\nbegin:vcalendar\nend:vcalendar\n", true},
        {"BEGIN:VMSG\nVERSION:1.1\n", true}, {"BEGIN:VCARD\nFN:x\n", false},
        {"Send BEGIN:VCALENDAR\n", false},   {"BEGIN:VCALENDARS\n", false},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_head head = {.text = ts_str(rows[i].text)};
        CHECK_ROW((ts_extractor_ical.bid(&head) > 0) == rows[i].taken, rows[i].text);
    }
}

TEST(properties_are_labelled_lines) {
    static const struct {
        const char *in, *want;
    } rows[] = {
        {"SUMMARY:Clinic\\, Ann Example\r\n", "Subject: Clinic, Ann Example\n"},
        {"DTSTART;TZID=Europe/London:20260105T093000\r\n", "Start date: 2026-01-05 09:30\n"},
        {"DTSTART;VALUE=DATE:20260105\r\n", "Start date: 2026-01-05\n"},
        {"DTSTART:soon\r\n", "Start date: soon\n"},
        {"ATTENDEE;CN=Ann Example;PARTSTAT=ACCEPTED:mailto:ann@mail.example\r\n",
         "Attendee, contact name: Ann Example <ann@mail.example>\n"},
        {"ATTENDEE;CN=\"Example, Ann ^'Annie^'\":MAILTO:ann@mail.example\r\n",
         "Attendee, contact name: Example, Ann \"Annie\" <ann@mail.example>\n"},
        {"ATTENDEE;CN=ann@mail.example:mailto:ann@mail.example\r\n", "Attendee: ann@mail.example\n"},
        {"ATTENDEE;CN=Ann;EMAIL=a@mail.example:urn:uuid:1\r\n",
         "Attendee, contact name: Ann <urn:uuid:1> <a@mail.example>\n"},
        {"ATTENDEE;CUTYPE=ROOM;CN=Meeting Room:mailto:r@trust.example\r\n",
         "Attendee: Meeting Room <r@trust.example>\n"},
        {"ORGANIZER;CN=Bob;SENT-BY=\"mailto:pa@mail.example\":mailto:bob@mail.example\r\n",
         "Organiser, contact name: Bob <bob@mail.example>, sent by pa@mail.example\n"},
        {"DESCRIPTION:one\\ntwo\r\n  three\r\n", "Description: one\ntwo three\n"},
        {"LOCATION:Ward 4\r\n", "Location: Ward 4\n"},
        {"X-WR-CALNAME:Ann's diary\r\n", "Wr calname: Ann's diary\n"},
        {"forgotten words\r\n", "forgotten words\n"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) in = {0};
        ts_buf_addf(&in, "BEGIN:VCALENDAR\nBEGIN:VEVENT\n%sEND:VEVENT\nEND:VCALENDAR\n", rows[i].in);
        reading r;
        reading_of(&r, ts_buf_span(&in));
        CHECK_ROW(strcmp(reading_format(&r), "ical") == 0 && !r.broken && r.outcome.reason == TS_READ, rows[i].in);
        CHECK_ROW(reading_shows(&r, rows[i].want), rows[i].in);
        reading_done(&r);
    }
}

TEST(a_zone_s_rules_are_no_dates_and_hide_nothing) {
    reading r;
    reading_of(&r,
               ts_str("BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:x\nBEGIN:STANDARD\nDTSTART:19701025T020000\nTZNAME:GMT\n"
                      "BEGIN:VEVENT\nDTSTART:20260105\nSUMMARY:seen\nEND:VEVENT\nEND:STANDARD\nEND:VCALENDAR\n"));
    CHECK(!reading_shows(&r, "1970") && reading_shows(&r, "2026-01-05") && reading_shows(&r, "Subject: seen"));
    reading_done(&r);
}

TEST(attached_files_and_pages_are_children) {
    reading r;
    reading_of(&r,
               ts_str(EVENT("SUMMARY:x\r\nATTACH;FMTTYPE=text/plain;ENCODING=BASE64;VALUE=BINARY;X-FILENAME=list.txt:"
                            "Zm9v\r\n"
                            "ATTACH:http://a.example/plan.pdf\r\n"
                            "X-ALT-DESC;FMTTYPE=text/html:<p>Ann\\, Bob</p>\r\n")));
    CHECK(r.children == 2 && reading_says(&r, "child list.txt 3 bytes of 4: read"));
    CHECK(reading_says(&r, "child entry2.html 15 bytes of 16: read"));
    CHECK(ts_span_eq(ts_buf_span(&r.data), ts_str("foo<p>Ann, Bob</p>")));
    CHECK(reading_shows(&r, "Attach: http://a.example/plan.pdf\n") && !reading_shows(&r, "<p>"));
    reading_done(&r);
}

TEST(messages_of_phones_are_read) {
    reading r;
    reading_of(&r, ts_str("BEGIN:VMSG\nVERSION:1.1\nBEGIN:VCARD\nVERSION:2.1\nTEL:07700900123\nEND:VCARD\nBEGIN:VBODY\n"
                          "Date:05.01.2026\nAnn, the results are here.\nEND:VBODY\nEND:VMSG\n"));
    CHECK(strcmp(reading_format(&r), "ical") == 0);
    CHECK(reading_shows(&r, "Tel: 07700900123\n") && reading_shows(&r, "Ann, the results are here.\n"));
    reading_done(&r);
}
