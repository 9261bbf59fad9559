/* index_build.c - builds one index file: rows in, a sorted and sealed .tsx file out.
 *
 * Rows go by in one pass.  What must be sorted or counted goes to working files by parts (spill.h), covered by a key that only
 * this run has; in memory stay six bytes a row, four for each line of an earlier file that still holds, the words of
 * names, and one part of 256 at a time: 12 bytes a person at ten million (bench/index_bench.c).
 */
#include "store/index_builder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/fs.h"
#include "base/mem.h"

enum { FIRST_ROWS = 1024 };

ts_err ts_index_build(const ts_key *register_key, const ts_holding_info *info, int dir, ts_index_builder **out) {
    ts_index_builder *b = ts_alloc(sizeof *b);
    b->dir = dir;
    b->fingerprinter = ts_fingerprinter_new(register_key);
    index_keys_init(register_key, &b->keys);
    b->info = *info;
    b->entry = ts_spill_new(dir, ENTRY_RECORD);
    b->exact = ts_spill_new(dir, EXACT_RECORD);
    b->line = ts_spill_new(dir, LINE_RECORD);
    *out = b;
    return TS_OK;
}

void ts_index_build_on(ts_index_builder *b, const ts_index *const *earlier, size_t n) {
    for (size_t i = n > INDEX_STILLS ? n - INDEX_STILLS : 0; i < n; i++)
        b->base[b->bases++] = (index_base){.x = earlier[i]};
}

void ts_index_abandon(ts_index_builder *b) {
    if (!b)
        return;
    ts_fingerprinter_free(b->fingerprinter);
    ts_spill_free(b->entry);
    ts_spill_free(b->exact);
    ts_spill_free(b->line);
    for (size_t i = 0; i < b->bases; i++)
        ts_free(b->base[i].row);
    ts_map_free(b->equal);
    if (b->facts)
        ts_wipe(b->facts, (size_t)b->facts_cap * 6);
    ts_free(b->facts);
    index_names_done(&b->names);
    index_keys_wipe(&b->keys);
    ts_free(b);
}

uint64_t ts_index_builder_keys(const ts_index_builder *b) { return ts_spill_count(b->entry); }
uint32_t ts_index_builder_still(const ts_index_builder *b) { return b->still; }

/* ---- adding ---- */

static void make_room(ts_index_builder *b, uint32_t source_row) {
    if (source_row < b->facts_cap)
        return;
    uint64_t cap = b->facts_cap ? b->facts_cap + (uint64_t)b->facts_cap / 2 : FIRST_ROWS;
    cap = cap <= source_row ? (uint64_t)source_row + 1 : cap;
    cap = cap > UINT32_MAX ? UINT32_MAX : cap;
    b->facts = ts_grow(b->facts, cap, 6);
    memset(b->facts + (size_t)b->facts_cap * 6, 0, (cap - b->facts_cap) * 6);
    b->facts_cap = (uint32_t)cap;
}

/* 48 bits, never 0, of a value under its own domain. */
static uint64_t identity(const ts_fingerprinter *f, uint8_t domain, ts_span value) {
    uint64_t v = ts_fingerprint(f, domain, value) >> 16;
    return v ? v : 1;
}

static void put_identities(const ts_index_builder *b, const ts_values *v, index_line *line) {
    if (has_attr(v, TS_ATTR_LOCAL)) {
        char text[sizeof b->info.organisation + sizeof b->info.system + TS_NORM_MAX + 4];
        int len = snprintf(text, sizeof text, "%s\x1f%s\x1f%s", b->info.organisation, b->info.system,
                           v->value[TS_ATTR_LOCAL].text);
        line->local = identity(b->fingerprinter, KEY_PERSON_LOCAL, ts_span_of(text, (size_t)len));
        ts_wipe(text, sizeof text);
        line->person = line->local;
    }
    if (has_attr(v, TS_ATTR_NHS))
        line->person = identity(b->fingerprinter, KEY_PERSON, ts_norm_span(&v->value[TS_ATTR_NHS]));
}

static void line_of(const ts_index_builder *b, const ts_values *v, bool deceased, uint32_t source_row,
                    index_line *out) {
    index_line line = {.source_row = source_row};
    index_tags_of(b->fingerprinter, v, line.tag);
    put_identities(b, v, &line);
    if (has_attr(v, TS_ATTR_BIRTH))
        line.birth_month = (uint16_t)(index_birth_month(ts_norm_span(&v->value[TS_ATTR_BIRTH])) + 1);
    if (has_attr(v, TS_ATTR_SEX))
        line.facts |= (uint64_t)index_sex_code(ts_norm_span(&v->value[TS_ATTR_SEX])) << FACT_SEX;
    if (deceased || has_attr(v, TS_ATTR_DEATH))
        line.facts |= UINT64_C(1) << FACT_DECEASED;
    *out = line;
}

/* What is left of a line but its row and how rare its values are. */
static bool says_the_same(const index_line *a, const index_line *b) {
    return a->person == b->person && a->local == b->local && a->birth_month == b->birth_month &&
           a->facts >> FACT_SEX == b->facts >> FACT_SEX && memcmp(a->tag, b->tag, sizeof a->tag) == 0;
}

enum { EQUALS = 8 }; /* entries that are walked over before it is remembered how far rows of this key have come */

/* How many entries of a row that stands in an export very often were taken or passed over. */
static uint64_t *reached(ts_index_builder *b, size_t base, uint64_t row_key) {
    uint64_t key[2] = {row_key, base};
    bool added;
    if (!b->equal)
        b->equal = ts_map_new();
    return ts_map_slot(b->equal, ts_span_of((const char *)key, sizeof key), &added);
}

/* Is the row a line of an earlier file in the very same words, one that no other row took?  The fingerprint over all that
 * the row says leads there, and all tags must be equal. */
static bool still_holds(ts_index_builder *b, uint64_t row_key, const index_line *line) {
    for (size_t i = 0; i < b->bases; i++) {
        index_base *base = &b->base[i];
        ts_index_range r = {0};
        ts_index_ranges(base->x, &row_key, 1, UINT32_MAX - 1, &r);
        uint64_t *from = r.to - r.from > EQUALS ? reached(b, i, row_key) : NULL;
        for (r.from += from ? (uint32_t)*from : 0; r.from < r.to; r.from++) {
            uint32_t at = index_entry_line(base->x, r.from);
            if (from)
                ++*from;
            if (at >= ts_index_lines(base->x) || (base->row && base->row[at]) ||
                !says_the_same(line, index_line_at(base->x, at)))
                continue;
            if (!base->row)
                base->row = ts_alloc_array(ts_index_lines(base->x), sizeof *base->row);
            base->row[at] = line->source_row;
            return true;
        }
    }
    return false;
}

static ts_err add_exact(ts_index_builder *b, const ts_values *v, uint32_t source_row) {
    for (unsigned a = 0; a < TS_ATTR_COUNT; a++) {
        if (!has_attr(v, (ts_attr)a))
            continue;
        unsigned char record[EXACT_RECORD];
        uint64_t tag = index_exact_tag(b->fingerprinter, v, (ts_attr)a);
        store_u64(record, tag);
        store_u32(record + 8, source_row);
        record[12] = (unsigned char)a;
        TS_TRY(ts_spill_add(b->exact, (unsigned)(tag >> 56), record));
    }
    return TS_OK;
}

static ts_err add_entry(ts_index_builder *b, uint64_t fingerprint, uint32_t line) {
    unsigned char record[ENTRY_RECORD];
    store_u64(record, fingerprint);
    store_u32(record + 8, line);
    return ts_spill_add(b->entry, (unsigned)(fingerprint >> 56), record);
}

static ts_err add_line(ts_index_builder *b, const ts_values *v, uint64_t row_key, const index_line *line) {
    index_key key[KEY_KINDS];
    size_t keys = index_keys_of(b->fingerprinter, v, key);
    for (size_t i = 0; i < keys; i++)
        TS_TRY(add_entry(b, key[i].fingerprint, b->lines));
    TS_TRY(add_entry(b, row_key, b->lines));
    unsigned char record[LINE_RECORD];
    store_u32(record + LINE_SOURCE_ROW, line->source_row);
    store_u48(record + LINE_PERSON, line->person);
    store_u48(record + LINE_LOCAL, line->local);
    store_u16(record + LINE_BIRTH_MONTH, line->birth_month);
    store_u48(record + LINE_FACTS, 0); /* in the end from facts_of */
    for (size_t i = 0; i < SLOTS; i++) {
        store_u32(record + LINE_TAGS + 4 * i, line->tag[i]);
        b->slots |= (line->tag[i] != 0) << i;
    }
    TS_TRY(ts_spill_add(b->line, 0, record));
    index_names_add(&b->names, v);
    b->lines++;
    return TS_OK;
}

ts_err ts_index_add(ts_index_builder *b, const ts_values *person, bool deceased, uint32_t source_row) {
    if (source_row == UINT32_MAX || b->rows == UINT32_MAX)
        return ts_fail(TS_ELIMIT, "one index file holds at most %u people: register the export in parts", UINT32_MAX);
    make_room(b, source_row);
    index_line line;
    line_of(b, person, deceased, source_row, &line);
    store_u48(facts_of(b, source_row), line.facts);
    uint64_t row_key = ts_index_row_key(b->fingerprinter, person, deceased);
    if (still_holds(b, row_key, &line))
        b->still++;
    else
        TS_TRY(add_line(b, person, row_key, &line));
    TS_TRY(add_exact(b, person, source_row));
    b->rows++;
    return TS_OK;
}

ts_err ts_index_add_mark(ts_index_builder *b, ts_span value) {
    return add_entry(b, ts_fingerprint(b->fingerprinter, KEY_MARK, value), index_mark_of(b->fingerprinter, value));
}

/* ---- finishing ---- */

static ts_err finish(ts_index_builder *b, const char *name) {
    if (ts_spill_count(b->entry) > UINT32_MAX)
        return ts_fail(TS_ELIMIT, "one index file holds at most %u look-up keys: register the export in parts",
                       UINT32_MAX);
    char tmp[256];
    if (snprintf(tmp, sizeof tmp, "%s.tmp", name) >= (int)sizeof tmp)
        return ts_fail(TS_EUSAGE, "the file name %s is too long", name);
    TS_TRY(index_count_rarity(b));
    ts_spill_free(b->exact); /* its room on the disk is needed */
    b->exact = NULL;
    index_names_sort(&b->names);
    int fd = openat(b->dir, tmp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return ts_fail(TS_EIO, "%s cannot be written: %s", tmp, strerror(errno));
    ts_err err = index_write_file(b, fd, name);
    if (close(fd) != 0 && !err)
        err = ts_fail(TS_EIO, "%s cannot be written: %s", name, strerror(errno));
    if (!err && renameat(b->dir, tmp, b->dir, name) != 0)
        err = ts_fail(TS_EIO, "%s cannot be put in place: %s", name, strerror(errno));
    if (err) {
        unlinkat(b->dir, tmp, 0);
        return err;
    }
    return ts_fs_sync_dir(b->dir);
}

ts_err ts_index_finish(ts_index_builder *b, const ts_holding_info *info, const char *name) {
    b->info = *info;
    b->info.rows = b->rows;
    ts_err err = finish(b, name);
    ts_index_abandon(b);
    return err;
}
