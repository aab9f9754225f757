"""Broken documents of the other layouts: upward, letter, wide pages, form, brief, drafts."""

from tests.gongwen.breaking import Broken

UPWARD, LETTER, FORM, BRIEF, WIDE, DRAFT = "上行文", "信函", "表单", "简报", "公文", "草稿"
_NEXT_CELL = '</w:tc><w:tc><w:tcPr><w:tcW w:w="4422" w:type="dxa"/><w:vAlign w:val="bottom"/>'

LAYOUTS = (
    Broken("G39", "签发人", "签发人：", "签发人:", UPWARD),
    Broken("G39", "签发人", "张三", "张三 李四 王五", UPWARD),
    Broken("G40", "签发人", "楷体_GB2312", "黑体", UPWARD),
    Broken("G41", "签发人", 'w:left="2217"', 'w:left="0"', UPWARD),
    Broken("G42", "document", _NEXT_CELL, f"</w:tc></w:tr><w:tr>{_NEXT_CELL.removeprefix('</w:tc>')}", UPWARD),
    Broken("G34", "style 公文文号", 'w:left="315"', 'w:left="0"', UPWARD),
    Broken("G34", "style 公文文号", 'w:jc w:val="right"', 'w:jc w:val="center"', LETTER),
    Broken("G143", "header1", "督查室", "督查室文件", LETTER),
    Broken("G143", "header1", '<w:pStyle w:val="信函上双线"/>', '<w:pStyle w:val="信函标志"/>', LETTER),
    Broken("G144", "document", 'w:header="851"', 'w:header="1701"', LETTER),
    Broken("G145", "style 信函上双线", "thickThinSmallGap", "thinThickSmallGap", LETTER),
    Broken("G146", "style 信函下双线", "thinThickSmallGap", "single", LETTER),
    Broken("G146", "footer5", "信函下双线", "页码", LETTER),
    Broken("G147", "style 信函上双线", 'w:left="-454" w:right="-340"', 'w:left="0" w:right="0"', LETTER),
    Broken("G148", "header1", 'w:line="112"', 'w:line="579"', LETTER),
    Broken("G149", "document", 'w:footer="1104"', 'w:footer="1440"', LETTER),
    Broken("G150", "style 公文文号", 'w:before="', 'w:before="1', LETTER),
    Broken("G151", "document", "<w:titlePg/>", "", LETTER),
    Broken("G151", "footer5", "</w:pPr>", '</w:pPr><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>', LETTER),
    Broken("G152", "imprint", "</w:tcPr>", '<w:tcBorders><w:top w:val="single" w:sz="8"/></w:tcBorders></w:tcPr>', LETTER),
    Broken("G152", "抄送", 'pStyle w:val="抄送"', 'pStyle w:val="印发"', LETTER),
    Broken("G153", "document", ' w:orient="landscape"', "", WIDE),
    Broken("G154", "footer3", 'vert="vert"', 'vert="horz"', WIDE),
    Broken("G154", "footer4", "<wp:posOffset>914400", "<wp:posOffset>360000", WIDE),
    Broken("G155", "document", '<w:pgSz w:w="16838"', '<w:type w:val="continuous"/><w:pgSz w:w="16838"', WIDE),
    Broken("G114", "data table", 'w:tblW w:w="12756"', 'w:tblW w:w="8844"', WIDE),
    Broken("G02", "document", 'w:right="2098"', 'w:right="1474"', WIDE),
    Broken("G05", "document", 'w:left="1984"', 'w:left="1474"', WIDE),
    Broken("G156", "公文文号", 'pStyle w:val="公文文号"', 'pStyle w:val="印发"', FORM),
    Broken("G157", "document", 'w:val="740" w:hRule="atLeast"', 'w:val="300" w:hRule="atLeast"', FORM),
    Broken("G158", "公文文号", "第3期", "第03期", BRIEF),
    Broken("G158", "公文文号", "第3期", "第三期", BRIEF),
    Broken("G159", "公文文号", "〔2026〕 号", "〔2026〕7号", DRAFT),
    Broken("G159", "document", '<w:headerReference w:type="even" r:id="rIdDraft"/>', "", DRAFT),
)  # fmt: skip
