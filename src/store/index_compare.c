/* index_compare.c - how each attribute of a sighting stands to a held person: by tags alone. */
#include "store/index_open.h"

typedef struct comparing {
    const ts_index *x;
    const index_line *line;
    const ts_probe *p;
} comparing;

static uint32_t stored_tag(const comparing *c, unsigned slot) { return c->line->tag[slot]; }
/* Variant `v` of attribute `a` as the probe has it; 0 where it has none. */
static uint32_t asked(const comparing *c, ts_attr a, unsigned v) { return v < c->p->tags[a] ? c->p->tag[a][v] : 0; }
static bool same(const comparing *c, unsigned slot, ts_attr a, unsigned variant) {
    uint32_t t = asked(c, a, variant);
    return t && t == stored_tag(c, slot);
}

/* One letter wrong, missing, extra, or letters exchanged. */
static bool letters_near(const comparing *c, unsigned slot, ts_attr a, unsigned variant) {
    if (asked(c, a, variant) == 0 || stored_tag(c, slot) == 0)
        return false;
    uint32_t step = asked(c, a, variant) ^ stored_tag(c, slot);
    if (!step)
        return true;
    size_t low = 0, high = LETTER_STEPS;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c->x->letter_step[middle] < step)
            low = middle + 1;
        else
            high = middle;
    }
    return low < LETTER_STEPS && c->x->letter_step[low] == step;
}

static bool surname_near(const comparing *c) {
    return same(c, SLOT_SURNAME_SOUND, TS_ATTR_SURNAME, 1) || same(c, SLOT_SURNAME, TS_ATTR_SURNAME, 3) ||
           same(c, SLOT_SURNAME, TS_ATTR_SURNAME, 4) || letters_near(c, SLOT_SURNAME_LETTERS, TS_ATTR_SURNAME, 2);
}

static bool forename_near(const comparing *c) {
    bool only_initial = asked(c, TS_ATTR_FORENAME, 5);
    if (same(c, SLOT_FORENAME_LONG, TS_ATTR_FORENAME, 1) || same(c, SLOT_FORENAME, TS_ATTR_FORENAME, 4))
        return true;
    if (only_initial)
        return same(c, SLOT_FORENAME_INITIAL, TS_ATTR_FORENAME, 2);
    return letters_near(c, SLOT_FORENAME_LETTERS, TS_ATTR_FORENAME, 3);
}

/* One of what it was misread for (probe.c). */
static bool number_near(const comparing *c) {
    bool near = false;
    for (unsigned v = 1; v < c->p->tags[TS_ATTR_NHS]; v++)
        near = near || same(c, SLOT_NHS, TS_ATTR_NHS, v);
    return near;
}

/* One digit of year, month or day wrong, or two of the year's or the day's exchanged. */
static bool digits_near(const comparing *c) {
    unsigned held = c->line->birth_month, said = asked(c, TS_ATTR_BIRTH, 2);
    uint32_t held_day = stored_tag(c, SLOT_BIRTH_DAY), said_day = asked(c, TS_ATTR_BIRTH, 3);
    if (!held || !said || !held_day || !said_day)
        return false;
    unsigned a[4] = {0}, b[4] = {0}, wrong = 0;
    unsigned year_a = 1800 + (held - 1) / 12, year_b = 1800 + (said - 1) / 12;
    for (unsigned i = 4; i-- > 0; year_a /= 10, year_b /= 10) {
        a[i] = year_a % 10;
        b[i] = year_b % 10;
        wrong += a[i] != b[i];
    }
    unsigned month_a = (held - 1) % 12 + 1, month_b = (said - 1) % 12 + 1;
    unsigned month_wrong = (month_a / 10 != month_b / 10) + (month_a % 10 != month_b % 10);
    unsigned day_wrong = (held_day >> 16 != said_day >> 16) + ((held_day & 0xffff) != (said_day & 0xffff));
    if (wrong + month_wrong + day_wrong == 1)
        return true;
    if (wrong == 2 && !month_wrong && !day_wrong)
        return a[2] == b[3] && a[3] == b[2];
    return day_wrong == 2 && !wrong && !month_wrong && held_day >> 16 == (said_day & 0xffff) &&
           (held_day & 0xffff) == said_day >> 16;
}

static bool is_near(const comparing *c, ts_attr a) {
    switch (a) {
    case TS_ATTR_NHS:
        return number_near(c);
    case TS_ATTR_SURNAME:
        return surname_near(c);
    case TS_ATTR_FORENAME:
        return forename_near(c);
    case TS_ATTR_BIRTH:
        return same(c, SLOT_BIRTH, TS_ATTR_BIRTH, 1) || digits_near(c);
    case TS_ATTR_ADDRESS:
        return same(c, SLOT_ADDRESS, TS_ATTR_ADDRESS, 1);
    case TS_ATTR_POSTCODE:
        return same(c, SLOT_OUTWARD, TS_ATTR_POSTCODE, 1);
    case TS_ATTR_DEATH:
        return same(c, SLOT_DEATH, TS_ATTR_DEATH, 1);
    default:
        return false;
    }
}

void ts_index_compare(const ts_index *x, uint32_t row, const ts_probe *p, ts_comparison *out) {
    static const uint8_t slot[TS_ATTR_COUNT] = {
        [TS_ATTR_NHS] = SLOT_NHS,         [TS_ATTR_LOCAL] = SLOT_LOCAL,       [TS_ATTR_NINO] = SLOT_NINO,
        [TS_ATTR_SURNAME] = SLOT_SURNAME, [TS_ATTR_FORENAME] = SLOT_FORENAME, [TS_ATTR_BIRTH] = SLOT_BIRTH,
        [TS_ATTR_ADDRESS] = SLOT_ADDRESS, [TS_ATTR_POSTCODE] = SLOT_POSTCODE, [TS_ATTR_LANDLINE] = SLOT_LANDLINE,
        [TS_ATTR_MOBILE] = SLOT_MOBILE,   [TS_ATTR_EMAIL] = SLOT_EMAIL,       [TS_ATTR_BANK] = SLOT_BANK,
        [TS_ATTR_DEATH] = SLOT_DEATH,
    };
    comparing c = {x, index_line_at(x, row), p};
    uint64_t facts = c.line->facts;
    index_take_rarity(facts, out);
    for (unsigned a = 0; a < TS_ATTR_COUNT; a++) {
        uint32_t held = a == TS_ATTR_SEX ? (uint32_t)(facts >> FACT_SEX & 3) : stored_tag(&c, slot[a]);
        uint32_t said = asked(&c, (ts_attr)a, 0);
        if (!held || !said)
            out->attr[a] = TS_ABSENT;
        else if (held == said)
            out->attr[a] = TS_AGREES;
        else
            out->attr[a] = is_near(&c, (ts_attr)a) ? TS_NEAR : TS_DIFFERS;
    }
}
