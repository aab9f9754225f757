"""A cell of units (发改局牵头，财政局等5部门配合) → who leads, who assists, groups and what nobody can resolve."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from duban_xl.model.cell_text.reading import BLANK_SIGNS, MAX_LENGTH
from duban_xl.model.cell_text.unit_names import UnitNames, is_outside, looks_like_a_person, looks_like_a_unit
from duban_xl.model.cell_text.unit_split import ROUND, Part, Piece, pieces
from duban_xl.model.office import Unit, UnitDirectory
from duban_xl.model.source import Value
from duban_xl.model.text import squeeze

LONGEST = 10 * MAX_LENGTH
MORE = "units", "lead", "assist"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsRead:
    """The units of a cell as read; names are those of the directory where it knows them."""

    written: str = ""
    units: tuple[str, ...] = ()  # without a role
    lead: tuple[str, ...] = ()
    assist: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()  # 各乡镇, as written
    members: tuple[str, ...] = ()  # of the groups, by the directory
    persons: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()  # names that the directory lacks, or that no directory would have
    unresolved: int = 0  # units that 等N部门 does not name; -1: some
    notes: tuple[str, ...] = ()  # codes in the catalogue, the gravest first
    what: str = ""
    confirm: bool = False

    @property
    def note(self) -> str:
        """The code of what must be said first."""
        return self.notes[0] if self.notes else ""

    @property
    def reading(self) -> str:
        """The reading in one line: `lead=财政局; assist=发改局|教育局`, `units=财政局; unresolved=4`, `group=各乡镇`."""
        if not self.written:
            return "empty"
        listed = (
            ("person", self.persons),
            ("units", self.units),
            ("lead", self.lead),
            ("assist", self.assist),
            ("group", self.groups),
            ("members", self.members),
            ("outside", self.outside),
        )
        parts = [f"{name}={'|'.join(names)}" for name, names in listed if names]
        if self.unresolved:
            parts.append("unresolved" if self.unresolved < 0 else f"unresolved={self.unresolved}")
        return "; ".join(parts) or "unknown"

    @property
    def quoted(self) -> Mapping[str, Value]:
        """The values for the sentence of `note`."""
        return {"text": self.written, "value": self.reading, "suggestion": None, "what": self.what}


@dataclass(frozen=True, slots=True)
class _Heard:
    """What was made of one piece."""

    names: tuple[str, ...] = ()
    part: Part = Part.UNIT
    groups: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    unresolved: int = 0  # -1: some
    counted: int = 0  # how many there are with those named before, as 等5部门 says; -1: not said
    note: str = ""
    what: str = ""


_GROUP = re.compile(
    r"(?:全县|全市|全区)?各(?:县直|区直|市直|镇街?|乡镇?|街道?|乡镇街道?|村|社区|园区|县|区|市|旗|州|部门|单位|委办局|科局|直属|驻[县市区]|[、（）()及和人民政府办事处])+|"
    r"(?:县|区|市|州|省)(?:级|直)(?:机关)?各?(?:部门|单位)(?:、单位)?|街道办事处|乡镇人民政府|镇人民政府|乡镇|街道|开发区|园区"
)
_SOMEBODY = re.compile(
    r"(?:全?[县区市州](?:直|级)?)?(?:各|其他|其它)?(?:相关|有关|涉及|所属|责任)(?:的)?(?:责任)?(?:部门|单位|科室|企业|乡镇|镇街|镇|街道|方面)|其他(?:部门|单位)|等|"
    r"有关[县区市]直(?:部门|单位)|.*成员单位|(?:全[县区市])?各级各?(?:部门|单位)|待定|未定|暂?未明确|另定|详?见附件"
)
_LEADERS = re.compile(
    r".*(?:领导|县长|市长|区长|镇长|乡长|书记|主任|局长|常委|责任人|负责人|专员)(?:[\u4e00-\u9fff]{2,3})?"
)
_BRACKET = re.compile(r"(?P<outer>[^（(]+)[（(](?P<inner>[^（()）]+)[）)]?")
_GRAVEST = ("T188", "T182", "T181", "T180", "T183", "T184", "T185", "T187", "T186", "T189")
_HARMLESS = frozenset(("T189", "T183"))


def read_units(text: str, *, directory: UnitDirectory | None = None, first_leads: bool = False) -> UnitsRead:
    """The units that a cell names, with their roles.

    With a `directory` the names are looked up (also without 县, or as 镇 for 镇人民政府) and groups are expanded;
    without one they stay as written. `first_leads`: by the office's habit the first of several units leads.
    Notes: T180–T189 of the catalogue.
    """
    written = text.strip()
    if squeeze(written) in BLANK_SIGNS:
        return UnitsRead()
    if len(written) >= LONGEST:
        return UnitsRead(written=written, confirm=True, notes=("T188",), what=written[:20])
    look = _Look(directory)
    heard = tuple(look.hear(piece) for piece in _whole_or_pieces(squeeze_lines(written), look))
    return _joined(written, heard, first_leads=first_leads)


def squeeze_lines(text: str) -> str:
    """`text` in which letters and digits have one width; blanks and line breaks stay, since they part names."""
    return "\n".join(" ".join(map(squeeze, re.split(r"[ \u3000\t]+", line))) for line in text.splitlines())


def _whole_or_pieces(text: str, look: "_Look") -> Iterable[Piece]:
    if _GROUP.fullmatch(squeeze(text)) or look.knows(text):
        return (Piece(name=squeeze(text).translate(ROUND)),)
    return pieces(text, look.knows)


@dataclass(frozen=True, slots=True)
class _Look:
    """A directory to look names up in, or none."""

    directory: UnitDirectory | None
    names: UnitNames | None = field(init=False)

    def __post_init__(self) -> None:
        names = UnitNames(self.directory) if self.directory and self.directory.units else None
        object.__setattr__(self, "names", names)

    def knows(self, name: str) -> bool:
        """Whether the directory has exactly this unit."""
        match = self.names.find(name) if self.names else None
        return match is not None and match.unit is not None and match.is_sure

    def hear(self, piece: Piece) -> _Heard:
        """What one piece says."""
        name, part = piece.name, piece.part
        if not name:
            return _Heard(part=part, counted=piece.others)
        if self.knows(name):
            return self._named(name, part)
        if _SOMEBODY.fullmatch(name) or (_LEADERS.fullmatch(name) and not looks_like_a_unit(name)):
            return _Heard(part=part, unresolved=-1, note="T180", what=name)
        if _GROUP.fullmatch(name):
            return self._group(name, part)
        if found := _BRACKET.fullmatch(name):
            return self._bracketed(name, found["outer"], found["inner"], part)
        return self._named(name, part)

    def _named(self, name: str, part: Part) -> _Heard:
        if self.names is None:
            if is_outside(name):
                return _Heard((name,), part, outside=(name,), note="T181", what=name)
            return _Heard((name,), part) if looks_like_a_unit(name) else _Heard((name,), part, note="T187", what=name)
        match = self.names.find(name)
        if match.unit:
            return _Heard((match.unit.name,), part, note="" if match.is_sure else "T185", what=name)
        if match.candidates:
            return _Heard(part=part, unresolved=1, note="T182", what=name)
        return _Heard((name,), part, outside=(name,), note="T181", what=name)

    def _bracketed(self, name: str, outer: str, inner: str, part: Part) -> _Heard:
        """住建局（人防办）, 张三（财政局）, 财政局（张三）."""
        is_unit = self.knows(inner) or looks_like_a_unit(inner)
        if is_unit and looks_like_a_person(outer) and not self.knows(outer):
            heard = self._named(inner, part)
            return replace(heard, persons=(outer,))
        if not is_unit and looks_like_a_person(inner) and (self.knows(outer) or looks_like_a_unit(outer)):
            return replace(self._named(outer, part), persons=(inner,), note="T184", what=name)
        first, second = self._named(outer, part), self._named(inner, part)
        if self.names and first.names == second.names and not first.note:
            return first
        if self.names and not first.note and not second.note and first.names and second.names:
            return replace(first, names=(*first.names, *second.names), note="T184", what=name)
        return _Heard((name,), part, note="T184", what=name)

    def _group(self, name: str, part: Part) -> _Heard:
        if self.directory is None or self.names is None:
            return _Heard(part=part, groups=(name,), note="T183", what=name)
        members = tuple(
            unit.name for unit in self.directory.units if unit.active is not False and is_member(unit, name)
        )
        note, unresolved = ("", 0) if members else ("T180", -1)
        return _Heard(part=part, groups=(name,), members=members, unresolved=unresolved, note=note, what=name)


_KINDS = (("街道", r"街道"), ("镇", r"镇"), ("乡", r"乡(?!镇?府)"))
_TOWN = re.compile(r"(?P<kind>镇|乡|街道)(?:人民政府|政府|办事处|党委)?")


def is_member(unit: Unit, group: str) -> bool:
    """Whether `unit` belongs to a group as people call it: by its 组别, else by the kind that its name tells."""
    named = squeeze(group)
    found = re.search(r"(?P<kind>镇|乡|街道)(?:人民政府|政府|办事处|党委)?$", unit.name)
    kind = found["kind"] if found else ""
    if kind:
        bare = named.replace("镇街", "镇街道")
        return kind in bare or bool(unit.group and unit.group in named)
    is_department = bool(re.search(r"部门|单位|委办局|科局|直属|[县区市]直", named))
    return (is_department and bool(re.search(r"部门|直|局", unit.group))) or bool(unit.group and unit.group in named)


def _joined(written: str, heard: Sequence[_Heard], *, first_leads: bool) -> UnitsRead:
    lead, assist, units = (_names(heard, part) for part in (Part.LEAD, Part.ASSIST, Part.UNIT))
    left = _left(heard)
    notes = [one.note for one in heard if one.note] + (["T180"] if left else [])
    notes += ["T187"] if not heard else []
    repeated = sum(len(one.names) for one in heard) > len({name for one in heard for name in one.names})
    notes += ["T189"] if repeated else []
    if lead and units:  # 财政局（牵头）、发改局: who is not said to lead assists
        assist, units = _flat(one.names for one in heard if one.part is not Part.LEAD), ()
    notes += ["T186"] if len(lead) > 1 or set(lead) & set(assist) or (units and assist) else []
    if first_leads and len(units) > 1 and not lead:
        lead = units[:1]
    ordered = tuple(sorted(dict.fromkeys(notes), key=_GRAVEST.index))
    return UnitsRead(
        written=written,
        units=units,
        lead=lead,
        assist=assist,
        groups=_flat(one.groups for one in heard),
        members=_flat(one.members for one in heard),
        persons=_flat(one.persons for one in heard),
        outside=_flat(one.outside for one in heard),
        unresolved=left,
        notes=ordered,
        what="、".join(dict.fromkeys(one.what for one in heard if one.note and one.what)) or written,
        confirm=any(note not in _HARMLESS for note in ordered),
    )


def _left(heard: Sequence[_Heard]) -> int:
    """How many units stay unnamed (-1: some): 财政局等5部门 names one of five, 财政局、发改局等2部门 names both."""
    named, left = 0, 0
    for one in heard:
        missing = one.counted - named if one.counted > 0 else one.counted
        if one.unresolved < 0 or missing < 0:
            return -1
        left += one.unresolved + missing
        named += len(one.names)
    return left


def _names(heard: Sequence[_Heard], part: Part) -> tuple[str, ...]:
    return _flat(one.names for one in heard if one.part is part)


def _flat(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in lists for name in names))
