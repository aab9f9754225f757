"""What the public may read: nothing that tells of a person, an address or a petition; and only targets that can be checked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban_xl.plan.private_text import can_be_counted, private_part

HOSTILE = (
    "解决王大爷0577-64712345反映的停水问题", "联系电话64712345", "电话：0577 64712345", "（0577）6471 2345", "拨打138 1234 5678",
    "手机138-1234-5678", "０５７７－６４７１２３４５", "微信号dubanxl2026", "QQ：123456789", "一三八一二三四五六七八",
    "幸福小区3幢201室漏水", "李桂花户漏雨整治", "人民路12号积水", "阳光花园5号楼2单元", "3栋二单元电梯", "东山村三组15号危房",
    "门牌重编入户名单", "家住城西的老人", "翠竹里4-302室", "三单元水压不足", "张某某的宅基地", "陈女士反映的噪声", "李先生家停电",
    "村民李桂花的饮水问题", "业主周建国的产权证", "群众来访积案化解", "进京上访劝返", "信访件清零", "历史积案5件", "被举报的砂场",
    "投诉件按期答复", "问责整改", "追究有关人员责任", "给予党纪处分", "落实县委书记批示", "王建国同志牵头", "李书记包案", "欧阳先生的诉求",
    "李桂花反映的道路", "身份证330327198001011232",
)  # fmt: skip
HONEST = (
    "新增学位3200个", "贯通断头路6条", "新增接管1260户", "污水集中收集率达到92%", "完成投资12000000元", "建成3幢厂房", "12栋教学楼封顶",
    "2026年9月30日前建成通车", "县道改线12公里", "市民反映强烈的停车难整治", "安置房2000套", "惠及群众15万人", "改造老旧小区12个1500户",
    "居民周边环境整治20处", "村民安全饮水全覆盖", "居民安置房交付", "群众安全感提升到98%", "长效管护机制建立", "温室大棚300亩",
    "关于加快农村公路建设", "万全镇户厕改造", "关于老同志活动中心建设", "高标准农田2万亩", "养殖户污水处理全覆盖", "贫困户危房改造120户",
    "个体工商户登记便利化", "用电用水用气报装", "家庭医生随访全覆盖", "国家的粮食储备库", "104国道K12+300段拓宽", "新建5号地块学校",
    "人民路2号桥加固", "易返贫户监测帮扶", "县医院门诊综合楼竣工", "公交线路12条", "财政支出80000000元", "新建水库1座库容1200万立方米",
    "森林覆盖率62.5%", "群众满意度95%以上", "电商企业入驻一百家",
)  # fmt: skip
VAGUE = (
    "尽快",
    "按要求",
    "按要求完成",
    "2026年底前尽快推进",
    "全力推进",
    "持续推进，按时完成任务",
    "第3条要求落实到位",
    "1.抓紧办理",
)


def test_lists__forty_each() -> None:
    assert (len(set(HOSTILE)), len(set(HONEST))) == (40, 40)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text__does_not_go_out(text: str) -> None:
    assert private_part(text), text


@pytest.mark.parametrize("text", HONEST)
def test_honest_text__is_free(text: str) -> None:
    assert private_part(text) == "", text


@given(
    st.sampled_from(HOSTILE),
    st.sampled_from(("", "一是", "办理事项：", "（第3批）")),
    st.sampled_from(("", "。", "，年底前完成")),
)
def test_hostile_text_within_a_sentence__does_not_go_out(text: str, before: str, after: str) -> None:
    assert private_part(f"{before}{text}{after}")


@pytest.mark.parametrize("text", VAGUE)
def test_vague_target__cannot_be_counted(text: str) -> None:
    assert not can_be_counted(text)


@pytest.mark.parametrize(
    "text", ["6条", "完成主体结构", "建成通车", "村村通客车全覆盖", "两个项目开工", "百分之九十", "2026年底前新增100个"]
)
def test_target_with_a_figure_or_a_result__can_be_counted(text: str) -> None:
    assert can_be_counted(text)
