/* charsets.c - the character set modules that mail may name, loaded in the process that later forks. */
#include <dlfcn.h>
#include <errno.h>
#include <iconv.h>
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

static iconv_t (*open_module)(const char *, const char *);
static bool sealed; /* from now on nothing is opened that is not here */

static bool is_kept(const char *name) {
    char key[40] = " ";
    size_t n = strcspn(name, "/"); /* without //TRANSLIT */
    if (n == 0 || n > sizeof key - 3)
        return n == 0; /* "": the locale's own */
    for (size_t i = 0; i < n; i++)
        key[1 + i] = ts_upper(name[i]);
    memcpy(key + 1 + n, " ", 2);
    return strstr(charsets, key) != NULL;
}

/* Stands before the C library's: a name that is not kept is unknown, as on a machine without its module, and the
 * reader falls back as it does there. */
iconv_t iconv_open(const char *to, const char *from);
iconv_t iconv_open(const char *to, const char *from) {
    if (!open_module)
        open_module = (iconv_t(*)(const char *, const char *))dlsym(RTLD_NEXT, "iconv_open");
    if (!open_module || (sealed && !(is_kept(to) && is_kept(from)))) {
        errno = EINVAL;
        return (iconv_t)-1;
    }
    return open_module(to, from);
}

/* The descriptors stay open for good: a module in use is never unloaded. */
void ts_charsets_preload(void) {
    enum { MOST = 200 };
    static __attribute__((used)) iconv_t kept[MOST];
    const char *at = charsets + 1;
    for (size_t i = 0; i < MOST && *at != 0; i++) {
        char name[32] = "";
        size_t len = strcspn(at, " ");
        memcpy(name, at, len < sizeof name ? len : sizeof name - 1);
        kept[i] = iconv_open("UTF-8", name); /* not there: then nobody can open it later either */
        at += len + 1;
    }
    sealed = true;
}
