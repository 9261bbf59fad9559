/* scan_mail.c - e-mail addresses in running text, and the people of a mail's header. */
#include "base/lanes.h"
#include "detect/kinds.h"
#include "detect/scan.h"
#include "detect/scan_name_add.h"
#include "detect/scan_partial.h"
#include "text/name.h"

/* Out of line, as all that needs a stack: most anchors are none of these. */
__attribute__((noinline)) bool ts_scan_mail(ts_scan *s, size_t at) {
    ts_found f;
    if (!ts_hits_wants(s->hits, TS_KIND_EMAIL))
        return false;
    bool found = ts_scan_find(s, &ts_detector_email, at, &f);
    size_t before = found ? f.start : at; /* "j***@", "j***.ash@" */
    before -= found && before > s->from && s->text.ptr[before - 1] == '.';
    char hides = before > s->from ? s->text.ptr[before - 1] : ' ';
    if ((hides == '*' || (unsigned char)hides >= 0x80 ||
         (!found && ts_hides_at(s, at + 1) && ts_hides_at(s, at + 2))) &&
        ts_scan_partial_mail(s, at))
        return true;
    if (!found || !ts_hits_add(s->hits, TS_KIND_EMAIL, &f.norm, f.start, f.end, f.confidence, (ts_side){0}))
        return false;
    s->done = f.end;
    return true;
}

/* "Khan, Amal; Smith, Zoe", as Outlook writes them: is what stands before the comma no forename, or a semicolon behind? */
static bool is_surname_first(const ts_scan *s, size_t start, size_t name, bool parted) {
    ts_norm norm;
    if (parted || !ts_surname_normal(ts_slice(s->text, start, name - start), &norm))
        return parted;
    return ts_forename_known(ts_norm_span(&norm)) <= ts_surname_known(ts_norm_span(&norm));
}

/* "Khan, Amal" is one person where the name ends there, behind a quote or before the address or a bracket. */
static size_t mail_name_end(const ts_scan *s, size_t start, size_t end, bool quoted) {
    const char *t = s->text.ptr;
    size_t name = ts_name_end(s->text, start, end);
    ts_norm norm;
    if (!name || name + 2 >= end || t[name] != ',' || t[name + 1] != ' ' ||
        (ts_name_capital(s->text, start) && /* "ap Rhys", "de Silva" are surnames */
         ts_person_name_normal(ts_slice(s->text, start, name - start), &norm)))
        return name;
    size_t more = ts_name_end(s->text, name + 2, end), next = more;
    while (more && next < end && t[next] == ' ')
        next++;
    if (more && (next == end || t[next] == ';'))
        return is_surname_first(s, start, name, next < end) ? more : name;
    bool closed = more && next < end && (t[next] == '(' || t[next] == (quoted ? '"' : '<'));
    return closed ? more : name;
}

/* RFC 5321, 4.5.1, and what bounces are sent by. */
static bool is_machine(ts_span name) {
    char first = ts_lower(*name.ptr);
    return (first == 'm' || first == 'p') &&
           (ts_span_eq_nocase(name, ts_str("mailer-daemon")) || ts_span_eq_nocase(name, ts_str("postmaster")));
}

/* Up to a line's end, a tab or two spaces. */
static size_t value_end(const ts_scan *s, size_t at, size_t most) {
    const char *t = s->text.ptr;
    size_t end = at, to = s->to - at < most ? s->to : at + most;
    while (end + TS_LANES < to) {
        ts_lanes v = ts_lanes_of(t + end);
        uint32_t blank = ts_lanes_are(v, ' '), stop = ts_lanes_within(v, '\t', '\n') | ts_lanes_are(v, '\r');
        stop |= blank & (blank >> 1 | (uint32_t)(t[end + TS_LANES] == ' ') << (TS_LANES - 1));
        if (stop)
            return end + (size_t)__builtin_ctz(stop);
        end += TS_LANES;
    }
    while (end < to && t[end] != '\n' && t[end] != '\r' && t[end] != '\t' &&
           !(t[end] == ' ' && end + 1 < s->to && t[end + 1] == ' '))
        end++;
    return end;
}

/* The people of a mail's header and their addresses; a comma or semicolon outside quotes parts them. */
void ts_scan_mail_people(ts_scan *s, size_t start) {
    const char *t = s->text.ptr;
    size_t end = value_end(s, start, 400);
    for (unsigned n = 0; start < end && n < 16; n++) {
        bool quoted = t[start - 1] == '"', mail = false;
        size_t name = mail_name_end(s, start, end, quoted), at = name ? name : start;
        bool whole = name == end && memchr(t + start, ',', name - start); /* nothing but "Khan, Amal" */
        if (name && !is_machine(ts_slice(s->text, start, name - start)) &&
            (whole || (name + 2 < end && t[name] != ':')) && !ts_scan_is_desk(s, start, name))
            ts_scan_add_name(s, start, name, 80, (ts_side){.about = TS_ABOUT_MAIL, .labelled = true});
        for (; at < end && (quoted || (t[at] != ',' && t[at] != ';')); at++) {
            quoted ^= t[at] == '"';
            mail |= t[at] == '@' && ts_scan_mail(s, at);
        }
        if (!name && !mail)
            break;
        while (at < end && (t[at] == ',' || t[at] == ';' || t[at] == ' ' || t[at] == '"'))
            at++;
        start = at;
    }
}
