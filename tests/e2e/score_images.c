/* score_images.c - compares what was read on pictures with what stands there: recall, precision and linked rows by sort of picture.
 *
 *   score_images TRUTH SCAN.jsonl EXTRACT.jsonl [--min-read X] [--min-found X] [--min-precise X] [--min-linked X]
 *
 * TRUTH is the directory that `synth --screenshots N --scans N` wrote (docs/synth.md); the others are what `scan` and
 * `extract` print when started in the directory `evidence`.  Counted are values seen whole:
 *   read      stand in the extracted text of their picture, letter by letter but for case, spaces and punctuation
 *   found     are mentions of their kind; words of names count one by one, whatever sort of name they were taken for
 *   precise   mentions that stand there, of all mentions
 *   linked    people of whom number and name are found on one line, or in one block of lines (with no empty one between) that has
 *             nobody else's number, of those whose number and name are whole
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/fs.h"
#include "base/map.h"
#include "base/mem.h"
#include "support/places.h"
#include "support/sheet.h"

/* Sorts of values that are compared with each other. */
typedef enum group { NAME, NUMBER, BIRTH, PLACE, CONTACT, BANK, OTHER_DATE, GROUPS, UNSCORED = GROUPS } group;
static const char *const group_name[GROUPS] = {"names",    "numbers", "birth dates", "addresses",
                                               "contacts", "banks",   "other dates"};

static group group_of(ts_span kind) {
    static const struct {
        const char *kind;
        group is;
    } row[] = {{"person_name", NAME},       {"surname", NAME},         {"forename", NAME},    {"nhs_number", NUMBER},
               {"local_id", NUMBER},        {"nino", NUMBER},          {"birth_date", BIRTH}, {"address", PLACE},
               {"postcode", PLACE},         {"phone", CONTACT},        {"email", CONTACT},    {"bank_account", BANK},
               {"record_date", OTHER_DATE}, {"death_date", OTHER_DATE}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        if (ts_span_eq(kind, ts_str(row[i].kind)))
            return row[i].is;
    return UNSCORED; /* titles and sexes: letters that stand everywhere */
}

/* ---- what is counted ---- */

enum { ROWS = 1000 }; /* more than a page has */

typedef struct tally {
    uint64_t pictures, whole, read, found, mentions, precise, hidden, shown, people, linked;
} tally;

/* A word, and the person it belongs to or the line, and the block of lines, it was found on. */
typedef struct token {
    uint64_t where, block;
    group g;
    ts_span word;
} token;

typedef struct picture {
    ts_span path, shows, treated;
    ts_buf text; /* of all its segments, letters and digits alone, small */
    ts_map *truth; /* group and word -> how often it stands there whole */
    ts_map *part; /* words that stand there in part, or are hidden: 1 part, 2 hidden */
    ts_map *lines; /* names of lines, and of blocks, that findings stand on -> 1 and up */
    token *planted, *found; /* whole values of people; findings */
    size_t planteds, founds, planted_room, found_room;
    tally all, by[GROUPS];
    uint64_t *person; /* page and row of each */
    size_t people, room;
} picture;

static picture *pic;
static size_t pics;
static ts_map *by_path;
static ts_arena strings;

static void fail(const char *what) {
    fprintf(stderr, "score_images: %s\n", what);
    exit(2);
}

/* Also of a page that is a member of its file. */
static picture *picture_of(ts_span path) {
    path = ts_slice(path, 0, ts_span_find(path, ts_str("!/"), 0));
    const uint64_t *have = ts_map_find(by_path, path);
    return have ? &pic[*have] : NULL;
}

/* Letters and digits, small; other bytes of UTF-8 as they are. */
static void add_plain(ts_buf *out, ts_span s) {
    for (size_t i = 0; i < s.len; i++)
        if (ts_is_alnum(s.ptr[i]) || (unsigned char)s.ptr[i] >= 0x80)
            ts_buf_add_char(out, ts_lower(s.ptr[i]));
}

static bool is_title(ts_span word) {
    static const char *const title[] = {"mr", "mrs", "ms", "miss", "dr", "prof", "master", "mx", "rev"};
    for (size_t i = 0; i < sizeof title / sizeof *title; i++)
        if (ts_span_eq(word, ts_str(title[i])))
            return true;
    return word.len < 2;
}

/* Calls for each word to compare: names word by word, the rest as one. */
typedef void (*each_word)(picture *p, group g, ts_span word, void *with);
static void words_of(picture *p, ts_span kind, ts_span value, each_word call, void *with) {
    group g = group_of(kind);
    TS_AUTO(ts_buf, ts_buf_done) word = {0};
    if (g == UNSCORED)
        return;
    size_t tab = g == BANK ? ts_span_find(value, ts_str("\t"), 0) : SIZE_MAX;
    if (tab != SIZE_MAX) /* a row's sort code, which the truth does not name, and its account */
        value = ts_slice(value, tab + 1, SIZE_MAX);
    size_t colon = g == BIRTH || g == OTHER_DATE ? ts_span_find(value, ts_str(":"), 0) : SIZE_MAX;
    while (colon != SIZE_MAX && colon > 0 && value.ptr[colon] != ' ')
        colon--; /* "24/02/2023 12:11": the time of day is no part of the date */
    value = ts_slice(value, 0, colon);
    for (size_t at = 0; at <= value.len;) {
        size_t end = at;
        while (end < value.len &&
               (g != NAME || (value.ptr[end] != ' ' && value.ptr[end] != ',' && value.ptr[end] != '-')))
            end++;
        ts_buf_clear(&word);
        add_plain(&word, ts_slice(value, at, end - at));
        if (word.len > 0 && (g != NAME || !is_title(ts_buf_span(&word))))
            call(p, g, ts_buf_span(&word), with);
        at = end + 1;
    }
}

static uint64_t *slot(ts_map *map, group g, ts_span word) {
    TS_AUTO(ts_buf, ts_buf_done) key = {0};
    bool added;
    ts_buf_addf(&key, "%d ", (int)g);
    ts_buf_add(&key, word);
    return ts_map_slot(map, ts_buf_span(&key), &added);
}

static void add_token(token **list, size_t *n, size_t *room, token t) {
    if (*n == *room)
        *list = ts_grow(*list, *room = 2 * *room + 64, sizeof **list);
    t.word = ts_arena_copy(&strings, t.word);
    (*list)[(*n)++] = t;
}

/* ---- the truth ---- */

typedef struct planted {
    uint64_t row;
    bool whole, hidden;
} planted;

static void plant(picture *p, group g, ts_span word, void *with) {
    const planted *is = with;
    if (!is->whole) {
        uint64_t *s = slot(p->part, g, word);
        *s = is->hidden && *s != 1 ? 2 : 1;
        p->all.hidden += is->hidden;
        p->by[g].hidden += is->hidden;
        return;
    }
    ++*slot(p->truth, g, word);
    if (is->row)
        add_token(&p->planted, &p->planteds, &p->planted_room, (token){is->row, 0, g, word});
    p->all.whole++;
    p->by[g].whole++;
    if (ts_span_find(ts_buf_span(&p->text), word, 0) != SIZE_MAX) {
        p->all.read++;
        p->by[g].read++;
    }
}

static void load_pictures(const char *dir) {
    sheet s;
    sheet_load(dir, "images.csv", &s);
    size_t path = sheet_column(&s, "path", true), shows = sheet_column(&s, "shows", true),
           treated = sheet_column(&s, "treated", true);
    pic = ts_alloc_array(s.rows + 1, sizeof *pic);
    for (size_t i = 0; i < s.rows; i++) {
        picture *of_file = picture_of(sheet_at(&s, i, path));
        if (of_file) { /* the pages of a file are scored as one */
            of_file->shows = ts_str("several pages");
            continue;
        }
        bool added;
        *ts_map_slot(by_path, sheet_at(&s, i, path), &added) = pics;
        pic[pics++] = (picture){.path = sheet_at(&s, i, path),
                                .shows = sheet_at(&s, i, shows),
                                .treated = sheet_at(&s, i, treated),
                                .truth = ts_map_new(),
                                .part = ts_map_new(),
                                .lines = ts_map_new()};
    }
}

static void add_person(picture *p, uint64_t row) {
    for (size_t i = 0; i < p->people; i++)
        if (p->person[i] == row)
            return;
    if (p->people == p->room)
        p->person = ts_grow(p->person, p->room = 2 * p->room + 16, sizeof *p->person);
    p->person[p->people++] = row;
}

static void load_values(const char *dir) {
    sheet s;
    sheet_load(dir, "image_values.csv", &s);
    size_t path = sheet_column(&s, "path", true), row = sheet_column(&s, "row", true),
           page = sheet_column(&s, "page", true), kind = sheet_column(&s, "kind", true),
           value = sheet_column(&s, "value", true), seen = sheet_column(&s, "seen", true);
    for (size_t i = 0; i < s.rows; i++) {
        picture *p = picture_of(sheet_at(&s, i, path));
        if (!p)
            fail("a value stands on no picture of the truth");
        planted is = {.row = sheet_number(sheet_at(&s, i, row)),
                      .whole = ts_span_eq(sheet_at(&s, i, seen), ts_str("whole")),
                      .hidden = ts_span_eq(sheet_at(&s, i, seen), ts_str("no"))};
        if (is.row) {
            is.row += ROWS * sheet_number(sheet_at(&s, i, page)); /* they count anew on each page */
            add_person(p, is.row);
        }
        words_of(p, sheet_at(&s, i, kind), sheet_at(&s, i, value), plant, &is);
    }
}

/* ---- the findings: JSON lines ---- */

static uint32_t hex4(ts_span s, size_t at) {
    uint32_t v = 0;
    for (size_t i = at; i < at + 4 && i < s.len; i++)
        v = v * 16 + (uint32_t)(ts_is_digit(s.ptr[i]) ? s.ptr[i] - '0' : (s.ptr[i] | 32) - 'a' + 10);
    return v;
}

/* The string that belongs to a key of the outermost object; empty where there is none. */
static ts_span member(ts_span line, const char *key) {
    TS_AUTO(ts_buf, ts_buf_done) want = {0}, text = {0};
    ts_buf_addf(&want, "\"%s\":\"", key);
    size_t at = ts_span_find(line, ts_buf_span(&want), 0);
    if (at == SIZE_MAX)
        return (ts_span){"", 0};
    for (at += want.len; at < line.len && line.ptr[at] != '"'; at++) {
        if (line.ptr[at] != '\\') {
            ts_buf_add_char(&text, line.ptr[at]);
        } else if (line.ptr[++at] == 'u') {
            ts_buf_add_utf8(&text, hex4(line, at + 1));
            at += 4;
        } else {
            ts_buf_add_char(&text, line.ptr[at] == 'n' ? '\n' : line.ptr[at] == 't' ? '\t' : line.ptr[at]);
        }
    }
    return ts_arena_copy(&strings, ts_buf_span(&text));
}

static bool next_line(ts_span all, size_t *at, ts_span *line) {
    if (*at >= all.len)
        return false;
    size_t end = ts_span_find(all, ts_str("\n"), *at);
    end = end == SIZE_MAX ? all.len : end;
    *line = ts_slice(all, *at, end - *at);
    *at = end + 1;
    return true;
}

static void load_file(const char *path, ts_buf *out) {
    if (ts_fs_load(AT_FDCWD, path, SIZE_MAX, out) != TS_OK)
        fail(ts_error_text());
}

static void load_text(const char *path) {
    static ts_buf file;
    size_t at = 0;
    ts_span line;
    load_file(path, &file);
    while (next_line(ts_buf_span(&file), &at, &line)) {
        ts_span text = member(line, "text");
        picture *p = picture_of(member(line, "path"));
        if (!p)
            continue;
        add_plain(&p->text, text);
        places_add(p->path, member(line, "locator"), text);
    }
}

static uint64_t number_of(picture *p, const ts_buf *name) {
    bool added;
    uint64_t *number = ts_map_slot(p->lines, ts_arena_copy(&strings, ts_buf_span(name)), &added);
    if (added)
        *number = ts_map_count(p->lines);
    return *number;
}

static token place_of(picture *p, ts_span locator) {
    TS_AUTO(ts_buf, ts_buf_done) line = {0}, block = {0};
    places_name(p->path, locator, &line, &block);
    token at = {.where = number_of(p, &line)};
    at.block = number_of(p, &block);
    return at;
}

/* The word as part of one that is cut off: such a finding is neither right nor wrong. */
static bool is_part_of_one(picture *p, group g, ts_span word, uint64_t *how) {
    size_t at = 0;
    ts_span key;
    uint64_t value;
    bool found = false;
    while (ts_map_next(p->part, &at, &key, &value)) {
        ts_span rest = ts_slice(key, 2, SIZE_MAX - 2); /* "G " */
        bool same = ts_span_eq(rest, word);
        if (key.ptr[0] - '0' != (int)g || (!same && (value == 2 || ts_span_find(rest, word, 0) == SIZE_MAX)))
            continue;
        *how = !found || value == 1 ? value : *how;
        found = true;
    }
    return found;
}

static void find(picture *p, group g, ts_span word, void *with) {
    const token *at = with;
    uint64_t how = 0, *left = slot(p->truth, g, word);
    add_token(&p->found, &p->founds, &p->found_room, (token){at->where, at->block, g, word});
    if (*left > 0) {
        --*left;
        p->all.found++, p->by[g].found++;
        p->all.precise++, p->by[g].precise++;
    } else if (is_part_of_one(p, g, word, &how)) {
        p->all.shown += how == 2;
        if (how == 1)
            return;
    }
    p->all.mentions++, p->by[g].mentions++;
}

static void load_findings(const char *path) {
    static ts_buf file;
    size_t at = 0;
    ts_span line;
    load_file(path, &file);
    while (next_line(ts_buf_span(&file), &at, &line)) {
        picture *p = picture_of(member(line, "path"));
        if (!p)
            continue;
        token where = place_of(p, member(line, "locator"));
        words_of(p, member(line, "kind"), member(line, "value"), find, &where);
    }
}

/* ---- people ---- */

static bool stands(const picture *p, const token *number, bool block, ts_span name) {
    for (size_t i = 0; i < p->founds; i++) {
        const token *f = &p->found[i];
        if ((block ? f->block == number->block : f->where == number->where) && f->g == NAME &&
            ts_span_eq(f->word, name))
            return true;
    }
    return false;
}

static bool is_of(const picture *p, uint64_t row, group g, ts_span word) {
    for (size_t i = 0; i < p->planteds; i++)
        if (p->planted[i].where == row && p->planted[i].g == g && ts_span_eq(p->planted[i].word, word))
            return true;
    return false;
}

/* Has the block of this number nobody else's? */
static bool is_alone(const picture *p, uint64_t row, const token *number) {
    for (size_t i = 0; i < p->founds; i++)
        if (p->found[i].g == NUMBER && p->found[i].block == number->block && !is_of(p, row, NUMBER, p->found[i].word))
            return false;
    return true;
}

/* Where one person alone is shown, the picture is the block. */
static bool is_linked(const picture *p, uint64_t row, const token *number) {
    bool one = p->people == 1, alone = one || is_alone(p, row, number);
    for (size_t i = 0; i < p->planteds; i++) {
        const token *b = &p->planted[i];
        if (b->where != row || b->g != NAME)
            continue;
        if (stands(p, number, false, b->word) || (alone && stands(p, number, true, b->word)))
            return true;
        for (size_t k = 0; one && k < p->founds; k++)
            if (p->found[k].g == NAME && ts_span_eq(p->found[k].word, b->word))
                return true;
    }
    return false;
}

/* Is one of this person's numbers found with one of the names? */
static void link_person(picture *p, uint64_t row) {
    bool number = false, name = false, together = false;
    for (size_t i = 0; i < p->planteds; i++) {
        const token *a = &p->planted[i];
        number |= a->where == row && a->g == NUMBER;
        name |= a->where == row && a->g == NAME;
    }
    if (!number || !name)
        return;
    for (size_t k = 0; k < p->founds && !together; k++)
        together =
            p->found[k].g == NUMBER && is_of(p, row, NUMBER, p->found[k].word) && is_linked(p, row, &p->found[k]);
    p->all.people++;
    p->all.linked += together;
}

/* ---- the figures ---- */

static void add(tally *to, const tally *from) {
    uint64_t *t = (uint64_t *)to;
    const uint64_t *f = (const uint64_t *)from;
    for (size_t i = 0; i < sizeof *to / sizeof *t; i++)
        t[i] += f[i];
}

static double share(uint64_t part, uint64_t of) { return of ? (double)part / (double)of : 1; }

static void print_share(uint64_t part, uint64_t of) {
    if (of)
        printf(" %8.4f", (double)part / (double)of);
    else
        printf(" %8s", "-");
}

static void print(const char *name, const tally *t) {
    printf("%-22s %5llu %7llu", name, (unsigned long long)t->pictures, (unsigned long long)t->whole);
    print_share(t->read, t->whole);
    print_share(t->found, t->whole);
    print_share(t->precise, t->mentions);
    print_share(t->linked, t->people);
    printf(" %6llu %6llu\n", (unsigned long long)t->hidden, (unsigned long long)t->shown);
}

static void print_by(bool treated) {
    ts_map *seen = ts_map_new();
    for (size_t i = 0; i < pics; i++) {
        bool added;
        ts_span name = treated ? pic[i].treated : pic[i].shows;
        ts_map_slot(seen, name, &added);
        if (!added)
            continue;
        tally t = {0};
        for (size_t k = i; k < pics; k++)
            if (ts_span_eq(treated ? pic[k].treated : pic[k].shows, name))
                add(&t, &pic[k].all);
        print(name.ptr, &t);
    }
    ts_map_free(seen);
}

static int below(const char *what, double value, double least) {
    if (value >= least)
        return 0;
    printf("score_images: %s is %.4f, below %.4f\n", what, value, least);
    return 1;
}

int main(int argc, char **argv) {
    double least[4] = {0};
    static const char *const option[] = {"--min-read", "--min-found", "--min-precise", "--min-linked"};
    if (argc < 4)
        fail("TRUTH SCAN.jsonl EXTRACT.jsonl [--min-read X] [--min-found X] [--min-precise X] [--min-linked X]");
    for (int i = 4; i + 1 < argc; i += 2)
        for (int k = 0; k < 4; k++)
            if (strcmp(argv[i], option[k]) == 0)
                least[k] = strtod(argv[i + 1], NULL);
    by_path = ts_map_new();
    load_pictures(argv[1]);
    load_text(argv[3]);
    load_values(argv[1]);
    load_findings(argv[2]);
    tally all = {0}, by[GROUPS] = {{0}};
    for (size_t i = 0; i < pics; i++) {
        pic[i].all.pictures = 1;
        for (size_t k = 0; k < pic[i].people; k++)
            link_person(&pic[i], pic[i].person[k]);
        add(&all, &pic[i].all);
        for (int g = 0; g < GROUPS; g++)
            add(&by[g], &pic[i].by[g]);
    }
    printf("%-22s %5s %7s %8s %8s %8s %8s %6s %6s\n", "", "files", "values", "read", "found", "precise", "linked",
           "hidden", "shown");
    print_by(false);
    print_by(true);
    for (int g = 0; g < GROUPS; g++)
        print(group_name[g], &by[g]);
    print("all", &all);
    return below("read", share(all.read, all.whole), least[0]) | below("found", share(all.found, all.whole), least[1]) |
           below("precise", share(all.precise, all.mentions), least[2]) |
           below("linked", share(all.linked, all.people), least[3]);
}
