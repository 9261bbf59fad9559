/* dev_tables.h - the sorts of tables: their columns as "HEAD ; role ; cell", a line each; "~/" parts what is chosen once a table. */
#ifndef TS_TESTS_ACCURACY_DEV_TABLES_H
#define TS_TESTS_ACCURACY_DEV_TABLES_H

#include <stdbool.h>

typedef struct dev_table {
    const char *name; /* of an SQL table */
    bool trap;
    int low, high; /* rows */
    const char *columns;
} dev_table;
extern const dev_table dev_table_list[], dev_table_traps[];
extern const unsigned long dev_table_list_n, dev_table_traps_n;

#endif
