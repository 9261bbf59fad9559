/* claim_tracker.c - claims from the JSON of public trackers of leak sites.
 *
 * Their shapes, as of 2025: a list of posts (ransomwatch: post_title, group_name, discovered), the same with description, website,
 * published, post_url, country, activity (ransomware.live, first version), victim, group, attackdate, domain, claim_url with
 * objects nested in it (its second), a list of a group's own entry and the list of its posts (RansomLook: link, magnet,
 * screen), id, date, victim, gang, work_sector (Ransomfeed).  A post is therefore any object with a title and with a group or a date;
 * what else there is, or is not, is taken as it comes.  Days are written "2021-09-09 23:46:53.997398", titles as HTML
 * ("A &amp; B").
 */
#include "verify/claims.h"

#include <stdio.h>

#include "base/digest.h"
#include "base/json_read.h"
#include "base/limits.h"
#include "base/mem.h"

/* In the order in which they are preferred. */
enum {
    TITLE,
    WHO = TITLE + 4,
    WHEN = WHO + 4,
    TEXT = WHEN + 4,
    SITE = TEXT + 2,
    COUNTRY = SITE + 2,
    SECTOR,
    LINK = SECTOR + 3,
    FIELDS = LINK + 4
};
static const char *const field_name[FIELDS] = {
    "post_title", "victim",     "victim_name", "title",  "group_name",  "group",    "gang",    "ransomware_group",
    "published",  "attackdate", "discovered",  "date",   "description", "summary",  "website", "domain",
    "country",    "activity",   "work_sector", "sector", "claim_url",   "post_url", "link",    "url"};

typedef struct post {
    ts_buf field[FIELDS];
    size_t found_before; /* claims when it was opened */
} post;

typedef struct reading {
    ts_json_reader json;
    const char *about;
    post *open; /* objects that are open, the outermost first */
    size_t depth;
    ts_claim *at;
    size_t n, cap, posts; /* posts: of the whole file */
} reading;

static void post_done(post *p) {
    for (int i = 0; i < FIELDS; i++)
        ts_buf_done(&p->field[i]);
}

/* The first of `n` fields that says something. */
static ts_span first_of(const post *p, int from, int n) {
    for (int i = from; i < from + n; i++)
        if (p->field[i].len)
            return ts_buf_span(&p->field[i]);
    return (ts_span){0};
}

static bool is_post(const post *p) {
    return first_of(p, TITLE, WHO - TITLE).len &&
           (first_of(p, WHO, WHEN - WHO).len || first_of(p, WHEN, TEXT - WHEN).len);
}

static bool has(const post *p, const char *about) {
    TS_AUTO(ts_buf, ts_buf_done) lower = {0};
    for (const char *a = about; a && *a; a++)
        ts_buf_add_char(&lower, ts_lower(*a));
    for (int i = 0; lower.len && i < FIELDS; i++)
        if ((i < WHO || (i >= TEXT && i < COUNTRY)) && p->field[i].len &&
            ts_span_find_nocase(ts_buf_span(&p->field[i]), ts_buf_span(&lower), 0) != SIZE_MAX)
            return true;
    return lower.len == 0;
}

/* ---- a post as a claim ---- */

/* Titles are HTML: the signs that any page must write so; line ends and controls of one line are blanks. */
static void add_text(ts_buf *out, ts_span s, bool one_line) {
    static const struct {
        const char *written, *means;
    } row[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&nbsp;", " "}};
    for (size_t i = 0; i < s.len; i++) {
        size_t k = 0;
        while (s.ptr[i] == '&' && k < sizeof row / sizeof *row &&
               !ts_span_starts(ts_slice(s, i, s.len - i), ts_str(row[k].written)))
            k++;
        if (s.ptr[i] == '&' && k < sizeof row / sizeof *row) {
            ts_buf_add_str(out, row[k].means);
            i += strlen(row[k].written) - 1;
        } else {
            ts_buf_add_char(out, one_line && (unsigned char)s.ptr[i] < ' ' ? ' ' : s.ptr[i]);
        }
    }
}

/* Into a field of fixed size, cut between signs where it is longer. */
static void set_line(char *out, size_t size, ts_span s) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    add_text(&text, s, true);
    size_t n = text.len < size ? text.len : size - 1;
    while (n > 0 && n < text.len && (text.ptr[n] & 0xC0) == 0x80)
        n--;
    memcpy(out, n ? text.ptr : "", n);
    out[n] = 0;
}

/* "qilin-2021-09-09-example-hospital". */
static void set_id(const reading *r, ts_claim *c, ts_span title) {
    TS_AUTO(ts_buf, ts_buf_done) id = {0};
    const ts_span part[] = {ts_str(c->who), ts_str(c->when), title};
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        for (size_t k = 0; k < part[i].len && !(i == 1 && k == 10); k++) {
            char sign = part[i].ptr[k];
            if (ts_is_alnum(sign) && k == 0 && id.len && id.ptr[id.len - 1] != '-')
                ts_buf_add_char(&id, '-');
            if (ts_is_alnum(sign))
                ts_buf_add_char(&id, ts_lower(sign));
            else if (id.len && id.ptr[id.len - 1] != '-')
                ts_buf_add_char(&id, '-');
        }
    if (!id.len) { /* signs of other letters alone */
        ts_digest d;
        ts_sha256_of(title, &d);
        ts_buf_addf(&id, "post-%02x%02x%02x", d.byte[0], d.byte[1], d.byte[2]);
    }
    size_t n = id.len < 58 ? id.len : 58;
    while (n && id.ptr[n - 1] == '-')
        n--;
    snprintf(c->id, sizeof c->id, "%.*s", (int)n, n ? id.ptr : "");
    unsigned same = 1;
    for (size_t i = 0; i < r->n; i++)
        same += strncmp(r->at[i].id, c->id, n) == 0 && (r->at[i].id[n] == 0 || r->at[i].id[n] == '_');
    if (same > 1)
        snprintf(c->id + n, sizeof c->id - n, "_%u", same);
}

static void add_claim(reading *r, const post *p) {
    ts_claim c = {.tracker = true};
    ts_span title = first_of(p, TITLE, WHO - TITLE), who = first_of(p, WHO, WHEN - WHO);
    set_line(c.who, sizeof c.who, who.len ? who : ts_str("not stated"));
    for (int i = WHEN; i < TEXT && !c.when[0]; i++)
        if (!ts_claim_when(ts_trim(ts_buf_span(&p->field[i])), c.when))
            c.when[0] = 0;
    TS_AUTO(ts_buf, ts_buf_done) source = {0};
    static const int told[][2] = {{SITE, COUNTRY - SITE}, {COUNTRY, 1}, {SECTOR, LINK - SECTOR}, {LINK, FIELDS - LINK}};
    ts_buf_add_str(&source, "tracker");
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        if (first_of(p, told[i][0], told[i][1]).len) {
            ts_buf_add_str(&source, "; ");
            ts_buf_add(&source, first_of(p, told[i][0], told[i][1]));
        }
    set_line(c.source, sizeof c.source, ts_buf_span(&source));
    add_text(&c.text, title, true);
    set_id(r, &c, ts_buf_span(&c.text));
    ts_span text = first_of(p, TEXT, SITE - TEXT);
    if (text.len) {
        ts_buf_add_char(&c.text, '\n');
        add_text(&c.text, text, false);
    }
    if (c.text.len > TS_LIMIT_CLAIM_TEXT) { /* as much as is kept of any */
        size_t n = TS_LIMIT_CLAIM_TEXT;
        while (n > 0 && (c.text.ptr[n] & 0xC0) == 0x80)
            n--;
        c.text.len = n;
        c.text.ptr[n] = 0;
    }
    ts_claim_take_text(&c);
    if (r->n == r->cap) {
        r->cap = r->cap ? r->cap * 2 : 16;
        r->at = ts_grow(r->at, r->cap, sizeof *r->at);
    }
    r->at[r->n++] = c;
}

/* What stands inside a post is a part of it, and none of its own. */
static void close_object(reading *r) {
    post *p = &r->open[--r->depth];
    if (is_post(p)) {
        while (r->n > p->found_before)
            ts_claim_done(&r->at[--r->n]);
        r->posts++;
        if (r->n < TS_LIMIT_CLAIMS + 1 && has(p, r->about)) /* one too many tells that there are too many */
            add_claim(r, p);
    }
    post_done(p);
}

static ts_err read_all(reading *r) {
    ts_json_piece piece = TS_JSON_NULL;
    int field = -1;
    while (piece != TS_JSON_END) {
        TS_TRY(ts_json_next(&r->json, &piece));
        if (piece == TS_JSON_OBJECT) {
            r->open = ts_grow(r->open, r->depth + 1, sizeof *r->open);
            r->open[r->depth++] = (post){.found_before = r->n};
        } else if (piece == TS_JSON_OBJECT_END) {
            close_object(r);
        } else if (piece == TS_JSON_STRING && field >= 0) {
            ts_buf *to = &r->open[r->depth - 1].field[field];
            ts_buf_clear(to);
            ts_buf_add(to, ts_trim(r->json.text));
        }
        field = -1;
        for (int i = 0; piece == TS_JSON_KEY && i < FIELDS; i++)
            if (ts_span_eq(r->json.text, ts_str(field_name[i])))
                field = i;
    }
    return TS_OK;
}

static ts_err take_all(reading *r, const char *name) {
    TS_TRY(read_all(r));
    if (r->posts == 0)
        return ts_fail(TS_EUSAGE,
                       "%s has no post of a tracker: an object with a title (post_title, victim) and a group or a date",
                       name);
    if (r->n == 0)
        return ts_fail(TS_EUSAGE, "%s has %zu posts, and none whose title, site or text has what --about says", name,
                       r->posts);
    if (r->n > TS_LIMIT_CLAIMS)
        return ts_fail(TS_EUSAGE, "%s has %zu posts%s; a case holds at most %d claims: say which with --about TEXT",
                       name, r->posts, r->about ? ", too many of them with what --about says" : "", TS_LIMIT_CLAIMS);
    return TS_OK;
}

ts_err ts_claims_from_tracker(ts_span text, const char *name, const char *about, ts_claim **out, size_t *n) {
    reading r = {.about = about};
    TS_TRY(ts_json_read_init(&r.json, text, name));
    ts_err err = take_all(&r, name);
    while (r.depth)
        post_done(&r.open[--r.depth]);
    ts_free(r.open);
    ts_json_read_done(&r.json);
    if (err) {
        ts_claims_free(r.at, r.n);
        return err;
    }
    *out = r.at;
    *n = r.n;
    return TS_OK;
}
