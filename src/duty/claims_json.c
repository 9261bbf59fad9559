/* claims_json.c - what was claimed against what was found, for programs; and the same for a terminal. */
#include <touchstone/duty.h>

#include "base/digest.h"
#include "duty/facts.h"
#include "store/claims.h"

/* What a stranger wrote, as ts_claim_add_text shows it. */
static void words(ts_json *j, const char *key, ts_span s) {
    TS_AUTO(ts_buf, ts_buf_done) safe = {0};
    ts_claim_add_text(&safe, s);
    ts_json_key(j, key);
    ts_json_span(j, ts_buf_span(&safe));
}

static void examples(ts_json *j, const ts_claim_found *f, const char (*where)[220]) {
    ts_json_key(j, "examples");
    ts_json_open(j, '[');
    for (size_t i = 0; i < f->examples; i++) {
        const ts_claim_example *e = &f->example[i];
        char hex[65];
        ts_digest_hex(&e->blob, hex);
        ts_json_open(j, '{');
        ts_json_put_str(j, "where", where[i]);
        ts_json_put_str(j, "sha256", hex);
        ts_json_put_uint(j, "segment", e->ordinal + 1);
        ts_json_put_uint(j, e->table ? "row" : "byte", e->place);
        ts_json_close(j, '}');
    }
    ts_json_close(j, ']');
}

/* Of the files that the assertion is about. */
static void scope(ts_json *j, const ts_claim_scope *s) {
    ts_json_key(j, "published");
    ts_json_open(j, '{');
    ts_json_put_uint(j, "files", s->files);
    ts_json_put_uint(j, "stored_bytes", s->stored);
    ts_json_put_uint(j, "unpacked_bytes", s->unpacked);
    ts_json_put_uint(j, "items", s->items);
    ts_json_put_uint(j, "not_read_items", s->reason_items[TS_READ]);
    ts_json_put_uint(j, "not_read_bytes", s->reason_bytes[TS_READ]);
    ts_json_put_uint(j, "waiting_items", s->waiting_items);
    ts_json_put_uint(j, "waiting_bytes", s->waiting_bytes);
    ts_json_key(j, "reasons");
    ts_json_open(j, '{');
    for (int r = 1; r < TS_REASON_COUNT; r++)
        if (s->reason_items[r]) {
            ts_json_key(j, ts_reason_name((ts_reason)r));
            ts_json_open(j, '{');
            ts_json_put_uint(j, "items", s->reason_items[r]);
            ts_json_put_uint(j, "bytes", s->reason_bytes[r]);
            ts_json_close(j, '}');
        }
    ts_json_close(j, '}');
    ts_json_close(j, '}');
}

static void found(ts_json *j, const ts_claim_found *f) {
    uint64_t wrong = (f->wrong_ppb + 999999999) / 1000000000;
    ts_json_put_uint(j, "sightings", f->sightings);
    ts_json_put_uint(j, "people", f->people);
    ts_json_put_uint(j, "people_low", f->people > wrong ? f->people - wrong : 0);
    ts_json_put_uint(j, "people_high", f->held);
    ts_json_put_uint(j, "otherwise", f->near);
    ts_json_put_uint(j, "candidates", f->likely);
    ts_json_put_uint(j, "alike_of_nobody_held", f->alike);
    ts_json_put_uint(j, "others", f->others);
    ts_json_put_uint(j, "judged", f->judged);
    ts_json_put_uint(j, "seen", f->seen);
    if (!f->sightings && f->judged)
        ts_json_put_uint(j, "sightings_at_most", ts_zero_limit(f->judged));
    ts_json_key(j, "expected_wrong");
    ts_json_fixed(j, (double)f->wrong_ppb / 1e9, 4);
    ts_json_put_uint(j, "number", f->number);
    if (f->first_year) {
        ts_json_put_uint(j, "first_year", f->first_year);
        ts_json_put_uint(j, "last_year", f->last_year);
    }
}

static void assertion(ts_json *j, const ts_fact_claim *k, size_t i) {
    const ts_claim *c = &k->said;
    const ts_assertion *a = &c->assertion[i];
    TS_AUTO(ts_buf, ts_buf_done) says = {0}, shows = {0};
    ts_claim_says(c, a, &says);
    ts_claim_shows(c, i, &shows);
    ts_json_open(j, '{');
    ts_json_key(j, "says"), ts_json_span(j, ts_buf_span(&says));
    ts_json_put_str(j, "kind", ts_claim_kind_name((ts_claim_kind)a->kind));
    if (a->what[0])
        words(j, "what", ts_str(a->what));
    if (a->kind >= TS_CLAIM_YEARS)
        ts_json_put_uint(j, "from", a->from);
    if (a->kind == TS_CLAIM_YEARS)
        ts_json_put_uint(j, "to", a->to);
    ts_json_key(j, "more_than"), ts_json_bool(j, a->more_than);
    ts_json_key(j, "without"), ts_json_bool(j, a->without);
    ts_json_key(j, "of_published_items"), ts_json_bool(j, a->items > 0);
    ts_json_key(j, "read_from_its_text"), ts_json_bool(j, a->from_text);
    ts_json_put_str(j, "result",
                    ts_claim_result_name(c->found ? (ts_claim_result)c->found[i].result : TS_CLAIM_NOT_JUDGED));
    ts_json_key(j, "found"), ts_json_span(j, ts_buf_span(&shows));
    if (c->found) {
        found(j, &c->found[i]);
        examples(j, &c->found[i], (const char(*)[220])k->where[i]);
        scope(j, &c->scope[a->items]);
    }
    ts_json_close(j, '}');
}

void ts_claims_json(ts_json *j, const ts_facts *f) {
    ts_json_key(j, "claims");
    ts_json_open(j, '[');
    for (size_t i = 0; i < f->claims; i++) {
        const ts_claim *c = &f->claim[i].said;
        ts_digest d;
        char hex[65];
        ts_claim_digest(c, &d);
        ts_digest_hex(&d, hex);
        ts_json_open(j, '{');
        TS_AUTO(ts_buf, ts_buf_done) id = {0};
        ts_claim_add_id(&id, c);
        ts_json_key(j, "id");
        ts_json_span(j, ts_buf_span(&id));
        words(j, "who", ts_str(c->who));
        ts_json_put_str(j, "when", c->when);
        words(j, "source", ts_str(c->source));
        words(j, "text", ts_buf_span(&c->text));
        ts_json_put_str(j, "sha256", hex);
        ts_json_key(j, "assertions");
        ts_json_open(j, '[');
        for (size_t a = 0; a < c->assertions; a++)
            assertion(j, &f->claim[i], a);
        ts_json_close(j, ']');
        ts_json_close(j, '}');
    }
    ts_json_close(j, ']');
}

/* ---- for a terminal ---- */

static void add_assertion(ts_buf *out, const ts_fact_claim *k, size_t i) {
    const ts_claim *c = &k->said;
    TS_AUTO(ts_buf, ts_buf_done) change = {0};
    ts_buf_addf(out, "  %-11s ",
                ts_claim_result_name(c->found ? (ts_claim_result)c->found[i].result : TS_CLAIM_NOT_JUDGED));
    ts_claim_says(c, &c->assertion[i], out);
    if (c->assertion[i].from_text)
        ts_buf_add_str(out, " (read from its text)");
    ts_buf_add_str(out, "\n              ");
    ts_claim_shows(c, i, out);
    ts_claim_could_change(c, i, &change);
    if (change.len) {
        ts_buf_add_str(out, "\n              could change it: ");
        ts_buf_add(out, ts_buf_span(&change));
    }
    for (size_t e = 0; c->found && e < c->found[i].examples; e++)
        ts_buf_addf(out, "\n              such as %s", k->where[i][e]);
    ts_buf_add_char(out, '\n');
}

static void add_claims(ts_buf *out, const ts_facts *f) {
    if (!f->claims)
        ts_buf_add_str(
            out, "nothing is claimed in this case; `touchstone claim CASE FILE` adds what somebody says was taken\n");
    for (size_t i = 0; i < f->claims; i++) {
        const ts_claim *c = &f->claim[i].said;
        ts_buf_add_str(out, i ? "\n" : "");
        ts_claim_add_id(out, c);
        ts_buf_add_str(out, ": ");
        ts_claim_add_text(out, ts_str(c->who));
        ts_buf_add_str(out, ", ");
        ts_claim_add_when(out, c);
        ts_buf_add_char(out, '\n');
        for (size_t a = 0; a < c->assertions; a++)
            add_assertion(out, &f->claim[i], a);
        if (!c->assertions)
            ts_buf_add_str(out, "  no assertion that can be judged\n");
    }
}

ts_err ts_claims_print(ts_case *c, bool json, FILE *out) {
    ts_facts *f = ts_alloc(sizeof *f);
    TS_AUTO(ts_buf, ts_buf_done) said = {0};
    ts_err err = ts_facts_load(c, f);
    if (!err && json) {
        ts_json j;
        ts_json_init(&j, &said, true);
        ts_json_open(&j, '{');
        ts_json_put_str(&j, "schema", "touchstone.claims/1");
        ts_json_put_str(&j, "version", f->version);
        ts_json_put_str(&j, "custody_head", f->head);
        ts_claims_json(&j, f);
        ts_json_close(&j, '}');
    } else if (!err) {
        add_claims(&said, f);
    }
    if (!err)
        fwrite(said.ptr, 1, said.len, out);
    ts_facts_done(f);
    ts_free(f);
    return err;
}
