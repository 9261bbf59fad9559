/* sqlite_pages.h - pages of a SQLite database, of its write-ahead log or of its rollback journal, and the cells on them.
 *
 * "Database File Format" (sqlite.org/fileformat2.html): 1.2 pages, 1.3 header, 1.6 b-trees, 3 rollback journal, 4 WAL.
 */
#ifndef TS_EXTRACT_SQLITE_PAGES_H
#define TS_EXTRACT_SQLITE_PAGES_H

#include "base/mem.h"
#include "extract/sink.h"
#include "extract/source.h"

enum {
    TS_SQLITE_INDEX_NODE = 0x02,
    TS_SQLITE_TABLE_NODE = 0x05,
    TS_SQLITE_INDEX_LEAF = 0x0A,
    TS_SQLITE_TABLE_LEAF = 0x0D,
    TS_SQLITE_UTF8 = 1, /* text encodings */
    TS_SQLITE_UTF16LE = 2,
    TS_SQLITE_UTF16BE = 3,
};

typedef struct ts_sqlite_log_page {
    uint32_t page;
    uint64_t at; /* of its bytes in the file */
} ts_sqlite_log_page;

typedef struct ts_sqlite_pages {
    ts_source *in;
    char kind; /* as ts_sqlite_kind says */
    uint32_t size, usable; /* bytes of a page, and without what is reserved at its end */
    unsigned encoding;
    bool vacuum; /* pointer maps stand between the pages */
    uint32_t count; /* whole pages in the file */
    bool cut; /* the header counts more */
    ts_sqlite_log_page *log; /* of a log: its pages in the file's order; NULL for a database */
    ts_sqlite_log_page *newest; /* the same, each page once, by number */
    size_t newest_count;
    unsigned char *used; /* a bit a page, or a place in `newest`: it belongs to a tree that was walked */
    bool looking; /* rows are followed over pages without taking them */
    uint64_t followed; /* pages that rows were followed over without taking them: many rows may share one */
    ts_buf payload; /* of a cell that goes on elsewhere */
} ts_sqlite_pages;

/* By the first bytes: 'd' a database, 'w' a write-ahead log, 'j' a rollback journal, 0 none. */
char ts_sqlite_kind(ts_span head);
/* Reads the header of what `in` is; done also after a failure. */
ts_err ts_sqlite_open(ts_sqlite_pages *p, ts_source *in);
void ts_sqlite_done(ts_sqlite_pages *p);

/* Page `n`, from 1, into buf of p->size bytes; false: the file does not have it. */
bool ts_sqlite_page(ts_sqlite_pages *p, uint32_t n, char *buf);
/* The same by its place among the pages of the file or log, from 0. */
bool ts_sqlite_page_at(ts_sqlite_pages *p, uint32_t index, char *buf, uint32_t *n);
/* Takes page n for a tree; false: it was taken before, or is not there. */
bool ts_sqlite_use(ts_sqlite_pages *p, uint32_t n);
bool ts_sqlite_is_used(const ts_sqlite_pages *p, uint32_t n);
/* Is page n one that holds pointers alone (1.8)? */
bool ts_sqlite_is_map(const ts_sqlite_pages *p, uint32_t n);

/* The head of a b-tree page; `page` whole, n its number. */
typedef struct ts_sqlite_node {
    unsigned type; /* 0: it is none */
    uint32_t cells;
    size_t first; /* place of the cell pointers */
    size_t content; /* where cells begin; before it, behind the pointers, nothing stands now */
    size_t free; /* the first free block, 0 none */
    uint32_t right; /* of nodes: the last child */
} ts_sqlite_node;
ts_sqlite_node ts_sqlite_node_of(const ts_sqlite_pages *p, ts_span page, uint32_t n);

typedef struct ts_sqlite_cell {
    uint32_t child;
    int64_t rowid;
    ts_span payload; /* in the page, or in p->payload until the next cell is read */
    size_t from, len; /* its bytes in the page */
    bool cut; /* less payload than it says */
} ts_sqlite_cell;
/* The cell at `at` of a page of this type; false: there is none.  What overflows is followed over pages nobody else took. */
bool ts_sqlite_cell_at(ts_sqlite_pages *p, ts_span page, size_t at, unsigned type, ts_sqlite_cell *c);
/* The place of the i-th cell. */
size_t ts_sqlite_cell_place(ts_span page, const ts_sqlite_node *node, uint32_t i);
/* How much of a payload stands in the page itself (1.6). */
uint64_t ts_sqlite_local(const ts_sqlite_pages *p, unsigned type, uint64_t payload);
/* A varint of up to nine bytes, big end first; false: it is cut. */
bool ts_sqlite_varint(ts_span s, size_t *at, uint64_t *out);

#endif
