/* truth_image.c - what stands on the pictures of the leak, value by value, with the box of each (docs/synth.md). */
#include "synth/truth_image.h"

#include "base/json.h"
#include "synth/write.h"

void ts_image_truth_init(ts_image_truth *t) {
    *t = (ts_image_truth){.person = ts_map_new()};
    ts_buf_add_str(&t->images, "path,page,format,shows,treated,theme,width,height,dpi,percent,font,values\n");
    ts_buf_add_str(&t->values, "path,page,row,kind,value,left,top,right,bottom,seen,why\n");
    ts_buf_add_str(&t->sightings, TS_TRUTH_SIGHTING_HEAD);
}

void ts_image_truth_done(ts_image_truth *t) {
    ts_buf_done(&t->images);
    ts_buf_done(&t->values);
    ts_buf_done(&t->sightings);
    ts_map_free(t->person);
    *t = (ts_image_truth){0};
}

static int32_t clamped(double v, uint32_t most) { return v < 0 ? 0 : v > most ? (int32_t)most : (int32_t)(v + 0.5); }

static void one_value(ts_image_truth *t, const ts_image_page *page, const ts_picture *p, const ts_mark *m) {
    static const char *const seen[] = {"whole", "part", "no"};
    ts_buf *b = &t->values;
    ts_csv_cell(b, page->path);
    ts_buf_addf(b, ",%u,%u,%s,", page->page, m->row, m->kind);
    ts_csv_cell(b, m->text);
    ts_buf_addf(b, ",%d,%d,%d,%d,%s,%s\n", clamped(m->left, p->width), clamped(m->top, p->height),
                clamped(m->right, p->width), clamped(m->bottom, p->height), seen[m->seen], m->why);
    t->written++;
    t->whole += m->seen == TS_SEEN_WHOLE;
    t->cut += m->seen == TS_SEEN_CUT;
    t->hidden += m->seen == TS_SEEN_NOT;
}

void ts_image_truth_page(ts_image_truth *t, const ts_image_page *page, const ts_picture *p) {
    ts_buf *b = &t->images;
    ts_csv_cell(b, page->path);
    ts_buf_addf(b, ",%u,%s,%s,%s,%s,%u,%u,%u,%u,%s,%zu\n", page->page, page->format, page->shows, page->treated,
                page->theme, p->width, p->height, page->dpi, page->percent, page->family, p->marks);
    for (size_t i = 0; i < p->marks; i++)
        one_value(t, page, p, &p->mark[i]);
    t->pictures++;
}

void ts_image_truth_sighting(ts_image_truth *t, const ts_world *w, const ts_planted_row *row) {
    ts_truth_sighting_line(&t->sightings, w, row);
    bool added;
    *ts_map_slot(t->person, ts_span_of(&row->record->person, sizeof row->record->person), &added) = row->held;
}

ts_err ts_image_truth_save(const ts_image_truth *t, const char *dir) {
    TS_AUTO(ts_buf, ts_buf_done) facts = {0};
    ts_json j;
    ts_json_init(&j, &facts, true);
    ts_json_open(&j, '{');
    ts_json_key(&j, "schema"), ts_json_str(&j, "touchstone.image-truth/1");
    ts_json_key(&j, "pages"), ts_json_uint(&j, t->pictures);
    ts_json_key(&j, "people"), ts_json_uint(&j, ts_map_count(t->person));
    ts_json_key(&j, "values"), ts_json_uint(&j, t->written);
    ts_json_key(&j, "whole"), ts_json_uint(&j, t->whole);
    ts_json_key(&j, "part"), ts_json_uint(&j, t->cut);
    ts_json_key(&j, "hidden"), ts_json_uint(&j, t->hidden);
    ts_json_close(&j, '}');
    ts_buf_add_char(&facts, '\n');
    TS_TRY(ts_save_file(dir, "truth/images.csv", ts_buf_span(&t->images)));
    TS_TRY(ts_save_file(dir, "truth/image_values.csv", ts_buf_span(&t->values)));
    TS_TRY(ts_save_file(dir, "truth/image_sightings.csv", ts_buf_span(&t->sightings)));
    return ts_save_file(dir, "truth/images.json", ts_buf_span(&facts));
}
