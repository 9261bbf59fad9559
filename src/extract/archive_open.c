/* archive_open.c - libarchive over a source: the one format and the one compression that are asked for, and nothing that would
 * start another program (lzop, lrzip, grzip).
 */
#include "extract/archive_open.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>

enum { BLOCK = 128 * 1024 };

/* ---- its window on the source ---- */

static la_ssize_t read_gzip(struct archive *a, ts_archive_in *r, const void **bytes) {
    ts_span s = ts_gzip_next(&r->gzip);
    r->failed = r->gzip.failed;
    if (!s.len && (r->failed != TS_OK || r->gzip.reason != TS_READ)) {
        archive_set_error(a, EIO, "the stream breaks off");
        return -1;
    }
    *bytes = s.ptr;
    return (la_ssize_t)s.len;
}

static la_ssize_t read_block(struct archive *a, void *context, const void **bytes) {
    ts_archive_in *r = context;
    if (r->kind == TS_ARCHIVE_GZIP)
        return read_gzip(a, r, bytes);
    uint64_t left = r->at < r->in->size ? r->in->size - r->at : 0;
    size_t got = left < BLOCK ? (size_t)left : BLOCK;
    if (got > 0) {
        r->failed = ts_source_read_at(r->in, r->at, r->block, got);
        if (r->failed != TS_OK) {
            archive_set_error(a, EIO, "reading failed");
            return -1;
        }
    }
    *bytes = r->block;
    r->at += got;
    r->fetched += got;
    return (la_ssize_t)got;
}

static la_int64_t seek_block(struct archive *a, void *context, la_int64_t offset, int whence) {
    (void)a;
    ts_archive_in *r = context;
    la_int64_t size = (la_int64_t)r->in->size, to;
    la_int64_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? (la_int64_t)r->at : size;
    if (__builtin_add_overflow(from, offset, &to) || to < 0 || to > size)
        return ARCHIVE_FATAL;
    r->at = (uint64_t)to;
    return to;
}

/* libarchive tells kinds of damage apart in its message alone.  The message may hold names from
 * the archive, so it is looked at and never passed on. */
ts_reason ts_archive_broken(const ts_archive_in *r, bool first) {
    static const struct {
        const char *word;
        ts_reason reason;
    } words[] = {
        {"ncrypt", TS_REASON_ENCRYPTED},
        {"assphrase", TS_REASON_ENCRYPTED},
        {"runcated", TS_REASON_TRUNCATED},
        {"remature", TS_REASON_TRUNCATED},
        {"end of file", TS_REASON_TRUNCATED},
        {"nexpected end", TS_REASON_TRUNCATED},
        {"o progress", TS_REASON_TRUNCATED}, /* xz: it waits for more */
        {"nsupported", TS_REASON_UNSUPPORTED},
        {"not supported", TS_REASON_UNSUPPORTED},
        {"nexpected codec", TS_REASON_UNSUPPORTED}, /* 7z */
        {"nknown codec", TS_REASON_UNSUPPORTED},
        {"allocate", TS_REASON_MEMORY},
        {"nrecognized", TS_REASON_CORRUPT},
    };
    if (r->gzip.reason != TS_READ)
        return r->gzip.reason;
    if (r->opened && first && archive_read_has_encrypted_entries(r->archive) > 0)
        return TS_REASON_ENCRYPTED;
    const char *text = archive_error_string(r->archive);
    if (text == NULL) /* a block that was asked for is not there */
        return r->at >= r->in->size ? TS_REASON_TRUNCATED : TS_REASON_CORRUPT;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strstr(text, words[i].word) != NULL)
            return words[i].reason;
    return TS_REASON_CORRUPT;
}

/* Exactly what the magic says, so that no reader sees bytes that another would claim.  `cat a.tar
 * b.tar` has two ends; what stands after the first one counts. */
static int enable_format(struct archive *a, ts_archive_kind kind) {
    switch (kind) {
    case TS_ARCHIVE_TAR:
        archive_read_support_format_tar(a);
        return archive_read_set_format_option(a, "tar", "read_concatenated_archives", "1");
    case TS_ARCHIVE_CPIO:
        return archive_read_support_format_cpio(a);
    case TS_ARCHIVE_AR:
        return archive_read_support_format_ar(a);
    case TS_ARCHIVE_LHA:
        return archive_read_support_format_lha(a);
    case TS_ARCHIVE_CAB:
        return archive_read_support_format_cab(a);
    case TS_ARCHIVE_RAR:
        return archive_read_support_format_rar(a);
    case TS_ARCHIVE_RAR5:
        return archive_read_support_format_rar5(a);
    case TS_ARCHIVE_7ZIP:
        return archive_read_support_format_7zip(a);
    case TS_ARCHIVE_ISO9660:
        return archive_read_support_format_iso9660(a);
    case TS_ARCHIVE_ZIP: /* by its list: without it the library takes a cut one for whole */
        return archive_read_support_format_zip_seekable(a);
    default: /* a single file, which may be empty */
        archive_read_support_format_empty(a);
        return archive_read_support_format_raw(a);
    }
}

/* One layer of compression and no more: layers multiply, and each is to be counted. */
static int enable_filter(struct archive *a, ts_archive_kind kind) {
    static const int filter[] = {
        [TS_ARCHIVE_BZIP2] = ARCHIVE_FILTER_BZIP2, [TS_ARCHIVE_XZ] = ARCHIVE_FILTER_XZ,
        [TS_ARCHIVE_ZSTD] = ARCHIVE_FILTER_ZSTD,   [TS_ARCHIVE_LZIP] = ARCHIVE_FILTER_LZIP,
        [TS_ARCHIVE_LZ4] = ARCHIVE_FILTER_LZ4,     [TS_ARCHIVE_LZMA] = ARCHIVE_FILTER_LZMA,
    };
    if (kind >= TS_ARCHIVE_TAR || kind == TS_ARCHIVE_GZIP)
        return ARCHIVE_OK;
    /* libarchive 3.6 crashes when this one is appended: it reads before there is anything to read. */
    if (kind == TS_ARCHIVE_COMPRESS)
        return archive_read_support_filter_compress(a);
    return archive_read_append_filter(a, filter[kind]);
}

ts_err ts_archive_open(ts_archive_in *r) {
    bool packed = r->kind < TS_ARCHIVE_TAR;
    archive_read_free(r->archive);
    r->archive = archive_read_new();
    r->at = r->fetched = 0;
    r->opened = false;
    if (r->kind == TS_ARCHIVE_GZIP)
        ts_gzip_begin(&r->gzip, r->in);
    if (r->block == NULL)
        r->block = ts_alloc(BLOCK);
    if (r->archive == NULL)
        return ts_fail(TS_ELIMIT, "archive: memory ran out");
    if (enable_format(r->archive, packed ? r->inside : r->kind) < ARCHIVE_WARN ||
        enable_filter(r->archive, r->kind) < ARCHIVE_WARN)
        return ts_fail(TS_EUNSUPPORTED, "archive: this libarchive cannot read this kind");
    archive_read_set_read_callback(r->archive, read_block);
    archive_read_set_callback_data(r->archive, r);
    if (r->kind >= TS_ARCHIVE_RAR)
        archive_read_set_seek_callback(r->archive, seek_block);
    r->opened = archive_read_open1(r->archive) >= ARCHIVE_WARN;
    /* Asked now: the library forgets it at the first member. */
    r->early = archive_error_string(r->archive) == NULL ? TS_READ : ts_archive_broken(r, true);
    return TS_OK;
}

void ts_archive_close(ts_archive_in *r) {
    archive_read_free(r->archive);
    ts_free(r->block);
    ts_gzip_done(&r->gzip);
    r->archive = NULL;
    r->block = NULL;
}

bool ts_archive_first(ts_archive_in *r, ts_source *in, ts_archive_kind kind) {
    struct archive_entry *entry;
    *r = (ts_archive_in){.in = in, .kind = kind};
    return ts_archive_open(r) == TS_OK && r->opened && archive_read_next_header(r->archive, &entry) >= ARCHIVE_WARN;
}

ts_err ts_archive_first_read(ts_archive_in *r, char *out, size_t cap, size_t *got, ts_reason *reason) {
    la_ssize_t n = archive_read_data(r->archive, out, cap);
    *got = n > 0 ? (size_t)n : 0;
    *reason = n < 0 ? ts_archive_broken(r, false) : TS_READ;
    return r->failed;
}
