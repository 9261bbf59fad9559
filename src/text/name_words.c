/* name_words.c - the words around and inside names that are no names: titles, degrees, particles. */
#include "text/name_words.h"

#include "base/once.h"

static const char *const titles[] = {"MR",   "MRS",       "MS",     "MISS",  "MX",  "DR",     "DOCTOR",
                                     "PROF", "PROFESSOR", "REV",    "REVD",  "FR",  "SIR",    "DAME",
                                     "LORD", "LADY",      "MASTER", "MSTR",  "SR",  "SISTER", "CAPT",
                                     "MAJ",  "COL",       "CLLR",   "CANON", "HON", "MADAM",  NULL};
/* What stands behind a name and is none of it. */
static const char *const endings[] = {
    "JNR",  "JUNIOR", "OBE",   "MBE",     "CBE",    "PHD",   "ESQ",   "ESQUIRE",  "RN",    "RGN",   "FRCS",
    "FRCP", "MD",     "MBBS",  "MBCHB",   "BSC",    "MSC",   "MRCP",  "FRCA",     "MRCGP", "FRCR",  "DECD",
    "JR",   "SNR",    "MRCS",  "MRCPCH",  "FRCPCH", "MRCOG", "FRCOG", "MRCPSYCH", "FRCEM", "MRCEM", "CHB",
    "BCH",  "BCHIR",  "MBBCH", "MBBCHIR", "BDS",    "MCSP",  "RMN",   "SRN",      "RSCN",  "DPHIL", "HONS",
    "BEM",  "KBE",    "DBE",   "KC",      "QC",     "JP",    NULL};
/* Two capitals before a name are a surname only if they can be one: "LI Wei", but "JR Smith". */
static const char *const short_names[] = {"AN", "AU", "DU", "FU", "GU", "HE", "HO", "HU", "IP", "KO", "LE",
                                          "LI", "LO", "LU", "LY", "MA", "MO", "NG", "OH", "OU", "QI", "QU",
                                          "SO", "SU", "TU", "VO", "VU", "WU", "XU", "YE", "YI", "YU", NULL};
static const char *const degrees[] = {"MB", "BM", "BS", "MA", "BA", NULL}; /* initials or names, unless more follows */
static const char *const particles[] = {"DE",  "VAN",   "VON", "DER", "DEN",   "LA",    "LE",    "DI",   "DA",
                                        "DEL", "DELLA", "DU",  "BIN", "BINTI", "BINTE", "BINT",  "IBN",  "AL",
                                        "EL",  "ST",    "MAC", "MC",  "O",     "TER",   "TEN",   "DOS",  "DAS",
                                        "DO",  "NI",    "UI",  "AP",  "UL",    "UR",    "FERCH", "MHIC", NULL};

/* A list by first letter.  The bit per length that a letter's words have refuses most. */
enum { LISTED = 64 };
typedef struct word_list {
    const char *const *word;
    uint32_t lengths[26];
    uint8_t first[26], next[LISTED]; /* 1 + a word's number; 0: there is none */
    uint8_t len[LISTED];
    uint64_t head[LISTED]; /* its first eight bytes */
} word_list;

static word_list lists[TS_NAME_LISTS] = {[TS_NAME_TITLES] = {.word = titles},
                                         [TS_NAME_ENDINGS] = {.word = endings},
                                         [TS_NAME_DEGREES] = {.word = degrees},
                                         [TS_NAME_PARTICLES] = {.word = particles},
                                         [TS_NAME_SHORT] = {.word = short_names}};
_Static_assert(sizeof titles / sizeof *titles <= LISTED && sizeof endings / sizeof *endings <= LISTED &&
                   sizeof degrees / sizeof *degrees <= LISTED && sizeof particles / sizeof *particles <= LISTED &&
                   sizeof short_names / sizeof *short_names <= LISTED,
               "a list has room for its words");

static uint64_t head_of(const char *word, size_t len) {
    char head[sizeof(uint64_t)] = {0};
    uint64_t v;
    ts_copy(head, word, len < sizeof head ? len : sizeof head);
    memcpy(&v, head, sizeof v);
    return v;
}

static void fill_list(word_list *l) {
    for (size_t i = 0; l->word[i]; i++) {
        size_t letter = (size_t)(*l->word[i] - 'A'), len = strlen(l->word[i]);
        l->lengths[letter] |= 1u << len;
        l->len[i] = (uint8_t)len;
        l->head[i] = head_of(l->word[i], len);
        l->next[i] = l->first[letter];
        l->first[letter] = (uint8_t)(i + 1);
    }
}

static void fill_all_lists(void) {
    for (int i = 0; i < TS_NAME_LISTS; i++)
        fill_list(&lists[i]);
}

static inline void need_lists(void) {
    static ts_once once = TS_ONCE_INIT;
    ts_once_ready(&once, fill_all_lists);
}

/* Of a word that may be in the list by its first letter and length: is it? */
static bool is_listed(const char *capitals, size_t len, uint64_t head, const word_list *l) {
    for (unsigned i = l->first[capitals[0] - 'A']; i; i = l->next[i - 1])
        if (l->head[i - 1] == head && l->len[i - 1] == len &&
            (len <= sizeof head || memcmp(capitals, l->word[i - 1], len) == 0))
            return true;
    return false;
}

bool ts_name_in(ts_span w, ts_name_list list) {
    const word_list *l = &lists[list];
    need_lists();
    if (w.len == 0 || w.len > 31 || !ts_is_upper(w.ptr[0]) || !(l->lengths[w.ptr[0] - 'A'] >> w.len & 1))
        return false;
    return is_listed(w.ptr, w.len, head_of(w.ptr, w.len), l);
}

bool ts_name_in_written(const char *word, size_t len, ts_name_list list) {
    const word_list *l = &lists[list];
    need_lists();
    if (len == 0 || len > 31 || !(l->lengths[(word[0] & 31) - 1] >> len & 1))
        return false;
    char upper[32];
    for (size_t i = 0; i < len; i++)
        upper[i] = word[i] & ~0x20;
    return is_listed(upper, len, head_of(upper, len), l);
}

bool ts_name_in_roomy(const char *word, size_t len, ts_name_list list) {
    const word_list *l = &lists[list];
    if (len > sizeof(uint64_t))
        return ts_name_in_written(word, len, list);
    need_lists();
    if (len == 0 || !(l->lengths[(word[0] & 31) - 1] >> len & 1))
        return false;
    uint64_t head, capitals = UINT64_MAX / 255 * 0xDF;
    memcpy(&head, word, sizeof head);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    head &= capitals & UINT64_MAX >> (64 - 8 * len);
#else
    head &= capitals & UINT64_MAX << (64 - 8 * len);
#endif
    char first = word[0] & ~0x20;
    return is_listed(&first, len, head, l);
}
