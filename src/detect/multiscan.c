/* multiscan.c - many patterns at once over a text: an automaton that is made as the text asks for it.
 *
 * From each place where a match may begin the automaton goes on until it is dead, at most TS_MULTISCAN_LONGEST bytes, so
 * no text is slow by its length.  A state is a set of nodes; what follows from one on a byte is worked out once and kept
 * (R. Cox, Regular Expression Matching in the Wild, 2010).
 */
#include "detect/multiscan.h"

#include <stdlib.h>

#include "base/mem.h"
#include "detect/multiscan_node.h"

enum { STATES = 65536, STATE_BYTES = 32 * 1024 * 1024, CLASSES = 258, UNKNOWN = -1, DEAD = 0 };
/* What stands before a place: what a word's border and a line's begin ask for. */
enum { AFTER_OTHER, AFTER_WORD, AFTER_LINE, BEFORES };

typedef struct state {
    uint32_t *node; /* sorted; not yet followed along what takes no byte */
    uint32_t nodes;
    uint8_t before;
    int32_t *next; /* by class of the next byte; the last class: there is none */
    int32_t *match; /* the same: where the ids of those that end here stand in `ids`, + 1; 0: none end */
} state;

struct ts_multiscan {
    ts_pattern_graph graph;
    uint32_t start;
    uint16_t class_of[256], classes; /* bytes that no pattern tells apart */
    uint8_t byte_of[CLASSES]; /* one of each class */
    bool begins[256]; /* may a match begin with this byte? */

    state *state; /* [0]: dead */
    size_t states, most; /* when there are so many all are forgotten */
    int32_t *slot; /* 2 * most: a state by its nodes, 0: free */
    int32_t first[BEFORES]; /* where matches begin, 0: not made yet */
    ts_arena kept; /* of states */
    size_t kept_nodes; /* in those */
    uint16_t *ids; /* lists of ids, each behind its length */
    size_t id_len, id_cap;

    uint32_t *mark, turn; /* nodes that were met in this turn */
    uint32_t *stack, *set;
};

static bool in_word(unsigned c) { return c < 0x80 && (ts_is_alnum((char)c) || c == '_'); }

/* ---- made ---- */

/* Bytes of a class are split where one of them is in the set and another is not. */
static void part(ts_multiscan *m, const ts_byte_set *set) {
    int16_t other[CLASSES];
    bool has[CLASSES][2] = {{false}};
    for (int c = 0; c < 256; c++)
        has[m->class_of[c]][ts_byte_in(set, (unsigned)c)] = true;
    uint16_t classes = m->classes;
    for (uint16_t k = 0; k < classes; k++)
        other[k] = has[k][0] && has[k][1] ? (int16_t)m->classes++ : (int16_t)k;
    for (int c = 0; c < 256; c++)
        if (ts_byte_in(set, (unsigned)c))
            m->class_of[c] = (uint16_t)other[m->class_of[c]];
}

static void part_by(ts_multiscan *m, unsigned low, unsigned high) {
    ts_byte_set set = {{0}};
    for (unsigned c = low; c <= high; c++)
        set.bits[c / 64] |= UINT64_C(1) << c % 64;
    part(m, &set);
}

static void make_classes(ts_multiscan *m) {
    ts_byte_set word = {{0}}, seen = {{0}};
    m->classes = 1;
    for (unsigned c = 0; c < 256; c++)
        if (in_word(c))
            word.bits[c / 64] |= UINT64_C(1) << c % 64;
    part(m, &word);
    part_by(m, '\n', '\n');
    part_by(m, '\r', '\r'); /* a line ends before it */
    for (size_t i = 0; i < m->graph.sets; i++)
        part(m, &m->graph.set[i]);
    for (size_t i = 0; i < m->graph.nodes; i++) {
        const ts_pattern_node *n = &m->graph.node[i];
        if (n->op != TS_NODE_BYTES || (n->low == n->high && ts_byte_in(&seen, n->low)))
            continue;
        part_by(m, n->low, n->high);
        if (n->low == n->high)
            seen.bits[n->low / 64] |= UINT64_C(1) << n->low % 64;
    }
    for (int c = 0; c < 256; c++)
        m->byte_of[m->class_of[c]] = (uint8_t)c;
}

static bool takes(const ts_multiscan *m, const ts_pattern_node *n, unsigned byte) {
    return n->op == TS_NODE_BYTES ? byte >= n->low && byte <= n->high
                                  : n->op == TS_NODE_SET && ts_byte_in(&m->graph.set[n->set], byte);
}

/* ---- states ---- */

static bool first_time(ts_multiscan *m, uint32_t node) {
    if (m->mark[node] == m->turn)
        return false;
    m->mark[node] = m->turn;
    return true;
}

static void new_turn(ts_multiscan *m) {
    if (++m->turn == 0) {
        memset(m->mark, 0, (m->graph.nodes + 1) * sizeof *m->mark);
        m->turn = 1;
    }
}

/* A node that takes no byte: does it let through, between what is before and the byte behind (-1: the end)? */
static bool lets_through(const ts_pattern_node *n, uint8_t before, int byte) {
    bool word = byte >= 0 && in_word((unsigned)byte);
    switch (n->op) {
    case TS_NODE_LINE_BEGINS:
        return before == AFTER_LINE;
    case TS_NODE_LINE_ENDS:
        return byte < 0 || byte == '\n' || byte == '\r';
    case TS_NODE_BORDER:
        return (before == AFTER_WORD) != word;
    case TS_NODE_NO_BORDER:
        return (before == AFTER_WORD) == word;
    default:
        return n->op == TS_NODE_SPLIT || n->op == TS_NODE_PASS;
    }
}

static int by_number(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void forget_states(ts_multiscan *m) {
    ts_arena_reset(&m->kept);
    m->states = 1;
    m->kept_nodes = 0;
    m->id_len = 0;
    memset(m->slot, 0, 2 * m->most * sizeof *m->slot);
    memset(m->first, 0, sizeof m->first);
}

/* The state of these sorted nodes.  The caller has seen to it that there is room for one. */
static int32_t state_of(ts_multiscan *m, const uint32_t *node, uint32_t nodes, uint8_t before) {
    uint32_t hash = before + nodes;
    for (uint32_t i = 0; i < nodes; i++)
        hash = (hash ^ node[i]) * 16777619u;
    hash ^= hash >> 15;
    size_t slots = 2 * m->most, at = hash % slots;
    for (; m->slot[at]; at = (at + 1) % slots) {
        const state *s = &m->state[m->slot[at]];
        if (s->before == before && s->nodes == nodes && memcmp(s->node, node, nodes * sizeof *node) == 0)
            return m->slot[at];
    }
    state *s = &m->state[m->states];
    *s = (state){.nodes = nodes, .before = before};
    s->node = ts_arena_alloc(&m->kept, nodes * sizeof *node);
    memcpy(s->node, node, nodes * sizeof *node);
    s->next = ts_arena_alloc(&m->kept, m->classes * sizeof *s->next);
    s->match = ts_arena_alloc(&m->kept, m->classes * sizeof *s->match);
    for (uint16_t k = 0; k < m->classes; k++)
        s->next[k] = UNKNOWN;
    m->kept_nodes += nodes;
    m->slot[at] = (int32_t)m->states;
    return (int32_t)m->states++;
}

static int32_t keep_ids(ts_multiscan *m, const bool ended[TS_MULTISCAN_IDS]) {
    uint16_t n = 0, list[TS_MULTISCAN_IDS + 1];
    for (uint16_t id = 0; id < TS_MULTISCAN_IDS; id++)
        if (ended[id])
            list[1 + n++] = id;
    if (n == 0)
        return 0;
    list[0] = n;
    while (m->id_len + n + 1 > m->id_cap) {
        m->id_cap = m->id_cap ? 2 * m->id_cap : 1024;
        m->ids = ts_grow(m->ids, m->id_cap, sizeof *m->ids);
    }
    memcpy(m->ids + m->id_len, list, (n + 1u) * sizeof *list);
    m->id_len += n + 1u;
    return (int32_t)(m->id_len - n);
}

/* What follows from a state on a byte, and what ends before it. */
static void work_out(ts_multiscan *m, state *s, uint16_t class) {
    int byte = class + 1 == m->classes ? -1 : m->byte_of[class];
    bool ended[TS_MULTISCAN_IDS] = {false};
    uint32_t n = 0;
    size_t waiting = 0;
    new_turn(m);
    for (uint32_t i = s->nodes; i > 0; i--)
        if (first_time(m, s->node[i - 1]))
            m->stack[waiting++] = s->node[i - 1];
    while (waiting > 0) {
        const ts_pattern_node *node = &m->graph.node[m->stack[--waiting]];
        if (node->op == TS_NODE_MATCH)
            ended[node->id] = true;
        else if (byte >= 0 && takes(m, node, (unsigned)byte))
            m->set[n++] = node->out[0];
        for (int i = 0; i < (node->op == TS_NODE_SPLIT ? 2 : 1) && lets_through(node, s->before, byte); i++)
            if (first_time(m, node->out[i]))
                m->stack[waiting++] = node->out[i];
    }
    if (n > 1)
        qsort(m->set, n, sizeof *m->set, by_number);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++)
        if (kept == 0 || m->set[kept - 1] != m->set[i])
            m->set[kept++] = m->set[i];
    s->match[class] = keep_ids(m, ended);
    uint8_t before = byte == '\n' ? AFTER_LINE : byte >= 0 && in_word((unsigned)byte) ? AFTER_WORD : AFTER_OTHER;
    s->next[class] = kept ? state_of(m, m->set, kept, before) : DEAD;
}

/* Which bytes a match may begin with: whatever stands before. */
static void make_begins(ts_multiscan *m) {
    for (uint8_t before = 0; before < BEFORES; before++)
        for (int c = 0; c < 256; c++) {
            int32_t at = state_of(m, &m->start, 1, before);
            state *s = &m->state[at];
            uint16_t class = m->class_of[c];
            if (s->next[class] == UNKNOWN)
                work_out(m, s, class);
            m->begins[c] = m->begins[c] || s->next[class] != DEAD;
        }
    forget_states(m);
}

ts_err ts_multiscan_new(const ts_pattern *pattern, size_t n, size_t *bad, ts_multiscan **out) {
    ts_multiscan *m = ts_alloc(sizeof *m);
    *bad = SIZE_MAX;
    for (size_t i = 0; i < n; i++) {
        uint32_t start;
        ts_err err = ts_pattern_add(&m->graph, &pattern[i], &start);
        if (err) {
            *bad = i;
            ts_multiscan_free(m);
            return err;
        }
        m->start = i ? ts_pattern_split(&m->graph, start, m->start) : start;
    }
    make_classes(m);
    m->classes++; /* the end of the text */
    m->most = STATE_BYTES / (m->classes * (sizeof *m->state->next + sizeof *m->state->match) + sizeof *m->state);
    m->most = m->most < STATES ? m->most : STATES;
    m->state = ts_alloc_array(m->most + 1, sizeof *m->state);
    m->slot = ts_alloc_array(2 * m->most, sizeof *m->slot);
    m->mark = ts_alloc_array(m->graph.nodes + 1, sizeof *m->mark);
    m->stack = ts_alloc_array(m->graph.nodes + 1, sizeof *m->stack);
    m->set = ts_alloc_array(m->graph.nodes + 1, sizeof *m->set);
    forget_states(m);
    if (n > 0)
        make_begins(m);
    *out = m;
    return TS_OK;
}

void ts_multiscan_free(ts_multiscan *m) {
    if (!m)
        return;
    ts_pattern_graph_done(&m->graph);
    ts_arena_done(&m->kept);
    ts_free(m->state);
    ts_free(m->slot);
    ts_free(m->ids);
    ts_free(m->mark);
    ts_free(m->stack);
    ts_free(m->set);
    ts_free(m);
}

/* ---- run ---- */

typedef struct ends {
    uint32_t at[TS_MULTISCAN_IDS]; /* the longest of each id; 0: none */
    uint16_t id[TS_MULTISCAN_IDS], n;
} ends;

static void note_ends(const ts_multiscan *m, int32_t list, size_t at, ends *e) {
    const uint16_t *ids = m->ids + list - 1;
    for (uint16_t i = 1; i <= ids[0]; i++) {
        if (e->at[ids[i]] == 0)
            e->id[e->n++] = ids[i];
        e->at[ids[i]] = (uint32_t)at;
    }
}

static uint8_t before_of(ts_span t, size_t at) {
    return at == 0 || t.ptr[at - 1] == '\n'        ? AFTER_LINE
           : in_word((unsigned char)t.ptr[at - 1]) ? AFTER_WORD
                                                   : AFTER_OTHER;
}

static bool word_goes_on(ts_span t, size_t at) {
    return at > 0 && at < t.len && in_word((unsigned char)t.ptr[at - 1]) && in_word((unsigned char)t.ptr[at]);
}

/* No room for one more state, or for its nodes: a state may have all that the patterns have. */
static bool is_full(const ts_multiscan *m) {
    return m->states + 2 > m->most || m->kept_nodes > STATE_BYTES / sizeof(uint32_t);
}

/* From one begin: the longest end of each id. */
static void walk(ts_multiscan *m, ts_span t, size_t from, ends *e) {
    if (is_full(m))
        forget_states(m);
    int32_t *first = &m->first[before_of(t, from)];
    if (!*first)
        *first = state_of(m, &m->start, 1, before_of(t, from));
    size_t most = t.len - from > TS_MULTISCAN_LONGEST ? from + TS_MULTISCAN_LONGEST : t.len;
    int32_t at = *first;
    for (size_t i = from; i <= most && at != DEAD; i++) {
        state *s = &m->state[at];
        uint16_t class = i < t.len ? m->class_of[(unsigned char)t.ptr[i]] : m->classes - 1;
        if (s->next[class] == UNKNOWN) {
            if (is_full(m)) { /* all but this one are forgotten */
                memcpy(m->set, s->node, s->nodes * sizeof *m->set);
                uint32_t nodes = s->nodes;
                uint8_t before = s->before;
                forget_states(m);
                s = &m->state[state_of(m, m->set, nodes, before)];
            }
            work_out(m, s, class);
        }
        if (s->match[class] && i > from && !word_goes_on(t, i))
            note_ends(m, s->match[class], i, e);
        at = s->next[class];
    }
}

static int by_id(const void *a, const void *b) { return *(const uint16_t *)a - *(const uint16_t *)b; }

void ts_multiscan_run(ts_multiscan *m, ts_span t, ts_multiscan_found found, void *context) {
    ends e = {.n = 0};
    for (size_t i = 0; i < t.len; i++) {
        if (!m->begins[(unsigned char)t.ptr[i]] || word_goes_on(t, i))
            continue;
        walk(m, t, i, &e);
        if (e.n > 1)
            qsort(e.id, e.n, sizeof *e.id, by_id);
        for (uint16_t k = 0; k < e.n; k++) {
            found(context, e.id[k], i, e.at[e.id[k]]);
            e.at[e.id[k]] = 0;
        }
        e.n = 0;
    }
}
