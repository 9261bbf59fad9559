/* worker_hostile.c - the worker program, turned hostile by the first bytes of an item.
 *
 * Linked in place of the reader (--wrap): an item whose first line is one of the words below does what
 * the word says, as code that took the reader over would; any other item is read as ever.  Built
 * for tests alone and installed nowhere.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/limits.h"
#include "extract/extractor.h"
#include "worker/sandbox.h"
#include "worker/wire.h"

ts_err __real_ts_extract_run(ts_source *in, ts_sink *out, ts_outcome *outcome);
ts_err __wrap_ts_extract_run(ts_source *in, ts_sink *out, ts_outcome *outcome);
bool __real_ts_sandbox_restrict_files(void);
bool __wrap_ts_sandbox_restrict_files(void);

/* Linked as touchstone-worker in a directory of that name, it runs as on a kernel without Landlock. */
bool __wrap_ts_sandbox_restrict_files(void) {
    return strstr(program_invocation_name, "without-landlock") ? false : __real_ts_sandbox_restrict_files();
}

/* In a directory of that name it says that no filter stands; it does, so that nothing is at stake. */
uint32_t __real_ts_sandbox_enter(const ts_sandbox *s, uint64_t memory, uint32_t cpu_seconds);
uint32_t __wrap_ts_sandbox_enter(const ts_sandbox *s, uint64_t memory, uint32_t cpu_seconds);
uint32_t __wrap_ts_sandbox_enter(const ts_sandbox *s, uint64_t memory, uint32_t cpu_seconds) {
    uint32_t layers = __real_ts_sandbox_enter(s, memory, cpu_seconds);
    return strstr(program_invocation_name, "without-filter") ? layers & ~(uint32_t)TS_LAYER_SECCOMP : layers;
}

/* Raw calls: glibc may refuse a call by itself, and it is the kernel that must refuse it here. */
static void escape_open(void) { syscall(SYS_openat, AT_FDCWD, "/etc/passwd", O_RDONLY); }
static void escape_creat(void) { syscall(SYS_creat, "/tmp/touchstone-escaped", 0600); }
static void escape_socket(void) { syscall(SYS_socket, AF_INET, SOCK_STREAM, 0); }
static void escape_udp(void) { syscall(SYS_socket, AF_INET, SOCK_DGRAM, 0); }
static void escape_connect(void) { syscall(SYS_connect, 0, NULL, 0); }
static void escape_exec(void) {
    char *const none[] = {NULL};
    syscall(SYS_execve, "/bin/true", none, none);
}
static void escape_fork(void) { syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0); }
static void escape_old_fork(void) { syscall(SYS_fork); }
static void escape_ptrace(void) { syscall(SYS_ptrace, PTRACE_TRACEME, 0, 0, 0); }
static void escape_kill(void) { syscall(SYS_kill, getppid(), SIGKILL); }
static void escape_mmapexec(void) {
    syscall(SYS_mmap, NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}
static void escape_mprotect(void) {
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    syscall(SYS_mprotect, page, 4096, PROT_READ | PROT_EXEC);
}
static void escape_write(void) { syscall(SYS_write, TS_RESULT_FD + 3, "x", 1); }
static void escape_memfd(void) { syscall(SYS_memfd_create, "x", 0); }
static void escape_prctl(void) { syscall(SYS_prctl, 4 /* PR_SET_DUMPABLE */, 1, 0, 0, 0); }
static void escape_seccomp(void) { syscall(SYS_seccomp, 1, 0, NULL); }
static void escape_io_uring(void) { syscall(425, 8, NULL); }
#if defined(__x86_64__)
/* The 32-bit door: exit(7) by the old interrupt, numbered otherwise there. */
static void escape_int80(void) { __asm__ volatile("int $0x80" : : "a"(1), "b"(7) : "memory"); }
static void escape_x32(void) { syscall(0x40000000 | SYS_getpid); }
#endif
static void escape_spin(void) {
    for (volatile unsigned i = 0;; i++)
        ;
}
static void escape_bomb(void) {
    for (;;) /* asked for, not touched: the cap is on what is asked for, and the test stays quick */
        *(volatile char *)ts_alloc(16 * 1024 * 1024) = 1;
}
static void escape_crash(void) {
    void *volatile nowhere = NULL;
    *(volatile int *)nowhere = 1;
}
static void escape_abort(void) { abort(); }
static void escape_exit(void) { _exit(0); }
static void escape_as_if_shut_out(void) { _exit(TS_EXIT_SANDBOX); }
static void escape_silence(void) {
    for (;;)
        syscall(SYS_futex, &(int){0}, 0, 0, NULL, NULL, 0);
}

/* An honest look: what it finds ends it, and an item that finds nothing is read as ever. */
static void look_at_environment(void) {
    for (char **e = environ; e && *e; e++)
        /* what builds for tests set themselves; ours */
        if (!strstr(*e, "SAN_OPTIONS=") && !strstr(*e, "LLVM_PROFILE") && strcmp(*e, "OMP_THREAD_LIMIT=1") != 0 &&
            strcmp(*e, "GLIBC_TUNABLES=glibc.malloc.tcache_count=65535") != 0)
            abort();
}

static void put(ts_span bytes) {
    while (bytes.len) {
        ssize_t n = write(TS_RESULT_FD, bytes.ptr, bytes.len);
        if (n <= 0)
            _exit(0);
        bytes = ts_slice(bytes, (size_t)n, SIZE_MAX);
    }
}

/* The job's own next sequence number is not known here: 1 is, where the item is alone and first. */
static void frame(ts_frame_type type, uint32_t item, uint32_t sequence, ts_span payload) {
    ts_buf out = {0};
    ts_frame_put(&out, &(ts_frame){.type = (uint16_t)type, .item = item, .sequence = sequence, .payload = payload});
    put(ts_buf_span(&out));
    ts_buf_done(&out);
}

static void begun(void) { frame(TS_FRAME_HELLO, 0, 0, ts_str("\x03\0\0\0")); }

static void lie_length(void) { put(ts_span_of("\xff\xff\xff\xff\x02\0\x01\0\0\0\0\0\0\0\0\0", 16)); }
static void lie_item(void) { frame(TS_FRAME_NOTE, 77, 2, ts_str("of another")); }
static void lie_order(void) { frame(TS_FRAME_CHILD_END, 0, 2, ts_span_of("\0\0\0\0\0\0\0\0\0", 9)); }
static void lie_sequence(void) { frame(TS_FRAME_NOTE, 0, 99, ts_str("late")); }
static void lie_hello(void) { begun(); }
static void lie_utf8(void) { frame(TS_FRAME_NOTE, 0, 2, ts_str("\xc3(")); }
static void lie_end(void) { frame(TS_FRAME_END, 0, 2, ts_span_of("\xff", 1)); }
/* To the second program, which is this one as well and says it again. */
static void lie_back(void) {
    const ts_wire_end w = {.elsewhere = 1};
    ts_buf b = {0};
    ts_buf_add(&b, ts_span_of(&w, sizeof w));
    ts_buf_add_counted(&b, (ts_span){0});
    ts_buf_add_counted(&b, (ts_span){0});
    frame(TS_FRAME_END, 0, 2, ts_buf_span(&b));
    _exit(0);
}
static void lie_noise(void) {
    char noise[4096];
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (char)(i * 131 + 17);
    put(ts_span_of(noise, sizeof noise));
}
static void lie_offsets(void) {
    const ts_wire_segment s = {.text_len = 10, .at = TS_NO_OFFSET};
    ts_buf b = {0};
    ts_buf_add(&b, ts_span_of(&s, sizeof s));
    for (int i = 0; i < 3; i++)
        ts_buf_add_u32le(&b, 0);
    frame(TS_FRAME_SEGMENT, 0, 2, ts_buf_span(&b));
    ts_buf_clear(&b);
    const ts_wire_values f = {.values = 1, .shapes = 1};
    const ts_wire_value v = {.start = 5, .len = 6, .from = TS_NO_CELL};
    const ts_wire_shape shape = {.kind = TS_KIND_EMAIL, .column = TS_WIRE_NO_COLUMN};
    ts_buf_add(&b, ts_span_of(&f, sizeof f));
    ts_buf_add(&b, ts_span_of(&v, sizeof v));
    ts_buf_add(&b, ts_span_of(&shape, sizeof shape));
    frame(TS_FRAME_VALUES, 0, 3, ts_buf_span(&b));
    ts_buf_done(&b);
}
static void lie_endless(void) {
    for (uint32_t i = 2;; i++)
        frame(TS_FRAME_NOTE, 0, i, ts_str("and on, and on, and on, and on, and on, and on, and on, and on"));
}

static const struct {
    const char *word;
    void (*act)(void);
} acts[] = {
    {"ESCAPE:open", escape_open},
    {"ESCAPE:creat", escape_creat},
    {"ESCAPE:socket", escape_socket},
    {"ESCAPE:udp", escape_udp},
    {"ESCAPE:connect", escape_connect},
    {"ESCAPE:exec", escape_exec},
    {"ESCAPE:fork", escape_fork},
    {"ESCAPE:vfork", escape_old_fork},
    {"ESCAPE:ptrace", escape_ptrace},
    {"ESCAPE:kill", escape_kill},
    {"ESCAPE:mmapexec", escape_mmapexec},
    {"ESCAPE:mprotect", escape_mprotect},
    {"ESCAPE:write", escape_write},
    {"ESCAPE:memfd", escape_memfd},
    {"ESCAPE:prctl", escape_prctl},
    {"ESCAPE:seccomp", escape_seccomp},
    {"ESCAPE:io_uring", escape_io_uring},
#if defined(__x86_64__)
    {"ESCAPE:int80", escape_int80},
    {"ESCAPE:x32", escape_x32},
#endif
    {"ESCAPE:spin", escape_spin},
    {"ESCAPE:bomb", escape_bomb},
    {"ESCAPE:crash", escape_crash},
    {"ESCAPE:abort", escape_abort},
    {"ESCAPE:sandbox-status", escape_as_if_shut_out},
    {"ESCAPE:exit", escape_exit},
    {"ESCAPE:silence", escape_silence},
    {"LOOK:environment", look_at_environment},
    {"LIE:length", lie_length},
    {"LIE:item", lie_item},
    {"LIE:order", lie_order},
    {"LIE:sequence", lie_sequence},
    {"LIE:hello", lie_hello},
    {"LIE:utf8", lie_utf8},
    {"LIE:end", lie_end},
    {"LIE:back", lie_back},
    {"LIE:noise", lie_noise},
    {"LIE:offsets", lie_offsets},
    {"LIE:endless", lie_endless},
};

/* A worker that lies has sent what stood before, so that its lie is the next thing read. */
static void act(size_t i) {
    acts[i].act();
    if (strncmp(acts[i].word, "LIE:", 4) == 0)
        _exit(0);
}

/* What befalls the third slice of an item whose first line says so: "SLICE:crash", and "SLICE:guess crash" where it
 * is not known where the slice begins; and the first: "FIRST:late crash". */
typedef enum mischief { NO_MISCHIEF, CRASH, LATE_CRASH, EXIT, WRONG_START, SHORT } mischief;

static mischief mischief_of(const ts_source *in, ts_span word) {
    static const char *const words[] = {"crash", "late crash", "exit", "start", "short"};
    const ts_slice_job *s = in->slice;
    if (s && s->from == 0 && ts_span_eq(word, ts_str("FIRST:late crash")))
        return LATE_CRASH;
    ts_span slice = ts_str("SLICE:"), guess = ts_str("SLICE:guess ");
    if (!s || (s->to - 1) / ts_slice_bytes() != 2 || !ts_span_eq(ts_slice(word, 0, slice.len), slice))
        return NO_MISCHIEF;
    bool guessed = ts_span_eq(ts_slice(word, 0, guess.len), guess);
    word = ts_slice(word, guessed ? guess.len : slice.len, SIZE_MAX);
    for (int i = 0; i < 5; i++)
        if (ts_span_eq(word, ts_str(words[i])) && !(guessed && s->exact))
            return (mischief)(i + 1);
    return NO_MISCHIEF;
}

ts_err __wrap_ts_extract_run(ts_source *in, ts_sink *out, ts_outcome *outcome) {
    ts_span head = ts_peek(in, 32);
    ts_span word = ts_slice(head, 0, ts_span_find(head, ts_str("\n"), 0));
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        if (ts_span_eq(word, ts_str(acts[i].word)))
            act(i);
    mischief m = mischief_of(in, word);
    if (m == CRASH)
        escape_crash();
    if (m == EXIT)
        escape_exit();
    if (m == WRONG_START) { /* on a line end, as if it were honest */
        in->slice->from += 500;
        in->slice->exact = false;
    }
    bool bomb = ts_span_eq(word, ts_str("LATE:bomb")), crash = ts_span_eq(word, ts_str("LATE:crash"));
    ts_err err = __real_ts_extract_run(in, out, outcome);
    if (bomb) /* what was found is on its way by then, where it is enough */
        escape_bomb();
    if (crash || m == LATE_CRASH)
        escape_crash();
    if (m == SHORT) {
        in->slice->next = in->slice->start + 100;
        in->slice->records = 1;
    }
    return err;
}
