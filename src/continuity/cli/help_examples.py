"""Two examples for the help of every command, each of which runs as it stands on the database of the demo.
They speak of the invented city, so that no help text says anything of real people; a test runs them all.
"""

_CITY = "invented-harbour-city"
_MAYOR, _LEADER = f"{_CITY}/mayor", f"{_CITY}/council-leader"
_YOUTH, _NIGHT = f"{_CITY}/harbour-youth-work", f"{_CITY}/night-bus-mediators"
_TERM = f"{_MAYOR}/2023-12-04"

_SHOW_ARGUMENTS = {
    "city": (_CITY, "london"),
    "office": (_MAYOR, "london/mayor"),
    "rule": (f"{_MAYOR}/2019-11-05", "london/mayor/2000-05-04"),
    "person": ("invented-ada-quay", "sadiq-khan"),
    "party": ("invented-anchor-party", "gb-labour"),
    "term": (_TERM, "london/mayor/2024-05-06"),
    "affiliation": (f"{_TERM}/invented-anchor-party-member", f"{_LEADER}/2024-05-21"),
    "coalition": ("berlin/governing-mayor/de-cdu-2023-04-27", "the-hague/college/nl-denk"),
    "election": (f"{_MAYOR}/2023-11-07", "london/mayor/2024-05-02"),
    "programme": (_YOUTH, "london/shared-endeavour-fund"),
    "partner": ("invented-lantern-trust", "'Lantern Trust (INVENTED)' --statement --as-of 2026-11-23"),
    "agreement": (f"{_YOUTH}/1", f"{_CITY}/quayside-circles/1"),
    "funding": (f"{_YOUTH}/1", f"{_CITY}/quayside-circles/1"),
    "evidence": (f"{_CITY}/after-school-forum/1", f"{_CITY}/interfaith-kitchen/1"),
    "outcome": (
        f"{_CITY}/after-school-forum/{_CITY}-council-leader-2024-05-02-2024-12-02",
        f"{_CITY}/after-school-forum",
    ),
    "treatment": (f"{_YOUTH}/{_CITY}-mayor-2027-11-02", _YOUTH),
    "identifier": ("city-london-wikidata-q84", "city-berlin-wiki"),
    "setting": ("window_days", "late"),
}
"""What `show` takes: one record, and another way to name one."""

_ADD_ARGUMENTS = {
    "city": (
        "Utrecht --country NL --timezone Europe/Amsterdam",
        "'Sankt Pölten' --country AT --timezone Europe/Vienna",
    ),
    "office": (
        "luton/ceremonial-mayor --title 'Mayor of Luton' --kind ceremonial",
        f"{_CITY}/controller --title Controller --profile colorado-aurora-mayor --term-limit 2",
    ),
    "rule": (
        f"--office {_CITY}/safety-director --start 2027 --term-years 6",
        f"--office {_MAYOR} --start 2031 --election-rule 'FREQ=YEARLY;INTERVAL=4;BYMONTH=10;BYDAY=+2SU' "
        "--election-rule-start 2031-10-12 --quiet-days 30",
    ),
    "person": ("'Fay Marina (INVENTED)'", "'Gus Jetty (INVENTED)' --key invented-gus"),
    "party": ("'Compass Party (INVENTED)' --country ZZ", "'Lighthouse List (INVENTED)' --kind list"),
    "term": (
        f"--office {_CITY}/safety-director --person invented-elin-tide --start 2018-01-01 --end 2021-02-28",
        f"--office {_CITY}/port-commissioner --person invented-cleo-pier --start 2018-12 --end 2024-12-01 "
        "--party invented-beacon-party",
    ),
    "affiliation": (
        f"--term {_CITY}/safety-director/2021-03-01 --standing nonpartisan",
        f"--term {_TERM} --party invented-beacon-party --start 2026-10-01",
    ),
    "coalition": (
        f"--office {_LEADER} --party invented-beacon-party --start 2024-05-21",
        f"--office {_LEADER} --party invented-anchor-party --start 2020-05-26 --end 2024-05-20",
    ),
    "election": (
        f"--office {_MAYOR} --date 2027-11-02 --status scheduled",
        f"--office {_CITY}/port-commissioner --date 2030-10-13 --kind ordinary",
    ),
    "programme": (
        f"'Pontoon Club (INVENTED)' --city {_CITY} --office {_MAYOR} --launched 2026-05",
        f"'Slipway Visits (INVENTED)' --city {_CITY} --office {_LEADER} --launched 2026-09-01 --theme cohesion",
    ),
    "partner": ("'Sea Scouts (INVENTED)' --kind community", "'Pilot House (INVENTED)' --kind social-enterprise"),
    "agreement": (
        f"--programme {_NIGHT} --partner invented-lantern-trust --status draft --scope deliver",
        f"--programme {_NIGHT} --partner invented-ropewalk-works --status named",
    ),
    "funding": (
        f"--programme {_NIGHT} --funder invented-pearl-foundation --funder-kind foundation --amount 40000 "
        "--currency EUR --start 2027-01-01 --end 2028-12-31 --certainty committed",
        f"--programme {_NIGHT} --funder-kind office --certainty indicative --note 'budget proposal (INVENTED)'",
    ),
    "evidence": (
        f"--programme {_NIGHT} --kind evaluation --date 2026-10-05 --title 'First review (INVENTED)'",
        "--partner invented-lantern-trust --kind capacity --date 2026-09-30 --score 3.5",
    ),
    "outcome": (
        f"--programme {_CITY}/youth-exit-service --transition {_LEADER}/2024-05-02 --checked-on 2024-12-02 "
        "--outcome changed",
        f"--programme {_CITY}/youth-exit-service --transition {_LEADER}/2024-05-02 --checked-on 2025-06-02 "
        "--outcome continued",
    ),
    "treatment": (
        f"--programme {_NIGHT} --transition {_MAYOR}/2027-11-02 --decision treat --due 2027-07-01",
        f"--programme {_CITY}/pier-outreach --transition {_MAYOR}/2027-11-02 --decision tolerate --until 2027-06-30",
    ),
    "identifier": (
        "--record city:luton --scheme wikidata --value Q203995",
        f"--record office:{_MAYOR} --scheme example --value 'M-1 (INVENTED)'",
    ),
    "setting": ("window_days --value 365 --note 'two budget years'", "late_days --value 120"),
}

_REMOVE_ARGUMENTS = {
    "city": ("utrecht", "sankt-polten"),
    "office": ("luton/ceremonial-mayor", f"{_CITY}/controller"),
    "rule": (f"{_CITY}/safety-director/2027", f"{_CITY}/controller/2023-11-07"),
    "person": ("fay-marina-invented", "invented-gus"),
    "party": ("compass-party-invented", "'Lighthouse List (INVENTED)'"),
    "term": (f"{_CITY}/safety-director/2018-01-01", f"{_CITY}/port-commissioner/2018-12"),
    "affiliation": (
        f"{_CITY}/safety-director/2021-03-01/nonpartisan",
        f"{_CITY}/port-commissioner/2018-12/invented-beacon-party",
    ),
    "coalition": (
        f"{_LEADER}/invented-beacon-party-2024-05-21",
        f"{_LEADER}/invented-anchor-party-2020-05-26-2024-05-20",
    ),
    "election": (f"{_MAYOR}/2027-11-02", f"{_CITY}/port-commissioner/2030-10-13"),
    "programme": (f"{_CITY}/pontoon-club-invented", "'Slipway Visits (INVENTED)'"),
    "partner": ("sea-scouts-invented", "'Pilot House (INVENTED)'"),
    "agreement": (f"{_NIGHT}/1", f"{_NIGHT}/2"),
    "funding": (f"{_NIGHT}/1", f"{_NIGHT}/2"),
    "evidence": (f"{_NIGHT}/1", "invented-lantern-trust/1"),
    "outcome": (
        f"{_CITY}/youth-exit-service/{_CITY}-council-leader-2024-05-02-2024-12-02",
        f"{_CITY}/youth-exit-service/{_CITY}-council-leader-2024-05-02-2025-06-02",
    ),
    "treatment": (f"{_NIGHT}/{_CITY}-mayor-2027-11-02", f"{_CITY}/pier-outreach/{_CITY}-mayor-2027-11-02"),
    "identifier": ("city-luton-wikidata-q203995", f"office-{_CITY}-mayor-example-m-1-invented"),
    "setting": ("window_days", "late_days"),
}
"""What `remove` takes: the records that the examples of `add` leave, those that hang on others first."""


def format_examples(noun: str, verb: str) -> str:
    """Format the end of the help of a noun's verb."""
    return format_example_block(*list_examples(noun, verb))


def format_example_block(*commands: str) -> str:
    """Format the end of a command's help: examples as they are typed."""
    return "\b\nExamples:\n" + "\n".join(f"  {command}" for command in commands)


def list_examples(noun: str, verb: str) -> tuple[str, str]:
    """Return the two examples of one verb of a noun."""
    first, second = _select_arguments(noun, verb)
    return f"continuity {noun} {verb} {first}".rstrip(), f"continuity {noun} {verb} {second}".rstrip()


def _select_arguments(noun: str, verb: str) -> tuple[str, str]:
    key, _ = _SHOW_ARGUMENTS[noun]
    choices = {
        "add": _ADD_ARGUMENTS[noun],
        "list": ("", "--format csv"),
        "show": _SHOW_ARGUMENTS[noun],
        "edit": (f"{key} --verified-on 2026-11-20", f"{key} --note 'checked by telephone'"),
        "remove": _REMOVE_ARGUMENTS[noun],
    }
    return choices[verb]
