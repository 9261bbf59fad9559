/* dicom_image.c - what a DICOM object says of its image (PS3.3, C.7.6.3). */
#include "extract/dicom_element.h"
#include "extract/dicom_pixels.h"

static ts_dicom_colour colour_of(ts_span name) {
    static const struct {
        const char *name;
        ts_dicom_colour colour;
    } known[] = {
        {"MONOCHROME2", TS_DICOM_GREY}, {"MONOCHROME1", TS_DICOM_INVERTED},  {"RGB", TS_DICOM_RGB},
        {"YBR_FULL", TS_DICOM_YBR},     {"YBR_FULL_422", TS_DICOM_YBR_HALF}, {"PALETTE COLOR", TS_DICOM_PALETTE}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (ts_span_eq(name, ts_str(known[i].name)))
            return known[i].colour;
    return TS_DICOM_NO_COLOUR;
}

void ts_dicom_note_image(ts_dicom_image *m, uint32_t tag, ts_span v, bool big, ts_arena *own) {
    uint16_t n = v.len >= 2 ? ts_dicom_u16(v.ptr, big) : 0;
    size_t colour = tag & 0xFF;
    switch (tag) {
    case 0x00280002:
        m->samples = n;
        break;
    case 0x00280004:
        m->colour = colour_of(ts_trim(v));
        break;
    case 0x00280006:
        m->planar = n;
        break;
    case 0x00280008:
        ts_parse_u64(ts_trim(v), &m->frames);
        break;
    case 0x00280010:
        m->rows = n;
        break;
    case 0x00280011:
        m->columns = n;
        break;
    case 0x00280100:
        m->allocated = n;
        break;
    case 0x00280101:
        m->stored = n;
        break;
    case 0x00280103:
        m->is_signed = n;
        break;
    case 0x00281101:
    case 0x00281102:
    case 0x00281103:
        if (v.len < 6)
            break;
        m->palette[colour - 1].entries = n;
        m->palette[colour - 1].first = ts_dicom_u16(v.ptr + 2, big);
        m->palette[colour - 1].bits = ts_dicom_u16(v.ptr + 4, big);
        break;
    case 0x00281201:
    case 0x00281202:
    case 0x00281203:
        if (!big)
            m->palette[colour - 1].table = ts_arena_copy(own, v);
        break;
    default:
        break;
    }
}
