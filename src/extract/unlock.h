/* unlock.h - the passwords that a format tries on what is locked: in which order, and how much that may cost.
 *
 *     ts_unlock u = {0};
 *     while (ts_unlock_next(&u, STEPS))
 *         if (fits(u.text)) { ts_unlock_fits(&u); break; }
 *
 * What fitted before in the same item comes first, and costs nothing.  Letters beyond ASCII are tried as UTF-8, then in
 * the code pages that programs of these parts have packed with (1252, 850, 437).
 */
#ifndef TS_EXTRACT_UNLOCK_H
#define TS_EXTRACT_UNLOCK_H

#include "base/limits.h"
#include "extract/sink.h"
#include "model/passwords.h"

typedef struct ts_unlock {
    ts_span text; /* what is to be tried; borrowed until the next call */
    uint32_t index; /* of the password, for ts_emit_opened */
    bool proven; /* it opened something in this item before */
    /* its own: */
    unsigned form;
    size_t turn;
    char bytes[TS_LIMIT_PASSWORD];
} ts_unlock;

/* For all items from now on; borrowed.  NULL: there are none. */
void ts_unlock_use(const ts_passwords *all);
/* Another item begins: nothing is proven, and its steps are counted anew. */
void ts_unlock_begin(void);
/* The next one to be tried, at a cost of so many steps of a hash (TS_LIMIT_UNLOCK); false: none is left, or the item has
 * cost enough. */
bool ts_unlock_next(ts_unlock *u, uint64_t steps);
/* Only UTF-8: for formats that settle on it. */
bool ts_unlock_next_utf8(ts_unlock *u, uint64_t steps);
void ts_unlock_fits(const ts_unlock *u);
/* For what a try costs beyond the steps that were named, which may not be known before: false, the item has cost enough
 * and nothing more is to be tried. */
bool ts_unlock_afford(uint64_t steps);
/* A password as UTF-16, little-endian: what Office and 7-Zip hash. */
enum { TS_PASSWORD_WIDE = 2 * TS_LIMIT_PASSWORD };
ts_span ts_password_wide(ts_span text, char out[static TS_PASSWORD_WIDE]);
/* False where not all could be tried, since the item had cost enough. */
bool ts_unlock_all_tried(void);

#endif
