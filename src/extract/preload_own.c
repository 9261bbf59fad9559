/* preload_own.c - what our own readers need from files, in the process that later forks: the character sets of mail. */
#include "extract/letters.h"

void ts_extract_preload(void);
void ts_extract_preload(void) { ts_letters_preload(); }
