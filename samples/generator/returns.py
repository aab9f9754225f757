"""Edge: the sample office's forms, as the product itself dispatches them → samples/returns/<报送期>/ and faults.csv.

The demo is played with another postman: instead of the files that lie in samples/returns it delivers those made here.
"""

import csv
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from duban_xl.model.period import Period
from duban_xl.workflows.demo import play_demo
from duban_xl.workflows.office import FORMS, INBOX, Run
from samples.generator.days import workdays_between
from samples.generator.office import SEED, office_sheets
from samples.generator.people import Directory, SampleUnit, directory
from samples.generator.returns_answer import answer
from samples.generator.returns_course import QUARTERS, Course, courses
from samples.generator.returns_faults_sheet import FAULTS
from samples.generator.returns_files import letter_docx, photo_jpg, scan_pdf
from samples.generator.returns_hand import Hand
from samples.generator.returns_post import Parcel, Planted, Post
from samples.generator.returns_schedule import Plan, Sent, plans
from samples.generator.returns_sheet import FilledForm

COLUMNS = ("报送期", "文件", "差错", "代码", "工作表", "单元格")
SENDING_DAYS = {  # first and last usual day, last day of the late ones
    "2026Q1": (date(2026, 3, 26), date(2026, 3, 31), date(2026, 4, 8)),
    "2026Q2": (date(2026, 6, 24), date(2026, 6, 30), date(2026, 7, 8)),
    "2026Q3": (date(2026, 9, 23), date(2026, 9, 30), date(2026, 10, 10)),
}
LATE = 0.1
_LETTER = ("县委督查室：", "本季度填报表已发送至邮箱，请查收。如有不符，请与联络员联系。")


def write_returns(out: Path, faults: Path) -> dict[str, int]:
    """Play the year and write every quarter's files and `faults`. Returns the number of files by quarter."""
    postman = Postman()
    with TemporaryDirectory() as folder:
        run = Run(as_of=date(2026, 10, 12), now=datetime.combine(date(2026, 10, 12), time(9)), operator="示例")
        play_demo(Path(folder), run, lambda _headline: None, receive=postman)
    for period, parcels in postman.delivered.items():
        shutil.rmtree(out / period, ignore_errors=True)
        (out / period).mkdir(parents=True)
        for parcel in parcels:
            (out / period / parcel.file).write_bytes(parcel.data)
    write_faults(faults, [p for parcels in postman.delivered.values() for parcel in parcels for p in parcel.planted])
    return {period: len(parcels) for period, parcels in postman.delivered.items()}


def write_faults(path: Path, planted: list[Planted]) -> None:
    """The expected findings as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows((p.period, p.file, p.what, p.code, p.sheet, p.cell) for p in planted)


@dataclass(slots=True)
class Postman:
    """Takes the forms out of 下发, has them filled in, and puts what comes back into 收件."""

    seed: int = SEED
    units: Directory = field(init=False)
    courses: Mapping[str, Course] = field(init=False)
    delivered: dict[str, list[Parcel]] = field(default_factory=dict[str, list[Parcel]])

    def __post_init__(self) -> None:
        self.units = directory(self.seed)
        self.courses = courses(office_sheets(self.seed), self.units, self.seed)

    def __call__(self, folder: Path, period: Period) -> Path:
        """Deliver the quarter's files into the inbox of `folder`."""
        inbox = folder / INBOX / period.text
        inbox.mkdir(parents=True, exist_ok=True)
        parcels = sorted(self.parcels(folder / FORMS, period.text), key=lambda p: p.file)
        for parcel in parcels:
            (inbox / parcel.file).write_bytes(parcel.data)
        self.delivered[period.text] = parcels
        return inbox

    def parcels(self, forms: Path, text: str) -> Iterator[Parcel]:
        """Everything that arrives for the quarter `text`; `forms` is the folder 下发. Raises LookupError for a bad schedule."""
        plan = plans()[text]
        dispatched = {path.stem.removeprefix(f"{text}_"): path for path in sorted((forms / text).glob("*.xlsx"))}
        for name, path in dispatched.items():
            unit = self.units.find(name)
            if unit.short not in plan.silent:
                sent = plan.sent.pop(unit.short, Sent(unit.short))
                yield from self._post(unit, sent, path, text).parcels()
        if plan.sent:
            raise LookupError(f"{text}：没有下发给 {'、'.join(plan.sent)}")
        yield from _strays(plan, text)

    def _post(self, unit: SampleUnit, sent: Sent, path: Path, text: str) -> Post:
        """One unit's form on its way: usually its own of this quarter."""
        name = sent.name or path.name
        if sent.fate == "旧期表":
            last = QUARTERS[QUARTERS.index(text) - 1]
            path = path.parent.parent / last / path.name.replace(text, last)
        owner = self.units.find(sent.fate.partition("：")[2]) if "：" in sent.fate else unit
        if owner != unit:
            path = path.with_name(f"{text}_{owner.name}.xlsx")
        data = path.read_bytes()
        saved = self._saved(unit, text, data)
        return Post(
            sent=sent,
            name=name if name.endswith(".xlsx") else f"{name}.xlsx",
            author=unit.contact,
            saved=saved,
            fill=lambda: self._filled(owner, unit, data, text=text, saved=saved),
            spoil=lambda hand: _spoil(hand, sent),
            owner=owner.name,
        )

    def _filled(self, owner: SampleUnit, unit: SampleUnit, data: bytes, *, text: str, saved: datetime) -> Hand:
        """The form filled in without a mistake."""
        form = FilledForm.load(data, unit=owner.short, period=text)
        before: dict[str, int] = {}
        for asked in form.matters():
            course = self.courses[asked.number]
            values = answer(course, asked, owner, text=text, saved=saved.date())
            form.write(asked.number, values | {"contact": unit.contact, "phone": unit.phone})
            if QUARTERS.index(text):
                before[asked.number] = course.percent(owner, QUARTERS[QUARTERS.index(text) - 1], asked.due)
        rng = Random(f"{self.seed}/{owner.code}/{text}/faults")
        strangers = [n for n, c in self.courses.items() if owner not in (c.lead, *c.supporting)]
        ended = frozenset(n for n, c in self.courses.items() if c.completed)
        return Hand(form, rng, saved, before, tuple(strangers), ended)

    def _saved(self, unit: SampleUnit, text: str, data: bytes) -> datetime:
        """A workday around the due day, never before the last matter was assigned, in office hours."""
        rng = Random(f"{self.seed}/{unit.code}/{text}/saved")
        first, usual, last = SENDING_DAYS[text]
        days = (
            workdays_between(usual + timedelta(days=1), last) if rng.random() < LATE else workdays_between(first, usual)
        )
        form = FilledForm.load(data, unit=unit.short, period=text)
        assigned = [day for n in form.numbers if n and (day := form.day(n, "assigned_on"))]
        day = max(rng.choice(days), *assigned)
        return datetime.combine(day, time(rng.choice((9, 10, 11, 14, 15, 16)), rng.randint(0, 59)))


def _spoil(hand: Hand, sent: Sent) -> None:
    for name in sent.faults:
        FAULTS[name](hand)


def _strays(plan: Plan, text: str) -> Iterator[Parcel]:
    made = {
        ".docx": letter_docx(_LETTER, datetime.combine(SENDING_DAYS[text][1], time(9))),
        ".pdf": scan_pdf(),
        ".jpg": photo_jpg(),
    }
    for name in plan.strays:
        yield Parcel(name, made[Path(name).suffix], (Planted(text, name, "夹带的不是表格的文件", "C101"),))
