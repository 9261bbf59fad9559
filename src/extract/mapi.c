/* mapi.c - Outlook's properties: which show, what they are called, how their values are written. */
#include "extract/mapi.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "text/codepage.h"
#include "text/encoding.h"

enum { LONGEST = 64 * 1024, UTF8_PAGE = 65001 };
#define FILETIME_1970 INT64_C(11644473600000) /* milliseconds */

/* The sets of named properties: {000620xx-0000-0000-C000-000000000046} by their xx, and that of names (MS-OXPROPS 1.3.2). */
static const uint8_t set_tail[] = {0x20, 0x06, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46};
enum { PLAIN = 0, APPOINTMENT = 0x02, TASK = 0x03, ADDRESS = 0x04, COMMON = 0x08 };

enum { HEADER, CONTACT };

/* In the order in which they are shown; the first nine are known by their place (sender, ts_mapi_emit_headers). */
static const struct label {
    uint16_t id; /* within its set */
    uint8_t set;
    uint8_t place; /* HEADER or CONTACT */
    const char *label;
} labels[] = {
    {0x0042, PLAIN, HEADER, "From"},
    {0x0065, PLAIN, HEADER, "From"},
    {0x5D02, PLAIN, HEADER, "From"},
    {0x0C1A, PLAIN, HEADER, "Sender"},
    {0x0C1F, PLAIN, HEADER, "Sender"},
    {0x5D01, PLAIN, HEADER, "Sender"},
    {0x0E04, PLAIN, HEADER, "To"},
    {0x0E03, PLAIN, HEADER, "Cc"},
    {0x0E02, PLAIN, HEADER, "Bcc"},
    {0x0050, PLAIN, HEADER, "Reply-To"},
    {0x0044, PLAIN, HEADER, "Received for"},
    {0x0040, PLAIN, HEADER, "Received by"},
    {0x0039, PLAIN, HEADER, "Date"},
    {0x0E06, PLAIN, HEADER, "Delivered"},
    {0x3007, PLAIN, HEADER, "Created"},
    {0x0037, PLAIN, HEADER, "Subject"},
    {0x0070, PLAIN, HEADER, "Thread-Topic"},
    {0x1035, PLAIN, HEADER, "Message-ID"},
    {0x1042, PLAIN, HEADER, "In-Reply-To"},
    {0x1039, PLAIN, HEADER, "References"},
    {0x820D, APPOINTMENT, HEADER, "Start"},
    {0x820E, APPOINTMENT, HEADER, "End"},
    {0x8208, APPOINTMENT, HEADER, "Location"},
    {0x8238, APPOINTMENT, HEADER, "Attendees"},
    {0x823B, APPOINTMENT, HEADER, "Required attendees"},
    {0x823C, APPOINTMENT, HEADER, "Optional attendees"},
    {0x811F, TASK, HEADER, "Owner"},
    {0x8104, TASK, HEADER, "Start"},
    {0x8105, TASK, HEADER, "Due"},
    {0x853A, COMMON, HEADER, "Contacts"},
    {0x8539, COMMON, HEADER, "Companies"},
    {0x3001, PLAIN, CONTACT, "Full name"},
    {0x3A45, PLAIN, CONTACT, "Title"},
    {0x3A06, PLAIN, CONTACT, "Forename"},
    {0x3A44, PLAIN, CONTACT, "Middle name"},
    {0x3A11, PLAIN, CONTACT, "Surname"},
    {0x3A05, PLAIN, CONTACT, "Suffix"},
    {0x3A4F, PLAIN, CONTACT, "Nickname"},
    {0x3A0A, PLAIN, CONTACT, "Initials"},
    {0x8005, ADDRESS, CONTACT, "File as"},
    {0x3A42, PLAIN, CONTACT, "Date of birth"},
    {0x3A4D, PLAIN, CONTACT, "Sex"},
    {0x3A41, PLAIN, CONTACT, "Wedding anniversary"},
    {0x3A48, PLAIN, CONTACT, "Spouse"},
    {0x3A58, PLAIN, CONTACT, "Children"},
    {0x3A07, PLAIN, CONTACT, "Government id"},
    {0x3A10, PLAIN, CONTACT, "Organisation id"},
    {0x3A4A, PLAIN, CONTACT, "Customer id"},
    {0x8083, ADDRESS, CONTACT, "Email"},
    {0x8093, ADDRESS, CONTACT, "Work email"},
    {0x80A3, ADDRESS, CONTACT, "Personal email"},
    {0x8062, ADDRESS, CONTACT, "Messenger"},
    {0x3A1C, PLAIN, CONTACT, "Mobile"},
    {0x3A09, PLAIN, CONTACT, "Home phone"},
    {0x3A2F, PLAIN, CONTACT, "Home phone 2"},
    {0x3A08, PLAIN, CONTACT, "Work phone"},
    {0x3A1B, PLAIN, CONTACT, "Work phone 2"},
    {0x3A1A, PLAIN, CONTACT, "Telephone"},
    {0x3A1F, PLAIN, CONTACT, "Other phone"},
    {0x3A1E, PLAIN, CONTACT, "Car phone"},
    {0x3A1D, PLAIN, CONTACT, "Radio phone"},
    {0x3A21, PLAIN, CONTACT, "Pager"},
    {0x3A02, PLAIN, CONTACT, "Callback phone"},
    {0x3A57, PLAIN, CONTACT, "Company phone"},
    {0x3A2E, PLAIN, CONTACT, "Assistant's phone"},
    {0x3A24, PLAIN, CONTACT, "Fax"},
    {0x3A25, PLAIN, CONTACT, "Home fax"},
    {0x3A23, PLAIN, CONTACT, "Primary fax"},
    {0x801A, ADDRESS, CONTACT, "Home address"},
    {0x3A5D, PLAIN, CONTACT, "Home street"},
    {0x3A59, PLAIN, CONTACT, "Home town"},
    {0x3A5C, PLAIN, CONTACT, "Home county"},
    {0x3A5B, PLAIN, CONTACT, "Home postcode"},
    {0x3A5A, PLAIN, CONTACT, "Home country"},
    {0x801B, ADDRESS, CONTACT, "Work address"},
    {0x8045, ADDRESS, CONTACT, "Work street"},
    {0x8046, ADDRESS, CONTACT, "Work town"},
    {0x8047, ADDRESS, CONTACT, "Work county"},
    {0x8048, ADDRESS, CONTACT, "Work postcode"},
    {0x801C, ADDRESS, CONTACT, "Other address"},
    {0x3A63, PLAIN, CONTACT, "Other street"},
    {0x3A5F, PLAIN, CONTACT, "Other town"},
    {0x3A61, PLAIN, CONTACT, "Other postcode"},
    {0x3A15, PLAIN, CONTACT, "Address"},
    {0x3A29, PLAIN, CONTACT, "Street"},
    {0x3A27, PLAIN, CONTACT, "Town"},
    {0x3A28, PLAIN, CONTACT, "County"},
    {0x3A2A, PLAIN, CONTACT, "Postcode"},
    {0x3A26, PLAIN, CONTACT, "Country"},
    {0x3A16, PLAIN, CONTACT, "Company"},
    {0x3A17, PLAIN, CONTACT, "Job title"},
    {0x3A18, PLAIN, CONTACT, "Department"},
    {0x3A19, PLAIN, CONTACT, "Office"},
    {0x3A46, PLAIN, CONTACT, "Profession"},
    {0x3A4E, PLAIN, CONTACT, "Manager"},
    {0x3A30, PLAIN, CONTACT, "Assistant"},
    {0x3A47, PLAIN, CONTACT, "Referred by"},
    {0x3A43, PLAIN, CONTACT, "Hobbies"},
    {0x3A50, PLAIN, CONTACT, "Home page"},
    {0x3A51, PLAIN, CONTACT, "Work page"},
    {0x3A00, PLAIN, CONTACT, "Account"},
    {0x804F, ADDRESS, CONTACT, "User field 1"},
    {0x8050, ADDRESS, CONTACT, "User field 2"},
    {0x8051, ADDRESS, CONTACT, "User field 3"},
    {0x8052, ADDRESS, CONTACT, "User field 4"},
};
enum { LABELS = sizeof labels / sizeof *labels, SEX = 0x3A4D };

static size_t label_of(unsigned set, uint32_t id) {
    for (size_t i = 0; i < LABELS; i++)
        if (labels[i].id == id && labels[i].set == set)
            return i;
    return LABELS;
}

ts_mapi_fields ts_mapi_fields_new(void) { return (ts_mapi_fields){.value = ts_alloc_array(LABELS, sizeof(ts_buf))}; }

void ts_mapi_fields_done(ts_mapi_fields *f) {
    for (size_t i = 0; f->value && i < LABELS; i++)
        ts_buf_wipe(&f->value[i]);
    ts_free(f->value);
    ts_buf_wipe(&f->to);
    ts_buf_wipe(&f->cc);
    ts_buf_wipe(&f->bcc);
    ts_buf_wipe(&f->own);
    *f = (ts_mapi_fields){0};
}

/* ---- values ---- */

static void add_string(ts_span raw, bool wide, unsigned page, ts_buf *out) {
    size_t used, from = out->len;
    raw = ts_slice(raw, 0, LONGEST);
    if (wide)
        ts_to_utf8(TS_UTF16LE, raw, true, out, &used);
    else if (page && page != UTF8_PAGE && page != 1252 && ts_codepage_known(page))
        for (size_t i = 0; i < raw.len; i++)
            ts_codepage_add(out, page, (unsigned char)raw.ptr[i]);
    else
        ts_to_utf8(TS_WINDOWS_1252, raw, true, out, &used);
    while (out->len > from && out->ptr[out->len - 1] == 0)
        out->len--;
}

/* "2021-03-31", with "14:05" where the time says something. */
static bool add_time(uint64_t filetime, ts_buf *out) {
    if (!filetime || filetime >= INT64_MAX)
        return false;
    ts_instant t = (ts_instant)(filetime / 10000) - FILETIME_1970;
    int64_t minutes = t / 60000, day = minutes / 1440 - (minutes % 1440 < 0);
    if (day < ts_date_of(1601, 1, 2) || day > ts_date_of(4500, 1, 1)) /* 4501: Outlook's "none" */
        return false;
    char iso[11];
    ts_date_print((ts_date)day, iso);
    ts_buf_add_str(out, iso);
    int64_t rest = minutes - day * 1440;
    if (rest)
        ts_buf_addf(out, " %02d:%02d", (int)(rest / 60), (int)(rest % 60));
    return true;
}

bool ts_mapi_value(uint16_t type, ts_span raw, unsigned page, ts_buf *out) {
    ts_cursor c = ts_cursor_over(raw);
    size_t before = out->len;
    int64_t n;
    switch (type) {
    case TS_MAPI_STRING8:
    case TS_MAPI_UNICODE:
        add_string(raw, type == TS_MAPI_UNICODE, page, out);
        return out->len > before;
    case TS_MAPI_TIME: {
        uint64_t filetime = ts_read_u64le(&c);
        return c.ok && add_time(filetime, out);
    }
    case TS_MAPI_I16:
        n = (int16_t)ts_read_u16le(&c);
        break;
    case TS_MAPI_I32:
        n = (int32_t)ts_read_u32le(&c);
        break;
    case TS_MAPI_I64:
        n = (int64_t)ts_read_u64le(&c);
        break;
    case TS_MAPI_BOOL:
        n = ts_read_u8(&c);
        break;
    default:
        return false;
    }
    if (c.ok)
        ts_buf_addf(out, "%lld", (long long)n);
    return c.ok;
}

/* A second value of one property stands behind the first. */
static void add_value(ts_buf *to, uint16_t type, ts_span raw, unsigned page) {
    if (to->len >= LONGEST)
        return;
    TS_AUTO(ts_buf, ts_buf_wipe) text = {0};
    if (!ts_mapi_value(type, raw, page, &text) || !ts_trim(ts_buf_span(&text)).len)
        return;
    if (to->len)
        ts_buf_add_str(to, "; ");
    ts_buf_add(to, ts_trim(ts_buf_span(&text)));
}

/* Properties that say what others said, or are the machines' own. */
static bool is_dull(uint16_t id) {
    static const uint16_t dull[] = {0x001A, 0x003D, 0x0E1D, 0x0064, 0x0C1E, 0x0075, 0x0077, 0x0076, 0x0078, 0x0051,
                                    0x0052, 0x003B, 0x0C1D, 0x3FF8, 0x3FFA, 0x8000, 0x10F3, 0x1046, 0x1035, 0x3002,
                                    0x3FD9, 0x65E2, 0x65E3, 0x007F, 0x0047, 0x0E28, 0x0E29, 0x0E4B, 0x0E4C, 0x0E4D};
    for (size_t i = 0; i < sizeof dull / sizeof *dull; i++)
        if (dull[i] == id)
            return true;
    return false;
}

/* A line of a property that has no place of its own. */
static void add_own(ts_mapi_fields *f, ts_span name, uint16_t type, ts_span raw, unsigned page) {
    TS_AUTO(ts_buf, ts_buf_wipe) text = {0};
    if (f->own.len > TS_MIB || !ts_mapi_value(type, raw, page, &text) || !ts_trim(ts_buf_span(&text)).len)
        return;
    ts_buf_add(&f->own, ts_slice(name, 0, TS_LIMIT_NAME));
    ts_buf_add_str(&f->own, name.len ? ": " : "");
    ts_buf_add(&f->own, ts_trim(ts_buf_span(&text)));
    ts_buf_add_char(&f->own, '\n');
}

void ts_mapi_put(ts_mapi_fields *f, uint16_t id, uint16_t type, ts_span raw, unsigned page) {
    size_t label = label_of(PLAIN, id);
    if (label == LABELS) {
        if ((type == TS_MAPI_STRING8 || type == TS_MAPI_UNICODE) && !is_dull(id))
            add_own(f, ts_str(""), type, raw, page);
        return;
    }
    if (id == SEX && type == TS_MAPI_I16) { /* MS-OXOCNTC 2.2.1.10 */
        ts_cursor c = ts_cursor_over(raw);
        uint16_t sex = ts_read_u16le(&c);
        type = TS_MAPI_STRING8;
        raw = ts_str(sex == 1 ? "Female" : sex == 2 ? "Male" : "");
    }
    add_value(&f->value[label], type & (uint16_t)~TS_MAPI_MANY, raw, page);
}

void ts_mapi_put_named(ts_mapi_fields *f, const uint8_t set[16], uint32_t number, ts_span name, uint16_t type,
                       ts_span raw, unsigned page) {
    type &= (uint16_t)~TS_MAPI_MANY;
    if (!name.len) {
        size_t label = memcmp(set + 1, set_tail, sizeof set_tail) == 0 && set[0] ? label_of(set[0], number) : LABELS;
        if (label < LABELS)
            add_value(&f->value[label], type, raw, page);
        return;
    }
    if (type == TS_MAPI_STRING8 || type == TS_MAPI_UNICODE)
        add_own(f, name, type, raw, page);
}

/* "Ann Example <ann@mail.example>", a line each: names and addresses of one line belong to one person. */
static void add_person(ts_buf *to, ts_span name, ts_span address) {
    name = ts_trim(name);
    address = ts_trim(address);
    if (ts_span_eq_nocase(name, address))
        name.len = 0;
    if (to->len && (name.len || address.len))
        ts_buf_add_char(to, '\n');
    ts_buf_add(to, name);
    if (name.len && address.len)
        ts_buf_add_str(to, " <");
    ts_buf_add(to, address);
    if (name.len && address.len)
        ts_buf_add_char(to, '>');
}

void ts_mapi_put_recipient(ts_mapi_fields *f, uint32_t type, ts_span name, ts_span address, ts_span smtp) {
    enum { CC = 2, BCC = 3, KIND = 15 }; /* above: flags (MS-OXOMSG 2.2.3.1) */
    ts_buf *to = (type & KIND) == CC ? &f->cc : (type & KIND) == BCC ? &f->bcc : &f->to;
    add_person(to, name, smtp.len ? smtp : address);
}

/* ---- out ---- */

static ts_err line(ts_sink *out, const char *label, ts_span value) {
    if (!value.len)
        return TS_OK;
    TS_TRY(ts_emit_text(out, ts_str(label), TS_NO_OFFSET));
    TS_TRY(ts_emit_text(out, ts_str(": "), TS_NO_OFFSET));
    TS_TRY(ts_emit_text(out, value, TS_NO_OFFSET));
    return ts_emit_text(out, ts_str("\n"), TS_NO_OFFSET);
}

/* Who sent it: the name, and the best of the two addresses behind it. */
static ts_err sender(const ts_mapi_fields *f, size_t first, ts_sink *out) {
    TS_AUTO(ts_buf, ts_buf_wipe) who = {0};
    const ts_buf *smtp = &f->value[first + 2];
    add_person(&who, ts_buf_span(&f->value[first]), ts_buf_span(smtp->len ? smtp : &f->value[first + 1]));
    return line(out, labels[first].label, ts_buf_span(&who));
}

ts_err ts_mapi_emit_headers(const ts_mapi_fields *f, ts_sink *out) {
    enum { SENDERS = 2, TO = 6, BCC = 8 }; /* each sender has three */
    for (size_t i = 0; i < SENDERS; i++)
        TS_TRY(sender(f, i * 3, out));
    const ts_buf *const people[] = {&f->to, &f->cc, &f->bcc};
    for (size_t i = TO; i < LABELS; i++) {
        ts_span value = ts_buf_span(i <= BCC && people[i - TO]->len ? people[i - TO] : &f->value[i]);
        while (labels[i].place == HEADER && value.len) {
            size_t end = i <= BCC ? ts_span_find(value, ts_str("\n"), 0) : SIZE_MAX;
            ts_span one = ts_slice(value, 0, end);
            TS_TRY(line(out, labels[i].label, one));
            value = ts_slice(value, one.len + (end != SIZE_MAX), value.len);
        }
    }
    return f->own.len ? ts_emit_text(out, ts_buf_span(&f->own), TS_NO_OFFSET) : TS_OK;
}

bool ts_mapi_has_contact(const ts_mapi_fields *f) {
    for (size_t i = 0; i < LABELS; i++)
        if (labels[i].place == CONTACT && f->value[i].len)
            return true;
    return false;
}

ts_err ts_mapi_emit_contact(const ts_mapi_fields *f, ts_sink *out) {
    ts_span head[LABELS], cell[LABELS];
    size_t n = 0;
    for (size_t i = 0; i < LABELS; i++) {
        if (labels[i].place != CONTACT || !f->value[i].len)
            continue;
        head[n] = ts_str(labels[i].label);
        cell[n++] = ts_buf_span(&f->value[i]);
    }
    if (!n)
        return TS_OK;
    TS_TRY(ts_emit_head(out, head, n));
    return ts_emit_row(out, &(ts_row){.cell = cell, .n = n, .number = 1, .at = TS_NO_OFFSET});
}

ts_err ts_mapi_emit_transport(ts_span headers, ts_sink *out) {
    static const char *const wanted[] = {
        "reply-to:", "delivered-to:",  "return-path:", "x-original-to:", "comments:",
        "keywords:", "resent-from:",   "resent-to:",   "resent-cc:",     "sender:",
        "from:",     "x-envelope-to:", "envelope-to:", "x-sender:",      "x-forwarded-to:"};
    bool take = false;
    for (size_t at = 0; at < headers.len;) {
        size_t end = ts_span_find(headers, ts_str("\n"), at);
        end = end == SIZE_MAX ? headers.len : end + 1;
        ts_span text = ts_slice(headers, at, end - at);
        if (text.ptr[0] != ' ' && text.ptr[0] != '\t') { /* else it goes on from the line before */
            take = false;
            for (size_t i = 0; i < sizeof wanted / sizeof *wanted && !take; i++)
                take = ts_span_starts_nocase(text, ts_str(wanted[i]));
        }
        if (take) {
            TS_TRY(ts_emit_text(out, ts_trim(text), TS_NO_OFFSET));
            TS_TRY(ts_emit_text(out, ts_str("\n"), TS_NO_OFFSET));
        }
        at = end;
    }
    return TS_OK;
}
