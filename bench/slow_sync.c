/*
 * A disk that takes its time: loaded before libc (LD_PRELOAD), every fsync and fdatasync lasts SLOW_SYNC_US microseconds longer.
 * A virtual disk may answer a sync from a cache in a tenth of a millisecond; the disk of a NAS or a memory card cannot. Where
 * SLOW_SYNC_WHEN names a file, only while that file is there.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static void linger(void) {
    const char *us = getenv("SLOW_SYNC_US"), *when = getenv("SLOW_SYNC_WHEN");
    if (when && access(when, F_OK) != 0)
        return;
    long more = us ? atol(us) : 0;
    struct timespec pause = {more / 1000000, more % 1000000 * 1000};
    nanosleep(&pause, NULL);
}

int fsync(int fd) {
    linger();
    return (int)syscall(SYS_fsync, fd);
}

int fdatasync(int fd) {
    linger();
    return (int)syscall(SYS_fdatasync, fd);
}
