/* leak_letter.c - letters, forms and mails about one patient each. */
#include <stdarg.h>
#include <stdio.h>

#include "synth/leak.h"

typedef enum shape { TEXT, DOCX, PDF, HTML, RTF, ODT, MAIL, MAIL_WITH_LETTER, MAIL_WITH_LIST, SHAPES } shape;

typedef struct subject {
    ts_record r;
    ts_planted what;
    ts_alteration alteration;
    unsigned fits;
    int snapshot;
    bool region;
} subject;

/* What letters say of a person; also what makes two copies of one agree. */
static const ts_layout letter_fields = {
    "letter", {TS_F_LOCAL, TS_F_NHS, TS_F_SURNAME, TS_F_FORENAME, TS_F_BIRTH, TS_F_STREET, TS_F_POSTCODE}};

static bool complete(const ts_record *r) { return r->birth != TS_NO_DATE && r->nhs[0] && r->street[0]; }

static void draw_subject(ts_leak *l, subject *s) {
    s->snapshot = ts_leak_snapshot(l);
    ts_date at = l->w->snapshot[s->snapshot];
    ts_system system = ts_dice_odds(&l->c, 550) ? TS_SYSTEM_CHILDREN : TS_SYSTEM_HEART;
    uint32_t lot = ts_dice_below(&l->c, 100), id;
    s->what = TS_PLANTED_UNKNOWN;
    if (lot < 2) {
        ts_record_test(l->w, lot, system, at, &s->r);
        s->what = TS_PLANTED_PLACEHOLDER;
    } else if (lot < 14) {
        ts_record_invented(l->w, l->invented++, system, at, &s->r);
    } else if (lot < 22) {
        id = l->w->other[l->region_at++ % l->w->others];
        ts_date birth = l->w->human[id - 1].birth;
        ts_record_region(l->w, id, birth + 60 > at ? birth + 60 : at, &s->r);
        s->r.as_of = at;
        s->region = true;
    } else {
        for (int tries = 0; tries < 20; tries++) {
            ts_leak_members(l, system, at, &id, 1);
            ts_record_held(l->w, id, system, at, &s->r);
            if (complete(&s->r))
                break;
        }
        s->what = TS_PLANTED_GENUINE;
        s->fits = ts_leak_fits(l, &letter_fields, &s->r);
        if (lot >= 90 && complete(&s->r)) {
            s->alteration = lot % 2 ? TS_ALTER_BIRTH : TS_ALTER_NHS;
            ts_record_alter(l->w, &s->r, s->alteration, l->altered++, &l->c);
            s->what = TS_PLANTED_ALTERED;
        }
    }
}

/* ---- wording ---- */

__attribute__((format(printf, 4, 5))) static void add(ts_leak *l, ts_letter *letter, ts_para_kind kind,
                                                      const char *format, ...) {
    if (letter->paras == TS_LETTER_PARAS)
        return;
    char line[1024];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    letter->para[letter->paras++] =
        (ts_para){.kind = kind,
                  .text = ts_arena_copy(&l->arena, ts_span_of(line, n < 0                     ? 0
                                                                    : (size_t)n < sizeof line ? (size_t)n
                                                                                              : sizeof line - 1))};
}

static void label(ts_letter *letter, const char *text, ts_span value) {
    if (letter->paras < TS_LETTER_PARAS && value.len > 0)
        letter->para[letter->paras++] = (ts_para){.kind = TS_PARA_LABEL, .text = ts_str(text), .value = value};
}

static const char *hospital(const subject *s) {
    if (s->region)
        return "Wirral Vale Hospital";
    return s->r.system == TS_SYSTEM_HEART ? "Heart and Chest Hospital" : "Children's Hospital";
}

static void add_identity(ts_leak *l, ts_letter *letter, const subject *s, const ts_manner *m) {
    static const char *const word[3][6] = {
        {"Patient", "Date of birth", "NHS number", "Hospital number", "Address", "Postcode"},
        {"Name of patient", "DOB", "NHS No", "Unit No", "Home address", "Postcode"},
        {"Enw'r claf", "Dyddiad geni", "Rhif GIG", "Rhif ysbyty", "Cyfeiriad", "Cod post"},
    };
    const char *const *w = word[m->style == 0 ? m->variant % 2 : 1 + (m->style - 1) % 2];
    label(letter, w[0], ts_field_value(&l->arena, TS_F_NATURAL_NAME, &s->r, m));
    label(letter, w[1], ts_date_written(&l->arena, s->r.birth, m));
    label(letter, w[2], ts_nhs_written(&l->arena, s->r.nhs, m->nhs_spaced));
    label(letter, w[3], ts_field_value(&l->arena, TS_F_LOCAL, &s->r, m));
    label(letter, w[4], ts_field_value(&l->arena, TS_F_ADDRESS, &s->r, m));
    label(letter, w[5], ts_str(s->r.postcode));
}

static void add_story(ts_leak *l, ts_letter *letter, const subject *s, const ts_manner *m) {
    uint64_t k = ts_dice_of(s->r.salt, m->salt, 2, 0);
    const char *they = s->r.sex == 'M' ? "He" : "She";
    add(l, letter, TS_PARA_BODY,
        "Thank you for asking me to see this patient, whom I reviewed in the %s clinic with a history of %s.",
        ts_word_specialty(k), ts_word_diagnosis(k >> 8));
    add(l, letter, TS_PARA_BODY,
        "%s has been well since the last visit. Examination was unremarkable, blood pressure %u/%u, saturations %u%% "
        "in air. "
        "%s was requested and the result will be sent on.",
        they, 95 + (unsigned)(k % 50), 55 + (unsigned)(k >> 6) % 30, 94 + (unsigned)(k >> 12) % 6,
        ts_word_test(k >> 16));
    add(l, letter, TS_PARA_BODY,
        "I have made no change to treatment and shall see this patient again in %u months. Please do get in touch "
        "should anything change.",
        3 + (unsigned)(k >> 20) % 9);
    if (k % 4 == 0)
        for (int i = 0; i < 14; i++)
            add(l, letter, TS_PARA_BODY,
                "The family asked about %s. We talked through what to look out for, when to ask for help, and what the "
                "school or employer may need to know. A leaflet was given and the specialist nurse will ring in due "
                "course.",
                ts_word_diagnosis(k >> (i + 9)));
}

/* To the practice about the patient. */
static void clinic_letter(ts_leak *l, ts_letter *letter, const subject *s, const ts_manner *m, ts_span day) {
    uint64_t k = s->r.salt;
    add(l, letter, TS_PARA_HEAD, "%s", hospital(s));
    add(l, letter, TS_PARA_LINE, "Department of %s", ts_word_specialty(ts_dice_of(k, m->salt, 2, 0)));
    add(l, letter, TS_PARA_LINE, "Clinic date: %s", day.ptr);
    add(l, letter, TS_PARA_GAP, "%s", "");
    add(l, letter, TS_PARA_LINE, "%s, practice %s", ts_word_gp(k), ts_word_practice(k));
    add(l, letter, TS_PARA_GAP, "%s", "");
    add_identity(l, letter, s, m);
    add(l, letter, TS_PARA_GAP, "%s", "");
    add(l, letter, TS_PARA_LINE, "Dear %s,", ts_word_gp(k));
    add_story(l, letter, s, m);
    add(l, letter, TS_PARA_LINE, "Yours sincerely");
    add(l, letter, TS_PARA_GAP, "%s", "");
    add(l, letter, TS_PARA_LINE, "%s, Consultant", ts_word_consultant(ts_dice_of(k, m->salt, 3, 0)));
}

/* To the patient. */
static void appointment(ts_leak *l, ts_letter *letter, const subject *s, const ts_manner *m, ts_span day) {
    add(l, letter, TS_PARA_HEAD, "%s", hospital(s));
    add(l, letter, TS_PARA_LINE, "Outpatient booking office");
    add(l, letter, TS_PARA_GAP, "%s", "");
    add(l, letter, TS_PARA_LINE, "%s", ts_field_value(&l->arena, TS_F_NATURAL_NAME, &s->r, m).ptr);
    add(l, letter, TS_PARA_LINE, "%s", s->r.street);
    add(l, letter, TS_PARA_LINE, "%s", s->r.town);
    add(l, letter, TS_PARA_LINE, "%s", s->r.postcode);
    add(l, letter, TS_PARA_GAP, "%s", "");
    label(letter, m->variant ? "NHS number" : "NHS No", ts_nhs_written(&l->arena, s->r.nhs, m->nhs_spaced));
    label(letter, m->variant ? "Hospital number" : "Hosp No", ts_str(s->r.local));
    label(letter, m->variant ? "Date of birth" : "DOB", ts_date_written(&l->arena, s->r.birth, m));
    add(l, letter, TS_PARA_GAP, "%s", "");
    add(l, letter, TS_PARA_LINE, "Dear %s %s,", s->r.title, s->r.surname);
    add(l, letter, TS_PARA_BODY,
        "An appointment has been made for you on %s in the %s clinic. Please bring this letter and a list of your "
        "medicines.",
        day.ptr, ts_word_specialty(ts_dice_of(s->r.salt, m->salt, 2, 0)));
    add(l, letter, TS_PARA_LINE, "Booking office");
}

static void form(ts_leak *l, ts_letter *letter, const subject *s, const ts_manner *m, ts_span day) {
    add(l, letter, TS_PARA_HEAD, "%s - Discharge summary", hospital(s));
    add_identity(l, letter, s, m);
    label(letter, "Discharged", day);
    label(letter, "Ward", ts_field_value(&l->arena, TS_F_WARD, &s->r, m));
    label(letter, "Consultant", ts_field_value(&l->arena, TS_F_CONSULTANT, &s->r, m));
    label(letter, "Diagnosis", ts_field_value(&l->arena, TS_F_DIAGNOSIS, &s->r, m));
    add(l, letter, TS_PARA_GAP, "%s", "");
    add_story(l, letter, s, m);
}

static void word_letter(ts_leak *l, ts_letter *letter, const subject *s) {
    static void (*const kind[])(ts_leak *, ts_letter *, const subject *, const ts_manner *,
                                ts_span) = {clinic_letter, appointment, form};
    ts_manner m = ts_manner_draw(&l->c, l->w->style);
    ts_date day = ts_event_date(&s->r, m.salt);
    if (day < s->r.as_of - 150)
        day = s->r.as_of - 1 - (ts_date)(m.salt % 150);
    letter->title = "Letter";
    letter->day = day;
    letter->salt = m.salt;
    /* Appointment letters are worded in English alone. */
    uint32_t k = ts_dice_below(&l->c, 3);
    kind[l->w->style > 0 && k == 1 ? 0 : k](l, letter, s, &m, ts_date_written(&l->arena, day, &m));
}

/* ---- files ---- */

static void name_of(ts_leak *l, const ts_place *p, const subject *s, const char *suffix, ts_buf *out) {
    ts_buf_add(out,
               ts_leak_folder(l, p, s->r.as_of, s->r.system == TS_SYSTEM_HEART ? TS_SYSTEM_HEART : TS_SYSTEM_CHILDREN));
    switch (ts_dice_below(&l->c, 4)) {
    case 0:
        ts_buf_addf(out, "%s %s %s (%u).%s", s->r.surname, s->r.forename, s->r.nhs, l->serial, suffix);
        break;
    case 1:
        ts_buf_addf(out, "letter_%06u.%s", l->serial, suffix);
        break;
    case 2:
        ts_buf_addf(out, "%s, %s - clinic letter %u.%s", s->r.surname, s->r.forename, l->serial, suffix);
        break;
    default:
        ts_buf_addf(out, "%s_%u.%s", s->r.local[0] ? s->r.town : "corr", l->serial, suffix);
    }
}

static void note(ts_leak *l, ts_span path, const subject *s) {
    bool known = s->what == TS_PLANTED_GENUINE || s->what == TS_PLANTED_ALTERED;
    ts_planted_row row = {.path = path,
                          .part = "",
                          .shape = "document",
                          .what = s->what,
                          .altered = s->alteration,
                          .fits = s->fits,
                          .as_of = l->w->snapshot[s->snapshot],
                          .ours = known,
                          .held = known,
                          .record = &s->r};
    ts_truth_sighting(l->truth, l->w, &row);
}

static ts_err write_letter(const ts_letter *letter, shape as, ts_buf *out) {
    switch (as) {
    case DOCX:
        ts_write_docx_letter(out, letter);
        return TS_OK;
    case PDF:
        return ts_write_pdf_letter(out, letter);
    case RTF:
        ts_write_rtf_letter(out, letter);
        return TS_OK;
    case ODT:
        ts_write_odt_letter(out, letter);
        return TS_OK;
    case HTML:
        ts_write_html_letter(out, letter);
        return TS_OK;
    default:
        ts_write_text_letter(out, letter, letter->salt % 2);
        return TS_OK;
    }
}

/* A dozen patients as a small attached list. */
static void attach_list(ts_leak *l, ts_span mail, ts_buf *bytes) {
    enum { LIST = 12 };
    const ts_layout *const *list;
    ts_layout_lists(TS_SYSTEM_CHILDREN, &list);
    const ts_layout *layout = list[2];
    ts_manner m = ts_manner_draw(&l->c, l->w->style);
    int snapshot = ts_leak_snapshot(l);
    ts_date at = l->w->snapshot[snapshot];
    uint32_t person[LIST], n = ts_leak_members(l, TS_SYSTEM_HEART, at, person, LIST);
    ts_table t = {.name = layout->name, .title = layout->name, .rows = n, .day = at};
    for (; layout->field[t.columns]; t.columns++)
        t.head[t.columns] = ts_field_head((ts_field)layout->field[t.columns], &m);
    ts_span *cell = ts_arena_alloc(&l->arena, (size_t)(n + 1) * t.columns * sizeof *cell);
    TS_AUTO(ts_buf, ts_buf_done) path = {0};
    ts_buf_add(&path, mail);
    ts_buf_add_str(&path, "!/patients.csv");
    for (uint32_t i = 0; i < n; i++) {
        ts_record r;
        ts_record_held(l->w, person[i], TS_SYSTEM_HEART, at, &r);
        for (uint32_t c = 0; c < t.columns; c++)
            cell[i * t.columns + c] = ts_field_value(&l->arena, (ts_field)layout->field[c], &r, &m);
        ts_planted_row row = {.path = ts_buf_span(&path),
                              .part = "",
                              .shape = "table",
                              .row = i + 2,
                              .fits = ts_leak_fits(l, layout, &r),
                              .as_of = at,
                              .ours = true,
                              .held = true,
                              .record = &r};
        ts_truth_sighting(l->truth, l->w, &row);
    }
    t.cell = cell;
    ts_write_csv(bytes, &t, &(ts_csv_dialect){.separator = ',', .crlf = true, .head = true});
    ts_truth_table(l->truth, ts_buf_span(&path), "", "ours", layout->name, at, n);
    ts_truth_file(l->truth, ts_buf_span(&path), "csv", "leaf", NULL, ts_buf_span(bytes));
}

static ts_err attach_letter(ts_leak *l, ts_span mail, const ts_letter *letter, const subject *s, ts_buf *bytes) {
    TS_AUTO(ts_buf, ts_buf_done) path = {0};
    ts_buf_add(&path, mail);
    ts_buf_add_str(&path, "!/letter.docx");
    TS_TRY(write_letter(letter, DOCX, bytes));
    note(l, ts_buf_span(&path), s);
    ts_truth_file(l->truth, ts_buf_span(&path), "docx", "leaf", NULL, ts_buf_span(bytes));
    return TS_OK;
}

static ts_err mail(ts_leak *l, const ts_place *p, const subject *s, const ts_letter *letter, shape as) {
    TS_AUTO(ts_buf, ts_buf_done) name = {0}, path = {0}, body = {0}, html = {0}, extra = {0}, bytes = {0};
    ts_buf_add(&name, ts_leak_folder(l, p, s->r.as_of, TS_SYSTEM_NONE));
    ts_buf_addf(&name, "mail %05u.eml", l->serial);
    ts_place_path(p, ts_buf_span(&name), &path);
    ts_mail m = {.from = ts_str("Outpatient Booking <booking@rbs.example>"),
                 .to = ts_str("Medical Records <records@rbs.example>"),
                 .subject =
                     ts_str(letter->salt % 3 ? "Clinic correspondence" : "Théâtre and clinic lists – please file"),
                 .day = letter->day,
                 .salt = letter->salt};
    ts_attachment a = {0};
    if (as == MAIL) {
        ts_write_text_letter(&body, letter, false);
        if (letter->salt % 5 == 0)
            ts_write_html_letter(&html, letter);
        note(l, ts_buf_span(&path), s);
    } else {
        ts_buf_add_str(&body, "Hello,\n\nplease see attached and file as usual.\n\nThanks\nBooking office\n");
        if (as == MAIL_WITH_LETTER) {
            TS_TRY(attach_letter(l, ts_buf_span(&path), letter, s, &extra));
            a = (ts_attachment){ts_str("letter.docx"), ts_buf_span(&extra),
                                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"};
        } else {
            attach_list(l, ts_buf_span(&path), &extra);
            a = (ts_attachment){ts_str("patients.csv"), ts_buf_span(&extra), "text/csv"};
        }
        m.attachment = &a;
        m.attachments = 1;
    }
    m.text = ts_buf_span(&body);
    m.html = ts_buf_span(&html);
    ts_write_mail(&bytes, &m);
    return ts_leak_put(l, p, ts_buf_span(&name), "mail", NULL, ts_buf_span(&bytes), letter->day);
}

ts_err ts_leak_letter(ts_leak *l, const ts_place *p) {
    static const uint8_t shapes[] = {DOCX, PDF,  TEXT,           MAIL, DOCX, HTML, MAIL_WITH_LETTER,
                                     PDF,  TEXT, MAIL_WITH_LIST, DOCX};
    static const char *const suffix[SHAPES] = {"txt", "docx", "pdf", "html", "rtf", "odt"};
    static const char *const format[SHAPES] = {"plain", "docx", "pdf", "html", "rtf", "odf"};
    uint32_t turn = l->letters++;
    shape as = l->more && turn % 3 == 0 ? turn / 3 % 2 ? RTF : ODT : (shape)shapes[turn % 11];
    subject s = {.alteration = TS_ALTER_NONE};
    ts_letter *letter = ts_arena_alloc(&l->arena, sizeof *letter);
    draw_subject(l, &s);
    word_letter(l, letter, &s);
    if (as >= MAIL)
        return mail(l, p, &s, letter, as);
    TS_AUTO(ts_buf, ts_buf_done) name = {0}, path = {0}, bytes = {0};
    TS_TRY(write_letter(letter, as, &bytes));
    name_of(l, p, &s, suffix[as], &name);
    ts_place_path(p, ts_buf_span(&name), &path);
    note(l, ts_buf_span(&path), &s);
    return ts_leak_put(l, p, ts_buf_span(&name), format[as], NULL, ts_buf_span(&bytes), letter->day);
}
