"""What a document states, as data: one frozen class per kind of document, one typed field per blank of its template.

The text beside a field (`Annotated`) is what the clerk reads who edits the template; `template_fields` lists it.
Facts hold dates, counts, decimals and texts; wording and layout belong to the template. No field may be named like
a method of dict (items, keys, values, get, copy, pop, update, clear), or a template could not reach it.
"""

from dataclasses import dataclass, fields
from datetime import date
from typing import Annotated, Any

from duban_xl.documents.word.layout import MarginProfile


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFacts:
    """What every document states; the facts of a kind add their own fields."""

    title: Annotated[str, "公文标题；可用换行指定分行"]
    dated_on: Annotated[date, "成文日期"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFacts:
    """What every document of a series says about the office that issues it."""

    issuer: Annotated[str, "发文机关署名（全称或规范化简称）"]
    short_name: Annotated[str, "正文中的自称，如“县委督查室”"]
    masthead: Annotated[str, "发文机关标志（红头）"]
    partners: Annotated[tuple[str, ...], "联合发文的其他机关，按顺序"] = ()
    code: Annotated[str, "发文机关代字，如“苍督”"]
    recipients: Annotated[str, "主送机关，末尾不带冒号"]
    copied_to: Annotated[tuple[str, ...], "抄送机关"] = ()
    printed_by: Annotated[str, "印发机关"] = ""
    contact: Annotated[str, "联系人"] = ""
    phone: Annotated[str, "联系电话"] = ""
    address: Annotated[str, "联系地址"] = ""
    sealed: Annotated[bool, "是否加盖印章（决定署名位置）"] = True
    preprinted: Annotated[bool, "是否套打红头纸（不印红色部分）"] = False
    margins: Annotated[MarginProfile, "页边距方案"] = MarginProfile.COMMON
    lead_word: Annotated[str, "本办法对主办单位的叫法（制度用语“角色”）"] = "主办单位"
    support_word: Annotated[str, "本办法对协办单位的叫法"] = "协办单位"


def values_of(record: Any) -> dict[str, Any]:
    """The fields of the dataclass `record` with their values: what another record is made of."""
    return {item.name: getattr(record, item.name) for item in fields(record)}
