"""Broken documents: for every item about page, head and text one change of a good document that it must report."""

from tests.gongwen.breaking import Broken

_FONT = 'w:eastAsia="仿宋_GB2312"'
_TEXT = '<w:t xml:space="preserve">'
_MARK = "中共清源县委督查室文件"
_LINE = '<w:p><w:pPr><w:pStyle w:val="版头标注"/></w:pPr><w:r><w:t>000001</w:t></w:r></w:p>'
_OPENING = "现将下列事项交由你单位办理，请按要求抓好落实。"
_CIRCULAR = "督查通报"


def said(item: str, words: str) -> Broken:
    """The item must find `words` in the text."""
    return Broken(item, "公文正文", _OPENING, words)


PAGE = (
    Broken("G01", "document", 'w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"'),
    Broken("G02", "document", 'w:top="2098"', 'w:top="1440"'),
    Broken("G03", "document", 'w:left="1588" w:header', 'w:left="1800" w:header'),
    Broken("G04", "document", 'w:right="1474" w:bottom', 'w:right="1800" w:bottom'),
    Broken("G05", "document", 'w:bottom="1984"', 'w:bottom="1440"'),
    Broken("G06", "document", 'w:gutter="0"', 'w:gutter="284"'),
    Broken("G06", "settings", "<w:evenAndOddHeaders/>", "<w:mirrorMargins/><w:evenAndOddHeaders/>"),
    Broken("G07", "style 公文正文", 'w:line="579" w:lineRule="exact"', 'w:line="580" w:lineRule="exact"'),
    Broken("G07", "style 公文正文", 'w:line="579" w:lineRule="exact"', 'w:line="560" w:lineRule="exact"'),
    Broken("G07", "style 公文正文", 'w:line="579" w:lineRule="exact"', 'w:line="360" w:lineRule="auto"'),
    Broken("G08", "style 公文正文", '<w:spacing w:val="-5"/>', ""),
    Broken("G09", "document", 'w:linePitch="579"', 'w:linePitch="312"'),
    Broken("G10", "document", 'w:type="lines"', 'w:type="linesAndChars" w:charSpace="-848"'),
    Broken("G11", "style Normal", '<w:snapToGrid w:val="0"/>', ""),
    Broken("G12", "style 公文正文", _FONT, 'w:eastAsia="宋体"'),
    Broken("G12", "style 公文正文", 'w:sz w:val="32"', 'w:sz w:val="30"'),
    Broken("G13", "style 公文正文", "<w:sz ", '<w:color w:val="FF0000"/><w:sz '),
    Broken("G14", "style 公文正文", "<w:sz ", '<w:u w:val="single"/><w:sz '),
    Broken("G15", "styles", _FONT, 'w:eastAsiaTheme="minorEastAsia"'),
    Broken("G16", "style 公文正文", _FONT, 'w:eastAsia="等线"'),
    Broken("G16", "style 公文正文", _FONT, 'w:eastAsiaTheme="minorEastAsia"'),
    Broken("G17", "document", '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>', ""),
    Broken("G18", "公文正文", f"<w:r>{_TEXT}", f'<w:r><w:rPr><w:rFonts w:ascii="黑体" w:hAnsi="黑体"/></w:rPr>{_TEXT}'),
    Broken("G19", "document", '<w:docGrid w:type="lines"', '<w:cols w:num="2"/><w:docGrid w:type="lines"'),
)
HEAD = (
    Broken("G20", "公文文号", 'pStyle w:val="公文文号"', 'pStyle w:val="公文标题"'),
    Broken("G21", "版头标注", "加急", "00012"),
    Broken("G21", "版头标注", "加急", "机密★1年"),
    Broken("G22", "版头标注", "加急", "机密*一年"),
    Broken("G23", "版头标注", "加急", "很急"),
    Broken("G24", "document", "加急</w:t></w:r></w:p>", f"加急</w:t></w:r></w:p>{_LINE}"),
    Broken("G25", "style 版头标注", 'w:eastAsia="黑体"', 'w:eastAsia="宋体"'),
    Broken("G26", "style 版头标注", 'w:firstLine="0"', 'w:firstLine="630"'),
    Broken("G27", "公文标志", 'pStyle w:val="公文标志"', 'pStyle w:val="公文正文"'),
    Broken("G28", "style 公文标志", "FF0000", "000000"),
    Broken("G28", "style 公文标志", 'w:eastAsia="方正小标宋简体"', 'w:eastAsia="黑体"'),
    Broken("G29", "style 公文标志", 'w:jc w:val="center"', 'w:jc w:val="left"'),
    Broken("G30", "公文标志", 'w:sz w:val="80"', 'w:sz w:val="88"'),
    Broken("G31", "document", 'w:val="1984" w:hRule="exact"', 'w:val="1584" w:hRule="exact"'),
    Broken("G31", "document", 'w:val="1984" w:hRule="exact"', 'w:val="1984" w:hRule="atLeast"'),
    *(
        Broken("G32", "公文文号", "清委督〔2026〕7号", wrong)
        for wrong in ("清委督[2026]7号", "清委督（2026）7号", "清委督〔2026〕07号", "清委督〔2026〕第7号", "清委督〔26〕7号", "清委督〔2026〕 号")
    ),
    Broken("G33", "style 公文文号", 'w:sz w:val="32"', 'w:sz w:val="28"'),
    Broken("G34", "style 公文文号", 'w:jc w:val="center"', 'w:jc w:val="right"'),
    Broken("G35", "style 公文文号", 'w:before="1417"', 'w:before="579"'),
    Broken("G36", "style 红色分隔线", 'w:color="FF0000"', 'w:color="000000"'),
    Broken("G36", "红色分隔线", 'pStyle w:val="红色分隔线"', 'pStyle w:val="Normal"'),
    Broken("G37", "style 红色分隔线", 'w:line="227"', 'w:line="579"'),
    Broken("G38", "style 红色分隔线", 'w:left="0" w:right="0"', 'w:left="300" w:right="300"'),
)  # fmt: skip
TITLE = (
    Broken("G43", "style 公文标题", 'w:sz w:val="44"', 'w:sz w:val="36"'),
    Broken("G43", "style 公文标题", 'w:eastAsia="方正小标宋简体"', 'w:eastAsia="黑体"'),
    Broken("G44", "style 公文标题", 'w:jc w:val="center"', 'w:jc w:val="both"'),
    Broken("G45", "style 公文标题", 'w:before="1158"', 'w:before="579"'),
    Broken("G46", "公文标题", "关于加快", "关于进一步加快"),
    Broken("G47", "公文标题", "通知书</w:t>", "通知</w:t><w:br/><w:t>书</w:t>"),
    Broken("G48", "公文标题", "青溪镇污水管网改造的", "青溪镇</w:t><w:br/><w:t>污水</w:t><w:br/><w:t>管网改造的"),
    Broken("G49", "公文标题", "污水管网", "污</w:t><w:br/><w:t>水管网"),
    Broken("G49", "公文标题", "改造的", "改造</w:t><w:br/><w:t>的"),
    Broken("G50", "公文标题", "督查通知书", "督查"),
    Broken("G51", "公文标题", "通知书", "通知书。"),
    Broken("G52", "主送机关", "分局：", "分局:"),
    Broken("G52", "主送机关", 'pStyle w:val="主送机关"', 'pStyle w:val="公文正文"'),
    Broken("G53", "style 主送机关", 'w:firstLine="0"', 'w:firstLine="630"'),
    Broken("G54", "style 主送机关", 'w:before="579"', 'w:before="0"'),
)
BODY = (
    Broken("G55", "styles", 'w:name w:val="公文正文"', 'w:name w:val="正文文本"'),
    Broken("G56", "style 公文正文", 'w:firstLine="630"', 'w:firstLine="0"'),
    said("G57", f"\u3000\u3000{_OPENING}"),
    Broken("G58", "style 公文正文", 'w:after="0"', 'w:after="200"'),
    Broken("G59", "style 公文正文", 'w:jc w:val="both"', 'w:jc w:val="center"'),
    said("G60", "现将下列事项</w:t><w:br/><w:t>交由你单位办理。"),
    Broken("G61", "style 一级标题", 'w:eastAsia="黑体"', _FONT),
    Broken("G62", "style 二级标题", 'w:eastAsia="楷体_GB2312"', _FONT, _CIRCULAR),
    Broken("G63", "style 三级标题", _FONT, 'w:eastAsia="黑体"'),
    Broken("G64", "一级标题", "一、", "（一）"),
    Broken("G65", "一级标题", "一、", "二、"),
    Broken("G66", "一级标题", f'一级标题"/></w:pPr><w:r>{_TEXT}一、', f'二级标题"/></w:pPr><w:r>{_TEXT}（一）'),
    Broken("G67", "三级标题", "1.", "1、"),
    Broken("G67", "二级标题", "（一）", "（一）、", _CIRCULAR),
    Broken("G67", "二级标题", "（一）", "(一)", _CIRCULAR),
    Broken("G68", "style 一级标题", "<w:sz ", "<w:b/><w:sz "),
    Broken("G69", "style 公文正文", "<w:sz ", '<w:w w:val="90"/><w:sz '),
    Broken("G70", "一级标题", "</w:pPr>", '<w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'),
)  # fmt: skip
