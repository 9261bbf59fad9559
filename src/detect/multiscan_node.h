/* multiscan_node.h - patterns as a graph of nodes (K. Thompson, Regular Expression Search Algorithm, 1968). */
#ifndef TS_DETECT_MULTISCAN_NODE_H
#define TS_DETECT_MULTISCAN_NODE_H

#include "detect/multiscan.h"

typedef enum ts_node_op {
    TS_NODE_BYTES, /* takes a byte from `low` to `high` */
    TS_NODE_SET, /* takes a byte of sets[set] */
    TS_NODE_SPLIT, /* goes on at both */
    TS_NODE_PASS, /* goes on at out[0] */
    TS_NODE_LINE_BEGINS, /* the same, where that holds */
    TS_NODE_LINE_ENDS,
    TS_NODE_BORDER, /* between a word and what is none */
    TS_NODE_NO_BORDER,
    TS_NODE_MATCH /* of `id` */
} ts_node_op;

typedef struct ts_pattern_node {
    uint8_t op, low, high;
    uint16_t id;
    uint32_t set;
    uint32_t out[2];
} ts_pattern_node;

typedef struct ts_byte_set {
    uint64_t bits[4];
} ts_byte_set;
static inline bool ts_byte_in(const ts_byte_set *s, unsigned byte) {
    return (s->bits[byte / 64] >> byte % 64 & 1) != 0;
}

typedef struct ts_pattern_graph {
    ts_pattern_node *node;
    size_t nodes, node_cap;
    ts_byte_set *set;
    size_t sets;
} ts_pattern_graph;

/* Adds a pattern; *start is where it begins.  TS_EUSAGE says what is wrong with it. */
ts_err ts_pattern_add(ts_pattern_graph *g, const ts_pattern *pattern, uint32_t *start);
/* A node that goes on at a, and b. */
uint32_t ts_pattern_split(ts_pattern_graph *g, uint32_t a, uint32_t b);
void ts_pattern_graph_done(ts_pattern_graph *g);

#endif
