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
     "From: %?orgmail%\nTo: ^?email=all-staff@northfield.example^\nSubject: Planned maintenance of %system%\nDate: "
     "Mon, 9 Mar 2026 09:00:00 +0000\n"
     "Message-ID: <^?email=%hex:16%.%dig:10%@mx.northfield.example^>\nContent-Type: text/plain; charset=utf-8\n\nHello "
     "all\n\n"
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
};
DEV_LIST(dev_traps, all);
