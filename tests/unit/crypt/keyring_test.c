/* keyring_test.c - derived keys, key files, and what a wrong key or a damaged file is called. */
#include "crypt/keyring.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/digest.h"
#include "base/fs.h"
#include "base/mem.h"
#include "support/test.h"

static char keys[128];

static void set_up(void) {
    snprintf(keys, sizeof keys, "%s/config/keys", test_dir());
    setenv("TOUCHSTONE_KEYS", keys, 1);
    CHECK(ts_crypt_init() == TS_OK);
}

static void key_path(const ts_key_id *id, char *out, size_t size) {
    char hex[2 * TS_KEY_ID_BYTES + 1];
    ts_hex(ts_span_of(id->byte, sizeof id->byte), hex);
    snprintf(out, size, "%s/%s.key", keys, hex);
}

/* RFC 5869 as another program computes it:
 * python3 -c 'import hmac,hashlib as h
 *   p=hmac.new(b"touchstone key 1",bytes(range(32)),h.sha256).digest()
 *   print(hmac.new(p,b"seal\x01",h.sha256).hexdigest())' */
TEST(derived_keys_are_hkdf_sha256) {
    ts_key from, seal, log;
    char hex[65];
    for (int i = 0; i < TS_KEY_BYTES; i++)
        from.byte[i] = (unsigned char)i;
    ts_key_derive(&from, "seal", &seal);
    ts_key_derive(&from, "log", &log);
    ts_hex(ts_span_of(seal.byte, sizeof seal.byte), hex);
    CHECK(strcmp(hex, "d37b9ca07af0e6e0812150e3df0fd99347f64abb030456bf08fa5b0cab03221a") == 0);
    CHECK(memcmp(seal.byte, log.byte, sizeof seal.byte) != 0);
}

TEST(a_plain_key_file_is_kept_for_its_owner_alone_and_read_back) {
    set_up();
    ts_key key, again;
    ts_key_id id, same;
    char path[256];
    struct stat st;
    CHECK(ts_keyring_new(NULL, &key, &id) == TS_OK);
    ts_key_identify(&key, &same);
    CHECK(memcmp(&id, &same, sizeof id) == 0);
    key_path(&id, path, sizeof path);
    CHECK(stat(path, &st) == 0 && (st.st_mode & 0777) == 0600);
    CHECK(stat(keys, &st) == 0 && (st.st_mode & 0777) == 0700);
    CHECK(ts_keyring_load(&id, NULL, &again) == TS_OK && memcmp(&key, &again, sizeof key) == 0);
    CHECK(chmod(path, 0640) == 0);
    CHECK(ts_keyring_load(&id, NULL, &again) == TS_EPOLICY);
}

TEST(a_passphrase_closes_the_key_file) {
    set_up();
    ts_key key, again = {{7}};
    ts_key_id id;
    char path[256], hex[65];
    CHECK(ts_keyring_new("correct horse", &key, &id) == TS_OK);
    CHECK(ts_keyring_load(&id, "correct horse", &again) == TS_OK && memcmp(&key, &again, sizeof key) == 0);
    again = (ts_key){{7}};
    CHECK(ts_keyring_load(&id, "wrong horse", &again) == TS_EKEY);
    CHECK(ts_keyring_load(&id, NULL, &again) == TS_EKEY);
    CHECK(again.byte[0] == 7 && again.byte[1] == 0); /* outputs stay as they were */
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    key_path(&id, path, sizeof path);
    CHECK(ts_fs_load(AT_FDCWD, path, 4096, &text) == TS_OK);
    ts_hex(ts_span_of(key.byte, sizeof key.byte), hex);
    CHECK(ts_span_find(ts_buf_span(&text), ts_str(hex), 0) == SIZE_MAX);
}

TEST(every_flipped_bit_of_a_key_file_is_found) {
    set_up();
    ts_key key, again;
    ts_key_id id;
    char path[256];
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    CHECK(ts_keyring_new(NULL, &key, &id) == TS_OK);
    key_path(&id, path, sizeof path);
    CHECK(ts_fs_load(AT_FDCWD, path, 4096, &text) == TS_OK);
    int dir;
    CHECK(ts_fs_open_dir(AT_FDCWD, keys, &dir) == TS_OK);
    for (size_t i = 0; i < text.len * 8; i++) {
        char row[32];
        snprintf(row, sizeof row, "bit %zu", i);
        text.ptr[i / 8] ^= (char)(1 << i % 8);
        CHECK(ts_fs_replace(dir, strrchr(path, '/') + 1, ts_buf_span(&text), 0600) == TS_OK);
        CHECK_ROW(ts_keyring_load(&id, NULL, &again) != TS_OK, row);
        text.ptr[i / 8] ^= (char)(1 << i % 8);
    }
    close(dir);
}

/* A key file that asks for this work, sound but for its bounds and what it seals. */
static ts_err load_asking(const ts_key_id *id, const char *passes, const char *memory) {
    char path[256], hex[65];
    int dir = -1;
    ts_key out;
    ts_digest check;
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    key_path(id, path, sizeof path);
    ts_hex(ts_span_of(id->byte, sizeof id->byte), hex);
    ts_buf_addf(&text, "touchstone key 1\nid %s\nwrap argon2id %s %s %032d\nkey %0144d\n", hex, passes, memory, 0, 0);
    ts_sha256_of(ts_buf_span(&text), &check);
    ts_digest_hex(&check, hex);
    ts_buf_addf(&text, "check %s\n", hex);
    CHECK(ts_fs_open_dir(AT_FDCWD, keys, &dir) == TS_OK);
    CHECK(ts_fs_replace(dir, strrchr(path, '/') + 1, ts_buf_span(&text), 0600) == TS_OK);
    ts_fs_close(&dir);
    return ts_keyring_load(id, "a passphrase", &out);
}

TEST(a_key_file_cannot_ask_for_more_work_than_a_person_waits_for) {
    set_up();
    static const struct {
        const char *passes, *memory;
        ts_err want;
    } rows[] = {{"1", "8192", TS_EKEY}, /* worked with, and not what it seals */
                {"16", "8192", TS_EKEY},
                {"17", "8192", TS_EDAMAGED},
                {"4294967296", "8192", TS_EDAMAGED},
                {"0", "8192", TS_EDAMAGED},
                {"1", "8191", TS_EDAMAGED},
                {"1", "1073741825", TS_EDAMAGED},
                {"1", "1099511627776", TS_EDAMAGED}};
    ts_key key;
    ts_key_id id;
    CHECK(ts_keyring_new(NULL, &key, &id) == TS_OK);
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(load_asking(&id, rows[i].passes, rows[i].memory) == rows[i].want, rows[i].passes);
}

TEST(a_missing_key_and_another_key_are_wrong_keys_and_not_damage) {
    set_up();
    ts_key a, b, out;
    ts_key_id id_a, id_b, nobody = {{1}};
    char path_a[256], path_b[256];
    CHECK(ts_keyring_new(NULL, &a, &id_a) == TS_OK);
    CHECK(ts_keyring_new(NULL, &b, &id_b) == TS_OK);
    CHECK(ts_keyring_load(&nobody, NULL, &out) == TS_EKEY);
    key_path(&id_a, path_a, sizeof path_a);
    key_path(&id_b, path_b, sizeof path_b);
    CHECK(rename(path_a, path_b) == 0);
    CHECK(ts_keyring_load(&id_b, NULL, &out) == TS_EKEY);
    CHECK(ts_keyring_destroy(&id_b) == TS_OK);
    CHECK(access(path_b, F_OK) != 0);
    CHECK(ts_keyring_destroy(&id_b) == TS_EKEY);
}

TEST(a_wrapped_key_opens_under_its_own_key_alone) {
    ts_key with, other, key, out;
    ts_random(&with, sizeof with);
    ts_random(&other, sizeof other);
    ts_random(&key, sizeof key);
    TS_AUTO(ts_buf, ts_buf_done) wrapped = {0};
    ts_key_wrap(&with, &key, &wrapped);
    CHECK(ts_key_unwrap(&with, ts_buf_span(&wrapped), &out) == TS_OK && memcmp(&out, &key, sizeof key) == 0);
    CHECK(ts_key_unwrap(&other, ts_buf_span(&wrapped), &out) == TS_EKEY);
    wrapped.ptr[wrapped.len - 1] ^= 1;
    CHECK(ts_key_unwrap(&with, ts_buf_span(&wrapped), &out) == TS_EDAMAGED);
    CHECK(ts_key_unwrap(&with, ts_slice(ts_buf_span(&wrapped), 0, 40), &out) == TS_EDAMAGED);
}
