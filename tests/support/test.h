/* test.h - TEST, CHECK and CHECK_ROW; each test file is a program of its own.
 *
 * A program prints each failed check with file and line, and ends with "name: N passed, N failed".
 */
#ifndef TS_TESTS_SUPPORT_TEST_H
#define TS_TESTS_SUPPORT_TEST_H

#include <stdbool.h>
#include <stddef.h>

typedef struct ts_test {
    const char *name;
    void (*run)(void);
    struct ts_test *next;
} ts_test;

void test_add(ts_test *t);
/* Counts a failed check of the running test; prints at most 20 a test. */
void test_check(bool good, const char *file, int line, const char *what, const char *row);
/* A directory of this test's own, made fresh, removed after the program passes. */
const char *test_dir(void);
/* The named test of this program again as nobody, where it runs as root. */
void test_again_as_nobody(const char *name);

#define TEST(fn)                                                                       \
    static void fn(void);                                                              \
    static ts_test fn##_entry = {#fn, fn, NULL};                                       \
    __attribute__((constructor)) static void fn##_add(void) { test_add(&fn##_entry); } \
    static void fn(void)
#define CHECK(cond) test_check((cond), __FILE__, __LINE__, #cond, NULL)
#define CHECK_ROW(cond, row) test_check((cond), __FILE__, __LINE__, #cond, (row))
#define TEST_COUNT(a) (sizeof(a) / sizeof((a)[0]))

#endif
