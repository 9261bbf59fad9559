/* preload.c - wakes the third-party readers once, in the process that later forks.
 *
 * After the fork the sandbox forbids opening any file.  Whatever a library would load late (a
 * character set module, the time zone, a table) is brought in here; what cannot be is switched
 * off, so that a result never depends on what else the machine has installed.
 */
#include "extract/libs.h"

#include <glib.h>
#include <iconv.h>
#include <locale.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* Every character set of the C library that is a module of its own.  A mail may name any of them,
 * and the library would open the module's file at that moment. */
static const char charsets[] =
    "ISO-8859-1 ISO-8859-15 CP1252 ANSI_X3.110 UTF-16 UTF-16LE UTF-16BE UNICODE UTF-32 UTF-32LE UTF-32BE UTF-7 "
    "UTF-7-IMAP BS_4730 CSA_Z243.4-1985-1 CSA_Z243.4-1985-2 DIN_66003 DS_2089 ES ES2 GB_1988-80 IT "
    "JIS_C6220-1969-RO JIS_C6229-1984-B JUS_I.B1.002 KSC5636 MSZ_7795.3 NC_NC00-10 NF_Z_62-010 NF_Z_62-010_1973 "
    "NS_4551-1 NS_4551-2 PT PT2 SEN_850200_B SEN_850200_C ISO-8859-2 ISO-8859-3 ISO-8859-4 ISO-8859-5 ISO-8859-6 "
    "ISO-8859-7 ISO-8859-8 ISO-8859-9 ISO-8859-10 ISO-8859-11 ISO-8859-13 ISO-8859-14 ISO-8859-16 T.61-8BIT "
    "ISO_6937 ISO_6937-2 SJIS CP932 KOI-8 KOI8-R LATIN-GREEK LATIN-GREEK-1 HP-ROMAN8 EBCDIC-AT-DE EBCDIC-AT-DE-A "
    "EBCDIC-CA-FR EBCDIC-DK-NO EBCDIC-DK-NO-A EBCDIC-ES EBCDIC-ES-A EBCDIC-ES-S EBCDIC-FI-SE EBCDIC-FI-SE-A "
    "EBCDIC-FR EBCDIC-IS-FRISS EBCDIC-IT EBCDIC-PT EBCDIC-UK EBCDIC-US IBM037 IBM038 IBM256 IBM273 IBM274 IBM275 "
    "IBM277 IBM278 IBM280 IBM281 IBM284 IBM285 IBM290 IBM297 IBM420 IBM423 IBM424 IBM437 IBM500 IBM850 IBM858 "
    "IBM851 IBM852 IBM855 IBM856 IBM857 IBM860 IBM861 IBM862 IBM863 IBM864 IBM865 IBM866 IBM866NAV IBM868 IBM869 "
    "IBM870 IBM871 IBM875 IBM880 IBM891 IBM903 IBM904 IBM905 IBM918 IBM922 IBM930 IBM932 IBM933 IBM935 IBM937 "
    "IBM939 IBM943 IBM1004 IBM1026 IBM1046 IBM1047 IBM1124 IBM1129 IBM1160 IBM1161 IBM1132 IBM1133 IBM1162 "
    "IBM1163 IBM1164 EUC-KR UHC JOHAB BIG5 BIG5HKSCS EUC-JP-MS EUC-JP EUC-CN GBK EUC-TW CP1125 CP1250 CP1251 "
    "CP1253 CP1254 CP1255 CP1256 CP1257 CP1258 IBM874 CP737 CP770 CP771 CP772 CP773 CP774 CP775 ISO-2022-JP "
    "ISO-2022-JP-2 ISO-2022-JP-3 ISO-2022-KR ISO-2022-CN ISO-2022-CN-EXT MACINTOSH IEC_P27-1 ASMO_449 CSN_369103 "
    "CWI DEC-MCS ECMA-CYRILLIC GOST_19768-74 GREEK-CCITT GREEK7 GREEK7-OLD INIS INIS-8 INIS-CYRILLIC ISO_2033 "
    "ISO_5427 ISO_5427-EXT ISO_5428 ISO_10367-BOX MAC-IS MAC-UK CP10007 NATS-DANO NATS-SEFI WIN-SAMI-2 ISO-IR-197 "
    "TIS-620 KOI8-U ISIRI-3342 GB18030 VISCII KOI8-T GEORGIAN-PS GEORGIAN-ACADEMY ISO-IR-209 MAC-SAMI ARMSCII-8 "
    "TCVN5712-1 EUC-JISX0213 Shift_JISX0213 TSCII PT154 RK1048 IBM1025 IBM1122 IBM1137 IBM1153 IBM1154 IBM1155 "
    "IBM1156 IBM1157 IBM1158 IBM803 IBM901 IBM902 IBM921 IBM1008 IBM1097 IBM1112 IBM1123 IBM1130 IBM1140 IBM1141 "
    "IBM1142 IBM1143 IBM1144 IBM1145 IBM1146 IBM1147 IBM1148 IBM1149 IBM1166 IBM1167 IBM4517 IBM4899 IBM4909 "
    "IBM4971 IBM5347 IBM9030 IBM9066 IBM9448 IBM12712 IBM16804 IBM1364 IBM1371 IBM1388 IBM1390 IBM1399 "
    "ISO_11548-1 MIK BRF MAC-CENTRALEUROPE KOI8-RU ISO-8859-9E HP-ROMAN9 HP-TURKISH8 HP-THAI8 HP-GREEK8 ";

/* The descriptors stay open for good: a module in use is never unloaded. */
static void load_charsets(void) {
    enum { MOST = 300 };
    static __attribute__((used)) iconv_t kept[MOST];
    const char *at = charsets;
    for (size_t i = 0; i < MOST && *at != 0; i++) {
        char name[32] = "";
        size_t len = strcspn(at, " ");
        memcpy(name, at, len < sizeof name ? len : sizeof name - 1);
        kept[i] = iconv_open("UTF-8", name); /* not there: then nobody can open it later either */
        at += len + 1;
    }
}

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
    load_charsets();
    ts_archive_preload();
    ts_mail_preload();
    ts_pdf_preload();
}
