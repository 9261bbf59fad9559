/* archive.c - reads archives and compressed files: the door to libarchive.
 *
 * Only the formats that the magic number names are enabled, one compression at a time (archive_open.c).
 * Zip is our own, but for the rarer ways to pack a member; so are a 7z that a password closes
 * (sevenzip.c) and what unpacks gzip, whose checksums the library passes over; of a rar the lock is
 * taken off (rar_view.c).  Members go to the consumer as they are unpacked, nothing is
 * written, no link is followed.
 */
#include "extract/archive_open.h"

#include <archive.h>
#include <archive_entry.h>

#include "extract/inflate.h"
#include "extract/rar_headers.h"
#include "extract/rar_view.h"
#include "extract/sevenzip.h"

ts_err ts_archive_run(ts_source *in, ts_sink *out);

enum {
    HEAD = 64 * 1024,
    MAX_RETRIES = 100 /* in a row, without progress */
};

typedef struct reading {
    ts_archive_in of;
    ts_sink *out;
    ts_rar_view *unlocked; /* of a rar that a password closes: what is read is what this shows */
    uint32_t crc; /* of what the member at hand gave, where it is unlocked */
    uint64_t accounted; /* stored bytes given to members so far; never more than there are */
    uint64_t given; /* bytes unpacked so far */
    uint64_t met; /* how far the library had come in them when it last gave up on a header */
    uint64_t members, encrypted, links, devices;
    bool stop; /* a limit was met or the rest is beyond reading: no further member */
} reading;

/* ---- what is read, and how much of it ---- */

/* Stored bytes that were used up since the last call.  The parts of one archive add up to no more
 * than its size, whatever order the library reads it in. */
static uint64_t stored_since(reading *r) {
    /* A 7z is read from its end first, so there the place says nothing; what was fetched does. */
    la_int64_t place = r->of.kind == TS_ARCHIVE_7ZIP   ? (la_int64_t)r->of.fetched
                       : r->of.kind == TS_ARCHIVE_GZIP ? (la_int64_t)r->of.gzip.at
                                                       : archive_filter_bytes(r->of.archive, -1);
    uint64_t now = place > 0 ? (uint64_t)place : 0;
    if (now > r->of.in->size)
        now = r->of.in->size;
    uint64_t stored = now > r->accounted ? now - r->accounted : 0;
    r->accounted += stored;
    return stored;
}

static uint64_t unaccounted(const reading *r) { return r->of.in->size - r->accounted; }

/* The rest of the archive is not read, for this reason. */
static ts_err stop_here(reading *r, ts_reason reason, const char *note) {
    r->stop = true;
    if (note != NULL)
        TS_TRY(ts_emit_note(r->out, "%s", note));
    return ts_emit_unread(r->out, reason, unaccounted(r));
}

static bool ratio_met(const reading *r) {
    return r->given > TS_LIMIT_RATIO_FROM && r->given / TS_LIMIT_RATIO > r->of.in->size;
}

/* ---- one member ---- */

/* The bytes of a hole in a sparse member, or of a block: *reason says when a limit ends it. */
static ts_err give(reading *r, const char *bytes, uint64_t len, uint64_t *size, ts_reason *reason) {
    static const char zeros[16 * 1024];
    while (len > 0 && *reason == TS_READ) {
        uint64_t room = TS_LIMIT_MEMBER - *size;
        size_t n = bytes == NULL && len > sizeof zeros ? sizeof zeros : (size_t)len;
        if (n > room)
            n = (size_t)room;
        if (n == 0) {
            *reason = TS_REASON_TOO_LARGE;
            break;
        }
        ts_span piece = ts_span_of(bytes != NULL ? bytes : zeros, n);
        r->crc = r->unlocked != NULL ? ts_crc32(r->crc, piece) : 0;
        TS_TRY(ts_emit_child_data(r->out, piece));
        bytes = bytes != NULL ? bytes + n : NULL;
        len -= n;
        *size += n;
        r->given += n;
        if (ratio_met(r))
            *reason = TS_REASON_RATIO;
    }
    return TS_OK;
}

/* All of the current member's data; *reason TS_READ when whole, *fatal when nothing can follow it. */
static ts_err give_data(reading *r, ts_reason *reason, bool *fatal) {
    uint64_t size = 0;
    for (int retries = 0; *reason == TS_READ;) {
        const void *bytes = NULL;
        size_t len = 0;
        la_int64_t offset = 0;
        int code = archive_read_data_block(r->of.archive, &bytes, &len, &offset);
        if (r->of.failed != TS_OK)
            return r->of.failed;
        if (code == ARCHIVE_RETRY && ++retries < MAX_RETRIES)
            continue;
        if (code < ARCHIVE_WARN || code == ARCHIVE_RETRY) {
            *reason = ts_archive_broken(&r->of, r->members == 0);
            *fatal = code == ARCHIVE_FATAL;
            break;
        }
        retries = 0;
        if (offset > 0 && (uint64_t)offset > size) /* a hole: zeros, which are stored nowhere */
            TS_TRY(give(r, NULL, (uint64_t)offset - size, &size, reason));
        else if (len > 0 && offset >= 0 && (uint64_t)offset < size)
            *reason = TS_REASON_CORRUPT;
        if (code == ARCHIVE_EOF)
            break;
        TS_TRY(give(r, bytes, len, &size, reason));
    }
    return TS_OK;
}

/* Is it the one file in a compressed stream? */
static bool is_single(const reading *r) { return r->of.kind < TS_ARCHIVE_TAR && r->of.inside == TS_ARCHIVE_NONE; }

/* The member's name as stored; names kept as UTF-16 come as UTF-8. */
static ts_span member_name(const reading *r, struct archive_entry *entry) {
    const char *name = archive_entry_pathname(entry);
    if (name == NULL)
        name = archive_entry_pathname_utf8(entry);
    ts_span span = ts_str(name);
    if (is_single(r)) /* libarchive calls it "data"; gzip may have kept its name */
        span = ts_buf_span(&r->of.gzip.name);
    if (span.len == 0)
        span = ts_str("content");
    return ts_slice(span, 0, TS_LIMIT_NAME);
}

static ts_err give_member(reading *r, struct archive_entry *entry) {
    ts_child child = {.name = member_name(r, entry), .size = UINT64_MAX};
    if (archive_entry_size_is_set(entry) && archive_entry_size(entry) >= 0)
        child.size = (uint64_t)archive_entry_size(entry);
    if (archive_entry_mtime_is_set(entry) && archive_entry_mtime(entry) > 0 &&
        archive_entry_mtime(entry) < INT64_MAX / 1000)
        child.modified = (ts_instant)archive_entry_mtime(entry) * 1000;
    if (is_single(r) && r->of.gzip.modified)
        child.modified = (ts_instant)r->of.gzip.modified * 1000;
    TS_TRY(ts_emit_child_begin(r->out, &child));

    ts_reason reason = TS_READ;
    bool fatal = false;
    /* Asked first: the library would report an encrypted member as junk data, and of rar 5 it does not know. */
    la_int64_t header = r->of.kind == TS_ARCHIVE_RAR5 ? archive_read_header_position(r->of.archive) : -1;
    if (archive_entry_is_encrypted(entry) || (header >= 0 && ts_rar5_locked(r->of.in, (uint64_t)header))) {
        reason = TS_REASON_ENCRYPTED;
        r->encrypted++;
        fatal = archive_read_data_skip(r->of.archive) == ARCHIVE_FATAL;
    } else {
        r->crc = 0;
        TS_TRY(give_data(r, &reason, &fatal));
        if (reason == TS_READ && header >= 0 && r->unlocked != NULL &&
            !ts_rar_view_sum_fits(r->unlocked, (uint64_t)header, r->crc))
            reason = TS_REASON_CORRUPT;
        if (reason == TS_REASON_TOO_LARGE)
            fatal = archive_read_data_skip(r->of.archive) == ARCHIVE_FATAL;
    }
    if (is_single(r) && r->of.gzip.damaged && reason == TS_READ)
        reason = TS_REASON_CORRUPT;
    TS_TRY(ts_emit_child_end(r->out, reason, stored_since(r)));
    if (reason == TS_REASON_RATIO)
        return stop_here(r, reason, "the archive unpacks to far more than its size; the rest was not unpacked");
    return fatal ? stop_here(r, reason, NULL) : TS_OK;
}

/* The data behind a hard link's header in a tar that is not packed; the library passes over it.  *has: there is any. */
static ts_err give_link(reading *r, struct archive_entry *entry, bool *has) {
    enum { PIECE = 4096, BLOCKS = 512 };
    uint64_t at, left, size = 0;
    la_int64_t header = archive_read_header_position(r->of.archive);
    *has = r->of.kind == TS_ARCHIVE_TAR && header >= 0 && ts_tar_link_data(r->of.in, (uint64_t)header, &at, &left);
    if (!*has)
        return TS_OK;
    uint64_t there = r->of.in->size - at, stored = (left + BLOCKS - 1) / BLOCKS * BLOCKS;
    ts_reason reason = left > there ? TS_REASON_TRUNCATED : TS_READ;
    TS_TRY(ts_emit_child_begin(r->out, &(ts_child){.name = member_name(r, entry), .size = left}));
    for (left = left < there ? left : there; left > 0 && reason != TS_REASON_TOO_LARGE && reason != TS_REASON_RATIO;) {
        char piece[PIECE];
        size_t n = left < PIECE ? (size_t)left : PIECE;
        ts_reason met = TS_READ;
        TS_TRY(ts_source_read_at(r->of.in, at, piece, n));
        TS_TRY(give(r, piece, n, &size, &met));
        reason = met == TS_READ ? reason : met;
        at += n;
        left -= n;
    }
    stored_since(r);
    stored = stored < unaccounted(r) ? stored : unaccounted(r);
    r->accounted += stored;
    return ts_emit_child_end(r->out, reason, stored);
}

/* A file is given; links and devices are counted, directories are not worth a word. */
static ts_err take_entry(reading *r, struct archive_entry *entry) {
    bool linked = archive_entry_symlink(entry) != NULL || archive_entry_symlink_w(entry) != NULL ||
                  archive_entry_filetype(entry) == AE_IFLNK;
    /* cpio and pax keep the data of a file with several names at one of them. */
    bool twin =
        archive_entry_hardlink(entry) != NULL && !(archive_entry_size_is_set(entry) && archive_entry_size(entry) > 0);
    switch (archive_entry_filetype(entry)) {
    case AE_IFDIR:
        return TS_OK;
    case AE_IFCHR:
    case AE_IFBLK:
    case AE_IFIFO:
    case AE_IFSOCK:
        r->devices++;
        return TS_OK;
    default:
        if (twin && !linked) {
            bool has;
            TS_TRY(give_link(r, entry, &has));
            r->links += !has;
            return TS_OK;
        }
        if (linked) {
            r->links++;
            return TS_OK;
        }
        return give_member(r, entry);
    }
}

/* ---- the archive ---- */

/* A volume of a set that was read alone: the library passes over what began before it, and ends with it as if that were all;
 * so it does where a file breaks off between two members. */
static ts_err report_gaps(reading *r) {
    ts_rar_gaps gaps = ts_rar_gaps_of(r->of.in);
    if (gaps.before || gaps.after) {
        TS_TRY(ts_emit_note(r->out, "a volume of a set: other volumes hold the rest of its members"));
        TS_TRY(ts_emit_unread(r->out, TS_REASON_TRUNCATED, gaps.before));
    }
    return gaps.cut ? ts_emit_unread(r->out, TS_REASON_TRUNCATED, 0) : TS_OK;
}

/* Bytes behind the end of the archive that are not mere padding: somebody put them there. */
static ts_err report_rest(reading *r) {
    bool in_a_row = r->of.kind < TS_ARCHIVE_TAR || r->of.kind == TS_ARCHIVE_TAR || r->of.kind == TS_ARCHIVE_CPIO;
    if (r->encrypted > 0 && r->of.kind == TS_ARCHIVE_7ZIP) /* what no readable member took */
        return ts_emit_unread(r->out, TS_REASON_ENCRYPTED, unaccounted(r));
    stored_since(r);
    if (r->of.kind == TS_ARCHIVE_RAR || r->of.kind == TS_ARCHIVE_RAR5)
        return report_gaps(r);
    if (!in_a_row)
        return TS_OK;
    for (uint64_t at = r->accounted; at < r->of.in->size;) {
        char part[4096];
        size_t n = r->of.in->size - at < sizeof part ? (size_t)(r->of.in->size - at) : sizeof part;
        TS_TRY(ts_source_read_at(r->of.in, at, part, n));
        for (size_t i = 0; i < n; i++) {
            if (part[i] != 0) {
                TS_TRY(ts_emit_note(r->out, "bytes follow the end of the archive"));
                return ts_emit_unread(r->out, TS_REASON_UNSUPPORTED, unaccounted(r));
            }
        }
        at += n;
    }
    return TS_OK;
}

/* The next header could not be read: nothing at all was, or what came before stands. */
static ts_err broke_off(reading *r, ts_reason reason) {
    if (r->members > 0 || reason == TS_REASON_TRUNCATED || reason == TS_REASON_MEMORY)
        return stop_here(r, reason, NULL);
    if (reason == TS_REASON_ENCRYPTED)
        return ts_fail(TS_EENCRYPTED, "archive: the list of members is encrypted; unpack it with its password");
    if (reason == TS_REASON_UNSUPPORTED)
        return ts_fail(TS_EUNSUPPORTED,
                       "archive: made in a way that is not read; unpack it with the program that made it");
    return ts_fail(TS_EFORMAT, "archive: no member could be read; the file is damaged");
}

/* A stream that breaks off within its first block gives nothing, and the library takes it for an
 * empty one.  Of some there is not even a message, but no empty stream is as long as that. */
static ts_reason empty_reason(const reading *r) {
    enum { LONGEST_EMPTY = 64 };
    if (r->members > 0 || archive_format(r->of.archive) != ARCHIVE_FORMAT_EMPTY)
        return TS_READ;
    bool cut = r->of.early == TS_READ && r->of.kind != TS_ARCHIVE_GZIP &&
               archive_filter_bytes(r->of.archive, -1) > LONGEST_EMPTY;
    return cut ? TS_REASON_TRUNCATED : r->of.early;
}

/* A block where a tar's next header should be is none: it is told, and reading goes on behind it.  False: no way on. */
static bool pass_block(reading *r, ts_err *err) {
    la_int64_t place = archive_filter_bytes(r->of.archive, 0);
    if ((r->of.kind != TS_ARCHIVE_TAR && r->of.inside != TS_ARCHIVE_TAR) || place <= 0 || (uint64_t)place <= r->met)
        return false;
    r->met = (uint64_t)place;
    uint64_t stored = stored_since(r);
    *err = stored ? ts_emit_unread(r->out, TS_REASON_CORRUPT, stored) : TS_OK;
    return true;
}

/* Behind an archive's own end, up to the checksum of the gzip stream that it stands in. */
static ts_err unpack_rest(reading *r) {
    uint64_t from = r->of.gzip.at;
    bool blank = true;
    for (ts_span s; r->of.kind == TS_ARCHIVE_GZIP && !ratio_met(r) && (s = ts_gzip_next(&r->of.gzip)).len;) {
        r->given += s.len;
        for (size_t i = 0; blank && i < s.len; i++)
            blank = s.ptr[i] == 0;
    }
    TS_TRY(r->of.gzip.failed);
    if (!blank)
        TS_TRY(ts_emit_unread(r->out, TS_REASON_UNSUPPORTED, r->of.gzip.at - from));
    if (r->of.gzip.reason != TS_READ || (r->of.gzip.damaged && !is_single(r)))
        TS_TRY(ts_emit_unread(r->out, r->of.gzip.damaged ? TS_REASON_CORRUPT : r->of.gzip.reason, 0));
    return TS_OK;
}

static ts_err read_members(reading *r) {
    for (int retries = 0; !r->stop;) {
        struct archive_entry *entry = NULL;
        int code = archive_read_next_header(r->of.archive, &entry);
        if (r->of.failed != TS_OK)
            return r->of.failed;
        if (code == ARCHIVE_EOF) {
            TS_TRY(unpack_rest(r));
            return empty_reason(r) != TS_READ ? broke_off(r, empty_reason(r)) : report_rest(r);
        }
        ts_err err = TS_OK;
        if (code == ARCHIVE_RETRY && r->members > 0 && pass_block(r, &err)) {
            TS_TRY(err);
            continue;
        }
        if ((code == ARCHIVE_RETRY || code == ARCHIVE_FAILED) && ++retries < MAX_RETRIES)
            continue;
        if (code < ARCHIVE_WARN || code == ARCHIVE_RETRY)
            return broke_off(r, ts_archive_broken(&r->of, r->members == 0));
        if (r->members == TS_LIMIT_MEMBERS)
            return stop_here(r, TS_REASON_TOO_LARGE, "the archive has too many members; the rest was not unpacked");
        retries = 0;
        r->members++;
        TS_TRY(take_entry(r, entry));
    }
    return TS_OK;
}

/* What stands in a compressed stream is told by its first bytes, by the same signs as outside: the
 * library itself would take any file that begins with zeros for an empty tar. */
static ts_archive_kind look_inside(reading *r) {
    enum { ENOUGH = 1024 };
    char first[ENOUGH];
    size_t len = 0;
    struct archive_entry *entry;
    if (!r->of.opened || archive_read_next_header(r->of.archive, &entry) < ARCHIVE_WARN)
        return TS_ARCHIVE_NONE;
    for (la_ssize_t n = 1; n > 0 && len<ENOUGH; len += n> 0 ? (size_t)n : 0)
        n = archive_read_data(r->of.archive, first + len, ENOUGH - len);
    int bid;
    ts_archive_kind kind = ts_archive_kind_of(ts_span_of(first, len), &bid);
    return kind == TS_ARCHIVE_TAR || kind == TS_ARCHIVE_CPIO ? kind : TS_ARCHIVE_NONE;
}

static ts_err read_archive(reading *r) {
    TS_TRY(ts_archive_open(&r->of));
    if (r->of.kind < TS_ARCHIVE_TAR) {
        r->of.inside = look_inside(r);
        TS_TRY(r->of.failed);
        TS_TRY(ts_archive_open(&r->of));
    }
    if (!r->of.opened)
        return r->of.failed != TS_OK ? r->of.failed : broke_off(r, r->of.early);
    TS_TRY(read_members(r));
    if (r->links > 0)
        TS_TRY(ts_emit_note(r->out, "%llu links in the archive were not followed", (unsigned long long)r->links));
    if (r->devices > 0)
        TS_TRY(ts_emit_note(r->out, "%llu devices in the archive were left out", (unsigned long long)r->devices));
    return TS_OK;
}

/* The first member of a rar, to nobody. */
static bool comes_out(ts_source *in, bool is_new, uint64_t *given) {
    enum { PIECE = 64 * 1024 };
    char *piece = ts_alloc(PIECE);
    reading r = {0};
    size_t got = 0;
    ts_reason reason = TS_REASON_CORRUPT;
    if (ts_archive_first(&r.of, in, is_new ? TS_ARCHIVE_RAR5 : TS_ARCHIVE_RAR))
        do {
            if (ts_archive_first_read(&r.of, piece, PIECE, &got, &reason) != TS_OK)
                reason = TS_REASON_CORRUPT;
            r.given += got;
            if (ratio_met(&r))
                reason = TS_REASON_RATIO;
        } while (got > 0 && reason == TS_READ);
    ts_archive_close(&r.of);
    ts_free(piece);
    *given = r.given;
    return reason == TS_READ && r.given > 0;
}

ts_err ts_archive_run(ts_source *in, ts_sink *out) {
    int bid;
    bool mine = false;
    reading r = {.of = {.in = in, .kind = ts_archive_kind_of(ts_peek(in, HEAD), &bid)}, .out = out};
    if (r.of.kind == TS_ARCHIVE_NONE && ts_span_starts(ts_peek(in, HEAD), ts_str("PK\3\4")))
        r.of.kind = TS_ARCHIVE_ZIP;
    if (r.of.kind == TS_ARCHIVE_NONE)
        return ts_fail(TS_EFORMAT, "archive: it does not begin like one");
    if (in->size == UINT64_MAX)
        return ts_fail(TS_EINTERNAL, "archive: needs a source of known size");
    if (r.of.kind == TS_ARCHIVE_7ZIP) /* a locked one, which the library cannot open */
        TS_TRY(ts_seven_run(in, out, &mine));
    if (mine)
        return TS_OK;
    if (r.of.kind == TS_ARCHIVE_RAR || r.of.kind == TS_ARCHIVE_RAR5)
        TS_TRY(ts_rar_view_open(in, out, comes_out, &r.unlocked));
    r.of.in = r.unlocked != NULL ? ts_rar_view_source(r.unlocked) : in;
    ts_err err = read_archive(&r);
    ts_archive_close(&r.of);
    ts_rar_view_free(r.unlocked);
    return err;
}

/* An empty tar of one block: enough to bring in what libarchive loads late. */
void ts_archive_preload(void) {
    struct archive *a = archive_read_new();
    if (a == NULL)
        return;
    static const char blank[1024];
    struct archive_entry *entry;
    archive_read_support_format_tar(a);
    if (archive_read_open_memory(a, blank, sizeof blank) == ARCHIVE_OK)
        archive_read_next_header(a, &entry);
    archive_read_free(a);
}
