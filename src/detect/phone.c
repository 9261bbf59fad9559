/* phone.c - finds telephone numbers: UK numbers as written at home or with +44, others with their +.
 *
 * (0151) 496 0123, 07700 900123, +44 (0)151 496 0123, 0044 7700 900 123.  Spreadsheets drop the
 * leading zero: 7700900123 is a phone only where a label or column says so (TS_MENTION_DAMAGED).
 */
#include "base/lanes.h"
#include "detect/kinds.h"

enum { NATIONAL = 10, MOST = 15 };
static const char *const labels[] = {"tel",
                                     "telephone",
                                     "telephone number",
                                     "telephone no",
                                     "phone",
                                     "phone number",
                                     "phone no",
                                     "mobile",
                                     "mobile number",
                                     "mobile no",
                                     "mob",
                                     "home tel",
                                     "home phone",
                                     "home number",
                                     "work number",
                                     "daytime number",
                                     "evening number",
                                     "carer number",
                                     "emergency number",
                                     "work tel",
                                     "work phone",
                                     "contact number",
                                     "contact no",
                                     "landline",
                                     "cell",
                                     "tel no",
                                     "t",
                                     "m",
                                     "fax",
                                     "ring",
                                     "call",
                                     "on",
                                     "tel home",
                                     "my number",
                                     "her number",
                                     "his number",
                                     "their number",
                                     "your number",
                                     "our number",
                                     "new number",
                                     "safe number",
                                     "best number",
                                     "direct number",
                                     "emergency number",
                                     "rung on",
                                     "called on",
                                     "reached on",
                                     "contacted on",
                                     "text me on",
                                     "whatsapp",
                                     "direct line",
                                     "direct dial",
                                     "switchboard",
                                     "bleep via",
                                     NULL};
static const char *const headers[] = {"tel",
                                      "telephone",
                                      "phone",
                                      "mobile",
                                      "mob",
                                      "hometel",
                                      "homephone",
                                      "worktel",
                                      "workphone",
                                      "telno",
                                      "phoneno",
                                      "phonenumber",
                                      "telephonenumber",
                                      "telephoneno",
                                      "mobileno",
                                      "mobilenumber",
                                      "mobiletel",
                                      "mobilephone",
                                      "contactnumber",
                                      "contactno",
                                      "landline",
                                      "cell",
                                      "cellphone",
                                      "daytel",
                                      "evetel",
                                      "hometelephone",
                                      "tel1",
                                      "tel2",
                                      "phone1",
                                      "phone2",
                                      "telmobile",
                                      "telhome",
                                      "telwork",
                                      "patientphone",
                                      "contacttel",
                                      "contactphone",
                                      "telefon",
                                      "handy",
                                      "fax",
                                      "dayphone",
                                      "telnumber",
                                      "msisdn",
                                      "nokmobile",
                                      "hometelno",
                                      "mobtel",
                                      "mobtelno",
                                      "homephoneno",
                                      "telday",
                                      "televe",
                                      "telephone1",
                                      "telephone2",
                                      "contacttelephone",
                                      "faxno",
                                      "mobnum",
                                      "mobilenum",
                                      NULL};

/* 01, 02, 03, 05, 07, 08, 09 without their zero. */
static bool national_fits(const uint8_t *d, size_t n) {
    if (n != NATIONAL && !(n == NATIONAL - 1 && (d[0] == 1 || d[0] == 8)))
        return false;
    return d[0] != 0 && d[0] != 4 && d[0] != 6 && !(d[0] == 1 && d[1] == 0);
}

static bool write_e164(const char *country, const uint8_t *digit, size_t n, ts_norm *out) {
    size_t len = 0;
    out->text[len++] = '+';
    for (; *country; country++)
        out->text[len++] = *country;
    for (size_t i = 0; i < n; i++)
        out->text[len + i] = (char)('0' + digit[i]);
    out->text[len += n] = '\0';
    out->len = (uint8_t)len;
    return true;
}

/* Without "ext 123", "x123", "#123" and whatever words follow the number. */
static ts_span without_extension(ts_span raw) {
    raw = ts_trim(raw);
    if (raw.len > 4 && ts_span_starts_nocase(raw, ts_str("tel:")))
        raw = ts_trim(ts_slice(raw, 4, raw.len - 4));
    for (size_t i = 1; i < raw.len; i++)
        if (ts_is_alpha(raw.ptr[i]) || raw.ptr[i] == '#' || raw.ptr[i] == ',' || raw.ptr[i] == ';')
            return ts_trim(ts_slice(raw, 0, i));
    return raw;
}

static bool read_phone(ts_span raw, bool zero_lost, ts_norm *out) {
    ts_run run;
    raw = without_extension(raw);
    while (raw.len > 0 && (raw.ptr[raw.len - 1] == '(' || raw.ptr[raw.len - 1] == '-' || raw.ptr[raw.len - 1] == '.'))
        raw = ts_trim(ts_slice(raw, 0, raw.len - 1));
    if (raw.len > 40 || !ts_run_parse(raw, "", &run) || run.digits > MOST + 2)
        return false;
    const uint8_t *d = run.digit;
    size_t n = run.digits;
    bool abroad = run.plus;
    if (!abroad && n > 10 && d[0] == 0 && d[1] == 0) {
        abroad = true;
        d += 2, n -= 2;
    }
    if (abroad || (zero_lost && n == 12 && d[0] == 4 && d[1] == 4)) {
        if (n < 3 || d[0] != 4 || d[1] != 4)
            return abroad && n >= 8 && n <= MOST && d[0] != 0 && write_e164("", d, n, out);
        d += 2, n -= 2;
        if (n > 0 && d[0] == 0) /* +44 (0)151 */
            d++, n--;
        return national_fits(d, n) && write_e164("44", d, n, out);
    }
    if (n > 1 && d[0] == 0)
        return national_fits(d + 1, n - 1) && write_e164("44", d + 1, n - 1, out);
    return zero_lost && n == NATIONAL && (d[0] == 7 || d[0] == 1 || d[0] == 2 || d[0] == 3) && national_fits(d, n) &&
           write_e164("44", d, n, out);
}

/* A zero, digits, single spaces: how most numbers stand in exports. */
static bool read_plain(ts_span raw, ts_norm *out) {
    uint8_t digit[NATIONAL + 1];
    size_t n = 0;
    if (raw.len < NATIONAL || raw.len > NATIONAL + 5 || raw.ptr[0] != '0')
        return false;
    for (size_t i = 0; i < raw.len; i++) {
        unsigned d = (unsigned)(raw.ptr[i] - '0');
        if (d <= 9) {
            if (n > NATIONAL)
                return false;
            digit[n++] = (uint8_t)d;
        } else if (raw.ptr[i] != ' ' || raw.ptr[i - 1] == ' ' || i + 1 == raw.len) {
            return false;
        }
    }
    return n > 1 && digit[1] != 0 && national_fits(digit + 1, n - 1) && write_e164("44", digit + 1, n - 1, out);
}

static bool normal(ts_span raw, ts_norm *out) { return read_plain(raw, out) || read_phone(raw, false, out); }

/* With the zero that a spreadsheet dropped, or 44 without its plus. */
static bool loose(ts_span raw, ts_norm *out) { return read_phone(raw, true, out); }

/* 07777 777777, 0151 111 1111 and kin: the last eight digits alike. */
static bool placeholder(const ts_norm *n) {
    if (n->len < 12)
        return false;
    const char *last = n->text + n->len - 8;
    for (int i = 1; i < 8; i++)
        if (last[i] != last[0])
            return false;
    return true;
}

/* Ofcom's numbers for drama: 07700 900xxx, 01632 960xxx, 020 7946 0xxx, and 496 0xxx in eleven big towns. */
static bool reserved(const ts_norm *n) {
    const char *d = n->text;
    if (n->len != 13 || d[1] != '4' || d[2] != '4')
        return false;
    if (d[3] == '7')
        return memcmp(d, "+447700900", 10) == 0;
    if (d[3] == '2')
        return memcmp(d, "+442079460", 10) == 0;
    return d[3] == '1' && (memcmp(d, "+441632960", 10) == 0 || memcmp(d + 6, "4960", 4) == 0);
}

/* Eleven digits from 0 with single spaces.  What might be one of the numbers for drama and is not written as Ofcom
 * writes it is looked at closely. */
static ts_usual usual(const char *p, size_t len) {
    if (len < NATIONAL + 1 || len > NATIONAL + 4 || p[0] != '0')
        return TS_USUAL_NO;
    ts_lanes v = ts_lanes_of(p);
    uint32_t all = ts_lanes_first(len), digits = ts_lanes_digits(v) & all, spaces = ts_lanes_are(v, ' ') & all;
    if ((digits | spaces) != all || (spaces & spaces >> 1) || (digits & 0xF) != 0xF ||
        __builtin_popcount(digits) != NATIONAL + 1 || p[len - 1] == p[len - 2] || !ts_is_digit(p[len - 2]))
        return TS_USUAL_NO;
    if (p[1] == '7') {
        bool drama = p[2] == '7' && p[3] == '0';
        return !drama                             ? TS_USUAL
               : memcmp(p + 4, "0 900", 5) == 0   ? TS_USUAL_RESERVED
               : memcmp(p + 4, "0900", 4) == 0    ? TS_USUAL_RESERVED
               : p[4] != '0' && ts_is_digit(p[4]) ? TS_USUAL
                                                  : TS_USUAL_NO;
    }
    if (memcmp(p, "01632", 5) == 0) {
        const char *local = p + 5 + (p[5] == ' ');
        return memcmp(local, "960", 3) == 0 ? TS_USUAL_RESERVED : local[0] != '9' ? TS_USUAL : TS_USUAL_NO;
    }
    if (p[1] == '1' && p[2] != '0' && !(p[2] == '6' && p[3] == '3')) {
        const char *local = p + 4 + (p[4] == ' ');
        return memcmp(local, "496 0", 5) == 0 || memcmp(local, "4960", 4) == 0 ? TS_USUAL_RESERVED
               : local[0] != '4'                                               ? TS_USUAL
                                                                               : TS_USUAL_NO;
    }
    return p[1] == '3' || (p[1] == '2' && p[2] != '0') ? TS_USUAL : TS_USUAL_NO;
}

/* What may stand between two groups: one of " -." or ") ", "(", " (0) ". */
static size_t gap_at(ts_span t, size_t i) {
    size_t n = 0;
    if (i < t.len && t.ptr[i] == '\n')
        return ts_is_wrapped(t, i);
    while (n < 3 && i + n < t.len &&
           (t.ptr[i + n] == ' ' || t.ptr[i + n] == '-' || t.ptr[i + n] == '(' || t.ptr[i + n] == ')' ||
            t.ptr[i + n] == '.'))
        n++;
    return n;
}

static bool ends_well(ts_span t, size_t end) {
    if (end >= t.len)
        return true;
    char after = t.ptr[end];
    bool digit_beyond = end + 1 < t.len && ts_is_digit(t.ptr[end + 1]);
    return !ts_is_alnum(after) && after != '_' && after != '@' &&
           !((after == '.' || after == '-' || after == '/') && digit_beyond);
}

static bool starts_well(ts_span t, size_t start) {
    char before = start > 0 ? t.ptr[start - 1] : ' ';
    return !ts_is_alnum(before) && before != '_' && before != '-' && before != '.' && before != '/' && before != '+' &&
           before != '%' && before != '#';
}

/* 44, perhaps a zero in brackets, and ten digits. */
static bool is_british(const uint8_t *d, size_t n, bool zeros) {
    if (zeros)
        d += 2, n -= 2;
    return n >= 12 && d[0] == 4 && d[1] == 4 && n == 12u + (d[2] == 0);
}

/* spot->at is the first digit; a '+' or '(' before it belongs to the number. */
/* "+20191229111838", as in a version: year, month, day and time in fourteen digits. */
static bool is_moment(const uint8_t *d, size_t n) {
    return n == 14 && (d[0] * 10 + d[1] == 19 || d[0] * 10 + d[1] == 20) && d[4] * 10 + d[5] <= 12 &&
           d[6] * 10 + d[7] <= 31 && d[8] * 10 + d[9] < 24 && d[10] < 6 && d[12] < 6;
}

/* 07700900123: eleven digits in one group, as exports write most; the rest of find takes them alike. */
static bool find_plain(ts_span t, size_t at, ts_found *out) {
    uint8_t digit[NATIONAL + 1];
    size_t n = 0;
    if (t.len - at < NATIONAL + 1 || t.ptr[at] != '0' || t.ptr[at + 1] == '0')
        return false;
    while (n <= NATIONAL && ts_is_digit(t.ptr[at + n])) {
        digit[n] = (uint8_t)(t.ptr[at + n] - '0');
        n++;
    }
    size_t end = at + n;
    if (n != NATIONAL + 1 || (end < t.len && ts_is_digit(t.ptr[end])) || !national_fits(digit + 1, NATIONAL) ||
        !ends_well(t, end) || !starts_well(t, at))
        return false;
    out->start = (uint32_t)at;
    out->end = (uint32_t)end;
    out->valid = true;
    out->flags = 0;
    out->confidence = digit[1] == 7 ? 78 : 55;
    return write_e164("44", digit + 1, NATIONAL, &out->norm);
}

static bool find(const ts_spot *spot, ts_found *out) {
    ts_span t = spot->text;
    size_t at = spot->at, start = at, i = at, digits = 0, first_group = 0;
    char before = at > 0 ? t.ptr[at - 1] : 0;
    if (before == '-' || before == '.' || before == '/' || before == '%' || before == '#')
        return false;
    if (before != '+' && before != '(' && find_plain(t, at, out))
        return true;
    bool plus = before == '+', zeros = t.ptr[at] == '0' && at + 1 < t.len && t.ptr[at + 1] == '0';
    uint8_t digit[MOST + 2];
    bool grouped = false;
    if (plus || before == '(')
        start--;
    if (before == '(' && start > 0 && t.ptr[start - 1] == '+')
        plus = true, start--;
    if (!plus && t.ptr[at] != '0')
        return false;
    size_t wanted = plus ? 0 : zeros ? 14 : 11; /* UK lengths; abroad: as long as groups go on */
    bool uk = !plus && !zeros;
    size_t end = 0, counted = 0; /* counted: digits up to `end`; what was read beyond is not the number's */
    while (i < t.len && digits <= MOST) {
        size_t from = i;
        while (i < t.len && ts_is_digit(t.ptr[i]) && digits <= MOST)
            digit[digits++] = (uint8_t)(t.ptr[i++] - '0');
        if (i == from)
            break;
        if (first_group == 0) {
            first_group = i - from;
            if (uk && (first_group < 3 || digit[1] == 0))
                return false;
        }
        bool whole =
            uk ? (digits == wanted || digits == wanted - 1) && national_fits(digit + 1, digits - 1) : digits >= 10;
        if (whole && ends_well(t, i)) {
            end = i;
            counted = digits;
            if (digits == wanted || (!uk && is_british(digit, digits, zeros)))
                break;
        }
        size_t gap = gap_at(t, i);
        if (gap == 0 || i + gap >= t.len || !ts_is_digit(t.ptr[i + gap]))
            break;
        i += gap;
        grouped = true;
    }
    if (zeros && first_group == 2 && !(digit[2] == 4 && digit[3] == 4))
        return false; /* "00 67 00 61" is a hex dump; "00 44 151" is not */
    if (end == 0 || !starts_well(t, start))
        return false;
    out->start = (uint32_t)start;
    out->end = (uint32_t)end;
    out->valid = true;
    size_t country = zeros ? 2 : 0, local = country + 2 + (counted > country + 2 && digit[country + 2] == 0);
    bool british = !uk && is_british(digit, counted, zeros) && national_fits(digit + local, counted - local);
    if (uk || british)
        write_e164("44", digit + (uk ? 1 : local), counted - (uk ? 1 : local), &out->norm);
    out->flags = 0;
    /* Ten plain digits, a row of hex bytes from 00, or a moment, are seldom phones without a label. */
    bool moment = plus && !grouped && is_moment(digit, counted);
    out->confidence = moment                 ? 30
                      : plus                 ? 91
                      : zeros                ? british ? 70 : 40
                      : grouped              ? 91
                      : counted < 11         ? 35
                      : t.ptr[at + 1] == '7' ? 78
                                             : 55;
    return true;
}

const ts_detector ts_detector_phone = {
    .kind = TS_KIND_PHONE,
    .name = "phone",
    .summary = "telephone number",
    .source = "ITU-T E.164; Ofcom National Telephone Numbering Plan",
    .version = 1,
    .anchor = {TS_ANCHOR_DIGIT_RUN, ""},
    .labels = labels,
    .headers = headers,
    .find = find,
    .normal = normal,
    .usual = usual,
    .loose = loose,
    .placeholder = placeholder,
    .reserved = reserved,
    .plain = 78,
    .labelled = 96,
    .column = 95,
};
