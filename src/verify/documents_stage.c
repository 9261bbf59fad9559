/* documents_stage.c - every blob of the case against the register's trees of files.
 *
 * A document is looked up by its bytes, its text and its marks.  What is rare in a tree says most, so each part and run gives
 * its vote to the documents that have it, divided by how many they are; of a form, which hundreds share, each mark counts
 * alike.  The few with the most votes of either are compared mark by mark.
 * Votes are whole numbers and ties go by the number of the document, so that the answer is the same under every key.
 */
#include "verify/documents_stage.h"

#include <stdlib.h>

#include "base/json.h"
#include "base/mem.h"
#include "base/progress.h"
#include "store/likeness.h"
#include "store/parts.h"
#include "verify/documents.h"

enum {
    A_VOTE = 1 << 20,
    LOOKED_AT = 64, /* documents that have one mark */
    COMPARED = 8 /* documents, mark by mark */
};

typedef struct vote {
    uint64_t votes;
    uint32_t number;
} vote;

typedef struct stage {
    ts_case *c;
    ts_files_register *trees;
    ts_fingerprinter *f;
    ts_likeness *likeness;
    vote *vote;
    size_t votes, cap;
    ts_verify_result *out;
    ts_progress *progress;
    uint64_t done;
} stage;

/* ---- candidates ---- */

static void add_votes(stage *s, ts_files *x, ts_files_key key, uint64_t mark, bool weigh) {
    uint32_t found[LOOKED_AT];
    uint64_t all;
    size_t n = ts_files_find(x, ts_files_mark_of_u64(s->f, key, mark), found, LOOKED_AT, &all);
    if (s->votes + n > s->cap) {
        s->cap = 2 * (s->votes + n);
        s->vote = ts_grow(s->vote, s->cap, sizeof *s->vote);
    }
    for (size_t i = 0; i < n; i++)
        s->vote[s->votes++] = (vote){.number = found[i], .votes = weigh ? A_VOTE / all : 1};
}

static int by_number(const void *a, const void *b) {
    const vote *x = a, *y = b;
    return (x->number > y->number) - (x->number < y->number);
}

static int by_votes(const void *a, const void *b) {
    const vote *x = a, *y = b;
    return x->votes != y->votes ? (x->votes < y->votes ? 1 : -1) : by_number(a, b);
}

/* The few with most votes; then there are none again. */
static size_t elect(stage *s, uint32_t *out, size_t most) {
    size_t n = 0, given = 0;
    if (s->votes)
        qsort(s->vote, s->votes, sizeof *s->vote, by_number);
    for (size_t i = 0; i < s->votes; i++)
        if (n && s->vote[n - 1].number == s->vote[i].number)
            s->vote[n - 1].votes += s->vote[i].votes;
        else
            s->vote[n++] = s->vote[i];
    if (n)
        qsort(s->vote, n, sizeof *s->vote, by_votes);
    for (; given < n && given < most; given++)
        out[given] = s->vote[given].number;
    s->votes = 0;
    return given;
}

static size_t candidates(stage *s, ts_files *x, const ts_likeness *l, uint32_t out[static COMPARED]) {
    for (size_t i = 0; i < l->parts; i++)
        add_votes(s, x, TS_FILES_PART, l->part[i].mark, true);
    for (size_t i = 0; i < l->runs; i++)
        add_votes(s, x, TS_FILES_RUN, l->run[i], true);
    size_t n = elect(s, out, COMPARED / 2);
    for (size_t i = 0; i < l->forms; i++)
        add_votes(s, x, TS_FILES_FORM, l->form[i], false);
    return n + elect(s, out + n, COMPARED - n);
}

/* ---- comparing ---- */

static uint32_t count_held(const stage *s, ts_files *x, ts_files_key key, const uint64_t *mark, size_t n,
                           uint32_t number) {
    uint32_t held = 0;
    for (size_t i = 0; i < n; i++)
        held += ts_files_has(x, ts_files_mark_of_u64(s->f, key, mark[i]), number);
    return held;
}

static void compare(const stage *s, ts_files *x, const ts_likeness *l, uint32_t number, ts_document_facts *f) {
    f->licence = l->licence;
    f->words = l->words;
    f->parts = l->parts, f->runs = l->runs, f->values = l->values, f->forms = l->forms;
    f->parts_held = 0;
    for (size_t i = 0; i < l->parts; i++)
        f->parts_held += count_held(s, x, TS_FILES_PART, &l->part[i].mark, 1, number);
    f->runs_held = count_held(s, x, TS_FILES_RUN, l->run, l->runs, number);
    f->values_held = count_held(s, x, TS_FILES_VALUE, l->value, l->values, number);
    f->forms_held = count_held(s, x, TS_FILES_FORM, l->form, l->forms, number);
}

/* Does `a` say more than `b`? */
static bool better(ts_document_verdict va, const ts_document_facts *a, ts_document_verdict vb,
                   const ts_document_facts *b) {
    if (va != vb)
        return va > vb;
    if (a->parts_held != b->parts_held)
        return a->parts_held > b->parts_held;
    if (a->values_held != b->values_held)
        return a->values_held > b->values_held;
    return a->forms_held > b->forms_held;
}

typedef struct best {
    ts_document_facts facts;
    ts_document_verdict verdict;
    size_t tree;
    uint32_t number;
} best;

static void take(const stage *s, size_t tree, uint32_t number, const ts_likeness *l, ts_document_facts f, best *b) {
    ts_files *x = ts_files_register_at(s->trees, tree);
    if (l)
        compare(s, x, l, number, &f);
    ts_document_verdict v = ts_document_judge(&f);
    if (better(v, &f, b->verdict, &b->facts))
        *b = (best){f, v, tree, number};
}

/* At how many places of the tree documents of this very text stand. */
static uint64_t places_of_text(const stage *s, ts_files *x, const ts_likeness *l, uint64_t documents) {
    ts_files_document is;
    uint64_t places = 0;
    uint32_t *number = ts_alloc_array(documents, sizeof *number);
    size_t n =
        ts_files_find(x, ts_files_mark_of(s->f, TS_FILES_TEXT, ts_span_of(l->text.byte, 32)), number, documents, NULL);
    for (size_t i = 0; i < n; i++)
        places += ts_files_document_at(x, number[i], &is) ? is.places : 0;
    ts_free(number);
    return places;
}

/* At how many places of the tree the very bytes, or the very text, stand. */
static uint64_t look_in(stage *s, size_t tree, const ts_blob *blob, const ts_likeness *l, best *b) {
    static const ts_digest none;
    ts_files *x = ts_files_register_at(s->trees, tree);
    uint32_t found[COMPARED], bytes;
    uint64_t all = 0;
    ts_document_facts f = {.size = blob->size};
    ts_files_document is;
    if (ts_files_find(x, ts_files_mark_of(s->f, TS_FILES_CONTENT, ts_span_of(blob->digest.byte, 32)), &bytes, 1,
                      &all) &&
        ts_files_document_at(x, bytes, &is)) {
        f.bytes = true;
        take(s, tree, bytes, l, f, b);
        return is.places;
    }
    if (!l || blob->size == 0)
        return 0;
    size_t n = 0;
    if (!ts_digest_eq(&l->text, &none))
        n = ts_files_find(x, ts_files_mark_of(s->f, TS_FILES_TEXT, ts_span_of(l->text.byte, 32)), found, COMPARED,
                          &all);
    f.text = n > 0;
    if (!n)
        n = candidates(s, x, l, found);
    for (size_t i = 0; i < n; i++)
        take(s, tree, found[i], l, f, b);
    return f.text ? places_of_text(s, x, l, all) : 0;
}

/* Are they two days' of one system?  What stands in both stands in one place. */
static bool one_system(const stage *s, size_t a, size_t b) {
    const ts_files_info *x = ts_files_info_of(ts_files_register_at(s->trees, a));
    const ts_files_info *y = ts_files_info_of(ts_files_register_at(s->trees, b));
    return strcmp(x->organisation, y->organisation) == 0 && strcmp(x->system, y->system) == 0;
}

static uint32_t organisations(const stage *s, const ts_blob *blob) {
    uint32_t n = 0, found;
    const char *last = "";
    for (size_t i = 0; i < ts_files_register_count(s->trees); i++) { /* those of one stand together */
        ts_files *x = ts_files_register_at(s->trees, i);
        const char *code = ts_files_info_of(x)->organisation;
        if (strcmp(last, code) != 0 &&
            ts_files_find(x, ts_files_mark_of(s->f, TS_FILES_CONTENT, ts_span_of(blob->digest.byte, 32)), &found, 1,
                          NULL)) {
            n++;
            last = code;
        }
    }
    return n;
}

static void tell_differences(const stage *s, const best *b, const ts_likeness *l, ts_document *d) {
    ts_files *x = ts_files_register_at(s->trees, b->tree);
    for (size_t i = 0; i < l->parts; i++) {
        const ts_likeness_part *p = &l->part[i];
        if (ts_files_has(x, ts_files_mark_of_u64(s->f, TS_FILES_PART, p->mark), b->number))
            continue;
        if (d->differs < TS_DOCUMENT_DIFFERENCES) {
            ts_document_part *to = &d->differ[d->differs];
            *to = (ts_document_part){.place = p->place, .len = p->len, .row = p->row};
            memcpy(to->name, l->name[p->name], sizeof to->name);
        }
        d->differs++;
    }
}

static void fill(const stage *s, const best *b, const ts_likeness *l, ts_document *d) {
    const ts_document_facts *f = &b->facts;
    ts_files *x = ts_files_register_at(s->trees, b->tree);
    ts_files_document is = {0};
    (void)ts_files_document_at(x, b->number, &is);
    d->verdict = b->verdict;
    d->tree = (uint16_t)b->tree;
    d->source = ts_files_info_of(x)->source;
    d->number = b->number;
    d->places = f->places ? f->places : is.places;
    d->parts = f->parts, d->parts_held = f->parts_held, d->ours = is.parts;
    d->values = f->values, d->values_held = f->values_held;
    d->forms = f->forms, d->forms_held = f->forms_held;
    d->common = ts_document_say(f, b->verdict);
    if (l && (b->verdict == TS_DOCUMENT_NEAR || b->verdict == TS_DOCUMENT_TEMPLATE))
        tell_differences(s, b, l, d);
}

/* ---- the blobs ---- */

static void count(ts_verify_result *out, const ts_document *d) {
    out->documents++;
    out->document_verdict[d->verdict]++;
    out->documents_common += d->common != TS_DOCUMENT_OWN;
    out->documents_without_text += !d->text;
}

static ts_err judge_blob(void *context, const ts_blob *blob) {
    stage *s = context;
    ts_document d = {.blob = blob->digest, .verdict = TS_DOCUMENT_NOT_HELD};
    if (!blob->done || blob->unstable || ts_is_part(blob))
        return TS_OK;
    TS_TRY(ts_likeness_load(s->c, &blob->digest, s->likeness, &d.text));
    const ts_likeness *l = d.text ? s->likeness : NULL;
    best b = {.verdict = TS_DOCUMENT_NOT_HELD};
    uint64_t places = 0, most = 0;
    for (size_t i = 0; i < ts_files_register_count(s->trees); i++) { /* those of one system stand together */
        if (i && !one_system(s, i - 1, i))
            places += most, most = 0;
        uint64_t here = look_in(s, i, blob, l, &b);
        most = here > most ? here : most;
        TS_TRY(ts_files_broken(ts_files_register_at(s->trees, i)));
    }
    if (!l && blob->members && b.verdict == TS_DOCUMENT_NOT_HELD)
        return TS_OK; /* a container that is not held says nothing: its members speak for themselves */
    places += most;
    b.facts.places = places < UINT32_MAX ? (uint32_t)places : UINT32_MAX;
    b.facts.organisations = b.verdict == TS_DOCUMENT_BYTES ? organisations(s, blob) : 1;
    if (b.verdict != TS_DOCUMENT_NOT_HELD)
        fill(s, &b, l, &d);
    count(s->out, &d);
    ts_progress_set(s->progress, ++s->done, 0);
    return ts_document_save(s->c, &d);
}

static ts_err log_act(const stage *s) {
    TS_AUTO(ts_buf, ts_buf_done) details = {0};
    ts_json j;
    ts_json_init(&j, &details, false);
    ts_json_open(&j, '{');
    ts_json_key(&j, "documents"), ts_json_uint(&j, s->out->documents);
    ts_json_key(&j, "trees"), ts_json_uint(&j, ts_files_register_count(s->trees));
    for (int v = 0; v < TS_DOCUMENT_VERDICTS; v++)
        ts_json_key(&j, ts_document_verdict_name((ts_document_verdict)v)),
            ts_json_uint(&j, s->out->document_verdict[v]);
    ts_json_close(&j, '}');
    return ts_custody_add(s->c->custody, "verify documents", ts_buf_span(&details));
}

static ts_err judge_all(stage *s) {
    TS_TRY(ts_blob_each(s->c, judge_blob, s));
    TS_TRY(ts_documents_mark(s->c, s->trees));
    return log_act(s);
}

ts_err ts_documents_verify(ts_case *c, bool progress, ts_verify_result *out) {
    stage s = {.c = c, .out = out};
    TS_TRY(ts_files_register_open(c->register_dir, &c->register_key, &s.trees));
    out->trees = ts_files_register_count(s.trees);
    if (!out->trees) {
        ts_files_register_close(s.trees);
        return TS_OK;
    }
    s.f = ts_fingerprinter_new(&c->register_key);
    s.likeness = ts_alloc(sizeof *s.likeness);
    s.progress = progress ? ts_progress_new("documents") : NULL;
    ts_err err = ts_case_begin(c);
    if (!err)
        err = judge_all(&s);
    if (!err)
        err = ts_case_commit(c);
    if (err)
        ts_case_rollback(c);
    ts_progress_free(s.progress);
    ts_wipe(s.likeness, sizeof *s.likeness);
    ts_free(s.likeness);
    ts_free(s.vote);
    ts_fingerprinter_free(s.f);
    ts_files_register_close(s.trees);
    return err;
}
