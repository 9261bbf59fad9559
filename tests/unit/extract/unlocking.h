/* unlocking.h - gives the readers passwords to try, for tests of what a password closes. */
#ifndef TS_TESTS_EXTRACT_UNLOCKING_H
#define TS_TESTS_EXTRACT_UNLOCKING_H

#include "extract/unlock.h"
#include "support/test.h"

static ts_passwords words;

static inline void use(const char *passwords) {
    CHECK(ts_passwords_add(&words, ts_str(passwords)) == TS_OK);
    ts_unlock_use(&words);
}

static inline void forget(void) {
    ts_unlock_use(NULL);
    ts_passwords_done(&words);
}

#endif
