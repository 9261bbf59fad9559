/* mem_test.c - arenas, and how a program ends that gets no memory. */
#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/digest.h"
#include "support/test.h"

static bool no_memory;

void *__real_calloc(size_t n, size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_calloc(size_t n, size_t size) { return no_memory ? NULL : __real_calloc(n, size); }
void *__real_reallocarray(void *old, size_t n, size_t size);
void *__wrap_reallocarray(void *old, size_t n, size_t size);
void *__wrap_reallocarray(void *old, size_t n, size_t size) {
    return no_memory ? NULL : __real_reallocarray(old, n, size);
}

/* How a process of its own ends, and what it says, that asks for memory when there is none. */
static int ends_with(void (*ask)(void), bool worker, char said[static 200]) {
    int pipes[2], status = -1;
    CHECK(pipe(pipes) == 0);
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        dup2(pipes[1], STDERR_FILENO);
        if (worker)
            ts_mem_worker();
        no_memory = true;
        ask();
        _exit(99);
    }
    close(pipes[1]);
    ssize_t n = read(pipes[0], said, 199);
    said[n > 0 ? n : 0] = 0;
    close(pipes[0]);
    CHECK(pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void ask_for_one(void) { ts_alloc(1234); }
static void ask_for_many(void) { ts_alloc_array(1234, 8); }
static void ask_for_more(void) { ts_grow(NULL, 1234, 8); }

/* By its status a worker tells its parent why its item was not read; the program itself says it to a person. */
TEST(without_memory_the_program_ends_and_says_so) {
    static void (*const ask[])(void) = {ask_for_one, ask_for_many, ask_for_more};
    for (size_t i = 0; i < TEST_COUNT(ask); i++) {
        char said[200];
        CHECK(ends_with(ask[i], false, said) == 3);
        CHECK_ROW(strstr(said, "memory ran out (1234 ") && strstr(said, "run it again"), said);
        CHECK(ends_with(ask[i], true, said) == TS_EXIT_MEMORY);
    }
}

TEST(nothing_wanted_is_still_a_place) {
    void *one = ts_alloc(0), *many = ts_alloc_array(0, 8), *more = ts_grow(NULL, 0, 8);
    CHECK(one && many && more);
    ts_free(one);
    ts_free(many);
    ts_free(more);
}

TEST(an_arena_is_clean_wherever_it_is_used_again) {
    ts_arena a = {0};
    char *first = ts_arena_alloc(&a, 100);
    memset(first, 'x', 100);
    CHECK(ts_arena_alloc(&a, 1024 * 1024) != NULL); /* more than a block holds */
    ts_arena_reset(&a);
    for (int i = 0; i < 3000; i++) {
        char *p = ts_arena_alloc(&a, 1000), sum = 0;
        for (int k = 0; k < 1000; k++)
            sum |= p[k];
        CHECK(sum == 0 && (uintptr_t)p % 16 == 0);
        memset(p, 'x', 1000);
    }
    ts_arena_wipe(&a);
    CHECK(a.block == NULL && a.used == 0);
}

TEST(a_text_grows_in_an_arena_and_keeps_what_it_was) {
    ts_arena a = {0};
    TS_AUTO(ts_buf, ts_buf_done) want = {0};
    ts_span s = {0};
    size_t room = 0;
    for (int i = 0; i < 2000; i++) {
        char piece[8];
        snprintf(piece, sizeof piece, "%d,", i);
        s = ts_arena_append(&a, s, &room, ts_str(piece));
        ts_buf_add_str(&want, piece);
    }
    CHECK(ts_span_eq(s, ts_buf_span(&want)) && room >= s.len);
    ts_arena_done(&a);
}

TEST(what_is_wiped_is_gone) {
    char secret[] = "letmein";
    ts_wipe(secret, 4);
    CHECK(memcmp(secret, "\0\0\0\0ein", sizeof secret) == 0);
    ts_wipe(NULL, 0);
}

/* Nothing outside the block is touched, and what stands in it stays. */
TEST(a_table_on_large_pages_holds_what_it_held) {
    static const size_t sizes[] = {0, 1, 4096, (2 << 20) - 1, 2 << 20, (5 << 20) + 3};
    for (size_t k = 0; k < TEST_COUNT(sizes); k++) {
        unsigned char *p = ts_alloc(sizes[k] + 1);
        p[0] = 7;
        p[sizes[k]] = 9;
        ts_mem_huge(p, sizes[k]);
        CHECK(p[sizes[k]] == 9 && (sizes[k] == 0 || p[0] == 7) && (sizes[k] < 4096 || p[sizes[k] / 2] == 0));
        ts_free(p);
    }
}
