/* write_sql.c - tables as database dumps: INSERTs as mysqldump writes them, COPY as pg_dump does. */
#include "synth/write.h"

void ts_sql_name(ts_buf *out, const char *head) {
    size_t from = out->len;
    for (const char *p = head; *p; p++) {
        if (ts_is_alnum(*p) || *p >= 128)
            ts_buf_add_char(out, ts_lower(*p));
        else if (out->len > from && out->ptr[out->len - 1] != '_')
            ts_buf_add_char(out, '_');
    }
    if (out->len > from && out->ptr[out->len - 1] == '_')
        out->ptr[--out->len] = '\0';
}

static void add_mysql_value(ts_buf *out, ts_span v, ts_cell_type type) {
    if (v.len == 0) {
        ts_buf_add_str(out, "NULL");
        return;
    }
    if (type == TS_CELL_NUMBER) {
        ts_buf_add(out, v);
        return;
    }
    ts_buf_add_char(out, '\'');
    for (size_t i = 0; i < v.len; i++) {
        if (v.ptr[i] == '\'' || v.ptr[i] == '\\')
            ts_buf_add_char(out, '\\');
        ts_buf_add_char(out, v.ptr[i]);
    }
    ts_buf_add_char(out, '\'');
}

enum { ROWS_AN_INSERT = 150 };

static void mysql(ts_buf *out, const ts_table *t) {
    ts_buf_addf(out,
                "-- MySQL dump 10.13  Distrib 5.7.38, for Linux (x86_64)\n--\n-- Host: localhost    Database: dw\n"
                "-- ------------------------------------------------------\n\n/*!40101 SET NAMES utf8 */;\n\n"
                "DROP TABLE IF EXISTS `%s`;\nCREATE TABLE `%s` (\n",
                t->name, t->name);
    for (uint32_t c = 0; c < t->columns; c++) {
        ts_buf_add_str(out, "  `");
        ts_sql_name(out, t->head[c]);
        ts_buf_addf(out, "` %s DEFAULT NULL%s\n", t->type[c] == TS_CELL_NUMBER ? "int(11)" : "varchar(80)",
                    c + 1 < t->columns ? "," : "");
    }
    ts_buf_addf(out, ") ENGINE=InnoDB DEFAULT CHARSET=utf8;\n\nLOCK TABLES `%s` WRITE;\n", t->name);
    for (uint32_t r = 0; r < t->rows; r++) {
        if (r % ROWS_AN_INSERT == 0)
            ts_buf_addf(out, "INSERT INTO `%s` VALUES ", t->name);
        ts_buf_add_char(out, '(');
        for (uint32_t c = 0; c < t->columns; c++) {
            if (c > 0)
                ts_buf_add_char(out, ',');
            add_mysql_value(out, ts_table_cell(t, r, c), t->type[c]);
        }
        ts_buf_add_str(out, (r + 1) % ROWS_AN_INSERT == 0 || r + 1 == t->rows ? ");\n" : "),");
    }
    ts_buf_add_str(out, "UNLOCK TABLES;\n-- Dump completed\n");
}

static void postgres_dump(ts_buf *out, const ts_table *t) {
    ts_buf_addf(out,
                "--\n-- PostgreSQL database dump\n--\n\nSET statement_timeout = 0;\nSET client_encoding = 'UTF8';\n\n"
                "CREATE TABLE public.%s (\n",
                t->name);
    for (uint32_t c = 0; c < t->columns; c++) {
        ts_buf_add_str(out, "    ");
        ts_sql_name(out, t->head[c]);
        ts_buf_addf(out, " %s%s\n", t->type[c] == TS_CELL_NUMBER ? "integer" : "character varying(80)",
                    c + 1 < t->columns ? "," : "");
    }
    ts_buf_addf(out, ");\n\nCOPY public.%s (", t->name);
    for (uint32_t c = 0; c < t->columns; c++) {
        if (c > 0)
            ts_buf_add_str(out, ", ");
        ts_sql_name(out, t->head[c]);
    }
    ts_buf_add_str(out, ") FROM stdin;\n");
    for (uint32_t r = 0; r < t->rows; r++)
        for (uint32_t c = 0; c < t->columns; c++) {
            ts_span v = ts_table_cell(t, r, c);
            if (v.len == 0)
                ts_buf_add_str(out, "\\N");
            for (size_t i = 0; i < v.len; i++) {
                if (v.ptr[i] == '\\')
                    ts_buf_add_char(out, '\\');
                ts_buf_add_char(out, v.ptr[i]);
            }
            ts_buf_add_char(out, c + 1 < t->columns ? '\t' : '\n');
        }
    ts_buf_add_str(out, "\\.\n\n\n--\n-- PostgreSQL database dump complete\n--\n");
}

void ts_write_sql(ts_buf *out, const ts_table *t, bool postgres) {
    if (postgres)
        postgres_dump(out, t);
    else
        mysql(out, t);
}
