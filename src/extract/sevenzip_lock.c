/* sevenzip_lock.c - the lock of a 7z stream: its settings, and the key that a password makes. */
#include "base/limits.h"
#include "base/mem.h"
#include "extract/sevenzip.h"

enum { NO_HASH = 0x3F };

bool ts_seven_lock_of(ts_span settings, ts_seven_lock *out) {
    ts_cursor c = ts_cursor_over(settings);
    uint8_t first = ts_read_u8(&c), second = first & 0xC0 ? ts_read_u8(&c) : 0;
    *out = (ts_seven_lock){.power = first & 0x3F};
    out->salted = (first >> 7 & 1) + (second >> 4);
    size_t iv = (first >> 6 & 1) + (second & 0x0F);
    ts_span salt = ts_read_span(&c, out->salted), start = ts_read_span(&c, iv);
    if (!c.ok)
        return false;
    if (salt.len)
        memcpy(out->salt, salt.ptr, salt.len);
    if (start.len)
        memcpy(out->iv, start.ptr, start.len);
    return true;
}

uint64_t ts_seven_lock_steps(const ts_seven_lock *l, size_t wide) {
    enum { COUNTER = 8, HASHED_AT_ONCE = 64, BEYOND = 40 };
    if (l->power == NO_HASH)
        return 1;
    return l->power > BEYOND ? UINT64_MAX : ((wide + l->salted + COUNTER) << l->power) / HASHED_AT_ONCE + 1;
}

void ts_seven_lock_key(const ts_seven_lock *l, ts_span wide, uint8_t key[static TS_SEVEN_KEY]) {
    TS_AUTO(ts_buf, ts_buf_wipe) both = {0};
    ts_buf_add(&both, ts_span_of(l->salt, l->salted));
    ts_buf_add(&both, wide);
    if (l->power != NO_HASH) {
        ts_sha256_counted(ts_buf_span(&both), UINT64_C(1) << l->power, key);
        return;
    }
    memset(key, 0, TS_SEVEN_KEY);
    if (both.len)
        memcpy(key, both.ptr, both.len < TS_SEVEN_KEY ? both.len : TS_SEVEN_KEY);
}
