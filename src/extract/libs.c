/* libs.c - the bids of the formats that third-party libraries read: archive, PDF.
 *
 * A bid needs no library, so all programs make the same choice; `run` is a weak symbol, NULL in
 * the program that does not link the library, and the item is then sent on to the one that does.
 */
#include "extract/libs.h"

extern ts_err ts_archive_run(ts_source *in, ts_sink *out) __attribute__((weak));
extern ts_err ts_pdf_run(ts_source *in, ts_sink *out) __attribute__((weak));
extern const ts_extractor ts_extractor_archive, ts_extractor_pdf;

/* ---- archive ---- */

enum {
    TAR_HEADER = 512,
    TAR_SUM = 148, /* eight octal digits, counted as blanks in the sum */
    TAR_SUM_LEN = 8,
    TAR_MAGIC = 257,
    LHA_LEVEL = 20,
    ISO_MAGIC = 32769
};

/* Magic numbers at a fixed place.  The short ones bid less. */
static const struct magic {
    ts_archive_kind kind;
    int bid;
    size_t at, len;
    const char *bytes;
} magics[] = {
    {TS_ARCHIVE_GZIP, 80, 0, 3, "\x1f\x8b\x08"}, /* RFC 1952: deflate is the only method there is */
    {TS_ARCHIVE_XZ, 90, 0, 6, "\xfd\x37zXZ\0"},      {TS_ARCHIVE_ZSTD, 85, 0, 4, "\x28\xb5\x2f\xfd"}, /* RFC 8878 */
    {TS_ARCHIVE_LZIP, 80, 0, 5, "LZIP\x01"},         {TS_ARCHIVE_7ZIP, 90, 0, 6, "7z\xbc\xaf\x27\x1c"},
    {TS_ARCHIVE_RAR, 90, 0, 7, "Rar!\x1a\x07\0"},    {TS_ARCHIVE_RAR5, 90, 0, 8, "Rar!\x1a\x07\x01\0"},
    {TS_ARCHIVE_CAB, 85, 0, 8, "MSCF\0\0\0\0"},      {TS_ARCHIVE_AR, 85, 0, 8, "!<arch>\n"},
    {TS_ARCHIVE_CPIO, 70, 0, 6, "070701"}, /* SVR4, without and with sums, then POSIX odc */
    {TS_ARCHIVE_CPIO, 70, 0, 6, "070702"},           {TS_ARCHIVE_CPIO, 65, 0, 6, "070707"},
    {TS_ARCHIVE_ISO9660, 80, ISO_MAGIC, 5, "CD001"}, {TS_ARCHIVE_LZ4, 85, 0, 4, "\x04\x22\x4d\x18"},
};

static bool holds(ts_span head, size_t at, const char *bytes, size_t len) {
    return at <= head.len && len <= head.len - at && memcmp(head.ptr + at, bytes, len) == 0;
}

/* The sum of the first tar header, with unsigned or (old Sun tar) signed bytes. */
static bool tar_sum_fits(ts_span head) {
    if (head.len < TAR_HEADER || head.ptr[0] == 0)
        return false;
    int claimed = 0, digits = 0;
    for (size_t i = TAR_SUM; i < TAR_SUM + TAR_SUM_LEN; i++) {
        char c = head.ptr[i];
        if (c >= '0' && c <= '7')
            claimed = claimed * 8 + (c - '0'), digits++;
        else if (digits > 0 || c != ' ')
            break;
    }
    if (!digits)
        return false;
    int plain = 0, with_sign = 0;
    for (size_t i = 0; i < TAR_HEADER; i++) {
        int byte = i >= TAR_SUM && i < TAR_SUM + TAR_SUM_LEN ? ' ' : head.ptr[i];
        plain += byte;
        with_sign += byte < 128 ? byte : byte - 256;
    }
    return claimed == plain || claimed == with_sign;
}

static uint64_t tar_size(const char *head) {
    enum { SIZE = 124, SIZE_LEN = 12 };
    uint64_t n = 0;
    for (size_t i = SIZE; i < SIZE + SIZE_LEN && (head[i] == ' ' || (head[i] >= '0' && head[i] <= '7')); i++)
        n = head[i] == ' ' ? n : n << 3 | (uint64_t)(head[i] - '0');
    return n;
}

bool ts_tar_link_data(ts_source *in, uint64_t at, uint64_t *data, uint64_t *size) {
    enum { TYPE = 156, HARD_LINK = '1' };
    char head[TAR_HEADER], next[TAR_HEADER];
    uint64_t n;
    for (int names = 0;; names++) { /* GNU tar writes long names before it, as files of their own: L and K */
        if (in->size < 2 * TAR_HEADER || at > in->size - 2 * TAR_HEADER ||
            ts_source_read_at(in, at, head, sizeof head) != TS_OK ||
            ts_source_read_at(in, at + TAR_HEADER, next, sizeof next) != TS_OK)
            return false;
        n = tar_size(head);
        if (names == 2 || (head[TYPE] != 'L' && head[TYPE] != 'K') || n > in->size)
            break;
        at += TAR_HEADER + (n + TAR_HEADER - 1) / TAR_HEADER * TAR_HEADER;
    }
    bool blank = true;
    for (size_t i = 0; blank && i < sizeof next; i++)
        blank = next[i] == 0;
    *data = at + TAR_HEADER;
    *size = n;
    return head[TYPE] == HARD_LINK && n > 0 && !blank && tar_sum_fits((ts_span){head, sizeof head}) &&
           !tar_sum_fits((ts_span){next, sizeof next});
}

/* bzip2: "BZh", a level, then the sign of a block or of the end of an empty stream. */
static bool bzip2_fits(ts_span head) {
    return holds(head, 0, "BZh", 3) && head.len > 3 && head.ptr[3] >= '1' && head.ptr[3] <= '9' &&
           (holds(head, 4, "1AY&SY", 6) || holds(head, 4, "\x17rE8P\x90", 6));
}

/* LHA has its method, "-lh5-", at the third byte, and a header level of 0 to 3. */
static bool lha_fits(ts_span head) {
    return head.len > LHA_LEVEL && holds(head, 2, "-l", 2) && (head.ptr[4] == 'h' || head.ptr[4] == 'z') &&
           ts_is_alnum(head.ptr[5]) && head.ptr[6] == '-' && head.ptr[LHA_LEVEL] <= 3;
}

/* The old binary cpio has two magic bytes in either order; its name must be there and end in NUL. */
static bool binary_cpio_fits(ts_span head) {
    enum { HEADER = 26, NAME_LEN = 20, MODE = 6 };
    if (head.len < HEADER + 2)
        return false;
    bool little = holds(head, 0, "\xc7\x71", 2), big = holds(head, 0, "\x71\xc7", 2);
    unsigned low = little ? 0 : 1, high = little ? 1 : 0;
    size_t len = (size_t)(head.ptr[NAME_LEN + low] | head.ptr[NAME_LEN + high] << 8);
    unsigned type = head.ptr[MODE + high] >> 4;
    return (little || big) && (type == 8 || type == 4 || type == 10) && len > 1 && len < 1024 &&
           HEADER + len <= head.len && head.ptr[HEADER + len - 1] == 0 && head.ptr[HEADER] != 0;
}

/* compress(1): two magic bytes, then block mode and a code size from 9 to 16. */
static bool compress_fits(ts_span head) {
    return holds(head, 0, "\x1f\x9d", 2) && head.len > 3 && (head.ptr[2] & 0x60) == 0 && (head.ptr[2] & 0x1f) >= 9 &&
           (head.ptr[2] & 0x1f) <= 16;
}

/* LZMA alone has no magic number: the usual properties, a dictionary whose size one of lzma(1)'s levels has, a size that is not
 * known or may be, and the coder's first byte, which is zero (XZ Utils, lzma-file-format.txt). */
static bool lzma_fits(ts_span head) {
    enum { USUAL = 0x5D, HEADER = 13, SMALLEST = 12, LARGEST = 30, MOST_BITS = 38 };
    if (head.len <= HEADER + 5 || head.ptr[0] != USUAL || head.ptr[HEADER] != 0)
        return false;
    uint64_t dictionary = ts_u32le_at(head, 1), size = ts_u32le_at(head, 5) | (uint64_t)ts_u32le_at(head, 9) << 32;
    bool level = false;
    for (unsigned bits = SMALLEST; bits <= LARGEST; bits++)
        level = level || dictionary == UINT64_C(1) << bits || dictionary == UINT64_C(3) << (bits - 1);
    return level && (size == UINT64_MAX || (size && size >> MOST_BITS == 0));
}

ts_archive_kind ts_archive_kind_of(ts_span head, int *bid) {
    for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++) {
        if (holds(head, magics[i].at, magics[i].bytes, magics[i].len)) {
            *bid = magics[i].bid;
            return magics[i].kind;
        }
    }
    bool ustar = holds(head, TAR_MAGIC, "ustar", 5), sum = tar_sum_fits(head);
    const struct {
        ts_archive_kind kind;
        bool fits;
        int bid;
    } rows[] = {
        {TS_ARCHIVE_TAR, ustar && sum, 95},
        {TS_ARCHIVE_TAR, ustar || sum, 62}, /* a damaged ustar, or the V7 form that has no magic */
        {TS_ARCHIVE_BZIP2, bzip2_fits(head), 90},
        {TS_ARCHIVE_LHA, lha_fits(head), 70},
        {TS_ARCHIVE_CPIO, binary_cpio_fits(head), 60},
        {TS_ARCHIVE_COMPRESS, compress_fits(head), 60},
        {TS_ARCHIVE_LZMA, lzma_fits(head), 60},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].fits) {
            *bid = rows[i].bid;
            return rows[i].kind;
        }
    }
    *bid = 0;
    return TS_ARCHIVE_NONE;
}

/* The methods of APPNOTE.TXT 4.4.5 that libarchive reads. */
static bool packed_otherwise(ts_span header, size_t flags) {
    enum { LOCKED = 1 };
    static const uint16_t methods[] = {12, 14, 93, 95, 98};
    ts_cursor c = ts_cursor_over(ts_slice(header, flags, 4));
    bool locked = ts_read_u16le(&c) & LOCKED;
    uint16_t method = ts_read_u16le(&c);
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (c.ok && !locked && method == methods[i])
            return true;
    return false;
}

bool ts_zip_packed_otherwise(ts_span head, ts_span tail) {
    if (!ts_span_starts(head, ts_str("PK\3\4")) || ts_span_find(tail, ts_str("PK\5\6"), 0) == SIZE_MAX)
        return false;
    if (packed_otherwise(head, 6))
        return true;
    for (size_t at = 0; (at = ts_span_find(tail, ts_str("PK\1\2"), at)) != SIZE_MAX; at += 4)
        if (packed_otherwise(ts_slice(tail, at, 12), 8))
            return true;
    return false;
}

static int archive_bid(const ts_head *head) {
    enum { ABOVE_ZIP = 66 };
    int bid;
    ts_archive_kind_of(head->raw, &bid);
    return bid < ABOVE_ZIP && ts_zip_packed_otherwise(head->raw, head->tail) ? ABOVE_ZIP : bid;
}

const ts_extractor ts_extractor_archive = {
    .name = "archive",
    .version = 1,
    .needs = TS_SEEK,
    .profile = TS_PROFILE_ARCHIVE,
    .bid = archive_bid,
    .run = ts_archive_run,
};

/* ---- PDF ---- */

/* The sign may come late: readers accept it anywhere in the first 1,024 bytes (ISO 32000-1, annex H
 * of the Adobe edition).  A mail or a page of HTML that quotes it bids higher or comes first. */
static int pdf_bid(const ts_head *head) {
    enum { WITHIN = 1024 };
    size_t at = ts_span_find(ts_slice(head->raw, 0, WITHIN), ts_str("%PDF-"), 0);
    return at == 0 ? 95 : at == SIZE_MAX ? 0 : 50;
}

const ts_extractor ts_extractor_pdf = {
    .name = "pdf",
    .version = 1,
    .needs = TS_WHOLE,
    .profile = TS_PROFILE_PDF,
    .bid = pdf_bid,
    .run = ts_pdf_run,
};
