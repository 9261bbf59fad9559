/* why_name_stage.c - what `why` calls things: places, parts, snapshots; masked unless values are asked for. */
#include "verify/why_stage.h"

#include <stdio.h>

#include "base/clock.h"
#include "store/blobs.h"

ts_err why_item(why *w, const ts_digest *blob) {
    if (w->known && memcmp(&w->shown, blob, sizeof *blob) == 0)
        return TS_OK;
    ts_blob b;
    bool found;
    int64_t place = 0;
    ts_buf_clear(&w->item);
    TS_TRY(ts_blob_find(w->c, blob, &b, &found));
    if (found)
        TS_TRY(ts_place_of_blob(w->c, b.id, &place));
    if (place)
        TS_TRY(w->options->values ? ts_place_locator(w->c, place, &w->item) : ts_place_masked(w->c, place, &w->item));
    w->shown = *blob;
    w->known = true;
    return TS_OK;
}

/* Words that programs number their parts with.  More digits may be a number of somebody's. */
static bool is_nobodys(ts_span part) {
    enum { DIGITS_MOST = 4 };
    static const char *const word[] = {"Sheet", "p", "page", "msg=", "table", "part", ""};
    size_t digits = 0;
    while (digits < part.len && ts_is_digit(part.ptr[part.len - 1 - digits]))
        digits++;
    for (size_t i = 0; i < sizeof word / sizeof *word; i++)
        if (digits && digits <= DIGITS_MOST && ts_span_eq(ts_slice(part, 0, part.len - digits), ts_str(word[i])))
            return true;
    return part.len == 0;
}

ts_span why_part(why *w, ts_span part) {
    ts_buf_clear(&w->part);
    if (w->options->values || is_nobodys(part))
        ts_buf_add(&w->part, part);
    else
        ts_buf_add_str(&w->part, "…");
    return ts_buf_span(&w->part);
}

void why_snapshot_name(const why *w, size_t snapshot, char out[static TS_FALL_NAME]) {
    const ts_holding_info *info = ts_index_info(ts_register_at(w->holdings, snapshot));
    char day[11] = "";
    if (info->as_of != TS_NO_DATE)
        ts_date_print(info->as_of, day);
    snprintf(out, TS_FALL_NAME, "%s %s %s", info->organisation, info->system, day);
}

const char *why_ours_name(uint8_t ours) {
    return ours == TS_OURS_SHOWN    ? "ours"
           : ours == TS_OURS_ISSUED ? "issued by us, also sent to others"
                                    : "source not shown";
}

ts_err why_stale(void) { return ts_fail(TS_EUSAGE, "evidence was read since the last verification: run verify again"); }
