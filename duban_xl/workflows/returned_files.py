"""Edge: what a person names for checking → the returned workbooks in it, those within mails and archives included.

A workbook that was collected is known again by its bytes, wherever it lies now: it is read with its receipt.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from duban_xl.catalogue import finding
from duban_xl.check.returned.moment import with_plausible_time
from duban_xl.model.finding import Finding
from duban_xl.model.form import ReturnedFile
from duban_xl.model.receipt import Receipt, Via
from duban_xl.model.source import Source
from duban_xl.read.delivery import sheet_suffix
from duban_xl.read.file_kind import SPREADSHEET_SUFFIXES
from duban_xl.read.mbox import is_mbox
from duban_xl.read.returns import read_return
from duban_xl.workflows.deliveries import Came, below, in_file
from duban_xl.workflows.office import Run, silent, watched

CONTAINERS = frozenset((".eml", ".msg", ".mbox", ".mbx", ".zip"))
NO_TIME = "R520"
_HEAD = 4_096


@dataclass(frozen=True, slots=True)
class Taken:
    """A returned workbook and where it was found; one within a mail or archive has a path through it, and its bytes."""

    path: Path
    returned: ReturnedFile
    data: bytes | None = None


def returned_in(
    paths: Sequence[Path], receipts: Mapping[str, Receipt], run: Run, *, besides: Path | None = None
) -> Iterator[Taken | Finding]:
    """Every returned workbook of `paths` (files, or folders with all that is below), and what is to be said of the rest.

    What lies in the folder `besides` is passed over where nobody named it.
    """
    named = [path for path in paths if path.is_file()]
    lying = [path for folder in paths if folder.is_dir() for path in below(folder)]
    if besides:
        own = besides.resolve()
        lying = [path for path in lying if own not in path.resolve().parents]
    every = dict.fromkeys([*named, *lying])
    for path in watched(run, every):
        if _is_container(path, is_named=path in named):
            yield from _in_container(path, receipts, run)
        elif path.suffix.lower() in SPREADSHEET_SUFFIXES or path in named:
            yield Taken(path, _with_receipt(read_return(path, password=run.password), receipts, run))
        else:
            yield finding("C101", Source(str(path)), path=path.name)


def _is_container(path: Path, *, is_named: bool) -> bool:
    """By its name where it only lies in a folder; a file that a person named is looked into."""
    if path.suffix.lower() in SPREADSHEET_SUFFIXES:
        return False
    return path.suffix.lower() in CONTAINERS or (is_named and _is_opened(path))


def _is_opened(path: Path) -> bool:
    from duban_xl.read.mail import is_mail  # a file without a telling name is rare

    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return is_mbox(head) or is_mail(head)


def _in_container(path: Path, receipts: Mapping[str, Receipt], run: Run) -> Iterator[Taken | Finding]:
    quiet = replace(run, progress=silent)
    for came in in_file(path, path.parent, quiet):
        if isinstance(came, Came):
            yield from _in_delivery(came, path, receipts, run)
        else:
            yield came


def _in_delivery(came: Came, path: Path, receipts: Mapping[str, Receipt], run: Run) -> Iterator[Taken | Finding]:
    delivery = came.delivery
    yield from delivery.findings
    is_alone = delivery.kind is Via.FILE
    for one in delivery.files:
        suffix = sheet_suffix(one.name, one.data)
        at = path if is_alone else path / (one.name + (suffix or ""))
        if suffix is None and not is_alone:
            yield finding("C101", Source(str(at)), path=one.name)
            continue
        receipt = None if is_alone else replace(delivery.receipt, original_name=one.name)
        returned = read_return(at, one.data, password=run.password)
        yield Taken(at, _with_receipt(returned, receipts, run, receipt), None if is_alone else one.data)


def _with_receipt(
    returned: ReturnedFile, receipts: Mapping[str, Receipt], run: Run, own: Receipt | None = None
) -> ReturnedFile:
    """The form with its first receipt: the register's, else that of the mail it lies in; then no other time is asked for."""
    receipt = receipts.get(returned.sha256) or own
    if receipt:
        kept = tuple(f for f in returned.findings if f.code != NO_TIME)
        returned = replace(returned, receipt=receipt, findings=kept)
    return with_plausible_time(returned, now=run.now)
