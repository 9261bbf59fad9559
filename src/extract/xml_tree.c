/* xml_tree.c - what elements and attributes stand below what others in an XML text, and which are records. */
#include "extract/xml_tree.h"

#include "base/limits.h"

enum { MOST_LEAVES = 512, ONE_RECORD = 256, MOST_AGAIN = 256 };

static uint32_t add_node(ts_xml_tree *t, uint32_t parent, ts_span name, uint16_t again) {
    if (t->nodes == t->cap) {
        t->cap = t->cap ? t->cap * 2 : 256;
        t->node = ts_grow(t->node, t->cap, sizeof *t->node);
    }
    uint32_t at = (uint32_t)t->nodes++;
    t->node[at] = (ts_xml_node){.name = ts_arena_copy(&t->names, name),
                                .parent = parent,
                                .first = TS_XML_NO_NODE,
                                .follows = TS_XML_NO_NODE,
                                .base = at,
                                .last = at,
                                .again = again};
    return at;
}

void ts_xml_tree_init(ts_xml_tree *t) {
    *t = (ts_xml_tree){.known = ts_map_new()};
    add_node(t, TS_XML_ROOT, ts_str(""), 1);
    add_node(t, TS_XML_ROOT, ts_str("other"), 1); /* all that is beyond the limit */
}

void ts_xml_tree_done(ts_xml_tree *t) {
    ts_map_free(t->known);
    ts_arena_done(&t->names);
    ts_free(t->node);
}

static bool is_child(const ts_xml_tree *t, uint32_t guess, uint32_t parent, ts_span name) {
    return guess != TS_XML_NO_NODE && t->node[guess].parent == parent && ts_span_eq(t->node[guess].name, name);
}

/* Looks it up or makes it; what is beyond the limit is one node. */
static uint32_t find(ts_xml_tree *t, uint32_t parent, ts_span name, uint16_t again) {
    char key[TS_XML_NAME + 6];
    memcpy(key, &parent, 4);
    memcpy(key + 4, &again, 2);
    ts_copy(key + 6, name.ptr, name.len);
    ts_span k = {key, 6 + name.len};
    const uint64_t *known = ts_map_find(t->known, k);
    if (known)
        return (uint32_t)*known;
    if (t->nodes >= TS_LIMIT_XML_NODES)
        return TS_XML_OTHERS;
    bool added;
    *ts_map_slot(t->known, k, &added) = t->nodes;
    return add_node(t, parent, name, again);
}

static uint32_t *hint_of(ts_xml_tree *t, uint32_t parent, uint32_t before) {
    return before == TS_XML_NO_NODE ? &t->node[parent].first : &t->node[before].follows;
}

uint32_t ts_xml_tree_child(ts_xml_tree *t, uint32_t parent, uint32_t before, ts_span name) {
    uint32_t guess = *hint_of(t, parent, before);
    name = ts_slice(name, 0, TS_XML_NAME);
    if (is_child(t, guess, parent, name) && t->node[guess].again == 1)
        return guess;
    uint32_t n = find(t, parent, name, 1);
    *hint_of(t, parent, before) = n;
    return n;
}

uint32_t ts_xml_tree_occurrence(ts_xml_tree *t, uint32_t parent, uint64_t parent_is, uint32_t before, ts_span name) {
    uint32_t guess = *hint_of(t, parent, before), n;
    name = ts_slice(name, 0, TS_XML_NAME);
    if (is_child(t, guess, parent, name)) {
        const ts_xml_node *base = &t->node[t->node[guess].base];
        bool first = base->seen != parent_is && t->node[guess].again == 1;
        bool next = base->seen == parent_is && t->node[guess].again == t->node[base->last].again + 1;
        n = first || next ? guess : TS_XML_NO_NODE;
    } else {
        n = TS_XML_NO_NODE;
    }
    if (n == TS_XML_NO_NODE) {
        uint32_t base = find(t, parent, name, 1);
        n = base;
        if (base != TS_XML_OTHERS && t->node[base].seen == parent_is && t->node[t->node[base].last].again < MOST_AGAIN)
            n = find(t, parent, name, (uint16_t)(t->node[t->node[base].last].again + 1));
        else if (t->node[base].seen == parent_is)
            n = t->node[base].last;
        if (n == TS_XML_OTHERS)
            return n;
        t->node[n].base = base;
        *hint_of(t, parent, before) = n;
    }
    ts_xml_node *base = &t->node[t->node[n].base];
    base->seen = parent_is;
    base->last = n;
    return n;
}

/* ---- records ---- */

/* Does the name speak of one person?  ("PersonBirthDate", "family", "NHSNumber") */
static bool is_particular(ts_span name) {
    static const char *const words[] = {"surname", "forename", "family",    "lastname", "firstname", "given",
                                        "birth",   "dob",      "nhsnumber", "nhsno",    "nino",      "mrn"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ts_span_find_nocase(name, ts_str(words[i]), 0) != SIZE_MAX)
            return true;
    return false;
}

static bool may_be_record(const ts_xml_node *n) { return n->repeats && n->parts && !n->prose; }

/* Is it inside a record already? */
static bool is_inside(const ts_xml_tree *t, uint32_t i) {
    while (i != TS_XML_ROOT && !t->node[i].record)
        i = t->node[i].parent;
    return i != TS_XML_ROOT;
}

static void mark(ts_xml_tree *t, uint32_t i) {
    t->node[i].record = true;
    for (uint32_t up = t->node[i].parent; up != TS_XML_ROOT; up = t->node[up].parent)
        t->node[up].holds_record = true;
}

static unsigned depth_of(const ts_xml_tree *t, uint32_t i) {
    unsigned depth = 0;
    for (; i != TS_XML_ROOT; i = t->node[i].parent)
        depth++;
    return depth;
}

static uint32_t common(const ts_xml_tree *t, uint32_t a, uint32_t b) {
    unsigned x = depth_of(t, a), y = depth_of(t, b);
    for (; x > y; x--)
        a = t->node[a].parent;
    for (; y > x; y--)
        b = t->node[b].parent;
    while (a != b) {
        a = t->node[a].parent;
        b = t->node[b].parent;
    }
    return a;
}

/* Each particular belongs to the nearest element that could be a record; `all`: of those in none, what holds them. */
static void place_persons(ts_xml_tree *t, uint32_t *all, size_t *alone) {
    for (uint32_t i = 2; i < t->nodes; i++) {
        uint32_t up = t->node[i].parent;
        bool value = ts_span_eq_nocase(t->node[i].name, ts_str("value")); /* <family value="Smith"/> */
        if (!t->node[i].text || !is_particular(t->node[value ? up : i].name))
            continue;
        while (up != TS_XML_ROOT && !may_be_record(&t->node[up]) && !t->node[up].record)
            up = t->node[up].parent;
        if (up == TS_XML_ROOT) {
            *all = *all == TS_XML_NO_NODE ? t->node[i].parent : common(t, *all, t->node[i].parent);
            ++*alone;
            continue;
        }
        t->node[up].own_person = true;
        for (up = t->node[up].parent; up != TS_XML_ROOT; up = t->node[up].parent)
            t->node[up].holds_person = true;
    }
}

void ts_xml_tree_decide(ts_xml_tree *t) {
    uint32_t all = TS_XML_NO_NODE;
    size_t alone = 0;
    place_persons(t, &all, &alone);
    for (uint32_t i = 2; i < t->nodes; i++) { /* parents stand before their children */
        const ts_xml_node *n = &t->node[i];
        bool own = n->own_person || !n->holds_person;
        if (may_be_record(n) && own && n->leaves <= MOST_LEAVES * (uint64_t)n->met && !n->holds_record &&
            !is_inside(t, i))
            mark(t, i);
    }
    if (alone > 1 && all != TS_XML_ROOT && !t->node[all].holds_record && !t->node[all].prose &&
        t->node[all].leaves <= ONE_RECORD && !is_inside(t, all))
        mark(t, all);
}

void ts_xml_tree_path(const ts_xml_tree *t, uint32_t from, uint32_t node, ts_buf *out) {
    uint32_t chain[TS_LIMIT_ELEMENTS + 2];
    size_t n = 0;
    for (; node != from && node != TS_XML_ROOT && n < sizeof chain / sizeof *chain; node = t->node[node].parent)
        chain[n++] = node;
    for (bool first = true; n > 0; first = false) {
        const ts_xml_node *at = &t->node[chain[--n]];
        if (!first)
            ts_buf_add_char(out, '.');
        ts_buf_add(out, at->name);
        if (at->again > 1)
            ts_buf_addf(out, ".%u", (unsigned)at->again);
    }
}
