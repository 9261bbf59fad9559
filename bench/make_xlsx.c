/* make_xlsx.c - writes a CSV without quoted separators as a workbook of one sheet, every cell as text: make_xlsx CSV XLSX ROWS */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

int main(int argc, char **argv) {
    FILE *in = argc == 4 ? fopen(argv[1], "re") : NULL;
    if (!in)
        return 2;
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    lxw_workbook *book = workbook_new_opt(argv[2], &options);
    lxw_worksheet *sheet = workbook_add_worksheet(book, "Export");
    static char line[65536];
    lxw_row_t rows = (lxw_row_t)strtoul(argv[3], NULL, 10);
    for (lxw_row_t row = 0; row < rows && fgets(line, sizeof line, in); row++) {
        lxw_col_t column = 0;
        line[strcspn(line, "\r\n")] = 0;
        for (char *at = line, *next; at; at = next, column++) {
            next = strchr(at, ',');
            if (next)
                *next++ = 0;
            worksheet_write_string(sheet, row, column, at, NULL);
        }
    }
    fclose(in);
    return workbook_close(book) == LXW_NO_ERROR ? 0 : 3;
}
