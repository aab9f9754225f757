"""Made-up facts of the documents that assign a matter."""

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


def supervision_notice() -> f.SupervisionNoticeFacts:
    """督办通知."""
    return f.SupervisionNoticeFacts(
        title="关于办理“县道改线和隧道口滑坡治理”事项的督办通知",
        dated_on=date(2026, 9, 24),
        document_name="督办通知",
        matter_number="D-2026-061",
        matter_title="县道改线和隧道口滑坡治理",
        lead_unit="县交通运输局",
        supporting_units=("县自然资源和规划局", "石桥乡"),
        origin="县委常委会第18次会议",
        origin_number="清委常纪〔2026〕18号",
        instruction_on=date(2026, 9, 20),
        requirements=("完成滑坡体勘查和治理设计", "落实交通管制和绕行方案"),
        milestones=(
            f.PlannedStep(name="完成勘查和设计", planned_on=date(2026, 10, 31)),
            f.PlannedStep(name="抗滑桩施工", planned_on=date(2026, 12, 20), target="46"),
            f.PlannedStep(name="恢复双向通行"),
        ),
        due_date=date(2027, 3, 31),
        due_provisional=True,
        return_cycle="每月28日前",
        next_return_on=date(2026, 9, 28),
        extension_rule="确需延期的，应在到期前书面申请，经同意后按新时限办理",
    )


def hotline_notice() -> f.HotlineNoticeFacts:
    """督促查办事项通知单."""
    return f.HotlineNoticeFacts(
        title="关于办理“城东农贸市场夜间噪声扰民”事项的督促查办事项通知单",
        dated_on=date(2026, 9, 25),
        document_name="督促查办事项通知单",
        urgency="特急",
        matter_number="R-2026-112",
        matter_title="城东农贸市场夜间噪声扰民",
        lead_unit="县市场监督管理局",
        supporting_units=("县公安局", "城东街道"),
        responsible_leader="县市场监督管理局副局长赵某",
        origin="市长热线电话室",
        origin_number="市热单〔2026〕3087号",
        instruction_by="县长李某",
        instruction_on=date(2026, 9, 24),
        instruction="查清噪声来源，依法处理并答复来电人",
        requirements=("会同有关单位现场核查", "向来电人反馈处理结果"),
        approval="同意，请市场监管局牵头，五个工作日内办结",
        approved_by="孙某",
        approved_on=date(2026, 9, 25),
        due_date=None,
        due_text="签收后5个工作日内",
        return_to="县政府督查室",
    )


def copy_slip() -> f.CopySlipFacts:
    """抄告单."""
    return f.CopySlipFacts(
        title="关于办理“青溪镇镇区污水管网改造”事项的抄告单",
        dated_on=date(2026, 9, 24),
        document_name="抄告单",
        urgency="加急",
        matter_number="D-2026-058",
        matter_title="青溪镇镇区污水管网改造",
        lead_unit="青溪镇",
        supporting_units=("县住房和城乡建设局", "县生态环境分局"),
        unit="县住房和城乡建设局",
        role="协办单位",
        other_units=("青溪镇", "县生态环境分局"),
        leading_official="县委常委、副县长陈某",
        origin="县委主要领导批示",
        origin_number="县委批示件〔2026〕38号",
        instruction_by="县委书记王某",
        instruction_on=date(2026, 9, 22),
        instruction="请有关单位各负其责，年底前全面贯通",
        requirements=("审定管网改造设计方案", "对入户接管工程进行质量监督"),
        milestones=(f.PlannedStep(name="设计方案审定", planned_on=date(2026, 9, 30)),),
        due_date=date(2026, 12, 25),
        due_basis="《清源县日常工作督查考核办法》第三条",
        return_cycle="每周五前",
        next_return_on=date(2026, 9, 25),
    )
