/* mem.c - checked allocation, arenas, wiping. */
#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/copy.h"

static int exit_status = 3;

void ts_mem_worker(void) { exit_status = TS_EXIT_MEMORY; }

void ts_mem_huge(void *ptr, size_t size) {
    enum { LARGE = 2 * 1024 * 1024 };
    uintptr_t from = ((uintptr_t)ptr + LARGE - 1) / LARGE * LARGE, to = ((uintptr_t)ptr + size) / LARGE * LARGE;
    if (to > from)
        (void)madvise((char *)ptr + (from - (uintptr_t)ptr), to - from, MADV_HUGEPAGE);
}

void ts_mem_gone(size_t size) {
    fprintf(stderr, "touchstone: memory ran out (%zu bytes wanted). What was acknowledged is safe; run it again.\n",
            size);
    _exit(exit_status);
}

void *ts_alloc(size_t size) {
    void *p = calloc(1, size ? size : 1);
    if (!p)
        ts_mem_gone(size);
    return p;
}

void *ts_alloc_array(size_t n, size_t size) {
    void *p = calloc(n ? n : 1, size ? size : 1);
    if (!p)
        ts_mem_gone(n);
    return p;
}

void *ts_grow(void *ptr, size_t n, size_t size) {
    void *p = reallocarray(ptr, n ? n : 1, size ? size : 1);
    if (!p)
        ts_mem_gone(n);
    return p;
}

void ts_free(void *ptr) { free(ptr); }

char *ts_copy_str(ts_span s) {
    char *p = ts_alloc(s.len + 1);
    if (s.len)
        memcpy(p, s.ptr, s.len);
    return p;
}

void ts_wipe(void *ptr, size_t len) {
    if (len)
        explicit_bzero(ptr, len);
}

struct ts_arena_block {
    struct ts_arena_block *next;
    size_t cap, used; /* used: of the most that was ever taken of it */
    _Alignas(16) char bytes[];
};

enum { FIRST_BLOCK = 64 * 1024 };

void *ts_arena_alloc(ts_arena *a, size_t size) {
    size = (size + 15) & ~(size_t)15;
    if (!a->block || a->block->cap - a->used < size) {
        size_t cap = a->block ? a->block->cap * 2 : FIRST_BLOCK;
        if (cap < size)
            cap = size;
        struct ts_arena_block *b = ts_grow(NULL, 1, sizeof *b + cap);
        b->next = a->block;
        b->cap = cap;
        b->used = 0;
        a->block = b;
        a->used = 0;
    }
    void *p = a->block->bytes + a->used;
    a->used += size;
    if (a->used > a->block->used)
        a->block->used = a->used;
    return memset(p, 0, size);
}

ts_span ts_arena_copy(ts_arena *a, ts_span s) {
    char *p = ts_arena_alloc(a, s.len + 1);
    if (s.len)
        memcpy(p, s.ptr, s.len);
    return (ts_span){p, s.len};
}

ts_span ts_arena_append(ts_arena *a, ts_span first, size_t *room, ts_span more) {
    size_t len = first.len + more.len;
    char *p = (char *)(uintptr_t)first.ptr;
    if (len > *room) {
        *room = len * 2;
        p = ts_arena_alloc(a, *room);
        ts_copy(p, first.ptr, first.len);
    }
    ts_copy(p + first.len, more.ptr, more.len);
    return (ts_span){p, len};
}

void ts_arena_reset(ts_arena *a) {
    while (a->block && a->block->next) {
        struct ts_arena_block *b = a->block->next;
        a->block->next = b->next;
        ts_free(b);
    }
    a->used = 0;
}

void ts_arena_done(ts_arena *a) {
    ts_arena_reset(a);
    ts_free(a->block);
    *a = (ts_arena){0};
}

void ts_arena_wipe(ts_arena *a) {
    for (struct ts_arena_block *b = a->block; b; b = b->next)
        ts_wipe(b->bytes, b->used);
    ts_arena_done(a);
}
