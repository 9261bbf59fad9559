/* dev_logs.c - lines of logs in which people stand. */
#include "accuracy/dev.h"

static const dev_template all[] = {
    {"log", "log", 0, "~*6-20(%stamp% INFO  auth user=%5.email% ip=%ip% result=~(ok~|denied~) session=%hex:16%\n~)\n"},
    {"log", "log", 0,
     "~*6-20(%ip% - - [^?record_date=12/Mar/2026^:10:%num:10-59%:%num:10-59% +0000] \"GET /patients?nhs=%1.nhs:plain% "
     "HTTP/1.1\" 200 %dig:4% \"-\" \"Mozilla/5.0\"\n"
     "~)\n"},
    {"log", "log", 0,
     "~*5-16(%stamp% DEBUG pas.lookup patient \"%1.last%\" dob=%1.dob:iso% hit=~(1~|0~) %num:1-90%ms\n~)\n"},
    {"log", "log", 0,
     "~*5-16(%stamp% sms-gateway queued msg=%guid% to=%1.mob% text=\"Dear %1.fore%, your appointment is at "
     "%time%\"\n~)\n"},
    {"log", "log", 0,
     "~*4-12(%stamp% ERROR hl7 reject segment=\"PID|1||%1.nhs:plain%||%1.LAST%\" reason=~(dup~|len~)\n~)\n"},
    {"log", "log", 0,
     "~*5-14(Mar 12 %time%:%num:10-59% web01 sshd[%dig:5%]: Failed password for ~(root~|admin~|backup~) from %ip% port "
     "%dig:5% ssh2\n~)\n"},
    {"log", "log", 0,
     "~*4-10(%stamp% mailer from=<%5.email%> to=<%1.email%> subject=\"~(Your results~|Appointment~|Survey~)\" "
     "status=sent\n~)\n"},
    {"log", "txt", 0,
     "Door controller 4 - Pharmacy\n~*5-16(%date:num% %time%:%num:10-59%  card %dig:8%  %5.name%  "
     "~(granted~|denied~)\n~)\n"},
    {"log", "log", 0,
     "~*4-10(%stamp% audit user %5.user% opened record of %1.name% (%1.nhs:space%) reason \"~(curious~|clinic~|break "
     "glass~)\"\n~)\n"},
    {"log", "txt", 0,
     "C:\\Users\\%!5.user% dir listing\n~*5-14(%date:num%  %time%    %dig:6%  "
     "~(%1.sur_fore%~|%1.SUR_fore%~)_letter.docx\n~)\n"},
    {"log", "log", 0,
     "~*4-10(%stamp% WARN  import row %num:1-9000%: bad postcode \"%1.pc%\" for \"%1.name%\", kept\n~)\n"},
    {"log", "json", 0,
     "~*4-10({\"ts\":\"%stamp%\",\"level\":\"info\",\"user\":\"%5.email%\",\"ip\":\"%ip%\",\"action\":\"view\","
     "\"subject\":{\"name\":\"%1.name%\",\"nhs\":\"%1.nhs:plain%\"}}\n"
     "~)\n"},
    {"log", "log", 0,
     "~*3-8(%stamp% ERROR payment declined card=%1.card:plain% exp=12/29 holder=\"%1.NAME%\" "
     "amount=%num:5-90%.00\n~)\n"},
    {"log", "log", 0, "~*4-10(%stamp% ldap bind dn=\"CN=%5.name%,OU=Nursing,DC=northfield,DC=example\" ok\n~)\n"},
    {"log", "txt", 0,
     "Print queue HP-4B\n~*5-12(job %dig:4%  owner %5.user%  \"Discharge letter %1.last%\"  2 pages  %time%\n~)\n"},
    {"log", "log", 0, "~*5-14(%stamp% [api] Authorization: Bearer %token% path=/v1/gifts 200\n~)\n"},
    {"log", "txt", 0, "Fax journal\n~*4-10(%date:yy%  %time%  TX  %orgtel%  %num:1-9%p  OK  re %1.init%\n~)\n"},
};
DEV_LIST(dev_logs, all);
