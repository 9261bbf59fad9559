/* custody.c - append-only chained record of every act (format and how to check it: docs/custody.md).
 *
 * An entry is made inside the transaction of the act that it records: it goes to the outbox table with the
 * new head.  After the commit the outbox is written to custody.log and synced.  A process that dies in
 * between leaves the outbox full, and the next open writes what is missing, also where a line was torn.
 * The database knows how many bytes of the log are certain, so anything else found there is told from a
 * torn write, and nothing is ever overwritten but our own unfinished line.
 */
#include "store/custody.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/clock.h"
#include "base/digest.h"
#include "base/fs.h"
#include "base/mem.h"
#include "store/custody_line.h"

struct ts_custody {
    ts_db *db;
    int fd;
    ts_key seed;
    ts_buf who; /* the fields that are alike in all entries of this process */
    ts_digest head;
    bool broken; /* a write or sync failed: only opening the case again finds out what is there */
};

/* What the database knows of the chain. */
typedef struct chain {
    int64_t entry, log_entry, log_bytes;
    ts_digest digest, log_digest;
} chain;

static void digest_of_col(ts_stmt *s, int i, ts_digest *out) {
    ts_span v = ts_col_span(s, i);
    *out = (ts_digest){{0}};
    memcpy(out->byte, v.ptr, v.len < sizeof out->byte ? v.len : sizeof out->byte);
}

static ts_err load_chain(ts_db *db, chain *out) {
    ts_stmt *s;
    bool row = false;
    *out = (chain){0};
    TS_TRY(ts_db_prepare(db, "SELECT entry, digest, log_entry, log_digest, log_bytes FROM custody", &s));
    TS_TRY(ts_step(s, &row));
    if (!row)
        return TS_OK;
    out->entry = ts_col_int(s, 0);
    digest_of_col(s, 1, &out->digest);
    out->log_entry = ts_col_int(s, 2);
    digest_of_col(s, 3, &out->log_digest);
    out->log_bytes = ts_col_int(s, 4);
    ts_stmt_reset(s);
    return TS_OK;
}

static ts_err save_chain(ts_db *db, const chain *k) {
    ts_stmt *s;
    TS_TRY(ts_db_prepare(db, "INSERT OR REPLACE INTO custody VALUES (1, ?, ?, ?, ?, ?)", &s));
    ts_bind_int(s, 1, k->entry);
    ts_bind_span(s, 2, ts_span_of(k->digest.byte, sizeof k->digest.byte));
    ts_bind_int(s, 3, k->log_entry);
    ts_bind_span(s, 4, ts_span_of(k->log_digest.byte, sizeof k->log_digest.byte));
    ts_bind_int(s, 5, k->log_bytes);
    return ts_stmt_run(s);
}

/* ---- an entry ---- */

/* From the system's own file, or, of a network's users, from whatever knows them: those parts of the C library die where
 * memory runs out, so they are asked last. */
static const struct passwd *user_now(void) {
    errno = 0;
    FILE *all = fopen("/etc/passwd", "re");
    struct passwd *user = NULL;
    while (all && (user = fgetpwent(all)) != NULL && user->pw_uid != getuid())
        ;
    bool no_memory = errno == ENOMEM;
    if (all)
        fclose(all);
    if (!user && no_memory)
        ts_mem_gone(sizeof *user);
    return user ? user : getpwuid(getuid());
}

/* The person named, else $TOUCHSTONE_PERSON, else the full name the system has for the user. */
static void write_who(ts_buf *out, const char *person) {
    const struct passwd *user = user_now();
    char host[256] = "", number[32];
    if (gethostname(host, sizeof host - 1) != 0)
        host[0] = 0;
    snprintf(number, sizeof number, "uid %u", (unsigned)getuid());
    const char *login = user && user->pw_name ? user->pw_name : number;
    if (!person || !*person)
        person = getenv("TOUCHSTONE_PERSON");
    ts_span name = ts_trim(ts_str(person ? person : ""));
    if (!name.len && user && user->pw_gecos)
        name = ts_trim(ts_slice(ts_str(user->pw_gecos), 0, strcspn(user->pw_gecos, ",")));
    if (!name.len)
        name = ts_str(login);
    ts_buf_add_str(out, ",\"person\":\"");
    ts_json_escape(out, name);
    ts_buf_add_str(out, "\",\"user\":\"");
    ts_json_escape(out, ts_str(login));
    ts_buf_add_str(out, "\",\"machine\":\"");
    ts_json_escape(out, ts_str(host));
    ts_buf_add_char(out, '"');
}

/* Control characters can stand in JSON only as white space between its parts: an entry is one line. */
static ts_err write_details(ts_buf *out, ts_span details) {
    details = details.len ? ts_trim(details) : details;
    if (!details.len)
        return TS_OK;
    if (details.ptr[0] != '{' || details.ptr[details.len - 1] != '}')
        return ts_fail(TS_EINTERNAL, "details of a custody entry are no JSON object");
    ts_buf_add_str(out, ",\"details\":");
    for (size_t i = 0; i < details.len; i++)
        ts_buf_add_char(out, (unsigned char)details.ptr[i] < 0x20 ? ' ' : details.ptr[i]);
    return TS_OK;
}

static ts_err write_body(const ts_custody *c, const chain *k, const char *act, ts_span details, ts_buf *out) {
    char time[25], hex[65];
    ts_instant_print(ts_now(), time);
    ts_buf_addf(out, TS_CUSTODY_START "%llu", (unsigned long long)k->entry + 1);
    if (k->entry == 0) {
        unsigned char public[TS_PUBLIC_BYTES];
        ts_sign_public(&c->seed, public);
        ts_hex(ts_span_of(public, sizeof public), hex);
        ts_buf_addf(out, TS_CUSTODY_FIRST "%s\"", hex);
    }
    ts_buf_addf(out, ",\"time\":\"%s\",\"act\":\"", time);
    ts_json_escape(out, ts_str(act));
    ts_buf_add_char(out, '"');
    ts_buf_add(out, ts_buf_span(&c->who));
    TS_TRY(write_details(out, details));
    ts_digest_hex(&k->digest, hex);
    ts_buf_addf(out, TS_CUSTODY_PREV "%s\"}", hex);
    return TS_OK;
}

ts_err ts_custody_add(ts_custody *c, const char *act, ts_span details) {
    if (!ts_db_inside(c->db))
        return ts_fail(TS_EINTERNAL, "a custody entry was made outside of a step");
    chain k;
    TS_TRY(load_chain(c->db, &k));
    TS_AUTO(ts_buf, ts_buf_done) line = {0};
    TS_TRY(write_body(c, &k, act, details, &line));
    if (line.len > TS_CUSTODY_BODY_MAX)
        return ts_fail(TS_ELIMIT, "a custody entry would be longer than %d bytes", TS_CUSTODY_BODY_MAX);
    unsigned char signature[TS_SIGNATURE_BYTES];
    char hex[2 * TS_SIGNATURE_BYTES + 1];
    ts_sha256_of(ts_buf_span(&line), &k.digest);
    ts_sign(&c->seed, ts_buf_span(&line), signature);
    ts_digest_hex(&k.digest, hex);
    ts_buf_addf(&line, "\t%s\t", hex);
    ts_hex(ts_span_of(signature, sizeof signature), hex);
    ts_buf_addf(&line, "%s\n", hex);

    k.entry++;
    ts_stmt *s;
    TS_TRY(ts_db_prepare(c->db, "INSERT INTO outbox VALUES (?, ?)", &s));
    ts_bind_int(s, 1, k.entry);
    ts_bind_span(s, 2, ts_buf_span(&line));
    TS_TRY(ts_stmt_run(s));
    return save_chain(c->db, &k);
}

/* ---- to the log ---- */

static ts_err outbox_text(ts_db *db, ts_buf *out) {
    ts_stmt *s;
    TS_TRY(ts_db_prepare(db, "SELECT line FROM outbox ORDER BY entry", &s));
    for (bool row;;) {
        TS_TRY(ts_step(s, &row));
        if (!row)
            return TS_OK;
        ts_buf_add(out, ts_col_span(s, 0));
    }
}

static ts_err log_damaged(const chain *k, const char *what) {
    return ts_fail(TS_EDAMAGED,
                   "custody.log %s: entry %lld is the last that the case knows to be there; nothing was "
                   "overwritten; 'log verify' says more",
                   what, (long long)k->log_entry);
}

/* The log ends with the entry that it is known to end with. */
static ts_err check_end(const ts_custody *c, const chain *k, uint64_t size) {
    if (size < (uint64_t)k->log_bytes)
        return log_damaged(k, "was cut");
    if (k->log_bytes == 0)
        return TS_OK;
    char tail[TS_CUSTODY_TAIL], hex[65];
    size_t got = 0;
    if (k->log_bytes < TS_CUSTODY_TAIL)
        return log_damaged(k, "was changed");
    TS_TRY(ts_fs_read_at(c->fd, (uint64_t)k->log_bytes - TS_CUSTODY_TAIL, tail, sizeof tail, &got, "custody.log"));
    ts_digest_hex(&k->log_digest, hex);
    if (got != sizeof tail || tail[0] != '\t' || memcmp(tail + 1, hex, 64) != 0 || tail[sizeof tail - 1] != '\n')
        return log_damaged(k, "was changed at its end");
    return TS_OK;
}

/* Behind its known end the log holds nothing, or what a torn write of `text` leaves: some first bytes of
 * it, perhaps with zeros after (a file that grew before its bytes came). */
static ts_err check_tail(const ts_custody *c, const chain *k, uint64_t size, ts_span text) {
    uint64_t more = size - (uint64_t)k->log_bytes;
    if (more > text.len)
        return log_damaged(k, "goes on after it");
    char piece[4096];
    bool zeros = false;
    for (uint64_t at = 0; at < more;) {
        size_t got = 0;
        TS_TRY(ts_fs_read_at(c->fd, (uint64_t)k->log_bytes + at, piece, sizeof piece, &got, "custody.log"));
        for (size_t i = 0; i < got && at < more; i++, at++) {
            zeros |= piece[i] != text.ptr[at];
            if (zeros && piece[i] != 0)
                return log_damaged(k, "goes on after it with other entries");
        }
        if (got == 0)
            break;
    }
    return TS_OK;
}

/* The step itself is kept by now, so a failure must not say that it was undone. */
static ts_err write_at(ts_custody *c, uint64_t at, ts_span text) {
    static const char later[] = "this step was kept, and the next opening of the case writes its entry to the log";
    while (text.len) {
        ssize_t n = pwrite(c->fd, text.ptr, text.len, (off_t)at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && (errno == ENOSPC || errno == EDQUOT || errno == EFBIG))
            return ts_fail(TS_EIO, "the disk is full: custody.log cannot grow; %s: make room first", later);
        if (n < 0)
            return ts_fail(TS_EIO, "custody.log cannot be written: %s; %s", strerror(errno), later);
        at += (uint64_t)n;
        text = ts_slice(text, (size_t)n, text.len);
    }
    if (fsync(c->fd) != 0)
        return ts_fail(TS_EIO, "custody.log cannot be brought to disk: %s; %s", strerror(errno), later);
    return TS_OK;
}

/* Empties the outbox: its lines are in the log for certain. */
static ts_err settle(ts_custody *c, chain *k, size_t bytes) {
    TS_TRY(ts_db_begin(c->db));
    k->log_entry = k->entry;
    k->log_digest = k->digest;
    k->log_bytes += (int64_t)bytes;
    ts_err err = ts_db_exec(c->db, "DELETE FROM outbox");
    if (!err)
        err = save_chain(c->db, k);
    if (!err)
        return ts_db_commit(c->db);
    ts_db_rollback(c->db);
    return err;
}

ts_err ts_custody_flush(ts_custody *c) {
    if (c->broken)
        return ts_fail(TS_EIO, "custody.log could not be written before: nothing more is done");
    if (ts_db_inside(c->db))
        return ts_fail(TS_EINTERNAL, "the custody log was to be written before its step was kept");
    chain k;
    struct stat st;
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    TS_TRY(load_chain(c->db, &k));
    TS_TRY(outbox_text(c->db, &text));
    if (fstat(c->fd, &st) != 0)
        return ts_fail(TS_EIO, "custody.log cannot be read: %s", strerror(errno));
    TS_TRY(check_end(c, &k, (uint64_t)st.st_size));
    TS_TRY(check_tail(c, &k, (uint64_t)st.st_size, ts_buf_span(&text)));
    c->head = k.digest;
    if (!text.len)
        return TS_OK;
    ts_err err = write_at(c, (uint64_t)k.log_bytes, ts_buf_span(&text));
    if (!err)
        err = settle(c, &k, text.len);
    c->broken = err != TS_OK;
    return err;
}

/* ---- open and close ---- */

ts_err ts_custody_open(int dir, ts_db *db, const ts_key *log_seed, const char *person, ts_custody **out) {
    chain k;
    TS_TRY(load_chain(db, &k));
    /* A log that should be there and is not must not be made anew. */
    int fd = openat(dir, "custody.log", O_RDWR | O_CLOEXEC | O_NOFOLLOW | (k.log_bytes ? 0 : O_CREAT), 0600);
    if (fd < 0 && errno == ENOENT)
        return log_damaged(&k, "is missing");
    if (fd < 0)
        return ts_fail(TS_EIO, "custody.log cannot be opened: %s", strerror(errno));
    ts_custody *c = ts_alloc(sizeof *c);
    *c = (ts_custody){.db = db, .fd = fd, .seed = *log_seed};
    write_who(&c->who, person);
    ts_err err = k.log_bytes ? TS_OK : ts_fs_sync_dir(dir);
    if (!err)
        err = ts_custody_flush(c);
    if (err) {
        ts_custody_close(c);
        return err;
    }
    *out = c;
    return TS_OK;
}

void ts_custody_close(ts_custody *c) {
    if (!c)
        return;
    ts_fs_close(&c->fd);
    ts_key_wipe(&c->seed);
    ts_buf_done(&c->who);
    ts_free(c);
}

void ts_custody_head_text(const ts_digest *digest, char out[static TS_HEAD_TEXT]) {
    static const char digit[] = "0123456789ABCDEF";
    char *p = out;
    for (int i = 0; i < 8; i++) {
        *p++ = digit[digest->byte[i] >> 4];
        *p++ = digit[digest->byte[i] & 15];
        if (i % 2 == 1 && i < 7)
            *p++ = '-';
    }
    *p = 0;
}

void ts_custody_head(const ts_custody *c, char out[static TS_HEAD_TEXT]) { ts_custody_head_text(&c->head, out); }
