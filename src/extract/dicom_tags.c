/* dicom_tags.c - DICOM's data elements that hold people or words about them (PS3.6, table 6-1). */
#include "extract/dicom_tags.h"

#include "text/codepage.h"

#define NAME(text) \
    { text, sizeof text - 1 }
const ts_span ts_dicom_head[TS_DICOM_COLUMNS] = {
    [TS_DICOM_NHS] = NAME("nhs number"),
    [TS_DICOM_ID] = NAME("patient id"),
    [TS_DICOM_SURNAME] = NAME("patient surname"),
    [TS_DICOM_FORENAME] = NAME("patient forename"),
    [TS_DICOM_MIDDLE] = NAME("patient middle names"),
    [TS_DICOM_TITLE] = NAME("patient title"),
    [TS_DICOM_BORN] = NAME("patient date of birth"),
    [TS_DICOM_SEX] = NAME("patient sex"),
    [TS_DICOM_ADDRESS] = NAME("patient address"),
    [TS_DICOM_PHONE] = NAME("patient phone"),
    [TS_DICOM_OTHER_ID] = NAME("other hospital number"),
    [TS_DICOM_OTHER_SURNAME] = NAME("other surname"),
    [TS_DICOM_OTHER_FORENAME] = NAME("other forename"),
    [TS_DICOM_OTHER_MIDDLE] = NAME("other middle names"),
    [TS_DICOM_OTHER_TITLE] = NAME("other title"),
    [TS_DICOM_MOTHER] = NAME("mother name"),
    [TS_DICOM_RESPONSIBLE] = NAME("next of kin name"),
    [TS_DICOM_REFERRER] = NAME("referring doctor name"),
    [TS_DICOM_CONSULTANT] = NAME("consultant name"),
    [TS_DICOM_DOCTOR] = NAME("doctor name"),
    [TS_DICOM_ETHNIC] = NAME("ethnic group"),
    [TS_DICOM_RELIGION] = NAME("religion"),
    [TS_DICOM_STUDY_DATE] = NAME("study visit date"),
    [TS_DICOM_STUDY] = NAME("investigation"),
    [TS_DICOM_DIAGNOSIS] = NAME("diagnosis"),
    [TS_DICOM_ALLERGY] = NAME("allergy"),
    [TS_DICOM_WARD] = NAME("ward"),
};

#define VR(s) TS_DICOM_VR((s)[0], (s)[1])
/* In the order of tags: they are looked up by halves. */
static const ts_dicom_tag tags[] = {
    {0x00080005, VR("CS"), TS_DICOM_NONE, NULL},
    {0x00080020, VR("DA"), TS_DICOM_STUDY_DATE, NULL},
    {0x00080050, VR("SH"), TS_DICOM_NONE, "Accession number"},
    {0x00080060, VR("CS"), TS_DICOM_NONE, "Modality"},
    {0x00080080, VR("LO"), TS_DICOM_NONE, "Institution"},
    {0x00080081, VR("ST"), TS_DICOM_NONE, "Institution's place"},
    {0x00080090, VR("PN"), TS_DICOM_REFERRER, NULL},
    {0x00080092, VR("ST"), TS_DICOM_NONE, "Referring doctor address"},
    {0x00080094, VR("SH"), TS_DICOM_NONE, "Referring doctor phone"},
    {0x00080104, VR("LO"), TS_DICOM_NONE, "Meaning"},
    {0x00081010, VR("SH"), TS_DICOM_NONE, "Station"},
    {0x00081030, VR("LO"), TS_DICOM_STUDY, NULL},
    {0x0008103E, VR("LO"), TS_DICOM_STUDY, NULL},
    {0x00081040, VR("LO"), TS_DICOM_NONE, "Department"},
    {0x00081048, VR("PN"), TS_DICOM_CONSULTANT, NULL},
    {0x00081050, VR("PN"), TS_DICOM_DOCTOR, NULL},
    {0x00081060, VR("PN"), TS_DICOM_DOCTOR, NULL},
    {0x00081070, VR("PN"), TS_DICOM_DOCTOR, NULL},
    {0x00081080, VR("LO"), TS_DICOM_DIAGNOSIS, NULL},
    {0x00082111, VR("ST"), TS_DICOM_NONE, "Derivation"},
    {0x00100010, VR("PN"), TS_DICOM_SURNAME, NULL},
    {0x00100020, VR("LO"), TS_DICOM_ID, NULL},
    {0x00100021, VR("LO"), TS_DICOM_NONE, "Issuer of patient's identifier"},
    {0x00100030, VR("DA"), TS_DICOM_BORN, NULL},
    {0x00100040, VR("CS"), TS_DICOM_SEX, NULL},
    {0x00101000, VR("LO"), TS_DICOM_OTHER_ID, NULL},
    {0x00101001, VR("PN"), TS_DICOM_OTHER_SURNAME, NULL},
    {0x00101005, VR("PN"), TS_DICOM_OTHER_SURNAME, NULL},
    {0x00101010, VR("AS"), TS_DICOM_NONE, "Patient's age"},
    {0x00101040, VR("LO"), TS_DICOM_ADDRESS, NULL},
    {0x00101060, VR("PN"), TS_DICOM_MOTHER, NULL},
    {0x00101080, VR("LO"), TS_DICOM_NONE, "Military rank"},
    {0x00101090, VR("LO"), TS_DICOM_NONE, "Medical record locator"},
    {0x00102000, VR("LO"), TS_DICOM_DIAGNOSIS, NULL},
    {0x00102110, VR("LO"), TS_DICOM_ALLERGY, NULL},
    {0x00102150, VR("LO"), TS_DICOM_NONE, "Country"},
    {0x00102154, VR("SH"), TS_DICOM_PHONE, NULL},
    {0x00102155, VR("LT"), TS_DICOM_NONE, "Patient's telecom"},
    {0x00102160, VR("SH"), TS_DICOM_ETHNIC, NULL},
    {0x00102180, VR("SH"), TS_DICOM_NONE, "Occupation"},
    {0x001021B0, VR("LT"), TS_DICOM_NONE, "Patient's history"},
    {0x001021F0, VR("LO"), TS_DICOM_RELIGION, NULL},
    {0x00102297, VR("PN"), TS_DICOM_RESPONSIBLE, NULL},
    {0x00102298, VR("CS"), TS_DICOM_NONE, "Responsible person's role"},
    {0x00104000, VR("LT"), TS_DICOM_NONE, "Patient comments"},
    {0x00181030, VR("LO"), TS_DICOM_NONE, "Protocol"},
    {0x00200010, VR("SH"), TS_DICOM_NONE, "Study number"},
    {0x00204000, VR("LT"), TS_DICOM_NONE, "Image comments"},
    {0x00321032, VR("PN"), TS_DICOM_REFERRER, NULL},
    {0x00321033, VR("LO"), TS_DICOM_NONE, "Requesting service"},
    {0x00321060, VR("LO"), TS_DICOM_STUDY, NULL},
    {0x00324000, VR("LT"), TS_DICOM_NONE, "Study comments"},
    {0x00380010, VR("LO"), TS_DICOM_NONE, "Admission number"},
    {0x00380300, VR("LO"), TS_DICOM_WARD, NULL},
    {0x00380500, VR("LO"), TS_DICOM_NONE, "Patient's state"},
    {0x00384000, VR("LT"), TS_DICOM_NONE, "Visit comments"},
    {0x00400006, VR("PN"), TS_DICOM_DOCTOR, NULL},
    {0x00400254, VR("LO"), TS_DICOM_STUDY, NULL},
    {0x00400280, VR("ST"), TS_DICOM_NONE, "Procedure comments"},
    {0x00401001, VR("SH"), TS_DICOM_NONE, "Requested procedure number"},
    {0x00401010, VR("PN"), TS_DICOM_DOCTOR, NULL},
    {0x00401400, VR("LT"), TS_DICOM_NONE, "Requested procedure comments"},
    {0x00402400, VR("LT"), TS_DICOM_NONE, "Imaging service request comments"},
    {0x0040A075, VR("PN"), TS_DICOM_DOCTOR, NULL},
    {0x0040A123, VR("PN"), TS_DICOM_NONE, "Name"},
    {0x0040A160, VR("UT"), TS_DICOM_NONE, "Text"},
    {0x00420010, VR("ST"), TS_DICOM_NONE, "Document's title"},
    {0x40080102, VR("PN"), TS_DICOM_DOCTOR, NULL},
    {0x4008010B, VR("ST"), TS_DICOM_NONE, "Interpretation"},
    {0x40080114, VR("PN"), TS_DICOM_DOCTOR, NULL},
    {0x40080115, VR("LT"), TS_DICOM_NONE, "Interpreted diagnosis"},
};

const ts_dicom_tag *ts_dicom_tag_of(uint32_t tag) {
    size_t from = 0, to = sizeof tags / sizeof *tags;
    while (from < to) {
        size_t at = from + (to - from) / 2;
        if (tags[at].tag == tag)
            return &tags[at];
        if (tags[at].tag < tag)
            from = at + 1;
        else
            to = at;
    }
    return NULL;
}

unsigned ts_dicom_page(ts_span specific) {
    static const struct {
        const char *number;
        unsigned page;
    } pages[] = {{"101", 28592}, {"109", 28593}, {"110", 28594}, {"144", 28595}, {"127", 28596},
                 {"126", 28597}, {"138", 28598}, {"148", 28599}, {"166", 874},   {"203", 28605}};
    size_t n = 0;
    while (n < specific.len && specific.ptr[n] != '\\')
        n++;
    specific = ts_trim(ts_slice(specific, 0, n));
    for (size_t i = 0; specific.len > 3 && i < sizeof pages / sizeof *pages; i++)
        if (ts_span_eq(ts_slice(specific, specific.len - 3, 3), ts_str(pages[i].number)))
            return ts_codepage_known(pages[i].page) ? pages[i].page : 0;
    return 0;
}
