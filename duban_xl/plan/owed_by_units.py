"""A matter and the days asked about → what its units owe: the result, periodic reports, papers, milestones, progress."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from duban_xl.catalogue.obligations import AT_ONCE, MILESTONE, PROGRESS, REDO, REPORT, RESULT
from duban_xl.check.situation import situation_of
from duban_xl.model.deadline import CYCLES, Cycle, Given, Milestones, Now, Soft, UntilDone
from duban_xl.model.deadline_text import parse_expression
from duban_xl.model.due import Deadline, LimitFacts, Mark
from duban_xl.model.lifecycle import TRACKED
from duban_xl.model.matter import CourseStep, Matter, UnitReturn
from duban_xl.model.matter_days import anchor_day, events_of, reached_units_on
from duban_xl.model.method import Requirement
from duban_xl.model.obligation import Obligation, OwedKind
from duban_xl.model.rule_index import COURSE, CYCLE, LIMIT, MILESTONES, ROLLING
from duban_xl.plan.answers import final_report, reports, standing
from duban_xl.plan.asked import ALL, DROPPED, LEAD_ONLY, Asked, Owing
from duban_xl.plan.deadlines import effective_due
from duban_xl.plan.matter_limit import (
    anchor_of,
    extension_of,
    matter_cycle,
    open_days,
)


def owed_by_units(one: Owing, asked: Asked) -> Iterator[Obligation]:
    """Everything that the units of the matter owe on the days asked about; what has no day comes with any days."""
    debts = _Debts(one, asked)
    yield from debts.result()
    yield from debts.redone()
    yield from debts.at_once()
    yield from debts.reports()
    yield from debts.milestones()
    situation = situation_of(one.matter)
    for requirement in asked.required(one.code) if one.code else ():
        if not requirement.condition or requirement.condition in situation:
            yield from debts.papers(requirement)


def paper_deadline(requirement: Requirement, one: Owing, asked: Asked) -> Deadline:
    """When a paper is due, counted from the event that its limit names."""
    rows = requirement.record.row, one.matter.record.row
    if rows not in asked.papers:
        own = LimitFacts(
            events=events_of(one.matter),
            category=parse_expression(requirement.time_limit),
            category_event=anchor_of(one.category),
            milestones=open_days(asked.ground, one.matter),
            rule=requirement.rule,
        )
        workdays, conventions = asked.ground.workdays, asked.ground.conventions
        asked.papers[rows] = effective_due(own, workdays=workdays, conventions=conventions)
    return asked.papers[rows]


def _told_on(matter: Matter) -> date | None:
    """The day on which the matter reached its units, as far as the row knows."""
    return matter.received_on or matter.assigned_on or matter.instructed_on or matter.arranged_on


@dataclass(frozen=True, slots=True)
class _Debts:
    """What the units of one matter owe; each method yields one kind."""

    one: Owing
    asked: Asked

    def result(self) -> Iterator[Obligation]:
        """The final result: one report by the lead unit, whoever else works on it (weinan-07-2-lead-co)."""
        one, deadline = self.one, self.one.deadline
        undated = one.due is None
        if deadline.kind == Milestones.kind and one.due == deadline.due and self._schedule_end():
            return  # the schedule's own dates say it all
        if one.matter.status == DROPPED:
            return  # what was owed until the approval stays, the result is not wanted any more
        if not one.lead or (undated and (one.matter.is_ended or Mark.AT_ONCE in deadline.marks)):
            return
        if not undated and not self.asked.holds(one.due):
            return
        answered = self._final_report(0) or one.matter.completed_on
        rule = self._rule_of_result()
        to = "" if one.to in self.asked.lead_names else one.to  # to nobody: the others report to it
        reckoned = _Reckoned(deadline, kept=one.due == deadline.due)
        yield self._owed(
            OwedKind.RESULT, one.lead, due=one.due, what=RESULT, answered=answered, rule=rule, to=to, reckoned=reckoned
        )

    def _rule_of_result(self) -> str:
        """The rule that gives the day which counts: the extension's, that of a stated day, or the reckoned one's."""
        one, rules = self.one, self.asked.ground.rules
        ruled = one.deadline.rule or rules.first(LIMIT, one.code)
        if one.due is None or one.due == one.deadline.due:
            return ruled
        extended, _request = extension_of(self.asked.ground, one.matter, one.deadline)
        if extended:
            return rules.first(f"{COURSE}T8", one.code) or ruled
        return rules.by_kind(LIMIT, one.code).get(Given.kind, rules.first(LIMIT, one.code))

    def redone(self) -> Iterator[Obligation]:
        """The result again, by the new limit of every time that it was sent back: one missed limit each (rules S14)."""
        one = self.one
        for place, step in enumerate(self._sent_back(), 1):
            if one.lead and self.asked.holds(step.new_limit):
                answered = self._final_report(place)
                rule = step.rule or self.asked.ground.rules.first(f"{COURSE}T11", one.code)
                found = self._owed(OwedKind.REDO, one.lead, due=step.new_limit, what=REDO, answered=answered, rule=rule)
                yield replace(found, start=step.taken_on)

    def _sent_back(self) -> Sequence[CourseStep]:
        """The steps by which the result was sent back with a new limit."""
        return self.asked.ground.sent_back.get(self.one.matter.number, ())

    def _final_report(self, times: int) -> date | None:
        """The day of the 办结报告 that answers the limit set when the result had been sent back so many times.

        Being sent back makes no report late: there is a new limit for that (cangnan-amb-21).
        """
        returns, steps = self._returns(self.one.lead), self._sent_back()
        after = steps[times - 1].taken_on if times else None
        until = steps[times].taken_on if times < len(steps) else None
        sent_in = final_report(returns, after=after, until=until, passed=False) if until else None
        return sent_in or final_report(returns, after=after)

    def at_once(self) -> Iterator[Obligation]:
        """An urgent matter: every unit that has to do with it is told the same day, and nothing is late by itself.

        A day that the notice states holds beside it (rules D44).
        """
        one, start = self.one, _told_on(self.one.matter)
        urgent = (one.matter.is_urgent or Mark.AT_ONCE in one.deadline.marks) and not one.matter.is_ended
        for name in one.debtors(ALL) if urgent and self.asked.holds(start) else ():
            first = next((entry.received_at for entry in self._returns(name) if entry.received_at), None)
            answered = first.date() if first else None
            rule = self.asked.ground.rules.by_kind(LIMIT, one.code).get(Now.kind, "")
            found = self._owed(OwedKind.AT_ONCE, name, due=None, what=AT_ONCE, answered=answered, rule=rule)
            yield replace(found, start=start, remind_on=start, note=Mark.AT_ONCE.value)

    def reports(self) -> Iterator[Obligation]:
        """Periodic reports, beside the final limit and never in its place; the first strictly after the assignment."""
        one, ground = self.one, self.asked.ground
        cycle, rule = matter_cycle(ground, one.matter)
        reached = reached_units_on(one.matter)
        if cycle is not None and reached is not None:
            dues = self._dates(cycle, after=reached)
            by = one.category.return_by if one.category else LEAD_ONLY
            yield from self._periodic(OwedKind.REPORT, dues, by=by, what=REPORT, rule=rule, cycle=cycle)
        elif (rule := self._until_done()) is not None and (limit := self._last_limit() or self._tracked_from()):
            interval = ground.conventions.interval
            final = final_report(self._returns(one.lead)) if one.matter.status != TRACKED else None
            dues = [day for day in self._dates(interval, after=limit) if final is None or day <= final]
            yield from self._periodic(OwedKind.PROGRESS, dues, by=LEAD_ONLY, what=PROGRESS, rule=rule, cycle=interval)

    def _tracked_from(self) -> date | None:
        """The day from which a matter without limit is followed up, where its category rolls; None where it does not."""
        category = self.one.category
        return reached_units_on(self.one.matter) if category and category.rolling else None

    def _last_limit(self) -> date | None:
        """The day on which the matter should be done: by a schedule its end, whatever is ticked off already."""
        by_schedule = self.one.deadline.kind == Milestones.kind and self.one.due == self.one.deadline.due
        return self._schedule_end() if by_schedule else self.one.due

    def _schedule_end(self) -> date | None:
        """The last day of the matter's schedule; None without one."""
        days = (scheduled.planned_on for scheduled in self.asked.ground.milestones.get(self.one.matter.number, ()))
        return max((day for day in days if day), default=None)

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
            dues = self._dates(limit, after=reached_units_on(one.matter) or date.max)
            by = requirement.by
            yield from self._periodic(OwedKind.REPORT, dues, by=by, what=what, rule=rule, cycle=limit)
            return
        if isinstance(limit, Soft):
            return  # no number in the text: asked for when there is something to tell, and never late
        deadline = paper_deadline(requirement, one, self.asked)
        if not self.asked.holds(deadline.due) and (deadline.due is not None or one.matter.is_ended):
            return
        reckoned, to = _Reckoned(deadline), requirement.to or one.to
        for name in one.debtors(requirement.by):
            answered = self._paper_received(rule, name)
            found = self._owed(
                OwedKind.PAPER,
                name,
                due=deadline.due,
                what=what,
                answered=answered,
                rule=rule,
                to=to,
                reckoned=reckoned,
            )
            yield replace(found, document=requirement.document) if requirement.document else found

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
        anchor = anchor_day(cycle, self.one.matter, otherwise=after)
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
        to: str | None = None,
        reckoned: "_Reckoned | None" = None,
    ) -> Obligation:
        remind, unknown = self.asked.reminder(due) if due else (None, False)
        return Obligation(
            kind=kind,
            matter=self.one.matter.number,
            unit=unit,
            rule=rule,
            what=what,
            due=due,
            to=self.one.to if to is None else to,
            provisional=unknown or (reckoned is not None and reckoned.provisional),
            remind_on=remind,
            start=reckoned.deadline.start if reckoned else self.one.matter.assigned_on,
            limit=reckoned.deadline.details.get("limit", "") if reckoned else limit,
            note=reckoned.note if reckoned and due is None else "",
            standing=standing(due, answered, as_of=self.asked.as_of),
            answered_on=answered,
        )


@dataclass(frozen=True, slots=True)
class _Reckoned:
    """How the day of something owed was reckoned; `kept`: that day is still the one that counts."""

    deadline: Deadline
    kept: bool = True

    @property
    def provisional(self) -> bool:
        return self.kept and self.deadline.provisional

    @property
    def note(self) -> str:
        """What stands in place of a day."""
        return "、".join(mark.value for mark in self.deadline.marks) or Mark.NO_LIMIT.value
