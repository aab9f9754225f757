"""A person at a unit filling in one form: the mistakes made, and the finding that each of them must lead to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from duban_xl.model.columns.form import META_TAB
from samples.generator.returns_sheet import FilledForm

Where = Callable[[FilledForm], tuple[str, str]]
"""Asked when the form is finished: sheet and cell of a fault, wherever later mistakes have moved it."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a mistake is and the finding it must lead to; without a code the file must be read as if nothing were wrong."""

    what: str
    code: str
    where: Where


@dataclass(slots=True)
class Hand:
    """The form at hand while it is spoilt. Two mistakes never meet in one row."""

    form: FilledForm
    rng: Random
    saved: datetime
    before: dict[str, int]  # 事项编号 → percent that the unit reported for the quarter before
    strangers: tuple[str, ...]  # numbers of matters that other units work on
    ended: frozenset[str]  # numbers of matters that end within the year
    planted: list[Expected] = field(default_factory=list[Expected])
    used: set[str] = field(default_factory=set[str])

    def pick(self, wanted: Callable[[str], bool] = lambda _: True) -> str:
        """A matter of the form whose row is still right and as `wanted`. Raises LookupError if there is none."""
        free = [n for n in self.form.numbers if n and n not in self.used and wanted(n)]
        if not free:
            raise LookupError(f"{self.form.period} {self.form.unit}：没有合适的一行")
        number = self.rng.choice(free)
        self.used.add(number)
        return number

    def is_open(self, number: str) -> bool:
        """Whether the row reports a matter under way: neither its end nor a mere beginning."""
        return (
            self.form.value(number, "report_type") == "进展报告"
            and self.form.value(number, "progress_state") != "未启动"
        )

    def leads_on(self, number: str) -> bool:
        """Whether the unit leads a matter that is still open when the year stops: it may ask for more time."""
        return self.is_open(number) and self.form.value(number, "role") == "主办" and number not in self.ended

    def is_final(self, number: str) -> bool:
        """Whether the row is a 办结报告."""
        return self.form.value(number, "report_type") == "办结报告"

    def has_past(self, number: str) -> bool:
        """Whether the form shows what was reported last time."""
        return bool(self.form.value(number, "last_progress")) and number in self.before

    def spoil(self, number: str, key: str, value: object, *, code: str, what: str) -> None:
        """Type something else into a cell, and expect `code` there."""
        self.form.write(number, {key: value})
        self.expect(what, code, number, key)

    def expect(self, what: str, code: str, number: str, key: str) -> None:
        """Expect `code` at the cell of a matter and a field."""
        self.planted.append(Expected(what, code, lambda form: (form.sheet.title, form.place(number, key))))

    def expect_at(self, what: str, code: str, sheet: str = "", cell: str = "") -> None:
        """Expect `code` at a place that nothing moves; without sheet, about the file as a whole."""
        self.planted.append(Expected(what, code, lambda _: (sheet, cell)))

    def expect_broken_seal(self) -> None:
        """The locked cells changed, which the digest shows."""
        if not any(e.code == "R508" for e in self.planted):
            self.expect_at("锁定内容因此与校验码不符", "R508", META_TAB)
