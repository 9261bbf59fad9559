/* psting_world.h - a mail store with one of each: a mail with files and a mail attached, a contact, an appointment, a mail
 * in no folder.  All people are made up.
 */
#ifndef TS_TESTS_EXTRACT_PSTING_WORLD_H
#define TS_TESTS_EXTRACT_PSTING_WORLD_H

#include "psting.h"

enum {
    WORLD_TOP = 0x8022,
    WORLD_INBOX = 0x8042,
    WORLD_CONTACTS = 0x8062,
    WORLD_CALENDAR = 0x8082,
    WORLD_EMPTY = 0x80A2,
    WORLD_MAIL = 0x200004, /* message-65536 */
    WORLD_CONTACT = 0x200024,
    WORLD_APPOINTMENT = 0x200044,
    WORLD_LOST = 0x200064,
    WORLD_RULE = 0x200088
};

static const char world_list[] = "NHS number,Name\n999 000 0018,Zoe Nowak\n999 000 0026,Tom Sample\n";

static inline void world_folder(psting *p, uint32_t nid, uint32_t parent, const char *name) {
    psting_heap h = psting_heap_new(p, 0xBC);
    psting_string(&h, 0x3001, name);
    psting_number(&h, 0x3602, 1);
    psting_number(&h, 0x3603, 0);
    psting_prop_raw(&h, 0x360A, 0x0B, 1);
    psting_add(p, nid, parent, psting_props_end(&h, 0));
}

static inline void world_store(psting *p) {
    char entry[24] = "\0\0\0\0touchstonemadeit";
    entry[20] = (char)(WORLD_TOP & 0xFF);
    entry[21] = (char)(WORLD_TOP >> 8);
    psting_heap h = psting_heap_new(p, 0xBC);
    psting_bytes(&h, 0x0FF9, 0x102, (ts_span){"touchstonemadeit", 16});
    psting_string(&h, 0x3001, "Mail of the cardiology desk");
    psting_bytes(&h, 0x35E0, 0x102, (ts_span){entry, 24});
    psting_prop_raw(&h, 0x67FF, 0x03, 0x12345678); /* a password: its checksum */
    psting_add(p, 0x21, 0, psting_props_end(&h, 0));
}

/* Ids 0x8000: an address of mail; 0x8001: when an appointment begins; 0x8002: "NHS number". */
static inline void world_names(psting *p) {
    static const char sets[] = "\x04\x20\x06\0\0\0\0\0\xC0\0\0\0\0\0\0\x46\x02\x20\x06\0\0\0\0\0\xC0\0\0\0\0\0\0\x46";
    TS_AUTO(ts_buf, ts_buf_done) entries = {0}, strings = {0};
    const struct {
        uint32_t number;
        uint16_t kind;
    } name[] = {{0x8083, 3 << 1}, {0x820D, 4 << 1}, {0, 2 << 1 | 1}};
    for (uint16_t i = 0; i < 3; i++) {
        ts_buf_add_u32le(&entries, name[i].number);
        ts_buf_add_u16le(&entries, name[i].kind);
        ts_buf_add_u16le(&entries, i);
    }
    static const char own[] = "NHS number";
    ts_buf_add_u32le(&strings, 2 * (sizeof own - 1));
    for (size_t i = 0; i + 1 < sizeof own; i++)
        ts_buf_add_u16le(&strings, (uint8_t)own[i]);
    psting_heap h = psting_heap_new(p, 0xBC);
    psting_number(&h, 0x0001, 251);
    psting_bytes(&h, 0x0002, 0x102, (ts_span){sets, 32});
    psting_bytes(&h, 0x0003, 0x102, ts_buf_span(&entries));
    psting_bytes(&h, 0x0004, 0x102, ts_buf_span(&strings));
    psting_add(p, 0x61, 0, psting_props_end(&h, 0));
}

static inline psting_node world_file(psting *p, const char *name, ts_span data) {
    psting_heap h = psting_heap_new(p, 0xBC);
    psting_number(&h, 0x0E20, (uint32_t)data.len);
    psting_bytes(&h, 0x3701, 0x102, data);
    psting_string(&h, 0x3704, "SHORT~1.CSV");
    psting_number(&h, 0x3705, 1);
    psting_string(&h, 0x3707, name);
    psting_prop_raw(&h, 0x370B, 0x03, 0xFFFFFFFF);
    return psting_props_end(&h, 0);
}

/* An attached thing in a node below: a message (method 5), an OLE object (6). */
static inline psting_node world_object(psting *p, uint32_t method, psting_node of, uint32_t nid) {
    psting_heap h = psting_heap_new(p, 0xBC);
    TS_AUTO(ts_buf, ts_buf_done) object = {0};
    ts_buf_add_u32le(&object, psting_sub(&h, nid, of));
    ts_buf_add_u32le(&object, 100);
    psting_number(&h, 0x0E20, 100);
    psting_string(&h, 0x3001, method == 5 ? "Fw: older" : "object");
    psting_prop_raw(&h, 0x3701, 0x0D, psting_item(&h, ts_buf_span(&object)));
    psting_number(&h, 0x3705, method);
    psting_prop_raw(&h, 0x370B, 0x03, 0xFFFFFFFF);
    return psting_props_end(&h, 0);
}

static inline psting_node world_inner(psting *p) {
    psting_heap h = psting_heap_new(p, 0xBC);
    psting_string(&h, 0x001A, "IPM.Note");
    psting_string(&h, 0x0037, "An older mail");
    psting_string(&h, 0x0C1A, "Tom Sample");
    psting_string(&h, 0x1000, "Please ring 0151 496 0777.\r\n");
    return psting_props_end(&h, 0);
}

static inline void world_mail(psting *p, size_t split, bool long_rows) {
    static const psting_recipient to[] = {{1, "Zoë Nowak", "zoe.nowak@mail.example"},
                                          {2, "Tom Sample", "tom@mail.example"}};
    TS_AUTO(ts_buf, ts_buf_done) body = {0}, file = {0};
    ts_buf_add_str(&body, "Dear Ms Nowak,\r\nyour NHS number is 999 000 0018.\r\n");
    for (int i = 0; i < 400; i++)
        ts_buf_addf(&body, "Line %d of a long letter.\r\n", i);
    ts_buf_add_str(&body, "Yours, Ann");
    for (int i = 0; i < 900; i++)
        ts_buf_addf(&file, "row %04d\n", i);
    psting_heap h = psting_heap_new(p, 0xBC);
    psting_string(&h, 0x001A, "IPM.Note");
    psting_string(&h, 0x0037, "\x01\x05Re: Results of Zoë Nowak");
    psting_time(&h, 0x0039, 1767605400); /* 2026-01-05 09:30 */
    psting_string(&h, 0x0042, "Ann Example");
    psting_string(&h, 0x007D, "Received: from x by y\r\nReply-To: Ann <ann.home@mail.example>\r\n\r\n");
    psting_string(&h, 0x0C1A, "Ann Example");
    psting_string(&h, 0x0C1F, "ann@trust.example");
    psting_string(&h, 0x0E04, "Zoë Nowak");
    psting_number(&h, 0x0E07, 1);
    psting_string(&h, 0x1000, body.ptr);
    psting_bytes(&h, 0x1013, 0x102, ts_str("<html><body><p>Dear Ms Nowak</p></body></html>"));
    psting_sub(&h, 0x0692, psting_recipients(p, to, 2, long_rows));
    static const uint32_t attached[] = {0x8025, 0x8045, 0x8065, 0x8085}, method[] = {1, 1, 5, 6};
    psting_sub(&h, 0x0671, psting_attachments(p, attached, method, 4));
    psting_sub(&h, 0x8025, world_file(p, "patients.csv", ts_str(world_list)));
    psting_sub(&h, 0x8045, world_file(p, "rows.txt", ts_buf_span(&file)));
    psting_sub(&h, 0x8065, world_object(p, 5, world_inner(p), 0x20004));
    psting_sub(&h, 0x8085,
               world_object(p, 6, (psting_node){.data = psting_data(p, ts_str("just the bytes of it"))}, 0x20001));
    psting_add(p, WORLD_MAIL, WORLD_INBOX, psting_props_end(&h, split));
}

static inline void world_contact(psting *p) {
    psting_heap h = psting_heap_new(p, 0xBC);
    psting_string(&h, 0x001A, "IPM.Contact");
    psting_string(&h, 0x0037, "Jane Sample");
    psting_string(&h, 0x3001, "Jane Sample");
    psting_string(&h, 0x3A06, "Jane");
    psting_string(&h, 0x3A09, "0151 496 0321");
    psting_string(&h, 0x3A11, "Sample");
    psting_time(&h, 0x3A42, 546134400); /* 1987-04-23 */
    psting_prop_raw(&h, 0x3A4D, 0x02, 1);
    psting_string(&h, 0x8000, "jane@mail.example");
    psting_string(&h, 0x8002, "999 000 0034");
    psting_add(p, WORLD_CONTACT, WORLD_CONTACTS, psting_props_end(&h, 0));
}

static inline void world_appointment(psting *p) {
    /* Rich text that is not packed (MS-OXRTFCP 2.1.3.1.1): sizes, "MELA", no checksum. */
    static const char rtf[] = "{\\rtf1\\ansi Clinic with Dr Peters}";
    TS_AUTO(ts_buf, ts_buf_done) packed = {0};
    ts_buf_add_u32le(&packed, sizeof rtf - 1 + 12);
    ts_buf_add_u32le(&packed, sizeof rtf - 1);
    ts_buf_add(&packed, ts_str("MELA"));
    ts_buf_add_u32le(&packed, 0);
    ts_buf_add(&packed, ts_str(rtf));
    psting_heap h = psting_heap_new(p, 0xBC);
    psting_string(&h, 0x001A, "IPM.Appointment");
    psting_string(&h, 0x0037, "Clinic of Tom Sample");
    psting_bytes(&h, 0x1009, 0x102, ts_buf_span(&packed));
    psting_time(&h, 0x8001, 1767605400);
    psting_add(p, WORLD_APPOINTMENT, WORLD_CALENDAR, psting_props_end(&h, 0));
}

static inline void world_small(psting *p, uint32_t nid, uint32_t parent, const char *subject, const char *body) {
    psting_heap h = psting_heap_new(p, 0xBC);
    psting_string(&h, 0x001A, "IPM.Note");
    psting_string(&h, 0x0037, subject);
    psting_string(&h, 0x1000, body);
    psting_add(p, nid, parent, psting_props_end(&h, 0));
}

/* piece: bytes of a block at most (0: as usual); per_page: entries of a page (0: all that fit); split: properties of a
 * leaf of the mail's tree (0: one leaf). */
static inline void world_write(psting *p, int kind, int crypt, size_t piece, size_t per_page, size_t split) {
    psting_begin(p, kind, crypt);
    p->piece = piece ? piece : p->piece;
    p->per_page = per_page;
    world_store(p);
    world_names(p);
    world_folder(p, 0x122, 0x122, "");
    world_folder(p, WORLD_TOP, 0x122, "Top of Personal Folders");
    world_folder(p, WORLD_INBOX, WORLD_TOP, "Inbox");
    world_folder(p, WORLD_CONTACTS, WORLD_TOP, "Contacts");
    world_folder(p, WORLD_CALENDAR, WORLD_TOP, "Calendar");
    world_folder(p, WORLD_EMPTY, WORLD_INBOX, "Complaint of Mrs Peters");
    world_mail(p, split, split > 0);
    world_contact(p);
    world_appointment(p);
    world_small(p, WORLD_LOST, 0x9002, "No folder shows this", "Deleted, and still here: 0151 496 0555.");
    world_small(p, WORLD_RULE, WORLD_INBOX, "A rule", "Forward to boss@trust.example");
    psting_end(p);
}

/* A few KiB: a seed for fuzzing. */
static inline void world_write_little(psting *p, int kind, int crypt) {
    static const psting_recipient to[] = {{1, "Zoe Nowak", "zoe@mail.example"}};
    psting_begin(p, kind, crypt);
    p->file.len = 1024; /* no room for maps of what is free */
    world_names(p);
    world_folder(p, WORLD_INBOX, 0x122, "Inbox");
    psting_heap h = psting_heap_new(p, 0xBC);
    psting_string(&h, 0x0037, "Results");
    psting_string(&h, 0x1000, "NHS 999 000 0018");
    psting_string(&h, 0x8002, "999 000 0034");
    psting_sub(&h, 0x0692, psting_recipients(p, to, 1, true));
    psting_sub(&h, 0x8025, world_file(p, "list.csv", ts_str(world_list)));
    psting_sub(&h, 0x8065, world_object(p, 5, world_inner(p), 0x20004));
    psting_add(p, WORLD_MAIL, WORLD_INBOX, psting_props_end(&h, 0));
    psting_end(p);
}

#endif
