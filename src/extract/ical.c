/* ical.c - calendars: iCalendar (RFC 5545) and vCalendar 1.0, and what phones write alike: notes (vNote), messages (vMessage).
 *
 * Every event, task or entry is a paragraph of labelled lines; people stand as a mail's header has them, behind a label that
 * detection knows: "Attendee, contact name: Ann Example <ann@mail.example>".  Attached files and pages are children.
 */
#include "extract/content_line.h"

#include <stdio.h>

enum { BID = 58, LABEL = 64 };

typedef struct reader {
    ts_source *in;
    ts_sink *out;
    ts_content c;
    ts_buf line;
    uint64_t entries;
    bool zone; /* inside a rule of a time zone: its start is nobody's date */
    bool binary; /* of the block: it has attached files */
} reader;

static const struct {
    const char *property, *label;
} labels[] = {
    {"SUMMARY", "Subject"},       {"DTSTART", "Start date"},     {"DTEND", "End date"},
    {"DUE", "Due date"},          {"COMPLETED", "Completed on"}, {"ORGANIZER", "Organiser"},
    {"RESOURCES", "Resources"},   {"COMMENT", "Comment"},        {"CONTACT", "Contact"},
    {"CATEGORIES", "Categories"}, {"LOCATION", "Location"},      {"DESCRIPTION", "Description"},
};

/* Of the calendar's programs, not of people. */
static bool is_of_program(const ts_content *c) {
    static const char *const names[] = {"BEGIN",    "END",          "VERSION",          "PRODID",
                                        "CALSCALE", "METHOD",       "DTSTAMP",          "CREATED",
                                        "UID",      "SEQUENCE",     "LAST-MODIFIED",    "TRANSP",
                                        "STATUS",   "CLASS",        "PRIORITY",         "RRULE",
                                        "EXDATE",   "RDATE",        "DURATION",         "ACTION",
                                        "TRIGGER",  "REPEAT",       "PERCENT-COMPLETE", "GEO",
                                        "TZID",     "TZOFFSETFROM", "TZOFFSETTO",       "X-LIC-LOCATION",
                                        "TZ",       "DAYLIGHT"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (ts_content_is(c, names[i]))
            return true;
    return false;
}

/* ---- lines ---- */

/* "X-WR-CALNAME": "Wr calname". */
static void add_label(ts_buf *b, ts_span name) {
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (ts_span_eq_nocase(name, ts_str(labels[i].property))) {
            ts_buf_add_str(b, labels[i].label);
            return;
        }
    if (ts_span_starts_nocase(name, ts_str("X-")))
        name = ts_slice(name, 2, SIZE_MAX);
    for (size_t i = 0; i < name.len && i < LABEL; i++)
        ts_buf_add_char(b, i == 0 ? ts_upper(name.ptr[i]) : name.ptr[i] == '-' ? ' ' : ts_lower(name.ptr[i]));
}

/* A parameter's text (RFC 6868: ^n, ^', ^^). */
static void add_param(ts_buf *b, ts_span value) {
    for (size_t i = 0; i < value.len; i++) {
        char next = value.ptr[i] == '^' && i + 1 < value.len ? value.ptr[i + 1] : 0;
        bool escape = next == 'n' || next == '\'' || next == '^';
        ts_buf_add_char(b, !escape ? value.ptr[i] : next == 'n' ? ' ' : next == '\'' ? '"' : '^');
        i += escape;
    }
}

/* "20260105T093000Z": "2026-01-05 09:30". */
static bool add_time(ts_buf *b, ts_span v) {
    if (v.len < 8)
        return false;
    for (size_t i = 0; i < 8; i++)
        if (!ts_is_digit(v.ptr[i]))
            return false;
    ts_buf_addf(b, "%.4s-%.2s-%.2s", v.ptr, v.ptr + 4, v.ptr + 6);
    if (v.len >= 13 && v.ptr[8] == 'T')
        ts_buf_addf(b, " %.2s:%.2s", v.ptr + 9, v.ptr + 11);
    return true;
}

/* mailto:ann@mail.example with CN="Ann Example" (RFC 5545, 3.2.2 and 3.3.3): Ann Example <ann@mail.example>. */
static void add_person(ts_buf *b, const ts_content *c, ts_span text) {
    ts_span called = ts_content_param(c, "CN"), mail = ts_content_param(c, "EMAIL"),
            type = ts_content_param(c, "CUTYPE");
    bool person = !type.len || ts_span_eq_nocase(type, ts_str("INDIVIDUAL")); /* a room, a group, a thing otherwise */
    if (ts_span_starts_nocase(text, ts_str("mailto:")))
        text = ts_slice(text, 7, SIZE_MAX);
    ts_buf_add_str(b, called.len && person && !memchr(called.ptr, '@', called.len) ? ", contact name: " : ": ");
    add_param(b, called);
    if (text.len && !ts_span_eq_nocase(text, called)) {
        ts_buf_add_str(b, called.len ? " <" : "");
        ts_buf_add(b, text);
        ts_buf_add_str(b, called.len ? ">" : "");
    }
    if (mail.len && !ts_span_eq_nocase(mail, text)) {
        ts_buf_add_str(b, " <");
        ts_buf_add(b, mail);
        ts_buf_add_char(b, '>');
    }
    ts_span sent_by = ts_content_param(c, "SENT-BY");
    if (sent_by.len) {
        ts_buf_add_str(b, ", sent by ");
        ts_buf_add(b, ts_slice(sent_by, ts_span_starts_nocase(sent_by, ts_str("mailto:")) ? 7 : 0, SIZE_MAX));
    }
}

static ts_err emit_line(reader *r) {
    ts_buf_add_char(&r->line, '\n');
    return ts_emit_text(r->out, ts_buf_span(&r->line), TS_NO_OFFSET);
}

static ts_err property(reader *r) {
    ts_content *c = &r->c;
    ts_span text = ts_content_text(c), all = {"", 0};
    size_t at = 0;
    ts_content_piece(c, text, 0, &at, &all);
    all = ts_trim(all);
    if (!all.len || is_of_program(c) || ts_span_eq_nocase(ts_content_param(c, "FMTTYPE"), ts_str("text/html")))
        return TS_OK;
    ts_buf_clear(&r->line);
    add_label(&r->line, c->name);
    if (ts_content_is(c, "ATTENDEE") || ts_content_is(c, "ORGANIZER")) {
        add_person(&r->line, c, all);
        return emit_line(r);
    }
    ts_buf_add_str(&r->line, ": ");
    if (!(ts_span_starts_nocase(c->name, ts_str("DT")) || ts_content_is(c, "DUE") || ts_content_is(c, "COMPLETED")) ||
        !add_time(&r->line, all))
        ts_buf_add(&r->line, all);
    return emit_line(r);
}

/* ---- blocks ---- */

static bool begins_rule(const ts_content *c) {
    ts_span v = ts_trim(c->value);
    return ts_span_eq_nocase(v, ts_str("STANDARD")) || ts_span_eq_nocase(v, ts_str("DAYLIGHT"));
}

static ts_err line(reader *r) {
    ts_content *c = &r->c;
    ts_span letters, type;
    if (ts_content_is(c, "BEGIN")) {
        r->zone = begins_rule(c);
        r->entries++;
        return ts_emit_text(r->out, ts_str("\n"), TS_NO_OFFSET);
    }
    if (ts_content_is(c, "END"))
        r->zone = false;
    if (r->zone && ts_content_is(c, "DTSTART"))
        return TS_OK;
    if (!c->name.len) { /* the text of a phone's message */
        TS_TRY(ts_emit_text(r->out, c->value, TS_NO_OFFSET));
        return ts_emit_text(r->out, ts_str("\n"), TS_NO_OFFSET);
    }
    if (ts_content_binary(c, &letters, &type)) {
        r->binary = true;
        return TS_OK;
    }
    r->binary |= ts_span_eq_nocase(ts_content_param(c, "FMTTYPE"), ts_str("text/html"));
    return property(r);
}

/* Outlook says the description once more as a page. */
static ts_err page(reader *r, const char *base) {
    TS_AUTO(ts_buf, ts_buf_done) name = {0};
    ts_span text = ts_content_text(&r->c), all = {"", 0};
    size_t at = 0;
    ts_content_piece(&r->c, text, 0, &at, &all);
    ts_buf_addf(&name, "%s.html", base);
    TS_TRY(ts_emit_child_begin(r->out, &(ts_child){.name = ts_buf_span(&name), .size = all.len}));
    TS_TRY(ts_emit_child_data(r->out, all));
    return ts_emit_child_end(r->out, TS_READ, r->c.value.len);
}

static ts_err binaries(reader *r, ts_span block) {
    ts_span letters, type;
    char base[32];
    snprintf(base, sizeof base, "entry%llu", (unsigned long long)r->entries);
    ts_content_begin(&r->c, block);
    while (ts_content_next(&r->c)) {
        if (!r->c.name.len)
            continue;
        if (ts_content_binary(&r->c, &letters, &type))
            TS_TRY(ts_content_child(&r->c, r->out, letters, type, base));
        else if (ts_span_eq_nocase(ts_content_param(&r->c, "FMTTYPE"), ts_str("text/html")))
            TS_TRY(page(r, base));
    }
    return TS_OK;
}

static ts_err blocks(reader *r) {
    for (;;) {
        ts_span block = ts_content_block(r->in);
        if (!block.len)
            return r->in->error;
        r->binary = false;
        ts_content_begin(&r->c, block);
        while (ts_content_next(&r->c))
            TS_TRY(line(r));
        if (r->binary)
            TS_TRY(binaries(r, block));
        ts_take(r->in, block.len);
    }
}

static int bid(const ts_head *head) {
    static const char *const begins[] = {"BEGIN:VCALENDAR", "BEGIN:VNOTE", "BEGIN:VMSG", "BEGIN:VJOURNAL"};
    ts_span t = ts_trim(head->text);
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        ts_span b = ts_str(begins[i]);
        if (ts_span_starts_nocase(t, b) && t.len > b.len && ts_is_space(t.ptr[b.len]))
            return BID;
    }
    return 0;
}

static ts_err run(ts_source *in, ts_sink *out) {
    reader *r = ts_alloc(sizeof *r);
    r->in = in;
    r->out = out;
    ts_err err = blocks(r);
    ts_content_done(&r->c);
    ts_buf_wipe(&r->line);
    ts_free(r);
    return err;
}

const ts_extractor ts_extractor_ical = {
    .name = "ical", .version = 1, .needs = TS_STREAM, .text = true, .bid = bid, .run = run};
