/* facts.h - every figure, computed once for all reports.
 *
 * Reports print from here and from nowhere else, so two of them can never disagree.  No personal
 * value is in it: places are masked, people are counts.
 */
#ifndef TS_DUTY_FACTS_H
#define TS_DUTY_FACTS_H

#include <stdio.h>

#include "base/json.h"
#include "base/mem.h"
#include "model/claim.h"
#include "store/coverage.h"
#include "store/documents.h"
#include "store/earlier.h"
#include "store/people.h"
#include "store/tables.h"

enum { TS_FACT_YEARS = 60, TS_FACT_ORGANISATIONS = 64, TS_FACT_UNREAD = 10000, TS_FACT_TABLES = 100000 };

/* One table, sheet or document that sightings stand in. */
typedef struct ts_fact_table {
    char place[200]; /* masked */
    char source[84]; /* "RBS PAS"; empty: cannot be said */
    ts_table_sum sum;
} ts_fact_table;

typedef struct ts_fact_unread {
    char place[200];
    char format[24];
    ts_reason reason;
    uint64_t bytes, size;
    char message[200];
} ts_fact_unread;

typedef struct ts_fact_organisation {
    char code[16], name[128];
    uint64_t people, shared; /* people with an exposure; of those, also another organisation's */
} ts_fact_organisation;

/* One piece of evidence, and whom it was the first to show. */
typedef struct ts_fact_drop {
    ts_drop is;
    uint64_t people, held;
} ts_fact_drop;

/* A claim, and where the examples of each of its assertions stand, masked. */
typedef struct ts_fact_claim {
    ts_claim said;
    char (*where)[TS_CLAIM_EXAMPLES][220];
} ts_fact_claim;

/* The documents against the registered trees of files; none compared: no tree is registered. */
typedef struct ts_fact_documents {
    uint64_t compared, without_text;
    uint64_t verdict[TS_DOCUMENT_VERDICTS], common[TS_DOCUMENT_VERDICTS]; /* common: of each verdict */
} ts_fact_documents;

typedef struct ts_facts {
    char case_name[256];
    char head[20], version[16], as_at[25];
    bool test_realm;

    ts_coverage cover;
    ts_table_sum leak;
    char leak_source[84], leak_rival[84]; /* rival: empty where the source is settled */
    uint64_t sightings;
    uint64_t verdict[TS_VERDICT_COUNT];
    uint64_t tables_ours, tables_issued, tables_not_shown; /* with at least one identified sighting */

    ts_fact_table *table;
    size_t tables;
    ts_fact_unread *unread;
    size_t unreads;
    bool unread_cut; /* more than TS_FACT_UNREAD: the rest is in the totals only */

    ts_fact_drop *drop; /* in the order in which they came */
    size_t drops;

    ts_earlier_sum earlier[TS_EARLIER_MOST]; /* earlier leaks, and what of this one stood in them */
    size_t earliers;
    ts_fact_documents documents;

    uint64_t people, people_low, people_high, held, not_held;
    uint64_t whole_high; /* what the whole may hold, while some of it waits (impact/whole.h); 0: cannot be said */
    uint64_t population[TS_ROLE_COUNT];
    uint64_t named_only; /* names and numbers that identify nobody by themselves: not among the people */
    uint64_t children_then, children_now, deceased, contactable;
    uint64_t category[TS_CATEGORIES];
    uint64_t category_population[TS_CATEGORIES][TS_ROLE_COUNT];
    uint64_t people_verdict[TS_VERDICT_COUNT];
    uint64_t year[TS_FACT_YEARS]; /* people by each year of their records; [0] is first_year */
    int first_year, years;
    uint64_t year_unknown;
    ts_fact_organisation organisation[TS_FACT_ORGANISATIONS];
    int organisations;
    int64_t case_bytes;

    ts_fact_claim *claim;
    size_t claims;
} ts_facts;

ts_err ts_facts_load(ts_case *c, ts_facts *out);
void ts_facts_done(ts_facts *f);
/* Share of stored bytes that was read, in 1/1000. */
unsigned ts_facts_read_share(const ts_facts *f);
/* While evidence waits: is it settled all the same?  The system, once another fair sample would name it too; the day, once
 * one would and the system is; the number of people never: what was read is the least that the whole holds. */
bool ts_facts_system_settled(const ts_facts *f);
bool ts_facts_day_settled(const ts_facts *f);
static inline bool ts_facts_people_settled(const ts_facts *f) { return f->cover.all.waiting == 0; }
/* "the whole holds at least 90, and up to 400 if what waits is like what was read (not settled yet)"; nothing where all was
 * read. */
void ts_facts_add_whole(ts_buf *out, const ts_facts *f);
/* The sentence for the board, and the four first-hours answers, in words. */
void ts_facts_situation(const ts_facts *f, ts_buf *out);
void ts_facts_answer_ours(const ts_facts *f, ts_buf *head, ts_buf *text);
void ts_facts_answer_source(const ts_facts *f, ts_buf *head, ts_buf *text);
void ts_facts_answer_population(const ts_facts *f, ts_buf *head, ts_buf *text);
void ts_facts_answer_asof(const ts_facts *f, ts_buf *head, ts_buf *text);

/* Claims (claims_words.c).  What an assertion says, of which items, and whether a rule picked it from the text. */
void ts_claim_says(const ts_claim *c, const ts_assertion *a, ts_buf *out);
/* What was found of it: counts, their range, how many there may be where there is none. */
void ts_claim_shows(const ts_claim *c, size_t assertion, ts_buf *out);
/* What was not read that could change it; nothing where nothing could. */
void ts_claim_could_change(const ts_claim *c, size_t assertion, ts_buf *out);
/* "28 November 2024, 10:00". */
void ts_claim_add_when(ts_buf *out, const ts_claim *c);
/* Of a claim's text all but addresses, links and long numbers; controls are shown as U+FFFD. */
void ts_claim_add_text(ts_buf *out, ts_span text);
void ts_claim_add_id(ts_buf *out, const ts_claim *c); /* so does its id where a tracker's title made it */
/* How many assertions of all claims have each result. */
void ts_facts_count_claims(const ts_facts *f, uint64_t count[static TS_CLAIM_RESULTS]);
/* "claims": [...] of an open object (claims_json.c). */
void ts_claims_json(ts_json *j, const ts_facts *f);

/* Moment of the report as people write it: "25 November 2026, 06:28 UTC". */
void ts_facts_add_as_at(ts_buf *out, const ts_facts *f);
/* Wrong identifications to be expected, "0.04". */
void ts_facts_add_wrong(ts_buf *out, const ts_facts *f);
/* How many there may be, at 95 %, where none of `whole` was found: 3, or all of them where they are fewer. */
uint64_t ts_zero_limit(uint64_t whole);
/* A count out of `whole`; none is printed with its limit, "0 (at most 3 at 95 %)". */
void ts_add_count_of(ts_buf *out, uint64_t n, uint64_t whole);
/* 1,234,567; "12.3 MB"; "31 October 2023". */
void ts_add_count(ts_buf *out, uint64_t n);
void ts_add_bytes(ts_buf *out, uint64_t n);
void ts_add_date(ts_buf *out, ts_date d);

#endif
