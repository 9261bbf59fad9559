/* limits.c - the bounds that a case may set for itself: their names, their usual values, how they are written. */
#include "base/limits.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TS_LIMIT_ROW(name, unit, usual, least, most, text) .name = (usual),
ts_limits ts_limit = {
#include "base/limits.def"
};
const ts_limits ts_limits_usual = {
#include "base/limits.def"
};
#undef TS_LIMIT_ROW

static const struct row {
    const char *name;
    ts_limit_unit unit;
    uint64_t usual, least, most;
    const char *text;
    size_t at;
} rows[] = {
#define TS_LIMIT_ROW(name, unit, usual, least, most, text) \
    {#name, unit, usual, least, most, text, offsetof(ts_limits, name)},
#include "base/limits.def"
#undef TS_LIMIT_ROW
};

static uint64_t *value_of(ts_limits *l, const struct row *r) { return (uint64_t *)(void *)((char *)l + r->at); }

/* "4 GiB", "4GiB", "500 MiB", "4096". */
static bool read_bytes(const char *text, uint64_t *out) {
    static const struct {
        const char *unit;
        uint64_t bytes;
    } units[] = {{"", 1}, {"KiB", TS_KIB}, {"MiB", TS_MIB}, {"GiB", TS_GIB}, {"TiB", 1024 * TS_GIB}};
    char *end;
    if (*text < '0' || *text > '9')
        return false;
    unsigned long long n = strtoull(text, &end, 10);
    end += strspn(end, " ");
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(end, units[i].unit) == 0 && n <= UINT64_MAX / units[i].bytes) {
            *out = n * units[i].bytes;
            return true;
        }
    return false;
}

static void write_amount(ts_limit_unit unit, uint64_t n, char out[32]) {
    static const char *const names[] = {"", " KiB", " MiB", " GiB", " TiB"};
    size_t u = 0;
    while (unit == TS_UNIT_BYTES && u < 4 && n >= 1024 && n % 1024 == 0)
        n /= 1024, u++;
    snprintf(out, 32, "%llu%s", (unsigned long long)n, names[u]);
}

bool ts_limit_at(size_t i, const char **name, char usual[32], const char **text) {
    if (i >= sizeof rows / sizeof *rows)
        return false;
    *name = rows[i].name;
    *text = rows[i].text;
    write_amount(rows[i].unit, rows[i].usual, usual);
    return true;
}

ts_err ts_limit_set(ts_limits *l, const char *name, const char *value) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct row *r = &rows[i];
        uint64_t n;
        char least[32], most[32];
        if (strcmp(r->name, name) != 0)
            continue;
        write_amount(r->unit, r->least, least);
        write_amount(r->unit, r->most, most);
        if (!read_bytes(value, &n) || n < r->least || n > r->most)
            return ts_fail(TS_EUSAGE, "the limit %s is %s from %s to %s, not \"%s\"", name,
                           r->unit == TS_UNIT_BYTES ? "an amount such as \"4 GiB\"," : "a number", least, most, value);
        *value_of(l, r) = n;
        return TS_OK;
    }
    return ts_fail(TS_EUSAGE, "there is no limit \"%s\" (`touchstone list limits` names them)", name);
}

void ts_limits_tell(const ts_limits *l, ts_buf *out) {
    ts_limits copy = *l;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char amount[32];
        uint64_t n = *value_of(&copy, &rows[i]);
        if (n == rows[i].usual)
            continue;
        write_amount(rows[i].unit, n, amount);
        ts_buf_addf(out, "%s%s = %s", out->len ? ", " : "", rows[i].name, amount);
    }
}
