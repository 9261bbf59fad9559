/* settled.h - would another fair sample have put the same one first?
 *
 * While evidence waits, what was read is a sample of it, and the files in it are what was drawn: the rows of one file are
 * no witnesses independent of each other (Cochran, Sampling Techniques, 3rd ed. 1977, ch. 9A: the cluster is the unit).
 * Files fall by their content's digest into groups of equal chance; by how much the groups differ one knows how much
 * another sample would (Wolter, Introduction to Variance Estimation, 2nd ed. 2007, ch. 2: random groups).  What was read
 * varies no more, so the variance counts for the share that waits (Cochran 2.6: the finite population correction).
 *
 * A lead is settled once it is so far from nothing that chance gives as much in one sample of a hundred (chi-square,
 * one degree of freedom).  Files that all point one way settle it from six or seven on; one file never does, however many rows it
 * has.  The rule rests on the order of reading being a fair draw within each kind of file (ingest/listing.h); what waits of
 * another kind than all that was read is beyond it.
 *
 * In floating point, as it decides only what is provisional: sums of whole numbers, in one order.
 */
#ifndef TS_VERIFY_SETTLED_H
#define TS_VERIFY_SETTLED_H

#include <stdbool.h>
#include <stdint.h>

enum { TS_SAMPLE_GROUPS = 64 };
/* From this clearness on a lead is settled. */
#define TS_SETTLED 6.635
/* The square of a lead in its standard errors; lead: the sums of each group; waiting: share of the evidence that was not
 * read yet, in 10^-6. */
double ts_lead_clearness(const double lead[TS_SAMPLE_GROUPS], uint32_t waiting);

#endif
