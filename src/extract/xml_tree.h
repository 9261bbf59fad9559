/* xml_tree.h - what elements and attributes stand below what others in an XML text, each path once, and which are records.
 *
 * A record is an element that stands several times below one parent and has parts: a row.  Of such elements inside one
 * another the outermost is one that has a person's particulars of its own ("Surname", "BirthDate"), so that a ward with
 * its patients gives a row for each patient, and a patient with two addresses one row.  Where no element repeats, the
 * smallest that holds all such particulars is one record.
 */
#ifndef TS_EXTRACT_XML_TREE_H
#define TS_EXTRACT_XML_TREE_H

#include "base/bytes.h"
#include "base/map.h"
#include "base/mem.h"

#define TS_XML_NO_NODE UINT32_MAX
enum { TS_XML_ROOT = 0, TS_XML_OTHERS = 1, TS_XML_NAME = 128 }; /* a name is kept cut to so many bytes */

/* A path, and its `again`-th occurrence within one parent: the second address of a patient is another column. */
typedef struct ts_xml_node {
    ts_span name;
    uint32_t parent, first, follows; /* follows: what came behind it last time; first: its own first child */
    uint32_t base; /* the first occurrence */
    uint32_t last; /* of a base: the latest occurrence that `seen` counts */
    uint32_t column, table; /* place in its record's table plus one; of a record: its table plus one */
    uint64_t seen; /* the parent's number when it was last met there */
    uint16_t again;
    bool record;
    /* learned ahead, of bases: */
    bool repeats, parts, text, prose, own_person, holds_person, holds_record;
    uint32_t met, mixed; /* how often; how often with text between parts */
    uint64_t leaves; /* values in all of them */
} ts_xml_node;

typedef struct ts_xml_tree {
    ts_xml_node *node;
    size_t nodes, cap;
    ts_map *known;
    ts_arena names;
} ts_xml_tree;

void ts_xml_tree_init(ts_xml_tree *t);
void ts_xml_tree_done(ts_xml_tree *t);
/* The child of that name; `before`: the one that stood before it, or TS_XML_NO_NODE. */
uint32_t ts_xml_tree_child(ts_xml_tree *t, uint32_t parent, uint32_t before, ts_span name);
/* The same, where every occurrence below the parent numbered `parent_is` is a node of its own. */
uint32_t ts_xml_tree_occurrence(ts_xml_tree *t, uint32_t parent, uint64_t parent_is, uint32_t before, ts_span name);
/* Marks records among what was learned so far; those that are stay. */
void ts_xml_tree_decide(ts_xml_tree *t);
/* Appends the names from below `from` down to the node, dots between; an occurrence has its number. */
void ts_xml_tree_path(const ts_xml_tree *t, uint32_t from, uint32_t node, ts_buf *out);

#endif
