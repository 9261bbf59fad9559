/* record.c - what one system (or nobody's) has written down about one person on one day. */
#include "synth/record.h"

#include <stdio.h>

#include "base/bytes.h"
#include "synth/names.h"

enum { ERRORS_IN_THOUSAND = 80, LAG = 300 };

static void set(char *out, size_t size, const char *text) { snprintf(out, size, "%s", text); }

/* ---- errors ---- */

static char ascii_lower(ts_dice *c) { return "etaoinsrhldcumfpgwyb"[ts_dice_below(c, 20)]; }

/* One typing error inside a word: swapped, dropped, doubled or wrong.  Letters beyond ASCII and the
 * first letter stay as they are. */
static void mistype(char *word, size_t size, ts_dice *c) {
    size_t n = strlen(word);
    for (int tries = 0; tries < 8 && n >= 4; tries++) {
        size_t i = 1 + ts_dice_below(c, (uint32_t)n - 2);
        if (!ts_is_alpha(word[i]) || !ts_is_alpha(word[i + 1]) || word[i] == word[i + 1])
            continue;
        switch (ts_dice_below(c, 4)) {
        case 0: {
            char t = word[i];
            word[i] = word[i + 1];
            word[i + 1] = t;
            return;
        }
        case 1:
            memmove(word + i, word + i + 1, n - i);
            return;
        case 2:
            if (n + 2 > size)
                continue;
            memmove(word + i + 1, word + i, n - i + 1);
            return;
        default:
            if ((word[i] | 32) == 's')
                continue;
            word[i] = (word[i] | 32) == 'e' ? 's' : ascii_lower(c);
            return;
        }
    }
}

static ts_date swap_day_month(ts_date d) {
    int year, month, day;
    ts_date_parts(d, &year, &month, &day);
    return day <= 12 ? ts_date_of(year, day, month) : d;
}

/* One digit of the day mistyped: the 14th for the 24th. */
static ts_date slip_of_day(ts_date d) {
    int year, month, day;
    ts_date_parts(d, &year, &month, &day);
    ts_date e = ts_date_of(year, month, day >= 20 ? day - 10 : day + 1);
    return e == TS_NO_DATE ? d : e;
}

void ts_record_slip(ts_record *r, ts_dice *c) {
    const char *s;
    switch (ts_dice_below(c, 8)) {
    case 0:
    case 1:
        mistype(r->surname, sizeof r->surname, c);
        break;
    case 2:
        mistype(r->forename, sizeof r->forename, c);
        break;
    case 3:
        if ((s = ts_names_short(r->forename)))
            set(r->forename, sizeof r->forename, s);
        else
            mistype(r->forename, sizeof r->forename, c);
        break;
    case 4:
        r->birth = swap_day_month(r->birth);
        break;
    case 5:
        r->birth = slip_of_day(r->birth);
        break;
    case 6:
        mistype(r->street, sizeof r->street, c);
        break;
    default:
        r->mobile[0] = r->landline[0] = '\0';
    }
}

/* What a system got wrong it keeps, until (for some) somebody puts it right. */
static void keep_errors(const ts_world *w, const ts_human *h, ts_system s, ts_date at, ts_record *r) {
    ts_dice c = {ts_dice_of(w->seed, 0x455252, h->number, (uint64_t)s)};
    if (ts_dice_odds(&c, 20))
        r->nhs[0] = '\0'; /* never traced */
    if (at - h->birth < 42)
        r->nhs[0] = '\0'; /* a new-born's comes later */
    if (!ts_dice_odds(&c, ERRORS_IN_THOUSAND))
        return;
    bool mended = ts_dice_odds(&c, 250) && at >= h->joined[s] + ts_dice_between(&c, 100, 1500);
    if (mended)
        return;
    if (ts_dice_odds(&c, 120))
        r->birth = TS_NO_DATE;
    else if (ts_dice_odds(&c, 80))
        r->street[0] = r->town[0] = r->postcode[0] = '\0';
    else
        ts_record_slip(r, &c);
}

/* ---- records ---- */

static const char *title_of(char sex, ts_date birth, ts_date at, uint64_t salt) {
    int years = (at - birth) / 365;
    if (years < 18)
        return sex == 'M' ? "Master" : "Miss";
    if (salt % 61 == 0)
        return "Dr";
    if (sex == 'M')
        return "Mr";
    return years > 45 || salt % 3 == 0 ? "Mrs" : salt % 3 == 1 ? "Ms" : "Miss";
}

static void add_email(ts_record *r, uint32_t number) {
    static const char *const host[] = {"mailbox.example", "post.example", "northwest-net.example", "inbox.example"};
    size_t n = 0;
    const char *part[] = {r->forename, ".", r->surname};
    for (int i = 0; i < 3; i++)
        for (const char *p = part[i]; *p && n < 40; p++)
            if (*p == '.' || (ts_is_alpha(*p) && *p < 128))
                r->email[n++] = ts_lower(*p);
    snprintf(r->email + n, sizeof r->email - n, "%u@%s", number % 89 + 10, host[number % 4]);
}

static void add_home(ts_record *r, const ts_home *home) {
    if (home->number % 23 == 7)
        snprintf(r->street, sizeof r->street, "Flat %d, %d %s", home->number % 9 + 1, home->number, home->street);
    else
        snprintf(r->street, sizeof r->street, "%u %s", home->number, home->street);
    set(r->town, sizeof r->town, home->town);
    set(r->postcode, sizeof r->postcode, home->postcode);
    set(r->landline, sizeof r->landline, home->landline);
}

/* An adult of the same family, by the name that person has now; the family's members stand together. */
static void add_kin(const ts_world *w, const ts_human *h, ts_date at, ts_record *r) {
    uint32_t me = (uint32_t)(h - w->human);
    for (int32_t step = 1; step <= 10; step++)
        for (int sign = -1; sign <= 1; sign += 2) {
            int64_t i = (int64_t)me + sign * step;
            if (i < 0 || i >= w->humans)
                continue;
            const ts_human *k = &w->human[i];
            if (k->family != h->family || k->birth > at - 20 * 365)
                continue;
            char surname[48];
            ts_human_surname(k, at, surname, sizeof surname);
            snprintf(r->kin, sizeof r->kin, "%s %s", k->forename, surname);
            ts_number_mobile(w->seed, k->number, 0, r->kin_phone);
            return;
        }
}

/* What is true of a person that day. */
static void truth_of(const ts_world *w, uint32_t person, ts_date at, ts_record *r) {
    const ts_human *h = &w->human[person - 1];
    *r = (ts_record){.person = person,
                     .system = TS_SYSTEM_NONE,
                     .as_of = at,
                     .sex = h->sex,
                     .birth = h->birth,
                     .death = TS_NO_DATE,
                     .joined = TS_NO_DATE};
    r->salt = ts_dice_of(w->seed, 0x53414C54, h->number, 0);
    ts_human_surname(h, at, r->surname, sizeof r->surname);
    set(r->forename, sizeof r->forename, h->forename);
    set(r->middle, sizeof r->middle, h->middle ? h->middle : "");
    set(r->title, sizeof r->title, title_of(h->sex, h->birth, at, r->salt >> 8));
    add_home(r, ts_human_home(w, h, at));
    ts_number_nhs(w->seed, h->number, r->nhs);
    if (at - h->birth > 12 * 365)
        ts_number_mobile(w->seed, h->number, h->phone_change != TS_NO_DATE && at >= h->phone_change, r->mobile);
    ts_number_nino(w->seed, h->number, r->nino);
    ts_number_bank(w->seed, h->number, r->sort, r->account);
    if (h->email && at - h->birth > 14 * 365)
        add_email(r, h->number);
    if (h->death != TS_NO_DATE && h->death <= at)
        r->death = h->death;
    add_kin(w, h, at, r);
}

void ts_record_held(const ts_world *w, uint32_t person, ts_system s, ts_date at, ts_record *out) {
    const ts_human *h = &w->human[person - 1];
    /* News reaches a system with a delay of its own, but never before the person does. */
    ts_date knew = at - (ts_date)(ts_dice_of(w->seed, 0x4C4147, h->number, (uint64_t)s) % LAG);
    if (knew < h->joined[s])
        knew = h->joined[s];
    truth_of(w, person, knew, out);
    out->system = s;
    out->as_of = at;
    out->joined = h->joined[s];
    set(out->title, sizeof out->title, title_of(h->sex, h->birth, at, out->salt >> 8));
    ts_local_print(w->style, s, h->local[s], out->local, sizeof out->local);
    if (h->death != TS_NO_DATE && h->death <= at)
        out->death = h->death;
    if (s != TS_SYSTEM_CHILDREN && s != TS_SYSTEM_HEART)
        out->nhs[0] = '\0';
    if (s != TS_SYSTEM_STAFF)
        out->nino[0] = '\0';
    if (s == TS_SYSTEM_CHILDREN || s == TS_SYSTEM_HEART)
        out->sort[0] = out->account[0] = '\0';
    if (s == TS_SYSTEM_DONORS) {
        if (ts_dice_of(w->seed, 0x4249, h->number, 0) % 3 != 0)
            out->birth = TS_NO_DATE; /* most givers never said */
        if (out->salt % 5 > 1)
            out->sort[0] = out->account[0] = '\0';
    }
    if (s == TS_SYSTEM_SUPPLIERS)
        out->birth = TS_NO_DATE;
    keep_errors(w, h, s, at, out);
}

void ts_record_region(const ts_world *w, uint32_t person, ts_date at, ts_record *out) {
    truth_of(w, person, at, out);
    out->nino[0] = out->sort[0] = out->account[0] = '\0';
}

/* Drawn like the people of the region, but from a counter that no person has; a local id, where one
 * is pretended, is one that was never given. */
void ts_record_invented(const ts_world *w, uint32_t k, ts_system s, ts_date at, ts_record *out) {
    ts_dice c = {ts_dice_of(w->seed, 0x494E56, k, 0)};
    uint32_t number = w->next_number + 2 * k; /* the odd ones are for alterations */
    char sex = ts_dice_odds(&c, 490) ? 'M' : 'F';
    int to = s == TS_SYSTEM_CHILDREN ? 2018 : 1985, from = s == TS_SYSTEM_CHILDREN ? 1999 : 1932;
    ts_date birth = ts_date_of(from, 1, 1) + ts_dice_between(&c, 0, (to - from) * 365);
    int year, month, day;
    ts_date_parts(birth, &year, &month, &day);
    *out = (ts_record){.person = w->humans + 1 + k,
                       .system = s,
                       .as_of = at,
                       .sex = sex,
                       .birth = birth,
                       .death = TS_NO_DATE,
                       .joined = at - ts_dice_between(&c, 10, 3000)};
    out->salt = ts_dice_next(&c);
    ts_names_surname(ts_names_surname_draw(&c), out->surname, sizeof out->surname);
    set(out->forename, sizeof out->forename, ts_names_forename(&c, sex, year));
    set(out->title, sizeof out->title, title_of(sex, birth, at, out->salt >> 8));
    ts_home home;
    ts_home_make(&c, w->style, w->seed, w->families * 2 + k, &home);
    add_home(out, &home);
    ts_number_nhs(w->seed, number, out->nhs);
    ts_number_mobile(w->seed, number, 0, out->mobile);
    ts_number_nino(w->seed, number, out->nino);
    ts_number_bank(w->seed, number, out->sort, out->account);
    if (ts_dice_odds(&c, 600))
        add_email(out, number);
    snprintf(out->kin, sizeof out->kin, "%s %s", ts_names_forename(&c, 'F', year - 25), out->surname);
    ts_number_mobile(w->seed, number, 1, out->kin_phone);
    if (s < TS_SYSTEMS && w->members[s] > 0) {
        /* Between two neighbours, or one past a neighbour's where they touch: then that one's gap is tried. */
        for (int tries = 0; tries < 50; tries++) {
            uint32_t i = ts_dice_below(&c, w->members[s]);
            uint32_t a = w->human[w->member[s][i] - 1].local[s];
            uint32_t b = i + 1 < w->members[s] ? w->human[w->member[s][i + 1] - 1].local[s] : a + 9;
            if (b - a < 2)
                continue;
            ts_local_print(w->style, s, a + 1 + ts_dice_below(&c, b - a - 1), out->local, sizeof out->local);
            break;
        }
    }
}

void ts_record_test(const ts_world *w, uint32_t k, ts_system s, ts_date at, ts_record *out) {
    static const char *const name[][2] = {
        {"TEST", "PATIENT"}, {"ZZTEST", "DONOTUSE"}, {"Dummy", "Test"}, {"TEST", "TESTER"}};
    *out = (ts_record){.system = s,
                       .as_of = at,
                       .sex = k % 2 ? 'M' : 'F',
                       .birth = ts_date_of(1900, 1, 1),
                       .death = TS_NO_DATE,
                       .joined = ts_date_of(2012, 1, 1)};
    out->salt = ts_dice_of(w->seed, 0x54455354, k, 0);
    set(out->surname, sizeof out->surname, name[k % 4][0]);
    set(out->forename, sizeof out->forename, name[k % 4][1]);
    set(out->nhs, sizeof out->nhs, "9999999999");
    set(out->street, sizeof out->street, "1 Test Street");
    set(out->town, sizeof out->town, "Testtown");
    set(out->postcode, sizeof out->postcode, "ZZ99 3WZ");
    static const uint32_t local[TS_SYSTEMS] = {9999990, 999990, 999990, 29999990, 99990};
    if (s < TS_SYSTEMS)
        ts_local_print(w->style, s, local[s] + k % 4, out->local, sizeof out->local);
}

/* ---- alterations ---- */

const char *ts_alteration_name(ts_alteration a) {
    static const char *const name[] = {"", "birth", "nhs", "bank"};
    return name[a];
}

/* Years away, and with another day and month as well: no slip of a finger does that. */
static ts_date other_birth(ts_date d, ts_dice *c) {
    int year, month, day;
    ts_date_parts(d, &year, &month, &day);
    int away = ts_dice_between(c, 3, 9);
    int y = ts_dice_odds(c, 500) ? year - away : year + away;
    if (y > 2019)
        y = year - ts_dice_between(c, 3, 9);
    int m = (month + 1 + ts_dice_between(c, 1, 8)) % 12 + 1;
    int e = (day + 4 + ts_dice_between(c, 1, 17)) % 28 + 1;
    if (m == month)
        m = m % 12 + 1;
    if (e == day || e == month)
        e = e % 28 + 1 == month ? e % 28 + 2 : e % 28 + 1;
    return ts_date_of(y, m, e);
}

void ts_record_alter(const ts_world *w, ts_record *r, ts_alteration what, uint32_t k, ts_dice *c) {
    uint32_t number = w->next_number + 2 * k + 1;
    switch (what) {
    case TS_ALTER_BIRTH:
        r->birth = other_birth(r->birth, c);
        break;
    case TS_ALTER_NHS:
        ts_number_nhs(w->seed, number, r->nhs);
        break;
    case TS_ALTER_BANK:
        ts_number_bank(w->seed, number, r->sort, r->account);
        break;
    case TS_ALTER_NONE:
        break;
    }
}

/* ---- local ids ---- */

void ts_local_print(uint32_t style, ts_system s, uint32_t n, char *out, size_t size) {
    static const char check[] = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    static const char *const mask[3][TS_SYSTEMS] = {
        {"AH%07u", "%06u", "%06u", "%08u", "S%05u"},
        {"W%08u", "RQ/%07u", "DON-%06u", "E%08u", "SUP%06u"},
        {"%07u", "CT%07u", "%07u-1", "%08u-2", "V-%05u"},
    };
    const char *m = mask[style == 0 ? 0 : 1 + (style - 1) % 2][s];
    /* The formats are this table's own; each takes one number. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    int len = snprintf(out, size, m, n);
#pragma GCC diagnostic pop
    if (style == 0 && s == TS_SYSTEM_HEART && (size_t)len + 2 < size) {
        out[len] = check[n % 23];
        memmove(out + 1, out, (size_t)len + 1);
        out[0] = 'B';
        out[len + 2] = '\0';
    }
}
