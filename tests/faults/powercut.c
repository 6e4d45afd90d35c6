/*
 * A disk that forgets: loaded before libc (LD_PRELOAD) into an unmodified program.
 *
 * Every regular file below GRAPPE_FAULT_DIR, but for SQLite's shared-memory index, lives in memory: writes and truncations
 * are visible to reads at once, and reach the real file only at fsync or fdatasync. SIGKILL is then a power cut: what was
 * not synced is gone. On request it also lets a share of unsynced writes through (a kernel writes back in any order), cuts the
 * power in the middle of a chosen sync, and fails chosen writes and syncs.
 *
 * GRAPPE_FAULT_CONTROL names a file of 16 numbers (u64, native order) that the test and this library share; see enum below.
 * After a failed sync the pending writes stay readable and never reach the disk, as on Linux.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum control {
    WRITES,        /* counts writes and truncations since the test last set it to 0 */
    SYNCS,         /* counts syncs likewise */
    FAIL_WRITE_AT, /* the write with this number fails with EIO; 0: none */
    FAIL_SYNC_AT,  /* the sync with this number fails with EIO; 0: none */
    STICKY,        /* 1: all later ones fail too */
    DISK_FULL,     /* 1: writes that make a file longer fail with ENOSPC; 2: every write does */
    CUT_AT_SYNC,   /* the sync with this number writes half and the power goes; 0: none */
    LEAK_PERCENT,  /* share of unsynced writes that reach the disk at once */
    FAULTS,        /* counts the faults given */
    TRACKED,       /* counts the files taken over: 0 means that the library was not at work */
    CONTROLS = 16
};

struct range {
    size_t from, to;
};

struct node {
    dev_t device;
    ino_t inode;
    unsigned char *bytes;
    size_t size, room;
    size_t on_disk;  /* length of the real file */
    size_t shortest; /* shortest length since the last sync */
    struct range *dirty;
    size_t dirty_count, dirty_room;
    int users;
    struct node *next;
};

#define MOST_FILES 65536
static struct node *nodes;
static struct node *by_fd[MOST_FILES];
static off_t position[MOST_FILES];
static unsigned char appends[MOST_FILES];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static volatile uint64_t *control;
static char folder[4096];
static size_t folder_length;
static uint64_t chance = 88172645463325252ULL;

static void die(const char *why) {
    dprintf(2, "powercut: %s\n", why);
    syscall(SYS_kill, getpid(), SIGABRT);
}

__attribute__((constructor)) static void begin(void) {
    const char *dir = getenv("GRAPPE_FAULT_DIR"), *file = getenv("GRAPPE_FAULT_CONTROL");
    if (!dir || !file || !realpath(dir, folder)) return;
    folder_length = strlen(folder);
    int fd = (int)syscall(SYS_openat, AT_FDCWD, file, O_RDWR | O_CLOEXEC, 0);
    void *page = fd < 0 ? MAP_FAILED : mmap(NULL, CONTROLS * 8, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (page == MAP_FAILED) die("the control file cannot be mapped");
    control = page;
    syscall(SYS_close, fd);
    chance ^= (uint64_t)getpid() << 20;
}

static void *enlarge(void *memory, size_t bytes) {
    memory = realloc(memory, bytes);
    if (!memory) die("out of memory");
    return memory;
}

static void resize(struct node *n, size_t size) {
    if (size > n->room) {
        n->room = size + size / 2 + 65536;
        n->bytes = enlarge(n->bytes, n->room);
    }
    if (size > n->size) memset(n->bytes + n->size, 0, size - n->size);
    n->size = size;
}

static void mark(struct node *n, size_t from, size_t to) {
    if (n->dirty_count && n->dirty[n->dirty_count - 1].to == from) {
        n->dirty[n->dirty_count - 1].to = to;
        return;
    }
    if (n->dirty_count == n->dirty_room) {
        n->dirty_room = n->dirty_room * 2 + 64;
        n->dirty = enlarge(n->dirty, n->dirty_room * sizeof *n->dirty);
    }
    n->dirty[n->dirty_count++] = (struct range){from, to};
}

static void put(struct node *n, int fd, size_t from, size_t to) {
    if (to > n->size) to = n->size;
    while (from < to) {
        ssize_t done = syscall(SYS_pwrite64, fd, n->bytes + from, to - from, from);
        if (done <= 0) die("the real disk refused a write");
        from += (size_t)done;
    }
    if (to > n->on_disk) n->on_disk = to;
}

/* Brings the pending state to the real file; `half`: stops in the middle. */
static void flush(struct node *n, int fd, int half) {
    if (n->shortest < n->on_disk) {
        if (syscall(SYS_ftruncate, fd, n->shortest)) die("the real disk refused a truncation");
        n->on_disk = n->shortest;
    }
    size_t count = half ? n->dirty_count / 2 : n->dirty_count;
    for (size_t i = 0; i < count; i++) put(n, fd, n->dirty[i].from, n->dirty[i].to);
    if (half) {
        if (count < n->dirty_count) {
            struct range r = n->dirty[count];
            put(n, fd, r.from, r.from + (r.to - r.from) / 2);
        }
        return;
    }
    if (n->on_disk != n->size) {
        if (syscall(SYS_ftruncate, fd, n->size)) die("the real disk refused a truncation");
        n->on_disk = n->size;
    }
    n->dirty_count = 0;
    n->shortest = n->size;
}

static struct node *known(const struct stat *s) {
    for (struct node *n = nodes; n; n = n->next)
        if (n->device == s->st_dev && n->inode == s->st_ino) return n;
    return NULL;
}

static int is_below_folder(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, sizeof path - 1);
    if (length <= (ssize_t)folder_length) return 0;
    path[length] = 0;
    if (strncmp(path, folder, folder_length) || path[folder_length] != '/') return 0;
    return length < 4 || strcmp(path + length - 4, "-shm");
}

static void take(int fd, int flags) {
    struct stat s;
    if (!control || fd < 0 || fd >= MOST_FILES || (flags & O_PATH)) return;
    if (syscall(SYS_newfstatat, fd, "", &s, AT_EMPTY_PATH) || !S_ISREG(s.st_mode) || !is_below_folder(fd)) return;
    pthread_mutex_lock(&lock);
    struct node *n = known(&s);
    if (!n) {
        n = calloc(1, sizeof *n);
        if (!n) die("out of memory");
        n->device = s.st_dev, n->inode = s.st_ino, n->next = nodes, nodes = n;
        resize(n, (size_t)s.st_size);
        /* A file opened for writing only is read through a door of its own. */
        char link[64];
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        int reading = (int)syscall(SYS_openat, AT_FDCWD, link, O_RDONLY | O_CLOEXEC, 0);
        for (size_t at = 0; at < n->size;) {
            ssize_t done = syscall(SYS_pread64, reading, n->bytes + at, n->size - at, at);
            if (done <= 0) die("the real file cannot be read");
            at += (size_t)done;
        }
        syscall(SYS_close, reading);
        n->on_disk = n->shortest = n->size;
        control[TRACKED]++;
    }
    if ((flags & O_TRUNC) && (flags & O_ACCMODE) != O_RDONLY) {
        n->size = n->on_disk = n->shortest = 0;
        n->dirty_count = 0;
    }
    n->users++;
    by_fd[fd] = n;
    position[fd] = 0;
    appends[fd] = (flags & O_APPEND) != 0;
    pthread_mutex_unlock(&lock);
}

static struct node *of(int fd) { return fd >= 0 && fd < MOST_FILES ? by_fd[fd] : NULL; }

static uint64_t chosen(void) {
    chance ^= chance << 13, chance ^= chance >> 7, chance ^= chance << 17;
    return chance % 100;
}

/* Whether this event, the number `count`, is one that has to fail. */
static int fails(uint64_t count, uint64_t at) {
    if (!at || (control[STICKY] ? count < at : count != at)) return 0;
    control[FAULTS]++;
    errno = EIO;
    return 1;
}

static int may_write(struct node *n, size_t from, size_t end) {
    if (fails(++control[WRITES], control[FAIL_WRITE_AT])) return 0;
    /* A shorter file needs no room. */
    if (end > from && (control[DISK_FULL] == 2 || (control[DISK_FULL] == 1 && end > n->size))) {
        control[FAULTS]++;
        errno = ENOSPC;
        return 0;
    }
    return 1;
}

static ssize_t write_at(int fd, const void *bytes, size_t count, off_t at) {
    pthread_mutex_lock(&lock);
    struct node *n = by_fd[fd];
    ssize_t done = -1;
    if (may_write(n, (size_t)at, (size_t)at + count)) {
        size_t from = (size_t)at;
        if (from > n->size) mark(n, n->size, from);
        if (from + count > n->size) resize(n, from + count);
        memcpy(n->bytes + from, bytes, count);
        mark(n, from, from + count);
        if (control[LEAK_PERCENT] > chosen()) put(n, fd, from, from + count);
        done = (ssize_t)count;
    }
    pthread_mutex_unlock(&lock);
    return done;
}

static ssize_t read_at(int fd, void *bytes, size_t count, off_t at) {
    pthread_mutex_lock(&lock);
    struct node *n = by_fd[fd];
    size_t from = (size_t)at, left = from < n->size ? n->size - from : 0;
    if (count > left) count = left;
    memcpy(bytes, n->bytes + from, count);
    pthread_mutex_unlock(&lock);
    return (ssize_t)count;
}

static int truncate_to(int fd, off_t size) {
    pthread_mutex_lock(&lock);
    struct node *n = by_fd[fd];
    int failed = !may_write(n, n->size, (size_t)size);
    if (!failed) {
        size_t before = n->size;
        resize(n, (size_t)size);
        if (n->size > before) mark(n, before, n->size);
        if (n->size < n->shortest) n->shortest = n->size;
    }
    pthread_mutex_unlock(&lock);
    return failed ? -1 : 0;
}

static int sync_now(int fd) {
    pthread_mutex_lock(&lock);
    struct node *n = by_fd[fd];
    uint64_t count = ++control[SYNCS];
    if (control[CUT_AT_SYNC] && count == control[CUT_AT_SYNC]) {
        flush(n, fd, 1);
        syscall(SYS_kill, getpid(), SIGKILL);
    }
    int failed = fails(count, control[FAIL_SYNC_AT]);
    if (failed)
        n->dirty_count = 0;
    else
        flush(n, fd, 0);
    pthread_mutex_unlock(&lock);
    return failed ? -1 : 0;
}

static void duplicate(int from, int to) {
    if (to < 0 || to >= MOST_FILES || !of(from)) return;
    pthread_mutex_lock(&lock);
    by_fd[to] = by_fd[from];
    by_fd[to]->users++;
    position[to] = position[from];
    appends[to] = appends[from];
    pthread_mutex_unlock(&lock);
}

/* What the program calls. */

static int open_at(int at, const char *path, int flags, mode_t mode) {
    int fd = (int)syscall(SYS_openat, at, path, flags, mode);
    take(fd, flags);
    return fd;
}

#define MODE(flags, last)                                     \
    mode_t mode = 0;                                          \
    if ((flags) & (O_CREAT | O_TMPFILE)) {                    \
        va_list rest;                                         \
        va_start(rest, last);                                 \
        mode = va_arg(rest, mode_t);                          \
        va_end(rest);                                         \
    }

int open(const char *path, int flags, ...) { MODE(flags, flags) return open_at(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags, flags) return open_at(AT_FDCWD, path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { MODE(flags, flags) return open_at(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { MODE(flags, flags) return open_at(at, path, flags, mode); }

int close(int fd) {
    struct node *n = of(fd);
    if (n) {
        pthread_mutex_lock(&lock);
        struct stat s;
        by_fd[fd] = NULL;
        int gone = --n->users == 0 && !syscall(SYS_newfstatat, fd, "", &s, AT_EMPTY_PATH) && s.st_nlink == 0;
        if (gone) {
            struct node **link = &nodes;
            while (*link != n) link = &(*link)->next;
            *link = n->next;
            free(n->bytes), free(n->dirty), free(n);
        }
        pthread_mutex_unlock(&lock);
    }
    return (int)syscall(SYS_close, fd);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off_t at) {
    return of(fd) ? write_at(fd, bytes, count, at) : syscall(SYS_pwrite64, fd, bytes, count, at);
}
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) { return pwrite64(fd, bytes, count, at); }

ssize_t pread64(int fd, void *bytes, size_t count, off_t at) {
    return of(fd) ? read_at(fd, bytes, count, at) : syscall(SYS_pread64, fd, bytes, count, at);
}
ssize_t pread(int fd, void *bytes, size_t count, off_t at) { return pread64(fd, bytes, count, at); }

ssize_t write(int fd, const void *bytes, size_t count) {
    struct node *n = of(fd);
    if (!n) return syscall(SYS_write, fd, bytes, count);
    if (appends[fd]) position[fd] = (off_t)n->size;
    ssize_t done = write_at(fd, bytes, count, position[fd]);
    if (done > 0) position[fd] += done;
    return done;
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
    if (!of(fd)) return syscall(SYS_writev, fd, parts, count);
    ssize_t total = 0;
    for (int i = 0; i < count; i++) {
        ssize_t done = write(fd, parts[i].iov_base, parts[i].iov_len);
        if (done < 0) return total ? total : -1;
        total += done;
    }
    return total;
}

ssize_t read(int fd, void *bytes, size_t count) {
    if (!of(fd)) return syscall(SYS_read, fd, bytes, count);
    ssize_t done = read_at(fd, bytes, count, position[fd]);
    position[fd] += done;
    return done;
}

off_t lseek64(int fd, off_t offset, int whence) {
    struct node *n = of(fd);
    if (!n) return syscall(SYS_lseek, fd, offset, whence);
    off_t base = whence == SEEK_CUR ? position[fd] : whence == SEEK_END ? (off_t)n->size : 0;
    return position[fd] = base + offset;
}
off_t lseek(int fd, off_t offset, int whence) { return lseek64(fd, offset, whence); }

int ftruncate64(int fd, off_t size) { return of(fd) ? truncate_to(fd, size) : (int)syscall(SYS_ftruncate, fd, size); }
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

int fsync(int fd) { return of(fd) ? sync_now(fd) : (int)syscall(SYS_fsync, fd); }
int fdatasync(int fd) { return of(fd) ? sync_now(fd) : (int)syscall(SYS_fdatasync, fd); }

int dup(int fd) {
    int copy = (int)syscall(SYS_dup, fd);
    duplicate(fd, copy);
    return copy;
}

int fcntl64(int fd, int what, ...) {
    va_list rest;
    va_start(rest, what);
    void *with = va_arg(rest, void *);
    va_end(rest);
    int answer = (int)syscall(SYS_fcntl, fd, what, with);
    if (what == F_DUPFD || what == F_DUPFD_CLOEXEC) duplicate(fd, answer);
    return answer;
}

int fcntl(int fd, int what, ...) {
    va_list rest;
    va_start(rest, what);
    void *with = va_arg(rest, void *);
    va_end(rest);
    return fcntl64(fd, what, with);
}

void *mmap64(void *at, size_t length, int protection, int flags, int fd, off_t offset) {
    if (of(fd) && !(flags & MAP_ANONYMOUS)) die("a file under test was mapped: its writes would not be seen");
    return (void *)syscall(SYS_mmap, at, length, protection, flags, fd, offset);
}

static int with_size(int failed, struct stat *s) {
    if (failed || !control || !S_ISREG(s->st_mode)) return failed;
    pthread_mutex_lock(&lock);
    struct node *n = known(s);
    if (n) s->st_size = (off_t)n->size;
    pthread_mutex_unlock(&lock);
    return 0;
}

static int stat_at(int at, const char *path, struct stat *s, int flags) {
    return with_size((int)syscall(SYS_newfstatat, at, path, s, flags), s);
}

int stat64(const char *path, struct stat64 *s) { return stat_at(AT_FDCWD, path, (struct stat *)s, 0); }
int stat(const char *path, struct stat *s) { return stat_at(AT_FDCWD, path, s, 0); }
int lstat64(const char *path, struct stat64 *s) { return stat_at(AT_FDCWD, path, (struct stat *)s, AT_SYMLINK_NOFOLLOW); }
int lstat(const char *path, struct stat *s) { return stat_at(AT_FDCWD, path, s, AT_SYMLINK_NOFOLLOW); }
int fstat64(int fd, struct stat64 *s) { return stat_at(fd, "", (struct stat *)s, AT_EMPTY_PATH); }
int fstat(int fd, struct stat *s) { return stat_at(fd, "", s, AT_EMPTY_PATH); }
int fstatat64(int at, const char *path, struct stat64 *s, int flags) { return stat_at(at, path, (struct stat *)s, flags); }
int fstatat(int at, const char *path, struct stat *s, int flags) { return stat_at(at, path, s, flags); }

int statx(int at, const char *path, int flags, unsigned mask, struct statx *x) {
    int failed = (int)syscall(SYS_statx, at, path, flags, mask, x);
    struct stat s;
    if (failed || syscall(SYS_newfstatat, at, path, &s, flags & (AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW))) return failed;
    if (!with_size(0, &s)) x->stx_size = (uint64_t)s.st_size;
    return 0;
}
