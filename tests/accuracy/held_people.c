/* held_people.c - made-up people of a passage: names by origin and frequency,
 * homes, numbers; and how they are written. */
#include "held.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_NAMES = 3000, MAX_ORIGINS = 24, MAX_TOWNS = 200, SLOTS = 26 };

typedef struct name {
    char text[40], what; /* 'f', 'm' forenames, 's' surname */
    int origin, weight;
} name;

static name names[MAX_NAMES];
static size_t name_count;
static char origins[MAX_ORIGINS][16];
static int origin_share[MAX_ORIGINS], origin_count;
static town towns[MAX_TOWNS];
static size_t town_count;
static person people[SLOTS];
static bool met[SLOTS];

/* ---- the lists: "f british 40: Mary Susan", "share british 70", "town
 * Leeds|West Yorkshire|LS|1|29|0113" ---- */

static int origin_of(const char *word) {
    for (int i = 0; i < origin_count; i++)
        if (!strcmp(origins[i], word))
            return i;
    if (origin_count == MAX_ORIGINS)
        stop("too many origins");
    snprintf(origins[origin_count], sizeof origins[0], "%s", word);
    return origin_count++;
}

void people_load(const char *dir) {
    char *rest = file_read(dir, "names.txt"), *line;
    while ((line = strsep(&rest, "\n"))) {
        char what[8], word[16];
        int weight, used = 0;
        town *at = &towns[town_count];
        if (!*line || *line == '#')
            continue;
        if (sscanf(line, "share %15s %d", word, &weight) == 2) {
            origin_share[origin_of(word)] = weight;
        } else if (sscanf(line, "town %31[^|]|%31[^|]|%3[^|]|%d|%d|%7s", at->name, at->county, at->area, &at->low,
                          &at->high, at->dial) == 6) {
            if (++town_count == MAX_TOWNS)
                stop("too many towns");
        } else if (sscanf(line, "%1[fms] %15s %d:%n", what, word, &weight, &used) == 3 && used) {
            char *list = line + used, *one;
            while ((one = strsep(&list, " ")))
                if (*one) {
                    if (name_count == MAX_NAMES)
                        stop("too many names");
                    name *n = &names[name_count++];
                    snprintf(n->text, sizeof n->text, "%s", one);
                    for (char *c = n->text; *c; c++)
                        if (*c == '_')
                            *c = ' ';
                    n->what = what[0];
                    n->origin = origin_of(word);
                    n->weight = weight;
                }
        } else {
            stop("bad line of names: %.60s", line);
        }
    }
}

static const char *name_of(char what, int origin) {
    int sum = 0;
    for (size_t i = 0; i < name_count; i++)
        if (names[i].what == what && names[i].origin == origin)
            sum += names[i].weight;
    if (!sum)
        stop("no names %c %s", what, origins[origin]);
    int left = (int)below((uint32_t)sum);
    for (size_t i = 0;; i++)
        if (names[i].what == what && names[i].origin == origin && (left -= names[i].weight) < 0)
            return names[i].text;
}

static int origin_any(void) {
    int sum = 0;
    for (int i = 0; i < origin_count; i++)
        sum += origin_share[i];
    int left = (int)below((uint32_t)sum), i = 0;
    while ((left -= origin_share[i]) >= 0)
        i++;
    return i;
}

const town *town_any(void) { return &towns[below((uint32_t)town_count)]; }

/* ---- making ---- */

/* The name in plain letters, as machines and registrars write it; other bytes
 * than letters go, but those in `keep`. */
void name_plain(const char *s, const char *keep, char *out, size_t room) {
    static const char plain[3][65] = {/* U+00C0 to U+017F */
                                      "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo-ouuuuyty",
                                      "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlL",
                                      "lLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs"};
    size_t n = 0;
    for (; *s && n + 1 < room; s++) {
        unsigned char c = (unsigned char)*s;
        if (c >= 0xC3 && c <= 0xC5)
            out[n++] = plain[c - 0xC3][(unsigned char)*++s - 0x80];
        else if (c == 0xE1) /* Vietnamese */
            out[n++] = (unsigned char)*++s == 0xBB ? 'e' : 'a', s++;
        else if (isalpha(c) || strchr(keep, c))
            out[n++] = (char)c;
    }
    out[n] = 0;
}

static void lower(char *s) {
    for (; *s; s++)
        *s = (char)tolower((unsigned char)*s);
}

static void mail_make(person *p) {
    char f[40], s[64];
    name_plain(p->fore, "", f, sizeof f);
    name_plain(p->sur, "-", s, sizeof s);
    lower(f);
    lower(s);
    char local[112];
    switch (below(8)) {
    case 0:
        snprintf(local, sizeof local, "%c.%s", f[0], s);
        break;
    case 1:
        snprintf(local, sizeof local, "%s%c", s, f[0]);
        break;
    case 2:
        snprintf(local, sizeof local, "%s_%s%02d", f, s, p->born.year % 100);
        break;
    case 3:
        snprintf(local, sizeof local, "%s%s%d", f, s, between(1, 99));
        break;
    case 4:
        snprintf(local, sizeof local, "%s%d", f, p->born.year);
        break;
    case 5:
        snprintf(local, sizeof local, "%c%s+%s", f[0], s, bank_pick("mailplus"));
        break;
    default:
        snprintf(local, sizeof local, "%s.%s", f, s);
    }
    snprintf(p->mail, sizeof p->mail, "%s@%s", local, bank_pick("maildomain"));
}

void postcode_make(const town *at, char out[12]) {
    static const char inward[] = "ABDEFGHJLNPQRSTUWXYZ";
    snprintf(out, 12, "%s%d %u%c%c", at->area, between(at->low, at->high), below(10), inward[below(20)],
             inward[below(20)]);
}

void street_make(char house[48], char street[64]) {
    snprintf(street, 64, "%s %s", bank_pick("street"), bank_pick("streetkind"));
    switch (below(12)) {
    case 0:
        snprintf(house, 48, "Flat %d, %d", between(1, 40), between(1, 160));
        break;
    case 1:
        snprintf(house, 48, "%d%c", between(1, 200), 'A' + (char)below(4));
        break;
    case 2:
        snprintf(house, 48, "%s, %d", bank_pick("housename"), between(1, 60));
        break;
    default:
        snprintf(house, 48, "%d", between(1, odds(70) ? 99 : 400));
    }
}

static void person_make(person *p, char slot, const person *kin) {
    *p = (person){0};
    int origin = origin_any();
    const char *asked = passage_flags ? strchr(passage_flags, slot) : NULL; /* "pF": p is a woman */
    p->sex = asked && (asked[1] == 'F' || asked[1] == 'M') ? asked[1] : odds(50) ? 'F' : 'M';
    snprintf(p->fore, sizeof p->fore, "%s", name_of(p->sex == 'F' ? 'f' : 'm', origin));
    snprintf(p->middle, sizeof p->middle, "%s", name_of(p->sex == 'F' ? 'f' : 'm', origin));
    if (kin && odds(65))
        snprintf(p->sur, sizeof p->sur, "%s", kin->sur);
    else {
        snprintf(p->sur, sizeof p->sur, "%s", name_of('s', odds(90) ? origin : origin_any()));
        const char *second = name_of('s', origin);
        if (odds(5) && !strchr(p->sur, '-') && !strchr(second, '-') && !strchr(second, ' '))
            snprintf(p->sur + strlen(p->sur), sizeof p->sur - strlen(p->sur), "-%s", second);
    }
    p->age = slot == 'b' ? between(0, 15) : strchr("cgst", slot) ? between(26, 64) : between(odds(6) ? 1 : 18, 97);
    p->born = (date){2025 - p->age, between(1, 12), between(1, 28)};
    p->died = (date){between(2015, 2025), between(1, 12), between(1, 28)};
    const char *title = p->sex == 'F' ? (p->age < 18 ? "Miss"
                                         : odds(45)  ? "Mrs"
                                         : odds(50)  ? "Ms"
                                                     : "Miss")
                                      : (p->age < 14 && odds(60) ? "Master" : "Mr");
    if (strchr("cg", slot))
        title = odds(70) ? "Dr" : odds(25) ? "Prof" : title;
    else if (p->age > 30 && odds(5))
        title = bank_pick("raretitle");
    snprintf(p->title, sizeof p->title, "%s", title);
    p->town = kin && odds(70) ? kin->town : town_any();
    street_make(p->house, p->street);
    postcode_make(p->town, p->postcode);
    mail_make(p);
    phone_make(p->mobile, 'm', "");
    phone_make(p->landline, 'l', p->town->dial);
    phone_make(p->work, 'l', p->town->dial);
    health_number_make(p->nhs, 'n', p->born, p->sex);
    health_number_make(p->chi, 'c', p->born, p->sex);
    health_number_make(p->hc, 'h', p->born, p->sex);
    ihi_make(p->ihi);
    nino_make(p->nino);
    account_make(p->sort, p->account);
    digits_make(p->local, between(6, 8));
    digits_make(p->staff, 8);
}

void people_begin(void) { memset(met, 0, sizeof met); }

void person_renew(char slot) { met[slot - 'a'] = false; }

person *person_at(char slot) {
    if (slot < 'a' || slot > 'z')
        stop("no such person: %c", slot);
    person *p = &people[slot - 'a'];
    if (!met[slot - 'a']) {
        met[slot - 'a'] = true;
        const person *kin = slot == 'q' || slot == 'b' ? person_at('p') : slot == 'k' ? person_at('r') : NULL;
        person_make(p, slot, kin);
    }
    return p;
}

/* ---- writing ---- */

static void initials(const person *p, char *out, const char *after) {
    out += sprintf(out, "%.*s%s", (unsigned char)p->fore[0] >= 0xC0 ? 2 : 1, p->fore, after);
    if (odds(40))
        sprintf(out, "%s%.*s%s", *after ? (odds(50) ? " " : "") : "", (unsigned char)p->middle[0] >= 0xC0 ? 2 : 1,
                p->middle, after);
}

static void upper(char *s) {
    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;
        if (c >= 'a' && c <= 'z')
            *s -= 32;
        else if (c == 0xC3 && (unsigned char)s[1] >= 0xA0)
            *++s -= 32;
        else if ((c == 0xC4 || c == 0xC5) && s[1] & 1) /* most letters of Latin Extended-A pair even with odd */
            (*++s)--;
    }
}

/* A whole name in some usual way; `what` fixes the way. */
static bool whole_name(text *t, person *p, const char *what) {
    char line[256], in[32];
    initials(p, in, odds(60) ? "" : ".");
    if (!strcmp(what, "any")) {
        static const char *const ways[] = {"full", "name", "name", "tin", "in", "sf", "nameM", "SURf", "fSUR", "full"};
        what = ways[below(10)];
    }
    if (!strcmp(what, "full"))
        snprintf(line, sizeof line, "%s %s %s", p->title, p->fore, p->sur);
    else if (!strcmp(what, "name"))
        snprintf(line, sizeof line, "%s %s", p->fore, p->sur);
    else if (!strcmp(what, "nameM"))
        snprintf(line, sizeof line, "%s %s %s", p->fore, p->middle, p->sur);
    else if (!strcmp(what, "fullM"))
        snprintf(line, sizeof line, "%s %s %s %s", p->title, p->fore, p->middle, p->sur);
    else if (!strcmp(what, "tin"))
        snprintf(line, sizeof line, "%s %s %s", p->title, in, p->sur);
    else if (!strcmp(what, "in"))
        snprintf(line, sizeof line, "%s %s", in, p->sur);
    else if (!strcmp(what, "sin"))
        snprintf(line, sizeof line, "%s %s", p->sur, in);
    else if (!strcmp(what, "sf"))
        snprintf(line, sizeof line, "%s, %s", p->sur, p->fore);
    else if (!strcmp(what, "sft"))
        snprintf(line, sizeof line, "%s, %s (%s)", p->sur, p->fore, p->title);
    else if (!strcmp(what, "sfp"))
        snprintf(line, sizeof line, "%s %s", p->sur, p->fore);
    else if (!strcmp(what, "SURf") || !strcmp(what, "SURft") || !strcmp(what, "fSUR") || !strcmp(what, "SURfp")) {
        char sur[64];
        snprintf(sur, sizeof sur, "%s", p->sur);
        upper(sur);
        if (!strcmp(what, "fSUR"))
            snprintf(line, sizeof line, "%s %s", p->fore, sur);
        else
            snprintf(line, sizeof line, "%s%s %s%s%s%s", sur, what[4] == 'p' ? "" : ",", p->fore,
                     what[4] == 't' ? " (" : "", what[4] == 't' ? p->title : "", what[4] == 't' ? ")" : "");
    } else if (!strcmp(what, "lower")) {
        snprintf(line, sizeof line, "%s %s", p->fore, p->sur);
        lower(line);
    } else if (!strcmp(what, "upper") || !strcmp(what, "tupper")) {
        snprintf(line, sizeof line, "%s%s%s %s", *what == 't' ? p->title : "", *what == 't' ? " " : "", p->fore,
                 p->sur);
        upper(line);
    } else
        return false;
    text_mark(t, "person_name", line);
    return true;
}

static void address(text *t, person *p, const char *field) {
    const char *gap = field[4] == 'n' ? "\n" : field[4] == 's' ? " " : ", ";
    char line[256];
    if (field[4] == 'n' && strchr(p->house, ',')) {
        const char *comma = strchr(p->house, ',');
        snprintf(line, sizeof line, "%.*s\n%s %s\n%s", (int)(comma - p->house), p->house, comma + 2, p->street,
                 p->town->name);
    } else {
        snprintf(line, sizeof line, "%s%s%s%s%s", p->house, " ", p->street, gap, p->town->name);
    }
    size_t n = strlen(line);
    if (odds(45))
        snprintf(line + n, sizeof line - n, "%s%s", gap, p->town->county);
    text_mark(t, "address", line);
    if (strstr(field, "pc")) {
        text_value(t, field[4] == 'n' ? "\n" : odds(70) ? gap : " ");
        postcode_put(t, "postcode", p->postcode, "");
    }
}

static bool simple(text *t, person *p, const char *field) {
    bool f = p->sex == 'F';
    static const char *const women[] = {"wife", "mother", "daughter", "sister", "partner", "niece", "aunt"};
    static const char *const men[] = {"husband", "father", "son", "brother", "partner", "nephew", "uncle"};
    const struct {
        const char *field, *kind, *value;
    } all[] = {
        {"title", "title", p->title},
        {"fore", "forename", p->fore},
        {"mid", "forename", p->middle},
        {"sur", "surname", p->sur},
        {"mail", "email", p->mail},
        {"rel", NULL, (f ? women : men)[(unsigned)p->born.day % 7]},
        {"he", NULL, f ? "she" : "he"},
        {"He", NULL, f ? "She" : "He"},
        {"him", NULL, f ? "her" : "him"},
        {"his", NULL, f ? "her" : "his"},
        {"His", NULL, f ? "Her" : "His"},
        {"self", NULL, f ? "herself" : "himself"},
        {"mf", "sex", f ? "F" : "M"},
        {"sexword", "sex", f ? "Female" : "Male"},
        {"sexlow", "sex", f ? "female" : "male"},
        {"sexcode", "sex", f ? "2" : "1"},
        {"street", "address", p->street},
        {"town", NULL, p->town->name},
        {"county", NULL, p->town->county},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (!strcmp(all[i].field, field)) {
            if (all[i].kind)
                text_mark(t, all[i].kind, all[i].value);
            else
                text_value(t, all[i].value);
            return true;
        }
    return false;
}

bool person_put(text *t, person *p, const char *field) {
    char line[128], part[24];
    bool org = p == &people['o' - 'a']; /* its switchboard and its place are nobody's own */
    const char *style = strchr(field, '.');
    snprintf(part, sizeof part, "%.*s", style ? (int)(style - field) : 23, field);
    style = style ? style + 1 : "";
    if (!*style && (simple(t, p, part) || whole_name(t, p, part)))
        return true;
    if (!strcmp(part, "ts")) {
        snprintf(line, sizeof line, "%s %s", p->title, p->sur);
        text_mark(t, "surname", line);
    } else if (!strcmp(part, "SUR")) {
        snprintf(line, sizeof line, "%s", p->sur);
        upper(line);
        text_mark(t, "surname", line);
    } else if (!strcmp(part, "FORE")) {
        snprintf(line, sizeof line, "%s", p->fore);
        upper(line);
        text_mark(t, "forename", line);
    } else if (!strcmp(part, "fores")) {
        snprintf(line, sizeof line, "%s %s", p->fore, p->middle);
        text_mark(t, "forename", line);
    } else if (!strcmp(part, "age")) {
        text_printf(t, "%d", p->age);
    } else if (!strcmp(part, "dob")) {
        date_put(t, "birth_date", p->born, style);
    } else if (!strcmp(part, "dod")) {
        date_put(t, "death_date", p->died, style);
    } else if (!strncmp(part, "addr", 4)) {
        address(t, p, part);
    } else if (!strcmp(part, "home")) {
        snprintf(line, sizeof line, "%s %s", p->house, p->street);
        text_mark(t, "address", line);
    } else if (!strcmp(part, "pc")) {
        postcode_put(t, org ? "~postcode" : "postcode", p->postcode, style);
    } else if (!strcmp(part, "mob")) {
        phone_put(t, org ? "~phone" : "phone", p->mobile, style);
    } else if (!strcmp(part, "land")) {
        phone_put(t, org ? "~phone" : "phone", p->landline, style);
    } else if (!strcmp(part, "work")) {
        phone_put(t, org ? "~phone" : "phone", p->work, style);
    } else if (!strcmp(part, "tel")) {
        phone_put(t, org ? "~phone" : "phone", odds(55) ? p->mobile : p->landline, style);
    } else if (!strcmp(part, "nhs")) {
        health_put(t, "nhs_number", p->nhs, style);
    } else if (!strcmp(part, "chi")) {
        health_put(t, "chi_number", p->chi, *style ? style : odds(75) ? "plain" : "chi");
    } else if (!strcmp(part, "hc")) {
        health_put(t, "hc_number", p->hc, style);
    } else if (!strcmp(part, "ihi")) {
        text_mark(t, "ihi", p->ihi);
    } else {
        return document_put(t, p, field);
    }
    return true;
}
