/* xml_survey.c - what stands below what in the next piece of an XML text. */
#include "extract/xml_survey.h"

#include "extract/markup.h"

void ts_xml_stack_init(ts_xml_stack *s) {
    s->depth = s->over = 0;
    s->number = 0;
    ts_xml_push(s, TS_XML_ROOT);
}

void ts_xml_push(ts_xml_stack *s, uint32_t node) {
    s->frame[s->depth++] = (ts_xml_frame){.node = node, .before = TS_XML_NO_NODE, .is = ++s->number};
}

static bool is_field(ts_span tag) {
    static const char *const tags[] = {"field", "column", "col", "str", "property"};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (ts_span_eq_nocase(tag, ts_str(tags[i])))
            return true;
    return false;
}

void ts_xml_field(ts_xml_token *k) {
    enum { LONGEST = 64 };
    ts_span rest = k->attributes, name, value;
    if (!rest.len || !is_field(k->name) || !ts_markup_attribute(&rest, &name, &value) ||
        !(ts_span_eq_nocase(name, ts_str("name")) || ts_span_eq_nocase(name, ts_str("key"))) || !value.len ||
        value.len > LONGEST || memchr(value.ptr, '&', value.len))
        return;
    k->field = true;
    k->name = value;
    k->attributes = rest;
}

size_t ts_xml_closes(const ts_xml_stack *s, const ts_xml_tree *t, ts_span name) {
    for (size_t i = s->depth; i > 1; i--)
        if (ts_span_eq(t->node[s->frame[i - 1].node].name, name) || s->frame[i - 1].node == TS_XML_OTHERS ||
            (s->frame[i - 1].field && is_field(name)))
            return s->depth - i + 1;
    return name.len > TS_XML_NAME && s->depth > 1; /* it is kept cut */
}

bool ts_xml_attribute(ts_span *rest, ts_span *name, ts_span *value) {
    while (ts_markup_attribute(rest, name, value)) {
        if (ts_span_starts(*name, ts_str("xmlns")) || ts_span_starts(*name, ts_str("xsi:")))
            continue;
        *name = ts_markup_local(*name);
        if (name->len)
            return true;
    }
    return false;
}

static void pop(ts_xml_tree *t, ts_xml_stack *s) {
    ts_xml_frame *f = ts_xml_top(s);
    ts_xml_node *n = &t->node[f->node];
    n->leaves += f->leaves;
    n->mixed += f->text && f->part;
    s->depth--;
    ts_xml_top(s)->leaves += f->leaves;
}

static void open(ts_xml_tree *t, ts_xml_stack *s, ts_xml_token *k) {
    if (s->over || s->depth == TS_LIMIT_ELEMENTS) {
        s->over += !k->empty;
        return;
    }
    ts_xml_frame *f = ts_xml_top(s);
    ts_xml_field(k);
    uint32_t n = ts_xml_tree_child(t, f->node, f->before, k->name);
    t->node[n].repeats |= t->node[n].seen == f->is;
    t->node[n].seen = f->is;
    t->node[n].met++;
    t->node[f->node].parts = f->part = true;
    f->before = n;
    ts_xml_push(s, n);
    f = ts_xml_top(s);
    f->field = k->field;
    ts_span rest = k->attributes, name, value;
    while (ts_xml_attribute(&rest, &name, &value)) {
        uint32_t a = ts_xml_tree_child(t, n, f->before, name);
        t->node[n].parts = t->node[a].text = true;
        t->node[a].met++;
        f->before = a;
        f->leaves++;
    }
    if (k->empty)
        pop(t, s);
}

static void learn(ts_xml_tree *t, ts_xml_stack *s, ts_xml_token *k) {
    size_t n;
    switch (k->type) {
    case TS_XML_OPEN:
        open(t, s, k);
        break;
    case TS_XML_CLOSE:
        if (s->over) {
            s->over--;
            break;
        }
        for (n = ts_xml_closes(s, t, k->name); n > 0; n--)
            pop(t, s);
        break;
    case TS_XML_TEXT:
    case TS_XML_LITERAL:
        if (!s->over && ts_trim(k->text).len) {
            ts_xml_top(s)->text = t->node[ts_xml_top(s)->node].text = true;
            ts_xml_top(s)->leaves++;
        }
        break;
    default:
        break;
    }
}

void ts_xml_survey(ts_xml_tree *t, ts_xml_stack *from, ts_span text, bool last) {
    ts_xml_stack *s = ts_alloc(sizeof *s);
    *s = *from;
    ts_xml_token k;
    for (size_t at = 0; ts_xml_token_at(ts_slice(text, at, text.len), last, &k); at += k.len)
        learn(t, s, &k);
    while (s->depth > 1)
        pop(t, s);
    from->number = s->number; /* no element met later may be taken for one of these */
    ts_free(s);
    for (size_t i = 0; i < t->nodes; i++)
        t->node[i].prose = t->node[i].mixed > 0 && t->node[i].mixed * 4 >= t->node[i].met;
    ts_xml_tree_decide(t);
}
