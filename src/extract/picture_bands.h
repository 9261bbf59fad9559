/* picture_bands.h - dark bands with light print in them, as the head of a list has on a screen. */
#ifndef TS_EXTRACT_PICTURE_BANDS_H
#define TS_EXTRACT_PICTURE_BANDS_H

struct Pix;

/* Makes them dark print on white, on a picture of 8 bits a pixel.  highest: what is higher is left. */
void ts_picture_light_bands(struct Pix *gray, int highest);

#endif
