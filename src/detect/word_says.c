/* word_says.c - what the lists say of a word: whether it is a name, and what it does beside one. */
#include "detect/word_says.h"

#include "detect/office_word.h"

#include "detect/scan.h"
#include "text/fold.h"
#include "text/name_mark.h"
#include "text/name_words.h"
#include "text/place.h"
#include "text/words.h"

_Static_assert(TS_WORD_PAIRS == 1 << 11, "pairs are chosen by eleven bits of the hash");

/* Words that a person's name makes a thing's with. */
static ts_word_set things = {
    .words =
        " DISEASE SYNDROME SIGN TEST SCALE SCORE REFLEX PALSY DISORDER PRIZE AWARD TROPHY CUP ACT METHOD LAW EFFECT "
        "CHART CRITERIA CLASSIFICATION CONTRACTURE FRACTURE CATHETER TUBE CYST NODE LYMPHOMA TUMOUR STADIUM ARENA "
        "THEATRE SQUARE BRIDGE STATION AIRPORT FARM MUSEUM GALLERY CASTLE ABBEY CATHEDRAL LECTURE MEMORIAL BUILDING "
        "WING SUITE BLOCK TOWER FLOOR LOUNGE SONS BROTHERS HOMES FC RFC AID TERRIER TERRIERS UNITED CITY TOWN VILLAGE "
        "COUNTY ISLAND BAY SPLINT CLAMP FORCEPS SCISSORS DRAIN RETRACTOR SPECULUM CANNULA NEEDLE SUTURE STITCH STAPLER "
        "FRAME CHAIR DESK CHAIN BAG BOOTS SPONGE VACUUM CLEANER TOASTER KETTLE STENT GRAFT VALVE DISH DISHES PIN PINS "
        "KEY KEYS PROCEDURE MANOEUVRE "
        "OPERATION STAGE STAGING GRADE INDEX REGIMEN ROTATION LINE HOIST COLLAR BANDAGE DRESSING PUMP MONITOR "
        "LLP CATERING ENGINEERING LOGISTICS CONSULTING SCAFFOLDING JOINERY "
        "GUIDELINE GUIDELINES RULE PRINCIPLES PIPELINE "
        "POLYCLINIC PARTNERSHIP ACADEMY BAKERY BREWERY GARDENS "};
static ts_word_set before = {
    .words =
        " BY WITH FROM AND TO FOR PATIENT CLIENT COLLEAGUE FRIEND FRIENDS PARENT GUARDIAN CONTACT SAW MET REGARDING RE "
        "CC "
        "ATTN FAO RESIDENT TENANT PUPIL STUDENT STAFF COPYRIGHT AUTHOR MAINTAINER SIGNED MATRON CONSTABLE SERGEANT "
        "INSPECTOR COUNCILLOR CLLR PC DC DS DI DCI WPC PCSO SGT JUDGE PASTOR IMAM "};
/* Relatives, and what is done to nobody but people; Welsh: mam, tad, mab, merch, gwraig, mae (is). */
static ts_word_set kin = {
    .words =
        " SON SONS DAUGHTER DAUGHTERS WIFE HUSBAND MOTHER FATHER BROTHER SISTER PARTNER CARER CARERS MUM MUMMY DAD "
        "DADDY "
        "MAM TAD AUNT AUNTIE AUNTY UNCLE NEPHEW NIECE COUSIN GRANDSON GRANDDAUGHTER GRANDMOTHER GRANDFATHER "
        "GRANDCHILDREN "
        "GRAN NAN NANA GRANDAD GRANDMA GRANDPA STEPSON STEPDAUGHTER STEPFATHER STEPMOTHER STEPDAD STEPMUM NEIGHBOUR "
        "FLATMATE HOUSEMATE BABY CHILD TWIN TWINS SIBLING SIBLINGS FIANCE FIANCEE GIRLFRIEND BOYFRIEND WIDOW WIDOWER "
        "CALLED NAMED BIG LITTLE POOR RANG RING RINGS PHONED ASK ASKED ASKS TELL TOLD THANK WELCOME GOODBYE WITNESS "
        "INFORMANT "
        "KEYWORKER KW NOK ESCORT CALL PT "
        "CAPTAIN GWRAIG MERCH MAB MAE "};
static ts_word_set begins = {
    .words =
        " SO BUT WHEN WHILE IF BECAUSE THEN ALTHOUGH ONCE WHERE HOW WHY WHAT DID DOES CAN COULD SHOULD UNTIL UNLESS "
        "WHETHER ESPECIALLY PERHAPS MAYBE TODAY TOMORROW YESTERDAY YES NO OK SORRY PLEASE MON TUE TUES WED THU "
        "THUR THURS FRI SAT SUN "};
static ts_word_set placed = {.words = " IN AT OF NEAR ON SINCE UNTIL TILL DURING BETWEEN THIS NEXT LAST LATE EARLY MID "
                                      "END BEFORE AFTER A AN THE EVERY EACH OUR YOUR MY THESE THOSE VIA AS "};
static ts_word_set roles = {
    .words =
        " MIDWIFE NURSE DOCTOR GP CHAPLAIN IMAM PRIEST VICAR MATRON PORTER TEACHER HEADTEACHER TUTOR ENGINEER "
        "ASSISTANT "
        "SUPERVISOR COORDINATOR ADVISER ADVISOR CLERK TECHNICIAN ANALYST AUDITOR BARRISTER SOLICITOR JUDGE CORONER "
        "INSPECTOR CONSTABLE SERGEANT DETECTIVE GOVERNOR CHIEF DEPUTY SENIOR JUNIOR STAFF COMMUNITY CLINICAL SOCIAL "
        "HEALTHCARE PRACTITIONER SPECIALIST HCA CPN OT SHO ST3 FY1 FY2 CT1 PHARMACIST DIETITIAN PARAMEDIC PHYSIO "
        "PHYSIOTHERAPIST WORKER "
        "VISITOR "
        "MINUTES NOTES APOLOGIES CARER HOUSEKEEPER COOK DRIVER VOLUNTEER ADVOCATE INTERPRETER TRAINEE PRINCIPAL MENTOR "
        "BURSAR PROJECT PROGRAMME DATA FINANCE HR IT UNISON UNITE GMB RCN DAUGHTER SON WIFE HUSBAND MOTHER FATHER "
        "SISTER BROTHER NEIGHBOUR NIECE NEPHEW INFECTION CONTROL MEDICAL NURSING QUALITY SAFETY GOVERNANCE RISK "
        "ESTATES "
        "FACILITIES PATHOLOGY RADIOLOGY MATERNITY SURGERY MEDICINE PAEDIATRICS THERAPY THERAPIES CARE RESEARCH AUDIT "
        "BUSINESS OPERATIONS INFORMATION DIGITAL SUPPORT SERVICES PLANNING HUMAN RESOURCES PUBLIC PROCUREMENT LEGAL "};
static ts_word_set after = {
    .words =
        " SAID SAYS TOLD ASKED WAS IS HAS HAD ATTENDED REPORTS REPORTED PRESENTED LIVES LIVED CALLED RANG PHONED "
        "EMAILED WROTE FEELS FELT AGREED CONFIRMED STATED EXPLAINED DENIES DENIED ALSO WILL WOULD WHO WHOSE CAME WENT "
        "BORN AGED DOB DIED ARRIVED NEEDS WANTS DECLINED DISCLOSED REQUESTED THINKS CANNOT DOES DID "};
static ts_word_set greetings = {
    .words = " DEAR HI HELLO HEY HIYA MORNING AFTERNOON EVENING THANKS CHEERS REGARDS LOVE ANNWYL HELO "};
static ts_word_set nobody = {
    .words = " ALL COLLEAGUE COLLEAGUES SIR SIRS MADAM TEAM EVERYONE BOTH THERE FRIEND FRIENDS EDITOR "
             "PARENT PARENTS CARER CUSTOMER CLIENT RESIDENT MEMBER MEMBERS APPLICANT SUPPORTER "
             "DONOR HEAD MINISTER DOCTOR CHIEF DIARY SANTA "};

static ts_word_set particles = {
    .words = " NIC MAC MC DE VAN VON DER DEN DI DA DEL EL AL BIN BINTI IBN ABU AP AB FERCH LA LE DOS DA DU ST SAN OULD "
             "BEN BAR TER "};
static ts_word_set middles = {.words = " KAUR SINGH BEGUM BIBI "};
static ts_word_set months = {.words = " MARCH APRIL MAY JUNE JULY AUGUST DAY "};
static ts_word_set posts = {.words = " PC DC DS DI DCI DSI WPC WDC PCSO SGT INSP JUDGE MATRON CAPTAIN PASTOR IMAM "
                                     "SURGEON ANAESTHETIST REGISTRAR "};
static ts_word_set signing = {.words = " SIGNED SIGNATURE BY INITIALS VISITING ACTION REVIEWER PRESCRIBER CHECKED "
                                       "WITNESSED AUTHORISED COUNTERSIGNED PARTNER "};
static ts_word_set speaking = {
    .words = " SPOKE SPEAK SPOKEN SPEAKING TALKED TALK TALKING LISTENED WROTE WRITE WRITTEN SAID GAVE GIVEN LIVES "
             "LIVED LIVING MARRIED MET DISCUSSED ENGAGED APOLOGISED GRATEFUL THANKS REPLIED SENT EXPLAINED HANDED "
             "CARDS REPORT REPORTS ESCALATE ESCALATED "};

/* "O'Brien" is OBRIEN, "Smith-Jones" is known by either half. */
static unsigned known_of(ts_span w) {
    bool plain = true;
    for (size_t i = 0; i < w.len; i++)
        plain = plain && ts_is_alpha(w.ptr[i]);
    if (plain)
        return ts_name_word(w);
    char folded[96];
    size_t n = ts_fold_into(w, folded, sizeof folded), from = 0, kept = 0;
    unsigned known = 0, ordinary = TS_WORD_ORDINARY;
    for (size_t i = 0; n != SIZE_MAX && i <= n; i++) {
        if (i < n && ts_is_alpha(folded[i])) {
            folded[kept++] = folded[i];
        } else if (i == n || folded[i] == '-' || folded[i] == ' ') {
            unsigned k = ts_name_word(ts_span_of(folded + from, kept - from));
            known |= k & (TS_WORD_FORENAME | TS_WORD_SURNAME);
            ordinary &= k;
            from = kept;
        }
    }
    return known | ordinary;
}

static bool is_title(ts_span w) {
    char capitals[TS_WORD_KEPT];
    ts_norm title;
    size_t n = 0;
    for (; n < w.len && n < sizeof capitals && ts_is_alpha(w.ptr[n]); n++)
        capitals[n] = ts_upper(w.ptr[n]);
    return n == w.len ? ts_name_in(ts_span_of(capitals, n), TS_NAME_TITLES) : ts_title_normal(w, &title);
}

/* "Whittington-Hargreaves": a long word that is no post and no firm, as other long ones may be. */
static bool is_joined(ts_span w) { return w.len > TS_WORD_KEPT && memchr(w.ptr, '-', w.len) != NULL; }

uint32_t ts_word_says_of(ts_span w) {
    uint32_t says = known_of(w);
    says |= ts_name_stops(w) ? TS_SAYS_STOP : 0;
    says |= ts_is_office_word(w) && !is_joined(w) ? TS_SAYS_OFFICE : 0;
    says |= ts_is_place_word(w) || ts_is_house_word(w) ? TS_SAYS_PLACE : 0;
    says |= ts_word_set_has_nocase(&things, w) ? TS_SAYS_THING : 0;
    says |= ts_word_set_has_nocase(&before, w) ? TS_SAYS_BEFORE : 0;
    says |= ts_word_set_has_nocase(&after, w) ? TS_SAYS_AFTER : 0;
    says |= ts_word_set_has_nocase(&greetings, w) ? TS_SAYS_GREETING : 0;
    says |= ts_word_set_has_nocase(&nobody, w) ? TS_SAYS_NOBODY : 0;
    says |= is_title(w) ? TS_SAYS_TITLE : 0;
    says |= ts_word_set_has_nocase(&kin, w) ? TS_SAYS_KIN | TS_SAYS_BEFORE : 0;
    says |= ts_word_set_has_nocase(&placed, w) ? TS_SAYS_PLACED : 0;
    says |= ts_word_set_has_nocase(&roles, w) ? TS_SAYS_ROLE : 0;
    says |= ts_word_set_has_nocase(&begins, w) ? TS_SAYS_BEGINS : 0;
    return says;
}

uint32_t ts_word_says_or_held(const ts_name_filter *names, ts_span word) {
    uint32_t says = ts_word_says_of(word);
    if (!names || (says && says != TS_WORD_SURNAME_ONE))
        return says;
    unsigned held = ts_name_filter_of(names, word);
    return says | (held & TS_NAME_GIVEN ? TS_HELD_GIVEN : 0) | (!says && (held & TS_NAME_FAMILY) ? TS_HELD_FAMILY : 0);
}

uint32_t ts_word_all_of(const ts_name_filter *names, ts_span w) {
    uint32_t all = ts_word_says_or_held(names, w);
    all |= ts_word_set_has_nocase(&particles, w) ? TS_DOES_PARTICLE : 0;
    all |= ts_word_set_has_nocase(&middles, w) ? TS_DOES_MIDDLE : 0;
    all |= ts_word_set_has_nocase(&months, w) ? TS_DOES_MONTH : 0;
    all |= ts_word_set_has_nocase(&posts, w) ? TS_DOES_POST : 0;
    all |= ts_word_set_has_nocase(&signing, w) ? TS_DOES_SIGN : 0;
    all |= ts_word_set_has_nocase(&speaking, w) ? TS_DOES_SPEAK : 0;
    return all;
}

uint32_t ts_word_say_anew(struct ts_word_said slot[static 2], const ts_name_filter *names,
                          const uint64_t half[static 2], ts_span word) {
    slot[1] = slot[0];
    *slot = (struct ts_word_said){{half[0], half[1]}, ts_word_all_of(names, word)};
    return slot->says;
}
