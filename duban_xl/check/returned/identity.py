"""A returned form's hidden sheet, file name and digest → whose it is, for which period, and what speaks against that."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from duban_xl.catalogue import finding
from duban_xl.model.columns.form import META_TAB
from duban_xl.model.finding import Finding
from duban_xl.model.form import FORM_VERSION, FormMeta, ReturnedFile, form_digest
from duban_xl.model.ledger import Ledger
from duban_xl.model.office import Unit, UnitDirectory, squeezed
from duban_xl.model.period import Period, PeriodKind, parse_period
from duban_xl.model.source import Source

_MISSING_WORDS = {"unit": "单位", "period": "报送期"}
_BREAKS = re.compile(r"[_＿\-—–\s()（）\[\]【】《》“”,，、]+")
_SHORTEST_NAME = 2  # a shorter name may stand in a file name by chance
_NEIGHBOURS = 8  # periods tried on each side when a changed period is suspected


Proof: TypeAlias = Callable[[FormMeta], bool]
"""Whether the digest is that of the form under this identity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Whose form it is and for which period, as far as that is known. Any error among `findings` spoils the whole file."""

    unit: Unit | None
    period: Period | None
    verified: bool
    findings: tuple[Finding, ...]


def identify(returned: ReturnedFile, ledger: Ledger) -> Identity:
    """The identity of `returned`: from its hidden sheet; from the file name only where that sheet says nothing.

    Where the digest proves that the unit or the period was changed, it is the one to which the form was sent out:
    the answer goes there, and no other unit is counted for it.
    """
    meta = returned.meta if returned.meta and (returned.meta.unit_code or returned.meta.digest) else None
    named_unit, named_period = names_in(returned.file, ledger.units)
    unit = _unit_of(meta, ledger.units) or (None if meta and meta.unit_code else named_unit)
    period = parse_period(meta.period) if meta and meta.period else named_period
    proves = _proof(meta, returned, ledger)
    verified = meta is not None and proves(meta)
    where = Source(returned.file, META_TAB)
    found = [*_nobody(meta, unit, period, where, is_read=returned.lines is not None)]
    if meta:
        found += [*_foreign(meta, unit, ledger, where)]
        if unit and period:
            suspect = not verified and bool(ledger.setting("表单密钥"))
            sent = _sent_out(meta, returned, ledger, proves) if suspect else _Sent()
            found += _tampered(meta, unit, sent, returned, ledger) if suspect else ()
            unit, period = sent.unit or unit, sent.period or period
            found += _renamed(returned, unit, period, named=(named_unit, named_period), suspect=suspect)
    if unit and unit.active is False:
        found.append(finding("R518", where, unit=unit.name))
    return Identity(unit=unit, period=period, verified=verified, findings=tuple(found))


def file_name(path: str) -> str:
    """The last part of a path of any system."""
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def names_in(path: str, units: UnitDirectory) -> tuple[Unit | None, Period | None]:
    """The unit and the period that a file name mentions: "附件2 2026Q3_城关镇(1).xlsx"; None for what it doesn't."""
    stem = file_name(path).rpartition(".")[0] or file_name(path)
    parts = [part for part in _BREAKS.split(stem) if part]
    halves = [f"{one}-{two}" for one, two in pairwise(parts)]  # 2026-09 was split at its hyphen
    found = [p for part in (*halves, *parts) if (p := parse_period(part))]
    # 2026年… in a name is mostly a remark; a year is the period only where the name begins with it: 2026_甲局.
    periods = [p for p in found if p.kind is not PeriodKind.YEAR or parts[0] == p.text]
    unit = next((u for part in parts if (u := units.find(part))), None)
    return unit or _contained(squeezed(stem), units), next(iter(periods), None)


def _contained(stem: str, units: UnitDirectory) -> Unit | None:
    """The unit with the longest name in `stem`; None if two units have one of that length."""
    sizes = [
        (len(name), unit)
        for unit in units.units
        for name in map(squeezed, unit.names)
        if len(name) >= _SHORTEST_NAME and name in stem
    ]
    longest = max((size for size, _ in sizes), default=0)
    codes = {unit.code: unit for size, unit in sizes if size == longest}
    return next(iter(codes.values())) if len(codes) == 1 else None


def _unit_of(meta: FormMeta | None, units: UnitDirectory) -> Unit | None:
    """The unit by its code; by its name only to know whom to ask about an unknown or missing code."""
    if meta is None:
        return None
    return (units.by_code(meta.unit_code) if meta.unit_code else None) or (
        units.find(meta.unit_name) if meta.unit_name else None
    )


def _nobody(
    meta: FormMeta | None, unit: Unit | None, period: Period | None, where: Source, *, is_read: bool
) -> Iterator[Finding]:
    """What is missing to know whose form it is; of a file that could not be read nothing was taken by its name."""
    if meta and meta.period and period is None:
        yield finding("R512", where, value=meta.period)
    if unit and period:
        if is_read and (meta is None or not meta.unit_code or not meta.period):
            yield finding("R501", where, unit=unit.name, period=period.text)
        return
    known = {"unit": unit or (meta and meta.unit_code), "period": period or (meta and meta.period)}
    if missing := [_MISSING_WORDS[key] for key, value in known.items() if not value]:
        yield finding("R502", where, missing="、".join(missing))


def _foreign(meta: FormMeta, unit: Unit | None, ledger: Ledger, where: Source) -> Iterator[Finding]:
    own = ledger.setting("台账编号")
    if meta.ledger_id and own and meta.ledger_id != own:
        yield finding("R503", where, value=meta.ledger_id, own=own)
    if meta.unit_code and (unit is None or unit.code != meta.unit_code):
        yield finding("R504", where, value=meta.unit_code)
    if meta.version and meta.version != FORM_VERSION:
        yield finding("R514", where, value=meta.version, own=FORM_VERSION)


def _renamed(
    returned: ReturnedFile, unit: Unit, period: Period, *, named: tuple[Unit | None, Period | None], suspect: bool
) -> Iterator[Finding]:
    """The file name tells of another unit or period than the form inside."""
    other, other_period = named
    stem = squeezed(file_name(returned.file))
    if other and other.code != unit.code and not any(squeezed(name) in stem for name in unit.names):
        code = "R507" if suspect else "R506"
        yield finding(code, Source(returned.file), value=other.name, unit=unit.name)
    if other_period and other_period.kind is period.kind and other_period != period:
        yield finding("R513", Source(returned.file), value=other_period.text, period=period.text)


@dataclass(frozen=True, slots=True)
class _Sent:
    """To whom and for which period a form was sent out, where the digest proves it to be another than is written."""

    unit: Unit | None = None
    period: Period | None = None


def _sent_out(meta: FormMeta, returned: ReturnedFile, ledger: Ledger, proves: Proof) -> _Sent:
    owner = _true_owner(meta, returned, ledger, proves)
    return _Sent(owner, None if owner else _true_period(meta, proves))


def _tampered(meta: FormMeta, unit: Unit, sent: _Sent, returned: ReturnedFile, ledger: Ledger) -> Iterator[Finding]:
    """The digest doesn't fit: what was changed, as far as the digest itself can prove it."""
    where = Source(returned.file, META_TAB)
    if sent.unit:
        yield finding("R510", where, owner=sent.unit.name, code=sent.unit.code, value=meta.unit_code)
    elif sent.period:
        yield finding("R511", where, owner=sent.period.text, value=meta.period)
    elif meta.unit_name and ledger.units.find(meta.unit_name) != unit:
        yield finding("R505", where, unit=unit.name, value=meta.unit_name)
    else:
        yield finding("R508", where)


def _true_owner(meta: FormMeta, returned: ReturnedFile, ledger: Ledger, proves: Proof) -> Unit | None:
    """The other unit to which the form was sent out, if nothing but the code was changed."""
    known = {line.number for line in returned.lines or ()}
    matter = next((m for m in ledger.matters if m.number in known), None)
    names = (matter.lead_unit, *matter.supporting) if matter else ()  # the owner has a part in every matter of its form
    others = (unit for name in names if (unit := ledger.units.find(name)) and unit.code != meta.unit_code)
    return next((unit for unit in others if _is_of(unit, meta, proves)), None)


def _is_of(unit: Unit, meta: FormMeta, proves: Proof) -> bool:
    """Whether the form was sent to `unit`; whoever changes the code may have changed the name as well or not."""
    named = dict.fromkeys((unit.name, meta.unit_name))
    return any(proves(replace(meta, unit_code=unit.code, unit_name=name)) for name in named)


def _true_period(meta: FormMeta, proves: Proof) -> Period | None:
    """The other period for which the form was sent out, if nothing but the period was changed."""
    earlier = later = parse_period(meta.period)
    for _ in range(_NEIGHBOURS):
        if earlier is None or later is None:
            break
        earlier, later = earlier.previous(), later.following()
        for period in (earlier, later):
            if proves(replace(meta, period=period.text)):
                return period
    return None


def _proof(meta: FormMeta | None, returned: ReturnedFile, ledger: Ledger) -> Proof:
    """Whether the digest is that of an identity and the form's rows: as they stand, by number, or in the ledger's order.

    The order tells nothing: a unit may have sorted its form, and the office its ledger since.
    """
    key, digest = ledger.setting("表单密钥"), meta.digest if meta else ""
    places = {matter.number: place for place, matter in enumerate(ledger.matters)}
    lines = [line for line in returned.lines or () if any(line.locked())]  # a remark below the table is no row of it
    in_order = sorted(lines, key=lambda line: places.get(line.number, len(places)))
    by_number = sorted(lines, key=lambda line: line.number)
    orders = [[line.locked() for line in rows] for rows in (lines, by_number, in_order)]
    return lambda claimed: bool(key and digest) and any(form_digest(key, claimed, o) == digest for o in orders)
