/* volume_name.c - what names and first bytes say of files that were cut into parts. */
#include "ingest/volumes.h"

/* ---- names ---- */

/* The number that ends at `end`, of `least` to 5 digits; false: there is none. */
static bool number_before(ts_span s, size_t end, size_t least, unsigned *out, size_t *from) {
    size_t at = end;
    unsigned n = 0, ten = 1;
    while (at > 0 && ts_is_digit(s.ptr[at - 1]) && end - at < 5) {
        n += (unsigned)(s.ptr[--at] - '0') * ten;
        ten *= 10;
    }
    *out = n;
    *from = at;
    return end - at >= least && (at == 0 || !ts_is_digit(s.ptr[at - 1]));
}

static bool ends(ts_span s, size_t end, const char *what, size_t *from) {
    size_t n = strlen(what);
    if (end < n || !ts_span_eq_nocase(ts_slice(s, end - n, n), ts_str(what)))
        return false;
    *from = end - n;
    return true;
}

/* .r00 to .r99, then .s00: the first is the .rar. */
static bool old_rar(ts_span s, ts_volume *v) {
    unsigned n;
    size_t at;
    if (!number_before(s, s.len, 2, &n, &at) || s.len - at != 2 || at < 2 || s.ptr[at - 2] != '.')
        return false;
    unsigned hundreds = (unsigned)(ts_lower(s.ptr[at - 1]) - 'r');
    *v = (ts_volume){TS_VOLUME_OLD_RAR, at - 2, 100 * hundreds + n + 2};
    return hundreds < 3;
}

/* .E01 to .E99, then .EAA to .EZZ.  What goes on with .FAA has more parts than are read. */
static bool ewf(ts_span s, ts_volume *v) {
    if (s.len < 4 || s.ptr[s.len - 4] != '.')
        return false;
    char a = ts_lower(s.ptr[s.len - 2]), b = ts_lower(s.ptr[s.len - 1]);
    bool digits = ts_is_digit(a) && ts_is_digit(b), letters = ts_is_alpha(a) && ts_is_alpha(b);
    unsigned n =
        digits ? (unsigned)(a - '0') * 10 + (unsigned)(b - '0') : 100 + (unsigned)(a - 'a') * 26 + (unsigned)(b - 'a');
    *v = (ts_volume){TS_VOLUME_EWF, s.len - 4, n};
    return ts_lower(s.ptr[s.len - 3]) == 'e' && (letters || (digits && n));
}

/* split's letters: aa to zz.  Other names end in two letters too, but "aa" must be among them. */
static bool lettered(ts_span s, ts_volume *v) {
    if (s.len < 3)
        return false;
    unsigned a = (unsigned)(s.ptr[s.len - 2] - 'a'), b = (unsigned)(s.ptr[s.len - 1] - 'a');
    *v = (ts_volume){TS_VOLUME_LETTERED, s.len - 2, a * 26 + b + 1};
    return a < 26 && b < 26;
}

bool ts_volume_of(ts_span name, ts_volume *out) {
    size_t at, stem;
    unsigned n;
    ts_volume v = {0};
    if (number_before(name, name.len, 3, &n, &at) && ends(name, at, ".", &stem))
        v = (ts_volume){TS_VOLUME_NUMBERED, stem, n};
    else if (number_before(name, name.len, 2, &n, &at) && n > 0 && ends(name, at, ".z", &stem))
        v = (ts_volume){TS_VOLUME_ZIP, stem, n};
    else if (ends(name, name.len, ".zip", &stem))
        v = (ts_volume){TS_VOLUME_ZIP, stem, TS_VOLUME_LAST};
    else if (ends(name, name.len, ".rar", &at) && number_before(name, at, 1, &n, &at) && ends(name, at, ".part", &stem))
        v = (ts_volume){TS_VOLUME_RAR, stem, n};
    else if (ends(name, name.len, ".rar", &stem))
        v = (ts_volume){TS_VOLUME_OLD_RAR, stem, 1};
    else if (!old_rar(name, &v) && !ewf(name, &v) && !lettered(name, &v))
        return false;
    if (v.stem == 0)
        return false; /* the name is nothing else */
    *out = v;
    return true;
}

void ts_volume_name(ts_volume_kind kind, ts_span stem, ts_buf *out) {
    static const char signs[] = ".-_";
    if (kind == TS_VOLUME_LETTERED && stem.len > 1 && strchr(signs, stem.ptr[stem.len - 1]))
        stem.len--;
    ts_buf_add(out, stem);
    if (kind == TS_VOLUME_EWF)
        ts_buf_add_str(out, ".E01");
    if (kind == TS_VOLUME_ZIP)
        ts_buf_add_str(out, ".zip");
    if (kind == TS_VOLUME_RAR || kind == TS_VOLUME_OLD_RAR)
        ts_buf_add_str(out, ".rar");
}

/* ---- bytes ---- */

typedef struct sign {
    size_t at, len;
    const char *bytes;
} sign;

/* What is cut: archives, discs, databases, and dumps of databases, which say at their beginning what they are. */
static const sign cut[] = {{0, 4, "PK\3\4"},
                           {0, 4, "PK\7\x8"},
                           {0, 6, "7z\xBC\xAF\x27\x1C"},
                           {0, 3, "\x1f\x8b\x08"},
                           {0, 3, "BZh"},
                           {0, 6, "\xFD\x37zXZ"},
                           {0, 4, "\x28\xB5\x2F\xFD"},
                           {257, 5, "ustar"},
                           {0, 16, "SQLite format 3"},
                           {0, 4, "!BDN"},
                           {32769, 5, "CD001"},
                           {0, 4, "MSCF"},
                           {510, 2, "\x55\xAA"},
                           {0, 13, "-- MySQL dump"},
                           {0, 15, "-- MariaDB dump"},
                           {0, 22, "-- phpMyAdmin SQL Dump"},
                           {0, 11, "/*M!999999\\"},
                           {0, 27, "--\n-- PostgreSQL database d"},
                           {0, 27, "--\n-- PostgreSQL database c"},
                           {0, 20, "PRAGMA foreign_keys="}};
/* What is a file of its own wherever it stands in such a row: scanners number pages so. */
static const sign own[] = {{0, 5, "%PDF-"},
                           {0, 3, "\xFF\xD8\xFF"},
                           {0, 8, "\x89PNG\r\n\x1A\n"},
                           {0, 4, "GIF8"},
                           {0, 4, "II*\0"},
                           {0, 4, "MM\0*"},
                           {128, 4, "DICM"},
                           {0, 8, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"},
                           {0, 6, "Rar!\x1a\x07"},
                           {0, 5, "{\\rtf"},
                           {0, 5, "<?xml"}};

static bool any_of(ts_span head, const sign *s, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (ts_span_eq(ts_slice(head, s[i].at, s[i].len), ts_span_of(s[i].bytes, s[i].len)))
            return true;
    return false;
}

/* A number of RAR 5: seven bits a byte, the lowest first. */
static uint64_t vint(ts_cursor *c) {
    uint64_t n = 0;
    for (unsigned shift = 0; shift < 63; shift += 7) {
        uint8_t b = ts_read_u8(c);
        n |= (uint64_t)(b & 0x7F) << shift;
        if (b < 0x80)
            return n;
    }
    c->ok = false;
    return 0;
}

/* Does the archive say of itself that it is a volume?  One of rar 5 whose headers are locked cannot, and is taken for one: the
 * names of a row are given to nothing else. */
static bool rar_volume(ts_span head) {
    enum { EXTRA = 1, VOLUME = 1, MAIN4 = 0x73, MAIN5 = 1, LOCK5 = 4 };
    ts_cursor c = ts_cursor_over(head);
    if (!ts_span_eq(ts_read_span(&c, 6), ts_str("Rar!\x1a\x07")))
        return false;
    uint8_t version = ts_read_u8(&c);
    if (version == 0) {
        ts_skip(&c, 2);
        uint8_t type = ts_read_u8(&c);
        uint16_t flags = ts_read_u16le(&c);
        return c.ok && type == MAIN4 && (flags & VOLUME);
    }
    ts_skip(&c, 1 + 4);
    vint(&c);
    uint64_t type = vint(&c), flags = vint(&c);
    if (version == 1 && type == LOCK5)
        return c.ok;
    if (flags & EXTRA)
        vint(&c);
    uint64_t archive = vint(&c);
    return c.ok && version == 1 && type == MAIN5 && (archive & VOLUME);
}

/* Expert Witness Format: the sign, a one, and which of the set's files it is. */
static bool is_ewf(ts_span head) { return ts_span_starts(head, ts_str("EVF\x09\x0D\x0A\xFF")); }

bool ts_volume_begins(ts_volume_kind kind, ts_span head) {
    if (kind == TS_VOLUME_RAR || kind == TS_VOLUME_OLD_RAR)
        return rar_volume(head);
    if (kind == TS_VOLUME_EWF)
        return is_ewf(head) && ts_u16le_at(head, 9) == 1;
    if (kind == TS_VOLUME_ZIP)
        return ts_span_starts(head, ts_str("PK\7\x8"));
    return any_of(head, cut, sizeof cut / sizeof *cut);
}

bool ts_volume_is_tar(ts_span head) { return ts_span_eq(ts_slice(head, 257, 5), ts_str("ustar")); }

bool ts_volume_is_own(ts_volume_kind kind, ts_span first, ts_span head) {
    static const sign disc[] = {{32769, 5, "CD001"}, {510, 2, "\x55\xAA"}};
    if (kind == TS_VOLUME_RAR || kind == TS_VOLUME_OLD_RAR)
        return !rar_volume(head);
    if (kind == TS_VOLUME_EWF)
        return !is_ewf(head);
    if (kind == TS_VOLUME_ZIP || ts_volume_is_tar(first))
        return false;
    for (size_t i = 0; i < sizeof disc / sizeof *disc; i++) /* what stands on one begins anyhow */
        if (any_of(first, &disc[i], 1))
            return any_of(head, &disc[i], 1);
    return any_of(head, cut, sizeof cut / sizeof *cut) || any_of(head, own, sizeof own / sizeof *own);
}
