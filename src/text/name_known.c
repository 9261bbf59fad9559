/* name_known.c - looks names up in the project's own lists: how common one is, and its long form. */
#include "text/name.h"

#include "text/name_lists.h"

#include <pthread.h>

ts_span ts_name_long(ts_span forename) {
    size_t low = 0, high = 0;
    while (ts_short_forms[high][0])
        high++;
    while (low < high) {
        size_t mid = (low + high) / 2;
        int order = ts_span_cmp(forename, ts_str(ts_short_forms[mid][0]));
        if (order == 0)
            return ts_str(ts_short_forms[mid][1]);
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return forename;
}

/* A word list as an open hash table of where each word stands. */
enum { SLOTS = 4096 };
typedef struct word_table {
    const char *word[SLOTS];
    uint8_t len[SLOTS], common[SLOTS];
} word_table;
static word_table forenames, surnames;
static pthread_once_t lists_once = PTHREAD_ONCE_INIT;

static size_t slot_of(const word_table *t, ts_span w) {
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < w.len; i++)
        h = (h ^ (uint8_t)w.ptr[i]) * 16777619u;
    size_t at = (h ^ h >> 15) & (SLOTS - 1);
    while (t->word[at] && !(t->len[at] == w.len && memcmp(t->word[at], w.ptr, w.len) == 0))
        at = (at + 1) & (SLOTS - 1);
    return at;
}

static void fill(word_table *t, const char *const *blocks) {
    static const uint8_t common[] = {255, 160, 80};
    for (size_t b = 0; blocks[b]; b++) {
        for (const char *p = blocks[b]; *p;) {
            size_t n = strcspn(p, " "), at = slot_of(t, ts_span_of(p, n));
            if (!t->word[at]) {
                t->word[at] = p;
                t->len[at] = (uint8_t)n;
                t->common[at] = common[b];
            }
            p += n + (p[n] == ' ');
        }
    }
}

static void fill_lists(void) {
    fill(&forenames, ts_forename_blocks);
    fill(&surnames, ts_surname_blocks);
}

static unsigned known(const word_table *t, ts_span w) {
    pthread_once(&lists_once, fill_lists);
    if (w.len == 0 || w.len > 32)
        return 0;
    size_t at = slot_of(t, w);
    return t->word[at] ? t->common[at] : 0;
}

unsigned ts_forename_known(ts_span folded) { return known(&forenames, folded); }

unsigned ts_surname_known(ts_span folded) { return known(&surnames, folded); }
