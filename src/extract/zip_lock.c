/* zip_lock.c - the two ciphers of zip archives: ZipCrypto (APPNOTE.TXT 6.1) and WinZip's AES (AE-1 and AE-2,
 * winzip.com/en/support/aes-encryption). */
#include "extract/zip_lock.h"

enum {
    RANDOM_HEAD = 12, /* ZipCrypto: eleven bytes of noise and a check */
    CHECK = 2, /* AES: what the password is told by */
    ITERATIONS = 1000,
    KEY_MAX = 32
};

static size_t key_size(unsigned strength) { return 8 + 8 * (size_t)strength; }
static size_t salt_size(unsigned strength) { return key_size(strength) / 2; }

size_t ts_zip_lock_head(const ts_zip_locked *l) { return l->aes ? salt_size(l->strength) + CHECK : RANDOM_HEAD; }
uint64_t ts_zip_lock_steps(const ts_zip_locked *l) { return l->aes ? 2 * ITERATIONS : 1; }

/* ---- ZipCrypto ---- */

static uint32_t crc_step(uint32_t crc, uint8_t byte) {
    static uint32_t table[256];
    for (uint32_t i = table[1] ? 256 : 0; i < 256; i++) {
        uint32_t c = i;
        for (int bit = 0; bit < 8; bit++)
            c = c & 1 ? c >> 1 ^ 0xEDB88320u : c >> 1;
        table[i] = c;
    }
    return table[(crc ^ byte) & 0xFF] ^ crc >> 8;
}

static void update(uint32_t key[3], uint8_t byte) {
    key[0] = crc_step(key[0], byte);
    key[1] = (key[1] + (key[0] & 0xFF)) * 134775813u + 1;
    key[2] = crc_step(key[2], (uint8_t)(key[1] >> 24));
}

static void open_bytes(uint32_t key[3], char *bytes, size_t len) {
    for (size_t i = 0; i < len; i++) {
        uint32_t t = (key[2] | 2) & 0xFFFF;
        uint8_t byte = (uint8_t)((uint8_t)bytes[i] ^ (uint8_t)((t * (t ^ 1)) >> 8));
        bytes[i] = (char)byte;
        update(key, byte);
    }
}

static bool try_old(const ts_zip_locked *l, ts_span head, ts_span password, ts_zip_lock *out) {
    ts_zip_lock k = {.on = true, .key = {0x12345678, 0x23456789, 0x34567890}};
    char noise[RANDOM_HEAD];
    for (size_t i = 0; i < password.len; i++)
        update(k.key, (uint8_t)password.ptr[i]);
    memcpy(noise, head.ptr, sizeof noise);
    open_bytes(k.key, noise, sizeof noise);
    if ((uint8_t)noise[RANDOM_HEAD - 1] != l->check)
        return false;
    *out = k;
    return true;
}

/* ---- AES ---- */

/* The derived key is one for the cipher, one for the sum, and two bytes to tell the password by. */
static bool try_aes(const ts_zip_locked *l, ts_span head, ts_span password, ts_zip_lock *out) {
    size_t size = key_size(l->strength), salted = salt_size(l->strength);
    ts_span salt = ts_slice(head, 0, salted);
    uint8_t key[2 * KEY_MAX], check[CHECK];
    ts_pbkdf2(password, salt, ITERATIONS, 2 * size, check, sizeof check);
    if (memcmp(check, head.ptr + salted, CHECK) != 0)
        return false;
    ts_pbkdf2(password, salt, ITERATIONS, 0, key, 2 * size);
    *out = (ts_zip_lock){
        .on = true, .aes = ts_aes_counting(ts_span_of(key, size)), .sum = ts_hmac_new(ts_span_of(key + size, size))};
    return out->aes != NULL;
}

/* ---- either ---- */

bool ts_zip_lock_try(const ts_zip_locked *l, ts_span head, ts_span password, ts_zip_lock *out) {
    return l->aes ? try_aes(l, head, password, out) : try_old(l, head, password, out);
}

void ts_zip_lock_run(ts_zip_lock *l, char *bytes, size_t len) {
    if (!l->aes) {
        open_bytes(l->key, bytes, len);
        return;
    }
    ts_hmac_add(l->sum, ts_span_of(bytes, len)); /* of the bytes as they are stored */
    ts_aes_run(l->aes, bytes, len);
}

bool ts_zip_lock_sums(ts_zip_lock *l, const char sum[static TS_ZIP_LOCK_SUM]) {
    uint8_t mine[20];
    ts_hmac_end(l->sum, mine);
    return memcmp(mine, sum, TS_ZIP_LOCK_SUM) == 0;
}

void ts_zip_lock_done(ts_zip_lock *l) {
    ts_aes_free(l->aes);
    ts_hmac_free(l->sum);
    *l = (ts_zip_lock){0};
}
