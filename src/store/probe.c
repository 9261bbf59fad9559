/* probe.c - which values lead to a person (look-up keys) and which are compared (tags); for both sides alike.
 *
 * Look-up keys are strong identifiers, and compounds that survive the usual damage: every person who stands
 * in a leak with two of surname, forename, birth date, postcode, address is found by at least one of them
 * when one is mistyped, shortened or out of date.  Never a lone name, date or postcode: the number of people
 * behind each key can be counted without the register's key, and such counts betray common values.
 *
 *   damage                               still found by
 *   NHS number missing, mistyped         sound + birth, forename + birth, birth + postcode, phones, e-mail
 *   surname mistyped, same sound         sound + birth / postcode / address
 *   surname mistyped, changed (marriage) forename + birth, forename + postcode, birth + postcode
 *   nickname, initial, second name used  long form of the forename; sound + birth / postcode
 *   moved house                          sound + birth, forename + birth
 *   day and month swapped                the probe asks for both readings
 *   birth date wrong or missing          sound + postcode, forename + postcode, sound + address
 *   postcode wrong or missing            sound + address, or the birth date's keys
 */
#include "store/index_layout.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "text/misread.h"
#include "text/name.h"
#include "text/place.h"

enum { COMPOUND = 2 * TS_NORM_MAX + 2, SOUND = 5 };

void index_keys_init(const ts_key *register_key, index_keys *out) {
    ts_key_derive(register_key, "index header", &out->header);
    ts_key_derive(register_key, "index file key", &out->wrap);
    ts_key_identify(register_key, &out->id);
}

void index_keys_wipe(index_keys *k) { ts_wipe(k, sizeof *k); }

/* ---- forms ---- */

/* Day and month exchanged; false where that is no other date. */
static bool swapped_date(ts_span iso, char out[static 11]) {
    ts_date d = ts_date_parse_iso(iso);
    if (d == TS_NO_DATE)
        return false;
    int year, month, day;
    ts_date_parts(d, &year, &month, &day);
    if (day > 12 || day == month)
        return false;
    ts_date_print(ts_date_of(year, day, month), out);
    return true;
}

int index_birth_month(ts_span iso) {
    ts_date d = ts_date_parse_iso(iso);
    if (d == TS_NO_DATE)
        return -1;
    int year, month, day;
    ts_date_parts(d, &year, &month, &day);
    int months = (year - 1800) * 12 + month - 1;
    return months >= 0 && months < INT16_MAX ? months : -1;
}

unsigned index_sex_code(ts_span sex) {
    if (sex.len != 1)
        return 0;
    return sex.ptr[0] == 'M' ? 1 : sex.ptr[0] == 'F' ? 2 : 3;
}

/* The values that compounds are made of; empty where absent. */
typedef struct forms {
    char sound[SOUND];
    ts_span surname_sound, forename, birth, postcode, address;
    ts_span long_form; /* of the forename, initials too */
    bool initial; /* the forename is one letter: it identifies nobody, but is compared */
} forms;

static ts_span given(const ts_values *v, ts_attr a) {
    return has_attr(v, a) ? ts_norm_span(&v->value[a]) : (ts_span){"", 0};
}

static void forms_of(const ts_values *v, forms *out) {
    out->sound[0] = 0;
    ts_span surname = given(v, TS_ATTR_SURNAME), forename = given(v, TS_ATTR_FORENAME);
    if (surname.len)
        ts_name_sound(surname, out->sound);
    /* A surname in another script has no sound: it stands for itself. */
    out->surname_sound = out->sound[0] ? ts_str(out->sound) : surname;
    out->initial = forename.len == 1;
    out->long_form = forename.len > 1 ? ts_name_long(forename) : forename;
    out->forename = out->initial ? (ts_span){"", 0} : out->long_form;
    out->birth = given(v, TS_ATTR_BIRTH);
    out->postcode = given(v, TS_ATTR_POSTCODE);
    out->address = given(v, TS_ATTR_ADDRESS);
}

/* ---- look-up keys ---- */

/* Two parts under one fingerprint, kept apart by a byte that no normal form holds. */
static bool compound(ts_span a, ts_span b, char out[static COMPOUND], size_t *len) {
    if (!a.len || !b.len || a.len + b.len + 1 > COMPOUND)
        return false;
    memcpy(out, a.ptr, a.len);
    out[a.len] = 0x1f;
    memcpy(out + a.len + 1, b.ptr, b.len);
    *len = a.len + 1 + b.len;
    return true;
}

/* Each key's kind and the text under it, in order; f NULL: only counted. */
static size_t keys_of(const ts_fingerprinter *f, const ts_values *v, const forms *s, index_key *out) {
    static const struct {
        uint8_t kind, attr;
    } alone[] = {
        {KEY_NHS, TS_ATTR_NHS},     {KEY_LOCAL, TS_ATTR_LOCAL},   {KEY_NINO, TS_ATTR_NINO},
        {KEY_EMAIL, TS_ATTR_EMAIL}, {KEY_MOBILE, TS_ATTR_MOBILE}, {KEY_LANDLINE, TS_ATTR_LANDLINE},
        {KEY_BANK, TS_ATTR_BANK},
    };
    const struct {
        uint8_t kind;
        ts_span a, b;
    } pair[] = {
        {KEY_SOUND_BIRTH, s->surname_sound, s->birth},       {KEY_FORENAME_BIRTH, s->forename, s->birth},
        {KEY_BIRTH_POSTCODE, s->birth, s->postcode},         {KEY_FORENAME_POSTCODE, s->forename, s->postcode},
        {KEY_SOUND_POSTCODE, s->surname_sound, s->postcode}, {KEY_SOUND_ADDRESS, s->surname_sound, s->address},
    };
    size_t n = 0;
    for (size_t i = 0; i < sizeof alone / sizeof *alone; i++) {
        ts_span value = given(v, (ts_attr)alone[i].attr);
        if (value.len)
            out[n++] = (index_key){alone[i].kind, f ? ts_fingerprint(f, alone[i].kind, value) : 0};
    }
    for (size_t i = 0; i < sizeof pair / sizeof *pair; i++) {
        char text[COMPOUND];
        size_t len;
        if (compound(pair[i].a, pair[i].b, text, &len))
            out[n++] = (index_key){pair[i].kind, f ? ts_fingerprint(f, pair[i].kind, ts_span_of(text, len)) : 0};
    }
    return n;
}

size_t index_keys_of(const ts_fingerprinter *f, const ts_values *v, index_key out[static KEY_KINDS]) {
    forms s;
    forms_of(v, &s);
    return keys_of(f, v, &s, out);
}

uint64_t ts_index_row_key(const ts_fingerprinter *f, const ts_values *v, bool deceased) {
    unsigned char row[TS_ATTR_COUNT * (TS_NORM_MAX + 1) + 5];
    size_t n = 0;
    for (unsigned a = 0; a < TS_ATTR_COUNT; a++) {
        row[n++] = (unsigned char)v->value[a].len;
        memcpy(row + n, v->value[a].text, v->value[a].len);
        n += v->value[a].len;
    }
    store_u32(row + n, v->placeholder);
    row[n + 4] = deceased;
    uint64_t key = ts_fingerprint(f, KEY_ROW, ts_span_of(row, n + 5));
    ts_wipe(row, sizeof row);
    return key;
}

bool ts_index_identifies(const ts_values *person) {
    index_key unused[KEY_KINDS];
    return index_keys_of(NULL, person, unused) > 0;
}

/* ---- tags ---- */

/* The exact tag's domain of an attribute is its slot. */
static const uint8_t exact_slot[TS_ATTR_COUNT] = {
    [TS_ATTR_NHS] = SLOT_NHS,           [TS_ATTR_LOCAL] = SLOT_LOCAL,       [TS_ATTR_NINO] = SLOT_NINO,
    [TS_ATTR_SURNAME] = SLOT_SURNAME,   [TS_ATTR_FORENAME] = SLOT_FORENAME, [TS_ATTR_SEX] = SLOTS,
    [TS_ATTR_BIRTH] = SLOT_BIRTH,       [TS_ATTR_ADDRESS] = SLOT_ADDRESS,   [TS_ATTR_POSTCODE] = SLOT_POSTCODE,
    [TS_ATTR_LANDLINE] = SLOT_LANDLINE, [TS_ATTR_MOBILE] = SLOT_MOBILE,     [TS_ATTR_EMAIL] = SLOT_EMAIL,
    [TS_ATTR_BANK] = SLOT_BANK,         [TS_ATTR_DEATH] = SLOT_DEATH,
};

uint64_t index_exact_tag(const ts_fingerprinter *f, const ts_values *v, ts_attr a) {
    return ts_tag(f, exact_slot[a], ts_norm_span(&v->value[a]));
}

/* What one letter adds to a sketch. */
static uint32_t letter_mark(const ts_fingerprinter *f, char letter) {
    return (uint32_t)ts_tag_sign(f, TAG_LETTER, letter);
}

/* The letters of a word, whatever their order: marks of equal letters cancel, and two words that differ in one
 * letter differ by one of LETTER_STEPS values. */
static uint32_t letter_sketch(const ts_fingerprinter *f, ts_span word) {
    uint32_t sketch = 0;
    unsigned odd = 0;
    for (size_t i = 0; i < word.len; i++)
        if (ts_is_upper(word.ptr[i]))
            odd ^= 1u << (word.ptr[i] - 'A');
    for (char c = 'A'; odd; odd >>= 1, c++)
        if (odd & 1)
            sketch ^= letter_mark(f, c);
    return sketch;
}

static int cmp_u32(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

void index_letter_steps(const ts_fingerprinter *f, uint32_t step[static LETTER_STEPS]) {
    uint32_t mark[LETTERS];
    size_t n = 0;
    for (int i = 0; i < LETTERS; i++)
        mark[i] = letter_mark(f, (char)('A' + i));
    for (int i = 0; i < LETTERS; i++) {
        step[n++] = mark[i];
        for (int j = 0; j < i; j++)
            step[n++] = mark[i] ^ mark[j];
    }
    qsort(step, n, sizeof *step, cmp_u32);
}

/* No two digits have the same mark under any key: its low four bits are the digit's place among sixteen, in the key's own
 * order.  Marks of sixteen bits by chance alone would have made two digits one under one key in 1,456. */
uint16_t index_digit_mark(const ts_fingerprinter *f, char digit) {
    enum { PLACES = 15 };
    uint64_t order = ts_tag(f, TAG_DIGIT, ts_str("order")), mark = ts_tag_sign(f, TAG_DIGIT, digit);
    uint64_t place = ((uint64_t)(digit - '0') * (order | 1) + (order >> 8)) & PLACES; /* an odd factor: one-to-one */
    return (uint16_t)((mark & ~(uint64_t)PLACES) | place);
}

/* Tens of the day in the high half, units in the low one: which of the two is wrong can be seen. */
static uint32_t day_sketch(const ts_fingerprinter *f, ts_span iso) {
    if (iso.len != 10)
        return 1;
    uint32_t sketch = (uint32_t)index_digit_mark(f, iso.ptr[8]) << 16 | index_digit_mark(f, iso.ptr[9]);
    return sketch ? sketch : 1;
}

static uint32_t slot_tag(const ts_fingerprinter *f, unsigned slot, ts_span value) {
    return tag_cut(ts_tag(f, (uint8_t)slot, value));
}

static void tags_of(const ts_fingerprinter *f, const ts_values *v, const forms *s, uint32_t tag[static SLOTS]) {
    memset(tag, 0, SLOTS * sizeof *tag);
    for (unsigned a = 0; a < TS_ATTR_COUNT; a++)
        if (exact_slot[a] < SLOTS && has_attr(v, (ts_attr)a))
            tag[exact_slot[a]] = slot_tag(f, exact_slot[a], ts_norm_span(&v->value[a]));
    ts_span surname = given(v, TS_ATTR_SURNAME), forename = given(v, TS_ATTR_FORENAME);
    if (surname.len) {
        tag[SLOT_SURNAME_SOUND] = slot_tag(f, SLOT_SURNAME_SOUND, s->surname_sound);
        tag[SLOT_SURNAME_LETTERS] = letter_sketch(f, surname);
    }
    if (forename.len) {
        tag[SLOT_FORENAME_LONG] = slot_tag(f, SLOT_FORENAME_LONG, s->long_form);
        tag[SLOT_FORENAME_INITIAL] = slot_tag(f, SLOT_FORENAME_INITIAL, ts_slice(forename, 0, 1));
        tag[SLOT_FORENAME_LETTERS] = letter_sketch(f, forename);
    }
    if (s->birth.len)
        tag[SLOT_BIRTH_DAY] = day_sketch(f, s->birth);
    if (s->postcode.len)
        tag[SLOT_OUTWARD] = slot_tag(f, SLOT_OUTWARD, ts_postcode_outward(s->postcode));
}

void index_tags_of(const ts_fingerprinter *f, const ts_values *v, uint32_t tag[static SLOTS]) {
    forms s;
    forms_of(v, &s);
    tags_of(f, v, &s, tag);
}

/* ---- the probe ---- */

static void add_key(ts_probe *p, uint8_t kind, uint64_t fingerprint) {
    if (p->keys < TS_PROBE_KEYS) {
        p->domain[p->keys] = kind;
        p->key[p->keys++] = fingerprint;
    }
}

static void add_tag(ts_probe *p, ts_attr a, uint32_t tag) { p->tag[a][p->tags[a]++] = tag; }

/* The same keys with the birth date's other reading. */
static void add_swapped(const ts_fingerprinter *f, const forms *s, ts_span other, ts_probe *out) {
    const struct {
        uint8_t kind;
        ts_span a, b;
    } pair[] = {{KEY_SOUND_BIRTH, s->surname_sound, other},
                {KEY_FORENAME_BIRTH, s->forename, other},
                {KEY_BIRTH_POSTCODE, other, s->postcode}};
    for (size_t i = 0; i < sizeof pair / sizeof *pair; i++) {
        char text[COMPOUND];
        size_t len;
        if (compound(pair[i].a, pair[i].b, text, &len))
            add_key(out, pair[i].kind, ts_fingerprint(f, pair[i].kind, ts_span_of(text, len)));
    }
}

/* A health number whose check fails was misread or mistyped: those that it may have been lead to people, too, and are
 * near it.  What the register knows of the people settles which it was. */
static void add_repairs(const ts_fingerprinter *f, ts_span number, ts_probe *out) {
    char repaired[TS_REPAIRS][TS_MOD11_DIGITS];
    size_t n = ts_mod11_repairs(number, repaired);
    for (size_t i = 0; i < n; i++) {
        ts_span other = ts_span_of(repaired[i], TS_MOD11_DIGITS);
        add_key(out, KEY_NHS, ts_fingerprint(f, KEY_NHS, other));
        add_tag(out, TS_ATTR_NHS, slot_tag(f, SLOT_NHS, other));
    }
}

/* "FLAT 2 12 EATON RD" to "12 EATON RD": from the last word that starts with a digit. */
static ts_span from_house_number(ts_span address) {
    for (size_t i = address.len; i-- > 1;)
        if (ts_is_digit(address.ptr[i]) && address.ptr[i - 1] == ' ')
            return ts_slice(address, i, address.len - i);
    return (ts_span){"", 0};
}

/* Variants by attribute, read by index_read.c (exact is always [0]):
 *   surname   1 sound  2 letters  3 its first word  4 its last word, as whole surnames
 *   forename  1 long form  2 initial  3 letters  4 its initial as a whole forename  5 one: it is only an initial
 *   NHS       1 to 5 where the check fails: what it was misread or mistyped for
 *   birth     1 swapped day and month, or the exact tag again  2 month number  3 day sketch
 *   address   1 without what stands before the house number     postcode  1 outward
 *   death     1 swapped day and month */
void ts_probe_init(const ts_fingerprinter *f, const ts_values *v, ts_probe *out) {
    ts_probe *p = out;
    forms s;
    p->keys = 0;
    memset(p->tags, 0, sizeof p->tags);
    forms_of(v, &s);
    index_key key[KEY_KINDS];
    size_t n = keys_of(f, v, &s, key);
    for (size_t i = 0; i < n; i++)
        add_key(p, key[i].kind, key[i].fingerprint);

    uint32_t tag[SLOTS];
    tags_of(f, v, &s, tag);
    for (unsigned a = 0; a < TS_ATTR_COUNT; a++)
        if (exact_slot[a] < SLOTS && tag[exact_slot[a]])
            add_tag(p, (ts_attr)a, tag[exact_slot[a]]);
    if (has_attr(v, TS_ATTR_SEX))
        add_tag(p, TS_ATTR_SEX, index_sex_code(ts_norm_span(&v->value[TS_ATTR_SEX])));

    add_repairs(f, given(v, TS_ATTR_NHS), p);
    ts_span surname = given(v, TS_ATTR_SURNAME), forename = given(v, TS_ATTR_FORENAME);
    if (surname.len) {
        add_tag(p, TS_ATTR_SURNAME, tag[SLOT_SURNAME_SOUND]);
        add_tag(p, TS_ATTR_SURNAME, tag[SLOT_SURNAME_LETTERS]);
        size_t space = ts_span_find(surname, ts_str(" "), 0);
        if (space != SIZE_MAX) {
            size_t last = surname.len;
            while (surname.ptr[last - 1] != ' ')
                last--;
            add_tag(p, TS_ATTR_SURNAME, slot_tag(f, SLOT_SURNAME, ts_slice(surname, 0, space)));
            add_tag(p, TS_ATTR_SURNAME, slot_tag(f, SLOT_SURNAME, ts_slice(surname, last, surname.len - last)));
        }
    }
    if (forename.len) {
        add_tag(p, TS_ATTR_FORENAME, tag[SLOT_FORENAME_LONG]);
        add_tag(p, TS_ATTR_FORENAME, tag[SLOT_FORENAME_INITIAL]);
        add_tag(p, TS_ATTR_FORENAME, tag[SLOT_FORENAME_LETTERS]);
        add_tag(p, TS_ATTR_FORENAME, slot_tag(f, SLOT_FORENAME, ts_slice(forename, 0, 1)));
        add_tag(p, TS_ATTR_FORENAME, s.initial);
    }
    char other[11];
    if (s.birth.len) {
        bool two_ways = swapped_date(s.birth, other);
        add_tag(p, TS_ATTR_BIRTH, two_ways ? slot_tag(f, SLOT_BIRTH, ts_str(other)) : tag[SLOT_BIRTH]);
        add_tag(p, TS_ATTR_BIRTH, (uint32_t)(index_birth_month(s.birth) + 1));
        add_tag(p, TS_ATTR_BIRTH, tag[SLOT_BIRTH_DAY]);
        if (two_ways)
            add_swapped(f, &s, ts_str(other), p);
    }
    ts_span house = from_house_number(s.address);
    if (house.len)
        add_tag(p, TS_ATTR_ADDRESS, slot_tag(f, SLOT_ADDRESS, house));
    if (s.postcode.len)
        add_tag(p, TS_ATTR_POSTCODE, tag[SLOT_OUTWARD]);
    ts_span death = given(v, TS_ATTR_DEATH);
    if (death.len && swapped_date(death, other))
        add_tag(p, TS_ATTR_DEATH, slot_tag(f, SLOT_DEATH, ts_str(other)));
}
