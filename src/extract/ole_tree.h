/* ole_tree.h - the directory of a compound file. */
#ifndef TS_EXTRACT_OLE_TREE_H
#define TS_EXTRACT_OLE_TREE_H

#include "extract/ole.h"

/* Sector numbers that mean something else (MS-CFB 2.1), and ours for what the file no longer says. */
#define TS_OLE_LAST_SECTOR UINT32_C(0xFFFFFFFA)
#define TS_OLE_UNKNOWN UINT32_C(0xFFFFFFFB)
#define TS_OLE_END UINT32_C(0xFFFFFFFE)
#define TS_OLE_FREE UINT32_C(0xFFFFFFFF)

/* Makes o->entry of the directory's bytes. */
ts_err ts_ole_tree(ts_ole *o, ts_span directory);

#endif
