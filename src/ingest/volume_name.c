/* volume_name.c - what names say of files that were cut into parts. */
#include "ingest/volumes.h"

/* The number that ends at `end`, which has `digits` of them (0: any); false: there is none. */
static bool number_before(ts_span s, size_t end, size_t digits, unsigned *out, size_t *from) {
    size_t at = end;
    unsigned n = 0, ten = 1;
    while (at > 0 && ts_is_digit(s.ptr[at - 1]) && end - at < 5) {
        n += (unsigned)(s.ptr[--at] - '0') * ten;
        ten *= 10;
    }
    *out = n;
    *from = at;
    return at < end && (!digits || end - at == digits) && (at == 0 || !ts_is_digit(s.ptr[at - 1]));
}

static bool ends(ts_span s, size_t end, const char *what, size_t *from) {
    size_t n = strlen(what);
    if (end < n || !ts_span_eq_nocase(ts_slice(s, end - n, n), ts_str(what)))
        return false;
    *from = end - n;
    return true;
}

/* split's letters: the first of them is an 'a' or 'b' for up to 52 parts, and they stand behind a sign or make the name
 * "xaa": any other name may end in two letters. */
static bool lettered(ts_span s, size_t begin, ts_volume *out) {
    if (s.len < begin + 3)
        return false;
    char a = s.ptr[s.len - 2], b = s.ptr[s.len - 1], before = s.ptr[s.len - 3];
    bool alone = s.len == begin + 3 && before == 'x';
    if ((a != 'a' && a != 'b') || b < 'a' || b > 'z' || !(alone || before == '.' || before == '-' || before == '_'))
        return false;
    *out = (ts_volume){TS_VOLUME_LETTERED, s.len - 2, (unsigned)(a - 'a') * 26 + (unsigned)(b - 'a') + 1};
    return true;
}

bool ts_volume_of(ts_span path, ts_volume *out) {
    size_t begin = path.len, at, stem;
    unsigned n;
    while (begin > 0 && path.ptr[begin - 1] != '/')
        begin--;
    ts_volume v = {0};
    if (number_before(path, path.len, 3, &n, &at) && n > 0 && at > begin + 1 && path.ptr[at - 1] == '.')
        v = (ts_volume){TS_VOLUME_NUMBERED, at - 1, n};
    else if (number_before(path, path.len, 2, &n, &at) && n > 0 && ends(path, at, ".z", &stem))
        v = (ts_volume){TS_VOLUME_ZIP, stem, n};
    else if (ends(path, path.len, ".zip", &stem))
        v = (ts_volume){TS_VOLUME_ZIP, stem, TS_VOLUME_LAST};
    else if (ends(path, path.len, ".rar", &at) && number_before(path, at, 0, &n, &at) && n > 0 &&
             ends(path, at, ".part", &stem))
        v = (ts_volume){TS_VOLUME_RAR, stem, n};
    else if (ends(path, path.len, ".rar", &stem))
        v = (ts_volume){TS_VOLUME_OLD_RAR, stem, 1};
    else if (number_before(path, path.len, 2, &n, &at) && ends(path, at, ".r", &stem))
        v = (ts_volume){TS_VOLUME_OLD_RAR, stem, n + 2};
    else if (!lettered(path, begin, &v))
        return false;
    if (v.stem <= begin && v.kind != TS_VOLUME_LETTERED)
        return false; /* the name is nothing else */
    *out = v;
    return true;
}

bool ts_volume_begins(ts_volume_kind kind, ts_span head) {
    static const struct {
        size_t at, len;
        const char *bytes;
    } known[] = {{0, 4, "PK\3\4"},
                 {0, 4, "PK\7\x8"},
                 {0, 6, "7z\xBC\xAF\x27\x1C"},
                 {0, 6, "Rar!\x1a\x07"},
                 {0, 3, "\x1f\x8b\x08"},
                 {0, 3, "BZh"},
                 {0, 5, "\xfd\x37zXZ"},
                 {0, 4, "\x28\xb5\x2f\xfd"},
                 {257, 5, "ustar"},
                 {0, 5, "%PDF-"},
                 {0, 8, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"},
                 {0, 16, "SQLite format 3"},
                 {0, 4, "!BDN"},
                 {32769, 5, "CD001"},
                 {0, 4, "MSCF"}};
    if (kind == TS_VOLUME_ZIP)
        return ts_span_starts(head, ts_str("PK"));
    if (kind == TS_VOLUME_RAR || kind == TS_VOLUME_OLD_RAR)
        return ts_span_starts(head, ts_str("Rar!\x1a\x07"));
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (ts_span_eq(ts_slice(head, known[i].at, known[i].len), ts_span_of(known[i].bytes, known[i].len)))
            return true;
    return false;
}

void ts_volume_name(ts_volume_kind kind, ts_span stem, ts_buf *out) {
    for (size_t i = stem.len; i-- > 0;)
        if (stem.ptr[i] == '/') {
            stem = ts_slice(stem, i + 1, stem.len);
            break;
        }
    while (kind == TS_VOLUME_LETTERED && stem.len && !ts_is_alnum(stem.ptr[stem.len - 1]))
        stem.len--;
    ts_buf_add(out, stem);
    if (kind == TS_VOLUME_ZIP)
        ts_buf_add_str(out, ".zip");
    if (kind == TS_VOLUME_RAR || kind == TS_VOLUME_OLD_RAR)
        ts_buf_add_str(out, ".rar");
    if (!out->len)
        ts_buf_add_str(out, "content");
}
