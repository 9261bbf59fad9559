/* label_words.c - the dictionary of labels: what names a kind, what says whose a value is, and what changes nothing.
 *
 * The kinds' own labels and column names stand with their detectors; here is what names none of them, or another way.
 */
#include "detect/label_words.h"

#include "detect/detector.h"

enum { SLOTS = 8192, POOL = 65000, ENTRIES = 5000 }; /* what does not fit is dropped: a test has the last words */

/* Labels that name no kind but say what the value shows, whose it is, or that it is something else. */
static const struct {
    const char *words; /* separated by spaces */
    ts_label_entry is;
} extras[] = {
    {"diagnosis diag diagnosiscode diagnosisdesc icd icd10 icd10code primarydiagnosis diag1 dx condition problem "
     "problems allergies allergy medication medications drug drugs "
     "prescription dose procedure procedurecode operation opcs opcs4 ward wardname wardcode clinic cliniccode "
     "clinicname specialty speciality specialtycode specname "
     "test testname result results resultvalue investigation bloodgroup treatment treatmentfunction referralreason "
     "reasonforreferral symptoms snomed snomedcode readcode outcome",
     {.categories = TS_CAT_HEALTH, .row = TS_ROLE_PATIENT}},
    {"ethnic ethnicity ethniccategory ethnicgroup ethniccode ethnicorigin race", {.categories = TS_CAT_ETHNICITY}},
    {"sexualorientation sexuality genderidentity", {.categories = TS_CAT_ORIENTATION}},
    {"tradeunion unionmember unionmembership unionsubs unionsubscription", {.categories = TS_CAT_UNION}},
    {"pregnant pregnancy pregnancystatus gravida parity gestation gestationweeks estimateddeliverydate edd lmp "
     "maternityleave",
     {.categories = TS_CAT_PREGNANCY}},
    {"mentalhealthact mhasection mentalhealthstatus mhastatus sectionstatus", {.categories = TS_CAT_MENTAL}},
    {"hivstatus stiresult sexualhealth", {.categories = TS_CAT_SEXUAL}},
    {"safeguarding safeguardingflag safeguardingconcern childprotection childprotectionplan lookedafterchild lacstatus "
     "cpp",
     {.categories = TS_CAT_SAFEGUARDING}},
    {"dbs dbsnumber dbscertificate dbscertificateno dbsno dbscertno dbsref certificateno certificatenumber "
     "disclosureno disclosurenumber dbsstatus criminalrecord convictions conviction offence offences "
     "crb crbnumber",
     {.categories = TS_CAT_CRIMINAL}},
    {"fingerprint biometric biometricid faceid facetemplate irisscan", {.categories = TS_CAT_BIOMETRIC}},
    {"disability disabilities disabled sickness sicknessreason absencereason reason", {.categories = TS_CAT_HEALTH}},
    {"religion religioncode faith religiousaffiliation belief", {.categories = TS_CAT_RELIGION}},
    {"salary basicsalary annualsalary pay grosspay netpay annualpay taxcode invoiceamount payrate swift bic mandate "
     "mandateref mandatereference directdebit directdebitref "
     "directdebitreference directdebitmandate ddmandate ddref ddreference ddstatus serviceusernumber",
     {.categories = TS_CAT_FINANCIAL, .other = true}},
    {"sortcode sort banksortcode sortcd bankcode scode banksc ddsort sortcodeno",
     {.kind = TS_KIND_BANK_ACCOUNT, .part = 1, .categories = TS_CAT_FINANCIAL}},
    {"accountnumber accountno account acctno accno bankaccountno bankaccountnumber acc acct accnumber bankacno acno "
     "accountnum bankac bankacc ddacct ddaccount",
     {.kind = TS_KIND_BANK_ACCOUNT, .part = 2, .categories = TS_CAT_FINANCIAL}},
    {"gift giftamount fund giftaid giftaidflag giftaiddeclaration giftaiddeclarationdate giftaidstatus giftaideligible "
     "giftaidconsent giftaidable uktaxpayer taxpayer donation donationamount amountdonated campaign appeal inmemoryof "
     "lastgiftamount totalgiven pledge",
     {.categories = TS_CAT_DONATION, .row = TS_ROLE_DONOR, .other = true}},
    {"grade band assignmentstatus jobtitle position post department dept payband contractedhours fte jobrole "
     "costcentre roleholder",
     {.categories = TS_CAT_EMPLOYMENT, .row = TS_ROLE_STAFF, .other = true}},
    {"gpcode gpnationalcode practicecode gppractice gppracticecode practice practicename surgery surgeryname practcd "
     "gpprac gppraccd gppract gppractcd praccd praccode practcode gppraccode gppractcode surgerycode "
     "nhsnostatus nhsnumberstatus nhsstatus nhsnumberstatusindicator nhsnotrace "
     "siteid sitecode organisationcode orgcode odscode provider providercode commissioner ccg icb consultantcode hrg "
     "nhsverified tracestatus nhsnumberstatuscode nhsnostatuscode",
     {.other = true, .row = TS_ROLE_PATIENT}},
    {"invoice invoiceno invoicenumber invno order orderno ordernumber po pono purchaseorder purchaseorderno ref "
     "reference refno quote quoteno ticket serial serialno serialnumber version "
     "isbn issn sku barcode epoch unixtime build revision commit port charityno charity page "
     "pages pageid part partno partnumber parcel tracking transaction "
     "transactionid receipt batch lot model error code id rowid row guid uuid key amount total price cost value qty "
     "quantity count size bytes checksum crc offset address0x policyno policynumber number",
     {.other = true}},
    {"filename filepath username loginname login productname drugname itemname hospitalname trustname companyname "
     "organisationname orgname schoolname testnames typename classname hostname "
     "domainname tablename columnname fieldname eventname fundname campaignname projectname accounttype suppliername "
     "vendorname company organisation employer school hospital town city county country "
     "district locality region nationality language occupation marital maritalstatus status active type category "
     "comments comment notes note description details subject macaddress url website web",
     {.other = true}},
    {"admissiondate admdate dischargedate dischdate appointmentdate apptdate clinicdate lastseen visitdate "
     "attendancedate referraldate",
     {.kind = TS_KIND_RECORD_DATE, .categories = TS_CAT_EVENT, .row = TS_ROLE_PATIENT}},
    {"giftdate donationdate lastgift dategift",
     {.kind = TS_KIND_RECORD_DATE, .categories = TS_CAT_DONATION, .row = TS_ROLE_DONOR}},
    {"hiredate datejoined leavedate",
     {.kind = TS_KIND_RECORD_DATE, .categories = TS_CAT_EMPLOYMENT, .row = TS_ROLE_STAFF}},
    {"emailaddress email mail", {.kind = TS_KIND_EMAIL}},
    /* Commissioning Data Sets (NHS Data Dictionary): attributes as columns and XML elements */
    {"organisationidentifier organisationidentifierlocalpatientidentifier organisationcodelocalpatientidentifier "
     "organisationidentifiercodeofprovider organisationidentifierresidenceresponsibility nhsnumberstatusindicatorcode "
     "nhsnumberstatusindicator withheldidentityreason withheldidentityreasoncode",
     {.other = true, .row = TS_ROLE_PATIENT}},
    {"persongendercodecurrent persongendercurrent personstatedgendercode persongenderidentitycode",
     {.kind = TS_KIND_SEX}},
    {"patientusualaddressunstructured patientusualaddressstructured usualaddressunstructured addressunstructured "
     "patientusualaddress",
     {.kind = TS_KIND_ADDRESS}},
    {"nhsnumberbaby", {.kind = TS_KIND_NHS_NUMBER, .row = TS_ROLE_PATIENT}},
    {"localpatientidentifierbaby", {.kind = TS_KIND_LOCAL_ID, .row = TS_ROLE_PATIENT}},
    {"personbirthdatebaby birthdatebaby", {.kind = TS_KIND_BIRTH_DATE}},
    {"nhsnumbermother", {.kind = TS_KIND_NHS_NUMBER, .about = TS_ROLE_KIN}},
    {"localpatientidentifiermother", {.kind = TS_KIND_LOCAL_ID, .about = TS_ROLE_KIN}},
    {"personbirthdatemother birthdatemother", {.kind = TS_KIND_BIRTH_DATE, .about = TS_ROLE_KIN}},
    /* Welsh: the forms and systems of NHS Wales have both languages (Welsh Language Standards 2018) */
    {"rhifgig", {.kind = TS_KIND_NHS_NUMBER, .row = TS_ROLE_PATIENT}},
    {"rhifysbyty", {.kind = TS_KIND_LOCAL_ID, .row = TS_ROLE_PATIENT}},
    {"rhifgweithiwr", {.kind = TS_KIND_LOCAL_ID, .row = TS_ROLE_STAFF}},
    {"cyfenw", {.kind = TS_KIND_SURNAME}},
    {"enwcyntaf enwaucyntaf enwbedydd", {.kind = TS_KIND_FORENAME}},
    {"enwllawn enw", {.kind = TS_KIND_PERSON_NAME}},
    {"enwrclaf enwclaf", {.kind = TS_KIND_PERSON_NAME, .row = TS_ROLE_PATIENT}},
    {"teitl", {.kind = TS_KIND_TITLE}},
    {"rhyw rhywedd", {.kind = TS_KIND_SEX}},
    {"dyddiadgeni ganwyd ganed", {.kind = TS_KIND_BIRTH_DATE}},
    {"dyddiadmarw dyddiadmarwolaeth", {.kind = TS_KIND_DEATH_DATE}},
    {"cyfeiriad cyfeiriadllawn cyfeiriadcartref", {.kind = TS_KIND_ADDRESS}},
    {"codpost", {.kind = TS_KIND_POSTCODE}},
    {"ffon rhifffon ffoncartref ffonsymudol rhifffonsymudol", {.kind = TS_KIND_PHONE}},
    {"ebost cyfeiriadebost", {.kind = TS_KIND_EMAIL}},
    {"rhifyswiriantgwladol rhifyg", {.kind = TS_KIND_NINO}},
    {"coddidoli", {.kind = TS_KIND_BANK_ACCOUNT, .part = 1, .categories = TS_CAT_FINANCIAL}},
    {"rhifcyfrif", {.kind = TS_KIND_BANK_ACCOUNT, .part = 2, .categories = TS_CAT_FINANCIAL}},
    {"dyddiadderbyn derbyniwyd dyddiadrhyddhau rhyddhawyd dyddiadapwyntiad apwyntiad",
     {.kind = TS_KIND_RECORD_DATE, .categories = TS_CAT_EVENT, .row = TS_ROLE_PATIENT}},
    /* Whom forms, reports and tickets name beside a patient */
    {"victim victimname perpetrator perpetratorname perpetratorsname complainant claimant respondent defendant suspect "
     "offender accused informant witness nameofwitness applicant nameofapplicant tenant pupil pupilname student "
     "studentname resident residentname serviceuser serviceusername adultatrisk datasubject nameofchild nameofclient "
     "nameofdeceased nameofemployee nameofdonor candidate candidatename caller callername callersname cardholder "
     "nameoncard nameoncardholder policyholder executor beneficiary personaffected injuredperson proband "
     "printname nameprint printedname legalname birthname maidenname previousname",
     {.kind = TS_KIND_PERSON_NAME, .flags = TS_LABEL_TEXT}},
    {"requestedby reportedby raisedby openedby closedby assignedto completedby preparedby writtenby enteredby "
     "approvedby "
     "authorisedby linemanager managername staffmember memberofstaff reportingofficer investigatingofficer "
     "interviewer requester requestor nameofmanager referredby witnessedby handedoverby handoverto allocatedto",
     {.kind = TS_KIND_PERSON_NAME, .about = TS_ROLE_STAFF, .flags = TS_LABEL_TEXT}},
    {"seenby reviewedby namednurse namedconsultant namedmidwife namedgp usualgp registeredgp requestingclinician "
     "referringgp responsibleclinician seniorclinician leadclinician operatingsurgeon anaesthetist socialworker",
     {.kind = TS_KIND_PERSON_NAME, .about = TS_ROLE_CLINICIAN, .flags = TS_LABEL_TEXT}},
    {"nearestrelative", {.kind = TS_KIND_PERSON_NAME, .about = TS_ROLE_KIN}},
    {"perthynasagosaf enwperthynas", {.kind = TS_KIND_PERSON_NAME, .about = TS_ROLE_KIN}},
    {"ffonperthynas", {.kind = TS_KIND_PHONE, .about = TS_ROLE_KIN}},
    {"ymgynghorydd meddygteulu", {.kind = TS_KIND_PERSON_NAME, .about = TS_ROLE_CLINICIAN, .row = TS_ROLE_PATIENT}},
};

/* What exports call their columns. */
static const struct {
    const char *words;
    uint8_t kind, flags, about, row;
} names[] = {
#define WEAK TS_LABEL_WEAK
#define TS_COLUMN(id, weak, whose, of_row, words) {words, TS_KIND_##id, weak, TS_ROLE_##whose, TS_ROLE_##of_row},
#include "detect/column_names.def"
#undef TS_COLUMN
#undef WEAK
};

/* Words that say whose value it is, or which person a row is about. */
static const struct {
    const char *words;
    uint8_t about, row;
} people[] = {
    {"nok kin nextofkin guardian parent mother father carer emergency mum dad spouse partner husband wife", TS_ROLE_KIN,
     TS_ROLE_UNKNOWN},
    {"gp consultant clinician referrer referring doctor surgeon physician registrar practitioner hcp cons attending "
     "dictated reviewing nurse midwife keyworker",
     TS_ROLE_CLINICIAN, TS_ROLE_PATIENT},
    {"supplier vendor", TS_ROLE_UNKNOWN, TS_ROLE_SUPPLIER},
    {"staff employee emp assignment payroll worker personnel esr", TS_ROLE_UNKNOWN, TS_ROLE_STAFF},
    {"donor constituent supporter", TS_ROLE_UNKNOWN, TS_ROLE_DONOR},
    {"patient pat pt hospital hosp nhs mrn pas inpatient outpatient", TS_ROLE_UNKNOWN, TS_ROLE_PATIENT},
};

/* Words before or after a name that change nothing. */
static const char modifiers[] =
    " person client member main home current primary the our your my usual legal full new old first1 contact cust "
    "customer permanent work business personal "
    "m t db fld col txt str tbl x src dob1 preferred default correspondence of and or for to in child baby subject s "
    "is was temp postal daytime day evening alt alternative other ";
static const char endings[] = " dt date txt text val value cd code no num number id nbr desc str fld 1 2 3 raw "
                              "formatted unformatted field col time if known available applicable different gbp pounds "
                              "annual ytd tx cur alias yyyymmdd ddmmyyyy ";

static ts_label_entry table[ENTRIES];
static uint16_t slots[SLOTS], name_slots[SLOTS]; /* index + 1; of labels, and of columns alone */
static char pool[POOL];
static size_t entries, pooled;
ts_once ts_label_words_once = TS_ONCE_INIT;

enum { WORD_SLOTS = 512 };
static ts_label_word word_slots[WORD_SLOTS];

static size_t slot_of(const uint16_t *in, const char *s, size_t n) {
    size_t at = ts_label_hash(s, n) & (SLOTS - 1);
    while (in[at]) {
        const ts_label_entry *e = &table[in[at] - 1];
        if (e->len == n && memcmp(pool + e->key, s, n) == 0)
            break;
        at = (at + 1) & (SLOTS - 1);
    }
    return at;
}

uint32_t ts_label_ends[32][32];

static void note_end(const char *word, size_t len) {
    uint32_t third = len > 2 ? UINT32_C(1) << (word[len - 3] & 31) : UINT32_MAX; /* what stands before is not its own */
    for (int i = 0; i < 32; i++)
        if (len == 1 || i == (word[len - 2] & 31))
            ts_label_ends[word[len - 1] & 31][i] |= third;
}

static void add(uint16_t *in, const char *words, size_t len, ts_label_entry e) {
    if (entries == ENTRIES || pooled + len > POOL)
        return;
    e.key = (uint16_t)pooled;
    e.len = 0;
    for (size_t i = 0; i < len; i++)
        if (words[i] != ' ')
            pool[pooled + e.len++] = words[i];
    size_t at = slot_of(in, pool + pooled, e.len);
    if (in[at]) { /* later entries know more: categories and rows beside a kind */
        ts_label_entry *known = &table[in[at] - 1];
        known->categories |= e.categories;
        known->row = known->row ? known->row : e.row;
        known->part = known->part ? known->part : e.part;
        return;
    }
    if (in == slots) /* no label of a text ends as an export's column does */
        note_end(pool + pooled, e.len);
    pooled += e.len;
    table[entries++] = e;
    in[at] = (uint16_t)entries;
}

static size_t word_slot(const char *s, size_t n) {
    size_t at = ts_label_hash(s, n) & (WORD_SLOTS - 1);
    while (word_slots[at].word && !(word_slots[at].len == n && memcmp(word_slots[at].word, s, n) == 0))
        at = (at + 1) & (WORD_SLOTS - 1);
    return at;
}

static void add_words(const char *words, ts_label_word is) {
    for (const char *p = words; *p;) {
        size_t n = strcspn(p, " ");
        if (n > 0) {
            ts_label_word *c = &word_slots[word_slot(p, n)];
            c->word = p;
            c->len = (uint8_t)n;
            if (!c->people)
                c->people = is.people, c->about = is.about, c->row = is.row;
            c->modifier = c->modifier || is.modifier;
            c->ending = c->ending || is.ending;
            note_end(p, n);
        }
        p += n + (p[n] == ' ');
    }
}

/* Words that alone name a person's value but behind another word name anything: "product name". */
static bool is_weak(const char *w) {
    static const char weak[] = " name title contact person first last address date prefix family given mail on t m b "
                               "pc sent created number call ring payee family cell displayname accountname ";
    char key[40] = " ";
    size_t n = strlen(w);
    if (n > 30)
        return false;
    memcpy(key + 1, w, n);
    memcpy(key + 1 + n, " ", 2);
    return strstr(weak, key) != NULL;
}

void ts_label_words_build(void) {
    add_words(modifiers, (ts_label_word){.modifier = true});
    add_words(endings, (ts_label_word){.ending = true});
    for (size_t i = 0; i < sizeof people / sizeof people[0]; i++)
        add_words(people[i].words, (ts_label_word){.people = true, .about = people[i].about, .row = people[i].row});
    for (int k = 1; k < TS_KIND_COUNT; k++) {
        const ts_detector *d = ts_detector_of((ts_kind)k);
        for (int list = 0; list < 2; list++) {
            const char *const *w = list ? d->headers : d->labels;
            bool common = k == TS_KIND_LOCAL_ID || k == TS_KIND_RECORD_DATE || k == TS_KIND_SURNAME ||
                          k == TS_KIND_FORENAME || k == TS_KIND_SALARY || k == TS_KIND_SOCIAL_HANDLE ||
                          k == TS_KIND_PASSWORD;
            uint8_t column = list == 1 && common ? TS_LABEL_COLUMN : 0;
            for (; w && *w; w++)
                add(slots, *w, strlen(*w),
                    (ts_label_entry){.kind = (uint8_t)k, .flags = (is_weak(*w) ? TS_LABEL_WEAK : 0) | column});
        }
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        for (const char *p = names[i].words; *p;) {
            size_t n = strcspn(p, " ");
            add(name_slots, p, n,
                (ts_label_entry){
                    .kind = names[i].kind, .flags = names[i].flags, .about = names[i].about, .row = names[i].row});
            p += n + (p[n] == ' ');
        }
    for (size_t i = 0; i < sizeof extras / sizeof extras[0]; i++) {
        for (const char *p = extras[i].words; *p;) {
            size_t n = strcspn(p, " ");
            add(slots, p, n, extras[i].is);
            p += n + (p[n] == ' ');
        }
    }
}

const ts_label_entry *ts_label_entry_of(const char *letters, size_t n) {
    size_t at = slot_of(slots, letters, n);
    return slots[at] ? &table[slots[at] - 1] : NULL;
}

const ts_label_entry *ts_column_entry_of(const char *letters, size_t n) {
    size_t at = slot_of(name_slots, letters, n);
    return name_slots[at] ? &table[name_slots[at] - 1] : NULL;
}

const ts_label_word *ts_label_word_of(const char *letters, size_t n) {
    static const ts_label_word none = {0};
    size_t at = word_slot(letters, n);
    return word_slots[at].word ? &word_slots[at] : &none;
}

bool ts_label_may_be(ts_span words) {
    char last[3] = {0};
    for (size_t i = words.len, n = 3; i > 0 && n > 0; i--) {
        if (words.ptr[i - 1] >= 0x80)
            return true;
        if (ts_is_alnum(words.ptr[i - 1]))
            last[--n] = words.ptr[i - 1];
    }
    return ts_label_may_end(last);
}
