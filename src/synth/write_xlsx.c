/* write_xlsx.c - tables as workbooks; the door to libxlsxwriter.
 *
 * The library wants a file name: it gets one of a file in memory.  Its only clock is the creation
 * date, which is set.
 */
#include <stdio.h>
#include <sys/stat.h>
#include <xlsxwriter.h>

#include "base/fs.h"
#include "synth/write.h"

enum { SERIAL_OF_1970 = 25569, SECONDS_A_DAY = 86400 }; /* 1970-01-01 in the 1900 date system (ECMA-376 18.17.4.1) */

static void add_cell(lxw_worksheet *s, lxw_row_t row, lxw_col_t col, const ts_table *t, uint32_t r, lxw_format *date) {
    ts_span v = ts_table_cell(t, r, col);
    uint64_t number;
    if (v.len == 0)
        return;
    ts_date day = t->date ? t->date[(size_t)r * t->columns + col] : TS_NO_DATE;
    if (date && day != TS_NO_DATE)
        worksheet_write_number(s, row, col, day + SERIAL_OF_1970, date);
    else if (t->type[col] == TS_CELL_NUMBER && ts_parse_u64(v, &number))
        worksheet_write_number(s, row, col, (double)number, NULL);
    else
        worksheet_write_string(s, row, col, v.ptr, NULL); /* arena copies end in a NUL */
}

static lxw_error fill(const char *path, const ts_table *t, uint32_t title_rows, bool real_dates) {
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    lxw_workbook *book = workbook_new_opt(path, &options);
    if (!book)
        return LXW_ERROR_MEMORY_MALLOC_FAILED;
    lxw_doc_properties about = {.title = (char *)(uintptr_t)t->title, .created = (time_t)t->day * SECONDS_A_DAY};
    workbook_set_properties(book, &about);
    lxw_format *bold = workbook_add_format(book), *date = workbook_add_format(book);
    format_set_bold(bold);
    format_set_bg_color(bold, 0xDDE6EF);
    format_set_num_format(date, "dd/mm/yyyy");
    lxw_worksheet *s = workbook_add_worksheet(book, t->name);
    worksheet_set_column(s, 0, (lxw_col_t)(t->columns - 1), 16, NULL);
    lxw_row_t row = 0;
    if (title_rows > 0) {
        worksheet_write_string(s, 0, 0, t->title, bold);
        row = title_rows;
    }
    for (uint32_t c = 0; c < t->columns; c++)
        worksheet_write_string(s, row, (lxw_col_t)c, t->head[c], bold);
    worksheet_freeze_panes(s, row + 1, 0);
    for (uint32_t r = 0; r < t->rows; r++)
        for (uint32_t c = 0; c < t->columns; c++)
            add_cell(s, row + 1 + r, (lxw_col_t)c, t, r, real_dates ? date : NULL);
    lxw_worksheet *notes = workbook_add_worksheet(book, "Notes");
    worksheet_write_string(notes, 0, 0, "Refreshed weekly. Do not e-mail.", NULL);
    return workbook_close(book);
}

ts_err ts_write_xlsx(ts_buf *out, const ts_table *t, uint32_t title_rows, bool real_dates) {
    TS_AUTO(int, ts_fs_close) fd = -1;
    TS_TRY(ts_fs_memory("workbook", &fd));
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (fill(path, t, title_rows, real_dates) != LXW_NO_ERROR)
        return ts_fail(TS_EIO, "a made-up workbook could not be written");
    struct stat st;
    if (fstat(fd, &st) != 0)
        return ts_fail(TS_EIO, "a made-up workbook cannot be measured");
    ts_buf_reserve(out, (size_t)st.st_size);
    size_t got = 0;
    TS_TRY(ts_fs_read_at(fd, 0, out->ptr + out->len, (size_t)st.st_size, &got, "a made-up workbook"));
    out->len += got;
    return TS_OK;
}
