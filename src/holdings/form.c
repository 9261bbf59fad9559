/* form.c - which form an export has come in, by its first bytes: what this program reads itself, and what a worker must. */
#include "holdings/form.h"

#include "base/mem.h"
#include "holdings/copy.h"
#include "text/encoding.h"

/* The first sign of a text that is no blank, and the one behind it. */
static void first_signs(ts_span s, char out[2]) {
    size_t n = 0;
    out[0] = out[1] = 0;
    for (size_t i = 0; i < s.len && n < 2; i++)
        if (!ts_is_space(s.ptr[i]))
            out[n++] = s.ptr[i];
}

/* {"a": ..., [{"a": ..., <?xml, <Bundle.  A list of column names may begin with a bracket, too: [id],[name]. */
static bool is_marked_up(ts_span s) {
    char c[2];
    first_signs(s, c);
    return (c[0] == '{' && c[1] == '"') || (c[0] == '[' && (c[1] == '{' || c[1] == '[')) ||
           (c[0] == '<' && (c[1] == '?' || c[1] == '!' || ts_is_alpha(c[1])));
}

/* "MSH|^~\&|", a batch of such, or one in its frame (HL7 2.5.1, 2.6; MLLP). */
static bool is_hl7(ts_span s) {
    static const char *const heads[] = {"MSH", "FHS", "BHS"};
    if (s.len && s.ptr[0] == 0x0B)
        s = ts_slice(s, 1, s.len);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (s.len > 5 && ts_span_starts(s, ts_str(heads[i])) && !ts_is_alnum(s.ptr[3]) && s.ptr[3] != ',' &&
            !ts_is_alnum(s.ptr[4]) && !ts_is_space(s.ptr[4]))
            return true;
    return false;
}

/* Lines of a dump: statements that make or fill a table. */
static bool is_dump(ts_span s) {
    static const char *const words[] = {"insert into ", "create table ", "replace into ", "drop table ", "insert all"};
    for (size_t at = 0; at < s.len;) {
        ts_span line = ts_trim(ts_slice(s, at, 64));
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (ts_span_starts_nocase(line, ts_str(words[i])))
                return true;
        const char *end = memchr(s.ptr + at, '\n', s.len - at);
        at = end ? (size_t)(end - s.ptr) + 1 : s.len;
    }
    return false;
}

ts_form ts_form_of(ts_span head) {
    size_t mark, used;
    ts_charset charset = ts_charset_guess(head, &mark);
    if (charset == TS_BINARY)
        return head.len ? TS_FORM_OTHER : TS_FORM_DELIMITED;
    TS_AUTO(ts_buf, ts_buf_wipe) text = {0};
    ts_to_utf8(charset, ts_slice(head, mark, head.len), false, &text, &used);
    ts_span s = ts_buf_span(&text);
    if (ts_copy_begins(s))
        return TS_FORM_COPY;
    bool zip = ts_span_starts(head, ts_str("PK\x03\x04")); /* a very small one looks like a text */
    return zip || is_marked_up(s) || is_hl7(s) || is_dump(s) ? TS_FORM_OTHER : TS_FORM_DELIMITED;
}

bool ts_form_is_named(const char *name) {
    static const char *const ends[] = {"csv",  "tsv", "txt",    "tab",     "psv",  "xlsx",  "xlsm", "xls",
                                       "xlsb", "ods", "ndjson", "jsonl",   "json", "fhir",  "hl7",  "xml",
                                       "dbf",  "db",  "sqlite", "sqlite3", "mdb",  "accdb", "sql",  "prn"};
    ts_span s = ts_str(name);
    const char *dot = memrchr(name, '.', s.len);
    for (size_t i = 0; dot && name[0] != '.' && i < sizeof ends / sizeof *ends; i++)
        if (ts_span_eq_nocase(ts_str(dot + 1), ts_str(ends[i])))
            return true;
    return false;
}
