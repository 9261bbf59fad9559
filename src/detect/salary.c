/* salary.c - finds what somebody earns: an amount under a label or in a column, or one that a year or an hour is paid with.
 *
 * "£31,000 per annum", "Annual salary 31000.00", "£31,000 - £35,000 pa".  The normal form is in pounds: 31000, with its
 * pence where there are any, /h, /w or /m for other times than a year, and a band with both its ends.
 */
#include <stdio.h>

#include "base/lanes.h"
#include "detect/kinds.h"

enum { LEAST_A_MONTH = 500, LEAST_A_YEAR = 8000, MOST_A_YEAR = 250000, MOST = 9999999 };
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
                                     "annual gross",
                                     "gross annual",
                                     "monthly gross",
                                     "gross monthly",
                                     "gross annual pay",
                                     "salary on appointment",
                                     "current basic salary",
                                     "current basic pay",
                                     "annual basic salary",
                                     "annual basic pay",
                                     "full time salary",
                                     "full time equivalent salary",
                                     NULL};
static const char *const headers[] = {"salary",         "annualsalary", "basicsalary",  "grosssalary",
                                      "currentsalary",  "basicpay",     "annualpay",    "grosspay",
                                      "netpay",         "hourlyrate",   "pay",          "payamount",
                                      "pensionablepay", "ftesalary",    "basesalary",   "salaryamount",
                                      "totalpay",       "taxablepay",   "wage",         "wages",
                                      "monthlysalary",  "salaryband",   "grosspayytd",  "netsalary",
                                      "actualsalary",   "annualsal",    "basicsal",     "grosssal",
                                      "ftesal",         "salarypa",     "salarygbp",    "grossannual",
                                      "annualgross",    "grossmonthly", "monthlygross", "rateperhour",
                                      "hourlypay",      "annualwage",   "salaryfte",    "newsalary",
                                      "oldsalary",      "currentsal",   "sal",          NULL};
static const char shapes[] = "1,|2,|3,|5|6|1.|2.|4.|5.";

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
                   {"/h", 'h'},         {"/m", 'm'},        {"/w", 'w'},        {"pa", 'y'},         {" p/a", 'y'},
                   {"p/a", 'y'},        {"/pa", 'y'},       {"/annum", 'y'},    {"/yr", 'y'},        {" per yr", 'y'},
                   {" yearly", 'y'},    {" p/h", 'h'},      {"p/h", 'h'},       {" per hr", 'h'},    {" hourly", 'h'},
                   {" weekly", 'w'},    {" monthly", 'm'},  {" pro rata", 'y'}};
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

/* Does a word of the text begin so?  "Raised" is no "raise" of funds, "parent" no rent. */
static bool has_any(ts_span text, const char *const *words) {
    for (; *words; words++) {
        size_t n = strlen(*words);
        for (size_t i = 0; i + n <= text.len; i++)
            if ((i == 0 || !ts_is_alpha(text.ptr[i - 1])) &&
                ts_span_starts_nocase(ts_slice(text, i, n), ts_str(*words)))
                return true;
    }
    return false;
}

/* "(Band 6 step 2: 35,392 from April": what stands at a place of a pay scale, which its pound sign may lack. */
static bool is_on_scale(ts_span t, size_t at) {
    enum { BACK = 32 };
    static const char *const scales[] = {"band 2", "band 3", "band 4", "band 5",      "band 6",
                                         "band 7", "band 8", "band 9", "spine point", NULL};
    if (at < 8 || t.ptr[at - 1] != ' ' || !memchr(":=-", t.ptr[at - 2], 3) || at + 6 > t.len || t.ptr[at + 2] != ',')
        return false;
    size_t from = at - 2;
    while (from > 0 && at - from < BACK && t.ptr[from - 1] != '\n' && t.ptr[from - 1] != '.')
        from--;
    return has_any(ts_slice(t, from, at - from), scales);
}

static bool bare(const ts_spot *spot) {
    return behind_pound_sign(spot->text, spot->at) || is_on_scale(spot->text, spot->at);
}

typedef enum said { NOT_SAID, SAID_OF_PAY, SAID_OF_A_MONTH } said;

/* "her salary was increased from £31,000 to £33,500", "top of Band 6 is £42,618", "monthly gross will be £2,881.75": the
 * sentence speaks of what somebody is paid before, and of no budget. */
static said is_said_of_pay(ts_span t, size_t at, bool range) {
    enum { BACK = 64 };
    static const char *const words[] = {"salary",     "wage",          "earns",          "earning",     "earned",
                                        "basic pay",  "gross",         "net pay",        "starting on", "is paid",
                                        "was paid a", "pay rise",      "pay is",         "pay of",      "pay was",
                                        "pay will",   "a basic of",    "remuneration",   "band 2",      "band 3",
                                        "band 4",     "band 5",        "band 6",         "band 7",      "band 8",
                                        "band 9",     "paid in equal", "instalments of", "pay point",   NULL};
    static const char *const months[] = {"month", "instalments of", "net pay", NULL};
    static const char *const others[] = {"budget",   "cost",  "spent",  "fund",   "donat",    "fundrais", "invoice",
                                         "price",    "grant", "saving", "profit", "turnover", "margin",   "sales",
                                         "interest", "area",  "penalt", "bill",   "total",    "overspen", "average",
                                         "mortgage", "rent",  "locums", NULL};
    size_t from = at;
    while (from > 0 && at - from < BACK && !(t.ptr[from - 1] == '.' && ts_is_space(t.ptr[from])) &&
           t.ptr[from - 1] != '?' && !(t.ptr[from - 1] == '\n' && from > 1 && t.ptr[from - 2] == '\n'))
        from--;
    static const char *const changes[] = {"from ", "rise", "rais", "increase", NULL};
    ts_span before = ts_slice(t, from, at - from);
    range = range || (at > 6 && memcmp(t.ptr + at - 6, " to ", 4) == 0); /* its end */
    if (!has_any(before, words) || has_any(before, others))
        return NOT_SAID;
    if (range && !has_any(before, changes)) /* an advertisement's */
        return NOT_SAID;
    return has_any(before, months) ? SAID_OF_A_MONTH : SAID_OF_PAY;
}

static bool find(const ts_spot *spot, ts_found *out) {
    ts_span t = spot->text;
    size_t at = spot->at;
    pay p;
    bool pounds = behind_pound_sign(t, at), scale = !pounds && is_on_scale(t, at);
    if (at >= t.len || !(ts_is_digit(t.ptr[at]) || t.ptr[at] == 0xC2) ||
        (!pounds && !scale && !ts_label_may_stand(t, at)))
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
    said of = pounds && out->confidence == 0 ? is_said_of_pay(t, at, p.high.pounds > 0) : NOT_SAID;
    bool a_month = p.low.pounds >= LEAST_A_MONTH && p.low.pounds < LEAST_A_YEAR;
    if ((of != NOT_SAID && plausible) || (of == SAID_OF_A_MONTH && a_month) || (scale && plausible))
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
