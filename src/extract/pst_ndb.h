/* pst_ndb.h - the lower half of a mail store (MS-PST 2.2): its two B-trees, its blocks, its nodes.
 *
 * Pages and blocks are read as they are asked for, so a store of any size takes a few MiB.  Checksums are not insisted
 * on: a leak holds damaged stores.
 */
#ifndef TS_EXTRACT_PST_NDB_H
#define TS_EXTRACT_PST_NDB_H

#include "base/mem.h"
#include "extract/pst_page.h"
#include "extract/source.h"

typedef struct ts_pst {
    ts_source *in;
    ts_pst_kind kind;
    uint8_t crypt; /* bCryptMethod: 0 none, 1 permute, 2 cyclic */
    uint64_t nodes, blocks; /* where the roots of the two trees stand */
    uint64_t end; /* of the file, as its header says */
    struct ts_pst_page *cache; /* pages seen last */
    struct ts_pst_found *found; /* instead of the trees, where those are damaged */
    struct ts_inflate *inflate; /* of stores of 2013, whose blocks are packed */
    ts_buf packed;
    uint64_t damaged; /* bytes of pages and blocks that could not be read, or are not what they should be */
    uint64_t work; /* bytes of blocks asked for */
    bool spent; /* more than TS_LIMIT_PST_WORK allows: nothing more is read */
} ts_pst;

/* Reads the header: TS_EFORMAT, TS_EUNSUPPORTED (a version nobody knows), TS_EENCRYPTED (0x10: by the user's account). */
ts_err ts_pst_open(ts_source *in, ts_pst *p);
void ts_pst_done(ts_pst *p);
/* Are both trees whole?  Where they are not, from here on all is found by the leaves that the file still has, wherever
 * they stand: a file that was cut has lost its roots more often than its mail. */
bool ts_pst_settle(ts_pst *p);

bool ts_pst_find_node(ts_pst *p, uint32_t nid, ts_pst_node *out);

/* All nodes in the order of their ids. */
typedef struct ts_pst_walk {
    ts_pst *p;
    struct {
        uint64_t at;
        unsigned next;
        int level;
    } page[TS_PST_LEVELS];
    int depth;
    uint64_t pages; /* that may still be looked at: a tree that joins its own branches never ends */
    size_t next; /* of those that were found without a tree */
} ts_pst_walk;
void ts_pst_walk_begin(ts_pst *p, ts_pst_walk *w);
bool ts_pst_walk_next(ts_pst_walk *w, ts_pst_node *out);

/* The blocks that make up a node's bytes, in order. */
typedef struct ts_pst_data {
    uint64_t *block;
    size_t n, cap;
    uint64_t size; /* of all, as the tree of blocks says of each */
    bool whole; /* every block was found */
} ts_pst_data;
void ts_pst_data_open(ts_pst *p, uint64_t bid, ts_pst_data *out);
void ts_pst_data_done(ts_pst_data *d);
/* The decoded bytes of one block; false if it cannot be read (then that was added to `damaged`). */
bool ts_pst_block(ts_pst *p, uint64_t bid, ts_buf *out);

/* The nodes below a node (its sub block). */
typedef struct ts_pst_subnodes {
    ts_pst_node *node;
    size_t n, cap;
    bool whole; /* every list of them was read to its end */
} ts_pst_subnodes;
void ts_pst_subnodes_open(ts_pst *p, uint64_t bid, ts_pst_subnodes *out);
void ts_pst_subnodes_done(ts_pst_subnodes *s);
const ts_pst_node *ts_pst_subnode(const ts_pst_subnodes *s, uint32_t nid);

#endif
