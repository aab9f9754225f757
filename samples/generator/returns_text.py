"""A matter's course, a unit and a quarter → the sentences of its progress report, put together from hand-written blocks."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from random import Random

from duban_xl.model.period import Period
from samples.generator.blocks import Draw, Entry, parse
from samples.generator.content_units import TOWNSHIPS
from samples.generator.people import SampleUnit
from samples.generator.returns_course import Course
from samples.generator.returns_words import TEXT as LEAD_TEXT
from samples.generator.returns_words_support import TEXT as SUPPORT_TEXT

BEGIN, MIDDLE, END = "起步", "推进", "收尾"
_HALF_WAY, _NEARLY = 30, 78  # percent
_PLACES = tuple(line.split("｜")[2] for line in TOWNSHIPS.split())
_VERBS = (
    "整治|下沉|修复|送文化|培训|建成|选派|上线|完成|分解|培育|入户安检|建设|签约|拓宽|改造|加固|新增|新建|新开|更新|治理|重建|"
    "检测覆盖|消除|清淤|解决|试点覆盖|纳入|修缮|盘活|惠及|清理|摸排|出台|自查|监测|实施|追溯|设置|核查|化解|选聘|建设|签订|恢复|"
    "撮合|安装|排查|查处|帮扶|组织|建立|向重大项目交付|储备|开放|归集|办结|设|新签约|开发|开通|检查|处理|交付"
)
_UNITS = (
    "公里|处|个|亩|家次|家|户|件|台套|台|盏|套|座|人次|人|场|条|名|间|份|批|起|站|口|项|辆|"
    "万户|万亩|万人次|万人|万平方米|平方米|万元|亿元|米"
)
_QUANTITY = re.compile(rf"((?:{_VERBS})[^\d，]*?)(\d+(?:\.\d+)?)({_UNITS})")
_NOT_SCALED = ("不少于", "不低于", "达到", "以上", "能力", "控制", "降到")
_IMPERATIVE = re.compile(
    "(完成|推进|建立|组织|开展|核查|核清|核实|梳理|更换|补齐|制定|公开|公布|落实|规范|清理|建设|改造|修缮|采购|优化|协调|排查|整治|"
    "查明|完善|加密|督促|推动|推广|统筹|明确|整合|培育|实施|比对|编制|更新|设立|设置|解决|监测|治理|恢复|支持|提升|健全)"
)
_NOTHING = ("严禁", "不得", "防止", "杜绝", "年底", "每", "立即", "必须")
_CAREFUL = 3  # a clause shorter than this many characters says nothing alone


@dataclass(frozen=True, slots=True)
class Voice:
    """One unit's voice on one matter in one quarter."""

    course: Course
    unit: SampleUnit
    period: Period
    percent: int

    @property
    def leads(self) -> bool:
        """Whether the unit leads the matter."""
        return self.unit == self.course.lead

    def rng(self, about: str) -> Random:
        """Random choices about one part of the report, the same on every run."""
        return Random(f"{self.course.seed}/{self.course.number}/{self.unit.code}/{self.period.text}/{about}")


@cache
def _lead_blocks() -> tuple[Entry, ...]:
    return tuple(parse(LEAD_TEXT))


@cache
def _support_blocks() -> dict[str, Entry]:
    return {entry.title: entry for entry in parse(SUPPORT_TEXT)}


def kind_of(course: Course) -> Entry:
    """The blocks of the kind of matter: of all words that stand in its name, the longest decides."""
    if course.is_building:
        return _lead_blocks()[0]
    found = [(len(word), entry) for entry in _lead_blocks() for word in entry.title.split("、") if word in course.title]
    return max(found, key=lambda pair: pair[0])[1] if found else _lead_blocks()[-1]


def document_code(unit: SampleUnit) -> str:
    """The beginning of the unit's document numbers: 云交, 城关政."""
    if unit.group == "乡镇":
        return f"{unit.short[:-1]}政"
    return _support_blocks()[unit.short].one("代字")


def progress(voice: Voice) -> str:
    """本期进展情况."""
    if voice.percent == 0:
        return _not_begun(voice)
    said = _lead_progress(voice) if voice.leads else _support_progress(voice)
    return "；".join(said) + "。"


def difficulties(voice: Voice) -> str:
    """A sentence on what holds the matter up."""
    blocks = kind_of(voice.course) if voice.leads else _support_blocks()["通用"]
    return _drawn(voice, voice.rng("difficulties").choice(blocks.many("问题")), "difficulties") + "。"


def next_steps(voice: Voice, by: date | None) -> str:
    """下步打算: the next part of the task and by when."""
    clauses = imperatives(voice.course)
    rng = voice.rng("next")
    if not voice.leads:
        lead = voice.course.lead.short
        words = (f"继续配合{lead}做好相关工作", f"按{lead}安排落实到点到人", f"跟进{lead}下达的任务，及时反馈结果")
        return rng.choice(words) + "。"
    if not clauses:
        return "按任务分解表逐项推进，定期调度。"
    first = clauses[(rng.randint(0, 2) + voice.percent // 30) % len(clauses)]
    end = f"，{by.month}月{_third(by)}前完成" if by else "，按月调度"
    return f"{first}{end}。"


def evidence(voice: Voice) -> str:
    """佐证材料."""
    return kind_of(voice.course).one("佐证")


def imperatives(course: Course) -> list[str]:
    """The clauses of 任务要求 that can stand alone as a plan."""
    clauses = re.split("[，。；]", course.row["requirement"])
    return [c for c in clauses if _IMPERATIVE.match(c) and len(c) > _CAREFUL and not any(w in c for w in _NOTHING)]


def quantity(course: Course, percent: int) -> str:
    """How much of a countable target is done, or ""."""
    found = [m for c in course.row["target"].split("，") if not any(w in c for w in _NOT_SCALED)
             if (m := _QUANTITY.fullmatch(c))]  # fmt: skip
    for match in found:
        whole = Decimal(match[2])
        places = Decimal(1) if whole == whole.to_integral_value() and whole >= 10 else Decimal("0.1")
        done = (whole * percent / 100).quantize(places)
        if done > 0 and (places == 1 or "." in match[2]):
            return f"累计{match[1]}{done}{match[3]}"
    return ""


def _lead_progress(voice: Voice) -> list[str]:
    course, percent = voice.course, voice.percent
    if percent == 100:
        return _ended(voice)
    stage = BEGIN if percent < _HALF_WAY else (MIDDLE if percent < _NEARLY else END)
    said = [f"“{name}”节点于{day.month}月{day.day}日完成" for name, day in course.reached_in(voice.period)[-1:]]
    said += [_block(voice, stage)]
    said += [text for text in (quantity(course, percent),) if text]
    if not said[1:]:
        said += [_block(voice, MIDDLE, skip=said[0])]
    return said + _rectified(voice)


def _ended(voice: Voice) -> list[str]:
    """The result as the office has it, else the target reached."""
    result = voice.course.row["progress"].rstrip("。")
    if result:
        opening = voice.rng("end").choice(("任务已全部完成：", "现已办结：", "经自查，各项要求均已落实：", ""))
        return [f"{opening}{result}"]
    target = quantity(voice.course, 100).removeprefix("累计")
    return [f"任务已全部完成，{target}" if target else "任务已全部完成", _block(voice, END), "办结报告随表报送"]


def _rectified(voice: Voice) -> list[str]:
    """What became of the problem that an inspection found in the quarter."""
    for row in voice.course.inspections:
        held = date.fromisoformat(row["held_on"])
        if voice.period.contains(held) and row.get("problems") and row["unit"] == voice.unit.name:
            repaired = row.get("rectification", "").rstrip("。")
            if row["rectify_by"] > voice.period.end.isoformat():
                repaired = ""
            return [
                f"{held.month}月督查指出的问题，{repaired}" if repaired else f"{held.month}月督查指出的问题正在整改"
            ]
    return []


def _block(voice: Voice, stage: str, *, skip: str = "") -> str:
    """A hand-written sentence of the matter's kind; another one in every quarter."""
    texts = kind_of(voice.course).many(stage)
    start = Random(f"{voice.course.number}/{stage}").randrange(len(texts))
    quarter = voice.period.start.month // 3
    drawn = [_drawn(voice, texts[(start + quarter + n) % len(texts)], stage) for n in range(2)]
    return drawn[0] if drawn[0] != skip else drawn[1]


def _support_progress(voice: Voice) -> list[str]:
    entry = _support_blocks()["乡镇" if voice.unit.group == "乡镇" else voice.unit.short]
    texts = entry.many("推进")
    start = Random(f"{voice.course.number}/{voice.unit.code}").randrange(len(texts))
    text = texts[(start + voice.period.start.month // 3) % len(texts)]
    said = [_drawn(voice, text, "support")]
    if voice.percent == 100:
        return [*said, "我单位承担的任务已全部完成，办结报告已盖章报送"]
    return said


def _not_begun(voice: Voice) -> str:
    lead, day = voice.course.lead.short, voice.course.assigned
    words = (
        f"{day.month}月{day.day}日收到任务，已明确分管领导和经办人，正与{lead}对接任务分工。",
        f"任务下达不久，已参加{lead}召开的协调会，本单位职责清单已报{lead}，下月起实施。",
    )
    return voice.rng("begin").choice(words)


def _drawn(voice: Voice, text: str, about: str) -> str:
    """`text` with its places, names and numbers."""
    rng = voice.rng(about)
    inner = voice.course.title.replace("“", "‘").replace("”", "’")
    places = [u.short for u in (voice.course.lead, *voice.course.supporting) if u.group == "乡镇" and u != voice.unit]
    named = text.replace("{事}", f"“{inner}”").replace("{主办}", voice.course.lead.short)
    return Draw(rng)(named.replace("{地}", rng.choice(places or _own_places(voice))))


def _own_places(voice: Voice) -> tuple[str, ...]:
    """A township's own villages have no names here; a department speaks of the townships."""
    return ("所在村", "相关村社", "沿线各村") if voice.unit.group == "乡镇" else _PLACES


def _third(day: date) -> str:
    return "上旬" if day.day <= 10 else ("中旬" if day.day <= 20 else "底")
