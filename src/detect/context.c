/* context.c - what a label, a key or a column's name says of the value that it names.
 *
 * One dictionary serves labels in letters, keys in data and column names: all are cut to words and
 * joined to lower-case letters and digits; the longest run of last words that is known decides.
 */
#include "detect/context.h"

#include <pthread.h>

#include "text/fold.h"

enum { TOKENS = 12, LETTERS = 96, SLOTS = 4096, POOL = 32768, WEAK = 1, COLUMN = 2, LOOK_BACK = 48 };

typedef struct entry {
    uint16_t key; /* where its letters begin in the pool */
    uint8_t len, kind, about, row, part, flags;
    bool other;
    uint32_t categories;
} entry;

/* Labels that name no kind but say what the value shows, whose it is, or that it is something else. */
static const struct {
    const char *words; /* separated by spaces */
    entry is;
} extras[] = {
    {"diagnosis diag diagnosiscode diagnosisdesc icd icd10 icd10code primarydiagnosis diag1 dx condition problem "
     "problems allergies allergy medication medications drug drugs "
     "prescription dose procedure procedurecode operation opcs opcs4 ward wardname wardcode clinic cliniccode "
     "clinicname specialty speciality specialtycode specname "
     "test testname result results resultvalue investigation bloodgroup treatment treatmentfunction referralreason "
     "reasonforreferral reason symptoms snomed snomedcode readcode outcome",
     {.categories = TS_CAT_HEALTH, .row = TS_ROLE_PATIENT}},
    {"ethnic ethnicity ethniccategory ethnicgroup ethniccode ethnicorigin race", {.categories = TS_CAT_ETHNICITY}},
    {"religion religioncode faith religiousaffiliation belief", {.categories = TS_CAT_RELIGION}},
    {"salary basicsalary annualsalary pay grosspay netpay iban cardnumber cardno card creditcard vat vatno vatnumber "
     "taxcode invoiceamount annualpay payrate swift bic",
     {.categories = TS_CAT_FINANCIAL, .other = true}},
    {"sortcode sort banksortcode sortcd bankcode",
     {.kind = TS_KIND_BANK_ACCOUNT, .part = 1, .categories = TS_CAT_FINANCIAL}},
    {"accountnumber accountno account acctno accno bankaccountno bankaccountnumber acc acct accnumber bankacno acno "
     "accountnum",
     {.kind = TS_KIND_BANK_ACCOUNT, .part = 2, .categories = TS_CAT_FINANCIAL}},
    {"gift giftamount fund giftaid giftaidflag donation donationamount amountdonated campaign appeal inmemoryof "
     "lastgiftamount totalgiven pledge",
     {.categories = TS_CAT_DONATION, .row = TS_ROLE_DONOR, .other = true}},
    {"grade band assignmentstatus jobtitle position post department dept payband contractedhours fte jobrole "
     "costcentre roleholder",
     {.categories = TS_CAT_EMPLOYMENT, .row = TS_ROLE_STAFF, .other = true}},
    {"gpcode gpnationalcode practicecode gppractice gppracticecode practice practicename surgery surgeryname "
     "nhsnostatus nhsnumberstatus nhsstatus nhsnumberstatusindicator nhsnotrace "
     "siteid sitecode organisationcode orgcode odscode provider providercode commissioner ccg icb consultantcode hrg "
     "nhsverified tracestatus nhsnumberstatuscode nhsnostatuscode",
     {.other = true, .row = TS_ROLE_PATIENT}},
    {"invoice invoiceno invoicenumber invno order orderno ordernumber po pono purchaseorder purchaseorderno ref "
     "reference refno quote quoteno ticket serial serialno serialnumber version "
     "isbn issn sku barcode epoch unixtime build revision commit port companyno companynumber charityno charity page "
     "pages pageid part partno partnumber parcel tracking transaction "
     "transactionid receipt batch lot model error code id rowid row guid uuid key amount total price cost value qty "
     "quantity count size bytes checksum crc offset address0x policyno policynumber number",
     {.other = true}},
    {"filename filepath username loginname login productname drugname itemname hospitalname trustname companyname "
     "organisationname orgname schoolname testnames typename classname hostname "
     "domainname tablename columnname fieldname eventname fundname campaignname projectname accounttype suppliername "
     "vendorname company organisation employer school hospital town city county country "
     "district locality region nationality language occupation marital maritalstatus status active type category "
     "comments comment notes note description details subject ipaddress macaddress ip url website web",
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
    {"perthynasagosaf enwperthynas", {.kind = TS_KIND_PERSON_NAME, .about = TS_ROLE_KIN}},
    {"ffonperthynas", {.kind = TS_KIND_PHONE, .about = TS_ROLE_KIN}},
    {"ymgynghorydd meddygteulu", {.kind = TS_KIND_PERSON_NAME, .about = TS_ROLE_CLINICIAN, .row = TS_ROLE_PATIENT}},
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
                              "formatted unformatted field col time ";

static entry table[1400];
static uint16_t slots[SLOTS]; /* index + 1 */
static char pool[POOL];
static size_t entries, pooled;
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* What a single word does in a label. */
typedef struct word_class {
    const char *word;
    uint8_t len, people; /* index into people[] plus one */
    bool modifier, ending;
} word_class;
enum { WORD_SLOTS = 512 };
static word_class word_slots[WORD_SLOTS];

static uint32_t hash_of(const char *s, size_t n) {
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (uint8_t)s[i]) * 16777619u;
    return h ^ h >> 15;
}

static size_t slot_of(const char *s, size_t n) {
    size_t at = hash_of(s, n) & (SLOTS - 1);
    while (slots[at]) {
        const entry *e = &table[slots[at] - 1];
        if (e->len == n && memcmp(pool + e->key, s, n) == 0)
            break;
        at = (at + 1) & (SLOTS - 1);
    }
    return at;
}

/* How known words end, by their last two letters: what ends otherwise is no label, and most words of prose do. */
static uint32_t word_ends[32];

static void note_end(const char *word, size_t len) {
    for (int i = 0; i < 32; i++) /* what stands before a word of one letter is not its own */
        if (len == 1 || i == (word[len - 2] & 31))
            word_ends[i] |= UINT32_C(1) << (word[len - 1] & 31);
}

static void add(const char *words, size_t len, entry e) {
    if (entries == sizeof table / sizeof table[0] || pooled + len > POOL)
        return;
    e.key = (uint16_t)pooled;
    e.len = 0;
    for (size_t i = 0; i < len; i++)
        if (words[i] != ' ')
            pool[pooled + e.len++] = words[i];
    size_t at = slot_of(pool + pooled, e.len);
    if (slots[at]) { /* later entries know more: categories and rows beside a kind */
        entry *known = &table[slots[at] - 1];
        known->categories |= e.categories;
        known->row = known->row ? known->row : e.row;
        known->part = known->part ? known->part : e.part;
        return;
    }
    note_end(pool + pooled, e.len);
    pooled += e.len;
    table[entries++] = e;
    slots[at] = (uint16_t)entries;
}

static size_t word_slot(const char *s, size_t n) {
    size_t at = hash_of(s, n) & (WORD_SLOTS - 1);
    while (word_slots[at].word && !(word_slots[at].len == n && memcmp(word_slots[at].word, s, n) == 0))
        at = (at + 1) & (WORD_SLOTS - 1);
    return at;
}

static void add_words(const char *words, word_class is) {
    for (const char *p = words; *p;) {
        size_t n = strcspn(p, " ");
        if (n > 0) {
            word_class *c = &word_slots[word_slot(p, n)];
            c->word = p;
            c->len = (uint8_t)n;
            c->people = c->people ? c->people : is.people;
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

static void build(void) {
    add_words(modifiers, (word_class){.modifier = true});
    add_words(endings, (word_class){.ending = true});
    for (size_t i = 0; i < sizeof people / sizeof people[0]; i++)
        add_words(people[i].words, (word_class){.people = (uint8_t)(i + 1)});
    for (int k = 1; k < TS_KIND_COUNT; k++) {
        const ts_detector *d = ts_detector_of((ts_kind)k);
        for (int list = 0; list < 2; list++) {
            const char *const *w = list ? d->headers : d->labels;
            bool common =
                k == TS_KIND_LOCAL_ID || k == TS_KIND_RECORD_DATE || k == TS_KIND_SURNAME || k == TS_KIND_FORENAME;
            uint8_t column = list == 1 && common ? COLUMN : 0;
            for (; w && *w; w++)
                add(*w, strlen(*w), (entry){.kind = (uint8_t)k, .flags = (is_weak(*w) ? WEAK : 0) | column});
        }
    }
    for (size_t i = 0; i < sizeof extras / sizeof extras[0]; i++) {
        for (const char *p = extras[i].words; *p;) {
            size_t n = strcspn(p, " ");
            add(p, n, extras[i].is);
            p += n + (p[n] == ' ');
        }
    }
}

/* A label cut to words, joined in one buffer. */
typedef struct label_words {
    char text[LETTERS];
    uint8_t from[TOKENS + 1]; /* token i is text[from[i], from[i + 1]) */
    size_t n;
} label_words;

/* Cuts at signs, at aB, and before the last capital of ABc; digits stay with what they follow. */
static bool cut_words(ts_span s, label_words *w) {
    char folded[2 * LETTERS];
    size_t len = 0;
    bool plain = true;
    for (size_t i = 0; i < s.len; i++)
        plain = plain && s.ptr[i] < 0x80;
    if (!plain) {
        size_t n = ts_fold_into(s, folded, sizeof folded);
        if (n == SIZE_MAX)
            return false;
        s = ts_span_of(folded, n);
    }
    w->n = 0;
    bool open = false;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (!ts_is_alnum(c)) {
            /* O'Brien's and D.O.B. hold together only where nothing stands between. */
            open = open && c == '\'';
            continue;
        }
        char last = i > 0 ? s.ptr[i - 1] : ' ', next = i + 1 < s.len ? s.ptr[i + 1] : ' ';
        bool hump = ts_is_upper(c) && ((ts_is_alpha(last) && !ts_is_upper(last)) ||
                                       (ts_is_upper(last) && ts_is_alpha(next) && !ts_is_upper(next)));
        if (hump && c == 'K' && w->n > 0 && len == w->from[w->n - 1] + 2u && memcmp(w->text + len - 2, "no", 2) == 0)
            hump = false; /* NoK: next of kin */
        if (!open || hump) {
            if (w->n == TOKENS)
                return false;
            w->from[w->n++] = (uint8_t)len;
        }
        open = true;
        if (len == LETTERS)
            return false;
        w->text[len++] = ts_lower(c);
    }
    w->from[w->n] = (uint8_t)len;
    return w->n > 0;
}

static const word_class *class_of(const label_words *w, size_t i) {
    static const word_class none = {0};
    size_t at = word_slot(w->text + w->from[i], (size_t)w->from[i + 1] - w->from[i]);
    return word_slots[at].word ? &word_slots[at] : &none;
}

static bool is_next_of_kin(const label_words *w, size_t i, size_t to) {
    return i + 3 <= to && w->from[i + 3] - w->from[i] == 9 && memcmp(w->text + w->from[i], "nextofkin", 9) == 0;
}

/* Whom the words [from, to) speak of; true if all of them do or change nothing. */
static bool read_people(const label_words *w, size_t from, size_t to, ts_label *out) {
    bool all = true;
    for (size_t i = from; i < to; i++) {
        const word_class *c = class_of(w, i);
        bool kin = is_next_of_kin(w, i, to);
        if (kin || c->people > 0) {
            size_t p = kin ? 0 : c->people - 1u;
            out->about = out->about ? out->about : people[p].about;
            out->row = out->row ? out->row : people[p].row;
        }
        all = all && (kin || c->people > 0 || c->modifier);
        i += kin ? 2 : 0;
    }
    return all;
}

static bool look_up(const label_words *w, size_t to, ts_label *out) {
    for (size_t from = 0; from < to; from++) {
        size_t at = slot_of(w->text + w->from[from], (size_t)w->from[to] - w->from[from]);
        if (!slots[at])
            continue;
        const entry *e = &table[slots[at] - 1];
        *out = (ts_label){.kind = e->kind,
                          .about = e->about,
                          .row = e->row,
                          .other = e->other,
                          .categories = e->categories,
                          .part = e->part,
                          .column_only = (e->flags & COLUMN) != 0};
        ts_label whole = *out;
        read_people(w, from, to, &whole);
        out->row = out->row ? out->row : whole.row;
        bool known = read_people(w, 0, from, out);
        out->strength = from == 0 || known ? 100 : (e->flags & WEAK) ? 30 : 70;
        out->bare = (e->flags & WEAK) != 0 && !out->about && !out->row;
        if (e->other && from > 0 && !known && e->categories == 0)
            out->strength = 40;
        return true;
    }
    return false;
}

static bool read_label(const label_words *w, ts_label *out) {
    size_t to = w->n;
    ts_label l = {0};
    for (int tries = 0; to > 0 && tries < 3; tries++) {
        if (look_up(w, to, &l)) {
            if (tries > 0 && l.strength > 70)
                l.strength = 85;
            *out = l;
            return true;
        }
        if (to == 1 || !class_of(w, to - 1)->ending)
            break;
        to--;
    }
    /* "Consultant:", "Next of kin": a person, by name; a column of codes is told by its values. */
    l = (ts_label){0};
    bool whose = read_people(w, 0, w->n, &l);
    if (whose && l.about) {
        l.kind = TS_KIND_PERSON_NAME;
        l.strength = 80;
    } else if (l.row || l.about) {
        l.strength = 10;
    } else {
        return false;
    }
    *out = l;
    return true;
}

static bool label_of(ts_span written, ts_label *out) {
    label_words w;
    while (written.len > LETTERS || !cut_words(written, &w)) { /* a long path is told by its end */
        const char *dot = written.len ? memchr(written.ptr, '.', written.len) : NULL;
        if (!dot)
            return false;
        written = ts_slice(written, (size_t)(dot + 1 - written.ptr), written.len);
    }
    return read_label(&w, out);
}

/* The labels that were read last: forms, letters and logs have the same few on each page. */
enum { REMEMBERED = 256, REMEMBERED_LONGEST = 40 };
typedef struct remembered {
    uint8_t len;
    bool known;
    char written[REMEMBERED_LONGEST];
    ts_label label;
} remembered;

bool ts_label_of(ts_span written, ts_label *out) {
    static _Thread_local remembered memory[REMEMBERED];
    pthread_once(&once, build);
    if (written.len == 0 || written.len > REMEMBERED_LONGEST)
        return label_of(written, out);
    remembered *r = &memory[hash_of(written.ptr, written.len) % REMEMBERED];
    if (r->len != written.len || memcmp(r->written, written.ptr, written.len) != 0) {
        r->len = (uint8_t)written.len;
        memcpy(r->written, written.ptr, written.len);
        r->label = (ts_label){0};
        r->known = label_of(written, &r->label);
    }
    if (r->known)
        *out = r->label;
    return r->known;
}

/* What may stand between a label and its value. */
static bool is_filler(char c) {
    return c == ' ' || c == '\t' || c == ':' || c == '.' || c == '=' || c == '"' || c == '\'' || c == '#' || c == '(' ||
           c == '[' || c == '*' || c == '-' || c == '>' || c == '_' || c == '`' || c == '|';
}

static bool is_label_byte(char c) {
    return ts_is_alnum(c) || c == ' ' || c == '_' || c == '.' || c == '-' || c == '\'' || c == '/' || c >= 0x80;
}

/* "NHS number is", "DOB (approx)": words between that carry nothing. */
static size_t drop_last_filler(ts_span text, size_t start, size_t end) {
    static const char *const fill[] = {" is", " was", " are", " no", " of"};
    for (size_t i = 0; i < 3; i++) {
        size_t n = strlen(fill[i]);
        if (end - start > n && ts_span_eq_nocase(ts_span_of(text.ptr + end - n, n), ts_str(fill[i])))
            return end - n;
    }
    return end;
}

/* False where the words are no label, as far as their last two letters tell. */
static bool may_be_label(ts_span s) {
    char last[2] = {0};
    pthread_once(&once, build);
    for (size_t i = s.len, n = 0; i > 0 && n < 2; i--) {
        if (s.ptr[i - 1] >= 0x80)
            return true;
        if (ts_is_alnum(s.ptr[i - 1]))
            last[n++] = s.ptr[i - 1];
    }
    return word_ends[last[1] & 31] >> (last[0] & 31) & 1;
}

bool ts_label_before(ts_span text, size_t from, size_t at, ts_label *out) {
    size_t end = at, lines = 0;
    while (end > from && at - end < 24) {
        char c = text.ptr[end - 1];
        if (c == '\n' && ++lines > 1)
            return false;
        if (!is_filler(c) && c != '\n' && c != '\r' && !(c == 0xA0 && end > from + 1 && text.ptr[end - 2] == 0xC2) &&
            !(c == 0xC2))
            break;
        end--;
    }
    if (end == from || !(ts_is_alnum(text.ptr[end - 1]) || text.ptr[end - 1] == ')'))
        return false;
    if (text.ptr[end - 1] == ')') { /* "NHS No (verified)" */
        size_t open = end;
        while (open > from && end - open < 24 && text.ptr[open - 1] != '(')
            open--;
        if (open <= from + 1 || text.ptr[open - 1] != '(')
            return false;
        end = open - 1;
        while (end > from && text.ptr[end - 1] == ' ')
            end--;
    }
    if (end == from || ts_is_digit(text.ptr[end - 1]))
        return false;
    size_t start = end;
    while (start > from && end - start < LOOK_BACK && is_label_byte(text.ptr[start - 1])) {
        char c = text.ptr[start - 1];
        /* Two spaces part columns; a full stop and a space end a sentence. */
        if (c == ' ' && start < end &&
            (text.ptr[start] == ' ' ||
             (start > from + 3 && text.ptr[start - 2] == '.' && ts_is_alpha(text.ptr[start - 3]) &&
              ts_is_alpha(text.ptr[start - 4]) && !(ts_upper(text.ptr[start - 3]) == 'O'))))
            break;
        start--;
    }
    if (start > from && end - start == LOOK_BACK)
        while (start < end && text.ptr[start] != ' ') /* a cut word is none */
            start++;
    end = drop_last_filler(text, start, end);
    if (!may_be_label(ts_slice(text, start, end - start)))
        return false;
    /* At most the last five words. */
    size_t words = 0, i = end;
    while (i > start && words < 5) {
        i--;
        words += text.ptr[i] == ' ' || i == start;
    }
    /* On the line above it must be the whole line: prose that ends in a label word is no label. */
    if (lines == 1 && start > from && text.ptr[start - 1] != '\n')
        return false;
    if (!ts_label_of(ts_span_of(text.ptr + i, end - i), out))
        return false;
    if (out->column_only)
        out->strength = 0;
    if (lines == 1 && out->strength < 85)
        return false;
    return true;
}

static const char health_words[] = " diagnosis diagnosed clinic clinical cardiology oncology paediatric paediatrics "
                                   "surgery surgical ward hospital patient outpatient inpatient medication medications "
                                   "tablets echocardiogram ecg mri radiology pathology biopsy symptoms asthma diabetes "
                                   "epilepsy cancer tumour treatment therapy prescribed referral admitted discharge "
                                   "haematology neurology psychiatry psychology orthopaedic respiratory renal "
                                   "maternity allergies allergy consultant gp echo scan x-ray xray blood vaccination ";

bool ts_speaks_of_health(ts_span text) {
    unsigned found = 0;
    for (size_t i = 0; i < text.len && found < 2;) {
        size_t from = i;
        char word[18] = " ";
        while (i < text.len && ts_is_alpha(text.ptr[i]) && i - from < 15) {
            word[1 + i - from] = ts_lower(text.ptr[i]);
            i++;
        }
        if (i - from > 2) {
            word[1 + i - from] = ' ';
            word[2 + i - from] = 0;
            found += strstr(health_words, word) != NULL;
        }
        while (i < text.len && ts_is_alpha(text.ptr[i]))
            i++;
        while (i < text.len && !ts_is_alpha(text.ptr[i]))
            i++;
    }
    return found >= 2;
}
