/* context.c - what a label, a key or a column's name says of the value that it names.
 *
 * One dictionary (label_words.c) serves labels in letters, keys in data and column names: all are cut to words and
 * joined to lower-case letters and digits; the longest run of last words that is known decides.  What stands before a value in
 * running text: label_before.c.
 */
#include "detect/context.h"

#include "detect/label_words.h"
#include "text/fold.h"
#include "text/words.h"

enum { TOKENS = 12, LETTERS = 96 };

/* A label cut to words, joined in one buffer. */
typedef struct label_words {
    char text[LETTERS];
    uint8_t from[TOKENS + 1]; /* token i is text[from[i], from[i + 1]) */
    size_t n;
} label_words;

/* Cuts at signs, at aB, and before the last capital of ABc; digits stay with what they follow. */
static bool cut_words(ts_span s, label_words *w) {
    char folded[2 * LETTERS];
    size_t len = 0;
    bool plain = true;
    for (size_t i = 0; i < s.len; i++)
        plain = plain && s.ptr[i] < 0x80;
    if (!plain) {
        size_t n = ts_fold_into(s, folded, sizeof folded);
        if (n == SIZE_MAX)
            return false;
        s = ts_span_of(folded, n);
    }
    w->n = 0;
    bool open = false;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (!ts_is_alnum(c)) {
            /* O'Brien's and D.O.B. hold together only where nothing stands between. */
            open = open && c == '\'';
            continue;
        }
        char last = i > 0 ? s.ptr[i - 1] : ' ', next = i + 1 < s.len ? s.ptr[i + 1] : ' ';
        bool hump = ts_is_upper(c) && ((ts_is_alpha(last) && !ts_is_upper(last)) ||
                                       (ts_is_upper(last) && ts_is_alpha(next) && !ts_is_upper(next)));
        if (hump && c == 'K' && w->n > 0 && len == w->from[w->n - 1] + 2u && memcmp(w->text + len - 2, "no", 2) == 0)
            hump = false; /* NoK: next of kin */
        if (!open || hump) {
            if (w->n == TOKENS)
                return false;
            w->from[w->n++] = (uint8_t)len;
        }
        open = true;
        if (len == LETTERS)
            return false;
        w->text[len++] = ts_lower(c);
    }
    w->from[w->n] = (uint8_t)len;
    return w->n > 0;
}

static const ts_label_word *word_of(const label_words *w, size_t i) {
    return ts_label_word_of(w->text + w->from[i], (size_t)w->from[i + 1] - w->from[i]);
}

static bool is_next_of_kin(const label_words *w, size_t i, size_t to) {
    return i + 3 <= to && w->from[i + 3] - w->from[i] == 9 && memcmp(w->text + w->from[i], "nextofkin", 9) == 0;
}

/* Whom the words [from, to) speak of; true if all of them do or change nothing. */
static bool read_people(const label_words *w, size_t from, size_t to, ts_label *out) {
    bool all = true;
    for (size_t i = from; i < to; i++) {
        const ts_label_word *c = word_of(w, i);
        bool kin = is_next_of_kin(w, i, to);
        if (kin)
            c = ts_label_word_of("kin", 3);
        if (c->people) {
            out->about = out->about ? out->about : c->about;
            out->row = out->row ? out->row : c->row;
        }
        all = all && (c->people || c->modifier);
        i += kin ? 2 : 0;
    }
    return all;
}

static bool look_up(const label_words *w, size_t to, bool column, ts_label *out) {
    for (size_t from = 0; from < to; from++) {
        const char *letters = w->text + w->from[from];
        size_t len = (size_t)w->from[to] - w->from[from];
        const ts_label_entry *label = ts_label_entry_of(letters, len);
        const ts_label_entry *e = column ? ts_column_entry_of(letters, len) : label;
        if (!e && !(column && label && (label->flags & TS_LABEL_TEXT)))
            e = label;
        if (!e)
            continue;
        *out = (ts_label){.kind = e->kind,
                          .about = e->about,
                          .row = e->row,
                          .other = e->other,
                          .categories = e->categories,
                          .part = e->part,
                          .weak = (e->flags & TS_LABEL_WEAK) != 0,
                          .column_only = (e->flags & TS_LABEL_COLUMN) != 0,
                          .text_only = (e->flags & TS_LABEL_TEXT) != 0};
        if (label && label != e) { /* a column's name that is a label of another sort, too */
            out->categories |= label->categories;
            out->row = out->row ? out->row : label->row;
        }
        ts_label whole = *out;
        read_people(w, from, to, &whole);
        out->row = out->row ? out->row : whole.row;
        if (e != label)
            out->about = out->about ? out->about : whole.about;
        bool known = read_people(w, 0, from, out);
        out->strength = from == 0 || known ? 100 : (e->flags & TS_LABEL_WEAK) ? 30 : 70;
        out->bare = (e->flags & TS_LABEL_WEAK) != 0 && !out->about && !out->row;
        if (e->other && from > 0 && !known && e->categories == 0)
            out->strength = 40;
        return true;
    }
    return false;
}

/* "ethnic_group_description", "gender_source_value": what is described, where the last word alone would say nothing. */
static bool is_described(const label_words *w, size_t to, ts_label *l) {
    size_t len = (size_t)w->from[to] - w->from[to - 1];
    const char *last = w->text + w->from[to - 1];
    bool says = (len == 11 && memcmp(last, "description", len) == 0) || (len == 4 && memcmp(last, "code", len) == 0) ||
                (len == 6 && memcmp(last, "number", len) == 0) || (len == 2 && memcmp(last, "id", len) == 0);
    ts_label of;
    if (len == 5 && memcmp(last, "value", len) == 0) {
        says = true;
        to -= to > 2 && w->from[to - 1] - w->from[to - 2] == 6 && memcmp(w->text + w->from[to - 2], "source", 6) == 0;
    }
    if (!says || !l->other || l->strength != 40 || !look_up(w, to - 1, true, &of) || of.kind == TS_KIND_NONE ||
        of.strength < 70)
        return false;
    *l = of;
    return true;
}

/* "dob 2", "sal @ 31/3": what numbers a column or dates it. */
static bool is_ending(const label_words *w, size_t i) {
    bool digits = true;
    for (size_t k = w->from[i]; k < w->from[i + 1] && digits; k++)
        digits = ts_is_digit(w->text[k]);
    return digits || word_of(w, i)->ending;
}

/* "NHS number of baby", "dob of the child": whose it is, behind what it is. */
static bool read_whose(const label_words *w, ts_label *out) {
    size_t to = w->n;
    if (to < 3 || !(word_of(w, to - 1)->people || word_of(w, to - 1)->modifier))
        return false;
    to -= 1 + (to > 3 && w->from[to - 1] - w->from[to - 2] == 3 && memcmp(w->text + w->from[to - 2], "the", 3) == 0);
    const char *of = w->text + w->from[to - 1];
    size_t n = (size_t)w->from[to] - w->from[to - 1];
    bool whose = (n == 2 && memcmp(of, "of", n) == 0) || (n == 3 && memcmp(of, "for", n) == 0);
    ts_label l = {0};
    if (!whose || !look_up(w, to - 1, false, &l) || l.kind == TS_KIND_NONE || l.weak || l.strength < 70)
        return false;
    read_people(w, to, w->n, &l);
    *out = l;
    return true;
}

static bool read_label(const label_words *w, bool column, ts_label *out) {
    size_t to = w->n;
    ts_label l = {0};
    if (!column && read_whose(w, out))
        return true;
    for (int tries = 0; to > 0 && tries < 3; tries++) {
        if (look_up(w, to, column, &l)) {
            if (column && to > 1 && is_described(w, to, &l))
                tries++;
            if (tries > 0 && l.strength > 70)
                l.strength = 85;
            *out = l;
            return true;
        }
        if (to == 1 || !(column ? is_ending(w, to - 1) : word_of(w, to - 1)->ending))
            break;
        to--;
    }
    /* "Consultant:", "Next of kin": a person, by name; a column of codes is told by its values. */
    l = (ts_label){0};
    bool whose = read_people(w, 0, w->n, &l);
    if (whose && l.about) {
        l.kind = TS_KIND_PERSON_NAME;
        l.strength = 80;
    } else if (l.row || l.about) {
        l.strength = 10;
    } else {
        return false;
    }
    *out = l;
    return true;
}

static bool label_of(ts_span written, bool column, ts_label *out) {
    label_words w;
    while (written.len > LETTERS || !cut_words(written, &w)) { /* a long path is told by its end */
        const char *dot = written.len ? memchr(written.ptr, '.', written.len) : NULL;
        if (!dot)
            return false;
        written = ts_slice(written, (size_t)(dot + 1 - written.ptr), written.len);
    }
    return read_label(&w, column, out);
}

/* The labels that were read last: forms, letters and logs have the same few on each page. */
enum { PLACE_BITS = 8, REMEMBERED_LONGEST = 40 };
typedef struct remembered {
    uint8_t len;
    bool known;
    char written[REMEMBERED_LONGEST];
    ts_label label;
} remembered;

static bool recall(remembered *memory, ts_span written, bool (*read)(ts_span written, ts_label *out), ts_label *out) {
    ts_label_words_ready();
    if (written.len == 0 || written.len > REMEMBERED_LONGEST)
        return read(written, out);
    remembered *r = &memory[ts_ends_place(written, PLACE_BITS)];
    if (r->len != written.len || memcmp(r->written, written.ptr, written.len) != 0) {
        r->len = (uint8_t)written.len;
        memcpy(r->written, written.ptr, written.len);
        r->label = (ts_label){0};
        r->known = read(written, &r->label);
    }
    if (r->known)
        *out = r->label;
    return r->known;
}

static bool read_text_label(ts_span written, ts_label *out) {
    return ts_label_may_be(written) && label_of(written, false, out);
}

bool ts_label_of(ts_span written, ts_label *out) {
    static _Thread_local remembered memory[1 << PLACE_BITS];
    return recall(memory, written, read_text_label, out);
}

/* "Pensionable pay (annual)", "DOB (dd/mm/yyyy)": a remark in brackets says nothing of its own. */
static bool without_remark(ts_span written, ts_label *out) {
    const char *open = memchr(written.ptr, '(', written.len);
    written = ts_trim(written);
    return open && open > written.ptr && written.ptr[written.len - 1] == ')' &&
           label_of(ts_slice(written, 0, (size_t)(open - written.ptr)), true, out) && out->kind != TS_KIND_NONE;
}

static bool read_column_label(ts_span written, ts_label *out) {
    ts_label front;
    bool whole = label_of(written, true, out);
    if (written.len == 0 || (whole && out->kind != TS_KIND_NONE) || !without_remark(written, &front))
        return whole;
    *out = front;
    return true;
}

bool ts_column_label_of(ts_span written, ts_label *out) {
    static _Thread_local remembered memory[1 << PLACE_BITS];
    return recall(memory, written, read_column_label, out);
}
