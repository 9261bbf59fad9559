/* dev_social.c - notes of social care, mental health, schools and prisons. */
#include "accuracy/dev.h"

static const dev_template all[] = {
    {"letter", "txt", WRAP,
     "CASE RECORD - %1.name% - %1.dob:num%\n\n%date:num% T/C from ~(mother~|neighbour~|school~). Concerned about "
     "%3.fore%. %safe:cap%.\n"
     "%date:num% H/V with %7.name%. %2.fore% present. House cold. %3.fore% playing, well.\n"
     "%date:num% Strategy discussion: DS %8.sur% (police), %9.name% (health).\n"
     "%date:num% ICPC. %3.fore% and ~(brother~|sister~) %9.fore% made subject to %safe%.\n"},
    {"letter", "txt", WRAP,
     "Looked after child - health assessment\n\n"
     "%3.name%, born %3.dob%, NHS number %3.nhs%, placed with foster carers %5.fore% and %6.name% at %6.line%. Birth "
     "mother: %2.name%. Ethnicity: %eth%. Religion: %rel%. %3.fore% has %health% and %mental%. The carers may be rung "
     "on %6.mob%.\n"
     "\n%7.dr%\n"},
    {"letter", "txt", WRAP,
     "MARAC referral\n\nVictim: %2.name%, DOB %2.dob:num%, %2.line%\nPerpetrator: %1.name%, DOB %1.dob:num%, "
     "%crim%\nChildren: %3.name% (%3.dob:num%)\n"
     "Victim is %preg%. %1.fore% has threatened to post pictures as %1.handle%. Safe number: %2.mob% (mornings "
     "only).\n"},
    {"letter", "txt", WRAP,
     "Mental capacity assessment\n\nName of person: %4.full%    Date: %date:num%\nDecision maker: %5.name%, %job%\n\n"
     "%4.tsur% could not retain that %4.his% ~(wife~|husband~), %9.fore%, had died. %4.His% niece %2.name% holds "
     "lasting power of attorney (%2.tel%). Diagnosis: %health%. Best interests meeting %next:num%.\n"},
    {"letter", "txt", WRAP,
     "Community psychiatric nurse - progress notes\n\n"
     "%date:num% %time% Seen at home. %1.fore% low in mood, %mental% again. Sleeping three hours. "
     "~(Partner~|Mum~|Flatmate~) %2.fore% supportive. Taking %drug%.\n"
     "%date:num% %time% DNA. Texted on %1.mob%.\n"
     "%date:num% %time% Duty call: %2.name% reports %mental%. Discussed with %6.drsur%. ~(Crisis team informed.~|999 "
     "called.~)\n"},
    {"letter", "txt", WRAP,
     "Drug and alcohol service\nKeyworker: %5.fore%\nClient: %1.name% a.k.a. \"%!9.fore%\"\n"
     "%1.He% is %crim% and drinks daily (%mental%). ^?health_term=Hepatitis^ status: %health%. Collects "
     "^?health_term=methadone^ at Wellington Road Pharmacy. DOB %1.dob:num%. Next seen %next:num%.\n"},
    {"letter", "txt", WRAP,
     "Chaplaincy notes\n\n"
     "Visited %4.tinit%, %rel%, on %!ward%; asked for communion. Also %1.name% (%rel%), whose baby %3.fore% was "
     "^?pregnancy=stillborn^ on %3.dob:num%. Rang the family's imam, %5.name%, on %5.mob%.\n"},
    {"letter", "txt", WRAP,
     "HMP %town% - healthcare transfer\n\nPrisoner: %1.NAME%      Number: A%dig:4%%cap:2%\nDOB: %1.dob:num%\n"
     "%1.fore% was %crim%. Known %health%; on ACCT for %mental%. Next of kin mother %2.name%, %2.tel%.\n"},
    {"letter", "txt", WRAP,
     "Health visitor new birth visit\n\nBaby: %3.mid%   d.o.b. %3.dob:num%   NHS %3.nhs%\nMother: %2.name% "
     "(^pregnancy=G2P1^)  Father: %1.name%\n"
     "Feeding well. EPDS 14: %mental%. Older child %9.fore% jealous. Safe sleep discussed.\n"},
    {"letter", "txt", WRAP,
     "School nurse to %school%\n\n"
     "%3.name%, year %num:1-11%, has %health% and carries an EpiPen. %3.His% mum %2.fore% (%2.mob%) and dad %1.name% "
     "(%1.mob%) know the plan. Other pupils need not be told that the family came here from "
     "~(Syria~|Ukraine~|Eritrea~).\n"},
    {"letter", "txt", WRAP,
     "Ysbyty Gwynedd - Nodiadau clinigol\n\n"
     "Claf: %1.name%, ganwyd %1.dob:num%, rhif GIG %1.nhs%. Cyfeiriad: %1.line%. Gwelwyd gan %5.dr%. Mae %1.fore% yn "
     "dioddef o ^health_term=asthma^. Gwraig: %2.name%, ffon %2.mob%. Apwyntiad nesaf %next:num%.\n"},
    {"letter", "txt", WRAP,
     "Dear %5.fore%,\n\n"
     "I am writing as %4.fore%'s neighbour. Since Christmas %4.he% has been wandering; on %date:words% PC %6.sur% "
     "brought %4.him% home. The ~(son~|daughter~), %2.name%, lives in Spain: %2.mob% or %2.email%. I am at ^address=14 "
     "Maes Glas^ if you wish to talk.\n"
     "\nYours\n%7.name%\n"},
    {"letter", "txt", WRAP,
     "THE FAMILY TREE (clinical genetics)\n\nProband: %1.name%, b. %1.dob:words%\nMother: %2.name%, "
     "^health_term=breast cancer^ at 44\n"
     "Maternal aunt: ^person_name=%9.fore% %2.sur%^, d. ~(1998~|2004~)\nBrother: %8.fore%, well\n"
     "Refer %8.fore% and %7.fore% for testing. %health:cap% in the paternal line.\n"},
    {"letter", "txt", WRAP,
     "Occupational health - fingerprint reader trial\n\n"
     "%5.name% declined to give a %bio%; %6.name% and %7.name% agreed to a %bio%. Union comment from %8.name% "
     "(%union%).\n"},
    {"letter", "txt", WRAP,
     "Diary of %4.name% (transcribed)\n\n%date:words%. %2.fore% came with ~(flowers~|shopping~). %5.drsur% says it is "
     "%health%. Told nobody but %9.fore%.\n"
     "%date:words%. Slept badly. Rang %2.fore% on %2.tel% but no answer.\n"},
    {"letter", "txt", WRAP,
     "STATEMENT OF TRUTH\n\n"
     "I, %1.mid%, of %1.line%, born on %1.dob:words%, state that on %date:words% I attended %hospital% with %symptom%. "
     "I was seen by a doctor whose name I believe is %5.dr%. I now have %health%.\n"
     "\nSolicitors: Morris, Grant & Lamb LLP\n"},
};
DEV_LIST(dev_social, all);
