/* waterfall.h - why a verdict is what it is: from the prior, weight by weight, to the posterior; and what a table and the
 * leak add up to.
 *
 * Weights are integers in 1/1024 bit, those that the verdict was made with.  Names and reasons are words of the program:
 * nothing personal, but where values or records are asked for.
 */
#ifndef TOUCHSTONE_WATERFALL_H
#define TOUCHSTONE_WATERFALL_H

#include <touchstone/case.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
    TS_FALL_GROUPS = 9,
    TS_FALL_ATTRS = 14,
    TS_FALL_SNAPSHOTS = 32,
    TS_FALL_VERDICTS = 8,
    TS_FALL_VALUE = 95,
    TS_FALL_NAME = 96,
    TS_FALL_NO_WEIGHT = INT32_MIN
};

/* From where it is known how many people have a value that agrees. */
typedef enum ts_rare {
    TS_RARE_CLASS, /* at most one person in so many of the export has it: the bound of its class */
    TS_RARE_COMMON, /* more than one in 200 has it: counted as one in so many */
    TS_RARE_ALONE, /* one person of the export has it */
    TS_RARE_EXPORT, /* the export is smaller than the class would say */
    TS_RARE_KIND, /* what is known of such values everywhere, whatever a small export's own counts say */
    TS_RARE_MASK, /* ids of this form that the system could give */
    TS_RARE_SEX
} ts_rare;

typedef struct ts_fall_attr {
    const char *name; /* "surname" */
    const char *stands; /* "agrees", "near", "differs", "absent": not given, or not held */
    const char *how; /* near: in which way; differs, absent: what is known of it; NULL: nothing */
    bool given; /* the sighting shows it */
    bool counted; /* it is the one that its group counts with */
    int32_t weight; /* by itself */
    uint32_t m_ppm, u_ppm; /* stands so: of 10^6 pairs of one person; of 10^6 pairs of two (agrees: see one_in) */
    uint64_t one_in; /* agrees: one person in so many has the value; else 0 */
    ts_rare rare; /* from where that is known */
    char value[TS_FALL_VALUE]; /* normal form, only where values are asked for */
} ts_fall_attr;

typedef struct ts_fall_group {
    const char *name;
    int32_t weight, so_far; /* so_far: the prior and all groups to here */
    bool household; /* what agrees here says nothing: who lives there has it too */
    uint8_t first, attrs; /* ts_waterfall.attr */
} ts_fall_group;

typedef struct ts_fall_snapshot {
    char name[TS_FALL_NAME]; /* "RBS PAS 2023-10-31" */
    bool agrees; /* all that can be compared agrees with it */
} ts_fall_snapshot;

/* One sighting. */
typedef struct ts_waterfall {
    ts_span item; /* where it stands: masked, "E1/…/….csv [3F2A91]", or in clear where values are asked for */
    ts_span part; /* likewise */
    ts_digest blob;
    bool table; /* place is a row, else a byte of the text */
    uint64_t place;
    const char *role, *verdict, *reason, *ours, *ours_why;

    uint32_t lambda_ppm; /* share of its table's sightings that are about people held */
    uint64_t people; /* held */
    int32_t held, none; /* log2 of the prior of this person, and of nobody who is held */
    ts_fall_group group[TS_FALL_GROUPS];
    ts_fall_attr attr[TS_FALL_ATTRS];
    size_t groups; /* 0: nobody who is held comes into question */
    int32_t weight; /* of all groups; TS_FALL_NO_WEIGHT: nobody */
    int32_t all; /* log2 of the sum of 2^weight over all candidates */
    int32_t next; /* weight of the next candidate; TS_FALL_NO_WEIGHT: there is none */
    uint32_t posterior; /* parts of 10^9 */
    int32_t lead_wanted; /* over the next candidate, and what else it takes to be identified */
    uint32_t posterior_wanted;
    bool identified, named; /* named: the case keeps which record it is */
    ts_fall_snapshot snapshot[TS_FALL_SNAPSHOTS]; /* those of the systems that hold the person */
    size_t snapshots;
    char holding[TS_FALL_NAME]; /* of the record that it was weighed with: "RBS PAS 2023-10-31"; named only */
    char record[TS_FALL_NAME]; /* "RBS/PAS/2023-10-31#r10233", only where records are asked for; else empty */
} ts_waterfall;

/* A table, a file's running text, all running text, or the whole leak. */
typedef struct ts_verdict_sum {
    const char *of; /* "table", "text", "texts", "leak" */
    ts_span item, part; /* table, text: as of ts_waterfall */
    ts_digest blob;
    uint64_t sightings;
    struct {
        const char *name;
        uint64_t n;
    } verdict[TS_FALL_VERDICTS];
    uint32_t lambda_ppm;
    uint64_t people;
    bool whole; /* what follows is known: not of one file's running text, which is judged with all other texts */
    uint64_t identified, beyond, base_ppm; /* beyond: of those, values differ that no ordinary cause explains */
    double wrong, held; /* wrong matches expected among the identified; sightings expected to be about people held */
    const char *ours;
    double ours_bits; /* against a real list from elsewhere, with ids filled in */
    uint64_t id_agrees, id_differs;
    char source[TS_FALL_NAME], next_source[TS_FALL_NAME]; /* "RBS PAS"; empty: cannot be said */
    double lead_bits; /* of the first over the next */
    unsigned rivals, as_of_rivals; /* leak, while evidence waits: systems and days that the whole may yet put first */
    char as_of[11], low[11], high[11]; /* ISO; empty: cannot be said */
    uint64_t telling; /* sightings that tell the snapshots apart */
    struct {
        char name[TS_FALL_NAME];
        uint64_t n; /* of those, the ones that agree with it */
    } curve[TS_FALL_SNAPSHOTS];
    size_t curves;
    double random, region; /* full matches that chance gives: made-up values, a real list of this region's people */
    uint64_t tables; /* leak: tables there are */
} ts_verdict_sum;

typedef struct ts_why_options {
    const char *locator; /* as `verify --list` prints it; NULL: the whole leak */
    bool each; /* of a table, a file or the leak: also every sighting */
    bool values, records; /* in clear, values with places; the act is logged */
} ts_why_options;

/* Any may return an error to end the run. */
typedef struct ts_why_events {
    void *context;
    ts_err (*sighting)(void *context, const ts_waterfall *w);
    ts_err (*sum)(void *context, const ts_verdict_sum *s);
    /* Nothing stands at the locator: what may have been meant, masked. */
    ts_err (*near)(void *context, ts_span item);
} ts_why_events;

/* TS_EUSAGE where nothing stands at the locator, where it fits several files, and where verification must run first. */
ts_err ts_why_verdict(ts_case *c, const ts_why_options *options, const ts_why_events *events);

#ifdef __cplusplus
}
#endif
#endif
