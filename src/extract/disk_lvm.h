/* disk_lvm.h - volumes of Linux' volume manager: which stretches of a partition they are. */
#ifndef TS_EXTRACT_DISK_LVM_H
#define TS_EXTRACT_DISK_LVM_H

#include "extract/partition.h"

enum { TS_LVM_MOST = 256, TS_LVM_NAME = 128 };

typedef struct ts_lvm_volume {
    uint64_t begin, len; /* bytes of the partition: of the first stretch that stands in one row */
    bool cut; /* it goes on elsewhere, or stripes, mirrors and the like make it up */
    char name[TS_LVM_NAME];
} ts_lvm_volume;

/* The volumes that begin in this partition, at most TS_LVM_MOST; claims what describes them. */
size_t ts_lvm_read(ts_partition *p, ts_lvm_volume *out);

#endif
