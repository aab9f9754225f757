"""Edge: a workbook's path → what drive it lies on: read-only (refused), network or synchronised (told).

What can be promised on a network drive: the new file is written, sent off (fsync) and read once more after the swap, and
the lock is asked for. What can't: that the server has it on its disk, that the re-reading did not come from this
computer's own memory, that another computer sees the lock, and that a reader elsewhere sees the swap as one step.
The journal and the backups lie beside the ledger, so the next command tells what became of the last batch.
"""

import os
import re
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from duban_xl.apply.files import digest
from duban_xl.catalogue import cannot_run, finding
from duban_xl.model.finding import Finding
from duban_xl.model.source import Source

MOUNTS = Path("/proc/self/mountinfo")
NETWORK = frozenset(
    ("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "lustre", "9p", "davfs")
) | frozenset(
    f"fuse.{kind}"
    for kind in ("sshfs", "rclone", "davfs", "davfs2", "gvfsd-fuse", "smbnetfs", "s3fs", "glusterfs", "ceph")
)
"""File systems of other computers, as the kernel calls them."""

REMOTE, DISC = 4, 5  # what GetDriveTypeW answers
SEALED = 0x80000  # FILE_READ_ONLY_VOLUME, in the flags of GetVolumeInformationW
UNC = re.compile(r"\\\\(?:\?\\UNC\\)?(?![?.]\\)[^\\]+\\[^\\]+", re.IGNORECASE)  # \\server\share

SYNCHRONISED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("OneDrive", ("OneDrive",)),
    ("坚果云", ("坚果云", "Nutstore")),
    ("百度网盘", ("百度网盘", "百度云同步盘", "百度网盘同步空间", "BaiduSyncdisk", "BaiduNetdiskWorkspace")),
    ("WPS 云盘", ("WPS云盘", "WPS网盘", "WPSDrive", "WPS Cloud Files")),
    ("微盘", ("微盘", "WeDrive")),
    ("iCloud", ("iCloudDrive", "iCloud Drive", "iCloud 云盘", "Mobile Documents")),
    ("Dropbox", ("Dropbox",)),
    ("Google Drive", ("Google Drive", "GoogleDrive")),
    ("Synology Drive", ("SynologyDrive",)),
)
"""Service → the names of the folders that it keeps the same on several computers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drive:
    """What can be told of the drive that a file lies on."""

    network: bool = False
    read_only: bool = False


def refuse_read_only(path: Path, *, drive: Drive | None = None) -> None:
    """Raises CannotRun if the workbook `path` can't be replaced: A115 read-only drive, A116 read-only file, A105 no right.

    `drive` is what `path` lies on, if that is known already.
    """
    source = Source(str(path))
    if (drive or drive_of(path)).read_only:
        raise cannot_run("A115", source, path=str(path.parent))
    if not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise cannot_run("A116", source, name=path.name)
    for place in (path.parent, path):
        if not os.access(place, os.W_OK):
            raise cannot_run("A105", source, path=str(place))


def drive_notice(path: Path, *, drive: Drive | None = None) -> Finding | None:
    """A117 if `path` lies on a network drive, A118 if in a synchronised folder, else None."""
    if (drive or drive_of(path)).network:
        return finding("A117", Source(str(path)), path=str(path.parent))
    service = synchronised_by(str(path))
    return finding("A118", Source(str(path)), name=service, path=str(path.parent)) if service else None


def confirm_written(path: Path, *, after: str, drive: Drive | None = None) -> None:
    """On a network drive, read `path` once more after the swap.

    Raises CannotRun: A119 unless its SHA-256 is `after`, A114 if it can't be read or the folder is gone.
    """
    try:
        now = digest(path.read_bytes()) if (drive or drive_of(path)).network else after
    except OSError as error:
        raise cannot_run("A114", Source(str(path)), path=str(path)) from error
    if now != after:
        raise cannot_run("A119", Source(str(path)), name=path.name)


def drive_of(path: Path) -> Drive:
    """What `path` lies on. On a Mac a network drive is not recognised, a read-only one is."""
    path = path.resolve()
    if sys.platform == "win32":
        from ctypes import byref, c_ulong, windll

        def flags_of(root: str) -> int:
            flags = c_ulong()
            windll.kernel32.GetVolumeInformationW(root, None, 0, None, None, byref(flags), None, 0)
            return flags.value

        return lettered_drive(str(path), type_of=windll.kernel32.GetDriveTypeW, flags_of=flags_of)
    table = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape") if MOUNTS.exists() else ""
    read_only = bool(os.statvfs(path).f_flag & os.ST_RDONLY)
    return Drive(network=file_system(str(path), table) in NETWORK, read_only=read_only)


def file_system(path: str, table: str) -> str:
    """The kind of file system that the absolute `path` lies on, by the kernel's `table` of mounts; "" if it says nothing."""
    place = PurePosixPath(path)
    best, kind = -1, ""
    for point, its_kind in _mounts(table):
        depth = len(PurePosixPath(point).parts)
        if depth >= best and place.is_relative_to(point):  # of two at one place the later one counts
            best, kind = depth, its_kind
    return kind


def _mounts(table: str) -> Iterator[tuple[str, str]]:
    """Mount point and kind of every line: `36 35 98:0 /root /point rw,… shared:1 - ext4 /dev/sda rw,…`."""
    for line in table.splitlines():
        before, mark, after = line.partition(" - ")
        fields, kinds = before.split(" "), after.split(" ")
        if mark and len(fields) > 4:
            yield re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), fields[4]), kinds[0]


def lettered_drive(path: str, *, type_of: Callable[[str], int], flags_of: Callable[[str], int]) -> Drive:
    """What a Windows `path` lies on; the functions answer for a root such as "D:\\" as Windows does (see `drive_of`)."""
    if UNC.match(path):
        return Drive(network=True)
    root = PureWindowsPath(path.removeprefix("\\\\?\\")).anchor
    kind = type_of(root)
    return Drive(network=kind == REMOTE, read_only=kind == DISC or bool(flags_of(root) & SEALED))


def synchronised_by(path: str) -> str:
    """The service that keeps a folder of `path` the same on several computers; "" if its name tells of none."""
    for part in re.split(r"[\\/]", path)[:-1]:
        for service, names in SYNCHRONISED:
            if any(re.match(rf"(?:我的)?{re.escape(name)}(?:$|[ （(_-])", part, re.IGNORECASE) for name in names):
                return service
    return ""
