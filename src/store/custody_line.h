/* custody_line.h - the fixed parts of a line of custody.log, for its writer and its checker.
 *
 *   {"entry":7,"time":…,"act":…,"person":…,"user":…,"machine":…,"details":{…},"prev":"<64 hex>"}
 *   TAB <64 hex: SHA-256 of the JSON> TAB <128 hex: Ed25519 signature of the JSON> LF
 */
#ifndef TS_STORE_CUSTODY_LINE_H
#define TS_STORE_CUSTODY_LINE_H

#include "store/custody.h"

#define TS_CUSTODY_START "{\"entry\":"
/* Only entry 1: the version of the format, and the key that all signatures are checked with. */
#define TS_CUSTODY_FIRST ",\"schema\":\"touchstone.custody/1\",\"key\":\""
#define TS_CUSTODY_PREV ",\"prev\":\""

enum {
    TS_CUSTODY_TAIL = 1 + 64 + 1 + 2 * TS_SIGNATURE_BYTES + 1, /* bytes of a line after its JSON */
    TS_CUSTODY_BODY_MAX = 16 << 20
};

void ts_custody_head_text(const ts_digest *digest, char out[static TS_HEAD_TEXT]);

#endif
