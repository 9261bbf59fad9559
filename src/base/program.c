/* program.c - finds a program of ours that stands beside this one. */
#include "base/program.h"

#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#ifndef TS_LIBEXECDIR
#define TS_LIBEXECDIR "/usr/libexec/touchstone"
#endif

bool ts_program_in(const char *dir, const char *name, char *out, size_t cap) {
    int n = snprintf(out, cap, "%s/%s", dir, name);
    return n > 0 && (size_t)n < cap && access(out, X_OK) == 0;
}

ts_err ts_program_beside(const char *room, const char *name, char *out, size_t cap) {
    char self[PATH_MAX], dir[2 * PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    if (n > 0) {
        self[n] = 0;
        char *slash = strrchr(self, '/');
        if (slash)
            *slash = 0;
        static const struct {
            const char *place;
            bool of_room;
        } places[] = {
            {"", false}, {"/../libexec/touchstone", false}, {"/../", true}, {"/../src/", true}, {"/src/", true}};
        for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
            snprintf(dir, sizeof dir, "%s%s%s", self, places[i].place, places[i].of_room ? room : "");
            if (ts_program_in(dir, name, out, cap))
                return TS_OK;
        }
    }
    if (ts_program_in(TS_LIBEXECDIR, name, out, cap))
        return TS_OK;
    return ts_fail(TS_EIO, "the program %s was not found beside touchstone: install it", name);
}
