/* date.c - written dates to calendar dates, with their ambiguity kept.
 *
 * 03/04/1987 is 3 April here and 4 March in an export with American settings; which one holds is
 * a question about the whole column, so both readings are returned.
 */
#include "text/date.h"

enum { FIRST_YEAR = 1850, LAST_YEAR = 2100, LAST_SERIAL = 73050 };

static const char months[12][10] = {"january", "february", "march",     "april",   "may",      "june",
                                    "july",    "august",   "september", "october", "november", "december"};
static const char weekdays[7][10] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

typedef struct reader {
    ts_span s;
    size_t at;
} reader;

static char peek(const reader *r) { return r->at < r->s.len ? r->s.ptr[r->at] : '\0'; }

static char peek_after(const reader *r, size_t n) { return r->at + n < r->s.len ? r->s.ptr[r->at + n] : '\0'; }

static size_t digits_at(const reader *r, size_t most) {
    size_t n = 0;
    while (n < most && r->at + n < r->s.len && ts_is_digit(r->s.ptr[r->at + n]))
        n++;
    return n;
}

static int number(reader *r, size_t digits) {
    int v = 0;
    for (size_t i = 0; i < digits; i++)
        v = v * 10 + (r->s.ptr[r->at++] - '0');
    return v;
}

/* Index of the word at r in `names`, whole or at least three letters of it; -1 if none. Moves on. */
static int word_of(reader *r, const char (*names)[10], int count) {
    size_t n = 0;
    while (n < 10 && r->at + n < r->s.len && ts_is_alpha(r->s.ptr[r->at + n]))
        n++;
    if (n < 3)
        return -1;
    for (int i = 0; i < count; i++) {
        if (ts_lower(r->s.ptr[r->at]) != names[i][0])
            continue;
        size_t whole = strlen(names[i]), k = 0;
        while (k < n && k < whole && ts_lower(r->s.ptr[r->at + k]) == names[i][k])
            k++;
        if (k == n && (n == whole || n == 3 || n == 4)) {
            r->at += n;
            return i;
        }
    }
    return -1;
}

static void skip_spaces(reader *r, size_t most) {
    while (most-- > 0 && peek(r) == ' ')
        r->at++;
}

static void skip_ordinal(reader *r) {
    char a = ts_lower(peek(r)), b = ts_lower(peek_after(r, 1));
    bool ordinal = (a == 's' && b == 't') || (a == 'n' && b == 'd') || (a == 'r' && b == 'd') || (a == 't' && b == 'h');
    if (ordinal && !ts_is_alpha(peek_after(r, 2)))
        r->at += 2;
}

static ts_date real_date(int year, int month, int day) {
    return year >= FIRST_YEAR && year <= LAST_YEAR ? ts_date_of(year, month, day) : TS_NO_DATE;
}

/* Four digits, or two: 00..(this year's) are this century's. */
static bool read_year(reader *r, int *year, bool *two) {
    size_t n = digits_at(r, 5);
    if (n != 2 && n != 4)
        return false;
    *year = number(r, n);
    *two = n == 2;
    if (*two) {
        int now, month, day;
        ts_date_parts(ts_instant_date(ts_now()), &now, &month, &day);
        *year += *year <= now % 100 ? now - now % 100 : now - now % 100 - 100;
    }
    return true;
}

/* Both readings of two numbers. */
static bool settle(int first, int second, int year, ts_written_date *out) {
    ts_date day_first = real_date(year, second, first), month_first = real_date(year, first, second);
    if (day_first == TS_NO_DATE && month_first == TS_NO_DATE)
        return false;
    out->month_first = day_first == TS_NO_DATE;
    out->date = out->month_first ? month_first : day_first;
    out->other = out->month_first || month_first == day_first ? TS_NO_DATE : month_first;
    return true;
}

static bool one_reading(ts_date date, ts_written_date *out) {
    out->date = date;
    out->other = TS_NO_DATE;
    return date != TS_NO_DATE;
}

/* 19870423, with or without a time of HL7 or EDI run on to it; 23041987 where that is no year. */
static bool read_packed(reader *r, size_t digits, ts_written_date *out) {
    int v = number(r, 8);
    r->at += digits - 8;
    if (one_reading(real_date(v / 10000, v / 100 % 100, v % 100), out))
        return true;
    return digits == 8 && settle(v / 1000000, v / 10000 % 100, v % 10000, out);
}

/* 1987-04-23, 1987/4/23, 1987-Apr-23. */
static bool read_year_first(reader *r, ts_written_date *out) {
    int year = number(r, 4), month;
    char joint = peek(r);
    if (joint != '-' && joint != '/' && joint != '.')
        return false;
    r->at++;
    size_t n = digits_at(r, 3);
    if (n == 0)
        month = word_of(r, months, 12) + 1;
    else if (n <= 2)
        month = number(r, n);
    else
        return false;
    if (month == 0 || peek(r) != joint)
        return false;
    r->at++;
    n = digits_at(r, 3);
    return n >= 1 && n <= 2 && one_reading(real_date(year, month, number(r, n)), out);
}

/* 23 April 1987, 23rd of Apr, 1987, 23-Apr-87, 23Apr1987: r stands behind the day. */
static bool read_named_month(reader *r, int day, ts_written_date *out) {
    int month = word_of(r, months, 12) + 1, year;
    if (month == 0)
        return false;
    if (peek(r) == '.' || peek(r) == ',')
        r->at++;
    if (peek(r) == '-' || peek(r) == '/')
        r->at++;
    else
        skip_spaces(r, 2);
    return read_year(r, &year, &out->two_digit_year) && one_reading(real_date(year, month, day), out);
}

static bool read_day_first(reader *r, size_t digits, ts_written_date *out) {
    int first = number(r, digits), year;
    skip_ordinal(r);
    char joint = peek(r);
    if (joint == ' ' && ts_lower(peek_after(r, 1)) == 'o' && ts_lower(peek_after(r, 2)) == 'f')
        r->at += 3;
    if (joint == '-' || joint == '/' || joint == '.')
        r->at++;
    else
        skip_spaces(r, 2);
    if (ts_is_alpha(peek(r)))
        return read_named_month(r, first, out);
    size_t n = digits_at(r, 3);
    if (n < 1 || n > 2 || (joint != '-' && joint != '/' && joint != '.' && joint != ' '))
        return false;
    int second = number(r, n);
    if (peek(r) != joint)
        return false;
    r->at++;
    /* Numbers with spaces between are a date only in full: "23 04 1987". */
    if (joint == ' ' && (digits != 2 || n != 2 || digits_at(r, 5) != 4))
        return false;
    return read_year(r, &year, &out->two_digit_year) && settle(first, second, year, out);
}

/* April 23, 1987. */
static bool read_month_first(reader *r, ts_written_date *out) {
    int month = word_of(r, months, 12) + 1, year;
    if (month == 0)
        return false;
    if (peek(r) == '.')
        r->at++;
    if (peek(r) == '-')
        r->at++;
    else
        skip_spaces(r, 2);
    size_t n = digits_at(r, 3);
    if (n < 1 || n > 2)
        return false;
    int day = number(r, n);
    skip_ordinal(r);
    char joint = peek(r);
    if (joint == ',' || joint == '-')
        r->at++;
    skip_spaces(r, 2);
    if ((joint != ',' && joint != ' ' && joint != '-') || digits_at(r, 5) != 4)
        return false;
    return read_year(r, &year, &out->two_digit_year) && one_reading(real_date(year, month, day), out);
}

/* A time that follows, with its zone, if one does: 09:30, T09:30:00.000+01:00, 9:30 PM. */
static void skip_time(reader *r) {
    reader t = *r;
    if (peek(&t) == 'T' || peek(&t) == ',')
        t.at++;
    skip_spaces(&t, 2);
    size_t n = digits_at(&t, 3);
    if (t.at == r->at || n < 1 || n > 2 || peek_after(&t, n) != ':' || !ts_is_digit(peek_after(&t, n + 1)) ||
        !ts_is_digit(peek_after(&t, n + 2)))
        return;
    t.at += n + 3;
    if (peek(&t) == ':' && digits_at(&(reader){t.s, t.at + 1}, 3) == 2)
        t.at += 3;
    if (peek(&t) == '.' && ts_is_digit(peek_after(&t, 1))) {
        t.at++;
        t.at += digits_at(&t, 9);
    }
    size_t space = peek(&t) == ' ';
    char half = ts_lower(peek_after(&t, space));
    if ((half == 'a' || half == 'p') && ts_lower(peek_after(&t, space + 1)) == 'm')
        t.at += space + 2;
    if (peek(&t) == 'Z')
        t.at++;
    if (peek(&t) == ' ' && peek_after(&t, 1) == '+' && ts_is_digit(peek_after(&t, 2)))
        t.at++;
    if (peek(&t) == '+' && ts_is_digit(peek_after(&t, 1)) && ts_is_digit(peek_after(&t, 2))) {
        t.at += 3;
        t.at += peek(&t) == ':' ? 1 : 0;
        t.at += digits_at(&t, 2);
    }
    *r = t;
}

/* Ten bytes and no more, 1987-04-23 or 23/04/1987, as columns hold them by the million; the rest reads them alike. */
static bool read_usual(ts_span s, ts_written_date *out) {
    bool iso = s.ptr[4] == '-' && s.ptr[7] == '-';
    if (!iso && !(s.ptr[2] == '/' && s.ptr[5] == '/'))
        return false;
    static const uint8_t place[2][8] = {{6, 7, 8, 9, 3, 4, 0, 1}, {0, 1, 2, 3, 5, 6, 8, 9}};
    unsigned d[8], most = 0;
    for (int i = 0; i < 8; i++) {
        d[i] = (unsigned)(s.ptr[place[iso][i]] - '0');
        most |= d[i] > 9;
    }
    int year = (int)(d[0] * 1000 + d[1] * 100 + d[2] * 10 + d[3]), second = (int)(d[4] * 10 + d[5]),
        first = (int)(d[6] * 10 + d[7]);
    *out = (ts_written_date){TS_NO_DATE, TS_NO_DATE, false, false, 10};
    return !most && (iso ? one_reading(real_date(year, second, first), out) : settle(first, second, year, out));
}

bool ts_date_read(ts_span s, ts_written_date *out) {
    ts_written_date usual;
    if (s.len == 10 && read_usual(s, &usual)) {
        *out = usual;
        return true;
    }
    reader r = {s, 0};
    ts_written_date d = {TS_NO_DATE, TS_NO_DATE, false, false, 0};
    bool good = false;
    if (ts_is_alpha(peek(&r)) && word_of(&r, weekdays, 7) >= 0) {
        if (peek(&r) == ',')
            r.at++;
        skip_spaces(&r, 2);
    }
    size_t n = digits_at(&r, 15);
    if (n == 8 || n == 12 || n == 14)
        good = read_packed(&r, n, &d);
    else if (n == 4)
        good = read_year_first(&r, &d);
    else if (n == 1 || n == 2)
        good = read_day_first(&r, n, &d);
    else if (n == 0)
        good = read_month_first(&r, &d);
    if (!good || ts_is_digit(peek(&r)))
        return false;
    char next = peek(&r);
    if ((next == '.' || next == '/' || next == '-') && ts_is_digit(peek_after(&r, 1)))
        return false; /* 1.2.2020.4 is a version, 12/03/2019/77 a file number */
    skip_time(&r);
    d.len = r.at;
    *out = d;
    return true;
}

ts_date ts_date_of_serial(double serial) {
    if (!(serial >= 1 && serial < LAST_SERIAL + 1))
        return TS_NO_DATE;
    int day = (int)serial;
    /* The 1900 system counts a 29 February 1900 that never was, as day 60. */
    if (day == 60)
        return TS_NO_DATE;
    return ts_date_of(1899, 12, day < 60 ? 31 : 30) + day;
}
