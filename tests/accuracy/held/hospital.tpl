%% ward-handover list txt
HANDOVER [[ward]]  [[d.two]] NIGHTS
[[*4-12|[[n:1-30]]  [[r.SURfp]] [[r.age]][[r.mf]]  [[cond]]. [[?NBM|IVABx|MFFD|DNACPR|Home tmrw]]. NOK [[k.fore]]
]]
%% theatre-list list txt
THEATRE 3   [[d.weekday]]   Surgeon: [[c.tin]]  Anaesthetist: [[g.ts]]
[[*3-7|[[time]]  [[r.sf]]  [[r.dob.two]]  [[r.local]]  [[ward]]   [[op]]   [[?GA|LA|Spinal]]
]]
%% clinic-list-fixed list txt
Clinic: [[dept]] - [[c.sin]]       Date: [[d.uk]]
Time   Hosp No      Name                              DOB
[[*4-10|[[time]]  [[r.local]]     [[r.SURft]]       [[r.dob.uk]]
]]
%% bed-state list txt
[[ward]] bed state [[time]]
[[*4-9|Bed [[n:1-28]] - [[?[[r.ts]]|[[r.sur]]|[[r.in]]|[[r.ts]]]] - [[?EDD tomorrow|awaiting POC|side room|?home]]
]]
%% mdt-outcome list txt
LUNG MDT OUTCOMES  [[d.dmon]]
[[*2-5|[[r.SURf]] ([[r.nhs.plain]], dob [[r.dob.dmon]]) - [[cond]]. Plan: [[op]]. CNS [[k.fore]] to ring.
]]Chair: [[c.full]]. Apologies: [[g.full]], [[t.name]]
%% ed-attendance form txt
ED CARD    Attendance no. [[~local_id|[[dig:8]]]]
Arrived [[d.uk]] [[time]] by ambulance
[[p.SURfp]]   [[p.dob.uk]]   [[p.age]]Y   [[p.mf]]
[[p.addrl]] [[p.pc]]   Tel [[p.tel]]
NHS [[p.nhs]]  GP [[practice]]
Triage: [[sym]]. Seen by [[s.tin]] at [[time]]. Imp: [[cond]]. Home with [[drug]]; safety net. 
%% radiology-report letter txt
RADIOLOGY REPORT
Patient: [[p.SURf]]  ID: [[p.local]]  DOB: [[p.dob.compact]]  Sex: [[p.mf]]
Exam date: [[d.compact]]  Accession: [[LET:3]][[dig:9]]
Referrer: [[c.tin]]
Clinical history: [[sym]]. ?[[cond]]
Report: Heart size normal. Lungs clear. No bony lesion.
Reported by [[s.full]], Consultant Radiologist, GMC [[s.gmc]], [[d.uk]] [[time]]
%% histology letter txt
HISTOPATHOLOGY   Lab no. H[[n2:10-25]]/[[dig:5]]
Name [[p.SURfp]]   DoB [[p.dob.dots]]   NHS [[p.nhs.334]]   Cons [[c.sur]]
Received [[d.dots]]   Reported [[d.dots]]
Specimen: skin, left forearm. Conclusion: in keeping with [[cond]]. [[snomed]]
Pathologist: [[s.tin]]
%% micro-result letter txt
MICROBIOLOGY FINAL
[[p.sf]] | [[p.nhs]] | [[ward]] | coll. [[d.uk]] [[time]]
Urine culture >10^5 E. coli. Sensitive to [[drug]]; resistant to [[drug]]. Phoned to [[s.fore]] at [[time]].
%% nursing-admission form txt
NURSING ADMISSION
What do you like to be called? [[p.fore]]
Full name [[p.fullM]]; religion [[rel]]; speaks English & [[?Urdu|Welsh|Cantonese|Portuguese]]
Lives with [[q.rel]] [[q.name]], [[q.tel]]
Reason: [[sym]]
Past history: [[cond]], [[cond]], [[mh]]
Smokes: no. Alcohol: [[n:0-40]] u/wk. Skin intact. Waterlow [[n:5-25]].
Allergy: none
Admitting nurse [[s.name]] PIN [[s.nmc]] [[d.uk]]
%% anaesthetic form txt
Pre-assessment [[d.two]]
[[p.SURfp]] [[p.local]] [[p.dob.two]] for [[op]] ([[c.ts]])
ASA [[n:1-3]]  Wt [[n:50-120]]kg  BMI [[n:18-45]]
PMH [[cond]]; [[cond]]
DH [[drug]], [[drug]]
Airway Mallampati [[n:1-3]]. Escort: [[q.fore]] [[q.mob.plain]]
%% drug-chart form txt
PRESCRIPTION CHART 1 of 1
Surname [[p.SUR]]  Forename [[p.FORE]]  DOB [[p.dob.uk]]  NHS [[p.nhs.334]]
Ward [[ward]]  Cons [[c.sur]]
[[drug]]   [[n:1-500]] mg  PO  OD   start [[d.short]]  [[s.in]]
[[drug]]   [[n:1-500]] mg  PO  BD   start [[d.short]]  [[s.in]]
[[drug]]   PRN            stop [[d.short]]  [[t.in]]
%% ocr-letter-1 ocr txt
[[hosp]]  Orthopaedic Department

Re: [[p.full]]   D.O.B. [[p.dob.uk]]
[[p.addrn]]
[[p.pc.usual]]
Hospital No. [[p.local]]

Dear [[g.ts]]

I reviewed this patient on [[d.long]]. The wound has healed well after [[op]]. The patient is walking with one stick and is pleased with progress. There is a history of [[cond]]. I have discharged from the clinic.

Yours sincerely
[[c.full]]
Consultant Orthopaedic Surgeon
%% ocr-fax ocr txt
FAX TRANSMISSION    Page 1 of 2
TO: [[g.full]]   FAX NO: [[g.work]]
FROM: [[s.name]], [[ward]]    DATE: [[d.uk]]
RE: [[p.SURf]]  NHS NUMBER [[p.nhs]]  DOB [[p.dob.dots]]

Discharged today on [[drug]] and [[drug]]. Please check bloods in one week. Any problems ring [[s.work]].
%% ocr-old-notes ocr txt qF
[[p.SURf]]           Unit No [[p.local.plain]]
[[d.d.m]]  Seen by [[c.ts]]. c/o [[sym]]. Chest clear.  [[drug]] continued.
[[d.d.m]]  DNA
[[d.d.m]]  Better. Now working as a [[job]]. Wife [[q.fore]] attended.  See 3/12.
%% ocr-id-card ocr txt
DRIVING LICENCE   UK
1. [[p.SUR]]
2. [[^[[p.title]]]] [[p.FORE]]
3. [[p.dob.dots]]  UNITED KINGDOM
4a. [[d.dots]]  4c. DVLA
5. [[p.dl]]
8. [[^[[p.addrl]]]], [[p.pc.usual]]
%% ocr-payslip ocr txt
[[company]]
Employee [[p.staff]]   [[p.tin]]     NI No [[p.nino.u]]   Tax code 1257L
Pay date [[d.uk]]   Period [[n:1-12]]
Basic pay   [[n:1200-4000]].[[n2:0-99]]
PAYE tax     [[n:100-700]].[[n2:0-99]]
Net pay     [[n:1000-3000]].[[n2:0-99]]
Paid to  [[p.pair]]
%% ocr-death-cert ocr txt
CERTIFIED COPY OF AN ENTRY    DEATH
1. Date and place of death   [[p.dod.words]]   [[hosp]]
2. Name and surname   [[p.nameM]]      3. Sex  [[p.sexword]]
5. Date and place of birth   [[p.dob.words]]   [[p.town]]
6. Occupation and usual address   [[job]] (retired)   [[p.addrl]]
7. Informant  [[q.name]], [[q.rel]]
8. Cause of death  I(a) [[cond]]  II [[cond]]
%% patient-email-portal mail txt
Message from patient via the portal
[[p.name]] (DOB [[p.dob.uk]]) wrote on [[d.uk]] at [[time]]:
Hi, I was in on Tuesday about my [[cond]]. The [[drug]] makes me dizzy. Can the doctor ring me on [[p.mob]] after 4? Not the home number as my [[q.rel]] doesn't know about the [[sh]]. Thanks [[p.fore]]
%% research-consent form txt
STUDY ID: BRAVE-[[n2:1-40]]-[[dig:3]]     Initials: [[LET:2]]
Name of participant: [[p.name]]   Date: [[d.uk]]
Name of person taking consent: [[s.name]]
Contact by e-mail ([[p.mail]]) or text ([[p.mob]]): both
GP to be told: [[g.full]], [[practice]]
Condition under study: [[cond]]
%% blood-donor letter txt
Donor number: [[p.donor]]
Dear [[p.full]]
Your last donation was on [[d.nth]] at [[?St Mark's Hall|the Town Hall]]. As you told us about your [[=health_term|anaemia]], please wait until [[d.long]]. You can change your address ([[p.addrl]], [[p.pc]]) online or on [[~phone|0808 157 0[[dig:3]]]].
%% organ-donor letter txt
SPECIALIST NURSE REPORT
Donor [[p.SURfp]], [[p.nhs]], d.o.b. [[p.dob.uk]], died [[p.dod.uk]] on [[ward]]
Family: [[q.full]] ([[q.rel]]) agreed at [[time]].
Cause: [[=health_term|subarachnoid haemorrhage]]. Virology: [[=sexual_health|HIV]] neg, [[=health_term|hepatitis C]] neg, [[=sexual_health|syphilis]] neg.
Retrieved by [[c.ts]].
%% overseas-visitor form txt
OVERSEAS VISITOR - PRE-ATTENDANCE
Family name [[p.SUR]]      First name [[p.fore]]
DOB [[p.dob.boxes]]       Nationality: [[?Nigerian|Brazilian|Ukrainian]]
Passport [[p.pass]]      Biometric residence permit [[~local_id|R[[LET:1]]X[[dig:7]]]]
Share code [[p.share]]
UK address [[p.addrl]] [[p.pc]]
Email [[p.mail]]
Card for deposit: [[p.card]]  exp [[n2:1-12]]/[[n:26-30]]
%% serious-incident letter txt
SERIOUS INCIDENT 2024/[[dig:5]]: ROOT CAUSE REPORT (not anonymised)
The patient, [[p.full]], aged [[p.age]], was admitted on [[d.long]] under [[c.full]] with [[sym]]. At [[time]] Staff Nurse [[s.name]] gave [[drug]] that had been charted for the patient in the next bed, [[q.tin]]. FY2 [[t.name]] did not check the band. [[p.ts]] went on to have a [[=health_term|cardiac arrest]] and died on [[p.dod.long]]. [[p.His]] family were told by [[c.ts]]. HM Coroner: [[r.full]].
