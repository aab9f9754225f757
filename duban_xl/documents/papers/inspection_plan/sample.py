"""A made-up inspection of two matters in three units."""

from datetime import date

from duban_xl.documents.papers.inspection_plan.facts import OpenProblem, PlanFacts, PlannedMatter, PlannedUnit

_PIPES = PlannedMatter(
    number="D-2026-058",
    title="青溪镇镇区污水管网改造",
    requirement="查清未接入户数，制定整改方案，完成入户接管",
    target="新增接管1260户",
    lead_unit="青溪镇",
    due="2026年7月31日",
    reached="完成率60%",
    overdue_days=61,
)
_SCHOOL = PlannedMatter(
    number="D-2026-060", title="新建学校按期交付", lead_unit="县教育局", due="2026年12月20日", target="学位3200个"
)
_FOUND = OpenProblem(
    held_on=date(2026, 9, 15),
    units=("青溪镇",),
    problem="入户接管没有施工队伍，方案没有细化到户",
    rectify_by=date(2026, 10, 10),
)


def sample() -> PlanFacts:
    """督查方案."""
    return PlanFacts(
        title="关于2026年9月督查事项的督查方案",
        dated_on=date(2026, 9, 30),
        scope="2026年9月督查事项",
        basis="县委年度工作安排",
        matters=(_PIPES, _SCHOOL),
        total=2,
        overdue=1,
        open_problems=(_FOUND,),
        units=("青溪镇", "县教育局", "县住房和城乡建设局"),
        manner="采取实地查看、查阅资料、座谈了解相结合的方式",
        days="2026年10月12日至10月16日",
        groups="第一组由林晓任组长，督查青溪镇；第二组由周明任组长，督查县教育局和县住房和城乡建设局",
        by_unit=(
            PlannedUnit(unit="青溪镇", leads=(_PIPES.number,)),
            PlannedUnit(unit="县教育局", leads=(_SCHOOL.number,)),
            PlannedUnit(unit="县住房和城乡建设局", supports=(_PIPES.number,)),
        ),
    )
