/* dev_code.c - code, configuration and data for machines in which people and secrets stand. */
#include "accuracy/dev.h"

static const dev_template all[] = {
    {"code", "sql", 0,
     "-- test data, do not use live\nINSERT INTO patient (id, surname, forename, dob, nhs_number, postcode) VALUES\n"
     "(1, '%1.sur%', '%1.fore%', '%1.dob:iso%', '%1.nhs:plain%', '%1.pc%');\nUPDATE patient SET mobile = '%1.mob%' "
     "WHERE id = 1;\n"},
    {"code", "py", 0,
     "# author: %5.name% <%5.email%>\nPATIENTS = [\n~*3-8(    {\"name\": \"%1.name%\", \"dob\": \"%1.dob:iso%\", "
     "\"nhs\": \"%1.nhs:plain%\"},\n~)]\n"},
    {"code", "json", 0,
     "{\"resourceType\":\"Patient\",\"id\":\"%guid%\",\"name\":[{\"family\":\"%1.sur%\",\"given\":[\"%1.fore%\"],"
     "\"prefix\":[\"%1.title%\"]}],\"birthDate\":\"%1.dob:iso%\",\"identifier\":[{\"system\":\"https://"
     "fhir.nhs.example/Id/"
     "nhs-number\",\"value\":\"%1.nhs:plain%\"}],\"telecom\":[{\"system\":\"phone\",\"value\":\"%1.mob%\"}],"
     "\"address\":[{\"line\":[\"%1.addr%\"],\"city\":\"%1.town%\",\"postalCode\":\"%1.pc%\"}]}\n"},
    {"code", "ini", 0,
     "[database]\nhost = %ip%\nuser = svc_%cap:3%\npassword = %pw%\n\n[mail]\nfrom = %orgmail%\nsmtp_pass = %pw%\n"},
    {"code", "yaml", 0,
     "services:\n  api:\n    image: registry.example/api:%version%\n    environment:\n      DB_PASSWORD: \"%pw%\"\n    "
     "  API_TOKEN: %token%\n"
     "      ADMIN_EMAIL: %5.email%\n"},
    {"code", "txt", 0,
     "export AWS_ACCESS_KEY_ID=^api_token=AKIA%alnum:16%^\nexport GITHUB_TOKEN=%token%\n"
     "curl -H \"Authorization: token %token%\" https://api.example/v2/patients\n"},
    {"code", "txt", 0, "# deployment key\n%key%\n"},
    {"code", "sh", 0,
     "#!/bin/sh\n# nightly export, %5.name%, %date:num%\nmysql -u report -p'%pw%' -h %ip% pas <<EOF\n"
     "select * from patient where nhs_number = '%1.nhs:plain%';\nEOF\n"},
    {"code", "xml", 0,
     "<patients>\n~*2-6(  "
     "<patient><name>%1.name%</name><dob>%1.dob:iso%</dob><nhs>%1.nhs:plain%</nhs><tel>%1.mob%</tel></patient>\n~)</"
     "patients>\n"},
    {"code", "hl7", 0,
     "MSH|%hat%~\\&|PAS|RXK|LAB|RXK|%dig:14%||ADT%hat%A01|%dig:6%|P|2.4\n"
     "PID|1||%1.nhs:plain%%hat%%hat%%hat%NHS%hat%NH||^person_name=%1.SUR%%hat%%1.FORE%^||%1.dob:compact%|%1.sex:letter%"
     "|||%1.addr%%hat%%hat%%1.town%%hat%%hat%%1.pc%||%1.mob%\n"},
    {"code", "vcf", 0,
     "BEGIN:VCARD\nVERSION:3.0\nN:%1.sur%;%1.fore%;;%1.title%;\nFN:%1.name%\nTEL;TYPE=CELL:%1.mob%\nEMAIL:%1.email%"
     "\nBDAY:%1.dob:iso%\nEND:VCARD\n"},
    {"code", "ics", 0,
     "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Clinic - %1.name% "
     "(%1.dob:num%)\nORGANIZER;CN=%5.name%:mailto:%5.email%\nDTSTART:%dig:8%T090000Z\n"
     "DESCRIPTION:Call %2.name% on %2.mob%\nEND:VEVENT\nEND:VCALENDAR\n"},
    {"code", "html", 0,
     "<html><body><h1>Meet the team</h1>\n<ul>\n~*3-8(<li><b>%5.name%</b>, %job% - <a "
     "href=\"mailto:%?5.email%\">%5.email%</a></li>\n"
     "~)</ul></body></html>\n"},
    {"code", "js", 0,
     "// TODO %5.fore%: remove before release\nconst demo = { user: \"%5.email%\", pass: \"%pw%\" };\n"
     "const cards = [\"%1.card:plain%\", \"%2.card:plain%\"];\nconst iban = \"%1.iban%\";\n"},
    {"code", "txt", 0,
     "git log --format=full\ncommit %hex:40%\nAuthor: %5.name% <%5.email%>\nCommit: %6.name% <%6.email%>\n\n    Fix "
     "the %!topic% report\n\n"
     "commit %hex:40%\nAuthor: %7.name% <%7.email%>\n\n    Bump to %version%\n"},
    {"code", "md", 0,
     "# Runbook\n\nOwner: %5.name% (on call %5.mob%), deputy %6.name%.\nAdmin console: https://%ip%/admin, user "
     "`admin`, password `%pw%`.\n"
     "Escalate to %7.fore% at %company%.\n"},
    {"code", "txt", 0,
     "$ whois northfield.example\nRegistrant: %5.name%\nStreet: %5.addr%\nPostcode: %5.pc%\nPhone: %5.mob%\nEmail: "
     "%5.email%\n"},
    {"code", "env", 0,
     "SECRET_KEY=%token%\nDATABASE_URL=postgres://app:%pw%@db.internal.example/pas\nSENTRY_DSN=https://"
     "%hex:32%@sentry.example/%num:1-99%\n"},
};
DEV_LIST(dev_code, all);
