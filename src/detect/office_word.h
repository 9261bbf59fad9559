/* office_word.h - words of offices, posts and firms. */
#ifndef TS_DETECT_OFFICE_WORD_H
#define TS_DETECT_OFFICE_WORD_H

#include "base/bytes.h"

/* What stands on an envelope and is neither a person's name nor a house's: Hospital, Surgery, Secretary. */
bool ts_is_office_word(ts_span word);

#endif
