"""The sender of a returned form beside the unit that it is of: another unit's address, or one that nobody knows."""

from collections.abc import Iterator

from duban_xl.catalogue import finding
from duban_xl.model.finding import Finding
from duban_xl.model.form import ReturnedFile
from duban_xl.model.noun import split_names
from duban_xl.model.office import Unit, UnitDirectory
from duban_xl.model.source import Source


def sender_findings(returned: ReturnedFile, units: UnitDirectory, unit: Unit | None) -> Iterator[Finding]:
    """M113 the address is another unit's, M114 it is not among those of `unit`; nothing if `unit` has none to compare."""
    receipt = returned.receipt
    if unit is None or receipt is None or not receipt.sender or has_address(unit, receipt.sender):
        return
    where = Source(returned.file)
    others = units_of_address(units, receipt.sender)
    if others:
        names = "、".join(other.name for other in others)
        yield finding("M113", where, unit=unit.name, sender=receipt.sender, owner=names)
    elif unit.email.strip():
        yield finding("M114", where, unit=unit.name, sender=receipt.sender)


def units_of_address(units: UnitDirectory, address: str) -> tuple[Unit, ...]:
    """The units whose 邮箱 names `address`; those that only name its domain, if none names the address itself."""
    exact = tuple(unit for unit in units.units if _plain(address) in _addresses(unit))
    return exact or tuple(unit for unit in units.units if has_address(unit, address))


def has_address(unit: Unit, address: str) -> bool:
    """Whether `address`, or its domain written as @domain, is among the addresses of `unit`."""
    plain = _plain(address)
    return not _addresses(unit).isdisjoint((plain, plain[plain.find("@") :]))


def _addresses(unit: Unit) -> frozenset[str]:
    return frozenset(_plain(word) for word in split_names(unit.email))


def _plain(address: str) -> str:
    """An address as it is compared: in small letters, without the remark that some put behind a plus sign."""
    local, at, domain = address.strip().lower().rpartition("@")
    return f"{local.split('+')[0]}{at}{domain}"
