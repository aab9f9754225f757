"""Made-up facts of a 扣分情况季度通报."""

from datetime import date
from decimal import Decimal

from duban_xl.documents.papers.score_circular import facts as f

LATE = f.ScoreLine(
    occurred_on=date(2026, 9, 1),
    rule="第七条",
    basis="《清源县日常工作督查考核办法》第七条",
    event="县领导批示件无正当理由超时限",
    points=Decimal(2),
    document="清委督〔2026〕14号督查通知书",
    matter="D-2026-014",
)
CRITICISED = f.ScoreLine(
    occurred_on=date(2026, 7, 20),
    rule="第十二条",
    basis="《清源县日常工作督查考核办法》第十二条",
    event="督查通报中被通报批评",
    points=Decimal(3),
    document="清委督〔2026〕9号",
)
AMENDMENTS = (
    f.Amendment(
        unit="青溪镇",
        action="补记",
        effect="扣分",
        belongs_to="2026年第一季度",
        occurred_on=date(2026, 3, 30),
        decided_on=date(2026, 7, 8),
        basis="《清源县日常工作督查考核办法》第十条",
        event="在领导批示件中被点名批评",
        points=Decimal(3),
        quarter=f.PointSums(deducted=Decimal(3)),
        document="县委批示件〔2026〕21号",
    ),
)


def score_circular() -> f.ScoreCircularFacts:
    """扣分情况季度通报."""
    towns = f.ScoreGroup.of(
        "乡镇",
        (
            _score("青溪镇", year=8, lines=(CRITICISED, LATE)),
            _score("云岭乡", year=0),
            _score("大坪乡", year=0, remark="未被督查"),
        ),
    )
    departments = f.ScoreGroup.of(
        "县直部门", (_score("县住房和城乡建设局", year=3, lines=(CRITICISED,)), _score("县教育局", year=0))
    )
    groups = (towns, departments)
    return f.ScoreCircularFacts(
        title="关于2026年第三季度日常工作督查扣分情况的通报",
        dated_on=date(2026, 10, 12),
        period_name="2026年第三季度",
        period_from=date(2026, 7, 1),
        period_to=date(2026, 9, 30),
        as_of=date(2026, 9, 30),
        method_title="《清源县日常工作督查考核办法》",
        base_points=Decimal(100),
        shows_scores=False,
        shows_counted=False,
        shows_sections=False,
        has_mixed=False,
        totals=f.ScoreTotals.of(groups),
        groups=groups,
        attribution="各项计分按事件发生日期计入所属季度；事后认定的，在认定当季列为补记，不改动已印发的通报",
        amendments=AMENDMENTS,
        uninspected=(f.UninspectedGroup(name="乡镇", units=("大坪乡",)),),
        uninspected_note="按办法第五条，全年未被督查的单位，年度分值取同组被督查单位最终得分的平均值",
        notes=("同一文件对同一单位只计一次；同一事项涉及不同条款的，分别计分",),
        objection_by=date(2026, 10, 23),
    )


def _score(unit: str, *, year: int, lines: tuple[f.ScoreLine, ...] = (), remark: str = "") -> f.UnitScore:
    lost = sum((line.points for line in lines), Decimal(0))
    return f.UnitScore(
        unit=unit,
        quarter=f.PointSums(deducted=lost),
        year=f.PointSums(deducted=Decimal(year)),
        quarter_points=lost,
        year_points=Decimal(year),
        remaining=Decimal(100 - year),
        deductions=lines,
        remark=remark,
    )
