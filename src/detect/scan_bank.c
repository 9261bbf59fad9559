/* scan_bank.c - sort codes and accounts in running text: behind a label, or behind a word of paying. */
#include "detect/kinds.h"
#include "detect/partial.h"
#include "detect/scan.h"

#include "text/words.h"

enum { UNSAID = 70 /* percent: no label names them */ };

static ts_mention *take(ts_scan *s, const ts_norm *norm, size_t start, size_t end, int confidence,
                        const ts_label *label) {
    ts_side side = {.about = label->about, .labelled = label->strength > 0, .categories = label->categories};
    ts_mention *m = ts_hits_add(s->hits, TS_KIND_BANK_ACCOUNT, norm, (uint32_t)start, (uint32_t)end, confidence, side);
    if (m)
        s->done = end;
    return m;
}

/* Stand a sort code and an account at `at`, and before them on the line a word of paying?  Their end; 0: no. */
static size_t paid_into(const ts_scan *s, size_t at, size_t len) {
    enum { SORT = 8, BACK = 60, HALF = 4 };
    static ts_word_set words = {.words = " PAY PAID PAYMENT PAYMENTS REFUND REFUNDS BACS BANK ACCOUNT ACCT AC DD DEBIT "
                                         "TRANSFER TRANSFERRED SORT CHAPS "
                                         "REMIT CREDIT CREDITED REIMBURSE REIMBURSED SALARY WAGES EXPENSES DEPOSIT "};
    const char *t = s->text.ptr;
    size_t i = at + (len == 2 ? SORT : len), gap = i;
    if (i + SORT + 1 > s->to || (len == 2 && (t[at + 2] != t[at + 5] || !memchr("- ", t[at + 2], 2))))
        return 0;
    for (size_t k = at; k < i; k++)
        if (!ts_is_digit(t[k]) && !(len == 2 && (k == at + 2 || k == at + 5)))
            return 0;
    while (gap < s->to && gap - i < HALF && (t[gap] == ' ' || t[gap] == '/' || t[gap] == ','))
        gap++;
    size_t end = gap, digits = 0;
    for (; end < s->to && (ts_is_digit(t[end]) || (digits == HALF && t[end] == ' ' && end == gap + HALF)); end++)
        digits += ts_is_digit(t[end]);
    if (gap == i || digits != SORT)
        return 0;
    for (size_t from = at; from > s->from && at - from < BACK && t[from - 1] != '\n';) {
        size_t to = from;
        while (from > s->from && at - from < BACK && ts_is_alpha(t[from - 1]))
            from--;
        if (from < to && ts_word_set_has_nocase(&words, ts_slice(s->text, from, to - from)))
            return end;
        from -= from == to;
    }
    return 0;
}

/* Sort code and account after the label "Sort code": 20-29-59, then eight digits within a line or two. */
static bool find_both(ts_scan *s, size_t at, size_t len, const ts_label *label) {
    if ((len != 2 && len != 6))
        return false;
    size_t next = at + len; /* "20-29-59", "20 29 59" */
    if (len == 2 && (next + 1 >= s->to || ts_is_alpha(s->text.ptr[next]) || !ts_is_digit(s->text.ptr[next + 1])))
        return false;
    bool said = label->kind == TS_KIND_BANK_ACCOUNT;
    size_t told = said ? 0 : paid_into(s, at, len);
    if (!said && (told == 0 || (label->kind != TS_KIND_NONE && label->kind != TS_KIND_PERSON_NAME)))
        return false;
    size_t end = at, digits = 0;
    while (end < s->to && end - at < 64 && digits < 14) {
        digits += ts_is_digit(s->text.ptr[end]);
        end++;
    }
    ts_norm norm;
    if (digits < 14 || (end < s->to && ts_is_digit(s->text.ptr[end])) ||
        !ts_detector_bank_account.normal(ts_slice(s->text, at, end - at), &norm))
        return false;
    ts_label l = *label;
    l.categories |= TS_CAT_FINANCIAL;
    return take(s, &norm, at, end, said ? ts_detector_bank_account.labelled : UNSAID, &l) != NULL;
}

/* "Account no: 12345678", "A/c 1234 5678", the sort code elsewhere or nowhere. */
static bool find_account(ts_scan *s, size_t at, size_t len, const ts_label *label) {
    enum { HALF = 4, WHOLE = 8, LESS = 10 };
    size_t end = at + len + (len == HALF ? HALF + 1 : 0);
    ts_norm norm;
    if ((len != HALF && len != WHOLE) || end > s->to || (end < s->to && ts_is_alnum(s->text.ptr[end])) ||
        !ts_partial_account(ts_slice(s->text, at, end - at), &norm))
        return false;
    if (label->kind != TS_KIND_BANK_ACCOUNT || label->part != 2 || label->strength < 70)
        return false;
    ts_mention *m = take(s, &norm, at, end, ts_detector_bank_account.labelled - LESS, label);
    if (m) {
        m->valid = false;
        m->flags |= TS_MENTION_PARTIAL;
    }
    return m != NULL;
}

bool ts_scan_bank(ts_scan *s, size_t at, size_t len, const ts_label *label) {
    return find_both(s, at, len, label) || find_account(s, at, len, label);
}
