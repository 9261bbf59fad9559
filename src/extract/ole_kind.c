/* ole_kind.c - which format a compound file is of, by what stands at its top. */
#include "extract/ole.h"

ts_ole_kind ts_ole_kind_of(const ts_ole *o, size_t storage) {
    static const struct {
        const char *name;
        ts_ole_kind kind;
    } signs[] = {
        {"__properties_version1.0", TS_OLE_MSG},
        {"Workbook", TS_OLE_XLS},
        {"Book", TS_OLE_XLS},
        {"WordDocument", TS_OLE_DOC},
        {"PowerPoint Document", TS_OLE_PPT},
    };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t found = ts_ole_find(o, storage, signs[i].name);
        if (found && !o->entry[found].storage)
            return signs[i].kind;
    }
    return TS_OLE_OTHER;
}

ts_ole_kind ts_ole_kind_of_head(const ts_head *head) {
    if (!ts_ole_magic(head->raw))
        return TS_OLE_NONE;
    ts_source memory, *in = head->in;
    ts_source_memory(&memory, head->raw);
    if (!in || in->size == UINT64_MAX)
        in = &memory;
    ts_ole o;
    ts_ole_kind kind = ts_ole_open(in, &o) ? TS_OLE_OTHER : ts_ole_kind_of(&o, 0);
    ts_ole_done(&o);
    ts_source_done(&memory);
    return kind;
}
