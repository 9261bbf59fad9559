/* dev_chats.c - chats, texts, tickets and call notes. */
#include "accuracy/dev.h"

static const dev_template all[] = {
    {"mail", "txt", 0,
     "[%time%] %5.fore%: has anyone seen the notes for %1.name%?\n[%time%] %6.fore%: ask %7.fore%\n[%time%] %7.fore%: "
     "on my desk, hosp no %1.local%\n"
     "[%time%] %5.fore%: ta\n"},
    {"mail", "txt", 0,
     "%?date:num%, %time% - %5.name%: who is covering ward 6 tonight\n%?date:num%, %time% - %6.name%: me and %7.fore%\n"
     "%?date:num%, %time% - %5.name%: can one of u ring %2.tsur% on %2.mob% its about her dad\n%?date:num%, %time% - "
     "%6.name%: ok will do x\n"},
    {"mail", "txt", 0,
     "WhatsApp Chat with Ward 7 Nurses\n"
     "~*4-9(%?date:num%, %time% - %5.fore%: ~(bed 3 is %1.name%, %health%~|lol~|on my way~|can you swap Sat~|call me "
     "%5.mob%~|who took my pen~)\n~)\n"},
    {"mail", "txt", 0,
     "<%5.fore%> morning. %system% is down again\n<%6.fore%> yes ticket INC%dig:7%\n<%5.fore%> try %ip% with the "
     "service account, pw %pw%\n"
     "<%6.fore%> works. thx\n"},
    {"mail", "txt", 0,
     "Teams chat, %date:words%\n%5.name%  %time%\nDid the family of %4.tsur% get back to you?\n%6.name%  %time%\n"
     "Yes, ~(daughter~|son~) rang from %2.mob%. Wants to know the result of the %!scan%.\n%5.name%  %time%\nIt was "
     "%health%. %7.drsur% will tell them.\n"},
    {"mail", "txt", 0,
     "TEXT MESSAGE LOG\nTo: %1.mob%\nHi %1.fore%, your appt at %surgery% is on %next:num% at %time%. Reply CANCEL if "
     "you can't come.\n"},
    {"mail", "txt", 0,
     "Voicemail transcript, ~(switchboard~|PALS line~), %date:words%\n\n"
     "hi this is %2.name% I am ringing about my husband %1.name% his date of birth is %1.dob:th% and I think his "
     "number is %1.nhs:space% could somebody ring me back on %2.mob% thank you bye\n"},
    {"mail", "txt", 0,
     "Twitter DM\n%1.handle%: hi @northfieldtrust my mum %4.name% has been waiting 9 hrs in A&E\n"
     "@northfieldtrust: Sorry to hear this. Please DM your mum's date of birth.\n%1.handle%: its %4.dob:short%, "
     "postcode %4.pc%\n"},
    {"mail", "txt", 0,
     "Helpdesk ticket #%dig:6%\nRaised by: %5.name% (%5.email%)\nCategory: Access\n"
     "Text: My smartcard has stopped working. UUID %dig:12%. I am in room 2.14, phone %5.tel%.\n--- worknote %6.name% "
     "---\n"
     "Called %5.fore%, unlocked. PIN reset.\nStatus: Closed\n"},
    {"mail", "txt", 0,
     "Helpdesk ticket %dig:6%   Priority 3\nCaller   %5.last%\nDept     %dept%\nProblem  Label printer prints %1.NAME% "
     "for every patient\n"
     "Worknote %time% spoke with %5.fore%; %time% replaced roll\n"},
    {"mail", "txt", 0,
     "CALL NOTE  %date:num% %time%\nCaller: %2.tinit%  Tel: %2.tel%\nRe: %1.full% (%1.dob:num%)\n"
     "Message: would like %6.drsur% to ring about the %drug%. Says %1.he% has been low, %mental%.\nTaken by: "
     "%7.init%\n"},
    {"list", "txt", 0,
     "Messages for %6.drsur%\n\n~*4-10(- %1.tinit%, %1.mob%, ~(sick note~|results please~|repeat script~|worried about "
     "%health%~)\n~)\n"},
    {"mail", "txt", 0,
     "Q: What is your name?\nA: %1.name%\nQ: And your date of birth?\nA: %1.dob:words%\nQ: First line of the "
     "address?\nA: %1.addr%\nQ: Postcode?\n"
     "A: %1.pc%\nBot: Thank you, %1.fore%. A nurse will call %1.mob% shortly.\n"},
    {"mail", "txt", 0,
     "PAGER LOG\n~*4-9(%time% bleep %num:100-999% ~(ring ward %num:1-9%~|%4.name% deteriorating~|bed manager~|theatre "
     "ready for %1.tsur%~)\n~)\n"},
    {"mail", "json", 0,
     "[{\"ts\":\"%epoch%.%dig:6%\",\"user\":\"U%alnum:8%\",\"text\":\"can someone look at %1.name%'s record, NHS "
     "%1.nhs%?\"},\n"
     "{\"ts\":\"%epoch%.%dig:6%\",\"user\":\"U%alnum:8%\",\"text\":\"done, merged with ^local_id=%!1.local%^, cc "
     "%5.email%\"}]\n"},
    {"mail", "txt", 0,
     "Hi hun, its ur cousin %5.fore%. Can u look up %1.name% on the system for me shes in ward 9,\n"
     "born %1.dob:yy%. dont say i asked. my new number %5.mob%\n"},
};
DEV_LIST(dev_chats, all);
