"""A seed → all sheets of the sample office as rows: the fictitious county 云溪县 in 2026."""

from samples.generator.content_units import LEADERS, OFFICE_HEAD
from samples.generator.documents import CODE, all_documents, document_rows
from samples.generator.events import Register, consequence_rows, deduction_rows, extension_rows
from samples.generator.inspections import inspection_rows
from samples.generator.matters import all_matters, milestone_rows
from samples.generator.people import TELEPHONE, directory, unit_rows
from samples.generator.steps import step_rows

SEED = 2026
Rows = list[dict[str, str]]


def office_sheets(seed: int = SEED) -> dict[str, Rows]:
    """Sheet key (also the name of its CSV file) → rows by field key."""
    units = directory(seed)
    matters = all_matters(units, seed)
    documents = all_documents(matters, units)
    register = Register(matters, documents, units)
    extensions = extension_rows(register)  # before the matters are written: they carry 延期至
    return {
        "units": unit_rows(units),
        "matters": [matter.row for matter in matters],
        "milestones": milestone_rows(matters),
        "extensions": extensions,
        "steps": step_rows(matters),
        "inspections": inspection_rows(matters, units, seed),
        "deductions": deduction_rows(register),
        "consequences": consequence_rows(register),
        "documents": document_rows(documents),
        "settings": settings_rows(),
    }


def settings_rows() -> Rows:
    """The rows of 参数 that are the office's own."""
    return [
        {"key": key, "value": value, "note": note}
        for key, value, note in (
            ("年度", "2026", "考核年度。"),
            ("制度包", "cangnan", "新建时选用的制度包。"),
            ("办公室名称", "中共云溪县委督查室", "督查室的名称，用于填报表和文书正文。"),
            ("发文机关", "中共云溪县委督查室", "发文机关署名和红头。"),
            ("机关代字", CODE, "发文机关代字。"),
            ("联系人", "叶书源", "督查室联系人。"),
            ("联系电话", TELEPHONE.format(110), "督查室电话。"),
            ("主送", "各乡镇党委、人民政府，县直属各单位", "通报的主送机关，末尾不写冒号。"),
            ("抄送", "县委常委，副县长，县人大常委会办公室，县政协办公室", "通报的抄送机关。"),
            ("印发机关", "中共云溪县委办公室", "版记中的印发机关。"),
            ("填报表寄回", "ducha@example.com", "填报表寄回的邮箱。"),
            ("督查室主任", OFFICE_HEAD, "销号审核和督查通知书签发。"),
            ("督查组组长", LEADERS["县委副书记"], "县日常工作督查组组长，扣分和免扣的认定人。"),
        )
    ]
