/* numbers.c - the numbers that belong to one person alone, made from one counter.
 *
 * NHS numbers: weights 10..2 over nine digits, check = 11 - sum mod 11, and 10 is never issued
 * (NHS Data Dictionary, NHS NUMBER).  A counter walks through the nine-digit heads in a scattered
 * order; heads whose check would be ten are stepped over by drawing each number two heads.
 */
#include <stdio.h>

#include "synth/names.h"
#include "synth/world.h"

enum { HEADS = 198000000, LAND = 700000, MOBILES = 10000000, ACCOUNTS = 90000000 };

/* The check digit of nine digits, 10 where there is none. */
static int check_digit(uint32_t head) {
    int sum = 0;
    for (int weight = 2; weight <= 10; weight++, head /= 10)
        sum += (int)(head % 10) * weight;
    return (11 - sum % 11) % 11;
}

/* Numbers 2n and 2n+1 of the walk are never both without a check digit: one of a pair of heads that
 * differ in the last digit alone has one, since their sums differ by 2. */
void ts_number_nhs(uint64_t seed, uint32_t number, char out[static 11]) {
    uint32_t pair = ts_dice_walk(seed ^ 0x4E4853, HEADS / 2, number);
    uint32_t head = pair * 2;
    head += head < 100000000 ? 500000000 : 800000000; /* 500000000.. and 900000000..997999999 */
    uint32_t odd = (uint32_t)ts_dice_of(seed, 0x4E4853, number, 1) & 1;
    int check = check_digit(head + odd);
    if (check == 10)
        check = check_digit(head + (odd ^= 1));
    snprintf(out, 11, "%09u%c", (head + odd) % 1000000000, "0123456789"[check % 10]);
}

void ts_number_nino(uint64_t seed, uint32_t number, char out[static 10]) {
    static const char second[] = "ABCEGHJKLMPRSTWX";
    uint32_t n = ts_dice_walk(seed ^ 0x4E494E4F, 16 * 1000000, number);
    snprintf(out, 10, "Y%c%06u%c", second[n / 1000000], n % 1000000, "ABCD"[n % 7 % 4]);
}

void ts_number_bank(uint64_t seed, uint32_t number, char sort[static 7], char account[static 9]) {
    uint32_t n = ts_dice_walk(seed ^ 0x42414E4B, ACCOUNTS, number);
    snprintf(sort, 7, "88%04u", 1001 + (uint32_t)(ts_dice_of(seed, 0x534F5254, number, 0) % 40) * 217);
    snprintf(account, 9, "%08u", 10000000 + n);
}

void ts_number_mobile(uint64_t seed, uint32_t number, uint32_t which, char out[static 12]) {
    snprintf(out, 12, "0712%07u", ts_dice_walk(seed ^ 0x4D4F42, MOBILES, number * 2 + which));
}

void ts_home_make(ts_dice *c, uint32_t style, uint64_t seed, uint32_t number, ts_home *out) {
    static const char inward[] = "ABDEFGHJLNPQRSTUWXYZ";
    *out = (ts_home){.number = (uint16_t)(1 + ts_dice_skewed(c, 180))};
    snprintf(out->street, sizeof out->street, "%s", ts_names_street(c));
    ts_town t = ts_names_town(c, style);
    snprintf(out->town, sizeof out->town, "%s", t.town);
    unsigned sector = 1 + ts_dice_below(c, 9);
    char unit[] = {inward[ts_dice_below(c, 20)], 0, 0};
    unit[1] = inward[ts_dice_below(c, 20)];
    snprintf(out->postcode, sizeof out->postcode, "%s %u%s", t.outward, sector, unit);
    if (ts_dice_odds(c, 800))
        snprintf(out->landline, sizeof out->landline, "01632%06u",
                 200000 + ts_dice_walk(seed ^ 0x4C414E44, LAND, number));
}
