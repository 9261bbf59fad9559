/* dicom_words.c - the words in a DICOM value, whoever wrote it (PS3.5, 6.2). */
#include "extract/dicom_words.h"

bool ts_dicom_is_control(char c) { return (unsigned char)c < ' ' && !ts_is_space(c) && c != 27; }

bool ts_dicom_has_controls(ts_span s) {
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += ts_dicom_is_control(s.ptr[i]);
    return n > 0;
}

ts_span ts_dicom_component(ts_span name, unsigned n) {
    const char *group = name.len ? memchr(name.ptr, '=', name.len) : NULL;
    name.len = group ? (size_t)(group - name.ptr) : name.len;
    for (; n > 0; n--) {
        const char *at = name.len ? memchr(name.ptr, '^', name.len) : NULL;
        if (!at)
            return (ts_span){"", 0};
        name = ts_slice(name, (size_t)(at + 1 - name.ptr), name.len);
    }
    const char *end = name.len ? memchr(name.ptr, '^', name.len) : NULL;
    return ts_slice(name, 0, end ? (size_t)(end - name.ptr) : name.len);
}

bool ts_dicom_has_groups(ts_span name) {
    const char *group = name.len ? memchr(name.ptr, '=', name.len) : NULL;
    for (const char *c = group; c && c < name.ptr + name.len; c++)
        if (*c != '=' && *c != '^' && !ts_is_space(*c))
            return true;
    return false;
}
