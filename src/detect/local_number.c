/* local_number.c - finds numbers that an organisation gives itself: hospital, unit, staff, donor numbers.
 *
 * There is no common shape: the column or a label says what it is, or a mask learned from the
 * holdings (detect.h, ts_hints).  The normal form keeps letters and digits only.
 */
#include "base/lanes.h"
#include "detect/kinds.h"

#include "text/fold.h"

enum { LONGEST = 20, SHORTEST = 1 };
static const char *const labels[] = {"hospital number",
                                     "hospital no",
                                     "hospital num",
                                     "hosp no",
                                     "hosp number",
                                     "mrn",
                                     "pas number",
                                     "pas no",
                                     "unit number",
                                     "unit no",
                                     "crn",
                                     "patient id",
                                     "patient no",
                                     "patient number",
                                     "case number",
                                     "case note number",
                                     "casenote",
                                     "district number",
                                     "our ref no",
                                     "k number",
                                     "assignment number",
                                     "employee number",
                                     "payroll number",
                                     "payroll no",
                                     "staff number",
                                     "staff no",
                                     "constituent id",
                                     "donor id",
                                     "donor number",
                                     "supplier id",
                                     "supplier number",
                                     "medical record number",
                                     "medical record no",
                                     "record number",
                                     "hospital id",
                                     "local id",
                                     "rxr number",
                                     "hosp num",
                                     NULL};
static const char *const headers[] = {"hospno",
                                      "hospitalno",
                                      "hospitalnumber",
                                      "hospnumber",
                                      "hospnum",
                                      "hospitalid",
                                      "mrn",
                                      "pasnumber",
                                      "pasno",
                                      "pasid",
                                      "crn",
                                      "patientid",
                                      "patid",
                                      "patno",
                                      "ptid",
                                      "patientno",
                                      "patientnumber",
                                      "patientidentifier",
                                      "unitnumber",
                                      "unitno",
                                      "unitnum",
                                      "casenumber",
                                      "caseno",
                                      "casenoteno",
                                      "casenotenumber",
                                      "localid",
                                      "localpatientid",
                                      "localpatientidentifier",
                                      "lpi",
                                      "localidentifier",
                                      "districtno",
                                      "districtnumber",
                                      "hospitalref",
                                      "medicalrecordnumber",
                                      "medrecno",
                                      "recordnumber",
                                      "constituentid",
                                      "constituentno",
                                      "donorid",
                                      "donorno",
                                      "donornumber",
                                      "supporterid",
                                      "urn",
                                      "assignmentnumber",
                                      "assignmentno",
                                      "assignno",
                                      "employeenumber",
                                      "employeeno",
                                      "employeeid",
                                      "empno",
                                      "empid",
                                      "payrollno",
                                      "payrollnumber",
                                      "payrollid",
                                      "staffno",
                                      "staffid",
                                      "staffnumber",
                                      "personnelno",
                                      "personnelnumber",
                                      "supplierid",
                                      "supplierno",
                                      "suppliernumber",
                                      "suppliercode",
                                      "vendorid",
                                      "vendorno",
                                      "vendorcode",
                                      "memberid",
                                      "membershipno",
                                      "clientid",
                                      "chartno",
                                      "chartnumber",
                                      "hospidentifier",
                                      "extpatientid",
                                      "pid",
                                      "nationalpatientid",
                                      "internalno",
                                      "internalpatientnumber",
                                      "internalnumber",
                                      "accountref",
                                      "workerid",
                                      "esrno",
                                      "esrnumber",
                                      "donorref",
                                      "constituentref",
                                      "patientref",
                                      "hospitalpatientid",
                                      "pasref",
                                      "personid",
                                      "pasnum",
                                      NULL};

static bool normal(ts_span raw, ts_norm *out) {
    char id[LONGEST];
    size_t n = 0, digits = 0;
    raw = ts_trim(raw);
    if (raw.len > 2 * LONGEST)
        return false;
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.ptr[i];
        bool digit = ts_is_digit(c);
        if (!digit && !ts_is_alpha(c)) {
            if (c == ' ' || c == '-' || c == '/' || c == '.' || c == '_' || c == '\\')
                continue;
            return false;
        }
        if (n == LONGEST)
            return false;
        digits += digit;
        id[n++] = ts_upper(c);
    }
    return n >= SHORTEST && digits > 0 && ts_norm_set(out, ts_span_of(id, n));
}

static bool placeholder(const ts_norm *n) {
    size_t zeros = 0, nines = 0;
    for (size_t i = 0; i < n->len; i++) {
        char c = n->text[i];
        if (c > '0' && c < '9')
            return false; /* most: the first digit tells */
        zeros += c == '0';
        nines += c == '9';
    }
    return zeros + nines > 3 && (zeros == 0 || nines == 0);
}

/* Letters and digits, one of which is neither 0 nor 9. */
static ts_usual usual(const char *p, size_t len) {
    if (len > LONGEST)
        return TS_USUAL_NO;
    ts_lanes v = ts_lanes_of(p);
    uint32_t all = ts_lanes_first(len), digits = ts_lanes_digits(v), telling = ts_lanes_within(v, '1', '8');
    return ((ts_lanes_letters(v) | digits) & all) == all && (telling & all) ? TS_USUAL : TS_USUAL_NO;
}

const ts_detector ts_detector_local_id = {
    .kind = TS_KIND_LOCAL_ID,
    .name = "local_id",
    .summary = "number an organisation gives: hospital, staff, donor, supplier number",
    .source = "NHS Data Model and Dictionary, LOCAL PATIENT IDENTIFIER (an10, an20)",
    .version = 1,
    .anchor = {TS_ANCHOR_NONE, NULL},
    .labels = labels,
    .headers = headers,
    .normal = normal,
    .usual = usual,
    .placeholder = placeholder,
    .plain = 60,
    .labelled = 90,
    .column = 95,
};
