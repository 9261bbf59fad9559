/* likeness.c - what a document is known again by: its text, its parts, its form and the values in it, as marks. */
#include "text/likeness.h"

#include <stdlib.h>

#include "base/mem.h"
#include "text/fold.h"
#include "text/name.h"

enum {
    PART_LEAST = 4, /* words of a part, */
    PART_MOST = 24,
    PART_USUAL = 8, /* and one in so many ends it */
    FORM = 5, /* tokens of a run of the form, */
    FORM_WORDS = 3, /* of which so many are words */
    VALUE_WORDS = 8,
    VALUE_LETTERS = 3, /* a shorter number is a page's or a list's */
    WORD = 256, /* bytes of a word that are looked at together */
    HELD = 2 * TS_LIKENESS_PARTS,
    BEGINNING = 60, /* words in which a licence says its name */
    FOLDED = 4096
};

/* What stands for a value in the form; a word stands for itself. */
typedef enum class { CLASS_WORD, CLASS_NUMBER, CLASS_NAME } class;

typedef struct part_at {
    ts_likeness_part is;
    uint32_t segment; /* into names; its number in order */
    uint32_t order;
} part_at;

/* A sample: the lowest of what came, each once. */
typedef struct lowest {
    uint64_t *at;
    uint16_t n, cap;
} lowest;

struct ts_likener {
    ts_likeness *l; /* runs, forms, values as they grow */
    lowest runs, forms, values;
    ts_sha256 *sha;
    char folded[FOLDED];
    size_t folded_len;
    uint64_t seen, word[2], form[FORM], value, part;
    bool form_word[FORM];
    unsigned value_words, value_letters, part_words;
    class last;
    bool cut;
    part_at begun, *held;
    size_t helds, parts;
    char (*name)[TS_LIKENESS_NAME];
    size_t names, name_cap;
    /* of the segment at hand */
    const ts_segment *s;
    size_t row;
    uint32_t segments, order;
    uint64_t until; /* end of the last segment's text, of the same part */
    uint64_t licence[8];
};

static uint64_t mix(uint64_t h) { /* the finish of MurmurHash3 (Appleby, public domain) */
    h = (h ^ h >> 33) * UINT64_C(0xff51afd7ed558ccd);
    h = (h ^ h >> 33) * UINT64_C(0xc4ceb9fe1a85ec53);
    return h ^ h >> 33;
}

static uint64_t join(uint64_t h, uint64_t next) { return (h ^ next) * UINT64_C(0x9E3779B97F4A7C15) + 1; }

static uint64_t hash_of(const char *p, size_t len) {
    uint64_t h = 0;
    for (size_t i = 0; i < len; i++)
        h = join(h, (uint64_t)(unsigned char)p[i]);
    return mix(h);
}

static void keep_lowest(lowest *k, uint64_t mark) {
    if (k->n == k->cap && mark >= k->at[k->n - 1])
        return;
    size_t i = k->n;
    while (i && k->at[i - 1] > mark)
        i--;
    if (i && k->at[i - 1] == mark)
        return;
    if (k->n < k->cap)
        k->n++;
    memmove(k->at + i + 1, k->at + i, (k->n - 1 - i) * sizeof *k->at);
    k->at[i] = mark;
}

ts_likener *ts_likener_new(void) {
    /* Runs of three words that only licences begin with. */
    static const char *const said[8][3] = {
        {"GENERAL", "PUBLIC", "LICENSE"},       {"APACHE", "LICENSE", "VERSION"}, {"SOURCE", "AND", "BINARY"},
        {"PERMISSION", "IS", "HEREBY"},         {"MOZILLA", "PUBLIC", "LICENSE"}, {"OPEN", "FONT", "LICENSE"},
        {"CREATIVE", "COMMONS", "ATTRIBUTION"}, {"END", "USER", "LICENSE"},
    };
    ts_likener *l = ts_alloc(sizeof *l);
    l->l = ts_alloc(sizeof *l->l);
    l->held = ts_alloc_array(HELD, sizeof *l->held);
    l->sha = ts_sha256_new();
    for (size_t i = 0; i < 8; i++) {
        uint64_t h = 0;
        for (size_t k = 0; k < 3; k++)
            h = join(h, hash_of(said[i][k], strlen(said[i][k])));
        l->licence[i] = mix(h);
    }
    ts_likener_begin(l);
    return l;
}

void ts_likener_free(ts_likener *l) {
    if (!l)
        return;
    ts_sha256_free(l->sha);
    ts_wipe(l->l, sizeof *l->l);
    ts_wipe(l->held, HELD * sizeof *l->held);
    if (l->name)
        ts_wipe(l->name, l->name_cap * sizeof *l->name);
    ts_free(l->l);
    ts_free(l->held);
    ts_free(l->name);
    ts_wipe(l, sizeof *l);
    ts_free(l);
}

void ts_likener_begin(ts_likener *l) {
    ts_digest unused;
    ts_sha256_end(l->sha, &unused); /* begins anew */
    ts_likeness *kept = l->l;
    ts_likener was = *l;
    *l = (ts_likener){.l = kept, .held = was.held, .sha = was.sha, .name = was.name, .name_cap = was.name_cap};
    memcpy(l->licence, was.licence, sizeof l->licence);
    kept->licence = false;
    kept->words = 0;
    l->runs = (lowest){kept->run, 0, TS_LIKENESS_RUNS};
    l->forms = (lowest){kept->form, 0, TS_LIKENESS_FORMS};
    l->values = (lowest){kept->value, 0, TS_LIKENESS_VALUES};
}

/* ---- parts ---- */

static int by_mark(const void *a, const void *b) {
    const part_at *x = a, *y = b;
    if (x->is.mark != y->is.mark)
        return x->is.mark < y->is.mark ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

static int by_order(const void *a, const void *b) {
    const part_at *x = a, *y = b;
    return (x->order > y->order) - (x->order < y->order);
}

/* Those with the lowest marks stay, each at its first place. */
static void thin_parts(ts_likener *l) {
    size_t n = 0;
    if (l->helds)
        qsort(l->held, l->helds, sizeof *l->held, by_mark);
    for (size_t i = 0; i < l->helds && n < TS_LIKENESS_PARTS; i++)
        if (!n || l->held[n - 1].is.mark != l->held[i].is.mark)
            l->held[n++] = l->held[i];
    l->helds = n;
}

static void end_part(ts_likener *l) {
    if (!l->part_words)
        return;
    if (l->helds == HELD)
        thin_parts(l);
    l->begun.is.mark = mix(l->part);
    l->held[l->helds++] = l->begun;
    l->parts++;
    l->part_words = 0;
    l->part = 0;
}

/* Where in its segment a word stands that begins a part. */
static void begin_part(ts_likener *l, size_t at) {
    const ts_segment *s = l->s;
    l->begun = (part_at){.segment = l->segments - 1, .order = l->order++};
    if (s->type != TS_SEGMENT_TABLE || !s->row_number || !s->row_start) {
        l->begun.is.place = s->offset + at;
        return;
    }
    while (l->row + 1 < s->rows && s->row_start[l->row + 1] < s->row_start[l->row + 2] &&
           s->cell[s->row_start[l->row + 1]].start <= at)
        l->row++;
    l->begun.is.row = true;
    l->begun.is.place = l->row < s->rows ? s->row_number[l->row] : 0;
}

static void add_to_part(ts_likener *l, uint64_t word, size_t at, size_t end) {
    if (!l->part_words)
        begin_part(l, at);
    l->part = join(l->part, word);
    l->part_words++;
    if (!l->begun.is.row && l->begun.segment == l->segments - 1)
        l->begun.is.len = (uint32_t)(l->s->offset + end - l->begun.is.place);
    if ((word % PART_USUAL == 0 && l->part_words >= PART_LEAST) || l->part_words == PART_MOST)
        end_part(l);
}

/* ---- values and the form ---- */

static void end_value(ts_likener *l) {
    if (l->value_words && (l->last == CLASS_NAME || l->value_letters >= VALUE_LETTERS))
        keep_lowest(&l->values, mix(l->value));
    l->value_words = l->value_letters = 0;
    l->value = 0;
}

static void add_token(ts_likener *l, uint64_t token, bool word) {
    unsigned words = word;
    uint64_t h = 0;
    for (int i = 0; i < FORM - 1; i++) {
        l->form[i] = l->form[i + 1];
        l->form_word[i] = l->form_word[i + 1];
        h = join(h, l->form[i]);
        words += l->form_word[i];
    }
    l->form[FORM - 1] = token;
    l->form_word[FORM - 1] = word;
    if (words >= FORM_WORDS && l->form[0])
        keep_lowest(&l->forms, mix(join(h, token)));
}

static void add_class(ts_likener *l, class is, uint64_t word, size_t letters) {
    if (is == CLASS_WORD) {
        end_value(l);
        add_token(l, word | 4, true);
    } else {
        if (is != l->last || l->value_words == VALUE_WORDS)
            end_value(l);
        if (is != l->last)
            add_token(l, (uint64_t)is, false);
        l->value = join(l->value, word);
        l->value_words++;
        l->value_letters += (unsigned)letters;
    }
    l->last = is;
}

/* p: as it stands in the text; `beside`: a blank behind the word before. */
static class class_of(const ts_likener *l, const char *p, size_t len, bool beside) {
    for (size_t i = 0; i < len; i++)
        if (ts_is_digit(p[i]))
            return CLASS_NUMBER;
    if (!ts_is_upper(p[0]))
        return CLASS_WORD;
    if (beside && l->last == CLASS_NAME) /* "Piotr Wieczorek": the second is on no list */
        return CLASS_NAME;
    if (len == 1)
        return p[0] == 'A' || p[0] == 'I' ? CLASS_WORD : CLASS_NAME;
    unsigned known = ts_name_word(ts_span_of(p, len));
    return known && !(known & TS_WORD_ORDINARY) ? CLASS_NAME : CLASS_WORD;
}

/* ---- words ---- */

static void add_folded(ts_likener *l, const char *p, size_t len) {
    if (l->folded_len + len + 1 > FOLDED) {
        ts_sha256_add(l->sha, ts_span_of(l->folded, l->folded_len));
        l->folded_len = 0;
    }
    memcpy(l->folded + l->folded_len, p, len);
    l->folded[l->folded_len + len] = ' ';
    l->folded_len += len + 1;
}

/* One word, folded, of at most WORD bytes; at and end: of the bytes that it came from. */
static void add_word(ts_likener *l, const char *p, size_t len, class is, size_t at, size_t end) {
    uint64_t word = hash_of(p, len);
    add_folded(l, p, len);
    l->l->words++;
    uint64_t run = mix(join(join(join(0, l->word[0]), l->word[1]), word));
    if (l->l->words > 2) {
        keep_lowest(&l->runs, run);
        for (size_t i = 0; l->l->words <= BEGINNING && i < 8; i++)
            l->l->licence |= run == l->licence[i];
    }
    l->word[0] = l->word[1];
    l->word[1] = word;
    add_class(l, is, word, len);
    add_to_part(l, word, at, end);
}

static bool of_word(char c) { return ts_is_alnum(c) || (unsigned char)c >= 0x80; }

/* Letters beyond ASCII: marks among them may part words (“it’s”). */
static void add_other(ts_likener *l, ts_span raw, bool beside, size_t at) {
    char out[WORD];
    size_t n = ts_fold_into(raw, out, sizeof out);
    if (n == SIZE_MAX)
        return;
    for (size_t i = 0; i < n;) {
        size_t from = i;
        while (i < n && of_word(out[i]))
            i++;
        if (i > from)
            add_word(l, out + from, i - from,
                     from ? CLASS_WORD : class_of(l, ts_is_upper(raw.ptr[0]) ? out : raw.ptr, i, beside), at,
                     at + raw.len);
        i += i == from;
    }
}

static void add_text(ts_likener *l, ts_span text, size_t at) {
    size_t before = SIZE_MAX; /* where the word before ended */
    while (at < text.len) {
        if (!of_word(text.ptr[at])) {
            at++;
            continue;
        }
        size_t from = at;
        bool plain = true;
        char word[WORD];
        for (; at < text.len && at - from < WORD && of_word(text.ptr[at]); at++) {
            plain &= (unsigned char)text.ptr[at] < 0x80;
            word[at - from] = ts_upper(text.ptr[at]);
        }
        bool beside = before != SIZE_MAX && from == before + 1 && text.ptr[before] == ' ';
        const char *raw = text.ptr + from;
        if (plain)
            add_word(l, word, at - from, class_of(l, raw, at - from, beside), from, at);
        else
            add_other(l, ts_span_of(raw, at - from), beside, from);
        before = at;
    }
}

static void add_name(ts_likener *l, ts_span part) {
    if (l->names == l->name_cap) {
        size_t cap = l->name_cap ? 2 * l->name_cap : 64;
        l->name = ts_grow(l->name, cap, sizeof *l->name);
        l->name_cap = cap;
    }
    size_t n = part.len < TS_LIKENESS_NAME - 1 ? part.len : TS_LIKENESS_NAME - 1;
    while (n < part.len && n && (part.ptr[n] & 0xC0) == 0x80)
        n--;
    char *to = l->name[l->names++];
    memset(to, 0, TS_LIKENESS_NAME);
    if (n)
        memcpy(to, part.ptr, n);
}

void ts_likener_add(ts_likener *l, const ts_segment *s) {
    bool goes_on = s->offset && l->segments && l->until > s->offset && l->until - s->offset < s->text.len;
    size_t at = goes_on ? (size_t)(l->until - s->offset) : 0; /* what two segments share counts once */
    l->until = s->offset + s->text.len;
    if (l->seen + s->text.len > TS_LIKENESS_TEXT)
        l->cut = true;
    if (l->cut)
        return;
    l->seen += s->text.len;
    l->s = s;
    l->row = 0;
    add_name(l, s->part);
    l->segments++;
    add_text(l, s->text, at);
    l->s = NULL;
}

/* The names of the segments that a kept part stands in, each once. */
static void put_parts(const ts_likener *l, ts_likeness *out) {
    out->parts = (uint16_t)l->helds;
    out->names = 0;
    for (size_t i = 0; i < l->helds; i++) {
        const char *name = l->name[l->held[i].segment];
        uint16_t k = out->names;
        while (k && strcmp(out->name[k - 1], name) != 0)
            k--;
        if (!k) {
            memcpy(out->name[out->names], name, TS_LIKENESS_NAME);
            k = ++out->names;
        }
        out->part[i] = l->held[i].is;
        out->part[i].name = (uint16_t)(k - 1);
    }
}

bool ts_likener_end(ts_likener *l, ts_likeness *out) {
    if (!l->l->words)
        return false;
    end_value(l);
    end_part(l);
    thin_parts(l);
    qsort(l->held, l->helds, sizeof *l->held, by_order);
    static const ts_digest none;
    ts_digest text;
    ts_sha256_add(l->sha, ts_span_of(l->folded, l->folded_len));
    ts_sha256_end(l->sha, &text);
    memcpy(out->run, l->l->run, sizeof out->run);
    memcpy(out->form, l->l->form, sizeof out->form);
    memcpy(out->value, l->l->value, sizeof out->value);
    out->text = l->cut ? none : text;
    out->words = l->l->words;
    out->licence = l->l->licence;
    out->parts_all = (uint32_t)l->parts;
    out->runs = l->runs.n;
    out->forms = l->forms.n;
    out->values = l->values.n;
    put_parts(l, out);
    return true;
}
