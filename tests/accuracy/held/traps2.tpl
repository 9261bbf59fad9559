%% tracking-numbers list txt trap
Parcels out
[[*5-15|[[LET:2]][[dig:9]]GB   [[dig:10]]   weight [[float]] kg
]]
%% order-mail mail txt trap
Your order [[dig:10]] has been packed. Tracking JD00[[dig:12]]. Items: 1 x Stanley knife, 2 x Mason jar, 1 x Rose Gold frame. Total £[[money]]. Do not reply to this message.
%% meter-readings list csv trap
mpan,serial,reading,kwh
[[*5-15|12[[dig:11]],[[LET:1]][[n2:10-23]][[LET:1]][[dig:5]],[[dig:5]],[[money]]
]]
%% asset-register list txt trap
[[*5-15|ASSET [[dig:6]]  [[?Dell Latitude|HP EliteDesk|Lenovo ThinkPad|Zebra printer|Baxter pump|Stryker bed|Hill-Rom mattress|Huntleigh doppler]]  S/N [[LET:2]][[dig:8]]  Room [[LET:1]][[n:1-9]].[[n:10-40]]
]]
%% room-codes list txt trap
[[*6-15|Room [[?F|G|M|J|K|C]][[n:10-60]].[[n:0-9]]  [[?Store|Office|Sluice|Plant|Seminar]]  [[n:6-80]] sq m
]]
%% screws-bearings list txt trap
[[*6-15|M[[n:3-20]].[[n:0-9]] bolt, [[?A2|A4]] stainless, DIN 93[[n:1-9]], pk [[n:5-100]], code [[LET:1]][[n:10-99]].[[n:0-9]]
]]
%% road-junctions list txt trap
Roadworks: M25 J[[n:5-31]]; A61 at Potternewton; M62 J[[n:18-38]]; B6265; A1(M) J4[[n:0-9]]; M1 J4[[n:0-7]]. Diversion via A65[[n:1-9]] and Bishop Lane. E5 1.2 t limit.
%% chess-football list txt trap
Results
[[*5-12|[[?Grantham|Bury|Hyde|Matlock|Worksop|Stamford|Boston|Chester|Harrogate|Preston]] [[?Town|United|Athletic|Rangers]] [[n:0-5]] - [[n:0-5]] [[?Leek|Hull|Barrow|Ashton|Nelson|Marine|Stafford|Kendal]] [[?Albion|Wanderers|City|Rovers]]   att. [[dig:4]]
]]
%% chess-moves log txt trap
[[*10-25|[[n:1-40]]. [[?Nf3|e4|Bb5|Qh5|Rd1|O-O|Kg1]] [[?d5|Nc6|c5|Be7|Qb6|O-O]]
]]
%% horse-racing list txt trap
[[n:1-6]].[[n2:0-55]] Wetherby
[[*5-10|[[n:1-14]]  [[?Lucky Jim|Red Robin|Grey Shadow|Sunny Jack|Bonny Anne|Old Bill|Black Prince|Gentle Annie|Desert Orchid|Sweet Caroline]]  [[n:9-11]]-[[n:0-13]]  [[n:2-50]]/1
]]
%% weather list txt trap
Shipping: Fisher, German Bight, Humber, Thames, Dover, Wight, Portland, Plymouth, Biscay, Lundy, Fastnet, Shannon, Rockall, Malin, Hebrides, Bailey, Fair Isle, Faeroes. Storm [[?Arwen|Eunice|Franklin|Dudley|Babet|Ciaran|Isha|Jocelyn]] will bring gusts of [[n:40-90]] mph.
%% bus-timetable list txt trap
          [[time]]  [[time]]  [[time]]
St James Hospital  [[time]]  [[time]]  [[time]]
Harehills, Fforde Grene  [[time]]  [[time]]  [[time]]
Victoria Road  [[time]]  [[time]]  [[time]]
Elland Road, Lowfields  [[time]]  [[time]]  [[time]]
Nelson, Admiral  [[time]]  [[time]]  [[time]]
%% school-houses list txt trap
House points: Nightingale [[n:50-300]], Churchill [[n:50-300]], Wilberforce [[n:50-300]], Brunel [[n:50-300]], Seacole [[n:50-300]], Attenborough [[n:50-300]]. Rooms Darwin 1 and Newton 2 are closed. Harvest festival: bring tins.
%% buildings list txt trap
Fire drill order: Edward Boyle Library; Michael Sadler Building; Roger Stevens; Clothworkers' Court; Charles Thackrah; Maurice Keyworth; the Marjorie and Arnold Ziff wing; Parkinson steps; Emmanuel Centre. Assemble by the Henry Price flats.
%% awards list txt trap
Prizes on offer: the Nobel, the Pulitzer, the Turner, the Mercury, the Booker, the Duke of Edinburgh's Award (Gold), the Queen's Award, the James Tait Black, the Costa, the Stirling. Entries close at the end of term.
%% pubs list txt trap
Pub walk: The George and Dragon; King's Arms; Duke of Wellington; Marquis of Granby; Lord Nelson; Robin Hood; Dick Turpin; The Jolly Miller; Sir William; Prince Albert; Lady Anne; Queen Victoria; Bricklayers Arms; The John Barleycorn.
%% finance-codes log csv trap
[[*6-18|[[dig:4]]-[[dig:4]]-[[dig:6]];[[?Medical & Surgical|Drugs|Laundry|Provisions|Agency]];[[dig:7]].[[n2:0-99]]
]]
%% terms-and-conditions letter txt trap
1.1 In this Agreement, "Business Day" means a day other than a Saturday or Sunday. 1.2 Clause 10.2.3.4 shall survive. 2.1 The Supplier will grant the Customer a licence. 2.2 The Customer may bill in arrear. 3.1 Notices shall be marked for the attention of the Company Secretary. 3.2 Neither party will be liable for loss of profit. 12.4.1.1 Schedule 3 applies.
%% gdpr-guidance letter txt trap
Special category data reveals matters such as a person's beliefs or origins. Personal data includes a name, an identification number, an online identifier and location. Article 33 requires a notice within 72 hours; Article 34 is about telling people. Recital 85 speaks of harm. See chapter [[n:1-9]].
%% pid-template letter txt trap
Dear [Title] [Surname]

Re: [Forename] [Surname], DOB [DOB], NHS No [NHS_NUMBER]

Thank you for attending on [DATE]. Your appointment with [CONSULTANT] is at [TIME]. If you cannot come, ring [PHONE].

Yours sincerely
[SIGNATURE]
%% mailmerge letter txt trap
<<Title>> <<FirstName>> <<LastName>>
<<Address1>>
<<Address2>>
<<Postcode>>

Dear <<Salutation>>
Your donor number is <<DonorID>>. Your gift of <<Amount>> was received on <<GiftDate>>.
%% readme-code code md trap
# hill-cipher
Uses `Bell`, `Mark` and `Grant` nodes. Run `make test SEED=[[dig:10]]`.
Parser returns `{"nhs_number": null, "dob": null, "surname": ""}`.
See RFC 5[[dig:3]], section [[n:1-9]].[[n:1-9]].[[n:1-9]].[[n:1-9]]. sha256: [[hex:64]]
%% json-schema code json trap
{"$schema":"https://json-schema.org/draft/2020-12/schema","properties":{"surname":{"type":"string","maxLength":60},"postcode":{"type":"string","pattern":"^[A-Z]{1,2}[0-9]"},"dob":{"type":"string","format":"date"},"password":{"type":"string","minLength":12},"email":{"type":"string","format":"email"}},"required":["surname","dob"],"minimum":[[dig:9]]}
%% css-code code css trap
.rose { color: #[[hex:6]]; margin: [[n:1-30]]px [[n:1-30]]px [[n:1-30]]px [[n:1-30]]px }
.scarlett-ward { background: url(data:image/png;base64,iVBORw0KGgo[[hex:40]]); z-index: [[dig:10]] }
@media (max-width: [[dig:4]]px) { .grace { width: [[n:1-99]].[[dig:6]]% } }
%% xml-sitemap code xml trap
<urlset>
[[*4-10|<url><loc>https://www.example.org/services/[[?parkinson-unit|st-james|victoria-ward|may-fair|bell-ringing]]/[[dig:8]]</loc><priority>0.[[n:1-9]]</priority></url>
]]</urlset>
%% base64-blob log txt trap
[[*4-12|[[HEX:16]]q7Rt[[hex:20]]ZpLm[[HEX:16]]xk+/
]]
%% gps-track log gpx trap
<trk><name>Sunday loop</name><trkseg>
[[*5-15|<trkpt lat="5[[n:0-5]].[[dig:7]]" lon="-[[n:0-4]].[[dig:7]]"><ele>[[n:1-400]].[[n:0-9]]</ele></trkpt>
]]</trkseg></trk>
%% lab-ranges list txt trap
Test            Range          Units
[[*6-14|[[?Sodium|Potassium|Urea|Creatinine|Bilirubin|ALT|Haemoglobin|White cells|Platelets|Ferritin|TSH|CRP]]        [[n:1-90]].[[n:0-9]] - [[n:91-450]].[[n:0-9]]     [[?mmol/L|umol/L|U/L|g/L]]
]]
%% lottery log txt trap
Draw [[dig:4]]: [[n2:1-59]] [[n2:1-59]] [[n2:1-59]] [[n2:1-59]] [[n2:1-59]] [[n2:1-59]] bonus [[n2:1-59]]
Raffle: RED [[dig:4]] [[dig:4]], BLUE [[dig:3]] [[dig:3]] [[dig:4]], PINK [[dig:6]]
%% pi-digits log txt trap
3.14159 26535 89793 23846 26433 83279 50288 41971
run [[dig:3]] [[dig:3]] [[dig:3]] [[dig:3]] [[dig:3]] [[dig:3]]
acc [[float]][[dig:9]] [[dig:5]] [[dig:5]] [[dig:5]] [[dig:5]]
%% sudoku log txt trap
[[*9-9|[[n:1-9]] [[n:1-9]] [[n:1-9]] | [[n:1-9]] [[n:1-9]] [[n:1-9]] | [[n:1-9]] [[n:1-9]] [[n:1-9]]
]]
%% uk-places letter txt trap
The van calls at Prestwich, Ashton, Stafford, Chester, Lincoln, Nelson, Morley, Kirkby, Rodney Stoke, Wendover, Melton Mowbray, St Helens, St Ives, Bury St Edmunds, Kingston, Harlow, Clayton, Barnsley, Denton and Winston, and then goes home. Allow [[n:2-9]] days.
%% irish-places letter txt trap
Leave Letterkenny by the Neil T Blaney road; pass Kelly's Cross, Murphy's Corner, O'Connell Street, Pearse Station, Connolly Hospital, Daly's Bridge and St Finbarr's. The Patrick Street stop is closed; use Patrick's Quay.
%% trade-names list txt trap
Dressings on trial: Mepilex Border, Aquacel Ag, Jelonet, Granuflex, Kaltostat, Tegaderm, Profore, Actico. Pumps: McKinley T34, Alaris. Mattress: Nimbus 4, Alpha Xcell. Beds: Hill-Rom 900. Scales: Marsden. Chairs: Kirton. Monitors: Welch Allyn, Philips.
%% car-park list txt trap
Bays: Consultant 1-12; Head of Estates 13; Chief Nurse 14; Volunteer Driver 15-20; Blue badge 21-40. Ticket £[[money]] a day. Pay at the machine near Grace Darling Court. Registration is read by camera [[n:1-9]]. VRM store clears after [[n:10-90]] days.
%% printer-log log log trap
[[*6-14|[[stamp]] job [[dig:8]] queue=NELSON-[[n:1-9]] pages=[[n:1-90]] owner=svc_print tray=[[n:1-4]] crc=[[HEX:8]]
]]
%% kernel-log log log trap
[[*8-16|[ [[n:1-9000]].[[dig:6]]] [[?usb 1-1.2: new high-speed device number [[n:1-20]]|eth0: link up|pci 0000:00:1[[n:0-9]].[[n:0-7]]: BAR 0|audit: type=1400 id=[[dig:10]]|thermal: bell temperature ok]] 0x[[hex:16]]
]]
%% stack-trace log log trap
java.lang.NullPointerException: Cannot invoke "Patient.getSurname()" because "p" is null
[[*4-10|    at org.frost.hunter.[[?Bishop|Mason|Taylor|Parser]].[[?mark|drew|will|parse]]([[?Bishop|Mason|Taylor|Parser]].java:[[n:1-900]])
]]Build 20[[n:20-25]][[n2:1-12]][[n2:1-28]].[[n:1-50]] rev [[hex:10]]
%% docker-compose code yml trap
services:
  rose:
    image: registry.example.org/frank/rose:[[n:1-9]].[[n:0-20]].[[n:0-9]]-[[hex:8]]
    ports: ["[[n:3000-9000]]:80"]
    environment: {PASSWORD_FILE: /run/secrets/db, TOKEN_FILE: /run/secrets/tok}
    labels: {id: "[[dig:10]]"}
%% ci-config code yml trap
env:
  DB_PASSWORD: ${{ secrets.DB_PASSWORD }}
  API_KEY: ${API_KEY}
  TOKEN: "<your token here>"
  password: ""
  cache-key: v[[n:1-9]]-[[hex:40]]
%% regex-doc letter txt trap
The pattern [0-9]{3} [0-9]{3} [0-9]{4} matches ten digits; [A-Z]{2}[0-9]{6}[A-D] matches a reference. Test strings are kept out of this page. Flags: g, i, m. Error E11.2 is raised if the group is empty; error I10 if it is nested; see table F32.
%% excel-damage table csv trap
code,value,fmt
[[*5-14|[[n:1-9]].[[n2:0-99]]E+[[n:9-12]],[[dig:5]],#####
]]
%% excel-dates log csv trap
gene,score
[[*5-12|[[?SEPT|MARCH|DEC|SEP|MAR]][[n:1-9]],[[float]]
]]
%% paper-sizes letter txt trap
Stock: A4 80 gsm, B5, C5 and DL. Codes: PH12 clips, OT40 tape, PA66 nylon, SL20 sleeve, BS5750 binder, CH100 chalk. Flight AA1 to gate B20; seat 12A. Battery CR2032, LR44, AA. Vitamins B12, D3, K2. Screens Z51 and T40.
%% uk-numbers letter txt trap
Ring 999 in an emergency, 101 for the police, 111 for advice, 119 for a test, 105 for a power cut, 150 for the network. The Samaritans are on 116 123. Text HELLO to [[n:60000-88888]]. Dial 1571 for messages. Ext [[dig:4]] is out of use, as is [[dig:4]].
%% recipes letter txt trap
Grandma's parkin: 8 oz oatmeal, 4 oz butter, 1 tsp ginger, a pinch of mace. Bake 50 min at 160. Serve with Earl Grey or a Bloody Mary. Also: Charlotte potatoes, King Edward chips, Victoria plums, Granny Smith apples, Little Gem, Sweet Williams for the table, Jack Daniel's in the sauce.
%% poem letter txt trap
O will you mark the summer dawn,
the rose, the ivy and the thorn,
the robin on the olive bough,
the april rain, the heather now?
May joy and grace and faith abide,
and hope go ever at your side.
%% songs list txt trap
SET LIST: Eleanor Rigby; Hey Jude; Jolene; Billie Jean; Sweet Caroline; Lola; Roxanne; Angie; Layla; Maggie May; Michelle; Lucille; Peggy Sue; Come On Eileen; Delilah. Encore [[n:1-3]] of 3.
%% rock-and-stars list txt trap
Objects: Halley, Hale-Bopp, Messier [[n:1-110]], NGC [[dig:4]], Barnard's star, Proxima, Wolf 359, Cassini, Herschel crater, Kuiper belt. RA [[n2:0-23]] [[n2:0-59]] [[n2:0-59]], dec +[[n2:0-89]] [[n2:0-59]].
%% questions-empty form txt trap
Patient satisfaction survey
1. How was your stay? [[n:1-5]]
2. Was the ward clean? [[n:1-5]]
3. Would you come again? Yes
4. Any comments? Parking was dear. Will try the bus. Food grand.
5. Age band: 45-54
%% stock-tickers log csv trap
sym,bid,ask,vol
[[*6-14|[[?SMIT|BARC|LLOY|WTB|TSCO|GSK|HIK|BUR]].L,[[money]],[[money]],[[dig:7]]
]]
%% nhs-acronyms letter txt trap
A and E has four streams: GP, UTC, SDEC and majors. The ICB sets the tariff; the PCN holds the list; the CQC inspects. MR stands for magnetic resonance and MS for Microsoft here; DR is disaster recovery, PROF is the profile file, REV is the revision, and SIR is the incident rate. MISS means a cache miss.
%% duplicate-counts list csv trap
surname_initial,count,percent
[[*6-16|[[LET:1]],[[dig:5]],[[n:0-9]].[[n:0-9]]
]]
%% aggregate-report list txt trap
Activity [[month]]: attendances [[dig:5]], admissions [[dig:4]], DNAs [[dig:3]]. Four-hour standard [[n:60-95]].[[n:0-9]]%. Age bands 0-17: [[dig:4]]; 18-64: [[dig:5]]; 65+: [[dig:4]]. Wards Albert, Bronte, Churchill and Dickens had none.
