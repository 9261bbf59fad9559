/* options.c - what a person says of a holding by options and a mapping file. */
#include <fcntl.h>
#include <touchstone/holdings.h>

#include "base/fs.h"
#include "base/limits.h"
#include "base/mem.h"
#include "holdings/settings.h"

/* "a,b,c" as header = ["a", "b", "c"]. */
static ts_err parse_columns(const char *columns, ts_toml **out) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    ts_buf_add_str(&text, "header = [");
    for (const char *at = columns;; at++) {
        const char *comma = strchr(at, ','), *end = comma ? comma : at + strlen(at);
        ts_toml_quote(&text, ts_trim(ts_span_of(at, (size_t)(end - at))));
        ts_buf_add_char(&text, comma ? ',' : ']');
        if (!comma)
            break;
        at = comma;
    }
    ts_buf_add_char(&text, '\n');
    return ts_toml_parse(ts_buf_span(&text), "--columns", out);
}

/* What the command line says goes before the file. */
static ts_err read_map(const char *file, const ts_register_options *o, ts_settings_said *out) {
    ts_settings_of_holding *s = &out->holding, said = {.file = s->file, .as_of = TS_NO_DATE, .complete = o->complete};
    TS_TRY(ts_fs_load(AT_FDCWD, file, TS_SETTINGS_MAX, &out->text));
    TS_TRY(ts_toml_parse(ts_buf_span(&out->text), file, &out->map));
    TS_TRY(ts_settings_read(out->map, file, &said));
    s->organisation = s->organisation ? s->organisation : said.organisation;
    s->system = s->system ? s->system : said.system;
    s->kind = s->kind ? s->kind : said.kind;
    s->accept_bad = s->accept_bad ? s->accept_bad : said.accept_bad;
    s->sheet = s->sheet ? s->sheet : said.sheet;
    s->header = s->header ? s->header : said.header;
    s->as_of = said.as_of;
    s->complete = said.complete;
    s->travels = said.travels;
    s->shared_local = said.shared_local;
    s->columns = said.columns;
    s->from = said.from;
    return TS_OK;
}

ts_err ts_settings_take(const char *const *path, size_t paths, const ts_register_options *o, ts_settings_said *out) {
    if (paths < 1 || paths > TS_LIMIT_EXPORT_PARTS)
        return ts_fail(TS_EUSAGE, "an export comes in at most %d parts", TS_LIMIT_EXPORT_PARTS);
    ts_settings_of_holding *s = &out->holding;
    *s = (ts_settings_of_holding){.file = path[0],
                                  .organisation = o->organisation,
                                  .system = o->system,
                                  .kind = o->kind,
                                  .accept_bad = o->accept_bad,
                                  .complete = o->complete,
                                  .sheet = o->sheet,
                                  .as_of = TS_NO_DATE};
    for (s->parts = 0; paths > 1 && s->parts < paths; s->parts++)
        s->part[s->parts] = path[s->parts];
    if (o->columns) {
        TS_TRY(parse_columns(o->columns, &out->names));
        TS_TRY(ts_settings_read(out->names, "--columns", s));
    }
    if (o->map)
        TS_TRY(read_map(o->map, o, out));
    if (o->as_of && (s->as_of = ts_date_parse_iso(ts_str(o->as_of))) == TS_NO_DATE)
        return ts_fail(TS_EUSAGE, "--as-of is a date like 2023-10-01");
    return TS_OK;
}

void ts_settings_said_done(ts_settings_said *s) {
    ts_toml_free(s->map);
    ts_toml_free(s->names);
    ts_buf_done(&s->text);
}
