/* scan_birth.c - days of birth that no label stands straight before, or that are written apart. */
#include "detect/scan_birth.h"

#include "text/words.h"

size_t ts_birth_weekday(const ts_scan *s, size_t at) {
    static ts_word_set days = {.words =
                                   " MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY MON TUE TUES WED THU "
                                   "THUR THURS FRI SAT SUN "};
    const char *t = s->text.ptr;
    size_t end = at, from;
    while (end > s->from && at - end < 2 && (t[end - 1] == ' ' || t[end - 1] == ','))
        end--;
    for (from = end; from > s->from && end - from < 10 && ts_is_alpha(t[from - 1]);)
        from--;
    return end < at && end - from > 2 && ts_word_set_has_nocase(&days, ts_slice(s->text, from, end - from)) ? from : at;
}

bool ts_birth_read(ts_span text, ts_written_date *out) {
    enum { MOST = 24 };
    char near[MOST + 1];
    uint8_t place[MOST + 1];
    size_t n = 0, lines = 0;
    for (size_t i = 0; i < text.len && n < MOST; i++) {
        char c = text.ptr[i], last = n > 0 ? near[n - 1] : ' ';
        bool sign = c == '/' || c == '-' || c == '.', behind = last == '/' || last == '-' || last == '.';
        if (c == '\n' && ++lines > 1)
            break;
        bool blank = c == ' ' || c == '\n' || c == '\r';
        if (blank && (behind || last == ' '))
            continue;
        if (sign && last == ' ' && n > 1)
            n--;
        place[n] = (uint8_t)i;
        near[n++] = blank ? ' ' : c;
    }
    if (n == 0 || !ts_date_read(ts_span_of(near, n), out) || out->len == 0)
        return false;
    out->len = place[out->len - 1] + 1u;
    return true;
}

static size_t line_of(const ts_scan *s, size_t at) {
    enum { BACK = 256 }; /* more than is asked of a line; a text without line ends is one of a megabyte */
    size_t low = at - s->from > BACK ? at - BACK : s->from;
    const char *nl = memrchr(s->text.ptr + low, '\n', at - low);
    return nl ? (size_t)(nl + 1 - s->text.ptr) : low;
}

/* Where the word begins; the text's length where it does not stand there. */
static size_t find_word(ts_span text, const char *word) {
    size_t n = strlen(word);
    for (size_t i = 0; i + n <= text.len; i++)
        if (ts_lower(text.ptr[i]) == *word && ts_span_starts_nocase(ts_slice(text, i, n), ts_str(word)) &&
            (i == 0 || !ts_is_alnum(text.ptr[i - 1])) && (i + n == text.len || !ts_is_alpha(text.ptr[i + n])))
            return i;
    return text.len;
}

static bool says(ts_span text, const char *word) { return find_word(text, word) < text.len; }

/* Does the text that ends at `end` ask for a day of birth at its end? */
static bool asks(const ts_scan *s, size_t from, size_t end) {
    enum { TAIL = 64 };
    static const char *const words[] = {"date of birth", "dob",          "d.o.b",      "birth date",
                                        "were you born", "was she born", "was he born"};
    from = end - from > TAIL ? end - TAIL : from;
    ts_span tail = ts_slice(s->text, from, end - from);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t said = find_word(tail, words[i]), k = said;
        while (k < tail.len && !ts_is_digit(tail.ptr[k]))
            k++;
        if (said < tail.len && k == tail.len) /* else it is told there */
            return true;
    }
    return false;
}

/* "Answer: ", "yes it's ": what stands before an answer on its line. */
static bool answers(const ts_scan *s, size_t line, size_t at) {
    static ts_word_set words = {.words = " ITS IS YES ANSWER SURE OK S "};
    size_t end = at, from;
    while (end > line && (s->text.ptr[end - 1] == ' ' || s->text.ptr[end - 1] == ':'))
        end--;
    for (from = end; from > line && ts_is_alpha(s->text.ptr[from - 1]);)
        from--;
    return ts_word_set_has_nocase(&words, ts_slice(s->text, from, end - from));
}

/* "Q: And your date of birth?", then "A: 5 December 1936"; or both on a line. */
static bool is_asked(const ts_scan *s, size_t line, size_t at) {
    enum { PREFIX = 24 };
    size_t end = line;
    if (at > line + 2 && s->text.ptr[at - 1] == ' ' && s->text.ptr[at - 2] == '?')
        return asks(s, line, at - 2);
    const char *speaker =
        s->text.ptr[line] == '@' ? memchr(s->text.ptr + line, ':', at - line) : NULL; /* "@ann39: its " */
    for (size_t i = speaker ? (size_t)(speaker - s->text.ptr) : line; i < at; i++)
        if (at - line > PREFIX || ts_is_digit(s->text.ptr[i]))
            return false;
    while (end > s->from && line - end < 4 && ts_is_space(s->text.ptr[end - 1]))
        end--;
    bool question = end > s->from && memchr("?.:", s->text.ptr[end - 1], 3);
    return end < line && (question || answers(s, line, at)) && asks(s, line_of(s, end), end);
}

static bool ends_line(const ts_scan *s, size_t at) {
    while (at < s->to && (s->text.ptr[at] == ' ' || s->text.ptr[at] == '\r'))
        at++;
    return at == s->to || s->text.ptr[at] == '\n';
}

/* "17/02/16 14:25 F/I Ivy Ash EMCS 3.2kg to Mary Ash": a line of a register of births has a time, how the child came and its
 * weight. */
static bool is_delivery(const ts_scan *s, size_t at, size_t len) {
    enum { LINE = 120 };
    static const char *const ways[] = {"svd", "nvd", "emcs", "elcs", "lscs", "forceps", "ventouse", "caesarean"};
    const char *t = s->text.ptr;
    size_t high = s->to - at > LINE ? at + LINE : s->to;
    if (!memchr(t + at, ':', len) && !(at + len + 4 < high && ts_is_digit(t[at + len + 1]) && t[at + len + 3] == ':'))
        return false;
    at += len;
    const char *nl = memchr(t + at, '\n', high - at);
    ts_span line = ts_slice(s->text, at, (nl ? (size_t)(nl - t) : high) - at);
    bool way = false, weight = false;
    for (size_t i = 0; i < sizeof ways / sizeof ways[0] && !way; i++)
        way = says(line, ways[i]);
    for (size_t i = 4; i < line.len && !weight; i++)
        weight = (line.ptr[i] == 'g' && ts_is_digit(line.ptr[i - 1]) && ts_is_digit(line.ptr[i - 4])) ||
                 (line.ptr[i] == 'g' && line.ptr[i - 1] == 'k' && ts_is_digit(line.ptr[i - 2]));
    return way && weight;
}

/* "LEWIS, IWAN", then "25/04/2002 M" in the next line; "NHS: 999 000 0018", then "25/04/2002" and nothing else. */
static bool stands_below_name(const ts_scan *s, size_t at, size_t end) {
    size_t n = ts_hits_count(s->hits), lines = 0;
    const ts_mention *m = n > 0 ? &s->hits->out->mention[s->hits->out->mentions - 1] : NULL;
    if (m && ts_kind_health_number((ts_kind)m->kind) && s->hits->side[n - 1].labelled && m->end < at &&
        at - m->end < 4 && s->text.ptr[at - 1] == '\n' && ts_is_space(s->text.ptr[m->end]) && ends_line(s, end))
        return true;
    char sex = end + 1 < s->to ? s->text.ptr[end + 1] : 0, behind = end + 2 < s->to ? s->text.ptr[end + 2] : '\n';
    if (!m || (m->kind != TS_KIND_PERSON_NAME && m->kind != TS_KIND_SURNAME) || m->end > at || at - m->end > 4 ||
        (sex != 'M' && sex != 'F') || s->text.ptr[end] != ' ' || ts_is_alnum(behind) || behind == '.')
        return false;
    for (size_t i = m->end; i < at; i++) {
        lines += s->text.ptr[i] == '\n';
        if (!ts_is_space(s->text.ptr[i]))
            return false;
    }
    return lines == 1;
}

/* "RXQ101590   BROADBENT   25/12/1959": two gaps, capitals between them, and a number before. */
static bool stands_in_list(const ts_scan *s, size_t line, size_t at) {
    enum { GAP = 2, LONGEST = 32 };
    const char *t = s->text.ptr;
    size_t end = at, digits = 0;
    while (end > line && t[end - 1] == ' ')
        end--;
    size_t name = end;
    while (name > line && end - name < LONGEST &&
           (ts_is_upper(t[name - 1]) || memchr("'-,", t[name - 1], 3) || t[name - 1] >= 0x80 ||
            (t[name - 1] == ' ' && name > line + 1 && t[name - 2] != ' ')))
        name--;
    size_t number = name;
    while (number > line && t[number - 1] == ' ')
        number--;
    if (at - end < GAP || end - name < 2 || name - number < GAP)
        return false;
    for (size_t i = number; i > line && t[i - 1] != ' '; i--)
        digits += ts_is_digit(t[i - 1]);
    return digits >= 4;
}

/* "3. 24.01.1943 UNITED KINGDOM", then "4a.": the fields of a driving licence (Directive 2006/126/EC, Annex I). */
static bool is_licence_field(const ts_scan *s, size_t line, size_t at) {
    enum { AHEAD = 60 };
    ts_span behind = ts_slice(s->text, at, s->to - at < AHEAD ? s->to - at : AHEAD);
    return at == line + 3 && ts_span_starts(ts_slice(s->text, line, 3), ts_str("3. ")) && says(behind, "4a");
}

/* Words behind the last line end of a text; none where it has one line. */
static unsigned words_on_last_line(ts_span text) {
    const char *nl = memrchr(text.ptr, '\n', text.len);
    unsigned words = 0;
    for (const char *p = nl ? nl + 1 : text.ptr + text.len; p < text.ptr + text.len; p++)
        words += !ts_is_space(*p) && (p == text.ptr || ts_is_space(p[-1]));
    return words;
}

/* "was born in Leeds on 12 March 1961", "her birthday is the 3rd of May 2010": of the words between none tells of another day. */
static bool is_born(const ts_scan *s, size_t at) {
    enum { BACK = 80, MOST_ON = 5 };
    static const char *const other[] = {"and",      "admitted", "died",      "seen",  "who",
                                        "but",      "moved",    "diagnosed", "until", "since",
                                        "referred", "attended", "married",   "came",  "dear"};
    const char *t = s->text.ptr;
    size_t low = at > s->from + BACK ? at - BACK : s->from, from = at;
    if (at < s->from + 6 || t[at - 1] > ' ' ||
        !(t[at - 2] == 'n' || t[at - 2] == 'e' || t[at - 2] == ',' || t[at - 2] == 's'))
        return false;
    while (from > low && !ts_is_digit(t[from - 1]) && !(t[from - 1] == '.' && ts_is_space(t[from])) &&
           !(t[from - 1] == '\n' && from > low + 1 && t[from - 2] == '\n'))
        from--;
    ts_span before = ts_slice(s->text, from, at - from);
    static const char *const born[] = {"born", "birthday", "date of birth", "birth date"};
    size_t said = before.len; /* no birth plan, no certificate */
    for (size_t k = 0; k < sizeof born / sizeof born[0] && said == before.len; k++)
        said = find_word(before, born[k]);
    ts_span between = ts_slice(before, said, before.len - said);
    if (words_on_last_line(between) > MOST_ON)
        return false;
    for (size_t k = 0; k < sizeof other / sizeof other[0]; k++)
        if (find_word(between, other[k]) < between.len)
            return false;
    return between.len > 0;
}

/* "Keith Ash b. 12/03/1961", "Keith Ash (b 1/2/85": what a family's history writes straight behind a name. */
static bool is_behind_b(const ts_scan *s, size_t at) {
    const char *t = s->text.ptr;
    size_t n = ts_hits_count(s->hits), end = at;
    const ts_mention *m = n > 0 ? &s->hits->out->mention[s->hits->out->mentions - 1] : NULL;
    if (!m || at < s->from + 4 || t[at - 1] != ' ')
        return false;
    end -= 1 + (t[at - 2] == '.');
    if (t[end - 1] != 'b' || !(t[end - 2] == ' ' || t[end - 2] == '('))
        return false;
    end -= 2;
    end -= end > s->from && t[end] == '(' && t[end - 1] == ' ';
    return m->end == end &&
           (m->kind == TS_KIND_PERSON_NAME || m->kind == TS_KIND_FORENAME || m->kind == TS_KIND_SURNAME);
}

int ts_birth_told(const ts_scan *s, size_t at, const ts_written_date *date) {
    enum { ASKED = 75, BELOW = 70, LISTED = 60, FIELD = 85, GROWN = 2005 };
    int year, month, day;
    size_t line = line_of(s, at);
    ts_date_parts(date->date, &year, &month, &day);
    if (at - line < 4 && is_licence_field(s, line, at))
        return FIELD;
    if (stands_below_name(s, at, at + date->len) || is_delivery(s, at, date->len))
        return BELOW;
    if (is_asked(s, line, at) || is_born(s, at) || is_behind_b(s, at))
        return ASKED;
    return year < GROWN && stands_in_list(s, line, at) ? LISTED : 0;
}
