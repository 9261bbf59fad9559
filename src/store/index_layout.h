/* index_layout.h - where everything stands in a .tsx file; shared by its writer, its reader and the probe.
 *
 * docs/index-format.md is the description for people; the numbers here are stored, so a change steps
 * TS_INDEX_FORMAT.  All integers little-endian.
 */
#ifndef TS_STORE_INDEX_LAYOUT_H
#define TS_STORE_INDEX_LAYOUT_H

#include "store/index.h"

enum {
    INDEX_VERSION = TS_INDEX_FORMAT,
    INDEX_NAMELESS = 2, /* versions before: read so far that their holdings can be registered again */
    INDEX_WHOLE = 3,
    INDEX_PAGE = 4096,
    INDEX_HEADER = INDEX_PAGE, /* one page, its HMAC in the last 32 bytes */
    INDEX_HEADER_BODY = INDEX_PAGE - 32,
    INDEX_ENTRY = 7, /* 24-bit remainder, 32-bit row */
    INDEX_REMAINDER_BITS = 24,
    INDEX_BUCKET_FILL = 16, /* at most this many entries a bucket on average, at least half */
    INDEX_STILL = 10, /* of a line that still holds: row of the export, facts */
    INDEX_STILLS = TS_INDEX_STILLS,
    INDEX_NAME = 8, /* the mark of a word of a name: text/name_mark.h */
    INDEX_CHECKSUM = 8,
    INDEX_MAX_BUCKET_BITS = 30,
};
#define INDEX_MAGIC "TSINDEX\n"

/* Kinds of look-up keys; the numbers go into every fingerprint. */
enum {
    KEY_NHS = 1,
    KEY_LOCAL,
    KEY_NINO,
    KEY_EMAIL,
    KEY_MOBILE,
    KEY_LANDLINE,
    KEY_BANK,
    KEY_SOUND_BIRTH,
    KEY_FORENAME_BIRTH,
    KEY_BIRTH_POSTCODE,
    KEY_FORENAME_POSTCODE,
    KEY_SOUND_POSTCODE,
    KEY_SOUND_ADDRESS,
    KEY_KINDS,
    KEY_PERSON = 100, /* ts_held.person of a health number */
    KEY_PERSON_LOCAL, /* of organisation, system and local id */
    KEY_MARK, /* of ts_index_add_mark */
    KEY_ROW, /* all that a row says: finds the line that says the same */
};

/* Tag slots of a line, in order.  TS_INDEX_TAGS of them. */
enum {
    SLOT_NHS,
    SLOT_LOCAL,
    SLOT_NINO,
    SLOT_SURNAME,
    SLOT_SURNAME_SOUND,
    SLOT_SURNAME_LETTERS,
    SLOT_FORENAME,
    SLOT_FORENAME_LONG,
    SLOT_FORENAME_INITIAL,
    SLOT_FORENAME_LETTERS,
    SLOT_BIRTH,
    SLOT_BIRTH_DAY,
    SLOT_ADDRESS,
    SLOT_POSTCODE,
    SLOT_OUTWARD,
    SLOT_LANDLINE,
    SLOT_MOBILE,
    SLOT_EMAIL,
    SLOT_BANK,
    SLOT_DEATH,
    SLOTS
};
_Static_assert((int)SLOTS == (int)TS_INDEX_TAGS, "the line has room for these tags");

/* Domains of ts_tag beyond the slots'. */
enum { TAG_LETTER = TS_TAG_SIGNS, TAG_DIGIT, TAG_PAGE = 128 };

/* A person's line, unmasked.  Slots that no line of the file uses are left out. */
enum {
    LINE_SOURCE_ROW = 0, /* u32 */
    LINE_PERSON = 4, /* 6 bytes */
    LINE_LOCAL = LINE_PERSON + 6, /* 6 bytes */
    LINE_BIRTH_MONTH = LINE_LOCAL + 6, /* u16: months since 1800-01 plus one; 0 unknown */
    LINE_FACTS = LINE_BIRTH_MONTH + 2, /* 48 bits: 3 for each attribute's rarity, 2 sex, 1 deceased */
    LINE_TAGS = LINE_FACTS + 6, /* u32 each; 0: absent */
    LINE_MOST = LINE_TAGS + 4 * SLOTS,
};
_Static_assert((int)LINE_MOST <= (int)TS_MASK_BYTES, "a line is masked at once");
enum { FACT_SEX = 3 * TS_ATTR_COUNT, FACT_DECEASED = FACT_SEX + 2 };
_Static_assert((int)FACT_DECEASED < 48, "facts fit");

/* An earlier file that this one rests on: of each of its lines, whether and as what it still holds. */
typedef struct index_still {
    ts_digest seal;
    uint32_t lines;
    uint64_t at; /* whole pages */
} index_still;

/* The header's fixed part; texts are NUL-padded. */
typedef struct index_header {
    uint64_t file_size;
    uint64_t entries;
    uint32_t lines;
    uint8_t bucket_bits;
    uint32_t version, names;
    uint32_t slots; /* bit per slot that lines have */
    uint8_t stills;
    index_still still[INDEX_STILLS];
    uint64_t directory_at, entries_at, names_at, lines_at, checksums_at; /* whole pages */
    ts_digest checksum_root;
    ts_holding_info info;
} index_header;

static inline uint64_t index_pages(uint64_t bytes) { return (bytes + INDEX_PAGE - 1) / INDEX_PAGE; }

static inline uint16_t load_u16(const unsigned char *p) { return (uint16_t)(p[0] | p[1] << 8); }
static inline uint32_t load_u24(const unsigned char *p) { return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16; }
static inline uint32_t load_u32(const unsigned char *p) { return load_u24(p) | (uint32_t)p[3] << 24; }
static inline uint64_t load_u48(const unsigned char *p) { return load_u32(p) | (uint64_t)load_u16(p + 4) << 32; }
static inline uint64_t load_u64(const unsigned char *p) { return load_u32(p) | (uint64_t)load_u32(p + 4) << 32; }
static inline void store_u16(unsigned char *p, uint16_t v) { p[0] = (unsigned char)v, p[1] = (unsigned char)(v >> 8); }
static inline void store_u32(unsigned char *p, uint32_t v) {
    for (int i = 0; i < 4; i++)
        p[i] = (unsigned char)(v >> 8 * i);
}
static inline void store_u64(unsigned char *p, uint64_t v) {
    for (int i = 0; i < 8; i++)
        p[i] = (unsigned char)(v >> 8 * i);
}
static inline void store_u48(unsigned char *p, uint64_t v) {
    for (int i = 0; i < 6; i++)
        p[i] = (unsigned char)(v >> 8 * i);
}

/* 32 bits of a tag, 0 kept for "absent".  Sixteen would make results depend on the key: among a few million
 * comparisons some tags are equal by accident, other ones under another key (docs/adr/0007-tags-of-32-bits.md). */
static inline uint32_t tag_cut(uint64_t tag) { return (uint32_t)tag ? (uint32_t)tag : 1; }

/* Is attribute `a` there as a value that may identify? */
static inline bool has_attr(const ts_values *v, ts_attr a) { return v->value[a].len && !(v->placeholder >> a & 1); }

/* ---- probe.c: one set of rules for both sides ---- */

/* Derived keys of a register; made by index_keys_init. */
typedef struct index_keys {
    ts_key header, wrap;
    ts_key_id id;
} index_keys;
void index_keys_init(const ts_key *register_key, index_keys *out);
void index_keys_wipe(index_keys *k);

/* A person's look-up keys, as the index holds them. */
typedef struct index_key {
    uint8_t kind;
    uint64_t fingerprint;
} index_key;
size_t index_keys_of(const ts_fingerprinter *f, const ts_values *v, index_key out[static KEY_KINDS]);
/* Its tags; sex and birth month apart. */
void index_tags_of(const ts_fingerprinter *f, const ts_values *v, uint32_t tag[static SLOTS]);
/* What stands in the place of a line in the entry of a mark. */
static inline uint32_t index_mark_of(const ts_fingerprinter *f, ts_span value) {
    return (uint32_t)ts_tag(f, KEY_MARK, value);
}
/* 64 bits of one exact value: what rarity is counted by. */
uint64_t index_exact_tag(const ts_fingerprinter *f, const ts_values *v, ts_attr a);
unsigned index_sex_code(ts_span sex); /* 1 M, 2 F, 3 X, 0 none */
int index_birth_month(ts_span iso); /* months since 1800-01, or -1 */
/* Differences of two letter sketches that one wrong, missing or extra letter makes: sorted. */
enum { LETTERS = 26, LETTER_STEPS = LETTERS + LETTERS * (LETTERS - 1) / 2 };
void index_letter_steps(const ts_fingerprinter *f, uint32_t step[static LETTER_STEPS]);
/* The day's sketch has two halves, one a digit: what each of the ten digits looks like, no two the same. */
uint16_t index_digit_mark(const ts_fingerprinter *f, char digit);

/* ---- index_names.c ---- */

/* Words of names, each once, with its roles; {0} is empty. */
typedef struct index_names {
    uint64_t *slot; /* 0: free; once sorted, n marks in order */
    size_t slots, n;
} index_names;
void index_names_add(index_names *n, const ts_values *v);
void index_names_sort(index_names *n);
void index_names_done(index_names *n); /* wipes */
/* Masks or unmasks one page of the section. */
void index_names_mask(ts_masker *m, uint32_t page, unsigned char bytes[static INDEX_PAGE]);
/* The masker of the section: under a key derived from the file's, so that no line shares its stream. */
ts_masker *index_names_masker(const ts_key *file_key);

/* ---- index_find.c, for the builder ---- */

/* A line as it is in memory, with all slots. */
typedef struct index_line {
    uint32_t source_row, tag[SLOTS];
    uint16_t birth_month; /* as LINE_BIRTH_MONTH */
    uint64_t person, local, facts;
} index_line;
/* Borrowed until the next call; past the end one of zeros. */
const index_line *index_line_at(const ts_index *x, uint32_t line);
/* The line that an entry names. */
void index_prefetch_line(const ts_index *x, uint32_t entry);
uint32_t index_entry_line(const ts_index *x, uint32_t entry);
/* The masker of the sections that say what still holds: under a key derived from the file's. */
ts_masker *index_still_masker(const ts_key *file_key);
/* Where in its stream a line's ten bytes stand. */
static inline uint64_t index_still_place(size_t still, uint32_t line) {
    return (uint64_t)still << 40 | (uint64_t)line * INDEX_STILL;
}

/* ---- index_header.c ---- */
/* Where the sections stand, from the counts: bucket_bits, slots, lines, entries, names, stills. */
void index_lay_out(index_header *h);
size_t index_line_size(const index_header *h);
void index_header_write(const index_header *h, const index_keys *keys, ts_span wrapped_file_key, ts_buf *out);
/* From behind magic, version (in h) and key id; ask the cursor whether all of it was there. */
void index_header_read(ts_cursor *c, index_header *h, ts_span *wrapped_file_key);

#endif
