/* letters.c - the letters of a character set that mail names, as UTF-8, in pieces. */
#include "extract/letters.h"

#include <errno.h>
#include <iconv.h>

#include "text/codepage.h"

/* The wider set stands for the narrower ones that it holds: programs call GBK and even GB 18030 "gb2312", code page 949 "euc-kr".
 * Names are those of IANA's registry and of programs, small and without marks. */
static const struct {
    const char *module, *names; /* a blank around each */
    bool shift;
} modules[] = {
    {"GB18030", " gb18030 gbk gb2312 euccn cp936 ms936 gb231280 csgb2312 cngb xgbk xgb2312 ", false},
    {"BIG5-HKSCS", " big5 big5hkscs big5eten cnbig5 xbig5 xxbig5 csbig5 cp950 ms950 ", false},
    {"CP932", " shiftjis sjis xsjis cp932 windows31j mskanji csshiftjis cswindows31j xmscp932 ", false},
    {"EUC-JP", " eucjp xeucjp cseucpkdfmtjapanese ", false},
    {"ISO-2022-JP", " iso2022jp iso2022jp2 csiso2022jp ", true},
    {"CP949", " euckr ksc56011987 ksc56011989 ksc5601 csksc56011987 cseuckr uhc cp949 ms949 windows949 xwindows949 ",
     false},
    {"ISO-2022-KR", " iso2022kr csiso2022kr ", true},
    {"UTF-7", " utf7 unicode11utf7 csunicode11utf7 ", true},
};
enum { MODULES = sizeof modules / sizeof *modules, NAME = 40 };

static iconv_t opened[MODULES];
static bool preloaded;

void ts_letters_preload(void) {
    for (size_t i = 0; i < MODULES && !preloaded; i++)
        opened[i] = iconv_open("UTF-8", modules[i].module);
    preloaded = true;
}

static const struct {
    const char *name;
    ts_charset charset;
} wide[] = {{" utf16 ", TS_UTF16BE}, {" utf16be ", TS_UTF16BE},     {" utf16le ", TS_UTF16LE},
            {" utf32 ", TS_UTF32BE}, {" utf32be ", TS_UTF32BE},     {" utf32le ", TS_UTF32LE},
            {" ucs2 ", TS_UTF16BE},  {" iso10646ucs2 ", TS_UTF16BE}};

void ts_letters_begin(ts_letters *l, ts_span name) {
    enum { ANSI = 1252, LATIN1 = 28591, UTF8 = 65001 };
    *l = (ts_letters){.way = TS_LETTERS_SHOWN};
    char bare[NAME] = " ";
    size_t n = 1;
    for (size_t i = 0; i < name.len && n + 2 < NAME; i++)
        if (ts_is_alnum(name.ptr[i]))
            bare[n++] = ts_lower(name.ptr[i]);
    bare[n++] = ' ';
    for (size_t i = 0; n > 2 && i < sizeof wide / sizeof *wide; i++)
        if (ts_span_eq(ts_span_of(bare, n), ts_str(wide[i].name))) {
            l->way = TS_LETTERS_WIDE;
            l->charset = wide[i].charset;
            return;
        }
    for (size_t i = 0; n > 2 && preloaded && i < MODULES; i++)
        if (opened[i] != (iconv_t)-1 && ts_span_find(ts_str(modules[i].names), ts_span_of(bare, n), 0) != SIZE_MAX) {
            l->way = TS_LETTERS_MODULE;
            l->module = (unsigned)i;
            iconv(opened[i], NULL, NULL, NULL, NULL);
            return;
        }
    l->page = ts_codepage_named(name);
    if (l->page && l->page != ANSI && l->page != LATIN1 && l->page != UTF8)
        l->way = TS_LETTERS_PAGE;
}

bool ts_letters_shift(const ts_letters *l) {
    return l->way == TS_LETTERS_WIDE || (l->way == TS_LETTERS_MODULE && modules[l->module].shift);
}

static size_t by_module(const ts_letters *l, ts_span bytes, bool last, ts_buf *out) {
    enum { ROOM = 64 * 1024 };
    char *in = (char *)(uintptr_t)bytes.ptr; /* iconv writes nothing there: its parameter only lacks a const */
    size_t left = bytes.len;
    while (left > 0) {
        ts_buf_reserve(out, ROOM);
        char *to = out->ptr + out->len;
        size_t room = ROOM, before = left;
        size_t code = iconv(opened[l->module], &in, &left, &to, &room);
        int why = code == (size_t)-1 ? errno : 0;
        out->len = (size_t)(to - out->ptr);
        if (!why || (why == EINVAL && !last)) /* all, or the rest of a letter comes later */
            break;
        if (why == E2BIG && (before != left || room < ROOM))
            continue;
        ts_buf_add_utf8(out, 0xFFFD);
        in++, left--;
    }
    ts_buf_add(out, (ts_span){"", 0});
    return bytes.len - left;
}

/* A byte order mark goes before a name, and what is plainly no such text before both. */
static size_t look(ts_letters *l, ts_span bytes) {
    size_t bom = 0;
    ts_charset shown = ts_charset_guess(bytes, &bom);
    l->begun = true;
    if (l->way == TS_LETTERS_SHOWN || (shown != TS_BINARY && shown != TS_WINDOWS_1252))
        l->charset = shown == TS_BINARY || shown == TS_UTF8 ? TS_WINDOWS_1252 : shown; /* which takes UTF-8 too */
    return bom;
}

size_t ts_letters_add(ts_letters *l, ts_span bytes, bool last, ts_buf *out) {
    size_t bom = 0, used = 0;
    if (l->way == TS_LETTERS_MODULE)
        return by_module(l, bytes, last, out);
    if (l->way == TS_LETTERS_PAGE) {
        ts_codepage_add_all(out, l->page, bytes);
        return bytes.len;
    }
    if (!l->begun)
        bom = look(l, bytes);
    ts_to_utf8(l->charset, ts_slice(bytes, bom, SIZE_MAX), last, out, &used);
    return bom + used;
}
