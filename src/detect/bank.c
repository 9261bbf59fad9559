/* bank.c - sort code and account number of a UK bank account, by columns or labels.
 *
 * Six digits and eight; the modulus check needs the published weight table, which is the user's to
 * bring, so that a value is "unchecked" without it and none is claimed.
 */
#include "detect/kinds.h"

enum { SORT = 6, ACCOUNT = 8 };
static const char *const labels[] = {"bank account", "sort code", "sortcode", "account number", "account no", NULL};
static const char *const headers[] = {"bankaccount", "bankdetails",        "sortcodeaccount",
                                      "bankacct",    "bankaccountdetails", NULL};

/* Digits in order; between them spaces, hyphens, commas, slashes, and words such as "a/c". */
static bool normal(ts_span raw, ts_norm *out) {
    char digits[SORT + ACCOUNT];
    size_t n = 0;
    raw = ts_trim(raw);
    if (raw.len > 64)
        return false;
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.ptr[i];
        if (ts_is_digit(c)) {
            if (n == sizeof digits)
                return false;
            digits[n++] = c;
        } else if (!ts_is_alpha(c) && c != ' ' && c != '-' && c != ',' && c != '/' && c != '\t' && c != ':' &&
                   c != '\n' && c != '.') {
            return false;
        }
    }
    return n == sizeof digits && ts_norm_set(out, ts_span_of(digits, n));
}

static bool placeholder(const ts_norm *n) {
    return n->len == SORT + ACCOUNT &&
           (memcmp(n->text + SORT, "00000000", ACCOUNT) == 0 || memcmp(n->text + SORT, "12345678", ACCOUNT) == 0);
}

const ts_detector ts_detector_bank_account = {
    .kind = TS_KIND_BANK_ACCOUNT,
    .name = "bank_account",
    .summary = "sort code and account number (UK)",
    .source = "Pay.UK, Validating account numbers (modulus checking)",
    .version = 1,
    .anchor = {TS_ANCHOR_NONE, NULL},
    .labels = labels,
    .headers = headers,
    .normal = normal,
    .placeholder = placeholder,
    .plain = 40,
    .labelled = 92,
    .column = 92,
};
