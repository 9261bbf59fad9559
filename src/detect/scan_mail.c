/* scan_mail.c - e-mail addresses in running text. */
#include "detect/kinds.h"
#include "detect/scan.h"

/* Out of line, as all that needs a stack: most anchors are none of these. */
__attribute__((noinline)) bool ts_scan_mail(ts_scan *s, size_t at) {
    ts_found f;
    if (!ts_hits_wants(s->hits, TS_KIND_EMAIL) || !ts_scan_find(s, &ts_detector_email, at, &f) ||
        !ts_hits_add(s->hits, TS_KIND_EMAIL, &f.norm, f.start, f.end, f.confidence, (ts_side){0}))
        return false;
    s->done = f.end;
    return true;
}
