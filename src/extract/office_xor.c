/* office_xor.c - the lock of Word documents and workbooks before RC4 (MS-OFFCRYPTO 2.3.7). */
#include "extract/office_xor.h"

#include "base/mem.h"

enum { LETTERS = 15 }; /* of a password; more are not asked for */

/* One byte a letter: the lower one, or the upper where that is zero (2.3.7.4). */
static size_t narrow(ts_span wide, uint8_t out[static LETTERS]) {
    size_t n = 0;
    for (; n < LETTERS && 2 * n + 1 < wide.len; n++)
        out[n] = (uint8_t)(wide.ptr[2 * n] ? wide.ptr[2 * n] : wide.ptr[2 * n + 1]);
    return n;
}

/* 2.3.7.1: sixteen bits, the letters turned in fifteen of them from the last to the first, their number at the end. */
static uint16_t verifier_of(const uint8_t *letter, size_t n) {
    unsigned v = 0;
    for (size_t i = n + 1; i-- > 0;)
        v = ((v >> 14 & 1) | (v << 1 & 0x7FFF)) ^ (i ? letter[i - 1] : (unsigned)n);
    return (uint16_t)(v ^ 0xCE4B);
}

static uint16_t step(uint16_t v) {
    v = (uint16_t)(v << 1 | v >> 15);
    return v & 1 ? v ^ 0x1020 : v;
}

/* 2.3.7.2: the matrix that stands there is what these steps give, row by row, and the first codes are as many steps from
 * 0xFFFF: eight a letter, of which seven bits count. */
static uint16_t key_of(const uint8_t *letter, size_t n) {
    uint16_t bit_is = 0x8000, end = 0xFFFF, key = 0;
    for (size_t i = n; i-- > 0;)
        for (int bit = 0; bit < 8; bit++) {
            bit_is = step(bit_is);
            end = step(end);
            if (bit < 7 && letter[i] >> bit & 1)
                key ^= bit_is;
        }
    return key ^ end;
}

static uint8_t turned(uint8_t byte, unsigned left) { return (uint8_t)(byte << left | byte >> (8 - left)); }

bool ts_office_xor_fits(ts_office_xor *x, ts_span wide) {
    static const uint8_t fill[] = {0xBB, 0xFF, 0xFF, 0xBA, 0xFF, 0xFF, 0xB9, 0x80,
                                   0x00, 0xBE, 0x0F, 0x00, 0xBF, 0x0F, 0x00};
    uint8_t letter[LETTERS];
    size_t n = narrow(wide, letter);
    bool fits = n && verifier_of(letter, n) == x->verifier && key_of(letter, n) == x->key;
    /* Of a workbook each byte is turned by five more on its way (2.3.7.3), which is three back: so the pad goes along. */
    for (size_t i = 0; fits && i < sizeof x->pad; i++)
        x->pad[i] = turned((uint8_t)((i < n ? letter[i] : fill[i - n]) ^ (i & 1 ? x->key >> 8 : x->key & 0xFF)),
                           x->book ? 2 : 7);
    ts_wipe(letter, sizeof letter);
    return fits;
}

uint8_t ts_office_xor_open(const ts_office_xor *x, uint64_t place, uint8_t byte) {
    uint8_t pad = x->pad[place % sizeof x->pad];
    if (x->book)
        return turned(byte, 3) ^ pad;
    return byte && byte != pad ? byte ^ pad : byte; /* 2.3.7.6: no zero is closed, and none made */
}
