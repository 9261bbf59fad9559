/* dev_letters_more.c - letters in whose sentences names stand without a label. */
#include "accuracy/dev.h"

static const dev_template all[] = {
    {"letter", "txt", WRAP,
     "Diabetes Centre, %hospital%\n\nClinic: %date:dash%     Typed: %today:dash%\n\n%1.full%, %1.line%, NHS %1.nhs%, "
     "DoB %1.dob:dash%\n\n"
     "HbA1c %num:42-110%, weight %num:55-130% kg, BP 138/82. ^surname=Mr and Mrs %!2.sur%^ came with %1.him%. "
     "%1.fore%'s feet are warm. %1.He% is under %5.name% in the eye clinic and %7.prof% for %1.his% %health%. I asked "
     "%8.name%, our dietitian, to ring on %1.mob%.\n"
     "\nPlan: %drug% %dose%; bloods in May; review with %9.drsur%.\n\nDictated but not signed\n%6.init%\n"},
    {"letter", "txt", WRAP,
     "Dear Colleague\n\nMDT outcome, %dept%, %date:words%\n\n"
     "%4.name% (%4.dob:num%, %4.nhs%) was discussed. %5.name% presented the images and %7.name% the histology: "
     "%health%, stage II. %4.fore%'s wishes were put by %8.fore%, the specialist nurse. Surgery is offered; %4.his% "
     "~(son~|daughter~), %2.name%, will be told by telephone.\n"
     "\ncc %6.drsur%; %9.name%; file\n"},
    {"letter", "txt", WRAP,
     "Ward round, %date:num%: %4.sur% better. Talked to %2.fore%. %5.name% (physio) to see. %7.fore% from the hospice "
     "rang. Plan home Thursday with %8.name%'s team. ^phone=07700 900%dig:3%^ is the number for %2.fore%.\n"},
    {"letter", "txt", WRAP,
     "Respiratory nurse home visit\n\n"
     "I saw %4.name% at %4.addr% today. The door was opened by %4.his% lodger, %2.name%, who manages the inhalers. The "
     "FEV1 was %num:20-80%%%. %4.fore% stopped smoking after %health% in %year% and is now %4.age%. I left a rescue "
     "pack of %drug%.\n"
     "\n%5.name%\nRespiratory Nurse Specialist, direct line %5.tel%\n"},
    {"letter", "txt", WRAP,
     "Dear ^surname=Mr and Mrs %!2.sur%^,\n\n"
     "We were so sorry that %3.fore% died on %3.dod:words%. The post-mortem was done by %5.dr% and shows %health%. You "
     "asked whether %6.drsur% should have called us sooner. I would like to meet you both, and %9.fore% if she "
     "wishes.\n"
     "\nYours sincerely\n\n%7.name%\n"},
    {"letter", "txt", WRAP,
     "Physiotherapy discharge report\n\nClient name: %1.last%. Date of birth %1.dob:mon%. Referred by %6.init%.\n"
     "Attended 5 of 6. Knee flexion 0-110. %1.tsur% now walks to the shop with %1.his% dog. Exercises given. Telephone "
     "%1.mob% if needed.\n"
     "Therapist: %5.name% (HCPC %5.hcpc%)\n"},
    {"letter", "txt", WRAP,
     "URGENT - BY HAND\n\n%5.name%\nDirector of Nursing\n\nDear %5.fore%\n\n"
     "I must tell you about two nurses on nights, %6.name% and ~(a man called %7.fore%~|%7.name%~). On %date:words% "
     "they shouted at %4.name% in bay 2, who has %health%. %8.fore% in the kitchen saw it. I do not want my name "
     "used.\n"},
    {"letter", "txt", WRAP,
     "Genetics: %1.name%, %1.dob%\n\n"
     "Thank you for sending %1.fore% and %1.his% cousin %2.name%. In short, %1.fore% carries the variant and %2.fore% "
     "does not. Their uncle %9.name% died of %health% aged 51. I shall write to %8.dr% in %town% about the others: "
     "%7.fore%, %6.fore% and little %3.fore%.\n"},
    {"letter", "txt", WRAP,
     "LOCAL AUTHORITY DESIGNATED OFFICER\n\n"
     "An allegation was made about %5.name%, teaching assistant at %school%, by the parents of %3.name% (%3.dob%). "
     "%5.fore% lives at %5.line% and was %crim%. The head, %6.tsur%, has been told. Next meeting: %next:words% at "
     "%time%.\n"},
    {"letter", "txt", WRAP,
     "Dear Recruitment\n\n"
     "I am %5.name%, qualified in %year%. My HCPC number is %5.hcpc% and you can call me on %5.mob% or at home on "
     "%5.tel%. I enclose my passport (%5.pass%). ~(My last manager, %6.name%, will give a reference.~|References: "
     "%6.name% at %company%; %7.name% at %hospital%.~)\n"
     "\nRegards\n%5.name%\n"},
    {"letter", "txt", WRAP,
     "Pharmacy query\n\n"
     "%6.drsur%'s script for %1.name% says %drug% %dose%. %1.His% usual is half that. I phoned the surgery and spoke "
     "to ~(%7.fore%~|someone called %7.fore%~) who said \"ask %8.name%\". Patient's address: %1.line%. Patient's tel: "
     "%1.mob%.\n"
     "\n%5.name%, pharmacist, GPhC registration %5.gphc%\n"},
    {"letter", "txt", WRAP,
     "Letter from the family\n\nDear all on the ward,\n"
     "Thank you from all of us: %2.name%, %9.name%, %8.fore%, %7.fore% and the grandchildren %3.fore% and %6.fore%. "
     "Special thanks to %5.fore% the porter who sang to Dad. %4.name% was a lovely man and would have been %4.age% in "
     "June.\n"},
    {"letter", "txt", WRAP,
     "Stroke clinic\n\nDiagnosis: ~(TIA~|^health_term=stroke^~). Driving: told not to. \n"
     "%1.name% collapsed at %company% in front of %1.his% boss, %9.name%. The paramedic, %8.name%, recorded FAST "
     "positive. Seen by %7.prof%. %1.fore% was thrombolysed at %time%.\n"
     "GP: %6.dr%, %surgery%, %?orgaddr%, %?orgpc%.\n"},
    {"letter", "txt", WRAP,
     "Podiatry - did not attend\n\n%4.FULL%\n%4.block%\n\nDear %4.tsur%\n\n"
     "You did not attend on %date:num%. If we do not hear from you by %next:num% we shall discharge you to %6.drsur%. "
     "Ring %5.fore% or %7.fore% on %orgtel%.\n"},
    {"letter", "txt", WRAP,
     "Dear %6.drsur%\n\n%2.name%, NHS %2.nhs:space%, %2.dob%\n\n"
     "This 29 year old ~(teacher~|nurse~|student~) asked about ^pregnancy=termination of pregnancy^. She is %preg%. "
     "She does not want her mother, %9.name%, to know. Her number is %2.mob%; do not leave a message. %5.name% will "
     "see her.\n"},
    {"letter", "txt", WRAP,
     "Renal unit newsletter\n\n"
     "Congratulations to %1.name% on twenty years of dialysis, and to %5.fore% and %6.name% on baby %3.fore%, born on "
     "%3.dob:words%. %7.name% retires. Remember %4.name%, who died in ~(May~|March~|November~). Editor: %8.name%.\n"},
    {"letter", "txt", WRAP,
     "Ombudsman - draft report\n\n"
     "The complainant (we shall call her Mrs A) says that her husband was not seen. In evidence %5.dr%, %6.name% and "
     "%7.name% agree. The complainant's real name is %2.full%, of %2.line%. NHS %1.nhs%.\n"},
    {"letter", "txt", WRAP,
     "Handwritten, transcribed by %5.init%\n\n"
     "Doctor - can you come to %4.name% at %4.addr%, %4.pc%. Been bad since %date:short%. I'm next door %2.tel% ask "
     "for %2.fore%. Date of birth %4.dob:short%\n"},
    {"letter", "txt", WRAP,
     "Audiology reassessment\n\n%4.lastt%    d.o.b. %4.dob:dots%\n"
     "Aids: Oticon, both. Batteries posted. %4.fore%'s wife %9.fore% says he turns the set up. See again "
     "~(April~|May~|June~) %year%. Signed %5.name%.\n"},
    {"letter", "txt", WRAP,
     "POLICE REQUEST FOR DISCLOSURE (DPA sch. 2)\n\nOfficer: DC %7.name%, collar no. %dig:4%\nAbout: %1.mid%, born "
     "%1.dob:num%, %1.line%\n"
     "He is suspected of an assault on %2.name%. He was %crim% in %year%. Please say if he attended the ED on "
     "%date:num% about %time%. Mobile %1.mob%; known online as %1.handle%.\n"},
    {"letter", "txt", WRAP,
     "Teenage clinic\n\n"
     "Spoke to %3.fore% alone. Wants %3.his% friends %9.fore% and %8.fore% told but not %3.his% dad, %1.name%. Says "
     "%3.he% is %orient%. %mental:cap% better. School: %school%, form tutor %7.tsur%.\n"},
    {"letter", "txt", WRAP,
     "Llythyr cartref gofal / Care home letter\n\nAnnwyl %2.fore%,\n\n"
     "Mae eich mam, %4.name%, wedi setlo. Mae %5.fore% a %6.fore% yn edrych ar ei hol. Your mother's room number is 12 "
     "and her phone is %4.tel%. GP: %7.drsur%.\n"
     "\nCofion\n%8.name%\nRheolwr\n"},
    {"letter", "txt", WRAP,
     "To: The Manager, %company%\n\n"
     "I write about your driver, %1.name% (licence %1.dl%), who was admitted on %date:words%. He must not drive for "
     "six months. His ~(wife~|partner~), %2.name%, knows. The DVLA has been told.\n"
     "\n%5.dr%, GMC registration number %5.gmc%\n"},
    {"letter", "txt", WRAP,
     "Bursary award\n\nDear %5.fore%,\n\n"
     "Your bursary of £%num:200-900% goes to account %5.acc%, sort code %5.sort%. National insurance number held: "
     "%5.nino%. Ask %6.name% in Finance (%6.email%) if it is late.\n"},
};
DEV_LIST(dev_letters_more, all);
