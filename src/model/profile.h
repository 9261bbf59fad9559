/* profile.h - the worker programs, from the one that reads most to the one that costs most.
 *
 * An item whose format has its library in another program is sent on to it, and only ever forward: so no item goes round
 * in circles, whatever a worker says (docs/adr/0018-a-program-for-each-library.md).
 */
#ifndef TS_MODEL_PROFILE_H
#define TS_MODEL_PROFILE_H

typedef enum ts_profile {
    TS_PROFILE_OWN = 0, /* touchstone-worker: our own readers, batches */
    TS_PROFILE_ARCHIVE, /* touchstone-worker-archive: libarchive; from here an item a process */
    TS_PROFILE_PDF, /* touchstone-worker-pdf: Poppler */
    TS_PROFILE_OCR, /* touchstone-worker-ocr: pictures and the engine that reads them */
    TS_PROFILES
} ts_profile;

#endif
