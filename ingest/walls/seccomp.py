"""What a process may still ask of Linux once it is sealed: memory, its own files, its own end. Nothing else is there.

No network, no other process, no file to write, no limit to raise: whatever is not listed fails as unknown to the
system, which the C library takes calmly. The system calls are those that Python and the readers' libraries use.
"""

import ctypes
import os
import platform
import struct
import sys
from itertools import chain

ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
X86_64 = """
read 0 write 1 close 3 stat 4 fstat 5 lstat 6 poll 7 lseek 8 mmap 9 mprotect 10 munmap 11 brk 12 rt_sigaction 13
rt_sigprocmask 14 rt_sigreturn 15 pread64 17 readv 19 writev 20 access 21 sched_yield 24 mremap 25 madvise 28 dup 32
nanosleep 35 getpid 39 exit 60 uname 63 fcntl 72 getcwd 79 readlink 89 gettimeofday 96 getrlimit 97 getrusage 98
sysinfo 99 times 100 getuid 102 getgid 104 geteuid 107 getegid 108 getppid 110 sigaltstack 131 gettid 186 time 201
futex 202 sched_getaffinity 204 getdents64 217 set_tid_address 218 clock_gettime 228 clock_getres 229
clock_nanosleep 230 exit_group 231 newfstatat 262 readlinkat 267 faccessat 269 ppoll 271 set_robust_list 273
getrandom 318 statx 332 rseq 334 faccessat2 439
"""
AARCH64 = """
getcwd 17 dup 23 fcntl 25 faccessat 48 close 57 getdents64 61 lseek 62 read 63 write 64 readv 65 writev 66 pread64 67
ppoll 73 readlinkat 78 newfstatat 79 fstat 80 exit 93 exit_group 94 set_tid_address 96 futex 98 set_robust_list 99
nanosleep 101 clock_gettime 113 clock_getres 114 clock_nanosleep 115 sched_getaffinity 123 sched_yield 124
sigaltstack 132 rt_sigaction 134 rt_sigprocmask 135 rt_sigreturn 139 times 153 uname 160 getrlimit 163 getrusage 165
gettimeofday 169 getpid 172 getppid 173 getuid 174 geteuid 175 getgid 176 getegid 177 gettid 178 sysinfo 179
brk 214 munmap 215 mremap 216 mmap 222 mprotect 226 madvise 233 getrandom 278 statx 291 rseq 293 faccessat2 439
"""
CALLS = {"x86_64": X86_64, "aarch64": AARCH64}
OPENING = {"x86_64": ((2, 1), (257, 2)), "aarch64": ((56, 2),)}  # open and openat, with the place of their flags
OWN_SIGNAL = {"x86_64": 234, "aarch64": 131}  # tgkill, by which a process aborts itself
WRITING = os.O_ACCMODE | os.O_CREAT | os.O_TRUNC

# Instructions of the filter (linux/filter.h, linux/seccomp.h).
LOAD, EQUAL, ANY_BIT, RETURN = 0x20, 0x15, 0x45, 0x06
ALLOW, UNKNOWN, KILL = 0x7FFF0000, 0x00050000 | 38, 0x80000000  # 38: ENOSYS
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16  # offsets of what is looked at
NO_NEW_PRIVILEGES, SECCOMP, FILTER = 38, 22, 2  # of prctl
Code = list[tuple[int, int, int, int]]


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def known() -> bool:
    """Whether this system can do it."""
    return sys.platform == "linux" and platform.machine() in CALLS


def seal() -> bool:
    """Whether this process is sealed from here on, which it stays; False where the system does not do it."""
    if not known():
        return False
    machine = platform.machine()
    code = b"".join(struct.pack("=HBBI", *line) for line in program(machine, os.getpid()))
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    return not library.prctl(SECCOMP, FILTER, ctypes.byref(_Program(len(code) // 8, code)), 0, 0)


def program(machine: str, process: int) -> Code:
    """The filter for *machine*; *process* is the only one that may be sent a signal."""
    numbers = map(int, CALLS[machine].split()[1::2])
    lines: Code = [
        (LOAD, 0, 0, ARCHITECTURE),
        (EQUAL, 1, 0, ARCHITECTURES[machine]),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER),
    ]
    lines += chain.from_iterable(((EQUAL, 0, 1, number), (RETURN, 0, 0, ALLOW)) for number in numbers)
    for number, place in OPENING[machine]:
        lines += _where(number, place, ANY_BIT, WRITING, otherwise=True)
    lines += _where(OWN_SIGNAL[machine], 0, EQUAL, process, otherwise=False)
    return [*lines, (RETURN, 0, 0, UNKNOWN)]


def _where(number: int, place: int, test: int, value: int, *, otherwise: bool) -> Code:
    """Let the call *number* through where its argument at *place* meets *test*, or where it does not."""
    met, unmet = (UNKNOWN, ALLOW) if otherwise else (ALLOW, UNKNOWN)
    return [
        (EQUAL, 0, 4, number),
        (LOAD, 0, 0, ARGUMENTS + 8 * place),
        (test, 0, 1, value),
        (RETURN, 0, 0, met),
        (RETURN, 0, 0, unmet),
    ]
