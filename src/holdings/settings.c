/* settings.c - what a person says of a holding: in holdings.toml, in a mapping file, or by options. */
#include "holdings/settings.h"

static const char *const kinds[] = {"patient", "staff", "donor", "supplier", NULL};

static ts_err read_text(const ts_toml *table, const char *key, const char *file, size_t max, const char **out) {
    const ts_toml *node = ts_toml_get(table, key);
    if (!node)
        return TS_OK;
    const char *text = ts_toml_text(node);
    if (!text)
        return ts_fail(TS_EUSAGE, "%s, line %d: %s is a text in quotes", file, ts_toml_line(node), key);
    if (strlen(text) > max)
        return ts_fail(TS_EUSAGE, "%s, line %d: %s is longer than %zu letters", file, ts_toml_line(node), key, max);
    if (*text)
        *out = text;
    return TS_OK;
}

/* file = "pas.csv", or ["pas_1.csv", "pas_2.csv"] */
static ts_err read_files(const ts_toml *table, const char *file, ts_settings_of_holding *out) {
    const ts_toml *node = ts_toml_get(table, "file");
    if (!node || !ts_toml_count(node))
        return read_text(table, "file", file, TS_LIMIT_NAME, &out->file);
    if (ts_toml_count(node) > TS_LIMIT_EXPORT_PARTS)
        return ts_fail(TS_EUSAGE, "%s, line %d: an export has at most %d parts", file, ts_toml_line(node),
                       TS_LIMIT_EXPORT_PARTS);
    for (out->parts = 0; out->parts < ts_toml_count(node); out->parts++) {
        const char *name = ts_toml_text(ts_toml_at(node, out->parts));
        if (!name || !*name)
            return ts_fail(TS_EUSAGE, "%s, line %d: file is a name in quotes, or a list of such", file,
                           ts_toml_line(node));
        out->part[out->parts] = name;
    }
    out->file = out->part[0];
    return TS_OK;
}

/* header = ["nhs_number", "surname"] */
static ts_err read_header(const ts_toml *table, const char *file, ts_settings_of_holding *out) {
    const ts_toml *node = ts_toml_get(table, "header");
    if (!node)
        return TS_OK;
    for (size_t i = 0; i < ts_toml_count(node); i++)
        if (!ts_toml_text(ts_toml_at(node, i)))
            return ts_fail(TS_EUSAGE, "%s, line %d: header is a list of names in quotes", file, ts_toml_line(node));
    if (!ts_toml_count(node))
        return ts_fail(TS_EUSAGE, "%s, line %d: header is a list of names in quotes", file, ts_toml_line(node));
    out->header = node;
    return TS_OK;
}

ts_err ts_settings_read(const ts_toml *table, const char *file, ts_settings_of_holding *out) {
    static const char *const known[] = {"file",     "organisation", "system",       "as_of",      "kind",
                                        "complete", "travels",      "shared_local", "accept_bad", "columns",
                                        "sheet",    "header",       "tree",         NULL};
    for (size_t i = 0; i < ts_toml_count(table); i++) {
        const char *key = ts_toml_key_at(table, i);
        bool is_known = false;
        for (const char *const *k = known; *k; k++)
            is_known |= strcmp(*k, key) == 0;
        if (!is_known)
            return ts_fail(TS_EUSAGE, "%s, line %d: there is no setting \"%s\"", file,
                           ts_toml_line(ts_toml_get(table, key)), key);
    }
    const char *as_of = NULL;
    ts_settings_of_holding s = *out;
    TS_TRY(read_files(table, file, &s));
    TS_TRY(read_text(table, "sheet", file, TS_LIMIT_NAME, &s.sheet));
    TS_TRY(read_header(table, file, &s));
    TS_TRY(read_text(table, "tree", file, TS_LIMIT_NAME, &s.tree));
    TS_TRY(read_text(table, "organisation", file, 15, &s.organisation));
    TS_TRY(read_text(table, "system", file, 63, &s.system));
    TS_TRY(read_text(table, "kind", file, 15, &s.kind));
    TS_TRY(read_text(table, "as_of", file, 10, &as_of));
    TS_TRY(read_text(table, "accept_bad", file, 400, &s.accept_bad));
    if (as_of && (s.as_of = ts_date_parse_iso(ts_str(as_of))) == TS_NO_DATE)
        return ts_fail(TS_EUSAGE, "%s, line %d: as_of is a date like \"2023-10-01\"", file,
                       ts_toml_line(ts_toml_get(table, "as_of")));
    s.complete = ts_toml_bool(table, "complete", s.complete);
    s.travels = ts_toml_bool(table, "travels", s.travels);
    s.shared_local = ts_toml_bool(table, "shared_local", s.shared_local);
    if (ts_toml_get(table, "columns")) {
        s.columns = ts_toml_get(table, "columns");
        s.from = file;
    }
    *out = s;
    return TS_OK;
}

ts_err ts_settings_check(const ts_settings_of_holding *s) {
    if (!s->organisation || !*s->organisation)
        return ts_fail(
            TS_EUSAGE,
            "%s: which organisation's export is it?  Give its ODS code (--organisation RBS, or organisation = \"RBS\")",
            s->file);
    if (!s->system || !*s->system)
        return ts_fail(TS_EUSAGE, "%s: which system is it from?  (--system PAS, or system = \"PAS\")", s->file);
    if (strlen(s->organisation) > 15 || strlen(s->system) > 63)
        return ts_fail(TS_EUSAGE, "%s: an organisation has at most 15 letters, a system 63", s->file);
    if (s->as_of == TS_NO_DATE)
        return ts_fail(TS_EUSAGE, "%s: of which day is it?  (--as-of 2023-10-01, or as_of = \"2023-10-01\")", s->file);
    for (const char *const *k = kinds; s->kind; k++) {
        if (!*k)
            return ts_fail(TS_EUSAGE, "%s: the kind is patient, staff, donor or supplier", s->file);
        if (strcmp(*k, s->kind) == 0)
            break;
    }
    return TS_OK;
}

ts_date ts_settings_date_in(ts_span name) {
    ts_date found = TS_NO_DATE;
    for (size_t at = 0; at < name.len; at++) {
        if (!ts_is_digit(name.ptr[at]) || (at && ts_is_digit(name.ptr[at - 1])))
            continue;
        char iso[11] = "0000-00-01";
        size_t used = 0, digit[8], digits = 0;
        for (size_t i = at; i < name.len && digits < 8; i++) {
            if (ts_is_digit(name.ptr[i]))
                digit[digits++] = i, used = i + 1;
            else if ((name.ptr[i] != '-' && name.ptr[i] != '_' && name.ptr[i] != '.') || (digits != 4 && digits != 6))
                break;
        }
        bool ends = used >= name.len || !ts_is_digit(name.ptr[used]);
        if (!ends || (digits != 8 && digits != 6))
            continue;
        static const uint8_t place[] = {0, 1, 2, 3, 5, 6, 8, 9};
        for (size_t i = 0; i < digits; i++)
            iso[place[i]] = name.ptr[digit[i]];
        ts_date d = ts_date_parse_iso(ts_str(iso));
        if (d >= ts_date_of(1970, 1, 1) && d <= ts_date_of(2100, 1, 1))
            found = d;
    }
    return found;
}
