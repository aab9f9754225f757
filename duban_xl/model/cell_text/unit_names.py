"""The name of a unit as a cell writes it → the unit of the directory that it means, by certain rules first, then as a guess."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from duban_xl.model.office import Unit, UnitDirectory
from duban_xl.model.text import comparable

_SUFFIX = (
    "管委会|居委会|村委会|局|委|厅|院|镇|乡|街道|街|政府|办事处|办公室|办|中心|公司|集团|委员会|协会|工会|联合会|商会|学会|基金会|红十字会|党组|党委|社|联|科协|政协|人大|"
    "处|所|站|大队|支队|队|学校|小学|中学|大学|校|馆|银行|行|厂|村|社区|园区|开发区|高新区|新区|景区|园|县|市|区|州|旗|组|专班|指挥部|监委|法院|检察院|"
    "海关|医院|分局|支局|林场|农场|牧场|电视台|融媒体|部队|台|部(?<!干部)(?<!全部)|国企|企业"
)
_LOOKS_LIKE_A_UNIT = re.compile(
    rf"(?!.*(?<!总)局.+(?<![分支])局)(?![与由请])(?!.*(?:[Xx×○]{{2}}|某某|或|牵头|配合|负责|除|不含|其他|以及|会同|[\u4e00-\u9fff]等))[\u4e00-\u9fffA-Za-z0-9·]{{1,40}}?(?:{_SUFFIX})"
)
_NOT_A_LEVEL = (
    "(?:开发|高新|园|工业|经济|新|景|社|保税|示范|校|厂|库|片|林|牧|矿|商)区|"
    "市(?:场|政|民|容|域|郊|值)|区(?:域|划|块|间)|县域|[自超门上城股菜夜]市"
)
_LEVELS = re.compile(
    r"(?:中共|中国共产党)?(?P<region>[\u4e00-\u9fff]{0,6}?)(?P<level>省|市|县|区|州|旗)(?P<rest>[\u4e00-\u9fff].+)"
)
_TAILS = (
    (re.compile(r"(?<=[镇乡])(?:人民政府|政府)$"), ""),
    (re.compile(r"(?<=街道)(?:办事处|办)$"), ""),
    (re.compile(r"委员会$"), "委"),
    (re.compile(r"办公室$"), "办"),
)
_OUTSIDE = re.compile(r".*(?:公司|集团|银行|企业|国企|央企)|国网.*|(?:.*(?:指挥部|专班|领导小组|工作组))")
"""What stands outside the list of units in most offices: enterprises and bodies made for one task."""


SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷"
    "钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵欧解强丘华车冉房边辜吉饶刁瞿戚褚应"
)


class Place(NamedTuple):
    """A name in three parts: 云溪县财政局 → 云溪, 县, 财政局; level and region may be missing."""

    region: str
    level: str
    rest: str


@dataclass(frozen=True, slots=True)
class Match:
    """What a name means: the unit, or the units that it may mean; `is_sure` where no rule but spelling was needed."""

    unit: Unit | None = None
    is_sure: bool = True
    candidates: tuple[Unit, ...] = ()


_TWO_IN_ONE = re.compile(
    r"(?:发改|财政|人社|住建|卫健|公安|司法|审计|文旅|城管|信访|税务|工信|经信|组织|宣传)[和与及].+"
)


def looks_like_a_unit(name: str) -> bool:
    """Whether a name ends as units' names do; 发改和财政局 may be two."""
    return bool(_LOOKS_LIKE_A_UNIT.fullmatch(name)) and not _TWO_IN_ONE.fullmatch(name)


def looks_like_a_person(name: str) -> bool:
    """Whether a name is as long as people's names are and begins with a usual surname."""
    return 2 <= len(name) <= 3 and name[0] in SURNAMES and not looks_like_a_unit(name)


def is_outside(name: str) -> bool:
    """Whether a name is that of an enterprise or of a body made for one task."""
    return bool(_OUTSIDE.fullmatch(name))


def placed(name: str) -> Place:
    """`name` with region and level apart; 市场监管局 and 开发区管委会 have none."""
    found = _LEVELS.fullmatch(name)
    if not found or len(found["rest"]) < 2:
        return Place("", "", name.removeprefix("中共"))
    upto = name[: found.start("rest") + 1]
    if re.search(_NOT_A_LEVEL, upto):
        return Place("", "", name)
    return Place(found["region"], found["level"], found["rest"])


@dataclass(frozen=True, slots=True)
class UnitNames:
    """The names of a directory, prepared for looking up what cells write."""

    directory: UnitDirectory
    _exact: dict[str, tuple[Unit, ...]] = field(init=False, repr=False, compare=False)
    _bare: dict[str, tuple[tuple[Place, Unit], ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        exact: dict[str, tuple[Unit, ...]] = {}
        bare: dict[str, tuple[tuple[Place, Unit], ...]] = {}
        for unit in self.directory.units:
            full = placed(comparable(unit.name))
            for name in unit.names:
                key = comparable(name)
                exact[key] = _with(exact.get(key, ()), unit)
                place = _inherited(placed(key), full)
                rest = _short(place.rest)
                bare[rest] = (*bare.get(rest, ()), (place, unit))
        object.__setattr__(self, "_exact", exact)
        object.__setattr__(self, "_bare", bare)

    def find(self, name: str) -> Match:
        """The unit that `name` means. A name of two units, or of none, has no unit; a guess is not sure."""
        key = comparable(name)
        if units := self._exact.get(key):
            return Match(units[0]) if len(units) == 1 else Match(None, candidates=units)
        place = placed(key)
        fitting = self._fitting(place)
        if len(fitting) == 1:
            return Match(fitting[0], is_sure=self._is_of_our_level(place))
        if fitting:
            return Match(None, candidates=fitting)
        return self._guessed(key)

    def _fitting(self, place: Place) -> tuple[Unit, ...]:
        found: tuple[Unit, ...] = ()
        for other, unit in self._bare.get(_short(place.rest), ()):
            if _may_be_one(place, other):
                found = _with(found, unit)
        return found

    def _is_of_our_level(self, place: Place) -> bool:
        """Whether a name without level, or with the level of most units of the directory, needs no question."""
        if not place.level:
            return True
        levels = [other.level for places in self._bare.values() for other, _unit in places if other.level]
        return bool(levels) and place.level == max(set(levels), key=levels.count)

    def _guessed(self, key: str) -> Match:
        """城关 → 城关镇, 财政部门 → 财政局: the only unit of which that may be said."""
        stem = key.removesuffix("部门")
        if len(stem) < len("城关"):
            return Match(None)
        ends = ("局", "委") if stem != key else ("镇", "乡", "街道", "局", "委")
        found: tuple[Unit, ...] = ()
        for end in ends:
            for unit in self._fitting(placed(stem + end)):
                found = _with(found, unit)
        return Match(found[0], is_sure=False) if len(found) == 1 else Match(None, candidates=found)


def _with(units: tuple[Unit, ...], unit: Unit) -> tuple[Unit, ...]:
    return units if unit in units else (*units, unit)


def _inherited(place: Place, full: Place) -> Place:
    """A short name is of the level and region of the full one, unless it says otherwise: 财政局 of 云溪县财政局."""
    if place.level not in ("", full.level):
        return place
    return Place(place.region or full.region, full.level, place.rest)


def _may_be_one(one: Place, other: Place) -> bool:
    """Levels and regions that don't speak against each other: 市财政局 is not 县财政局."""
    levels = not one.level or not other.level or one.level == other.level
    return levels and (not one.region or not other.region or one.region == other.region)


def _short(rest: str) -> str:
    for pattern, short in _TAILS:
        rest = pattern.sub(short, rest)
    return rest
