"""One invented document per layout, in all the variants the office can ask for; its measures on paper by poppler."""

from dataclasses import dataclass
from datetime import date

from duban_xl.documents.word import engine
from duban_xl.documents.word.finish import Order, finish
from duban_xl.documents.word.frame import (
    LANDSCAPE_WIDTH,
    SERIAL,
    Column,
    SigningBox,
    annex,
    body,
    for_each,
    form_table,
    head_lines,
    heading,
    list_table,
    only_if,
    template,
)
from duban_xl.documents.word.layout import Layout, MarginProfile, break_title

DAY = date(2026, 10, 9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What the layouts themselves ask of the office that issues a document."""

    issuer: str = "中共清源县委督查室"
    masthead: str = "中共清源县委督查室文件"
    recipients: str = "各乡镇党委、政府，县直各单位"
    copied_to: tuple[str, ...] = ("市委督查室", "县委各常委", "县人大常委会办公室", "县政府办公室", "县政协办公室")
    printed_by: str = "中共清源县委督查室"
    contact: str = "林晓"
    phone: str = "0570-6000123"


OFFICE = Office()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of an annex."""

    unit: str
    count: int


SAID = "有关单位要对照清单逐项核实，明确责任领导和完成时限，按时报送进展情况，确保件件有着落、事事有回音。"
TITLES = {
    Layout.GENERAL: "关于2026年第三季度重点事项落实情况的督查通报",
    Layout.UPWARD: "关于2026年第三季度重点事项督查情况的报告",
    Layout.LETTER: "关于催办老旧小区加装电梯审批提速事项的函",
    Layout.BRIEF: "全县重点项目建设推进情况",
    Layout.FORM: "督查事项销号审批单",
}
FORM_ROWS = (
    ("事项编号", "D-2026-014", "主办单位", "青溪镇"),
    ("事项名称", "镇区污水管网改造"),
    ("交办日期", "2026年3月2日", "办结时限", "2026年8月31日"),
    ("完成情况", "完成主管网铺设4.2公里，入户接管1260户，污水集中收集率93%。"),
    SigningBox("主办单位意见"),
    SigningBox("督查室意见", opinion="建议予以销号。"),
    SigningBox("分管领导意见"),
    SigningBox("主要领导意见"),
)


def wide_annex(title: str) -> str:
    """A landscape annex that stands where `rows` has any."""
    columns = (
        SERIAL,
        *(Column(f"指标{n}", 9, "{{ row.unit }}") for n in range(8)),
        Column("件数", 3, "{{ row.count }}"),
    )
    return only_if("rows", annex(title, list_table(columns, ("row in rows",), width=LANDSCAPE_WIDTH), landscape=True))


def made(layout: Layout, *, annexes: str = "", copies: str = "") -> bytes:
    """A template of `layout` with a text of two to three pages."""
    if layout is Layout.FORM:
        return template(layout=layout, text=form_table(FORM_ROWS), annexes=annexes)
    text = for_each("part in parts", heading("{{ part }}"), body(SAID * 3), body(SAID * 2))
    head = head_lines("{{ copy_number }}", "{{ secrecy }}", "{{ urgency }}")
    return template(layout=layout, head=head, text=body(SAID) + text, annexes=annexes, copies=copies)


def context(layout: Layout, office: Office = OFFICE, **changes: object) -> dict[str, object]:
    """What the blanks of such a template are filled with."""
    number = {Layout.BRIEF: "第3期（总第18期）", Layout.FORM: "清委督〔2026〕7号"}.get(layout, "清委督〔2026〕7号")
    return {
        "title": TITLES[layout],
        "number_line": number,
        "dated_on": DAY,
        "office": office,
        "signer": "张三",
        "series": "督查简报",
        "copy_number": "000018",
        "secrecy": "秘密★1年",
        "urgency": "特急",
        "parts": tuple(f"第{n}部分的工作" for n in "甲乙丙丁戊己"),
        "rows": tuple(Row(f"单位{n}的事项落实情况", n) for n in range(1, 31)),
        **changes,
    }


def finished(
    source: bytes,
    values: dict[str, object],
    *,
    preprinted: bool = False,
    margins: MarginProfile = MarginProfile.COMMON,
    is_draft: bool = False,
    sealed: bool = True,
    partners: tuple[str, ...] = (),
) -> bytes:
    """The template filled in and finished."""
    order = Order(
        title_lines=break_title(str(values["title"])),
        issuer=OFFICE.issuer,
        dated_on=DAY,
        sealed=sealed,
        preprinted=preprinted,
        margins=margins,
        is_draft=is_draft,
        partners=partners,
    )
    return finish(engine.render(source, values), order)
