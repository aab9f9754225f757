"""Golden documents: every kind written from the small office of every pack → its paragraphs with their styles, to be read.

python -m tests.golden_papers     # writes all of them anew; read the difference before it is kept
"""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from duban_xl.catalogue import CannotRun
from duban_xl.documents.papers import document
from duban_xl.documents.papers.kind import DocumentKind, Subject
from duban_xl.documents.papers.office import office_facts
from duban_xl.documents.papers.registry import KINDS
from tests.golden_year import FOLDER
from tests.papers import PACKS, TEMPLATES, W, office_of, subjects

ABOUT = {
    "督查通报": "2026Q3",
    "督查简报": "2026Q3",
    "季度通报": "2026Q3",
    "十件实事通报": "2026-09",
    "扣分情况季度通报": "2026Q3",
    "通报表扬": "2026Q3",
    "通报批评": "2026Q3",
    "公开稿": "2026-09",
    "短信稿": "2026-09",
    "曝光稿": "2026-09",
    "归档目录": "2026",
    "督促查办事项通知单": "D-003",
    "三色督查单": "D-001",
    "延期审批表": "D-003",
    "销号审批单": "D-006",
    "任务分解表": "全部",
    "督查方案": "全部",
    "督促检查情况": "2026-09",
    "查办件办理情况": "全部",
    "督查反馈意见": "D-006",
    "汇总": "2026Q3",
    "贯彻落实情况报告": "2026Q3",
    "年度督查结果": "2026",
    "督查调研报告": "2026-09",
    "回访报告": "2026",
    "评估报告": "2026",
    "催办单": "全部",
    "约谈建议": "全部",
    "约谈通知书": "全部",
    "约谈记录": "全部",
    "问责建议": "全部",
}
"""Kind → what it is written about; the others are about the first matter."""
FIRST = "D-001"
INCOMPLETE = "D128"


def golden_path(pack: str, kind: str) -> Path:
    """Where the text of that document lies."""
    return FOLDER / "papers" / pack / f"{kind}.txt"


def golden_text(pack: str, kind: DocumentKind) -> str:
    """What the documents of `kind` say in the office of `pack`, or why there is none."""
    try:
        found = subjects(office_of(pack), kind.name, ABOUT.get(kind.name, FIRST))
    except CannotRun as refused:
        return f"不起草：{refused.finding.code}\n"
    return "\n".join(_document(pack, subject) for subject in found) or "没有可写的\n"


def _document(pack: str, subject: Subject) -> str:
    lacking = [one.code for one in document.check_facts(subject.facts) if one.code == INCOMPLETE]
    told = "、".join(sorted({one.code for one in subject.findings} | set(lacking))) or "无"
    head = f"【{subject.label}】提示：{told}\n"
    if lacking:
        return f"{head}不起草：{INCOMPLETE}\n"
    office, written = office_facts(office_of(pack)), document.kind_of(subject.facts)
    data = document.render(written.name, subject.facts, office, template=TEMPLATES / written.file, status="草稿")
    return head + "".join(f"{style}｜{text}\n" for style, text in _paragraphs(data))


def _paragraphs(data: bytes) -> Iterator[tuple[str, str]]:
    """Style and text of every paragraph that says something."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    for paragraph in root.iter(W + "p"):
        mark = paragraph.find(f"{W}pPr/{W}pStyle")
        text = "".join(piece.text or "" for piece in paragraph.iter(W + "t")).strip()
        if text and mark is not None:
            yield mark.get(W + "val") or "", text


def main() -> None:
    """Writes every golden document."""
    for pack in PACKS:
        for kind in KINDS:
            path = golden_path(pack, kind.name)
            path.parent.mkdir(exist_ok=True)
            path.write_text(golden_text(pack, kind), encoding="utf-8")


if __name__ == "__main__":
    main()
