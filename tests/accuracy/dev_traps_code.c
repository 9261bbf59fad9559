/* dev_traps_code.c - code, dumps and figures in which nobody stands. */
#include "accuracy/dev.h"

static const dev_template all[] = {
    {"code", "c", TRAP,
     "#define BUFFER_SIZE %dig:4%\n#define MAGIC 0x%hex:8%\nstatic const unsigned int crc_table[] = { 0x%hex:8%, "
     "0x%hex:8%, 0x%hex:8% };\n"
     "int mark(struct bill *will, int may) { return will->grace + may; }\n"},
    {"code", "py", TRAP,
     "import random\nrandom.seed(%dig:10%)\nMAX_ID = %dig:10%\nPHONE_RE = r\"0\\d{10}$\"\ndef mark(will, grace): "
     "return will + grace\n"},
    {"code", "js", TRAP,
     "const id = \"%guid%\"; const build = %dig:10%; const t0 = "
     "%epoch%000;\nfetch(`/api/v2/items/${id}?page=%num:1-99%`).then(r => r.json());\n"},
    {"code", "css", TRAP,
     ".rose { color: #%hex:6%; } .victoria { width: %num:100-900%px; margin: 0 auto; } .olive { color: olive; }\n"},
    {"code", "sql", TRAP,
     "CREATE TABLE patient (id BIGINT, surname VARCHAR(40), forename VARCHAR(40), dob DATE, nhs_number CHAR(10), "
     "postcode VARCHAR(8));\n"
     "CREATE INDEX ix_%hex:6% ON patient (nhs_number, dob);\n"},
    {"code", "sql", TRAP,
     "INSERT INTO seq VALUES (%dig:10%), (%dig:10%), (%dig:10%), (%dig:10%);\n"
     "INSERT INTO ward VALUES (1, 'Victoria Ward'), (2, 'Florence Ward'), (3, 'Grace Ward');\n"},
    {"code", "json", TRAP,
     "{\"name\":\"touch-ui\",\"version\":\"%version%\",\"dependencies\":{\"marked\":\"%version%\",\"jackson\":\"%"
     "version%\",\"hapi\":\"%version%\"}}\n"},
    {"code", "yaml", TRAP,
     "image:\n  digest: sha256:%hex:64%\n  size: %dig:10%\n  created: %stamp%\nreplicas: %num:1-9%\n"},
    {"code", "xml", TRAP,
     "<config><timeout>%num:100-9000%</timeout><maxId>%dig:10%</maxId><uuid>%guid%</uuid></config>\n"},
    {"code", "txt", TRAP,
     "00000000  4d 5a 90 00 03 00 00 00  04 00 00 00 ff ff 00 00  |MZ..............|\n"
     "~*6-20(0000%hex:4%  %hex:2% %hex:2% %hex:2% %hex:2% %hex:2% %hex:2% %hex:2% %hex:2%  %hex:2% %hex:2% %hex:2% "
     "%hex:2%  |............|\n~)\n"},
    {"code", "txt", TRAP,
     "Traceback (most recent call last):\n  File \"/srv/app/main.py\", line %num:10-900%, in run\n    total = "
     "mark(bill)\n"
     "ValueError: invalid literal for int() with base 10: '%hex:12%'\n"},
    {"code", "txt", TRAP, "~*6-20(-rw-r--r-- 1 root root %dig:9% Mar %num:1-28% %time% backup-%dig:8%.tar.gz\n~)\n"},
    {"code", "txt", TRAP, "~*6-20(%hex:64%  file%num:1-900%.bin\n~)\n"},
    {"code", "diff", TRAP,
     "@@ -%num:1-90%,7 +%num:1-90%,7 @@\n-version = \"%version%\"\n+version = \"%version%\"\n index "
     "%hex:7%..%hex:7%\n"},
    {"code", "md", TRAP,
     "## Release notes %version%\n\n- Fix #%dig:4%: the Mark button may fail in May\n- Bill of materials updated "
     "(%hex:10%)\n- Thanks to all who helped\n"},
    {"code", "txt", TRAP,
     "PING web01: 64 bytes, icmp_seq=1 ttl=57 time=%num:1-90%.%dig:3% ms\n--- statistics --- 4 packets transmitted, 4 "
     "received\n"},
    {"code", "csv", TRAP, "lat,lon,alt\n~*8-24(53.%dig:7%,-2.%dig:7%,%num:1-200%.%dig:1%\n~)\n"},
    {"code", "csv", TRAP, "t,x,y,z\n~*8-24(%epoch%,%dig:5%.%dig:4%,-%dig:2%.%dig:5%,%dig:10%\n~)\n"},
    {"code", "txt", TRAP,
     "Product key: %alnum:5%-%alnum:5%-%alnum:5%-%alnum:5%\nInstallation ID: %dig:6%-%dig:6%-%dig:6%-%dig:6%\n"},
    {"code", "txt", TRAP,
     "$ df -h\n/dev/sda1   %num:10-900%G   %num:1-99%G   %num:1-99%%% /\n$ cat "
     "/proc/sys/kernel/random/boot_id\n%guid%\n"},
    {"log", "log", TRAP,
     "~*6-18(%stamp% INFO  scheduler run %dig:8% step ~(April~|Grace~|Victoria~)-batch done in %num:1-900%s\n~)\n"},
    {"log", "log", TRAP,
     "~*6-18([%epoch%.%dig:6%] usb 1-%num:1-9%: new device idVendor=%hex:4% idProduct=%hex:4% serial %dig:10%\n~)\n"},
    {"log", "txt", TRAP, "Order trail\n~*5-14(%dig:10%  picked  %time%  bay %cap:1%%num:1-40%  %product%\n~)\n"},
    {"log", "log", TRAP, "~*6-18(%stamp% metric http_requests_total %dig:10% p99 %num:1-900%ms\n~)\n"},
    {"list", "csv", TRAP, "code,description\n~*6-20(%dig:4%,%product%\n~)\n"},
    {"list", "txt", TRAP, "Bleeps: ~*6-16(%dept% %num:100-999%; ~)crash 2222.\n"},
    {"list", "txt", TRAP, "~*5-14(%eponym%\n~)\n"},
    {"list", "csv", TRAP, "id,total,checksum\n~*8-24(%same:10%,%dig:10%,%hex:8%\n~)\n"},
    {"list", "txt", TRAP,
     "Drama sets hired: numbers %dig:10%, %dig:10%, %dig:10%. Props: Victoria sponge (plastic), Albert chain, "
     "Gladstone bag, Wellington boots, Jack Russell (stuffed).\n"},
    {"list", "md", TRAP,
     "| Ward | Beds | Sister's office ext |\n|---|---|---|\n~*5-12(| %!ward% | %num:8-30% | %num:2000-6999% |\n~)\n"},
    {"list", "txt", TRAP,
     "Film club: Alfie; Billy Elliot; Mary Poppins; Oliver!; Annie Hall; Jules et Jim; Kes. Doors open at %time%. "
     "Tickets £%num:2-6%.\n"},
    {"list", "txt", TRAP,
     "Trains of the line: ^?person_name=Sir Nigel Gresley^ %dig:5%, Duchess of Hamilton %dig:5%, Flying Scotsman "
     "%dig:4%, Princess Elizabeth %dig:4%.\n"},
    {"list", "txt", TRAP,
     "Standards: BS EN %dig:5%-%num:1-9%:%year%; ISO %dig:4%:%year%; HTM %dig:2%-%dig:2%; HBN %dig:2%-%dig:2%; "
     "NG%dig:3%; TA%dig:3%.\n"},
};
DEV_LIST(dev_traps_code, all);
