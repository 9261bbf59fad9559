/* oling.h - makes small compound files in memory, sound ones and such as no program would make.
 *
 * Sectors of 512 bytes.  Layout: header, FAT, directory, mini FAT, mini stream, large streams; siblings hang on each
 * other's right hand, which every reader takes.
 */
#ifndef TS_TESTS_EXTRACT_OLING_H
#define TS_TESTS_EXTRACT_OLING_H

#include "reading.h"

enum { OLE_SECTOR = 512, OLE_MINI = 64, OLE_CUTOFF = 4096, OLE_MAX = 512, OLE_ENTRY = 128 };

typedef struct oling {
    struct {
        ts_buf name, content; /* name in UTF-16 */
        size_t parent;
        bool storage;
        uint32_t start;
    } node[OLE_MAX];
    size_t nodes; /* node 0 is the root */
    ts_buf file;
    size_t fat, directory, mini_fat, mini; /* first sector of each */
} oling;

/* A stream, or with NULL content a storage; gives its number. */
static inline size_t ole_add(oling *o, size_t parent, const char *name, const ts_span *content) {
    if (!o->nodes) {
        o->nodes = 1;
        o->node[0].storage = true;
        for (const char *p = "Root Entry"; *p; p++)
            ts_buf_add_u16le(&o->node[0].name, (unsigned char)*p);
    }
    size_t i = o->nodes++;
    o->node[i].parent = parent;
    o->node[i].storage = !content;
    for (size_t at = 0; at < strlen(name);)
        ts_buf_add_u16le(&o->node[i].name, (uint16_t)ts_utf8_next(ts_str(name), &at));
    if (content)
        ts_buf_add(&o->node[i].content, *content);
    return i;
}

static inline size_t ole_stream(oling *o, size_t parent, const char *name, ts_span content) {
    return ole_add(o, parent, name, &content);
}
static inline size_t ole_storage(oling *o, size_t parent, const char *name) { return ole_add(o, parent, name, NULL); }

static inline void ole_pad(ts_buf *b, size_t to, char with) {
    while (b->len % to)
        ts_buf_add_char(b, with);
}

static inline void ole_put(ts_buf *b, size_t at, uint32_t v) {
    for (int i = 0; i < 4; i++)
        b->ptr[at + (size_t)i] = (char)(v >> 8 * i);
}

static inline void ole_chain(ts_buf *table, size_t n) {
    for (size_t i = 1; i <= n; i++)
        ts_buf_add_u32le(table, i < n ? (uint32_t)(table->len / 4 + 1) : 0xFFFFFFFE);
}

static inline void ole_directory(const oling *o, ts_buf *out, uint32_t mini_start, size_t mini_len) {
    for (size_t i = 0; i < o->nodes; i++) {
        uint32_t right = UINT32_MAX, child = UINT32_MAX;
        for (size_t k = o->nodes - 1; k > 0; k--) {
            if (o->node[k].parent == o->node[i].parent && k > i && i)
                right = (uint32_t)k;
            if (o->node[k].parent == i)
                child = (uint32_t)k;
        }
        size_t name = o->node[i].name.len < 62 ? o->node[i].name.len : 62, at = out->len;
        ts_buf_add(out, (ts_span){o->node[i].name.ptr, name});
        while (out->len < at + 64)
            ts_buf_add_char(out, 0);
        ts_buf_add_u16le(out, (uint16_t)(name + 2));
        ts_buf_add_u8(out, i == 0 ? 5 : o->node[i].storage ? 1 : 2);
        ts_buf_add_u8(out, 1);
        ts_buf_add_u32le(out, UINT32_MAX);
        ts_buf_add_u32le(out, right);
        ts_buf_add_u32le(out, child);
        for (int k = 0; k < 36; k++)
            ts_buf_add_u8(out, 0);
        ts_buf_add_u32le(out, i ? o->node[i].start : mini_start);
        ts_buf_add_u64le(out, i ? o->node[i].content.len : mini_len);
    }
    ole_pad(out, OLE_SECTOR, 0);
}

/* The finished file; nodes may be added afterwards and it be made anew. */
static inline ts_span ole_end(oling *o) {
    ts_buf fat = {0}, mini_fat = {0}, mini = {0}, big = {0}, directory = {0};
    for (size_t i = 1; i < o->nodes; i++) {
        ts_span c = ts_buf_span(&o->node[i].content);
        o->node[i].start = c.len ? (uint32_t)(mini_fat.len / 4) : 0xFFFFFFFE;
        if (c.len >= OLE_CUTOFF || !c.len)
            continue;
        ole_chain(&mini_fat, (c.len + OLE_MINI - 1) / OLE_MINI);
        ts_buf_add(&mini, c);
        ole_pad(&mini, OLE_MINI, 0);
    }
    size_t mini_len = mini.len;
    ole_pad(&mini, OLE_SECTOR, 0);
    ole_pad(&mini_fat, OLE_SECTOR, (char)0xFF);
    size_t large = 0;
    for (size_t i = 1; i < o->nodes; i++)
        large += o->node[i].content.len >= OLE_CUTOFF ? (o->node[i].content.len + OLE_SECTOR - 1) / OLE_SECTOR : 0;
    size_t directories = (o->nodes * OLE_ENTRY + OLE_SECTOR - 1) / OLE_SECTOR;
    size_t others = directories + (mini_fat.len + mini.len) / OLE_SECTOR + large, fats = 1;
    while (fats * (OLE_SECTOR / 4) < others + fats)
        fats++;
    for (size_t i = 0; i < fats; i++)
        ts_buf_add_u32le(&fat, 0xFFFFFFFD);
    o->fat = 0;
    o->directory = fats;
    ole_chain(&fat, directories);
    o->mini_fat = fat.len / 4;
    ole_chain(&fat, mini_fat.len / OLE_SECTOR);
    o->mini = fat.len / 4;
    ole_chain(&fat, mini.len / OLE_SECTOR);
    for (size_t i = 1; i < o->nodes; i++) {
        if (o->node[i].content.len < OLE_CUTOFF)
            continue;
        o->node[i].start = (uint32_t)(fat.len / 4);
        ole_chain(&fat, (o->node[i].content.len + OLE_SECTOR - 1) / OLE_SECTOR);
        ts_buf_add(&big, ts_buf_span(&o->node[i].content));
        ole_pad(&big, OLE_SECTOR, 0);
    }
    ole_pad(&fat, OLE_SECTOR, (char)0xFF);
    ole_directory(o, &directory, mini.len ? (uint32_t)o->mini : 0xFFFFFFFE, mini_len);

    ts_buf *f = &o->file;
    ts_buf_clear(f);
    ts_buf_add(f, (ts_span){"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8});
    for (int i = 0; i < 16; i++)
        ts_buf_add_u8(f, 0);
    static const uint16_t words[] = {0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        ts_buf_add_u16le(f, words[i]);
    ts_buf_add_u32le(f, 0);
    ts_buf_add_u32le(f, (uint32_t)fats);
    ts_buf_add_u32le(f, (uint32_t)o->directory);
    ts_buf_add_u32le(f, 0);
    ts_buf_add_u32le(f, OLE_CUTOFF);
    ts_buf_add_u32le(f, mini_fat.len ? (uint32_t)o->mini_fat : 0xFFFFFFFE);
    ts_buf_add_u32le(f, (uint32_t)(mini_fat.len / OLE_SECTOR));
    ts_buf_add_u32le(f, 0xFFFFFFFE);
    ts_buf_add_u32le(f, 0);
    for (uint32_t i = 0; i < 109; i++)
        ts_buf_add_u32le(f, i < fats ? i : UINT32_MAX);
    ts_buf *parts[] = {&fat, &directory, &mini_fat, &mini, &big};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        ts_buf_add(f, ts_buf_span(parts[i]));
        ts_buf_done(parts[i]);
    }
    return ts_buf_span(f);
}

static inline size_t ole_place(size_t sector) { return (sector + 1) * OLE_SECTOR; }

static inline void ole_done(oling *o) {
    for (size_t i = 0; i < o->nodes; i++) {
        ts_buf_done(&o->node[i].name);
        ts_buf_done(&o->node[i].content);
    }
    ts_buf_done(&o->file);
    *o = (oling){0};
}

#endif
