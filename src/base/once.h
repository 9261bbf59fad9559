/* once.h - what is built when it is first asked for, and costs no call from then on. */
#ifndef TS_BASE_ONCE_H
#define TS_BASE_ONCE_H

#include <pthread.h>
#include <stdbool.h>

/* Static: {PTHREAD_ONCE_INIT, false}, which TS_ONCE_INIT is. */
typedef struct ts_once {
    pthread_once_t once;
    bool done;
} ts_once;
#define TS_ONCE_INIT \
    { .once = PTHREAD_ONCE_INIT }

/* Whichever thread comes first builds; the others wait for it. */
static inline void ts_once_ready(ts_once *o, void (*build)(void)) {
    if (__builtin_expect(__atomic_load_n(&o->done, __ATOMIC_ACQUIRE), true))
        return;
    pthread_once(&o->once, build);
    __atomic_store_n(&o->done, true, __ATOMIC_RELEASE);
}

#endif
