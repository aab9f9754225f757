"""A made-up office in a county that does not exist: what templates are tried with."""

from duban_xl.documents.papers.facts import OfficeFacts

OFFICE = OfficeFacts(
    issuer="中共清源县委督查室",
    short_name="县委督查室",
    masthead="中共清源县委督查室文件",
    code="清委督",
    recipients="各乡镇党委、政府，县直各单位",
    copied_to=("市委督查室", "县委各常委", "县人大常委会办公室", "县政府办公室", "县政协办公室"),
    printed_by="中共清源县委督查室",
    contact="林晓",
    phone="0570-6000123",
    address="县行政中心3号楼412室",
)
