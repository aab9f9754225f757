"""A filled form and what happened to it on the way → the files that arrive, with the findings they must lead to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from samples.generator.returns_files import scan_pdf, truncated, xls, xlsx
from samples.generator.returns_hand import Hand
from samples.generator.returns_schedule import Sent


@dataclass(frozen=True, slots=True)
class Planted:
    """One row of faults.csv: the finding that a file must lead to, code "" for none at all."""

    period: str
    file: str
    what: str
    code: str
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One file as it arrives."""

    file: str
    data: bytes
    planted: tuple[Planted, ...] = ()


@dataclass(slots=True)
class Post:
    """A form on its way: filled rightly by `fill`, spoilt by `spoil`, saved by `author` at `saved`, sent as `name`."""

    sent: Sent
    name: str
    author: str
    saved: datetime
    fill: Callable[[], Hand]
    spoil: Callable[[Hand], None]
    owner: str = ""  # short name of the unit whose form it is, if it is another's

    def parcels(self) -> Iterator[Parcel]:
        """The files that arrive."""
        fate = self.sent.fate.partition("：")[0]
        yield from FATES[fate](self)

    def form(self) -> tuple[Hand, tuple[Planted, ...]]:
        """The spoilt form and its expected findings."""
        hand = self.fill()
        self.spoil(hand)
        return hand, self.expected(hand)

    def expected(self, hand: Hand, name: str = "") -> tuple[Planted, ...]:
        """The findings that the mistakes made so far must lead to."""
        period, file = hand.form.period, name or self.name
        return tuple(Planted(period, file, e.what, e.code, *e.where(hand.form)) for e in hand.planted)

    def one(self, hand: Hand, what: str, code: str, name: str = "") -> Planted:
        """A finding about the file as a whole."""
        return Planted(hand.form.period, name or self.name, what, code)


def _as_it_is(post: Post) -> Iterator[Parcel]:
    hand, planted = post.form()
    yield Parcel(post.name, xlsx(hand.form, author=post.author, saved=post.saved), planted)


def _old_format(post: Post) -> Iterator[Parcel]:
    hand, planted = post.form()
    for number in filter(None, hand.form.numbers):
        hand.form.write(number, {"expected_on": None})  # .xls tells no time of saving to compare it with
    name = post.name.removesuffix("x")
    yield Parcel(name, xls(hand.form), (*planted, post.one(hand, "另存为旧格式 .xls", "", name)))


def _empty(post: Post) -> Iterator[Parcel]:
    yield Parcel(post.name, b"", (post.one(post.fill(), "传来的是 0 字节的空文件", "L101"),))


def _broken_off(post: Post) -> Iterator[Parcel]:
    hand, _ = post.form()
    data = truncated(xlsx(hand.form, author=post.author, saved=post.saved))
    yield Parcel(post.name, data, (post.one(hand, "传送中断，压缩包不完整", "L102"),))


def _pdf(post: Post) -> Iterator[Parcel]:
    yield Parcel(post.name, scan_pdf(), (post.one(post.fill(), "把扫描的 PDF 改名为 .xlsx 寄来", "L104"),))


def _two_versions(post: Post) -> Iterator[Parcel]:
    """First the spoilt one, next day a right one under another name."""
    stem = post.name.removesuffix(".xlsx")
    hand, _ = post.form()
    number = hand.pick(hand.is_open)
    percent = hand.form.value(number, "percent_done")
    lower = round(float(str(percent)) - 0.03, 2)
    hand.spoil(number, "percent_done", lower, code="", what="")
    hand.planted.pop()
    hand.expect(f"先寄的一版，{number} 后来改过，这一版只留底", "R421", number, "number")
    yield Parcel(
        f"{stem}.xlsx", xlsx(hand.form, author=post.author, saved=post.saved), post.expected(hand, f"{stem}.xlsx")
    )
    right = post.fill()
    later = post.saved + timedelta(days=1)
    second = f"{stem}（修改稿）.xlsx"
    told = post.one(right, "后寄的一版，与先寄的有不同", "R528", second)
    yield Parcel(second, xlsx(right.form, author=post.author, saved=later), (told,))


def _same_twice(post: Post) -> Iterator[Parcel]:
    hand, planted = post.form()
    data = xlsx(hand.form, author=post.author, saved=post.saved)
    names = sorted((post.name, f"转发：{post.name.removesuffix('.xlsx')}(1).xlsx"))
    yield Parcel(names[0], data, planted)
    what = "同一个文件换了名字又寄一次"
    yield Parcel(names[1], data, tuple(post.one(hand, what, code, names[1]) for code in ("R426", "R529")))


def _old_period(post: Post) -> Iterator[Parcel]:
    hand, planted = post.form()
    what = "用的是上一季度下发的表"
    yield Parcel(
        post.name, xlsx(hand.form, author=post.author, saved=post.saved), (*planted, post.one(hand, what, "R513"))
    )


def _others_form(post: Post) -> Iterator[Parcel]:
    hand, planted = post.form()
    what = f"误用了{post.owner}的填报表，文件名写本单位"
    yield Parcel(
        post.name, xlsx(hand.form, author=post.author, saved=post.saved), (*planted, post.one(hand, what, "R506"))
    )


FATES: dict[str, Callable[[Post], Iterator[Parcel]]] = {
    "": _as_it_is,
    "xls": _old_format,
    "空文件": _empty,
    "损坏": _broken_off,
    "PDF冒充": _pdf,
    "两版": _two_versions,
    "同文两名": _same_twice,
    "旧期表": _old_period,
    "代填": _others_form,
}
