/* dev_letters.c - letters of hospital departments, practices, councils and charities. */
#include "accuracy/dev.h"

static const dev_template all[] = {
    {"letter", "txt", WRAP,
     "%trust%\n%hospital%, %?orgaddr%\nDepartment of %dept%\nTel: %orgtel%    Email: %orgmail%\n\n%today:words%\n\nOur "
     "ref: %5.cons%/%dig:5%\n"
     "NHS No: %1.nhs%\nHospital No: %1.local%\n\n%1.full%\n%1.block%\n\nDear %1.tsur%\n\n"
     "Thank you for attending the ~(%dept% clinic~|outpatient clinic~|nurse-led clinic~) on %date%. As we discussed, "
     "your ~(scan~|blood tests~|biopsy~) showed ~(no evidence of any new problem~|early changes in keeping with "
     "%health%~|that your %health% is well controlled~). I have asked your GP to ~(start %drug%~|increase your %drug% "
     "to %dose%~|repeat the bloods in six weeks~).\n"
     "\nWe will see you again on %next% at %time%.\n\nYours sincerely\n\n\n%5.dr%\nConsultant in %dept%\nGMC: "
     "%5.gmc%\n"},
    {"letter", "txt", WRAP,
     "Dear %6.drsur%,\n\nRe: %1.NAME%  DOB %1.dob%  NHS %1.nhs%\n%1.line%\n\nDiagnoses:\n1. %health:cap%\n2. "
     "%health:cap%\n"
     "3. ~(Previous %health%~|%mental:cap%~|Hip replacement~)\n\n"
     "I reviewed this pleasant %1.age% year old %1.man% in clinic today. %1.He% reports %symptom% for the last "
     "~(three~|six~|nine~) months. Examination was unremarkable apart from a positive %eponym%. I have requested "
     "%scan% and will write again with the result.\n"
     "\nKind regards\n\n~(%5.init%~|%5.name%~)\nSpecialist Registrar to %7.drsur%\ncc: %1.full%\n"},
    {"letter", "txt", WRAP,
     "DISCHARGE SUMMARY\n\nPatient: %4.LAST%\nD.O.B: %4.dob%\nNHS number: %4.nhs%\nHospital number: "
     "%4.local%\nAddress: %4.line%\nGP: %6.dr%, %surgery%\n\n"
     "Admitted: %date:num%    Discharged: %today:num%\nWard: %ward%    Consultant: %5.full%\n\nPresenting complaint: "
     "%symptom%\n"
     "Diagnosis: %health% (ICD-10 %icd%)\nProcedure: %opcs% ~(total hip replacement~|diagnostic endoscopy~|cataract "
     "extraction~)\n\nClinical narrative\n"
     "%4.fore% was brought in by ambulance after ~(a fall at home~|collapsing at the shops~|two days of vomiting~). "
     "%4.His% ~(daughter~|son~|neighbour~), %2.name%, was with %4.him%. Treated with %drug% %dose%. Seen by %7.drsur% "
     "on the post-take round.\n"
     "\nMedication on discharge: %drug% %dose%; %drug% %dose%\n\nCompleted by: %8.name%, FY1, bleep %num:100-999%\n"},
    {"letter", "txt", WRAP,
     "%surgery%\n%orgaddr%, %orgpc%\nTelephone %orgtel%\n\n%today:th%\n\nDear Doctor\n\nRE: %1.full%, %1.dob%, "
     "%1.line%\n\n"
     "Many thanks for seeing this %1.age%-year-old who presented with %symptom%. Past history of %health%. Current "
     "medication %drug%. %1.He% lives with %1.his% ~(wife~|husband~|partner~) %2.fore% and works as a "
     "~(teacher~|driver~|cook~|gardener~). Contact number %1.mob%.\n"
     "\nI would be grateful for your opinion.\n\nYours sincerely,\n\n%6.dr%  (%6.gpcode%)\n"},
    {"letter", "txt", WRAP,
     "%trust%\nChildren's Services, %dept%\n\nTo the parents of:\n%3.name%\n%3.block%\n\n%today%\n\nDear %2.tsur%\n\n"
     "%3.name%  d.o.b. %3.dob%  NHS no. %3.nhs%\n\n"
     "It was lovely to see %3.fore% and you in clinic. %3.fore% is growing along the ~(25th~|50th~|9th~) centile. The "
     "~(hearing test~|allergy test~|echo~) was normal. We talked about %3.his% %health% and agreed to "
     "~(stop~|start~|continue~) %drug%.\n"
     "\n~(%3.fore%'s school, %school%, have sent a report.~|We have written to %school%.~|No school "
     "concerns.~)\n\nYours sincerely\n\n%5.prof%\n"
     "Consultant Paediatrician\n"},
    {"letter", "txt", WRAP,
     "Annwyl %1.tsur%\n\nApwyntiad claf allanol / Outpatient appointment\n\nRhif GIG / NHS number: %1.nhs%\nDyddiad "
     "geni / Date of birth: %1.dob:num%\n\n"
     "Bydd eich apwyntiad nesaf ar %next:num% am %time% yn %hospital%.\nYour next appointment is on %next:words% at "
     "%time% with %5.dr%.\n\n"
     "Os na allwch ddod, ffoniwch / If you cannot attend please ring %orgtel%.\n\nYn gywir / Yours "
     "sincerely\n\n%5.name%\n"
     "Ysgrifennydd Meddygol / Medical Secretary\n"},
    {"letter", "txt", WRAP,
     "NHS Strathmore\n%dept%\n\n%today:words%\n\n%6.dr%\n%surgery%\n%orgaddr%\n%town%\n\nDear %6.drsur%\n\n%1.full%  "
     "CHI %1.chi%\n%1.line%\n\n"
     "This %1.man% was seen at the request of the practice. The ECG shows ~(sinus rhythm~|%health%~). Troponin was not "
     "raised. I have started %drug% %dose%. %1.His% sister %2.name% may be telephoned on %2.mob%.\n"
     "\nWith best wishes\n\n%5.name%\nConsultant Physician\nDictated %date:num%, typed %today:num% by %8.init%\n"},
    {"letter", "txt", WRAP,
     "Mersey Vale NHS Foundation Trust\nLiaison Psychiatry\n\n%today%\n\nDear Dr. %6.sur%\n\n"
     "Thank you for referring %1.name% (born %1.dob:words%), who I assessed at home, %1.addr%, on %date:words%. %1.He% "
     "has a long history of %mental% and, since %1.his% separation from %2.name%, of %mental%. There is no current "
     "plan of self injury. %1.He% drinks ~(a bottle of wine~|eight units~|little~) a night.\n"
     "\nPlan: ~(refer to the crisis team~|restart %drug%~|weekly contact with %7.name%, CPN~).\nIf concerned please "
     "ring %7.fore% on %7.mob%.\n\n"
     "Yours sincerely\n\n%5.dr% MBBS MRCPsych\nApproved under section 12(2)\n"},
    {"letter", "txt", WRAP,
     "Sexual Health Service, %hospital%\n\nSTRICTLY CONFIDENTIAL\n\nClinic number %1.local%\n\nDear %1.fore%\n\n"
     "Your test for %sexual% taken on %date% was ~(positive~|reactive~). Please contact the health adviser, %5.fore%, "
     "on %orgtel% so that treatment can be arranged. You may wish to tell your partner(s).\n"
     "\nHealth Adviser Team\n"},
    {"letter", "txt", WRAP,
     "Maternity Services, %hospital%\n\nRe: %2.name%, DOB %2.dob%, hospital no. %2.local%\n\nDear %6.drsur%,\n\n"
     "Thank you for referring this woman who is %preg%. Her first baby, %3.fore%, was born here on %3.dob:words%. "
     "There was a previous %preg% in %year%. Booking bloods: Hb %num:98-140%, blood group ~(A~|O~|B~) Rh~( positive~| "
     "negative~). Partner %1.name% was present.\n"
     "\nEDD %?next%.\n\n%5.name%, Community Midwife (NMC PIN %5.nmc%)\n"},
    {"letter", "txt", WRAP,
     "%surgery%\n\nDear Sir or Madam\n\nTo whom it may concern\n\n"
     "I can confirm that %1.full% of %1.line% (date of birth %1.dob%) has been a patient of this practice since %old%. "
     "%1.He% suffers from %health% and %mental% and is unable to ~(climb stairs~|work~|use public transport~).\n"
     "\nA fee of £%num:20-45%.00 is payable.\n\nYours faithfully\n\n%6.init%\n"},
    {"letter", "txt", WRAP,
     "%town% City Council\nAdult Social Care\n\nOur reference: ASC/%dig:6%\nDate: "
     "%today%\n\n%4.full%\n%4.block%\n\nDear %4.tsur%\n\n"
     "Care and support assessment\n\n"
     "I visited you at home on %date%, with your ~(son~|daughter~|niece~) %2.name% present. You told me that since the "
     "death of your ~(wife~|husband~) %9.fore% on %9.dod% you find it hard to ~(cook~|wash~|manage the stairs~). We "
     "agreed:\n"
     "\n- two calls a day from Bluebird carers\n- a referral to the %dept% team about your %health%\n- a key safe\n\n"
     "My direct line is %7.tel% and my e-mail is %7.email%.\n\n%7.name%\nSocial Worker (Social Work England "
     "SW%dig:5%)\n"},
    {"letter", "txt", WRAP,
     "St Barnabas Hospice Charity\nRegistered charity %dig:7%\n\n%today:th%\n\n%1.tinit%\n%1.block%\n\nDear "
     "%1.tsur%\n\n"
     "Thank you so much for your kind gift of £%num:10-500% in memory of %4.name%, received on %date%. It will help to "
     "pay for a night of nursing care.\n\n"
     "~(As you are a UK taxpayer we have claimed Gift Aid.~|Would you consider a regular gift? Your supporter number "
     "is ^local_id=%dig:7%^.~|Grace, our Head of Fundraising, sends her thanks.~)\n"
     "\nWith warmest wishes\n\n%5.name%\nSupporter Care\n"},
    {"letter", "txt", WRAP,
     "Human Resources, %trust%\n\n%today:words%\n\n%5.full%\n%5.block%\n\nDear %5.fore%\n\nOffer of employment: "
     "%job%\n\n"
     "I am pleased to confirm your appointment from %next:words% on a salary of %5.salary% per annum. Please bring "
     "your passport and proof of your National Insurance number (our record shows %5.nino%). Your manager will be "
     "%6.name%. References from %7.name% and %8.full% have been received.\n"
     "\nYours sincerely\n%9.name%\nRecruitment Adviser\n"},
    {"letter", "txt", WRAP,
     "Occupational Health\n\nRef: OH/%dig:5%\nRe: %5.name%, %job%, DOB %5.dob%\n\nDear %6.fore%\n\n"
     "I saw the above employee on %date%. %5.He% has been absent since %date% with %mental%, on a background of "
     "%health%. In my opinion the Equality Act is likely to apply. A phased return over four weeks is advised.\n"
     "\n%7.dr%\nOccupational Physician\n"},
    {"letter", "txt", WRAP,
     "%trust%\nPatient Advice and Liaison Service\n\n%today%\n\nDear %2.tsur%\n\nYour complaint about the care of your "
     "relative, %4.full%\n\n"
     "I am sorry to learn of your experience on %ward% on %date%. %5.nurse% has looked into what happened. The nurse "
     "you name, %6.fore%, has been spoken to. ~(We accept that %4.tsur% waited nine hours for a bed.~|We cannot find "
     "that the call bell was ignored.~)\n"
     "\nIf you remain unhappy you may write to the Ombudsman, Millbank Tower.\n\n%7.name%\nChief Executive\n"},
    {"letter", "txt", WRAP,
     "From: %5.nurse%, Tissue Viability\nTo: District Nurses, %surgery%\n\n%4.LASTT% / %4.nhs% / %4.dob:yy%\n\n"
     "Please visit the above ~(lady~|gentleman~) at %4.addr%, %4.pc% (key safe in porch; ring ~(daughter~|son~) "
     "%2.fore% %2.mob% first). Grade 3 sacral ^health_term=pressure ulcer^, Waterlow score 22. Dressings sent. "
     "%health:cap%. Allergic to ~(penicillin~|Elastoplast~|nothing known~).\n"},
    {"letter", "txt", WRAP,
     "Northfield Eye Unit\n\n%1.tsur%, %1.fore%     %1.local%     DOB: %1.dob:dots%\n\nDear GP\n\nR "
     "%num:6-9%/%num:6-60%   L %num:6-9%/%num:6-60%\n"
     "Pressures 16 and 17. ~(^health_term=Glaucoma^~|^health_term=Cataract^~) surgery under %5.tsur% went well on "
     "%date:dots%. Drops: %drug%. Review in 6/52.\n"
     "\nOptometrist: %6.name%\n"},
    {"letter", "txt", WRAP,
     "Bryn Dental Practice\n\n%today:num%\n\n%1.name%\n%1.block%\n\nDear ~(%1.tsur%~|%1.name%~),\n\n"
     "Our records show that your last check-up was on %date:num%. Please call %orgtel% or reply to the text we sent to "
     "%1.mob%.\n\n"
     "~(Your dentist is %5.fore% %!5.sur%~|You are booked with %5.drsur% on %next:num% at %time%~).\n\nReception\n"},
    {"letter", "txt", WRAP,
     "INFORMATION FOR THE CORONER\n\nDeceased: %4.NAME%\nDate of birth: %4.dob%     Date of death: %4.dod%\nUsual "
     "address: %4.line%\n"
     "Next of kin: %2.full% (~(widow~|son~|daughter~)), tel %2.tel%\n\n"
     "%4.fore% died on %ward% at %time%. 1a %health% 1b %health% 2 %health%. %5.drsur% verified death; %6.drsur% (GMC "
     "%6.gmc%) will complete the certificate.\n"},
    {"letter", "txt", WRAP,
     "Probation Service, %town% office\n\n%today%\n\nDear %6.drsur%\n\n%1.name% (%1.dob%), last known address "
     "%1.line%\n\n"
     "The above is %crim% following a %crim% at %town% Crown Court in %year%. Please tell us whether %1.he% has kept "
     "appointments with the %dept% team about %1.his% %mental%. My number is %7.mob%.\n"
     "\n%7.name%\nProbation Officer\n"},
    {"letter", "txt", WRAP,
     "Immigration status check\n\nDear %6.fore%\n\n"
     "%5.name% has shown us share code %share%, date of birth %5.dob:words%, passport %5.pass%. Please complete the "
     "right to work check before %next%. %5.His% visa was sponsored by %trust%.\n"
     "\n%7.name%, Resourcing\n"},
    {"letter", "txt", WRAP,
     "Irish Rehabilitation Hospital, Co. Dublin\n\nDate: %today:num%\nRe: %1.name%; IHI %1.ihi%; DOB %1.dob:num%\n\nA "
     "chara,\n\n"
     "%1.name% attended from %hospital% following a %health%. ~(%1.His% mother, %2.name%, is the main carer.~|%1.He% "
     "will need a stairlift.~) Tel: %1.mob%.\n"
     "\nIs mise le meas,\n\n%5.dr%\n"},
    {"letter", "html", 0,
     "<html><head><title>Appointment "
     "letter</title></head><body>\n<p>%trust%</p>\n<p>%1.full%<br>\n%1.block%</p>\n<p>Dear %1.tsur%</p>\n"
     "<p>An appointment has been made for you in <b>%dept%</b> on <b>%next:words%</b> at %time% with %5.dr%.</p>\n"
     "<p>NHS number: %1.nhs%. Hospital number: %1.local%.</p>\n<p>If we cannot reach you on %1.mob% we will write "
     "again.</p>\n</body></html>\n"},
};
DEV_LIST(dev_letters, all);
