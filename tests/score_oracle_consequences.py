"""计分后果 and 等次 after the ranks, once and without a loop: who holds what, what it does to score and band."""

from datetime import date
from fractions import Fraction

from tests.methods_whole import Row
from tests.score_oracle import Result, Scoring, oracle
from tests.score_oracle_events import COUNTED, REFUND, Event
from tests.score_oracle_measures import COMPARISONS, value_of
from tests.score_oracle_rows import Sheets, maybe, names, number

SECTION_EFFECTS = ("分项得零", "分项不超过", "分项按比例")


def with_consequences(scoring: Scoring) -> list[Result]:
    """The units with band and codes, and the scores that the codes change."""
    sheets, units = scoring.sheets, scoring.units
    rows = sheets.rows("计分后果")
    for result in units:
        result.band = _band(scoring, result)
    for later in (False, True):  # 后果数 looks at the codes that others have brought
        found = {result.unit: _codes(scoring, result, rows, later) for result in units}
        for result in units:
            result.held |= found[result.unit]
    for result in units:
        _effects(scoring, result, rows)
    return units


def oracle_with_consequences(book: dict[str, list[Row]], period: str) -> list[Result]:
    return with_consequences(oracle(book, period))


# ---- conditions ----


def _codes(scoring: Scoring, result: Result, rows: list[Row], later: bool) -> set[str]:
    found = set[str]() if later else _with_events(scoring.sheets, result)
    for code in {row["代码"] for row in rows}:
        mine = [row for row in rows if row["代码"] == code]
        if any(row["触发"] == "后果数" for row in mine) != later:
            continue
        for alternative in {row.get("条件组", "") for row in mine}:
            if all(_holds(scoring, result, row) for row in mine if row.get("条件组", "") == alternative):
                found.add(code)
    return found


def _with_events(sheets: Sheets, result: Result) -> set[str]:
    """The codes that rules and steps bring, unless other rows say when (规则次数 …)."""
    told = {row["代码"] for row in sheets.rows("计分后果") if row["触发"] != "事件"}
    codes = {
        code
        for event in result.events
        if event.outcome == COUNTED
        for code in (event.rule.get("后果代码", ""), event.code)
    }
    return {code for code in codes if code} - told


def _holds(scoring: Scoring, result: Result, row: Row) -> bool:
    trigger, subject, said = row["触发"], row.get("对象", ""), row.get("比较", "") or "≥"
    if trigger == "事件":
        return row["代码"] in {e.code for e in result.events if e.outcome == COUNTED} | {
            e.rule.get("后果代码", "") for e in result.events if e.outcome == COUNTED
        }
    if trigger == "等次":
        return result.band in names(subject)
    if said in ("低于均值", "高于均值"):
        return _beside_mean(scoring, result, row, below=said == "低于均值")
    if said in ("前", "后"):
        return _placed(scoring, result, row)
    wanted = maybe(row.get("数值"))
    wanted = Fraction(1) if wanted is None else wanted
    figures = _figures(scoring, result, row)
    return any(COMPARISONS[said](figure, wanted) for figure in figures)


def _figures(scoring: Scoring, result: Result, row: Row) -> list[Fraction]:
    """What the condition looks at: one figure, or one for each window."""
    trigger, subject, window = row["触发"], row.get("对象", ""), row.get("窗口", "")
    if trigger == "后果数":
        return [Fraction(len(result.held & set(names(subject))))]
    if trigger in ("规则次数", "事项数", "扣分", "加分"):
        windows = scoring.sheets.periods(window)
        return [
            _amount(trigger, subject, [e for e in result.events if _in(scoring.sheets, e.day, window, w)])
            for w in windows
        ]
    figure = _single(scoring, result, trigger, subject)
    return [] if figure is None else [figure]


def _in(sheets: Sheets, day: date, window: str, period: str) -> bool:
    return sheets.period(window, day) == period


def _amount(trigger: str, subject: str, events: list[Event]) -> Fraction:
    wanted = names(subject)
    mine = [
        e
        for e in events
        if e.outcome in (COUNTED, REFUND)
        and (not wanted or e.rule["规则号"] in wanted or e.rule.get("分项号") in wanted)
    ]
    if trigger == "扣分":
        return sum((e.points for e in mine if e.sign > 0), Fraction(0))
    if trigger == "加分":
        return -sum((e.points for e in mine if e.sign < 0), Fraction(0))
    counting = [e for e in mine if e.outcome == COUNTED]
    if trigger == "规则次数":
        return Fraction(len(counting))
    return Fraction(len({e.matter for e in counting if e.matter}))


def _single(scoring: Scoring, result: Result, trigger: str, subject: str) -> Fraction | None:
    if trigger == "得分":
        return result.score
    if trigger == "分项得分":
        section = scoring.sheets.section(subject)
        applies = section is not None and scoring.sheets.applies(section, result.unit)
        return result.sections.get(subject) if applies else None
    if trigger == "指标":
        return value_of(scoring.sheets, result.unit, subject, "")
    place = result.rank if trigger == "组内名次" else result.overall
    return None if place is None else Fraction(place)


def _beside_mean(scoring: Scoring, result: Result, row: Row, *, below: bool) -> bool:
    own = _single(scoring, result, row["触发"], row.get("对象", ""))
    same = [r for r in scoring.units if r.group == result.group]
    figures = [_single(scoring, r, row["触发"], row.get("对象", "")) for r in same]
    known = [figure for figure in figures if figure is not None]
    if own is None or not known:
        return False
    mean = sum(known, Fraction(0)) / len(known)
    return own < mean if below else own > mean


def _placed(scoring: Scoring, result: Result, row: Row) -> bool:
    """前 n, 后 n of the group or of all; below 1 a share of them, at least one."""
    in_group = row["触发"] == "组内名次"
    among = [r for r in scoring.units if r.rank is not None and (not in_group or r.group == result.group)]
    place = result.rank if in_group else result.overall
    if place is None:
        return False
    wanted = maybe(row.get("数值"))
    wanted = Fraction(1) if wanted is None else wanted
    many = max(1, int(wanted * len(among))) if wanted < 1 else int(wanted)
    if row["比较"] == "前":
        return place <= many
    worse = [r for r in among if ((r.rank if in_group else r.overall) or 0) > place]
    return len(worse) < many


# ---- effects ----


def _band(scoring: Scoring, result: Result) -> str:
    table = scoring.sheets.setting("等次表")
    if not table or result.score is None:
        return ""
    by_rounded = scoring.sheets.setting("等次取分") == "舍入后"
    step = scoring.sheets.step_at(table, scoring.rounded(result.score) if by_rounded else result.score)
    return step["名称"] if step else ""


def _effects(scoring: Scoring, result: Result, rows: list[Row]) -> None:
    mine = list({row["代码"]: row for row in reversed(rows) if row["代码"] in result.held and row.get("效果")}.values())
    mine.sort(key=rows.index)
    for row in mine:
        if row["效果"] in SECTION_EFFECTS and result.score is not None:
            _on_section(scoring, result, row)
    for row in mine:
        if result.score is not None:
            result.score = _total_after(result.score, row)
    result.counted = scoring.counted(result)
    result.band = _band(scoring, result)
    _on_band_and_rank(scoring.sheets, result, mine)


def _on_band_and_rank(sheets: Sheets, result: Result, rows: list[Row]) -> None:
    for row in rows:
        if row["效果"] == "定为等次":
            result.band = row["等次或分项"]
    for row in rows:
        if row["效果"] == "等次降一等":
            result.band = _next_below(sheets, result.band)
        if row["效果"] == "不参加排名":
            result.ranked, result.rank, result.overall = False, None, None


def _total_after(score: Fraction, row: Row) -> Fraction:
    if row["效果"] == "总分得零":
        return Fraction(0)
    if row["效果"] == "总分不超过":
        return min(score, number(row["等次或分项"]))
    return score * number(row["等次或分项"]) / 100 if row["效果"] == "总分按比例" else score


def _on_section(scoring: Scoring, result: Result, row: Row) -> None:
    name, _, figure = row["等次或分项"].partition("=")
    score = result.sections.get(name)
    if score is None:
        return
    if row["效果"] == "分项得零":
        score = Fraction(0)
    elif row["效果"] == "分项不超过":
        score = min(score, number(figure))
    else:
        score = score * number(figure) / 100
    scoring.retotal(result, {name: score})


def _next_below(sheets: Sheets, band: str) -> str:
    """The band one grade lower, by where the steps begin; with bands of a name only as the sheet has them, best first."""
    steps = [row for row in sheets.rows("计分阶梯") if row["表号"] == sheets.setting("等次表")]
    if all(row["起"] or row["止"] for row in steps):
        steps.sort(key=lambda row: maybe(row["起"]) or Fraction(-(10**9)), reverse=True)
    order = [row["名称"] for row in steps]
    return order[min(order.index(band) + 1, len(order) - 1)] if band in order else band
