/* pdf.c - reads PDF: text by page, form fields, notes, properties, attached files: the door to poppler.
 *
 * A page that pictures cover, without a layer of text that says what they show, is a scan: its picture is given as a
 * member.  Where that cannot be had, the page's share of the file is reported as not read.
 */
#include "extract/libs.h"

#include <gio/gio.h>
#include <limits.h>
#include <poppler.h>
#include <sys/resource.h>

#include "extract/pdf_layout.h"
#include "extract/pdf_mend.h"
#include "extract/pdf_scan.h"
#include "extract/unlock.h"

ts_err ts_pdf_run(ts_source *in, ts_sink *out);

enum { ATTACHMENT_BLOCK = 64 * 1024, OUTLINE_DEPTH = 16, OUTLINE_ENTRIES = 100000 };

typedef struct reading {
    ts_sink *out;
    PopplerDocument *document;
    uint64_t size; /* of the file */
    uint64_t given; /* bytes of text and attachments so far */
    uint64_t steps; /* in looking for pictures */
    int pages, scans, damaged; /* pages in all; whose pictures could not all be had; beyond reading */
    int attached;
} reading;

/* ---- text ---- */

static bool too_much(const reading *r) { return r->given > TS_LIMIT_RATIO_FROM && r->given / TS_LIMIT_RATIO > r->size; }

static ts_err emit(reading *r, ts_span text) {
    r->given += text.len;
    return ts_emit_text(r->out, text, TS_NO_OFFSET);
}

/* "label: text" on a line of its own; takes and frees both strings. */
static ts_err emit_line(reading *r, const char *label, char *text) {
    ts_err err = TS_OK;
    if (text != NULL && ts_trim(ts_str(text)).len > 0) {
        if (label != NULL && *label != 0) {
            err = emit(r, ts_str(label));
            if (err == TS_OK)
                err = emit(r, ts_str(": "));
        }
        if (err == TS_OK)
            err = emit(r, ts_trim(ts_str(text)));
        if (err == TS_OK)
            err = emit(r, ts_str("\n"));
    }
    g_free(text);
    return err;
}

static ts_err emit_properties(reading *r) {
    PopplerDocument *d = r->document;
    TS_TRY(ts_emit_part(r->out, ts_str("properties")));
    TS_TRY(emit_line(r, "Title", poppler_document_get_title(d)));
    TS_TRY(emit_line(r, "Author", poppler_document_get_author(d)));
    TS_TRY(emit_line(r, "Subject", poppler_document_get_subject(d)));
    return emit_line(r, "Keywords", poppler_document_get_keywords(d));
}

/* ---- forms and notes ---- */

static ts_err emit_field(reading *r, PopplerFormField *field) {
    char *value = NULL, *name = NULL;
    switch (poppler_form_field_get_field_type(field)) {
    case POPPLER_FORM_FIELD_TEXT:
        value = poppler_form_field_text_get_text(field);
        break;
    case POPPLER_FORM_FIELD_CHOICE:
        value = poppler_form_field_choice_get_text(field);
        for (int i = 0; value == NULL && i < poppler_form_field_choice_get_n_items(field); i++)
            if (poppler_form_field_choice_is_item_selected(field, i))
                value = poppler_form_field_choice_get_item(field, i);
        break;
    case POPPLER_FORM_FIELD_BUTTON:
        if (poppler_form_field_button_get_button_type(field) != POPPLER_FORM_BUTTON_PUSH &&
            poppler_form_field_button_get_state(field))
            value = g_strdup("yes");
        break;
    default:
        break;
    }
    if (value == NULL)
        return TS_OK;
    name = poppler_form_field_get_name(field);
    ts_err err = emit_line(r, name, value);
    g_free(name);
    return err;
}

static ts_err emit_fields(reading *r, PopplerPage *page) {
    GList *fields = poppler_page_get_form_field_mapping(page);
    ts_err err = TS_OK;
    /* The list comes last field first. */
    for (GList *at = g_list_last(fields); at != NULL && err == TS_OK && !too_much(r); at = at->prev)
        err = emit_field(r, ((PopplerFormFieldMapping *)at->data)->field);
    poppler_page_free_form_field_mapping(fields);
    return err;
}

static ts_err emit_attachment(reading *r, PopplerAttachment *attachment);

static ts_err emit_annotation(reading *r, PopplerAnnot *annotation) {
    if (poppler_annot_get_annot_type(annotation) == POPPLER_ANNOT_WIDGET)
        return TS_OK; /* a form field, given already */
    char *label = NULL;
    if (POPPLER_IS_ANNOT_MARKUP(annotation))
        label = poppler_annot_markup_get_label(POPPLER_ANNOT_MARKUP(annotation));
    ts_err err = emit_line(r, label, poppler_annot_get_contents(annotation));
    g_free(label);
    if (err != TS_OK || !POPPLER_IS_ANNOT_FILE_ATTACHMENT(annotation))
        return err;
    PopplerAttachment *attachment =
        poppler_annot_file_attachment_get_attachment(POPPLER_ANNOT_FILE_ATTACHMENT(annotation));
    if (attachment == NULL)
        return TS_OK;
    err = emit_attachment(r, attachment);
    g_object_unref(attachment);
    return err;
}

static ts_err emit_annotations(reading *r, PopplerPage *page) {
    GList *all = poppler_page_get_annot_mapping(page);
    ts_err err = TS_OK;
    for (GList *at = all; at != NULL && err == TS_OK && !too_much(r); at = at->next)
        err = emit_annotation(r, ((PopplerAnnotMapping *)at->data)->annot);
    poppler_page_free_annot_mapping(all);
    return err;
}

/* ---- pages ---- */

static bool shows_picture(PopplerPage *page) {
    GList *images = poppler_page_get_image_mapping(page);
    bool any = images != NULL;
    poppler_page_free_image_mapping(images);
    return any;
}

/* The page's text, with its tables found by where the characters stand. */
static ts_err emit_print(reading *r, PopplerPage *page, ts_span text) {
    PopplerRectangle *place = NULL;
    guint n = 0;
    ts_box *box = NULL;
    if (poppler_page_get_text_layout(page, &place, &n)) {
        box = ts_alloc_array(n, sizeof *box);
        for (guint i = 0; i < n; i++)
            box[i] = (ts_box){(float)place[i].x1, (float)place[i].y1, (float)place[i].x2, (float)place[i].y2};
    }
    g_free(place);
    ts_err err = ts_page_emit(r->out, text, box, n);
    ts_free(box);
    r->given += text.len;
    return err;
}

static ts_err emit_page(reading *r, int number) {
    PopplerPage *page = poppler_document_get_page(r->document, number - 1);
    if (page == NULL) {
        r->damaged++;
        return TS_OK;
    }
    char name[16];
    g_snprintf(name, sizeof name, "p%d", number);
    ts_err err = ts_emit_part(r->out, ts_str(name));
    char *text = poppler_page_get_text(page);
    bool scan = ts_pdf_is_scan(page, ts_str(text)), blank = ts_trim(ts_str(text)).len == 0, given = false;
    if (err == TS_OK && !blank)
        err = emit_print(r, page, ts_str(text));
    if (err == TS_OK && (scan || (blank && shows_picture(page))))
        err = ts_pdf_emit_scan(r->out, page, number, &r->given, &r->steps, &given);
    else
        given = true;
    r->scans += !given;
    g_free(text);
    if (err == TS_OK)
        err = emit_fields(r, page);
    if (err == TS_OK)
        err = emit_annotations(r, page);
    g_object_unref(page);
    return err;
}

/* The share of the file that stands for n of its pages. */
static uint64_t share(const reading *r, int n) {
    return r->size * (unsigned)n / (unsigned)r->pages; /* both below 2^31 */
}

static ts_err emit_pages(reading *r) {
    int last = (unsigned)r->pages < TS_LIMIT_PAGES ? r->pages : (int)TS_LIMIT_PAGES, number = 1;
    for (; number <= last && !too_much(r); number++)
        TS_TRY(emit_page(r, number));
    /* Differences of running shares, so that all parts add up to the file. */
    int lost = 0;
    if (r->scans > 0) {
        TS_TRY(ts_emit_note(r->out, "%d of %d pages hold pictures that could not be decoded, or are too many", r->scans,
                            r->pages));
        TS_TRY(ts_emit_unread(r->out, TS_REASON_UNSUPPORTED, share(r, r->scans)));
        lost += r->scans;
    }
    if (r->damaged > 0) {
        TS_TRY(ts_emit_note(r->out, "%d of %d pages are damaged", r->damaged, r->pages));
        TS_TRY(ts_emit_unread(r->out, TS_REASON_CORRUPT, share(r, lost + r->damaged) - share(r, lost)));
        lost += r->damaged;
    }
    if (number <= r->pages) {
        ts_reason reason = too_much(r) ? TS_REASON_RATIO : TS_REASON_TOO_LARGE;
        TS_TRY(ts_emit_note(r->out, "only %d of %d pages were read", number - 1, r->pages));
        TS_TRY(ts_emit_unread(r->out, reason, share(r, lost + r->pages - number + 1) - share(r, lost)));
    }
    return TS_OK;
}

/* ---- bookmarks ---- */

static ts_err emit_outline_level(reading *r, PopplerIndexIter *iter, int depth, int *left) {
    do {
        if (--*left < 0 || too_much(r))
            return TS_OK;
        PopplerAction *action = poppler_index_iter_get_action(iter);
        ts_err err = TS_OK;
        if (action != NULL) {
            err = emit_line(r, NULL, g_strdup(action->any.title));
            poppler_action_free(action);
        }
        PopplerIndexIter *child = depth < OUTLINE_DEPTH ? poppler_index_iter_get_child(iter) : NULL;
        if (child != NULL) {
            if (err == TS_OK)
                err = emit_outline_level(r, child, depth + 1, left);
            poppler_index_iter_free(child);
        }
        TS_TRY(err);
    } while (poppler_index_iter_next(iter));
    return TS_OK;
}

static ts_err emit_outline(reading *r) {
    PopplerIndexIter *iter = poppler_index_iter_new(r->document);
    if (iter == NULL)
        return TS_OK;
    int left = OUTLINE_ENTRIES;
    ts_err err = ts_emit_part(r->out, ts_str("outline"));
    if (err == TS_OK)
        err = emit_outline_level(r, iter, 1, &left);
    poppler_index_iter_free(iter);
    return err;
}

/* ---- attached files ---- */

typedef struct saving {
    reading *r;
    ts_buf pending;
    uint64_t size;
    ts_reason reason;
    ts_err err;
} saving;

static void flush_saving(saving *s) {
    if (s->err == TS_OK && s->pending.len > 0)
        s->err = ts_emit_child_data(s->r->out, ts_buf_span(&s->pending));
    ts_buf_clear(&s->pending);
}

/* poppler gives a kilobyte at a time. */
static gboolean save_bytes(const gchar *bytes, gsize len, gpointer context, GError **error) {
    (void)error;
    saving *s = context;
    s->size += len;
    s->r->given += len;
    if (s->size > TS_LIMIT_MEMBER)
        s->reason = TS_REASON_TOO_LARGE;
    else if (too_much(s->r))
        s->reason = TS_REASON_RATIO;
    else
        ts_buf_add(&s->pending, ts_span_of(bytes, len));
    if (s->pending.len >= ATTACHMENT_BLOCK)
        flush_saving(s);
    return s->err == TS_OK && s->reason == TS_READ;
}

static ts_err emit_attachment(reading *r, PopplerAttachment *attachment) {
    const char *name = poppler_attachment_get_name(attachment);
    ts_child child = {.name = ts_slice(ts_str(name), 0, TS_LIMIT_NAME), .size = UINT64_MAX};
    if (child.name.len == 0)
        child.name = ts_str("attachment");
    gsize claimed = poppler_attachment_get_size(attachment);
    if (claimed > 0 && claimed < G_MAXINT)
        child.size = claimed;
    GDateTime *modified = poppler_attachment_get_mtime(attachment);
    if (modified != NULL)
        child.modified = g_date_time_to_unix(modified) * 1000;
    r->attached++;
    TS_TRY(ts_emit_child_begin(r->out, &child));
    saving s = {.r = r};
    GError *error = NULL;
    gboolean whole = poppler_attachment_save_to_callback(attachment, save_bytes, &s, &error);
    g_clear_error(&error);
    flush_saving(&s);
    ts_buf_done(&s.pending);
    TS_TRY(s.err);
    ts_reason reason = s.reason != TS_READ ? s.reason : whole ? TS_READ : TS_REASON_CORRUPT;
    /* How many of the file's bytes it takes is not told; they are part of what was read. */
    return ts_emit_child_end(r->out, reason, 0);
}

static ts_err emit_attachments(reading *r) {
    GList *all = poppler_document_get_attachments(r->document);
    ts_err err = TS_OK;
    for (GList *at = all; at != NULL; at = at->next) {
        if (err == TS_OK && !too_much(r))
            err = emit_attachment(r, at->data);
        g_object_unref(at->data);
    }
    g_list_free(all);
    return err;
}

/* ---- the file ---- */

/* A file that was cut has neither "%%EOF" nor its table; the library rebuilds the table from what
 * is left.  The object that was cut is lost: the bytes after the last whole one. */
static ts_err report_cut(reading *r, ts_span all) {
    enum { TAIL = 4096 };
    size_t from = all.len > TAIL ? all.len - TAIL : 0;
    if (ts_span_find(all, ts_str("%%EOF"), from) != SIZE_MAX ||
        ts_span_find(all, ts_str("startxref"), from) != SIZE_MAX)
        return TS_OK;
    const char *last = memrchr(all.ptr, 'e', all.len);
    while (last != NULL && !ts_span_starts(ts_span_of(last, (size_t)(all.ptr + all.len - last)), ts_str("endobj")))
        last = memrchr(all.ptr, 'e', (size_t)(last - all.ptr));
    uint64_t lost = last == NULL ? 0 : (uint64_t)(all.ptr + all.len - last) - strlen("endobj");
    TS_TRY(ts_emit_note(r->out, "the end of the file is missing"));
    return ts_emit_unread(r->out, TS_REASON_TRUNCATED, lost < r->size ? lost : 0);
}

static ts_err read_document(reading *r, ts_span all) {
    TS_TRY(emit_properties(r));
    if (r->pages > 0)
        TS_TRY(emit_pages(r));
    TS_TRY(emit_outline(r));
    TS_TRY(emit_attachments(r));
    if (r->pages <= 0 && r->attached == 0)
        return ts_fail(TS_EFORMAT, "pdf: it has no pages; the file is damaged");
    return r->pages > 0 && r->scans + r->damaged < r->pages ? report_cut(r, all) : TS_OK;
}

/* An error of the library as one of ours. */
static ts_err opening_failed(const GError *error) {
    if (g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
        return ts_fail(TS_EENCRYPTED, "pdf: closed with a password");
    return ts_fail(TS_EFORMAT, "pdf: the file is damaged beyond repair");
}

/* The user's password opens it, and so does the owner's; *password: the one that did, from 1.  An error other than
 * "encrypted" is not met again: the document is what it is. */
static PopplerDocument *open_document(GBytes *bytes, uint32_t *password, GError **error) {
    enum { STEPS = 4000 }; /* of the newest scheme, ISO 32000-2 7.6.4.3.4; older ones ask for 50 */
    PopplerDocument *document = poppler_document_new_from_bytes(bytes, NULL, error);
    ts_unlock u = {0};
    while (document == NULL && g_error_matches(*error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED) &&
           ts_unlock_next_utf8(&u, STEPS)) {
        char text[TS_LIMIT_PASSWORD + 1] = "";
        memcpy(text, u.text.ptr, u.text.len);
        g_clear_error(error);
        /* Tried as Latin-1, then as UTF-8.  poppler 22.12's other ways in read memory that they have freed between the
         * two; a stream is copied. */
        GInputStream *stream = g_memory_input_stream_new_from_bytes(bytes);
        document = poppler_document_new_from_stream(stream, (goffset)g_bytes_get_size(bytes), text, NULL, error);
        g_object_unref(stream);
        *password = u.index + 1;
    }
    return document;
}

static void open_file(reading *r, ts_span all, uint32_t *password, GError **error) {
    GBytes *bytes = g_bytes_new_static(all.ptr, all.len);
    r->document = open_document(bytes, password, error);
    r->pages = r->document == NULL ? 0 : poppler_document_get_n_pages(r->document);
    g_bytes_unref(bytes);
}

/* With nothing that leads to its pages an end is made for it, into `mended`, from what is there. */
static ts_err mend(reading *r, ts_span all, ts_buf *mended, GError **error) {
    uint32_t password = 0;
    if (r->pages > 0 || g_error_matches(*error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED) || !ts_pdf_mend(all, mended) ||
        mended->len > INT_MAX)
        return TS_OK;
    reading new = *r;
    GError *why = NULL;
    open_file(&new, ts_buf_span(mended), &password, &why);
    g_clear_error(&why);
    if (new.pages <= 0) {
        if (new.document != NULL)
            g_object_unref(new.document);
        return TS_OK;
    }
    if (r->document != NULL)
        g_object_unref(r->document);
    *r = new;
    return ts_emit_note(r->out, "nothing led to its pages: they were found one by one");
}

ts_err ts_pdf_run(ts_source *in, ts_sink *out) {
    ts_span all;
    TS_TRY(ts_source_whole(in, &all));
    if (all.len > INT_MAX)
        return ts_fail(TS_ELIMIT, "pdf: larger than is read in one piece");
    reading r = {.out = out, .size = all.len};
    GError *error = NULL;
    uint32_t password = 0;
    TS_AUTO(ts_buf, ts_buf_done) mended = {0};
    open_file(&r, all, &password, &error);
    ts_err err = mend(&r, all, &mended, &error);
    if (err == TS_OK)
        err = r.document == NULL ? opening_failed(error) : password > 0 ? ts_emit_opened(out, password - 1) : TS_OK;
    if (err == TS_OK)
        err = read_document(&r, all);
    g_clear_error(&error);
    if (r.document != NULL)
        g_object_unref(r.document);
    return err;
}

/* One page with a word in a font of the library's own, and a form field. */
static const char sample[] = "%PDF-1.4\n"
                             "1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]>>>>endobj\n"
                             "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                             "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Annots[6 0 R]"
                             "/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
                             "4 0 obj<</Length 34>>stream\nBT /F 9 Tf 9 9 Td (word) Tj ET     \nendstream endobj\n"
                             "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
                             "6 0 obj<</Type/Annot/Subtype/Widget/FT/Tx/T(field)/V(value)/Rect[1 1 9 9]>>endobj\n"
                             "trailer<</Root 1 0 R>>\n%%EOF\n";

/* A password is tried: what that loads is there from then on. */
static void warm_up_passwords(GBytes *bytes) {
    GInputStream *stream = g_memory_input_stream_new_from_bytes(bytes);
    PopplerDocument *document = poppler_document_new_from_stream(stream, sizeof sample - 1, "a", NULL, NULL);
    g_object_unref(stream);
    if (document != NULL)
        g_object_unref(document);
}

/* poppler lists the files of poppler-data (tables of CJK fonts that a PDF does not embed) when its
 * first document opens, and would open them later, where that is forbidden.  With no descriptor to
 * be had the list stays empty, and results are the same whether the package is installed or not.
 * The sample stays open for good: with the last document the library would forget and list again. */
void ts_pdf_preload(void) {
    struct rlimit old, none;
    bool limited = getrlimit(RLIMIT_NOFILE, &old) == 0;
    none = (struct rlimit){0, old.rlim_max};
    limited = limited && setrlimit(RLIMIT_NOFILE, &none) == 0;
    GBytes *bytes = g_bytes_new_static(sample, sizeof sample - 1);
    PopplerDocument *document = poppler_document_new_from_bytes(bytes, NULL, NULL);
    if (limited)
        setrlimit(RLIMIT_NOFILE, &old);
    warm_up_passwords(bytes);
    g_bytes_unref(bytes);
    PopplerPage *page = document == NULL ? NULL : poppler_document_get_page(document, 0);
    if (page == NULL)
        return;
    g_free(poppler_page_get_text(page));
    poppler_page_free_image_mapping(poppler_page_get_image_mapping(page));
    poppler_page_free_form_field_mapping(poppler_page_get_form_field_mapping(page));
    poppler_page_free_annot_mapping(poppler_page_get_annot_mapping(page));
    g_object_unref(page);
}
