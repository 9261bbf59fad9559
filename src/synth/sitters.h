/* sitters.h - the people on a picture. */
#ifndef TS_SYNTH_SITTERS_H
#define TS_SYNTH_SITTERS_H

#include "synth/leak.h"
#include "synth/scene.h"
#include "synth/truth_image.h"

enum { TS_SITTERS = 64 };
typedef struct ts_sitters {
    ts_record record[TS_SITTERS];
    ts_planted what[TS_SITTERS];
    ts_alteration altered[TS_SITTERS];
    unsigned fits[TS_SITTERS];
    uint32_t n;
} ts_sitters;

/* Up to n of the scene's system as of that snapshot, most of them genuine. */
void ts_sitters_draw(ts_leak *l, const ts_scene *s, int snapshot, uint32_t n, ts_sitters *out);
/* The page, its values and those of the people that the scene has shown, to the truth. */
void ts_sitters_note(const ts_leak *l, ts_image_truth *t, const ts_image_page *page, const ts_scene *s, int snapshot,
                     const ts_sitters *who);
/* The file into the tree, and into the truth's list of files. */
ts_err ts_leak_put_image(ts_leak *l, const char *format, ts_span name, ts_span path, ts_span bytes);

#endif
