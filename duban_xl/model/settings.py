"""The rows of 参数 that every office has: key, value at the start, what it means."""

from typing import NamedTuple


class KnownSetting(NamedTuple):
    """One row of 参数."""

    key: str
    value: str
    note: str


LEDGER_ID, FORM_KEY, YEAR, PACK = "台账编号", "表单密钥", "年度", "制度包"
OFFICE_NAME, ISSUER, DOCUMENT_CODE = "办公室名称", "发文机关", "机关代字"
CONTACT, PHONE, RECIPIENTS, COPIED_TO = "联系人", "联系电话", "主送", "抄送"
PRINTED_BY, RETURN_TO, SOON_DAYS, MERGE_GOOD_ROWS = "印发机关", "填报表寄回", "临期天数", "无误行先合并"

KNOWN_SETTINGS = (
    KnownSetting(LEDGER_ID, "", "台账的固定编号，填报表据此认出自己的台账；不要改动。"),
    KnownSetting(FORM_KEY, "", "填报表校验码的密钥；不要改动，不要外传。"),
    KnownSetting(PACK, "", "新建时选用的制度包；以各规则表为准，改制度就改规则表。"),
    KnownSetting(YEAR, "", "考核年度。"),
    KnownSetting(OFFICE_NAME, "", "督查室的名称，用于填报表和文书正文。"),
    KnownSetting(ISSUER, "", "发文机关署名和红头。"),
    KnownSetting(DOCUMENT_CODE, "", "发文机关代字，如“云督”。"),
    KnownSetting(CONTACT, "", "督查室联系人。"),
    KnownSetting(PHONE, "", "督查室电话。"),
    KnownSetting(RECIPIENTS, "", "通报的主送机关，末尾不写冒号。"),
    KnownSetting(COPIED_TO, "", "通报的抄送机关，多个之间用顿号分开。"),
    KnownSetting(PRINTED_BY, "", "版记中的印发机关。"),
    KnownSetting(RETURN_TO, "", "填报表寄回的邮箱或地址。"),
    KnownSetting("督查依据", "", "督查通报开头的依据，如“县委、县政府重点工作部署”。"),
    KnownSetting("通报整改期限", "", "督查通报要求整改的期限，如“7个工作日”；空着就不写。"),
    KnownSetting(SOON_DAYS, "7", "到期前几天亮黄灯（本系统约定）。"),
    KnownSetting(MERGE_GOOD_ROWS, "是", "一张表有错行时，没有错的行是否先合并（本系统约定）。"),
)
