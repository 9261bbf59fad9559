/* dev_traps.c - texts with nobody in them, and what looks like somebody. */
#include "accuracy/dev.h"

static const dev_template all[] = {
    {"code", "log", TRAP, "~*8-30(%stamp% INFO [worker-%num:1-9%] job %dig:8% took %num:1-900% ms id=%guid%\n~)\n"},
    {"table", "csv", TRAP, "id,mobile,home\n~*6-20(%num:1-900%,^phone=7700900%dig:3%^,^phone=1632960%dig:3%^\n~)\n"},
    {"list", "txt", TRAP,
     "WARD TELEPHONE EXTENSIONS - %hospital%\n\n~*8-20(%ward%    ext %num:2000-6999%   bleep %num:100-999%\n~)\n"},
    {"code", "txt", TRAP,
     "~*6-24(%hex:8%  %hex:2% %hex:2% %hex:2% %hex:2% %hex:2% %hex:2% %hex:2% %hex:2%  |........|\n~)\n"},
    {"code", "txt", TRAP,
     "~*4-12(commit %hex:40%\n    ~(fix~|mark~|bill~) the ~(grace period~|may flag~|april report~) in build "
     "%version%\n\n~)\n"},
    {"letter", "txt", TRAP | WRAP,
     "Notice to all departments\n\n"
     "The ~(Victoria Road~|Albert Road~|St James~) car park will close for resurfacing in ~(April~|May~|June~). Staff "
     "may use the ~(Nelson Street~|Wellington~) site. Will managers please mark this in their diaries, and bill any "
     "extra cost to cost centre %dig:6%. Parking permits begin with %dig:4%.\n"},
    {"mail", "eml", TRAP,
     "From: %?orgmail%\nTo: ^?email=all-staff@northfield.example^\nSubject: Planned maintenance of %system%\n"
     "Date: ^?record_date=Mon, 9 Mar 2026 09:00:00 +0000^\nMessage-ID: "
     "<^?email=%hex:16%.%dig:10%@mx.northfield.example^>\n"
     "Content-Type: text/plain; charset=utf-8\n\nHello all\n\n"
     "%system% will be unavailable between %time% and %time%. Please log your work. Change number "
     "CHG%dig:7%.\n\nService Desk\n"},
    {"list", "txt", TRAP, "%product%  part %dig:10%  %price%\n~*6-20(%product%  part %dig:5%-%dig:5%  %price%\n~)\n"},
    {"letter", "txt", TRAP | WRAP, "%dept% patient information leaflet\n"},
    {"form", "txt", TRAP,
     "Name: ______________________\nDate of birth: __ / __ / ____\nNHS number: ____ ____ ____\nAddress: "
     "______________________\nPostcode: ________\n"},
    {"form", "txt", TRAP,
     "REQUEST FORM\nSurname: [                ]\nForename(s): [               ]\nD.O.B.: [  /  /    ]\nHospital No: [  "
     "        ]\n"
     "Signed: ......................  Date: ..../..../....\n"},
    {"list", "txt", TRAP,
     "~*6-20(ISBN %isbn%   ~(Grace Notes~|May Day~|A Bill of Rights~|Rose Madder~|Mark the Date~|Hope and "
     "Glory~)\n~)\n"},
    {"list", "txt", TRAP, "Instruments to be sterilised: ~*6-14(%product%; ~)done.\n"},
    {"list", "txt", TRAP, "Purchase order lines\n\n~*6-16(PO %dig:10%   line %num:1-20%   %product%   %price%\n~)\n"},
    {"code", "txt", TRAP,
     "$ uname -a\nLinux web01 5.10.0-%num:10-30%-amd64 #1 SMP Debian 5.10.%num:100-200%-1 (2023-01-21) x86_64\n$ "
     "uptime\n"
     " 10:22:11 up 147 days,  3:12,  2 users\n"},
    {"code", "json", TRAP,
     "{\"build\":%dig:10%,\"commit\":\"%hex:40%\",\"version\":\"%version%\",\"artifact\":\"%guid%\",\"sizes\":[%dig:10%"
     ",%dig:10%,%dig:9%]}\n"},
    {"code", "xml", TRAP,
     "<svg viewBox=\"0 0 1024 768\"><path d=\"M%dig:3%.%dig:6% %dig:3%.%dig:6%L%dig:3%.%dig:6% "
     "%dig:3%.%dig:6%Z\"/></svg>\n"},
    {"code", "html", TRAP,
     "<html><body><h2>%product%</h2><p>SKU %dig:10%. EAN %dig:13%. %price%</p><p>Customers also bought: %product%, "
     "%product%.</p><p>Delivery from our %town% store.</p></body></html>\n"},
    {"letter", "txt", TRAP | WRAP,
     "%hospital% is on %!street% near the junction with Victoria Road. Buses %num:1-90% and %num:100-400% stop at King "
     "Street. Ask for Florence Ward. The Princess Royal Building is behind the Thomas Clarkson Wing; the Ada Lovelace "
     "Suite has step-free access.\n"},
    {"letter", "txt", TRAP | WRAP,
     "Summary of the literature. ^?health_term=Parkinson's disease^ and ^?health_term=Alzheimer's disease^ are common "
     "in later life. The Glasgow Coma Scale, the Apgar score and the Barthel index are widely used. In "
     "^?health_term=Hodgkin lymphoma^ the Ann Arbor stage is given. The %eponym% has fair sensitivity. "
     "^?health_term=Crohn's disease^ and ^?health_term=Addison's disease^ are rarer.\n"},
    {"letter", "txt", TRAP | WRAP,
     "Press release\n\n"
     "%company% and %company% have agreed to merge their %town% depots. The Grant Thornton report, published in "
     "~(May~|June~|April~), expects savings of £%num:2-90%m. Will the Bill be passed before summer? Mark Lane analysts "
     "hope so; faith in the Grace period is low.\n"},
    {"letter", "txt", TRAP | WRAP,
     "Weather notes for %month% %year%. Frost early, snow on high ground, rain from the west. The River Dee and the "
     "Tyne were in spate. Max %num:5-25%.%dig:1% C at %town%, wind 25 knots gusting 40.\n"},
    {"letter", "txt", TRAP | WRAP,
     "How to descale the %product%. 1. Turn off. 2. Fill to the max mark. 3. Add one sachet. 4. Wait 30 min. Helpline "
     "open 9 to 5. Model %alnum:8%, serial %dig:10%, made in %year%.\n"},
    {"letter", "txt", TRAP | WRAP,
     "TERMS OF REFERENCE\n\n"
     "The Committee shall meet quarterly. The Chair may cast a deciding vote. Members will declare interests. Any bill "
     "shall be marked for the attention of the Head of Finance. Reference %dig:4%/%dig:3%, version %version%, review "
     "date %?next%.\n"},
    {"mail", "eml", TRAP,
     "From: Facilities <%?orgmail%>\nTo: ^?email=all.users@northfield.example^\nSubject: Fire alarm test, Victoria "
     "Wing\n"
     "Date: ^?record_date=Mon, 16 Mar 2026 08:00:00 +0000^\nContent-Type: text/plain; charset=utf-8\n\nAll,\n\n"
     "The alarm will sound at 10 in Victoria Wing and the Albert Building. Do not leave. Job no. "
     "%dig:10%.\n\nFacilities\n"},
    {"mail", "eml", TRAP,
     "From: no-reply <^?email=no-reply@couriers.example^>\nTo: ^?email=stores@northfield.example^\nSubject: Parcel "
     "%dig:12%\n"
     "Date: ^?record_date=Mon, 16 Mar 2026 08:10:00 +0000^\nContent-Type: text/plain; charset=utf-8\n\n"
     "Your parcel %dig:12% is out for delivery between %time% and %time%. Consignment %cap:2%%dig:9%GB. Order "
     "%dig:10%.\n"},
    {"form", "txt", TRAP, "Patient Name:\nNHS No:\nDOB:\nConsultant:\nWard:\nPlease affix label here\n"},
    {"form", "txt", TRAP,
     "VISITOR PASS\n\nName ______________ Company ______________\nCar reg ___________ Host _________________\nTime in "
     "____  Time out ____\n"},
    {"form", "txt", TRAP,
     "QUESTIONNAIRE (tick one)\nSex: [ ] M [ ] F\nAge: [ ] 18-24 [ ] 25-64 [ ] 65+\nHow satisfied were you with your "
     "visit? 1 2 3 4 5\n"},
    {"log", "log", TRAP, "~*8-24(%stamp% GC pause %num:1-90%.%dig:3%ms heap %dig:9%->%dig:9% thread-%dig:2%\n~)\n"},
    {"log", "log", TRAP, "~*8-24(%epoch% queue=%cap:3%%num:1-9% depth=%num:0-400% last=%epoch%\n~)\n"},
    {"log", "log", TRAP, "~*6-16(%stamp% backup set %dig:10% tape %cap:2%%dig:4%L6 ok\n~)\n"},
    {"ocr", "txt", TRAP | OCR,
     "MENU - week %num:1-4%\nMonday    Shepherd's pie, Victoria sponge\nTuesday   Chicken Kiev, Eton mess\nWednesday "
     "Caesar salad, Bakewell tart\n"
     "Thursday  Lancashire hotpot, Eve's pudding\n"},
    {"ocr", "txt", TRAP | OCR, "%hospital%\nFIRE ACTION\nAssembly point: St George's Car Park\nDial 2222\n"},
    {"ocr", "txt", TRAP | OCR | WRAP,
     "STANDARD OPERATING PROCEDURE %dig:4%\nCleaning of the %product%\nIssue %num:1-9%  Page 1 of 4   Doc ref "
     "%cap:3%-%dig:6%\n"
     "Responsible: Ward Manager. Approved by the Infection Control Committee.\n"},
    {"list", "txt", TRAP, "Car park permits issued by zone: ~*6-14(%cap:1%%num:1-30% %num:20-400%; ~)total %dig:4%.\n"},
    {"list", "txt", TRAP, "Grid references of helipads\n~*5-14(%hospital%   %grid%\n~)\n"},
    {"list", "txt", TRAP, "Telephone directory of departments (internal)\n~*8-20(%dept%   %num:20000-69999%\n~)\n"},
    {"list", "txt", TRAP, "Telephone directory (external numbers)\n~*8-20(%!ward%   %orgtel%\n~)\n"},
};
DEV_LIST(dev_traps, all);
