"""Made-up facts of a 督查通知书."""

from datetime import date

from duban_xl.documents.papers.notice import facts as f


def notice() -> f.NoticeFacts:
    """督查通知书."""
    return f.NoticeFacts(
        title="关于加快青溪镇污水管网改造的督查通知书",
        dated_on=date(2026, 9, 24),
        document_name="督查通知书",
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
