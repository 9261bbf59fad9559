%% coded-problem-list list txt
Problems - [[p.SURf]] [[p.nhs]]
[[*3-8|[[d.dmon]]  [[cond]]  ([[snomedreal]])
]]
%% icd-summary list txt
Spell [[dig:9]]  [[p.local]]  adm [[d.uk]]
Primary [[icd]]   Secondary [[icd]], [[icd]], [[icd]]
Procedures [[opcs]]; [[opcs]]
Consultant [[c.ccode]]   Site [[ods:s]]   GP [[g.gpcode]] / [[ods:p]]
%% coder-query mail txt
Hi [[s.fore]] - for [[p.in]] ([[p.local]]) you coded [[icd]] but the letter says [[cond]]. Should be [[icd]]? And the op was [[opcs]] not [[opcs]]. [[t.fore]]
%% cds-line log txt
[[*3-8|[[ods]]|[[r.nhs.plain]]|[[r.dob.compact]]|[[r.sexcode]]|[[r.pc.usual]]|[[icd]]|[[opcs]]|[[r.ccode]]|[[r.gpcode]]
]]
%% prescribing-list list txt
[[*3-7|[[r.nhs.plain]]  [[drug]] tablets  dm+d [[snomed:d]]  qty [[n:7-112]]  prescriber [[r.gpcode]]
]]
%% registration-check letter txt
REGISTER CHECKS [[d.uk]]
[[s.name]] - GMC [[s.gmc]], on register with licence
[[t.name]] - NMC PIN [[t.nmc]], effective
[[p.name]] - HCPC [[p.hcpc]]
[[q.name]] - GPhC [[q.gphc]]
[[r.name]] - GMC ref no [[r.gmc]], lapsed
%% signature-block letter txt
Yours sincerely



[[c.full]] MBBS FRCP
Consultant in [[dept]]
GMC No: [[c.gmc]] | Consultant code [[c.ccode]]
Secretary: [[s.name]], [[s.work]]
c.c. [[p.full]], [[p.addrl]], [[p.pc]]
%% nurse-revalidation form txt
REVALIDATION
Registrant [[s.name]]   PIN [[s.nmc]]
Confirmer [[t.name]]   PIN [[t.nmc]]
Employer [[trust]] ([[ods]])
Date [[d.long]]
%% pharmacy-register list txt
Responsible pharmacist log, [[?Wellbright|Greenleaf]] Pharmacy [[ods:s]]
[[*3-7|[[d.uk]] [[time]]-[[time]]  [[r.name]]  (GPhC reg no. [[r.gphc]])
]]
%% gp-practice-list list txt
[[*4-9|[[ods:p]]  [[?Riverside|Oak Tree|Market Place|Elmfield]] Surgery  partners: [[r.ts]], [[k.ts]]  [[pc]]
]]
%% chi-list list txt
SCREENING RECALL - BATCH [[n:10-99]]
[[*4-12|[[r.chi.plain]]   [[r.sf]]   [[r.dob.uk]]   [[r.pc.usual]]
]]
%% chi-letter letter txt qF
Dear [[g.ts]]
[[p.full]]  CHI [[p.chi.chi]]
Thanks for referring this patient with [[sym]]. CHI of the mother is [[q.chi.plain]].
[[c.full]]
%% hcn-letter letter txt
Health & Care No. [[p.hc.334]]
Casenote [[p.local]]
[[p.full]], [[p.addrl]]
Dear [[p.ts]]
We have put you on the list for [[op]].
%% hcn-table list txt
HCN          NAME                 DOB         TRUST
[[*4-10|[[r.hc.plain]]   [[r.SURf]]   [[r.dob.uk]]   WHSCT
]]
%% ihi-list list txt
IHI seeding file [[n:1-20]] of 20
[[*4-10|[[r.ihi]] [[r.sfp]] [[r.dob.iso]] [[r.mf]]
]]
%% snomed-json code json
{"resourceType":"Condition","subject":{"reference":"Patient/[[guid]]","display":"[[p.name]]"},"code":{"coding":[{"system":"http://snomed.info/sct","code":"[[snomedreal]]","display":"[[cond]]"}]},"recordedDate":"[[d.iso]]"}
%% opcs-theatre list txt
[[*3-8|[[d.uk]]  [[r.local]]  [[op]] [[opcs]]  [[k.tin]]
]]
%% mh-dataset log txt
[[*3-8|MHS101,[[r.local.plain]],[[r.nhs.plain]],[[d.iso]],[[mh]],[[icd]],[[eth]]
]]
%% ethnicity-headed form txt
Client ref [[p.local]]
Ethnic category: [[ethcode]]
Religion: [[rel]]
Sexual orientation: [[ori]]
Sex: [[p.mf]]
Marital status: [[?M|S|D|W]]
%% sexual-health-coded form txt
GUMCAD [[d.uk]]   Patient no. [[p.local]]   DOB [[p.dob.uk]]   Sex [[p.mf]]
Orientation: [[ori]]
Dx: [[sh]]; [[sh]]
Contact slip given for: [[q.fore]]
%% custody-record form txt
CUSTODY RECORD  No. 01[[dig:6]]
Detained person: [[p.SURf]]    DOB [[p.dob.uk]]    PNC [[~local_id|[[n2:10-23]]/[[dig:6]][[LET:1]]]]
Offence: [[=criminal|arrested on suspicion of fraud]]
Self-defined ethnicity: [[eth]]
Medical: [[cond]]; [[mh]]
Solicitor: [[s.name]] ([[company]])
Interpreter: no
%% convictions-list list txt
[[*3-6|[[d.uk]]  [[r.nameM]] b. [[r.dob.uk]]  [[crim]]
]]
%% iban-list list txt
REFUNDS ABROAD
[[*3-8|[[r.name]]  [[r.iban]]  EUR [[money]]
]]
%% card-slips list txt
TILL 3 - MANUAL SLIPS
[[*3-8|[[^[[r.tin]]]]  [[r.card]]  exp [[n2:1-12]]/[[n:26-31]]  GBP [[money]]
]]
%% company-accounts letter txt
[[^[[company]]]]
Company number [[company-no]]  (England and Wales)
Directors: [[p.nameM]], [[q.nameM]]
Company secretary: [[s.name]]
Registered office: [[orgline]]
VAT [[vat]]
The highest paid director received [[p.salary]].
%% ip-abuse letter txt
Abuse report: on [[stamp]] host [[ip]] tried 4,211 passwords against [[ip]]. The account [[s.mail]] belongs to [[s.name]]. IPv6 source [[ip:6]] was also seen.
%% social-profile list txt
Threat monitoring digest
[[*3-8|[[r.handle]] posted about the breach - real name thought to be [[r.name]], [[r.town]]
]]
%% share-code-list list txt
RTW RECHECKS DUE
[[*3-8|[[r.sf]]  [[r.dob.uk]]  code [[r.share]]
]]
%% passport-list list txt
GROUP BOOKING [[LET:6]]
[[*3-9|[[r.SURfp]]  [[r.dob.DMON]]  PPT [[r.pass]]  GBR
]]
%% mrz-batch log txt
[[*2-4|scan ok
[[r.mrz]]
]]
%% licence-list list txt
FLEET DRIVERS
[[*3-9|[[r.name]]  [[r.dl]]  [[r.pc]]
]]
%% ssn-list list txt
US PAYEES
[[*3-9|[[r.name]]   SSN [[r.ssn]]   [[=salary|$[[n:40-200]],[[n:100-999]]]]
]]
%% utr-list list txt
SUBCONTRACTORS (CIS)
[[*3-9|[[r.tin]]   UTR [[r.utr]]   NI [[r.nino]]   [[r.pair]]
]]
