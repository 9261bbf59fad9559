%% registration-gms1 form txt
FAMILY DOCTOR SERVICES REGISTRATION                       GMS1

Mr [ ] Mrs [ ] Miss [ ] Ms [x]
Surname: [[p.SUR]]
First names: [[p.fores]]
Previous surname: [[q.sur]]
Date of birth  [[p.dob.boxes]]
NHS No.  [[p.nhs.boxed]]
[ ] Male  [ ] Female
Town and country of birth: [[?Leeds|Lagos|Gdańsk|Sylhet|Cardiff]]
Home address: [[p.home]]
              [[p.town]]
Postcode: [[p.pc]]
Telephone number: [[p.tel]]

Signature of patient ______________   Date [[d.spaced]]
%% handfilled-ward form txt
PATIENT PROPERTY FORM
Name ....[[p.any]].... Ward ....[[ward]]....
Hosp No ....[[p.local]].... D.O.B ....[[p.dob.d.m]]....
Cash £[[money]]  Watch: yes   Rings: [[n:0-3]]   Dentures: [[?upper|lower|none]]
Witness 1 ....[[s.in]]....  Witness 2 ....[[t.in]]....
Date ....[[d.two]]....
%% consent-form-1 form txt
CONSENT FORM 1 - Patient agreement to treatment

Patient's surname/family name:  [[p.sur]]
Patient's first names:          [[p.fore]]
Date of birth:                  [[p.dob]]
Responsible health professional: [[c.full]]
NHS number (or other identifier): [[p.nhs]]
Special requirements: [[?none|interpreter|hearing loop]]
Name of proposed procedure: [[op]]
The intended benefits: relief of [[sym]]
Job title: [[job]]
Name (PRINT): [[s.upper]]
Contact details (if patient wishes to discuss options later): [[s.work]]
%% system-demographics form txt
Title          : [[p.title]]
Forename       : [[p.fore]]
Middle name    : [[p.mid]]
Surname        : [[p.sur]]
Sex            : [[p.sexword]]
DOB            : [[p.dob.dmon]]
NHS            : [[p.nhs.plain]]
Addr           : [[p.home]], [[p.town]]
PCode          : [[p.pc.usual]]
Ethnicity      : [[eth]]
Religion       : [[rel]]
GP             : [[g.tin]] ([[g.gpcode]])
Practice       : [[practice]] ([[ods:p]])
NOK            : [[q.name]]
NOK tel        : [[q.tel]]
Last updated   : [[d.dmon]] by USER[[n:10-99]]
%% equal-opportunities form txt
EQUAL OPPORTUNITIES MONITORING - this page is removed before shortlisting
Vacancy ref: [[n:100-999]]-[[dig:7]]
Date of birth: [[p.dob]]
Gender: [[p.sexword]]
Ethnic group: [[eth]]
Sexual orientation: [[ori]]
Religion or belief: [[rel]]
Disability: [[?No|Prefer not to say]]
%% next-of-kin-card form txt
EMERGENCY CONTACT CARD
My name is [[p.name]]
In an emergency please ring:
1) [[q.name]] ([[q.rel]]) [[q.mob]]
2) [[s.name]] (neighbour) [[s.land]]
My doctor: [[g.ts]], [[practice]], [[g.work]]
I have [[cond]] and take [[drug]]. Blood group: O pos.
%% incident-report form txt
INCIDENT REPORT FORM (IR1)                    WEB[[dig:5]]
Date of incident: [[d.uk]]   Time: [[time]]
Location: [[ward]], [[hosp]]
Person affected: [[p.sf]]   Status: Patient   Unit number: [[p.local]]   DOB: [[p.dob.uk]]
Reported by: [[s.name]], [[job]]
Description (facts only): Pt found on floor beside bed by HCA [[t.fore]]. No head injury seen. Obs stable. [[c.ts]] informed. NOK ([[q.name]], [[q.tel]]) told at [[time]].
Severity: [[?No harm|Low|Moderate]]
%% datix-grid form txt
+----------------------+--------------------------------+
| Handler              | [[s.name]]
| Reporter             | [[t.name]]
| Reporter e-mail      | [[t.mail]]
| Person type          | Patient
| Surname              | [[p.sur]]
| Forenames            | [[p.fore]]
| NHS no               | [[p.nhs]]
| Category             | Medication
| Drug given           | [[drug]]
| Date opened          | [[d.uk]]
+----------------------+--------------------------------+
%% new-starter form txt
NEW STARTER FORM - please complete in BLOCK CAPITALS
SURNAME [[p.SUR]]              FORENAMES [[p.FORE]]
TITLE [[^[[p.title]]]]        NI NUMBER [[p.nino]]
ADDRESS [[^[[p.home]]]]
        [[^[[p.town]]]]       POSTCODE [[p.pc.usual]]
DATE OF BIRTH [[p.dob.uk]]
BANK SORT CODE [[p.sort.u]]    ACCOUNT NUMBER [[p.acc]]
POST [[^[[job]]]]
STARTING SALARY [[p.salary]] PER ANNUM
TRADE UNION (OPTIONAL) [[union]]
EMERGENCY CONTACT [[q.upper]] TEL [[q.mob]]
START DATE [[d.uk]]
%% p45-like form txt
P45 Part 1A    Details of employee leaving work
1 Employer PAYE reference 120/[[LET:2]][[dig:5]]
2 Employee's National Insurance number [[p.nino]]
3 Title [[p.title]]  Surname or family name [[p.sur]]
  First or given name(s) [[p.fores]]
4 Leaving date [[d.spaced]]
6 Tax code at leaving date 1257L
7 Total pay to date £ [[n:4000-40000]].[[n2:0-99]]
11 Employee's private address [[p.addrl]]  Postcode [[p.pc]]
12 Gender [[p.sexword]]
13 Date of birth [[p.dob.spaced]]
%% gift-aid form txt
GIFT AID DECLARATION
Charity: [[charity]]   Reg. charity no. 10[[dig:5]]
Please treat as Gift Aid donations all gifts I make from [[d.long]].
Title: [[p.title]] First name: [[p.fore]] Surname: [[p.sur]]
Full home address: [[p.addrl]]
Postcode: [[p.pc]]
Supporter no: [[p.donor]]
Signed: _____________
Date: [[d.uk]]
%% standing-order form txt
INSTRUCTION TO YOUR BANK TO PAY BY STANDING ORDER
To the Manager, [[?Penny & Co Bank|Northern Counties Bank|Provincial Building Society]]
Account name: [[p.tin]]
Sort code: [[p.sort]]
Account no: [[p.acc]]
Pay £[[n:3-50]] on the [[n:1-28]]th of each month to [[charity]]
Reference: [[p.donor]]
My address: [[p.addrl]] [[p.pc]]
Email: [[p.mail]]
%% right-to-work form txt
RIGHT TO WORK CHECKLIST
Employee: [[p.full]]                Checked by: [[s.name]]   on [[d.uk]]
List A document: passport [x]  No: [[p.pass]]   Expiry (month/year): [[n2:1-12]]/[[n:27-33]]
Share code (if online check): [[p.share]]
Date of birth used online: [[p.dob.uk]]
Driving licence seen: [[p.dl]]
Proof of address: utility bill, [[p.addrl]], [[p.pc]]
%% dbs-form form txt
DISCLOSURE APPLICATION - CONTINUATION
Applicant: [[p.upper]]  Mother's maiden name: [[q.sur]]
DOB [[p.dob.uk]]  NI [[p.nino]]  Passport [[p.pass]]
Current address: [[p.addrl]] [[p.pc]], since [[n2:1-12]]/[[year]]
Previous: [[q.addrl]] [[q.pc]]
Result: [[?none recorded|[[crim]]|[[crim]]]]
Certificate no: 00[[dig:10]]
%% housing-application form txt
HOUSING REGISTER APPLICATION            [[council]]
Applicant 1: [[p.full]]  DOB [[p.dob]]  NINO [[p.nino]]
Applicant 2: [[q.full]]  DOB [[q.dob]]
Children: [[b.fore]] ([[b.age]])
Present address: [[p.addrl]] [[p.pc]]
Phone: [[p.tel]]      E-mail: [[p.mail]]
Medical need? Yes - [[cond]]
Are you fleeing [[=safeguarding|domestic abuse]]? [[?Yes|No]]
Any unspent convictions? [[?No|[[crim]]]]
%% blue-badge form txt
BLUE BADGE RENEWAL
Full name  [[p.nameM]]
Sex        [[p.sexlow]]
Born       [[p.dob.words]]   in [[p.town]]
NI number  [[p.nino]]
Address    [[p.addrl]]
           [[p.pc]]
Tel        [[p.land]]  /  [[p.mob]]
Driving licence no. [[p.dl]]
Health condition: [[cond]] and [[cond]]
GP         [[g.ts]], [[practice]]
%% school-admission form txt pF
ADMISSION FORM 2024/25      [[school]]
Pupil's legal surname: [[b.sur]]     Forename: [[b.fore]]     Middle: [[b.mid]]
DOB: [[b.dob]]   Gender: [[b.sexword]]   UPN: [[~local_id|[[LET:1]][[dig:12]]]]
Parent/carer 1: [[p.full]]  Mobile [[p.mob]]  Email [[p.mail]]
Parent/carer 2: [[q.full]]  Mobile [[q.mob]]
Home: [[p.addrl]], [[p.pc]]
Religion: [[rel]]   Ethnicity: [[eth]]   Home language: [[?English|Punjabi|Polish|Somali]]
Medical: [[cond]]  Inhaler in office: Yes
Doctor: [[g.tin]], [[practice]]
Free school meals: [[?Y|N]]
%% trip-consent form txt pF qM
I give permission for [[b.name]] of class [[n:1-6]][[LET:1]] to visit the museum on [[d.weekday]].
Emergency contact: [[p.fore]] (mum) [[p.mob]] or [[q.fore]] (dad) [[q.mob]]
Allergies / medication: [[?none|[[drug]]|[[cond]]]]
Signed [[p.in]]   Date [[d.short]]
%% vaccination-card form txt
[[=health_term|COVID-19]] VACCINATION RECORD CARD
Name: [[p.name]]
NHS no. [[p.nhs]]
1st dose  [[d.two]]  batch [[LET:2]][[dig:4]]
2nd dose  [[d.two]]  batch [[LET:2]][[dig:4]]
%% sample-label form txt
[[p.SURfp]] [[p.mf]]
[[p.dob.uk]] [[p.nhs.plain]]
[[p.local]] [[ward]]
[[d.two]] [[time]] EDTA [[dig:2]],[[LET:1]][[dig:6]]
%% wristband form txt
[[p.SURf]]
Born: [[p.dob.mon]]
NHS No: [[p.nhs.334]]
[[p.sexword]]
%% lab-request form txt
Req: [[c.tin]]   Loc: [[ward]]   Copy: [[g.ts]] [[practice]]
Pt: [[p.sf]]   DOB: [[p.dob.dmon]]  Sex: [[p.mf]]  Lab No: [[LET:1]],[[n2:10-25]].[[dig:7]].[[LET:1]]
NHS: [[p.nhs]]  Unit: [[p.local]]
Clinical details: ?[[cond]], on [[drug]]
Tests: FBC U&E LFT CRP
%% mccd form txt
MEDICAL CERTIFICATE OF CAUSE OF DEATH
Name of deceased: [[p.nameM]]
Date of death as stated to me: [[p.dod.long]]     Age: [[p.age]]
NHS Number: [[p.nhs.334]]
Place of death: [[hosp]]
I (a) [[cond]]
  (b) [[cond]]
II [[cond]]
Signature          Qualifications MBBS   GMC [[c.gmc]]   Name [[c.upper]]
Residence [[orgline]]
%% death-registration form txt
Registration of a death - notes for the informant
Deceased: [[p.fullM]], [[?widow|widower|husband|wife]]
d. [[p.dod]]    b. [[p.dob]]
Usual address [[p.addrl]] [[p.pc]]
Informant: [[q.full]] ([[q.rel]]), [[q.addrl]] [[q.pc]], tel [[q.tel]]
%% mrz-scan form txt
DOCUMENT CHECK  [[?PASS|REFER]]
[[p.mrz]]
Surname / Given: [[p.sur]] / [[p.fores]]
Holder e-mail: [[p.mail]]
%% patient-transport form txt
NEPTS BOOKING [[dig:7]]
Pick up: [[p.full]], [[p.addrl]], [[p.pc]] (tel [[p.tel]])
Drop: [[hosp]], Gate [[n:1-5]]
Date/time: [[d.uk]] [[time]]
Mobility: [[?W1 walker|own wheelchair|stretcher]]   Escort: [[q.name]]
Conditions: [[cond]]
NHS: [[p.nhs]]
%% expenses-claim form txt
EXPENSE CLAIM     Month: [[month]] [[year]]
Claimant: [[s.name]]    Payroll no: [[s.staff]]    Reg: [[LET:2]][[n2:10-72]] [[LET:3]]
[[*3-7|[[d.two]]  [[r.town]] to [[k.town]]  [[n:5-180]] miles  £[[money]]
]]Pay into: [[s.bank]]
Authorised: [[t.in]]
%% occupational-health form txt
OH MANAGEMENT REFERRAL - IN CONFIDENCE
Employee: [[p.name]]   ESR no: [[p.staff]]   D.O.B: [[p.dob]]
Home address: [[p.addrl]] [[p.pc]]   Mobile: [[p.mob]]
Job: [[job]]    Manager: [[s.name]] ([[s.mail]])
Sickness: [[d.uk]] - [[d.uk]] [[cond]]; [[d.uk]] - [[d.uk]] [[mh]]
Is she/he aware of the referral? Yes
%% tenancy form txt
ASSURED SHORTHOLD TENANCY - particulars
Landlord: [[s.full]] of [[s.addrl]], [[s.pc]]
Tenant(s): [[p.nameM]] and [[q.nameM]]
Property: [[=address|[[n:1-150]] [[street]] [[streetkind]], [[o.town]]]], [[o.pc]]
Rent: £[[n:500-1800]] pcm to [[s.bank]]
Term from [[d.long]]
Guarantor: [[t.name]] ([[t.mob]])
%% uni-application form txt
Personal ID: [[~local_id|[[n:100-199]]-[[n:100-999]]-[[dig:4]]]]
Applicant: [[p.sf]]
Date of Birth: [[p.dob.uk]]
Fee code: 02   Nationality: UK
Nominated access: [[q.name]] ([[q.rel]])
Correspondence: [[p.addrl]], [[p.pc]], [[p.mail]], [[p.mob.plain]]
Criminal convictions: [[?N|[[crim]]]]
Referee: [[t.full]], [[school]]
%% prescription-fp10 form txt
(FP10SS)
Pharmacy Stamp    Age [[p.age]]   D.o.B [[p.dob.uk]]
Name (including forename) and address
[[p.tin]]
[[p.addrnpc]]
NHS Number: [[p.nhs]]
[[drug]] 500mg tablets
28 tablet - take one daily
[[drug]] 20mg capsules
56 capsule - take two daily
Signature of Prescriber           Date [[d.uk]]
[[g.ts]]  [[g.gpcode]]
[[practice]] [[orgline]]
%% volunteer-form form txt
Volunteer application, [[charity]]
What should we call you? [[p.fore]]
Your last name: [[p.sur]]
Where do you live? [[p.addrl]]; postcode [[p.pc]]
How can we reach you? [[p.mail]] or [[p.mob]]
Twitter/Instagram: [[p.handle]]
Do you have any health needs? [[?No|I have [[cond]]]]
Referees: (1) [[s.name]], [[s.mail]]  (2) [[t.name]], [[t.tel]]
%% pip-notes form txt
Consultation report - claimant [[p.in]]   NINO [[p.nino]]
HCP [[s.name]] ([[?nurse|physiotherapist]])   Assessed [[d.long]] by telephone on [[p.mob]]
Conditions: [[cond]]; [[cond]]; [[mh]]
Medication: [[drug]], [[drug]]
The claimant says that [[p.his]] [[q.rel]] cooks. Engaged well.
