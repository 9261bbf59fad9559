/* ppt_pictures.h - opens the stream of pictures of a show that a password closes (MS-PPT 2.3.7, MS-ODRAW 2.2.22 to 2.2.31). */
#ifndef TS_EXTRACT_PPT_PICTURES_H
#define TS_EXTRACT_PPT_PICTURES_H

#include "extract/rc4.h"

/* What the next bytes are.  {0} stands before a picture's head. */
typedef struct ts_ppt_pictures {
    ts_rc4 cipher;
    uint8_t step, part, sums, name;
    bool within, metafile; /* inside an entry that has a name */
    bool lost; /* no picture's head stands where one must: nobody knows how the rest is closed */
    uint8_t head[8];
    size_t have; /* of it */
    uint64_t left, rest; /* bytes of the piece at hand; of the record, behind it */
    uint64_t unread; /* of the stream */
} ts_ppt_pictures;

/* The stream's next bytes, in their order; `first` is the key of block 0, with which each piece begins anew.  What cannot
 * be opened becomes zeros. */
void ts_ppt_pictures_open(ts_ppt_pictures *p, const ts_rc4 *first, char *bytes, size_t len);

#endif
