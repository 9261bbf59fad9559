/* dev_mails.c - mails and what they answer. */
#include "accuracy/dev.h"

static const dev_template all[] = {
    {"mail", "eml", 0,
     "From: \"%5.name%\" <%5.email%>\nTo: \"%6.name%\" <%6.email%>\nSubject: ~(clinic slot~|Urgent: clinic slot~|FW: "
     "patient query~)\n"
     "Date: ^?record_date=Tue, 10 Mar 2026 14:02:11 +0000^\nMIME-Version: 1.0\nContent-Type: text/plain; "
     "charset=utf-8\n\nHi %6.fore%,\n\n"
     "Could you book %1.full% (NHS %1.nhs%, DOB %1.dob%) into a %dept% slot before %next%? %1.He% can be reached on "
     "%1.mob% or %1.email%. %1.His% ~(wife~|husband~|mother~), %2.name%, will come too.\n"
     "\nThanks,\n%5.fore%\n--\n%5.name%\n%job%, %hospital%\n~(T: %5.tel%~|Tel. %5.tel% ext %num:2000-6999%~|%5.tel% "
     "x%num:200-999%~)\n"},
    {"mail", "eml", 0,
     "From: %1.name% <%1.email%>\nTo: %orgmail%\nSubject: ~(Complaint~|Very poor care~|Question about a letter~)\n"
     "Date: ^?record_date=Wed, 04 Feb 2026 22:17:45 +0000^\nContent-Type: text/plain; charset=utf-8\n\nTo whom it may "
     "concern\n\n"
     "My name is %1.name% and I live at %1.line%. On %date% my ~(mum~|dad~|nan~) %4.name%, who has %health%, was left "
     "on a trolley for 11 hours. The nurse in charge was called %5.fore% and would not give a surname. %6.drsur% said "
     "sorry but I want an answer in writing. You can ring me on %1.mob% after 6.\n"
     "\n%1.init%\n"},
    {"mail", "eml", 0,
     "From: %5.name% <%5.email%>\nTo: %6.name% <%6.email%>; %7.name% <%7.email%>\nSubject: RE: RE: Bed 4\n"
     "Date: ^?record_date=Thu, 12 Feb 2026 08:31:00 +0000^\nContent-Type: text/plain; charset=utf-8\n\n%6.fore%, "
     "%7.fore%\n\n"
     "Agree, family meeting tomorrow. %4.tsur%'s ~(son~|daughter~) is called %2.fore%, mobile "
     "%2.mob%.\n\n%5.fore%\n\n> From: %6.name%\n"
     "> Sent: ^?record_date=11 February 2026 17:40^\n> To: %5.name%\n> Subject: RE: Bed 4\n>\n"
     "> %4.fore% is medically fit, NHS no %4.nhs%. Social worker is\n> %8.name%. I will ring the nursing home.\n> "
     "%6.fore%\n"},
    {"mail", "eml", 0,
     "From: Service Desk <%orgmail%>\nTo: %5.email%\nSubject: INC%dig:7% has been updated\nDate: ^?record_date=Mon, 02 "
     "Mar 2026 10:12:33 +0000^\n"
     "Content-Type: text/plain; charset=utf-8\n\nHello %5.fore%,\n\nYour ticket INC%dig:7% (cannot log in to %system%) "
     "was updated by %6.name%:\n\n"
     "\"Password reset to %pw% - please change at first use. Username %5.user%.\"\n\nKind regards\nIT Service Desk\n"},
    {"mail", "eml", 0,
     "From: %5.name% <%5.email%>\nTo: ^?email=payroll@northfield.nhs.example^\nSubject: Change of bank details\n"
     "Date: ^?record_date=Fri, 27 Feb 2026 12:00:09 +0000^\nContent-Type: text/plain; charset=utf-8\n\nHi\n\n"
     "Please change my bank from next month. Assignment number %5.local%, NI %5.nino%.\nNew account: sort code "
     "%5.sort%, account %5.acc%, name %5.init%.\n"
     "\nThanks, %5.fore%\n"},
    {"mail", "eml", 0,
     "From: %6.name% <%6.email%>\nTo: %5.name% <%5.email%>\nSubject: Sickness absence - confidential\n"
     "Date: ^?record_date=Fri, 27 Feb 2026 16:45:00 +0000^\nContent-Type: text/plain; charset=utf-8\n\nDear "
     "%5.fore%\n\n"
     "I was sorry to hear about your %mental% and that your ~(partner~|wife~|husband~) %2.fore% is being treated for "
     "%health%. We will meet on %next:words% with your %union% representative, %7.name%.\n"
     "\nBest wishes\n%6.name%\n"},
    {"mail", "eml", 0,
     "From: =?utf-8?Q?Newsletter?= <%orgmail%>\nTo: %1.email%\nSubject: Your gift made a difference, %1.fore%!\n"
     "Date: ^?record_date=Sat, 28 Feb 2026 09:00:00 +0000^\nContent-Type: text/html; charset=utf-8\n\n"
     "<html><body><p>Dear %1.tsur%,</p><p>Your donation of %!price% on %date:words% bought two syringe "
     "drivers.</p><p>Supporter number: ^local_id=%dig:7%^</p><p>Thank you<br>%5.name%</p></body></html>\n"},
    {"mail", "eml", 0,
     "From: %5.name% <%5.email%>\nTo: %6.name% <%6.email%>\nSubject: Safeguarding: family of %3.name%\n"
     "Date: ^?record_date=Sun, 01 Mar 2026 20:10:10 +0000^\nContent-Type: text/plain; charset=utf-8\n\n%6.fore%\n\n"
     "%3.name% (dob %3.dob%) came to ED with a bruise. Mum is %2.name%, %2.line%. There is a %safe% open on the "
     "sibling. Mum's new partner %1.name% has been %crim%. Strategy meeting tomorrow at %time%, dial in ^?phone=020 "
     "7946 0%dig:3%^ passcode %dig:6%.\n"
     "\n%5.fore%\n"},
    {"mail", "txt", 0,
     "-----Original Message-----\nFrom: %5.last%\nSent: ^?record_date=14 January 2026 11:05^\nTo: %6.last%; "
     "%7.last%\nSubject: On call swap\n\n%6.fore%,\n"
     "\nCan you do my night on %next%? %7.fore% is on leave. I will do yours. My number is "
     "%5.mob%.\n\nCheers\n%5.fore%\n"},
    {"mail", "txt", 0,
     "Von: %5.name%\nAn: %6.name%\nBetreff: Re: %1.name%\n\n"
     "Dear colleague, the records of %1.name%, born %1.dob:dots%, were sent on %date:dots%. Passport %1.pass%, IBAN "
     "%1.iban%.\n\n%5.name%\n"},
    {"mail", "eml", 0,
     "From: %5.name% <%5.email%>\nTo: %6.email%\nSubject: supplier set-up\nDate: ^?record_date=Tue, 03 Mar 2026 "
     "13:00:00 +0000^\n"
     "Content-Type: text/plain; charset=utf-8\n\nHi %6.fore%\n\n"
     "Please set up %company%: company number %conum%, VAT %vat%, IBAN %5.iban%. Their accounts contact is %7.name% on "
     "%7.tel% (%7.email%). PO %dig:10%.\n"
     "\nTa\n%5.fore%\n"},
    {"mail", "eml", 0,
     "From: %5.name% <%5.email%>\nTo: %6.name% <%6.email%>\nSubject: server\nDate: ^?record_date=Tue, 03 Mar 2026 "
     "13:05:00 +0000^\n"
     "Content-Type: text/plain; charset=utf-8\n\n"
     "%6.fore% - the box is %ip%, login %5.user% / %pw%. The API key for %system% is %token%. Don't tell %7.fore% "
     ";-)\n"},
    {"mail", "eml", 0,
     "From: %2.name% <%2.email%>\nTo: ^?email=reception@surgery.example^\nSubject: repeat prescription\n"
     "Date: ^?record_date=Wed, 11 Mar 2026 07:41:20 +0000^\nContent-Type: text/plain; charset=utf-8\n\nGood morning,\n"
     "Please can I order for my ~(husband~|son~|mum~), %1.name%, d.o.b %1.dob:short%:\n%drug%\n%drug%\nHe will collect "
     "on Friday.\n%2.tsur%\n"
     "Sent from my iPhone\n"},
    {"mail", "eml", 0,
     "From: %5.name% <%5.email%>\nTo: All Staff\nSubject: Welcome %6.fore%, goodbye %7.fore%\nDate: ^?record_date=Mon, "
     "16 Mar 2026 09:30:00 +0000^\n"
     "Content-Type: text/plain; charset=utf-8\n\nDear all\n\n"
     "Please welcome %6.name%, who joins %dept% as %job%. After 22 years %7.full% is leaving us; there will be cake on "
     "%!ward% at three. Cards to %8.fore% by Thursday.\n"
     "\n%5.fore%\n"},
    {"mail", "eml", 0,
     "From: %1.email%\nTo: ^?email=research@northfield.nhs.example^\nSubject: Study PARK-%num:10-99%\n"
     "Date: ^?record_date=Mon, 16 Mar 2026 19:30:00 +0000^\nContent-Type: text/plain; charset=utf-8\n\n"
     "Hello, I am happy to take part in the %health% study. I am %1.age%, born %1.dob:words%. My address for the "
     "travel money is\n%1.block%\n"
     "and my account is %1.bank%.\n%1.fore%\n"},
    {"mail", "eml", 0,
     "From: %5.name% <%5.email%>\nTo: %6.name% <%6.email%>\nSubject: Re: Locum cover\nDate: ^?record_date=Mon, 16 Mar "
     "2026 19:30:00 +0000^\n"
     "Content-Type: text/plain; charset=utf-8\n\nDear %6.tsur%,\n"
     "My GMC number is %5.gmc% and my rate is £%num:60-110% an hour. DBS certificate %dig:12%, date of birth "
     "%5.dob:num%, next available from %next:words%.\n"
     "Regards,\n%5.dr%\nSent from Outlook for Android\n\nOn ^?record_date=Sun, 15 Mar 2026^ at 10:02, %6.name% "
     "<%6.email%> wrote:\n> Dear %5.drsur%,\n"
     "> Are you free? Please call %6.fore% on %6.mob%.\n"},
    {"mail", "mbox", 0,
     "From %?5.email% ^?record_date=Mon Mar 16 10:00:00 2026^\nFrom: %5.name% <%5.email%>\nTo: %6.email%\nSubject: "
     "keys\n"
     "Date: ^?record_date=Mon, 16 Mar 2026 10:00:00 +0000^\n\n%6.fore%, the keys for %4.tsur% at %4.addr% are in the "
     "safe (code %dig:4%).\n\n"
     "From %?6.email% ^?record_date=Mon Mar 16 10:20:00 2026^\nFrom: %6.name% <%6.email%>\nTo: %5.email%\nSubject: Re: "
     "keys\n"
     "Date: ^?record_date=Mon, 16 Mar 2026 10:20:00 +0000^\n\nThanks %5.fore%. Her neighbour %2.name% has a spare.\n"},
};
DEV_LIST(dev_mails, all);
