"""A text → what in it the public must not read: numbers of persons, addresses, names with a form of address, petitions.

A false alarm names its cell and costs a person a word; a leak can't be taken back. So what may be private counts as private.
"""

import re

from duban_xl.catalogue import papers_publicity as words
from duban_xl.check.returned.secrets import card_numbers, id_numbers, mobile_numbers
from duban_xl.model.text import one_width

_SEPARATED = r"[-—–－·.()（） ]{0,2}"
_UNIT_AFTER = r"(?!\d|\.\d|\s*(?:元|万|亿|千|百|余|多|平方|米|公里|亩|吨|度|人|户|个|套|件|株|棵|册|升|立方|kg|km|m))"
_LANDLINE = re.compile(rf"(?<!\d)0\d{{2,3}}{_SEPARATED}\d{{3,4}}{_SEPARATED}\d{{4}}(?!\d)")
_MOBILE_APART = re.compile(rf"(?<!\d)1[3-9]\d(?:{_SEPARATED}\d){{8}}(?!\d)")
_SERVICE = re.compile(r"(?<!\d)[48]00-?\d{3}-?\d{4}(?!\d)")
_DAY = r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"
_BARE_NUMBER = re.compile(rf"(?<![\d.A-Za-z〔])(?!{_DAY})[2-8]\d{{3}}[- ]?\d{{3,4}}{_UNIT_AFTER}")
_CALLED = re.compile(
    r"(?:电话|手机|热线|联系方式|致电|拨打|微信|[Qq]{2})号?码?[:：为是]?\s*[A-Za-z\d]{5,}(?<!12345)(?!热线)"
)
_SPELLED = re.compile("[一二三四五六七八九〇零幺]{7,}")
_PHONES = (_LANDLINE, _MOBILE_APART, _SERVICE, _BARE_NUMBER, _CALLED, _SPELLED)

_COUNT = r"[\dA-Za-z一二三四五六七八九十百]+"
_ADDRESSES = (
    re.compile(rf"{_COUNT}(?:幢|栋|座|号楼|单元){_COUNT}(?:单元|室|房|号|层)?"),
    re.compile(rf"(?:幢|栋|座|楼|单元|-){_COUNT}[室房](?!间)"),
    re.compile(rf"(?<!\d)\d{{3,4}}室|{_COUNT}单元"),
    re.compile(
        rf"(?:路|街|巷|弄|里|道|村|组|庄|社区|小区|新村|花园){_COUNT}(?:-\d+)?(?:弄|号)(?!线|地块|桥|公路|码头|泵站|井|点|路)"
    ),
    re.compile("门牌|住址|家住|家庭地址|身份证"),
)

_PETITION = re.compile("信访|来访|上访|来信|访民|[缠闹越]访|[赴进]京访|越级访|[初重涉]访|积案|举报|投诉|检举|控告|申诉")
_DISCIPLINE = re.compile("问责|追责|责任追究|追究.{0,8}责任|诫勉|处分|[停免撤]职|立案审查|组织处理|责令检查")
_INSTRUCTION = re.compile("批示")

_USUAL = (
    "王李张刘陈杨赵黄周吴徐孙朱胡郭何罗梁宋郑谢韩唐冯董萧曹袁邓傅沈曾彭吕苏卢蒋蔡贾丁魏薛阎潘杜戴汪姜范姚谭廖邹熊陆"
    "郝崔毛邱秦顾侯邵孟钱尹黎乔贺赖龚"
)
_RARER = (
    "许马林高叶程余田任方石金江史龙万段雷汤易常武文康钟严邢齐庞樊殷施倪童翁章鲁葛俞季白柳向陶洪凌霍华应柯祝阮骆卓聂岳洪裴甘管褚牛尤项包涂兰费"
    "纪舒屈成梅盛穆辛符景管简游车鲍温安夏池詹缪柴申解单谷闵路"
)
_COMPOUND = "欧阳|上官|司马|诸葛|司徒|东方|皇甫|尉迟|令狐|慕容|夏侯"
_ABOUT = r"(?<![关由对位用属便处大小低少高鉴基至等])于"
_SURNAME = rf"(?:{_COMPOUND}|[{_USUAL}{_RARER}]|{_ABOUT})"
_HAN = "[\u4e00-\u9fff]"
_ADDRESSED = re.compile(
    rf"{_SURNAME}(?!老同志|青年|女职工){_HAN}{{0,2}}?"
    "(?:先生|女士|小姐|同志|大爷|大妈|大娘|大叔|大伯|大嫂|大哥|大姐|阿姨|奶奶|爷爷|阿婆|婆婆|阿公|老人(?!院)|老汉|师傅|老师(?!傅)"
    "|某|[×*＊]|[xX]{2})"
)
_IN_OFFICE = re.compile(
    rf"{_SURNAME}(?:书记|县长|市长|区长|镇长|乡长|局长|主任|部长|科长|所长|站长|院长|校长|经理|总工|董事长|支书|医生|队长)"
    rf"|[{_USUAL}]{_HAN}{{1,2}}(?:书记|[县市区]长|局长|主任|经理|董事长|支书)"
)
_NO_HOUSEHOLD = (
    "农商住用大困难贫保迁测范殖植体灾民入到开落门账窗客租万千百余多房粮营帮立过销分逐每家工水电气热网企船车户各置棚"
    "山牧渔闲点收众一二三四五六七八九十两全"
)
_HOUSEHOLD = re.compile(
    rf"{_SURNAME}{_HAN}{{0,1}}(?![{_NO_HOUSEHOLD}]){_HAN}(?:一?户(?!厕|籍|口|外|均|型|内|主|用|数)|家(?=的|中|里|门|房|屋|停|漏|水|电|一))"
)
_ORDINARY = (
    "(?!周[边围期末转年全六一五日到密]|黄[金标河线土精]|曾[经是]|何[时种处况必]|张[贴开力扬榜]|陆[续地路]|谢绝|罗列"
    "|顾[虑客问]|郑重|苏木|李子|范[围例本]|毛[利竹猪]|孙[子女]|杨[梅树]|丁字|沈水)"
)
_ROLES = (
    "村民|居民|市民|业主|住户|群众|老人|职工|学生|患者|户主|租户|网民|代表人|负责人|联系人|责任人|低保户|贫困户|困难户"
    "|监测户|残疾人|申请人|来电人|当事人|受害人|死者|伤者"
)
_IN_ROLE = re.compile(rf"(?:{_ROLES})[:：]?\s?{_ORDINARY}[{_USUAL}]{_HAN}{{1,2}}")
_CLAIMING = re.compile(
    rf"(?:(?<!{_HAN})(?:{_COMPOUND}|[{_RARER}])|{_ORDINARY}[{_USUAL}]){_HAN}{{1,2}}(?:等\d*[人户名])?(?:反映|诉求|求助|来电|要求|申请|反应)"
)
_NAMES = (_ADDRESSED, _IN_OFFICE, _HOUSEHOLD, _IN_ROLE, _CLAIMING)


def private_part(text: str, persons: tuple[str, ...] = ()) -> str:
    """What in `text` the public must not read, in words; "" if nothing was recognised. `persons` are names to look for."""
    plain = one_width(text)
    parts = (
        (words.IDENTITY, any(id_numbers(plain))),
        (words.PHONE, any(mobile_numbers(plain)) or _any(_PHONES, plain)),
        (words.CARD, any(card_numbers(plain))),
        (words.ADDRESS, _any(_ADDRESSES, plain)),
        (words.PETITION, _PETITION.search(plain) is not None),
        (words.DISCIPLINE, _DISCIPLINE.search(plain) is not None),
        (words.LEADERS_WORDS, _INSTRUCTION.search(plain) is not None),
        (words.PERSON, any(name in text for name in persons) or _any(_NAMES, plain)),
    )
    return "、".join(name for name, is_there in parts if is_there)


def _any(patterns: tuple[re.Pattern[str], ...], text: str) -> bool:
    return any(pattern.search(text) for pattern in patterns)


_DATES = re.compile(
    r"\d{2,4}\s*年度?|\d{1,2}\s*月份?|\d{1,2}\s*[日号](?!楼)|\d{4}[-./]\d{1,2}(?:[-./]\d{1,2})?|第\d+[条项款期届次]|^\s*\d{1,2}[.、)）]",
    re.MULTILINE,
)
_NUMERAL = re.compile(
    "[一二三四五六七八九十百千万两半][个条座所公里亩户人套件项处次成栋幢台辆吨米倍间张期周天]|百分之|[百千万]亿"
)
_REACHED = re.compile(
    "建成|投入使用|投用|全覆盖|竣工|完工|通车|通水|通电|通气|开工|投产|交付|验收|挂牌|启用|开通|贯通|封顶|清零|销号|上线|搬迁|开园|开业|开学|签约"
    "|完成(?!工作|任务|目标|办理|要求|整改|相关|有关|各项|好)[\u4e00-\u9fff]{2}"
)


def can_be_counted(target: str) -> bool:
    """Whether a target can be checked: a figure that is not a date, or a result that is there or not (建成, 全覆盖)."""
    bare = _DATES.sub("", one_width(target))
    return any(letter.isdigit() for letter in bare) or any(found.search(bare) for found in (_NUMERAL, _REACHED))
