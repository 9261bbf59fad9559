/* main.c - the programs touchstone-worker and touchstone-worker-libs: started by touchstone, never by hand. */
#include "worker/zygote.h"

int main(void) { return ts_zygote_run(); }
