/* why_text.c - a waterfall and the sums of a table in words, for somebody who reads them at night. */
#include "cli/why_print.h"

#include <stdarg.h>
#include <stdio.h>

#include "cli/cli.h"

enum { WIDTH = 100, INDENT = 6, LABEL = 22, HOW = 46, AFTER = 37, TEXT = 400, FALL_BIT = 1024 };

static __attribute__((format(printf, 2, 3))) void say(output *o, const char *format, ...) {
    char text[TEXT];
    va_list v;
    va_start(v, format);
    vsnprintf(text, sizeof text, format, v);
    va_end(v);
    out_str(o, text);
}

static size_t columns(const char *s, size_t len) {
    size_t n = 0;
    for (size_t i = 0; i < len; i++)
        n += (s[i] & 0xC0) != 0x80;
    return n;
}

/* Words filled into lines that begin at `indent`; at is the column reached. */
static void fill(output *o, size_t at, size_t indent, const char *text) {
    for (bool first = true; *text; first = false) {
        text += strspn(text, " ");
        size_t len = strcspn(text, " "), wide = columns(text, len);
        if (!len)
            break;
        if (!first && at + 1 + wide > WIDTH) {
            say(o, "\n%*s", (int)indent, "");
            at = indent;
        } else if (!first) {
            out_str(o, " ");
            at++;
        }
        out_span(o, (ts_span){text, len});
        at += wide;
        text += len;
    }
    out_str(o, "\n");
}

/* "label                 text" */
static __attribute__((format(printf, 3, 4))) void line(output *o, const char *label, const char *format, ...) {
    char text[TEXT];
    va_list v;
    va_start(v, format);
    vsnprintf(text, sizeof text, format, v);
    va_end(v);
    say(o, "%-*s", LABEL, label);
    fill(o, LABEL, LABEL, text);
}

static char *turn(void) {
    static char text[6][40];
    static unsigned next;
    return text[next++ % 6];
}

/* 99.0 %, 0.002 %: what is not nothing is never written as nothing, nor what is not all as all. */
static const char *percent(double parts, double whole, int decimals) {
    char *out = turn();
    double p = whole > 0 ? parts / whole * 100 : 0;
    snprintf(out, 40, "%.*f", decimals, p);
    size_t n = strlen(out);
    while (n > 1 && out[n - 1] == '0')
        n--;
    n -= out[n - 1] == '.';
    snprintf(out + n, 40 - n, " %%");
    return out;
}

static const char *probability(uint32_t ppb) {
    const uint32_t all = 1000000000, sure = 999000000, likely = 990000000;
    int decimals = ppb >= sure || ppb < all - sure ? 7 : ppb >= likely || ppb < all - likely ? 3 : 1;
    return ppb == 0 ? "under 0.0000001 %" : ppb >= all ? "over 99.9999999 %" : percent(ppb, all, decimals);
}

static const char *signed_bits(int32_t w) {
    char *out = turn();
    snprintf(out, 40, "%+.1f", (double)w / FALL_BIT);
    return out;
}

/* ---- a sighting ---- */

static void where(output *o, ts_span item, ts_span part) {
    out_terminal(o, item);
    if (part.len > 0) {
        out_str(o, ", part ");
        out_terminal(o, part);
    }
}

static void step(output *o, char sign, const char *name, const char *stands, const char *how, int32_t w,
                 int32_t so_far) {
    say(o, "%c %-25s %-8s %-46s %7s %8s\n", sign, name, stands, how ? how : "", signed_bits(w), signed_bits(so_far));
}

/* What m and u were, in words. */
static void odds(output *o, const ts_fall_attr *a) {
    char u[120], text[TEXT];
    const char *n = count_text(a->one_in), *m = percent(a->m_ppm, 1e6, 4);
    switch (a->one_in ? a->rare : TS_RARE_CLASS) {
    case TS_RARE_COMMON:
        snprintf(u, sizeof u, "more than 1 in 200, counted as 1 in %s", n);
        break;
    case TS_RARE_ALONE:
        snprintf(u, sizeof u, "1 in %s: one person of that export has it", n);
        break;
    case TS_RARE_EXPORT:
        snprintf(u, sizeof u, "counted as 1 in %s: that export has no more people", n);
        break;
    case TS_RARE_KIND:
        snprintf(u, sizeof u, "counted as 1 in %s, as such values everywhere", n);
        break;
    case TS_RARE_MASK:
        snprintf(u, sizeof u, "1 in %s, the ids of that form", n);
        break;
    case TS_RARE_SEX:
        snprintf(u, sizeof u, "1 in 2");
        break;
    default:
        snprintf(u, sizeof u, "at most 1 in %s (the bound of its class)", n);
    }
    if (a->one_in)
        snprintf(text, sizeof text, "same person: agrees in %s; somebody else: %s", m, u);
    else
        snprintf(text, sizeof text, "same person: so in %s; somebody else: in %s", m, percent(a->u_ppm, 1e6, 4));
    say(o, "%*s", INDENT, "");
    fill(o, INDENT, INDENT, text);
}

static void value(output *o, const ts_fall_attr *a) {
    if (!a->value[0])
        return;
    say(o, "%*s", INDENT, "");
    out_str(o, a->name);
    out_str(o, ": ");
    out_terminal(o, (ts_span){a->value, strlen(a->value)});
    out_str(o, "\n");
}

static const ts_fall_attr *counting(const ts_waterfall *w, const ts_fall_group *g) {
    for (size_t i = 0; i < g->attrs; i++)
        if (w->attr[g->first + i].counted)
            return &w->attr[g->first + i];
    return NULL;
}

/* Those of the group that were compared, and did not count: they say less, and a group counts once. */
static void others(output *o, const ts_waterfall *w, const ts_fall_group *g, const ts_fall_attr *counts) {
    for (size_t i = 0; i < g->attrs; i++) {
        const ts_fall_attr *a = &w->attr[g->first + i];
        if (a == counts || strcmp(a->stands, "absent") == 0)
            continue;
        char text[TEXT];
        int n = snprintf(text, sizeof text, "%s", a->how ? a->how : "");
        if (counts && !(a->how && strstr(a->how, "never counted")))
            snprintf(text + n, sizeof text - (size_t)n, "%snot added (%s): counts once with %s, which says more",
                     n ? "; " : "", signed_bits(a->weight), counts->name);
        say(o, "  %-25s %-8s ", a->name, a->stands);
        fill(o, AFTER, AFTER, text);
        value(o, a);
    }
}

static void group(output *o, const ts_waterfall *w, const ts_fall_group *g) {
    const ts_fall_attr *a = counting(w, g);
    if (a) {
        bool fits = a->how && columns(a->how, strlen(a->how)) <= HOW;
        step(o, g->weight < 0 ? '-' : '+', a->name, a->stands, fits ? a->how : NULL, g->weight, g->so_far);
        if (a->how && !fits) {
            say(o, "%*s", INDENT, "");
            fill(o, INDENT, INDENT, a->how);
        }
        odds(o, a);
        if (g->household) {
            say(o, "%*s", INDENT, "");
            fill(o, INDENT, INDENT,
                 "not counted: whoever lives with the person has it too, and neither forename nor birth date says "
                 "that it is that person");
        }
        value(o, a);
    }
    others(o, w, g, a);
}

/* What is not in the waterfall, by its reason. */
static void absent(output *o, const ts_waterfall *w) {
    for (size_t i = 0; i < TS_FALL_ATTRS; i++) {
        const ts_fall_attr *a = &w->attr[i];
        if (strcmp(a->stands, "absent") != 0 || !a->given)
            continue;
        say(o, "  %-25s %-8s ", a->name, "absent");
        fill(o, AFTER, AFTER, a->how ? a->how : "nobody to compare it with");
        value(o, a);
    }
    char text[TEXT] = "";
    size_t n = 0;
    for (size_t i = 0; i < TS_FALL_ATTRS; i++)
        if (!w->attr[i].given && n < sizeof text)
            n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", n ? ", " : "", w->attr[i].name);
    if (n) {
        say(o, "  %-34s ", "not given");
        fill(o, AFTER, AFTER, text);
    }
}

static void wrong(output *o, const ts_waterfall *w) {
    uint32_t rest = 1000000000 - w->posterior;
    if (!w->identified)
        line(o, "wrong matches", "none expected of it: it is not counted as identified");
    else if (rest == 0)
        line(o, "wrong matches", "fewer than 1 among 1,000,000,000 that are as sure as this");
    else
        line(o, "wrong matches", "1 expected among %s that are as sure as this", count_text(1000000000 / rest));
}

static void next_one(output *o, const ts_waterfall *w) {
    if (w->weight == TS_FALL_NO_WEIGHT)
        return;
    double wanted = (double)w->lead_wanted / FALL_BIT;
    if (w->next == TS_FALL_NO_WEIGHT) {
        line(o, "next candidate", "none with anything that speaks for it");
        return;
    }
    double margin = ((double)w->weight - w->next) / FALL_BIT;
    line(o, "next candidate", "weighs %s bits, %.1f less: %s the %.0f that it takes", signed_bits(w->next), margin,
         margin >= wanted ? "more than" : "NOT", wanted);
}

static void names(output *o, const ts_waterfall *w, bool agrees, const char *label) {
    char text[TS_FALL_SNAPSHOTS * (TS_FALL_NAME + 2)] = "";
    size_t n = 0;
    for (size_t i = 0; i < w->snapshots; i++)
        if (w->snapshot[i].agrees == agrees)
            n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", n ? ", " : "", w->snapshot[i].name);
    if (!n)
        return;
    say(o, "%-*s", LABEL, label);
    fill(o, LABEL, LABEL, text);
}

static void record(output *o, const ts_waterfall *w, bool records) {
    if (!w->named) {
        line(o, "record", "none is kept: a person of ours is not likely here");
        return;
    }
    if (records)
        line(o, "record", "%s", w->record);
    else
        line(o, "record", "one of %s (which one: --unmask, logged)", w->holding);
    names(o, w, true, "agrees wholly with");
    names(o, w, false, "not wholly with");
}

void why_print_fall(output *o, const ts_waterfall *w, bool records) {
    where(o, w->item, w->part);
    say(o, "\n%s %llu, role: %s\n\n", w->table ? "row" : "byte", (unsigned long long)w->place, w->role);
    line(o, "verdict", "%s: %s", w->verdict, w->reason);
    line(o, "ours", "%s: %s", w->ours, w->ours_why);
    say(o, "\n%-82s %7s %8s\n", "", "bits", "so far");
    int32_t prior = w->held - w->none;
    step(o, ' ', "before comparing", "", "", prior, prior);
    char text[TEXT];
    double lambda = (double)w->lambda_ppm / 1e6, against = lambda > 0 ? (double)w->people * (1 - lambda) / lambda : 0;
    snprintf(
        text, sizeof text,
        "of the sightings judged with it %s are about people held; %s people are held: for any one of them the odds "
        "are 1 to %s",
        percent(w->lambda_ppm, 1e6, 1), count_text(w->people), count_text((uint64_t)(against + 0.5)));
    say(o, "%*s", INDENT, "");
    fill(o, INDENT, INDENT, text);
    for (size_t i = 0; i < w->groups; i++)
        group(o, w, &w->group[i]);
    absent(o, w);
    if (w->weight == TS_FALL_NO_WEIGHT)
        say(o, "= nobody who is held comes into question\n\n");
    else {
        snprintf(text, sizeof text, "%s all together, %s", signed_bits(w->weight),
                 w->named ? "the record" : "the likeliest");
        say(o, "= %-80s %7s %8s\n\n", text, "", signed_bits(prior + w->weight));
    }
    if (w->weight == TS_FALL_NO_WEIGHT)
        line(o, "probability", "none that it is a person held");
    else
        line(o, "probability", "%s that it is that person; identified from %s on", probability(w->posterior),
             percent(w->posterior_wanted, 1e9, 7));
    wrong(o, w);
    next_one(o, w);
    record(o, w, records);
}

/* ---- sums ---- */

/* 5,041; 0.81; what is almost nothing is not nothing. */
static const char *expected(double n) {
    char *out = turn();
    if (n < 0.01)
        snprintf(out, 40, "fewer than 0.01");
    else if (n < 100)
        snprintf(out, 40, "%.2f", n);
    else
        snprintf(out, 40, "%s", count_text((uint64_t)(n + 0.5)));
    return out;
}

static void verdicts(output *o, const ts_verdict_sum *s) {
    line(o, "sightings", "%s", count_text(s->sightings));
    for (size_t i = 1; i <= TS_FALL_VERDICTS; i++) { /* not judged: last */
        uint64_t n = s->verdict[i % TS_FALL_VERDICTS].n;
        if (!n)
            continue;
        char label[40];
        snprintf(label, sizeof label, "  %s", s->verdict[i % TS_FALL_VERDICTS].name);
        line(o, label, "%s", count_text(n));
    }
}

static void differing(output *o, const ts_verdict_sum *s) {
    if (!s->beyond)
        return;
    bool altered = false;
    for (size_t i = 0; i < TS_FALL_VERDICTS; i++)
        altered = altered || (s->verdict[i].n && strcmp(s->verdict[i].name, "altered") == 0);
    line(o, "altered", "%s of %s identified (%s) differ beyond ordinary causes; between your own systems %s do%s",
         count_text(s->beyond), count_text(s->identified), percent((double)s->beyond, (double)s->identified, 1),
         percent((double)s->base_ppm, 1e6, 1), altered ? "" : ", which explains that many: the word is \"differs\"");
}

static void curve(output *o, const ts_verdict_sum *s) {
    enum { BAR = 40 };
    uint64_t most = 1;
    for (size_t i = 0; i < s->curves; i++)
        most = s->curve[i].n > most ? s->curve[i].n : most;
    for (size_t i = 0; i < s->curves; i++) {
        char bar[BAR + 1] = "";
        size_t n = (size_t)((double)s->curve[i].n / (double)most * BAR + 0.5);
        memset(bar, '#', n);
        bar[n] = 0;
        say(o, "%*s%-30s %9s  %s\n", LABEL, "", s->curve[i].name, count_text(s->curve[i].n), bar);
    }
}

static void as_of(output *o, const ts_verdict_sum *s) {
    if (!s->source[0])
        return;
    const char *tell = count_text(s->telling);
    if (s->as_of[0])
        line(o, "as of", "%s (%s to %s at 95 %%); %s sightings tell the snapshots apart, and agree with", s->as_of,
             s->low, s->high, tell);
    else if (s->low[0] && strcmp(s->low, s->high) == 0)
        line(o, "as of", "not to be said: only %s is in question, and %s sightings tell it from others", s->low, tell);
    else if (s->low[0])
        line(o, "as of", "not to be said: %s sightings tell the snapshots apart, 20 are wanted; between %s and %s",
             tell, s->low, s->high);
    else
        line(o, "as of", "not to be said: no sighting agrees with a snapshot");
    if (s->as_of_rivals)
        line(o, "", "not settled: evidence waits, and %u other day%s may yet come first", s->as_of_rivals,
             s->as_of_rivals > 1 ? "s" : "");
    if (s->telling)
        curve(o, s);
}

static void sources(output *o, const ts_verdict_sum *s) {
    if (s->id_agrees + s->id_differs)
        line(o, "ours",
             "%s: local ids agree in %s, differ in %s; %+.0f bits against a list from elsewhere with ids filled in",
             s->ours, count_text(s->id_agrees), count_text(s->id_differs), s->ours_bits);
    else
        line(o, "ours", "%s: no local id agrees or differs", s->ours);
    if (!s->source[0])
        line(o, "source", "cannot be said: nobody is identified");
    else if (s->next_source[0])
        line(o, "source", "%s, %.0f bits before %s", s->source, s->lead_bits, s->next_source);
    else
        line(o, "source", "%s, the only system there is", s->source);
    if (s->rivals)
        line(o, "", "not settled: evidence waits, and %u other%s may yet come first", s->rivals,
             s->rivals > 1 ? "s" : "");
}

static void heading(output *o, const ts_verdict_sum *s) {
    if (strcmp(s->of, "leak") == 0)
        say(o, "the whole leak: %s tables, and running text\n\n", count_text(s->tables));
    else if (strcmp(s->of, "texts") == 0)
        say(o, "all running text of the leak, judged together\n\n");
    else {
        where(o, s->item, s->part);
        say(o, "\n%s\n\n", strcmp(s->of, "text") == 0 ? "its running text" : "a table");
    }
}

void why_print_sum(output *o, const ts_verdict_sum *s) {
    heading(o, s);
    verdicts(o, s);
    line(o, "about people held", "%s of the sightings judged together; %s people are held",
         percent(s->lambda_ppm, 1e6, 1), count_text(s->people));
    if (!s->whole) {
        line(o, "source, as of",
             "a file's running text says too little by itself: see all texts, `touchstone why CASE`");
        return;
    }
    line(o, "wrong matches", "%s expected among %s identified", expected(s->wrong), count_text(s->identified));
    differing(o, s);
    sources(o, s);
    as_of(o, s);
    line(o, "by chance",
         "%s full matches, if all values were made up; %s, if it were a real list of this region's people",
         expected(s->random), expected(s->region));
}
