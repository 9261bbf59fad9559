/* dev_forms.c - forms, filled in by hand and by systems. */
#include "accuracy/dev.h"

static const dev_template all[] = {
    {"form", "txt", 0,
     "PATIENT REGISTRATION (GMS1)\n\nTitle: %1.title%\nSurname: %1.SUR%\nFirst names: %1.fores%\nDate of birth: "
     "%1.dob%\nNHS number: %1.nhs%\n"
     "Sex: %1.sex%\nHome address: %1.addr%\nTown: %1.town%\nPostcode: %1.pc%\nTelephone: %1.tel%\nMobile: "
     "%1.mob%\nEmail: %1.email%\nEthnic group: %eth%\n"
     "Religion: %rel%\nNext of kin: %2.name%   Relationship: ~(husband~|wife~|mother~|friend~)\nPrevious GP: %6.dr%, "
     "%surgery%\n"
     "Signature: %1.init%      Date: %today%\n"},
    {"form", "txt", 0,
     "EMERGENCY DEPARTMENT CARD        Attended %today:num% %time%\n\nName        %1.LAST%\nDOB         %1.dob:num%    "
     "    Age %1.age%\n"
     "Sex         %1.sex:letter%\nNHS No      %1.nhs%\nHosp No     %1.local%\nAddress     %1.line%\nTel         "
     "%1.mob%\nNOK         %2.name% (%2.tel%)\n"
     "GP          %6.drsur%\nComplaint   %symptom:cap%\nTriage      %num:1-5%\nSeen by     %5.name%\n"},
    {"form", "txt", 0,
     "Blood transfusion request\n[x] Group and save   [ ] Crossmatch\nSURNAME  %1.SUR%\nFORENAME %1.FORE%\nDOB "
     "%1.dob:num%  M/F %1.sex:letter%\n"
     "HOSP NO %1.local%\nNHS NO %1.nhs%\nWARD %!ward%  CONS %5.tsur%\nSample taken by (print) %7.name%  bleep "
     "%num:100-999%  date %today:num%\n"},
    {"form", "txt", 0,
     "Employee starter form\n\nPayroll no.: %5.local%\nFull name: %5.mid%\nKnown as: %5.fore%\nDoB: %5.dob%\nNI No: "
     "%5.nino%\nAddress: %5.line%\n"
     "Personal email: %2.email%\nMobile: %5.mob%\nBank: Made-up Bank plc\nSort code: %5.sort%\nAccount no: "
     "%5.acc%\nStarting salary: %5.salary%\n"
     "Trade union: %union%\nEmergency contact: %2.name%, %2.mob%\n"},
    {"form", "txt", 0,
     "Gift Aid declaration\n\nI want to Gift Aid my donation of £%num:5-200% and any donations I make in the future to "
     "St Barnabas Hospice.\n\n"
     "Title %1.title%   First name or initial(s) %1.fore%   Surname %1.sur%\nFull home address %1.addr%\nPostcode "
     "%1.pc%\nDate %today:num%\n"},
    {"form", "txt", 0,
     "Direct Debit instruction\n\nName(s) of account holder(s): %1.tinit% ~(and %2.tinit%~|~)\nBranch sort code: "
     "%1.sort%\n"
     "Bank/building society account number: %1.acc%\nReference: %dig:8%\nSignature(s): %1.init%\nDate: %today:num%\n"},
    {"form", "txt", 0,
     "CONSENT FORM 1\nPatient's surname/family name: %1.sur%\nPatient's first names: %1.fores%\nDate of birth: "
     "%1.dob:num%\n"
     "Responsible health professional: %5.full%\nJob title: %job%\nNHS number (or other identifier): %1.nhs%\n[ ] Male "
     "[x] Female\n"
     "Name of proposed procedure: ~(laparoscopic cholecystectomy~|^?health_term=cataract^ surgery, right "
     "eye~|colonoscopy~) %opcs%\n"
     "Signature of patient: %1.init%   Name (PRINT): %1.NAME%\nInterpreter: %7.name%\n"},
    {"form", "txt", 0,
     "SAFEGUARDING ADULTS REFERRAL\n\nAdult at risk: %4.name%\nD.O.B.: %4.dob%\nAddress: %4.line%\nType of concern: "
     "%safe%\n"
     "Alleged person causing harm: %2.name% (~(son~|carer~|neighbour~))\n"
     "What happened: On %date% %4.fore% told ~(the nurse~|a carer~) that %2.fore% had taken £%num:20-400% from %4.his% "
     "purse.\n"
     "Police crime no.: %dig:8%/%num:24-26%\nReferrer: %5.name%, %job%, %5.tel%\n"},
    {"form", "txt", 0,
     "Child protection - multi-agency referral\nChild's name: %3.name%            DOB: %3.dob%      UPN/NHS: "
     "%3.nhs%\nSchool: %school%\n"
     "Parents/carers: %2.name%; %1.name%\nSiblings: ^person_name=%!9.fore% %!3.sur%^ (%num:2-15%)\nReason: %safe%, "
     "parental %mental%\n"
     "Referrer: %5.name% - Health Visitor - %5.mob%\nParental consent? ~(Yes~|No~)\n"},
    {"form", "txt", 0,
     "Incident report (Datix web) IR%dig:6%\n\nDate of incident: %date:num%    Time: %time%\nLocation: %ward%\n"
     "Person affected: %4.name%, hospital no %4.local%\nReported by: %5.name% (%job%)\n"
     "Description: Patient %4.tsur% found on floor beside bed. No head injury. %7.drsur% informed. Family (%2.name%, "
     "~(wife~|son~)) told by phone on %2.mob%.\n"
     "Severity: ~(low~|moderate~|none~)\n"},
    {"form", "txt", 0,
     "RIGHT TO WORK CHECK\nName as in passport: %5.NAME%\nPassport no: %5.pass%\nNationality: "
     "~(Indian~|Ghanaian~|Polish~|Irish~)\nShare code: %share%\n"
     "DOB: %5.dob%\nMRZ:\n%5.mrz%\nChecked by %6.name% on %today%\n"},
    {"form", "txt", 0,
     "DRIVER DECLARATION\nDriver: %5.name%\nLicence no.: %5.dl%\nVehicle reg: %cap:2%%num:10-74% %cap:3%\nPoints: "
     "%num:0-9%\n"
     "Any convictions? ~(%crim%~|none~|none~)\nHome postcode %5.pc%\nSigned %5.init% %today:num%\n"},
    {"form", "txt", 0,
     "Equality monitoring (confidential)\nEthnicity: %eth%\nReligion or belief: %rel%\nSexual orientation: "
     "%orient%\nGender: %1.sex%\n"
     "Do you consider yourself disabled? ~(Yes - %health%~|No~|Yes - %mental%~)\nTrade union member: "
     "~(%union%~|%union%~|no~)\n"},
    {"form", "txt", 0,
     "PRESCRIPTION FP10\n\n%4.full%\n%4.block%\nDOB %4.dob:num%   NHS %4.nhs%\n\n%drug% %dose%   28\n%drug% %dose%   "
     "56\n\n%6.dr%   %6.gpcode%\n"
     "%surgery%  %?orgpc%  ODS %ods%\nDispensed by %7.name% GPhC %7.gphc%\n"},
    {"form", "txt", 0,
     "ANTENATAL BOOKING\nWoman's name %2.name%     DOB %2.dob%    NHS %2.nhs%\nStatus: %preg%\nPartner: "
     "%1.name%\nMidwife: %5.name%\n"
     "BP 110/70  Ht 165  Wt 71.5\nMental health: ~(%mental%~|nil~)\nBooked at %hospital%\n"},
    {"form", "txt", 0,
     "Theatre list - %dept%             Surgeon: %5.tsur%        Date: %next:num%\n\n"
     "~*3-8(%num:1-9%. %1.LAST%   %1.dob:num%   %1.local%   ~(^?health_term=hernia^ repair~|TKR~|lap "
     "chole~|cystoscopy~)  %!ward%\n~)\n"},
    {"form", "txt", 0,
     "MEDICAL CERTIFICATE - STATEMENT OF FITNESS FOR WORK\n\nPatient's name  Mr, Mrs, Miss, Ms   %1.name%\nI assessed "
     "your case on  %date:num%\n"
     "and, because of the following condition(s)  %health% and %mental%\nI advise you that you are not fit for work.\n"
     "This will be the case for ~(two weeks~|three months~)\nDoctor's signature  %5.init%\nDoctor's address  "
     "%surgery%, %?orgaddr%, %?orgpc%\n"},
    {"form", "txt", 0,
     "VISITOR BOOK - Main Reception\n\n~*4-10(%time%   %1.name%   visiting %5.init%   car %cap:2%%num:10-74% %cap:3%   "
     "badge %num:1-99%\n~)\n"},
    {"form", "html", 0,
     "<form><fieldset><legend>Your details</legend>\n<label>Full name</label><input name=\"fullname\" "
     "value=\"%1.name%\">\n"
     "<label>Date of birth</label><input name=\"dob\" value=\"%1.dob:num%\">\n"
     "<label>Email</label><input type=\"email\" name=\"email\" value=\"%1.email%\">\n<label>Postcode</label><input "
     "name=\"pc\" value=\"%1.pc%\">\n"
     "<label>Mobile</label><input name=\"mobile\" value=\"%1.mob%\">\n</fieldset></form>\n"},
    {"form", "json", 0,
     "{\"form\":\"self-referral\",\"submitted\":\"%stamp%\",\"patient\":{\"givenName\":\"%1.fore%\",\"familyName\":\"%"
     "1.sur%\",\"dateOfBirth\":\"%1.dob:iso%\",\"nhsNumber\":\"%1.nhs:plain%\",\"phone\":\"%1.mob%\",\"email\":\"%1."
     "email%\"},\"reason\":\"%symptom%\",\"preferred\":\"~(SMS~|phone~|post~)\"}\n"},
    {"form", "txt", 0,
     "Organ donor / bereavement form\n\nDeceased: %4.full%\nBorn %4.dob%, died %4.dod%, aged %4.age%\nInformant: "
     "%2.name%\n"
     "Relationship: ~(widow~|widower~|son~|daughter~)\nCertificate signed by %5.dr%, GMC no. %5.gmc%\nFuneral "
     "director: J Hargreaves & Sons\n"},
    {"form", "txt", 0,
     "LEAVING HOSPITAL CHECKLIST\nPt label: %4.NAME% %4.dob:num% %4.local%\nTransport booked? Y  Time %time%\n"
     "Keys with: %2.fore% (~(daughter~|neighbour~)) %2.mob%\nTTOs given by: %5.init% RN\n"},
    {"form", "txt", 0,
     "Form CH2 - Scottish practice registration\nCHI number (if known): %1.chi%\nSurname: %1.sur%        Previous "
     "surname: ^surname=%!2.sur%^\n"
     "Given name(s): %1.fore%\nTown of birth: %town%\nAddress: %1.line%\nHM Forces service no.: %dig:8%\n"},
    {"form", "txt", 0,
     "Self assessment - locum details\nLocum's name: %5.name%\nUTR: %5.utr%\nGMC reference number: %5.gmc%\nIBAN: "
     "%5.iban%\nNI number: %5.nino%\n"
     "Limited company: %!5.sur% Medical Ltd, company number %conum%, VAT no. %vat%\n"},
    {"form", "txt", 0,
     "COURT WITNESS STATEMENT\n\nSTATEMENT OF: %5.NAME%\nAge if under 18: OVER 18     Occupation: %job:up%\n"
     "This statement is true to the best of my knowledge.\nSigned: %5.init%     Date: %today:words%\n\n"
     "At %time% on %date:th% I was in the waiting room with my colleague %6.name%. I saw a man I now know to be "
     "%1.name% push %7.nurse%. I understand that %1.tsur% had been %crim%.\n"},
};
DEV_LIST(dev_forms, all);
