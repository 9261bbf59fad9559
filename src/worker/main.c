/* main.c - the worker programs (model/profile.h): started by touchstone, never by hand. */
#include "worker/zygote.h"

int main(void) { return ts_zygote_run(); }
