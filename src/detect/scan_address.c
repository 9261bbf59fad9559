/* scan_address.c - addresses in running text, whose they are, and postcodes that are not written as the post office wants.
 *
 * An address is found from its postcode backwards (address.c), from its label, or by itself: a house number and a kind of
 * street.  Behind one of these a postcode counts in whatever case and with or without its space.
 */
#include "detect/house.h"
#include "detect/office_word.h"
#include "detect/kinds.h"
#include "detect/scan.h"

#include "text/name.h"
#include "text/place.h"

enum { REACH = 240 }; /* bytes before its postcode that an address begins at most */
enum { AHEAD = 100, AHEAD_LINES = 5, SMALL = 55, ABROAD = 40, LIKELY = 65 };

/* A name without a title on the line above an address: "John Smith", the forename known and no word a place's. */
static void find_addressee(ts_scan *s, size_t address) {
    const char *t = s->text.ptr;
    size_t end = address, start, low = s->done > s->from ? s->done : s->from;
    while (end > low && t[end - 1] == ' ')
        end--;
    if (end <= low || t[end - 1] != '\n')
        return;
    while (end > low && (ts_is_space(t[end - 1]) || t[end - 1] == ','))
        end--;
    start = end;
    while (start > low && t[start - 1] != '\n' && end - start < 60)
        start--;
    ts_norm norm;
    if (start == end || ts_name_end(s->text, start, end) != end ||
        !ts_person_name_normal(ts_slice(s->text, start, end - start), &norm))
        return;
    int known = ts_scan_known_words(&norm);
    const char *comma = memchr(norm.text, ',', norm.len);
    ts_span surname = ts_span_of(norm.text, comma ? (size_t)(comma - norm.text) : norm.len);
    if (known == 0 || (known == 1 && ts_surname_known(surname)))
        return;
    for (size_t i = start; i < end; i++) { /* "Grace Court" is a house */
        size_t word = i;
        while (i < end && t[i] != ' ')
            i++;
        if (ts_is_place_word(ts_slice(s->text, word, i - word)) || ts_is_office_word(ts_slice(s->text, word, i - word)))
            return;
    }
    ts_scan_add_name(s, start, end, 40 + 15 * known, (ts_side){.about = TS_ABOUT_ADDRESSEE, .labelled = true});
}

/* The name on the line above an address may have been found by itself: it is the addressee's. */
static bool claim_addressee(ts_scan *s, size_t address) {
    ts_hits *h = s->hits;
    size_t n = ts_hits_count(h), lines = 0;
    const ts_mention *m = n > 1 ? &h->out->mention[h->out->mentions - 2] : NULL;
    if (!m || h->side[n - 2].about != TS_ABOUT_PROSE || m->end > address || address - m->end > 8)
        return false;
    for (size_t i = m->end; i < address; i++) {
        lines += s->text.ptr[i] == '\n';
        if (!ts_is_space(s->text.ptr[i]) && s->text.ptr[i] != ',')
            return false;
    }
    if (lines != 1)
        return false;
    h->side[n - 2] = (ts_side){.about = TS_ABOUT_ADDRESSEE, .labelled = true};
    return true;
}

/* Is [start, end) taken by an address already? */
static bool address_stands(const ts_scan *s, size_t start, size_t end) {
    size_t n = ts_hits_count(s->hits);
    const ts_mention *m = n > 0 ? s->hits->out->mention + s->hits->first : NULL;
    for (size_t i = n; i-- > 0 && m[i].end + REACH > start;)
        if (m[i].kind == TS_KIND_ADDRESS && m[i].start < end && m[i].end > start)
            return true;
    return false;
}

/* Adds it, and says whose it is where that stands on the line above. */
static bool add_address(ts_scan *s, const ts_found *f) {
    if (!ts_hits_add(s->hits, TS_KIND_ADDRESS, &f->norm, f->start, f->end, f->confidence, (ts_side){0}))
        return false;
    if (!claim_addressee(s, f->start))
        find_addressee(s, f->start);
    else if (f->confidence < LIKELY) /* and what may be no street is one */
        s->hits->out->mention[s->hits->out->mentions - 1].confidence = LIKELY;
    return true;
}

static const ts_mention *last_hit(const ts_scan *s, size_t *free) {
    const ts_mention *last = ts_hits_count(s->hits) > 0 ? &s->hits->out->mention[s->hits->out->mentions - 1] : NULL;
    *free = last && last->end > s->from ? last->end : s->from;
    return last;
}

/* End of the last address or postcode: what stands before it is no part of the next. */
static size_t last_place(const ts_scan *s, size_t at) {
    size_t n = ts_hits_count(s->hits), low = s->from;
    const ts_mention *m = n > 0 ? s->hits->out->mention + s->hits->first : NULL;
    for (size_t i = n; i-- > 0 && m[i].end + REACH > at;)
        if ((m[i].kind == TS_KIND_ADDRESS || m[i].kind == TS_KIND_POSTCODE) && m[i].end > low)
            low = m[i].end;
    return low;
}

void ts_scan_address_before(ts_scan *s, size_t at) {
    ts_found f;
    size_t free;
    ts_scan_people_before(s, at);
    const ts_mention *last = last_hit(s, &free);
    bool under_name = last && (last->kind == TS_KIND_PERSON_NAME || last->kind == TS_KIND_SURNAME);
    size_t low = last_place(s, at);
    if (low > at || !ts_address_before(s->text, low, at, free, under_name, &f) || address_stands(s, f.start, f.end))
        return;
    f.confidence = ts_detector_address.plain;
    add_address(s, &f);
}

/* "1ST", "2ND": ends as a postcode does, and is none in small letters. */
static bool is_ordinal(const char *letters) {
    char a = ts_lower(letters[0]), b = ts_lower(letters[1]);
    return (a == 's' && b == 't') || (a == 'n' && b == 'd') || (a == 'r' && b == 'd') || (a == 't' && b == 'h');
}

/* Length of the postcode at `at`, in whatever case, one space or line end in it or none; 0 if there is none. */
static size_t any_postcode(ts_span text, size_t at, size_t to, ts_norm *norm) {
    size_t i = at, n = 0;
    char code[8];
    while (i < to && n < sizeof code - 1 && (ts_is_alnum(text.ptr[i]) || (i > at + 1 && ts_is_space(text.ptr[i])))) {
        if (ts_is_alnum(text.ptr[i]))
            code[n++] = text.ptr[i];
        else if (i + 1 == to || !ts_is_digit(text.ptr[i + 1]) || (i > at && ts_is_space(text.ptr[i - 1])))
            break;
        i++;
    }
    while (n > 0 && i > at && ts_is_space(text.ptr[i - 1]))
        i--;
    if (n < 5 || (i < to && (ts_is_alnum(text.ptr[i]) || text.ptr[i] == '_' || text.ptr[i] == '@')) ||
        !ts_postcode_normal(ts_span_of(code, n), norm) || !ts_postcode_area_known(ts_norm_span(norm)))
        return 0;
    return is_ordinal(code + n - 2) && !ts_is_upper(code[n - 1]) ? 0 : i - at;
}

/* The postcode behind an address that ends at `at`, at the end of one of its next lines; SIZE_MAX where none stands. */
static size_t postcode_behind(const ts_scan *s, size_t at, ts_norm *norm, size_t *len) {
    ts_span t = s->text;
    size_t to = s->to < at + AHEAD ? s->to : at + AHEAD, lines = 0;
    for (size_t i = at; i < to && t.ptr[i] != ':' && t.ptr[i] != '\t' && t.ptr[i] != '='; i++) {
        if (t.ptr[i] == '\n' && (++lines > AHEAD_LINES || (i + 1 < to && t.ptr[i + 1] == '\n')))
            return SIZE_MAX;
        if (!ts_is_alpha(t.ptr[i]) || ts_is_alnum(t.ptr[i - 1]))
            continue;
        *len = any_postcode(t, i, s->to, norm);
        if (*len > 0)
            return i;
    }
    return SIZE_MAX;
}

/* Adds it.  One in capitals with a space is found by itself. */
static bool find_postcode_behind(ts_scan *s, size_t at) {
    ts_norm norm;
    size_t len, i = postcode_behind(s, at, &norm, &len);
    if (i == SIZE_MAX)
        return false;
    ts_hits_add(s->hits, TS_KIND_POSTCODE, &norm, (uint32_t)i, (uint32_t)(i + len), ts_detector_postcode.plain,
                (ts_side){0});
    return true;
}

/* "PO Box 123", "BFPO 61": its begin; SIZE_MAX where the number at `at` is of no box. */
static size_t box_before(const ts_scan *s, size_t at) {
    static const char *const boxes[] = {"PO Box ", "P.O. Box ", "P O Box ", "BFPO "};
    for (size_t i = 0; i < sizeof boxes / sizeof boxes[0]; i++) {
        size_t n = strlen(boxes[i]);
        if (at >= s->from + n && ts_span_eq_nocase(ts_slice(s->text, at - n, n), ts_str(boxes[i])) &&
            (at == s->from + n || !ts_is_alnum(s->text.ptr[at - n - 1])))
            return at - n;
    }
    return SIZE_MAX;
}

/* At first sight: a word with a capital stands behind, a comma, the second half of the number, or "at" before. */
static bool may_be_house(const ts_scan *s, size_t at, size_t next) {
    const char *p = s->text.ptr + next;
    p += ts_is_alpha(p[0]) && !ts_is_alnum(p[1]); /* 12a */
    return *p == ',' || *p == '-' || *p == '/' || *p == '\n' ||
           (*p == ' ' && (ts_is_upper(p[1]) || p[1] >= 0xC3 || (at > s->from + 2 && s->text.ptr[at - 2] == 't')));
}

/* It reaches back to the end of who stands before it, at most. */
static bool address_at(ts_scan *s, size_t at, size_t free, ts_found *f) {
    if (!ts_address_at(s->text, at, s->to, free, f))
        return false;
    if (s->waiting == 0)
        return true;
    ts_scan_people_before(s, at);
    last_hit(s, &free);
    return ts_address_at(s->text, at, s->to, free, f);
}

__attribute__((noinline)) static bool find_by_number(ts_scan *s, size_t at, size_t next, bool boxed) {
    ts_found f;
    size_t free, box = boxed ? box_before(s, at) : SIZE_MAX;
    last_hit(s, &free);
    if (box != SIZE_MAX && box >= free) {
        f = (ts_found){.start = (uint32_t)box,
                       .end = (uint32_t)next,
                       .confidence = ts_is_abroad(s->text, next, s->to) ? ABROAD : LIKELY};
        if (!ts_address_normal(ts_slice(s->text, box, next - box), &f.norm))
            return false;
    } else if (next + 3 > s->to || !may_be_house(s, at, next) || !address_at(s, at, free, &f)) {
        return false;
    }
    if (f.confidence < LIKELY) { /* what may be no street: the postcode tells */
        ts_norm code;
        size_t ignored;
        f.confidence = postcode_behind(s, f.end, &code, &ignored) != SIZE_MAX ? LIKELY : f.confidence;
    }
    if (address_stands(s, f.start, f.end) || !add_address(s, &f))
        return false;
    if (ts_hits_wants(s->hits, TS_KIND_POSTCODE))
        find_postcode_behind(s, f.end);
    s->done = f.end;
    return true;
}

bool ts_scan_address_number(ts_scan *s, size_t at, size_t len) {
    const char *t = s->text.ptr;
    bool boxed = at > s->from + 4 && t[at - 1] == ' ' && ts_may_be_box(t + at);
    return ts_hits_wants(s->hits, TS_KIND_ADDRESS) &&
           (boxed || (at + len + 3 <= s->to && may_be_house(s, at, at + len))) &&
           find_by_number(s, at, at + len, boxed);
}

/* "kt2 7xl": what `at` is in is the inward half. */
bool ts_scan_small_postcode(ts_scan *s, size_t at) {
    ts_span t = s->text;
    size_t from = at - 1;
    ts_label label = {0};
    ts_norm norm;
    while (from > s->from && at - from < 6 && ts_is_alnum(t.ptr[from - 1]))
        from--;
    if (from + 3 > at || !ts_is_alpha(t.ptr[from]) || any_postcode(t, from, s->to, &norm) != at + 3 - from)
        return false;
    bool said = ts_label_before(t, s->from, from, &label) && label.kind == TS_KIND_POSTCODE;
    size_t word = from;
    while (word > s->from && t.ptr[word - 1] == ' ')
        word--;
    bool comma = word > s->from && t.ptr[word - 1] == ',';
    while (word > s->from && ts_is_alpha(t.ptr[word - 1]))
        word--;
    if (!said && (label.other || (!comma && !ts_is_upper(t.ptr[word]))))
        return false;
    return ts_hits_add(s->hits, TS_KIND_POSTCODE, &norm, (uint32_t)from, (uint32_t)(at + 3),
                       said ? ts_detector_postcode.labelled : SMALL, (ts_side){.about = label.about, .labelled = said});
}

/* ---- behind a label ---- */

/* A flat or a named house: a capital, and a number or a street later on the line, which normal() checks. */
static bool starts_address_word(const ts_scan *s, size_t at) {
    char c = at < s->to ? s->text.ptr[at] : ' ', next = at + 1 < s->to ? s->text.ptr[at + 1] : ' ';
    return ts_is_upper(c) && ts_is_alpha(next) && !ts_is_upper(next);
}

/* "Flat 3", "12", "Rose Cottage": the street is still to come. */
static bool is_front_of_address(ts_span part) {
    size_t word = part.len, digits = 0;
    while (word > 0 && part.ptr[word - 1] != ' ')
        digits += ts_is_digit(part.ptr[--word]);
    return ts_flat_at_end(part) == 0 || (word == 0 && digits == part.len) ||
           ts_is_house_word(ts_slice(part, word, part.len - word));
}

static bool ends_part(char c) { return c == ',' || c == ';' || c == '\n' || c == '\t' || c == '|'; }

/* To the first comma, semicolon or line end; a flat and a house's name are joined by what follows, "Flat 3, 40 Harbour
 * View", but not by the next label. */
static size_t value_end(const ts_scan *s, size_t start, ts_norm *norm) {
    const char *t = s->text.ptr;
    size_t end = start, at = start, good = 0;
    for (int parts = 0; parts < 3; parts++) {
        size_t from = at;
        while (at < s->to && at - start < 80 && !ends_part(t[at]) && !(at > start && t[at] == ' ' && t[at - 1] == ' '))
            at++;
        ts_span part = ts_trim(ts_slice(s->text, from, at - from));
        if (parts > 0 && (memchr(t + from, ':', at - from) || ts_postcode_normal(part, &(ts_norm){0})))
            break;
        end = at;
        while (end > start && t[end - 1] == ' ')
            end--;
        good = ts_address_normal(ts_slice(s->text, start, end - start), norm) ? end : good;
        bool front = is_front_of_address(part);
        if (at == s->to || t[at] == ';' || (!front && (good == end || t[at] != ',')))
            break;
        at++;
    }
    return good;
}

void ts_scan_address_value(ts_scan *s, size_t start, const ts_label *label) {
    ts_norm norm;
    size_t digits = start;
    while (digits < s->to && ts_is_digit(s->text.ptr[digits]))
        digits++;
    char next = digits < s->to ? s->text.ptr[digits] : ' ';
    /* A house number, then a word: "127.0.0.1" and "2606:2800" are addresses of another kind. */
    if (digits == start
            ? !starts_address_word(s, start)
            : digits - start > 5 || (next != ' ' && next != ',' && next != '/' && next != '-' && !ts_is_alpha(next)))
        return;
    size_t end = value_end(s, start, &norm);
    ts_side side = {.about = label->about, .labelled = true, .categories = label->categories};
    if (end == 0 || !ts_hits_add(s->hits, TS_KIND_ADDRESS, &norm, (uint32_t)start, (uint32_t)end,
                                 ts_detector_address.labelled, side))
        return;
    if (ts_hits_wants(s->hits, TS_KIND_POSTCODE))
        find_postcode_behind(s, end);
    s->done = end;
}
