/* preload.c - wakes the third-party readers once, in the process that later forks.
 *
 * After the fork the sandbox forbids opening any file.  Whatever a library would load late (a
 * character set module, the time zone, a table) is brought in here; what cannot be is switched
 * off, so that a result never depends on what else the machine has installed.
 */
#include "extract/libs.h"

#include <glib.h>
#include <locale.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* Messages of the libraries may quote the evidence: none of them is printed.  Where memory runs
 * out glib would abort; the parent shall see `memory`, not `crashed`. */
static GLogWriterOutput swallow(GLogLevelFlags level, const GLogField *fields, gsize n, gpointer context) {
    (void)context;
    for (gsize i = 0; (level & G_LOG_LEVEL_ERROR) != 0 && i < n; i++) {
        if (strcmp(fields[i].key, "MESSAGE") == 0 && strstr(fields[i].value, "failed to allocate") != NULL)
            _exit(TS_EXIT_MEMORY);
    }
    return G_LOG_WRITER_HANDLED;
}

static void swallow_old(const gchar *domain, GLogLevelFlags level, const gchar *message, gpointer context) {
    (void)domain, (void)context;
    const GLogField field = {"MESSAGE", message, -1};
    swallow(level, &field, message != NULL, NULL);
}

__attribute__((weak)) void ts_archive_preload(void);
__attribute__((weak)) void ts_pdf_preload(void);

static void swallow_print(const gchar *text) { (void)text; }

/* Titles of PDF and names in archives are UTF-16 or DOS's, a password is brought to Latin-1: each by a module of the C library,
 * which is a file.  The descriptors stay open for good, so that no module is ever unloaded. */
static void keep_charsets(void) {
    static const char *const way[][2] = {{"UTF-8", "UTF-16BE"}, {"UTF-8", "UTF-16LE"},   {"UTF-8", "UTF-16"},
                                         {"UTF-16BE", "UTF-8"}, {"ISO-8859-1", "UTF-8"}, {"UTF-8", "ISO-8859-1"},
                                         {"UTF-8", "CP437"}};
    static GIConv kept[sizeof way / sizeof *way];
    for (size_t i = 0; i < sizeof way / sizeof *way; i++)
        kept[i] = g_iconv_open(way[i][0], way[i][1]);
    if (kept[0] == (GIConv)-1)
        return; /* no such modules: then it stays as it is on a machine without them */
}

void ts_extract_preload(void) {
    static bool done;
    if (done)
        return;
    done = true;
    /* Names and dates come out alike wherever it runs. */
    if (setlocale(LC_CTYPE, "C.UTF-8") == NULL) /* of the others "C" says the same, and maps no file */
        setlocale(LC_CTYPE, "C");
    setenv("TZ", "UTC0", 1);
    tzset();
    g_log_set_writer_func(swallow, NULL, NULL);
    g_log_set_default_handler(swallow_old, NULL);
    g_set_print_handler(swallow_print);
    g_set_printerr_handler(swallow_print);
    keep_charsets();
    if (ts_archive_preload)
        ts_archive_preload();
    if (ts_pdf_preload)
        ts_pdf_preload();
}
