/* dev_people.c - made-up people, and their values in the forms that people write. */
#include <stdio.h>

#include "accuracy/dev.h"
#include "base/clock.h"
#include "base/mem.h"

static void copy(char *out, size_t size, ts_span s) { snprintf(out, size, "%.*s", (int)s.len, s.ptr); }

void dev_civil(int32_t days, int *year, int *month, int *day) { ts_date_parts(days, year, month, day); }
int32_t dev_days(int year, int month, int day) { return ts_date_of(year, month, day); }

/* Capitals of the letters that our names have: ASCII, Latin-1 and Latin Extended-A. */
static void upper(const char *in, char *out) {
    for (; *in; in++) {
        if ((*in == '\xC3') && in[1] >= '\xA0' && in[1] != '\xB7') {
            *out++ = *in++;
            *out++ = (char)(*in - 0x20);
        } else if ((*in == '\xC4' || *in == '\xC5') && in[1]) {
            unsigned c = (unsigned)(*in & 3) << 6 | (in[1] & 0x3F);
            bool odd_is_small = c < 0x38 || (c > 0x49 && c < 0x78);
            *out++ = *in++;
            *out++ = (char)(*in - ((odd_is_small ? c & 1 : !(c & 1)) && c != 0x31 ? 1 : 0));
        } else {
            *out++ = ts_upper(*in);
        }
    }
    *out = 0;
}

/* Letters for an address of mail: ASCII alone, small. */
static void mail_name(const char *in, char *out, size_t size) {
    size_t n = 0;
    for (; *in && n + 1 < size; in++)
        if (ts_is_alpha(*in) || *in == '-')
            out[n++] = ts_lower(*in);
    out[n] = 0;
}

static const char mail_hosts[] =
    "mail.example|post.example|webmail.example|home.example|inbox.example|family.example|btmail.example";
static const char work_hosts[] =
    "northfield.nhs.example|mersey-vale.nhs.example|council.example|pennine-edge.example|trust.example";

static void give_mail(dev_dice *d, dev_person *q, bool work) {
    char fore[40], sur[60];
    mail_name(q->fore, fore, sizeof fore);
    mail_name(q->sur, sur, sizeof sur);
    ts_span host = dev_pick(d, work ? work_hosts : mail_hosts);
    switch (work ? 0 : dev_below(d, 6)) {
    case 1:
        snprintf(q->email, sizeof q->email, "%s%s%02u@%.*s", fore, sur, (unsigned)dev_below(d, 100), (int)host.len,
                 host.ptr);
        break;
    case 2:
        snprintf(q->email, sizeof q->email, "%c.%s@%.*s", *fore, sur, (int)host.len, host.ptr);
        break;
    case 3:
        snprintf(q->email, sizeof q->email, "%s_%s@%.*s", fore, sur, (int)host.len, host.ptr);
        break;
    case 4:
        snprintf(q->email, sizeof q->email, "%s%d@%.*s", fore, q->year, (int)host.len, host.ptr);
        break;
    default:
        snprintf(q->email, sizeof q->email, "%s.%s@%.*s", fore, sur, (int)host.len, host.ptr);
        break;
    }
}

static void give_place(dev_dice *d, dev_person *q) {
    ts_span street = dev_pick(d, dev_bank(ts_str("street"))), area = dev_pick(d, dev_bank(ts_str("postarea")));
    ts_span house = dev_pick(d, dev_bank(ts_str("house")));
    int n = dev_between(d, 1, dev_chance(d, 80) ? 99 : 412);
    q->flat[0] = 0;
    if (dev_chance(d, 15))
        snprintf(q->flat, sizeof q->flat, dev_chance(d, 70) ? "Flat %d" : "Apartment %d", dev_between(d, 1, 40));
    if (dev_chance(d, 7))
        snprintf(q->street, sizeof q->street, "%.*s, %.*s", (int)house.len, house.ptr, (int)street.len, street.ptr);
    else
        snprintf(q->street, sizeof q->street, "%d%s %.*s", n, dev_chance(d, 6) ? "A" : "", (int)street.len, street.ptr);
    copy(q->town, sizeof q->town, dev_pick(d, dev_bank(ts_str("town"))));
    static const char inward[] = "ABDEFGHJLNPQRSTUWXYZ";
    snprintf(q->postcode, sizeof q->postcode, "%.*s %d%c%c", (int)area.len, area.ptr, dev_between(d, 1, 9),
             inward[dev_below(d, 20)], inward[dev_below(d, 20)]);
}

static void give_numbers(dev_dice *d, dev_person *q) {
    dev_number_nhs(d, q->nhs);
    dev_number_chi(d, q->born, q->male, q->chi);
    dev_number_hc(d, q->hc);
    dev_number_ihi(d, q->ihi);
    static const char first[] = "ABCEGHJKLMNPRSTWXYZ", second[] = "ABCEGHJKLMNPRSTWXYZ";
    snprintf(q->nino, sizeof q->nino, "%c%c%06u%c", first[dev_below(d, 19)], second[dev_below(d, 19)],
             (unsigned)dev_below(d, 1000000), "ABCD"[dev_below(d, 4)]);
    if (strncmp(q->nino, "BG", 2) == 0 || strncmp(q->nino, "GB", 2) == 0 || strncmp(q->nino, "KN", 2) == 0 ||
        strncmp(q->nino, "NK", 2) == 0 || strncmp(q->nino, "NT", 2) == 0 || strncmp(q->nino, "TN", 2) == 0 ||
        strncmp(q->nino, "ZZ", 2) == 0)
        memcpy(q->nino, "JW", 2);
    static const char *const local[] = {"%c%06u", "RX%c%06u", "%c%07u", "%cH%05u"};
    snprintf(q->local, sizeof q->local, local[dev_below(d, 4)], (char)('A' + dev_below(d, 26)),
             (unsigned)dev_between(d, 10000, 999999));
    dev_number_mobile(d, q->mobile);
    dev_number_landline(d, q->landline);
    snprintf(q->gmc, sizeof q->gmc, "%u", (unsigned)dev_between(d, 3000000, 7999999));
    snprintf(q->nmc, sizeof q->nmc, "%02u%c%04u%c", (unsigned)dev_below(d, 30), "ABCDEFGHI"[dev_below(d, 9)],
             (unsigned)dev_below(d, 10000), "EOSCW"[dev_below(d, 5)]);
    snprintf(q->gphc, sizeof q->gphc, "20%05u", (unsigned)dev_below(d, 100000));
    ts_span register_of = dev_pick(d, "PH|PT|OT|RA|DT|SL|CH|PA|BS|PYL");
    snprintf(q->hcpc, sizeof q->hcpc, "%.*s%05u", (int)register_of.len, register_of.ptr,
             (unsigned)dev_between(d, 10000, 99999));
    dev_number_iban(d, q->iban);
    snprintf(q->sort, sizeof q->sort, "%02u%02u%02u", (unsigned)dev_between(d, 1, 89), (unsigned)dev_below(d, 100),
             (unsigned)dev_below(d, 100));
    snprintf(q->account, sizeof q->account, "%08u", (unsigned)dev_between(d, 1000000, 99999999));
    copy(q->card, sizeof q->card,
         dev_pick(d, "4242424242424242|4111111111111111|4000056655665556|5555555555554444|2223003122003222|"
                     "5200828282828210|5105105105105100|6011111111111117|4012888888881881|4000008260000000|"
                     "5431111111111111|4917610000000000"));
    snprintf(q->passport, sizeof q->passport, "%09u", (unsigned)dev_between(d, 100000000, 599999999));
    dev_number_licence(q, d, q->licence);
    dev_number_utr(d, q->utr);
    snprintf(q->ssn, sizeof q->ssn, "%03u-%02u-%04u", (unsigned)dev_between(d, 680, 690),
             (unsigned)dev_between(d, 1, 99), (unsigned)dev_between(d, 1, 9999));
    snprintf(q->consultant, sizeof q->consultant, "C%07u", (unsigned)dev_between(d, 3000000, 7999999));
    snprintf(q->gp_code, sizeof q->gp_code, "G9%06u", (unsigned)dev_between(d, 100000, 999999));
    q->salary = dev_chance(d, 70) ? dev_between(d, 21000, 68000) : dev_between(d, 68000, 140000);
    char fore[40], sur[60];
    mail_name(q->fore, fore, sizeof fore);
    mail_name(q->sur, sur, sizeof sur);
    snprintf(q->handle, sizeof q->handle, dev_chance(d, 50) ? "@%.12s_%.12s" : "@%.12s%.4s%u", fore, sur,
             (unsigned)dev_below(d, 100));
}

dev_person *dev_someone(dev_page *p, int number) {
    dev_person *q = &p->person[number % DEV_PEOPLE];
    dev_dice *d = &p->dice;
    if (q->made)
        return q;
    *q = (dev_person){.made = true, .male = dev_chance(d, number == 2 ? 20 : 49), .origin = dev_origin_roll(d)};
    const dev_person *kin = number == 2 ? &p->person[1] : number == 3 ? &p->person[2] : NULL;
    bool related = kin && kin->made && dev_chance(d, 60);
    if (related)
        q->origin = kin->origin;
    copy(q->fore, sizeof q->fore, dev_forename(d, q->origin, q->male));
    copy(q->middle, sizeof q->middle, dev_forename(d, dev_chance(d, 60) ? q->origin : BRITISH, q->male));
    copy(q->sur, sizeof q->sur, related ? ts_str(kin->sur) : dev_surname(d, q->origin));
    int low = number == 3   ? 0
              : number == 4 ? 65
              : number >= 5 ? 21
                            : 18,
        high = number == 3   ? 16
               : number == 4 ? 99
               : number >= 5 ? 64
                             : 92;
    q->born = p->today - dev_between(d, low * 365 + 10, high * 365);
    q->died = p->today - dev_between(d, 2, 900);
    int month, day;
    dev_civil(q->born, &q->year, &month, &day);
    copy(q->title, sizeof q->title,
         number == 3 ? ts_str(q->male ? "Master" : "Miss")
         : q->male   ? dev_pick(d, "Mr|Mr|Mr|Mr|Mr|Mr|Mr|Mr|Mr|Dr")
                     : dev_pick(d, "Mrs|Mrs|Mrs|Mrs|Ms|Ms|Miss|Miss|Mrs|Dr"));
    give_place(d, q);
    give_numbers(d, q);
    give_mail(d, q, number >= 5);
    return q;
}

/* ---- the fields ---- */

typedef struct out {
    dev_page *p;
    char mark;
} out;

static void value(out o, const char *kind, const char *text) {
    if (o.mark == '!' || !kind)
        dev_put(o.p, text, strlen(text));
    else
        dev_value(o.p, kind, o.mark == '?', text, strlen(text));
}

static void groups(out o, const char *kind, const char *digits, ts_span form, const char *way) {
    char text[64];
    static const char signs[] = {' ', ' ', ' ', '-', 0, 0, 0, '.'};
    char sign = signs[dev_below(&o.p->dice, 7)];
    if (ts_span_eq(form, ts_str("boxes"))) /* a form's: one digit each */
        sign = ' ', way = "1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1";
    else if (ts_span_eq(form, ts_str("plain")))
        sign = 0;
    else if (ts_span_eq(form, ts_str("space")))
        sign = ' ';
    dev_groups(digits, way, sign, text);
    value(o, kind, text);
}

/* Initials of the forenames: "J", "J M", "JM", "J.M.", "J." */
static void initials(dev_dice *d, const dev_person *q, char text[16]) {
    char one[5], two[5];
    snprintf(one, sizeof one, "%.*s", (q->fore[0] & 0x80) ? 2 : 1, q->fore);
    snprintf(two, sizeof two, "%.*s", (q->middle[0] & 0x80) ? 2 : 1, q->middle);
    static const char *const way[] = {"%s", "%s.", "%s %s", "%s%s", "%s.%s.", "%s. %s.", "%s", "%s"};
    snprintf(text, 16, way[dev_below(d, 8)], one, two);
}

static bool name_field(out o, const dev_person *q, ts_span field) {
    dev_dice *d = &o.p->dice;
    char text[256], big[256], ini[16];
    const char *kind = "person_name", *title = q->title;
    bool caps = ts_is_upper(field.ptr[0]);
    char small[16] = "";
    for (size_t i = 0; i < field.len && i < 15; i++)
        small[i] = ts_lower(field.ptr[i]);
    if (strcmp(small, "any") == 0)
        snprintf(small, sizeof small, "%s",
                 (const char *[]){"name", "full", "name", "tinit", "mid", "init", "last", "full"}[dev_below(d, 8)]);
    initials(d, q, ini);
    if (strcmp(small, "name") == 0)
        snprintf(text, sizeof text, "%s %s", q->fore, q->sur);
    else if (strcmp(small, "full") == 0)
        snprintf(text, sizeof text, "%s %s %s", title, q->fore, q->sur);
    else if (strcmp(small, "mid") == 0)
        snprintf(text, sizeof text, "%s %s %s", q->fore, q->middle, q->sur);
    else if (strcmp(small, "init") == 0)
        snprintf(text, sizeof text, "%s %s", ini, q->sur);
    else if (strcmp(small, "tinit") == 0)
        snprintf(text, sizeof text, "%s %s %s", title, ini, q->sur);
    else if (strcmp(small, "last") == 0)
        snprintf(text, sizeof text, "%s, %s", q->sur, q->fore);
    else if (strcmp(small, "lastt") == 0)
        snprintf(text, sizeof text, "%s, %s %s", q->sur, title, q->fore);
    else if (strcmp(small, "dr") == 0)
        snprintf(text, sizeof text, "Dr %s %s", dev_chance(d, 40) ? ini : q->fore, q->sur);
    else if (strcmp(small, "prof") == 0)
        snprintf(text, sizeof text, "Professor %s %s", dev_chance(d, 40) ? ini : q->fore, q->sur);
    else if (strcmp(small, "nurse") == 0)
        snprintf(text, sizeof text, "%s %s %s", dev_chance(d, 50) ? "Sister" : "Nurse", q->fore, q->sur);
    else if (strcmp(small, "tsur") == 0)
        snprintf(text, sizeof text, "%s %s", title, q->sur), kind = "surname";
    else if (strcmp(small, "drsur") == 0)
        snprintf(text, sizeof text, "Dr %s", q->sur), kind = "surname";
    else if (strcmp(small, "sur") == 0)
        snprintf(text, sizeof text, "%s", q->sur), kind = "surname";
    else if (strcmp(small, "fore") == 0)
        snprintf(text, sizeof text, "%s", q->fore), kind = "forename";
    else if (strcmp(small, "fores") == 0)
        snprintf(text, sizeof text, "%s %s", q->fore, q->middle), kind = "forename";
    else if (strcmp(small, "surfore") == 0)
        snprintf(text, sizeof text, "%s %s", q->sur, q->fore);
    else if (strcmp(small, "sur_fore") == 0) { /* in the name of a file; the surname alone in capitals */
        char sur[120];
        upper(q->sur, sur);
        snprintf(text, sizeof text, "%s_%s", caps ? sur : q->sur, q->fore);
        caps = false;
    } else
        return false;
    if (caps)
        upper(text, big);
    else if (strcmp(small, "last") == 0 ||
             strcmp(small, "lastt") == 0) { /* the surname alone in capitals, now and then */
        char sur[120];
        upper(q->sur, sur);
        snprintf(big, sizeof big, "%s%s", dev_chance(d, 50) ? sur : q->sur, text + strlen(q->sur));
    } else
        snprintf(big, sizeof big, "%s", text);
    value(o, kind, big);
    return true;
}

static void place_field(out o, const dev_person *q, ts_span field) {
    dev_dice *d = &o.p->dice;
    char text[160], pc[16];
    bool block = ts_span_eq(field, ts_str("block")), line = ts_span_eq(field, ts_str("line"));
    const char *gap = block ? "\n" : ", ";
    snprintf(text, sizeof text, "%s%s%s", q->flat, *q->flat ? gap : "", q->street);
    if (block)
        for (char *c = text; *c; c++)
            if (c[0] == ',' && c[1] == ' ')
                *c = '\n', memmove(c + 1, c + 2, strlen(c + 1));
    snprintf(pc, sizeof pc, "%s", q->postcode);
    if (dev_chance(d, 8))
        for (char *c = pc; *c; c++)
            *c = ts_lower(*c);
    if (dev_chance(d, 12) && strchr(pc, ' '))
        memmove(strchr(pc, ' '), strchr(pc, ' ') + 1, strlen(strchr(pc, ' ')));
    if (!ts_span_eq(field, ts_str("pc")))
        value(o, "address", text);
    if (block || line) {
        ts_span village = dev_pick(d, dev_bank(ts_str("village")));
        char town[40];
        snprintf(town, sizeof town, "%s", q->town);
        if (block && dev_chance(d, 30))
            for (char *c = town; *c; c++)
                *c = ts_upper(*c);
        if (dev_chance(d, 40))
            dev_putf(o.p, "%s%.*s", gap, (int)village.len, village.ptr);
        dev_putf(o.p, "%s%s%s", gap, town, block && dev_chance(d, 70) ? "\n" : dev_chance(d, 50) ? " " : ", ");
    }
    if (!ts_span_eq(field, ts_str("addr")))
        value(o, "postcode", pc);
}

bool dev_person_field(dev_page *p, int number, ts_span field, ts_span form, char mark) {
    const dev_person *q = dev_someone(p, number);
    out o = {p, mark};
    dev_dice *d = &p->dice;
    char text[256];
#define IS(name) ts_span_eq(field, ts_str(name))
    if (name_field(o, q, field))
        return true;
    if (IS("addr") || IS("block") || IS("line") || IS("pc"))
        place_field(o, q, field);
    else if (IS("dob"))
        dev_date(d, q->born, form, text), value(o, "birth_date", text);
    else if (IS("dod"))
        dev_date(d, q->died, form, text), value(o, "death_date", text);
    else if (IS("age"))
        dev_putf(p, "%d", (int)(p->today - q->born) / 365);
    else if (IS("he") || IS("him") || IS("his") || IS("He") || IS("His") || IS("man")) {
        static const char *const words[][2] = {{"she", "he"}, {"her", "him"}, {"her", "his"},
                                               {"She", "He"}, {"Her", "His"}, {"lady", "gentleman"}};
        static const char names[][4] = {"he", "him", "his", "He", "His", "man"};
        for (size_t i = 0; i < 6; i++)
            if (IS(names[i]))
                dev_puts(p, words[i][q->male]);
    } else if (IS("town"))
        dev_puts(p, q->town);
    else if (IS("nhs"))
        groups(o, "nhs_number", q->nhs, form, "3-3-4");
    else if (IS("chi"))
        groups(o, "chi_number", q->chi, form, "6-4");
    else if (IS("hc"))
        groups(o, "hc_number", q->hc, form, "3-3-4");
    else if (IS("ihi"))
        groups(o, "ihi", q->ihi, form, "4-4-4-6");
    else if (IS("nino")) {
        bool lower = form.len == 0 && dev_chance(d, 6);
        dev_groups(q->nino, "2-2-2-2-1", ts_span_eq(form, ts_str("plain")) || dev_chance(d, 50) ? 0 : ' ', text);
        for (char *c = text; *c && lower; c++)
            *c = ts_lower(*c);
        value(o, "nino", text);
    } else if (IS("local"))
        value(o, "local_id", q->local);
    else if (IS("mob"))
        dev_phone(d, q->mobile, text), value(o, "phone", ts_span_eq(form, ts_str("plain")) ? q->mobile : text);
    else if (IS("tel"))
        dev_phone(d, q->landline, text), value(o, "phone", text);
    else if (IS("email"))
        value(o, "email", q->email);
    else if (IS("title"))
        value(o, "title", q->title);
    else if (IS("sex")) {
        static const char *const word[4][2] = {{"Female", "Male"}, {"F", "M"}, {"2", "1"}, {"female", "male"}};
        size_t way = ts_span_eq(form, ts_str("code"))     ? 2
                     : ts_span_eq(form, ts_str("letter")) ? 1
                                                          : (size_t)dev_below(d, 2);
        value(o, "sex", word[way][q->male]);
    } else if (IS("bank")) {
        char sort[64];
        dev_groups(q->sort, "2-2-2", "- -"[dev_below(d, 3)], sort);
        snprintf(text, sizeof text, "%s %s", sort, q->account);
        value(o, "bank_account", text);
    } else if (IS("sort")) {
        char sort[64];
        dev_groups(q->sort, "2-2-2", form.len ? 0 : "- -"[dev_below(d, 3)], sort);
        value((out){p, mark ? mark : '?'}, "bank_account", sort);
    } else if (IS("acc"))
        value(o, "bank_account", q->account);
    else if (IS("card"))
        groups(o, "card", q->card, form, "4-4-4-4");
    else if (IS("iban"))
        dev_groups(q->iban, "4-4-4-4-4-4-4", dev_chance(d, 50) ? ' ' : 0, text), value(o, "iban", text);
    else if (IS("mrz")) {
        char mrz[92];
        dev_number_mrz(q, mrz);
        value(o, "mrz", mrz);
    } else if (IS("salary")) {
        snprintf(text, sizeof text, dev_chance(d, 70) ? "£%d,%03d" : "£%d%03d", q->salary / 1000, q->salary % 1000);
        value(o, "salary", text);
    } else if (IS("user")) {
        char at[96];
        snprintf(at, sizeof at, "%.*s", (int)strcspn(q->email, "@"), q->email);
        value((out){p, '?'}, "person_name", at);
    } else {
        const struct {
            const char *field, *kind, *value;
        } plain[] = {{"gmc", "gmc_number", q->gmc},
                     {"nmc", "nmc_pin", q->nmc},
                     {"gphc", "gphc_number", q->gphc},
                     {"hcpc", "hcpc_number", q->hcpc},
                     {"cons", "consultant_code", q->consultant},
                     {"gpcode", "gp_code", q->gp_code},
                     {"pass", "passport", q->passport},
                     {"dl", "driving_licence", q->licence},
                     {"utr", "utr", q->utr},
                     {"ssn", "us_ssn", q->ssn},
                     {"handle", "social_handle", q->handle}};
        for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
            if (IS(plain[i].field)) {
                value(o, plain[i].kind, plain[i].value);
                return true;
            }
        return false;
    }
    return true;
}
