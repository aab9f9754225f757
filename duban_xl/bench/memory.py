"""How much memory this process has used at its peak, as the operating system counts it."""

import sys
from pathlib import Path

KIB, MIB = 1024, 1 << 20


class Memory:
    """Remembers what is in use now; `peak_mib` tells how far it went beyond that."""

    def __init__(self) -> None:
        self._start = _reset()

    def peak_mib(self) -> float:
        """The peak since the start, above the start, in MiB."""
        return max(_peak() - self._start, 0) / MIB


if sys.platform == "linux":

    def _reset() -> int:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak is now what is in use
        return _field("VmRSS")

    def _peak() -> int:
        return _field("VmHWM")

    def _field(name: str) -> int:
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
        return next(int(line.split()[1]) * KIB for line in lines if line.startswith(f"{name}:"))

elif sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _Counters(ctypes.Structure):
        _fields_ = (
            ("size", wintypes.DWORD),
            ("faults", wintypes.DWORD),
            *((name, ctypes.c_size_t) for name in ("peak", "now", "a", "b", "c", "d", "e", "f")),
        )

    def _counters() -> _Counters:
        counters = _Counters()
        counters.size = ctypes.sizeof(counters)
        process = ctypes.c_void_p(ctypes.windll.kernel32.GetCurrentProcess())
        ctypes.windll.psapi.GetProcessMemoryInfo(process, ctypes.byref(counters), counters.size)
        return counters

    def _reset() -> int:
        return _counters().now

    def _peak() -> int:
        return _counters().peak

else:
    import resource

    def _peak() -> int:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else KIB)

    def _reset() -> int:
        return _peak()
