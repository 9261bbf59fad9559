/* write.h - documents, tables and containers as bytes, in the formats that leaks come in.
 *
 * Every writer appends to a buffer and depends on its arguments alone: no clock, no locale, no
 * temporary names.
 */
#ifndef TS_SYNTH_WRITE_H
#define TS_SYNTH_WRITE_H

#include "base/mem.h"
#include "synth/layout.h"

enum { TS_TABLE_COLUMNS = 40 };

typedef struct ts_table {
    const char *name; /* "waiting_list" */
    const char *title; /* for people: "Waiting list, Cardiology" */
    const char *head[TS_TABLE_COLUMNS];
    ts_cell_type type[TS_TABLE_COLUMNS];
    uint32_t columns, rows;
    const ts_span *cell; /* rows * columns */
    const ts_date *date; /* the same shape: the day behind a date cell, TS_NO_DATE elsewhere; or NULL */
    ts_date day; /* of the list itself */
    uint64_t salt;
} ts_table;
static inline ts_span ts_table_cell(const ts_table *t, uint32_t row, uint32_t column) {
    return t->cell[(size_t)row * t->columns + column];
}

/* A letter or form, paragraph by paragraph. */
typedef enum ts_para_kind {
    TS_PARA_HEAD,
    TS_PARA_LINE,
    TS_PARA_BOLD,
    TS_PARA_BODY,
    TS_PARA_LABEL,
    TS_PARA_GAP
} ts_para_kind;
typedef struct ts_para {
    ts_para_kind kind;
    ts_span text, value; /* value: of TS_PARA_LABEL "Hospital number" / "AH1000017" */
} ts_para;
enum { TS_LETTER_PARAS = 64 };
typedef struct ts_letter {
    ts_para para[TS_LETTER_PARAS];
    size_t paras;
    const char *title;
    ts_date day;
    uint64_t salt;
} ts_letter;

typedef enum ts_charset { TS_UTF8, TS_UTF8_BOM, TS_UTF16LE, TS_UTF16BE, TS_WINDOWS_1252 } ts_charset;
void ts_write_charset(ts_buf *out, ts_span utf8, ts_charset charset);

typedef struct ts_csv_dialect {
    char separator;
    bool quote_all, crlf, head;
    ts_charset charset;
} ts_csv_dialect;
void ts_write_csv(ts_buf *out, const ts_table *t, const ts_csv_dialect *d);
void ts_write_sql(ts_buf *out, const ts_table *t, bool postgres);
/* A column's name as a database would have it: "Date of Birth" -> "date_of_birth". */
void ts_sql_name(ts_buf *out, const char *head);
ts_err ts_write_sqlite(ts_buf *out, const ts_table *t);
void ts_write_dbf(ts_buf *out, const ts_table *t);
void ts_write_ods(ts_buf *out, const ts_table *t);
void ts_write_rtf_table(ts_buf *out, const ts_table *t);
void ts_write_ndjson(ts_buf *out, const ts_table *t);
void ts_write_html_table(ts_buf *out, const ts_table *t);
void ts_write_html_letter(ts_buf *out, const ts_letter *l);
void ts_write_docx_table(ts_buf *out, const ts_table *t);
void ts_write_odt_letter(ts_buf *out, const ts_letter *l);
void ts_write_rtf_letter(ts_buf *out, const ts_letter *l);
/* Between tags. */
void ts_xml_escape(ts_buf *out, ts_span s);
void ts_write_docx_letter(ts_buf *out, const ts_letter *l);
/* title_rows: lines above the header, as people make them; real_dates: serial days, not text. */
ts_err ts_write_xlsx(ts_buf *out, const ts_table *t, uint32_t title_rows, bool real_dates);
/* page_of[row] gets each row's page from 1; may be NULL. */
ts_err ts_write_pdf_table(ts_buf *out, const ts_table *t, uint32_t *page_of);
ts_err ts_write_pdf_letter(ts_buf *out, const ts_letter *l);
void ts_write_text_letter(ts_buf *out, const ts_letter *l, bool crlf);
/* The one page of text that a mail's body is. */
void ts_write_text_table(ts_buf *out, const ts_table *t);

typedef struct ts_attachment {
    ts_span name, bytes;
    const char *type; /* "text/csv" */
} ts_attachment;
typedef struct ts_mail {
    ts_span from, to, subject, text, html; /* html may be empty */
    const ts_attachment *attachment;
    size_t attachments;
    ts_date day;
    uint64_t salt;
} ts_mail;
void ts_write_mail(ts_buf *out, const ts_mail *m);

/* A container in the making: members are added, then it is finished. */
typedef enum ts_pack { TS_PACK_ZIP, TS_PACK_TAR, TS_PACK_TAR_GZ, TS_PACK_TAR_XZ, TS_PACK_TAR_ZST } ts_pack;
typedef struct ts_packer {
    ts_pack pack;
    const char *password; /* zip only: ZipCrypto */
    ts_buf data, directory;
    uint32_t members, stored; /* zip only: the first `stored` of them are not deflated */
} ts_packer;
void ts_packer_add(ts_packer *p, ts_span name, ts_span bytes, ts_date day);
ts_err ts_packer_finish(ts_packer *p, ts_buf *out); /* the packer is empty again */
ts_err ts_write_gz(ts_buf *out, ts_span bytes);

/* Writes dir/path, making the directories between; the file must not exist. */
ts_err ts_save_file(const char *dir, const char *path, ts_span bytes);
ts_err ts_save_dir(const char *path);

#endif
