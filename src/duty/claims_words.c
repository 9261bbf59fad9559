/* claims_words.c - what was claimed against what was found, in words. */
#include "duty/facts.h"

#include "base/clock.h"

static const char *plural(uint64_t n, const char *one, const char *many) { return n == 1 ? one : many; }

/* ---- what is said ---- */

static void add_safe(ts_buf *out, ts_span s) {
    for (size_t i = 0; i < s.len;) {
        uint32_t c = ts_utf8_next(s, &i);
        bool steers = (c < 0x20 && c != '\n') || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 ||
                      (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        ts_buf_add_utf8(out, steers ? 0xFFFD : c);
    }
}

void ts_claim_says(const ts_claim *c, const ts_assertion *a, ts_buf *out) {
    if (a->items) {
        const ts_claim_items *items = &c->items[a->items - 1];
        TS_AUTO(ts_buf, ts_buf_done) name = {0};
        ts_claim_add_text(&name, items->name[0] ? ts_str(items->name) : ts_str("the named files"));
        ts_buf_add(out, ts_buf_span(&name));
        bool counts = a->kind == TS_CLAIM_FILES || a->kind == TS_CLAIM_VOLUME;
        ts_buf_add_str(out, a->without ? " show " : counts ? ": " : " show ");
    }
    TS_AUTO(ts_buf, ts_buf_done) said = {0};
    ts_assertion_say(a, &said);
    add_safe(out, ts_buf_span(&said));
}

void ts_claim_add_when(ts_buf *out, const ts_claim *c) {
    ts_span when = ts_str(c->when);
    ts_date day = ts_date_parse_iso(ts_slice(when, 0, 10));
    if (day == TS_NO_DATE) {
        ts_buf_add_str(out, "date not stated");
        return;
    }
    ts_add_date(out, day);
    if (when.len >= 16) {
        ts_buf_add_str(out, ", ");
        ts_buf_add(out, ts_slice(when, 11, 5));
        if (when.ptr[when.len - 1] == 'Z')
            ts_buf_add_str(out, " UTC");
    }
}

/* ---- a stranger's text ---- */

static size_t word_end(ts_span s, size_t at) {
    while (at < s.len && !ts_is_space(s.ptr[at]))
        at++;
    return at;
}

static size_t digits_of(ts_span w) {
    size_t n = 0;
    for (size_t i = 0; i < w.len; i++)
        n += ts_is_digit(w.ptr[i]);
    return n;
}

/* Without the quotes, brackets and stops around it. */
static ts_span bare(ts_span w) {
    size_t from = 0, to = w.len;
    while (from < to && !ts_is_alnum(w.ptr[from]))
        from++;
    while (to > from && !ts_is_alnum(w.ptr[to - 1]))
        to--;
    return ts_slice(w, from, to - from);
}

/* Digits and what people part them with, signs around them; `first` may be behind a name and a sign, as in "NHS:999". */
static bool is_of_digits(ts_span w, bool first) {
    size_t from = 0, to = w.len;
    for (; from < w.len && !ts_is_digit(w.ptr[from]); from++)
        if (ts_is_alpha(w.ptr[from]) && (!first || (from + 1 < w.len && ts_is_digit(w.ptr[from + 1]))))
            return false;
    for (; to > from && !ts_is_digit(w.ptr[to - 1]); to--)
        if (ts_is_alpha(w.ptr[to - 1]))
            return false;
    for (size_t i = from; i < to; i++)
        if (!ts_is_digit(w.ptr[i]) && !strchr("+()-.,", w.ptr[i]))
            return false;
    return from < to;
}

/* "2018-2024", whatever signs stand between; "19801231" is a day of somebody's. */
static bool are_years(ts_span w) {
    if (w.len < 9 || digits_of(ts_slice(w, 0, 4)) != 4 || digits_of(ts_slice(w, w.len - 4, 4)) != 4 ||
        digits_of(w) != 8)
        return false;
    for (size_t i = 0; i < 2; i++) {
        ts_span century = ts_slice(w, i ? w.len - 4 : 0, 2);
        if (!ts_span_eq(century, ts_str("19")) && !ts_span_eq(century, ts_str("20")))
            return false;
    }
    return true;
}

/* "1,300,000" counts; of the lengths of an NHS number and of a phone it may be one that was parted so. */
static bool is_count(ts_span w) {
    enum { NHS_DIGITS = 10, PHONE_DIGITS = 11 };
    size_t digits = digits_of(w), head = 0;
    while (head < w.len && ts_is_digit(w.ptr[head]))
        head++;
    if (head < 1 || head > 3 || head == w.len || digits == NHS_DIGITS || digits == PHONE_DIGITS)
        return false;
    for (size_t at = head; at < w.len; at += 4)
        if (w.ptr[at] != ',' || at + 4 > w.len || digits_of(ts_slice(w, at + 1, 3)) != 3)
            return false;
    return true;
}

/* "999 000 0018", "999,000 0018": words of digits alone are one number. */
static size_t number_end(ts_span s, size_t at, size_t *digits) {
    size_t end = at;
    *digits = 0;
    for (size_t next = at; next < s.len;) {
        size_t stop = word_end(s, next);
        ts_span w = ts_slice(s, next, stop - next);
        if (!is_of_digits(w, next == at))
            break;
        *digits += digits_of(w);
        end = stop;
        next = stop;
        while (next < s.len && s.ptr[next] == ' ')
            next++;
        if (next == stop || strchr(",;:!?", s.ptr[stop - 1]))
            break;
    }
    return end;
}

static bool leads_elsewhere(ts_span w) {
    return memchr(w.ptr, '@', w.len) || ts_span_find(w, ts_str("://"), 0) != SIZE_MAX ||
           ts_span_find_nocase(w, ts_str(".onion"), 0) != SIZE_MAX || ts_span_starts_nocase(w, ts_str("www."));
}

enum { LONG_NUMBER = 7 };

void ts_claim_add_text(ts_buf *out, ts_span text) {
    for (size_t at = 0; at < text.len;) {
        if (ts_is_space(text.ptr[at])) {
            ts_buf_add_char(out, text.ptr[at] == '\n' ? '\n' : ' ');
            at++;
            continue;
        }
        size_t digits, number = number_end(text, at, &digits), end = word_end(text, at);
        ts_span w = ts_slice(text, at, end - at);
        if (leads_elsewhere(w)) {
            ts_buf_add_str(out, "[link]");
            at = end;
        } else if (are_years(bare(w))) {
            add_safe(out, w);
            at = end;
        } else if (digits >= LONG_NUMBER && (number > end || !is_count(bare(w)))) {
            ts_buf_add_str(out, "[number]");
            at = number;
        } else if (digits_of(w) >= LONG_NUMBER && !is_count(bare(w))) {
            ts_buf_add_str(out, "[number]");
            at = end;
        } else {
            add_safe(out, w);
            at = end;
        }
    }
}

/* A tracker's id holds a post's title, a day before it: "group-2024-11-28-title". */
void ts_claim_add_id(ts_buf *out, const ts_claim *c) {
    ts_span id = ts_str(c->id), day = ts_slice(ts_str(c->when), 0, 10);
    if (!c->tracker) { /* a name of the case's own */
        ts_buf_add(out, id);
        return;
    }
    for (size_t at = 0, end; at < id.len; at = end) {
        end = at + 1;
        if (day.len && ts_span_starts(ts_slice(id, at, id.len - at), day))
            end = at + day.len;
        else if (ts_is_digit(id.ptr[at])) {
            for (size_t i = at; i < id.len && (ts_is_digit(id.ptr[i]) || strchr("-._", id.ptr[i])); i++)
                end = ts_is_digit(id.ptr[i]) ? i + 1 : end;
            if (digits_of(ts_slice(id, at, end - at)) >= LONG_NUMBER) {
                ts_buf_add_str(out, "[number]");
                continue;
            }
        }
        ts_buf_add(out, ts_slice(id, at, end - at));
    }
}

/* ---- what was found ---- */

/* "1,180 people (1,179 to 1,204)": wrong matches to be expected below, all who are identified above. */
static void add_people(ts_buf *out, const ts_claim_found *f) {
    uint64_t wrong = (f->wrong_ppb + 999999999) / 1000000000;
    uint64_t low = f->people > wrong ? f->people - wrong : 0;
    ts_add_count(out, f->people);
    ts_buf_addf(out, " %s", plural(f->people, "person", "people"));
    if (low != f->people || f->held > f->people) {
        ts_buf_add_str(out, " (");
        ts_add_count(out, low);
        ts_buf_add_str(out, " to ");
        ts_add_count(out, f->held);
        ts_buf_add_char(out, ')');
    }
}

static void add_none(ts_buf *out, const ts_claim_found *f) {
    ts_add_count_of(out, 0, f->judged);
    ts_buf_add_str(out, " of ");
    ts_add_count(out, f->judged);
    ts_buf_addf(out, " judged %s", plural(f->judged, "sighting", "sightings"));
}

static void add_otherwise(ts_buf *out, const ts_assertion *a, const ts_claim_found *f) {
    if (f->near) {
        ts_buf_add_str(out, "; ");
        ts_add_count(out, f->near);
        ts_buf_addf(out, " more of %s in our records, altered or not shown to be ours",
                    plural(f->near, "somebody", "people"));
    }
    if (f->likely) {
        ts_buf_add_str(out, "; ");
        ts_add_count(out, f->likely);
        ts_buf_addf(out, " %s below the threshold", plural(f->likely, "candidate", "candidates"));
    }
    if (a->items && f->alike && !f->sightings && !f->near) { /* what was taken they could refute no more than show */
        ts_buf_add_str(out, "; ");
        ts_add_count(out, f->alike);
        ts_buf_add_str(out, " may be it all the same: of nobody whom we hold, or without what would tell");
    }
}

static void add_sightings(ts_buf *out, const ts_assertion *a, const ts_claim_found *f) {
    if (f->sightings) {
        ts_add_count(out, f->sightings);
        ts_buf_addf(out, " %s of ", plural(f->sightings, "sighting", "sightings"));
        add_people(out, f);
        ts_buf_add_str(out, ", genuine and ours");
        if (a->kind == TS_CLAIM_DATA && f->sightings < 3)
            ts_buf_add_str(out, ": so few may be a mistake of detection");
    } else {
        add_none(out, f);
        ts_buf_add_str(out, f->near ? " are shown to be genuine and ours" : f->judged == 1 ? " shows it" : " show it");
    }
    add_otherwise(out, a, f);
}

static void add_share(ts_buf *out, uint64_t part, uint64_t whole) {
    double percent = whole ? (double)part * 100 / (double)whole : 0;
    if (part >= whole)
        return;
    ts_buf_add_str(out, ": ");
    if (part && percent < 0.1)
        ts_buf_add_str(out, "under 0.1 %");
    else
        ts_buf_addf(out, "%.1f %%", percent >= 99.95 ? 99.9 : percent);
}

static void add_years(ts_buf *out, const ts_assertion *a, const ts_claim_found *f) {
    uint64_t claimed = a->to - a->from + 1;
    if (claimed == 1)
        ts_buf_add_str(out, f->number ? "the year is shown" : "the year is not shown");
    else
        ts_buf_addf(out, "%llu of %llu years shown", (unsigned long long)f->number, (unsigned long long)claimed);
    if (f->sightings) {
        ts_buf_add_str(out, " by ");
        ts_add_count(out, f->sightings);
        ts_buf_addf(out, " dated %s", plural(f->sightings, "sighting", "sightings"));
    }
    if (f->first_year) {
        ts_buf_addf(out, "; what is genuine and ours is of %u", f->first_year);
        if (f->last_year != f->first_year)
            ts_buf_addf(out, " to %u", f->last_year);
    }
    add_otherwise(out, a, f);
}

static void add_published(ts_buf *out, const ts_assertion *a, const ts_claim_found *f, const ts_claim_scope *s) {
    if (a->kind == TS_CLAIM_FILES) {
        ts_add_count(out, s->files);
        ts_buf_addf(out, " %s published", plural(s->files, "file is", "files are"));
    } else {
        ts_add_bytes(out, s->stored);
        ts_buf_add_str(out, " published, ");
        ts_add_bytes(out, s->unpacked);
        ts_buf_add_str(out, " unpacked");
    }
    add_share(out, f->number, a->from);
    if (!a->items && !f->sightings)
        ts_buf_add_str(out, "; nothing of it is shown to be ours");
}

void ts_claim_shows(const ts_claim *c, size_t assertion, ts_buf *out) {
    const ts_assertion *a = &c->assertion[assertion];
    if (!c->found) {
        ts_buf_add_str(out, "not judged: run assess, after verify");
        return;
    }
    const ts_claim_found *f = &c->found[assertion];
    if (f->why == TS_CLAIM_WHY_NO_ITEMS)
        ts_buf_add_str(out, "no such file is among the evidence");
    else if (f->why == TS_CLAIM_WHY_UNREGISTERED)
        ts_buf_add_str(out, "no holdings of it are registered, so nothing can show it");
    else if (a->kind == TS_CLAIM_YEARS)
        add_years(out, a, f);
    else if (a->kind == TS_CLAIM_VOLUME || a->kind == TS_CLAIM_FILES)
        add_published(out, a, f, &c->scope[a->items]);
    else if (a->kind == TS_CLAIM_PEOPLE && f->people) {
        add_people(out, f);
        ts_buf_add_str(out, ", genuine and ours");
        add_share(out, f->people, a->from);
        add_otherwise(out, a, f);
    } else
        add_sightings(out, a, f);
}

void ts_claim_could_change(const ts_claim *c, size_t assertion, ts_buf *out) {
    if (!c->found)
        return;
    const ts_assertion *a = &c->assertion[assertion];
    const ts_claim_found *f = &c->found[assertion];
    const ts_claim_scope *s = &c->scope[a->items];
    bool settled = f->result == TS_CLAIM_SUPPORTED ? !a->without : f->result == TS_CLAIM_REFUTED;
    if (settled || f->why == TS_CLAIM_WHY_NO_ITEMS)
        return;
    if (s->reason_items[TS_READ]) {
        ts_add_count(out, s->reason_items[TS_READ]);
        ts_buf_addf(out, " %s not or only partly read, ", plural(s->reason_items[TS_READ], "item", "items"));
        ts_add_bytes(out, s->reason_bytes[TS_READ]);
        for (int r = 1, told = 0; r < TS_REASON_COUNT; r++)
            if (s->reason_items[r]) {
                ts_buf_addf(out, "%s%s ", told++ ? ", " : " (", ts_reason_name((ts_reason)r));
                ts_add_count(out, s->reason_items[r]);
            }
        ts_buf_add_char(out, ')');
    }
    if (s->waiting_items) {
        ts_buf_add_str(out, out->len ? "; " : "");
        ts_add_count(out, s->waiting_items);
        ts_buf_addf(out, " %s still waiting, ", plural(s->waiting_items, "item", "items"));
        ts_add_bytes(out, s->waiting_bytes);
    }
    if (!a->items)
        ts_buf_add_str(out, out->len ? "; what was kept back" : "what was kept back");
}

void ts_facts_count_claims(const ts_facts *f, uint64_t count[static TS_CLAIM_RESULTS]) {
    memset(count, 0, TS_CLAIM_RESULTS * sizeof *count);
    for (size_t i = 0; i < f->claims; i++)
        for (size_t a = 0; a < f->claim[i].said.assertions; a++) {
            const ts_claim_found *found = f->claim[i].said.found;
            count[found ? found[a].result : TS_CLAIM_NOT_JUDGED]++;
        }
}
