/* clinical_line.h - what stands around a code on its line: words of diagnoses, of procedures, of health.
 *
 * Codes come in rows, and each looks far around: what was read for the one before is not read again.
 */
#ifndef TS_DETECT_CLINICAL_LINE_H
#define TS_DETECT_CLINICAL_LINE_H

#include <touchstone/types.h>

/* Places in one text that codes have looked at, in the order in which they stand; {.begun = true} at first.  A code that looks at an
 * earlier place than the one before is answered too, only slower. */
typedef struct ts_clinical_line {
    bool begun; /* false: nothing of the rest is set */
    struct {
        size_t at, end, most, from, to;
    } around; /* the line of the code that asked last: two classifications ask of each */
    struct {
        size_t from, before;
        char of;
    } answer; /* what was said last of what it speaks of */
    struct {
        size_t from, to, word; /* words that begin in [from, to) are read: the last that says so, and what it says */
        char of;
    } spoken;
    struct {
        size_t from, to, word[2]; /* words that end in [from, to]: where the last two of health begin */
        unsigned words; /* of those two */
    } health;
} ts_clinical_line;

/* The line around text[at, end), cut to `most` bytes to either side: ts_line_around. */
ts_span ts_clinical_around(ts_clinical_line *l, ts_span text, size_t at, size_t end, size_t most);
/* What text[from, before) speaks of last: 'd' a diagnosis, 'p' a procedure, 0 neither. */
char ts_clinical_spoken(ts_clinical_line *l, ts_span text, size_t from, size_t before);
/* Does text[from, to) speak of health, by two words or more?  As ts_speaks_of_health. */
bool ts_clinical_health(ts_clinical_line *l, ts_span text, size_t from, size_t to);

#endif
