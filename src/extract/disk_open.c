/* disk_open.c - which kind of file holds a disk, told by its first and last bytes. */
#include "extract/disk.h"

enum { FOOTER = 512 };

static bool is_vhd(ts_span s) { return ts_span_starts(s, ts_str("conectix")); }

bool ts_disk_in_blocks(ts_span head, ts_span tail) {
    static const char *const signs[] = {"vhdxfile", "QFI\xFB", "KDMV", "EVF\x09\x0D\x0A\xFF"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (ts_span_starts(head, ts_str(signs[i])))
            return true;
    return is_vhd(head) || (tail.len >= FOOTER && is_vhd(ts_slice(tail, tail.len - FOOTER, FOOTER)));
}

static bool find_raw(ts_disk *d, uint64_t at, ts_piece *piece) {
    (void)at;
    *piece = (ts_piece){.kind = TS_PIECE_PLAIN, .len = d->size, .stored = d->size};
    return true;
}

static ts_err open_by_sign(ts_disk *d) {
    char sign[8] = {0}, end[8] = {0};
    uint64_t footer = d->in->size >= FOOTER ? d->in->size - FOOTER : 0;
    if (d->in->size >= sizeof sign) {
        TS_TRY(ts_source_read_at(d->in, 0, sign, sizeof sign));
        TS_TRY(ts_source_read_at(d->in, footer, end, sizeof end));
    }
    ts_span head = ts_span_of(sign, sizeof sign);
    if (is_vhd(ts_span_of(end, sizeof end)) || is_vhd(head))
        return ts_disk_open_vhd(d, is_vhd(ts_span_of(end, sizeof end)) ? footer : 0);
    if (ts_span_starts(head, ts_str("vhdxfile")))
        return ts_disk_open_vhdx(d);
    if (ts_span_starts(head, ts_str("QFI\xFB")))
        return ts_disk_open_qcow(d);
    if (ts_span_starts(head, ts_str("KDMV")))
        return ts_disk_open_vmdk(d);
    if (ts_span_starts(head, ts_str("EVF\x09\x0D\x0A\xFF")))
        return ts_disk_open_ewf(d);
    d->kind = "raw";
    d->size = d->in->size;
    d->find = find_raw;
    return TS_OK;
}

ts_err ts_disk_open(ts_source *in, ts_disk *out) {
    ts_disk d = {.in = in, .plain_begin = UINT64_MAX};
    ts_err err = open_by_sign(&d);
    if (err)
        ts_disk_done(&d);
    else
        *out = d;
    return err;
}
