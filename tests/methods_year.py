"""A year of events for a method: matters, deductions of every status, indicators and ballots, generated from a seed."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.methods_whole import SPLIT, Book, Row, method_book

DOCUMENT_PARTS = ("通报", "文件", "文件会议", "会议", "批示件", "报道", "期号", "依据文件")
UNVISITED = {"duban_baifen": ("县档案馆",), "rexian_12345": ("市文联",), "xinfang": ("县科协",)}
RANKS_BY_RATERS = ("领导排名",)
RATERS = {"市领导": 5, "部门互评": 6, "代表委员": 4, "县领导": 5, "村居": 6, "": 9}
BUILT_IN = ("主办件数", "协办件数", "办结件数")


def year_book(name: str, seed: int = 7) -> Book:
    """The sheets of the method and its year, by tab."""
    book = method_book(name)
    return book | _Year(name, book, random.Random(f"{name}{seed}")).tables()


def year_days(book: Book) -> tuple[date, date]:
    """First and last day of the assessment year that ends in 2026."""
    text = next((row["取值"] for row in book["计分口径"] if row["口径"] == "考核年度"), "01-01..12-31")
    first, last = ([int(part) for part in day.split("-")] for day in text.split(".."))
    end = date(2026, last[0], last[1])
    return date(2026 if first <= last else 2025, first[0], first[1]), end


@dataclass
class _Year:
    """Builds the tables; `rng` decides everything that is left to chance."""

    name: str
    book: Book
    rng: random.Random
    deductions: list[Row] = field(default_factory=list[Row])

    def __post_init__(self) -> None:
        self.start, self.end = year_days(self.book)
        self.units = [row["单位名称"] for row in self.book["单位名录"]]
        self.unvisited = UNVISITED.get(self.name, ())
        self.visited = [unit for unit in self.units if unit not in self.unvisited]
        self.matters = [self._matter(number) for number in range(1, 31)]

    def tables(self) -> Book:
        for rule in self.book["计分规则"]:
            if rule["取值方式"] != "测算":
                self._events_of(rule)
        self.deductions.sort(key=lambda row: row["事件日期"])
        for number, row in enumerate(self.deductions, 1):
            row["序号"] = f"{number:04d}"
        tables = {
            "督查记录": self._inspections(),
            "督办事项": self.matters,
            "扣分登记": self.deductions,
            "指标数据": [*self._not_applicable(), *self._indicators()],
            "测评": [row for measure in self.book.get("计分测算", []) for row in self._ballots(measure)],
        }
        if self.name == "xiangzhen_zonghe":
            tables |= self._published()
        return tables

    def _matter(self, number: int) -> Row:
        lead, *supports = self.rng.sample(self.visited, self.rng.choice((1, 2, 2, 3)))
        done = self.rng.random() < 0.5
        return {
            "事项编号": f"D-{number:03d}",
            "类别": "会议决定事项",
            "事项名称": f"第{number}号督办事项",
            "主办单位": lead,
            "协办单位": "、".join(supports),
            "交办日期": (self.start + timedelta(days=self.rng.randrange(25))).isoformat(),
            "状态": "办结" if done else "承办中",
            "办结日期": (self.start + timedelta(days=28)).isoformat() if done else "",
        }

    def _inspections(self) -> list[Row]:
        visits = [{"日期": self._day(1, 60).isoformat(), "方式": "专项督查", "单位": unit} for unit in self.visited]
        reminded = [{"日期": self._day(1, 60).isoformat(), "方式": "催办", "单位": unit} for unit in self.unvisited]
        return visits + reminded

    def _day(self, first: int = 0, last: int = 364) -> date:
        return min(self.start + timedelta(days=self.rng.randint(first, last)), self.end)

    # ---- 扣分登记 ----

    def _events_of(self, rule: Row) -> None:
        mine: list[Row] = []
        for _ in range(self.rng.randint(14, 34)):
            row = self._event(rule)
            if mine and self.rng.random() < 0.15 and rule.get("去重键"):
                row = self._again(rule, self.rng.choice(mine))
            mine.append(row)
        if "跨规则" in rule.get("去重方式", ""):
            mine += self._under_another_rule(rule)
        self.deductions += mine

    def _again(self, rule: Row, first: Row) -> Row:
        """The same occasion entered once more: another day, perhaps another tier or another figure."""
        row = dict(first)
        day = date.fromisoformat(row["事件日期"]) + timedelta(days=self.rng.randint(0, 9))
        row["事件日期"] = min(day, self.end).isoformat()
        row["认定日期"] = min(day, self.end).isoformat()
        if rule["取值方式"] == "层级表":
            row["层级"] = self._tier(rule)
        return row

    def _under_another_rule(self, rule: Row) -> Iterator[Row]:
        """The documents of an earlier rule entered under this one too."""
        keys = {row["规则号"]: row.get("去重键") for row in self.book["计分规则"]}
        earlier = [row for row in self.deductions if keys[row["规则编号"]] == rule.get("去重键")]
        for row in self.rng.sample(earlier, min(5, len(earlier))):
            tier = self._tier(rule) if rule["取值方式"] == "层级表" else row["层级"]
            yield row | {"规则编号": rule["规则号"], "层级": tier}

    def _event(self, rule: Row) -> Row:
        rng, kind = self.rng, rule["取值方式"]
        matter = rng.choice(self.matters)
        role = rng.choice(("主办", "协办")) if matter["协办单位"] else "主办"
        unit = matter["主办单位"] if role == "主办" else rng.choice(matter["协办单位"].split("、"))
        if rule.get("计分对象") == "平分":
            unit = "、".join(rng.sample(self.visited, rng.choice((2, 3))))
        elif kind in ("区间", "阶梯表", "分段累计", "清零"):
            role = ""
        if kind == "清零":
            unit, matter = self._black_mark(rule, unit, matter)
        day = self._day() if rng.random() > 0.01 else self.end + timedelta(days=rng.randint(1, 40))
        row = {
            "序号": "",
            "事件日期": day.isoformat(),
            "单位": self._as_written(unit),
            "事项编号": matter["事项编号"],
            "规则编号": rule["规则号"],
            "角色": role,
            "数量": self._count(rule),
            "层级": self._tier(rule),
            "情节": self._circumstances(rule),
            "依据文件": f"督字〔2026〕{rng.randint(1, 60)}号" if rng.random() > 0.04 else "",
            "同一事": f"S{rng.randint(1, 50)}" if rng.random() > 0.04 else "",
            "核实": rng.choice(("属实", "属实", "属实", "待核实", "不属实")) if rule.get("须经核实") == "是" else "",
            "所属期": self._belongs_to(day),
            "整改日期": self._rectified(rule, day),
        }
        row |= self._discretion(rule)
        row["发文机关"] = self._issuer(rule)
        return row | self._decision(day)

    def _as_written(self, unit: str) -> str:
        short = {row["单位名称"]: row.get("简称", "") for row in self.book["单位名录"]}
        return short.get(unit) or unit if self.rng.random() < 0.2 else unit

    def _black_mark(self, rule: Row, unit: str, matter: Row) -> tuple[str, Row]:
        """A unit and a matter that have something to clear."""
        targets = SPLIT.split(rule.get("针对规则", ""))
        marks = [row for row in self.deductions if row["规则编号"] in targets and row["单位"] in self.units]
        if not marks:
            return unit, matter
        mark = self.rng.choice(marks)
        return mark["单位"], next(m for m in self.matters if m["事项编号"] == mark["事项编号"])

    def _count(self, rule: Row) -> str:
        if rule["取值方式"] in ("阶梯表", "分段累计"):
            return "" if rule.get("计数范围") else str(self.rng.randint(1, 40 if self.rng.random() < 0.4 else 9))
        if re.match(r"\d", rule.get("单位", "")):
            return str(self.rng.randint(1, 14))
        return self.rng.choice(("", "", "", "1", "2", "3"))

    def _tier(self, rule: Row) -> str:
        if rule["取值方式"] not in ("层级表", "占满分%") or not rule.get("阶梯表号"):
            return ""
        words = [row["起"] for row in self.book["计分阶梯"] if row["表号"] == rule["阶梯表号"]]
        return self.rng.choice(words) if self.rng.random() > 0.04 else self.rng.choice(("", "外星"))

    def _circumstances(self, rule: Row) -> str:
        words = [part.partition("=")[0] for part in SPLIT.split(rule.get("倍数条件", ""))]
        groups = {row["组别"] for row in self.book["单位名录"]}
        words = [word for word in words if word and not word.startswith("第") and word not in groups | {"主办", "协办"}]
        return "、".join(word for word in words if self.rng.random() < 0.35)

    def _belongs_to(self, day: date) -> str:
        if self.rng.random() > 0.04 or not self.start <= day <= self.end:
            return ""
        earlier = max(self.start, day - timedelta(days=self.rng.randint(0, 40)))
        quarter = f"{earlier.year}Q{(earlier.month + 2) // 3}"
        return self.rng.choice((quarter, f"{earlier.year}-{earlier.month:02d}"))

    def _rectified(self, rule: Row, day: date) -> str:
        if not rule.get("整改退回比例") or rule["取值方式"] == "清零" or self.rng.random() < 0.5:
            return ""
        return (day + timedelta(days=self.rng.randint(5, 110))).isoformat()

    def _discretion(self, rule: Row) -> Row:
        if rule["取值方式"] != "区间":
            return {"酌定值": "", "酌定人": "", "理由": ""}
        low, high = int(rule["最小"]), int(rule["最大"])
        value = f"{self.rng.randint(low * 10, high * 10) / 10:g}"
        chance = self.rng.random()
        if chance < 0.05:
            value = ""
        elif chance < 0.09:
            value = str(high + 1)
        reason = "" if 0.09 < chance < 0.13 else "情节较重"
        return {"酌定值": value, "酌定人": self.rng.choice(("李主任", "")), "理由": reason}

    def _issuer(self, rule: Row) -> str:
        return self.rng.choice(SPLIT.split(rule["提供单位"])) if rule.get("去重方式") == "跨规则一次" else ""

    def _decision(self, day: date) -> Row:
        chance = self.rng.random()
        status = "已确认" if chance < 0.84 else "候选" if chance < 0.91 else "已撤销" if chance < 0.95 else "免扣"
        decided = (day + timedelta(days=self.rng.randint(0, 12))).isoformat()
        if status == "候选":
            return {"状态": status, "认定人": "", "认定日期": decided, "正当理由": ""}
        justification = "自然灾害影响" if status == "免扣" else ""
        return {"状态": status, "认定人": "王督查", "认定日期": decided, "正当理由": justification}

    # ---- 指标数据 ----

    def _not_applicable(self) -> Iterator[Row]:
        for section in self.book["计分分项"]:
            if section.get("不适用处理"):
                for unit in self.rng.sample(self.units, 2):
                    named = self.rng.choice((section["分项号"], section["名称"]))
                    yield {"单位": unit, "周期": "", "指标": named, "是否适用": "否"}

    def _indicators(self) -> Iterator[Row]:
        sections = {row["分项号"]: row for row in self.book["计分分项"]}
        rules = {row["规则号"]: row for row in self.book["计分规则"]}
        for measure in self.book.get("计分测算", []):
            if (
                measure["测算方式"] == "测评"
                or measure["指标"] in (*BUILT_IN, *RANKS_BY_RATERS)
                or "分项" in measure["指标"]
            ):
                yield from self._coefficients(measure)
                continue
            cycle = sections[rules[measure["规则号"]]["分项号"]].get("周期")
            periods = (
                [f"2026-{month:02d}" for month in range(1, 13)] if cycle == "月" else [self.rng.choice(("", "2026"))]
            )
            watched = {row.get("对象") for row in self.book.get("计分后果", []) if row["触发"] == "指标"}
            if cycle and measure["指标"] in watched:
                periods.append("")
            for unit in self.units:
                for period in periods:
                    if self.rng.random() > 0.05:
                        yield {"单位": unit, "周期": period, "指标": measure["指标"]} | self._reached(measure)
            yield from self._exemptions(measure, periods)
        for word in SPLIT.split(next((row["取值"] for row in self.book["计分口径"] if row["口径"] == "并列依据"), "")):
            known = {row["指标"] for row in self.book.get("计分测算", [])}
            if word.startswith("指标") and word[2:].strip() not in known:
                for unit in self.units:
                    yield {"单位": unit, "周期": "", "指标": word[2:].strip(), "实绩": str(self.rng.randint(60, 99))}

    def _coefficients(self, measure: Row) -> Iterator[Row]:
        for name in filter(None, SPLIT.split(measure.get("系数", ""))):
            for unit in self.units:
                yield {"单位": unit, "周期": "", "指标": name, "实绩": f"0.{self.rng.randint(70, 99)}"}

    def _exemptions(self, measure: Row, periods: list[str]) -> Iterator[Row]:
        if measure.get("免考指标"):
            for unit in self.units:
                for period in periods:
                    yield {"单位": unit, "周期": period, "指标": measure["免考指标"], "实绩": self.rng.choice("0001")}

    def _reached(self, measure: Row) -> Row:
        rng, kind, target = self.rng, measure["测算方式"], measure.get("目标", "")
        if rng.random() < 0.03:
            return {"是否适用": "否"}
        if "按时办结率" in measure["指标"]:
            owed, deferred = rng.randint(40, 60), rng.randint(0, 4)
            done = owed - deferred - rng.choice((0, 0, 1, 2, 3, 6))
            return {"实绩": str(done), "应办": str(owed), "延期件": str(deferred) if deferred else ""}
        if kind in ("缺额扣分", "序时进度"):
            return {"实绩": str(rng.randint(int(target) // 4, int(target) + 1))}
        if kind in ("定额按比例", "按比例") and not target:
            goal = rng.randint(20, 60)
            return {"目标": str(goal), "实绩": str(round(goal * rng.uniform(0.6, 1.1)))}
        if measure.get("方向") == "数值即名次":
            return {"实绩": str(rng.randint(1, 8))}
        if target:
            return {"实绩": f"{max(0.0, float(target) + rng.choice((-6, -3, 0, 1, 3)) + rng.randint(-9, 9) / 10):g}"}
        return {"实绩": str(rng.randint(0, 12))}

    # ---- 测评 ----

    def _ballots(self, measure: Row) -> Iterator[Row]:
        item = measure["指标"]
        if measure["测算方式"] != "测评" and item not in RANKS_BY_RATERS:
            return
        words = [row["起"] for row in self.book["计分阶梯"] if row["表号"] == measure.get("阶梯表号")]
        for group in [part.partition("=")[0] for part in SPLIT.split(measure.get("评分组权重", ""))]:
            for number in range(1, RATERS[group] + 1):
                places = self.rng.sample(range(1, len(self.units) + 1), len(self.units))
                for unit, place in zip(self.units, places, strict=True):
                    mark = str(place) if item in RANKS_BY_RATERS else str(self.rng.randint(62, 99))
                    grade = self.rng.choices(words, (4, 4, 3, 2))[0] if words else mark
                    rater = f"{group or '群众'}{number:02d}"
                    yield {
                        "评分人": rater,
                        "评分组": group,
                        "被评单位": unit,
                        "周期": "",
                        "项目": item,
                        "等次或分值": grade,
                    }

    # ---- 计分发布, 成绩异议 ----

    def _published(self) -> Book:
        rows = [
            {"期": "2026Q1", "单位": unit, "类别": kind, "得分": "90.00", "发布日期": day, "异议截止": "2026-04-15"}
            for unit in self.units
            for kind, day in (("公示", "2026-04-08"), ("定稿", "2026-04-20"))
        ]
        corrected = rows[-1] | {"类别": "更正", "得分": "91.00", "发布日期": "2026-05-06", "理由": "复核更正"}
        results = ("维持", "更正", "部分更正")
        objections = [
            {
                "提出日期": "2026-04-10",
                "单位": unit,
                "期": "2026Q1",
                "异议内容": "对扣分有异议",
                "复核结论": result,
                "答复日期": "2026-04-17",
            }
            for unit, result in zip(self.units, results, strict=False)
        ]
        return {"计分发布": [*rows, corrected], "成绩异议": objections}
