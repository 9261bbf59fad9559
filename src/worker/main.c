/* main.c - the programs touchstone-worker, touchstone-worker-libs and touchstone-worker-ocr: started by touchstone, never by hand. */
#include "worker/zygote.h"

int main(void) { return ts_zygote_run(); }
