/* clock.c - instants and calendar dates; a test can stop it. */
#include "base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

ts_instant ts_now(void) {
    ts_instant t;
    const char *stopped = getenv("TOUCHSTONE_CLOCK");
    if (stopped && ts_instant_parse(ts_str(stopped), &t))
        return t;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (ts_instant)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

double ts_cpu_seconds(void) {
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) + (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

double ts_monotonic_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Days from civil, after Howard Hinnant's "chrono-compatible low-level date algorithms". */
static ts_date days_of(int y, int m, int d) {
    y -= m <= 2;
    int era = (y >= 0 ? y : y - 399) / 400;
    int yoe = y - era * 400;
    int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

ts_date ts_date_of(int year, int month, int day) {
    static const uint8_t length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1)
        return TS_NO_DATE;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (day > length[month - 1] + (month == 2 && leap))
        return TS_NO_DATE;
    return days_of(year, month, day);
}

void ts_date_parts(ts_date d, int *year, int *month, int *day) {
    int z = d + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;
    *day = doy - (153 * mp + 2) / 5 + 1;
    *month = mp < 10 ? mp + 3 : mp - 9;
    *year = yoe + era * 400 + (*month <= 2);
}

void ts_date_print(ts_date d, char out[static 11]) {
    int y, m, day;
    if (d == TS_NO_DATE || d < -719162 || d > 2932896) {
        memcpy(out, "-", 2);
        return;
    }
    ts_date_parts(d, &y, &m, &day);
    out[0] = (char)('0' + y / 1000), out[1] = (char)('0' + y / 100 % 10);
    out[2] = (char)('0' + y / 10 % 10), out[3] = (char)('0' + y % 10), out[4] = '-';
    out[5] = (char)('0' + m / 10), out[6] = (char)('0' + m % 10), out[7] = '-';
    out[8] = (char)('0' + day / 10), out[9] = (char)('0' + day % 10), out[10] = 0;
}

static bool number_at(ts_span s, size_t at, size_t n, int *out) {
    int v = 0;
    for (size_t i = at; i < at + n; i++) {
        if (i >= s.len || !ts_is_digit(s.ptr[i]))
            return false;
        v = v * 10 + (s.ptr[i] - '0');
    }
    *out = v;
    return true;
}

ts_date ts_date_parse_iso(ts_span s) {
    int y, m, d;
    if (s.len != 10 || s.ptr[4] != '-' || s.ptr[7] != '-' || !number_at(s, 0, 4, &y) || !number_at(s, 5, 2, &m) ||
        !number_at(s, 8, 2, &d))
        return TS_NO_DATE;
    return ts_date_of(y, m, d);
}

void ts_instant_print(ts_instant t, char out[static 25]) {
    int64_t day = t >= 0 ? t / 86400000 : (t - 86399999) / 86400000;
    int64_t second = (t - day * 86400000) / 1000;
    char date[11];
    ts_date_print((ts_date)day, date);
    snprintf(out, 25, "%sT%02d:%02d:%02dZ", date, (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60));
}

bool ts_instant_parse(ts_span s, ts_instant *out) {
    int h, m, sec, ms = 0;
    if (s.len != 20 && s.len != 24)
        return false;
    ts_date d = ts_date_parse_iso(ts_slice(s, 0, 10));
    if (d == TS_NO_DATE || s.ptr[10] != 'T' || s.ptr[13] != ':' || s.ptr[16] != ':' || s.ptr[s.len - 1] != 'Z' ||
        !number_at(s, 11, 2, &h) || !number_at(s, 14, 2, &m) || !number_at(s, 17, 2, &sec))
        return false;
    if (s.len == 24 && (s.ptr[19] != '.' || !number_at(s, 20, 3, &ms)))
        return false;
    if (h > 23 || m > 59 || sec > 60)
        return false;
    *out = ((int64_t)d * 86400 + h * 3600 + m * 60 + sec) * 1000 + ms;
    return true;
}

ts_date ts_instant_date(ts_instant t) { return (ts_date)(t >= 0 ? t / 86400000 : (t - 86399999) / 86400000); }
