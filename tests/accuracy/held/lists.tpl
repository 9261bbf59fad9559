%% christmas-cards list txt
Xmas cards
[[*5-14|[[?[[r.name]] & [[k.fore]]|[[r.fore]] + [[k.fore]]|The [[r.sur]] family|[[r.tin]]|[[r.fore]] next door]]
]]
%% contacts-scribble list txt
[[*4-12|[[?[[r.fore]]|[[r.name]]|[[r.fore]] (plumber)|[[r.ts]]]] [[r.tel]]
]]
%% school-register list txt
Class [[n:1-6]][[LET:1]]
[[*8-25|[[r.sfp]]      [[?/ \ / \ /|/ \ O O /]]
]]
%% signing-in-book list txt
VISITORS
[[*4-12|[[r.name]]   [[?visiting [[k.ts]]|to see [[k.name]]|contractor]]   in [[time]]  out [[time]]   car [[LET:2]][[n2:10-73]] [[LET:3]]
]]
%% wedding-list list txt
Table [[n:1-12]]: [[p.name]], [[q.name]], [[s.fore]] and [[t.fore]], [[c.ts]], little [[b.fore]]
Table [[n:1-12]]: [[=person_name|Revd [[g.name]]]] and [[k.ts]]
Dietary: [[s.fore]] [[=health_term|coeliac]]; [[t.fore]] no pork ([[=religion|Muslim]])
%% petition list txt
We the undersigned
[[*6-20|[[r.name]]   [[r.home]]   [[r.pc]]
]]
%% jury-list list txt
PANEL
[[*6-14|[[n:1-200]]  [[r.SURfp]]  [[job]]  [[r.town]]
]]
%% obituary letter txt
[[^[[p.sf]]]] - Peacefully at home on [[p.dod.long]], aged [[p.age]] years. Dearly loved [[p.rel]] of [[q.fore]], proud grandparent of [[b.fore]] and [[s.fore]]. Born [[p.dob.long]] in [[p.town]]. Funeral at St [[?Peter|Luke|Anne]]'s on [[d.weekday]]. Donations to [[charity]].
%% tweet-thread list txt
[[*3-6|[[r.handle]]: [[?saw [[k.name]] off the telly at A&E lol|why is my nan's letter from [[hosp]] on the internet|anyone know [[k.fore]] on [[ward]]]]
]]
%% sponsor-form list txt
Sponsored walk for [[charity]]
[[*5-15|[[r.in]]   [[r.home]]   [[r.pc]]   £[[n:1-50]]   GA: [[?Y|N]]
]]
%% lost-property list txt
[[d.two]]  brown wallet, card in name of [[p.tin]]
[[d.two]]  phone, lock screen "[[q.fore]]"
[[d.two]]  bus pass [[s.upper]]
[[d.two]]  red coat, size 14, Marks and Spencer
%% key-holders list txt
KEYHOLDERS [[company]]
1st [[s.name]] [[s.mob]] [[s.pc]]
2nd [[t.name]] [[t.mob]] [[t.pc]]
Alarm code in safe. Police URN [[n:10-99]]-[[dig:6]]
%% family-tree list txt
[[p.nameM]], b. [[p.dob.long]] [[p.town]], d. [[p.dod.long]]
  m. [[q.nameM]]
  children: [[b.fore]], [[s.fore]] (b. [[s.dob.mon]]), [[t.fore]]
%% taxi-bookings list txt
[[*4-10|[[time]]  [[r.ts]]  [[r.home]] -> [[hosp]]  [[r.mob.plain]]  £[[n:5-40]]
]]
%% library-overdue list txt
OVERDUE
[[*4-10|[[~local_id|2[[dig:13]]]]  [[r.sin]]  [[r.mail]]  due [[d.uk]]
]]
%% team-sheet-initials list txt
On shift: [[s.in]], [[t.in]], [[c.in]], [[g.in]]. Off: [[p.fore]] ([[=health_term|flu]]), [[q.fore]] (A/L).
%% bank-mandate list txt
SIGNATORIES
[[*2-4|[[r.fullM]]   born [[r.dob.long]]   of [[r.addrl]] [[r.pc]]   [[r.mail]]
]]
%% dv-refuge-note log txt pF qM
[[d.uk]] [[time]] Call from [[p.fore]] ([[p.mob]]), leaving [[q.fore]] tonight, [[=safeguarding|domestic abuse]], 2 kids ([[b.fore]], 4). [[=pregnancy|Pregnant]]. Do NOT ring back. Mum's address [[s.home]], [[s.pc]]. Taken by [[t.in]]
%% advice-line-note log txt
Caller [[p.fore]] (would not give surname) on [[p.mob]]; asked about [[sh]] after a night out; also [[mh]]; [[=orientation|gay]], not out to [[p.his]] family; father is an [[~religion|imam]]. Posted leaflet to [[p.addrl]] [[p.pc]].
%% membership-list list txt
[[charity]] members
[[*5-15|[[r.donor]]  [[r.sf]]  [[r.pc]]  [[r.dob.num]]  paid [[d.short]]
]]
