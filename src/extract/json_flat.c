/* json_flat.c - one JSON value as a flat list of paths and values. */
#include "extract/json_flat.h"

#include "base/limits.h"
#include "base/mem.h"

enum { MAX_DEPTH = 64 };

void ts_json_flat_done(ts_json_flat *f) {
    ts_free(f->pair);
    ts_buf_wipe(&f->keys);
    ts_buf_wipe(&f->loose);
    ts_buf_wipe(&f->path);
}

typedef struct reader {
    const char *p, *end;
    ts_json_flat *comments; /* where they go; NULL: nowhere */
} reader;

static void add_comment(ts_json_flat *f, ts_span text);

/* A comment, which settings and programs' own lists have; its text counts.  False: none begins here, or the text ends in it. */
static bool pass_comment(reader *t) {
    ts_span rest = {t->p, (size_t)(t->end - t->p)};
    bool line = ts_span_starts(rest, ts_str("//"));
    if (!line && !ts_span_starts(rest, ts_str("/*")))
        return false;
    size_t end = ts_span_find(rest, ts_str(line ? "\n" : "*/"), 2);
    if (end == SIZE_MAX)
        return false;
    if (t->comments)
        add_comment(t->comments, ts_trim(ts_slice(rest, 2, end - 2)));
    t->p += end + (line ? 1 : 2);
    return true;
}

static bool at_end(reader *t) {
    do
        while (t->p < t->end && ts_is_space(*t->p))
            t->p++;
    while (t->p < t->end && *t->p == '/' && pass_comment(t));
    return t->p == t->end;
}

static bool hex4(reader *t, uint32_t *out) {
    unsigned char b[2];
    if (t->end - t->p < 4 || !ts_unhex((ts_span){t->p, 4}, b, 2))
        return false;
    *out = (uint32_t)b[0] << 8 | b[1];
    t->p += 4;
    return true;
}

/* The escape behind a backslash. */
static void escape(reader *t, ts_buf *out) {
    char c = *t->p++;
    uint32_t u, low;
    switch (c) {
    case 'n':
        ts_buf_add_char(out, '\n');
        break;
    case 't':
        ts_buf_add_char(out, '\t');
        break;
    case 'r':
        ts_buf_add_char(out, '\r');
        break;
    case 'b':
    case 'f':
        ts_buf_add_char(out, ' ');
        break;
    case 'u':
        if (!hex4(t, &u)) {
            ts_buf_add_str(out, "\\u");
            break;
        }
        if (u >= 0xD800 && u < 0xDC00 && t->end - t->p >= 6 && t->p[0] == '\\' && t->p[1] == 'u') {
            reader ahead = {t->p + 2, t->end, NULL};
            if (hex4(&ahead, &low) && low >= 0xDC00 && low < 0xE000) {
                u = 0x10000 + ((u - 0xD800) << 10) + (low - 0xDC00);
                t->p = ahead.p;
            }
        }
        ts_buf_add_utf8(out, u);
        break;
    default:
        ts_buf_add_char(out, c);
        break;
    }
}

/* The string behind its opening quote, which is `quote`: *raw where it holds no escape, else appended to `out` and raw->ptr NULL.
 * False: the text ends in it. */
static bool string(reader *t, char quote, ts_span *raw, ts_buf *out) {
    const char *from = t->p, *end = NULL;
    for (bool first = true;; first = false) {
        if (!end || end < t->p) /* none was found yet, or it was escaped */
            end = t->p < t->end ? memchr(t->p, quote, (size_t)(t->end - t->p)) : NULL;
        if (!end)
            return false;
        const char *slash = memchr(t->p, '\\', (size_t)(end - t->p));
        if (!slash) {
            if (first)
                *raw = (ts_span){from, (size_t)(end - from)};
            else
                ts_buf_add(out, (ts_span){t->p, (size_t)(end - t->p)});
            t->p = end + 1;
            return true;
        }
        *raw = (ts_span){NULL, 0};
        ts_buf_add(out, (ts_span){t->p, (size_t)(slash - t->p)});
        t->p = slash + 1;
        if (t->p == t->end)
            return false;
        escape(t, out);
    }
}

static void add_pair(ts_json_flat *f, ts_span raw, size_t loose) {
    if (f->pairs == f->cap) {
        f->cap = f->cap ? f->cap * 2 : 64;
        f->pair = ts_grow(f->pair, f->cap, sizeof *f->pair);
    }
    f->pair[f->pairs++] =
        (ts_json_pair){f->keys.len, f->path.len, raw.ptr, loose, raw.ptr ? raw.len : f->loose.len - loose};
    ts_buf_add(&f->keys, ts_buf_span(&f->path));
}

/* Comments stand under a key of their own. */
static void add_comment(ts_json_flat *f, ts_span text) {
    ts_buf path = f->path;
    if (!text.len)
        return;
    f->path = (ts_buf){0};
    ts_buf_add_str(&f->path, "comment");
    add_pair(f, text, f->loose.len);
    ts_buf_done(&f->path);
    f->path = path;
}

/* Programs print their own lists with ' where JSON has ". */
static bool is_quote(char c) { return c == '"' || c == '\''; }

/* What stands in brackets behind a word: ObjectId("5f…"), ISODate("2026-01-05"), NumberLong(5), as MongoDB's shell has them. */
static ts_json_status constructed(ts_json_flat *f, reader *t, ts_span *raw) {
    t->p++;
    if (at_end(t))
        return TS_JSON_NEEDS_MORE;
    if (is_quote(*t->p)) {
        t->p++;
        if (!string(t, t->p[-1], raw, &f->loose))
            return TS_JSON_NEEDS_MORE;
    } else {
        const char *from = t->p;
        while (t->p < t->end && (ts_is_alnum(*t->p) || *t->p == '-' || *t->p == '.'))
            t->p++;
        *raw = (ts_span){from, (size_t)(t->p - from)};
    }
    if (at_end(t))
        return TS_JSON_NEEDS_MORE;
    return *t->p++ == ')' ? TS_JSON_WHOLE : TS_JSON_BAD;
}

static ts_json_status scalar(ts_json_flat *f, reader *t) {
    size_t loose = f->loose.len;
    ts_span raw;
    if (is_quote(*t->p)) {
        t->p++;
        if (!string(t, t->p[-1], &raw, &f->loose))
            return TS_JSON_NEEDS_MORE;
    } else {
        const char *from = t->p;
        while (t->p < t->end && (ts_is_alnum(*t->p) || *t->p == '-' || *t->p == '+' || *t->p == '.' || *t->p == '_'))
            t->p++;
        raw = (ts_span){from, (size_t)(t->p - from)};
        if (t->p == t->end)
            return TS_JSON_NEEDS_MORE;
        if (!raw.len || raw.len > 64)
            return TS_JSON_BAD;
        if (ts_span_eq(raw, ts_str("null")) || ts_span_eq(raw, ts_str("None")))
            raw.len = 0;
        if (*t->p == '(' && ts_is_alpha(raw.ptr[0])) {
            ts_json_status s = constructed(f, t, &raw);
            if (s != TS_JSON_WHOLE)
                return s;
        }
    }
    add_pair(f, raw, loose);
    return TS_JSON_WHOLE;
}

/* What is open around the value being read. */
typedef struct level {
    size_t path; /* length of the path outside */
    char close;
    uint64_t index;
} level;

/* Before a value inside a bracket: its key or number joins the path. */
static ts_json_status name_value(ts_json_flat *f, reader *t, level *in) {
    f->path.len = in->path;
    if (f->path.len)
        ts_buf_add_char(&f->path, '.');
    if (in->close == ']') {
        ts_buf_addf(&f->path, "%llu", (unsigned long long)in->index++);
        return TS_JSON_WHOLE;
    }
    if (!is_quote(*t->p))
        return TS_JSON_BAD;
    t->p++;
    ts_span raw;
    if (!string(t, t->p[-1], &raw, &f->path))
        return TS_JSON_NEEDS_MORE;
    if (raw.ptr)
        ts_buf_add(&f->path, raw);
    if (at_end(t))
        return TS_JSON_NEEDS_MORE;
    if (*t->p++ != ':' || f->path.len > TS_LIMIT_NAME)
        return TS_JSON_BAD;
    return at_end(t) ? TS_JSON_NEEDS_MORE : TS_JSON_WHOLE;
}

/* The end of the bracket at t->p, strings honoured; false: the text ends first. */
static bool pass_over(reader *t) {
    size_t depth = 0;
    ts_span raw;
    TS_AUTO(ts_buf, ts_buf_done) none = {0};
    while (t->p < t->end) {
        if (*t->p == '/' && pass_comment(t))
            continue;
        char c = *t->p++;
        depth += c == '{' || c == '[';
        if (is_quote(c)) {
            ts_buf_clear(&none);
            if (!string(t, c, &raw, &none))
                return false;
        } else if ((c == '}' || c == ']') && --depth == 0) {
            return true;
        }
    }
    return false;
}

ts_json_status ts_json_flatten(ts_json_flat *f, ts_span text, const char *skip, size_t *used) {
    level open[MAX_DEPTH];
    size_t depth = 0, apart = 0;
    reader t = {text.ptr, text.ptr + text.len, f};
    f->pairs = 0;
    ts_buf_clear(&f->keys);
    ts_buf_clear(&f->loose);
    ts_buf_clear(&f->path);
    if (at_end(&t))
        return TS_JSON_NEEDS_MORE;
    for (;;) { /* at a value */
        bool inside = false;
        if (apart < f->aparts && t.p == f->apart[apart].text.ptr) {
            t.p += f->apart[apart++].text.len;
        } else if (t.p == skip) {
            if (!pass_over(&t))
                return TS_JSON_NEEDS_MORE;
        } else if (*t.p == '{' || *t.p == '[') {
            if (depth == MAX_DEPTH)
                return TS_JSON_BAD;
            open[depth++] = (level){f->path.len, *t.p == '{' ? '}' : ']', 0};
            t.p++;
            inside = true;
        } else {
            ts_json_status s = scalar(f, &t);
            if (s != TS_JSON_WHOLE)
                return s;
        }
        for (;;) { /* behind a value, or just inside a bracket */
            if (!depth) {
                *used = (size_t)(t.p - text.ptr);
                return TS_JSON_WHOLE;
            }
            if (at_end(&t))
                return TS_JSON_NEEDS_MORE;
            if (*t.p == open[depth - 1].close) {
                t.p++;
                depth--;
                inside = false;
            } else if (*t.p == ',') {
                t.p++;
                inside = true;
            } else if (inside) {
                ts_json_status s = name_value(f, &t, &open[depth - 1]);
                if (s != TS_JSON_WHOLE)
                    return s;
                break;
            } else {
                return TS_JSON_BAD;
            }
        }
    }
}

bool ts_json_wrapped(ts_span object, ts_span *list, ts_buf *path) {
    reader t = {object.ptr, object.ptr + object.len, NULL};
    level open[MAX_DEPTH];
    size_t depth = 0, begin = path->len;
    ts_buf key = {0};
    bool found = false;
    while (!found && t.p < t.end && depth < MAX_DEPTH) {
        char c = *t.p;
        if (is_quote(c)) { /* a key or a string: the last one before a bracket is its key */
            ts_span raw;
            t.p++;
            ts_buf_clear(&key);
            if (!string(&t, c, &raw, &key))
                break;
            if (raw.ptr)
                ts_buf_add(&key, raw);
            continue;
        }
        reader from = t;
        t.p++;
        if (c == '{') {
            open[depth++] = (level){.path = path->len};
            if (depth > 1 && key.len && key.len < TS_LIMIT_NAME) {
                if (path->len > begin)
                    ts_buf_add_char(path, '.');
                ts_buf_add(path, ts_buf_span(&key));
            }
        } else if (c == '}' && depth) {
            path->len = open[--depth].path;
        } else if (c == '[') { /* as a whole: what is inside cannot be most of the object unless it is */
            reader ahead = {t.p, t.end, NULL};
            t = from;
            if (!pass_over(&t))
                break;
            size_t len = (size_t)(t.p - from.p);
            const char *more = memchr(from.p, '}', len);
            reader next = {more ? more + 1 : t.p, t.p, NULL};
            if (!at_end(&ahead) && *ahead.p == '{' && len * 2 > object.len && !at_end(&next)) {
                found = true;
                *list = (ts_span){from.p, len};
            }
        }
    }
    if (found && key.len && key.len < TS_LIMIT_NAME) {
        if (path->len > begin)
            ts_buf_add_char(path, '.');
        ts_buf_add(path, ts_buf_span(&key));
    } else if (!found) {
        path->len = begin;
    }
    ts_buf_wipe(&key);
    return found;
}

/* ---- lists of records ---- */

/* The key behind a bracket or a comma, and its colon. */
static bool pass_key(reader *t, ts_buf *key) {
    ts_span raw;
    ts_buf_clear(key);
    if (at_end(t) || !is_quote(*t->p))
        return false;
    t->p++;
    if (!string(t, t->p[-1], &raw, key) || at_end(t) || *t->p++ != ':')
        return false;
    if (raw.ptr)
        ts_buf_add(key, raw);
    return !at_end(t);
}

/* Behind the bracket at t: at least three objects, with keys before them in a map. */
static bool holds_records(reader t, bool map, ts_buf *key) {
    enum { RECORDS = 3 };
    t.p++;
    for (int i = 0; i < RECORDS; i++) {
        if (map ? !pass_key(&t, key) : at_end(&t))
            return false;
        if (*t.p != '{' || !pass_over(&t) || at_end(&t) || (*t.p != ',' && i + 1 < RECORDS))
            return false;
        t.p++;
    }
    return true;
}

size_t ts_json_lists(ts_span object, ts_json_list *out, size_t most, ts_buf *paths) {
    reader t = {object.ptr, object.ptr + object.len, NULL};
    size_t n = 0, depth = 0, outer[MAX_DEPTH];
    TS_AUTO(ts_buf, ts_buf_wipe) path = {0}, key = {0}, look = {0};
    bool named = false; /* `key` is that of the value at t */
    while (n < most && depth < MAX_DEPTH && !at_end(&t)) {
        char c = *t.p;
        if (c == '{' || c == '[') {
            size_t before = path.len;
            if (named && path.len + key.len < TS_LIMIT_NAME) {
                ts_buf_add_str(&path, path.len ? "." : "");
                ts_buf_add(&path, ts_buf_span(&key));
            }
            reader from = t;
            if (depth && holds_records(t, c == '{', &look) && pass_over(&t)) {
                out[n++] = (ts_json_list){{from.p, (size_t)(t.p - from.p)}, paths->len, path.len, c == '{'};
                ts_buf_add(paths, ts_buf_span(&path));
                path.len = before;
            } else {
                t = from;
                outer[depth++] = before;
                t.p++;
            }
            named = false;
        } else if ((c == '}' || c == ']') && depth) {
            path.len = outer[--depth];
            t.p++;
            named = false;
        } else if (is_quote(c)) {
            ts_span raw;
            t.p++;
            ts_buf_clear(&key);
            if (!string(&t, c, &raw, &key))
                break;
            if (raw.ptr)
                ts_buf_add(&key, raw);
            named = !at_end(&t) && *t.p == ':';
        } else {
            named &= c == ':';
            t.p++;
        }
    }
    return n;
}

bool ts_json_member(ts_span map, size_t *at, ts_buf *loose, ts_span *value) {
    reader t = {map.ptr + (*at ? *at : 1), map.ptr + map.len, NULL};
    while (!at_end(&t) && *t.p == ',')
        t.p++;
    if (!pass_key(&t, loose))
        return false;
    const char *from = t.p;
    if (*from != '{' || !pass_over(&t))
        return false;
    *value = (ts_span){from, (size_t)(t.p - from)};
    *at = (size_t)(t.p - map.ptr);
    return true;
}

void ts_json_flat_add(ts_json_flat *f, const char *key, ts_span value) {
    ts_buf_clear(&f->path);
    ts_buf_add_str(&f->path, key);
    add_pair(f, value, f->loose.len);
}
