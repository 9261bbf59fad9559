/* forms.c - one export of a made-up world's PAS in the forms in which such exports come, for holdings.sh.
 *
 * forms EXPORT.csv DIR: pas.xlsx (with title lines), pas.ods, pas.dbf, pas.sqlite, pas.sql, pas.copy, pas.ndjson, pas.fhir.ndjson, pas.fhir.xml,
 * pas.hl7.  The people, their values and their order are the export's.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/digest.h"
#include "base/fs.h"
#include "holdings/table.h"
#include "synth/write.h"

/* Columns of RBQ's export (synth/layout.c). */
enum { LOCAL, NHS, STATUS, SURNAME, FORENAME, TITLE, BORN, SEX, DIED, LINE, TOWN, POSTCODE, HOME, MOBILE, MAIL };

static ts_span at(const ts_table *t, uint32_t row, uint32_t column) { return ts_table_cell(t, row, column); }

static void load(const char *path, ts_table *t, ts_arena *own) {
    static const ts_export_options plain;
    ts_export_file file = {.fd = -1, .name = path};
    ts_export *e = NULL;
    size_t columns;
    if (ts_fs_open(AT_FDCWD, path, &file.fd) || ts_export_open(&file, 1, &plain, &e))
        exit(3);
    const ts_span *head = ts_export_head(e, &columns);
    *t = (ts_table){
        .name = "patients", .title = "Patients", .columns = (uint32_t)columns, .day = ts_date_of(2023, 10, 31)};
    for (size_t i = 0; i < columns; i++) {
        t->head[i] = ts_arena_copy(own, head[i]).ptr;
        t->type[i] = TS_CELL_TEXT;
    }
    ts_span *cell = NULL;
    ts_export_row row;
    for (bool more = true; ts_export_next(e, &row, &more) == TS_OK && more; t->rows++) {
        cell = ts_grow(cell, (t->rows + 1) * columns, sizeof *cell);
        for (size_t i = 0; i < columns; i++)
            cell[t->rows * columns + i] = ts_arena_copy(own, ts_trim(row.cell[i]));
    }
    t->cell = cell;
    ts_export_close(e);
    ts_fs_close(&file.fd);
}

static void save(const char *dir, const char *name, ts_buf *bytes) {
    if (ts_save_file(dir, name, ts_buf_span(bytes)))
        exit(3);
    ts_buf_done(bytes);
}

/* ---- JSON and XML ---- */

static void quoted(ts_buf *out, const char *key, ts_span value, const char *after) {
    ts_buf_addf(out, "\"%s\":\"", key);
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] == '"' || value.ptr[i] == '\\')
            ts_buf_add_char(out, '\\');
        ts_buf_add_char(out, value.ptr[i]);
    }
    ts_buf_addf(out, "\"%s", after);
}

static const char *gender(ts_span s) { return s.len && s.ptr[0] == 'M' ? "male" : "female"; }

static void fhir_json(ts_buf *out, const ts_table *t, uint32_t r) {
    static const struct {
        const char *system;
        uint32_t column;
    } telecom[] = {{"phone", HOME}, {"phone", MOBILE}, {"email", MAIL}};
    ts_buf_add_str(out, "{\"resourceType\":\"Patient\",\"identifier\":[{\"system\":\"https://rbq.example/pas\",");
    quoted(out, "value", at(t, r, LOCAL), "}");
    if (at(t, r, NHS).len) {
        ts_buf_add_str(out, ",{\"system\":\"https://fhir.nhs.uk/Id/nhs-number\",");
        quoted(out, "value", at(t, r, NHS), "}");
    }
    ts_buf_add_str(out, "],\"name\":[{");
    quoted(out, "family", at(t, r, SURNAME), ",\"given\":[\"");
    ts_buf_add(out, at(t, r, FORENAME));
    ts_buf_addf(out, "\"]}],\"gender\":\"%s\",\"address\":[{\"line\":[\"", gender(at(t, r, SEX)));
    ts_buf_add(out, at(t, r, LINE));
    ts_buf_add_str(out, "\"],");
    quoted(out, "city", at(t, r, TOWN), ",");
    quoted(out, "postalCode", at(t, r, POSTCODE), "}]");
    if (at(t, r, BORN).len) {
        ts_buf_add_char(out, ',');
        quoted(out, "birthDate", at(t, r, BORN), "");
    }
    if (at(t, r, DIED).len) {
        ts_buf_add_char(out, ',');
        quoted(out, "deceasedDateTime", at(t, r, DIED), "");
    }
    ts_buf_add_str(out, ",\"telecom\":[");
    for (size_t i = 0, n = 0; i < sizeof telecom / sizeof *telecom; i++) {
        if (!at(t, r, telecom[i].column).len)
            continue;
        ts_buf_addf(out, "%s{\"system\":\"%s\",", n++ ? "," : "", telecom[i].system);
        quoted(out, "value", at(t, r, telecom[i].column), "}");
    }
    ts_buf_add_str(out, "]}\n");
}

static void element(ts_buf *out, const char *name, ts_span value) {
    if (!value.len)
        return;
    ts_buf_addf(out, "<%s value=\"", name);
    ts_xml_escape(out, value);
    ts_buf_add_str(out, "\"/>");
}

static void fhir_xml(ts_buf *out, const ts_table *t, uint32_t r) {
    ts_buf_add_str(out, "<entry><resource><Patient><identifier><system value=\"https://rbq.example/pas\"/>");
    element(out, "value", at(t, r, LOCAL));
    ts_buf_add_str(out, "</identifier>");
    if (at(t, r, NHS).len) {
        ts_buf_add_str(out, "<identifier><system value=\"https://fhir.nhs.uk/Id/nhs-number\"/>");
        element(out, "value", at(t, r, NHS));
        ts_buf_add_str(out, "</identifier>");
    }
    ts_buf_add_str(out, "<name>");
    element(out, "family", at(t, r, SURNAME));
    element(out, "given", at(t, r, FORENAME));
    ts_buf_add_str(out, "</name>");
    element(out, "gender", ts_str(gender(at(t, r, SEX))));
    element(out, "birthDate", at(t, r, BORN));
    element(out, "deceasedDateTime", at(t, r, DIED));
    ts_buf_add_str(out, "<address>");
    element(out, "line", at(t, r, LINE));
    element(out, "city", at(t, r, TOWN));
    element(out, "postalCode", at(t, r, POSTCODE));
    ts_buf_add_str(out, "</address></Patient></resource></entry>\n");
}

/* ---- HL7, COPY ---- */

static void field(ts_buf *out, ts_span value) {
    for (size_t i = 0; i < value.len; i++)
        if (value.ptr[i] == '&')
            ts_buf_add_str(out, "\\T\\");
        else if (value.ptr[i] != '-' || value.len != 10 || !ts_is_digit(value.ptr[0]))
            ts_buf_add_char(out, value.ptr[i]); /* days without their dashes */
}

static void hl7(ts_buf *out, const ts_table *t, uint32_t r) {
    ts_buf_addf(out, "MSH|^~\\&|PAS|RBQ|TIE|RBQ|20231031||ADT^A28|%u|P|2.4\rPID|1||", r);
    field(out, at(t, r, NHS));
    ts_buf_add_str(out, "^^^NHS^NH~");
    field(out, at(t, r, LOCAL));
    ts_buf_add_str(out, "^^^RBQ^MR||");
    field(out, at(t, r, SURNAME));
    ts_buf_add_char(out, '^');
    field(out, at(t, r, FORENAME));
    ts_buf_add_str(out, "||");
    field(out, at(t, r, BORN));
    ts_buf_add_char(out, '|');
    field(out, at(t, r, SEX));
    ts_buf_add_str(out, "|||");
    field(out, at(t, r, LINE));
    ts_buf_add_str(out, "^^");
    field(out, at(t, r, TOWN));
    ts_buf_add_str(out, "^^");
    field(out, at(t, r, POSTCODE));
    ts_buf_add_str(out, "||");
    ts_buf_add(out, at(t, r, HOME));
    ts_buf_add_char(out, '~');
    ts_buf_add(out, at(t, r, MOBILE));
    if (at(t, r, MAIL).len) {
        ts_buf_add_str(out, "~^NET^Internet^");
        ts_buf_add(out, at(t, r, MAIL));
    }
    for (int i = 14; i <= 29; i++)
        ts_buf_add_char(out, '|');
    field(out, at(t, r, DIED));
    /* two next of kin: the second has a row of its own */
    ts_buf_add_str(out, "\rNK1|1|Made^Up|SPO\rNK1|2|Made^Other|CHD\r");
}

static void copy(ts_buf *out, const ts_table *t) {
    ts_buf_add_str(out, "--\n-- PostgreSQL database dump\n--\n\nSET client_encoding = 'UTF8';\n\nCOPY pas.patients (");
    for (uint32_t c = 0; c < t->columns; c++) {
        ts_buf_add_str(out, c ? ", \"" : "\"");
        ts_buf_add_str(out, t->head[c]);
        ts_buf_add_char(out, '"');
    }
    ts_buf_add_str(out, ") FROM stdin;\n");
    for (uint32_t r = 0; r < t->rows; r++)
        for (uint32_t c = 0; c < t->columns; c++) {
            ts_span s = at(t, r, c);
            ts_buf_add(out, s.len ? s : ts_str("\\N"));
            ts_buf_add_char(out, c + 1 < t->columns ? '\t' : '\n');
        }
    ts_buf_add_str(out, "\\.\n\n--\n-- PostgreSQL database dump complete\n--\n");
}

int main(int argc, char **argv) {
    ts_arena own = {0};
    ts_table t;
    ts_buf out = {0};
    if (argc != 3)
        return 2;
    load(argv[1], &t, &own);
    if (ts_write_xlsx(&out, &t, 2, false))
        return 3;
    save(argv[2], "pas.xlsx", &out);
    ts_write_ods(&out, &t), save(argv[2], "pas.ods", &out);
    ts_write_dbf(&out, &t), save(argv[2], "pas.dbf", &out);
    if (ts_write_sqlite(&out, &t))
        return 3;
    save(argv[2], "pas.sqlite", &out);
    ts_write_sql(&out, &t, true), save(argv[2], "pas.sql", &out);
    copy(&out, &t), save(argv[2], "pas.copy", &out);
    ts_write_ndjson(&out, &t), save(argv[2], "pas.ndjson", &out);
    for (uint32_t r = 0; r < t.rows; r++)
        fhir_json(&out, &t, r);
    save(argv[2], "pas.fhir.ndjson", &out);
    ts_buf_add_str(&out,
                   "<?xml version=\"1.0\"?>\n<Bundle xmlns=\"http://hl7.org/fhir\"><type value=\"collection\"/>\n");
    for (uint32_t r = 0; r < t.rows; r++)
        fhir_xml(&out, &t, r);
    ts_buf_add_str(&out, "</Bundle>\n");
    save(argv[2], "pas.fhir.xml", &out);
    for (uint32_t r = 0; r < t.rows; r++)
        hl7(&out, &t, r);
    save(argv[2], "pas.hl7", &out);
    ts_arena_wipe(&own);
    ts_free((void *)(uintptr_t)t.cell);
    return 0;
}
