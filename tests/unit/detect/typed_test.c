/* typed_test.c - names in small letters, in forms and chats, and in EDIFACT; and what is written likewise and is nobody's. */
#include "detect/detect.h"
#include "support/kind_rows.h"

TEST(forms_are_filled_in_with_small_letters) {
    static const kind_row rows[] = {
        {"name: priya\nsurname: nethercott\ndob: 1 May 1980", TS_KIND_FORENAME, "PRIYA", 70, 90},
        {"name: priya\nsurname: nethercott\ndob: 1 May 1980", TS_KIND_SURNAME, "NETHERCOTT", 50, 90},
        {"full name: priya o'malley\ndob: 1 May 1980", TS_KIND_PERSON_NAME, "OMALLEY, PRIYA", 70, 90},
        {"reason 4 referral: tired\ngp: dr hargreaves\n", TS_KIND_SURNAME, "HARGREAVES", 50, 90},
        /* programs' keys, schemas, prose */
        {"services:\n  - build: x\nname: backend\nsurname: string\n", TS_KIND_PERSON_NAME, NULL},
        {"services:\n  - build: x\nname: backend\nsurname: string\n", TS_KIND_SURNAME, NULL},
        {"gp: dr on call tonight for us\n", TS_KIND_SURNAME, NULL},
        {"we write the surname: nethercott is one of many kinds of them", TS_KIND_SURNAME, NULL},
        {"surname: as it is in the passport of whoever asks for it\n", TS_KIND_SURNAME, NULL},
    };
    HOLD(rows);
}

TEST(who_speaks_in_a_chat_may_be_written_small) {
    static const kind_row rows[] = {
        {"14/02/2026 12:15 - priya nethercott: evening all", TS_KIND_PERSON_NAME, "NETHERCOTT, PRIYA", 70, 90},
        {"14/02/2026 12:15 - priya: evening all, who is on", TS_KIND_FORENAME, "PRIYA", 70, 90},
        {"14/02/2026 12:15 - system message: evening all", TS_KIND_PERSON_NAME, NULL},
        {"14/02/2026 12:15 - reminder: evening all, who is", TS_KIND_FORENAME, NULL},
        {"The shop closes at 12 - priya nethercott is: open", TS_KIND_PERSON_NAME, NULL},
    };
    HOLD(rows);
}

TEST(edifact_names_a_person_by_halves) {
    static const kind_row rows[] = {
        {"S01+01'PNA+PAT++++SU:NETHERCOTT+FO:ZXYLA+TI:Mrs'DTM+329:19911031:102'", TS_KIND_SURNAME, "NETHERCOTT", 70,
         90},
        {"S01+01'PNA+PAT++++SU:NETHERCOTT+FO:ZXYLA+TI:Mrs'DTM+329:19911031:102'", TS_KIND_FORENAME, "ZXYLA", 70, 90},
        {"S01+01'PNA+PAT++++SU:O?'BRIEN+FO:ZXYLA+TI:Mrs'DTM+329:19911031:102'", TS_KIND_SURNAME, "OBRIEN", 70, 90},
        {"S07+07'PNA+PAT+9990000018:OPI+++SU:ASH+FO:ZXYLA'", TS_KIND_NHS_NUMBER, "9990000018", 90, 95},
        {"S01+01'NAD+PT+9990000018:961'PNA+PAT++++SU:ASH", TS_KIND_NHS_NUMBER, "9990000018", 90, 95},
        {"S07+07'PNA+PAT+++SU:ASH'DTM+329:19911031:102'PDI+2'", TS_KIND_BIRTH_DATE, "1991-10-31", 90, 95},
        {"PDI+2'NAD+PAT++59 SANDY NOOK:LEEDS:::LS1 4AP'S08+08'", TS_KIND_ADDRESS, "59 SANDY NOOK", 90, 95},
        {"NAD+PO+++DR ASH'ADR++US:138 Quarry Bank++HR5 4LE'", TS_KIND_ADDRESS, "138 QUARRY BANK", 90, 95},
        {"S07+07'RFF+AHP+9990000018:OPI+++SU:ASH+FO:ZXYLA'", TS_KIND_NHS_NUMBER, NULL},
        {"S07+07'PNA+PAT+++SU:ASH'DTM+137:19911031:102'PDI+2'", TS_KIND_BIRTH_DATE, NULL},
        {"PDI+2'NAD+LAB++59 SANDY NOOK:LEEDS:::LS1 4AP'S08+08'", TS_KIND_ADDRESS, NULL},
        {"days of the week are MO:TU:WE+SA+SU:CLOSED+FO:OPEN'", TS_KIND_SURNAME, NULL}, /* no segment of a name */
    };
    HOLD(rows);
}
