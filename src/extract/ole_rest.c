/* ole_rest.c - what a document holds besides its own streams: embedded objects, files, macros. */
#include "extract/ole.h"
#include "extract/ole_tree.h"

enum { PATH = 1024, NATIVE_HEAD = 4 * PATH };

/* Settings of programs, in which nothing stands that a person wrote. */
static bool is_setting(ts_span name) {
    static const char *const names[] = {"\1CompObj",
                                        "\1Ole",
                                        "\3ObjInfo",
                                        "\3OCXNAME",
                                        "\3LinkInfo",
                                        "\5SummaryInformation",
                                        "\5DocumentSummaryInformation"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (ts_span_eq_nocase(name, ts_str(names[i])))
            return true;
    return false;
}

/* Up to a NUL, which is taken too. */
static ts_span string_of(ts_cursor *c) {
    ts_span s = ts_until_nul(ts_slice((ts_span){c->at, ts_cursor_left(c)}, 0, PATH));
    ts_skip(c, s.len + 1);
    return s;
}

/* A file that was dropped into a document: its size, a label, its name, where it came from, then its bytes
 * ([MS-OLEDS] 2.3.6; the fields before the bytes as the Packager writes them). */
static ts_err native(ts_ole *o, size_t entry, ts_sink *out) {
    TS_AUTO(ts_buf, ts_buf_done) head = {0};
    TS_TRY(ts_ole_load(o, entry, NATIVE_HEAD, &head));
    ts_cursor c = ts_cursor_over(ts_buf_span(&head));
    ts_skip(&c, 4);
    uint16_t kind = ts_read_u16le(&c);
    ts_span label = string_of(&c), name = string_of(&c);
    ts_skip(&c, 4);
    uint32_t path = ts_read_u32le(&c);
    ts_skip(&c, path);
    uint32_t size = ts_read_u32le(&c);
    uint64_t at = (uint64_t)(c.at - head.ptr), there = o->entry[entry].there;
    if (kind != 2 || !c.ok || size > there - at) /* no file: the object's own bytes follow the size */
        return ts_ole_child(o, entry, 4, UINT64_MAX, ts_str("object"), out);
    name = name.len ? name : label;
    return ts_ole_child(o, entry, at, size, name.len ? name : ts_str("object"), out);
}

ts_err ts_ole_rest(ts_ole *o, size_t storage, bool (*taken)(const ts_ole *o, size_t entry), ts_sink *out) {
    for (size_t i = storage + 1; i < o->entry[storage].end; i++) {
        const ts_ole_entry *e = &o->entry[i];
        if (taken && taken(o, i))
            continue;
        if (e->storage) {
            ts_ole_kind kind = ts_ole_kind_of(o, i);
            if (kind == TS_OLE_OTHER)
                continue; /* its streams come next */
            TS_TRY(ts_ole_copy(o, i, 0, e->name.len ? e->name : ts_str("object"), out));
            i = e->end - 1;
        } else if (ts_span_eq(e->name, ts_str("\1Ole10Native"))) {
            TS_TRY(native(o, i, out));
        } else if (!is_setting(e->name)) {
            TS_TRY(ts_ole_member(o, storage, i, out));
        }
    }
    return TS_OK;
}
