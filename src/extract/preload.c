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
__attribute__((weak)) void ts_mail_preload(void);
__attribute__((weak)) void ts_pdf_preload(void);

static void swallow_print(const gchar *text) { (void)text; }

void ts_extract_preload(void) {
    static bool done;
    if (done)
        return;
    done = true;
    /* Names and dates come out alike wherever it runs. */
    if (setlocale(LC_ALL, "C.UTF-8") == NULL)
        setlocale(LC_ALL, "C");
    setenv("TZ", "UTC0", 1);
    tzset();
    g_log_set_writer_func(swallow, NULL, NULL);
    g_log_set_default_handler(swallow_old, NULL);
    g_set_print_handler(swallow_print);
    g_set_printerr_handler(swallow_print);
    if (ts_archive_preload)
        ts_archive_preload();
    if (ts_mail_preload)
        ts_mail_preload();
    if (ts_pdf_preload)
        ts_pdf_preload();
}
