"""Runs a command on a kernel that lacks what Linux 3.10 lacks: such calls get ENOSYS (spk §2.2). Debian's Python, with python3-seccomp.

usage: old_kernel.py COMMAND…; `old_kernel.py --prove` shows that the filter holds: each of the calls is tried and must be refused.
"""

import ctypes
import errno
import os
import sys

import seccomp

# By the version that brought them: 3.11 O_TMPFILE (below), 3.15 renameat2, 3.17 memfd_create getrandom, 3.19 execveat, 4.3 membarrier
# userfaultfd, 4.5 copy_file_range, 4.6 preadv2, 4.9 pkeys, 4.11 statx, 4.14 …, 5.1 pidfd and io_uring, 5.3 clone3, 5.6 openat2,
# 5.8 faccessat2, 5.9 close_range, 5.11 epoll_pwait2, 5.13 Landlock, 5.14 memfd_secret, 5.16 futex_waitv.
LACKING = """renameat2 memfd_create getrandom bpf execveat membarrier userfaultfd mlock2 copy_file_range preadv2 pwritev2 pkey_mprotect
pkey_alloc pkey_free statx rseq io_pgetevents pidfd_send_signal io_uring_setup io_uring_enter io_uring_register pidfd_open clone3
close_range openat2 pidfd_getfd faccessat2 process_madvise epoll_pwait2 landlock_create_ruleset landlock_add_rule
landlock_restrict_self memfd_secret futex_waitv seccomp sched_setattr sched_getattr""".split()
# The bit that makes O_TMPFILE of O_DIRECTORY. A kernel without it would open the folder itself, which fails with EISDIR.
TMPFILE = 0o20000000


def restrict():
    rules = seccomp.SyscallFilter(defaction=seccomp.ALLOW)
    for name in LACKING:
        rules.add_rule(seccomp.ERRNO(errno.ENOSYS), name)
    for name, place in (("open", 1), ("openat", 2)):
        rules.add_rule(seccomp.ERRNO(errno.EISDIR), name, seccomp.Arg(place, seccomp.MASKED_EQ, TMPFILE, TMPFILE))
    rules.load()


def prove():
    """A filter that lets something through is no proof of anything."""
    libc = ctypes.CDLL(None, use_errno=True)
    for name in LACKING:
        number = seccomp.resolve_syscall(seccomp.Arch(), name)
        ctypes.set_errno(0)
        if libc.syscall(number, -1, 0, 0, 0, 0, 0) != -1 or ctypes.get_errno() != errno.ENOSYS:
            raise SystemExit(f"{name} was not refused")
    try:
        os.close(os.open("/tmp", os.O_TMPFILE | os.O_RDWR))
    except OSError as refused:
        if refused.errno == errno.EISDIR:
            print(f"{len(LACKING)} calls and O_TMPFILE are refused")
            return
    raise SystemExit("O_TMPFILE was not refused")


restrict()
if sys.argv[1:] == ["--prove"]:
    prove()
else:
    os.execvp(sys.argv[1], sys.argv[1:])
