"""Sections in which events and measured rules meet: what does not apply, and scores that other sections stand on."""

from tests.scoring import scored


def test_section_with_other_rules__stays_when_its_measured_rule_does_not_apply() -> None:
    board = scored(
        "| 序号 | 事件日期 | 单位 | 规则编号 |\n| 1 | 2026-02-01 | 乙局 | R1 |",
        settings={"基本分": "100"},
        scoring_sections="| 分项号 | 名称 | 满分 | 计分方式 | 起始分 |\n| 1 | 督查 | 100 | 扣分 | 80 |",
        scoring_rules="| 规则号 | 情形 | 加减 | 取值方式 | 主办值 |\n| R1 | 逾期 | 扣 | 定值 | 5 |\n| R2 | 建议 | 加 | 测算 | |",
        scoring_measures="| 规则号 | 指标 | 测算方式 | 满分 | 目标 |\n| R2 | 按时率 | 全有全无 | 2 | 100 |",
        indicators="| 单位 | 指标 | 实绩 | 是否适用 |\n| 甲镇 | 按时率 | 100 | |\n| 乙局 | 按时率 | | 否 |",
    )
    assert {unit.unit: unit.score for unit in board.units} == {"甲镇": 82, "乙局": 75}


def test_section_score_as_indicator__is_that_of_the_same_month() -> None:
    board = scored(
        "| 序号 | 事件日期 | 单位 | 规则编号 |\n| 1 | 2026-01-05 | 甲镇 | R1 |\n| 2 | 2026-02-05 | 甲镇 | R1 |",
        period="2026Q1",
        scoring_sections="""
            | 分项号 | 名称 | 计分方式 | 周期 | 周期合成 |
            | 1 | 信息积分 | 累计 | 月 | 合计 |
            | 2 | 任务差额 | 累计 | 月 | 合计 |
        """,
        scoring_rules="""
            | 规则号 | 分项号 | 情形 | 加减 | 取值方式 | 主办值 |
            | R1 | 1 | 采用 | 加 | 定值 | 12 |
            | R2 | 2 | 当月不足10分，每差1分 | 扣 | 测算 | |
        """,
        scoring_measures="| 规则号 | 指标 | 测算方式 | 目标 | 每点分值 |\n| R2 | 分项 1 | 缺额扣分 | 10 | 2 |",
    )
    unit = board.unit("甲镇")
    assert unit is not None and (unit.score, [str(p.score) for p in unit.sections[1].periods]) == (4, ["0", "0", "-20"])
