"""A matter and the days asked about → what its units owe: the result, periodic reports, papers, milestones, progress."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from duban_xl.catalogue.obligations import AT_ONCE, MILESTONE, PROGRESS, REDO, REPORT, RESULT
from duban_xl.model.deadline import CYCLES, Anniversary, Cycle, Milestones, Now, Soft, UntilDone
from duban_xl.model.deadline_text import parse_expression
from duban_xl.model.due import Deadline, LimitFacts, Mark
from duban_xl.model.matter import Matter, UnitReturn
from duban_xl.model.method import Requirement
from duban_xl.model.obligation import Obligation, OwedKind
from duban_xl.model.rule_index import COURSE, CYCLE, LIMIT, MILESTONES, ROLLING
from duban_xl.plan.answers import final_report, reports, standing
from duban_xl.plan.asked import ALL, LEAD_ONLY, Asked, Owing
from duban_xl.plan.deadlines import effective_due
from duban_xl.plan.matter_limit import events_of, is_urgent, limit_facts, matter_cycle

SENT_BACK_MOVE = "退回"


def owed_by_units(one: Owing, asked: Asked) -> Iterator[Obligation]:
    """Everything that the units of the matter owe on the days asked about; what has no day comes with any days."""
    debts = _Debts(one, asked)
    yield from debts.result()
    yield from debts.redone()
    yield from debts.at_once()
    yield from debts.reports()
    yield from debts.milestones()
    for requirement in asked.ground.ledger.requirements:
        if one.code and one.code in requirement.codes and _applies(requirement, one.matter):
            yield from debts.papers(requirement)


def paper_deadline(requirement: Requirement, one: Owing, asked: Asked) -> Deadline:
    """When a paper is due, counted from the event that its limit names."""
    facts = limit_facts(asked.ground, one.matter)
    own = LimitFacts(
        events=facts.events,
        category=parse_expression(requirement.time_limit),
        category_event=facts.category_event,
        milestones=facts.milestones,
        rule=requirement.rule,
    )
    return effective_due(own, workdays=asked.ground.workdays, conventions=asked.ground.conventions)


def _told_on(matter: Matter) -> date | None:
    """The day on which the matter reached its units, as far as the row knows."""
    return matter.received_on or matter.assigned_on or matter.instructed_on or matter.arranged_on


def _applies(requirement: Requirement, matter: Matter) -> bool:
    """Whether the matter is in the situation that 条件 names."""
    match requirement.condition:
        case "紧急":
            return is_urgent(matter)
        case "重点督办":
            return bool(matter.is_key)
        case "多单位":
            return bool(matter.supporting)
        case _:
            return True


@dataclass(frozen=True, slots=True)
class _Debts:
    """What the units of one matter owe; each method yields one kind."""

    one: Owing
    asked: Asked

    def result(self) -> Iterator[Obligation]:
        """The final result: one report by the lead unit, whoever else works on it (weinan-07-2-lead-co)."""
        one, deadline = self.one, self.one.deadline
        undated = one.due is None
        if deadline.kind == Milestones.kind and one.due == deadline.due:
            return  # the schedule's own dates say it all
        if not one.lead or (undated and (one.matter.is_ended or Mark.AT_ONCE in deadline.marks)):
            return
        if not undated and not self.asked.holds(one.due):
            return
        answered = final_report(self._returns(one.lead)) or one.matter.completed_on
        rule = deadline.rule or self.asked.ground.rules.first(LIMIT, one.code)
        found = self._owed(OwedKind.RESULT, one.lead, due=one.due, what=RESULT, answered=answered, rule=rule)
        yield _explained(found, deadline, kept=one.due == deadline.due)

    def redone(self) -> Iterator[Obligation]:
        """The result again, by the new limit of every time that it was sent back: one missed limit each (rules S14)."""
        one = self.one
        for step in self.asked.answers.steps.get(one.matter.number, ()):
            if step.action == SENT_BACK_MOVE and one.lead and self.asked.holds(step.new_limit):
                answered = final_report(self._returns(one.lead), after=step.taken_on)
                rule = step.rule or self.asked.ground.rules.first(f"{COURSE}T11", one.code)
                found = self._owed(OwedKind.REDO, one.lead, due=step.new_limit, what=REDO, answered=answered, rule=rule)
                yield replace(found, start=step.taken_on)

    def at_once(self) -> Iterator[Obligation]:
        """An urgent matter: every unit that has to do with it is told the same day, and nothing is late by itself.

        A day that the notice states holds beside it (rules D44).
        """
        one, start = self.one, _told_on(self.one.matter)
        urgent = is_urgent(one.matter) and not one.matter.is_ended
        for name in one.debtors(ALL) if urgent and self.asked.holds(start) else ():
            first = next((entry.received_at for entry in self._returns(name) if entry.received_at), None)
            answered = first.date() if first else None
            rule = self.asked.ground.rules.by_kind(LIMIT, one.code).get(Now.kind, one.deadline.rule or "")
            found = self._owed(OwedKind.AT_ONCE, name, due=None, what=AT_ONCE, answered=answered, rule=rule)
            yield replace(found, start=start, remind_on=start, note=Mark.AT_ONCE.value)

    def reports(self) -> Iterator[Obligation]:
        """Periodic reports, beside the final limit and never in its place; the first strictly after the assignment."""
        one, ground = self.one, self.asked.ground
        cycle, rule = matter_cycle(ground, one.matter)
        assigned = one.matter.assigned_on
        if cycle is not None and assigned is not None:
            dues = self._dates(cycle, after=assigned)
            by = one.category.return_by if one.category else LEAD_ONLY
            yield from self._periodic(OwedKind.REPORT, dues, by=by, what=REPORT, rule=rule, cycle=cycle)
        elif (rule := self._until_done()) is not None and one.due:
            interval = ground.conventions.interval
            dues = self._dates(interval, after=one.due)
            yield from self._periodic(OwedKind.PROGRESS, dues, by=LEAD_ONLY, what=PROGRESS, rule=rule, cycle=interval)

    def _until_done(self) -> str | None:
        """The rule by which an unfinished matter reports again and again after its limit; None if none asks for it."""
        category, rules = self.one.category, self.asked.ground.rules
        if category is None:
            return None
        if isinstance(parse_expression(category.return_cycle), UntilDone):
            return rules.first(CYCLE, category.code)
        return rules.first(ROLLING, category.code) if category.rolling else None

    def milestones(self) -> Iterator[Obligation]:
        """The dates of the approved schedule (时序进度), told by whoever reports on the category."""
        one = self.one
        rule = self.asked.ground.rules.first(MILESTONES, one.code)
        by_schedule = one.category is not None and isinstance(parse_expression(one.category.return_cycle), Milestones)
        by = one.category.return_by if one.category and by_schedule else LEAD_ONLY
        for scheduled in self.asked.ground.milestones.get(one.matter.number, ()):
            due, milestone = scheduled.planned_on, scheduled.milestone
            for name in one.debtors(by) if due and self.asked.holds(due) and due <= one.until else ():
                what = MILESTONE.format(name=milestone.milestone)
                answered = milestone.done_on
                yield self._owed(OwedKind.MILESTONE, name, due=due, what=what, answered=answered, rule=rule)

    def papers(self, requirement: Requirement) -> Iterator[Obligation]:
        """Plans, measures, replies: what the category asks for beside result and reports."""
        one, limit = self.one, parse_expression(requirement.time_limit)
        what, rule = requirement.content, requirement.rule
        if isinstance(limit, CYCLES):
            dues = self._dates(limit, after=one.matter.assigned_on or date.max)
            by = requirement.by
            yield from self._periodic(OwedKind.REPORT, dues, by=by, what=what, rule=rule, cycle=limit)
            return
        if isinstance(limit, Soft):
            return  # no number in the text: asked for when there is something to tell, and never late
        deadline = paper_deadline(requirement, one, self.asked)
        if not self.asked.holds(deadline.due) and (deadline.due is not None or one.matter.is_ended):
            return
        for name in one.debtors(requirement.by):
            answered = self._paper_received(rule, name)
            found = self._owed(OwedKind.PAPER, name, due=deadline.due, what=what, answered=answered, rule=rule)
            named = replace(found, to=requirement.to or found.to, document=requirement.document)
            yield _explained(named, deadline, kept=True)

    def _periodic(
        self, kind: OwedKind, dues: Sequence[date], *, by: str, what: str, rule: str, cycle: Cycle
    ) -> Iterator[Obligation]:
        limit = cycle.chinese()
        for name in self.one.debtors(by) if dues else ():
            received = reports(dues, self._returns(name))
            for due in dues:
                answered = received.get(due)
                yield self._owed(kind, name, due=due, what=what, answered=answered, rule=rule, limit=limit)

    def _dates(self, cycle: Cycle, *, after: date) -> Sequence[date]:
        """The due dates of the cycle on this matter; anniversaries are counted from the event that they name."""
        event = cycle.event if isinstance(cycle, Anniversary) else None
        anchor = events_of(self.one.matter).get(event, after) if event else after
        return self.asked.dates(cycle, after=after, until=self.one.until, anchor=anchor)

    def _returns(self, unit: str) -> Sequence[UnitReturn]:
        return self.asked.answers.returns.get((self.one.matter.number, unit), ())

    def _paper_received(self, rule: str, unit: str) -> date | None:
        """The day of the step in 流转记录 that tells of the paper: it cites the rule, and the unit if it names one."""
        steps = self.asked.answers.steps.get(self.one.matter.number, ())
        return next((step.taken_on for step in steps if step.rule == rule and step.unit in ("", unit)), None)

    def _owed(
        self,
        kind: OwedKind,
        unit: str,
        *,
        due: date | None,
        what: str,
        answered: date | None,
        rule: str,
        limit: str = "",
    ) -> Obligation:
        remind, unknown = self.asked.reminder(due) if due else (None, False)
        return Obligation(
            kind=kind,
            matter=self.one.matter.number,
            unit=unit,
            rule=rule,
            what=what,
            due=due,
            to=self.one.to,
            provisional=unknown,
            remind_on=remind,
            start=self.one.matter.assigned_on,
            limit=limit,
            standing=standing(due, answered, as_of=self.asked.as_of),
            answered_on=answered,
        )


def _explained(found: Obligation, deadline: Deadline, *, kept: bool) -> Obligation:
    """`found` with what the reckoning of its day says; `kept`: that day is still the one that counts."""
    return replace(
        found,
        provisional=found.provisional or (kept and deadline.provisional),
        start=deadline.start,
        limit=deadline.details.get("limit", ""),
        note="" if found.due else "、".join(mark.value for mark in deadline.marks),
    )
