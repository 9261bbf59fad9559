/* fold.c - case, accents, width and space folded for comparing.
 *
 * The table holds the Latin letters of Unicode 15 that names in the United Kingdom are written
 * with: Latin-1, Latin Extended-A, the Romanian comma letters and Latin Extended Additional.
 */
#include "text/fold.h"

enum { LATIN_FROM = 0xC0, LATIN_TO = 0x17F, ADDED_FROM = 0x1E00, ADDED_TO = 0x1EFF };

/* Two bytes a letter, from U+00C0; "  " is no letter and stays. */
static const char latin[] = "A A A A A A AEC E E E E I I I I "
                            "D N O O O O O   O U U U U Y THSS"
                            "A A A A A A AEC E E E E I I I I "
                            "D N O O O O O   O U U U U Y THY "
                            "A A A A A A C C C C C C C C D D "
                            "D D E E E E E E E E E E G G G G "
                            "G G G G H H H H I I I I I I I I "
                            "I I IJIJJ J K K K L L L L L L L "
                            "L L L N N N N N N N N N O O O O "
                            "O O OEOER R R R R R S S S S S S "
                            "S S T T T T T T U U U U U U U U "
                            "U U U U W W Y Y Y Z Z Z Z Z Z S ";
_Static_assert(sizeof latin == 2 * (LATIN_TO - LATIN_FROM + 1) + 1, "one pair a letter");

/* Latin Extended Additional, as the last code of each letter's stretch (low byte of U+1Exx). */
static const struct {
    uint8_t last;
    char letter;
} added[] = {{0x01, 'A'}, {0x07, 'B'}, {0x09, 'C'}, {0x13, 'D'}, {0x1D, 'E'}, {0x1F, 'F'}, {0x21, 'G'}, {0x2B, 'H'},
             {0x2F, 'I'}, {0x35, 'K'}, {0x3D, 'L'}, {0x43, 'M'}, {0x4B, 'N'}, {0x53, 'O'}, {0x57, 'P'}, {0x5F, 'R'},
             {0x69, 'S'}, {0x71, 'T'}, {0x7B, 'U'}, {0x7F, 'V'}, {0x89, 'W'}, {0x8D, 'X'}, {0x8F, 'Y'}, {0x95, 'Z'},
             {0x96, 'H'}, {0x97, 'T'}, {0x98, 'W'}, {0x99, 'Y'}, {0x9A, 'A'}, {0x9D, 'S'}, {0x9F, 'S'}, {0xB7, 'A'},
             {0xC7, 'E'}, {0xCB, 'I'}, {0xE3, 'O'}, {0xF1, 'U'}, {0xFF, 'Y'}};

static bool is_space(uint32_t c) {
    return c == ' ' || (c >= 9 && c <= 13) || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
           c == 0x202F || c == 0x205F || c == 0x3000 || c == 0x85;
}

/* Marks that print nothing of their own: combining accents, zero-width signs, the soft hyphen. */
static bool is_silent(uint32_t c) {
    return (c >= 0x300 && c <= 0x36F) || (c >= 0x200B && c <= 0x200F) || c == 0xFEFF || c == 0xAD || c == 0x2060;
}

static bool is_apostrophe(uint32_t c) {
    return c == '`' || c == 0xB4 || c == 0x2018 || c == 0x2019 || c == 0x201B || c == 0x2BC || c == 0x2032 ||
           c == 0xFF07;
}

static bool is_hyphen(uint32_t c) { return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE63 || c == 0xFF0D; }

/* One folded character into out (at most 2 bytes); 0 where it stays as it is. */
static size_t letters_of(uint32_t c, char out[2]) {
    if (is_apostrophe(c))
        return out[0] = '\'', 1;
    if (is_hyphen(c))
        return out[0] = '-', 1;
    if (c >= 0xFF01 && c <= 0xFF5E)
        return out[0] = ts_upper((char)(c - 0xFEE0)), 1;
    if (c >= 0x218 && c <= 0x21B)
        return out[0] = c < 0x21A ? 'S' : 'T', 1;
    if (c >= ADDED_FROM && c <= ADDED_TO) {
        size_t i = 0;
        while (added[i].last < (c & 0xFF))
            i++;
        out[0] = added[i].letter;
        out[1] = 'S';
        return c == 0x1E9E ? 2 : 1;
    }
    if (c < LATIN_FROM || c > LATIN_TO)
        return 0;
    const char *pair = latin + 2 * (c - LATIN_FROM);
    out[0] = pair[0];
    out[1] = pair[1];
    return pair[0] == ' ' ? 0 : pair[1] == ' ' ? 1 : 2;
}

/* The next folded piece of s from *at: its bytes in piece[4], its length, or a space as length 1 ' '. */
static size_t fold_next(ts_span s, size_t *at, char piece[4]) {
    size_t from = *at;
    uint32_t c = ts_utf8_next(s, at);
    if (is_silent(c))
        return 0;
    if (is_space(c))
        return piece[0] = ' ', 1;
    size_t n = letters_of(c, piece);
    if (n > 0)
        return n;
    n = *at - from;
    if (c == 0xFFFD && n == 1) /* a byte that is no UTF-8: kept, it could join a neighbour to a letter */
        return piece[0] = '?', 1;
    memcpy(piece, s.ptr + from, n);
    return n;
}

static bool is_plain(char c) { return c > ' ' && c < 0x7F && c != '`'; }

size_t ts_fold_into(ts_span s, char *out, size_t cap) {
    size_t n = 0, at = 0;
    bool gap = false;
    while (at < s.len) {
        char piece[4];
        size_t len = 1;
        if (is_plain(s.ptr[at]))
            piece[0] = ts_upper(s.ptr[at++]);
        else
            len = fold_next(s, &at, piece);
        if (len == 0)
            continue;
        if (piece[0] == ' ') {
            gap = n > 0;
            continue;
        }
        if (n + gap + len > cap)
            return SIZE_MAX;
        if (gap)
            out[n++] = ' ';
        gap = false;
        memcpy(out + n, piece, len);
        n += len;
    }
    return n;
}

void ts_fold(ts_span s, ts_buf *out) {
    /* No letter grows: the longest pair, "SS", stands for two bytes or more. */
    ts_buf_reserve(out, s.len + 1);
    size_t n = ts_fold_into(s, out->ptr + out->len, s.len);
    if (n == SIZE_MAX) /* only invalid UTF-8 kept byte by byte could; it never is longer than s */
        return;
    out->len += n;
    out->ptr[out->len] = '\0';
}
