/* ole_other.c - compound files of programs that nobody here knows: each stream is a member, so that nothing is unread.
 *
 * Office documents with a password hide in one, too: office_lock.c.
 */
#include "extract/office_lock.h"

enum { BID = 60 };

/* The readers of the formats that live in compound files bid more. */
static int bid(const ts_head *head) { return ts_ole_magic(head->raw) ? BID : 0; }

static ts_err run(ts_source *in, ts_sink *out) {
    ts_ole o;
    ts_err err = ts_ole_open(in, &o);
    size_t package = err ? 0 : ts_ole_find(&o, 0, "EncryptedPackage");
    if (package) {
        err = ts_office_package(&o, package, out);
        ts_ole_done(&o);
        return err;
    }
    if (!err && o.reason)
        err = ts_emit_unread(out, o.reason, 0);
    if (!err)
        err = ts_ole_properties(&o, 0, out);
    if (!err)
        err = ts_ole_rest(&o, 0, NULL, out);
    ts_ole_done(&o);
    return err;
}

const ts_extractor ts_extractor_ole = {.name = "ole", .version = 1, .needs = TS_SEEK, .bid = bid, .run = run};
