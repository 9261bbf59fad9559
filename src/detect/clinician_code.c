/* clinician_code.c - finds the codes and register numbers of doctors, nurses, pharmacists and other professions.
 *
 * None has a check digit, and seven digits are anything: each needs its label or its column, which nurses' numbers tell by
 * their form.  Consultant and GP codes stand
 * beside a patient and are always the clinician's; a register number is its bearer's, whoever the place is about.
 */
#include "detect/code.h"
#include "detect/kinds.h"

/* A class of kinds that differ in their patterns alone. */
#define FORMS(kind, ...)                                                                                             \
    static const char *const kind##_patterns[] = {__VA_ARGS__, NULL};                                                \
    static bool kind##_find(const ts_spot *spot, ts_found *out) { return ts_code_find(spot, kind##_patterns, out); } \
    static bool kind##_normal(ts_span raw, ts_norm *out) { return ts_code_normal(raw, kind##_patterns, out); }

/* NHS Data Dictionary: C9999998 where no consultant is known, G9999998 and G9999981 where no GP is. */
static bool ends_in_nines(const ts_norm *n) { return n->len == 8 && memcmp(n->text + 1, "99999", 5) == 0; }

/* C and the seven digits of a GMC number. */
FORMS(consultant, "C9999999")
static const char *const consultant_labels[] = {"consultant code", NULL};
static const char *const consultant_headers[] = {"consultantcode",         "conscode",           "consultantid",
                                                 "consultantnationalcode", "consnatcode",        "consultantnatcode",
                                                 "responsibleconsultant",  "leadconsultantcode", NULL};
const ts_detector ts_detector_consultant_code = {
    .kind = TS_KIND_CONSULTANT_CODE,
    .name = "consultant_code",
    .summary = "consultant code",
    .source = "NHS Data Model and Dictionary, CONSULTANT CODE",
    .version = 1,
    .anchor = {TS_ANCHOR_CAPITAL, "C9"},
    .own_find = true,
    .about = TS_ROLE_CLINICIAN,
    .labels = consultant_labels,
    .headers = consultant_headers,
    .find = consultant_find,
    .normal = consultant_normal,
    .placeholder = ends_in_nines,
    .labelled = 95,
    .column = 96,
};

/* A doctor's G and seven digits, a dentist's D and six. */
FORMS(gp, "G9999999", "D999999")
static const char *const gp_labels[] = {"gp code", "gp national code", "gmp code", NULL};
static const char *const gp_headers[] = {
    "gpcode",    "gpnationalcode", "gpnatcode",       "gmpcode",   "registeredgpcode",
    "gpppdcode", "dentistcode",    "gmpnationalcode", "gpgmpcode", NULL};
const ts_detector ts_detector_gp_code = {
    .kind = TS_KIND_GP_CODE,
    .name = "gp_code",
    .summary = "code of a GP or a dentist",
    .source = "NHS Data Model and Dictionary, GENERAL MEDICAL PRACTITIONER PPD CODE, GENERAL DENTAL PRACTITIONER CODE",
    .version = 1,
    .anchor = {TS_ANCHOR_CAPITAL, "DG9"},
    .own_find = true,
    .about = TS_ROLE_CLINICIAN,
    .labels = gp_labels,
    .headers = gp_headers,
    .find = gp_find,
    .normal = gp_normal,
    .placeholder = ends_in_nines,
    .labelled = 95,
    .column = 96,
};

FORMS(gmc, "9999999")
static const char *const gmc_labels[] = {"gmc",
                                         "gmc number",
                                         "gmc no",
                                         "gmc reference number",
                                         "gmc ref",
                                         "gmc registration",
                                         "gmc registration number",
                                         "gmc reg no",
                                         NULL};
static const char *const gmc_headers[] = {"gmc",   "gmcnumber", "gmcno",    "gmcnum", "gmcref",
                                          "gmcid", "gmccode",   "gmcregno", NULL};
const ts_detector ts_detector_gmc_number = {
    .kind = TS_KIND_GMC_NUMBER,
    .name = "gmc_number",
    .summary = "number in the General Medical Council's register",
    .source = "General Medical Council, List of Registered Medical Practitioners",
    .version = 1,
    .anchor = {TS_ANCHOR_DIGIT_RUN, "7"},
    .own_find = true,
    .labels = gmc_labels,
    .headers = gmc_headers,
    .find = gmc_find,
    .normal = gmc_normal,
    .placeholder = ts_is_typed_number,
    .labelled = 96,
    .column = 96,
};

/* Year and month of the registration (A is January), four digits, and the part of the register: England, Scotland, Wales,
 * Northern Ireland, overseas, the European Union. */
static const char *const nmc_patterns[] = {"99a9999a", NULL};

static bool nmc_fits(const char *s) { return s[2] <= 'L' && strchr("ESWNOC", s[7]) != NULL; }

static bool nmc_normal(ts_span raw, ts_norm *out) {
    ts_norm norm;
    if (!ts_code_normal(raw, nmc_patterns, &norm) || !nmc_fits(norm.text))
        return false;
    *out = norm;
    return true;
}

static bool nmc_find(const ts_spot *spot, ts_found *out) {
    return ts_code_find(spot, nmc_patterns, out) && nmc_fits(out->norm.text);
}

static bool nmc_placeholder(const ts_norm *n) { return memcmp(n->text + 3, "0000", 4) == 0; }

static const char *const nmc_labels[] = {"nmc",
                                         "nmc pin",
                                         "nmc number",
                                         "nmc no",
                                         "pin",
                                         "nmc registration",
                                         "nmc pin no",
                                         "nmc pin number",
                                         "nmc registration number",
                                         NULL};
static const char *const nmc_headers[] = {"nmc",      "nmcpin",          "nmcnumber",    "nmcno", "nmcpinno",
                                          "nmcregno", "nmcregistration", "nmcpinnumber", NULL};
const ts_detector ts_detector_nmc_pin = {
    .kind = TS_KIND_NMC_PIN,
    .name = "nmc_pin",
    .summary = "personal number in the Nursing and Midwifery Council's register",
    .source = "Nursing and Midwifery Council, register, PIN",
    .version = 1,
    .anchor = {TS_ANCHOR_DIGIT_RUN, "2A"},
    .own_find = true,
    .telling = true,
    .labels = nmc_labels,
    .headers = nmc_headers,
    .find = nmc_find,
    .normal = nmc_normal,
    .placeholder = nmc_placeholder,
    .labelled = 97,
    .column = 97,
};

FORMS(gphc, "9999999")
static const char *const gphc_labels[] = {
    "gphc", "gphc number", "gphc no", "gphc registration", "gphc registration number", "gphc reg no", NULL};
static const char *const gphc_headers[] = {"gphc", "gphcnumber", "gphcno", "gphcnum", "gphcregno", "gphcid", NULL};
const ts_detector ts_detector_gphc_number = {
    .kind = TS_KIND_GPHC_NUMBER,
    .name = "gphc_number",
    .summary = "number in the General Pharmaceutical Council's register",
    .source = "General Pharmaceutical Council, register",
    .version = 1,
    .anchor = {TS_ANCHOR_DIGIT_RUN, "7"},
    .own_find = true,
    .labels = gphc_labels,
    .headers = gphc_headers,
    .find = gphc_find,
    .normal = gphc_normal,
    .placeholder = ts_is_typed_number,
    .labelled = 96,
    .column = 96,
};

/* The profession, then the number: arts and music therapists, biomedical scientists, podiatrists, clinical scientists,
 * dietitians, hearing aid dispensers, operating department practitioners, orthoptists, occupational therapists, paramedics,
 * physiotherapists, prosthetists, psychologists, radiographers, speech therapists, social workers. */
static const char *const hcpc_patterns[] = {"aa 999999", "aa 99999", "aaa 999999", "aaa 99999", NULL};

static bool hcpc_fits(const ts_norm *n) {
    static const char professions[] = " AS BS CH CS DT HAD ODP OR OT PA PH PO PYL RA SL SW ";
    char word[] = "     ";
    size_t len = ts_is_digit(n->text[2]) ? 2 : 3;
    memcpy(word + 1, n->text, len);
    word[len + 2] = 0;
    return strstr(professions, word) != NULL;
}

static bool hcpc_normal(ts_span raw, ts_norm *out) {
    ts_norm norm;
    if (!ts_code_normal(raw, hcpc_patterns, &norm) || !hcpc_fits(&norm))
        return false;
    *out = norm;
    return true;
}

static bool hcpc_find(const ts_spot *spot, ts_found *out) {
    return ts_code_find(spot, hcpc_patterns, out) && hcpc_fits(&out->norm);
}

static const char *const hcpc_labels[] = {
    "hcpc", "hcpc number", "hcpc no", "hcpc registration", "hcpc registration number", "hcpc reg no", NULL};
static const char *const hcpc_headers[] = {"hcpc", "hcpcnumber", "hcpcno", "hcpcreg", "hcpcregno", "hcpcid", NULL};
const ts_detector ts_detector_hcpc_number = {
    .kind = TS_KIND_HCPC_NUMBER,
    .name = "hcpc_number",
    .summary = "number in the Health and Care Professions Council's register",
    .source = "Health and Care Professions Council, register",
    .version = 1,
    .anchor = {TS_ANCHOR_CAPITAL, "ABCDHOPRSa"},
    .own_find = true,
    .labels = hcpc_labels,
    .headers = hcpc_headers,
    .find = hcpc_find,
    .normal = hcpc_normal,
    .placeholder = ts_is_typed_number,
    .labelled = 96,
    .column = 96,
};
