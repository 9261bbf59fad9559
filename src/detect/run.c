/* run.c - one written value as a digit run: its digits and how they are grouped. */
#include "detect/detector.h"

/* Does one shape, "10" or "3-3-4", hold? */
static bool one_shape_fits(const char *shape, size_t len, const ts_run *run) {
    unsigned sizes[12], n = 0, v = 0, sum = 0;
    for (size_t i = 0; i <= len; i++) {
        if (i < len && ts_is_digit(shape[i])) {
            v = v * 10 + (unsigned)(shape[i] - '0');
            continue;
        }
        if (n == 12)
            return false;
        sizes[n++] = v;
        sum += v;
        v = 0;
    }
    if (run->digits != sum || run->groups != n)
        return false;
    for (unsigned i = 0; i < n; i++)
        if (run->group[i] != sizes[i])
            return false;
    return true;
}

static bool shapes_fit(const char *shapes, const ts_run *run) {
    if (!shapes || !*shapes)
        return true;
    for (;;) {
        size_t len = strcspn(shapes, "|");
        if (one_shape_fits(shapes, len, run))
            return true;
        if (!shapes[len])
            return false;
        shapes += len + 1;
    }
}

static bool is_joint(char c) { return c == ' ' || c == '-' || c == '(' || c == ')' || c == '.'; }

/* Between groups stands one space or hyphen, or what phones have: ") ", " (0) ". */
bool ts_run_parse(ts_span raw, const char *shapes, ts_run *out) {
    ts_run run = {.raw = ts_trim(raw)};
    ts_span s = run.raw;
    size_t i = 0, joints = 0;
    if (i < s.len && s.ptr[i] == '+') {
        run.plus = true;
        i++;
    }
    bool open = false, mixed = false;
    for (; i < s.len; i++) {
        char c = s.ptr[i];
        if (ts_is_digit(c)) {
            if (run.digits == TS_RUN_DIGITS || (!open && run.groups == 12))
                return false;
            if (!open)
                run.group[run.groups++] = 0;
            run.group[run.groups - 1]++;
            run.digit[run.digits++] = (uint8_t)(c - '0');
            open = true;
            joints = 0;
        } else if (is_joint(c)) {
            if (++joints > 2 && run.digits > 0)
                return false;
            mixed = mixed || joints > 1 || (run.joint && run.joint != c) || (c != ' ' && c != '-');
            run.joint = c;
            open = false;
        } else {
            return false;
        }
    }
    if (run.digits == 0 || (joints > 0 && s.ptr[s.len - 1] != ')'))
        return false;
    bool phone_signs = run.plus || (mixed && shapes && *shapes);
    if (mixed)
        run.joint = 0;
    if ((phone_signs && shapes && *shapes) || !shapes_fit(shapes, &run))
        return false;
    *out = run;
    return true;
}

bool ts_norm_digits(ts_norm *out, const ts_run *run) {
    char text[TS_RUN_DIGITS];
    for (size_t i = 0; i < run->digits; i++)
        text[i] = (char)('0' + run->digit[i]);
    return ts_norm_set(out, ts_span_of(text, run->digits));
}
