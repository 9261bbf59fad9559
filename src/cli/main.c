/* main.c - the command table. */
#include "cli/cli.h"

#include <signal.h>
#include <string.h>
#include <sys/stat.h>

const command *const commands[] = {&cmd_run,    &cmd_init,  &cmd_register, &cmd_holdings, &cmd_ingest, &cmd_verify,
                                   &cmd_assess, &cmd_claim, &cmd_report,   &cmd_status,   &cmd_why,    &cmd_log,
                                   &cmd_digest, &cmd_scan,  &cmd_extract,  &cmd_list,     &cmd_synth};
const size_t command_count = sizeof commands / sizeof *commands;

static const command *find(const char *name) {
    for (size_t i = 0; i < command_count; i++)
        if (strcmp(name, commands[i]->name) == 0)
            return commands[i];
    return NULL;
}

static int unknown(const char *word) {
    nearest best = {.word = word, .len = strlen(word)};
    for (size_t i = 0; i < command_count; i++)
        nearest_try(&best, commands[i]->name);
    nearest_try(&best, "help");
    fprintf(stderr, "touchstone: there is no %s %.100s; ", word[0] == '-' ? "option" : "command", word);
    if (best.name)
        fprintf(stderr, "did you mean %s? ", best.name);
    fprintf(stderr, "`touchstone --help` lists %s\n", best.name ? "all" : "what there is");
    return EXIT_USAGE;
}

/* help; help COMMAND; help --man [COMMAND], which the build makes the manual of. */
static int help(int argc, char **argv) {
    bool man = argc > 1 && strcmp(argv[1], "--man") == 0;
    const char *name = argc > 1 + man ? argv[1 + man] : NULL;
    if (!name) {
        man ? help_man_all() : help_all(stdout);
        return EXIT_DONE;
    }
    const command *c = find(name);
    char how[] = "--help", roff[] = "--man", *of[] = {argv[1 + man], man ? roff : how, NULL};
    return c ? c->run(2, of, c) : unknown(name);
}

static int dispatch(int argc, char **argv) {
    if (argc < 2) {
        help_all(stderr);
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "help") == 0)
        return help(argc - 1, argv + 1);
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        help_all(stdout);
        return EXIT_DONE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("touchstone %s\n", TS_VERSION);
        return EXIT_DONE;
    }
    const command *c = find(argv[1]);
    return c ? c->run(argc - 1, argv + 1, c) : unknown(argv[1]);
}

/* A full disk behind what was printed is told; a pipe whose reader has gone is not. */
static bool output_lost(void) {
    struct stat st;
    bool failed = fflush(stdout) != 0 || ferror(stdout);
    return failed && fstat(STDOUT_FILENO, &st) == 0 && !S_ISFIFO(st.st_mode) && !S_ISSOCK(st.st_mode);
}

int main(int argc, char **argv) {
    umask(077); /* what we write is about people */
    signal(SIGPIPE, SIG_IGN); /* a reader that goes away is seen where we write */
    int status = dispatch(argc, argv);
    if (!output_lost())
        return status;
    fprintf(stderr, "touchstone: the output could not be written: is the disk full?\n");
    return EXIT_CANNOT;
}
