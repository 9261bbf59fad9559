/* reports.c - renders the reports that were asked for, all from one set of facts. */
#include <touchstone/duty.h>

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/fs.h"
#include "base/mem.h"
#include "duty/report.h"

#define TS_REPORT(name) extern const ts_report_shape ts_report_##name;
#include "duty/reports.def"
#undef TS_REPORT

const ts_report_shape *const ts_reports[] = {
#define TS_REPORT(name) &ts_report_##name,
#include "duty/reports.def"
#undef TS_REPORT
};
const size_t ts_report_count = sizeof ts_reports / sizeof *ts_reports;

static bool wanted(const char *formats, const char *format) {
    size_t n = strlen(format);
    for (const char *p = formats; p && *p; p += strcspn(p, ","), p += *p == ',')
        if (strncmp(p, format, n) == 0 && (p[n] == ',' || p[n] == 0))
            return true;
    return formats == NULL;
}

static ts_err check_formats(const char *formats) {
    if (formats && !*formats)
        return ts_fail(TS_EUSAGE, "no report format is named; there are html, json and csv");
    for (const char *p = formats; p && *p; p += strcspn(p, ","), p += *p == ',') {
        bool known = false;
        for (size_t i = 0; i < ts_report_count; i++)
            known |= strlen(ts_reports[i]->format) == strcspn(p, ",") &&
                     strncmp(p, ts_reports[i]->format, strcspn(p, ",")) == 0;
        if (!known)
            return ts_fail(TS_EUSAGE, "there is no report format %.*s; there are html, json and csv",
                           (int)strcspn(p, ","), p);
    }
    return TS_OK;
}

ts_err ts_report(ts_case *c, const ts_report_options *options, char *index, size_t index_size) {
    TS_TRY(check_formats(options->formats));
    char dir_path[TS_REPORT_PATH];
    snprintf(dir_path, sizeof dir_path, "%s%s", options->out ? options->out : c->path, options->out ? "" : "/reports");
    TS_TRY(ts_fs_make_dir(AT_FDCWD, dir_path));
    TS_AUTO(int, ts_fs_close) dir = -1;
    TS_TRY(ts_fs_open_dir(AT_FDCWD, dir_path, &dir));
    ts_facts *f = ts_alloc(sizeof *f);
    ts_err err = ts_facts_load(c, f);
    TS_AUTO(ts_buf, ts_buf_done) log = {0};
    ts_buf_add_str(&log, "{\"files\":[");
    for (size_t i = 0; !err && i < ts_report_count; i++) {
        const ts_report_shape *r = ts_reports[i];
        if (!wanted(options->formats, r->format))
            continue;
        TS_AUTO(ts_buf, ts_buf_done) bytes = {0};
        err = r->render(c, f, &bytes);
        if (!err)
            err = ts_fs_replace(dir, r->file, ts_buf_span(&bytes), 0600);
        ts_digest d;
        char hex[65];
        ts_sha256_of(ts_buf_span(&bytes), &d);
        ts_digest_hex(&d, hex);
        ts_buf_addf(&log, "%s{\"file\":\"%s\",\"sha256\":\"%s\"}", log.ptr[log.len - 1] == '[' ? "" : ",", r->file,
                    hex);
    }
    ts_buf_add_str(&log, "]}");
    ts_facts_done(f);
    ts_free(f);
    TS_TRY(err);
    snprintf(index, index_size, "%s/summary.html", dir_path);
    return ts_case_record(c, "reports written", log.ptr);
}

ts_err ts_situation_line(ts_case *c, char *out, size_t size) {
    ts_facts *f = ts_alloc(sizeof *f);
    ts_err err = ts_facts_load(c, f);
    if (!err) {
        TS_AUTO(ts_buf, ts_buf_done) line = {0};
        ts_facts_situation(f, &line);
        snprintf(out, size, "%s", line.ptr);
    }
    ts_facts_done(f);
    ts_free(f);
    return err;
}
