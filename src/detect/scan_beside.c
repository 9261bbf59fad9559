/* scan_beside.c - what a person's name, number or age straight beside says of a date or a number that no label announces. */
#include "detect/scan_beside.h"

#include "base/clock.h"
#include "detect/kinds.h"
#include "text/words.h"

enum { NEXT_TO = 12, REMARKS = 28 /* bytes between a name and what stands beside it */ };

static const ts_mention *last_of(const ts_scan *s) {
    return ts_hits_count(s->hits) > 0 ? &s->hits->out->mention[s->hits->out->mentions - 1] : NULL;
}

/* What stands between a name and a day of birth and is no other's: "(Mrs)", "F", "45 yrs", "(son, ". */
static bool is_remark(ts_span word) {
    static ts_word_set remarks = {.words =
                                      " M F MALE FEMALE MR MRS MISS MS MX MASTER AGE AGED Y YO YR YRS YEAR YEARS OLD "
                                      "PROBAND PATIENT APPLICANT CHILD BABY TWIN SON DAUGHTER BROTHER SISTER MOTHER "
                                      "FATHER PARTNER SPOUSE HUSBAND WIFE BOY GIRL "};
    bool digits = word.len > 0 && word.len <= 3;
    for (size_t i = 0; i < word.len && digits; i++)
        digits = ts_is_digit(word.ptr[i]);
    return digits || ts_word_set_has_nocase(&remarks, word);
}

/* The sign between, of which remarks take none; false where something else stands there. */
static bool signs_between(ts_span t, size_t from, size_t at, char *sign) {
    size_t remarks = 0;
    *sign = 0;
    for (size_t i = from; i < at;) {
        char c = t.ptr[i];
        size_t word = i;
        while (word < at && ts_is_alnum(t.ptr[word]) && ts_is_digit(t.ptr[word]) == ts_is_digit(c))
            word++;
        if (word > i) {
            if (word == at || !is_remark(ts_slice(t, i, word - i)))
                return false;
            remarks++;
            i = word;
            continue;
        }
        bool closes = (c == ')' || c == '.' || c == ',') && remarks > 0;
        if (c == ')' && remarks > 0)
            *sign = 0;
        if (c != ' ' && c != '\t' && !closes && (*sign || !memchr("(,/-;|", c, 6)))
            return false;
        *sign = c == ' ' || c == '\t' || closes ? *sign : c;
        i++;
    }
    return at - from <= (remarks ? REMARKS : NEXT_TO);
}

static const ts_mention *person_before(const ts_scan *s, size_t at, char *sign) {
    const ts_mention *m = last_of(s);
    *sign = 0;
    bool bare = m && m->kind == TS_KIND_NHS_NUMBER && m->valid; /* which a day of birth behind it speaks for */
    if (!m || m->end >= at || at - m->end > REMARKS || (m->confidence < 50 && !bare))
        return NULL;
    uint8_t about = s->hits->side[ts_hits_count(s->hits) - 1].about;
    bool forename = m->kind == TS_KIND_FORENAME;
    if ((m->kind != TS_KIND_PERSON_NAME && m->kind != TS_KIND_SURNAME && !forename &&
         !ts_kind_health_number((ts_kind)m->kind)) ||
        about == TS_ROLE_CLINICIAN || about == TS_ROLE_STAFF || !signs_between(s->text, m->end, at, sign))
        return NULL;
    return m;
}

bool ts_beside_person(const ts_scan *s, size_t at, char *sign) { return person_before(s, at, sign) != NULL; }

bool ts_beside_somebody(const ts_scan *s, size_t at) {
    char sign;
    const ts_mention *m = last_of(s);
    bool born = m && m->kind == TS_KIND_BIRTH_DATE && m->end <= at && at - m->end < 5 &&
                !memchr(s->text.ptr + m->end, '\n', at - m->end);
    m = born ? NULL : person_before(s, at, &sign);
    return born || (m && m->kind != TS_KIND_FORENAME && m->confidence >= 50);
}

/* "Re:", "Patient" before a name on its line, or another in a list of people and their days: "Children: Ann 1/2/2014, Tom". */
static bool is_subject(const ts_scan *s, size_t name) {
    enum { LISTED = 6 };
    static ts_word_set subjects = {.words = " RE PATIENT PT CONCERNING CHILD CHILDREN SIBLINGS SIBLING BROTHER SISTER "
                                            "SON PARTNER HUSBAND WIFE MOTHER FATHER "
                                            "DAUGHTER BABY CLIENT RESIDENT REGARDING "};
    size_t end = name, from, n = ts_hits_count(s->hits);
    const ts_mention *before = n > 1 ? &s->hits->out->mention[s->hits->out->mentions - 2] : NULL;
    if (before && before->kind == TS_KIND_BIRTH_DATE && before->end < name && name - before->end <= LISTED)
        return true;
    while (end > s->from && memchr(" :-)", s->text.ptr[end - 1], 4))
        end--;
    for (from = end; from > s->from && ts_is_alpha(s->text.ptr[from - 1]);)
        from--;
    return end < name && ts_word_set_has_nocase(&subjects, ts_slice(s->text, from, end - from));
}

/* "by Alan Brown, 1/4/2003", "Dear Mr Smith, 12/03/2003": the day is what was written then. */
static bool is_writer(const ts_scan *s, size_t name) {
    static ts_word_set before = {.words = " BY SIGNED DEAR WITH VERSION HI HELLO "};
    size_t end = name, from;
    while (end > s->from && name - end < 3 && !ts_is_alnum(s->text.ptr[end - 1]))
        end--;
    while (end > s->from && ts_is_digit(s->text.ptr[end - 1]) && name - end < 8) /* "Version 2, " */
        end--;
    while (end > s->from && name - end < 8 && s->text.ptr[end - 1] == ' ')
        end--;
    for (from = end; from > s->from && end - from < 10 && ts_is_alpha(s->text.ptr[from - 1]);)
        from--;
    return ts_word_set_has_nocase(&before, ts_slice(s->text, from, end - from));
}

/* Stands what a person is numbered by behind `end`, or a postcode: "ASH Jane 12/03/2014 RX1234567", "; 999 000 0018"? */
static bool is_numbered(const ts_scan *s, size_t end) {
    enum { APART = 6, LETTERS = 3, LEAST = 6, MOST = 10 };
    const char *t = s->text.ptr;
    size_t at = end, letters = 0, digits = 0;
    while (at < s->to && at - end < APART && memchr(" ,;|\t", t[at], 5))
        at++;
    if (at == end || at >= s->to)
        return false;
    size_t i = at;
    while (i < s->to && ts_is_upper(t[i]) && letters < LETTERS)
        i++, letters++;
    while (i < s->to && digits <= MOST &&
           (ts_is_digit(t[i]) ||
            (letters == 0 && (digits == 3 || digits == 6) && (t[i] == ' ' || t[i] == '-') && !ts_is_space(t[i - 1]))))
        digits += ts_is_digit(t[i++]);
    if (digits >= LEAST && digits <= MOST && (i == s->to || !(ts_is_alnum(t[i]) || memchr("/-:.", t[i], 4))))
        return true;
    ts_found f;
    return letters > 0 && letters < LETTERS && digits > 0 && ts_scan_find(s, &ts_detector_postcode, at, &f) &&
           f.start == at;
}

/* "Tom Ash   12/03/2014   son", "Tom Ash - 12/03/2014 - M": does a list of a family go on with whom it tells of, a sign or a gap
 * before? */
static bool is_family_behind(const ts_scan *s, size_t end) {
    enum { APART = 8 };
    static ts_word_set sexes = {.words = " M F MALE FEMALE BOY GIRL "};
    static ts_word_set family = {.words =
                                     " SON DAUGHTER CHILD STEPSON STEPDAUGHTER BROTHER MOTHER FATHER SPOUSE HUSBAND "
                                     "WIFE GRANDSON GRANDDAUGHTER TWIN SIBLING NIECE NEPHEW "}; /* a partner, a sister
                                     and an applicant are posts as well */
    const char *t = s->text.ptr;
    size_t at = end, stop;
    while (at < s->to && at - end < APART && memchr(" ,;|/\t(-", t[at], 8))
        at++;
    for (stop = at; stop < s->to && ts_is_alpha(t[stop]);)
        stop++;
    ts_span word = ts_slice(s->text, at, stop - at);
    /* The whole field: "mother and baby unit" goes on. */
    bool closed =
        stop >= s->to || memchr("\n\r\t|;,)", t[stop], 7) || (t[stop] == ' ' && ts_scan_char(s, stop + 1) == ' ');
    if (at == end || !closed)
        return false;
    return ts_word_set_has_nocase(&sexes, word) || (at - end > 1 && ts_word_set_has_nocase(&family, word));
}

/* "Re: Jane Ash, 12/03/1961", "Jane Ash (12/03/1961)": the day of birth is what stands behind a person's name; a day
 * of this century without a bracket is a record's as often, and one with a time or a colon behind it always. */
int ts_beside_born(const ts_scan *s, size_t at, const ts_written_date *date) {
    enum { BESIDE = 65, NUMBERED = 75, FORENAME = 60, GROWN = 2005, LONG_GROWN = 1975 };
    char sign;
    int year, month, day;
    const ts_mention *who = person_before(s, at, &sign);
    if (!who || memchr(s->text.ptr + at, ':', date->len))
        return 0;
    size_t end = at + date->len;
    char after = end < s->to ? s->text.ptr[end] : '\n', beyond = end + 1 < s->to ? s->text.ptr[end + 1] : '\n';
    ts_date_parts(date->date, &year, &month, &day);
    bool remarked = false;
    for (size_t i = who->end; i < at; i++)
        remarked = remarked || ts_is_alpha(s->text.ptr[i]);
    if (after == ':' || (after == ')' && beyond == ':' && !remarked) || (sign == '(' && !strchr("),;", after)))
        return 0;
    bool year_first = date->len > 4 && s->text.ptr[at + 4] == '-'; /* as authors write the day of a change */
    bool subject = is_subject(s, who->start), writer = is_writer(s, who->start);
    if (sign != '(' && !writer && !year_first && is_family_behind(s, end))
        return NUMBERED;
    if (who->kind == TS_KIND_FORENAME && after == ')' && beyond == '\n' && year >= GROWN && date->len > 10 &&
        ts_scan_starts_line(s, who->start)) /* "Fredrik (24 Jan 2023)": an entry of a change log */
        return 0;
    if (who->kind == TS_KIND_FORENAME)
        return !writer && !year_first && (sign == '(' || subject) ? FORENAME : 0;
    if (sign != '(' && is_numbered(s, end) && !writer)
        return NUMBERED;
    bool named = who->kind == TS_KIND_PERSON_NAME || who->kind == TS_KIND_SURNAME;
    if (who->confidence < 50 && (year >= GROWN || year_first || at - who->end > 4))
        return 0;
    bool numbered = !named && (sign == '/' || sign == '|');
    char word = ts_scan_char(s, end + 2); /* "Ghulam Dar, 1994-05-31, known to us" */
    bool enclosed =
        sign == ',' && after == ',' && beyond == ' ' && ts_is_alpha(word) && !ts_is_upper(word) && year < GROWN;
    bool columns = sign == 0 && at > who->end + 1 && after == ' ' && beyond == ' '; /* gaps on both sides */
    if (sign != '(' && !numbered && (year >= GROWN || (year_first && named && !enclosed && !columns)) && !subject)
        return 0;
    bool month_named = false; /* as letters and change logs write it, too */
    for (size_t i = at; i < end; i++)
        month_named = month_named || ts_is_alpha(s->text.ptr[i]);
    bool clinical, titled = ts_title_at(s->text, who->start, s->to, &clinical) > 0; /* who writes notes bears none */
    bool noted = !enclosed && !columns && !(titled && sign == '(') &&
                 (year_first || (month_named && sign != '(')); /* a day of today, by its form */
    if (named && !subject && (writer || (noted && year >= LONG_GROWN)))
        return 0;
    bool head = after == ')' && beyond == '\n' && (who->start == s->from || s->text.ptr[who->start - 1] == '\n');
    return head && year >= GROWN ? 0 : BESIDE; /* an entry's of a change log, by its author */
}

/* ---- ages ---- */

enum { OLDEST = 115, NEAR = 28 /* bytes that an age takes, with its words */, EARLIEST = 1990 };

/* Would somebody who was born then be as old in a year of which files are? */
static bool age_fits(const ts_written_date *date, int age) {
    int year, month, day, now;
    ts_date_parts(ts_instant_date(ts_now()), &now, &month, &day);
    ts_date_parts(date->date, &year, &month, &day);
    return age <= OLDEST && year + age >= EARLIEST && year + age <= now;
}

static bool is_age_sign(char c) { return c != 0 && strchr(" ,(-/;.)", c) != NULL; }

static bool is_age_word(ts_span word) {
    static ts_word_set words = {.words =
                                    " Y YO YR YRS YEAR YEARS OLD O F M FEMALE MALE WOMAN MAN LADY GENTLEMAN BOY GIRL "};
    return ts_word_set_has_nocase(&words, word);
}

/* "in the past 5 years": a span of time, and no age unless another word says so. */
static bool is_span_word(ts_span word) {
    return ts_span_eq_nocase(word, ts_str("year")) || ts_span_eq_nocase(word, ts_str("years"));
}

static bool says_age(ts_span word) {
    return ts_span_eq_nocase(word, ts_str("age")) || ts_span_eq_nocase(word, ts_str("aged"));
}

/* "aged 45 (", "45 year old woman, ", "45F ", "Age: 45 / ": the age whose words end at `at`; -1: there is none. */
static int age_before(const ts_scan *s, size_t at) {
    const char *t = s->text.ptr;
    size_t low = at > s->from + NEAR ? at - NEAR : s->from, i = at, words = 0, digits = 0;
    int age = 0;
    while (i > low && !ts_is_digit(t[i - 1])) {
        size_t from = i;
        while (from > low && ts_is_alpha(t[from - 1]))
            from--;
        if (from < i && !is_age_word(ts_slice(s->text, from, i - from)))
            return -1;
        if (from == i && !is_age_sign(t[i - 1]))
            return -1;
        words += from < i && !is_span_word(ts_slice(s->text, from, i - from));
        i = from < i ? from : i - 1;
    }
    for (int unit = 1; i > low && digits < 4 && ts_is_digit(t[i - 1]); i--, digits++, unit *= 10)
        age += unit * (t[i - 1] - '0');
    if (digits == 0 || digits > 3 || i + digits == at || (i > s->from && ts_is_alnum(t[i - 1])) ||
        (i > s->from + 1 && memchr("/.-", t[i - 1], 3) && ts_is_digit(t[i - 2])))
        return -1;
    while (i > low && (t[i - 1] == ' ' || t[i - 1] == ':'))
        i--;
    size_t word = i;
    while (word > low && ts_is_alpha(t[word - 1]))
        word--;
    return words > 0 || says_age(ts_slice(s->text, word, i - word)) ? age : -1;
}

/* " (aged 45)", ", 45 yrs", " 45F", " (63)". */
static int age_behind(const ts_scan *s, size_t end) {
    const char *t = s->text.ptr;
    size_t high = s->to - end > NEAR ? end + NEAR : s->to, i = end, digits = 0;
    int age = 0;
    while (i < high && is_age_sign(t[i]) && t[i] != ')')
        i++;
    bool bracket = i > end && t[i - 1] == '(';
    size_t word = i;
    while (word < high && ts_is_alpha(t[word]))
        word++;
    bool said = word > i && says_age(ts_slice(s->text, i, word - i));
    if (word > i && !said)
        return -1;
    for (i = word; i < high && (t[i] == ' ' || (said && t[i] == ':')); i++)
        ;
    for (; i < high && digits < 4 && ts_is_digit(t[i]); i++, digits++)
        age = age * 10 + (t[i] - '0');
    if (digits == 0 || digits > 3)
        return -1;
    char next = ts_scan_char(s, i);
    if (bracket && next == ')' && digits == 2)
        return age;
    size_t unit = i;
    while (unit < high && t[unit] == ' ' && unit - i < 1)
        unit++;
    for (word = unit; word < high && ts_is_alpha(t[word]);)
        word++;
    ts_span behind = ts_slice(s->text, unit, word - unit);
    bool ends = word > unit && is_age_word(behind) && !is_span_word(behind);
    return ends || (said && !ts_is_alnum(next)) ? age : -1;
}

bool ts_beside_age(const ts_scan *s, size_t at, const ts_written_date *date) {
    int before = age_before(s, at), behind = before < 0 ? age_behind(s, at + date->len) : -1;
    return (before >= 0 && age_fits(date, before)) || (behind >= 0 && age_fits(date, behind));
}

/* ---- numbers before a name ---- */

void ts_beside_numbers(ts_hits *h, ts_span text) {
    enum { BESIDE = 70, GAP = 6 };
    if (ts_hits_count(h) < 2)
        return;
    ts_mention *m = h->out->mention + h->first;
    for (size_t i = 0; i + 1 < ts_hits_count(h); i++) {
        const ts_mention *next = &m[i + 1];
        bool person =
            next->kind == TS_KIND_PERSON_NAME || next->kind == TS_KIND_SURNAME || next->kind == TS_KIND_BIRTH_DATE;
        if (m[i].kind != TS_KIND_NHS_NUMBER || m[i].confidence >= BESIDE || h->side[i].labelled || !person ||
            next->start < m[i].end || next->start - m[i].end > GAP || next->confidence < 50)
            continue;
        bool beside = next->start > m[i].end;
        for (size_t k = m[i].end; k < next->start && beside; k++)
            beside = memchr(" ,:-/|\t;", text.ptr[k], 9) != NULL;
        if (beside) {
            m[i].confidence = BESIDE;
            h->side[i].bare_ten = false;
        }
    }
}
