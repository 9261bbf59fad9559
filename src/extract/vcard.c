/* vcard.c - address books: vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350), many in one file; a card is a row.
 *
 * Columns are called as a table of people calls them, so that detection knows each.  What a card says more is a column
 * of its property's name; pictures, sounds and keys are children.  A card within another (AGENT) is a row of its own.
 */
#include "base/map.h"
#include "extract/content_line.h"

#include <stdio.h>

enum { BID = 58, WIDE = 256, MOST = 1024, SAME = 9, JOINED = 4096 };

typedef struct reader {
    ts_source *in;
    ts_sink *out;
    ts_content c;
    ts_arena names;
    ts_map *column; /* what is known by its name */
    ts_span head[MOST], cell[MOST];
    size_t heads;
    ts_buf rest; /* "name: value" lines of the card that found no column */
    bool begun; /* the table has this head */
    bool filled; /* the row holds something */
    uint64_t number;
} reader;

/* What most cards say, in this order. */
static const char *const usual[] = {
    "full name", "title",         "forename",     "middle names",  "surname",      "suffix",         "nickname",
    "sex",       "date of birth", "email",        "mobile",        "telephone",    "home telephone", "work telephone",
    "address",   "postcode",      "work address", "work postcode", "organisation", "job title",      "notes"};

/* ---- the row ---- */

/* The column of a name; MOST where there are too many. */
static size_t column_of(reader *r, ts_span name) {
    bool added;
    if (r->heads == MOST) {
        const uint64_t *known = ts_map_find(r->column, name);
        return known ? (size_t)*known : MOST;
    }
    uint64_t *slot = ts_map_slot(r->column, name, &added);
    if (added) {
        *slot = r->heads;
        r->head[r->heads] = ts_arena_copy(&r->names, name);
        r->cell[r->heads++] = (ts_span){"", 0};
        r->begun = false;
    }
    return (size_t)*slot;
}

static void begin_table(reader *r) {
    ts_map_free(r->column);
    ts_arena_reset(&r->names);
    r->column = ts_map_new();
    r->heads = 0;
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        column_of(r, ts_str(usual[i]));
}

/* A second value of one column has one of its own: "email 2"; the tenth and those after it stand together. */
static void set(reader *r, const char *name, ts_span value) {
    value = ts_trim(value);
    if (!value.len)
        return;
    char numbered[80];
    size_t at = column_of(r, ts_str(name));
    for (int i = 2; at < MOST && r->cell[at].len && i <= SAME; i++) {
        if (ts_span_eq(r->cell[at], value))
            return;
        snprintf(numbered, sizeof numbered, "%s %d", name, i);
        at = column_of(r, ts_str(numbered));
    }
    if (at == MOST || (r->cell[at].len && r->cell[at].len + value.len > JOINED)) {
        ts_buf_addf(&r->rest, "%s: ", name);
        ts_buf_add(&r->rest, value);
        ts_buf_add_char(&r->rest, '\n');
        return;
    }
    r->filled = true;
    if (!r->cell[at].len) {
        r->cell[at] = value;
        return;
    }
    TS_AUTO(ts_buf, ts_buf_wipe) both = {0};
    ts_buf_add(&both, r->cell[at]);
    ts_buf_add_str(&both, "; ");
    ts_buf_add(&both, value);
    r->cell[at] = ts_arena_copy(&r->c.decoded, ts_buf_span(&both));
}

/* What stands in no row. */
static ts_err emit_beside(reader *r, ts_span lines) {
    if (lines.len)
        r->begun = false;
    return ts_emit_text(r->out, lines, TS_NO_OFFSET);
}

/* The row that is open goes out; raw: what its cells may stand in. */
static ts_err end_card(reader *r, ts_span raw, uint64_t at) {
    if (!r->filled)
        return TS_OK;
    if (!r->begun)
        TS_TRY(ts_emit_head(r->out, r->head, r->heads));
    r->begun = true;
    r->filled = false;
    ts_row row = {.cell = r->cell, .n = r->heads, .number = ++r->number, .at = at};
    if (at != TS_NO_OFFSET)
        row.raw = raw;
    TS_TRY(ts_emit_row(r->out, &row));
    TS_TRY(emit_beside(r, ts_buf_span(&r->rest)));
    ts_buf_clear(&r->rest);
    if (r->heads > WIDE)
        begin_table(r);
    for (size_t i = 0; i < r->heads; i++)
        r->cell[i] = (ts_span){"", 0};
    return TS_OK;
}

/* ---- properties ---- */

/* All pieces of a text that are not empty, joined. */
static ts_span joined(reader *r, ts_span text, char separator, size_t pieces, const char *between) {
    TS_AUTO(ts_buf, ts_buf_wipe) all = {0};
    ts_span piece, only = {"", 0};
    size_t at = 0, n = 0;
    for (size_t i = 0; i < pieces && ts_content_piece(&r->c, text, separator, &at, &piece); i++) {
        piece = ts_trim(piece);
        if (!piece.len)
            continue;
        if (n++)
            ts_buf_add_str(&all, between);
        ts_buf_add(&all, piece);
        only = piece;
    }
    return n > 1 ? ts_arena_copy(&r->c.decoded, ts_buf_span(&all)) : only;
}

static ts_span whole(reader *r, ts_span text) {
    size_t at = 0;
    ts_span piece = {"", 0};
    ts_content_piece(&r->c, text, 0, &at, &piece);
    return piece;
}

/* N: surname; forename; others; title; what follows (RFC 6350, 6.2.2).  Each may hold several, parted by commas. */
static void name(reader *r, ts_span text) {
    static const char *const parts[] = {"surname", "forename", "middle names", "title", "suffix"};
    ts_span piece;
    size_t at = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts && ts_content_piece(&r->c, text, ';', &at, &piece); i++) {
        size_t all = 0;
        TS_AUTO(ts_buf, ts_buf_wipe) spaced = {0};
        if (!piece.len || !memchr(piece.ptr, ',', piece.len)) {
            set(r, parts[i], piece);
            continue;
        }
        for (ts_span one; ts_content_piece(&r->c, piece, ',', &all, &one);) {
            ts_buf_add(&spaced, ts_trim(one));
            ts_buf_add_char(&spaced, ' ');
        }
        set(r, parts[i], ts_arena_copy(&r->c.decoded, ts_trim(ts_buf_span(&spaced))));
    }
}

/* ADR: box; more; street; place; region; postcode; country (RFC 6350, 6.3.1). */
static void address(reader *r, ts_span text) {
    enum { BEFORE = 5, POSTCODE = 5 };
    bool work = ts_content_has(&r->c, "WORK");
    ts_span lines = joined(r, text, ';', BEFORE, ", "), piece = {"", 0};
    size_t at = 0, i = 0;
    while (i <= POSTCODE && ts_content_piece(&r->c, text, ';', &at, &piece))
        i++;
    if (i == 1) { /* not structured, whatever the standard says */
        set(r, work ? "work address" : "address", piece);
        return;
    }
    set(r, work ? "work address" : "address", lines);
    if (i > POSTCODE)
        set(r, work ? "work postcode" : "postcode", piece);
    if (i > POSTCODE && ts_content_piece(&r->c, text, ';', &at, &piece))
        set(r, "country", piece);
    ts_span label = ts_content_param(&r->c, "LABEL");
    if (label.len)
        set(r, "address label", ts_arena_copy(&r->c.decoded, whole(r, label)));
}

static void telephone(reader *r, ts_span text) {
    const ts_content *c = &r->c;
    text = whole(r, text);
    if (ts_span_starts_nocase(text, ts_str("tel:")))
        text = ts_slice(text, 4, SIZE_MAX);
    set(r,
        ts_content_has(c, "CELL") || ts_content_has(c, "iPhone") ? "mobile"
        : ts_content_has(c, "FAX")                               ? "fax"
        : ts_content_has(c, "WORK")                              ? "work telephone"
        : ts_content_has(c, "HOME")                              ? "home telephone"
                                                                 : "telephone",
        text);
}

/* Whom the card's person is related to: of a mind to be written to as next of kin, or not. */
static void related(reader *r, ts_span text) {
    text = whole(r, text);
    set(r, ts_span_starts_nocase(text, ts_str("urn:")) ? "related card" : "next of kin name", text);
}

static const struct {
    const char *property, *column;
} plain[] = {
    {"FN", "full name"},
    {"NICKNAME", "nickname"},
    {"BDAY", "date of birth"},
    {"X-BIRTHDAY", "date of birth"},
    {"DEATHDATE", "date of death"}, /* RFC 6474 */
    {"X-GENDER", "sex"},
    {"EMAIL", "email"},
    {"TITLE", "job title"},
    {"ROLE", "job role"},
    {"NOTE", "notes"},
    {"X-SPOUSE", "spouse name"},
    {"X-EVOLUTION-SPOUSE", "spouse name"},
    {"X-ASSISTANT", "assistant name"},
    {"X-MANAGER", "manager name"},
    {"LABEL", "address label"},
};

/* Of the card, not of the person. */
static bool is_of_program(const ts_content *c) {
    static const char *const names[] = {"VERSION", "PRODID",  "REV",          "BEGIN",  "END",
                                        "CLASS",   "PROFILE", "CLIENTPIDMAP", "X-ABADR"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (ts_content_is(c, names[i]))
            return true;
    return ts_content_is(c, "X-ABLabel") && ts_span_starts(c->value, ts_str("_$!<")); /* "_$!<HomePage>!$_" */
}

/* Any other property stands under its own name. */
static void other(reader *r, ts_span text) {
    char column[64];
    size_t n = 0;
    ts_span name = r->c.name;
    if (ts_span_starts_nocase(name, ts_str("X-")))
        name = ts_slice(name, 2, SIZE_MAX);
    for (; n < name.len && n + 1 < sizeof column; n++)
        column[n] = name.ptr[n] == '-' || name.ptr[n] == '_' ? ' ' : ts_lower(name.ptr[n]);
    column[n] = 0;
    if (n)
        set(r, column, whole(r, text));
}

static void property(reader *r) {
    const ts_content *c = &r->c;
    ts_span text = ts_content_text(&r->c);
    if (is_of_program(c))
        return;
    if (ts_content_is(c, "N"))
        name(r, text);
    else if (ts_content_is(c, "ADR"))
        address(r, text);
    else if (ts_content_is(c, "TEL"))
        telephone(r, text);
    else if (ts_content_is(c, "ORG"))
        set(r, "organisation", joined(r, text, ';', SIZE_MAX, ", "));
    else if (ts_content_is(c, "GENDER")) /* "F;woman" (RFC 6350, 6.2.7) */
        set(r, "sex", joined(r, text, ';', 1, ""));
    else if (ts_content_is(c, "RELATED") || ts_content_is(c, "X-ABRELATEDNAMES"))
        related(r, text);
    else {
        for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
            if (ts_content_is(c, plain[i].property)) {
                set(r, plain[i].column, whole(r, text));
                return;
            }
        other(r, text);
    }
}

/* ---- blocks ---- */

/* A line that is none of a card: notes that somebody forgot to fold. */
static ts_err stray(reader *r, ts_span line) {
    TS_TRY(emit_beside(r, line));
    return emit_beside(r, ts_str("\n"));
}

/* Pictures and kin come behind their card's row, so the block is read once more for them. */
static ts_err binaries(reader *r, ts_span block) {
    ts_span letters, type;
    char base[32];
    snprintf(base, sizeof base, "card%llu", (unsigned long long)r->number);
    ts_content_begin(&r->c, block);
    while (ts_content_next(&r->c))
        if (r->c.name.len && ts_content_binary(&r->c, &letters, &type))
            TS_TRY(ts_content_child(&r->c, r->out, letters, type, base));
    return TS_OK;
}

static ts_err card(reader *r, ts_span block, uint64_t at) {
    ts_span letters, type;
    bool binary = false;
    ts_content_begin(&r->c, block);
    while (ts_content_next(&r->c)) {
        if (!r->c.name.len)
            TS_TRY(stray(r, r->c.value));
        else if (ts_content_is(&r->c, "BEGIN")) /* the outer card ends here; what follows the inner one is a row more */
            TS_TRY(end_card(r, block, at));
        else if (ts_content_binary(&r->c, &letters, &type))
            binary = true;
        else
            property(r);
    }
    TS_TRY(end_card(r, block, at));
    return binary ? binaries(r, block) : TS_OK;
}

static ts_err cards(reader *r) {
    for (;;) {
        ts_span block = ts_content_block(r->in);
        if (!block.len)
            return r->in->error;
        TS_TRY(card(r, block, r->in->mapped ? r->in->offset : TS_NO_OFFSET));
        ts_take(r->in, block.len);
    }
}

static int bid(const ts_head *head) {
    ts_span t = ts_trim(head->text);
    return ts_span_starts_nocase(t, ts_str("BEGIN:VCARD")) && t.len > 11 && ts_is_space(t.ptr[11]) ? BID : 0;
}

static ts_err run(ts_source *in, ts_sink *out) {
    reader *r = ts_alloc(sizeof *r);
    r->in = in;
    r->out = out;
    begin_table(r);
    ts_err err = cards(r);
    ts_content_done(&r->c);
    ts_buf_wipe(&r->rest);
    ts_map_free(r->column);
    ts_arena_wipe(&r->names);
    ts_free(r);
    return err;
}

const ts_extractor ts_extractor_vcard = {
    .name = "vcard", .version = 1, .needs = TS_STREAM, .text = true, .bid = bid, .run = run};
