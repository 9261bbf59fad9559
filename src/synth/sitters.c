/* sitters.c - the people on a picture: whose, what was done to their values, and the truth about them. */
#include "synth/sitters.h"

/* In a thousand. */
enum { TESTS = 20, INVENTED = 100, REGION = 60, ALTERED = 100 };

static ts_alteration alter(ts_leak *l, const ts_layout *layout, ts_record *r) {
    bool birth = ts_layout_has(layout, TS_F_BIRTH) && r->birth != TS_NO_DATE,
         nhs = ts_layout_has(layout, TS_F_NHS) && r->nhs[0];
    if (!birth && !nhs)
        return TS_ALTER_NONE;
    ts_alteration a = birth && (!nhs || ts_dice_odds(&l->c, 500)) ? TS_ALTER_BIRTH : TS_ALTER_NHS;
    ts_record_alter(l->w, r, a, l->altered++, &l->c);
    return a;
}

void ts_sitters_draw(ts_leak *l, const ts_scene *s, int snapshot, uint32_t n, ts_sitters *out) {
    ts_date at = l->w->snapshot[snapshot];
    uint32_t person[TS_SITTERS], held = ts_leak_members(l, s->system, at, person, n);
    *out = (ts_sitters){.n = 0};
    bool patients = s->system == TS_SYSTEM_CHILDREN || s->system == TS_SYSTEM_HEART;
    for (uint32_t i = 0; i < held; i++, out->n++) {
        ts_record *r = &out->record[i];
        uint32_t lot = ts_dice_below(&l->c, 1000);
        out->what[i] = TS_PLANTED_UNKNOWN;
        if (lot < TESTS && patients) {
            ts_record_test(l->w, ts_dice_below(&l->c, 4), s->system, at, r);
            out->what[i] = TS_PLANTED_PLACEHOLDER;
        } else if (lot < TESTS + INVENTED) {
            ts_record_invented(l->w, l->invented++, s->system, at, r);
        } else {
            ts_record_held(l->w, person[i], s->system, at, r);
            out->fits[i] = ts_leak_fits(l, s->layout, r);
            out->what[i] = TS_PLANTED_GENUINE;
            if (lot >= 1000 - ALTERED && (out->altered[i] = alter(l, s->layout, r)) != TS_ALTER_NONE)
                out->what[i] = TS_PLANTED_ALTERED;
        }
    }
}

void ts_sitters_note(const ts_leak *l, ts_image_truth *t, const ts_image_page *page, const ts_scene *s, int snapshot,
                     const ts_sitters *who) {
    ts_image_truth_page(t, page, s->p);
    for (uint32_t i = 0; i < s->shown; i++) {
        bool known = who->what[i] == TS_PLANTED_GENUINE || who->what[i] == TS_PLANTED_ALTERED;
        ts_image_truth_sighting(
            t, l->w,
            &(ts_planted_row){.path = page->path,
                              .part = ts_scene_text((ts_scene *)(uintptr_t)s, "p%u", page->page).ptr,
                              .shape = page->shows,
                              .row = i + 1,
                              .what = who->what[i],
                              .altered = who->altered[i],
                              .fits = who->fits[i],
                              .as_of = l->w->snapshot[snapshot],
                              .ours = known,
                              .held = known,
                              .record = &who->record[i]});
    }
}

ts_err ts_leak_put_image(ts_leak *l, const char *format, ts_span name, ts_span path, ts_span bytes) {
    ts_truth_file(l->truth, path, format, "leaf", NULL, bytes);
    TS_AUTO(ts_buf, ts_buf_done) file = {0};
    ts_buf_add_str(&file, "evidence/");
    ts_buf_add(&file, name);
    return ts_save_file(l->dir, file.ptr, bytes);
}
