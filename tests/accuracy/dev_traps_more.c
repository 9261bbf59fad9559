/* dev_traps_more.c - notices, leaflets and lists of things that bear people's names. */
#include "accuracy/dev.h"

static const dev_template all[] = {
    {"list", "txt", TRAP, "%dept% formulary\n~*6-18(%drug%  %!dose%\n~)\n"},
    {"list", "txt", TRAP, "Job vacancies this week: ~*5-12(%job% (%hospital%), ref %dig:3%-%dig:6%; ~)apply online.\n"},
    {"list", "txt", TRAP, "~*5-15(%company%, %town%\n~)\n"},
    {"list", "txt", TRAP,
     "Rooms to book: ~*5-12(~(Nightingale~|Lister~|Fleming~|Jenner~|Seacole~|Bevan~|Curie~|Pankhurst~) Room, seats "
     "%num:4-60%; ~)ring Estates.\n"},
    {"list", "txt", TRAP, "Meter readings\n~*6-20(%dig:10%   %dig:6%   %num:1-31% %month%\n~)\n"},
    {"list", "txt", TRAP,
     "Lottery: ~*5-14(%num:1-49% %num:1-49% %num:1-49% %num:1-49% %num:1-49% %num:1-49%; ~)bonus %num:1-49%.\n"},
    {"list", "csv", TRAP, "asset,serial,model\n~*6-20(%dig:6%,%dig:10%,%product%\n~)\n"},
    {"list", "csv", TRAP, "ward,april,may,june\n~*5-14(%!ward%,%num:10-90%,%num:10-90%,%num:10-90%\n~)\n"},
    {"letter", "txt", TRAP | WRAP,
     "Welcome to %!ward%. Visiting is from 2 to 4 and 6 to 8. Please do not bring flowers. The shop in the Wellington "
     "entrance sells papers. The chapel is open at all hours; the chaplain will visit on request. Television cards "
     "cost £5.\n"},
    {"letter", "txt", TRAP | WRAP,
     "Your guide to the %!scan%. You may eat and drink. Take off rings. The test will last half an hour; there may be "
     "a short wait. Results will be with the team that asked for the test within a fortnight. Leave the car in Park C, "
     "off Gladstone Road.\n"},
    {"letter", "txt", TRAP | WRAP,
     "Terms. In this Agreement \"the Bill of Quantities\" means Schedule %num:1-9%; \"Will\" and \"shall\" are used "
     "alike. Goods shall bear the CE mark. Serial numbers %dig:9% to %dig:9%. Governing law: England and Wales. Rev "
     "%version%.\n"},
    {"letter", "txt", TRAP | WRAP,
     "History of the house. St Catherine's was built in 1874 on Prince's Road for the Sisters of Mercy. It became "
     "Stanley House in 1921 and Grace Ward after the war. The Beatrice Wing was let to Barclays. It was sold in %year% "
     "for £%num:1-9%.%dig:1%m.\n"},
    {"letter", "txt", TRAP | WRAP,
     "Gardening club. Plant sweet peas in April; prune the roses in May. Violet, Lily, Iris, Daisy and Heather all "
     "grow in shade. The Lady Penzance is a good hedge. Meet at the Rose Garden, Victoria Park.\n"},
    {"letter", "txt", TRAP | WRAP,
     "Recipe: Bakewell tart. 200 g flour, 100 g butter, jam. Bake at gas mark 4. Serve with Bird's custard. Worcester "
     "sauce is not needed, nor Tabasco; ^?surname=Mr Kipling^ and Jacob's crackers are sold in the shop.\n"},
    {"letter", "txt", TRAP | WRAP,
     "Sports: Preston North End 2 Grimsby Town 1; Queen of the South 0 St Johnstone 0; Accrington Stanley 3 Charlton "
     "Athletic 3. The Jules Rimet trophy will be shown in the Jackson Suite on Friday.\n"},
    {"letter", "txt", TRAP | WRAP,
     "Policy on uniforms. Tunics must be laundered at 60 degrees. No rings but a plain band. Name badges will be worn. "
     "See also Policy %dig:3%, section %num:1-20%.%num:1-9%.%num:1-9%, and Appendix %cap:1%. Supersedes version "
     "%version%.\n"},
    {"letter", "txt", TRAP | WRAP,
     "Teaching: describe the Henderson-Hasselbalch equation, Starling's law, the loop of Henle, Bowman's capsule, the "
     "bundle of His and the circle of Willis. What are Koch's postulates? Draw Cooper's ligament. Name three uses of a "
     "Foley catheter and of a Swan-Ganz line.\n"},
    {"letter", "txt", TRAP | WRAP,
     "Notice: the %town% to %town% road will close. Diversions by Church Lane, Mary Street, Nelson Way and Charlotte "
     "Square. Traffic order %dig:4%/%dig:2%. The Arnold Clark garage stays open.\n"},
    {"letter", "txt", TRAP | WRAP,
     "Contract award: Lot 1 to %company%, Lot 2 to %company%. Value £%num:100-900%,%dig:3%. CPV code %dig:8%. DUNS "
     "%dig:9%. Notice %year%/S %dig:3%-%dig:6%.\n"},
    {"letter", "txt", TRAP | WRAP,
     "Financial report, month %num:1-12%. Pay is overspent by £%num:10-900%k, drugs by £%num:10-900%k. Agency spend "
     "fell. The Hunter Street lease ends in March. The Carillion balance is written off. CIP delivery "
     "%num:40-99%%%.\n"},
    {"letter", "txt", TRAP | WRAP,
     "CQC feedback. The service was rated Good. Staff were kind. Records on Maple Lodge were complete. The trust must "
     "act on: fire doors in Alexandra Court, the Grant Road store, drug fridge temperatures.\n"},
    {"letter", "html", TRAP,
     "<html><head><title>%trust%</title></head><body><h1>Welcome To Our Hospital</h1><p>Find Us On Victoria Road. "
     "Parking Is Free After Six.</p><p>&copy; %year% Northfield. Page id %dig:10%. Reviewed in "
     "%month%.</p></body></html>\n"},
    {"letter", "html", TRAP,
     "<html><body><h1>Cookies</h1><p>Google Analytics sets _ga=GA1.2.%dig:9%.%dig:10% for two "
     "years.</p></body></html>\n"},
    {"mail", "eml", TRAP,
     "From: Canteen <%?orgmail%>\nTo: ^?email=all.staff@northfield.example^\nSubject: This week's specials\n"
     "Date: ^?record_date=Mon, 16 Mar 2026 11:00:00 +0000^\nContent-Type: text/plain; charset=utf-8\n\n"
     "Monday: Cornish pasty. Tuesday: Welsh rarebit. Wednesday: Chicken Marengo and Eton mess. Price "
     "£%num:3-7%.%dig:2%.\n\n"
     "Loyalty cards will be stamped.\n"},
    {"mail", "eml", TRAP,
     "From: Monitoring <^?email=nagios@northfield.example^>\nTo: ^?email=ops@northfield.example^\nSubject: PROBLEM: "
     "disk on web%num:1-9%\n"
     "Date: ^?record_date=Mon, 16 Mar 2026 03:00:00 +0000^\nContent-Type: text/plain; charset=utf-8\n\nHost: "
     "web%num:1-9%\nState: WARNING\n"
     "Info: /var %num:80-99%%% used, inode %dig:10%\nEvent id %dig:8%\n"},
    {"mail", "txt", TRAP,
     "[%time%] helpbot: What can I do for you today?\n[%time%] user: printer jam\n[%time%] helpbot: Open tray 2, lift "
     "the green latch. Ticket INC%dig:7%.\n"},
    {"mail", "txt", TRAP,
     "Subject: room booking\n"
     "The Nightingale Room is free at %time%. The Lister Room is not. Please bring the laptop, asset %cap:2%%dig:6%. "
     "Catering code %dig:6%.\n"},
    {"form", "txt", TRAP,
     "STOCK REQUISITION   No. %dig:8%\nWard: %!ward%    Cost code: %dig:6%\n1  %product%   x %num:1-50%\n2  %product%  "
     " x %num:1-50%\n"
     "Signature: ........ \n"},
    {"form", "txt", TRAP,
     "EQUIPMENT FAULT TAG\nItem: %product%\nAsset no: %dig:6%\nFault: does not charge\nLocation: %!ward%\nJob no: "
     "%dig:10%\n"},
    {"form", "txt", TRAP,
     "CLEANING CHECK\nArea: %!ward%\nFloors [x]  Sinks [x]  Beds [ ]\nScore %num:60-100%%%   Week %num:1-52%\n"},
    {"form", "txt", TRAP,
     "Consent form (blank)\nI, ............................ of ............................ agree to the operation of "
     "............................\n"
     "Date of birth ....../....../......    Signed ............................\n"},
    {"ocr", "txt", TRAP | OCR,
     "RECEIPT\nW H Smith, %!hospital%\n1 x sandwich  £%num:2-5%.%dig:2%\n1 x paper     £1.%dig:2%\nTill 4  Trans "
     "%dig:10%\n"},
    {"ocr", "txt", TRAP | OCR, "PUBLIC RIGHT OF WAY\n%!street%\nNorthfield Council order %dig:4%\n"},
    {"ocr", "txt", TRAP | OCR,
     "Batch %cap:2%%dig:6%   Exp %num:10-12%/%num:26-31%\n%drug% tablets\nPL %dig:5%/%dig:4%\nKeep out of the reach of "
     "children\n"},
    {"ocr", "txt", TRAP | OCR | WRAP,
     "In The Event Of Fire Leave By The Nearest Exit. Do Not Stop To Collect Belongings. Do Not Use Lifts. Wait On The "
     "Grass By Nelson House.\n"},
    {"ocr", "txt", TRAP | OCR,
     "TIMETABLE %num:1-99% %town% - %town%\n0705 0725 0745 0805 0825\nKing Street 0711 0731 0751\nAlbert Square 0719 "
     "0739 0759\n"},
};
DEV_LIST(dev_traps_more, all);
