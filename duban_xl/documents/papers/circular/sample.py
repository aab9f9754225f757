"""Made-up facts of a 督查通报 about one quiet quarter."""

from datetime import date
from decimal import Decimal

from duban_xl.documents.papers.circular import facts as f

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
BY_CATEGORY = (
    f.CategoryCounts(name="县委主要领导批示", total=62, completed=57, in_hand=5, overdue=1),
    f.CategoryCounts(name="年度重点工作", total=75, completed=61, in_hand=14, overdue=2),
)
RANKING = (
    f.RankRow(group="乡镇", rank=1, unit="云岭乡", score=Decimal("98.5")),
    f.RankRow(group="乡镇", rank=2, unit="青溪镇", score=Decimal(91)),
)
RANKING_NOTE = "得分和名次按《清源县日常工作督查考核办法》计算。考核基本分为100分。得分相同的名次并列，其后名次顺延。"
TOLD_PRAISES = (f.ToldPraise(unit="县审计局", deed="提前完成专项审计", document_number="清委督〔2026〕31号"),)
TOLD_CRITICISMS = (
    f.ToldCriticism(unit="白沙镇", number="", fact="两次填报与实际不符", document_number="清委督〔2026〕33号"),
)
REQUIREMENTS = (
    f.Requirement(text="压实责任。单位主要负责人要亲自过问逾期事项，明确分管领导和承办人员"),
    f.Requirement(text="倒排工期。逾期事项逐项列出剩余工作、完成节点和责任人", due_date=date(2026, 10, 16)),
)
UNIT_RETURNS = (
    f.UnitReturns(unit="青溪镇", expected=9, on_time=5, late=1, missing=3),
    f.UnitReturns(unit="大坪乡", expected=6, on_time=4, late=0, missing=2),
    f.UnitReturns(unit="县农业农村局", expected=12, on_time=7, late=5, missing=0),
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
        quality=f.QualityCounts(on_time=109, late=7, unlimited=2, sent_back=4, sent_back_matters=3, forms_sent_back=2),
        returns=f.ReturnCounts.of(on_time=251, late=12, missing=5),
        by_category=BY_CATEGORY,
        praises=_praises(),
        told_praises=TOLD_PRAISES,
        criticisms=(f.Criticism(unit="大坪乡", number="D-2026-041", fact="两次催办后仍未报送进展情况"),),
        told_criticisms=TOLD_CRITICISMS,
        problems=PROBLEMS,
        missing_units=("青溪镇", "大坪乡"),
        late_units=("县农业农村局", "县水利局", "白沙镇"),
        sent_back_units=("县农业农村局", "白沙镇"),
        problems_found=2,
        problems_rectified=1,
        other_problems=("个别单位上报材料以“正在推进”代替具体进展，与上期内容雷同，须补充量化数据",),
        requirements=REQUIREMENTS,
        rectify_by=date(2026, 10, 31),
        next_return_on=date(2026, 12, 25),
        open_matters=_open_matters(),
        unit_returns=UNIT_RETURNS,
        ranking=RANKING,
        ranking_note=RANKING_NOTE,
        uninspected=("云岭乡",),
        uninspected_note="年内没有被督查到的单位，年度得分分别取本组被督查单位最终得分的平均值。",
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
