"""A word about how far a matter is (按序时, 已办结, 尚未完成) → the one state that it means, or what must be asked."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from duban_xl.model.cell_text.reading import BLANK_SIGNS, MAX_LENGTH
from duban_xl.model.noun import split_names
from duban_xl.model.settings import STATE_WORDS
from duban_xl.model.source import Value
from duban_xl.model.text import one_width, squeeze

(
    DONE, ON_COURSE, AHEAD, BEHIND, NOT_STARTED, PARTLY_DONE, AWAITING_REVIEW, CLOSED_OUT, ONGOING, NOT_ASSESSED, PAUSED
) = STATES = ("办结", "正常推进", "超序时", "滞后", "未启动", "阶段性完成", "办结待审", "销号", "长期推进", "不考核", "暂停")  # fmt: skip
"""The states that words are read as."""

START_WORDS: Mapping[str, str] = {
    DONE: (
        "完成 全部完成 全面完成 圆满完成 顺利完成 如期完成 按期完成 按时完成 按期办结 按时办结 全部办结 办理完毕 办理完结 "
        "办毕 完成办理 超额完成 已整改 完成整改 整改完成 整改到位 落实到位 全部整改到位 全部整改完成 任务完成 工作完成"
    ),
    ON_COURSE: (
        "正在办理 办理中 正在办理中 正在推进中 在办 正在实施中 正在推进 正在实施 正在落实 正在整改 整改中 正常办理 正常 "
        "进展正常 进度正常 推进中 实施中 落实中 进行中 进展顺利 推进顺利 顺利推进 按计划推进 按计划实施 "
        "按进度推进 按期推进 按序时 按序时推进 "
        "按计划进行 按计划有序推进 按计划正常推进 按序时进度推进 达进度 达到进度 达序时 达序时进度 "
        "达到序时 达到序时进度 符合序时 符合序时进度 与序时进度同步 "
        "基本达到 基本达到序时 基本达到序时进度"
    ),
    AHEAD: "超进度 超序时 超序时进度 超前 超前推进 进度超前 快于序时 快于序时进度 高于序时进度 领先序时进度",
    BEHIND: (
        "欠进度 未达序时 未达到序时 未达序时进度 未达到序时进度 未达进度 未达到进度 欠序时 欠序时进度 低于序时进度 慢于序时 "
        "推进较慢 进展较慢 进度较慢 需加快推进 需加快进度 需加快推进进度 没达序时 没达到序时 没有达到序时 "
        "慢于序时进度 滞后于序时进度 落后于序时进度 低于序时 落后序时 落后序时进度 滞后序时 滞后序时进度 推进缓慢 进度缓慢 "
        "进展缓慢 缓慢 偏慢 进度偏慢 推进偏慢 需加快 进度滞后 推进滞后 进展滞后 严重滞后 进度严重滞后"
    ),
    NOT_STARTED: (
        "未开工 尚未开工 还未开工 还未启动 还没启动 还没开工 没有开工 未动工 尚未动工 未开始 尚未开始 尚未启动 没有启动 "
        "没启动 没开工 没开始 未开展 未实施 尚未实施 前期工作 前期 前期工作阶段"
    ),
    PARTLY_DONE: "取得阶段性成果 取得阶段性成果并持续推进 取得阶段性进展 取得阶段性成效 阶段性办结 阶段性成果",
    AWAITING_REVIEW: "报送待验收 已报送待验收 待验收 完成待验收 已完成待验收 申请销号 已申请销号 待销号 待审核 报送待审核",
    CLOSED_OUT: "已销号",
    ONGOING: "长期坚持 长期 长期推进 常态化 常态化推进 常态化开展 常态化坚持 坚持常态化 转入常态化",
    NOT_ASSESSED: "其他 其它 取消 已取消 不纳入考核",
    PAUSED: "暂缓 暂缓办理 暂缓实施 停工 中止 搁置",
}
"""State → the words that are known from the start to mean it, beside its own name."""

DOUBTFUL_WORDS: Mapping[str, str] = {
    ON_COURSE: "有序推进 稳步推进 积极推进 加快推进 扎实推进 有进展",
    BEHIND: "逾期未办结 逾期未完成 逾期未办 超期未办结 超期未完成 超期未办 逾期 超期 逾期未整改 略有滞后 稍有滞后 轻微滞后",
    NOT_STARTED: "前期准备 前期准备工作 前期准备阶段 开展前期工作 正在开展前期工作",
    CLOSED_OUT: "同意销号 予以销号 准予销号",
    PARTLY_DONE: (
        "基本完成 基本办结 基本落实 初步完成 大部分完成 部分完成 部分办结 部分整改 阶段性 完成一阶段 完成第一阶段 完成立项 "
        "完成可研 完成初设 完成设计 完成招标 完成前期 完成前期工作 完成审批 完成选址 完成征地"
    ),
    AWAITING_REVIEW: "已报送 已上报 待审 申请办结",
    ONGOING: "持续推进 持续整改 持续开展 持续落实 持续坚持",
    PAUSED: "中止办理 暂时停工 停滞 停止 终止",
}
"""State → words that leave room for another meaning: read as it, and to be confirmed."""

_EARLY, _LATE = "提前", ("逾期", "超期")
_ENDS = ("完成", "办结", "完成任务", "超额完成", "或超额完成", "或超额办结")
_NOT_DONE = re.compile(
    r"(?:尚|还|仍|均|都|暂)?(?:未能?|没有?|没能)(?:全部|全面|完全|彻底)?"
    r"(?:完成|办结|落实|落实到位|整改|整改到位|整改完成|完成整改|办理完毕|办完)"
)
_NOT_IN_TIME = re.compile(r"(?:未能?|没有?|没能)(?:按期|按时|按要求|如期|及时|在规定时限内)(?:完成|办结|整改|落实)")
_LEAD = re.compile(
    r"(?:[尚还仍暂](?=未|没)|目前|现已|现在|现|已经|均已|都已|已|该事项|本事项|该项|此项|整体|总体|事项|项目|任务|工作)"
)
_TAIL = re.compile(r"(?:了|的?状态)$")
_UNDER_WAY = re.compile(r"(.*[^成结])中")
_GOES_ON = re.compile(r"(.+?)(?:并且?|且|同时)(?:持续|继续)(?:推进|深化|巩固)")
_MARKS = re.compile(r"[.。!;,、:]")
_BRACKETS = re.compile(r"\(([^()]*)\)?")
SIGNS = {**dict.fromkeys("√✓✔☑✅是", True), **dict.fromkeys("×✗✘✕✖╳☒❌否", False)}
"""Ticks and crosses of a column that asks whether a matter is done; (a bare x or y is none)."""

_REASON_NEEDED = (NOT_ASSESSED, PAUSED)
OF_FORMS = {DONE: AWAITING_REVIEW, CLOSED_OUT: AWAITING_REVIEW}
"""What a unit's word for the end means in its return: the office alone closes a matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A state as read. Without `state` nothing is known but what `is_done` says."""

    state: str = ""
    written: str = ""
    is_done: bool | None = None  # a tick or a cross, or 未完成
    is_early: bool = False
    is_late: bool = False
    remark: str = ""
    confirm: bool = False
    note: str = ""  # code in the catalogue

    @property
    def is_unknown(self) -> bool:
        """Whether something is written of which nothing is understood."""
        return bool(self.written) and not self.state and self.is_done is None

    @property
    def reading(self) -> str:
        """The reading in one line: `status=办结; early`, `done`, `not done`, `unknown`, `empty`."""
        if self.is_done is not None and not self.state:
            return "done" if self.is_done else "not done"
        if not self.state:
            return "unknown" if self.written else "empty"
        flags = (
            (self.is_early, "early"),
            (self.is_late, "late"),
            (bool(self.remark), f"remark={self.remark}"),
            (self.state in _REASON_NEEDED, "reason required"),
        )
        return "; ".join((f"status={self.state}", *(word for holds, word in flags if holds)))

    @property
    def quoted(self) -> Mapping[str, Value]:
        """The values for the sentence of `note`."""
        return {"text": self.written, "value": self.state, "suggestion": None, "what": self.remark}


@dataclass(frozen=True, slots=True)
class StatusWords:
    """The dictionary: folded word → state, for words that are certain and for doubtful ones."""

    certain: Mapping[str, str]
    doubtful: Mapping[str, str]

    def with_words(self, more: Iterable[tuple[str, str]]) -> "StatusWords":
        """The dictionary with an office's own words (state and word) over these."""
        own = {_bare(word): state for state, word in more if state in STATES and _bare(word)}
        doubtful = {word: state for word, state in self.doubtful.items() if word not in own}
        return StatusWords({**self.certain, **own}, doubtful)


@cache
def start_words() -> StatusWords:
    """The dictionary that the program starts with."""
    certain = {_bare(word): state for state, said in START_WORDS.items() for word in (state, *said.split())}
    doubtful = {_bare(word): state for state, said in DOUBTFUL_WORDS.items() for word in said.split()}
    return StatusWords(certain, doubtful)


def words_of(settings: Iterable[tuple[str, str]]) -> StatusWords:
    """The start words with those of 参数: a row 状态用语（滞后） lists what else the office calls 滞后."""
    rows = {one_width(key): value for key, value in settings}
    named = ((state, rows.get(one_width(STATE_WORDS.format(state=state)), "")) for state in STATES)
    return start_words().with_words((state, word) for state, said in named for word in split_names(said))


def read_status(text: str, words: StatusWords | None = None) -> Status:
    """The state that a cell means. A word with 未, 不, 拟 before it never reads as the word itself.

    Notes: T190 another word for the state, T191 to be confirmed, T192 not understood, T193 not done and no state,
    T194 a reason is needed, T195 several states.
    """
    written, known = text.strip(), words or start_words()
    if squeeze(written) in BLANK_SIGNS:
        return Status()
    folded = one_width(written) if len(written) < MAX_LENGTH else ""
    if folded in SIGNS:
        return Status(written=written, is_done=SIGNS[folded])
    read = _whole(folded, known) or _with_brackets(folded, known) or _several(folded, known)
    return _noted(replace(read or Status(), written=written))


def state_meant(text: str, choices: Sequence[str], words: StatusWords | None = None) -> str:
    """The word of `choices` that `text` means, certainly or perhaps; "" if none. A unit's 已办结 waits for the review."""
    state = read_status(text, words).state
    return next((word for word in (state, OF_FORMS.get(state, "")) if word in choices), "")


def _noted(read: Status) -> Status:
    if read.note:
        return replace(read, confirm=True)
    if not read.state:
        unknown = read.is_done is None
        return replace(read, confirm=True, note="T192" if unknown else "T193")
    if read.state in _REASON_NEEDED:
        return replace(read, confirm=True, note="T194")
    if read.confirm:
        return replace(read, note="T191")
    return read if squeeze(read.written) == read.state else replace(read, note="T190")


def _whole(text: str, words: StatusWords) -> Status | None:
    """The reading of a text that is one word of the dictionary, perhaps with 已 before or 中 behind it."""
    bare = _bare(text)
    for form in _forms(bare):
        if state := words.certain.get(form):
            return Status(state=state, is_early=form.startswith(_EARLY))
        if state := words.doubtful.get(form):
            return Status(state=state, confirm=True)
        if form in {_EARLY + end for end in _ENDS}:
            return Status(state=DONE, is_early=True)
        if form in {late + end for late in _LATE for end in _ENDS}:
            return Status(state=DONE, is_late=True)
        if read := _going_on(form, words):
            return read
        if _NOT_IN_TIME.fullmatch(form):
            return Status(state=BEHIND, confirm=True)
        if _NOT_DONE.fullmatch(form):
            return Status(is_done=False)
    return None


def _going_on(form: str, words: StatusWords) -> Status | None:
    """按计划推进中, 取得阶段性成效并持续推进: the state itself; what is done is not under way."""
    if (found := _UNDER_WAY.fullmatch(form)) and (read := _plain(found[1], words)):
        return read if read.state in (ON_COURSE, AHEAD, BEHIND, AWAITING_REVIEW) else None
    if (found := _GOES_ON.fullmatch(form)) and (read := _plain(found[1], words)):
        return read if read.state == PARTLY_DONE else None
    return None


def _plain(form: str, words: StatusWords) -> Status | None:
    if state := words.certain.get(form):
        return Status(state=state)
    return Status(state=words.doubtful[form], confirm=True) if form in words.doubtful else None


def _forms(bare: str) -> Iterator[str]:
    """The text as it stands, then without words that add nothing before it and behind it; a negation always stays."""
    yield bare
    while found := _LEAD.match(bare):
        bare = bare[found.end() :]
        yield bare
    if found := _TAIL.search(bare):
        yield bare[: found.start()]


def _with_brackets(text: str, words: StatusWords) -> Status | None:
    """A word with a remark in brackets; a remark that is not understood may change the word."""
    found = _BRACKETS.search(text)
    main = _BRACKETS.sub("", text)
    read = _whole(main, words) if found and found[1] else None
    if read is None or not found:
        return None
    inner = _whole(found[1], words)
    if inner and inner.state == read.state:
        return replace(read, confirm=read.confirm or inner.confirm, remark=found[1])
    return replace(read, confirm=True, remark=found[1])


def _several(text: str, words: StatusWords) -> Status | None:
    """Several words: one state if they all mean it; else nobody knows which counts."""
    parts = [part for part in re.split(r"[,;、。.!]", text) if part]
    read = [one for part in parts if (one := _whole(part, words))]
    if len(parts) < 2 or len(read) < len(parts):
        return None
    states = {one.state for one in read}
    if len(states) > 1 or "" in states:
        return Status(note="T195")
    return replace(read[0], confirm=any(one.confirm for one in read), is_early=any(one.is_early for one in read))


def _bare(text: str) -> str:
    return _MARKS.sub("", one_width(text)).replace("时序", "序时")
