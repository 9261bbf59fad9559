/* health_words.c - words that show that a text speaks of somebody's health. */
#include "base/lanes.h"
#include "detect/context.h"

static const char health_words[] = " diagnosis diagnosed clinic clinical cardiology oncology paediatric paediatrics "
                                   "surgery surgical ward hospital patient outpatient inpatient medication medications "
                                   "tablets echocardiogram ecg mri radiology pathology biopsy symptoms asthma diabetes "
                                   "epilepsy cancer tumour treatment therapy prescribed referral admitted discharge "
                                   "haematology neurology psychiatry psychology orthopaedic respiratory renal "
                                   "maternity allergies allergy consultant gp echo scan x-ray xray blood vaccination ";

bool ts_is_health_word(ts_span letters) {
    enum { LONGEST = 15 };
    char word[LONGEST + 3] = " ";
    const size_t n = letters.len < LONGEST ? letters.len : LONGEST;
    if (n < 3)
        return false;
    for (size_t i = 0; i < n; i++)
        word[1 + i] = ts_lower(letters.ptr[i]);
    word[1 + n] = ' ';
    word[2 + n] = 0;
    return strstr(health_words, word) != NULL;
}

bool ts_speaks_of_health(ts_span text) {
    unsigned found = 0;
    for (size_t i = 0; i < text.len && found < 2;) {
        if (i + TS_LANES <= text.len) { /* to the next word of three letters */
            uint32_t letters = ts_lanes_letters(ts_lanes_of(text.ptr + i)),
                     three = letters & letters >> 1 & letters >> 2;
            i += three ? (size_t)__builtin_ctz(three) : TS_LANES - 2;
            if (!three)
                continue;
        }
        size_t from = i;
        while (i < text.len && ts_is_alpha(text.ptr[i]))
            i++;
        found += ts_is_health_word(ts_slice(text, from, i - from));
        while (i < text.len && !ts_is_alpha(text.ptr[i]))
            i++;
    }
    return found >= 2;
}
