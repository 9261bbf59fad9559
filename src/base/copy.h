/* copy.h - copies the few bytes that most values are. */
#ifndef TS_BASE_COPY_H
#define TS_BASE_COPY_H

#include <stddef.h>
#include <string.h>

/* memcpy for the few bytes that most values are: no call, no byte beyond either end. */
static inline void ts_copy(char *restrict to, const char *restrict from, size_t n) {
    __asm__("" : "+r"(to), "+r"(from)); /* else gcc 12 warns of branches that a length it knows never takes */
    if (n > 32) {
        memcpy(to, from, n);
    } else if (n >= 8) {
        for (size_t i = 0; i + 8 < n; i += 8)
            memcpy(to + i, from + i, 8);
        memcpy(to + n - 8, from + n - 8, 8);
    } else if (n >= 4) {
        memcpy(to, from, 4);
        memcpy(to + n - 4, from + n - 4, 4);
    } else {
        for (size_t i = 0; i < n; i++)
            to[i] = from[i];
    }
}
/* The same where TS_COPY_ROOM bytes may be read at `from` and written at `to`, whatever n is: most values are shorter, and
 * a branch on the length of a name is guessed wrong as often as not. */
enum { TS_COPY_ROOM = 16 };
static inline void ts_copy_roomy(char *restrict to, const char *restrict from, size_t n) {
    memcpy(to, from, TS_COPY_ROOM);
    if (n > TS_COPY_ROOM)
        memcpy(to + TS_COPY_ROOM, from + TS_COPY_ROOM, n - TS_COPY_ROOM);
}

#endif
