/* fhir_json.c - FHIR resources in JSON: alone, in bundles, a line each; people's elements under names that say what they are.
 *
 * A bundle is read as any JSON that wraps a list is; what is added are the columns' names (fhir.c) and attachments as children.
 */
#include "extract/extractor.h"
#include "extract/fhir.h"
#include "extract/ndjson.h"

enum { BID = 58 };

/* The same that JSON is, and its first object has a resource's type. */
static int bid(const ts_head *head) {
    ts_span t = head->text;
    while (t.len && (ts_is_space(t.ptr[0]) || t.ptr[0] == '['))
        t = ts_slice(t, 1, t.len);
    if (!t.len || t.ptr[0] != '{')
        return 0;
    ts_json_flat f = {0};
    size_t used;
    ts_json_status s = ts_json_flatten(&f, t, NULL, &used);
    ts_span type = ts_fhir_type(&f);
    bool named = s != TS_JSON_BAD && type.len > 3 && type.len < 64 && ts_is_upper(type.ptr[0]);
    ts_json_flat_done(&f);
    return named ? BID : 0;
}

static ts_err run(ts_source *in, ts_sink *out) { return ts_ndjson_run(in, out, true); }

const ts_extractor ts_extractor_fhir = {
    .name = "fhir", .version = 1, .needs = TS_STREAM, .text = true, .bid = bid, .run = run};
