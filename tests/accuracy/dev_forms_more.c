/* dev_forms_more.c - more forms: labels in a line, tables of boxes, logs at desks. */
#include "accuracy/dev.h"

static const dev_template all[] = {
    {"form", "txt", 0,
     "Name of Patient ....%1.name%....  Ward ....%!ward%....\nD.O.B. ....%1.dob:num%....   Hosp. No. "
     "....%1.local%....\n"
     "Property: 1 watch, 1 pr spectacles, £%num:2-80%.00\nReceived by ....%5.init%....\n"},
    {"form", "txt", 0,
     "| Patient          | %1.name% |\n| NHS number       | %1.nhs% |\n| Born             | %1.dob:num% |\n| Phone "
     "(mob)      | %1.mob% |\n"
     "| Carer            | %2.name% |\n| Carer's phone    | %2.tel% |\n"},
    {"form", "txt", 0,
     "SURNAME: %1.SUR% FORENAME: %1.FORE% DOB: %1.dob:num% SEX: %1.sex:letter% NHS: %1.nhs:plain% PC: %1.pc%\n"},
    {"form", "txt", 0,
     "~(Child~|Pupil~): %3.name%   Class: %num:1-6%%cap:1%   Teacher: %5.tsur%\nSchool nurse record   d.o.b. "
     "%3.dob:num%\n"
     "Parent/guardian: %2.tinit%, tel. %2.mob%\nAllergies: ~(nuts~|none~|%drug%~)\nImmunisations due: ~(MMR~|Men "
     "ACWY~|HPV~)\n"},
    {"form", "txt", 0,
     "Referral to: %dept%\nUrgency: routine [ ] urgent [x] 2WW [ ]\nPatient: %1.full%, %1.dob%\nUBRN %dig:4% %dig:4% "
     "%dig:4%\n"
     "Referrer: %6.dr% / practice code %ods%\nNHS no.: %1.nhs%\nClinical details: %symptom%; known %health% (SNOMED CT "
     "%snomed%)\n"},
    {"form", "txt", 0,
     "DATA SUBJECT ACCESS REQUEST\n1. Requester: %1.mid%\n2. Former names: ^person_name=%!1.fore% %!2.sur%^\n3. "
     "Present address: %1.line%\n"
     "4. Previous address: %2.line%\n5. Date of birth: %1.dob:words%\n6. E-mail: %1.email%\n7. ID seen: passport "
     "%1.pass% / driving licence %1.dl%\n"
     "Logged by %5.name% on %today%\n"},
    {"form", "txt", 0,
     "Occupational therapy home visit\nClient: %4.tinit%            Date: %date:num%\nPresent: client, "
     "~(son~|daughter~) %2.fore%, OT %5.name%\n"
     "Access: 3 steps. Key safe. Bathroom upstairs.\nCondition: %health%; memory (%eponym%)\nRecommendation: bath "
     "board, rails. Order no. %dig:10%\n"},
    {"form", "txt", 0,
     "FRIDGE TAG / sample label\n%1.LAST%\n%1.dob:num% %1.sex:letter%\n%1.nhs:space%\n%num:1-28%G%dig:7%  EDTA\n"},
    {"form", "txt", 0,
     "Staff accident book\n\nInjured person: %5.name%; %5.addr%, %town% %5.pc%\nOccupation: %job%\nWhen: %date:num% "
     "about %time%\n"
     "What: slipped on wet floor outside %ward%\nWitness: %6.name% (ext %num:2000-6999%)\nFirst aider: %7.fore%\n"},
    {"form", "txt", 0,
     "Expenses claim E%dig:5%\nEmployee: %5.name%    Assignment no: %5.local%\nHome to base: 12 miles\n%date:num% "
     "%town% to %town% %num:10-90% miles\n"
     "%date:num% %town% to %town% %num:10-90% miles\nPay to: %5.bank%\nAuthorised: %6.tinit%\n"},
    {"form", "txt", 0,
     "Corporate card application\nCardholder: %5.NAME%\nCard number: %5.card%\nExpiry: "
     "%num:10-12%/%num:27-31%\nMonthly limit: £%num:1-5%000\n"
     "Cost centre: %dig:6%\nApprover: %6.name%, %6.email%\n"},
    {"form", "txt", 0,
     "HSC Northern Ireland - Trust transfer form\nName: %1.name%\nH&C No: %1.hc%\nDate of Birth: %1.dob:num%\nGP: "
     "%6.dr%, %surgery%\nHome: %1.line%\n"
     "Key worker: %5.name%\n"},
    {"form", "txt", 0,
     "CONTACT TRACING (HEALTH ADVISERS ONLY)\nIndex patient: %1.local%, DOB %1.dob:num%\nInfection: %sexual%\n"
     "Partner 1: %2.fore%, about %num:20-50%, tel %2.mob%, handle %2.handle%\nPartner 2: first name only, "
     "^forename=%!9.fore%^\n"
     "Outcome: told / not told / declined\n"},
    {"form", "txt", 0,
     "MENTAL HEALTH ACT - FORM A3 (joint medical recommendation)\nWe, %5.dr% and %6.dr%, last examined %1.name% of "
     "%1.line% on %date:num%.\n"
     "The patient is suffering from %mental%.\nSigned %5.init% / %6.init%\nDate %today:num%\n"},
    {"form", "txt", 0,
     "Fundraising event entry - %town% 10K\nRunner: %1.name%\nT-shirt: M\nAge on the day: %1.age%\nDOB: "
     "%1.dob:num%\nInstagram: %1.handle%\n"
     "Medical notes for the race doctor: ~(%health%~|none~)\nIn case of emergency: %2.name% on %2.mob%\n"},
    {"form", "txt", 0,
     "HOUSING ADAPTATION GRANT\nApplicant %4.full%\nNI No. %4.nino%\nAddress %4.addr%, %4.town%. %4.pc%\nTenure: "
     "owner\n"
     "Weekly income £%num:120-400%.%dig:2%\nCondition: %health%\nBank details: sort %4.sort% acct %4.acc%\n"},
    {"form", "txt", 0,
     "Ffurflen gofrestru / Registration form\nEnw / Name: %1.name%\nCyfeiriad / Address: %1.addr%, %1.town%\nCod post "
     "/ Postcode: %1.pc%\n"
     "Dyddiad geni / Date of birth: %1.dob:num%\nRhif GIG / NHS no: %1.nhs%\nFfon / Tel: %1.mob%\nIaith / Language: "
     "Cymraeg\n"},
    {"form", "txt", 0,
     "ID CHECK LOG (reception)\n~*3-8(%date:num%  %1.name%  passport %1.pass%  seen by %5.init%\n~)\n"},
    {"form", "txt", 0,
     "Blue Badge application\nApplicant: %4.mid%\nGender: %4.sex%\nDate of birth: %4.dob%\nNational Insurance number: "
     "%4.nino%\n"
     "Driving licence number: %4.dl%\nReason: %health%\nVehicle: %cap:2%%num:10-74%%cap:3%\n"},
    {"form", "txt", 0,
     "EXIT INTERVIEW\nLeaver: %5.name%, %job%, last day %next:words%\nFinal salary: %5.salary%\n"
     "Reason: ~(relocation~|conflict with %6.fore%~|%mental%~|better pay~)\nWould you recommend us? "
     "~(yes~|no~)\nForwarding e-mail: %2.email%\n"},
    {"form", "txt", 0,
     "NURSERY BOOKING\nChild %3.fore% (%num:1-4%)\nMum %2.name% %2.mob%\nDad %1.name% %1.mob%\nCollects: gran, "
     "^person_name=%!9.name%^\nDays: Mon Tue Thu\n"},
    {"form", "txt", 0,
     "SCREENING: abdominal aortic aneurysm\nInvitee: %4.full%\nAddress: %4.block%\nNHS Number: %4.nhs%\nAppointment: "
     "%next:num% %time% at %surgery%\n"},
    {"form", "txt", 0,
     "Vaccine consent: I, %2.name% (parent of %3.name%, born %3.dob%), agree that %3.fore% may have the "
     "~(flu~|HPV~|MMR~) vaccine. Tel: %2.mob%. NHS no. if known %3.nhs%.\n"},
    {"form", "txt", 0,
     "Please write in CAPITALS, one character in each box\nNHS number   %1.nhs:boxes%\nSurname      %1.SUR%\nForenames "
     "   %1.FORES%\n"
     "Date of birth (DD MM YYYY)  %1.dob:num%\nPostcode     %1.pc%\n"},
};
DEV_LIST(dev_forms_more, all);
