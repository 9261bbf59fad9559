/* landlock.c - no file system: an empty Landlock ruleset, by raw calls. */
#include "worker/sandbox.h"

#include <sys/syscall.h>
#include <unistd.h>

/* Landlock came after Debian 12's headers were cut, so its numbers and structures stand here. */
enum { LANDLOCK_CREATE = 444, LANDLOCK_RESTRICT = 446, LANDLOCK_VERSION_FLAG = 1 };
struct landlock_attr {
    uint64_t fs, net, scoped;
};

bool ts_sandbox_restrict_files(void) {
    long abi = syscall(LANDLOCK_CREATE, NULL, 0, LANDLOCK_VERSION_FLAG);
    if (abi < 1)
        return false;
    /* Rights by ABI: 13 at first, then REFER, TRUNCATE and IOCTL_DEV; TCP from 4; signals and
     * abstract sockets outside from 6.  All are handled and none is granted. */
    int bits = abi >= 5 ? 16 : abi >= 3 ? 15 : abi >= 2 ? 14 : 13;
    struct landlock_attr attr = {.fs = (UINT64_C(1) << bits) - 1};
    size_t size = sizeof attr.fs;
    if (abi >= 4)
        attr.net = 3, size = offsetof(struct landlock_attr, scoped);
    if (abi >= 6)
        attr.scoped = 3, size = sizeof attr;
    int ruleset = (int)syscall(LANDLOCK_CREATE, &attr, size, 0);
    if (ruleset < 0)
        return false;
    bool good = syscall(LANDLOCK_RESTRICT, ruleset, 0) == 0;
    close(ruleset);
    return good;
}
