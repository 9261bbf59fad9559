/* dates.c - dates of birth, of death, and of the record, by column or label.
 *
 * A date alone says nothing about a person; "DOB:", a column or "admitted on" does.
 */
#include "base/lanes.h"
#include "detect/kinds.h"

#include "text/date.h"

static const char *const birth_labels[] = {"dob",
                                           "d o b",
                                           "date of birth",
                                           "birth date",
                                           "birthdate",
                                           "born",
                                           "born on",
                                           "b",
                                           "date birth",
                                           "dt of birth",
                                           "d of b",
                                           "bth dt",
                                           "birth dt",
                                           "date and place of birth",
                                           "birthday",
                                           "yob",
                                           "year of birth",
                                           "birth year",
                                           "born in",
                                           "born here on",
                                           "stillborn on",
                                           "born at home on",
                                           "ne le",
                                           "nee le",
                                           "date de naissance",
                                           "geb",
                                           "geb am",
                                           "geboren am",
                                           "geburtsdatum",
                                           "nacido el",
                                           "nacida el",
                                           "fecha de nacimiento",
                                           "data di nascita",
                                           "nato il",
                                           "nata il",
                                           "data urodzenia",
                                           "ur",
                                           "d g",
                                           "urodzony",
                                           "urodzona",
                                           "geboortedatum",
                                           "geboren op",
                                           NULL};
static const char *const birth_headers[] = {"dob",
                                            "dateofbirth",
                                            "birthdate",
                                            "birthdt",
                                            "dobdt",
                                            "dtob",
                                            "dateob",
                                            "personbirthdate",
                                            "patientdob",
                                            "patdob",
                                            "born",
                                            "birth",
                                            "bdate",
                                            "birthday",
                                            "ptdob",
                                            "geburtsdatum",
                                            "datedenaissance",
                                            "gebdatum",
                                            "dobirth",
                                            "datebirth",
                                            "dofb",
                                            "birthdateofbirth",
                                            "datofbirth",
                                            "employeedob",
                                            "birthdatetime",
                                            "yob",
                                            "yearofbirth",
                                            "birthyear",
                                            "monthofbirth",
                                            "birthmonth",
                                            NULL};
static const char *const death_labels[] = {"dod",           "date of death", "died",       "died on",
                                           "deceased date", "deceased",      "death date", NULL};
static const char *const death_headers[] = {"dod",
                                            "dateofdeath",
                                            "deathdate",
                                            "deceaseddate",
                                            "deathdt",
                                            "datedeceased",
                                            "personddeathdate",
                                            "persondeathdate",
                                            "died",
                                            "deceaseddt",
                                            "dateofdeceased",
                                            "deceaseddatetime",
                                            "deathdatetime",
                                            NULL};
static const char *const record_labels[] = {"date",
                                            "admission date",
                                            "date of admission",
                                            "admitted",
                                            "admitted on",
                                            "discharge date",
                                            "date of discharge",
                                            "discharged",
                                            "appointment date",
                                            "date of appointment",
                                            "clinic date",
                                            "date of clinic",
                                            "seen on",
                                            "date seen",
                                            "letter date",
                                            "dated",
                                            "visit date",
                                            "date typed",
                                            "date dictated",
                                            "report date",
                                            "referral date",
                                            "date received",
                                            "date reported",
                                            "date of visit",
                                            "sent",
                                            "issued on",
                                            NULL};
static const char *const record_headers[] = {"date",          "admdate",          "admissiondate", "dateofadmission",
                                             "admitdate",     "admitted",         "admdt",         "dischdate",
                                             "dischargedate", "discharged",       "disdate",       "appointmentdate",
                                             "apptdate",      "appdate",          "clinicdate",    "lastseen",
                                             "lastvisit",     "visitdate",        "attenddate",    "attendancedate",
                                             "eventdate",     "recorddate",       "createddate",   "createdat",
                                             "created",       "updated",          "updatedat",     "modified",
                                             "lastupdated",   "entrydate",        "giftdate",      "donationdate",
                                             "invoicedate",   "paymentdate",      "startdate",     "enddate",
                                             "referraldate",  "registrationdate", "regdate",       "transactiondate",
                                             "timestamp",     "datetime",         "sampledate",    "collectiondate",
                                             "reportdate",    "testdate",         "orderdate",     "hiredate",
                                             "leavedate",     "joined",           "datejoined",    "asof",
                                             "asat",          "snapshotdate",     "extractdate",   "receiveddate",
                                             "seen",          "lastgift",         "dategift",      NULL};

static bool normal(ts_span raw, ts_norm *out) {
    ts_written_date d;
    raw = ts_trim(raw);
    if (!ts_date_read(raw, &d) || d.len != raw.len)
        return false;
    char text[11];
    ts_date_print(d.date, text);
    return ts_norm_set(out, ts_str(text));
}

/* What systems store where no date is known. */
static bool placeholder(const ts_norm *n) {
    static const char *const typed[] = {"1900-01-01", "1901-01-01", "1899-12-30", "1899-12-31", "1850-01-01",
                                        "1800-01-01", "2099-12-31", "1753-01-01", NULL};
    if (n->len != 10 || n->text[9] > '1' || (n->text[8] != '0' && n->text[8] != '3'))
        return false; /* most days of most months */
    for (const char *const *t = typed; *t; t++)
        if (n->text[2] == (*t)[2] && n->text[3] == (*t)[3] && strcmp(n->text, *t) == 0)
            return true;
    return false;
}

/* Of 1900 to 2099; the rare 31st is counted elsewhere, as are the days that are typed for want of a date. */
static ts_usual usual_day(int century, int year, int month, int day) {
    bool typed = century == 19 && year < 2 && day == 1;
    bool day_fits = day >= 1 && (day <= 28 || (day <= 30 && month != 2));
    return (century == 19 || century == 20) && month >= 1 && month <= 12 && day_fits && !typed ? TS_USUAL : TS_USUAL_NO;
}

static int two_digits(const char *p) { return (p[0] - '0') * 10 + p[1] - '0'; }

/* Of the three letters of its name; 0: they are none. */
static int month_named(const char *p) {
    static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    const char first = p[0] | 32, second = p[1] | 32, third = p[2] | 32;
    for (int i = 0; i < 12; i++)
        if (names[3 * i + 2] == third && names[3 * i + 1] == second && names[3 * i] == first)
            return i + 1;
    return 0;
}

/* 1987-04-23, 23-Apr-1987, 19870423. */
static ts_usual usual(const char *p, size_t len) {
    const uint32_t digits = ts_lanes_digits(ts_lanes_of(p));
    if (len == 8 && (digits & 0xFF) == 0xFF)
        return usual_day(two_digits(p), two_digits(p + 2), two_digits(p + 4), two_digits(p + 6));
    if (len == 11 && (digits & 0x7FF) == 0x783 && p[2] == '-' && p[6] == '-')
        return usual_day(two_digits(p + 7), two_digits(p + 9), month_named(p + 3), two_digits(p));
    if (len != 10 || (digits & 0x3FF) != 0x36F || p[4] != '-' || p[7] != '-')
        return TS_USUAL_NO;
    return usual_day(two_digits(p), two_digits(p + 2), two_digits(p + 5), two_digits(p + 8));
}

ts_usual ts_usual_day_first(const char *p, size_t len) {
    if (len != 10 || (ts_lanes_digits(ts_lanes_of(p)) & 0x3FF) != 0x3DB || p[2] != '/' || p[5] != '/')
        return usual(p, len);
    return usual_day(two_digits(p + 6), two_digits(p + 8), two_digits(p + 3), two_digits(p));
}

const ts_detector ts_detector_birth_date = {
    .kind = TS_KIND_BIRTH_DATE,
    .name = "birth_date",
    .summary = "date of birth",
    .source = "NHS Data Model and Dictionary, PERSON BIRTH DATE; ISO 8601",
    .version = 1,
    .anchor = {TS_ANCHOR_DIGIT_RUN, "8|4-2-2|2-2-4|2-2-2"},
    .labels = birth_labels,
    .headers = birth_headers,
    .normal = normal,
    .usual = usual,
    .placeholder = placeholder,
    .plain = 0,
    .labelled = 95,
    .column = 95,
};
const ts_detector ts_detector_death_date = {
    .kind = TS_KIND_DEATH_DATE,
    .name = "death_date",
    .summary = "date of death",
    .source = "NHS Data Model and Dictionary, PERSON DEATH DATE; ISO 8601",
    .version = 1,
    .anchor = {TS_ANCHOR_DIGIT_RUN, "8|4-2-2|2-2-4|2-2-2"},
    .labels = death_labels,
    .headers = death_headers,
    .normal = normal,
    .usual = usual,
    .placeholder = placeholder,
    .plain = 0,
    .labelled = 92,
    .column = 94,
};
const ts_detector ts_detector_record_date = {
    .kind = TS_KIND_RECORD_DATE,
    .name = "record_date",
    .summary = "date of the record: letter, visit, admission, gift",
    .source = "ISO 8601",
    .version = 1,
    .anchor = {TS_ANCHOR_DIGIT_RUN, "8|4-2-2|2-2-4|2-2-2"},
    .labels = record_labels,
    .headers = record_headers,
    .normal = normal,
    .usual = usual,
    .placeholder = placeholder,
    .plain = 0,
    .labelled = 91,
    .column = 92,
};
