"""Ten invented methods typed as sheets only (tests/methods/*.md), and what they use: kinds K01–K26, values of choice columns."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from duban_xl.model.columns import SHEETS
from duban_xl.model.fields import Kind
from duban_xl.model.ledger import Ledger
from duban_xl.score.words import CHOICES
from tests.tables import ledger_from

Row = dict[str, str]
Book = dict[str, list[Row]]
"""Tab → its rows; a cell is the text in the Markdown, "" where it is blank."""

FOLDER = Path(__file__).parent / "methods"
METHODS = sorted(path.stem for path in FOLDER.glob("*.md"))
SPLIT = re.compile(r"[、；]")
_KEYS = {sheet.tab: key for key, sheet in SHEETS.items()}
_TEXTS = (Kind.TEXT, Kind.LONG, Kind.ID)


@cache
def method_text(name: str) -> str:
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8")


def method_book(name: str) -> Book:
    """The sheets of a method, by tab."""
    found: Book = {}
    for part in method_text(name).split("\n## ")[1:]:
        tab, _, table = part.partition("\n")
        found[tab.strip()] = rows_of(table)
    return found


def rows_of(markdown: str) -> list[Row]:
    lines = [line.strip() for line in markdown.strip().splitlines() if line.strip().startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(cells[0], line, strict=True)) for line in cells[1:]]


def ledger_of_book(book: Mapping[str, Sequence[Row]]) -> Ledger:
    """The ledger that holds these rows; columns of text are text cells, as the sheet formats them."""
    return ledger_from(**{_KEYS[tab]: _markdown(tab, rows) for tab, rows in book.items() if rows})


def _markdown(tab: str, rows: Sequence[Row]) -> str:
    headers = list(dict.fromkeys(header for row in rows for header in row))
    texts = {f.header for f in SHEETS[_KEYS[tab]].fields if f.kind in _TEXTS} | {"备注"}
    lines = [headers]
    for row in rows:
        cells = [row.get(header, "") for header in headers]
        lines.append(
            [f"'{cell}'" if cell and header in texts else cell for header, cell in zip(headers, cells, strict=True)]
        )
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


# ---- what a method uses ---------------------------------------------------------------------------------------------


def _any(tab: str, header: str, *values: str) -> Callable[[Book], bool]:
    """Some row has one of `values` in that column; without values: has anything in it."""
    return lambda book: any((row.get(header, "") in values) if values else row.get(header) for row in book.get(tab, []))


def _setting(key: str, *values: str) -> Callable[[Book], bool]:
    return lambda book: any(row["口径"] == key and (not values or row["取值"] in values) for row in book["计分口径"])


def _both(*tests: Callable[[Book], bool]) -> Callable[[Book], bool]:
    return lambda book: all(test(book) for test in tests)


KINDS: Mapping[str, Callable[[Book], bool]] = {
    "K01": _both(_any("计分分项", "起始分"), _any("计分分项", "上级分项"), _any("计分分项", "计分方式", "累计")),
    "K02": _any("计分规则", "取值方式", "定值"),
    "K03": _both(_any("计分规则", "协办值"), _any("计分规则", "计分对象", "各承办单位")),
    "K04": _any("计分规则", "取值方式", "层级表"),
    "K05": _any("计分规则", "取值方式", "区间"),
    "K06": _any("计分规则", "自动提出", "迟报"),
    "K07": _any("计分规则", "计数范围"),
    "K08": _any("计分规则", "倍数条件"),
    "K09": _any("计分规则", "取值方式", "占满分%"),
    "K10": _both(_any("计分规则", "取值方式", "清零"), _any("计分规则", "整改退回比例")),
    "K11": _both(_any("上限组", "上级组"), _any("计分规则", "单项上限")),
    "K12": _both(_any("计分分项", "下限"), _any("计分分项", "超扣处理", "计入总分")),
    "K13": _any("计分规则", "去重方式", "跨规则就高"),
    "K14": _any("计分后果", "效果", "定为等次", "等次降一等", "总分得零"),
    "K15": _any("计分分项", "不适用处理"),
    "K16": _any("计分测算", "测算方式", "差点扣分"),
    "K17": _any("计分测算", "测算方式", "名次表", "逐名递减", "比首位"),
    "K18": _both(_any("计分测算", "测算方式", "测评"), _any("计分测算", "评分组权重"), _any("计分测算", "去极值")),
    "K19": _both(_any("计分分项", "适用组别"), _any("计分分项", "各组权重")),
    "K20": _both(_any("计分分项", "周期"), _any("计分分项", "周期合成")),
    "K21": _any("计分测算", "指标", "主办件数"),
    "K22": _any("计分规则", "自动提出", "延期"),
    "K23": _both(_any("计分规则", "提供单位"), _any("计分规则", "须有依据", "是")),
    "K24": _both(_setting("等次表"), _any("计分后果", "触发", "组内名次")),
    "K25": _both(_setting("舍入环节", "各分项先舍入"), _setting("权重折算", "折算"), _setting("并列依据")),
    "K26": _setting("公示工作日"),
}
"""How one sees on the sheets that a method uses a kind of the taxonomy."""

METHOD_TABS = ("计分分项", "计分规则", "计分测算", "上限组", "计分后果")


def choices() -> Iterator[tuple[str, str, str]]:
    """(tab, column or setting, value) of everything that can be chosen in a method and in its year."""
    for tab in (*METHOD_TABS, "扣分登记", "计分发布", "成绩异议"):
        for f in SHEETS[_KEYS[tab]].fields:
            yield from ((tab, f.header, value) for value in f.choices)
    for key, values in CHOICES.items():
        yield from (("计分口径", key, value) for value in values)


def chosen(book: Book) -> set[tuple[str, str, str]]:
    """Which of `choices` a book makes use of."""
    found = {(tab, header, value) for tab, rows in book.items() for row in rows for header, value in row.items()}
    return found | {("计分口径", row["口径"], row["取值"]) for row in book["计分口径"]}
