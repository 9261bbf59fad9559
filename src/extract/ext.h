/* ext.h - inodes of ext2, ext3 and ext4, and where their bytes stand. */
#ifndef TS_EXTRACT_EXT_H
#define TS_EXTRACT_EXT_H

#include "extract/partition.h"

typedef struct ts_ext {
    ts_partition *p;
    uint64_t block, blocks; /* bytes of one; how many there are */
    uint32_t inodes, per_group, blocks_per_group, inode_size, first_block, descriptor, groups;
    uint32_t first_inode, optional, incompatible;
    uint32_t meta_group; /* from this block of descriptors on they stand with their groups */
} ts_ext;

enum {
    TS_EXT_ROOT = 2,
    TS_EXT_INODE = 256, /* of an inode, what is looked at */

    TS_EXT_TYPE = 0xF000,
    TS_EXT_FILE = 0x8000,
    TS_EXT_DIRECTORY = 0x4000,
    TS_EXT_LINK = 0xA000,

    TS_EXT_ENCRYPTED = 0x800,
    TS_EXT_EXTENTS = 0x80000,
    TS_EXT_INLINE = 0x10000000
};

typedef struct ts_ext_inode {
    uint16_t mode, links;
    uint32_t flags, deleted; /* when it was */
    uint64_t size;
    ts_instant modified;
    char raw[TS_EXT_INODE];
} ts_ext_inode;

bool ts_ext_open(ts_partition *p, ts_ext *out);
bool ts_ext_inode_of(ts_ext *v, uint32_t n, ts_ext_inode *out);
/* Where a group's inodes, their bitmap and the blocks' bitmap stand, as blocks.  A bitmap at 0: nothing of it was ever written, so
 * what stands there is older. */
bool ts_ext_group(ts_ext *v, uint32_t group, uint64_t *inodes, uint64_t *inode_bits, uint64_t *block_bits);
/* The stretches of an inode's bytes, in order, holes too; claims the blocks that name them if `claims`.  False: some are damaged. */
bool ts_ext_stretches(ts_ext *v, const ts_ext_inode *inode, bool claims, ts_extents *x);
/* The bytes of a file or directory so small that they stand in the inode. */
void ts_ext_inside(const ts_ext *v, const ts_ext_inode *inode, ts_buf *out);

#endif
