/* layout.c - which columns a list has, what they are called, and how its values are written. */
#include "synth/layout.h"

#include "base/bytes.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* ---- layouts ---- */

static const ts_layout pas = {
    "patients", {TS_F_LOCAL, TS_F_NHS,   TS_F_NHS_STATUS, TS_F_SURNAME, TS_F_FORENAME, TS_F_TITLE,    TS_F_BIRTH,
                 TS_F_SEX,   TS_F_DEATH, TS_F_STREET,     TS_F_TOWN,    TS_F_POSTCODE, TS_F_LANDLINE, TS_F_MOBILE,
                 TS_F_EMAIL, TS_F_GP,    TS_F_PRACTICE,   TS_F_ETHNIC,  TS_F_RELIGION, TS_F_KIN,      TS_F_KIN_PHONE}};
static const ts_layout clinic = {"clinic_list",
                                 {TS_F_APPOINTMENT, TS_F_LOCAL, TS_F_NHS, TS_F_FULL_NAME, TS_F_BIRTH, TS_F_POSTCODE,
                                  TS_F_SPECIALTY, TS_F_CONSULTANT}};
static const ts_layout waiting = {"waiting_list",
                                  {TS_F_NHS, TS_F_LOCAL, TS_F_SURNAME, TS_F_FORENAME, TS_F_BIRTH, TS_F_SEX,
                                   TS_F_POSTCODE, TS_F_SPECIALTY, TS_F_PRIORITY}};
static const ts_layout tests = {
    "results",
    {TS_F_ORDER, TS_F_LOCAL, TS_F_SURNAME, TS_F_FORENAME, TS_F_BIRTH, TS_F_SEX, TS_F_TEST, TS_F_RESULT, TS_F_SAMPLED}};
static const ts_layout stays = {"admissions",
                                {TS_F_LOCAL, TS_F_NATURAL_NAME, TS_F_BIRTH, TS_F_ADDRESS, TS_F_POSTCODE, TS_F_ADMITTED,
                                 TS_F_DISCHARGED, TS_F_WARD, TS_F_DIAGNOSIS, TS_F_CONSULTANT}};
static const ts_layout contacts = {"contacts",
                                   {TS_F_NHS, TS_F_TITLE, TS_F_FORENAME, TS_F_SURNAME, TS_F_BIRTH, TS_F_STREET,
                                    TS_F_TOWN, TS_F_POSTCODE, TS_F_LANDLINE, TS_F_MOBILE, TS_F_EMAIL}};
static const ts_layout full = {"episodes",
                               {TS_F_LOCAL,     TS_F_NHS,        TS_F_NHS_STATUS, TS_F_SURNAME,    TS_F_FORENAME,
                                TS_F_TITLE,     TS_F_BIRTH,      TS_F_SEX,        TS_F_DEATH,      TS_F_STREET,
                                TS_F_TOWN,      TS_F_POSTCODE,   TS_F_LANDLINE,   TS_F_MOBILE,     TS_F_GP,
                                TS_F_PRACTICE,  TS_F_ETHNIC,     TS_F_RELIGION,   TS_F_KIN,        TS_F_KIN_PHONE,
                                TS_F_SPECIALTY, TS_F_CONSULTANT, TS_F_ADMITTED,   TS_F_DISCHARGED, TS_F_WARD}};

static const ts_layout crm = {"constituents",
                              {TS_F_CONSTITUENT, TS_F_TITLE, TS_F_FORENAME, TS_F_SURNAME, TS_F_BIRTH, TS_F_STREET,
                               TS_F_TOWN, TS_F_POSTCODE, TS_F_EMAIL, TS_F_MOBILE, TS_F_LANDLINE, TS_F_GIFT_AID,
                               TS_F_SORT, TS_F_ACCOUNT}};
static const ts_layout gifts = {
    "gifts", {TS_F_CONSTITUENT, TS_F_NATURAL_NAME, TS_F_POSTCODE, TS_F_GIFT_DATE, TS_F_GIFT, TS_F_FUND}};
static const ts_layout debits = {"direct_debits",
                                 {TS_F_CONSTITUENT, TS_F_TITLE, TS_F_FORENAME, TS_F_SURNAME, TS_F_STREET, TS_F_TOWN,
                                  TS_F_POSTCODE, TS_F_EMAIL, TS_F_MOBILE, TS_F_SORT, TS_F_ACCOUNT, TS_F_GIFT, TS_F_FUND,
                                  TS_F_GIFT_AID}};

static const ts_layout esr = {"employees",
                              {TS_F_ASSIGNMENT, TS_F_NINO, TS_F_TITLE, TS_F_SURNAME, TS_F_FORENAME, TS_F_SEX,
                               TS_F_BIRTH, TS_F_STREET, TS_F_TOWN, TS_F_POSTCODE, TS_F_MOBILE, TS_F_EMAIL, TS_F_SORT,
                               TS_F_ACCOUNT, TS_F_GRADE, TS_F_POST, TS_F_SALARY, TS_F_STARTED}};
static const ts_layout payroll = {"payroll",
                                  {TS_F_ASSIGNMENT, TS_F_NINO, TS_F_SURNAME, TS_F_FORENAME, TS_F_BIRTH, TS_F_POSTCODE,
                                   TS_F_GRADE, TS_F_SALARY, TS_F_SORT, TS_F_ACCOUNT}};
static const ts_layout rota = {"staff_list",
                               {TS_F_ASSIGNMENT, TS_F_TITLE, TS_F_FORENAME, TS_F_SURNAME, TS_F_BIRTH, TS_F_POST,
                                TS_F_GRADE, TS_F_MOBILE, TS_F_EMAIL}};

static const ts_layout suppliers = {"suppliers",
                                    {TS_F_SUPPLIER, TS_F_COMPANY, TS_F_FORENAME, TS_F_SURNAME, TS_F_EMAIL, TS_F_MOBILE,
                                     TS_F_STREET, TS_F_TOWN, TS_F_POSTCODE, TS_F_VAT, TS_F_SORT, TS_F_ACCOUNT}};

static const ts_layout practice = {"practice_list",
                                   {TS_F_NHS, TS_F_SURNAME, TS_F_FORENAME, TS_F_BIRTH, TS_F_SEX, TS_F_STREET, TS_F_TOWN,
                                    TS_F_POSTCODE, TS_F_LANDLINE, TS_F_MOBILE, TS_F_PRACTICE}};
static const ts_layout shop = {"customers",
                               {TS_F_TITLE, TS_F_FORENAME, TS_F_SURNAME, TS_F_EMAIL, TS_F_STREET, TS_F_TOWN,
                                TS_F_POSTCODE, TS_F_MOBILE, TS_F_BIRTH}};
static const ts_layout other_trust = {"other_trust",
                                      {TS_F_FOREIGN_ID, TS_F_NHS, TS_F_SURNAME, TS_F_FORENAME, TS_F_BIRTH, TS_F_SEX,
                                       TS_F_STREET, TS_F_POSTCODE, TS_F_SPECIALTY}};

static const ts_layout *const patient_lists[] = {&full, &clinic, &waiting, &contacts, &tests, &stays};
static const ts_layout *const donor_lists[] = {&debits, &gifts};
static const ts_layout *const staff_lists[] = {&payroll, &rota};
static const ts_layout *const supplier_lists[] = {&suppliers};
static const ts_layout *const region_lists[] = {&practice, &shop, &other_trust};

const ts_layout *ts_layout_export(ts_system s) {
    static const ts_layout *const of[TS_SYSTEMS] = {&pas, &pas, &crm, &esr, &suppliers};
    return of[s];
}

size_t ts_layout_lists(ts_system s, const ts_layout *const **out) {
    switch (s) {
    case TS_SYSTEM_DONORS:
        *out = donor_lists;
        return COUNT(donor_lists);
    case TS_SYSTEM_STAFF:
        *out = staff_lists;
        return COUNT(staff_lists);
    case TS_SYSTEM_SUPPLIERS:
        *out = supplier_lists;
        return COUNT(supplier_lists);
    default:
        *out = patient_lists;
        return COUNT(patient_lists);
    }
}

size_t ts_layout_region(const ts_layout *const **out) {
    *out = region_lists;
    return COUNT(region_lists);
}

bool ts_layout_has(const ts_layout *l, ts_field f) {
    for (size_t i = 0; i < TS_LAYOUT_FIELDS && l->field[i]; i++)
        if (l->field[i] == f)
            return true;
    return false;
}

ts_manner ts_manner_draw(ts_dice *c, uint32_t style) {
    ts_manner m = {.style = style};
    m.variant = ts_dice_below(c, 3);
    m.salt = ts_dice_next(c);
    static const uint8_t usual[] = {TS_DAY_FIRST, TS_DAY_FIRST, TS_ISO_DATE, TS_MONTH_NAME, TS_PLAIN_DATE};
    static const uint8_t unusual[] = {TS_MONTH_FIRST, TS_DOTTED, TS_ISO_DATE, TS_MONTH_FIRST, TS_MONTH_NAME};
    m.dates = (style == 0 ? usual : unusual)[ts_dice_below(c, 5)];
    m.nhs_spaced = ts_dice_odds(c, 300);
    m.shout = ts_dice_odds(c, 350);
    m.sex_word = ts_dice_odds(c, 300);
    m.phone_spaced = ts_dice_odds(c, 350);
    return m;
}

bool ts_records_agree(const ts_layout *l, const ts_record *a, const ts_record *b) {
    bool full_name = ts_layout_has(l, TS_F_FULL_NAME) || ts_layout_has(l, TS_F_NATURAL_NAME);
#define SAME(field, has) (!(has) || strcmp(a->field, b->field) == 0)
    return SAME(surname, full_name || ts_layout_has(l, TS_F_SURNAME)) &&
           SAME(forename, full_name || ts_layout_has(l, TS_F_FORENAME)) && SAME(nhs, ts_layout_has(l, TS_F_NHS)) &&
           SAME(street, ts_layout_has(l, TS_F_STREET) || ts_layout_has(l, TS_F_ADDRESS)) &&
           SAME(postcode, ts_layout_has(l, TS_F_POSTCODE)) && SAME(landline, ts_layout_has(l, TS_F_LANDLINE)) &&
           SAME(mobile, ts_layout_has(l, TS_F_MOBILE)) && SAME(email, ts_layout_has(l, TS_F_EMAIL)) &&
           SAME(account, ts_layout_has(l, TS_F_ACCOUNT)) && (!ts_layout_has(l, TS_F_BIRTH) || a->birth == b->birth) &&
           (!ts_layout_has(l, TS_F_DEATH) || a->death == b->death);
#undef SAME
}
