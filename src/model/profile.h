/* profile.h - the worker programs, from the one that reads most to the one that costs most.
 *
 * An item whose format has its library in another program is sent on to it, and only ever forward: so no item goes round
 * in circles, whatever a worker says (docs/adr/0003-two-worker-programs.md, 0013-ocr-in-a-program-of-its-own.md).
 */
#ifndef TS_MODEL_PROFILE_H
#define TS_MODEL_PROFILE_H

typedef enum ts_profile {
    TS_PROFILE_OWN = 0, /* touchstone-worker: our own readers, batches */
    TS_PROFILE_LIBS, /* touchstone-worker-libs: third-party parsers, an item a process */
    TS_PROFILE_OCR, /* touchstone-worker-ocr: pictures and the engine that reads them, an item a process */
    TS_PROFILES
} ts_profile;

#endif
