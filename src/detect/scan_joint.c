/* scan_joint.c - labels of more than one value: "DOB/Sex: 12/03/1961 / F", "Hosp/NHS No: RX123456 / 999 000 0018". */
#include "detect/scan_joint.h"

enum { REACH = 72 /* bytes from the label's begin to the value */, LONGEST = 48 /* of the label */, TOLD = 70 };

static bool is_break(const char *t, size_t i) {
    return t[i] == '\t' || t[i] == '|' || (t[i] == ' ' && t[i + 1] == ' ');
}

/* "/", "&", "+", "," or " and " at text[i]: its length, 0 where none joins. */
static size_t joint_at(ts_span t, size_t i) {
    if (memchr("/&+,(", t.ptr[i], 5))
        return 1;
    return t.ptr[i] == ' ' && i + 5 <= t.len && ts_span_eq_nocase(ts_slice(t, i, 5), ts_str(" and ")) ? 5 : 0;
}

static bool names(ts_span part, ts_kind kind) {
    ts_label label;
    part = ts_trim(part);
    while (part.len > 0 && (part.ptr[part.len - 1] == ')' || part.ptr[part.len - 1] == '.'))
        part.len--;
    return part.len > 0 && ts_label_of(part, &label) && label.kind == kind && label.strength >= TOLD;
}

bool ts_scan_joint_names(const ts_scan *s, size_t at, ts_kind kind) {
    const char *t = s->text.ptr;
    size_t low = at > s->from + REACH ? at - REACH : s->from, end = at, from;
    const char *nl = memrchr(t + low, '\n', at - low);
    low = nl ? (size_t)(nl + 1 - t) : low;
    /* The label ends at a colon, or where the first value begins straight behind it. */
    const char *colon = memrchr(t + low, ':', at - low);
    if (!colon && !memchr(t + low, '/', at - low) && !memchr(t + low, '&', at - low))
        return false;
    if (colon && colon > t + low && !ts_is_digit(colon[-1]))
        end = (size_t)(colon - t);
    for (size_t i = end; i < at; i++) /* "4B | seen 12/03/2019" */
        if (t[i] == '|' || t[i] == '\t')
            return false;
    for (from = end; from > low && end - from < LONGEST && !is_break(t, from - 1) && t[from - 1] != ':' &&
                     (end < at || !ts_is_digit(t[from - 1]));)
        from--;
    if (end == at && from > low && ts_is_digit(t[from - 1])) { /* "Age/DOB 45 28/02/1950" */
        for (end = from; end > low && ts_is_digit(t[end - 1]);)
            end--;
        for (from = end; from > low && end - from < LONGEST && !is_break(t, from - 1) && ts_is_digit(t[from - 1]) == 0;)
            from--;
    }
    ts_span label = ts_slice(s->text, from, end - from);
    size_t parts = 0, begin = 0;
    bool named = false;
    for (size_t i = 0; i < label.len;) {
        size_t joint = joint_at(label, i);
        if (joint == 0) {
            i++;
            continue;
        }
        named = named || names(ts_slice(label, begin, i - begin), kind);
        begin = i += joint;
        parts++;
    }
    for (size_t n = ts_hits_count(s->hits); n > 0; n--) { /* "Name/DOB: Ann Low 12/03/1961, scan on 14/05/2019" */
        const ts_mention *m = &s->hits->out->mention[s->hits->first + n - 1];
        if (m->start < from)
            break;
        if (m->kind == kind)
            return false;
    }
    return parts > 0 && (named || names(ts_slice(label, begin, label.len - begin), kind));
}
