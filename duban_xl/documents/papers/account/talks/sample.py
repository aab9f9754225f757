"""Made-up facts of papers on a talk."""

from datetime import date

from duban_xl.documents.papers.account.case import Criticism, LateMatter, PublishedRank
from duban_xl.documents.papers.account.talks.facts import ProposalFacts, RecordFacts, SummonsFacts

SAMPLE_LATE = (
    LateMatter(number="D-2026-014", title="镇区污水管网改造", due_date=date(2026, 8, 31), overdue_days=39, reminders=3),
    LateMatter(number="D-2026-027", title="山塘除险加固", due_date=date(2026, 9, 15), overdue_days=24, reminders=0),
)
SAMPLE_CRITICISMS = (
    Criticism(held_on=date(2026, 4, 10), document_number="清委督〔2026〕11号", reason="第一季度两次未按时报送进展情况"),
    Criticism(held_on=date(2026, 9, 18), document_number="清委督〔2026〕37号", reason="污水管网改造推进不力"),
)
_SAMPLE_UNIT = "青溪镇"
_SAMPLE_BASIS = "督查工作制度十六（二）"
_SAMPLE_CAUSE = "污水管网改造逾期未办结，经三次催办仍无明显进展"


def sample_proposal() -> ProposalFacts:
    """约谈建议."""
    return ProposalFacts(
        title="关于青溪镇2026年10月有关问题的约谈建议",
        dated_on=date(2026, 10, 9),
        as_of=date(2026, 10, 9),
        submitted_to="县委主要领导",
        signer="李某某",
        unit=_SAMPLE_UNIT,
        target="单位主要负责人",
        person="周某",
        interviewer="主要领导",
        basis=_SAMPLE_BASIS,
        trigger="2026年1月1日至2026年12月31日内被通报批评2次",
        count=2,
        window_from=date(2026, 1, 1),
        window_to=date(2026, 12, 31),
        causes=(_SAMPLE_CAUSE,),
        late_matters=SAMPLE_LATE,
        criticisms=SAMPLE_CRITICISMS,
        ranks=(
            PublishedRank(period_name="2026年第一季度", rank=18),
            PublishedRank(period_name="2026年第二季度", rank=19),
        ),
        effect="责成整改",
        approval="按程序报批",
    )


def sample_summons() -> SummonsFacts:
    """约谈通知书."""
    return SummonsFacts(
        title="关于青溪镇2026年10月有关问题的约谈通知书",
        dated_on=date(2026, 10, 9),
        unit=_SAMPLE_UNIT,
        target="单位主要负责人",
        person="周某",
        interviewer="主要领导",
        basis=_SAMPLE_BASIS,
        cause=_SAMPLE_CAUSE,
        matter_number="D-2026-014",
        matter_title="镇区污水管网改造",
        late_matters=SAMPLE_LATE,
        held_at="2026年10月12日上午9时",
        place="县行政中心3号楼会议室",
        interviewer_name="县委书记王某",
        approved_by="县委书记王某",
        approved_on=date(2026, 10, 8),
    )


def sample_record() -> RecordFacts:
    """约谈记录."""
    return RecordFacts(
        title="青溪镇2026年10月约谈记录",
        dated_on=date(2026, 10, 9),
        unit=_SAMPLE_UNIT,
        target="单位主要负责人",
        person="周某",
        interviewer="主要领导",
        basis=_SAMPLE_BASIS,
        cause=_SAMPLE_CAUSE,
        approved_by="县委书记王某",
    )
