/* secrets_test.c - passwords, their hashes, private keys and tokens, and what manuals and programs write of them. */
#include "detect/detect.h"
#include "support/kind_rows.h"

#define BCRYPT "$2b$12$abcdefghijklmnopqrstuvABCDEFGHIJKLMNOPQRSTUVWXYZ01234"
#define BODY "MIIEpAIBAAKCAQEAmadeupmadeupmadeupmadeupmadeupmadeupmadeup012345"

TEST(a_password_stands_behind_its_label) {
    static const kind_row rows[] = {
        {"Password: Sunny-Day7", TS_KIND_PASSWORD, "Sunny-Day7", 80, 95},
        {"password: Sunnyday\n", TS_KIND_PASSWORD, "Sunnyday", 80, 95},
        {"pwd=blue42sky;", TS_KIND_PASSWORD, "blue42sky", 80, 95},
        {"Server=x;Uid=app;Pwd=blue42sky;Port=1", TS_KIND_PASSWORD, "blue42sky", 80, 95},
        {"DB_PASSWORD = \"blue-sky4\"", TS_KIND_PASSWORD, "blue-sky4", 80, 95},
        {"pass=blue42sky", TS_KIND_PASSWORD, "blue42sky", 80, 95},
        {"{\"user\":\"jane\",\"password\":\"blue42sky\"}", TS_KIND_PASSWORD, "blue42sky", 80, 95},
        {"the portal's password is Sunflower77 until it is changed in March", TS_KIND_PASSWORD, "Sunflower77", 80, 95},
        {"your new password is: blue42sky.", TS_KIND_PASSWORD, "blue42sky", 80, 95},
        {"The new password: tr0ub4dor&3", TS_KIND_PASSWORD, "tr0ub4dor&3", 80, 95},
        {"?user=a&password=blue42sky&x=1", TS_KIND_PASSWORD, "blue42sky", 80, 95},
    };
    HOLD(rows);
}

TEST(manuals_forms_and_programs_hold_no_password) {
    static const kind_row rows[] = {
        {"Password: required", TS_KIND_PASSWORD, NULL},
        {"password: the word that you use\n", TS_KIND_PASSWORD, NULL},
        {"Password: Enter yours here\n", TS_KIND_PASSWORD, NULL},
        {"Password: ********", TS_KIND_PASSWORD, NULL},
        {"password=$DB_PASS1", TS_KIND_PASSWORD, NULL},
        {"password=${secret1}", TS_KIND_PASSWORD, NULL},
        {"password: <your1password>", TS_KIND_PASSWORD, NULL},
        {"password = getpass.getpass()", TS_KIND_PASSWORD, NULL},
        {"password = args.password2", TS_KIND_PASSWORD, NULL},
        {"password=password", TS_KIND_PASSWORD, NULL},
        {"if (password == word1234)", TS_KIND_PASSWORD, NULL},
        {"char *password = NULL;", TS_KIND_PASSWORD, NULL},
        {"password = pw->field2;", TS_KIND_PASSWORD, NULL},
        {"PASS: test-one1", TS_KIND_PASSWORD, NULL},
        {"class=blue42sky", TS_KIND_PASSWORD, NULL},
        {"LOG_PASS = 0x04,", TS_KIND_PASSWORD, NULL},
        {"ownerPassword=ownerPassword@entry=0x1165830", TS_KIND_PASSWORD, NULL},
        {"NULL_PASSWORD: Added\n", TS_KIND_PASSWORD, NULL},
        {"the password sha256 and base64url", TS_KIND_PASSWORD, NULL},
        {"the password 90days after it was set", TS_KIND_PASSWORD, NULL},
        {"the drive blue42sky", TS_KIND_PASSWORD, NULL},
        {"define('DB_TABLE', 'Gorse77x');", TS_KIND_PASSWORD, NULL},
        {"<hostname>Gorse77x</hostname>", TS_KIND_PASSWORD, NULL},
        {"ordered by 'Gorse77x' as", TS_KIND_PASSWORD, NULL},
        {"Password:\nUsername\n", TS_KIND_PASSWORD, NULL},
        {"Password:\nSubmit\n", TS_KIND_PASSWORD, NULL},
        {"Password: Swordfish opens it\n", TS_KIND_PASSWORD, NULL},
        {"password: swordfish\n", TS_KIND_PASSWORD, NULL},
        {"Password: " BCRYPT, TS_KIND_PASSWORD, NULL}, /* is a hash */
    };
    HOLD(rows);
}

TEST(a_password_is_said_in_a_sentence) {
    static const kind_row rows[] = {
        {"the pw for the shared drive is Curlew#19, and", TS_KIND_PASSWORD, "Curlew#19", 80, 95},
        {"your temporary password will be Dunlin-55.", TS_KIND_PASSWORD, "Dunlin-55", 80, 95},
        {"I changed the password to Plover!23, sorry", TS_KIND_PASSWORD, "Plover!23", 80, 95},
        {"The guests' WiFi password - Harbour99!", TS_KIND_PASSWORD, "Harbour99!", 80, 95},
        {"curl -u admin:Fern!2020 https://api.example", TS_KIND_PASSWORD, "Fern!2020", 80, 95},
        {"<add key=\"Password\" value=\"Gorse77x\"/>", TS_KIND_PASSWORD, "Gorse77x", 80, 95},
        {"smtp_pass: Hedge#2021\n", TS_KIND_PASSWORD, "Hedge#2021", 80, 95},
        {"the WPA key Harbour99! is for all of you", TS_KIND_PASSWORD, "Harbour99!", 80, 95},
        {"CREATE USER pas IDENTIFIED BY 'Gorse77x';", TS_KIND_PASSWORD, "Gorse77x", 80, 95},
        {"CREATE USER pas WITH PASSWORD 'Gorse77x';", TS_KIND_PASSWORD, "Gorse77x", 80, 95},
        {"define('DB_PASSWORD', 'Gorse77x');", TS_KIND_PASSWORD, "Gorse77x", 80, 95},
        {"ConvertTo-SecureString \"Gorse77x\" -AsPlainText", TS_KIND_PASSWORD, "Gorse77x", 80, 95},
        {"<a>1</a><password>Gorse77x</password>", TS_KIND_PASSWORD, "Gorse77x", 80, 95},
        {"The password was set. The owner is Curlew#19", TS_KIND_PASSWORD, NULL},
        {"the password for all of this is Wednesday\n", TS_KIND_PASSWORD, NULL},
        {"the drive for all of us is Curlew#19", TS_KIND_PASSWORD, NULL},
        {"map -x admin:Fern!2020 here", TS_KIND_PASSWORD, NULL},
        {"<add key=\"Colour\" value=\"Gorse77x\"/>", TS_KIND_PASSWORD, NULL},
        {"psk: WPA2\n", TS_KIND_PASSWORD, NULL},
        {"key mgmt is WPA-PSK, wifi password: WPA2-PSK\n", TS_KIND_PASSWORD, NULL},
        {"The API key for the gateway is 0e56feab57f2843700f34fd090e32f2307d2740b.", TS_KIND_API_TOKEN,
         "0e56feab57f2843700f34fd090e32f2307d2740b", 85, 95},
        {"Authorization: Bearer aa7ebc3847176956d15288678cf5d93f06012475 path=/v1", TS_KIND_API_TOKEN,
         "aa7ebc3847176956d15288678cf5d93f06012475", 85, 95},
        {"API keys are kept. The sum is 0e56feab57f2843700f34fd090e32f2307d2740b.", TS_KIND_API_TOKEN, NULL},
        {"Authorization: Bearer tokens_of_the_service here", TS_KIND_API_TOKEN, NULL},
    };
    HOLD(rows);
}

TEST(a_password_of_small_letters_is_said_or_set) {
    static const kind_row rows[] = {
        {"hi all, pw for the shared drive is summer2019 please", TS_KIND_PASSWORD, "summer2019", 70, 90},
        {"user PASREAD pw readonly1", TS_KIND_PASSWORD, "readonly1", 70, 90},
        {"The zip's password is heron. I will text it", TS_KIND_PASSWORD, "heron", 55, 70},
        {"and your password is correct horse battery.\n", TS_KIND_PASSWORD, "correct horse battery", 50, 60},
        {"machine ftp.example login ann password heron\n", TS_KIND_PASSWORD, "heron", 70, 90},
        {"DB_PASSWORD=heron\nDB_HOST=x\n", TS_KIND_PASSWORD, "heron", 80, 95},
        {"  MYSQL_ROOT_PASSWORD: heron\n", TS_KIND_PASSWORD, "heron", 80, 95},
        {"UserName: ann\nPassword: purple-monkey\n", TS_KIND_PASSWORD, "purple-monkey", 80, 95},
        {"{\"User\": \"noreply\", \"Password\": \"heron\"}", TS_KIND_PASSWORD, "heron", 80, 95},
        {"the zip is attached - pwd: theatrelist\n", TS_KIND_PASSWORD, "theatrelist", 80, 95},
        {"db01:5432:pas:etl:Bl00dTest\n", TS_KIND_PASSWORD, "Bl00dTest", 70, 90},
        {"net use Z: \\\\fs1\\fin Budget#22 /user:TRUST\\fin\n", TS_KIND_PASSWORD, "Budget#22", 70, 90},
        {"xfreerdp /u:clinic /p:clin1cs /v:10.0.0.8\n", TS_KIND_PASSWORD, "clin1cs", 70, 90},
        {"psexec \\\\pc-1 -u TRUST\\help -p Helpd3sk cmd", TS_KIND_PASSWORD, "Helpd3sk", 80, 95},
        {"sqlplus scott/tiger77@pas\n", TS_KIND_PASSWORD, "tiger77", 70, 90},
        {"add.key: SmtpPassword\nadd.value: mailme99\n", TS_KIND_PASSWORD, "mailme99", 80, 95},
        /* what is said of passwords, and what is no word for one */
        {"A password is required.\n", TS_KIND_PASSWORD, NULL},
        {"your password is case sensitive.\n", TS_KIND_PASSWORD, NULL},
        {"check whether the password is heron.\n", TS_KIND_PASSWORD, NULL},
        {"The password is heron and that is that", TS_KIND_PASSWORD, NULL},
        {"the password is never written down.\n", TS_KIND_PASSWORD, NULL},
        {"37.5 hours pw ward12a and more", TS_KIND_PASSWORD, NULL},
        {"he will answer ward12a and more", TS_KIND_PASSWORD, NULL},
        {"the login and password heron are written down", TS_KIND_PASSWORD, NULL},
        {"PASSWORD=heron\n", TS_KIND_PASSWORD, NULL},
        {"10:11:12:13:14x\nab:cd:ef:01:23x\n", TS_KIND_PASSWORD, NULL},
        {"start C: /user:Budget#22 and net user list", TS_KIND_PASSWORD, NULL},
        {"see docs/tiger77@pas for more of them", TS_KIND_PASSWORD, NULL},
        {"add.key: Colour\nadd.value: mailme99\n", TS_KIND_PASSWORD, NULL},
    };
    HOLD(rows);
}

TEST(a_hash_tells_how_it_was_made) {
    static const kind_row rows[] = {
        {"jane:" BCRYPT ":x", TS_KIND_PASSWORD_HASH, BCRYPT, 90, 100},
        {"password: " BCRYPT, TS_KIND_PASSWORD_HASH, BCRYPT, 90, 100},
        {"jane:$6$saltsalt$0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz01234567890123:1:",
         TS_KIND_PASSWORD_HASH,
         "$6$saltsalt$0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz0123456789", 90, 100},
        {"NTLM hash: 0123456789abcdef0123456789abcdef", TS_KIND_PASSWORD_HASH, "0123456789abcdef0123456789abcdef", 90,
         100},
        {"md5 0123456789abcdef0123456789abcdef", TS_KIND_PASSWORD_HASH, NULL},
        {"$6$0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnop",
         TS_KIND_PASSWORD_HASH, NULL}, /* no salt */
        {"costs $6$ and $2b$12$short", TS_KIND_PASSWORD_HASH, NULL},
    };
    HOLD(rows);
}

TEST(a_private_key_has_more_than_its_first_line) {
    static const kind_row rows[] = {
        {"-----BEGIN RSA PRIVATE KEY-----\n" BODY "\nmore\n-----END RSA PRIVATE KEY-----", TS_KIND_PRIVATE_KEY, BODY,
         95, 100},
        {"-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n" BODY "\n",
         TS_KIND_PRIVATE_KEY, BODY, 95, 100},
        {"\"key\": \"-----BEGIN PRIVATE KEY-----\\n" BODY "\\n-----END\"", TS_KIND_PRIVATE_KEY, BODY, 95, 100},
        {"PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nComment: x\nPublic-Lines: 1\nAAAA\nPrivate-Lines: 1\n" BODY
         "\n",
         TS_KIND_PRIVATE_KEY, BODY, 95, 100},
        {"-----BEGIN RSA PRIVATE KEY-----\nabc\n", TS_KIND_PRIVATE_KEY, NULL},
        {"-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----", TS_KIND_PRIVATE_KEY, NULL},
        {"-----BEGIN CERTIFICATE-----\n" BODY "\n", TS_KIND_PRIVATE_KEY, NULL},
        {"-----BEGIN PUBLIC KEY-----\n" BODY "\n", TS_KIND_PRIVATE_KEY, NULL},
    };
    HOLD(rows);
}

TEST(a_token_is_told_by_its_maker_or_by_label_and_chance) {
    static const kind_row rows[] = {
        {"id AKIA0123456789ABCDEF x", TS_KIND_API_TOKEN, "AKIA0123456789ABCDEF", 90, 100},
        {"token=ghp_0123456789abcdefghijABCDEFGHIJ012345", TS_KIND_API_TOKEN,
         "ghp_0123456789abcdefghijABCDEFGHIJ012345", 90, 100},
        {"slack: xoxb-012345678901-0123456789-abcdef", TS_KIND_API_TOKEN, "xoxb-012345678901-0123456789-abcdef", 90,
         100},
        {"jwt: eyJhbGciOiJub25lIn0a.eyJzdWIiOiJtYWRlIn0.0123456789abcdefghijk", TS_KIND_API_TOKEN,
         "eyJhbGciOiJub25lIn0a.eyJzdWIiOiJtYWRlIn0.0123456789abcdefghijk", 90, 100},
        {"api_key = \"a1b2c3d4e5f6g7h8i9j0\"", TS_KIND_API_TOKEN, "a1b2c3d4e5f6g7h8i9j0", 85, 95},
        {"client secret: Zk3-9dQ_x7Lw2pT8vB1n", TS_KIND_API_TOKEN, "Zk3-9dQ_x7Lw2pT8vB1n", 85, 95},
        {"api_key = config_value_of_mine_1", TS_KIND_API_TOKEN, NULL},
        {"API key: see the page of settings", TS_KIND_API_TOKEN, NULL},
        {"checksum = a1b2c3d4e5f6g7h8i9j0", TS_KIND_API_TOKEN, NULL},
        {"id AKIA0123456789ABCDEFG x", TS_KIND_API_TOKEN, NULL}, /* one too many */
        {"id AKIA0123456789ABCDEFg x", TS_KIND_API_TOKEN, NULL},
        {"key = 01234567890123456789", TS_KIND_API_TOKEN, NULL},
    };
    HOLD(rows);
}

TEST(a_column_of_passwords_shows_it_of_its_row) {
    static test_table t;
    test_table_of(
        &t, "Email\tPassword\njane@mail.example\tblue42sky\nann@mail.example\tsunshine\nraj@mail.example\tTea4two\n");
    ts_findings f = test_find(&t.segment, NULL);
    CHECK(test_mention(&f, TS_KIND_PASSWORD, "sunshine") && f.sightings == 3);
    CHECK(f.sightings == 3 && (f.sighting[0].categories & TS_CAT_SECRET));
    ts_findings_done(&f);
    test_table_of(&t, "Email\tPassword\njane@mail.example\t" BCRYPT "\nann@mail.example\t" BCRYPT
                      "\nraj@mail.example\t" BCRYPT "\n");
    f = test_find(&t.segment, NULL);
    CHECK(test_mention(&f, TS_KIND_PASSWORD_HASH, BCRYPT) && !test_mention(&f, TS_KIND_PASSWORD, NULL));
    ts_findings_done(&f);
}

TEST(passwords_in_prose_in_commands_and_in_addresses) {
    static const kind_row rows[] = {
        {"try it with the service account, pw Kestrel-16", TS_KIND_PASSWORD, "Kestrel-16", 80, 95},
        {"user `admin`, password `Dragon22`.", TS_KIND_PASSWORD, "Dragon22", 80, 95},
        {"the password is Bluebell99 for now", TS_KIND_PASSWORD, "Bluebell99", 80, 95},
        {"Your password was reset to Granite7! just now", TS_KIND_PASSWORD, "Granite7!", 80, 95},
        {"the phone was reset to Model7 just now", TS_KIND_PASSWORD, NULL},
        {"Please enter your username and password to continue.", TS_KIND_PASSWORD, NULL},
        {"Enter the password oauth2 flow needs, then go", TS_KIND_PASSWORD, NULL},
        {"User: root\nPassword: locked\n", TS_KIND_PASSWORD, NULL},
        {"User guide: see page 4\nPassword: heron\n", TS_KIND_PASSWORD, NULL},
        {"psexec \\\\pc1 -u ann -p Kestrel-7 cmd", TS_KIND_PASSWORD, "Kestrel-7", 80, 95},
        {"cp -u file -p Documents here", TS_KIND_PASSWORD, NULL},
        {"exp user/repo12@main of the build", TS_KIND_PASSWORD, NULL},
        {"the box is up, login ann.lee / Summer123. Go", TS_KIND_PASSWORD, "Summer123", 80, 95},
        {"seen by ann.lee / Summer123. Go", TS_KIND_PASSWORD, NULL},
        {"Username/password: ann/Xy12abc9", TS_KIND_PASSWORD, "Xy12abc9", 80, 95},
        {"credentials: ann / Xy12abc9", TS_KIND_PASSWORD, "Xy12abc9", 80, 95},
        {"mysql -u report -p'Rover-23' -h db", TS_KIND_PASSWORD, "Rover-23", 80, 95},
        {"{user: \"ann\", pass: \"Rover-23\"}", TS_KIND_PASSWORD, "Rover-23", 80, 95},
        {"WiFi key: Rover2345", TS_KIND_PASSWORD, "Rover2345", 80, 95},
        {"Wifi: Guest / sunflower77\n", TS_KIND_PASSWORD, "sunflower77", 80, 95},
        {"Wi-Fi: St Ann's Hall / Sunflower77", TS_KIND_PASSWORD, "Sunflower77", 80, 95},
        {"Wifi: yes / no\n", TS_KIND_PASSWORD, NULL},
        {"Safi: Guest / sunflower77\n", TS_KIND_PASSWORD, NULL},
        {"psk=Rover2345", TS_KIND_PASSWORD, "Rover2345", 80, 95},
        {"URL=postgres://app:P@ss17x@db.internal.example/pas", TS_KIND_PASSWORD, "P@ss17x", 80, 95},
        {"URL=postgres://app:Summer123@db.internal.example/pas", TS_KIND_EMAIL, NULL},
        {"see http://user:pass@host.example/", TS_KIND_PASSWORD, NULL},
        {"see http://db.internal.example:8080/a@b", TS_KIND_PASSWORD, NULL},
        {"the password must Contain a digit", TS_KIND_PASSWORD, NULL},
        {"the password of Bluebell99", TS_KIND_PASSWORD, NULL},
    };
    HOLD(rows);
}
