/* make_pst.c - make_pst KIND CRYPT FILE [little]: writes the mail store of psting_world.h, for programs that read such stores.
 * KIND: 0 ANSI, 1 Unicode, 2 with pages of 4 KiB.  CRYPT: 0 none, 1 permute, 2 cyclic.
 */
#include <stdio.h>

#include "psting_world.h"

int main(int argc, char **argv) {
    if (argc != 4 && argc != 5)
        return 2;
    psting p;
    if (argc == 5)
        world_write_little(&p, argv[1][0] - '0', argv[2][0] - '0');
    else
        world_write(&p, argv[1][0] - '0', argv[2][0] - '0', 0, 0, 0);
    FILE *f = fopen(argv[3], "wb");
    bool written = f && fwrite(p.file.ptr, 1, p.file.len, f) == p.file.len;
    written = f && fclose(f) == 0 && written;
    psting_done(&p);
    return written ? 0 : 3;
}
