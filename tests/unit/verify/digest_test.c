/* digest_test.c - one digest over lines in any order. */
#include "store/lines.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>

static ts_digest digest_of(const char *const *line, size_t n, FILE *out) {
    ts_lines *l = ts_lines_new(out != NULL);
    for (size_t i = 0; i < n; i++)
        ts_lines_add(l, ts_str(line[i]));
    ts_digest d = {{0}};
    CHECK(ts_lines_end(l, out, &d) == TS_OK);
    ts_lines_free(l);
    return d;
}

TEST(order_changes_nothing_and_anything_else_does) {
    static const char *const a[] = {"S one", "B two", "P three"}, *const b[] = {"P three", "S one", "B two"},
                             *const c[] = {"S one", "B two", "P three", "P three"},
                             *const d[] = {"S one", "B two", "P thref"};
    ts_digest x = digest_of(a, 3, NULL), y = digest_of(b, 3, NULL), z = digest_of(c, 4, NULL),
              w = digest_of(d, 3, NULL);
    CHECK(ts_digest_eq(&x, &y));
    CHECK(!ts_digest_eq(&x, &z)); /* lines that come twice count twice */
    CHECK(!ts_digest_eq(&x, &w));
}

TEST(anybody_can_recompute_it) {
    /* SHA-256 of SHA-256("abc"), and of no lines at all */
    static const char *const one[] = {"abc"};
    char hex[65];
    ts_digest d = digest_of(one, 1, NULL);
    ts_digest_hex(&d, hex);
    CHECK_ROW(strcmp(hex, "4f8b42c22dd3729b519ba6f68d2da7cc5b2d606d05daed5ad5128cc03e6c6358") == 0, hex);
    d = digest_of(NULL, 0, NULL);
    ts_digest_hex(&d, hex);
    CHECK_ROW(strcmp(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855") == 0, hex);
}

TEST(lines_print_sorted) {
    static const char *const lines[] = {"b", "", "a", "ab"};
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    digest_of(lines, 4, out);
    fclose(out);
    CHECK(strcmp(text, "\na\nab\nb\n") == 0);
    free(text);
}
