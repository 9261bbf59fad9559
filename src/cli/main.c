/* main.c - the command table. */
#include "cli/cli.h"

#include <signal.h>
#include <string.h>
#include <sys/stat.h>

const command *const commands[] = {&cmd_run,    &cmd_init,    &cmd_register, &cmd_ingest, &cmd_verify,
                                   &cmd_assess, &cmd_report,  &cmd_status,   &cmd_log,    &cmd_digest,
                                   &cmd_scan,   &cmd_extract, &cmd_list,     &cmd_synth};
const size_t command_count = sizeof commands / sizeof *commands;

static void help(FILE *to) {
    fprintf(to, "touchstone - is this leaked data ours, whose is it, and how sure are we?\n\n"
                "usage: touchstone COMMAND [OPTIONS]\n\n");
    for (size_t i = 0; i < command_count; i++)
        fprintf(to, "  %-10s %s\n", commands[i]->name, commands[i]->summary);
    fprintf(to, "\ntouchstone COMMAND --help tells more; touchstone --version the version.\n"
                "Exit status: 0 done; 1 done, with something to report; 2 usage; 3 cannot work.\n");
}

int main(int argc, char **argv) {
    umask(077); /* what we write is about people */
    signal(SIGPIPE, SIG_IGN); /* a reader that goes away is seen where we write */
    if (argc < 2) {
        help(stderr);
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0) {
        help(stdout);
        return EXIT_DONE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("touchstone %s\n", TS_VERSION);
        return EXIT_DONE;
    }
    for (size_t i = 0; i < command_count; i++)
        if (strcmp(argv[1], commands[i]->name) == 0)
            return commands[i]->run(argc - 1, argv + 1, commands[i]);
    fprintf(stderr, "touchstone: there is no command %s; touchstone --help lists them\n", argv[1]);
    return EXIT_USAGE;
}
