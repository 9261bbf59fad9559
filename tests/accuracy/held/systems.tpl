%% insert-patients code sql
INSERT INTO pas.patient (pas_id, nhs_no, surname, forename, dob, sex, addr1, postcode, tel) VALUES
[[*3-9|('[[r.local]]','[[r.nhs.plain]]','[[r.sur]]','[[r.fore]]','[[r.dob.iso]]','[[r.mf]]','[[r.home]]','[[r.pc.usual]]','[[r.mob.plain]]'),
]]('0','','','',NULL,'','','','');
%% update-staff code sql
-- ticket [[dig:6]]
[[*2-6|UPDATE hr.employee SET salary = [[=salary|[[n:20000-90000]]]], ni_number = '[[r.nino.plain]]', email = '[[r.mail]]' WHERE emp_no = '[[r.staff]]'; -- [[r.name]]
]]COMMIT;
%% mysql-users code sql
LOCK TABLES `users` WRITE;
INSERT INTO `users` VALUES [[*3-8|([[n:1-9999]],'[[r.mail]]','$2y$10$[[hex:30]]','[[r.fore]]','[[r.sur]]','[[ip]]','[[stamp]]',1),]](0,'','','','','','',0);
UNLOCK TABLES;
%% fhir-patient code json
{"resourceType":"Patient","id":"[[guid]]",
 "identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"[[p.nhs.plain]]"}],
 "name":[{"use":"official","family":"[[p.sur]]","given":["[[p.fore]]","[[p.mid]]"],"prefix":["[[p.title]]"]}],
 "gender":"[[p.sexlow]]","birthDate":"[[p.dob.iso]]",
 "telecom":[{"system":"phone","value":"[[p.mob.plain]]"},{"system":"email","value":"[[p.mail]]"}],
 "address":[{"line":["[[p.home]]"],"city":"[[p.town]]","postalCode":"[[p.pc.usual]]"}]}
%% json-orders code json
[[*2-5|{"order_id":"[[dig:10]]","customer":{"first":"[[r.fore]]","last":"[[r.sur]]","email":"[[r.mail]]","phone":"[[r.mob.e164]]","addr":"[[r.home]]","zip":"[[r.pc.usual]]"},"card":"[[r.card.plain]]","ip":"[[ip]]","total":[[money]]}
]]
%% hl7-adt log hl7
MSH|^~\&|PAS|[[ods]]|LAB|LAB|[[~record_date|20240[[n:1-9]][[n:10-28]]]]101500||ADT^A01|[[dig:8]]|P|2.4
PID|1||[[p.nhs.plain]]^^^NHS^NH~[[p.local]]^^^[[ods]]^MR||[[p.sur]]^[[p.fore]]^^^[[p.title]]||[[p.dob.compact]]|[[p.mf]]|||[[p.home]]^^[[p.town]]^^[[p.pc.usual]]||[[p.land.plain]]
PV1|1|I|W12^B2||||[[c.gmc]]^[[c.sur]]^[[c.fore]]
%% access-log log log
[[*5-14|[[ip]] - [[?-|-|[[r.user]]]] "[[x.dmon]]:[[times]] +0000" "[[?GET|POST]] /patients/[[dig:7]] HTTP/1.1" 200 [[n:200-90000]] "-" "[[browser]]"
]]
%% audit-log log log
[[*5-14|[[stamp]] INFO user=[[r.mail]] action=VIEW nhs=[[r.nhs.plain]] src=[[ip]] req=[[guid]]
]]
%% app-error log log
[[stamp]] ERROR ValidationException: postcode '[[p.pc]]' for patient [[p.upper]] (DOB [[p.dob.iso]], NHS [[p.nhs.plain]]) not in area
    at uk.booking.Address.check(Address.java:[[n:10-900]])
    at uk.booking.Main.run(Main.java:[[n:10-400]])
[[stamp]] WARN retry 1 of 3 for [[p.mail]]
%% sms-gateway log log
[[*4-9|[[stamp]]|[[guid]]|[[r.mob.e164]]|DELIVRD|Dear [[r.ts]] your test results are ready
]]
%% mail-log log log
[[*4-10|[[month]] [[n:1-28]] [[times]] mx postfix/smtp: [[HEX:10]]: to=<[[r.mail]]>, relay=in.example.net, delay=[[float]], status=[[?sent|bounced|deferred]]
]]
%% vpn-log log log
[[*4-10|[[stamp]] vpn01 user '[[r.user]]' ([[r.name]]) connected from [[ip]] mac [[mac]]
]]
%% env-file code env
APP_ENV=production
APP_KEY=[[token]]
DB_HOST=[[ip:l]]
DB_USERNAME=app
DB_PASSWORD=[[pw]]
MAIL_FROM=[[~email|noreply@[[orgdomain]]]]
STRIPE_SECRET=[[token]]
ADMIN_EMAIL=[[s.mail]]
%% aws-config code ini
[default]
region = eu-west-2
aws_access_key_id = [[=api_token|AKIA[[HEX:16]]]]
aws_secret_access_key = [[=api_token|[[hex:20]]Zq[[HEX:18]]]]
# owner: [[s.name]] <[[s.mail]]>
%% ssh-key-file code pem
[[key]]
%% key-in-mail mail txt
Hi [[s.fore]], here is the deploy key as asked, don't lose it:

[[key]]

The host is [[ip]], user root, pass [[pw]].
[[t.fore]]
%% key-in-yaml code yml
apiVersion: v1
kind: Secret
metadata: {name: tls-[[hex:5]]}
stringData:
  password: [[pw]]
  token: [[token]]
  note: "ask [[s.name]] ([[s.mail]])"
%% php-config code php
<?php
// [[s.fore]], [[x.iso]]: moved to the new server
define('DB_NAME', 'charity_crm');
define('DB_USER', 'crm');
define('DB_PASSWORD', '[[pw]]');
define('DB_HOST', '[[ip:l]]');
$api_token = '[[token]]';
%% python-script code py
import requests
TOKEN = "[[token]]"
USERS = ["[[p.mail]]", "[[q.mail]]", "[[s.mail]]"]
def login():
    return requests.post("https://api.example.org/login", auth=("admin", "[[pw]]"))
# test with [[t.name]]'s record, NHS [[t.nhs.plain]]
%% js-config code js
const config = {
  apiKey: "[[=api_token|AIza[[hex:35]]]]",
  bearer: "[[token]]",
  support: "[[s.mail]]",
  smtp: { user: "mailer", password: "[[pw]]" },
};
%% connection-strings code conf
Server=tcp:[[ip:l]],1433;Database=PAS;User Id=svc_pas;Password=[[pw]];
postgres://crm:[[pw]]@db.example.net:5432/crm
Authorization: Bearer [[token]]
%% credentials-note list txt
LOGINS - KEEP SAFE
[[*3-7|[[?Rota|Payroll|Wi-Fi|NHSmail|Till|CRM]]   user: [[r.user]]   password: [[pw]]
]]
%% breach-combo list txt
[[*8-25|[[r.mail]]:[[pw]]
]]
%% breach-stealer list txt
[[*3-6|URL: https://portal.example.org/login
Username: [[r.mail]]
Password: [[pw]]
Application: Chrome
===============
]]IP: [[ip]]
Machine: DESKTOP-[[HEX:7]]
%% forum-dump list txt
[[*3-8|[[n:1000-99999]]|[[r.user]]|[[r.mail]]|[[ip]]|[[r.dob.us]]|[[x.iso]]
]]
%% vcard code vcf
[[*1-4|BEGIN:VCARD
VERSION:3.0
N:[[r.sur]];[[r.fore]];;[[r.title]];
FN:[[r.name]]
TEL;TYPE=CELL:[[r.mob]]
TEL;TYPE=HOME:[[r.land]]
EMAIL:[[r.mail]]
ADR;TYPE=HOME:;;[[r.home]];[[r.town]];;[[r.pc.usual]];UK
BDAY:[[r.dob.iso]]
END:VCARD
]]
%% ical code ics
BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:[[guid]]
DTSTART:20240[[n:1-9]][[n:10-28]]T1[[n:0-7]]0000Z
SUMMARY:Review - [[p.name]] ([[p.dob.uk]])
LOCATION:[[p.addrl]]
ATTENDEE:mailto:[[s.mail]]
END:VEVENT
END:VCALENDAR
%% xml-referral code xml
<?xml version="1.0" encoding="UTF-8"?>
<Referral id="[[guid]]">
  <Patient><Title>[[p.title]]</Title><Forename>[[p.fore]]</Forename><Surname>[[p.sur]]</Surname>
  <DOB>[[p.dob.iso]]</DOB><Sex>[[p.mf]]</Sex><NHSNumber>[[p.nhs.plain]]</NHSNumber>
  <Address>[[p.home]]</Address><Postcode>[[p.pc.usual]]</Postcode></Patient>
  <Reason>[[cond]]</Reason><Referrer code="[[g.gpcode]]">[[g.full]]</Referrer>
</Referral>
%% crm-page code html
<html><body><h2>[[p.full]]</h2><ul>
<li>Supporter: [[p.donor]]</li><li>Born: [[p.dob.long]]</li><li>E-mail: <a href="mailto:[[p.mail]]">[[p.mail]]</a></li>
<li>Mobile: [[p.mob]]</li><li>Home: [[p.addrl]], [[p.pc]]</li></ul>
<h3>Notes</h3><p>[[d.long]]: rang, spoke to [[q.fore]]. [[p.fore]] has [[cond]] so don't ask for a run.</p></body></html>
%% patient-banner-html code html
<div class="banner"><span>[[p.SURft]]</span><span>Born [[p.dob.dmon]]</span><span>Gender [[p.sexword]]</span><span>NHS No. [[p.nhs.334]]</span></div>
<table><tr><th>Problem</th><th>Code</th></tr><tr><td>[[cond]]</td><td>[[icd]]</td></tr><tr><td>[[cond]]</td><td>[[icd]]</td></tr></table>
%% bacs-file code txt
[[*4-10|[[r.pairplain]] 000[[dig:8]] [[^[[r.sin]]]]       SALARY
]]
%% bank-statement list csv
Date,Type,Details,Out,In
[[*5-14|[[d.uk]],[[?FPO|DD|BGC]],[[?[[r.upper]]|TESCO STORES [[dig:4]]|COUNCIL TAX|[[^[[r.in]]]] RENT]],[[money]],
]]
%% chatbot-transcript log txt pF
Bot: Hello! What is your full name?
User: [[p.lower]]
Bot: And your date of birth?
User: [[p.dob.num]]
Bot: Thanks [[p.fore]]. Your postcode?
User: [[p.pc]]
Bot: How can I help?
User: I need the [[=sexual_health|morning after pill]] can you ring me on [[p.mob.plain]] not home
%% ticket-json code json
{"ticket":[[dig:6]],"requester":{"name":"[[s.name]]","email":"[[s.mail]]","phone":"[[s.work.usual]]"},"subject":"Merge duplicates","body":"Please merge [[p.nhs.plain]] ([[p.name]], [[p.dob.uk]]) with [[q.nhs.plain]]","created":"[[stamp]]","tags":["pas","merge"]}
%% registry-csv-semicolons table csv
id;nom;prenom;naissance;code
[[*4-9|[[n:1-9999]];[[r.sur]];[[r.fore]];[[r.dob.iso]];[[icd]]
]]
%% ini-people code ini
[contacts]
on_call = "[[s.name]] [[s.mob]]"
escalation = "[[t.name]] <[[t.mail]]>"
[patient-0]
demo = no
name = [[p.name]]
nhs = [[p.nhs]]
%% qr-payload code txt
WIFI:T:WPA;S:Ward-Guest;P:[[pw]];;
MECARD:N:[[p.sur]],[[p.fore]];TEL:[[p.mob.plain]];EMAIL:[[p.mail]];;
%% markdown-wiki code md
# On-call contacts
[[*3-8|- [[r.name]], [[r.mob]], [[r.mail]]
]]
Root password: `[[pw]]`
