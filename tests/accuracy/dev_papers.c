/* dev_papers.c - papers of offices: minutes, rotas, pay, references, lists. */
#include "accuracy/dev.h"

static const dev_template all[] = {
    {"letter", "txt", WRAP,
     "MINUTES of the %dept% governance meeting held on %date:words%\n\nPresent: %5.prof% (chair), %6.dr%, %7.name%, "
     "%8.nurse%\nApologies: %9.name%\n\n"
     "1. Minutes of the last meeting were agreed.\n"
     "2. Case review. %6.drsur% presented a %1.age%-year-old (%1.local%) with %health%. The family, represented by "
     "%2.tsur%, had complained.\n"
     "3. Staffing. %7.fore% reported two vacancies. Action: %7.init%.\n4. Any other business. %8.name% asked about "
     "%topic%.\n\nNext meeting %next:words%.\n"},
    {"letter", "txt", WRAP,
     "Board of Directors, %trust% - register of interests\n\n"
     "~*4-9(%5.name%, %job%: ~(none declared~|spouse employed by %company%~|holds shares in %company%, company no. "
     "%conum%~)\n~)\n"},
    {"list", "txt", 0,
     "ON CALL ROTA - %dept% - week commencing %next:num%\n\nMon  %5.name%      %6.drsur%\nTue  %7.name%      "
     "%6.drsur%\nWed  %8.name%      %9.drsur%\n"
     "Thu  %5.name%      %9.drsur%\nFri  %7.name%      %6.drsur%\nBleep %num:100-999%. Swaps to %8.fore% please.\n"},
    {"letter", "txt", WRAP,
     "Disciplinary hearing - outcome\n\nEmployee: %5.name% (%5.local%)        Panel: %6.name%, %7.name%\nDate: "
     "%date:words%\n\n"
     "It was alleged that %5.fore% opened the record of %1.name%, a former partner, on %date:num%. %5.fore% was "
     "accompanied by %8.name% of %union%. ~(A final written warning is issued.~|The allegation was not upheld.~) "
     "%5.His% salary of %5.salary% is not affected.\n"},
    {"letter", "txt", WRAP,
     "REFERENCE\n\nApplicant: %5.name%\nPost: %job%\n\n"
     "I have known %5.fore% since %old:words%, first as %5.his% line manager at %company%. %5.He% had "
     "~(two~|four~|no~) days of absence. I would gladly employ %5.him% again.\n"
     "\n%6.name%\nHead of Service, %6.email%, %6.tel%\n"},
    {"letter", "txt", WRAP,
     "Curriculum vitae\n\n%5.NAME%\n%5.line%\n%5.mob% | %5.email% | Date of birth %5.dob:words%\n\nProfile: "
     "Experienced %job%, NMC PIN %5.nmc%.\n"
     "2019 to date: Staff nurse, %hospital%\n2014-2019: Healthcare assistant, %company%\nEducation: %school%, 9 GCSEs\n"
     "Referees: %6.full%, Ward Manager, %6.tel%; %7.full%, Tutor\n"},
    {"letter", "txt", WRAP,
     "INVOICE %dig:6%\n\n%company%\nVAT reg %vat%   Company no. %conum%\n\nTo: %5.full%\n%5.block%\n\nDate: %date:num% "
     "    Due: %next:num%\n"
     "1 x Private medical report on %1.name%       %price%\n\nPlease pay to %6.bank% quoting the invoice number.\n"},
    {"letter", "txt", WRAP,
     "REMITTANCE ADVICE\n\nPayee: %5.name%      Ref: %dig:8%\nPaid on %date:num% by BACS to account %5.acc%, sort code "
     "%5.sort%\nIBAN %5.iban%\n"
     "Amount: £%num:100-4000%.%dig:2%\nQueries: %6.name%, %orgtel%\n"},
    {"letter", "txt", WRAP,
     "P45 Part 1A\n\nEmployee's National Insurance number: %5.nino%\nTitle: %5.title%\nSurname: %5.SUR%\nFirst "
     "name(s): %5.fores%\n"
     "Leaving date: %date:num%\nDate of birth: %5.dob:num%\nTotal pay to date: "
     "^?salary=£%num:9000-40000%.%dig:2%^\nEmployer: %trust%\n"},
    {"letter", "txt", WRAP,
     "PAYSLIP      %month% %year%\n%5.NAME%                        Assignment %5.local%\nNI number %5.nino%    Tax "
     "code 1257L\nBasic pay %5.salary% / 12\n"
     "Union subs: %union%\nNet pay paid to account ending %dig:4%\n"},
    {"letter", "txt", WRAP,
     "Legacy report for the hospice trustees\n\n"
     "The late %4.name% of %4.town%, who died on %4.dod:words%, left us a share of the house at %4.addr%. The "
     "executors are %2.full% and Messrs Barker & Stone. %5.name% of our team visited the family. A second gift, from "
     "%1.tinit%, is pledged.\n"},
    {"letter", "txt", WRAP,
     "Root cause analysis: retained swab\n\n"
     "Patient A (%1.local%) had surgery on %date:words% under %5.tsur%. The scrub nurse was %6.name%, relieved at "
     "%time% by %7.name%. At the count %7.fore% told %8.drsur% that one swab was missing. Duty of candour letter sent "
     "to %1.tinit% on %date:words%.\n"},
    {"letter", "txt", WRAP,
     "WITNESS INTERVIEW - notes\n\nInterviewer: %6.name%. Interviewee: %5.name%.\n\n"
     "Q. Who gave the insulin? A. I think %7.fore% did, but %8.name% had checked it.\n"
     "Q. When did you tell the family? A. I rang ~(the son~|the daughter~), %2.name%, about %time%.\n"
     "Q. Were you aware that %7.tsur% was under investigation for %!topic%? A. No.\n"},
    {"letter", "txt", WRAP,
     "RESEARCH DELEGATION LOG  - study %cap:3%%dig:4%\n\n~*4-8(%5.name%    %5.init%    GCP %date:num%    consent, "
     "bloods\n~)\n"
     "Principal investigator: %6.prof%, GMC %6.gmc%\n"},
    {"letter", "txt", WRAP,
     "Chief Executive's blog\n\n"
     "Last week I met %5.name%, who has been a volunteer for thirty years, and %6.fore% and %7.fore% from the kitchen. "
     "I also want to thank %8.drsur% and her team on %ward%. In ~(April~|May~|June~) we open the new %dept% unit. If "
     "you have ideas please write to me: %9.email%.\n"
     "\n%9.fore%\n"},
    {"letter", "txt", WRAP,
     "GRANT APPLICATION\nLead applicant: %5.prof%\nCo-applicants: %6.dr%; %7.name%; %8.name%\nORCID "
     "0000-0002-%dig:4%-%dig:4%\n"
     "Summary: we study %health% in %num:100-900% people. Patient partner: %1.name%.\nCost: £%num:20-400%,%dig:3%\n"},
    {"letter", "txt", WRAP,
     "AUDIT OF NOTES %year%\n\n~*6-14(%1.local%   %1.SUR%   %1.dob:num%   VTE ~(Y~|N~)   consent ~(Y~|N~)   "
     "%5.init%\n~)\n"},
    {"list", "txt", 0, "PHONE LIST (home numbers - do not display)\n\n~*6-16(%5.name%    %5.mob%    %5.tel%\n~)\n"},
    {"list", "txt", 0, "Christmas cards\n\n~*6-14(%1.full%, %1.line%\n~)\n"},
    {"list", "txt", 0,
     "Congregation prayer list\n\nFor the sick: %1.name%, %2.name%, %4.full%, %9.fore%\nFor the departed: %8.name%\n"
     "Christenings: %3.fores%, son of %5.fore% and %6.name%\n"},
    {"list", "txt", 0,
     "HANDOVER - %!ward% - night of %date:num%\n\n"
     "~*5-12(%num:1-28%. %4.tsur% (%4.age%) %health%. ~(NBM.~|For home.~|Obs 4 hourly.~|Family (%2.fore%) "
     "worried.~)\n~)\n"},
    {"list", "txt", 0,
     "Waiting list validation - phoned today\n\n"
     "~*4-12(%1.LAST% %1.nhs% - ~(still wants op~|spoke to %2.fore%, declines~|no answer on %1.mob%~|died "
     "%1.dod:num%~)\n~)\n"},
    {"list", "txt", 0, "Delegates\n\n~*6-16(%5.full%, %job%, %hospital%\n~)\n"},
    {"list", "txt", 0, "Marathon team 2026: ~*6-12(%5.name%; ~)%6.name%. Captain: %7.fore%.\n"},
    {"letter", "txt", WRAP,
     "NOTICE OF INQUEST\ntouching the death of %4.NAME%\n\nTake notice that an inquest will be held at %town% "
     "Coroner's Court on %next:words% at %time%.\n"
     "Deceased born: %4.dob:words%. Died: %4.dod:words% at %hospital%.\nInterested persons: %2.full%; %trust%; "
     "%5.dr%\n"},
};
DEV_LIST(dev_papers, all);
