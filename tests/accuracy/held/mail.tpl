%% simple-request mail eml
From: "[[s.sf]]" <[[s.mail]]>
To: [[t.name]] <[[t.mail]]>
Cc: [[~email|medical.records@[[orgdomain]]]]
Subject: Notes for [[p.in]]
Date: [[d.mail]] [[n2:7-18]]:[[n2:0-59]]:[[n2:0-59]] +0000
Message-ID: <[[hex:24]].[[dig:6]]@mx1.example.net>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Hi [[t.fore]],

Could you pull the notes for [[p.full]] please, hosp no [[p.local]], dob [[p.dob.num]]? [[c.ts]] wants them for clinic on [[d.nth]].

Thanks
[[s.fore]]

[[s.name]]
[[job]]
[[hosp]], [[orgline]]
T: [[s.work]] ext [[dig:4]]
%% thread-two mail txt
On [[d.mail]] at [[time]], [[s.name]] <[[s.mail]]> wrote:
[[>Hi [[t.fore]]
I have not heard back about [[p.tin]] (NHS [[p.nhs]]). [[p.His]] [[q.rel]] rang again, number is [[q.mob]].
[[s.fore]]
]]
Sorry [[s.fore]], I was on leave. Spoke to [[c.ts]] and it is booked for [[d.uk]]. Will ring [[q.ts]] now.
[[t.fore]] x
%% forwarded-chain mail txt
From: [[s.name]]
Sent: [[d.long]] [[time]]
To: [[t.name]]; [[c.name]]
Subject: FW: URGENT bed

FYI

-----Original Message-----
From: [[~email|bedmanager@[[orgdomain]]]]
Sent: [[d.long]] [[time]]
Subject: URGENT bed

All - [[p.SURfp]], [[p.age]], [[cond]], from ED to [[ward]]. [[q.rel]] [[q.fore]] knows. NHS [[p.nhs.plain]].
%% helpdesk-reset mail txt
Ticket #[[dig:7]] has been updated

Requester: [[s.name]] ([[s.mail]])
Phone: [[s.work]]
--
[[t.fore]] (Service Desk): Hi [[s.fore]], I have reset your account. Username [[s.user]], temporary password is [[pw]] - change it at first log-in.
--
[[s.fore]]: still not working on my laptop, asset [[dig:6]]. IP is [[ip]]
%% payroll-query mail eml
From: [[s.name]] <[[s.mail]]>
To: [[~email|payroll@[[orgdomain]]]]
Subject: new bank details
Date: [[d.mail]] 21:[[n2:0-59]]:[[n2:0-59]] +0100
Content-Type: text/plain; charset=utf-8

Hello,
Please change my bank details from next month. Employee number [[s.staff]], NI [[s.nino]].
New: [[s.bank]], name on account [[s.tin]].
Also I have moved to [[s.addrl]] [[s.pc]].
Ta, [[s.fore]]
%% phishing-report mail txt
Subject: Is this real?

Hi IT, got a mail that says it is from [[s.name]] asking me to pay [[t.name]] at [[t.bank]] today. Sender was [[=email|[[s.user]]@secure-login.example.net]] and the link went to [[ip]]. I did not click.
[[p.fore]]
%% donor-thanks mail eml
From: [[charity]] <[[~email|hello@[[orgdomain]]]]>
To: [[p.mail]]
Subject: Thank you, [[p.fore]]!
Date: [[d.mail]] 09:00:00 +0000
Content-Type: text/plain; charset=utf-8

Dear [[p.fore]],

Your gift of £[[money]] on [[d.long]] in memory of [[q.full]] means the world. Your supporter number is [[p.donor]]. We will write to you at [[p.home]], [[p.town]], [[p.pc]].

With thanks
[[s.name]]
%% html-mail mail html
<html><body><p>Dear [[p.ts]],</p><p>Your results for <b>[[cond]]</b> are ready. Reference: [[dig:8]]-[[LET:2]].</p>
<table><tr><td>Name</td><td>[[p.name]]</td></tr><tr><td>Date of birth</td><td>[[p.dob.uk]]</td></tr><tr><td>NHS number</td><td>[[p.nhs.334]]</td></tr></table>
<p>Call us on [[o.work]].<br>[[s.name]], [[practice]]</p></body></html>
%% rota-swap mail txt
hi all, can anyone swap my late on the [[n:2-28]]th? [[s.fore]] said [[t.fore]] might. i can do [[t.fore]]'s early instead. text me [[s.mob]] not on here after 8. cheers [[r.fore]]
%% safeguarding-email mail txt pF qM
To: MASH <[[~email|mash@[[orgdomain]]]]>
Subject: [SECURE] [[b.in]]

Please find our concerns about [[b.name]] ([[b.dob.num]]), [[school]]. [[b.fore]] came in with marks on both arms and said "[[q.fore]] got cross". We have logged [[sg]] before. Mum is [[p.name]], [[p.mob]], [[p.addrl]], [[p.pc]].

[[s.name]]
%% mp-casework mail txt
From: Constituency Office
Constituent: [[p.full]]
Address: [[p.addrl]], [[p.pc]]
Tel: [[p.tel]]   Email: [[p.mail]]

[[p.ts]] contacted us on [[d.nth]] about [[p.his]] [[q.rel]]'s visa. [[q.fore]] (passport [[q.pass]]) applied in [[month]]. [[p.He]] also says the council has not answered about damp, which makes [[p.his]] [[=health_term|asthma]] worse.
%% recruiter mail txt
Hi [[s.fore]],
Great to speak. I have a candidate for you: [[p.name]], currently a [[job]] on [[p.salary]], looking for [[t.salary]]. [[p.fore]] is on [[p.mob]] or [[p.mail]]; two weeks' notice. LinkedIn [[p.handle]].
[[t.name]]
[[company]]
%% board-gossip mail txt
[[s.fore]] - strictly between us. [[p.full]] is leaving after the [[=criminal|arrest for fraud]] came out; the settlement is [[p.salary]]. [[q.fore]] in comms has lines to take. Don't put this in writing!
[[t.fore]]
%% insurance-claim mail txt
Claim ref HX/[[dig:8]]
Policyholder: [[p.sft]]
DOB [[p.dob.uk]]  Postcode [[p.pc]]
Vehicle: [[LET:2]][[n2:51-73]] [[LET:3]]  Driver no. [[p.dl]]
Third party [[q.tin]], tel [[q.tel]], [[q.addrl]]
Injury: [[=health_term|whiplash]]. GP [[g.ts]], [[practice]].
Pay to [[p.bank]]
%% landlord mail txt
hello [[p.fore]] its [[s.fore]] from downstairs, the boiler man ([[=person_name|Dave Hargreaves]]) needs to get in on [[d.weekday]]. his number [[=phone|07700 900 [[n:100-999]]]]. leave key at no. [[n:1-30]]. rent is to [[s.bank]] now not the old one
%% church-circular mail txt
Dear friends,
Please pray for [[p.name]], who is in [[hosp]] with [[cond]], and for [[q.fore]] as she waits for news. [[s.ts]] is home again. Flowers: ring [[t.fore]] on [[t.land]]. Our sympathy to [[r.full]] on the loss of [[k.fore]], who died on [[k.dod.nth]].
The Vicar
%% bounced mail eml
From: Mail Delivery System <[[~email|MAILER-DAEMON@[[orgdomain]]]]>
To: [[s.mail]]
Subject: Undelivered Mail Returned to Sender
Date: [[d.mail]] 03:[[n2:0-59]]:[[n2:0-59]] +0000
Content-Type: text/plain

This is the mail system at host mx2.[[orgdomain]].
<[[p.mail]]>: host in.example.net said: 550 5.1.1 user unknown
%% whatsapp-export mail txt
[[*4-10|[[x.uk]], [[time]] - [[r.name]]: [[?ok see you at [[k.fore]]'s|my new number is [[r.mob]]|happy birthday [[k.fore]]!!|can someone ring [[k.tin]]|im at [[r.home]], come round|[[k.fore]] is poorly again]]
]]
%% slack-export mail json
[{"user":"[[s.fore]]","ts":"17[[dig:8]].[[dig:6]]","text":"anyone got the staging creds?"},
{"user":"[[t.fore]]","ts":"17[[dig:8]].[[dig:6]]","text":"yeah deploy / [[pw]], host is [[ip]]"},
{"user":"[[s.fore]]","ts":"17[[dig:8]].[[dig:6]]","text":"ta. [[p.name]] wants the report too, [[p.mail]]"}]
%% teams-chat mail txt
([[s.name]]) [[time]]: morning! has bed 4 been seen
([[t.name]]) [[time]]: who [[p.ts]]? yes [[c.ts]] saw [[p.him]], new [[=health_term|AF]]
([[s.name]]) [[time]]: ok telling the family. [[q.fore]]'s number? 
([[t.name]]) [[time]]: [[q.mob.plain]]
%% foi-reply mail txt
Dear [[p.full]]
FOI [[n:1000-9999]]
Thank you for your request of [[d.long]], sent from [[p.mail]]. We hold no such record. If you are unhappy write to [[s.full]], [[orgline]].
[[close]]
%% police-to-trust mail txt
Hi [[t.fore]]
Missing person: [[p.SURft]], born [[p.dob.uk]], last seen [[d.uk]] near [[=address|[[n:1-90]] [[street]] [[streetkind]]]]. Takes tablets for [[mh]]. Wearing red coat. If [[p.he]] attends ED call me, DC [[s.name]], on [[s.mob]]; log [[n:100-999]]. [[q.rel]] is [[q.fore]] [[q.tel]].
%% subject-access mail txt
Subject: SAR - my records

I want a copy of all you hold about me. My full name is [[p.nameM]], I was born on [[p.dob.words]] and I live at [[p.addrl]] [[p.pc]]. Before I married I was called [[q.sur]]. ID attached (passport [[p.pass]]). Please also search for my handle [[p.handle]].
%% council-tax mail txt
Account number: [[~local_id|[[dig:9]]]]
Dear [[p.full]]
You told us that [[q.full]] left the address on [[d.long]]. We have changed the bill for [[p.addrl]], [[p.pc]]. Direct debit from account ending 4[[dig:3]]. Queries: [[o.work]], [[~email|ctax@[[orgdomain]]]].
%% gym mail txt
Hiya [[p.fore]]! Your membership (no. [[p.local]]) runs out on [[d.uk]]. To keep your rate, reply with your date of birth. We have [[p.dob.uk]] and [[p.mob]] on file. You told us about your [[cond]]; please see a trainer.
%% airline mail txt
Passenger: [[p.SURfp]] [[^[[p.title]]]]
Document: [[p.pass]] GBR
DOB [[p.dob.DMON]]
Booking [[LET:6]]   Ticket 125-[[dig:10]]
Emergency contact [[q.name]] [[q.mob.e164]]
