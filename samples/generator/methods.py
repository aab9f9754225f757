"""samples/methods/*.md → the examples in them: the sheets of a small method with its events, and the figures that must come out.

A file is one kind of rule: `# title`, some sentences, then one or several `## example`. In an example every `### 工作表`
holds the rows of that sheet, every `### 应得` figures worked out by hand. What the examples leave out because it is
always the same is filled in here: numbers of units, who confirmed the events, and that every unit was inspected.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from duban_xl.model.columns import SHEETS

METHODS = Path(__file__).resolve().parent.parent / "methods"
EXPECTED = "应得"
DECIDED_BY = "王督查"
YEAR = "2026"

Rows = tuple[Mapping[str, str], ...]  # each row header → text
_BY_TAB = {sheet.tab: sheet for sheet in SHEETS.values()}
_HEADING = re.compile(r"^(#{1,3}) (.+)$")
_RULER = re.compile(r"[|\-: ]*-[|\-: ]*")
SETTINGS = "计分口径"
_CHANGE = re.compile(r"(?:(\S+) (\S+)|口径) (\S+?)=(.*)")


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that an 应得 heading changes to show another reading: `计分规则 R1 递进方式=累加`."""

    tab: str
    row: str  # the text in the row's first column
    header: str
    value: str


@dataclass(frozen=True, slots=True)
class Expected:
    """What must come out: tables of figures, codes of findings, for a period and with some cells changed."""

    period: str
    changes: tuple[Change, ...]
    tables: tuple[Rows, ...]
    codes: tuple[str, ...]
    text: str  # how the figures are worked out


@dataclass(frozen=True, slots=True)
class Example:
    """One example: `sheets` by tab, in the order of the page."""

    kind: str  # K06
    number: int  # place in its file
    title: str
    text: str
    sheets: Mapping[str, Rows]
    expected: tuple[Expected, ...]

    @property
    def name(self) -> str:
        """How tests and files call it: K06-2."""
        return f"{self.kind}-{self.number}"

    def changed(self, changes: tuple[Change, ...]) -> Mapping[str, Rows]:
        """The sheets with some cells changed; a row of 计分口径 that is not there is added."""
        sheets = dict(self.sheets)
        for change in changes:
            sheets[change.tab] = _with(sheets.get(change.tab, ()), change)
        return sheets


def examples(folder: Path = METHODS) -> tuple[Example, ...]:
    """All examples, by kind. Raises ValueError for a page that is not written as described above."""
    return tuple(example for path in sorted(folder.glob("K*.md")) for example in examples_of(path))


def examples_of(path: Path) -> tuple[Example, ...]:
    """The examples of one page."""
    parts = re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return tuple(_example(path.stem, number, part) for number, part in enumerate(parts, 1))


def _example(kind: str, number: int, part: str) -> Example:
    title, _, body = part.partition("\n")
    first, *blocks = re.split(r"^### ", body, flags=re.MULTILINE)
    sheets: dict[str, Rows] = {}
    expected: list[Expected] = []
    for block in blocks:
        heading, _, content = block.partition("\n")
        if heading.startswith(EXPECTED):
            expected.append(_expected(heading.strip(), content))
        elif heading.strip() in _BY_TAB:
            sheets[heading.strip()] = tuple(row for table in tables_in(content) for row in table)
        else:
            raise ValueError(f"{kind} 例{number}：没有名为“{heading.strip()}”的工作表")
    return Example(kind, number, title.strip(), first.strip(), _completed(sheets), tuple(expected))


def tables_in(text: str) -> tuple[Rows, ...]:
    """The Markdown tables of a text, each row header → cell."""
    found: list[Rows] = []
    for block in re.findall(r"(?:^\|.*\n?)+", text, re.MULTILINE):
        lines = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in block.splitlines()]
        header, rows = lines[0], [line for line in lines[1:] if not _RULER.fullmatch("|".join(line))]
        found.append(tuple(dict(zip(header, row, strict=True)) for row in rows))
    return tuple(found)


def _expected(heading: str, content: str) -> Expected:
    """`应得（2026Q1；计分规则 R1 递进方式=累加；口径 几个倍数=相乘）`: a period and changed cells, both optional."""
    inside = heading.removeprefix(EXPECTED).strip("（） ")
    period, changes = YEAR, list[Change]()
    for part in filter(None, inside.split("；")):
        if found := _CHANGE.fullmatch(part.strip()):
            tab, row, header, value = found.groups()
            changes.append(Change(tab, row, header, value) if tab else Change(SETTINGS, header, "取值", value))
        else:
            period = part.strip()
    prose = "\n".join(line for line in content.splitlines() if not line.startswith("|")).strip()
    codes = tuple(re.findall(r"[A-Z]\d{3}", "".join(re.findall(r"^提示：.*$", prose, re.MULTILINE))))
    return Expected(period, tuple(changes), tables_in(content), codes, prose)


def _with(rows: Rows, change: Change) -> Rows:
    key = _BY_TAB[change.tab].fields[0].header
    if not any(row[key] == change.row for row in rows):
        if change.tab != SETTINGS:
            raise ValueError(f"{change.tab} 没有 {change.row}")
        return (*rows, {key: change.row, change.header: change.value})
    return tuple({**row, change.header: change.value} if row[key] == change.row else row for row in rows)


def _completed(sheets: Mapping[str, Rows]) -> dict[str, Rows]:
    """The sheets with what the page leaves out."""
    units = [{"单位代码": f"D{place:02d}", **row} for place, row in enumerate(sheets.get("单位名录", ()), 1)]
    whole = {**sheets, "单位名录": tuple(units)}
    if "督查记录" not in sheets:
        whole["督查记录"] = tuple(
            {"日期": f"{YEAR}-01-05", "方式": "专项督查", "单位": unit["单位名称"]} for unit in units
        )
    if "扣分登记" in sheets:
        whole["扣分登记"] = tuple(_decided(sheets["扣分登记"]))
    return {tab: whole[tab] for tab in _BY_TAB if tab in whole}


def _decided(events: Rows) -> Iterator[Mapping[str, str]]:
    for row in events:
        yield {"状态": "已确认", "认定人": DECIDED_BY, "认定日期": row["事件日期"], **row}
