/* charsets.c - the character sets that mail may name, made ready in the process that later forks.
 *
 * Each is a module of the C library, which is a file.  Where a byte is a letter, whatever stands beside it, the module is asked
 * once for all of its bytes and let go again; the others stay loaded.
 */
#include <dlfcn.h>
#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>

#include "base/bytes.h"
#include "extract/libs.h"

/* The character sets that mail and archives name (IANA's preferred MIME names and what programs write for them), each
 * a module of the C library that would be opened at the first use.  Not all 290 that there are: each costs every
 * fork its mappings, together two milliseconds an item. */
static const char charsets[] =
    " UTF-8 UTF8 US-ASCII ASCII ANSI_X3.4-1968 ISO-8859-1 ISO8859-1 ISO_8859-1 LATIN1 L1 ISO-8859-2 ISO-8859-3 "
    "ISO-8859-4 "
    "ISO-8859-5 ISO-8859-6 ISO-8859-7 ISO-8859-8 ISO-8859-9 ISO-8859-10 ISO-8859-11 ISO-8859-13 ISO-8859-14 "
    "ISO-8859-15 ISO-8859-16 WINDOWS-1250 WINDOWS-1251 WINDOWS-1252 WINDOWS-1253 WINDOWS-1254 WINDOWS-1255 "
    "WINDOWS-1256 WINDOWS-1257 WINDOWS-1258 CP1250 CP1251 CP1252 CP1253 CP1254 CP1255 CP1256 CP1257 CP1258 "
    "IBM437 CP437 IBM850 CP850 IBM852 CP852 IBM866 CP866 KOI8-R KOI8-U MACINTOSH MAC UTF-7 UTF-16 UTF-16LE UTF-16BE "
    "UTF-32 UTF-32LE UTF-32BE UCS-4LE INTERNAL GB2312 GBK GB18030 EUC-CN BIG5 BIG5-HKSCS EUC-TW EUC-JP SHIFT_JIS "
    "SHIFT-JIS SJIS CP932 ISO-2022-JP EUC-KR KS_C_5601-1987 UHC CP949 ISO-2022-KR TIS-620 WINDOWS-874 CP874 ";

/* Of those, the ones that go the other way round too: preload.c holds their module, or they need none. */
static const char held[] = " US-ASCII ASCII ANSI_X3.4-1968 ISO-8859-1 ISO8859-1 ISO_8859-1 LATIN1 L1 IBM437 CP437 ";

enum { MOST = 200, NOTHING = 0xFFFF };

/* A character set whose bytes are letters, to UTF-8: a descriptor of it is its address. */
typedef struct table {
    char name[32];
    uint16_t letter[256]; /* NOTHING: the byte is none */
} table;

static table tables[MOST];
static size_t table_count;
static iconv_t (*open_module)(const char *, const char *);
static size_t (*run_module)(iconv_t, char **, size_t *, char **, size_t *);
static int (*close_module)(iconv_t);
static bool sealed; /* from now on nothing is opened that is not here */

/* Is the name, without //TRANSLIT and the like, one of the list?  *bare: as it stands there. */
static bool is_among(const char *list, const char *name, char bare[static 40]) {
    size_t n = strcspn(name, "/");
    if (n == 0 || n > 40 - 3)
        return false;
    bare[0] = ' ';
    for (size_t i = 0; i < n; i++)
        bare[1 + i] = ts_upper(name[i]);
    memcpy(bare + 1 + n, " ", 2);
    return strstr(list, bare) != NULL;
}

static bool is_kept(const char *name) {
    char bare[40];
    return is_among(charsets, name, bare) || strcspn(name, "/") == 0; /* "": the locale's own */
}

static const table *table_of(const char *name) {
    char bare[40];
    if (!is_among(charsets, name, bare))
        return NULL;
    size_t n = strlen(bare) - 2;
    for (size_t i = 0; i < table_count; i++)
        if (strlen(tables[i].name) == n && memcmp(tables[i].name, bare + 1, n) == 0)
            return &tables[i];
    return NULL;
}

static const table *as_table(iconv_t descriptor) {
    uintptr_t at = (uintptr_t)descriptor, first = (uintptr_t)tables;
    return at >= first && at < first + sizeof tables ? (const table *)descriptor : NULL;
}

static bool find_modules(void) {
    if (!close_module) {
        open_module = (iconv_t(*)(const char *, const char *))dlsym(RTLD_NEXT, "iconv_open");
        run_module = (size_t(*)(iconv_t, char **, size_t *, char **, size_t *))dlsym(RTLD_NEXT, "iconv");
        close_module = (int (*)(iconv_t))dlsym(RTLD_NEXT, "iconv_close");
    }
    return open_module && run_module && close_module;
}

/* These stand before the C library's own.  A name that is not kept is unknown, as on a machine without its module, and the
 * reader falls back as it does there. */
iconv_t iconv_open(const char *to, const char *from);
size_t iconv(iconv_t descriptor, char **in, size_t *in_left, char **out, size_t *out_left);
int iconv_close(iconv_t descriptor);

iconv_t iconv_open(const char *to, const char *from) {
    const table *t = table_of(from);
    char bare[40];
    if (t && is_among(" UTF-8 UTF8 ", to, bare))
        return (iconv_t)(uintptr_t)t;
    if (!find_modules() || (sealed && (t || table_of(to) || !(is_kept(to) && is_kept(from))))) {
        errno = EINVAL;
        return (iconv_t)-1;
    }
    return open_module(to, from);
}

static size_t run_table(const table *t, char **in, size_t *in_left, char **out, size_t *out_left) {
    for (; in && *in && *in_left; ++*in, --*in_left) {
        uint16_t c = t->letter[(unsigned char)**in];
        size_t len = c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
        if (c == NOTHING || len > *out_left) {
            errno = c == NOTHING ? EILSEQ : E2BIG;
            return (size_t)-1;
        }
        char *to = *out;
        if (len == 1) {
            to[0] = (char)c;
        } else {
            to[0] = (char)(len == 2 ? 0xC0 | c >> 6 : 0xE0 | c >> 12);
            if (len == 3)
                to[1] = (char)(0x80 | (c >> 6 & 0x3F));
            to[len - 1] = (char)(0x80 | (c & 0x3F));
        }
        *out += len;
        *out_left -= len;
    }
    return 0;
}

size_t iconv(iconv_t descriptor, char **in, size_t *in_left, char **out, size_t *out_left) {
    const table *t = as_table(descriptor);
    if (t)
        return run_table(t, in, in_left, out, out_left);
    return find_modules() ? run_module(descriptor, in, in_left, out, out_left) : (size_t)-1;
}

int iconv_close(iconv_t descriptor) {
    if (as_table(descriptor))
        return 0;
    return find_modules() ? close_module(descriptor) : -1;
}

/* What the module makes of each byte alone; false where one waits for the next, or two come out. */
static bool fill_table(iconv_t module, table *t) {
    for (size_t byte = 0; byte < 256; byte++) {
        char in[1] = {(char)byte}, out[8], *from = in, *to = out;
        size_t left = 1, room = sizeof out;
        size_t code = run_module(module, &from, &left, &to, &room);
        bool refused = code == (size_t)-1 && errno == EILSEQ;
        if ((code != 0 && !refused) || (!refused && (left != 0 || to == out)))
            return false;
        ts_span letter = ts_span_of(out, (size_t)(to - out));
        size_t at = 0;
        uint32_t c = refused ? NOTHING : ts_utf8_next(letter, &at);
        if (c > NOTHING || (!refused && (c == NOTHING || at != letter.len)))
            return false;
        t->letter[byte] = (uint16_t)c;
    }
    return true;
}

/* The descriptors that are kept stay open for good: a module in use is never unloaded. */
void ts_charsets_preload(void) {
    static __attribute__((used)) iconv_t kept[MOST];
    const char *at = charsets + 1;
    if (sealed)
        return;
    for (size_t i = 0; i < MOST && *at != 0; i++) {
        table *t = &tables[table_count];
        char name[sizeof t->name] = "", bare[40];
        size_t len = strcspn(at, " ");
        memcpy(name, at, len < sizeof name ? len : sizeof name - 1);
        kept[i] = iconv_open("UTF-8", name); /* not there: then nobody can open it later either */
        if (kept[i] != (iconv_t)-1 && !as_table(kept[i]) && !is_among(held, name, bare) && fill_table(kept[i], t)) {
            close_module(kept[i]);
            memcpy(t->name, name, sizeof name);
            table_count++;
        }
        at += len + 1;
    }
    sealed = true;
}
