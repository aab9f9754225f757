"""The templates of 通报表扬 and 通报批评."""

from duban_xl.documents.word.frame import RECIPIENTS, body, for_each, heading, only_if, template


def praise() -> bytes:
    """通报表扬."""
    text = _named("表扬") + body(
        "希望受到表扬的单位和个人珍惜荣誉、再接再厉。各单位要学习先进，增强抓落实的主动性，确保各项督查事项按时办结、件件有着落。"
    )
    return template(recipients=RECIPIENTS, text=text)


def criticism() -> bytes:
    """通报批评."""
    measures = for_each(
        "measure in one.follow_ups",
        heading(
            "{{ measure.measure|clause }}{% if measure.target %}，对象为{{ measure.target|clause }}{% endif %}"
            "{% if measure.executed_by %}，由{{ measure.executed_by|clause }}执行{% endif %}"
            "{% if measure.basis %}（{{ measure.basis|clause }}）{% endif %}。",
            3,
        ),
    )
    counts = only_if(
        "counts",
        heading("通报次数和后续措施"),
        for_each(
            "one in counts",
            body(
                "{{ one.unit }}：{{ one.window_from }}至{{ one.window_to }}期间第{{ one.nth }}次被通报批评。"
                "{% if one.follow_ups %}按规定应当：{% endif %}"
            ),
            measures,
        ),
    )
    demands = (
        heading("整改要求")
        + heading(
            "被通报批评的单位要认真查找原因，明确责任人和完成时间，限期整改，整改情况书面报{{ office.short_name }}。", 3
        )
        + heading("各单位要引以为戒，对照督查事项逐项自查，防止类似问题发生。", 3)
    )
    return template(recipients=RECIPIENTS, text=heading("通报事项") + _named("批评") + counts + demands)


def _named(what: str) -> str:
    return body(
        "{% if basis %}根据{{ basis|clause }}，{% endif %}经{{ approved_by|units }}同意，"
        "{% if in_name %}以{{ in_name }}名义，{% endif %}"
        f"现将{{% if period_name %}}{{{{ period_name }}}}{{% endif %}}予以通报{what}的单位和个人通报如下："
    ) + for_each(
        "one in named", heading("{{ one.name }}{% if one.deed %}：{{ one.deed|sentence }}{% else %}。{% endif %}", 3)
    )
