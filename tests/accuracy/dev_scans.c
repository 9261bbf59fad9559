/* dev_scans.c - pages as a scanner read them. */
#include "accuracy/dev.h"

static const dev_template all[] = {
    {"ocr", "txt", OCR | WRAP,
     "%trust%\n%today:words%\n\n%1.full%\n%1.block%\n\nDear %1.tsur%\n\nNHS Number: %1.nhs%    DOB: %1.dob:num%\n\n"
     "We write further to your appointment with %5.dr% on %date:words% in the %dept% clinic. The %!scan% showed "
     "%health%.\n\nYours sincerely\n\n%6.name%\n"},
    {"ocr", "txt", OCR,
     "Name  %1.LAST%        DoB  %1.dob:num%\nHosp No  %1.local%     NHS  %1.nhs:space%\nAddr  %1.line%\nGP  "
     "%5.drsur%\nClinic  %dept%    Date %date:num%\n"},
    {"ocr", "txt", OCR, "NATIONAL INSURANCE CARD\n%5.FULL%\n%5.nino:plain%\n"},
    {"ocr", "txt", OCR,
     "P A Y S L I P\nEmployee  %5.NAME%     NI No  %5.nino%\nSort code %5.sort%   Account %5.acc%\nGross pay  "
     "^?salary=%num:1000-4000%.%dig:2%^\n"},
    {"ocr", "txt", OCR | WRAP,
     "This is to certify that %4.mid% of %4.addr% in the town of %4.town%, born on %4.dob:words%, departed this life "
     "on %4.dod:words%. Informant %2.name%. Cause of death: 1(a) %health%.\n"},
    {"ocr", "txt", OCR,
     "PASSPORT\nSurname  %1.SUR%\nGiven names  %1.FORES%\nNationality  BRITISH CITIZEN\nDate of birth  "
     "%1.dob:oracle%\nSex  %1.sex:letter%\n"
     "Passport No.  %1.pass%\n%1.mrz%\n"},
    {"ocr", "txt", OCR,
     "DRIVING LICENCE\n1. %1.SUR%\n2. %1.FORES%\n3. %1.dob:dots%   UNITED KINGDOM\n4a. %date:dots%  4b. "
     "%next:dots%\n5. %1.dl%\n8. %1.line%\n"},
    {"ocr", "txt", OCR | WRAP,
     "Referral fax - to %dept%\n\nFrom %6.dr%, %surgery%, tel %orgtel%\nPatient %1.name% dob %1.dob% tel %1.mob%\n"
     "Please see urgently: %symptom%, ?%health%.\n"},
    {"ocr", "txt", OCR, "~*3-8(%1.NAME%   %1.dob:num%   %1.nhs:space%   bed %num:1-30%\n~)\n"},
    {"ocr", "txt", OCR | WRAP,
     "To the ward sister. My husband %4.name% would like to thank Nurse %5.fore% and %6.drsur%. We enclose £20 for the "
     "biscuits. Yours, %2.tinit%, %2.addr%, %2.town%.\n"},
    {"ocr", "txt", OCR,
     "VISA **** %dig:4%\nCard no %1.card:space%   Exp 09/28\nName on card %1.TINIT%\nPostcode %1.pc%\n"},
    {"ocr", "txt", OCR,
     "BIRTH NOTIFICATION\nMother %2.NAME%   NHS %2.nhs:space%\nBaby %3.SUR%   sex %3.sex:letter%   born %3.dob:num% at "
     "%time%\n"
     "Midwife %5.init%  PIN %5.nmc%\n"},
    {"ocr", "txt", OCR | WRAP,
     "Minutes. Present: %5.tinit%, %6.tinit%, %7.dr%. %8.init% sent apologies. It was agreed that %6.tsur% write to "
     "%1.full%.\n"},
    {"ocr", "txt", OCR,
     "Cheque stub %dig:6%\nPay %1.tinit%\n£%num:10-900%.00   %date:num%\nsort %1.sort%  a/c %1.acc%\n"},
};
DEV_LIST(dev_scans, all);
