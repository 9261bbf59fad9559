%% safeguarding-referral letter txt pF qM
MULTI-AGENCY REFERRAL - CHILDREN'S SOCIAL CARE        [[council]]

Child: [[b.name]]   DOB [[b.dob]]   Ethnicity: [[eth]]   School: [[school]]
Mother: [[p.name]]  DOB [[p.dob]]  Address [[p.addrl]] [[p.pc]]  Tel [[p.mob]]
Father: [[q.name]] (not at the address)

Why are you worried? [[b.fore]] told [[b.his]] teacher, [[s.ts]], on [[d.nth]] that "[[q.fore]] pushed mum". There has been police attendance before ([[=safeguarding|domestic abuse]]). [[b.fore]] was on a [[sg]] in [[year]]. [[p.fore]] has been open about her [[mh]].

Consent: mother aware. Referrer: [[t.full]], Designated Lead, [[t.mail]]
%% strategy-meeting list txt qM
STRATEGY DISCUSSION [[d.uk]] at [[time]]
Present: [[s.name]] (social worker), [[t.name]] (police), [[c.full]] (paediatrician)
Re: [[b.SURf]] [[b.dob.uk]]
1. DI [[t.ts]] shared that [[q.name]] (b. [[q.dob.uk]]) has a [[crim]].
2. [[c.ts]] reported marks.
3. Agreed: [[=safeguarding|Section 47 enquiry]], joint. Visit today to [[p.addrl]].
%% social-care-assessment letter txt
CARE ACT ASSESSMENT
Adult: [[p.full]] (likes to be called [[p.fore]])
LAS ID [[p.local]]    NHS [[p.nhs]]    Born [[p.dob.words]]
Lives at: [[p.addrl]] [[p.pc]]
Telephone [[p.land]]
Main carer: [[q.full]], [[q.rel]]. [[q.tel]]

[[p.fore]] is a retired [[job]]. [[p.He]] has [[cond]] and [[cond]], and since the spring has had [[sym]]. [[p.He]] goes to the [[~religion|mosque]] on Fridays with [[q.fore]]; [[p.he]] is [[=religion|Muslim]]. Needs help with washing. Direct payment to be paid into [[p.bank]].

Assessor: [[s.name]], Social Work England no. [[~local_id|SW[[dig:5]]]]
%% district-nurse-note log txt
[[d.two]] [[time]] DN visit. [[p.ts]] at home w/ [[q.rel]] [[q.fore]]. Dressing changed L leg. BM [[n:4-14]].[[n:0-9]]. [[=health_term|T2DM]], [[=health_term|CCF]]. Key safe 4[[dig:3]]. Next visit Thu. [[s.in]] RN
[[d.two]] [[time]] T/C from [[q.ts]] ([[q.mob]]): dressing came off. Advised. [[t.in]]
[[d.two]] [[time]] No access. Neighbour [[k.ts]] says gone to [[q.fore]]'s.
%% gp-consultation log txt
[[d.dmon]] Surgery consultation ([[practice]]) [[g.tin]]
Patient: [[p.sft]]  [[p.dob.dmon]]  [[p.nhs.334]]
Problem: [[cond]] (Review)
History: [[p.age]]y, [[sym]] on and off. Taking [[drug]] as prescribed. Worried re job.
Exam: O/E BP [[n:110-170]]/[[n:60-99]]
Plan: [[drug]] up, bloods, r/v 4/52
Coded: [[snomedreal]]
%% fit-note form txt
STATEMENT OF FITNESS FOR WORK
Patient's name: [[?Mr, Mrs, Miss, Ms]] [[p.any]]
I assessed your case on: [[d.long]]
and, because of the following condition(s): [[cond]]
I advise you that you are not fit for work
This will be the case for [[n:1-8]] weeks
or from [[d.uk]] to [[d.uk]]
Doctor's name: [[g.full]]     Address: [[practice]], [[orgline]]
%% health-visitor letter txt pF
Health Visiting Team, Family Hub

Dear [[p.fore]]
[[b.fore]]'s 2 year review is due. I can come to [[p.addrl]] on [[d.weekday]] about [[time]]. Please have the red book ready. If [[q.fore]] would like to be there too that would be lovely. Text me on [[s.mob]].
[[s.name]]
%% midwife-handover log txt
Room 4  [[=person_name|[[p.sur]], Blessing]]  [[=pregnancy|G2P1]] 39+2  NHS [[p.nhs.plain]]  [[=pregnancy|induction of labour]] for [[=pregnancy|pre-eclampsia]]. SROM [[time]]. Epidural in. Partner [[q.fore]].
Room 5  [[=person_name|Hannah [[s.sur]]]]  [[=pregnancy|postnatal]] day 1 after [[=pregnancy|caesarean section]]. Baby girl [[b.fore]], SCBU.
Room 7  [[=person_name|Mrs A [[t.sur]]]]  ?[[=pregnancy|miscarriage]], [[n:8-12]]/40. Scan a.m.
%% care-home-daily log txt
Resident: [[p.name]] (Room [[n:1-40]])
AM - [[p.fore]] ate all [[p.his]] porridge. Creams applied. [[s.fore]]
PM - [[p.fore]] was visited by [[p.his]] [[q.rel]] [[q.fore]] and great-grandson. GP [[g.ts]] rang about the [[cond]]. [[t.fore]]
NIGHT - settled. Pad changed [[time]]. Turned 2 hrly. [[=forename|Blessing]]
%% dols-form form txt
DEPRIVATION OF LIBERTY SAFEGUARDS FORM 1
Full name of person: [[p.fullM]]
Date of birth: [[p.dob.uk]]
Sex: [[p.sexword]]
Sensory loss: none. Ethnicity: [[eth]]. Religion: [[rel]]
Mental disorder: [[=health_term|vascular dementia]]
Managing authority: [[?Oak Lodge Nursing Home|The Hollies]], [[orgline]]
Person to contact: [[s.name]], [[s.work]]
Relevant person's representative: [[q.full]], [[q.rel]], [[q.addrl]], [[q.pc]], [[q.tel]]
%% marac-list list txt
[[=safeguarding|MARAC]] AGENDA [[d.uk]]
[[*2-4|* Victim [[r.name]] [[r.dob.uk]], perp [[k.name]] [[k.dob.uk]], [[r.addrl]] [[r.pc]]; [[?threats|visits|calls]]. Children: 2
]]Chair: [[s.name]]
%% probation-report letter txt
PRE-SENTENCE REPORT
Defendant: [[p.fullM]]   Date of birth: [[p.dob.long]]   PNC ID: [[~local_id|[[n2:10-23]]/[[dig:6]][[LET:1]]]]
Address: [[p.addrl]] [[p.pc]]
[[p.ts]] appears for sentence. [[p.He]] has a previous [[=criminal|conviction for burglary]] from [[year]] and a [[=criminal|caution for criminal damage]]. [[p.He]] tells me of [[mh]] and [[=mental_health|alcohol dependence]] since leaving the army. [[p.He]] lives with [[q.fore]].
Author: [[s.name]], Probation Officer
%% police-statement letter txt
WITNESS STATEMENT (CJ Act 1967, s.9)
Statement of: [[p.name]]     Age if under 18: Over 18     Occupation: [[job]]
I am the person named above. On [[d.weekday]] at about [[time]] I was at home, [[p.addrl]], when I heard shouting. I looked out and saw my neighbour [[q.full]] with a man I know as [[s.fore]]. PC [[t.sin]] came and I gave [[t.him]] my number, [[p.mob]].
%% foster-panel list txt
FOSTERING PANEL - [[d.long]]
Case 3: [[p.name]] and [[q.name]] ([[ori]], [[rel]])
Approved for two children 0-10. DBS clear. Medicals: [[p.fore]] - [[cond]]; [[q.fore]] - nil.
Panel adviser [[s.name]]; minutes [[t.name]]
%% school-letter letter txt
[[school]]
Dear [[p.full]]
[[b.fore]] has been away for [[n:3-20]] sessions this term. Please come to meet me and [[s.ts]] on [[d.weekday]] at [[time]]. If [[b.fore]] has been ill with [[=health_term|asthma]] again, please bring the doctor's letter.
[[t.full]], Head of Year
%% ehcp list txt pF qM
EDUCATION, HEALTH AND CARE PLAN - Section A
Name: [[b.name]]        DOB: [[b.dob.uk]]        UPN: [[~local_id|[[LET:1]][[dig:12]]]]        NHS no.: [[b.nhs]]
Address: [[p.addrl]], [[p.pc]]
Parents: [[p.full]] & [[q.full]]
[[b.fore]] lives with [[p.fore]], [[q.fore]] and a dog called Max. [[b.He]] loves trains. [[b.He]] has [[=health_term|cerebral palsy]] and [[=health_term|epilepsy]].
%% hospice-referral form txt
REFERRAL TO [[^[[charity]]]]
Urgency: [[?24h|72h|routine]]
Patient [[p.full]] / DOB [[p.dob]] / NHS [[p.nhs]] / Tel [[p.tel]]
Address + key code: [[p.addrl]] [[p.pc]], C[[dig:4]]X
Diagnosis [[cond]], dx [[year]]
Aware of diagnosis? patient Y, family Y ([[q.rel]] [[q.fore]] struggling, [[=mental_health|low mood]])
Faith [[rel]]
Referrer [[s.in]] [[s.mail]] bleep [[dig:4]]
%% pharmacy-query mail eml
From: [[s.name]] <[[s.mail]]>
To: [[~email|dispensary@[[orgdomain]]]]
Subject: query
Date: [[d.mail]] 10:[[n2:0-59]]:00 +0000
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Hi

[[p.SURfp]] ([[p.dob.two]]) - script says [[drug]] but [[p.he]] has had [[drug]] for years?? Can [[g.ts]] confirm. Pt waiting. [[p.nhs.plain]]

[[s.fore]]
Pharmacist GPhC [[s.gphc]]
%% sms-log log txt
[[*3-6|[[stamp]] OUT [[r.mob.e164]] Hi [[r.fore]], reminder: you have an appointment at [[practice]] on [[d.uk]] [[time]]. Reply CANCEL to cancel.
[[stamp]] IN  [[r.mob.e164]] [[?ok thanks|CANCEL|can it be later, [[k.fore]] has school|who is this?]]
]]
%% triage-111 log txt
111 REPORT  Case [[dig:8]]
Pt [[p.in]], [[p.age]] yr [[p.sexlow]], DOB [[p.dob.uk]], caller [[q.name]] ([[q.rel]]), from [[q.mob]]
Loc [[p.addrl]] [[p.pc]]
Sx [[sym]] [[n:1-9]]h. PMH [[cond]]. Dx code Dx0[[n:1-9]]
NHS [[p.nhs.334]]; GP [[practice]] [[ods:p]]
%% ambulance-epr form txt
Call sign: [[LET:1]][[dig:3]]    Incident [[dig:7]]
Name [[p.name]] | DoB [[p.dob.two]] | Sex [[p.mf]] | NHS [[p.nhs]]
Addr [[p.addrl]] [[p.pc]]
C/O [[sym]] since [[time]]. PMHx [[cond]], [[cond]]. Meds [[drug]].
NOK [[q.fore]] [[q.mob]]
Crew: [[s.name]] [[=hcpc_number|PA[[dig:5]]]], [[t.name]]
%% bereavement-office form txt
Deceased: [[p.SURf]] | Hosp No [[p.local]] | DOB [[p.dob.uk]] | DOD [[p.dod.uk]]
NOK: [[q.full]] [[q.tel]]
Property: rings x2
Funeral: [[?Thomas Porteous & Son|J. Rymer Funerals|Co-op]]
Faith: [[rel]]
Certificate by: [[c.ts]]
%% asylum-letter letter txt
Home Office reference: [[~local_id|[[LET:1]][[dig:7]]]]
Dear Sir/Madam
CLIENT: [[p.upper]], d.o.b. [[p.dob.uk]]
Our client fears return because [[p.he]] is [[=orientation|[[?gay|bisexual]]]] and a [[=religion|Christian]] convert. [[p.His]] [[q.rel]] [[q.name]] remains at risk. Medical report by [[c.full]] notes [[=mental_health|PTSD]]. Passport [[p.pass]] is held by you. [[p.fore]] lives at [[p.addrl]], [[p.pc]].
[[company]]
%% union-rep-letter letter txt
Dear [[s.full]]
I am the [[=trade_union|[[?UNISON|GMB|Unite]]]] steward and will be with [[p.name]] at the hearing on [[d.nth]]. [[p.fore]] (payroll [[p.staff]]) joined us last year. I note [[p.he]] has [[cond]], which you have known since [[d.long]].
In solidarity
[[t.name]]
[[t.mob]]
