/* write_jpeg.c - JPEG (ITU-T T.81, JFIF); the door to libjpeg. */
#include <stdio.h>

#include <jpeglib.h>

#include "synth/write_image.h"

/* Room at the end of the buffer, handed to the library piece by piece. */
typedef struct outlet {
    struct jpeg_destination_mgr mgr;
    ts_buf *out;
} outlet;
enum { PIECE = 1 << 16 };

static void begin(j_compress_ptr j) {
    outlet *o = (outlet *)(void *)j->dest;
    ts_buf_reserve(o->out, PIECE);
    o->mgr.next_output_byte = (JOCTET *)o->out->ptr + o->out->len;
    o->mgr.free_in_buffer = PIECE;
}

static boolean next_piece(j_compress_ptr j) {
    outlet *o = (outlet *)(void *)j->dest;
    o->out->len += PIECE; /* all of it is full, whatever free_in_buffer says */
    begin(j);
    return TRUE;
}

static void end(j_compress_ptr j) {
    outlet *o = (outlet *)(void *)j->dest;
    o->out->len += PIECE - o->mgr.free_in_buffer;
}

void ts_write_jpeg(ts_buf *out, ts_picture *p, int quality, ts_depth depth, unsigned dpi) {
    struct jpeg_compress_struct j;
    struct jpeg_error_mgr errors;
    outlet o = {.out = out,
                .mgr = {.init_destination = begin, .empty_output_buffer = next_piece, .term_destination = end}};
    bool grey = depth != TS_DEPTH_COLOUR;
    j.err = jpeg_std_error(&errors);
    jpeg_create_compress(&j);
    j.dest = &o.mgr;
    j.image_width = p->width;
    j.image_height = p->height;
    j.input_components = grey ? 1 : 3;
    j.in_color_space = grey ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(&j);
    jpeg_set_quality(&j, quality, TRUE);
    j.dct_method = JDCT_ISLOW; /* the same on every machine */
    if (dpi > 0) {
        j.density_unit = 1; /* dots an inch */
        j.X_density = j.Y_density = (UINT16)dpi;
    }
    jpeg_start_compress(&j, TRUE);
    size_t stride;
    const uint32_t *pixel = ts_pixels_begin(p, &stride);
    JSAMPLE *row = ts_alloc_array(p->width, 3);
    for (uint32_t y = 0; y < p->height; y++) {
        for (uint32_t x = 0; x < p->width; x++) {
            uint32_t colour = pixel[y * stride + x];
            if (grey)
                row[x] = ts_grey_of(colour);
            for (int i = 0; i < 3 && !grey; i++)
                row[3 * x + (uint32_t)i] = (JSAMPLE)(colour >> (16 - 8 * i));
        }
        jpeg_write_scanlines(&j, &row, 1);
    }
    ts_free(row);
    jpeg_finish_compress(&j);
    jpeg_destroy_compress(&j);
}
