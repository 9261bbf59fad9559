/* other_people.c - people from the names of the UK's communities, and what is known of each. */
#include <stdio.h>

#include "accuracy/other.h"
#include "base/mem.h"

/* ---- names, streets and towns, read once ---- */

enum { COMMUNITIES = 32, SORTS = 3 };
typedef enum sort { MALE, FEMALE, SURNAME } sort;
typedef struct words {
    ts_span *at;
    size_t n;
} words;
static struct {
    int weight, total;
    words of[SORTS];
} community[COMMUNITIES];
static size_t communities;
static words streets, houses, towns;

static void add_words(words *w, ts_span line, char between) {
    while (line.len) {
        const char *end = memchr(line.ptr, between, line.len);
        size_t n = end ? (size_t)(end - line.ptr) : line.len;
        ts_span word = ts_trim(ts_slice(line, 0, n));
        if (word.len) {
            w->at = ts_grow(w->at, w->n + 1, sizeof *w->at);
            w->at[w->n++] = word;
        }
        line = ts_slice(line, n + 1, line.len);
    }
}

void other_people_load(const char *dir) {
    ts_span text = ts_str(other_file(dir, "names.txt")); /* kept while the program runs */
    int total = 0;
    for (size_t at = 0; at < text.len;) {
        size_t end = ts_span_find(text, ts_str("\n"), at);
        ts_span line = ts_slice(text, at, (end == SIZE_MAX ? text.len : end) - at), rest = ts_slice(line, 2, line.len);
        at += line.len + 1;
        switch (line.len ? line.ptr[0] : '#') {
        case '=':
            if (communities == COMMUNITIES)
                other_stop("more than %d communities", COMMUNITIES);
            for (size_t i = 0; i < rest.len; i++)
                if (ts_is_digit(rest.ptr[i]))
                    community[communities].weight = community[communities].weight * 10 + rest.ptr[i] - '0';
            total += community[communities].weight;
            community[communities++].total = total;
            break;
        case 'm':
            add_words(&community[communities - 1].of[MALE], rest, ',');
            break;
        case 'f':
            add_words(&community[communities - 1].of[FEMALE], rest, ',');
            break;
        case 's':
            add_words(&community[communities - 1].of[SURNAME], rest, ',');
            break;
        case 'r':
            add_words(&streets, rest, ',');
            break;
        case 'h':
            add_words(&houses, rest, ',');
            break;
        case 't':
            add_words(&towns, rest, ',');
            break;
        default:
            break;
        }
    }
    if (!total || !streets.n || !houses.n || !towns.n)
        other_stop("%s", "names.txt lacks something");
}

size_t other_names_count(void) {
    size_t n = 0;
    for (size_t i = 0; i < communities; i++)
        for (int k = 0; k < SORTS; k++)
            n += community[i].of[k].n;
    return n;
}

static ts_span word_of(uint64_t *dice, const words *w, bool frequent_first) {
    uint64_t n = other_below(dice, w->n);
    if (frequent_first && other_odds(dice, 35))
        n = other_below(dice, n + 1);
    return w->at[n];
}

static void copy(char *out, size_t room, ts_span s) { snprintf(out, room, "%.*s", (int)s.len, s.ptr); }

/* ---- where they live ---- */

static void live(uint64_t *dice, other_person *w) {
    ts_span town = word_of(dice, &towns, false); /* "Leeds:LS" */
    size_t colon = ts_span_find(town, ts_str(":"), 0);
    if (colon == SIZE_MAX)
        other_stop("no postcode area: %.*s", (int)town.len, town.ptr);
    copy(w->town, sizeof w->town, ts_slice(town, 0, colon));
    static const char inward[] = "ABDEFGHJLNPQRSTUWXYZ";
    snprintf(w->postcode, sizeof w->postcode, "%.*s%d %d%c%c", (int)(town.len - colon - 1), town.ptr + colon + 1,
             other_between(dice, 1, 29), other_between(dice, 1, 9), inward[other_below(dice, 20)],
             inward[other_below(dice, 20)]);
    copy(w->street, sizeof w->street, word_of(dice, &streets, false));
    int n = other_between(dice, 1, other_odds(dice, 80) ? 120 : 480);
    ts_span name = word_of(dice, &houses, false);
    switch (other_below(dice, 12)) {
    case 0:
        snprintf(w->house, sizeof w->house, "Flat %d, %d ", other_between(dice, 1, 40), n);
        break;
    case 1:
        snprintf(w->house, sizeof w->house, "Flat %d%c, %.*s, ", other_between(dice, 1, 20),
                 "ABC"[other_below(dice, 3)], (int)name.len, name.ptr);
        break;
    case 2:
        snprintf(w->house, sizeof w->house, "%.*s, ", (int)name.len, name.ptr);
        break;
    case 3:
        snprintf(w->house, sizeof w->house, "%d%c ", n, "abAB"[other_below(dice, 4)]);
        break;
    case 4: /* a Scottish flat: floor and position, or number and flat */
        snprintf(w->house, sizeof w->house, other_odds(dice, 50) ? "%d/%d, %d " : "Flat %d/%d, %d ",
                 other_between(dice, 0, 3), other_between(dice, 1, 3), n);
        break;
    default:
        snprintf(w->house, sizeof w->house, "%d ", n);
    }
}

/* ---- and who they are ---- */

static const char *title_of(uint64_t *dice, const other_person *w, int age, bool staff) {
    if (staff && other_odds(dice, 45))
        return other_odds(dice, 88) ? "Dr" : "Prof";
    if (other_odds(dice, 2))
        return other_odds(dice, 50) ? "Rev" : "Mx";
    if (w->male)
        return age < 16 ? "Master" : "Mr";
    return age < 18 ? "Miss" : other_odds(dice, 55) ? "Mrs" : other_odds(dice, 60) ? "Ms" : "Miss";
}

/* The letters of a name as mail systems write them: "O'Brien" is obrien. */
static void plain(const char *name, char *out, size_t room) {
    size_t n = 0;
    for (; *name && n + 1 < room; name++)
        if (ts_is_alpha(*name) || *name == '-')
            out[n++] = ts_lower(*name);
    out[n] = 0;
}

static void mail(uint64_t *dice, other_person *w, bool staff, int year) {
    static const char *const home[] = {"mailbox.example", "homepost.example", "inbox.example",    "webmail.example",
                                       "fastnet.example", "talkpost.example", "quickmail.example"};
    static const char *const work[] = {"northmoor-hosp.example", "severnvale.nhs.example",  "wealdcare.example",
                                       "calderdale-icb.example", "strathearn.scot.example", "lagan-trust.example"};
    char f[40], s[60];
    plain(w->fore, f, sizeof f);
    plain(w->sur, s, sizeof s);
    const char *at = staff ? work[other_below(dice, 6)] : home[other_below(dice, 7)];
    switch (other_below(dice, staff ? 3 : 7)) {
    case 0:
        snprintf(w->email, sizeof w->email, "%s.%s@%s", f, s, at);
        break;
    case 1:
        snprintf(w->email, sizeof w->email, "%c.%s%s@%s", f[0], s, other_odds(dice, 20) ? "2" : "", at);
        break;
    case 2:
        snprintf(w->email, sizeof w->email, "%s.%s%d@%s", f, s, other_between(dice, 1, 9), at);
        break;
    case 3:
        snprintf(w->email, sizeof w->email, "%s%c%02d@%s", f, s[0], year % 100, at);
        break;
    case 4:
        snprintf(w->email, sizeof w->email, "%s_%s@%s", s, f, at);
        break;
    case 5:
        snprintf(w->email, sizeof w->email, "the%sfamily@%s", s, at);
        break;
    default:
        snprintf(w->email, sizeof w->email, "%s%d@%s", f, other_between(dice, 10, 9999), at);
    }
    static const char *const tail[] = {"_x", "", ".uk", "_official", "xo", "_92", "77"};
    snprintf(w->handle, sizeof w->handle, "@%.18s%s%.14s%s", f, other_odds(dice, 50) ? "_" : "", s,
             tail[other_below(dice, 7)]);
    for (char *c = w->handle; *c; c++)
        *c = *c == '-' ? '_' : *c;
}

void other_person_make(uint64_t *dice, int32_t today, bool staff, other_person *w) {
    memset(w, 0, sizeof *w);
    w->made = true;
    w->male = other_odds(dice, 49);
    uint64_t roll = other_below(dice, (uint64_t)community[communities - 1].total);
    size_t c = 0;
    while ((uint64_t)community[c].total <= roll)
        c++;
    const words *fore = &community[c].of[w->male ? MALE : FEMALE], *sur = &community[c].of[SURNAME];
    copy(w->fore, sizeof w->fore, word_of(dice, fore, true));
    copy(w->middle, sizeof w->middle, word_of(dice, fore, true));
    ts_span one = word_of(dice, sur, true);
    if (other_odds(dice, 6)) { /* double-barrelled, across communities too */
        ts_span two = word_of(dice, &community[other_odds(dice, 50) ? c : 0].of[SURNAME], true);
        snprintf(w->sur, sizeof w->sur, "%.*s%c%.*s", (int)one.len, one.ptr, other_odds(dice, 85) ? '-' : ' ',
                 (int)two.len, two.ptr);
    } else {
        copy(w->sur, sizeof w->sur, one);
    }
    int age = staff                  ? other_between(dice, 22, 66)
              : other_odds(dice, 14) ? other_between(dice, 0, 17)
                                     : other_between(dice, 18, other_odds(dice, 50) ? 97 : 70);
    w->born = today - age * 365 - age / 4 - other_between(dice, 1, 364);
    w->died = today - other_between(dice, 0, 200);
    snprintf(w->title, sizeof w->title, "%s", title_of(dice, w, age, staff));
    snprintf(w->nick, sizeof w->nick, "%s", w->fore);
    live(dice, w);
    int y, m, d;
    other_civil(w->born, &y, &m, &d);
    char start[12];
    snprintf(start, sizeof start, "%s", other_odds(dice, 50) ? "9" : "5");
    other_number_nhs(dice, start, w->nhs);
    snprintf(start, sizeof start, "%02d%02d%02d%d%d%d", d, m, y % 100, other_between(dice, 0, 9),
             other_between(dice, 0, 9), 2 * other_between(dice, 0, 4) + w->male);
    for (bool fits = false; !fits;) { /* not every serial number has a check digit */
        int sum = 0;
        for (int i = 0; i < 9; i++)
            sum += (10 - i) * (start[i] - '0');
        fits = (11 - sum % 11) % 11 != 10;
        if (!fits)
            start[6] = (char)('0' + (start[6] - '0' + 1) % 10);
    }
    other_number_nhs(dice, start, w->chi);
    other_number_nhs(dice, "39", w->hc);
    other_number_ihi(dice, w->ihi);
    other_number_nino(dice, w->nino);
    static const char *const prefix[] = {"", "M", "RX", "K", "H", "00", "D", "NMH", "S"};
    snprintf(w->mrn, sizeof w->mrn, "%s%d", prefix[other_below(dice, 9)], other_between(dice, 100000, 9999999));
    snprintf(w->staff, sizeof w->staff, "%d", other_between(dice, 10000000, 29999999));
    other_number_phone(dice, true, w->mobile);
    other_number_phone(dice, false, w->landline);
    mail(dice, w, staff, y);
    snprintf(w->sort, sizeof w->sort, "%02d%02d%02d", other_between(dice, 1, 92), other_between(dice, 0, 99),
             other_between(dice, 0, 99));
    other_digits(dice, 8, w->account);
    other_number_iban(dice, w->sort, w->account, w->iban);
    static const char *const schemes[] = {"400000", "510510", "555555", "222300", "424242"};
    other_number_luhn(dice, schemes[other_below(dice, 5)], 16, w->card);
    other_digits(dice, 9, w->passport);
    w->passport[0] = (char)('1' + other_below(dice, 6));
    other_number_licence(dice, w, w->licence);
    w->salary = other_between(dice, 23000, other_odds(dice, 75) ? 56000 : 128000);
}
