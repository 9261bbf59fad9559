/* pack_value.c - a value and a label as a kind of a pack takes them: the normal form, the checks, the words. */
#include "detect/pack.h"

#include "text/fold.h"

bool ts_pack_normal(const ts_pack_kind *k, ts_span raw, ts_norm *out, bool *valid) {
    char text[TS_NORM_MAX];
    size_t n = 0;
    raw = ts_trim(raw);
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.ptr[i];
        if (strchr(k->strip, c))
            continue;
        if (n == sizeof text)
            return false;
        text[n++] = k->keep_case ? c : k->lower ? ts_lower(c) : ts_upper(c);
    }
    if (!ts_norm_set(out, ts_span_of(text, n)))
        return false;
    *valid = true;
    for (unsigned i = 0; i < k->checks; i++)
        *valid = *valid && ts_check_holds(&k->check[i], ts_norm_span(out));
    return true;
}

/* PPSNo: a capital begins a word behind a small letter, and the last of several before one. */
static bool is_hump(ts_span s, size_t i) {
    char c = s.ptr[i], last = i > 0 ? s.ptr[i - 1] : ' ', next = i + 1 < s.len ? s.ptr[i + 1] : ' ';
    bool small_last = ts_is_alpha(last) && !ts_is_upper(last), small_next = ts_is_alpha(next) && !ts_is_upper(next);
    return ts_is_upper(c) && (small_last || (ts_is_upper(last) && small_next));
}

size_t ts_pack_words(ts_span written, char out[TS_PACK_WORDS]) {
    char cut[4 * TS_PACK_WORDS + 4], folded[sizeof cut];
    size_t n = 0, len = 0;
    if (written.len > 2 * TS_PACK_WORDS) /* its end says what it is */
        written = ts_slice(written, written.len - 2 * TS_PACK_WORDS, SIZE_MAX);
    while (written.len > 0 && (written.ptr[0] & 0xC0) == 0x80)
        written = ts_slice(written, 1, SIZE_MAX);
    for (size_t i = 0; i < written.len; i++) {
        if (is_hump(written, i))
            cut[n++] = ' ';
        cut[n++] = written.ptr[i];
    }
    n = ts_fold_into(ts_span_of(cut, n), folded, sizeof folded);
    if (n == SIZE_MAX || n == 0)
        return 0;
    bool open = false;
    for (size_t i = 0; i < n; i++) {
        bool letter = ts_is_alnum(folded[i]) || folded[i] >= 0x80;
        if (letter && !open)
            cut[len++] = ' ';
        if (letter)
            cut[len++] = folded[i];
        open = letter;
    }
    if (len == 0)
        return 0;
    cut[len++] = ' ';
    size_t from = 0;
    while (len - from > TS_PACK_WORDS || cut[from] != ' ')
        from++;
    memcpy(out, cut + from, len - from);
    return len - from > 1 ? len - from : 0; /* a longer word than that is none */
}

static ts_span longest(const ts_pack_kind *k, ts_span words, bool at_end) {
    ts_span best = {NULL, 0};
    for (size_t i = 0; i < k->labels; i++) {
        ts_span l = k->label[i];
        if (l.len <= best.len || l.len > words.len)
            continue;
        bool there =
            at_end ? memcmp(words.ptr + words.len - l.len, l.ptr, l.len) == 0 : ts_span_find(words, l, 0) != SIZE_MAX;
        if (there)
            best = l;
    }
    return best;
}

ts_span ts_pack_label_at_end(const ts_pack_kind *k, ts_span words) { return longest(k, words, true); }
ts_span ts_pack_label_within(const ts_pack_kind *k, ts_span words) { return longest(k, words, false); }
