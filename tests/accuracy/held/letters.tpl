%% cardiology-clinic letter txt
[[hosp]]
[[dept]] Department
[[orgline]]
Tel: [[o.work]]   Fax: [[o.land]]

[[?Our ref|Ref]]: [[LET:3]]/[[LET:2]]/[[n:1000-9999]]
Date of clinic: [[d]]
Date typed: [[d]]

[[g.full]]
[[practice]]
[[=address|[[n:1-90]] [[street]] [[streetkind]]]]
[[g.town]]
[[g.pc.usual]]

Dear [[g.ts]]

Re: [[p.full]]  DOB: [[p.dob]]  NHS No: [[p.nhs]]
[[p.addrl]] [[p.pc]]
Hospital No: [[p.local]]

Diagnoses: 1. [[cond]]
           2. [[cond]]

Thank you for asking me to see [[p.ts]], who was referred with [[sym]]. [[p.He]] has been taking [[drug]] and [[drug]] for some time and reports no side effects. On examination the pulse was [[n:58-96]] and regular with a blood pressure of [[n:110-160]]/[[n:60-95]]. I have asked for a 24 hour tape and will write again once the result is to hand.

[[close]]

[[?Dictated but not signed|Electronically signed]]

[[c.full]]
Consultant [[?Cardiologist|Physician]]
GMC [[c.gmc]]
%% short-gp-referral letter txt
[[practice]], [[orgline]]
Telephone [[o.work]]

[[d.long]]

Dear Colleague

[[p.full]], [[p.addrl]], [[p.pc]]
d.o.b. [[p.dob.num]]   NHS [[p.nhs]]   Tel [[p.tel]]

I would be grateful for your opinion on this patient, aged [[p.age]], who has had [[sym]] and [[sym]] for [[n:2-9]] months. [[?Past history of|Known to have]] [[cond]]. Current medication: [[drug]] [[n:5-80]] mg od. [[p.His]] [[q.rel]], [[q.name]], attended with [[p.him]] today and is worried about [[cond]].

Many thanks for your help.

[[g.full]]
[[?GP Partner|Salaried GP|GP Registrar]] ([[g.gpcode]])
%% two-week-wait letter txt
URGENT SUSPECTED [[=health_term|CANCER]] REFERRAL - [[dept]]

Patient: [[p.SURft]]
Born: [[p.dob]]    Sex: [[p.sexword]]
NHS number [[p.nhs]]
Address: [[p.addrl]] [[p.pc]]
Home [[p.land]] / Mobile [[p.mob]]
Preferred language: [[?English|Urdu|Polish|Welsh|Cantonese]]. Interpreter needed: [[?Yes|No]]

Seen on [[d.uk]] by [[g.full]] at [[practice]] ([[ods:p]]).

Two week history of [[sym]]. [[?Weight steady.|Appetite good.]] FIT result [[n:11-300]]. Please see within two weeks. The patient knows that this is an urgent referral and has been told why.
%% letter-to-patient letter txt
[[hosp]]
Outpatient Appointments
[[orgline]]

[[p.full]]
[[p.addrnpc]]

[[d.long]]

NHS number: [[p.nhs.334]]
Hospital number: [[p.local]]

Dear [[p.ts]]

Your appointment with [[c.full]] has been [[?changed|booked|moved]]

When: [[d.weekday]] at [[time]]
Where: Clinic [[n:1-12]], Level [[n:0-5]], [[hosp]]

If you cannot attend please ring [[o.work]] between [[time]] and [[time]], or e-mail [[~email|appointments@[[orgdomain]]]]. If you do not attend you may be sent back to your doctor.

[[close]]

Appointments Office
%% discharge-narrative letter txt
DISCHARGE SUMMARY

Name: [[p.any]]
Date of birth: [[p.dob]]
NHS: [[p.nhs]]   MRN: [[p.local]]
Admitted: [[d.uk]]   Discharged: [[d.uk]]
Ward: [[ward]]   Consultant: [[c.tin]]
GP: [[g.full]], [[practice]], [[g.pc]]

Presenting complaint: [[sym]]
Diagnosis: [[cond]] ([[icd]])
Procedure: [[op]] ([[opcs]])

Course: admitted through the emergency department from home, where [[p.he]] lives with [[p.his]] [[q.rel]] [[q.fore]]. Treated with [[drug]] and made a good recovery.

Medicines on discharge: [[drug]] [[n:1-40]] mg; [[drug]] as needed
Stopped: [[drug]]

Next of kin: [[q.full]] ([[q.rel]]) [[q.tel]]
Completed by [[s.name]], FY1, bleep [[dig:4]]
%% gastro-endoscopy letter txt
[[^[[hosp]]]]
ENDOSCOPY UNIT

[[p.SURfp]]  [[p.mf]]  [[p.dob.dmon]]  [[p.nhs.plain]]

Procedure on [[d.dmon]]: [[op]]
Endoscopist: [[c.full]]   Nurse: [[s.name]], [[t.name]]

Indication: [[sym]].
Findings: the scope was passed to the second part of the duodenum. There were changes in keeping with [[cond]]. Biopsies x[[n:2-6]] taken.
Advice: continue [[drug]]; repeat in [[n:1-3]] years; results to GP ([[g.ts]]).
%% neurology-long letter txt
Dear [[g.ts]],

[[p.fullM]] - [[p.dob.words]] - [[p.addrl]], [[p.pc]]

It was a pleasure to see [[p.full]] again with [[p.his]] [[q.rel]], [[q.full]], in the [[dept]] clinic at [[hosp]] on [[d.words]]. You will recall that [[p.ts]] was diagnosed with [[cond]] in [[year]]. Since I last saw [[p.him]], [[p.he]] has had no further [[sym]] and [[p.his]] walking is a little better. [[q.ts]] tells me that the nights are difficult.

I have started [[drug]] and explained the side effects. My specialist nurse [[s.name]] can be reached on [[s.work]] (option [[n:1-5]]) and will telephone in [[n:3-8]] weeks. I have copied this letter to [[t.full]], who looks after [[p.his]] [[cond]].

[[close]]

[[c.name]]
Consultant Neurologist
cc [[p.full]]
   [[t.full]], [[hosp]]
%% paediatric-growth letter txt pF
Children's Outpatients

Re [[b.name]] (d.o.b. [[b.dob]]) NHS [[b.nhs]]
Parents: [[p.name]] and [[q.name]]; [[p.addrl]], [[p.pc]]

Dear [[g.full]]

[[b.fore]] came with Mum, [[p.fore]], and Grandma. [[b.He]] was born at term and is now [[n:2-9]] kg on the [[n:2-9]]th centile. Health visitor: [[s.name]]. There is [[cond]] on the mother's side. [[b.fore]] takes [[drug]]. School: [[school]]. I plan to see [[b.him]] in six months; please could the school nurse, [[t.ts]], check [[b.his]] weight each term.

[[c.full]]
%% fracture-clinic letter txt
Virtual Fracture Clinic          [[d.two]]
[[p.sfp]], [[p.dob.two]], [[p.local]]

Injured on [[d.uk]] when [[p.he]] fell from a ladder. X-ray shows a [[cond]]. Seen by [[s.name]] (ANP) and discussed with [[c.ts]]. Plan: plaster for [[n:3-6]] weeks, then see us again. Contact on [[p.mob]] (prefers text). Work: [[job]].
%% eye-clinic letter txt
Eye Unit, [[hosp]]

Clinic date [[d.uk]]; dictated [[d.uk]]; typed [[d.uk]] by AB

[[g.full]], [[practice]]

Dear Doctor

Mr/Mrs/Miss: [[p.sf]]
Unit no: [[p.local]] / NHS no: [[p.nhs]] / DoB [[p.dob]]

VA 6/[[n:6-36]] right, 6/[[n:6-36]] left. Known [[cond]] and [[cond]]. Listed for [[op]] under [[c.ts]]; the risks were discussed. [[p.His]] [[q.rel]] [[q.name]] will bring [[p.him]] home. No [[drug]] on the morning.
%% maternity-booking letter txt
Antenatal Clinic, [[hosp]]

[[=person_name|[[?Miss|Ms|Mrs]] Chioma [[p.sur]]]], DOB [[p.dob.num]], NHS [[p.nhs]], phone [[p.mob]]

Booked on [[d]] at [[n:8-12]] weeks. [[=pregnancy|G[[n:1-5]]P[[n:0-3]]]]. Previous [[preg]]. She is [[=pregnancy|pregnant]] with her second child. Partner: [[q.name]] ([[q.tel]]). BMI [[n:19-38]]. Family history of [[cond]]. Midwife: [[s.name]], PIN [[s.nmc]].
%% renal-dialysis letter txt
Renal Unit

Dear [[p.full]] (copy to [[g.full]])

NHS [[p.nhs.dash]]

You came to clinic on [[d.nth]] and I am pleased to say that your [[cond]] is stable. Please keep taking [[drug]]. Your potassium was [[n:3-5]].[[n:0-9]]. Dialysis is on Monday, Wednesday and Friday at [[time]]; transport is booked from [[p.addrl]]. If the driver has not come by [[time]] ring [[o.work]].

[[c.name]], [[=consultant_code|C[[dig:7]]]]
%% audiology letter txt
Audiology, [[hosp]], [[orgline]]
[[d.long]]

PRIVATE AND CONFIDENTIAL
[[p.tin]]
[[p.addrnpc]]

Dear [[p.ts]]
Your new hearing aids are ready. Please bring this letter and your brown book. Battery size: 312. Reference number A[[dig:5]]. We tested your hearing because of [[=health_term|tinnitus]] and the result has been sent to [[g.ts]].
[[s.in]]
Senior Audiologist (RCCP)
%% dermatology letter txt
Dear [[g.ts]]
DIAGNOSIS: [[cond]]
[[p.full]] [[p.dob.uk]] [[p.nhs.334]]
Thank you for the photographs sent through the app. I agree that the mole on the left shin needs to come off and have put [[p.ts]] on my list for [[d.long]]. [[p.He]] takes [[drug]], which should be stopped two days before. I note the history of [[cond]].
Yours, [[c.name]]
%% genetics letter txt
CLINICAL GENETICS                                      Family No: [[~local_id|[[dig:6]]]]

[[p.full]], born [[p.dob.long]]
[[p.addrspc]]

Dear [[p.fore]]

Thank you for coming with your [[q.rel]] [[q.fore]] to talk about your family history of [[cond]]. Your aunt [[t.name]] and your cousin [[s.name]] both had [[cond]]; your grandmother died on [[=death_date|14 March 1987]] aged 61. We agreed that you would like the test. The sample was taken on [[d.nth]].

[[close]]
[[c.name]]
Registered Genetic Counsellor
%% mental-health-cpa letter txt
[[trust]]
Community Team - East
[[orgline]]

[[p.full]]   RiO no. [[p.local.plain]]   NHS [[p.nhs]]
[[p.addrl]], [[p.pc]]     D.O.B. [[p.dob]]

CPA review [[d]]
Present: [[p.fore]], [[s.name]] (CPN), [[c.full]], [[q.name]] ([[q.rel]])

[[p.fore]] was first seen by us in [[year]] with [[mh]] and was later given a diagnosis of [[mh]]. [[p.He]] reports sleeping better. There was [[?no|some]] [[mh]] in the last month. Risk: [[?low|moderate]]. Takes tablets which [[p.he]] collects weekly.
Crisis plan: ring [[s.work]] in hours, or [[o.work]] out of hours.
Carer's assessment offered to [[q.ts]].
%% sexual-health-result letter txt
THE WHARF CLINIC
Clinic no: [[p.local]]

Dear [[p.fore]],

We tried to ring you on [[p.mob]] on [[d.nth]]. Your test for [[sh]] was positive. Your tests for [[sh]] and [[sh]] were negative. Please ring [[o.work]] and quote your clinic number, not your name. It is important that your partner, whom you named as [[q.fore]], is seen too.

[[s.name]], Health Adviser
%% psychology letter txt
Dear [[g.full]],

Re: [[p.name]] ([[p.dob.long]])

I have now completed an assessment with the above over three sessions ([[d.uk]], [[d.uk]] and [[d.uk]]). [[p.fore]] describes [[mh]] beginning after the death of [[p.his]] [[q.rel]] [[q.fore]] on [[q.dod.long]]. There is also a background of [[sg]] in childhood. We have agreed on twelve sessions.

[[s.full]]
HCPC registered [[s.hcpc]]
%% physio-discharge letter txt
MSK PHYSIOTHERAPY DISCHARGE
Pt: [[p.in]]  dob [[p.dob.two]]  NHS no [[p.nhs.plain]]
Ref by: [[g.ts]], [[practice]]
Seen x[[n:2-8]] between [[d.uk]] and [[d.uk]].
[[=health_term|Back pain]] eased, now 2/10. Given exercises; SOS open for 3/12.
[[s.name]] MCSP ([[s.hcpc]])
%% dental letter txt
[[?Bright Smile Dental Care|Oakwood Dental Practice]]
[[orgline]]
[[p.full]], [[p.home]], [[p.town]] [[p.pc]]
[[d.nth]]
Dear [[p.fore]]
Our records show that you were last seen on [[d.long]]. You are now due for a check-up. Please call [[o.work]] or reply YES to this message. NHS charge Band 1 is £[[money]].
Principal dentist: [[c.full]] BDS
%% palliative letter txt
[[charity]]
Day Unit

Re [[p.any]], [[p.addrl]], [[p.pc]], NHS no [[p.nhs]], DOB [[p.dob]]

Dear [[g.ts]] and District Nurses

[[p.ts]] was admitted for a week's respite from [[d.long]] to [[d.long]]. [[p.His]] [[cond]] has progressed. This is controlled with [[=health_term|morphine]] through a pump. Preferred place of death: home. DNACPR form is in the yellow folder. [[p.His]] [[q.rel]] [[q.name]] (tel. [[q.mob]]) holds lasting power of attorney.

[[s.name]], Sister
%% condolence letter txt
Dear [[q.full]]

I was so sorry to learn of the death of your [[q.rel]], [[p.full]], on [[p.dod.words]]. I looked after [[p.him]] for many years and always enjoyed our talks. I will issue the certificate today; the cause was [[cond]]. If I can be of help please telephone me at the surgery on [[o.work]].

Yours very sincerely
[[g.name]]
%% medical-examiner letter txt
MEDICAL EXAMINER OFFICE

Deceased: [[p.SURfp]]
NHS Number: [[p.nhs]]     Date of birth: [[p.dob.uk]]     Date of death: [[p.dod.uk]] at [[time]]
Place: [[ward]], [[hosp]]
Attending: [[c.full]] (GMC number [[c.gmc]])
Proposed cause 1a [[cond]]  1b [[cond]]  2 [[cond]]
Discussed with [[q.name]] ([[q.rel]]), tel [[q.tel]], on [[d.uk]].
Coroner referral: [[?No|Yes, ref 2024/[[dig:4]]]]
%% welsh-clinic letter txt
[[^Ysbyty Gwynedd]]
Annwyl / Dear [[p.ts]]

Rhif GIG / NHS No: [[p.nhs]]
Dyddiad geni / Date of birth: [[p.dob.uk]]
[[p.full]], [[p.addrl]], [[p.pc]]

Mae'n dda gennym gadarnhau eich apwyntiad ar [[=record_date|14 Mawrth 2024]] am [[time]] gyda [[c.full]].
We are pleased to confirm your appointment on [[d.long]] at [[time]] with [[c.full]].

Ffôn / Tel: [[o.work]]
Yn gywir, [[s.name]]
%% scottish-discharge letter txt
NHS STRATHMORE - IMMEDIATE DISCHARGE LETTER

CHI: [[p.chi]]
Patient: [[p.SURf]]     DOB [[p.dob.dots]]
Address: [[p.addrl]] [[p.pc]]
Admitted [[d.dots]] to [[ward]]; discharged [[d.dots]]
Consultant [[c.tin]]
Main condition: [[cond]]. Other: [[cond]]; [[cond]].
Medicines: [[drug]], [[drug]].
Copy: GP [[g.full]], practice code [[dig:5]]
%% ni-referral letter txt
Western Lough Health and Social Care Trust
H+C No: [[p.hc]]
Patient [[p.full]] DOB [[p.dob]]
[[p.addrl]] [[p.pc]]
Tel [[p.tel]]

Dear [[c.ts]]
Thank you for seeing [[p.ts]] with [[sym]] since [[month]]. PMH [[cond]]. DH [[drug]]. SH: lives with [[p.his]] [[q.rel]]; [[?non-smoker|ex-smoker]].
[[g.full]]
Cypher [[dig:4]]
%% irish-letter letter txt
Our Lady's Regional Hospital, Co. Sligo
IHI: [[p.ihi]]
Patient: [[p.full]]   DOB: [[p.dob.uk]]   MRN [[p.local]]
Dear [[g.ts]]
Seen in OPD on [[d.uk]] with [[sym]]. Impression: [[cond]]. Commenced on [[drug]]. Medical Council No. [[~local_id|[[dig:6]]]]. Contact the secretary at [[=phone|020 91[[n:2-8]] [[dig:4]]]].
%% lost-notes letter txt
Dear [[p.full]]

I write to tell you that papers that belong to your record were lost by a courier on [[d.weekday]]. The papers carried your name, your address ([[p.addrl]], [[p.pc]]), your date of birth ([[p.dob.long]]), your NHS number ([[p.nhs.334]]) and a letter about your [[cond]]. We have told the Information Commissioner. If you have any questions, [[s.full]], our Head of Information Governance, will be glad to talk to you: [[s.work]], [[~email|ig.team@[[orgdomain]]]].

[[t.full]]
Chief Executive
%% complaint-from-patient letter txt
[[p.home]]
[[p.town]]
[[p.pc]]
[[p.mail]]
[[p.mob]]

[[d.nth]]

To whom it may concern,

I am writing to complain about how my [[q.rel]] [[q.name]] (dob [[q.dob.num]]) was treated on [[ward]] at [[hosp]] between [[d.nth]] and [[d.nth]]. A nurse called [[s.fore]] told us that nobody had looked at [[q.his]] chart. The doctor, [[c.ts]] I think, never came. [[q.fore]] has [[cond]] and could not eat. When we asked for [[?a drink|help]], [[t.fore]] at the desk just shrugged.

I expect a full reply within 20 days.

[[p.name]]
%% solicitor-records-request letter txt
[[company]]
[[orgline]]
DX 71[[dig:3]] [[o.town]]
Our ref: [[LET:2]]/[[LET:3]]/[[dig:6]].1

Medical Records Department, [[hosp]]

[[d.long]]

Dear Sirs
OUR CLIENT: [[p.full]]  DATE OF BIRTH: [[p.dob.long]]  OF [[p.addrl]] [[p.pc]]
DATE OF ACCIDENT: [[d.long]]

We act for the above. Please send the complete records including films. We enclose a form of authority signed by our client. We understand the hospital number is [[p.local]]. Our client's National Insurance number is [[p.nino]].

Yours faithfully
[[company]]
Contact: [[s.name]] ([[s.mail]])
