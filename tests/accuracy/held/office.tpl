%% hr-disciplinary letter txt
STRICTLY PRIVATE
[[p.full]]
[[p.addrnpc]]

[[d.long]]

Dear [[p.fore]]
DISCIPLINARY HEARING
You are asked to attend on [[d.weekday]] at [[time]]. The allegation is that on [[d.nth]] you opened the record of [[q.full]], who is your [[q.rel]]. The panel is [[s.name]] and [[t.name]]. You may bring a colleague or a [[=trade_union|trade union]] representative. Assignment number [[p.staff]].
%% hr-sickness-note log txt
[[d.two]] [[p.fore]] rang [[time]], won't be in, [[=health_term|migraine]]. [[s.in]]
[[d.two]] [[p.fore]] RTW done. Said really it's [[mh]], seeing counsellor. Told [[p.him]] OH. [[s.in]]
[[d.two]] [[t.fore]] (HRBP) says trigger 2.
%% offer-letter letter txt
Dear [[p.full]]
We are pleased to offer you the post of [[job]] at a salary of [[p.salary]] a year from [[d.long]]. You will report to [[s.name]]. Please send your bank details, NI number and P45 to [[t.mail]].
%% payslip form txt
+-----------------------------------------------------------+
| [[company]]    PAY ADVICE         Period [[n:1-12]]
| Name [[p.tin]]       Emp no [[p.staff]]   Dept [[n:100-900]]
| NI number [[p.nino]]    Tax code [[n:100-1257]]L
| Annual salary [[p.salary]]
| Union subs [[=trade_union|UNISON]]  [[n:5-22]].50
| Pay method BACS  [[p.pair]]
| Net [[n:900-4000]].[[n2:0-99]]
+-----------------------------------------------------------+
%% redundancy-list list txt
AT RISK - CONFIDENTIAL
[[*4-10|[[r.name]], [[job]], [[r.salary]], started [[d.uk]]
]]
%% team-meeting list txt
NOTES OF TEAM MEETING, [[d.long]]
Present: [[s.name]] (chair), [[t.name]], [[c.name]], [[p.name]]
Apologies: [[q.in]], [[g.ts]]
1. [[t.fore]] to order new chairs.
2. [[p.fore]] is away from June; cover is [[q.fore]].
3. Thanks to [[c.fore]] for the cake.
4. AOB: [[s.fore]]'s leaving do.
%% trustees-minutes list txt
[[charity]]: TRUSTEES
Held on [[d.nth]] at [[time]]
In the chair: [[s.full]]. Present: [[t.full]], [[c.full]], [[g.full]]. In attendance: [[p.name]] (CEO).
23/4 The minutes of [[d.long]] were agreed.
23/5 Legacy of the late [[q.nameM]] (died [[q.dod.long]]): £[[n:1000-90000]].
23/6 [[t.ts]] declared an interest as [[g.ts]]'s partner.
%% rota-grid list txt
ROTA w/c [[d.uk]]
           Mon  Tue  Wed  Thu  Fri  Sat  Sun
[[*4-12|[[r.name]]       E    E    L    -    N    N    -
]]
%% expenses-sheet list txt
[[month]] mileage
[[*3-8|[[r.in]] - [[n:3-80]] miles - £[[money]] - paid to [[r.bank]]
]]
%% supplier-form form txt
NEW SUPPLIER
Trading name: [[company]]
Company number: [[company-no]]
Contact: [[s.name]], [[s.mail]], [[s.work]]
Bank: [[s.bank]]
%% supplier-real form txt
NEW SUPPLIER SET-UP
Sole trader: [[s.nameM]]   UTR: [[s.utr]]
Registered office: [[=address|Unit [[n:1-30]], [[street]] [[streetkind]], [[s.town]]]] [[s.pc]]
VAT registration: [[vat]]
IBAN: [[s.iban]]
Remittance: [[s.mail]]
%% invoice-footer letter txt
INVOICE [[dig:6]]
To: [[hosp]], Accounts Payable
For: locum cover by [[p.full]] (GMC [[p.gmc]]), [[n:3-12]] shifts in [[month]]
Amount £[[n:900-9000]].00   VAT nil
Pay by BACS: [[s.bank]]
Queries [[s.name]] [[s.mail]]
%% company-letterhead letter txt
[[company]]
[[orgline]]
Tel [[o.work]]
[[d.long]]
[[p.full]]
[[p.addrnpc]]
Dear [[p.ts]]
Your order [[dig:10]] will be delivered on [[d.weekday]]. The driver will ring [[p.mob]].
Registered in England and Wales no. [[company-no]]. VAT no. [[vat]].
%% auditor-sample list txt
SAMPLE FOR TESTING: PAYROLL
[[*4-9|[[r.staff]]  [[r.sf]]  [[r.salary]]  [[r.nino.plain]]  [[r.pair]]
]]
%% tax-letter letter txt
Dear [[p.full]]
Unique Taxpayer Reference [[p.utr]]
National Insurance number [[p.nino.u]]
We have changed your tax code to 1185L from [[d.long]] because of your company car. If you repaid by card, the card was [[p.card]].
HM Revenue & Customs
%% visa-cos letter txt
CERTIFICATE OF SPONSORSHIP  C2G[[LET:1]][[dig:5]][[LET:1]]
Family name: [[p.SUR]]
Given name(s): [[p.FORE]]
Date of birth: [[p.dob.long]]
Passport: [[p.pass]]
Gross salary: [[p.salary]] per annum
Employer: [[company]]
Work address: [[orgline]]
Personal email [[p.mail]]
%% us-employee letter txt
Employee onboarding (US office)
Name: [[p.name]]
SSN: [[p.ssn]]
Date of hire: [[d.long]]
Base pay: [[=salary|$[[n:50-190]],000]]
Emergency contact: [[q.name]] ([[q.mob.e164]])
%% i9-note letter txt
I-9 audit: [[p.sf]], Social Security Number [[p.ssn]], reverified by [[s.name]]. W-2 reissued to [[q.name]], SS# [[q.ssn]].
%% leaver-checklist form txt
LEAVER: [[p.name]]    Last day [[d.uk]]    Line manager [[s.name]]
Laptop returned Y    Pass returned Y    Account [[p.mail]] closed
Forwarding address [[p.addrl]] [[p.pc]]
Private phone [[p.mob]]
%% biometric-attendance letter txt
Dear Colleagues
From Monday the time clock will hold a [[bio]] for each of you. [[s.name]] will enrol the night shift on [[d.long]]. If you object, write to [[t.mail]].
%% enrolment-log log log
[[*4-9|[[stamp]] ENROL user=[[r.staff]] name="[[r.name]]" modality=[[=biometric|[[?iris scan|fingerprint template|palm vein template]]]] quality=[[n:40-99]]
]]
%% tribunal letter txt
EMPLOYMENT TRIBUNALS   Case no. 18[[dig:5]]/20[[n:19-25]]
BETWEEN [[p.fullM]] (Claimant) and [[company]] (Respondent)
The claimant says that [[p.he]] was passed over because [[p.he]] is [[=orientation|[[?gay|bisexual]]]] and [[=religion|[[?Muslim|Jewish|Sikh]]]], and because of [[p.his]] [[=trade_union|GMB]] activity. [[s.full]] and [[t.full]] gave evidence.
%% credit-report letter txt
CREDIT FILE
[[p.nameM]]  dob [[p.dob.uk]]
Current: [[p.addrl]] [[p.pc]]
Previous: [[q.addrl]] [[q.pc]]
Alias: [[q.name]]
Account ending; CCJ [[d.uk]] £[[money]]
Linked: [[s.name]] (joint)
%% care-agency-invoice letter txt
Client: [[p.ts]], [[p.home]], [[p.pc]]
Carers this week: [[s.fore]] x4, [[t.fore]] x3
[[n:3-20]] visits at £[[money]]
Please pay [[s.iban]]
%% will-draft letter txt
THIS IS THE LAST WILL of me [[p.nameM]] of [[p.addrl]] [[p.pc]]
1. I appoint [[q.nameM]] and [[s.nameM]] of [[company]] as executors.
2. I give my piano to my friend [[t.name]].
3. I give £[[n:1-20]],000 to [[charity]].
Signed on [[d.long]] in the presence of [[c.nameM]], [[job]], and [[g.nameM]], [[job]]
%% planning-objection letter txt
From: [[p.name]]
      [[p.home]]
      [[p.pc]]
Re application 24/[[n2:1-99]][[dig:3]]/FUL at [[=address|[[n:1-150]] [[street]] [[streetkind]]]]
We object. [[q.fore]] and I will lose our light. Our neighbour [[s.ts]] at [[=address|[[n:1-150]] [[street]] [[streetkind]]]] agrees. I can be rung on [[p.land]].
%% allotment-list list txt
Plot holders
[[*5-12|[[n:1-60]][[?A|B|]]  [[r.tin]]   [[r.tel]]   owes £[[n:0-40]]
]]
%% parish-magazine list txt
FLOWER ROTA: [[month]]
[[*4-6|[[n:1-28]]th  [[r.tin]] and [[k.fore]]
]]
%% football-team list txt kM
UNDER 11s
[[*6-11|[[r.name]]  (dad [[k.fore]], [[k.mob]])
]]
