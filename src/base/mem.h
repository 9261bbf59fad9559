/* mem.h - checked allocation, arenas, wiping.
 *
 * Memory that runs out ends the process with a message and status 3 (a worker: its own status,
 * which the parent lists as `memory`): every commit is crash-safe, so nothing acknowledged is
 * lost, and no caller checks for NULL.
 */
#ifndef TS_BASE_MEM_H
#define TS_BASE_MEM_H

#include <touchstone/types.h>

enum { TS_EXIT_MEMORY = 71 }; /* a process whose memory ran out; see ts_mem_worker */

void *ts_alloc(size_t size); /* zeroed; free with ts_free                 */
void *ts_alloc_array(size_t n, size_t size); /* zeroed; checks n * size for overflow      */
void *ts_grow(void *ptr, size_t n, size_t size); /* realloc to n * size; new part undefined */
void ts_free(void *ptr);
char *ts_copy_str(ts_span s); /* NUL-terminated copy, ts_free              */
void ts_wipe(void *ptr, size_t len); /* overwrites; the compiler may not drop it  */
/* Says that memory ran out and exits: for what a library could not get. */
__attribute__((noreturn, cold)) void ts_mem_gone(size_t size);
/* Of a table that is looked into at random: large pages are asked for, where there are such, so that fewer looks wait for where
 * the page is.  What is in it stays as it is. */
void ts_mem_huge(void *ptr, size_t size);
void ts_mem_worker(void); /* from now on running out exits with TS_EXIT_MEMORY */

/* An arena: allocated piecemeal, dropped whole.  {0} is valid. */
typedef struct ts_arena {
    struct ts_arena_block *block;
    size_t used;
} ts_arena;

void *ts_arena_alloc(ts_arena *a, size_t size); /* 16-byte aligned, zeroed */
ts_span ts_arena_copy(ts_arena *a, ts_span s); /* copied and NUL-terminated */
/* `first` with `more` behind it; *room is what `first` has in the arena, 0 at first.  It doubles, so that many pieces cost
 * no more than their bytes. */
ts_span ts_arena_append(ts_arena *a, ts_span first, size_t *room, ts_span more);
void ts_arena_reset(ts_arena *a); /* everything gone, the largest block kept */
void ts_arena_done(ts_arena *a);
void ts_arena_wipe(ts_arena *a); /* overwrites, then frees */

/* TS_AUTO(type) releases an owner at the end of its scope: TS_AUTO(ts_buf, ts_buf_done) b = {0}; */
#define TS_AUTO(type, done) __attribute__((cleanup(done))) type

#endif
