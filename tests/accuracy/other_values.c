/* other_values.c - what is written of a person, and dates. */
#include <stdio.h>

#include "accuracy/other.h"

/* ---- dates (days since 1970-01-01; H. Hinnant, "chrono-compatible low-level date algorithms") ---- */

int32_t other_days(int y, int m, int d) {
    y -= m <= 2;
    int era = y / 400, of_era = y - era * 400, of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

void other_civil(int32_t days, int *year, int *month, int *day) {
    int z = days + 719468, era = z / 146097, doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    *day = doy - (153 * mp + 2) / 5 + 1;
    *month = mp < 10 ? mp + 3 : mp - 9;
    *year = yoe + era * 400 + (*month <= 2);
}

static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};
static const char *const weekdays[] = {"Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"};

static const char *ordinal(int d) {
    return d / 10 == 1 ? "th" : d % 10 == 1 ? "st" : d % 10 == 2 ? "nd" : d % 10 == 3 ? "rd" : "th";
}

void other_date(other_page *p, int32_t date, ts_span form, char out[48]) {
    static const char *const forms[] = {"dmy",  "long", "dmy", "mon", "d/m/y", "iso",  "dash",
                                        "dots", "ord",  "my",  "Mon", "dmy2",  "week", "compact"};
    enum { FORMS = sizeof forms / sizeof *forms };
    if (!form.len) /* a table keeps to one form, a text mostly */
        form = ts_str(forms[p->columns || other_odds(&p->dice, 75) ? p->date_form % FORMS
                                                                   : (int)other_below(&p->dice, FORMS - 2)]);
    int y, m, d;
    other_civil(date, &y, &m, &d);
    const char *month = months[m - 1];
    char is = form.len > 1 ? form.ptr[0] : 0;
    if (ts_span_eq(form, ts_str("long")))
        snprintf(out, 48, "%d %s %d", d, month, y);
    else if (ts_span_eq(form, ts_str("ord")))
        snprintf(out, 48, other_odds(&p->dice, 25) ? "%d%s of %s %d" : "%d%s %s %d", d, ordinal(d), month, y);
    else if (ts_span_eq(form, ts_str("week")))
        snprintf(out, 48, "%s %d%s %s %d", weekdays[(date % 7 + 7) % 7], d, other_odds(&p->dice, 50) ? ordinal(d) : "",
                 month, y);
    else if (ts_span_eq(form, ts_str("us")))
        snprintf(out, 48, "%s %d, %d", month, d, y);
    else if (ts_span_eq(form, ts_str("mon")))
        snprintf(out, 48, "%02d-%.3s-%d", d, month, y);
    else if (ts_span_eq(form, ts_str("Mon")))
        snprintf(out, 48, "%02d %.3s %d", d, month, y);
    else if (ts_span_eq(form, ts_str("my")))
        snprintf(out, 48, "%d %.3s %02d", d, month, y % 100);
    else if (is == 'i')
        snprintf(out, 48, "%04d-%02d-%02d", y, m, d);
    else if (is == 'c')
        snprintf(out, 48, "%04d%02d%02d", y, m, d);
    else if (ts_span_eq(form, ts_str("dash")))
        snprintf(out, 48, "%02d-%02d-%04d", d, m, y);
    else if (ts_span_eq(form, ts_str("dots")))
        snprintf(out, 48, other_odds(&p->dice, 60) ? "%02d.%02d.%02d" : "%d.%d.%02d", d, m,
                 other_odds(&p->dice, 60) ? y : y % 100);
    else if (ts_span_eq(form, ts_str("dmy2")))
        snprintf(out, 48, "%02d/%02d/%02d", d, m, y % 100);
    else if (ts_span_eq(form, ts_str("d/m/y")))
        snprintf(out, 48, "%d/%d/%02d", d, m, other_odds(&p->dice, 50) ? y : y % 100);
    else if (ts_span_eq(form, ts_str("blank")))
        snprintf(out, 48, "%02d %02d %04d", d, m, y);
    else
        snprintf(out, 48, "%02d/%02d/%04d", d, m, y);
}

/* ---- names ---- */

/* ASCII, and upwards also the letters of Latin-1 and Latin Extended-A (two bytes of UTF-8) that names here have. */
static void change_case(char *s, bool upper) {
    for (; *s; s++) {
        unsigned char c = (unsigned char)*s, next = (unsigned char)s[1];
        if (upper && c == 0xC3 && next >= 0xA0 && next != 0xB7 && next < 0xBF) {
            *++s = (char)(next - 0x20);
        } else if (upper && (c == 0xC4 || c == 0xC5 || c == 0xC8)) {
            bool odd_large = (c == 0xC4 && next >= 0xB9) || (c == 0xC5 && (next < 0x89 || next >= 0xB9));
            *++s = (char)(next - (odd_large ? next % 2 == 0 : next % 2));
        } else {
            *s = upper ? ts_upper(*s) : ts_lower(*s);
        }
    }
}

/* Bytes of a name's first letter, in UTF-8. */
static int first(const char *name) { return (unsigned char)*name < 0xC0 ? 1 : (unsigned char)*name < 0xE0 ? 2 : 3; }

/* The kind of a name written so, NULL where the form is none of a name. */
static const char *write_name(other_page *p, const other_person *w, ts_span f, char *out, size_t room) {
    static const struct {
        const char *field, *kind,
            *format; /* t title, f forename, i initials, m middle name, s surname; capitals shout */
    } way[] = {{"name", "person_name", "f s"},
               {"full", "person_name", "f m s"},
               {"tname", "person_name", "t f s"},
               {"tini", "person_name", "t i s"},
               {"tsur", "surname", "t s"},
               {"ini", "person_name", "i s"},
               {"rev", "person_name", "s, f"},
               {"REV", "person_name", "S, f"},
               {"RV", "person_name", "S f"},
               {"revt", "person_name", "S, f (t)"},
               {"revi", "person_name", "s i"},
               {"NAME", "person_name", "F S"},
               {"TNAME", "person_name", "T F S"},
               {"TSUR", "surname", "T S"},
               {"low", "person_name", "l"},
               {"sur", "surname", "s"},
               {"SUR", "surname", "S"},
               {"fore", "forename", "f"},
               {"FORE", "forename", "F"},
               {"mid", "forename", "m"},
               {"fulls", "person_name", "f S"},
               {"fores", "forename", "f m"},
               {"ftitle", "person_name", "t s, f"},
               {"lowfore", "forename", "k"},
               {"title", "title", "t"}};
    size_t k = 0, n = sizeof way / sizeof *way;
    while (k < n && !ts_span_eq(f, ts_str(way[k].field)))
        k++;
    if (k == n)
        return NULL;
    char piece[80];
    int dots = other_odds(&p->dice, 40), two = other_odds(&p->dice, 35);
    *out = 0;
    for (const char *c = way[k].format; *c; c++) {
        switch (*c) {
        case 't':
        case 'T':
            snprintf(piece, sizeof piece, "%s", w->title);
            break;
        case 'f':
        case 'k':
        case 'F':
            snprintf(piece, sizeof piece, "%s", w->fore);
            break;
        case 'm':
            snprintf(piece, sizeof piece, "%s", w->middle);
            break;
        case 's':
        case 'S':
            snprintf(piece, sizeof piece, "%s", w->sur);
            break;
        case 'l':
            snprintf(piece, sizeof piece, "%s %s", w->fore, w->sur);
            break;
        case 'i':
            snprintf(piece, sizeof piece, "%.*s%s%.*s%s", first(w->fore), w->fore, dots ? "." : "",
                     two ? first(w->middle) : 0, w->middle, two && dots ? "." : "");
            break;
        default:
            snprintf(piece, sizeof piece, "%c", *c);
        }
        if (ts_is_upper(*c) || *c == 'l' || *c == 'k')
            change_case(piece, ts_is_upper(*c));
        strncat(out, piece, room - strlen(out) - 1);
    }
    return way[k].kind;
}

/* ---- numbers in groups ---- */

/* "3-3-4" and ' ' make 999 123 4567 of ten digits. */
static void group(const char *text, const char *sizes, char between, char *out) {
    for (const char *s = sizes; *s && *text; s++) {
        if (!ts_is_digit(*s))
            continue;
        for (int i = 0; i < *s - '0' && *text; i++)
            *out++ = *text++;
        if (*text && s[1])
            *out++ = between;
    }
    while (*text)
        *out++ = *text++;
    *out = 0;
}

static void health(other_page *p, const char *number, ts_span form, char *out) {
    int way = other_odds(&p->dice, 80) ? p->health_form : other_between(&p->dice, 0, 4);
    if (ts_span_eq(form, ts_str("plain")) || way > 2)
        snprintf(out, 16, "%s", number);
    else
        group(number, "3-3-4", way == 1 ? '-' : ' ', out);
}

static void pay(other_page *p, int salary, ts_span form, char *out) {
    if (ts_span_eq(form, ts_str("plain")))
        snprintf(out, 64, "%d", salary);
    else if (ts_span_eq(form, ts_str("pence")))
        snprintf(out, 64, "%d.%02d", salary, other_between(&p->dice, 0, 99));
    else if (ts_span_eq(form, ts_str("k")))
        snprintf(out, 64, "\xC2\xA3%dk", salary / 1000);
    else if (ts_span_eq(form, ts_str("month")))
        snprintf(out, 64, "\xC2\xA3%d,%03d.%02d", salary / 12000, salary / 12 % 1000, other_between(&p->dice, 0, 99));
    else
        snprintf(out, 64, other_odds(&p->dice, 30) ? "\xC2\xA3%d%03d" : "\xC2\xA3%d,%03d", salary / 1000,
                 salary % 1000);
}

static void bank(other_page *p, const other_person *w, ts_span f, ts_span form, char *out) {
    bool sort = ts_span_eq(f, ts_str("sort"));
    if (ts_span_eq(f, ts_str("iban")))
        group(w->iban, other_odds(&p->dice, 50) ? "4-4-4-4-4-4" : "9", ' ', out);
    else if (ts_span_eq(f, ts_str("card")))
        group(w->card, "4-4-4-4", form.len ? '-' : ' ', out);
    else if (ts_span_eq(form, ts_str("plain")))
        snprintf(out, 16, "%s", sort ? w->sort : w->account);
    else if (sort)
        group(w->sort, other_odds(&p->dice, 75) ? "2-2-2" : "9", other_odds(&p->dice, 65) ? '-' : ' ', out);
    else
        group(w->account, other_odds(&p->dice, 85) ? "8" : "4-4", ' ', out);
}

/* A number that only somebody registered has. */
static const char *register_number(other_page *p, ts_span f, char *out) {
    uint64_t *d = &p->dice;
    static const char letters[] = "ABCDEFGHJKLMNPQRTVWXYZ0123456789";
    if (ts_span_eq(f, ts_str("gmc")))
        return snprintf(out, 16, "%d", other_between(d, 4000000, 7999999)), "gmc_number";
    if (ts_span_eq(f, ts_str("nmc")))
        return snprintf(out, 16, "%02d%c%04d%c", other_between(d, 0, 99) % 25, "ABCDEFGHIJKL"[other_below(d, 12)],
                        other_between(d, 1, 3999), "EEESWN"[other_below(d, 6)]),
               "nmc_pin";
    if (ts_span_eq(f, ts_str("hcpc"))) {
        static const char *const prefix[] = {"PH", "OT", "RA", "PA", "DT", "SL", "BS", "PYL", "ODP", "CH"};
        return snprintf(out, 16, "%s%d", prefix[other_below(d, 10)], other_between(d, 10000, 139999)), "hcpc_number";
    }
    if (ts_span_eq(f, ts_str("gphc")))
        return snprintf(out, 16, "20%05d", other_between(d, 30000, 99999)), "gphc_number";
    if (ts_span_eq(f, ts_str("gpcode")))
        return snprintf(out, 16, "G%d", other_between(d, 3100000, 9999999)), "gp_code";
    if (ts_span_eq(f, ts_str("concode")))
        return snprintf(out, 16, "C%d", other_between(d, 2000000, 7999999)), "consultant_code";
    if (ts_span_eq(f, ts_str("utr")))
        return other_number_utr(d, out), "utr";
    if (ts_span_eq(f, ts_str("ssn")))
        return snprintf(out, 16, "%03d-%02d-%04d", other_between(d, 1, 665), other_between(d, 1, 99),
                        other_between(d, 1, 9999)),
               "us_ssn";
    if (ts_span_eq(f, ts_str("share"))) {
        char code[12] = {"WRS"[other_below(d, 3)]};
        for (int i = 1; i < 9; i++)
            code[i] = letters[other_below(d, 32)];
        group(code, other_odds(d, 60) ? "3-3-3" : "9", ' ', out);
        return "share_code";
    }
    return NULL;
}

/* ---- where somebody lives ---- */

static void postcode(other_page *p, const char *code, ts_span form, char *out) {
    snprintf(out, 16, "%s", code);
    if (ts_span_eq(form, ts_str("low")) || (!form.len && other_odds(&p->dice, 4)))
        change_case(out, false);
    char *blank = strchr(out, ' ');
    if (blank && (ts_span_eq(form, ts_str("joined")) || (!form.len && other_odds(&p->dice, 8))))
        memmove(blank, blank + 1, strlen(blank));
}

/* House and street, town and postcode on one line, or on several behind `form`; without a postcode: "addr:none". */
static void write_address(other_page *p, const other_person *w, ts_span form, char mark) {
    bool several = form.len && form.ptr[0] == '\n', none = ts_span_eq(form, ts_str("none"));
    char between[24], text[130];
    snprintf(between, sizeof between, "%.*s", several ? (int)form.len : 2, several ? form.ptr : ", ");
    snprintf(text, sizeof text, "%s%s", w->house, w->street);
    other_value(p, mark == '!' ? NULL : "address", mark == '?', text);
    other_put(p, between);
    other_value(p, NULL, false, w->town);
    if (none)
        return;
    other_put(p, several ? between : other_odds(&p->dice, 60) ? ", " : " ");
    postcode(p, w->postcode, ts_str(""), text);
    other_value(p, mark == '!' ? NULL : "postcode", mark == '?', text);
}

/* ---- all fields ---- */

static const char *plain_field(const other_person *w, ts_span f) {
    const struct {
        const char *field, *text;
    } is[] = {{"he", w->male ? "he" : "she"},
              {"He", w->male ? "He" : "She"},
              {"him", w->male ? "him" : "her"},
              {"his", w->male ? "his" : "her"},
              {"His", w->male ? "His" : "Her"},
              {"man", w->male ? "man" : "woman"},
              {"gent", w->male ? "gentleman" : "lady"},
              {"boy", w->male ? "boy" : "girl"},
              {"son", w->male ? "son" : "daughter"},
              {"wife", w->male ? "wife" : "husband"},
              {"mum", w->male ? "dad" : "mum"},
              {"father", w->male ? "father" : "mother"},
              {"town", w->town},
              {"brother", w->male ? "brother" : "sister"}};
    for (size_t i = 0; i < sizeof is / sizeof *is; i++)
        if (ts_span_eq(f, ts_str(is[i].field)))
            return is[i].text;
    return NULL;
}

/* What is written as it is kept. */
static const char *as_kept(const other_person *w, ts_span f, char *out, size_t room) {
    const struct {
        const char *field, *kind, *text;
    } kept[] = {{"mrn", "local_id", w->mrn},
                {"staff", "local_id", w->staff},
                {"ihi", "ihi", w->ihi},
                {"email", "email", w->email},
                {"handle", "social_handle", w->handle},
                {"passport", "passport", w->passport},
                {"licence", "driving_licence", w->licence}};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (ts_span_eq(f, ts_str(kept[i].field))) {
            snprintf(out, room, "%s", kept[i].text);
            return kept[i].kind;
        }
    return NULL;
}

/* What people write in ways of their own: dates, numbers in groups, telephones, places. */
static const char *in_some_way(other_page *p, const other_person *w, ts_span f, ts_span form, char *out, size_t room) {
    char c = f.ptr[0];
    if (ts_span_eq(f, ts_str("dob")) || ts_span_eq(f, ts_str("dod"))) {
        bool birth = f.ptr[2] == 'b';
        other_date(p, birth ? w->born : w->died, form, out);
        return birth ? "birth_date" : "death_date";
    }
    if (ts_span_eq(f, ts_str("kdob"))) /* were this person a child */
        return other_date(p, p->today - (p->today - w->born) % 6200 - 1, form, out), "birth_date";
    if (ts_span_eq(f, ts_str("nhs")) || ts_span_eq(f, ts_str("chi")) || ts_span_eq(f, ts_str("hc"))) {
        health(p, c == 'n' ? w->nhs : c == 'c' ? w->chi : w->hc, form, out);
        return c == 'n' ? "nhs_number" : c == 'c' ? "chi_number" : "hc_number";
    }
    if (ts_span_eq(f, ts_str("nino"))) {
        group(w->nino, form.len || other_odds(&p->dice, 55) ? "9" : "2-2-2-2-1", ' ', out);
        return "nino";
    }
    if (ts_span_eq(f, ts_str("mobile")) || ts_span_eq(f, ts_str("tel")))
        return other_phone(p, c == 'm' ? w->mobile : w->landline, form, out), "phone";
    if (ts_span_eq(f, ts_str("street")))
        return snprintf(out, room, "%s%s", w->house, w->street), "address";
    if (ts_span_eq(f, ts_str("pc")))
        return postcode(p, w->postcode, form, out), "postcode";
    if (ts_span_eq(f, ts_str("sort")) || ts_span_eq(f, ts_str("account")))
        return bank(p, w, f, form, out), "bank_account";
    if (ts_span_eq(f, ts_str("iban")) || ts_span_eq(f, ts_str("card")))
        return bank(p, w, f, form, out), c == 'i' ? "iban" : "card";
    if (ts_span_eq(f, ts_str("salary")))
        return pay(p, w->salary, form, out), "salary";
    if (ts_span_eq(f, ts_str("mrz")))
        return other_number_mrz(&p->dice, w, out), "mrz";
    if (ts_span_eq(f, ts_str("sex")))
        return snprintf(out, room, "%s",
                        ts_span_eq(form, ts_str("word"))   ? (w->male ? "Male" : "Female")
                        : ts_span_eq(form, ts_str("code")) ? (w->male ? "1" : "2")
                                                           : (w->male ? "M" : "F")),
               "sex";
    return NULL;
}

bool other_person_field(other_page *p, int number, ts_span f, ts_span form, char mark) {
    other_person *w = other_someone(p, number);
    char out[260] = "";
    const char *plain = plain_field(w, f), *kind;
    bool init = ts_span_eq(f, ts_str("init")), user = ts_span_eq(f, ts_str("user"));
    bool may = mark == '?' || init || user || ts_span_eq(f, ts_str("sort")); /* of a branch; nobody can say of whom */
    if (plain) {
        other_value(p, NULL, false, plain);
        return true;
    }
    if (ts_span_eq(f, ts_str("addr"))) {
        write_address(p, w, form, mark);
        return true;
    }
    if ((kind = as_kept(w, f, out, sizeof out)) || (kind = write_name(p, w, f, out, sizeof out)) ||
        (kind = register_number(p, f, out))) {
        if (ts_span_eq(form, ts_str("UP")) || ts_span_eq(form, ts_str("low")))
            change_case(out, form.ptr[0] == 'U');
    } else if (ts_span_eq(f, ts_str("age"))) {
        snprintf(out, sizeof out, "%d", (p->today - w->born) / 365);
    } else if (init || user) {
        if (init)
            snprintf(out, sizeof out, "%.*s%.*s", first(w->fore), w->fore, first(w->sur), w->sur);
        else
            snprintf(out, sizeof out, "%.*s", (int)(strchr(w->email, '@') - w->email), w->email);
        kind = "person_name";
    } else if (!(kind = in_some_way(p, w, f, form, out, sizeof out))) {
        return false;
    }
    other_value(p, mark == '!' ? NULL : kind, may, out);
    return true;
}
