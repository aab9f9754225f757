"""Made-up facts of one quiet quarter in a county that does not exist: what a template is tried with → facts."""

from datetime import date
from decimal import Decimal

from duban_xl.documents import facts as f

OFFICE = f.OfficeFacts(
    issuer="中共清源县委督查室",
    short_name="县委督查室",
    masthead="中共清源县委督查室文件",
    code="清委督",
    recipients="各乡镇党委、政府，县直各单位",
    copied_to=("市委督查室", "县委各常委", "县人大常委会办公室", "县政府办公室", "县政协办公室"),
    printed_by="中共清源县委督查室",
    contact="林晓",
    phone="0570-6000123",
    address="县行政中心3号楼412室",
)


TOWN_OVERDUE = (
    f.OverdueMatter(
        number="D-2026-014",
        title="镇区污水管网改造",
        due_date=date(2026, 8, 31),
        overdue_days=30,
        progress="完成主管网铺设4.2公里，入户接管尚未启动",
    ),
    f.OverdueMatter(number="D-2026-027", title="山塘除险加固", due_date=date(2026, 9, 15), overdue_days=15),
)
HOUSING_OVERDUE = (
    f.OverdueMatter(
        number="D-2026-033",
        title="老旧小区加装电梯审批提速",
        due_date=date(2026, 9, 20),
        overdue_days=10,
        progress="联合审图流程仍在征求意见",
    ),
)
PROBLEMS = (
    f.UnitProblem(unit="青溪镇", matters=TOWN_OVERDUE),
    f.UnitProblem(unit="县住房和城乡建设局", matters=HOUSING_OVERDUE),
)


def circular() -> f.CircularFacts:
    """督查通报."""
    return f.CircularFacts(
        title="关于2026年第三季度重点事项落实情况的督查通报",
        dated_on=date(2026, 10, 9),
        period_name="2026年第三季度",
        period_from=date(2026, 7, 1),
        period_to=date(2026, 9, 30),
        as_of=date(2026, 9, 30),
        basis="《清源县日常工作督查考核办法》和县委年度工作安排",
        scope="县委、县政府重点工作和县领导批示交办事项",
        methods=("书面调度", "实地核查", "电话抽查"),
        matters=f.MatterCounts.of(completed=118, in_hand=19, overdue=3),
        returns=f.ReturnCounts.of(on_time=251, late=12, missing=5),
        praises=_praises(),
        problems=PROBLEMS,
        missing_units=("青溪镇", "大坪乡"),
        late_units=("县农业农村局", "县水利局", "白沙镇"),
        other_problems=("个别单位上报材料以“正在推进”代替具体进展，与上期内容雷同，须补充量化数据",),
        requirements=(
            f.Requirement(text="压实责任。单位主要负责人要亲自过问逾期事项，明确分管领导和承办人员"),
            f.Requirement(text="倒排工期。逾期事项逐项列出剩余工作、完成节点和责任人", due_date=date(2026, 10, 16)),
        ),
        rectify_by=date(2026, 10, 31),
        next_return_on=date(2026, 12, 25),
        open_matters=_open_matters(),
        unit_returns=(
            f.UnitReturns(unit="青溪镇", expected=9, on_time=5, late=1, missing=3),
            f.UnitReturns(unit="大坪乡", expected=6, on_time=4, late=0, missing=2),
            f.UnitReturns(unit="县农业农村局", expected=12, on_time=7, late=5, missing=0),
        ),
    )


def _praises() -> tuple[f.Praise, ...]:
    return (
        f.Praise(unit="县教育局", deed="秋季学期新建学位3200个全部提前交付，办结率100%"),
        f.Praise(unit="云岭乡", deed="领导批示事项当日建账、逐周销号，本季度无逾期"),
        f.Praise(unit="县财政局"),
    )


def _open_matters() -> tuple[f.OpenMatter, ...]:
    rows = tuple(
        f.OpenMatter(
            number=matter.number,
            title=matter.title,
            unit=problem.unit,
            due_date=matter.due_date,
            overdue_days=matter.overdue_days,
            progress=matter.progress,
        )
        for problem in PROBLEMS
        for matter in problem.matters
    )
    road = f.OpenMatter(
        number="D-2026-041",
        title="农村公路“最后一公里”贯通",
        unit="县交通运输局",
        due_date=date(2026, 12, 20),
        overdue_days=0,
        progress="已完成路基12公里",
    )
    return (*rows, road)


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


def notice() -> f.NoticeFacts:
    """督查通知书."""
    return f.NoticeFacts(
        title="关于加快青溪镇污水管网改造的督查通知书",
        dated_on=date(2026, 9, 24),
        urgency="加急",
        matter_number="D-2026-058",
        matter_title="青溪镇镇区污水管网改造",
        lead_unit="青溪镇",
        supporting_units=("县住房和城乡建设局", "县生态环境分局"),
        leading_official="县委常委、副县长陈某",
        responsible_leader="青溪镇镇长周某",
        origin="县委主要领导批示",
        origin_number="县委批示件〔2026〕38号",
        instruction_by="县委书记王某",
        instruction_on=date(2026, 9, 22),
        instruction="请督查室牵头督办，月底前拿出整改方案，年底前全面贯通",
        requirements=(
            "查清主管网以外未接入住户的户数和原因",
            "制定整改方案，明确每个节点和责任人",
            "完成全部入户接管并通水",
        ),
        target="新增接管1260户，污水集中收集率达到92%以上",
        due_date=date(2026, 10, 12),
        due_text="自收到之日起7个工作日内提出整改方案",
        due_basis="《清源县日常工作督查考核办法》第三条",
        due_provisional=False,
        return_cycle="每周五前",
        next_return_on=date(2026, 9, 30),
        return_to="县委督查室",
        extension_rule="确需延期的，应在时限到期前书面说明原因、进展和拟完成时间，经同意后方可延期",
        receipt_by=date(2026, 9, 25),
    )


SAMPLES: dict[str, f.CircularFacts | f.ScoreCircularFacts | f.NoticeFacts] = {
    "督查通报": circular(),
    "扣分情况季度通报": score_circular(),
    "督查通知书": notice(),
}
