/* column_ids.c - columns of the numbers that a system gives its people, under names that no list has or under none.
 *
 * Papers, specimens and visits are numbered, too: a column's name says what it numbers by one of its words, whatever stands
 * around it ("ten_ref", "Adno", "CLIENT-KEY").  Where it says nothing of the sort, each row has a number of its own that does
 * not count the rows, and it stands first or beside what tells who somebody is.
 */
#include "detect/column_ids.h"

#include "detect/kinds.h"
#include "text/date.h"
#include "text/words.h"

enum { NEAR = 8, LEAST = 3, SAID = 85, LIKELY = 65, LONGEST = 14 };

/* ---- what a name numbers ---- */

static bool is_id_word(ts_span word) {
    static ts_word_set words = {
        .words = " NO NUM NUMBER NBR NUMB NR ID IDS IDENT IDENTIFIER IDNO REF REFNO REFERENCE KEY URN XREF UID REG "};
    return word.len > 1 && ts_word_set_has_nocase(&words, word);
}

static bool is_people_word(ts_span word) {
    static ts_word_set words = {
        .words =
            " PAT PATIENT PATIENTS PT PX HOSP HOSPITAL CASENOTE CASENOTES NOTES CHART CLIENT CLI CLNT CUST CUSTOMER "
            "MEMBER MEM MBR STAFF EMP EMPL EMPLOYEE PERS PERSON PERSONNEL PAYROLL WORKER WORKS DONOR SUPPORTER "
            "CONSTITUENT TENANT TEN PUPIL STUD STUDENT STU ADM ADMISSION AD RESIDENT BORROWER READER SUBJECT CHILD "
            "BABY "
            "MOTHER MUM MRN PAS EPR RIO EMIS CPI PMI MPI EPIC DISTRICT LOCAL INDIVIDUAL APPLICANT VOLUNTEER VOL "
            "UNIT ASSIGNMENT ASSIGN ESR TENANCY FOLDER REGISTRATION REGN PRISONER CARER ALUMNI CITIZEN LOPAT "};
    return word.len > 1 && ts_word_set_has_nocase(&words, word);
}

/* Says nothing of what is numbered. */
static bool is_filler(ts_span word) {
    static ts_word_set words = {
        .words = " OF THE NEW OLD SOURCE VALUE CURRENT INTERNAL EXTERNAL SYSTEM LEGACY ALT OTHER TBL LNG "
                 "STR TXT INT UNIQUE FULL MAIN PRIMARY "};
    return ts_word_set_has_nocase(&words, word);
}

static bool is_thing_word(ts_span word) {
    static ts_word_set words = {
        .words =
            " APPT APPOINTMENT BOOKING SLOT SPELL EPISODE EPI FCE ENCOUNTER ENC VISIT ATTENDANCE ATT INCIDENT INC "
            "REFERRAL RTT PATHWAY UBRN ORDER ORD REQUEST REQ SAMPLE SPEC SPECIMEN LAB ACCESSION TEST RESULT REPORT "
            "EXAM "
            "STUDY IMAGE FILM DOC DOCUMENT LETTER BATCH LOT INVOICE INV PO PURCHASE RECEIPT PAYMENT TRANSACTION TRANS "
            "TXN "
            "CHEQUE VOUCHER CLAIM POLICY MANDATE GIFT PLEDGE CAMPAIGN EVENT TICKET CALL JOB TASK ASSET DEVICE SERIAL "
            "BED "
            "BAY ROOM WARD SITE LOCATION CLINIC SESSION THEATRE LIST PRODUCT ITEM STOCK SKU DRUG SCRIPT RX ISSUE "
            "COMPLAINT "
            "PALS DATIX FOI SAR CONTRACT COURSE CERT CERTIFICATE DBS PASSPORT VISA LICENCE LICENSE PERMIT VEHICLE CAR "
            "UPRN "
            "USRN UPN ULN UCI CAND CANDIDATE LOCKER BLEEP PAGER EXT EXTENSION TEL PHONE MOBILE MOB FAX IP MAC HASH "
            "UUID "
            "GUID TOKEN SEQ LINE ROW PAGE LSOA CCG ORG ORGANISATION PRACTICE GP TRUST PROVIDER CONS CONSULTANT GMC NMC "
            "PIN "
            "HCPC ODS ICD OPCS SNOMED HRG READ CHARITY COMPANY VAT SORT ACCOUNT ACC ACCT IBAN CARD CODE PLAN PARCEL "
            "BOX "
            "MESSAGE MSG THREAD LOG BARCODE DONATION FUND POST POSITION POSN VACANCY SUPPLIER VENDOR BADGE RFID TAG "
            "BLOOD CROSSMATCH CAD CRIME COURT POSTCODE TAX NATIONAL SOCIAL INSURANCE INS PEDIGREE DNA FRIDGE HOUSE "
            "FLAT "
            "CIRCUIT PROTOCOL PROJECT GRANT TRIAL VERSION REVISION PART MODEL VRM "};
    return word.len > 1 && ts_word_set_has_nocase(&words, word);
}

/* "Adno", "TenRef", "labnum": what stands before the word that says that something is numbered; the word itself where it does
 * not end so. */
static ts_span stem_of(ts_span word) {
    static const char *const ends[] = {"number", "ident", "num", "nbr", "ref", "key", "urn", "no", "id", "nr"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        size_t n = strlen(ends[i]);
        if (word.len > n + 1 && ts_span_eq_nocase(ts_slice(word, word.len - n, n), ts_str(ends[i])))
            return ts_slice(word, 0, word.len - n);
    }
    return word;
}

bool ts_column_is_numbered(ts_span head) {
    static ts_word_set words = {
        .words =
            " COL COLUMN FIELD FLD VAR UNNAMED ATTR SPALTE FELD COLONNE COLONNA COLUMNA CAMPO CHAMP KOLUMNA KOLOM "};
    size_t n = 0, end = (head = ts_trim(head)).len;
    while (n < end && ts_is_alpha(head.ptr[n]))
        n++;
    while (end > n && ts_is_digit(head.ptr[end - 1]))
        end--;
    const bool digits = end < head.len;
    while (end > n && memchr("_-: ", head.ptr[end - 1], 4))
        end--;
    if (head.len == 0 || end > n)
        return head.len == 0;
    return digits && (n < 2 || ts_word_set_has_nocase(&words, ts_slice(head, 0, n)));
}

ts_numbering ts_column_numbering(ts_span head) {
    bool numbers = false, people = false, strange = false;
    if (ts_column_is_numbered(head))
        return TS_NUMBERS_UNSAID;
    head = ts_trim(head);
    for (size_t i = 0; i < head.len;) {
        size_t from = i;
        while (i < head.len && ts_is_alpha(head.ptr[i]) &&
               (i == from || !ts_is_upper(head.ptr[i]) || ts_is_upper(head.ptr[i - 1])))
            i++;
        ts_span word = ts_slice(head, from, i - from), stem = stem_of(word);
        i += i == from;
        if (word.len < 2 || is_filler(word))
            continue;
        if (is_thing_word(word) || (stem.len < word.len && is_thing_word(stem)))
            return TS_NUMBERS_THINGS;
        bool whole = is_id_word(word), joined = stem.len < word.len && is_people_word(stem);
        whole = whole || (stem.len < word.len && is_id_word(stem)); /* "idnumber" */
        numbers = numbers || whole || joined || (stem.len > 1 && word.len > stem.len + 2); /* "SDNumber" */
        people = people || joined || is_people_word(word);
        strange = strange || !(whole || joined || is_people_word(word));
    }
    if (people && !(strange && !numbers))
        return TS_NUMBERS_PEOPLE;
    return !numbers ? TS_NUMBERS_UNKNOWN : strange ? TS_NUMBERS_UNFAMILIAR : TS_NUMBERS_SOMETHING;
}

/* ---- the columns ---- */

typedef struct table {
    ts_columns *c;
    const ts_span *cell;
    size_t columns, rows;
} table;

static ts_span value_at(const table *t, size_t row, size_t column) {
    return ts_trim(t->cell[row * t->columns + column]);
}

/* Three digits or more, few letters, and no date; complaints and papers have strokes. */
static bool is_number(ts_span v, bool people, bool *lettered) {
    size_t digits = 0, letters = 0;
    ts_written_date date;
    for (size_t i = 0; i < v.len; i++) {
        digits += ts_is_digit(v.ptr[i]);
        letters += ts_is_alpha(v.ptr[i]);
        if (!ts_is_alnum(v.ptr[i]) && (!memchr("-/ ", v.ptr[i], 3) || (v.ptr[i] == '/' && !people))) /* "C/24/117" */
            return false;
    }
    *lettered = letters > 0;
    return digits >= 3 && digits < 11 && letters <= 4 && v.len <= LONGEST &&
           !(digits < v.len && ts_date_read(v, &date) && date.len == v.len);
}

/* No two rows near each other have the same. */
static bool is_each_rows_own(const table *t, size_t column) {
    for (size_t r = 1; r < t->rows; r++)
        for (size_t before = r > NEAR ? r - NEAR : 0; before < r; before++)
            if (ts_span_eq(value_at(t, r, column), value_at(t, before, column)) && value_at(t, r, column).len > 0)
                return false;
    return true;
}

/* Of two numbers without letters, is the second larger? */
static bool is_larger(ts_span a, ts_span b) { return b.len != a.len ? b.len > a.len : memcmp(b.ptr, a.ptr, a.len) > 0; }

/* What the cells of a column are, as far as numbers go. */
typedef struct sort {
    unsigned filled, numbers, lettered, long_ones, rising, steps;
} sort;

static sort sort_of(const table *t, size_t column, bool people) {
    enum { LONG = 5 };
    sort s = {0};
    ts_span before = {0};
    for (size_t r = 0; r < t->rows; r++) {
        ts_span v = value_at(t, r, column);
        bool lettered = false, number = v.len > 0 && is_number(v, people, &lettered);
        s.filled += v.len > 0;
        s.numbers += number;
        s.lettered += number && lettered;
        s.long_ones += number && v.len >= LONG;
        if (before.len > 0 && v.len > 0) {
            s.steps++;
            s.rising += is_larger(before, v);
        }
        before = v.len > 0 ? v : before;
    }
    return s;
}

/* "INV", "PO": papers are numbered too. */
static bool numbers_papers(ts_span v) {
    static const char *const letters[] = {"INV", "PO", "SO",  "ORD", "REF", "INC", "REQ", "CHG", "TKT", "CRN",
                                          "CN",  "DD", "GRN", "RMA", "SKU", "JOB", "QU",  "WO",  "SR",  "CAS"};
    size_t n = 0;
    while (n < v.len && ts_is_alpha(v.ptr[n]))
        n++;
    for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++)
        if (ts_span_eq_nocase(ts_slice(v, 0, n), ts_str(letters[i])))
            return true;
    return false;
}

static bool is_name(ts_kind kind) {
    return kind == TS_KIND_PERSON_NAME || kind == TS_KIND_SURNAME || kind == TS_KIND_FORENAME || kind == TS_KIND_TITLE;
}

static bool tells_who(ts_kind kind) {
    return is_name(kind) || kind == TS_KIND_BIRTH_DATE || kind == TS_KIND_NINO || ts_kind_health_number(kind);
}

/* Is the row one human being's, not only a paper on which somebody's name stands? */
static bool rows_are_people(const ts_columns *c) {
    bool surname = false, forename = false;
    for (size_t i = 0; i < c->n; i++) {
        ts_kind kind = c->role[i].kind;
        if (kind == TS_KIND_BIRTH_DATE || kind == TS_KIND_NINO || ts_kind_health_number(kind))
            return true;
        surname = surname || kind == TS_KIND_SURNAME;
        forename = forename || kind == TS_KIND_FORENAME;
    }
    return surname && forename;
}

static bool is_beside_a_name(const ts_columns *c, size_t i) {
    return (i > 0 && is_name(c->role[i - 1].kind)) || (i + 1 < c->n && is_name(c->role[i + 1].kind));
}

static bool stands_well(const ts_columns *c, size_t i) {
    return i == 0 || tells_who(c->role[i - 1].kind) || (i + 1 < c->n && tells_who(c->role[i + 1].kind));
}

/* How much speaks for a column. */
enum {
    NOTHING,
    SHAPE_ALONE,
    DIGITS_BESIDE_A_NAME,
    DIGITS_CALLED_SO,

    LETTERS_CALLED_SO,
    SHAPE_WITHOUT_NAME = 8,
    SAID_SO
};

static unsigned weigh(const table *t, size_t i, bool people) {
    const ts_column *column = &t->c->column[i];
    const bool said = column->numbers == TS_NUMBERS_PEOPLE, called = column->numbers == TS_NUMBERS_SOMETHING;
    if (t->c->role[i].kind != TS_KIND_NONE || column->numbers == TS_NUMBERS_THINGS ||
        (!said && (!column->unnamed || column->things)) || column->chance_tens || t->rows == 0)
        return NOTHING;
    sort s = sort_of(t, i, said);
    if (s.filled < LEAST || !ts_mostly(s.numbers, s.filled, 90) || numbers_papers(value_at(t, 0, i)))
        return NOTHING;
    const bool lettered = ts_mostly(s.lettered, s.filled, 80), counts = ts_mostly(s.rising, s.steps, 90);
    const bool stands = people && stands_well(t->c, i), are_long = ts_mostly(s.long_ones, s.filled, 90);
    if (said)
        return counts && !lettered && !are_long ? NOTHING : SAID_SO;
    if (!is_each_rows_own(t, i))
        return NOTHING;
    if (column->like_number && !called) /* letters, then five digits or more */
        return column->headed ? SHAPE_ALONE : (stands_well(t->c, i) ? SHAPE_WITHOUT_NAME : SHAPE_ALONE);
    if (!stands || (!lettered && counts))
        return NOTHING;
    if (column->numbers == TS_NUMBERS_UNFAMILIAR) /* "Locker No" stands behind; what a row begins with is its own */
        return i == 0 && are_long ? DIGITS_BESIDE_A_NAME : NOTHING;
    if (called)
        return (lettered ? LETTERS_CALLED_SO : DIGITS_CALLED_SO) + (i == 0);
    /* "24H670986" is a specimen of that year; a register of names and numbers alone is a profession's */
    bool digits = !column->headed && s.lettered == 0 && are_long && !column->like_sort;
    return digits && t->c->n >= 4 && is_beside_a_name(t->c, i) ? DIGITS_BESIDE_A_NAME : NOTHING;
}

static void give(ts_columns *c, size_t i, uint8_t confidence) {
    c->role[i].kind = TS_KIND_LOCAL_ID;
    c->role[i].confidence = confidence;
}

void ts_columns_find_ids(ts_columns *c, const ts_span *cell, size_t columns, size_t rows) {
    table t = {.c = c, .cell = cell, .columns = columns, .rows = rows};
    const bool people = rows_are_people(c);
    bool numbered = false, health = false, tied = false;
    unsigned best = NOTHING;
    size_t at = 0;
    for (size_t i = 0; i < c->n; i++) {
        if (weigh(&t, i, people) == SAID_SO)
            give(c, i, SAID);
        numbered = numbered || c->role[i].kind == TS_KIND_LOCAL_ID;
        health = health || ts_kind_health_number(c->role[i].kind);
    }
    for (size_t i = 0; i < c->n && !numbered; i++) {
        unsigned weight = weigh(&t, i, people);
        if (weight == NOTHING || (weight == SHAPE_ALONE && health)) /* another number beside the health number */
            continue;
        tied = weight == best || (tied && weight < best);
        at = weight > best ? i : at;
        best = weight > best ? weight : best;
    }
    if (best != NOTHING && !tied) /* of two numbers without a name nobody knows which is the people's */
        give(c, at, LIKELY);
}
