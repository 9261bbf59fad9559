/* ntfs_unpack.c - streams that NTFS packs: LZNT1 ([MS-XCA] 2.5). */
#include "extract/ntfs.h"

enum { CHUNK = 4096, PACKED = 0x8000 };

/* A copy's two bytes hold how far back and how long; how many bits each has depends on how much of the chunk is there. */
static bool copy_back(char *out, size_t start, size_t *to, size_t cap, unsigned token) {
    unsigned bits = 12;
    size_t there = *to - start;
    if (!there)
        return false;
    for (size_t n = there - 1; n >= 16; n >>= 1)
        bits--;
    size_t back = (token >> bits) + 1, len = (token & ((1u << bits) - 1)) + 3;
    if (back > there || len > cap - *to || there + len > CHUNK)
        return false;
    for (; len; len--, ++*to)
        out[*to] = out[*to - back];
    return true;
}

static bool packed_chunk(ts_span in, char *out, size_t start, size_t cap) {
    size_t to = start;
    for (size_t at = 0; at < in.len;) {
        unsigned flags = (unsigned char)in.ptr[at++];
        for (int i = 0; i < 8 && at < in.len; i++, flags >>= 1) {
            if (flags & 1) {
                if (in.len - at < 2 || !copy_back(out, start, &to, cap, ts_u16le_at(in, at)))
                    return false;
                at += 2;
            } else {
                if (to >= cap || to - start >= CHUNK)
                    return false;
                out[to++] = in.ptr[at++];
            }
        }
    }
    return true;
}

bool ts_ntfs_unpack(ts_span in, char *out, size_t cap) {
    memset(out, 0, cap);
    for (size_t at = 0, to = 0; at + 2 <= in.len && to < cap; to += CHUNK) {
        unsigned head = ts_u16le_at(in, at);
        if (!head)
            return true;
        ts_span chunk = ts_slice(in, at + 2, (head & 0xFFF) + 1u);
        if (chunk.len != (head & 0xFFF) + 1u)
            return false;
        if (head & PACKED) {
            if (!packed_chunk(chunk, out, to, cap))
                return false;
        } else {
            memcpy(out + to, chunk.ptr, chunk.len < cap - to ? chunk.len : cap - to);
        }
        at += 2 + chunk.len;
    }
    return true;
}
