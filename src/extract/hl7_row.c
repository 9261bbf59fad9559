/* hl7_row.c - fields of HL7 version 2 segments into the columns of one row a patient.
 *
 * Fields and their types: HL7 2.5.1, chapters 3 (PID, PD1, NK1, PV1, MRG, AL1), 4 (OBR, ORC), 6 (DG1, PR1, GT1, IN1),
 * 7 (OBX), 9 (TXA), 15 (STF).  The columns' names are such as other exports have, so that what reads those tells the kind of each
 * value, and whose it is.
 */
#include "extract/hl7_row.h"

/* How a field is parted into columns. */
typedef enum type {
    SKIP, /* of the message itself: numbers of segments, versions */
    TEXT, /* all of it */
    CODE, /* CE: the words, else the code */
    DATE, /* TS: the first eight digits */
    IDS, /* CX: identifiers by who gave them; columns: NHS number, local one, others */
    NAME, /* XPN: surname, forename, others, title */
    PERSON, /* XCN: code, then the whole name in one */
    ADDRESS, /* XAD: street, second line, town, county, postcode */
    PHONES, /* XTN: three numbers, then mail */
} type;

/* Columns, each with its name. */
#define COLUMNS(C)                                 \
    C(MESSAGE, "message type")                     \
    C(CONTROL, "message control")                  \
    C(SENDER, "sending application")               \
    C(FROM, "sending facility")                    \
    C(RECEIVER, "receiving application")           \
    C(TO, "receiving facility")                    \
    C(SENT, "message date")                        \
    C(NHS, "nhs number")                           \
    C(LOCAL, "hospital number")                    \
    C(OTHER_IDS, "other identifiers")              \
    C(SURNAME, "surname")                          \
    C(FORENAME, "forename")                        \
    C(MIDDLE, "middle names")                      \
    C(TITLE, "title")                              \
    C(BORN, "date of birth")                       \
    C(SEX, "sex")                                  \
    C(ADDRESS_1, "address")                        \
    C(ADDRESS_2, "address line 2")                 \
    C(TOWN, "town")                                \
    C(COUNTY, "county")                            \
    C(POSTCODE, "postcode")                        \
    C(PHONE, "home phone")                         \
    C(PHONE_2, "mobile phone")                     \
    C(PHONE_3, "other phone")                      \
    C(MAIL, "email")                               \
    C(WORK_PHONE, "work phone")                    \
    C(WORK_PHONE_2, "work mobile phone")           \
    C(WORK_PHONE_3, "work other phone")            \
    C(WORK_MAIL, "work email")                     \
    C(DIED, "date of death")                       \
    C(ETHNIC, "ethnicity")                         \
    C(RELIGION, "religion")                        \
    C(STATUS, "nhs number status")                 \
    C(ALIAS_SURNAME, "previous surname")           \
    C(ALIAS_FORENAME, "previous forename")         \
    C(ALIAS_MIDDLE, "previous middle names")       \
    C(ALIAS_TITLE, "previous title")               \
    C(OLD_NHS, "previous nhs number")              \
    C(OLD_LOCAL, "previous hospital number")       \
    C(OLD_IDS, "previous identifiers")             \
    C(OLD_ADDRESS_1, "temporary address")          \
    C(OLD_ADDRESS_2, "temporary address line 2")   \
    C(OLD_TOWN, "temporary town")                  \
    C(OLD_COUNTY, "temporary county")              \
    C(OLD_POSTCODE, "temporary postcode")          \
    C(MOTHER_SURNAME, "mother surname")            \
    C(MOTHER_FORENAME, "mother forename")          \
    C(MOTHER_MIDDLE, "mother middle names")        \
    C(MOTHER_TITLE, "mother title")                \
    C(KIN_SURNAME, "next of kin surname")          \
    C(KIN_FORENAME, "next of kin forename")        \
    C(KIN_MIDDLE, "next of kin middle names")      \
    C(KIN_TITLE, "next of kin title")              \
    C(KIN_RELATION, "next of kin relationship")    \
    C(KIN_ADDRESS_1, "next of kin address")        \
    C(KIN_ADDRESS_2, "next of kin address line 2") \
    C(KIN_TOWN, "next of kin town")                \
    C(KIN_COUNTY, "next of kin county")            \
    C(KIN_POSTCODE, "next of kin postcode")        \
    C(KIN_PHONE, "next of kin phone")              \
    C(KIN_PHONE_2, "next of kin mobile phone")     \
    C(KIN_PHONE_3, "next of kin other phone")      \
    C(KIN_MAIL, "next of kin email")               \
    C(KIN_BORN, "next of kin date of birth")       \
    C(KIN_SEX, "next of kin sex")                  \
    C(KIN_NHS, "next of kin nhs number")           \
    C(KIN_LOCAL, "next of kin hospital number")    \
    C(KIN_IDS, "next of kin identifiers")          \
    C(PRACTICE, "gp practice")                     \
    C(GP_CODE, "gp code")                          \
    C(GP_NAME, "gp name")                          \
    C(CONSULTANT_CODE, "consultant code")          \
    C(CONSULTANT_NAME, "consultant name")          \
    C(REFERRER_CODE, "referring doctor code")      \
    C(REFERRER_NAME, "referring doctor name")      \
    C(DOCTOR_CODE, "doctor code")                  \
    C(DOCTOR_NAME, "doctor name")                  \
    C(WARD, "ward")                                \
    C(ADMITTED, "admission date")                  \
    C(DISCHARGED, "discharge date")                \
    C(DIAGNOSIS, "diagnosis")                      \
    C(PROCEDURE, "procedure")                      \
    C(ALLERGY, "allergy")                          \
    C(TEST, "test")                                \
    C(STAFF_NUMBER, "staff number")                \
    C(STAFF_SURNAME, "staff surname")              \
    C(STAFF_FORENAME, "staff forename")            \
    C(STAFF_MIDDLE, "staff middle names")          \
    C(STAFF_TITLE, "staff title")

#define NUMBER(id, name) C_##id,
enum { COLUMNS(NUMBER) COUNT };
#define SPAN(id, name) {name, sizeof name - 1},
static const ts_span head[] = {COLUMNS(SPAN)};
_Static_assert((int)COUNT <= (int)TS_HL7_COLUMNS, "every column has a cell");

const ts_span *ts_hl7_head(void) { return head; }
size_t ts_hl7_columns(void) { return COUNT; }

/* What field of what segment goes where, and where its second repetition does. */
static const struct {
    char segment[4];
    uint8_t field, type, column, second;
} fields[] = {
    {"MSH", 3, TEXT, C_SENDER, 0},
    {"MSH", 4, TEXT, C_FROM, 0},
    {"MSH", 5, TEXT, C_RECEIVER, 0},
    {"MSH", 6, TEXT, C_TO, 0},
    {"MSH", 7, DATE, C_SENT, 0},
    {"MSH", 9, TEXT, C_MESSAGE, 0},
    {"MSH", 10, TEXT, C_CONTROL, 0},
    {"MSH", 11, SKIP, 0, 0},
    {"MSH", 12, SKIP, 0, 0},
    {"EVN", 1, SKIP, 0, 0},
    {"PID", 1, SKIP, 0, 0},
    {"PID", 2, IDS, C_NHS, 0},
    {"PID", 3, IDS, C_NHS, 0},
    {"PID", 4, IDS, C_NHS, 0},
    {"PID", 5, NAME, C_SURNAME, C_ALIAS_SURNAME},
    {"PID", 6, NAME, C_MOTHER_SURNAME, 0},
    {"PID", 7, DATE, C_BORN, 0},
    {"PID", 8, TEXT, C_SEX, 0},
    {"PID", 9, NAME, C_ALIAS_SURNAME, 0},
    {"PID", 10, CODE, C_ETHNIC, 0},
    {"PID", 11, ADDRESS, C_ADDRESS_1, C_OLD_ADDRESS_1},
    {"PID", 13, PHONES, C_PHONE, C_PHONE},
    {"PID", 14, PHONES, C_WORK_PHONE, C_WORK_PHONE},
    {"PID", 17, CODE, C_RELIGION, 0},
    {"PID", 18, IDS, C_NHS, 0},
    {"PID", 22, CODE, C_ETHNIC, 0},
    {"PID", 29, DATE, C_DIED, 0},
    {"PID", 32, TEXT, C_STATUS, 0},
    {"PD1", 3, TEXT, C_PRACTICE, 0},
    {"PD1", 4, PERSON, C_GP_CODE, 0},
    {"NK1", 1, SKIP, 0, 0},
    {"NK1", 2, NAME, C_KIN_SURNAME, 0},
    {"NK1", 3, CODE, C_KIN_RELATION, 0},
    {"NK1", 4, ADDRESS, C_KIN_ADDRESS_1, 0},
    {"NK1", 5, PHONES, C_KIN_PHONE, C_KIN_PHONE},
    {"NK1", 6, PHONES, C_KIN_PHONE, C_KIN_PHONE},
    {"NK1", 15, TEXT, C_KIN_SEX, 0},
    {"NK1", 16, DATE, C_KIN_BORN, 0},
    {"NK1", 30, NAME, C_KIN_SURNAME, 0},
    {"NK1", 33, IDS, C_KIN_NHS, 0},
    {"PV1", 1, SKIP, 0, 0},
    {"PV1", 3, TEXT, C_WARD, 0},
    {"PV1", 7, PERSON, C_CONSULTANT_CODE, C_DOCTOR_CODE},
    {"PV1", 8, PERSON, C_REFERRER_CODE, C_DOCTOR_CODE},
    {"PV1", 9, PERSON, C_DOCTOR_CODE, C_DOCTOR_CODE},
    {"PV1", 17, PERSON, C_DOCTOR_CODE, C_DOCTOR_CODE},
    {"PV1", 44, DATE, C_ADMITTED, 0},
    {"PV1", 45, DATE, C_DISCHARGED, 0},
    {"PV1", 52, PERSON, C_DOCTOR_CODE, C_DOCTOR_CODE},
    {"MRG", 1, IDS, C_OLD_NHS, 0},
    {"MRG", 4, IDS, C_OLD_NHS, 0},
    {"MRG", 7, NAME, C_ALIAS_SURNAME, 0},
    {"GT1", 1, SKIP, 0, 0},
    {"GT1", 3, NAME, C_KIN_SURNAME, 0},
    {"GT1", 5, ADDRESS, C_KIN_ADDRESS_1, 0},
    {"GT1", 6, PHONES, C_KIN_PHONE, C_KIN_PHONE},
    {"GT1", 7, PHONES, C_KIN_PHONE, C_KIN_PHONE},
    {"GT1", 8, DATE, C_KIN_BORN, 0},
    {"GT1", 9, TEXT, C_KIN_SEX, 0},
    {"GT1", 11, CODE, C_KIN_RELATION, 0},
    {"IN1", 1, SKIP, 0, 0},
    {"IN1", 16, NAME, C_KIN_SURNAME, 0},
    {"IN1", 17, CODE, C_KIN_RELATION, 0},
    {"IN1", 18, DATE, C_KIN_BORN, 0},
    {"IN1", 19, ADDRESS, C_KIN_ADDRESS_1, 0},
    {"IN1", 43, TEXT, C_KIN_SEX, 0},
    {"DG1", 1, SKIP, 0, 0},
    {"DG1", 3, CODE, C_DIAGNOSIS, C_DIAGNOSIS},
    {"DG1", 4, TEXT, C_DIAGNOSIS, C_DIAGNOSIS},
    {"DG1", 16, PERSON, C_DOCTOR_CODE, C_DOCTOR_CODE},
    {"PR1", 1, SKIP, 0, 0},
    {"PR1", 3, CODE, C_PROCEDURE, C_PROCEDURE},
    {"PR1", 4, TEXT, C_PROCEDURE, C_PROCEDURE},
    {"AL1", 1, SKIP, 0, 0},
    {"AL1", 3, CODE, C_ALLERGY, C_ALLERGY},
    {"OBR", 1, SKIP, 0, 0},
    {"OBR", 4, CODE, C_TEST, C_TEST},
    {"OBR", 16, PERSON, C_DOCTOR_CODE, C_DOCTOR_CODE},
    {"ORC", 12, PERSON, C_DOCTOR_CODE, C_DOCTOR_CODE},
    {"TXA", 9, PERSON, C_DOCTOR_CODE, C_DOCTOR_CODE},
    {"OBX", 1, SKIP, 0, 0},
    {"NTE", 1, SKIP, 0, 0},
    {"STF", 2, TEXT, C_STAFF_NUMBER, C_STAFF_NUMBER},
    {"STF", 3, NAME, C_STAFF_SURNAME, 0},
};

enum { FIELDS = sizeof fields / sizeof *fields, LONGEST_CELL = 16 * 1024 };

uint32_t ts_hl7_person_of(ts_span s) {
    static const struct {
        const char *segment;
        uint32_t is;
    } persons[] = {
        {"PID", TS_HL7_PATIENT}, {"NK1", TS_HL7_KIN}, {"GT1", TS_HL7_KIN}, {"IN1", TS_HL7_KIN}, {"STF", TS_HL7_STAFF}};
    for (size_t i = 0; i < sizeof persons / sizeof *persons; i++)
        if (ts_span_eq(s, ts_str(persons[i].segment)))
            return persons[i].is;
    return 0;
}

/* ---- values ---- */

static bool has_high(ts_span s) {
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] >= 0x80)
            return true;
    return false;
}

/* Puts a value into a column; one more joins what is there. */
static void put(ts_hl7_row *r, size_t column, ts_span value) {
    value = ts_trim(value);
    if (!value.len || ts_span_eq(value, ts_str("\"\""))) /* two quotes: deleted (2.5.3) */
        return;
    for (; r->used <= column; r->used++) {
        r->cell[r->used] = (ts_span){"", 0};
        r->room[r->used] = 0;
    }
    ts_span *cell = &r->cell[column];
    bool coded =
        (r->signs->escape && memchr(value.ptr, r->signs->escape, value.len)) || (r->signs->page && has_high(value));
    if (!coded && !cell->len) {
        *cell = value;
        return;
    }
    if (cell->len + value.len > LONGEST_CELL) {
        r->full = true;
        return;
    }
    ts_buf_clear(&r->work);
    if (cell->len)
        ts_buf_add_str(&r->work, "; ");
    ts_hl7_decode(value, r->signs, &r->work);
    *cell = ts_arena_append(&r->own, *cell, &r->room[column], ts_buf_span(&r->work));
}

/* The first sub-component: "O'Neill" of "O'Neill&van&". */
static ts_span first_sub(const ts_hl7_row *r, ts_span s) { return ts_hl7_part(s, r->signs->sub, 1); }

static ts_span component(const ts_hl7_row *r, ts_span s, unsigned n) { return ts_hl7_part(s, r->signs->component, n); }

/* ---- types ---- */

/* Who gives NHS numbers: the NHS, by name or by OID (NHS Data Dictionary; HL7 UK); CHI and H&C numbers have their form. */
static bool is_national(ts_span authority, ts_span kind) {
    static const char *const names[] = {"NHS",    "NH",  "NHSNO", "NHSNUMBER", "NHSNMBR",
                                        "NHSNBR", "CHI", "HCN",   "H&C",       "2.16.840.1.113883.2.1.4.1"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (ts_span_eq_nocase(authority, ts_str(names[i])) || ts_span_eq_nocase(kind, ts_str(names[i])))
            return true;
    return false;
}

/* Kinds of local numbers (HL7 table 0203); one that says nothing is the hospital's own, too. */
static bool is_local(ts_span kind) {
    static const char *const kinds[] = {"", "MR", "MRN", "PI", "PT", "PAS", "PN", "HOSP", "PATID"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (ts_span_eq_nocase(kind, ts_str(kinds[i])))
            return true;
    return false;
}

static void take_ids(ts_hl7_row *r, size_t column, ts_span one) {
    ts_span id = component(r, one, 1), authority = component(r, one, 4), kind = component(r, one, 5);
    ts_span oid = ts_hl7_part(authority, r->signs->sub, 2);
    size_t to = 2;
    if (is_national(first_sub(r, authority), kind) || is_national(oid, kind))
        to = 0;
    else if (is_local(kind) && column + 1 < r->used ? !r->cell[column + 1].len : is_local(kind))
        to = 1;
    put(r, column + to, id);
}

static void take_name(ts_hl7_row *r, size_t column, ts_span one) {
    put(r, column, first_sub(r, component(r, one, 1)));
    put(r, column + 1, component(r, one, 2));
    put(r, column + 2, component(r, one, 3));
    put(r, column + 3, component(r, one, 5));
}

/* "C1234567^Heart^Ann^^^Dr": the code, and "Dr Ann Heart". */
static void take_person(ts_hl7_row *r, size_t column, ts_span one) {
    static const unsigned order[] = {6, 3, 4, 2};
    ts_span part;
    put(r, column, component(r, one, 1));
    TS_AUTO(ts_buf, ts_buf_done) name = {0};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        part = ts_trim(first_sub(r, component(r, one, order[i])));
        if (!part.len)
            continue;
        if (name.len)
            ts_buf_add_char(&name, ' ');
        ts_buf_add(&name, part);
    }
    if (name.len)
        put(r, column + 1, ts_arena_copy(&r->own, ts_buf_span(&name)));
}

static void take_address(ts_hl7_row *r, size_t column, ts_span one) {
    for (unsigned i = 0; i < 5; i++)
        put(r, column + i, first_sub(r, component(r, one, i + 1)));
}

/* A number stands in the first component, or in the parts 6 and 7, or in the twelfth; mail in the fourth. */
static void take_phone(ts_hl7_row *r, size_t column, ts_span one) {
    ts_span whole = component(r, one, 1), mail = component(r, one, 4);
    if (memchr(whole.ptr, '@', whole.len)) {
        mail = whole;
        whole.len = 0;
    }
    if (!whole.len)
        whole = component(r, one, 12);
    size_t to = column;
    while (to < column + 2 && to < r->used && r->cell[to].len)
        to++;
    if (whole.len) {
        put(r, to, whole);
    } else if (component(r, one, 7).len) { /* where they stand side by side the sign between is none of a number */
        ts_span area = component(r, one, 6), number = component(r, one, 7);
        TS_AUTO(ts_buf, ts_buf_done) both = {0};
        ts_buf_add(&both, area);
        ts_buf_add_char(&both, ' ');
        ts_buf_add(&both, number);
        put(r, to, ts_arena_copy(&r->own, ts_buf_span(&both)));
    }
    put(r, column + 3, mail);
}

/* ED and the like apart: the words of a coded element, else its code. */
static void take_code(ts_hl7_row *r, size_t column, ts_span one) {
    ts_span words = component(r, one, 2);
    put(r, column, words.len ? words : component(r, one, 1));
}

/* All its parts, with spaces between. */
static void take_text(ts_hl7_row *r, size_t column, ts_span one) {
    if (!memchr(one.ptr, r->signs->component, one.len)) {
        put(r, column, one);
        return;
    }
    TS_AUTO(ts_buf, ts_buf_done) flat = {0};
    for (size_t i = 0; i < one.len; i++)
        ts_buf_add_char(&flat, one.ptr[i] == r->signs->component || one.ptr[i] == r->signs->sub ? ' ' : one.ptr[i]);
    put(r, column, ts_arena_copy(&r->own, ts_buf_span(&flat)));
}

static void take_one(ts_hl7_row *r, type t, size_t column, ts_span one) {
    switch (t) {
    case SKIP:
        break;
    case TEXT:
        take_text(r, column, one);
        break;
    case CODE:
        take_code(r, column, one);
        break;
    case DATE:
        put(r, column, ts_slice(component(r, one, 1), 0, 8));
        break;
    case IDS:
        take_ids(r, column, one);
        break;
    case NAME:
        take_name(r, column, one);
        break;
    case PERSON:
        take_person(r, column, one);
        break;
    case ADDRESS:
        take_address(r, column, one);
        break;
    case PHONES:
        take_phone(r, column, one);
        break;
    }
}

size_t ts_hl7_segment(ts_span name) {
    size_t i = 0;
    while (i < FIELDS && (name.len != 3 || memcmp(name.ptr, fields[i].segment, 3) != 0))
        i++;
    return i;
}

bool ts_hl7_row_take(ts_hl7_row *r, size_t segment, unsigned n, ts_span value) {
    size_t i = segment;
    while (i < FIELDS && fields[i].field != n)
        i = i + 1 < FIELDS && memcmp(fields[i + 1].segment, fields[segment].segment, 3) == 0 ? i + 1 : FIELDS;
    if (i == FIELDS)
        return false;
    size_t column = fields[i].column;
    bool many = fields[i].type == IDS;
    r->full = false;
    for (ts_span rest = value; rest.len && !r->full;) {
        const char *next = memchr(rest.ptr, r->signs->repetition, rest.len);
        ts_span one = ts_slice(rest, 0, next ? (size_t)(next - rest.ptr) : rest.len);
        rest = ts_slice(rest, one.len + (next != NULL), rest.len);
        if (one.len)
            take_one(r, (type)fields[i].type, column, one);
        if (rest.len && !many && !fields[i].second)
            return false; /* what is more has no column: the field is shown whole beside the row */
        column = many ? column : fields[i].second;
    }
    return !r->full;
}

void ts_hl7_row_clear(ts_hl7_row *r) {
    r->used = 0;
    r->met = 0;
    ts_arena_reset(&r->own);
}

void ts_hl7_row_done(ts_hl7_row *r) {
    ts_arena_done(&r->own);
    ts_buf_done(&r->work);
}
