"""Every word that a pack has for a document means the right kind, goes out under the right name, or is a paper of the units."""

import pytest

from duban_xl.catalogue import CannotRun
from duban_xl.documents.papers.naming import DOCUMENT_TERM, asked_for
from duban_xl.model.columns.matters import REPORT_TYPES
from tests.packs import ledger_of_pack
from tests.papers import PACKS

NAMES = """
    | 制度包 | 用语 | 文种 | 标题中的叫法 |
    | cangnan | 工作要点分解表 | 任务分解表 | 工作要点分解表 |
    | cangnan | 进展通报 | 督查通报 | 进展通报 |
    | cangnan | 批办事项汇总 | 汇总 | 批办事项汇总 |
    | cangnan | 督查通知书 | 督查通知书 | 督查通知书 |
    | cangnan | 抄告单 | 抄告单 | 抄告单 |
    | cangnan | 督查反馈意见 | 督查反馈意见 | 督查反馈意见 |
    | cangnan | 半月汇总报告 | 汇总 | 半月汇总报告 |
    | cangnan | 督查通报 | 督查通报 | 督查通报 |
    | cangnan | 公开稿 | 公开稿 | 公开稿 |
    | cangnan | 扣分情况季度通报 | 扣分情况季度通报 | 扣分情况季度通报 |
    | cangnan | 通报表扬 | 通报表扬 | 通报表扬 |
    | cangnan | 通报批评 | 通报批评 | 通报批评 |
    | cangnan | 曝光稿 | 曝光稿 | 曝光稿 |
    | jiangsu | 督查方案 | 督查方案 | 督查方案 |
    | jiangsu | 督查简报 | 督查简报 | 督查简报 |
    | jiangsu | 督查专报 | 督查专报 | 督查专报 |
    | shiwei | 督促检查情况 | 督促检查情况 | 督促检查情况 |
    | shiwei | 督办通知 | 督办通知 | 督办通知 |
    | shiwei | 查办件办理情况 | 查办件办理情况 | 查办件办理情况 |
    | shiwei | 督查专报 | 督查专报 | 督查专报 |
    | shiwei | 督查通知 | 督查通知书 | 督查通知 |
    | weinan | 督查通知 | 督查通知书 | 督查通知 |
    | weinan | 督查通知单 | 督查通知书 | 督查通知 |
    | weinan | 办理通知 | 督查通知书 | 督查通知 |
    | weinan | 督查交办通知 | 督查通知书 | 督查通知 |
    | weinan | 督查办理情况报告 | 督查办理情况报告 | 督查办理情况报告 |
    | weinan | 督查通报 | 督查通报 | 督查通报 |
    | weinan | 调研报告 | 督查调研报告 | 调研报告 |
    | weinan | 通报表扬 | 通报表扬 | 通报表扬 |
    | weinan | 通报批评 | 通报批评 | 通报批评 |
    | weinan | 问责建议 | 问责建议 | 问责建议 |
    | weinan | 约谈建议 | 约谈建议 | 约谈建议 |
    | weinan | 督办令 | 督办令 | 督办令 |
    | xiayi | 督查通知单 | 督查通知书 | 督查通知单 |
    | xiayi | 督办通知 | 督查通知书 | 督查通知单 |
    | xiayi | 督查通报 | 督查通报 | 督查通报 |
    | xiayi | 督办通知单 | 督查通知书 | 督查通知单 |
    | xiayi | 函告 | 函告 | 函告 |
    | xiayi | 督促查办事项通知单 | 督促查办事项通知单 | 督促查办事项通知单 |
    | xiayi | 督查通知 | 督查通知书 | 督查通知 |
    | xiayi | 督查方案 | 督查方案 | 督查方案 |
"""
"""Read against rules §2.5 and the packs' own sections; 督查通知 of xiayi is the draft that 工作时限 asks for."""
OF_UNITS = {
    "cangnan": ("办结报告", "不能办理书面意见", "问题处置方案"),
    "jiangsu": (),
    "shiwei": ("贯彻落实方案", "具体工作措施", "书面汇报", "整改方案", "任务细化分解方案", "实施方案", "专报"),
    "weinan": (
        "督查工作计划", "督查申请", "延期申请", "答复件", "阶段性进展", "续报", "最终结果", "书面检查",
    ),
    "xiayi": (),
}  # fmt: skip
"""Words for papers that units hand in (UT01 to UT12): the office writes none of them."""
NO_PAPER = {("cangnan", "台账")}
"""Words for something else than a paper."""
OFFERED = {
    ("cangnan", "网络公布稿"): ("公开稿", "网络公布稿"),
    ("cangnan", "进度查看情况"): ("汇总", "进度查看情况"),
    ("shiwei", "约谈提请"): ("约谈建议", "约谈提请"),
    ("shiwei", "贯彻落实方案汇总"): ("汇总", "贯彻落实方案汇总"),
    ("xiayi", "季度通报"): ("季度通报", "季度通报"),
    ("xiayi", "答复意见"): ("贯彻落实情况报告", "答复意见"),
}
"""Names that are no 制度用语 and stand in 工作时限 or 问责阶梯 only."""
ROWS = [tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in NAMES.strip().splitlines()[1:]]


def written_as(pack: str, name: str) -> tuple[str, str] | None:
    """The kind that `name` means in that pack and the name its documents get; None if it is none."""
    try:
        kind, said = asked_for(name, ledger_of_pack(pack))
    except CannotRun as refused:
        assert refused.finding.code == "C008"
        return None
    return kind.name, said


@pytest.mark.parametrize(("pack", "name", "kind", "said"), ROWS)
def test_word_of_a_pack__means_its_kind(pack: str, name: str, kind: str, said: str) -> None:
    assert written_as(pack, name) == (kind, said)


@pytest.mark.parametrize("pack", PACKS)
def test_words_of_a_pack__are_all_reviewed(pack: str) -> None:
    words = {term.name for term in ledger_of_pack(pack).terms if term.kind == DOCUMENT_TERM}
    reviewed = {name for of, name, *_ in ROWS if of == pack}
    others = {*OF_UNITS[pack], *(name for of, name in NO_PAPER if of == pack)}
    assert words == reviewed | others
    assert [name for name in others if written_as(pack, name)] == []


def test_names_of_duties_and_steps__are_kinds_too() -> None:
    assert {place: written_as(*place) for place in OFFERED} == OFFERED


def test_half_yearly_report_in_writing__is_a_progress_report_of_the_unit() -> None:
    terms = ledger_of_pack("shiwei").terms
    assert next(term.means for term in terms if term.name == "书面汇报") in REPORT_TYPES
