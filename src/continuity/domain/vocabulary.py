"""The closed vocabularies: one enum a list of words, in the order of listing.
A member equals its word, so it can be stored, compared and printed as text. A column of the record that takes one of
these words also takes `unknown`.
"""

from enum import StrEnum, auto


class FindingStatus(StrEnum):
    """The verdicts on a programme, in the order of the list of findings."""

    AT_RISK = "at-risk"
    ENDS_FIRST = "ends-first"
    UNKNOWN_EXPOSURE = "unknown-exposure"
    COVERED = auto()
    NOT_EXPOSED = "not-exposed"


class RiskLevel(StrEnum):
    """How urgent a programme at risk is, the worst first."""

    CRITICAL = auto()
    HIGH = auto()
    MODERATE = auto()
    LOW = auto()


class FindingBasis(StrEnum):
    """What puts a programme at risk: a recorded fact that fails, or only what is missing."""

    RECORDED = auto()
    UNRECORDED = auto()


class Preparation(StrEnum):
    """What has to come before a remedy once the handover is past."""

    CONFIRM = auto()
    RECORD_AND_CONFIRM = "record-and-confirm"


class StopCause(StrEnum):
    """Why a programme stops if nobody decides anything."""

    STATED_END = "stated-end"
    AGREEMENTS = auto()
    FUNDING = auto()


class RuleQuestion(StrEnum):
    """The questions of the risk rule, in the order in which it asks them."""

    RUNS = auto()
    EXPOSED = auto()
    VERDICT = auto()
    CARRIED = auto()
    LEVEL = auto()
    DECIDED = auto()


class PartyChange(StrEnum):
    """Whether the party that launched a programme is the party of the successor."""

    SAME = auto()
    DIFFERENT = auto()
    UNKNOWN = auto()


class OfficeKind(StrEnum):
    """Whether an office decides on programmes."""

    EXECUTIVE = auto()
    CEREMONIAL = auto()


class Selection(StrEnum):
    """How the holder of an office is chosen."""

    DIRECT = auto()
    COUNCIL = auto()
    APPOINTED = auto()


class RuleBasis(StrEnum):
    """Whether an electoral rule was read in its legal source, or derived from what was observed."""

    RULE = auto()
    DERIVED = auto()


class TermLimitKind(StrEnum):
    """How the mandates of one person count towards a limit."""

    CONSECUTIVE = auto()
    LIFETIME = auto()


class PartyKind(StrEnum):
    """What a party is."""

    PARTY = auto()
    ALLIANCE = auto()
    LIST = auto()


class Capacity(StrEnum):
    """In what capacity a person holds an office."""

    SUBSTANTIVE = auto()
    ACTING = auto()
    DEPUTISING = auto()
    DESIGNATE = auto()
    SUSPENDED = auto()


class OfficeState(StrEnum):
    """How an office is held on a day: by whom, overdue, or by nobody."""

    CURRENT = auto()
    ACTING = auto()
    SUSPENDED = auto()
    DEPUTISING = auto()
    DESIGNATE = auto()
    VACANT = auto()
    OVERDUE = auto()
    UNKNOWN = auto()


class VacancyReason(StrEnum):
    """Why nobody holds an office in their own right on a day."""

    OFFICE_ENDED = auto()
    NO_TERM = auto()
    NO_RESULT = auto()
    BEFORE_DUE_DAY = auto()
    PAST_DUE_DAY = auto()
    BEFORE_ELECTION = auto()
    NO_DUE_DAY = auto()


class TermBasis(StrEnum):
    """How the holder of a term came to it."""

    ELECTED = auto()
    BY_ELECTION = "by-election"
    COUNCIL = auto()
    APPOINTED = auto()
    SUCCESSION = auto()


class Candidacy(StrEnum):
    """What the holder does at the next election."""

    STANDING = auto()
    NOT_STANDING = "not-standing"
    TERM_LIMITED = "term-limited"


class AffiliationStanding(StrEnum):
    """How a holder stands to a party."""

    MEMBER = auto()
    INDEPENDENT = auto()
    NONPARTISAN = auto()


class ElectionKind(StrEnum):
    """The kinds of polling days."""

    ORDINARY = auto()
    BY_ELECTION = "by-election"
    REPEAT = auto()
    RUN_OFF = "run-off"
    RECALL = auto()


class ElectionStatus(StrEnum):
    """Whether an election took place."""

    SCHEDULED = auto()
    HELD = auto()
    CANCELLED = auto()


class TransitionKind(StrEnum):
    """The events at which an office may change hands; of several on one day the first counts."""

    ABOLITION = auto()
    ORDINARY = auto()
    BY_ELECTION = "by-election"
    REPEAT = auto()
    RECALL = auto()
    APPOINTMENT_END = "appointment-end"
    DEPARTURE = auto()
    SUSPENSION = auto()
    RETURN = auto()
    SUCCESSION = auto()
    COALITION_CHANGE = "coalition-change"
    VACANCY = auto()
    OVERDUE = auto()
    TERM_END = "term-end"


class DayBasis(StrEnum):
    """Where the day of an election or of a handover comes from."""

    RECORDED = auto()
    RULE = auto()
    DERIVED = auto()


class EndBasis(StrEnum):
    """What the end of a programme, an agreement or funding rests on."""

    STATED = auto()
    DERIVED = auto()
    OPEN = auto()


class ProgrammeStatus(StrEnum):
    """Where a programme stands."""

    PLANNED = auto()
    ACTIVE = auto()
    PAUSED = auto()
    ENDED = auto()


class MandateKind(StrEnum):
    """The decisions on which a programme may rest in law."""

    STATUTE = auto()
    RESOLUTION = auto()
    STRATEGY = auto()
    EXECUTIVE = auto()


class PartnerKind(StrEnum):
    """The kinds of partner organisations."""

    COMMUNITY = auto()
    CHARITY = auto()
    FAITH = auto()
    SOCIAL_ENTERPRISE = "social-enterprise"
    ACADEMIC = auto()
    PRIVATE = auto()
    FOUNDATION = auto()
    PUBLIC = auto()


class AgreementRole(StrEnum):
    """The part of a partner in a programme: the organisation roles of IATI."""

    IMPLEMENTING = auto()
    ACCOUNTABLE = auto()
    EXTENDING = auto()
    FUNDING = auto()


class AgreementScope(StrEnum):
    """What an agreement lets a partner do."""

    DELIVER = auto()
    CO_DELIVER = "co-deliver"
    ADVISE = auto()


class AgreementStatus(StrEnum):
    """How far an agreement is; `named` is a partner known to deliver without one."""

    NAMED = auto()
    DRAFT = auto()
    SIGNED = auto()
    TERMINATED = auto()


class FunderKind(StrEnum):
    """What the funder of a programme is."""

    OFFICE = auto()
    OTHER_TIER = "other-tier"
    FOUNDATION = auto()
    OWN = auto()
    PRIVATE = auto()


class FundingCertainty(StrEnum):
    """How firm funding is."""

    COMMITTED = auto()
    INDICATIVE = auto()


class EvidenceKind(StrEnum):
    """What a document shows."""

    CAPACITY = auto()
    BUY_IN = "buy-in"
    DATA = auto()
    EVALUATION = auto()
    OVERLAP = auto()
    SUSTAINABILITY = auto()


class PSATDomain(StrEnum):
    """The eight domains of the Program Sustainability Assessment Tool (Luke 2014)."""

    ENVIRONMENTAL_SUPPORT = "environmental-support"
    FUNDING_STABILITY = "funding-stability"
    PARTNERSHIPS = auto()
    ORGANIZATIONAL_CAPACITY = "organizational-capacity"
    PROGRAM_EVALUATION = "program-evaluation"
    PROGRAM_ADAPTATION = "program-adaptation"
    COMMUNICATIONS = auto()
    STRATEGIC_PLANNING = "strategic-planning"


class OutcomeKind(StrEnum):
    """What became of a programme after a handover."""

    CONTINUED = auto()
    CHANGED = auto()
    TRANSFERRED = auto()
    PAUSED = auto()
    ENDED = auto()


class TreatmentDecision(StrEnum):
    """What was decided about a finding."""

    TREAT = auto()
    TOLERATE = auto()
    TRANSFER = auto()
    TERMINATE = auto()


class YesNo(StrEnum):
    """An answer in a cell."""

    YES = auto()
    NO = auto()


class Severity(StrEnum):
    """How bad a remark of the linter is, the worst first."""

    ERROR = auto()
    WARNING = auto()


class AudienceName(StrEnum):
    """For whom a document is, from the city's own staff to everybody."""

    INTERNAL = auto()
    PARTNER = auto()
    FUNDER = auto()
    PUBLIC = auto()


class ReportFormat(StrEnum):
    """The formats in which a report is written."""

    HTML = auto()
    XLSX = auto()
    CSV = auto()
    MARKDOWN = auto()
    TEXT = auto()


class RunState(StrEnum):
    """How far a run of a schedule is."""

    CLAIMED = auto()
    RENDERED = auto()
    DONE = auto()
    FAILED = auto()


class DeliveryState(StrEnum):
    """How far a delivery is; `unknown` may have arrived, `skipped` had nothing to send."""

    CLAIMED = auto()
    RENDERED = auto()
    SENDING = auto()
    SENT = auto()
    FAILED = auto()
    UNKNOWN = auto()
    SKIPPED = auto()


class Operation(StrEnum):
    """What a change in the journal did to a record."""

    INSERT = auto()
    UPDATE = auto()
    DELETE = auto()
