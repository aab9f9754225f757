"""Where the ledger lies: read-only drives are refused, network drives and synchronised folders told; files are replaced with care."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from duban_xl.apply import files
from duban_xl.apply.drive import (
    NETWORK,
    Drive,
    confirm_written,
    drive_notice,
    drive_of,
    file_system,
    lettered_drive,
    refuse_read_only,
    synchronised_by,
)
from duban_xl.apply.files import append_line, digest, errors_said, swap, write_new
from duban_xl.apply.lock import refuse_if_open
from duban_xl.catalogue import CannotRun
from tests.apply_ledger import make, write

TABLE = """\
22 1 254:0 / / rw,relatime - ext4 /dev/root rw
30 22 0:26 / /mnt/共享\\040盘 rw,relatime shared:9 - cifs //server/share rw,vers=3.0
31 22 0:27 / /mnt/nfs rw - nfs4 server:/export rw
32 31 0:28 / /mnt/nfs/本机 rw - tmpfs tmpfs rw
33 22 0:29 / /mnt/auto rw master:1 - autofs systemd-1 rw
34 33 0:30 / /mnt/auto ro - fuse.sshfs me@host: ro
一行看不懂的
"""
NETWORK_DRIVE, SEALED_DRIVE = Drive(network=True), Drive(read_only=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path)


def code_of(action: Any, *arguments: Any, **options: Any) -> str:
    with pytest.raises(CannotRun) as raised:
        action(*arguments, **options)
    return raised.value.finding.code


# Telling the drive


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/督查/督查台账.xlsx", "ext4"),
        ("/mnt/共享 盘/督查台账.xlsx", "cifs"),
        ("/mnt/共享 盘2/督查台账.xlsx", "ext4"),
        ("/mnt/nfs/a/b.xlsx", "nfs4"),
        ("/mnt/nfs/本机/b.xlsx", "tmpfs"),
        ("/mnt/auto/b.xlsx", "fuse.sshfs"),
    ],
)
def test_mount_table__the_nearest_and_latest_mount_counts(place: str, kind: str) -> None:
    assert file_system(place, TABLE) == kind
    assert (kind in NETWORK) == (kind in {"cifs", "nfs4", "fuse.sshfs"})
    assert file_system(place, "") == ""


@pytest.mark.parametrize(
    ("place", "drive"),
    [
        ("C:\\督查\\督查台账.xlsx", Drive()),
        ("Z:\\督查\\督查台账.xlsx", NETWORK_DRIVE),
        ("E:\\督查台账.xlsx", SEALED_DRIVE),
        ("F:\\督查台账.xlsx", SEALED_DRIVE),
        ("\\\\server\\share\\督查台账.xlsx", NETWORK_DRIVE),
        ("\\\\?\\UNC\\server\\share\\督查台账.xlsx", NETWORK_DRIVE),
        ("\\\\?\\C:\\督查\\督查台账.xlsx", Drive()),
        ("\\\\?\\Z:\\督查台账.xlsx", NETWORK_DRIVE),
    ],
)
def test_windows_path__is_told_by_its_form_and_its_letter(place: str, drive: Drive) -> None:
    types = {"C:\\": 3, "Z:\\": 4, "E:\\": 5, "F:\\": 2}
    flags = {"F:\\": 0x80000}
    assert lettered_drive(place, type_of=types.__getitem__, flags_of=lambda root: flags.get(root, 0xFF)) == drive


def test_drive_of_this_machine__is_neither_network_nor_read_only(path: Path) -> None:
    assert drive_of(path) == Drive()
    assert drive_notice(path) is None
    refuse_read_only(path)


def test_drive_without_a_mount_table__is_told_by_the_system(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Sealed:
        f_flag = os.ST_RDONLY

    monkeypatch.setattr("duban_xl.apply.drive.MOUNTS", path.with_name("没有"))
    monkeypatch.setattr(os, "statvfs", lambda _path: Sealed())
    assert drive_of(path) == SEALED_DRIVE


@pytest.mark.parametrize(
    ("place", "service"),
    [
        ("C:\\张三\\OneDrive - 县委督查室\\督查台账.xlsx", "OneDrive"),
        ("D:\\onedrive\\督查台账.xlsx", "OneDrive"),
        ("D:\\我的坚果云\\2026\\督查台账.xlsx", "坚果云"),
        ("/资料/Nutstore/督查台账.xlsx", "坚果云"),
        ("D:\\百度网盘同步空间\\督查台账.xlsx", "百度网盘"),
        ("D:\\BaiduNetdiskDownload\\督查台账.xlsx", ""),
        ("D:\\WPS云盘\\督查台账.xlsx", "WPS 云盘"),
        ("D:\\督查\\OneDrive.xlsx", ""),
    ],
)
def test_folder_that_is_synchronised__is_told_by_its_name(place: str, service: str) -> None:
    assert synchronised_by(place) == service


# What follows from it


def test_read_only_drive__is_refused_with_its_place(path: Path) -> None:
    assert code_of(refuse_read_only, path, drive=SEALED_DRIVE) == "A115"


def test_read_only_file__is_refused(path: Path) -> None:
    path.chmod(0o444)
    assert code_of(refuse_read_only, path) == "A116"


@pytest.mark.parametrize("denied", ["督查台账.xlsx", ""])
def test_file_or_folder_of_somebody_else__is_refused(path: Path, monkeypatch: pytest.MonkeyPatch, denied: str) -> None:
    place = path.parent / denied
    monkeypatch.setattr(os, "access", lambda asked, _mode: Path(asked) != place)
    with pytest.raises(CannotRun) as raised:
        refuse_read_only(path)
    assert (raised.value.finding.code, raised.value.finding.args["path"]) == ("A105", str(place))


def test_network_drive_and_synchronised_folder__are_told(tmp_path: Path) -> None:
    found = drive_notice(tmp_path / "督查台账.xlsx", drive=NETWORK_DRIVE)
    assert found and (found.code, found.args) == ("A117", {"path": str(tmp_path)})
    found = drive_notice(tmp_path / "坚果云" / "督查台账.xlsx", drive=Drive())
    assert found and (found.code, found.args["name"]) == ("A118", "坚果云")


def test_written_on_a_network_drive__is_read_once_more(path: Path) -> None:
    after = digest(path.read_bytes())
    confirm_written(path, after=after, drive=NETWORK_DRIVE)
    confirm_written(path, after="x", drive=Drive())
    assert code_of(confirm_written, path, after="x", drive=NETWORK_DRIVE) == "A119"
    assert code_of(confirm_written, path.parent / "没有" / path.name, after=after, drive=NETWORK_DRIVE) == "A114"
    assert code_of(confirm_written, path.parent / "没有" / path.name, after=after) == "A114"


# Replacing a file


def windows_error(number: int) -> OSError:
    error = PermissionError(errno.EACCES, "")
    error.winerror = number  # type: ignore[attr-defined] # only Windows has it
    return error


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "WAITS", (0.0, 0.0))


@pytest.mark.parametrize("number", [5, 32, 33])
@pytest.mark.usefixtures("no_waiting")
def test_file_that_a_scanner_looks_at__is_replaced_a_moment_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    new, old, tries, real = tmp_path / "new", tmp_path / "old", [number, number], os.replace
    new.write_bytes(b"2")
    old.write_bytes(b"1")

    def busy(*paths: Any) -> None:
        if tries:
            raise windows_error(tries.pop())
        real(*paths)

    monkeypatch.setattr(os, "replace", busy)
    swap(new, old)
    assert old.read_bytes() == b"2"


@pytest.mark.parametrize("number", [5, 32])
@pytest.mark.usefixtures("no_waiting")
def test_file_that_stays_open_elsewhere__is_said(path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def busy(*_paths: Any) -> None:
        raise windows_error(number)

    old = path.read_bytes()
    monkeypatch.setattr(os, "replace", busy)
    assert code_of(write, path) == "A120"
    assert path.read_bytes() == old


def test_workbook_that_windows_does_not_let_open__is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(*_arguments: Any) -> int:
        raise windows_error(32)

    monkeypatch.setattr(os, "open", held)
    with pytest.raises(CannotRun) as raised, errors_said(path):
        refuse_if_open(path)
    assert raised.value.finding.code == "A120"


def test_other_error_of_a_swap__is_not_tried_again(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        swap(tmp_path / "new", tmp_path / "old")


def test_new_name_that_the_disk_does_not_confirm__is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new, old = tmp_path / "new", tmp_path / "old"
    write_new(new, b"2")

    def fail(_handle: int) -> None:
        raise OSError(errno.EIO, "")

    monkeypatch.setattr(os, "fsync", fail)
    assert code_of(swap, new, old) == "A114"
    assert old.read_bytes() == b"2"


def test_folder_that_cannot_be_synchronised__is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unable(_handle: int) -> None:
        raise OSError(errno.EINVAL, "")

    monkeypatch.setattr(os, "fsync", unable)
    files.sync_folder(tmp_path)


@pytest.mark.parametrize("allowed", [-1, 0, None])
def test_owner_and_group_of_the_old_file__stay_as_far_as_the_system_lets_them(
    path: Path, monkeypatch: pytest.MonkeyPatch, allowed: int | None
) -> None:
    seen, asked = path.stat(), list[tuple[int, int]]()

    def give(_path: Path, owner: int, group: int) -> None:
        asked.append((owner, group))
        if allowed is None or (allowed < 0 and owner >= 0):
            raise PermissionError(errno.EPERM, "")

    monkeypatch.setattr(os, "geteuid", lambda: seen.st_uid + 1)
    monkeypatch.setattr(os, "chown", give)
    path.chmod(0o664)
    write(path)
    assert asked == [(seen.st_uid, seen.st_gid), (-1, seen.st_gid)][: 1 if allowed == 0 else 2]
    assert path.stat().st_mode & 0o777 == 0o664


def test_line_that_the_disk_does_not_take__is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place, real = tmp_path / "journal.jsonl", os.write
    append_line(place, b"1")

    def half(handle: int, data: Any) -> int:
        if data[:1] != b"1":
            raise OSError(errno.ENOSPC, "")
        return real(handle, data[:3])

    monkeypatch.setattr(os, "write", half)
    with pytest.raises(OSError, match="28"):
        append_line(place, b"12345")
    assert place.read_bytes() == b"1\n"


# Locks


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(errno.ENOLCK, ""), "A121"),
        (NotImplementedError(""), "A121"),
        (OSError(errno.EROFS, ""), "A105"),
        (OSError(errno.EIO, ""), "A108"),
    ],
)
def test_lock_that_cannot_be_had__is_said(
    path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, code: str
) -> None:
    def fail(*_arguments: Any, **_options: Any) -> None:
        raise error

    monkeypatch.setattr("filelock.FileLock.acquire", fail)
    assert code_of(write, path) == code
