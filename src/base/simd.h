/* simd.h - whether there are registers of 16 bytes: TS_SSE2.  A build with -DTS_PLAIN_C has none, and gives the same
 * results byte for byte; `make check` holds the two against each other. */
#ifndef TS_BASE_SIMD_H
#define TS_BASE_SIMD_H

#if defined(__SSE2__) && !defined(TS_PLAIN_C)
#define TS_SSE2 1
#include <emmintrin.h>
#endif

#endif
