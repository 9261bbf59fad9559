/* write_ndjson.c - tables as one JSON object a line, as log shippers and document stores export. */
#include "base/json.h"
#include "synth/write.h"

void ts_write_ndjson(ts_buf *out, const ts_table *t) {
    for (uint32_t r = 0; r < t->rows; r++) {
        ts_json j;
        ts_json_init(&j, out, false);
        ts_json_open(&j, '{');
        for (uint32_t c = 0; c < t->columns; c++) {
            ts_span v = ts_table_cell(t, r, c);
            uint64_t number;
            ts_json_key(&j, t->head[c]);
            if (v.len == 0)
                ts_json_null(&j);
            else if (t->type[c] == TS_CELL_NUMBER && ts_parse_u64(v, &number))
                ts_json_uint(&j, number);
            else
                ts_json_span(&j, v);
        }
        ts_json_close(&j, '}');
        ts_buf_add_char(out, '\n');
    }
}
