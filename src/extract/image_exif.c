/* image_exif.c - EXIF (CIPA DC-008, 4.6): what a camera or a scanner says of a picture. */
#include "extract/image_exif.h"

#include <stdio.h>

#include "base/limits.h"
#include "base/mem.h"

typedef struct exif {
    ts_span all; /* offsets count from its start */
    bool big_endian;
    ts_image_lines *to;
    /* Where the directories begin that were read: twice that, and one more for a place. */
    uint64_t seen[TS_LIMIT_EXIF_DIRECTORIES];
    size_t directories;
    uint64_t entries;
    /* of the place: */
    char north, east;
    double latitude, longitude;
    bool placed[2];
} exif;

static uint64_t number(const exif *x, ts_cursor *c, unsigned bytes) {
    uint64_t n = 0;
    for (unsigned i = 0; i < bytes; i++) {
        uint64_t byte = ts_read_u8(c);
        n = x->big_endian ? n << 8 | byte : n | byte << (8 * i);
    }
    return n;
}

static const struct {
    uint16_t tag;
    const char *name;
} tags[] = {
    {0x010D, "DocumentName"},  {0x010E, "ImageDescription"}, {0x010F, "Make"},
    {0x0110, "Model"},         {0x011D, "PageName"},         {0x0131, "Software"},
    {0x0132, "DateTime"},      {0x013B, "Artist"},           {0x013C, "HostComputer"},
    {0x8298, "Copyright"},     {0x9003, "DateTimeOriginal"}, {0x9004, "DateTimeDigitized"},
    {0xA420, "ImageUniqueID"}, {0xA430, "CameraOwnerName"},  {0xA431, "BodySerialNumber"},
    {0x9C9B, "XPTitle"},       {0x9C9C, "XPComment"},        {0x9C9D, "XPAuthor"},
    {0x9C9E, "XPKeywords"},    {0x9C9F, "XPSubject"},        {0x9286, "UserComment"},
};

/* Three ratios: degrees, minutes, seconds. */
static double degrees(const exif *x, ts_span value) {
    ts_cursor c = ts_cursor_over(value);
    double sum = 0, unit = 1;
    for (int i = 0; i < 3; i++, unit *= 60) {
        double over = (double)number(x, &c, 4), under = (double)number(x, &c, 4);
        sum += under > 0 ? over / under / unit : 0;
    }
    return c.ok ? sum : -1;
}

/* The first eight bytes name the letters (CIPA DC-008, table 9). */
static void add_comment(exif *x, ts_span value) {
    if (ts_span_starts(value, ts_span_of("UNICODE\0", 8)))
        ts_image_lines_utf16(x->to, "UserComment", ts_slice(value, 8, SIZE_MAX), x->big_endian);
    else
        ts_image_lines_add(x->to, "UserComment", ts_slice(value, 8, SIZE_MAX));
}

static void add_value(exif *x, bool place, uint64_t tag, uint64_t type, ts_span value) {
    enum { BYTE = 1, ASCII = 2, SHORT = 3, RATIO = 5, ORIENTATION = 0x0112 };
    if (place && tag == 1 && value.len)
        x->north = value.ptr[0];
    else if (place && tag == 3 && value.len)
        x->east = value.ptr[0];
    else if (place && tag == 2 && type == RATIO && (x->latitude = degrees(x, value)) >= 0)
        x->placed[0] = true;
    else if (place && tag == 4 && type == RATIO && (x->longitude = degrees(x, value)) >= 0)
        x->placed[1] = true;
    if (!place && tag == ORIENTATION && type == SHORT) {
        ts_cursor c = ts_cursor_over(value);
        uint64_t side = number(x, &c, 2); /* 3, 6, 8; a picture that is mirrored is left so */
        x->to->quarters = side == 3 ? 2 : side == 6 ? 1 : side == 8 ? 3 : 0;
    }
    for (size_t i = 0; !place && i < sizeof tags / sizeof *tags; i++) {
        if (tags[i].tag != tag)
            continue;
        if (tag == 0x9286)
            add_comment(x, value);
        else if (tag >= 0x9C9B && tag <= 0x9C9F)
            ts_image_lines_utf16(x->to, tags[i].name, value, false);
        else if (type == ASCII || type == BYTE)
            ts_image_lines_add(x->to, tags[i].name, value);
    }
}

/* A directory is read once, whoever leads to it. */
static bool is_new(const exif *x, uint64_t from, bool place) {
    for (size_t i = 0; i < x->directories; i++)
        if (x->seen[i] == 2 * from + place)
            return false;
    return true;
}

/* Where the next one of its chain stands, or 0. */
static uint64_t read_directory(exif *x, uint64_t from, bool place) {
    static const uint8_t size[] = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};
    enum { EXIF_AT = 0x8769, PLACE_AT = 0x8825, ENTRY = 12 };
    if (from >= x->all.len || !is_new(x, from, place))
        return 0;
    ts_cursor c = ts_cursor_over(x->all);
    ts_skip(&c, (size_t)from);
    uint64_t entries = number(x, &c, 2);
    if (x->directories == TS_LIMIT_EXIF_DIRECTORIES) {
        x->to->cut += entries * ENTRY;
        return 0;
    }
    x->entries += entries;
    x->seen[x->directories++] = 2 * from + place;
    for (uint64_t i = 0; i < entries && c.ok; i++) {
        uint64_t tag = number(x, &c, 2), type = number(x, &c, 2), count = number(x, &c, 4);
        ts_cursor inline_value = c;
        uint64_t offset = number(x, &c, 4), bytes = type < sizeof size ? count * size[type] : 0;
        if (!c.ok)
            break;
        if (tag == EXIF_AT || tag == PLACE_AT)
            read_directory(x, offset, tag == PLACE_AT);
        else if (bytes <= 4)
            add_value(x, place, tag, type, ts_read_span(&inline_value, (size_t)bytes));
        else if (offset < x->all.len && bytes <= x->all.len - offset)
            add_value(x, place, tag, type, ts_slice(x->all, (size_t)offset, (size_t)bytes));
    }
    uint64_t next = number(x, &c, 4);
    return c.ok ? next : 0;
}

static void add_place(exif *x) {
    if (x->placed[0] && x->placed[1] && x->latitude <= 90 && x->longitude <= 180) {
        char line[80];
        snprintf(line, sizeof line, "%s%.6f, %s%.6f", x->north == 'S' ? "-" : "", x->latitude,
                 x->east == 'W' ? "-" : "", x->longitude);
        ts_image_lines_add(x->to, "GPS", ts_str(line));
    }
    x->placed[0] = x->placed[1] = false;
}

void ts_image_exif(ts_image_lines *n, ts_span bytes, unsigned pages) {
    enum { ENTRIES = 1 << 20 }; /* of all pages: a chain may go round */
    exif x = {.all = bytes, .to = n};
    if (ts_span_starts(bytes, ts_span_of("Exif\0\0", 6)))
        x.all = ts_slice(bytes, 6, SIZE_MAX);
    if (x.all.len < 8 || (memcmp(x.all.ptr, "II*\0", 4) != 0 && memcmp(x.all.ptr, "MM\0*", 4) != 0))
        return;
    x.big_endian = x.all.ptr[0] == 'M';
    ts_cursor c = ts_cursor_over(x.all);
    ts_skip(&c, 4);
    uint64_t at = number(&x, &c, 4);
    for (unsigned page = 0; at && page < pages && x.entries < ENTRIES; page++) {
        x.directories = 0;
        at = read_directory(&x, at, false);
        add_place(&x);
    }
}
