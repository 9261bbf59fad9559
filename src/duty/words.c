/* words.c - the sentences that say what the figures say, and how sure. */
#include "duty/facts.h"

#include "base/clock.h"
#include "base/exactmath.h"

void ts_add_count(ts_buf *out, uint64_t n) {
    char raw[24];
    int len = snprintf(raw, sizeof raw, "%llu", (unsigned long long)n);
    for (int i = 0; i < len; i++) {
        if (i && (len - i) % 3 == 0)
            ts_buf_add_char(out, ',');
        ts_buf_add_char(out, raw[i]);
    }
}

uint64_t ts_zero_limit(uint64_t whole) {
    uint64_t limit = (ts_count_upper(0) + 999999) / 1000000;
    return limit < whole ? limit : whole;
}

void ts_add_count_of(ts_buf *out, uint64_t n, uint64_t whole) {
    ts_add_count(out, n);
    if (n == 0 && whole > 0)
        ts_buf_addf(out, " (at most %llu at 95 %%)", (unsigned long long)ts_zero_limit(whole));
}

void ts_add_bytes(ts_buf *out, uint64_t n) {
    static const char *const unit[] = {"bytes", "kB", "MB", "GB", "TB"};
    uint64_t whole = n, tenth = 0;
    int u = 0;
    for (; whole >= 1000 && u < 4; u++)
        tenth = whole % 1000 / 100, whole /= 1000;
    if (u)
        ts_buf_addf(out, "%llu.%llu %s", (unsigned long long)whole, (unsigned long long)tenth, unit[u]);
    else
        ts_buf_addf(out, "%llu bytes", (unsigned long long)whole);
}

void ts_add_date(ts_buf *out, ts_date d) {
    static const char *const month[] = {"January", "February", "March",     "April",   "May",      "June",
                                        "July",    "August",   "September", "October", "November", "December"};
    if (d == TS_NO_DATE) {
        ts_buf_add_str(out, "not known");
        return;
    }
    int y, m, day;
    ts_date_parts(d, &y, &m, &day);
    ts_buf_addf(out, "%d %s %d", day, month[m - 1], y);
}

static uint64_t identified(const ts_facts *f) {
    return f->verdict[TS_VERDICT_GENUINE] + f->verdict[TS_VERDICT_ALTERED] + f->verdict[TS_VERDICT_DIFFERS];
}

/* "93.4 %"; a part of nothing is a dash. */
static void add_share(ts_buf *out, uint64_t part, uint64_t whole) {
    if (!whole) {
        ts_buf_add_str(out, "-");
        return;
    }
    uint64_t permille = (part * 1000 + whole / 2) / whole;
    ts_buf_addf(out, "%llu.%llu %%", (unsigned long long)(permille / 10), (unsigned long long)(permille % 10));
}

unsigned ts_facts_read_share(const ts_facts *f) {
    const ts_cover *v = &f->cover.all;
    return v->bytes ? (unsigned)((double)v->bytes_read / (double)v->bytes * 1000) : 1000;
}

static const char *plural(uint64_t n, const char *one, const char *many) { return n == 1 ? one : many; }

/* "98.2 % of the bytes were read", without rounding up to a 100 that is not. */
static void add_read(ts_buf *out, const ts_facts *f) {
    const ts_cover *v = &f->cover.all;
    unsigned p = ts_facts_read_share(f);
    uint64_t not_whole = v->partly + v->unread;
    if (v->bytes_unread == 0 && not_whole == 0 && v->waiting == 0) {
        ts_buf_add_str(out, "everything was read");
        return;
    }
    ts_buf_addf(out, "%u.%u %% of the bytes were read", p / 10, p % 10);
    if (not_whole || v->bytes_unread)
        ts_buf_addf(out, ", %llu %s not or only partly", (unsigned long long)not_whole,
                    plural(not_whole, "item", "items"));
    if (v->waiting) {
        ts_buf_add_str(out, ", ");
        ts_add_count(out, v->waiting);
        ts_buf_add_str(out, plural(v->waiting, " item is still waiting", " items are still waiting"));
    }
}

void ts_facts_add_as_at(ts_buf *out, const ts_facts *f) {
    ts_instant at;
    if (!ts_instant_parse(ts_str(f->as_at), &at)) {
        ts_buf_add_str(out, f->as_at);
        return;
    }
    ts_add_date(out, ts_instant_date(at));
    ts_buf_addf(out, ", %.5s UTC", f->as_at + 11);
}

void ts_facts_add_wrong(ts_buf *out, const ts_facts *f) {
    uint64_t hundredths = (f->leak.wrong_ppb + 5000000) / 10000000;
    ts_add_count(out, hundredths / 100);
    ts_buf_addf(out, ".%02u", (unsigned)(hundredths % 100));
}

void ts_facts_answer_ours(const ts_facts *f, ts_buf *head, ts_buf *text) {
    uint64_t known = identified(f);
    if (!f->sightings) {
        ts_buf_add_str(head, "Nothing about people found");
        ts_buf_add_str(text, "No sighting of a person stands in what was read.");
    } else if (f->tables_ours) {
        ts_buf_add_str(head, "Yes, in part ours");
        if (known * 10 >= f->sightings * 9)
            ts_buf_clear(head), ts_buf_add_str(head, "Yes, it is ours");
        ts_add_count(text, f->tables_ours);
        ts_buf_addf(text, " %s record numbers that only our systems issue, beside the right people. ",
                    plural(f->tables_ours, "table or document carries", "tables and documents carry"));
    } else if (f->tables_issued) {
        ts_buf_add_str(head, "Our people, source not settled");
        ts_buf_add_str(
            text,
            "Record numbers that we issued stand beside the right people, but such numbers are also on letters that "
            "we send to others. ");
    } else if (known) {
        ts_buf_add_str(head, "Real people, source not shown");
        ts_buf_add_str(text, "People whom we hold are in it, but nothing that only our systems issue");
        if (f->tables_not_shown) {
            ts_buf_add_str(text, ", in ");
            ts_add_count_of(text, 0, f->tables_not_shown);
            ts_buf_add_str(text, " of ");
            ts_add_count(text, f->tables_not_shown);
            ts_buf_add_str(text, plural(f->tables_not_shown, " table or document", " tables and documents"));
        }
        ts_buf_add_str(text, ". Anybody's list of this region would hold some of them. ");
    } else {
        ts_buf_add_str(head, "Not shown to be ours");
        ts_buf_add_str(text, "None of the people in it could be identified in the registered holdings. ");
    }
    if (f->sightings) {
        ts_add_count_of(text, known, f->sightings);
        ts_buf_add_str(text, " of ");
        ts_add_count(text, f->sightings);
        ts_buf_add_str(text, " sightings (rows, forms and letters about a person) name somebody in our records (");
        add_share(text, known, f->sightings);
        ts_buf_add_str(text, "); ");
        ts_add_count_of(text, f->verdict[TS_VERDICT_ALTERED], known);
        ts_buf_addf(text, " of those %s altered. Wrong identifications to be expected: ",
                    plural(f->verdict[TS_VERDICT_ALTERED], "was", "were"));
        ts_facts_add_wrong(text, f);
        ts_buf_add_char(text, '.');
    }
}

/* "RBQ PAS", or as long as the whole may say another "RBQ PAS or RBS PAS or 2 others (not settled yet)". */
static void add_source(ts_buf *out, const ts_facts *f) {
    ts_buf_add_str(out, f->leak_source);
    if (!f->leak.rivals)
        return;
    ts_buf_addf(out, " or %s", f->leak_rival);
    if (f->leak.rivals > 1)
        ts_buf_addf(out, " or %u %s", f->leak.rivals - 1u, plural(f->leak.rivals - 1u, "other", "others"));
    ts_buf_add_str(out, " (not settled yet)");
}

void ts_facts_answer_source(const ts_facts *f, ts_buf *head, ts_buf *text) {
    if (!f->leak_source[0]) {
        ts_buf_add_str(head, "Not shown");
        ts_buf_add_str(text, "No registered system stands out.");
        return;
    }
    if (f->leak.rivals) {
        add_source(head, f);
        ts_buf_add_str(text, "Not settled yet: what was read points to the first more than to any other, but by so "
                             "little, or in so few files, that what still waits may turn it. ");
    } else {
        ts_buf_add_str(head, f->leak_source);
    }
    ts_buf_add_str(text, "More identified sightings point to this system than to any other, by who is held in it and "
                         "by the record numbers that it issues.");
    for (int i = 0, told = 0; i < f->organisations; i++)
        if (f->organisation[i].people) {
            ts_buf_addf(text, "%s%s ", told++ ? ", " : " People by organisation: ", f->organisation[i].code);
            ts_add_count(text, f->organisation[i].people);
        }
    ts_buf_add_char(text, '.');
}

bool ts_facts_system_settled(const ts_facts *f) {
    return f->leak.rivals == 0 && (f->leak_source[0] || !f->cover.all.waiting);
}

bool ts_facts_day_settled(const ts_facts *f) {
    bool named = f->leak.as_of != TS_NO_DATE || !f->cover.all.waiting;
    return ts_facts_system_settled(f) && named && f->leak.as_of_rivals == 0;
}

void ts_facts_add_whole(ts_buf *out, const ts_facts *f) {
    if (ts_facts_people_settled(f))
        return;
    ts_buf_add_str(out, "the whole holds at least ");
    ts_add_count(out, f->people_low);
    if (f->whole_high) {
        ts_buf_add_str(out, ", and up to ");
        ts_add_count(out, f->whole_high);
        ts_buf_add_str(out, " if what waits is like what was read");
    } else {
        ts_buf_add_str(out, "; how many more cannot be said from so few files");
    }
    ts_buf_add_str(out, " (not settled yet)");
}

/* "31 October 2023", or as long as the whole may say another "31 October 2023 or 1 October 2019 (not settled yet)". */
static void add_day(ts_buf *out, const ts_facts *f) {
    const ts_table_sum *l = &f->leak;
    ts_add_date(out, l->as_of);
    if (l->as_of_rivals) {
        ts_buf_add_str(out, " or ");
        ts_add_date(out, l->as_of_rival);
    }
    if (l->as_of_rivals > 1)
        ts_buf_addf(out, " or %u %s", l->as_of_rivals - 1u, plural(l->as_of_rivals - 1u, "other day", "other days"));
    if (!ts_facts_day_settled(f))
        ts_buf_add_str(out, " (not settled yet)");
}

void ts_facts_answer_population(const ts_facts *f, ts_buf *head, ts_buf *text) {
    int top = 0;
    for (int i = 1; i < TS_ROLE_COUNT; i++)
        if (f->population[i] > f->population[top] || (top == 0 && f->population[i]))
            top = i;
    static const char *const many[TS_ROLE_COUNT] = {"Role not stated", "Patients",  "Next of kin", "Staff",
                                                    "Donors",          "Suppliers", "Clinicians"};
    static const char *const few[TS_ROLE_COUNT] = {
        "people whose role is not stated", "patients", "next of kin", "staff", "donors", "suppliers", "clinicians"};
    if (!f->people) {
        ts_buf_add_str(head, "Nobody");
        ts_buf_add_str(text, "No person was found in what was read.");
        return;
    }
    ts_buf_add_str(head, f->population[top] * 10 >= f->people * 8 ? many[top] : "Mixed: ");
    if (f->population[top] * 10 < f->people * 8) {
        for (int i = 1, told = 0; i < TS_ROLE_COUNT; i++)
            if (f->population[i] * 20 >= f->people)
                ts_buf_addf(head, "%s%s", told++ ? ", " : "", few[i]);
    }
    ts_add_count(text, f->people);
    ts_buf_add_str(text, " people (");
    ts_add_count(text, f->people_low);
    ts_buf_add_str(text, " to ");
    ts_add_count(text, f->people_high);
    ts_buf_add_str(text, "), ");
    ts_add_count_of(text, f->held, f->people);
    ts_buf_add_str(text, " of them in our records. Children today: ");
    ts_add_count(text, f->children_now);
    ts_buf_add_str(text, "; children on the date of the record: ");
    ts_add_count(text, f->children_then);
    ts_buf_add_str(text, "; deceased: ");
    ts_add_count(text, f->deceased);
    ts_buf_add_char(text, '.');
    if (!ts_facts_people_settled(f)) {
        ts_buf_add_str(text, " These are the people of what was read so far: ");
        ts_facts_add_whole(text, f);
        ts_buf_add_char(text, '.');
    }
}

void ts_facts_answer_asof(const ts_facts *f, ts_buf *head, ts_buf *text) {
    const ts_table_sum *l = &f->leak;
    bool waits = f->cover.all.waiting > 0;
    if (l->as_of == TS_NO_DATE && l->as_of_low == TS_NO_DATE && l->as_of_high == TS_NO_DATE) {
        ts_buf_addf(head, "Not settled%s", waits ? " yet" : "");
        ts_buf_addf(text, "Nothing in %s changed between the registered snapshots, so nothing dates the copy%s.",
                    waits ? "what was read so far" : "it", waits ? " yet" : "");
        return;
    }
    if (l->as_of != TS_NO_DATE)
        add_day(head, f);
    else
        ts_buf_addf(head, "Only a bound%s", waits ? " (not settled yet)" : "");
    ts_add_count(text, l->telling);
    ts_buf_add_str(text, " sightings show values that changed between our snapshots, so they can date the copy; ");
    ts_buf_add_str(text, l->as_of != TS_NO_DATE ? "most agree with this day's" : "too few to name a day");
    if (l->as_of_low != l->as_of_high) {
        ts_buf_add_str(text, ", between ");
        ts_add_date(text, l->as_of_low);
        ts_buf_add_str(text, " and ");
        ts_add_date(text, l->as_of_high);
    }
    ts_buf_add_str(text, ". ");
    if (l->as_of != TS_NO_DATE && !ts_facts_day_settled(f))
        ts_buf_add_str(text, l->as_of_rivals
                                 ? "Not settled yet: the first leads by so little, or in so few files, that "
                                   "what still waits may turn it. "
                                 : "Not settled yet: it is the day of one system's copy, and the system is "
                                   "not settled. ");
    ts_buf_add_str(text, "Single tables may be copies of other days: see file by file.");
}

void ts_facts_situation(const ts_facts *f, ts_buf *out) {
    TS_AUTO(ts_buf, ts_buf_done) ours = {0}, rest = {0};
    ts_facts_answer_ours(f, &ours, &rest);
    ts_buf_add_str(out, "As at ");
    ts_facts_add_as_at(out, f);
    ts_buf_addf(out, ": %s. ", ours.ptr);
    ts_add_count(out, f->people);
    ts_buf_addf(out, " %s (", plural(f->people, "person", "people"));
    ts_add_count(out, f->people_low);
    ts_buf_add_str(out, " to ");
    ts_add_count(out, f->people_high);
    ts_buf_add_str(out, ts_facts_people_settled(f) ? ") found, " : ") found so far, ");
    ts_add_count_of(out, f->held, f->people);
    ts_buf_add_str(out, " of them in our records");
    if (f->leak_source[0]) {
        ts_buf_add_str(out, ", mostly ");
        add_source(out, f);
    }
    if (f->leak.as_of != TS_NO_DATE && !f->leak.rivals) { /* the day is that of one system's snapshot */
        ts_buf_add_str(out, " as of ");
        add_day(out, f);
    }
    if (!ts_facts_people_settled(f)) {
        ts_buf_add_str(out, "; ");
        ts_facts_add_whole(out, f);
    }
    ts_buf_add_str(out, "; ");
    add_read(out, f);
    ts_buf_add_char(out, '.');
}
