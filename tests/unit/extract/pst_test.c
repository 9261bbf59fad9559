/* pst_test.c - mail stores of every kind: what stands in one comes out, and no bytes of one do harm. */
#include "psting_world.h"
#include "reading.h"

extern const ts_extractor ts_extractor_pst;

/* Reads a store, and each child as the worker would; all of it in one log. */
typedef struct deep {
    ts_buf log, name, data;
    size_t children;
    reading outer;
} deep;

static ts_err deep_begin(void *context, const ts_child *child) {
    deep *d = context;
    ts_buf_clear(&d->name);
    ts_buf_clear(&d->data);
    ts_buf_add(&d->name, child->name);
    return TS_OK;
}
static ts_err deep_data(void *context, ts_span bytes) {
    ts_buf_add(&((deep *)context)->data, bytes);
    return TS_OK;
}
static ts_err deep_end(void *context, ts_reason reason, uint64_t stored) {
    deep *d = context;
    (void)stored;
    d->children++;
    ts_buf_addf(&d->log, "== %s: %s\n", d->name.ptr, ts_reason_name(reason));
    reading r;
    reading_of(&r, ts_buf_span(&d->data));
    CHECK_ROW(!r.broken, r.what);
    ts_buf_add(&d->log, ts_buf_span(&r.log));
    ts_buf_add_char(&d->log, '\n');
    reading_done(&r);
    return TS_OK;
}
static ts_err deep_segment(void *context, const ts_segment *s) {
    deep *d = context;
    return reading_segment(&d->outer, s);
}

static ts_outcome deep_read(deep *d, ts_span store) {
    *d = (deep){.outer = {.source = store}};
    ts_consumer to = {d, deep_segment, deep_begin, deep_data, deep_end, NULL};
    ts_sink *sink = ts_sink_new(&to);
    ts_source in;
    ts_outcome outcome;
    ts_source_memory(&in, store);
    CHECK(ts_extract_run(&in, sink, &outcome) == TS_OK);
    ts_source_done(&in);
    ts_sink_free(sink);
    return outcome;
}

static void deep_done(deep *d) {
    ts_buf_done(&d->log);
    ts_buf_done(&d->name);
    ts_buf_done(&d->data);
    reading_done(&d->outer);
}

static bool says(const deep *d, const char *text) {
    return ts_span_find(ts_buf_span(&d->log), ts_str(text), 0) != SIZE_MAX;
}

TEST(every_kind_of_store_gives_the_same) {
    static const struct {
        int kind, crypt;
        size_t piece, per_page, split;
        const char *what;
    } rows[] = {
        {PSTING_UNICODE, 0, 0, 0, 0, "Unicode, plain"},
        {PSTING_UNICODE, 1, 0, 0, 0, "Unicode, permuted"},
        {PSTING_UNICODE, 2, 0, 0, 0, "Unicode, cyclic"},
        {PSTING_ANSI, 0, 0, 0, 0, "ANSI, plain"},
        {PSTING_ANSI, 1, 0, 0, 0, "ANSI, permuted"},
        {PSTING_ANSI, 2, 0, 0, 0, "ANSI, cyclic"},
        {PSTING_4K, 0, 0, 0, 0, "of 2013, packed"},
        {PSTING_4K, 1, 0, 0, 0, "of 2013, packed and permuted"},
        {PSTING_UNICODE, 1, 700, 3, 4, "many small blocks, a high tree of pages, a tree of properties"},
        {PSTING_ANSI, 2, 700, 4, 4, "the same, ANSI"},
        {PSTING_4K, 1, 700, 3, 4, "the same, of 2013"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        psting p;
        world_write(&p, rows[i].kind, rows[i].crypt, rows[i].piece, rows[i].per_page, rows[i].split);
        deep d;
        ts_outcome o = deep_read(&d, ts_buf_span(&p.file));
        CHECK_ROW(o.format == &ts_extractor_pst && o.reason == TS_READ && o.unread == 0, rows[i].what);
        CHECK_ROW(d.children == 6, rows[i].what);
        static const char *const want[] = {
            "== Top of Personal Folders/Inbox/message-65536.tnef: read\n",
            "Subject: Re: Results of Zoë Nowak\n",
            "From: Ann Example",
            "<ann@trust.example>",
            "Date: 2026-01-05 09:30\n",
            "To: Zoë Nowak <zoe.nowak@mail.example>\n",
            "Cc: Tom Sample <tom@mail.example>\n",
            "Reply-To: Ann <ann.home@mail.example>\n",
            "your NHS number is 999 000 0018.\r\n",
            "Line 399 of a long letter.\r\nYours, Ann\n",
            "child body.html 46 bytes of 46: read\n",
            "child patients.csv 63 bytes of 63: read\n",
            "child rows.txt 8100 bytes of 8100: read\n",
            "child object 20 bytes of 20: read\n",
            "== Top of Personal Folders/Inbox/message-65536/attached-1.tnef: read\n",
            "Subject: An older mail\n",
            "Please ring 0151 496 0777.",
            "== Top of Personal Folders/Contacts/message-65537.tnef: read\n",
            "|Forename|Surname|Date of birth|Sex|Email|Home phone\n",
            "|Jane|Sample|1987-04-23|Female|jane@mail.example|0151 496 0321\n",
            "NHS number: 999 000 0034\n",
            "== Top of Personal Folders/Calendar/message-65538.tnef: read\n",
            "Start: 2026-01-05 09:30\n",
            "child body.rtf 34 bytes of ",
            "== lost/message-65539.tnef: read\n",
            "still here: 0151 496 0555.",
            "== Top of Personal Folders/Inbox/associated-65540.tnef: read\n",
            "boss@trust.example",
        };
        for (size_t k = 0; k < TEST_COUNT(want); k++)
            CHECK_ROW(says(&d, want[k]), want[k]);
        CHECK_ROW(reading_shows(&d.outer, "Top of Personal Folders/Inbox/Complaint of Mrs Peters\n"), rows[i].what);
        deep_done(&d);
        psting_done(&p);
    }
}

TEST(a_store_is_known_by_its_head) {
    static const struct {
        const char *head;
        bool taken;
    } rows[] = {{"!BDN\0\0\0\0SM\x17\0", true},  {"!BDN\0\0\0\0SO\x24\0", true}, {"!BDN\0\0\0\0AB\x0E\0", true},
                {"!BDN\0\0\0\0XX\x17\0", false}, {"!BDNSM and so on", false},    {"BDN!\0\0\0\0SM\x17\0", false}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_head head = {.raw = {rows[i].head, 12}};
        CHECK_ROW((ts_extractor_pst.bid(&head) > 0) == rows[i].taken, rows[i].head);
    }
}

static ts_outcome outcome_of(psting *p) {
    deep d;
    ts_outcome o = deep_read(&d, ts_buf_span(&p->file));
    deep_done(&d);
    return o;
}

/* As `readpst` of libpst undoes them: stores of these bytes were read by it. */
TEST(the_veils_are_those_of_the_specification) {
    char bytes[] = "Zoe Nowak, 999 000 0018", copy[sizeof bytes];
    memcpy(copy, bytes, sizeof bytes);
    ts_pst_cyclic(copy, 8, 0x12345678);
    CHECK(memcmp(copy,
                 "\x67"
                 "\x63"
                 "\x58"
                 "\x68"
                 "\x96"
                 "\x33"
                 "\xF8"
                 "\x98",
                 8) == 0);
    ts_pst_cyclic(copy, 8, 0x12345678);
    CHECK(memcmp(copy, bytes, sizeof bytes) == 0);
    ts_pst_permute(copy, 8);
    CHECK(memcmp(copy,
                 "\x5B"
                 "\xD3"
                 "\xDA"
                 "\x39"
                 "\x3D"
                 "\xD3"
                 "\x66"
                 "\xA9",
                 8) == 0);
}

TEST(what_is_locked_or_unknown_is_said) {
    psting p;
    world_write(&p, PSTING_UNICODE, 0, 0, 0, 0);
    p.file.ptr[513] = 0x10; /* by the user's account: MS-PST 2.2.2.6, bCryptMethod */
    CHECK(outcome_of(&p).reason == TS_REASON_ENCRYPTED && outcome_of(&p).unread == p.file.len);
    p.file.ptr[513] = 7;
    CHECK(outcome_of(&p).reason == TS_REASON_UNSUPPORTED);
    p.file.ptr[513] = 0;
    psting_poke(&p.file, 10, 99, 2);
    CHECK(outcome_of(&p).reason == TS_REASON_UNSUPPORTED);
    psting_poke(&p.file, 10, 21, 2); /* as Visual Recovery writes Unicode stores */
    CHECK(outcome_of(&p).reason == TS_READ);
    psting_done(&p);
}

/* One block of an attachment is gone: the message says so, all others are read. */
TEST(a_damaged_block_costs_its_message_alone) {
    psting p;
    world_write(&p, PSTING_UNICODE, 1, 700, 0, 0);
    size_t hurt = 0;
    for (size_t i = 0; i < p.blocks; i++) { /* the entry of the tree that leads to it */
        TS_AUTO(ts_buf, ts_buf_done) entry = {0};
        psting_id(&p, &entry, p.block[i].bid);
        psting_id(&p, &entry, p.block[i].at);
        size_t at = ts_span_find(ts_buf_span(&p.file), ts_buf_span(&entry), (size_t)p.root[0] > 8192 ? 0x4600 : 0);
        CHECK(at != SIZE_MAX);
        if (at == SIZE_MAX)
            break;
        psting_poke(&p.file, at + 8, UINT64_C(1) << 60, 8);
        deep d;
        ts_outcome o = deep_read(&d, ts_buf_span(&p.file));
        CHECK(!d.outer.broken);
        hurt += o.reason == TS_REASON_CORRUPT && o.unread > 0;
        psting_poke(&p.file, at + 8, p.block[i].at, 8);
        deep_done(&d);
    }
    CHECK(hurt >= p.blocks * 9 / 10); /* some hold what no person is in */
    psting_done(&p);
}

/* The lists that lead to a message's body, attachments and recipients: one that is none is said of its message. */
TEST(a_lost_list_of_nodes_is_said) {
    psting p;
    world_write(&p, PSTING_UNICODE, 0, 700, 0, 4);
    size_t lists = 0;
    for (size_t i = 0; i < p.blocks; i++) {
        size_t at = (size_t)p.block[i].at;
        if (!(p.block[i].bid & 2) || p.file.ptr[at] != 2)
            continue;
        lists++;
        p.file.ptr[at] = 0;
        deep d;
        ts_outcome o = deep_read(&d, ts_buf_span(&p.file));
        CHECK(!d.outer.broken && o.reason == TS_REASON_CORRUPT && o.unread >= p.block[i].size);
        CHECK(says(&d, ".tnef: corrupt\n"));
        p.file.ptr[at] = 2;
        deep_done(&d);
    }
    CHECK(lists >= 4);
    psting_done(&p);
}

/* A list of lists (SIBLOCK) that names each of these blocks. */
static uint64_t list_of_lists(psting *p, const uint64_t *bid, size_t n) {
    TS_AUTO(ts_buf, ts_buf_done) s = {0};
    ts_buf_add(&s, (ts_span){"\2\1", 2});
    ts_buf_add_u16le(&s, (uint16_t)n);
    ts_buf_add_u32le(&s, 0);
    for (size_t i = 0; i < n; i++) {
        ts_buf_add_u64le(&s, i);
        ts_buf_add_u64le(&s, bid[i]);
    }
    return psting_block(p, ts_buf_span(&s), true);
}

enum { ABSENT = 0x1FFF }; /* a node below that nobody has */

static psting_node rows_elsewhere(psting *p, uint8_t client) {
    psting_heap h = psting_heap_new(p, client);
    return psting_table_end(&h, NULL, 0, 21, (ts_span){"", 0}, ABSENT);
}

static psting_node message_elsewhere(psting *p) {
    psting_heap h = psting_heap_new(p, 0xBC);
    psting_prop_raw(&h, 0x3701, 0x0D, psting_item(&h, (ts_span){"\xFF\x1F\0\0\x64\0\0\0", 8}));
    psting_number(&h, 0x3705, 5);
    return psting_props_end(&h, 0);
}

/* A message that lacks what the row says; its subject is there. */
static psting_node message_without(psting *p, size_t what) {
    static psting_node many[1000];
    psting_heap h = psting_heap_new(p, what == 7 ? 0x7C : 0xBC);
    uint64_t list[80] = {0};
    psting_string(&h, 0x0037, "Results");
    if (what == 3)
        psting_prop_raw(&h, 0x1000, 0x1F, ABSENT);
    if (what == 4)
        psting_prop_raw(&h, 0x1000, 0x1F, 1000 << 5);
    if (what == 5)
        psting_prop_raw(&h, 0x1000, 0x1F, 9 << 16 | 1 << 5);
    if (what == 8)
        psting_sub(&h, 0x0692, (psting_node){.data = psting_data(p, ts_str("not a heap, and not a table"))});
    if (what == 9 || what == 10)
        psting_sub(&h, 0x0692, rows_elsewhere(p, what == 9 ? 0x7C : 0xBC));
    if (what == 11)
        psting_sub(&h, 0x8025, message_elsewhere(p));
    if (what == 6)
        return psting_heap_end(&h, psting_item(&h, ts_str("not a tree")));
    psting_node node = psting_props_end(&h, 0);
    if (what == 1)
        node.sub = list_of_lists(p, (const uint64_t[]){psting_data(p, ts_str("not a list"))}, 1);
    if (what == 2) {
        for (size_t i = 0; i < TEST_COUNT(many); i++)
            many[i].nid = (uint32_t)i << 5 | 0x1F;
        uint64_t one = psting_subnodes(p, many, TEST_COUNT(many));
        for (size_t i = 0; i < TEST_COUNT(list); i++)
            list[i] = one;
        node.sub = list_of_lists(p, list, TEST_COUNT(list));
    }
    return node;
}

TEST(what_a_message_lost_is_said_of_it) {
    static const char *const rows[] = {"nothing",
                                       "a list in its list of lists",
                                       "more nodes than are read",
                                       "the node of its body",
                                       "the item of its body",
                                       "the block of its body",
                                       "its tree of properties",
                                       "what says that it has properties",
                                       "the heap of its recipients",
                                       "the node of its recipients' rows",
                                       "what says that its recipients are a table",
                                       "the message attached to it"};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        psting p;
        psting_begin(&p, PSTING_UNICODE, 0);
        world_folder(&p, WORLD_INBOX, 0x122, "Inbox");
        psting_add(&p, WORLD_MAIL, WORLD_INBOX, message_without(&p, i));
        psting_end(&p);
        deep d;
        deep_read(&d, ts_buf_span(&p.file));
        CHECK_ROW(says(&d, i ? "message-65536.tnef: corrupt\n" : "message-65536.tnef: read\n"), rows[i]);
        CHECK_ROW(says(&d, "Subject: Results\n") == (i != 6 && i != 7), rows[i]);
        deep_done(&d);
        psting_done(&p);
    }
}

TEST(what_is_left_of_a_value_is_said) {
    static char longer[70000];
    static const struct {
        const char *what, *says;
        uint16_t type;
        size_t len;
        const char *bytes;
    } rows[] = {
        {"two strings", "read", 0x101F, 16, "\2\0\0\0\x0C\0\0\0\x0E\0\0\0A\0B"},
        {"more strings than bytes", "corrupt", 0x101F, 16, "\xC8\0\0\0\x0C\0\0\0\x0E\0\0\0A\0B"},
        {"a string beyond the end", "corrupt", 0x101F, 16, "\2\0\0\0\x0C\0\0\0\xFF\0\0\0A\0B"},
        {"a string before its begin", "corrupt", 0x101F, 16, "\2\0\0\0\x0C\0\0\0\2\0\0\0A\0B"},
        {"no number of strings", "corrupt", 0x101F, 2, "\1\0"},
        {"more bytes of strings than are read", "too-large", 0x101F, sizeof longer, longer},
        {"a time", "read", 0x40, 8, "\1\2\3\4\5\6\7\1"},
        {"a time of 9 bytes", "corrupt", 0x40, 9, "\1\2\3\4\5\6\7\1\1"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        psting p;
        psting_begin(&p, PSTING_UNICODE, 0);
        psting_heap h = psting_heap_new(&p, 0xBC);
        psting_string(&h, 0x0037, "Results");
        psting_bytes(&h, 0x3A58, rows[i].type, (ts_span){rows[i].bytes, rows[i].len});
        psting_add(&p, WORLD_MAIL, 0x122, psting_props_end(&h, 0));
        psting_end(&p);
        deep d;
        deep_read(&d, ts_buf_span(&p.file));
        TS_AUTO(ts_buf, ts_buf_done) want = {0};
        ts_buf_addf(&want, "message-65536.tnef: %s\n", rows[i].says);
        CHECK_ROW(says(&d, want.ptr) && says(&d, "Subject: Results\n"), rows[i].what);
        deep_done(&d);
        psting_done(&p);
    }
}

TEST(a_file_of_no_bytes_is_whole) {
    static const struct {
        const char *what, *says;
        uint16_t type;
        uint32_t value; /* 1: an item of no bytes */
    } rows[] = {{"no item at all", "read", 0x102, 0},
                {"an item of no bytes", "read", 0x102, 1},
                {"an item that is not there", "corrupt", 0x102, 1000 << 5},
                {"an object that is not there", "corrupt", 0x0D, 0}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        psting p;
        psting_begin(&p, PSTING_UNICODE, 0);
        psting_heap file = psting_heap_new(&p, 0xBC);
        psting_prop_raw(&file, 0x3701, rows[i].type,
                        rows[i].value == 1 ? psting_item(&file, ts_str("")) : rows[i].value);
        psting_number(&file, 0x3705, 1);
        psting_string(&file, 0x3707, "empty.csv");
        psting_node node = psting_props_end(&file, 0);
        psting_heap h = psting_heap_new(&p, 0xBC);
        psting_string(&h, 0x0037, "Results");
        psting_sub(&h, 0x8025, node);
        psting_add(&p, WORLD_MAIL, 0x122, psting_props_end(&h, 0));
        psting_end(&p);
        deep d;
        deep_read(&d, ts_buf_span(&p.file));
        TS_AUTO(ts_buf, ts_buf_done) want = {0};
        ts_buf_addf(&want, "message-65536.tnef: %s\n", rows[i].says);
        CHECK_ROW(says(&d, want.ptr) && says(&d, "Subject: Results\n"), rows[i].what);
        deep_done(&d);
        psting_done(&p);
    }
}

/* A tree whose leaves are one and the same block, as often as one can say it. */
TEST(a_value_of_more_blocks_than_are_read_is_not_whole) {
    enum { EACH = 2040, LEAVES = 520 };
    for (int over = 0; over < 2; over++) {
        psting p;
        psting_begin(&p, PSTING_ANSI, 0);
        psting_fill(&p.file, 48 * TS_MIB); /* a small file may cost little: what it costs is bounded before */
        uint64_t bid[EACH], one = psting_block(&p, ts_str("a"), false);
        for (size_t i = 0; i < EACH; i++)
            bid[i] = one;
        uint64_t leaf = psting_tree(&p, bid, EACH, EACH);
        TS_AUTO(ts_buf, ts_buf_done) x = {0};
        ts_buf_add(&x, (ts_span){"\1\2", 2});
        ts_buf_add_u16le(&x, over ? LEAVES : 2);
        ts_buf_add_u32le(&x, 0);
        for (size_t i = 0; i < LEAVES; i++)
            ts_buf_add_u32le(&x, (uint32_t)leaf);
        psting_heap h = psting_heap_new(&p, 0xBC);
        psting_string(&h, 0x0037, "Results");
        psting_prop_raw(&h, 0x1000, 0x1E,
                        psting_sub(&h, 0, (psting_node){.data = psting_block(&p, ts_buf_span(&x), true)}));
        psting_add(&p, WORLD_MAIL, 0x122, psting_props_end(&h, 0));
        psting_end(&p);
        deep d;
        deep_read(&d, ts_buf_span(&p.file));
        CHECK(says(&d, over ? "message-65536.tnef: corrupt\n" : "message-65536.tnef: read\n"));
        deep_done(&d);
        psting_done(&p);
    }
}

/* Without the names no property that somebody named is read: in every message. */
TEST(lost_names_are_said_of_the_store) {
    for (size_t i = 0; i < 4; i++) {
        psting p;
        psting_begin(&p, PSTING_UNICODE, 0);
        psting_node names = {.data = psting_data(&p, ts_str("not a heap, and not a table"))};
        if (i == 2)
            names = message_without(&p, 6); /* no tree of properties */
        if (i == 3)
            names = message_without(&p, 0); /* it is whole, and has none */
        if (i)
            psting_add(&p, 0x61, 0, names);
        world_small(&p, WORLD_MAIL, 0x122, "Results", "some words");
        psting_end(&p);
        ts_outcome o = outcome_of(&p);
        CHECK(o.reason == (i == 0 || i == 3 ? TS_READ : TS_REASON_CORRUPT) && (o.unread > 0) == (o.reason != TS_READ));
        psting_done(&p);
    }
}

TEST(a_file_cut_anywhere_or_damaged_anywhere_ends) {
    static const int kinds[] = {PSTING_ANSI, PSTING_UNICODE, PSTING_4K};
    uint64_t random = 20260105;
    for (size_t i = 0; i < TEST_COUNT(kinds); i++) {
        psting p;
        world_write(&p, kinds[i], (int)i, 700, 4, 4);
        char *copy = ts_alloc(p.file.len);
        for (size_t cut = 0; cut <= 64; cut++) {
            size_t len = p.file.len * cut / 64;
            memcpy(copy, p.file.ptr, p.file.len);
            deep d;
            ts_outcome o = deep_read(&d, (ts_span){copy, len});
            CHECK(!d.outer.broken && o.unread <= len);
            deep_done(&d);
        }
        for (int round = 0; round < 300; round++) {
            memcpy(copy, p.file.ptr, p.file.len);
            for (int n = 0; n < 12; n++) {
                random = random * UINT64_C(6364136223846793005) + 1442695040888963407u;
                size_t at = (random >> 33) % p.file.len;
                if (random & 0x100)
                    at = (size_t)p.root[random >> 9 & 1] + (random >> 33) % 512; /* into the roots */
                copy[at < p.file.len ? at : 0] = (char)(random >> 20);
            }
            deep d;
            ts_outcome o = deep_read(&d, (ts_span){copy, p.file.len});
            CHECK(!d.outer.broken && o.unread <= p.file.len);
            deep_done(&d);
        }
        ts_free(copy);
        psting_done(&p);
    }
}

/* Pages that lead to themselves, blocks that stand in one tree a million times. */
TEST(a_tree_that_joins_itself_ends) {
    psting p;
    world_write(&p, PSTING_UNICODE, 0, 0, 3, 0);
    for (uint64_t entry = 0; entry < 3; entry++) /* every branch of the root is the root */
        psting_poke(&p.file, (size_t)(p.root[1] + entry * 24 + 16), p.root[1], 8);
    CHECK(outcome_of(&p).format == &ts_extractor_pst);
    psting_done(&p);

    psting_begin(&p, PSTING_UNICODE, 0);
    TS_AUTO(ts_buf, ts_buf_done) bytes = {0}, inner = {0}, outer = {0};
    psting_fill(&bytes, 8000);
    uint64_t block = psting_block(&p, ts_buf_span(&bytes), false);
    ts_buf_add(&inner, (ts_span){"\1\1\xE8\3\0\0\0", 8});
    for (int i = 0; i < 1000; i++)
        ts_buf_add_u64le(&inner, block);
    uint64_t below = psting_block(&p, ts_buf_span(&inner), true);
    ts_buf_add(&outer, (ts_span){"\1\2\xE8\3\0\0\0", 8});
    for (int i = 0; i < 1000; i++)
        ts_buf_add_u64le(&outer, below);
    uint64_t top = psting_block(&p, ts_buf_span(&outer), true);
    for (uint32_t i = 0; i < 20; i++)
        psting_add(&p, WORLD_MAIL + 32 * i, WORLD_INBOX, (psting_node){.data = top});
    psting_end(&p);
    ts_outcome o = outcome_of(&p);
    CHECK(o.reason == TS_REASON_RATIO && o.unread == p.file.len);
    psting_done(&p);
}

/* Roots gone, the file's end gone: leaves that are left are found by what they say of themselves. */
TEST(a_store_without_roots_gives_what_its_leaves_hold) {
    static const int kinds[] = {PSTING_ANSI, PSTING_UNICODE, PSTING_4K};
    for (size_t i = 0; i < TEST_COUNT(kinds); i++) {
        psting p;
        world_write(&p, kinds[i], 1, 700, 4, 4);
        psting_poke(&p.file, p.root[0] + 480, 0, 16);
        psting_poke(&p.file, p.root[0] + (kinds[i] == PSTING_4K ? 4056 : 480), 0, 16);
        memset(p.file.ptr + p.root[1], 0, kinds[i] == PSTING_4K ? 4096 : 512);
        deep d;
        ts_outcome o = deep_read(&d, ts_buf_span(&p.file));
        CHECK(o.reason == TS_REASON_CORRUPT && o.unread > 0 && o.unread < p.file.len);
        CHECK(d.children == 6 && says(&d, "== Top of Personal Folders/Inbox/message-65536.tnef: read\n"));
        CHECK(says(&d, "child rows.txt 8100 bytes of 8100: read\n") && says(&d, "still here: 0151 496 0555."));
        deep_done(&d);
        psting_done(&p);
    }
}

/* A leaf that was given up says what was; a newer one says what is. */
TEST(of_two_leaves_the_newer_counts) {
    psting p;
    psting_begin(&p, PSTING_UNICODE, 0);
    world_folder(&p, WORLD_INBOX, 0x122, "Inbox");
    world_small(&p, WORLD_MAIL, WORLD_INBOX, "Old", "old words");
    psting_end(&p);
    p.nodes = 1;
    world_small(&p, WORLD_MAIL, WORLD_INBOX, "New", "new words");
    psting_end(&p);
    psting_poke(&p.file, 224, UINT64_C(1) << 50, 8); /* the root of nodes */
    deep d;
    ts_outcome o = deep_read(&d, ts_buf_span(&p.file));
    CHECK(o.reason == TS_REASON_CORRUPT && d.children == 1);
    CHECK(says(&d, "new words") && !says(&d, "old words"));
    deep_done(&d);
    psting_done(&p);
}

TEST(a_store_that_was_cut_gives_what_is_there) {
    psting p;
    psting_begin(&p, PSTING_UNICODE, 0);
    world_folder(&p, WORLD_INBOX, 0x122, "Inbox");
    world_small(&p, WORLD_MAIL, WORLD_INBOX, "One", "first words");
    psting_end(&p);
    size_t one = p.file.len; /* a state of the store that has both leaves */
    for (uint32_t i = 1; i < 40; i++)
        world_small(&p, WORLD_MAIL + 32 * i, WORLD_INBOX, "Later", "later words");
    psting_end(&p);
    deep d;
    ts_outcome o = deep_read(&d, ts_slice(ts_buf_span(&p.file), 0, one + 1000));
    CHECK(o.reason == TS_REASON_TRUNCATED && d.children == 1 && says(&d, "first words"));
    deep_done(&d);
    psting_done(&p);
}
