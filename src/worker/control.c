/* control.c - packets with descriptors between the parent and its zygotes. */
#include "worker/control.h"

#include <errno.h>
#include <stddef.h>
#include <unistd.h>

typedef union control_room {
    struct cmsghdr align;
    char bytes[CMSG_SPACE(sizeof(int) * (TS_CONTROL_FDS + 1))];
} control_room;

bool ts_control_send(int sock, const void *message, size_t len, const int *fd, size_t fds) {
    control_room room = {0};
    struct iovec part = {(void *)(uintptr_t)message, len};
    struct msghdr m = {.msg_iov = &part, .msg_iovlen = 1};
    if (fds > TS_CONTROL_FDS + 1) {
        errno = EINVAL;
        return false;
    }
    if (fds) {
        m.msg_control = room.bytes;
        m.msg_controllen = CMSG_SPACE(sizeof(int) * fds);
        struct cmsghdr *c = CMSG_FIRSTHDR(&m);
        c->cmsg_level = SOL_SOCKET;
        c->cmsg_type = SCM_RIGHTS;
        c->cmsg_len = CMSG_LEN(sizeof(int) * fds);
        memcpy(CMSG_DATA(c), fd, sizeof(int) * fds);
    }
    ssize_t sent;
    do
        sent = sendmsg(sock, &m, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent == (ssize_t)len;
}

bool ts_control_job_whole(const ts_control_job *job, size_t got, size_t fds) {
    size_t head = offsetof(ts_control_job, item);
    if (got < head || job->type != TS_CONTROL_JOB || fds < 1 || job->items > TS_LIMIT_BATCH_ITEMS ||
        job->parts > TS_LIMIT_PARTS || (job->parts && (job->items != 1 || fds != 1 + (size_t)job->parts)))
        return false;
    return got == head + ((size_t)job->items + job->parts) * sizeof *job->item;
}

ssize_t ts_control_receive(int sock, void *message, size_t cap, int *fd, size_t *fds, int flags) {
    control_room room;
    struct iovec part = {message, cap};
    struct msghdr m = {.msg_iov = &part,
                       .msg_iovlen = 1,
                       .msg_control = fd ? room.bytes : NULL,
                       .msg_controllen = fd ? sizeof room.bytes : 0};
    ssize_t got;
    do
        got = recvmsg(sock, &m, flags | MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    if (fds)
        *fds = 0;
    if (got <= 0 || !fd)
        return got;
    for (struct cmsghdr *c = CMSG_FIRSTHDR(&m); c; c = CMSG_NXTHDR(&m, c)) {
        if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
            continue;
        *fds = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        memcpy(fd, CMSG_DATA(c), *fds * sizeof(int));
    }
    if (m.msg_flags & (MSG_CTRUNC | MSG_TRUNC)) { /* too many open files: what came is closed again */
        for (size_t i = 0; i < *fds; i++)
            close(fd[i]);
        *fds = 0;
        errno = EMFILE;
        return -1;
    }
    return got;
}
