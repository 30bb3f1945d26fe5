"""All words about reasons, one entry a code, and the titles of the factors.
A sentence names the parameters that its factor gives; `sentences` fills them in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ReasonWording:
    """The words of one reason code; `meaning` is what docs/risk.md says of it.
    `label` is a few words without a comma, so that labels can be listed. `sentences` are by variant. `remedy` is what
    usually clears it; `remedies`, by the name a factor gives them, what does in a case of its own.
    """

    label: str
    meaning: str
    remedy: str
    sentences: Mapping[str, str]
    remedies: Mapping[str, str] = field(default_factory=dict)


_SEEK_STATUTE = "Seek a statute; the council that chooses the office can repeal a resolution or a strategy."

REASONS = {
    "NO_PARTNER": ReasonWording(
        "No partner recorded",
        "No partner is recorded with a part in the programme beyond paying for it.",
        "Name a community partner, sign an agreement to deliver with it and secure its money.",
        {
            "": "No community partner is recorded for {programme}.",
            "nobody-to-ask": "There is no partner of whom to ask it.",
        },
    ),
    "NO_AGREEMENT": ReasonWording(
        "Partner named without an agreement",
        "A partner is named, but no agreement with it is recorded for the exposed days.",
        (
            "Sign an agreement to deliver past the exposed days that the office cannot end alone, or record the "
            "one there is with its break clause."
        ),
        {
            "": "No agreement with {partner} is recorded for {period}.",
            "first-day": "No community partner has a signed agreement in force on {day}.",
            "nothing-to-read": "There is no agreement to read.",
        },
        {"first-day": "Sign an agreement with a community partner that is in force on {day}."},
    ),
    "NOT_COMMUNITY": ReasonWording(
        "Not recorded as a community partner",
        "The partner is not of a kind that counts as a community partner, or its kind is not recorded.",
        "Record the partner's kind, or agree with a community partner that it delivers the programme.",
        {
            "unrecorded": "What kind of partner {partner} is, is not recorded.",
            "kind": "{partner} is recorded as {kind}, which does not count as a community partner.",
        },
        {"other-partner": "Agree with a community partner that it delivers the programme."},
    ),
    "PARTNER_CONTROLLED": ReasonWording(
        "Partner controlled by the city",
        "The city or the office owns or appoints the partner.",
        "Agree with a partner outside the city's control that it delivers the programme.",
        {
            "city": "{partner} is recorded as controlled by {city}.",
            "office": "{partner} is recorded as controlled by {office}.",
        },
    ),
    "AGREEMENT_UNSIGNED": ReasonWording(
        "Agreement not recorded as signed",
        "The agreement is a draft, or it is not recorded that it was signed.",
        "Sign the agreement.",
        {
            "draft": "The agreement with {partner} is recorded as a draft.",
            "unrecorded": "The agreement with {partner} is not recorded as signed.",
        },
    ),
    "AGREEMENT_UNDATED": ReasonWording(
        "Agreement without certain days",
        "The agreement lacks a certain signing day, start or stated end, so it is on no day certainly in force.",
        "Record the days on which the agreement was signed, starts and ends, as its text states them.",
        {
            "unsigned": "The agreement with {partner} has no signing day.",
            "signing-ahead": (
                "The agreement with {partner} has no signing day that has certainly passed (recorded: {signed_on})."
            ),
            "end-not-stated": "The agreement with {partner} has no stated end (recorded: {end}, {basis}).",
            "period-uncertain": (
                "The agreement with {partner} has no certain start or end (recorded: {start} to {end})."
            ),
            "period-missing": "The agreement with {partner} has no certain start or end.",
        },
    ),
    "AGREEMENT_STARTS": ReasonWording(
        "Agreement starts too late",
        "The agreement starts after the first exposed day.",
        "Let the agreement start before the handover.",
        {"": "The agreement with {partner} starts on {day}, {delay} after the first exposed day."},
    ),
    "AGREEMENT_ENDS": ReasonWording(
        "Agreement ends too early",
        "The agreement ends before the last exposed day.",
        "Extend the agreement, or sign its renewal.",
        {
            "ended": "The agreement with {partner} ended on {day}, {shortfall} before the last exposed day.",
            "ends": "The agreement with {partner} ends on {day}, {shortfall} before the last exposed day.",
        },
    ),
    "AGREEMENT_GAP": ReasonWording(
        "Days between agreements",
        "The agreements leave exposed days between them uncovered.",
        "Sign an agreement for the days between.",
        {"": "The agreements with {partner} leave {period} uncovered."},
    ),
    "AGREEMENT_TERMINATED": ReasonWording(
        "Agreement terminated",
        "The agreement was terminated and does not run to the last exposed day.",
        "Sign a new agreement, with this or another community partner.",
        {
            "ended": "The agreement with {partner} was terminated; it ended on {day}.",
            "ends": "The agreement with {partner} was terminated; it ends on {day}.",
            "undated": "The agreement with {partner} was terminated; until which day it ran is not certain.",
        },
    ),
    "SCOPE_ADVISORY": ReasonWording(
        "Partner not recorded to deliver",
        "The agreement lets the partner advise, or does not say that it may deliver.",
        "Put delivery or joint delivery into the agreement's scope, and record it.",
        {
            "advisory": "The agreement with {partner} is recorded as advisory.",
            "unrecorded": "That the agreement with {partner} lets it deliver is not recorded.",
        },
    ),
    "OFFICE_MAY_END": ReasonWording(
        "Office can end the agreement alone",
        "The office can end the agreement by itself, at shorter notice than the setting asks for.",
        "Agree that the office cannot end it alone, or only with longer notice.",
        {
            "no-notice": "The office alone can end the agreement with {partner} (no notice period is recorded).",
            "notice": "The office alone can end the agreement with {partner} (notice {notice}).",
        },
    ),
    "OFFICE_MAY_END_UNKNOWN": ReasonWording(
        "Not recorded whether the office can end the agreement alone",
        "Whether the office can end the agreement by itself is not recorded.",
        "Read the agreement's break clause and record it.",
        {"": "Whether the office alone can end the agreement with {partner} is not recorded."},
    ),
    "FUNDING_NONE": ReasonWording(
        "No committed money recorded",
        "No committed money is recorded for the exposed days.",
        "Commit money for the partner past the exposed days, from a day that is recorded.",
        {"": "No committed money{recipient} is recorded for {period}."},
    ),
    "FUNDING_UNDATED": ReasonWording(
        "Money without certain days",
        "Money is recorded without a certain start or end, or with a day of commitment that has not certainly passed.",
        "Record from which to which day the money pays, and the day it was committed.",
        {
            "commitment-ahead": (
                "Money{recipient} has no day of commitment that has certainly passed (recorded: {committed_on})."
            ),
            "period-uncertain": "Money{recipient} has no certain start or end (recorded: {start} to {end}).",
            "period-missing": "Money{recipient} has no certain start or end.",
        },
    ),
    "FUNDING_STARTS": ReasonWording(
        "Money starts too late",
        "Committed money starts after the first exposed day.",
        "Bridge the days before the money starts.",
        {"": "Committed money{recipient} starts on {day}, {delay} after the first exposed day."},
    ),
    "FUNDING_ENDS": ReasonWording(
        "Money ends too early",
        "Committed money ends before the last exposed day.",
        "Ask for a multi-year award, find a second funder or set a reserve aside.",
        {
            "ended": "Committed money{recipient} ended on {day}, {shortfall} before the last exposed day.",
            "ends": "Committed money{recipient} ends on {day}, {shortfall} before the last exposed day.",
        },
    ),
    "FUNDING_GAP": ReasonWording(
        "Days between awards",
        "Committed money leaves exposed days between two awards uncovered.",
        "Bridge the days between the awards.",
        {"": "Committed money{recipient} leaves {period} uncovered."},
    ),
    "FUNDING_INDICATIVE": ReasonWording(
        "Money not recorded as committed",
        "Money is indicative, or it is not recorded that it is committed.",
        "Ask the funder for a commitment.",
        {
            "indicative": "Money{recipient} is recorded as indicative.",
            "unrecorded": "Money{recipient} is not recorded as committed.",
        },
    ),
    "FUNDING_DERIVED": ReasonWording(
        "Last day of the money not stated",
        "The last day of the money is derived or open, not stated.",
        "Record the last day the award states.",
        {"": "Money{recipient} has no stated end (recorded: {end}, {basis})."},
    ),
    "FUNDING_OTHER": ReasonWording(
        "Money not for this partner",
        "Money is committed, but not to this partner.",
        "Commit it to the partner by name, or find money that is.",
        {
            "other-partner": "Committed money for {period} names another partner than {partner}.",
            "office": "Committed money for {period} is the office's own and does not name {partner}.",
            "funder-unknown": "Committed money for {period} names no partner, and what its funder is, is not recorded.",
        },
    ),
    "SINGLE_SOURCE": ReasonWording(
        "All money from the office itself",
        "All committed money for the exposed days is the office's own.",
        "Add a source outside the office.",
        {"": "All committed money for {period} is recorded as that of {office}."},
    ),
    "NO_MANDATE": ReasonWording(
        "No lasting mandate recorded",
        "No statute, resolution or dated strategy is recorded behind the programme.",
        "Seek a council resolution or an adopted strategy, and record its day and reference.",
        {
            "unrecorded": "No mandate is recorded as of {as_of}.",
            "undated": "Behind the programme a {mandate} is recorded, but no day of it that has certainly passed.",
            "executive": "The programme is recorded as resting on a decision of {office} alone.",
            "strategy": "The strategy of {day} has no recorded end; {period} is exposed.",
        },
        {
            "council": (
                "Seek a resolution or an adopted strategy with support across the council, or a statute; the council "
                "that chooses the office can repeal the first two."
            ),
            "statute": _SEEK_STATUTE,
            "strategy": "Record the last day of the strategy, or seek a council resolution.",
        },
    ),
    "MANDATE_ENDS": ReasonWording(
        "Mandate ends too early",
        "The mandate ends before the last exposed day.",
        "Have the mandate renewed.",
        {
            "ended": "The {mandate} behind the programme ended on {day}; it is exposed over {period}.",
            "ends": "The {mandate} behind the programme ends on {day}; it is exposed over {period}.",
            "end-uncertain": "The {mandate} behind the programme has no certain last day; it is exposed over {period}.",
        },
        {"statute": _SEEK_STATUTE},
    ),
    "MANDATE_REVOCABLE": ReasonWording(
        "Mandate can be repealed by the council",
        "The council that chooses the office can also repeal the resolution or strategy.",
        "Seek support for the mandate across the council, or a statute.",
        {"": "The council that chooses {office} can repeal the {mandate}."},
        {"statute": _SEEK_STATUTE},
    ),
    "NO_EVALUATION": ReasonWording(
        "No evaluation recorded",
        "No dated evaluation is recorded.",
        "Write a short evaluation that an incoming office can read.",
        {"": "No dated evaluation of the programme is recorded."},
    ),
    "NO_BUYIN": ReasonWording(
        "No community support recorded",
        "No dated evidence of community support is recorded.",
        "Record seats on the governing body, a survey, letters or volunteers, with their day.",
        {"": "No dated evidence of community support is recorded."},
    ),
    "CAPACITY_UNKNOWN": ReasonWording(
        "No recent check of the partner's capacity",
        "No dated check of the partner's capacity is recorded, or the last one is stale.",
        "Make an assessment of the partner's capacity with it, and record it.",
        {
            "unchecked": "No dated check of the capacity of {partner} is recorded.",
            "outdated": "The last check of the capacity of {partner} is older than {months} months: {day}.",
        },
    ),
    "CAPACITY_LOW": ReasonWording(
        "Low capacity of the partner",
        "The last check of the partner's capacity scores below three on the scale of one to four.",
        "Agree with the partner on what it needs, and assess its capacity again.",
        {"": "The check of the capacity of {partner} ({day}) scores {score} of 4."},
    ),
    "DATA_WITH_CITY": ReasonWording(
        "Not recorded that the partner holds the data",
        "It is not recorded that the partner holds the programme's data.",
        "Agree on sharing the data, and hand over indicators and contact lists.",
        {"": "That {partner} holds the programme's data is not recorded."},
    ),
    "NO_OVERLAP": ReasonWording(
        "No joint delivery with the city recorded",
        "No period is recorded in which the partner led the delivery beside the city.",
        "Let the partner lead the delivery for a period before the change.",
        {"": "No period in which {partner} led the delivery is recorded."},
    ),
    "UNCONFIRMED": ReasonWording(
        "Not confirmed by the partner",
        "The partner has not confirmed the record of an agreement, or of its part without one.",
        "Ask the partner to confirm the record.",
        {
            "agreement": "{partner} has not confirmed the record of its agreement.",
            "part": "{partner} has not confirmed the record of its part in the programme.",
        },
    ),
    "STALE": ReasonWording(
        "Record not reviewed of late",
        "The record of an agreement, or of a part without one, was not reviewed within the setting's months.",
        "Review the record.",
        {
            "agreement": "No review of the agreement with {partner} is recorded.",
            "part": "No review of the record of the part of {partner} is recorded.",
            "reviewed-agreement": "The agreement with {partner} was last reviewed: {day}.",
            "reviewed-part": "The record of the part of {partner} was last reviewed: {day}.",
        },
    ),
    "SCORES_STALE": ReasonWording(
        "Assessments are old",
        "The last scores of the programme's sustainability are older than the months of the setting.",
        "Score the programme's sustainability again.",
        {"": "The sustainability of the programme was last scored on {day}."},
    ),
    "PERSON_CHANGES": ReasonWording(
        "Holder of the office certain to change",
        "The holder of the office is certain to change.",
        "Prepare a handover pack, and offer the incoming office a briefing.",
        {"": "The holder of {office} is certain to change: {causes}."},
    ),
    "PARTY_CHANGES": ReasonWording(
        "Party changes",
        "The next holder is known, and the party differs from that of the launching term, else of the outgoing one.",
        "Offer the incoming office a briefing, and let the partner present the programme.",
        {
            "launching-term": "The party of the next holder of {office} differs from that of the launching term.",
            "outgoing-holder": "The party of the next holder of {office} differs from that of the outgoing holder.",
        },
    ),
    "INCUMBENT_UNKNOWN": ReasonWording(
        "Not recorded whether the holder stands again",
        "Whether the holder stands again is not recorded.",
        "Record whether the holder stands again.",
        {"": "Whether the holder of {office} stands again is not recorded."},
    ),
    "LATE": ReasonWording(
        "Little time left to sign",
        "The pre-election period is near or has begun: there is little time left to sign.",
        "Sign what can be signed now; leave the rest ready for the incoming office.",
        {
            "before-quiet-period": "{event} is near: {left} left until the pre-election period ({day}).",
            "before-day": "{event} is near: {left} left until that day ({day}).",
            "in-quiet-period": "{event} is near: the pre-election period began on {day}.",
            "on-day": "{event} is near: the day has come.",
        },
    ),
    "OPEN": ReasonWording(
        "Change still open",
        "The day of the change has passed and the transition is still open.",
        "Ask whoever takes the office to confirm the programme, and record what became of it.",
        {"": "{event} was {elapsed} ago."},
    ),
    "VACANCY": ReasonWording(
        "Office vacant",
        "The office has no holder before the term was due to end, or that day is not recorded.",
        "Ask the acting office to confirm the programme, and record who holds the office.",
        {"": "{office} is vacant since {since}, before the mandate was certainly due to end. {acting}"},
    ),
    "RESULT_UNKNOWN": ReasonWording(
        "Result of the change not recorded",
        "Who holds the office after a past change is not recorded.",
        "Record the result.",
        {
            "": "{event} has no recorded result.",
            "projected": "{event} follows from the electoral rule, and who won is not recorded.",
        },
        {"projected": "Look up who won, and record it with `continuity election result`."},
    ),
    "ELECTION_UNKNOWN": ReasonWording(
        "No change of leadership known",
        "No transition of the office is known, neither ahead nor open.",
        "Record the office's electoral rule, its next election or the end of its term.",
        {
            "": "No transition of {office} is known, neither ahead nor open.",
            "cancelled": "The election of {office} on {day} was cancelled, and no new day is recorded.",
        },
        {"cancelled": "Find out the new day, and record it with `continuity election postpone`."},
    ),
    "HANDOVER_UNKNOWN": ReasonWording(
        "Day of the handover not known",
        "The day of the handover is neither recorded nor given by a rule.",
        "Record when the next holder takes office, or the rule for it.",
        {"": "The day of the handover in {office} is not recorded; it is taken to lie from {period}."},
    ),
    "TERM_OVERDUE": ReasonWording(
        "End of the holder's term not recorded",
        "The holder's term is past its expected end, and no end is recorded.",
        "Record the end of the term, or its new expected end.",
        {"": "The term in {office} is past its expected end, and no end is recorded."},
    ),
    "OFFICE_ENDS": ReasonWording(
        "Office ends",
        "The office that decides on the programme ends.",
        "Find out which office follows, record it, and have the programme confirmed by it.",
        {"": "{event} leaves the programme to whichever office follows."},
    ),
}
"""In the order in which reasons are listed."""

FACTOR_TITLES = {
    "E1": "a community partner outside the control of the city and the office",
    "E2": "signed agreements that leave no exposed day uncovered",
    "E3": "agreements under which the partner may deliver and the office cannot end that alone",
    "E4": "committed money for the partner that leaves no exposed day uncovered",
    "E5": "a partner whose capacity was checked",
    "E6": "the support of the community",
    "E7": "the programme's data in the partner's hands",
    "E8": "a mandate that outlasts the change",
    "E9": "a handover that was rehearsed",
    "A1": "the person is certain to change",
    "A2": "the party is known to change",
    "A3": "little time is left to sign",
    "A4": "the office stands empty before its time",
    "SINGLE_SOURCE": "money from more than the office itself",
    "NO_EVALUATION": "an evaluation that a successor can read",
    "SCORES_STALE": "fresh scores of sustainability, where there are any",
    "UNCONFIRMED": "agreements confirmed by the partner and reviewed of late",
    "RESULT_UNKNOWN": "the result of a past change is not recorded",
    "ELECTION_UNKNOWN": "no change of leadership is known at all",
    "HANDOVER_UNKNOWN": "the day of the handover is not known",
    "TERM_OVERDUE": "a term past its expected end",
    "OFFICE_ENDS": "the office itself ends",
    "F": "committed money of anybody that leaves no exposed day uncovered",
    "M": "a mandate that holds to the last exposed day",
    "P": "a community partner with a signed agreement in force on the first exposed day",
}
"""What holds where a factor or a protection holds, by the key of the factor or the letter of the protection."""


def reason_label(code: str) -> str:
    """Return the label of a reason; no label has a comma, so they can be listed."""
    return REASONS[code].label
