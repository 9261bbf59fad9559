/* fuzz_pack.c - any bytes as a pack: TOML, checks, patterns; what opens is looked for in a text and in a table.
 *
 * What is refused must leave nothing behind; what opens must do so again; a mention must lie inside its text.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "detect/pack_run.h"
#include "support/segments.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 1 << 14 };

static void must(bool good) {
    if (!good)
        abort();
}

static void run(ts_detect *d, const ts_segment *s) {
    ts_findings f = {0};
    ts_detect_reset(d);
    must(ts_detect_segment(d, s, 0, &f) == TS_OK);
    for (size_t i = 0; i < f.mentions; i++) {
        const ts_mention *m = &f.mention[i];
        must(m->start < m->end && m->end <= s->text.len && m->confidence <= 100 && m->norm.len > 0);
        must(i == 0 || f.mention[i - 1].start <= m->start);
    }
    ts_findings_done(&f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char text[] =
        "PPSN: 1234567T, order no 111222333, a@b.example, A12 345-6\nnir\n2 55 08 49 999 042 45 xx aaab\n",
                      cells[] = "Name\tPPSN\tid\nJan Example\t1234567T\tA-1\nEva Example\t12\tabc 86095742719\n";
    static test_table table;
    ts_packs p = {0};
    TS_AUTO(ts_buf, ts_buf_done) written = {0};
    if (size > MOST)
        return 0;
    if (ts_packs_add(&p, "pack", ts_span_of(data, size)) != TS_OK) {
        must(p.kinds == 0 && p.files == 0);
        ts_packs_done(&p);
        return 0;
    }
    bool good = ts_packs_write(&p, NULL, &written) == TS_OK;
    size_t kinds = p.kinds;
    ts_packs_done(&p);
    if (!good)
        return 0;
    ts_pack_run *r;
    must(ts_pack_run_open(ts_buf_span(&written), &r) == TS_OK && ts_pack_run_packs(r)->kinds == kinds);
    ts_detect *d = ts_detect_new(NULL);
    ts_detect_use_packs(d, r);
    ts_segment s = test_text_of(text);
    run(d, &s);
    test_table_of(&table, cells);
    run(d, &table.segment);
    ts_detect_free(d);
    return 0;
}
