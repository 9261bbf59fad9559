%% ward-directory list txt trap
INTERNAL TELEPHONE DIRECTORY - [[hosp]]
Switchboard: dial 0
[[*6-20|[[ward]]  .......... [[dig:4]]   [[?bleep [[dig:3]]|fax [[dig:4]]|]]
]]Cardiac arrest 2222   Security 5[[dig:3]]   Chapel 4[[dig:3]]
%% bleep-list list txt trap
On-call bleeps
Med reg 3[[dig:3]]
Surg SHO 2[[dig:3]]
Ortho 1[[dig:3]]
Site manager 4[[dig:3]]
Grace Kelly ward (old Ward 9) [[dig:4]]
Theatre 5 [[dig:4]]
%% changelog list md trap
# Changelog
[[*4-9|## [[n:1-9]].[[n:0-20]].[[n:0-30]] - [[x.iso]]
- [[?Fixed a crash when the file is empty|Mark and sweep collector is faster|Will now retry three times|Grace period is 30 s|Drew the border twice]] (#[[n:100-9999]], [[hex:7]])
]]
%% nginx-metrics log log trap
[[*8-20|[[stamp]] nginx-[[n:1000-9999]]: worker process [[n:10000-99999]] exited with code 0 upstream_time=[[n:0-2]].[[dig:3]] bytes=[[dig:6]] rid=[[hex:32]]
]]
%% hex-dump log txt trap
[[*6-16|[[HEX:8]]  [[hex:2]] [[hex:2]] [[hex:2]] [[hex:2]] [[hex:2]] [[hex:2]] [[hex:2]] [[hex:2]]  [[hex:2]] [[hex:2]] [[hex:2]] [[hex:2]] [[hex:2]] [[hex:2]] [[hex:2]] [[hex:2]]  |..[[LET:4]]..[[dig:3]]...|
]]
%% invoice-numbers list csv trap
Invoice,PO,Net,VAT,Gross
[[*8-25|[[dig:10]],45[[dig:8]],[[money]],20%,[[money]]
]]
%% isbn-list list txt trap
READING LIST - Semester [[n:1-2]]
[[*5-12|[[?The Art of Memory|Bright Young Things|Grant's Guide to Accounting|Frost in May|Hill Walking in Winter|The Stone Bridge|Mark My Words]] ([[year]]). ISBN [[isbn]]
]]
%% grid-refs list txt trap
Route card: Moors circuit
[[*5-10|[[?SE|NZ|SD|TQ|NY]] [[dig:3]] [[dig:3]]  [[?Bell Hill|Robin Hood's Stone|Bishop Wood|Long Tom|Old Harry Rocks|Hunter's Sty|Kit Brow]]  ascent [[n:10-300]] m  [[n:1-9]].[[n:0-9]] km
]]
%% guid-list code json trap
{"items":[{"id":"[[guid]]","etag":"W/\"[[hex:16]]\"","rev":[[n:1-99]]},
{"id":"[[guid]]","etag":"W/\"[[hex:16]]\"","rev":[[n:1-99]]},
{"id":"[[guid]]","sha":"[[hex:40]]","size":[[dig:10]]}],"next":"[[guid]]","version":"20[[n:20-25]].[[n:1-12]].[[n:1-28]]"}
%% git-log log txt trap
[[*5-12|[[hex:8]] [[?merge branch 'hotfix/rose-window'|bump lodash to 4.17.21|rename Smith normal form helper|Taylor series to order 9|use Newton's method|fix Hill cipher test|move Bell inequality notes|typo in Laplace]]
]]
%% street-gazetteer list txt trap
Streets for the gritting route (order of treatment)
[[*10-25|[[?Harrison Road|Victoria Road|Elizabeth Street|Albert Terrace|George Lane|Charles Street|William Street|Nelson Way|Grace Road|St James Street|Margaret Avenue|Duncan Row|Churchill Way|Arthur Street|Mary Lane|Ashworth Close|Wilson Grove|Bell Lane|Cook Street]]
]]
%% hospital-names list txt trap
Trusts taking part: St James University Hospital, Queen Elizabeth Hospital, William Harvey Hospital, James Paget Hospital, John Radcliffe, Princess Royal, King George V, Royal Victoria Infirmary, James Cook, Florence Nightingale Wing, Barbara Castle Health Centre and the Alexandra Unit. [[?Returns are due from all of them by the end of quarter [[n:1-4]].|Each site sends one return.]]
%% months-as-names list txt trap
Closures: April - week 2; May - all month; June - none; August - as last year. [[?Will update the board in due course|May need to move this]]. Grant applications open in June; the bill is due in August; the mark scheme comes with it. Hope to have the joy of a quiet Christmas. Summer rota: see the Rose Room door. Autumn and Winter likewise. Frank discussion welcome; be earnest. Rob the till at your peril.
%% verbs-as-names letter txt trap
Please mark your calendars. Bill the account for the grant, and will someone chase the pat testing? Jack up the car before you remove the wheel; the Jenny on the dock is broken. A robin sang on the ivy; the olive grove was in flower, and heather grew along the heath. Miles of art hung in the hall. Do not rush: the drill bit will drift. May all be well.
%% eponymous-anatomy letter txt trap
Teaching notes, week [[n:1-12]]. Draw the circle of Willis and mark the Foley catheter, the Doppler probe, the Kocher clamp, the Allis forceps and the Mayo scissors. Revise Trendelenburg, Fowler and Lloyd-Davies positions; the Glasgow Coma Scale, the Waterlow score, the Barthel index, the Apgar score, and the Braden scale. Murphy's sign and McBurney's point are examined. Bring a Petri dish and a Bunsen burner.
%% eponymous-engineering letter txt trap
The bracket is held by Phillips screws and an Allen bolt; use a Stanley knife, not a Bowden cable. Check the Stevenson screen, the Bourdon gauge and the Stirling engine. Rockwell hardness [[n:30-70]], Young's modulus [[n:60-210]] GPa, Poisson's ratio 0.[[n:20-40]], Reynolds number [[dig:5]]. Pitch M[[n:4-20]].[[n:1-9]].
%% statistics letter txt trap
We fitted a Cox model and used a Student t test, a Mann-Whitney U and a Fisher exact test; Bonferroni was too strict. The Bland-Altman limits were [[float]] and [[float]], Cohen's kappa 0.[[n:10-99]], p = 0.0[[n:10-99]]. Kaplan-Meier curves are in figure [[n:1-9]]. The Hosmer-Lemeshow statistic was [[float]] on [[n:2-9]] degrees.
%% shop-names list txt trap
Units let this quarter:
[[*6-12|Unit [[n:1-80]]  [[?Ann Summers|Marks & Spencer|John Lewis|Laura Ashley|Paul Smith|Ted Baker|Jack Wills|Ben Sherman|W H Smith|Robert Dyas|Timothy Taylor (kiosk)|Holland and Barrett|Jo Malone|Fred Perry|Hobbs]]  £[[n:10-90]] per sq ft
]]
%% law-firms list txt trap
PANEL FIRMS: Harrison Clark LLP; Irwin Mitchell; Stephenson Harwood; Taylor Wessing; Wright Hassall; Morgan Lewis; Slater & Gordon; Thompson Bros; Young & Lee; Mills & Reeve; Hill Dickinson.
%% beer-list list txt trap
ON THE BAR
[[*5-9|[[?Timothy Taylor's Landlord|Samuel Smith's Best|John Smith's Extra Smooth|Theakston Old Peculier|Adnams Ghost Ship|Marston's Pedigree|Jennings Cumberland|Arthur's Stout|Black Sheep]]   [[n:3-6]].[[n:0-9]]%   £[[n:3-6]].[[n:10-95]]
]]
%% seed-catalogue list txt trap
[[*6-12|[[dig:6]]  [[?Sweet William mixed|Black-eyed Susan|Jacob's ladder|Lily 'Stargazer'|Rose 'Gertrude Jekyll'|Clematis 'Nelly Moser'|Potato 'King Edward'|Pea 'Kelvedon Wonder'|Apple 'Granny Smith'|Pansy 'Violet Flare'|Geranium 'Johnson's Blue'|Tomato 'Alicante']]  pk £[[n:1-9]].[[n:10-99]]
]]
%% ships-trains list txt trap
45596 Bahamas; 60007 Sir Nigel Gresley; 6201 Princess Elizabeth; 46233 Duchess of Sutherland; 70013 Oliver Cromwell; 34067 Tangmere; RMS Queen Mary; HMS Victory; HMS Duncan; Waverley; SS Great Britain; [[n:10000-99999]] Earl of Mount Edgcumbe. Coal: [[n:2-9]] tons. Water at Settle.
%% ten-equal log txt trap
test id [[same:10]] rejected: placeholder
test id [[same:10]] rejected: placeholder
test id [[same:9]] rejected: placeholder
loopcount=[[same:8]] mask=[[HEX:8]]
%% part-numbers list csv trap
part,fits,qty
[[*6-18|[[dig:10]],[[LET:2]][[dig:4]]-[[n:1-9]],[[n:1-40]]
]]
%% barcode-stock list txt trap
EAN              LINE                       QTY
[[*6-18|50[[dig:11]]  [[?Victoria plum jam|Earl Grey tea|Bakewell tart|Eccles cakes|Eton mess kit|Battenberg|Garibaldi|Caesar dressing|Chelsea bun]]   [[n:1-99]]
]]
%% page-ids code html trap
<html><head><title>Products</title></head><body>
[[*4-9|<div id="item-[[dig:10]]" data-page="[[dig:10]]" class="card"><a href="/p/[[dig:9]]?ref=[[hex:12]]">[[?Emma mattress|Oliver desk lamp|Charlotte sofa|Harry bookcase|Billy shelf unit|Elsa cot sheet|Stanley flask]]</a> <b>&pound;[[money]]</b></div>
]]</body></html>
%% version-list list txt trap
Package          Version
[[*6-14|[[?libxml2|openssl|python3|curl|zlib|sqlite|ruby-rose|perl-moose|mercurial]]   [[n:1-9]].[[n:0-30]].[[n:0-99]].[[n:0-20]]
]]Built 20[[n:20-25]].[[n2:1-12]].[[n2:1-28]]-[[dig:4]], kernel 5.10.[[n:1-200]].[[n:1-20]]
%% epoch-metrics log txt trap
[[*8-20|temp_c,host=rack[[n:1-40]] value=[[float]] 17[[dig:8]]
]]
%% bank-holidays list txt trap
The wards will run a weekend service on Good Friday, Easter Monday, St Andrew's Day and Boxing Day. Ash Wednesday and Shrove Tuesday are working days. The May Day fair is on the green.
%% minutes-no-people list txt trap
Estates sub-group: actions
[[*4-9|[[n:1-30]].[[n:1-9]] [[?Chair to write to the Trust about Victoria Road car park|Head of Estates to price the Nelson Building lifts|Director of Nursing to sign off the Albert Ward move|Porters to clear the St Luke's link corridor|Medical Director to confirm|Matron to check Bronte Ward sinks]]
]]
%% title-case-headings letter txt trap
Appendix [[LET:1]]: Standard Operating Procedure
Purpose And Scope
Duty Manager And On Call Director
Bed Management Team Roles
Information Governance Lead Responsibilities
Clinical Coding Quality Review
Green Waste And Sharp Safe Disposal
Hand Hygiene Gold Standard
Major Incident Silver Command
%% job-titles list txt trap
Band review: Ward Sister, Staff Nurse, Nurse Specialist, Senior House Officer, Registrar, Deputy Chief Nurse, Head Chef, Night Porter, Chief Pharmacist, Medical Records Clerk, Payroll Manager, Theatre Practitioner, Chair Person, Trust Secretary, Lead Chaplain, Lady Mayoress's Driver, Prison Governor, Bishop's Chaplain.
%% menu list txt trap
MENU
Starters: Caesar salad; Waldorf salad; Scotch broth
Mains: Beef Wellington; Chicken Kiev; Eggs Benedict; Welsh rarebit; Shepherd's pie; Lamb Madras; Chinese greens; Irish stew
Puddings: Peach Melba; Charlotte Russe; Bakewell tart; Eve's pudding; Victoria sponge; Pavlova
%% religion-lookalikes letter txt trap
The jewish quarter walk has been renamed the Old Market walk. Turn left at Temple Meads, pass Christian Street and the Methodist chapel that is now a gym, and end at St Paul's. The Sikh Avenue bus stop is closed. The Buddha bowl is £[[n:5-12]].
%% law-words letter txt trap
The court of appeal held that the Licensing Act applies to every premises within the borough, whatever its size. The conviction with which he plays the violin has been praised; critics cautioned that the second sentence of the review is long. No charge is made for parking.
%% pregnant-pause letter txt trap
There was a pregnant pause. The delivery of the new lorry is due in week [[n:1-52]]; labour costs rose, and the project had a long gestation. Depression over Iceland will bring rain. The market suffered a stroke of bad luck; the road has a shoulder. An epidemic of potholes, said the minister.
%% union-lookalikes letter txt trap
The union of two sets A and B is written A u B. Union Street is closed; Western Union has moved to unit [[n:1-40]]. The European Union directive does not apply. A strike of the clock, a strike rate of [[n:20-80]]. Unite the two halves with glue. Unison singing starts at [[time]].
%% gay-street list txt trap
Bath walking tour: Gay Street, Queen Square, Milsom Street, Quiet Street, Beau Nash's house, Sally Lunn's, the Jane Austen Centre, the Herschel Museum. Straight on at the lights. [[n:2-9]] miles.
%% biometric-lookalikes log log trap
[[*4-10|[[stamp]] sshd: host key fingerprint SHA256:[[hex:43]] accepted
[[stamp]] cron: face of clock adjusted by [[n:1-90]] ms; voice prompt [[n:1-40]].wav cached
]]
%% password-policy letter txt trap
Passwords must have twelve characters. Do not write your password down, and do not share your password with colleagues. A password should be three random words. Forgotten password? Use the reset link. Password: see the policy. Your token will be issued by the service desk; the API key rotation runs every [[n:30-90]] days.
%% fill-in-blanks form txt trap
Name: ______________________   Date of birth: __/__/____
NHS number: ___ ___ ____        Telephone: ______________
Address: ________________________________________
Postcode: __________   E-mail: __________________
GP: ______________________   Next of kin: ______________
Bank sort code __-__-__  Account ________
NI number __ __ __ __ _
%% example-formats letter txt trap
Enter the date as DD/MM/YYYY. The NHS number has ten digits in the pattern 3 3 4. Sort codes are written NN-NN-NN. A postcode looks like AA9A 9AA. Type your e-mail as name at domain. A GMC number has seven digits and a National Insurance number has two letters, six digits and a letter.
%% finance-table list txt trap
                 [[year]]      [[year]]
Pay           [[dig:7]]   [[dig:7]]
Non-pay       [[dig:7]]   [[dig:7]]
Drugs         [[dig:6]]   [[dig:6]]
Grant income  [[dig:7]]   [[dig:7]]
Total        [[dig:8]]  [[dig:8]]
Variance        [[n:1-12]].[[n:0-9]]%     [[n:1-12]].[[n:0-9]]%
%% cron-config code conf trap
# m h dom mon dow command
[[*3-7|[[n:0-59]] [[n:0-23]] * * [[n:0-6]] /opt/bell/bin/[[?rotate|harvest|prune|mark-and-sweep]] --id [[dig:10]] --hash [[hex:12]]
]]MAXCONN=[[dig:4]]
BUILD=20[[n:20-25]][[n2:1-12]][[n2:1-28]].[[n:1-9]]
%% c-code code c trap
/* Taylor expansion; see Knuth vol. [[n:1-3]], p. [[n:10-600]] */
static const uint32_t table[] = {0x[[HEX:8]]u, 0x[[HEX:8]]u, 0x[[HEX:8]]u, [[dig:10]]u, [[dig:9]]u};
#define VERSION "[[n:1-9]].[[n:0-12]].[[n:0-31]]"
int hill_climb(int seed) { return seed * 1103515245 + 12345; } /* [[dig:10]] */
%% sql-schema code sql trap
CREATE TABLE patient (
  nhs_number CHAR(10), surname VARCHAR(60), forename VARCHAR(60), dob DATE,
  address_1 VARCHAR(80), postcode VARCHAR(8), mobile VARCHAR(16), gp_code CHAR(8)
);
CREATE INDEX ix_[[hex:8]] ON patient (surname, dob);
ALTER TABLE patient ADD ethnicity CHAR(1), ADD religion VARCHAR(20);
GRANT SELECT ON patient TO reporting;
%% form-html code html trap
<form action="/register" method="post"><label for="fn">First name</label><input id="fn" name="first_name">
<label>Surname <input name="surname" placeholder="Surname"></label>
<label>Date of birth <input name="dob" placeholder="dd/mm/yyyy"></label>
<label>Postcode <input name="pc" maxlength="8"></label><label>Password <input type="password" name="password"></label>
<input type="hidden" name="csrf" value="x-[[hex:31]]"><button>Register</button></form>
