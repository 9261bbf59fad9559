/* multiscan_parse.c - a written pattern to nodes.
 *
 * What is repeated is read again for each copy, so there is no tree: the bound on nodes bounds the time too.
 */
#include "base/limits.h"
#include "base/mem.h"
#include "detect/multiscan_node.h"

enum { DEPTH = 40, MOST_REPEATS = 1000, NO_OUT = 0xFFFFFFFF, WIDE = 16 };

/* A piece of the graph: where it begins, and the ends that still lead nowhere, each holding the next: node * 2 + which. */
typedef struct piece {
    uint32_t start, ends;
} piece;

typedef struct parser {
    ts_pattern_graph *g;
    const char *p;
    bool any_case;
    int depth;
} parser;

static uint32_t add_node(ts_pattern_graph *g, ts_pattern_node node) {
    if (g->nodes == g->node_cap) {
        g->node_cap = g->node_cap ? 2 * g->node_cap : 256;
        g->node = ts_grow(g->node, g->node_cap, sizeof *g->node);
    }
    g->node[g->nodes] = node;
    return (uint32_t)g->nodes++;
}

uint32_t ts_pattern_split(ts_pattern_graph *g, uint32_t a, uint32_t b) {
    return add_node(g, (ts_pattern_node){.op = TS_NODE_SPLIT, .out = {a, b}});
}

void ts_pattern_graph_done(ts_pattern_graph *g) {
    ts_free(g->node);
    ts_free(g->set);
    *g = (ts_pattern_graph){0};
}

static piece one(ts_pattern_graph *g, ts_pattern_node node) {
    node.out[0] = node.out[1] = NO_OUT;
    uint32_t at = add_node(g, node);
    return (piece){at, at * 2};
}

static piece bytes(ts_pattern_graph *g, unsigned low, unsigned high) {
    return one(g, (ts_pattern_node){.op = TS_NODE_BYTES, .low = (uint8_t)low, .high = (uint8_t)high});
}

static piece of_set(ts_pattern_graph *g, const ts_byte_set *set) {
    size_t i = 0;
    while (i < g->sets && memcmp(&g->set[i], set, sizeof *set) != 0)
        i++;
    if (i == g->sets) {
        g->set = ts_grow(g->set, ++g->sets, sizeof *g->set);
        g->set[i] = *set;
    }
    return one(g, (ts_pattern_node){.op = TS_NODE_SET, .set = (uint32_t)i});
}

/* All ends of `ends` lead to `to` from now on. */
static void lead(ts_pattern_graph *g, uint32_t ends, uint32_t to) {
    while (ends != NO_OUT) {
        uint32_t *out = &g->node[ends / 2].out[ends % 2], next = *out;
        *out = to;
        ends = next;
    }
}

static uint32_t join_ends(ts_pattern_graph *g, uint32_t a, uint32_t b) {
    uint32_t last = a;
    if (a == NO_OUT)
        return b;
    while (g->node[last / 2].out[last % 2] != NO_OUT)
        last = g->node[last / 2].out[last % 2];
    g->node[last / 2].out[last % 2] = b;
    return a;
}

static piece after(ts_pattern_graph *g, piece a, piece b) {
    lead(g, a.ends, b.start);
    return (piece){a.start, b.ends};
}

static piece either(ts_pattern_graph *g, piece a, piece b) {
    return (piece){ts_pattern_split(g, a.start, b.start), join_ends(g, b.ends, a.ends)}; /* b's are few */
}

/* Any character of UTF-8 that has several bytes. */
static piece wide(ts_pattern_graph *g) {
    static const uint8_t first[][2] = {{0xC2, 0xDF}, {0xE0, 0xEF}, {0xF0, 0xF4}};
    piece all = {0, NO_OUT};
    for (size_t i = 0; i < 3; i++) {
        piece p = bytes(g, first[i][0], first[i][1]);
        for (size_t k = 0; k <= i; k++)
            p = after(g, p, bytes(g, 0x80, 0xBF));
        all = i ? either(g, all, p) : p;
    }
    return all;
}

static void set_add(ts_byte_set *s, unsigned low, unsigned high) {
    for (unsigned c = low; c <= high; c++)
        s->bits[c / 64] |= UINT64_C(1) << c % 64;
}

static void set_turn(ts_byte_set *s) {
    s->bits[0] = ~s->bits[0];
    s->bits[1] = ~s->bits[1];
}

static void set_fold(ts_byte_set *s) {
    for (unsigned c = 'A'; c <= 'Z'; c++)
        if (ts_byte_in(s, c) || ts_byte_in(s, c | 32)) {
            set_add(s, c, c);
            set_add(s, c | 32, c | 32);
        }
}

/* \d, \w, \s and their opposites, of ASCII; false: another letter.  *others: all wide characters are of it too. */
static bool set_named(char letter, ts_byte_set *out, bool *others) {
    ts_byte_set s = {{0}};
    switch (letter | 32) {
    case 'd':
        set_add(&s, '0', '9');
        break;
    case 'w':
        set_add(&s, '0', '9'), set_add(&s, 'A', 'Z'), set_add(&s, 'a', 'z'), set_add(&s, '_', '_');
        break;
    case 's':
        set_add(&s, ' ', ' '), set_add(&s, '\t', '\r');
        break;
    default:
        return false;
    }
    *others = ts_is_upper(letter);
    if (*others)
        set_turn(&s);
    for (size_t i = 0; i < 2; i++)
        out->bits[i] |= s.bits[i];
    return true;
}

static int hex_digit(char c) {
    return ts_is_digit(c) ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

/* The character behind a backslash; the pattern stands behind it afterwards. */
static ts_err escaped(parser *p, unsigned *out) {
    static const char known[] = "ntrf", of[] = "\n\t\r\f";
    char c = *p->p++;
    const char *at = c ? strchr(known, c) : NULL;
    if (at) {
        *out = (uint8_t)of[at - known];
        return TS_OK;
    }
    if (c == 'x' && hex_digit(p->p[0]) >= 0 && hex_digit(p->p[1]) >= 0) {
        *out = (unsigned)(hex_digit(p->p[0]) * 16 + hex_digit(p->p[1]));
        p->p += 2;
        if (*out < 0x80)
            return TS_OK;
        return ts_fail(TS_EUSAGE, "\\x is of ASCII: write other characters as they are");
    }
    if (ts_is_digit(c))
        return ts_fail(TS_EUSAGE, "references (\\%c) are not possible", c);
    if (c == 0 || c >= 0x80 || ts_is_alnum(c))
        return ts_fail(TS_EUSAGE, "there is no \\%c here", c && c < 0x80 ? c : '?');
    *out = c;
    return TS_OK;
}

static size_t wide_len(const char *s) {
    size_t n = 1;
    while ((s[n] & 0xC0) == 0x80)
        n++;
    return n;
}

static piece literal(parser *p, const char *s, size_t n) {
    ts_byte_set both = {{0}};
    if (n == 1 && p->any_case && ts_is_alpha(*s)) {
        set_add(&both, *s, *s);
        set_fold(&both);
        return of_set(p->g, &both);
    }
    piece all = bytes(p->g, s[0], s[0]);
    for (size_t i = 1; i < n; i++)
        all = after(p->g, all, bytes(p->g, s[i], s[i]));
    return all;
}

typedef struct class_of {
    ts_byte_set set;
    bool others; /* all wide characters */
    const char *wide[WIDE]; /* or these */
    size_t wides;
} class_of;

static ts_err class_item(parser *p, class_of *c) {
    if (*p->p == '[' && (p->p[1] == ':' || p->p[1] == '.' || p->p[1] == '='))
        return ts_fail(TS_EUSAGE, "there is no [%c in a class: write \\d, \\w or A-Z", p->p[1]);
    if (*p->p >= 0x80) {
        if (c->wides == WIDE || p->p[wide_len(p->p)] == '-')
            return ts_fail(TS_EUSAGE, "a class has at most %d characters beside ASCII, and no ranges of them", WIDE);
        c->wide[c->wides++] = p->p;
        p->p += wide_len(p->p);
        return TS_OK;
    }
    unsigned low = *p->p++, high;
    if (low == '\\') {
        bool others = false;
        if (set_named(*p->p, &c->set, &others)) {
            c->others = c->others || others;
            p->p++;
            return TS_OK;
        }
        TS_TRY(escaped(p, &low));
    }
    high = low;
    if (p->p[0] == '-' && p->p[1] && p->p[1] != ']') {
        p->p++;
        high = (uint8_t)*p->p++;
        if (high == '\\')
            TS_TRY(escaped(p, &high));
        if (high >= 0x80 || high < low)
            return ts_fail(TS_EUSAGE, "a range in a class is of ASCII, its first character before its last");
    }
    set_add(&c->set, low, high);
    return TS_OK;
}

static ts_err read_class(parser *p, piece *out) {
    class_of c = {.wides = 0};
    bool turned = *p->p == '^';
    p->p += turned;
    for (bool first = true; *p->p != ']' || first; first = false) {
        if (!*p->p)
            return ts_fail(TS_EUSAGE, "a class wants its ]");
        TS_TRY(class_item(p, &c));
    }
    p->p++;
    if (p->any_case)
        set_fold(&c.set);
    if (turned && (c.wides || c.others))
        return ts_fail(TS_EUSAGE, "[^...] is of ASCII characters, \\d, \\w and \\s alone");
    if (turned)
        set_turn(&c.set);
    *out = of_set(p->g, &c.set);
    if (turned || c.others)
        *out = either(p->g, *out, wide(p->g));
    for (size_t i = 0; i < c.wides; i++)
        *out = either(p->g, *out, literal(p, c.wide[i], wide_len(c.wide[i])));
    return TS_OK;
}

static ts_err read_any_of(parser *p, piece *out);

static ts_err read_group(parser *p, piece *out) {
    if (p->p[0] == '?' && p->p[1] == ':')
        p->p += 2;
    else if (p->p[0] == '?' && (p->p[1] == '=' || p->p[1] == '!' || p->p[1] == '<'))
        return ts_fail(TS_EUSAGE, "looking around, (?%c, is not possible", p->p[1]);
    else if (p->p[0] == '?')
        return ts_fail(TS_EUSAGE, "there is no (?%c; any_case = true says that letters fit in both cases",
                       p->p[1] > ' ' && p->p[1] < 0x7F ? p->p[1] : '?');
    if (p->depth == DEPTH)
        return ts_fail(TS_EUSAGE, "more than %d groups inside one another", DEPTH);
    p->depth++;
    TS_TRY(read_any_of(p, out));
    p->depth--;
    if (*p->p != ')')
        return ts_fail(TS_EUSAGE, "a group wants its )");
    p->p++;
    return TS_OK;
}

static ts_err read_atom(parser *p, piece *out) {
    const char *at = p->p;
    ts_byte_set set = {{0}};
    bool others = false;
    unsigned c;
    p->p += *at >= 0x80 ? wide_len(at) : 1;
    switch (*at) {
    case '(':
        return read_group(p, out);
    case '[':
        return read_class(p, out);
    case '.':
        set_add(&set, '\n', '\n');
        set_turn(&set);
        *out = either(p->g, of_set(p->g, &set), wide(p->g));
        return TS_OK;
    case '^':
    case '$':
        *out = one(p->g, (ts_pattern_node){.op = *at == '^' ? TS_NODE_LINE_BEGINS : TS_NODE_LINE_ENDS});
        return TS_OK;
    case '*':
    case '+':
    case '?':
    case '{':
        return ts_fail(TS_EUSAGE, "%c repeats nothing; \\%c is the sign itself", *at, *at);
    case '\\':
        break;
    default:
        *out = literal(p, at, (size_t)(p->p - at));
        return TS_OK;
    }
    if (*p->p == 'b' || *p->p == 'B') {
        *out = one(p->g, (ts_pattern_node){.op = *p->p == 'b' ? TS_NODE_BORDER : TS_NODE_NO_BORDER});
        p->p++;
        return TS_OK;
    }
    if (set_named(*p->p, &set, &others)) {
        p->p++;
        *out = of_set(p->g, &set);
        if (others)
            *out = either(p->g, *out, wide(p->g));
        return TS_OK;
    }
    TS_TRY(escaped(p, &c));
    const char text = (char)c;
    *out = literal(p, &text, 1);
    return TS_OK;
}

/* ?, *, +, {m}, {m,}, {m,n}; *most -1: without end.  Without a sign: once. */
static ts_err read_times(parser *p, int *least, int *most) {
    *least = *most = 1;
    if (*p->p == '?' || *p->p == '*' || *p->p == '+') {
        *least = *p->p == '+';
        *most = *p->p == '?' ? 1 : -1;
        p->p++;
    } else if (*p->p == '{') {
        int n[2] = {0, -1}, given[2] = {0, 0}, k = 0;
        for (p->p++; ts_is_digit(*p->p) || (*p->p == ',' && k == 0); p->p++) {
            if (*p->p == ',') {
                k = 1;
                continue;
            }
            n[k] = (given[k]++ ? n[k] : 0) * 10 + (*p->p - '0');
            if (n[k] > MOST_REPEATS)
                return ts_fail(TS_EUSAGE, "more than %d repeats", MOST_REPEATS);
        }
        if (*p->p != '}' || !given[0])
            return ts_fail(TS_EUSAGE, "repeats are {3}, {3,} or {3,6}; \\{ is the sign itself");
        p->p++;
        *least = n[0];
        *most = k == 0 ? n[0] : n[1];
        if (*most == 0 || (*most > 0 && *most < *least))
            return ts_fail(TS_EUSAGE, "repeats of none, or more at least than at most");
    } else {
        return TS_OK;
    }
    if (*p->p == '?' || *p->p == '+')
        return ts_fail(TS_EUSAGE, "lazy and possessive repeats are not possible: the longest match is taken");
    if (*p->p == '*' || *p->p == '{')
        return ts_fail(TS_EUSAGE, "a repeat of a repeat wants a group");
    return TS_OK;
}

/* Reads the atom at `from` once more, for its next copy. */
static ts_err again(parser *p, const char *from, piece *out) {
    const char *behind = p->p;
    p->p = from;
    ts_err err = read_atom(p, out);
    p->p = behind;
    if (!err && p->g->nodes > TS_LIMIT_PACK_NODES)
        return ts_fail(TS_EUSAGE, "it is too large: make its repeats smaller");
    return err;
}

static ts_err read_repeated(parser *p, piece *out) {
    const char *from = p->p;
    int least, most;
    piece copy, all = {0, NO_OUT};
    bool any = false;
    ts_pattern_graph *g = p->g;
    TS_TRY(read_atom(p, &copy));
    TS_TRY(read_times(p, &least, &most));
    for (int i = 1; i < least; i++) { /* `copy` is the next that is to be put behind all */
        all = any ? after(g, all, copy) : copy;
        any = true;
        TS_TRY(again(p, from, &copy));
    }
    if (most < 0) {
        uint32_t split = ts_pattern_split(g, copy.start, NO_OUT);
        lead(g, copy.ends, split);
        copy = (piece){least > 0 ? copy.start : split, split * 2 + 1};
        *out = any ? after(g, all, copy) : copy;
        return TS_OK;
    }
    if (least > 0) {
        all = any ? after(g, all, copy) : copy;
        any = true;
    }
    uint32_t left = NO_OUT; /* ends of those who stop early */
    for (int i = least; i < most; i++) {
        if (i > 0)
            TS_TRY(again(p, from, &copy));
        uint32_t split = ts_pattern_split(g, copy.start, NO_OUT);
        left = join_ends(g, split * 2 + 1, left);
        copy.start = split;
        all = any ? after(g, all, copy) : copy;
        any = true;
    }
    all.ends = join_ends(g, left, all.ends);
    *out = all;
    return TS_OK;
}

static ts_err read_sequence(parser *p, piece *out) {
    piece all = one(p->g, (ts_pattern_node){.op = TS_NODE_PASS});
    while (*p->p && *p->p != '|' && *p->p != ')') {
        piece next;
        TS_TRY(read_repeated(p, &next));
        all = after(p->g, all, next);
        if (p->g->nodes > TS_LIMIT_PACK_NODES)
            return ts_fail(TS_EUSAGE, "it is too large: make its repeats smaller");
    }
    *out = all;
    return TS_OK;
}

static ts_err read_any_of(parser *p, piece *out) {
    TS_TRY(read_sequence(p, out));
    while (*p->p == '|') {
        piece next;
        p->p++;
        TS_TRY(read_sequence(p, &next));
        *out = either(p->g, *out, next);
    }
    return TS_OK;
}

/* Can the end be reached without a byte?  From node to node, each once. */
static bool fits_nothing(const ts_pattern_graph *g, uint32_t start, uint32_t end, size_t first) {
    size_t n = g->nodes - first, waiting = 0;
    uint32_t *stack = ts_alloc_array(n + 1, sizeof *stack);
    bool *seen = ts_alloc_array(n, sizeof *seen), found = false;
    stack[waiting++] = start;
    seen[start - first] = true;
    while (waiting > 0 && !found) {
        const ts_pattern_node *node = &g->node[stack[--waiting]];
        found = node == &g->node[end];
        bool takes = node->op == TS_NODE_BYTES || node->op == TS_NODE_SET || node->op == TS_NODE_MATCH;
        for (int i = 0; !takes && i < (node->op == TS_NODE_SPLIT ? 2 : 1); i++)
            if (!seen[node->out[i] - first]) {
                seen[node->out[i] - first] = true;
                stack[waiting++] = node->out[i];
            }
    }
    ts_free(stack);
    ts_free(seen);
    return found;
}

ts_err ts_pattern_add(ts_pattern_graph *g, const ts_pattern *pattern, uint32_t *start) {
    parser p = {.g = g, .p = pattern->text, .any_case = pattern->any_case};
    size_t first = g->nodes;
    piece all;
    TS_TRY(read_any_of(&p, &all));
    if (*p.p)
        return ts_fail(TS_EUSAGE, "a ) closes nothing; \\) is the sign itself");
    uint32_t end = add_node(g, (ts_pattern_node){.op = TS_NODE_MATCH, .id = (uint16_t)pattern->id});
    lead(g, all.ends, end);
    if (fits_nothing(g, all.start, end, first))
        return ts_fail(TS_EUSAGE, "it fits where nothing is: it must want at least one character");
    *start = all.start;
    return TS_OK;
}
