/* manifest.c - the text that says which index files of a register are in force. */
#include "store/manifest.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
#include "base/digest.h"
#include "base/fs.h"
#include "base/mem.h"
#include "base/toml.h"
#include "crypt/fingerprint.h"

#define MAC_MARK "# mac "
enum { MOST = 16 << 20, MAC_LINE = sizeof MAC_MARK - 1 + 2 * sizeof(ts_digest) + 1 };

static void mac_of(const ts_manifest *m, const ts_key *register_key, ts_span body, ts_digest *out) {
    ts_key key;
    ts_key_derive(register_key, m->key_label, &key);
    ts_hmac(&key, body, out);
    ts_key_wipe(&key);
}

static void key_line(const ts_key *register_key, char *out, size_t size) {
    char hex[2 * TS_KEY_ID_BYTES + 1];
    ts_key_id id;
    ts_key_identify(register_key, &id);
    ts_hex(ts_span_of(id.byte, sizeof id.byte), hex);
    snprintf(out, size, "key = \"%s\"\n", hex);
}

/* Splits the text from its last line, the MAC, and checks it. */
static ts_err check(const ts_manifest *m, const ts_key *register_key, ts_span all, ts_span *body) {
    ts_digest want, is;
    char own_key[64];
    size_t at = all.len < MAC_LINE ? 0 : all.len - MAC_LINE;
    ts_span line = ts_slice(all, at, MAC_LINE);
    if (line.len != MAC_LINE || line.ptr[MAC_LINE - 1] != '\n' || !ts_span_starts(line, ts_str(MAC_MARK)) ||
        !ts_unhex(ts_slice(line, strlen(MAC_MARK), 2 * sizeof want.byte), want.byte, sizeof want.byte))
        return ts_fail(TS_EDAMAGED, "the register's manifest %s is cut short or was edited: take it from a copy",
                       m->name);
    *body = ts_slice(all, 0, at);
    mac_of(m, register_key, *body, &is);
    if (ts_hmac_eq(&want, &is))
        return TS_OK;
    key_line(register_key, own_key, sizeof own_key);
    if (ts_span_find(*body, ts_str("\nkey = "), 0) != SIZE_MAX && ts_span_find(*body, ts_str(own_key), 0) == SIZE_MAX)
        return ts_fail(TS_EKEY, "this register was made with another key");
    return ts_fail(TS_EDAMAGED, "the register's manifest %s was changed: take it from a copy", m->name);
}

ts_err ts_manifest_load(const ts_manifest *m, int dir, const ts_key *register_key, ts_buf *text, ts_span *body) {
    *body = (ts_span){"", 0};
    if (faccessat(dir, m->name, F_OK, 0) != 0 && errno == ENOENT)
        return TS_OK;
    TS_TRY(ts_fs_load(dir, m->name, MOST, text));
    return check(m, register_key, ts_buf_span(text), body);
}

ts_err ts_manifest_save(const ts_manifest *m, int dir, const ts_key *register_key, ts_buf *text) {
    ts_digest mac;
    char hex[65];
    mac_of(m, register_key, ts_buf_span(text), &mac);
    ts_digest_hex(&mac, hex);
    ts_buf_addf(text, MAC_MARK "%s\n", hex);
    return ts_fs_replace(dir, m->name, ts_buf_span(text), 0600);
}

bool ts_manifest_name_fits(const ts_manifest *m, const char *name) {
    size_t len = strlen(name), suffix = strlen(m->suffix);
    if (len <= suffix || len >= m->name_size || strcmp(name + len - suffix, m->suffix) != 0)
        return false;
    for (size_t i = 0; i < len - suffix; i++)
        if (!ts_is_alnum(name[i]) && name[i] != '-')
            return false;
    return true;
}

void ts_manifest_drop_strays(const ts_manifest *m, int dir, ts_span text) {
    char half[16];
    size_t tmp = (size_t)snprintf(half, sizeof half, "%s.tmp", m->suffix);
    int copy = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *d = copy >= 0 ? fdopendir(copy) : NULL;
    for (struct dirent *e; d && (e = readdir(d));) {
        ts_span name = ts_str(e->d_name);
        bool begun = name.len > tmp && strcmp(e->d_name + name.len - tmp, half) == 0;
        if (begun || (ts_manifest_name_fits(m, e->d_name) && ts_span_find(text, name, 0) == SIZE_MAX))
            unlinkat(dir, e->d_name, 0);
    }
    if (d)
        closedir(d);
}

void ts_manifest_add_key(ts_buf *out, const ts_key *register_key) {
    char line[64];
    key_line(register_key, line, sizeof line);
    ts_buf_add_str(out, line);
}

void ts_manifest_add_text(ts_buf *out, const char *key, const char *value) {
    ts_buf_addf(out, "%s = ", key);
    ts_toml_quote(out, ts_str(value));
    ts_buf_add_char(out, '\n');
}

void ts_manifest_add_digest(ts_buf *out, const char *key, const ts_digest *value) {
    char hex[65];
    ts_digest_hex(value, hex);
    ts_manifest_add_text(out, key, hex);
}

void ts_manifest_add_others(const ts_manifest *m, ts_buf *out, ts_span body, const char *line) {
    for (size_t from = 0; from < body.len;) {
        size_t to = ts_span_find(body, ts_str(m->entry), from + 1);
        ts_span entry = ts_slice(body, from, to == SIZE_MAX ? body.len - from : to - from);
        if (ts_span_find(entry, ts_str(line), 0) == SIZE_MAX)
            ts_buf_add(out, entry);
        from += entry.len;
    }
}
