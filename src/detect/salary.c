/* salary.c - finds what somebody earns: an amount under a label or in a column, or one that a year or an hour is paid with.
 *
 * "£31,000 per annum", "Annual salary 31000.00", "£31,000 - £35,000 pa".  The normal form is in pounds: 31000, with its
 * pence where there are any, /h, /w or /m for other times than a year, and a band with both its ends.
 */
#include <stdio.h>

#include "base/lanes.h"
#include "detect/kinds.h"

enum { LEAST_A_YEAR = 8000, MOST_A_YEAR = 250000, MOST = 9999999 };
static const char *const labels[] = {"salary",
                                     "annual salary",
                                     "basic salary",
                                     "gross salary",
                                     "current salary",
                                     "starting salary",
                                     "salary of",
                                     "salary is",
                                     "basic pay",
                                     "annual pay",
                                     "gross pay",
                                     "net pay",
                                     "take home pay",
                                     "hourly rate",
                                     "pensionable pay",
                                     "gross annual salary",
                                     "fte salary",
                                     "base salary",
                                     "net salary",
                                     "monthly salary",
                                     "annual wage",
                                     "wages",
                                     "total pay",
                                     "taxable pay",
                                     "salary band",
                                     "monthly pay",
                                     "gross monthly pay",
                                     "rate of pay",
                                     "annual remuneration",
                                     "remuneration",
                                     "gross earnings",
                                     "annual earnings",
                                     "weekly wage",
                                     "weekly pay",
                                     "pay rate",
                                     "total gross pay",
                                     "current pay",
                                     "gross pay this period",
                                     "net pay this period",
                                     "annual rate of pay",
                                     "starting pay",
                                     "actual salary",
                                     "pro rata salary",
                                     "new salary",
                                     NULL};
static const char *const headers[] = {"salary",        "annualsalary", "basicsalary",    "grosssalary", "currentsalary",
                                      "basicpay",      "annualpay",    "grosspay",       "netpay",      "hourlyrate",
                                      "pay",           "payamount",    "pensionablepay", "ftesalary",   "basesalary",
                                      "salaryamount",  "totalpay",     "taxablepay",     "wage",        "wages",
                                      "monthlysalary", "salaryband",   "grosspayytd",    "netsalary",   NULL};
static const char shapes[] = "1,|2,|3,|5|6|1.|2.";

typedef struct amount {
    unsigned pounds, pence;
} amount;

/* "£31,000", "31000.00", "GBP 31k"; its end, 0 where none stands. */
static size_t read_amount(ts_span t, size_t at, amount *out) {
    if (at + 1 < t.len && t.ptr[at] == 0xC2 && t.ptr[at + 1] == 0xA3)
        at += 2;
    else if (ts_span_starts_nocase(ts_slice(t, at, 3), ts_str("gbp")))
        at += 3;
    while (at < t.len && t.ptr[at] == ' ')
        at++;
    size_t i = at, n = 0, group = 0;
    bool commas = false;
    *out = (amount){0};
    for (; i < t.len && n <= 7; i++) {
        if (ts_is_digit(t.ptr[i])) {
            out->pounds = out->pounds * 10 + (unsigned)(t.ptr[i] - '0');
            n++, group++;
        } else if (t.ptr[i] == ',' && i + 1 < t.len && ts_is_digit(t.ptr[i + 1]) && n > 0 &&
                   (commas ? group == 3 : group <= 3)) {
            commas = true;
            group = 0;
        } else {
            break;
        }
    }
    if (n == 0 || n > 7 || (commas && group != 3))
        return 0;
    if (i + 2 < t.len && t.ptr[i] == '.' && ts_is_digit(t.ptr[i + 1]) && ts_is_digit(t.ptr[i + 2])) {
        out->pence = (unsigned)(t.ptr[i + 1] - '0') * 10 + (unsigned)(t.ptr[i + 2] - '0');
        i += 3;
    } else if (i < t.len && (t.ptr[i] | 32) == 'k' && out->pounds < 1000) {
        out->pounds *= 1000;
        i++;
    }
    return i;
}

/* What an amount is paid for: its length at t[at], and 'y', 'h', 'w', 'm'. */
static size_t read_period(ts_span t, size_t at, char *per) {
    static const struct {
        const char *words;
        char per;
    } periods[] = {{" per annum", 'y'}, {" p.a.", 'y'},     {" pa", 'y'},       {" a year", 'y'},    {" per year", 'y'},
                   {"/year", 'y'},      {" annually", 'y'}, {" per hour", 'h'}, {" an hour", 'h'},   {"/hour", 'h'},
                   {"/hr", 'h'},        {" ph", 'h'},       {" p.h.", 'h'},     {" per month", 'm'}, {"/month", 'm'},
                   {" a month", 'm'},   {" per week", 'w'}, {"/week", 'w'},     {" a week", 'w'},    {" pcm", 'm'},
                   {"/h", 'h'},         {"/m", 'm'},        {"/w", 'w'},        {"pa", 'y'}};
    ts_span rest = ts_slice(t, at, 12);
    for (size_t i = 0; i < sizeof periods / sizeof periods[0]; i++) {
        size_t n = strlen(periods[i].words);
        if (!ts_span_starts_nocase(rest, ts_str(periods[i].words)) || (n < rest.len && ts_is_alnum(rest.ptr[n])))
            continue;
        *per = periods[i].per;
        return n;
    }
    *per = 0;
    return 0;
}

static size_t print(char *to, size_t room, const amount *a) {
    int n = a->pence ? snprintf(to, room, "%u.%02u", a->pounds, a->pence) : snprintf(to, room, "%u", a->pounds);
    return n > 0 ? (size_t)n : 0;
}

typedef struct pay {
    amount low, high; /* high: 0 where there is one amount alone */
    char per; /* what it is paid for, 0 where nothing says so */
} pay;

/* The whole of it at t[at]; its end, 0 where none stands. */
static size_t read(ts_span t, size_t at, pay *p) {
    static const char *const joints[] = {" - ", " to ", "-", " \xE2\x80\x93 ", "\xE2\x80\x93"};
    size_t end = read_amount(t, at, &p->low), joint = 0;
    p->high = (amount){0};
    if (end == 0 || (p->low.pounds == 0 && p->low.pence == 0) || p->low.pounds > MOST)
        return 0;
    for (size_t i = 0; i < sizeof joints / sizeof joints[0] && joint == 0; i++)
        if (ts_span_starts(ts_slice(t, end, 5), ts_str(joints[i])))
            joint = strlen(joints[i]);
    amount high;
    size_t beyond = joint ? read_amount(t, end + joint, &high) : 0;
    if (beyond && high.pounds >= p->low.pounds && high.pounds <= MOST) {
        p->high = high;
        end = beyond;
    }
    return end + read_period(t, end, &p->per);
}

static bool normal(ts_span raw, ts_norm *out) {
    char text[40];
    pay p;
    raw = ts_trim(raw);
    if (raw.len == 0 || read(raw, 0, &p) != raw.len)
        return false;
    size_t n = print(text, sizeof text, &p.low);
    if (p.high.pounds > 0) {
        text[n++] = '-';
        n += print(text + n, sizeof text - n, &p.high);
    }
    if (p.per && p.per != 'y') {
        text[n++] = '/';
        text[n++] = p.per;
    }
    return ts_norm_set(out, ts_span_of(text, n));
}

/* 31000, 31000.00. */
static ts_usual usual(const char *p, size_t len) {
    enum { LONGEST = 7 };
    const bool pence = len > 3 && p[len - 3] == '.';
    const size_t n = pence ? len - 3 : len;
    const uint32_t wanted = (ts_lanes_first(len) & ~(pence ? UINT32_C(1) << n : 0)),
                   digits = ts_lanes_digits(ts_lanes_of(p));
    return len <= LONGEST + 3 && n <= LONGEST && *p != '0' && (digits & wanted) == wanted ? TS_USUAL : TS_USUAL_NO;
}

static bool behind_pound_sign(ts_span t, size_t at) { return at > 1 && t.ptr[at - 1] == 0xA3 && t.ptr[at - 2] == 0xC2; }

static bool bare(const ts_spot *spot) { return behind_pound_sign(spot->text, spot->at); }

/* "her salary was increased from £31,000 to £33,500", "she earns £28,407": the sentence speaks of pay before. */
static bool is_said_of_pay(ts_span t, size_t at) {
    enum { BACK = 48 };
    static const char *const words[] = {
        "salary of",     "salary is",        "salary was", "salary will", "salary from", "salary to",
        "salary in the", "salary increased", "pay will",   "pay was",     "is paid",     "was paid a",
        "earns",         "earning",          "earned",     "starting on", "a basic of"};
    size_t from = at;
    while (from > 0 && at - from < BACK && t.ptr[from - 1] != '.' && t.ptr[from - 1] != ':' && t.ptr[from - 1] != '?')
        from--;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t n = strlen(words[i]);
        for (size_t k = from; k + n <= at; k++)
            if (ts_span_starts_nocase(ts_slice(t, k, n), ts_str(words[i])))
                return true;
    }
    return false;
}

static bool find(const ts_spot *spot, ts_found *out) {
    ts_span t = spot->text;
    size_t at = spot->at;
    pay p;
    bool pounds = behind_pound_sign(t, at);
    if (at >= t.len || !(ts_is_digit(t.ptr[at]) || t.ptr[at] == 0xC2) || (!pounds && !ts_label_may_stand(t, at)))
        return false;
    size_t end = read(t, at, &p);
    char after = end < t.len ? t.ptr[end] : ' ', beyond = end + 1 < t.len ? t.ptr[end + 1] : ' ';
    if (end == 0 || (p.low.pounds < 1000 && (!p.per || p.per == 'y')) || ts_is_alnum(after) || after == '%' ||
        after == '_' ||
        ((after == '/' || after == '-' || after == '.' || after == ',' || after == ':') && ts_is_alnum(beyond)))
        return false;
    bool plausible = p.low.pounds >= LEAST_A_YEAR && p.low.pounds <= MOST_A_YEAR;
    *out = (ts_found){.start = (uint32_t)(pounds ? at - 2 : at), .end = (uint32_t)end, .valid = true};
    out->confidence = !pounds ? 0 : p.per == 'y' && plausible ? 65 : p.per == 'h' && p.low.pounds < 200 ? 55 : 0;
    if (pounds && out->confidence == 0 && plausible && is_said_of_pay(t, at))
        out->confidence = 60;
    return true;
}

const ts_detector ts_detector_salary = {
    .kind = TS_KIND_SALARY,
    .name = "salary",
    .summary = "salary or pay",
    .source = "NHS Employers, pay scales; HMRC, CWG2 (pay records); written forms",
    .version = 1,
    .anchor = {TS_ANCHOR_DIGIT_RUN, shapes},
    .own_find = true,
    .labels = labels,
    .headers = headers,
    .find = find,
    .bare = bare,
    .normal = normal,
    .usual = usual,
    .plain = 65,
    .labelled = 93,
    .column = 95,
};
