%% perinatal-letter letter txt pF
Perinatal Team
Re [[=person_name|Mrs Shazia [[p.sur]]]], [[p.dob.long]], [[p.addrl]], [[p.pc]]
She is [[n:12-36]] weeks [[=pregnancy|pregnant]] with her third child after one [[=pregnancy|miscarriage]] and one [[=pregnancy|stillbirth]]. She has [[=pregnancy|gestational diabetes]] and a past [[=mental_health|postnatal depression]]. Her health visitor is [[s.name]] ([[s.mob]]).
%% termination-service letter txt
Confidential. Do not send post to the home address.
Ref: [[p.local]]    Initials only: [[LET:2]]    DOB [[p.dob.uk]]
Seen for [[=pregnancy|termination of pregnancy]] at [[n:5-9]]+[[n:0-6]] weeks. [[=sexual_health|Contraception]] given. Partner does not know. Text only on [[p.mob]]. [[=safeguarding|Domestic abuse]] asked about: yes. GP not informed.
[[s.in]] (RN, PIN [[s.nmc]])
%% fertility letter txt pF qM
Dear [[p.full]] and [[q.full]]
Your [[=pregnancy|IVF]] cycle begins on [[d.long]]. The bloods for [[=sexual_health|HIV]], [[=health_term|hepatitis B]] and [[=sexual_health|syphilis]] were clear. [[p.fore]] should stop [[drug]]. The fee of £[[n:2000-6000]] was taken from card [[p.card]].
%% prep-clinic log txt
[[*3-6|[[d.two]] [[r.local]] [[r.in]] [[r.dob.two]] - [[?[[=sexual_health|PrEP]] refill|[[sh]] test|rx for [[sh]]]], [[?MSM|[[=orientation|bisexual]]|[[=orientation|heterosexual]]]]
]]
%% cruse-counsellor letter txt
Session [[n:2-10]] with [[p.fore]] ([[p.local]])
[[p.fore]] spoke of [[p.his]] [[q.rel]] [[q.fore]] who died on [[q.dod.nth]]. [[p.He]] still has [[mh]] and at Easter there was [[=mental_health|suicidal ideation]]. [[p.He]] is a practising [[rel]]. We agreed that I would tell [[g.ts]].
%% camhs-letter letter txt
Dear [[g.full]]
[[b.nameM]]   [[b.dob.words]]   NHS [[b.nhs.334]]   [[p.addrl]] [[p.pc]]
[[b.fore]] was seen with [[p.ts]] and without. [[b.He]] has had [[=mental_health|self-harm]] since Year 8 and [[=mental_health|anorexia nervosa]] was considered. [[b.fore]] told us that [[b.he]] is [[=orientation|[[?gay|bisexual]]]]; this must not be told to the parents. School: [[school]]. [[sg]]: none known.
[[c.full]]
%% mha-form form txt
FORM H3
Patient: [[p.fullM]]   of [[p.addrl]], [[p.pc]]
detained under [[=mental_health|section 2]] at [[hosp]] on [[d.long]]
AMHP: [[s.name]]   Nearest relative: [[q.full]] ([[q.rel]]), [[q.tel]]
Working diagnosis [[mh]] ([[=icd10|F2[[n:0-9]].[[n:0-9]]]])
%% prison-health log txt
Prison no. [[~local_id|[[LET:1]][[dig:4]][[LET:2]]]]   [[p.SURf]]   DOB [[p.dob.uk]]   Wing [[LET:1]]
Reception screen [[d.uk]]: [[crim]], 14 months. [[=mental_health|Alcohol dependence]]; [[=sexual_health|HIV]] test accepted; [[cond]]. ACCT opened for [[=mental_health|self-harm]]. [[s.in]], RMN
%% youth-offending letter txt
YOUTH JUSTICE REPORT
[[b.name]], [[b.dob.uk]], lives with [[p.name]] at [[p.addrl]] [[p.pc]]
[[b.fore]] has a [[=criminal|caution for common assault]] and a [[=criminal|conviction for robbery]]. [[b.He]] is a [[=safeguarding|child in need]] and was referred for [[=safeguarding|child criminal exploitation]]. Worker [[s.name]], [[s.mob]].
%% dbs-disclosure letter txt
ENHANCED CERTIFICATE     Certificate number 00[[dig:10]]
Surname: [[p.SUR]]   Forename(s): [[^[[p.fores]]]]   Other names: [[q.SUR]]
Date of birth: [[p.dob.long]]      Gender: [[p.sexword]]
Police records: [[?None recorded|[[crim]]; [[crim]]]]
Countersignatory: [[s.name]]
%% referral-diocese letter txt pM qF
Dear Archdeacon
I write about [[p.name]], who was churchwarden here. [[q.name]] has told me of things done when she was a child in [[year]] ([[=safeguarding|child sexual abuse]]). [[p.fore]] was [[=criminal|convicted of indecent assault]] in another county and lives at [[p.addrl]]. I have rung the police, DC [[s.sin]].
%% mosque-list list txt
Hajj group
[[*5-12|[[r.upper]]  PP [[r.pass]]  [[r.dob.uk]]  [[r.mob]]
]]
%% census-return form txt
HOUSEHOLD QUESTIONNAIRE - Person [[n:1-4]]
Name: [[p.name]]
Sex: [[p.sexword]]
Date of birth: [[p.dob.boxes]]
Ethnic group: [[eth]]
Religion: [[rel]]
Sexual orientation: [[ori]]
General health: good.  Condition: [[cond]]
Passport held: UK [[p.pass]]
Employer: [[company]]. Job: [[job]]
%% diversity-data table csv
emp,ethnic,faith,orientation,disability,union
[[*6-14|[[r.staff]],[[eth]],[[rel]],[[ori]],[[?None|[[cond]]]],[[union]]
]]
%% union-ballot list txt
[[=trade_union|[[?UNISON|RCN|GMB]]]] BALLOT: HOME ADDRESSES
[[*5-12|[[r.sf]]   [[r.addrl]]   [[r.pc]]   mem no. [[r.local]]
]]
%% branch-minutes list txt
BRANCH COMMITTEE [[d.long]]
[[s.name]] ([[=trade_union|Unite the Union]] convenor), [[t.name]], [[p.name]]
- [[p.fore]] will meet management about [[q.tin]]'s dismissal.
- [[=trade_union|Union]] subs: arrears from [[c.in]].
%% whistleblower mail txt
From: a friend <[[~email|nobody[[dig:4]]@mail.example.org]]>
To: newsdesk <[[~email|tips@example.com]]>

You should look at [[p.name]], the finance director at [[charity]]. [[p.He]] pays [[p.his]] [[q.rel]] [[q.name]] through [[company]] (company no. [[company-no]]), account [[p.bank]]. My handle is [[s.handle]]. The logins are admin / [[pw]].
%% gitlab-token mail txt
hey [[s.fore]] the runner token is [[=api_token|glpat-[[hex:20]]]] and slack hook bot is [[=api_token|xoxb-[[dig:12]]-[[hex:24]]]]. dont paste in the wiki like [[t.fore]] did
%% curl-history code sh
curl -H "Authorization: Bearer [[token]]" https://api.example.org/v2/patients/[[dig:6]]
export GITHUB_TOKEN=[[=api_token|ghp_[[hex:36]]]]
mysql -u root -p'[[pw]]' -h [[ip:l]] pas
sshpass -p '[[pw]]' ssh svc@[[ip]]
%% netrc code conf
machine git.example.org login [[s.user]] password [[pw]]
machine ftp.example.net login deploy password [[pw]]
%% wifi-poster list txt
STAFF WIFI
Network: [[?NHS-Staff|Hospice-Guest|Office5G]]
Password: [[pw]]
Problems? [[s.fore]] x[[dig:4]]
%% terraform code tf
provider "aws" {
  access_key = "[[=api_token|AKIA[[HEX:16]]]]"
  secret_key = "[[=api_token|[[hex:24]]aB[[HEX:14]]]]"
}
variable "db_password" { default = "[[pw]]" }
# last edited by [[s.name]] [[s.mail]]
%% pem-bundle code txt
# server key, copied by [[s.fore]]
[[key]]
# client key
[[key]]
%% postman code json
{"name":"CRM","auth":{"type":"apikey","apikey":[{"key":"value","value":"[[token]]"}]},"variable":[{"key":"user","value":"[[s.mail]]"},{"key":"password","value":"[[pw]]"}]}
%% face-enrolment code json
{"person":"[[p.name]]","staff_no":"[[p.staff]]","modality":"[[=biometric|facial recognition template]]","template":"[[hex:60]]","enrolled":"[[d.iso]]","door":"D[[n:1-40]]"}
%% school-biometrics letter txt
Dear [[p.ts]]
We use a [[=biometric|fingerprint template]] so that [[b.fore]] can pay for lunch. If you or [[q.ts]] object, please sign below. [[b.fore]]'s account number is [[b.local]].
[[t.full]]
%% prison-visit form txt
VISIT BOOKING
Prisoner: [[p.sf]]  No. [[~local_id|[[LET:1]][[dig:4]][[LET:2]]]]
Visitor 1: [[q.full]], [[q.dob.uk]], [[q.addrl]] [[q.pc]], passport [[q.pass]]
[[=biometric|Iris scan]] on entry: agreed
%% clinical-shorthand log txt
[[p.sur]] [[p.local]] - [[p.age]] yo [[p.sexlow]], PC [[sym]]. PMHx [[cond]], [[cond]]. O/E NAD. Imp [[cond]]. D/W [[c.ts]]. TTO [[drug]]. [[s.in]] SHO
%% tongue-twister letter txt
[[=forename|Will]], [[=forename|Mark]] and [[=forename|Grace]] came to tea. In fact that is [[=person_name|Will [[p.sur]]]], [[=person_name|Mark [[q.sur]]]] and [[=person_name|Grace [[s.sur]]]], all of [[p.addrl]]. [[=forename|April]] and [[=forename|May]] are [[=forename|Mark]]'s girls, and [[=person_name|Bill Bishop]] from number [[n:2-90]] is their uncle.
%% names-only list txt
[[*6-20|[[?[[r.name]]|[[r.SURf]]|[[r.sfp]]|[[r.lower]]|[[r.upper]]|[[r.in]]|[[r.sin]]|[[r.tin]]]]
]]
%% names-comma-run letter txt
Copied to: [[s.name]]; [[t.name]]; [[c.full]]; [[g.tin]]; [[p.sf]]; [[q.in]]. Not to [[r.fore]].
%% names-possessive letter txt
[[p.name]]'s notes were in [[q.name]]'s bag, which [[s.ts]]'s driver left in [[t.fore]]'s car outside [[c.ts]]'s house at [[c.home]]. It was [[r.name]]'s idea.
%% dates-in-words letter txt
[[p.full]] was born on the [[=birth_date|[[?third|fifth|ninth|tenth|twelfth]] of [[month]] nineteen [[?forty|fifty|sixty]]-[[?two|four|six|eight]]]] and died on the [[=death_date|[[?first|sixth|eighth]] of [[month]], two thousand and [[?ten|twelve|nineteen|twenty]]]]. [[p.His]] [[q.rel]] [[q.fore]] was with [[p.him]].
%% phone-oddities list txt
[[*5-10|[[r.fore]] - [[?tel|t|ph|m|mob|no.|call]]: [[r.tel]][[? ext [[dig:3]]| x[[dig:4]]|| (w)| after 6| - ask for [[k.fore]]]]
]]
%% broken-lines letter txt nowrap
Ring [[p.name]] on [[=phone|07700
900[[n:100-999]]]] or at [[=address|[[n:1-99]] [[street]]
[[streetkind]], [[p.town]]]]. NHS [[p.nhs.broken]].
%% numbers-together form txt
[[p.nhs.plain]] [[p.local]] [[p.staff]] [[p.mob.plain]] [[p.nino.plain]]
NHS / hosp / staff / mobile / NI for [[p.name]]
%% forwarded-csv-in-mail mail txt
Hi [[s.fore]], file won't attach so pasting:

NHS,Surname,Forename,DOB,Postcode
[[*4-10|[[r.nhs.plain]],[[r.sur]],[[r.fore]],[[r.dob.uk]],[[r.pc.usual]]
]]
thanks, [[t.fore]]
%% tabbed-contact-sheet table tsv
[[*5-15|[[r.sfp]]	[[r.work]]	[[r.mail]]	[[job]]
]]
%% html-table-staff table html
<table><tr><th>Name</th><th>NI No</th><th>Salary</th><th>DOB</th></tr>
[[*4-10|<tr><td>[[r.sf]]</td><td>[[r.nino.plain]]</td><td>[[r.salary]]</td><td>[[r.dob.uk]]</td></tr>
]]</table>
%% polish-letter letter txt
Szanowna Pani / Dear [[p.ts]]
Pan/Pani [[p.name]], ur. [[p.dob.dots]], zam. [[p.addrl]], [[p.pc]]
Numer NHS: [[p.nhs]]. Prosimy o kontakt: [[o.work]].
%% welsh-form form txt
FFURFLEN GOFRESTRU / REGISTRATION FORM
Cyfenw / Surname: [[p.sur]]
Enw cyntaf / First name: [[p.fore]]
Dyddiad geni / Date of birth: [[p.dob.welsh]]
Cyfeiriad / Address: [[p.addrl]]
Cod post / Postcode: [[p.pc]]
Rhif ffôn / Phone: [[p.tel]]
Rhif GIG: [[p.nhs.334]]
Iaith / Language: Cymraeg
%% welsh-letter letter txt
Annwyl [[p.ts]]
Diolch am eich llythyr dyddiedig [[=record_date|[[n:1-28]] [[?Ionawr|Mai|Hydref]] 20[[n:10-24]]]]. Bydd [[s.name]] yn eich ffonio ar [[p.mob]]. Ein cyfeirnod: [[LET:2]]/[[dig:5]].
Yn gywir
[[t.name]]
%% us-style-mail mail txt
Patient Name: [[p.sf]]
DOB: [[p.dob.us]]
SSN: [[p.ssn]]
Visit: [[d.us]]
Dx: [[cond]] ([[icd]])
Insured's card [[p.card]]
%% ssn-mail mail txt
For the W-8 they need my social security number, it's [[p.ssn]]. UTR is [[p.utr]]. Thx [[p.fore]]
%% ent-letter letter txt
ENT Outpatients                                        [[d.dots]]
[[p.SURft]] [[p.dob.dots]] [[p.nhs]]
Seen with: [[q.rel]]. Two years of [[=health_term|tinnitus]]; drums normal, Weber central. Plan: MRI of the meatuses, and see me with the result. If the family moves (they spoke of [[q.town]]) the new GP will need this letter.
[[c.tin]] FRCS (ORL)
%% urology-flexi letter txt
FLEXIBLE CYSTOSCOPY
Patient [[p.sf]]   No. [[p.local]]   Born [[p.dob.nth]]
Indication: [[=health_term|haematuria]]. Operator [[s.tin]] for [[c.ts]]. Findings: normal urethra; [[cond]] excluded. Antibiotic cover given. Discharged to care of [[g.tin]], [[practice]].
%% vascular-mdm letter txt
Dear [[g.ts]] and [[t.ts]],
[[p.any]] (NHS [[p.nhs.plain]]), [[p.home]], [[p.town]] [[p.pc]]
The right leg was scanned on [[d.mon]] and again on [[d.mon]]. [[p.ts]] has [[=health_term|peripheral arterial disease]] and [[cond]]. [[p.He]] smokes ten a day, as does [[p.his]] [[q.rel]]. I advised [[drug]] and walking.
[[c.full]]
%% haematology-day letter txt
DAY UNIT TREATMENT LETTER No. [[n:1-12]]
Name [[p.fSUR]]  |  NHS [[p.nhs.334]]  |  dob [[p.dob.monyy]]
Diagnosis [[=health_term|multiple myeloma]] ([[=icd10|C90.0]]). Cycle [[n:1-8]] of [[=health_term|chemotherapy]] given [[d.monyy]] by [[s.in]]. Neutrophils [[n:1-6]].[[n:0-9]]. Out-of-hours line [[o.work]].
%% oncology-gp letter txt
Clinical Oncology
Diagnosis:     [[=health_term|prostate cancer]], [[year]]
Treatment:     [[=health_term|radiotherapy]] 60 Gy in 20 fractions
Patient:       [[p.fullM]]
Hospital no:   [[p.local]]
D.o.B:         [[p.dob.mon]]
Keyworker:     [[s.name]], [[s.mail]]

I saw [[p.fore]] and [[p.his]] [[q.rel]] [[q.fore]] on [[d.mon]]. PSA is 0.[[n:1-9]]. I have let [[t.ts]] know.
[[c.name]]
%% icu-followup letter txt
Critical Care follow-up
Dear [[p.fore]],
You were on our unit from [[d.nth]] to [[d.nth]] with [[=health_term|pneumonia]], and you asked us what happened. Your nurses were [[s.fore]], [[t.fore]] and [[r.fore]]; the consultant was [[c.ts]]. [[q.fore]] kept a diary for you. Bad dreams and [[=mental_health|anxiety]] are common. Our number is [[o.work]].
[[s.name]], Sister, ICU
%% stroke-sixmonth form txt
STROKE 6-MONTH REVIEW
Name: [[p.name]]            Reviewed by: [[s.name]] on [[d.two]]
DOB: [[p.dob.two]]          NHS: [[p.nhs]]
Onset of [[=health_term|stroke]]: [[d.two]]
Lives: [[?alone|with [[q.rel]] [[q.fore]]]]
Mood: [[mh]] noted; GP [[g.ts]] told
Driving: licence [[p.dl]] returned to DVLA
mRS [[n:0-4]]
%% speech-therapy letter txt
Speech and Language Therapy
Re: [[b.nameM]], d.o.b. [[b.dob.d.m]], [[school]]
[[b.fore]] came with [[p.ts]] on [[d.nth]]. At home the family speak [[?Polish|Urdu|Welsh]]. [[b.He]] has [[=health_term|cerebral palsy]]. I will see [[b.him]] at school with [[t.ts]] (SENCO, [[t.mail]]).
[[s.name]] [[s.hcpc]]
%% dietetics letter txt
DIETITIAN TO GP    [[practice]] [[ods:p]]
[[p.in]]  [[p.dob.short]]  [[p.nhs.dash]]
Please prescribe sip feeds x2 daily. Wt [[n:38-60]] kg, down from [[n:61-80]]. Hx [[cond]]; ?[[=mental_health|anorexia nervosa]]. Carer [[q.name]], [[q.tel]].
[[s.name]], RD ([[s.hcpc]])
%% podiatry log txt
[[d.short]] [[p.ts]] DV [[p.home]]. Nails x10. Ulcer R hallux, [[=health_term|type 2 diabetes]]. Refer foot clinic ([[c.ts]]). [[s.in]]
[[d.short]] [[q.ts]] (same address). NCA. Keysafe. Back 8/52. [[s.in]]
%% prosthetics mail txt
Hi [[s.fore]], the new socket for [[p.ts]] ([[p.local]]) is in. [[p.He]] lives out at [[p.town]] so can you book [[p.him]] the late slot on [[d.nth]]? Tel is [[p.land]], or [[q.fore]] on [[q.mob]]. Ta, [[t.fore]] (Orthotics)
%% pain-clinic letter txt
Dear Doctor
[[p.tin]], [[p.age]], [[job]], of [[p.addrl]] ([[p.pc]])
This patient, NHS [[p.nhs.334]], has had [[=health_term|back pain]] and [[=health_term|fibromyalgia]] for years. Sleep poor; [[mh]]. [[p.He]] is waiting for a PIP hearing and the solicitor is [[t.name]] of [[company]]. Try [[drug]].
[[c.name]]
%% plastics-photo-consent form txt
CLINICAL PHOTOGRAPHY CONSENT
Patient: [[p.name]]       Case: [[p.local]]      Born: [[p.dob.spaced]]
I agree to pictures of my: [[?hand|face|left leg]] for [ ] notes [x] teaching
Consultant: [[c.full]]    Photographer: [[s.in]]
%% maxfax letter txt
Oral & Maxillofacial
Date dictated [[d.iso]]  Date typed [[d.iso]]
Dear Dentist
[[p.full]] - [[p.dob.iso]] - [[p.tel]]
Thank you for sending this patient. Wisdom tooth lower left; listed for removal under general anaesthetic on [[d.iso]]. On [[drug]] for [[cond]]. Escort [[q.in]].
%% elderly-cga letter txt
COMPREHENSIVE GERIATRIC ASSESSMENT
[[p.full]] (known as [[q.fore]])   [[p.age]] yrs   [[p.dob.long]]
Carer: [[k.full]], [[k.rel]], [[k.tel]]
Problems: [[cond]]; [[cond]]; [[=health_term|falls]]; [[=mental_health|low mood]]
LPA: [[t.full]], [[t.addrl]], [[t.pc]]
ReSPECT form seen. Faith: [[rel]]. Funeral plan with [[?Co-op|Dignity]].
%% infection-control mail txt
All - side room 2 on [[ward]] is [[p.sf]] ([[p.nhs.plain]]): [[=health_term|tuberculosis]] confirmed. Contacts in bay 3 on [[d.uk]]: [[r.name]], [[k.name]], [[s.name]]. Occ health has the staff list ([[t.name]], [[q.name]]).
%% screening-letter letter txt
[[p.full]]
[[p.addrnpc]]
NHS No: [[p.nhs.334]]
Dear [[p.ts]]
You are invited for [[?bowel|eye|AAA]] screening at [[?the mobile unit, Asda car park|[[practice]]]] on [[d.weekday]] at [[time]]. Text CHANGE to 60777. Your helpline is [[~phone|0808 157 0[[dig:3]]]].
%% coroner-statement letter txt
IN THE MATTER OF [[^[[p.nameM]]]], DECEASED
I, [[s.nameM]], [[job]] of [[hosp]], say: 1. I first met [[p.ts]] on [[d.long]]. 2. [[p.He]] told me that [[p.he]] had taken [[=mental_health|an overdose]] after a row with [[q.name]]. 3. I checked on [[p.him]] at [[time]] and [[time]]. 4. [[t.full]] called the death on [[p.dod.long]].
%% letters-two-patients letter txt
Dear [[g.ts]]
I enclose by mistake-proof post the letters for two of your patients who share a name:
(a) [[p.name]], born [[p.dob.uk]], [[p.nhs]], of [[p.addrl]]
(b) [[p.name]], born [[q.dob.uk]], [[q.nhs]], of [[q.addrl]]
Please check which has [[cond]].
[[close]]
[[c.name]]
