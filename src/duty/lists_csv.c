/* lists_csv.c - the lists as CSV: people by random case number, files, what was not read, and copies; never a value. */
#include "duty/report.h"

#include "base/clock.h"
#include "base/digest.h"
#include "store/copies.h"

/* RFC 4180 quoting; a cell that a spreadsheet would take for a formula gets a ' in front. */
void ts_csv_cell(ts_buf *out, ts_span s) {
    ts_buf_add_char(out, '"');
    if (s.len && strchr("=+-@\t\r", s.ptr[0]))
        ts_buf_add_char(out, '\'');
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '"')
            ts_buf_add_char(out, '"');
        ts_buf_add_char(out, s.ptr[i]);
    }
    ts_buf_add_char(out, '"');
}

static void cell(ts_buf *out, ts_span s, bool last) {
    ts_csv_cell(out, s);
    ts_buf_add_str(out, last ? "\r\n" : ",");
}

typedef struct listing {
    ts_case *c;
    const ts_facts *f;
    ts_buf *out;
} listing;

static ts_err add_person(void *context, const ts_person *p) {
    listing *l = context;
    ts_buf_addf(l->out, "%s,%s,%s,%s,%s,", p->number, ts_person_identifiable(p) ? "yes" : "no",
                ts_verdict_name((ts_verdict)p->verdict), p->held ? "yes" : "no", ts_role_name((ts_role)p->population));
    TS_AUTO(ts_buf, ts_buf_done) list = {0};
    for (int i = 0; i < TS_CATEGORIES; i++)
        if (p->categories >> i & 1)
            ts_buf_addf(&list, "%s%s", list.len ? "; " : "", ts_category_name(i));
    cell(l->out, ts_buf_span(&list), false);
    ts_buf_clear(&list);
    for (int i = 0; i < l->f->organisations; i++)
        if (p->organisations >> i & 1)
            ts_buf_addf(&list, "%s%s", list.len ? "; " : "", l->f->organisation[i].code);
    cell(l->out, ts_buf_span(&list), false);
    ts_buf_addf(l->out, "%u,%u,", p->sightings, p->files);
    if (p->first_year)
        ts_buf_addf(l->out, "%u,%u,", p->first_year, p->last_year);
    else
        ts_buf_add_str(l->out, ",,");
    const char *known = p->birth_month >= 0 ? NULL : "";
    ts_buf_addf(l->out, "%s,%s,%s\r\n",
                known           ? known
                : p->child_then ? "yes"
                                : "no",
                known          ? known
                : p->child_now ? "yes"
                               : "no",
                p->deceased ? "yes" : "");
    return TS_OK;
}

static ts_err people(ts_case *c, const ts_facts *f, ts_buf *out) {
    listing l = {c, f, out};
    ts_buf_add_str(
        out, "number,counted,verdict,held,population,categories,organisations,sightings,files,first_year,last_year,"
             "child_then,child_today,deceased\r\n");
    return ts_people_each(c, add_person, &l);
}

static ts_err files(ts_case *c, const ts_facts *f, ts_buf *out) {
    (void)c;
    ts_buf_add_str(out, "where,sightings,genuine,altered,differs,recombined,candidate,placeholder,unknown,expected_"
                        "wrong,source,system,as_of,as_of_low,as_of_high,telling,chance_random,chance_region\r\n");
    for (size_t i = 0; i < f->tables; i++) {
        const ts_table_sum *s = &f->table[i].sum;
        char day[3][11];
        ts_date_print(s->as_of, day[0]), ts_date_print(s->as_of_low, day[1]), ts_date_print(s->as_of_high, day[2]);
        cell(out, ts_str(f->table[i].place), false);
        ts_buf_addf(out, "%llu,", (unsigned long long)s->sightings);
        static const ts_verdict column[] = {TS_VERDICT_GENUINE,    TS_VERDICT_ALTERED,   TS_VERDICT_DIFFERS,
                                            TS_VERDICT_RECOMBINED, TS_VERDICT_CANDIDATE, TS_VERDICT_PLACEHOLDER,
                                            TS_VERDICT_UNKNOWN};
        for (size_t k = 0; k < sizeof column / sizeof *column; k++)
            ts_buf_addf(out, "%llu,", (unsigned long long)s->verdict[column[k]]);
        ts_buf_addf(out, "%.3f,%s,", (double)s->wrong_ppb / 1e9,
                    s->ours == TS_OURS_SHOWN    ? "ours"
                    : s->ours == TS_OURS_ISSUED ? "issued by us"
                                                : "not shown");
        cell(out, ts_str(f->table[i].source), false);
        for (int k = 0; k < 3; k++)
            ts_buf_addf(out, "%s,", day[k][0] == '-' ? "" : day[k]);
        ts_buf_addf(out, "%llu,%.4f,%.2f\r\n", (unsigned long long)s->telling, (double)s->random_micro / 1e6,
                    (double)s->region_micro / 1e6);
    }
    return TS_OK;
}

static ts_err unread(ts_case *c, const ts_facts *f, ts_buf *out) {
    (void)c;
    ts_buf_add_str(out, "where,format,reason,bytes_not_read,bytes,message\r\n");
    for (size_t i = 0; i < f->unreads; i++) {
        const ts_fact_unread *u = &f->unread[i];
        cell(out, ts_str(u->place), false);
        ts_buf_addf(out, "%s,%s,%llu,%llu,", u->format, ts_reason_name(u->reason), (unsigned long long)u->bytes,
                    (unsigned long long)u->size);
        cell(out, ts_str(u->message), true);
    }
    return TS_OK;
}

static ts_err add_copy(void *context, const ts_copied *p) {
    listing *l = context;
    ts_blob b;
    char hex[65];
    TS_AUTO(ts_buf, ts_buf_done) where = {0};
    TS_TRY(ts_blob_by_id(l->c, p->blob, &b));
    TS_TRY(ts_place_masked(l->c, p->place, &where));
    ts_digest_hex(&b.digest, hex);
    ts_buf_addf(l->out, "%u,%s,", p->group, ts_copy_name(p->kind));
    cell(l->out, ts_buf_span(&where), false);
    ts_buf_addf(l->out, "%llu,%u,%s\r\n", (unsigned long long)b.size, b.sightings, hex);
    return TS_OK;
}

static ts_err copies(ts_case *c, const ts_facts *f, ts_buf *out) {
    listing l = {c, f, out};
    ts_buf_add_str(out, "group,copy,where,bytes,sightings,sha256\r\n");
    return ts_copies_each(c, add_copy, &l);
}

const ts_report_shape ts_report_people_csv = {"people", "csv", "people.csv", people};
const ts_report_shape ts_report_files_csv = {"files", "csv", "files.csv", files};
const ts_report_shape ts_report_unread_csv = {"unread", "csv", "unread.csv", unread};
const ts_report_shape ts_report_copies_csv = {"copies", "csv", "copies.csv", copies};
