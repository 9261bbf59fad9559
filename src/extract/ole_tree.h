/* ole_tree.h - the directory of a compound file. */
#ifndef TS_EXTRACT_OLE_TREE_H
#define TS_EXTRACT_OLE_TREE_H

#include "base/mem.h"
#include "extract/sink.h"

/* Sector numbers that mean something else (MS-CFB 2.1), and ours for what the file no longer says. */
#define TS_OLE_LAST_SECTOR UINT32_C(0xFFFFFFFA)
#define TS_OLE_UNKNOWN UINT32_C(0xFFFFFFFB)
#define TS_OLE_END UINT32_C(0xFFFFFFFE)
#define TS_OLE_FREE UINT32_C(0xFFFFFFFF)

/* A storage or a stream.  Entries stand in the order of the tree, each storage before what is in it. */
typedef struct ts_ole_entry {
    ts_span name; /* UTF-8; the arena's */
    size_t parent; /* its storage; 0 for what stands at the top, and for the root itself */
    size_t end; /* behind the last entry inside it */
    bool storage;
    bool walked; /* its chain was followed once: `sectors` holds */
    ts_reason reason; /* why the chain broke off */
    uint32_t start, sectors;
    uint64_t size; /* as claimed */
    uint64_t there; /* bytes that the chain gives, once walked */
    ts_instant modified; /* 0: not said */
    uint8_t clsid[16]; /* of the program that knows the storage */
} ts_ole_entry;

/* What stands in the directory's bytes, `names` being the arena of what it is called; narrow: sectors of 512 bytes, so sizes have 32
 * bits.  *cut: there is more of it than is taken.  *entry is the caller's to free. */
ts_err ts_ole_tree(ts_span directory, bool narrow, ts_arena *names, ts_ole_entry **entry, size_t *entries, bool *cut);

#endif
