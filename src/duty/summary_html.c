/* summary_html.c - the report that a board is handed: four answers on top, then how each figure was got. */
#include "duty/page.h"
#include "duty/report.h"

#include "base/clock.h"

static void add_n(ts_buf *out, uint64_t n) {
    ts_buf_add_str(out, "<td class=\"n\">");
    ts_add_count(out, n);
    ts_buf_add_str(out, "</td>");
}

/* A zero of a table carries its limit beside it. */
static void add_n_of(ts_buf *out, uint64_t n, uint64_t whole) {
    if (n > 0 || whole == 0) {
        add_n(out, n);
        return;
    }
    ts_buf_add_str(out, "<td class=\"n\">0 <span class=\"lim\">≤&nbsp;");
    ts_add_count(out, ts_zero_limit(whole));
    ts_buf_add_str(out, "</span></td>");
}

/* A per cent sign stays with its figure. */
static void prose(ts_buf *out, ts_span text) {
    size_t at, from = 0;
    while ((at = ts_span_find(text, ts_str(" %"), from)) != SIZE_MAX) {
        ts_html_text(out, ts_slice(text, from, at - from));
        ts_buf_add_str(out, "&nbsp;%");
        from = at + 2;
    }
    ts_html_text(out, ts_slice(text, from, text.len - from));
}

static void answer(ts_buf *out, const ts_facts *f, const char *question,
                   void (*say)(const ts_facts *, ts_buf *, ts_buf *)) {
    TS_AUTO(ts_buf, ts_buf_done) head = {0}, text = {0};
    say(f, &head, &text);
    ts_buf_addf(out, "<section><h2>%s</h2><p class=\"a\">", question);
    ts_html_text(out, ts_buf_span(&head));
    ts_buf_add_str(out, "</p><p>");
    prose(out, ts_buf_span(&text));
    ts_buf_add_str(out, "</p></section>\n");
}

static void tile(ts_buf *out, uint64_t n, const char *label) {
    ts_buf_add_str(out, "<div><b>");
    ts_add_count(out, n);
    ts_buf_addf(out, "</b><span>%s</span></div>\n", label);
}

static void top(const ts_facts *f, ts_buf *out) {
    TS_AUTO(ts_buf, ts_buf_done) line = {0};
    ts_facts_situation(f, &line);
    ts_buf_add_str(
        out, "<p class=\"mark\">Touchstone</p>\n<h1>What was published, and whose it is</h1>\n<p class=\"meta\">Case ");
    ts_html_str(out, f->case_name);
    ts_buf_add_str(out, " · as at ");
    ts_facts_add_as_at(out, f);
    ts_buf_addf(out, " · custody log head <code>%s</code> · Touchstone %s</p>\n", f->head, f->version);
    if (f->test_realm)
        ts_buf_add_str(out,
                       "<p class=\"real\"><strong>A test on made-up data.</strong> No person in it is real.</p>\n");
    ts_buf_add_str(out, "<p class=\"line\">");
    prose(out, ts_buf_span(&line));
    ts_buf_add_str(out, "</p>\n");
    ts_summary_provisional(f, out);
    ts_buf_add_str(out, "<div class=\"four\">\n");
    answer(out, f, "Is it ours?", ts_facts_answer_ours);
    answer(out, f, "Which organisation and system?", ts_facts_answer_source);
    answer(out, f, "Who is in it?", ts_facts_answer_population);
    answer(out, f, "As of when?", ts_facts_answer_asof);
    ts_buf_add_str(out, "</div>\n<div class=\"tiles\">\n");
    tile(out, f->people, "people found");
    TS_AUTO(ts_buf, ts_buf_done) held = {0};
    ts_buf_add_str(&held, "of them in our records");
    if (!f->held && f->people)
        ts_buf_addf(&held, " (at most %llu at 95&nbsp;%%)", (unsigned long long)ts_zero_limit(f->people));
    tile(out, f->held, held.ptr);
    tile(out, f->children_now, "are children today, where a birth date is known");
    tile(out, f->cover.all.partly + f->cover.all.unread,
         f->cover.all.partly + f->cover.all.unread == 1 ? "item not or only partly read"
                                                        : "items not or only partly read");
    ts_buf_add_str(out, "</div>\n");
}

static const struct {
    ts_verdict verdict;
    const char *colour, *meaning;
} verdict_row[] = {
    {TS_VERDICT_GENUINE, "c0", "names one person whom we hold, and nothing differs beyond ordinary causes"},
    {TS_VERDICT_ALTERED, "c1",
     "names one person whom we hold, and a value differs from every snapshot in a way that ordinary causes do not "
     "explain"},
    {TS_VERDICT_DIFFERS, "c2", "as altered, but no more often than between our own systems"},
    {TS_VERDICT_RECOMBINED, "c7", "identifiers of different people stand together"},
    {TS_VERDICT_CANDIDATE, "c4", "a likely person, below the threshold of 0.999"},
    {TS_VERDICT_PLACEHOLDER, "c3", "test or default data"},
    {TS_VERDICT_UNKNOWN, "c5", "nobody in the registered holdings"},
    {TS_VERDICT_NONE, "c6", "too little of a person to judge"},
};
enum { VERDICTS = sizeof verdict_row / sizeof *verdict_row };

static void verdicts(const ts_facts *f, ts_buf *out) {
    ts_bar bar[VERDICTS];
    for (size_t i = 0; i < VERDICTS; i++)
        bar[i] = (ts_bar){ts_verdict_name(verdict_row[i].verdict), f->verdict[verdict_row[i].verdict],
                          verdict_row[i].colour};
    ts_buf_add_str(out,
                   "<h2>Is each person and row true?</h2>\n<p>A sighting is one place that shows something about one "
                   "person: a table row, a form, a letter. Each was compared with every registered record.</p>\n");
    ts_html_shares(out, "Sightings by verdict", bar, VERDICTS, ts_add_count);
    static const char *const head[] = {"verdict", "#sightings", "meaning", NULL};
    ts_html_table(out, "Verdicts and what they mean", head);
    for (size_t i = 0; i < VERDICTS; i++) {
        /* "None is genuine", "none was altered" are findings; the others are left out where there are none. */
        bool finding = verdict_row[i].verdict == TS_VERDICT_GENUINE || verdict_row[i].verdict == TS_VERDICT_ALTERED;
        if (!f->verdict[verdict_row[i].verdict] && !(finding && f->sightings))
            continue;
        ts_buf_addf(out, "<tr><th scope=\"row\" class=\"d\">%s</th>", ts_verdict_name(verdict_row[i].verdict));
        add_n_of(out, f->verdict[verdict_row[i].verdict], f->sightings);
        ts_buf_addf(out, "<td>%s</td></tr>\n", verdict_row[i].meaning);
    }
    ts_html_table_end(out);
    ts_buf_addf(out,
                "<p>Full matches that chance alone would give: %.2f if every value were made up in the right format; ",
                (double)f->leak.random_micro / 1e6);
    ts_add_count(out, (uint64_t)((double)f->leak.region_micro / 1e6 + .5));
    ts_buf_add_str(out, " if this were a real list of the region's people got elsewhere: why a match alone does not "
                        "show that the data is ours. Wrong identifications to be expected: ");
    ts_facts_add_wrong(out, f);
    ts_buf_add_str(out, ".</p>\n");
}

static const char *ours_text(uint8_t ours) {
    return ours == TS_OURS_SHOWN    ? "<span class=\"tag yes\">ours</span>"
           : ours == TS_OURS_ISSUED ? "issued by us, also sent to others"
                                    : "not&nbsp;shown";
}

enum { TABLES_SHOWN = 60 };

/* "31 Oct 2023": whole in a narrow column. */
static void add_day(ts_buf *out, ts_date d) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    if (d == TS_NO_DATE) {
        ts_buf_add_str(out, "<td>-</td>");
        return;
    }
    ts_add_date(&text, d);
    size_t word = strcspn(text.ptr, " ") + 1;
    ts_buf_addf(out, "<td class=\"d\">%.*s%s</td>", (int)(word + 3), text.ptr, strrchr(text.ptr, ' '));
}

static void file_row(const ts_fact_table *t, ts_buf *out) {
    uint64_t genuine = t->sum.verdict[TS_VERDICT_GENUINE], unknown = t->sum.verdict[TS_VERDICT_UNKNOWN];
    uint64_t altered = t->sum.verdict[TS_VERDICT_ALTERED] + t->sum.verdict[TS_VERDICT_DIFFERS];
    ts_buf_add_str(out, "<tr><th scope=\"row\" class=\"w\">");
    ts_html_str(out, t->place);
    ts_buf_add_str(out, "</th>");
    add_n(out, t->sum.sightings);
    add_n_of(out, genuine, t->sum.sightings);
    add_n_of(out, altered, t->sum.sightings);
    add_n_of(out, unknown, t->sum.sightings);
    add_n(out, t->sum.sightings - genuine - altered - unknown);
    ts_buf_addf(out, "<td>%s</td><td>", ours_text(t->sum.ours));
    ts_html_str(out, t->source[0] ? t->source : "-");
    ts_buf_add_str(out, "</td>");
    add_day(out, t->sum.as_of);
    ts_buf_add_str(out, "</tr>\n");
}

static void files(const ts_facts *f, ts_buf *out) {
    static const char *const head[] = {"where",  "#sightings", "#genuine", "#altered", "#unknown",
                                       "#other", "ours?",      "system",   "as of",    NULL};
    ts_buf_add_str(out, "<h2>File by file</h2>\n<p>");
    ts_add_count(out, f->tables);
    ts_buf_add_str(out, f->tables == 1 ? " table or document holds sightings" : " tables and documents hold sightings");
    if (f->tables > TABLES_SHOWN)
        ts_buf_addf(out, "; these %d have the most", TABLES_SHOWN);
    ts_buf_add_str(
        out,
        ". All are in <code>files.csv</code>. Names of files are personal data and are masked; the "
        "code in brackets is the start of the content's SHA-256. Altered includes differs; other is "
        "candidate, placeholder, recombined or not judged. Beside a zero stands how many there may be all the same, "
        "at 95&nbsp;%.</p>\n");
    ts_html_table(out, "Tables and documents", head);
    for (size_t i = 0; i < f->tables && i < TABLES_SHOWN; i++)
        file_row(&f->table[i], out);
    ts_html_table_end(out);
}

static void people(const ts_facts *f, ts_buf *out) {
    ts_bar bar[TS_FACT_ORGANISATIONS];
    ts_buf_add_str(
        out,
        "<h2>People, and what is exposed of them</h2>\n<p>Sightings of the same person are counted once: those that "
        "our records identify by that identity, the rest by identifiers that they share and nothing that contradicts. "
        "People: ");
    ts_add_count(out, f->people);
    ts_buf_add_str(out, ", between ");
    ts_add_count(out, f->people_low);
    ts_buf_add_str(out, " and ");
    ts_add_count(out, f->people_high);
    ts_buf_add_str(out, ". What was not read is not in this range. Not counted: ");
    ts_add_count(out, f->named_only);
    ts_buf_add_str(out, " names without anything that tells their bearer from others (clinicians under letters, "
                        "mostly) and numbers without a name.</p>\n<div class=\"two\"><div>\n");
    size_t n = 0;
    for (int i = 0; i < TS_CATEGORIES; i++)
        bar[n++] = (ts_bar){ts_category_name(i), f->category[i], "c0"};
    ts_html_bars(out, "People by category of data", bar, n);
    ts_buf_add_str(out, "</div><div>\n");
    n = 0;
    for (int i = 0; i < TS_ROLE_COUNT; i++)
        bar[n++] = (ts_bar){ts_role_name((ts_role)i), f->population[i], "c4"};
    ts_html_bars(out, "People by population", bar, n);
    n = 0;
    for (int i = 0; i < f->organisations; i++)
        bar[n++] = (ts_bar){f->organisation[i].name[0] ? f->organisation[i].name : f->organisation[i].code,
                            f->organisation[i].people, "c3"};
    ts_html_bars(out, "People by organisation (shared people count for each)", bar, n);
    ts_buf_add_str(out, "</div></div>\n");
    char label[TS_FACT_YEARS][8];
    ts_bar year[TS_FACT_YEARS];
    n = 0;
    for (int i = 0; i < f->years && i < TS_FACT_YEARS; i++) {
        snprintf(label[n], sizeof label[n], "%d", f->first_year + i);
        year[n] = (ts_bar){label[n], f->year[i], "c2"};
        n++;
    }
    ts_html_columns(out, "People by year of their records", year, n);
    if (f->year_unknown) {
        ts_buf_add_str(out, "<p class=\"meta\">");
        ts_add_count(out, f->year_unknown);
        ts_buf_add_str(out, " people stand in records without a date.</p>\n");
    }
}

static void method(const ts_facts *f, ts_buf *out) {
    ts_buf_addf(out,
                "<h2>How each figure was got</h2>\n<dl>\n"
                "<dt>Verdicts</dt><dd>Each sighting is compared, attribute by attribute, with every person of every "
                "registered snapshot; weights after Fellegi and Sunter (1969), "
                "with the rarity of each value taken from the holdings themselves. Identified means: two or more "
                "independent groups of attributes agree with one held person, and the posterior reaches 0.999. "
                "Attributes count once per group; one agreeing attribute is never a match, and a check digit is never "
                "a detection.</dd>\n"
                "<dt>Ours</dt><dd>A value that only one of our systems issues agrees for the same person whom the "
                "other attributes identify, more often than the density of ids in use explains.</dd>\n"
                "<dt>As of</dt><dd>Only sightings that tell the snapshots apart count (");
    ts_add_count(out, f->leak.telling);
    ts_buf_addf(
        out,
        " here); the interval comes "
        "from resampling people; fewer than 20 give a bound only.</dd>\n"
        "<dt>Zeros</dt><dd>That none was found does not show that there is none: were three to be expected, none "
        "would still be found once in twenty times (Poisson). The limit beside a zero is that three, or all "
        "sightings where they are fewer.</dd>\n"
        "<dt>People</dt><dd>The range comes from the posteriors; items that were not read are never folded "
        "into it.</dd>\n"
        "<dt>Custody</dt><dd>Every act stands in the case's custody log, whose head when this was made was "
        "<code>%s</code>. <code>touchstone log verify CASE --head %s</code> checks it without a key.</dd>\n"
        "<dt>What is not in here</dt><dd>No name, number, date of birth, address or file name in clear. "
        "Records are held as keyed fingerprints only: pseudonymised, not anonymous.</dd>\n</dl>\n",
        f->head, f->head);
}

static ts_err render(ts_case *c, const ts_facts *f, ts_buf *out) {
    (void)c;
    ts_html_begin(out, "Touchstone: what was published, and whose it is");
    top(f, out);
    ts_summary_claims(f, out);
    verdicts(f, out);
    files(f, out);
    people(f, out);
    ts_summary_earlier(f, out);
    ts_summary_documents(f, out);
    ts_summary_drops(f, out);
    ts_summary_coverage(f, out);
    method(f, out);
    ts_html_end(out);
    return TS_OK;
}

const ts_report_shape ts_report_summary_html = {"summary", "html", "summary.html", render};
