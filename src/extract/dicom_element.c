/* dicom_element.c - the head of a DICOM data element in each transfer syntax (PS3.5, 7.1). */
#include "extract/dicom_element.h"

#include "extract/dicom_tags.h"

uint16_t ts_dicom_u16(const char *p, bool big) {
    const unsigned char *u = (const unsigned char *)p;
    return big ? (uint16_t)(u[0] << 8 | u[1]) : (uint16_t)(u[1] << 8 | u[0]);
}
uint32_t ts_dicom_u32(const char *p, bool big) {
    return big ? (uint32_t)ts_dicom_u16(p, big) << 16 | ts_dicom_u16(p + 2, big)
               : (uint32_t)ts_dicom_u16(p + 2, big) << 16 | ts_dicom_u16(p, big);
}

bool ts_dicom_is_vr(const char *p) { return ts_is_upper(p[0]) && ts_is_upper(p[1]); }

static bool one_of(uint16_t vr, const char *list) {
    for (; *list; list += 2)
        if (vr == TS_DICOM_VR(list[0], list[1]))
            return true;
    return false;
}

/* Those whose length has four bytes (PS3.5, 7.1.2). */
bool ts_dicom_is_long(uint16_t vr) { return one_of(vr, "OBODOFOLOVOWSQSVUCUNURUTUV"); }
bool ts_dicom_is_words(uint16_t vr) { return one_of(vr, "AEASCSDADTLOLTPNSHSTTMUCURUTISDS"); }
bool ts_dicom_is_known(uint16_t vr) {
    return ts_dicom_is_words(vr) || one_of(vr, "ATFDFLOBODOFOLOVOWSLSQSSSVUIULUSUV");
}

size_t ts_dicom_read_head(ts_span b, ts_dicom_syntax s, ts_dicom_element *e) {
    if (b.len < 8)
        return 0;
    e->tag = (uint32_t)ts_dicom_u16(b.ptr, s.big) << 16 | ts_dicom_u16(b.ptr + 2, s.big);
    e->vr = 0;
    if (e->tag >> 16 == 0xFFFE || s.implicit) {
        e->len = ts_dicom_u32(b.ptr + 4, s.big);
        return 8;
    }
    e->vr = TS_DICOM_VR(b.ptr[4], b.ptr[5]);
    /* All VRs that came since have four (table 7.1-1) behind two bytes of zero; who made up one of his own may write two. */
    bool later = ts_dicom_is_vr(b.ptr + 4) && !ts_dicom_is_known(e->vr) && !b.ptr[6] && !b.ptr[7];
    if (!ts_dicom_is_long(e->vr) && !later) {
        e->len = ts_dicom_u16(b.ptr + 6, s.big);
        return 8;
    }
    if (b.len < 12)
        return 0;
    e->len = ts_dicom_u32(b.ptr + 8, s.big);
    return 12;
}
