/* fields.c - what the columns are called in each style, and one value as a list writes it. */
#include <stdarg.h>
#include <stdio.h>

#include "base/bytes.h"
#include "synth/layout.h"
#include "synth/names.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define PICK(list, salt) ((list)[(salt) % COUNT(list)])

enum { NAMINGS = 5 }; /* three usual ones, one with other English names, one in Welsh */

static const char *const head[TS_FIELDS][NAMINGS] = {
    [TS_F_LOCAL] = {"Hospital Number", "HospNo", "hosp_no", "Unit No", "Rhif Ysbyty"},
    [TS_F_CONSTITUENT] = {"Constituent ID", "ConstituentID", "constituent_id", "Supporter Ref", "Rhif Cefnogwr"},
    [TS_F_ASSIGNMENT] = {"Assignment Number", "AssignmentNo", "assignment_no", "Employee Ref", "Rhif Gweithiwr"},
    [TS_F_SUPPLIER] = {"Supplier No", "SupplierNo", "supplier_no", "Vendor", "Rhif Cyflenwr"},
    [TS_F_FOREIGN_ID] = {"MRN", "CaseNoteNo", "case_note", "Casenote", "Rhif Achos"},
    [TS_F_NHS] = {"NHS Number", "NHSNo", "nhs_number", "New NHS", "Rhif GIG"},
    [TS_F_NHS_STATUS] = {"NHS No Status", "NHSNoStatus", "nhs_status", "Trace Status", "Statws GIG"},
    [TS_F_TITLE] = {"Title", "Title", "title", "Salutation", "Teitl"},
    [TS_F_SURNAME] = {"Surname", "Surname", "surname", "Family Name", "Cyfenw"},
    [TS_F_FORENAME] = {"Forename", "Forename", "forename", "Given Name", "Enw Cyntaf"},
    [TS_F_FULL_NAME] = {"Patient Name", "PatientName", "patient_name", "Patient", "Enw'r Claf"},
    [TS_F_NATURAL_NAME] = {"Name", "FullName", "name", "Person", "Enw"},
    [TS_F_SEX] = {"Sex", "Sex", "sex", "Gender", "Rhyw"},
    [TS_F_BIRTH] = {"Date of Birth", "DOB", "dob", "Born", "Dyddiad Geni"},
    [TS_F_DEATH] = {"Date of Death", "DoD", "date_of_death", "Deceased On", "Dyddiad Marw"},
    [TS_F_STREET] = {"Address Line 1", "Addr1", "address1", "Street", "Cyfeiriad"},
    [TS_F_TOWN] = {"Town", "Addr3", "town", "Locality", "Tref"},
    [TS_F_POSTCODE] = {"Postcode", "Postcode", "postcode", "Post Code", "Cod Post"},
    [TS_F_ADDRESS] = {"Address", "Address", "address", "Residence", "Cyfeiriad Llawn"},
    [TS_F_LANDLINE] = {"Home Telephone", "HomeTel", "home_tel", "Tel (H)", "Ffôn Cartref"},
    [TS_F_MOBILE] = {"Mobile", "MobileTel", "mobile", "Cell", "Ffôn Symudol"},
    [TS_F_EMAIL] = {"Email", "EmailAddress", "email", "E-mail", "E-bost"},
    [TS_F_NINO] = {"NI Number", "NINO", "ni_number", "Nat Ins", "Rhif YG"},
    [TS_F_SORT] = {"Sort Code", "SortCode", "sort_code", "Bank Sort", "Cod Didoli"},
    [TS_F_ACCOUNT] = {"Account Number", "AccountNo", "account_no", "Bank A/C", "Rhif Cyfrif"},
    [TS_F_GP] = {"GP", "GPName", "gp_name", "Family Doctor", "Meddyg Teulu"},
    [TS_F_PRACTICE] = {"Practice Code", "PracticeCode", "practice_code", "Surgery", "Cod Meddygfa"},
    [TS_F_ETHNIC] = {"Ethnic Category", "Ethnic", "ethnic_category", "Ethnic Origin", "Ethnigrwydd"},
    [TS_F_RELIGION] = {"Religion", "Religion", "religion", "Faith", "Crefydd"},
    [TS_F_KIN] = {"Next of Kin", "NextOfKin", "next_of_kin", "NOK Name", "Perthynas Agosaf"},
    [TS_F_KIN_PHONE] = {"Next of Kin Tel", "NoKTel", "next_of_kin_tel", "NOK Phone", "Ffôn Perthynas"},
    [TS_F_SPECIALTY] = {"Specialty", "Specialty", "specialty", "Service", "Arbenigedd"},
    [TS_F_CONSULTANT] = {"Consultant", "Consultant", "consultant", "Lead Clinician", "Ymgynghorydd"},
    [TS_F_ADMITTED] = {"Admission Date", "AdmDate", "admitted", "In", "Derbyniwyd"},
    [TS_F_DISCHARGED] = {"Discharge Date", "DischDate", "discharged", "Out", "Rhyddhawyd"},
    [TS_F_WARD] = {"Ward", "Ward", "ward", "Ward/Unit", "Ward"},
    [TS_F_DIAGNOSIS] = {"Diagnosis", "PrimaryDiagnosis", "diagnosis", "Problem", "Diagnosis"},
    [TS_F_TEST] = {"Test", "TestName", "test", "Investigation", "Prawf"},
    [TS_F_RESULT] = {"Result", "ResultValue", "result", "Finding", "Canlyniad"},
    [TS_F_SAMPLED] = {"Sample Date", "CollectedOn", "sampled", "Taken", "Dyddiad Sampl"},
    [TS_F_APPOINTMENT] = {"Appointment", "ApptDate", "appointment", "Slot", "Apwyntiad"},
    [TS_F_PRIORITY] = {"Priority", "Priority", "priority", "Urgency", "Blaenoriaeth"},
    [TS_F_GIFT_DATE] = {"Gift Date", "GiftDate", "gift_date", "Received", "Dyddiad Rhodd"},
    [TS_F_GIFT] = {"Amount", "GiftAmount", "amount", "Value", "Swm"},
    [TS_F_FUND] = {"Fund", "Fund", "fund", "Appeal", "Cronfa"},
    [TS_F_GIFT_AID] = {"Gift Aid", "GiftAid", "gift_aid", "Tax Reclaim", "Cymorth Rhodd"},
    [TS_F_GRADE] = {"Pay Grade", "Grade", "grade", "Band", "Gradd"},
    [TS_F_POST] = {"Job Title", "Position", "job_title", "Role", "Swydd"},
    [TS_F_SALARY] = {"Salary", "AnnualSalary", "salary", "Basic Pay", "Cyflog"},
    [TS_F_STARTED] = {"Start Date", "StartDate", "start_date", "Joined", "Dechreuodd"},
    [TS_F_COMPANY] = {"Supplier Name", "SupplierName", "supplier_name", "Business", "Cyflenwr"},
    [TS_F_VAT] = {"VAT No", "VATNo", "vat_no", "VAT Reg", "Rhif TAW"},
    [TS_F_ORDER] = {"Request No", "RequestNo", "request_no", "Lab Ref", "Rhif Cais"},
};

const char *ts_field_head(ts_field f, const ts_manner *m) {
    return head[f][m->style == 0 ? m->variant % 3 : 3 + (m->style - 1) % 2];
}

ts_cell_type ts_field_type(ts_field f) {
    switch (f) {
    case TS_F_BIRTH:
    case TS_F_DEATH:
    case TS_F_ADMITTED:
    case TS_F_DISCHARGED:
    case TS_F_SAMPLED:
    case TS_F_GIFT_DATE:
    case TS_F_STARTED:
        return TS_CELL_DATE;
    case TS_F_GIFT:
    case TS_F_SALARY:
    case TS_F_ORDER:
        return TS_CELL_NUMBER;
    default:
        return TS_CELL_TEXT;
    }
}

/* ---- words of the trade ---- */

static const char *const consultants[] = {"Dr A Fairhurst", "Mr R Banerjee",    "Dr L Okoye", "Miss P Whitlow",
                                          "Dr S Cavanagh",  "Prof H Lindqvist", "Dr M Teale", "Mr D Osgood",
                                          "Dr N Rahimi",    "Dr E Prys"};
static const char *const specialties[] = {"Cardiology",   "Paediatrics", "Respiratory", "General Surgery",
                                          "Neurology",    "Oncology",    "ENT",         "Trauma & Orthopaedics",
                                          "Rheumatology", "Dermatology"};
static const char *const diagnoses[] = {"Asthma",
                                        "Atrial fibrillation",
                                        "Type 1 diabetes",
                                        "Mitral valve disease",
                                        "Epilepsy",
                                        "Cystic fibrosis",
                                        "Aortic stenosis",
                                        "Anxiety disorder",
                                        "Fracture of radius",
                                        "Bronchiolitis",
                                        "Ischaemic heart disease",
                                        "Eczema",
                                        "Depressive episode",
                                        "Acute appendicitis"};
static const char *const practices[] = {"N82041", "N82103", "N83015", "N84022", "N85031", "P81744", "N82670", "N83609"};
static const char *const gps[] = {"Dr Ashworthy", "Dr Lomas", "Dr Bhogal", "Dr Tanner",
                                  "Dr Ferrand",   "Dr Osman", "Dr Keeling"};
static const char *const tests[] = {"Full blood count", "HbA1c",          "Troponin T", "Urea and electrolytes", "CRP",
                                    "Lipid profile",    "Sweat chloride", "INR",        "Thyroid function"};
static const char *const ethnic[] = {"A", "A", "A", "A", "A", "B", "C", "H", "J", "M", "N", "R", "Z"};
static const char *const religions[] = {"Church of England", "Roman Catholic", "None", "Muslim", "Hindu",
                                        "Methodist",         "Not known"};
static const char *const wards[] = {"Ward 3A", "Ward 4B", "Cedar", "Oak", "PICU", "CCU", "Birch", "Day Unit"};
static const char *const posts[] = {"Staff Nurse",       "Ward Clerk", "Healthcare Assistant",
                                    "Radiographer",      "Porter",     "Pharmacist",
                                    "Medical Secretary", "Domestic",   "Physiotherapist"};
static const char *const funds[] = {"Heart Appeal", "General Fund", "Play Centre", "Research", "Memory Garden"};

const char *ts_word_consultant(uint64_t salt) { return PICK(consultants, salt); }
const char *ts_word_specialty(uint64_t salt) { return PICK(specialties, salt); }
const char *ts_word_diagnosis(uint64_t salt) { return PICK(diagnoses, salt); }
const char *ts_word_practice(uint64_t salt) { return PICK(practices, salt); }
const char *ts_word_gp(uint64_t salt) { return PICK(gps, salt); }
const char *ts_word_test(uint64_t salt) { return PICK(tests, salt); }

/* ---- values ---- */

__attribute__((format(printf, 2, 3))) static ts_span text(ts_arena *a, const char *format, ...) {
    char line[256];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    return ts_arena_copy(a, ts_span_of(line, n < 0 ? 0 : (size_t)n < sizeof line ? (size_t)n : sizeof line - 1));
}

static const char *const month_name[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

ts_span ts_date_written(ts_arena *a, ts_date d, const ts_manner *m) {
    if (d == TS_NO_DATE)
        return (ts_span){"", 0};
    int y, n, day;
    ts_date_parts(d, &y, &n, &day);
    switch (m->dates) {
    case TS_ISO_DATE:
        return text(a, "%04d-%02d-%02d", y, n, day);
    case TS_MONTH_NAME:
        return text(a, "%02d-%s-%04d", day, month_name[n - 1], y);
    case TS_PLAIN_DATE:
        return text(a, "%04d%02d%02d", y, n, day);
    case TS_MONTH_FIRST:
        return text(a, "%02d/%02d/%04d", n, day, y);
    case TS_DOTTED:
        return text(a, "%02d.%02d.%04d", day, n, y);
    default:
        return text(a, "%02d/%02d/%04d", day, n, y);
    }
}

ts_span ts_phone_written(ts_arena *a, const char *phone, bool spaced) {
    return spaced && phone[0] ? text(a, "%.5s %s", phone, phone + 5) : text(a, "%s", phone);
}

ts_span ts_nhs_written(ts_arena *a, const char *nhs, bool spaced) {
    return spaced && nhs[0] ? text(a, "%.3s %.3s %s", nhs, nhs + 3, nhs + 6) : text(a, "%s", nhs);
}

/* ASCII letters alone: an export program that shouts seldom knows others. */
static ts_span loud(ts_arena *a, const char *s, bool shout) {
    ts_span out = ts_arena_copy(a, ts_str(s));
    char *p = (char *)(uintptr_t)out.ptr; /* the arena's own copy */
    for (size_t i = 0; shout && i < out.len; i++)
        p[i] = ts_upper(p[i]);
    return out;
}

ts_date ts_event_date(const ts_record *r, uint64_t salt) {
    ts_date from = r->joined != TS_NO_DATE ? r->joined : r->as_of - 1500, to = r->as_of - 1;
    if (r->death != TS_NO_DATE && r->death < to)
        to = r->death;
    if (from < to - 1500)
        from = to - 1500;
    if (from > to)
        return to;
    ts_dice c = {r->salt ^ salt};
    return from + (ts_date)ts_dice_below(&c, (uint32_t)(to - from) + 1);
}

static ts_span person_value(ts_arena *a, ts_field f, const ts_record *r, const ts_manner *m) {
    switch (f) {
    case TS_F_NHS:
        return ts_nhs_written(a, r->nhs, m->nhs_spaced);
    case TS_F_NHS_STATUS:
        return ts_str(r->nhs[0] ? "01" : "03");
    case TS_F_TITLE:
        return text(a, "%s", r->title);
    case TS_F_SURNAME:
        return loud(a, r->surname, m->shout);
    case TS_F_FORENAME:
        return loud(a, r->forename, m->shout && m->variant == 1);
    case TS_F_FULL_NAME:
        return text(a, "%s, %s", loud(a, r->surname, true).ptr, r->forename);
    case TS_F_NATURAL_NAME:
        return text(a, "%s%s%s %s", r->title, r->title[0] ? " " : "", r->forename, r->surname);
    case TS_F_SEX:
        return ts_str(m->sex_word ? r->sex == 'M' ? "Male" : "Female" : r->sex == 'M' ? "M" : "F");
    case TS_F_BIRTH:
        return ts_date_written(a, r->birth, m);
    case TS_F_DEATH:
        return ts_date_written(a, r->death, m);
    case TS_F_STREET:
        return text(a, "%s", r->street);
    case TS_F_TOWN:
        return text(a, "%s", r->town);
    case TS_F_POSTCODE:
        return text(a, "%s", r->postcode);
    case TS_F_ADDRESS:
        return r->street[0] ? text(a, "%s, %s", r->street, r->town) : (ts_span){"", 0};
    case TS_F_LANDLINE:
        return ts_phone_written(a, r->landline, m->phone_spaced);
    case TS_F_MOBILE:
        return ts_phone_written(a, r->mobile, m->phone_spaced);
    case TS_F_EMAIL:
        return text(a, "%s", r->email);
    case TS_F_NINO:
        return text(a, "%s", r->nino);
    case TS_F_SORT:
        return r->sort[0] ? text(a, "%.2s-%.2s-%.2s", r->sort, r->sort + 2, r->sort + 4) : (ts_span){"", 0};
    case TS_F_ACCOUNT:
        return text(a, "%s", r->account);
    case TS_F_KIN:
        return text(a, "%s", r->kin);
    case TS_F_KIN_PHONE:
        return ts_phone_written(a, r->kin_phone, m->phone_spaced);
    default:
        return (ts_span){"", 0};
    }
}

static ts_span event_value(ts_arena *a, ts_field f, const ts_record *r, const ts_manner *m) {
    uint64_t s = ts_dice_of(r->salt, m->salt, (uint64_t)f, 0), event = ts_dice_of(r->salt, m->salt, 1, 0);
    ts_date day = ts_event_date(r, event);
    switch (f) {
    case TS_F_SPECIALTY:
        return ts_str(ts_word_specialty(s));
    case TS_F_CONSULTANT:
        return ts_str(ts_word_consultant(s));
    case TS_F_ADMITTED:
        return ts_date_written(a, day, m);
    case TS_F_DISCHARGED:
        return ts_date_written(a, day + (ts_date)(s % 9) < r->as_of ? day + (ts_date)(s % 9) : day, m);
    case TS_F_WARD:
        return ts_str(PICK(wards, s));
    case TS_F_DIAGNOSIS:
        return ts_str(ts_word_diagnosis(s));
    case TS_F_TEST:
        return ts_str(ts_word_test(s));
    case TS_F_RESULT:
        return text(a, "%u.%u", (unsigned)(s % 140), (unsigned)(s >> 20) % 10);
    case TS_F_SAMPLED:
        return ts_date_written(a, day, m);
    case TS_F_APPOINTMENT: {
        ts_span d = ts_date_written(a, day, m);
        return text(a, "%s %02u:%02u", d.ptr, 9 + (unsigned)(s % 8), (unsigned)(s >> 9) % 4 * 15);
    }
    case TS_F_PRIORITY:
        return ts_str(s % 4 == 0 ? "Urgent" : "Routine");
    case TS_F_GIFT_DATE:
        return ts_date_written(a, day, m);
    case TS_F_GIFT:
        return text(a, "%u", (unsigned)(s % 20 == 0 ? 500 : 5 + s % 10 * 5));
    case TS_F_FUND:
        return ts_str(PICK(funds, s));
    case TS_F_ORDER:
        return text(a, "%u", 24000000u + (unsigned)(s % 900000));
    default:
        return (ts_span){"", 0};
    }
}

ts_span ts_field_value(ts_arena *a, ts_field f, const ts_record *r, const ts_manner *m) {
    uint64_t s = ts_dice_of(r->salt, (uint64_t)f, 0, 0); /* the same in every list */
    switch (f) {
    case TS_F_LOCAL:
    case TS_F_CONSTITUENT:
    case TS_F_ASSIGNMENT:
    case TS_F_SUPPLIER:
        return text(a, "%s", r->local);
    case TS_F_FOREIGN_ID:
        return text(a, "%s%06u", m->style == 0 ? "RL" : "K", 100000 + (unsigned)(s % 800000));
    case TS_F_GP:
        return ts_str(ts_word_gp(s));
    case TS_F_PRACTICE:
        return ts_str(ts_word_practice(s));
    case TS_F_ETHNIC:
        return ts_str(PICK(ethnic, s));
    case TS_F_RELIGION:
        return ts_str(PICK(religions, s));
    case TS_F_GIFT_AID:
        return ts_str(s % 3 ? "Y" : "N");
    case TS_F_GRADE:
        return text(a, "Band %u", 2 + (unsigned)(s % 7));
    case TS_F_POST:
        return ts_str(PICK(posts, s));
    case TS_F_SALARY:
        return text(a, "%u", 21000 + (unsigned)(s % 400) * 100);
    case TS_F_STARTED:
        return ts_date_written(a, r->joined, m);
    case TS_F_COMPANY: {
        ts_dice c = {s};
        return r->surname[0] ? text(a, "%s %s Services", r->forename, r->surname) : ts_str(ts_names_company(&c));
    }
    case TS_F_VAT:
        return text(a, "GB%09u", 100000000u + (unsigned)(s % 899999999));
    default:
        break;
    }
    return f < TS_F_SPECIALTY ? person_value(a, f, r, m) : event_value(a, f, r, m);
}
