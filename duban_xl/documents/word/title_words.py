"""The words of official titles: a title is broken between them, never inside one (7.3.1: 词意完整)."""

_TWO = (
    "关于 办理 落实 情况 进展 扣分 督查 督办 通报 通知 季度 年度 重点 工作 事项 贯彻 整改 督促 推进 开展 城乡 融合 发展 乡村 全面 振兴"
    " 纲要 任务 建设 改造 治理 整治 实施 加快 加强 做好 提升 保障 项目 工程 意见 方案 会议 精神 问题 报告 建议 提案 决定 安全 生产 生态"
    " 环境 污水 管网 农村 农业 公路 道路 学校 医院 养老 服务 中心 民生 实事 群众 企业 产业 园区 经济 社会 文化 旅游 交通 水利 教育 卫生"
    " 健康 防汛 防火 抗旱 防治 污染 大气 土壤 河道 水库 山塘 加固 饮水 供水 用水 停水 停电 住房 小区 社区 街道 乡镇 城镇 城区 镇区 县城"
    " 县委 市委 区委 县级 市级 全县 全市 全区 省委 中央 机关 单位 部门 领导 同志 批示 指示 讲话 重要 重大 决策 部署 要求 计划 规划 目标"
    " 责任 分解 考核 办法 制度 规定 规范 管理 监督 检查 专项 行动 活动 集中 联合 实地 现场 暗访 回访 调研 评估 反馈 汇总 年终 半年 上半"
    " 下半 前期 近期 近日 当前 有关 相关 各项 第一 第二 第三 第四 期间 时限 逾期 办结 延期 申请 审批 约谈 问责 表扬 批评 公开 公布 信访"
    " 积案 化解 矛盾 纠纷 热线 噪声 扰民 违法 违章 建筑 拆除 垃圾 分类 厕所 革命 人居 美丽 文明 创建 营商 优化 改革 创新 开放 招商 引资"
    " 投资 财政 预算 资金 债务 风险 化债 金融 稳定 就业 创业 社保 医保 扶贫 脱贫 攻坚 巩固 拓展 成果 衔接 粮食 耕地 保护 高标 农田 林业"
    " 森林 湿地 电力 燃气 天然 消防 应急 救援 灾后 重建 地质 灾害 隐患 排查 治安 平安 法治 普法 党建 巡视 巡察 审计 网络 数字 智慧"
    " 政务 政府 行政 许可 清单 一网 通办 最后 公里 按期 交付 新建 扩建 改建 续建 竣工 通车 贯通 滑坡 隧道 县道 乡道 国道 省道 改线 桥梁"
    " 停车 广场 公园 绿化 亮化 老旧 棚户 安置 征地 拆迁 补偿 标准 质量 水平 能力 体系 机制 作用 予以 处理 研究 制定 出台 修订"
    " 完善 健全 深化 强化 落地 见效 攻关 冲刺 主要 主题 学习 宣传 培训 竞赛 评选 先进 典型 经验 做法 常委 常务 全会 人大 政协 代表"
    " 委员 市场 市民 市长 县长 区域 镇街 局面 打击 整顿 清理 取缔 关停 搬迁 转型 升级 绿色 低碳 节能 减排 双碳 科技 人才 引进 培育 壮大"
    " 集体 收入 增收 致富 共同 富裕 示范 试点 推广 普及 覆盖 延伸 供热 供气 供暖 采暖 冬季 夏季 春季 秋季 春节 国庆 中秋 假期 值班 值守"
)
_LONG = (
    "进一步 高质量 现代化 一体化 信息化 数字化 规范化 常态化 长效机制 高标准 基本农田 天然气 办公室 委员会 领导小组 通知书 通知单 督办令 抄告单"
    " 县政府 市政府 区政府 省政府 管委会 党工委 常委会 责任书 任务书 时间表 路线图 水环境 十件实事 棚户区 开发区 高新区 最后一公里 回头看"
    " 上半年 下半年 第一季度 第二季度 第三季度 第四季度 党代会 人代会 座谈会 现场会 推进会 动员会 示范区 生产力 新时代 新能源 新型 幼儿园"
    " 养老院 卫生院 派出所 自来水 污水处理 办理情况 落实情况 进展情况 扣分情况 完成情况 责任单位 一网通办 污水处理厂 产业园区"
    " 乡村振兴 重点事项 重点工作 督查事项 次会议 住房和城乡建设局 常委会会议 党组会议 常务会议 议定事项 印发 转发 人大代表 政协委员"
    " 政协提案 隧道口 招商引资 营商环境 人居环境 十五个 十四五 十五五 五年规划 领导小组办公室 安置房 停车场 农贸市场"
)
WORDS = frozenset(f"{_TWO} {_LONG}".split())
LONGEST = max(map(len, WORDS))
PARTICLES = "的、和及与或》”）：，"
"""What ends a part of a title: a line may end with it."""
ENDS = ("县", "市", "区", "镇", "乡", "局", "村", "室", "组", "月", "年", "日", "所", "院", "厅", "部")
"""Last letters of names of places, units and days, none of which the list can hold."""


def is_inside(before: str, after: str) -> bool:
    """Whether a word of the list would be cut between the two."""
    sizes = range(1, LONGEST)
    return any(before[-left:] + after[:right] in WORDS for left in sizes for right in range(1, LONGEST - left + 1))


def ends_with_word(text: str) -> bool:
    """Whether `text` ends with a word of the list, a particle or the last letter of a name."""
    return text[-1] in PARTICLES or text.endswith(ENDS) or any(text[-size:] in WORDS for size in range(2, LONGEST + 1))


def begins_with_word(text: str) -> bool:
    """Whether `text` begins with a word of the list."""
    return any(text[:size] in WORDS for size in range(2, LONGEST + 1))
