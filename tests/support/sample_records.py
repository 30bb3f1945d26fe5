"""A small record with a row in every table."""

CITY = {"name": "London", "country": "GB", "timezone": "Europe/London"}

WORLD: dict[str, dict[str, dict[str, str]]] = {
    "cities": {"london": CITY},
    "offices": {
        "london/mayor": {"city": "london", "title": "Mayor", "kind": "executive", "selection": "direct"},
        "london/warden": {"city": "london", "title": "Warden", "seats": "2"},
    },
    "rules": {
        "london/mayor/2000-05-04": {
            "office": "london/mayor",
            "election_rule": "FREQ=YEARLY;INTERVAL=4;BYMONTH=5;BYDAY=1TH",
            "election_rule_start": "2000-05-04",
            "term_years": "4",
            "takes_office": "+4d",
            "quiet_days": "40",
        },
    },
    "people": {"ada": {"name": "Ada One"}, "ben": {"name": "Ben Two"}},
    "parties": {"blue": {"name": "Blue"}, "red": {"name": "Red"}},
    "terms": {
        "london/mayor/2020-05-08": {"office": "london/mayor", "person": "ada", "start": "2020-05-08", "end": "2024-05"},
        "london/mayor/2024-05-06": {"office": "london/mayor", "person": "ben", "start": "2024-05-06"},
    },
    "affiliations": {
        "london/mayor/2020-05-08/blue": {"term": "london/mayor/2020-05-08", "party": "blue", "standing": "member"},
        "london/mayor/2024-05-06/red": {"term": "london/mayor/2024-05-06", "party": "red", "standing": "member"},
    },
    "coalitions": {"london/mayor/red": {"office": "london/mayor", "party": "red", "start": "2024-05-06"}},
    "elections": {
        "london/mayor/2028-05-04": {"office": "london/mayor", "date": "2028-05-04"},
        "london/mayor/2024-05-02": {
            "office": "london/mayor",
            "date": "2024-05-02",
            "kind": "ordinary",
            "status": "held",
            "winner": "ben",
            "winner_party": "red",
        },
    },
    "programmes": {
        "london/safe": {
            "city": "london",
            "office": "london/mayor",
            "name": "Safe",
            "launched": "2020/2024",
            "launched_term": "london/mayor/2020-05-08",
            "status": "active",
        },
        "london/calm": {"city": "london", "office": "london/warden", "name": "Calm"},
    },
    "partners": {
        "helpers": {"name": "Helpers", "kind": "community", "city": "london"},
        "trust": {"name": "Trust", "kind": "foundation", "controlled_by": "london/mayor"},
    },
    "agreements": {
        "london/safe/1": {
            "programme": "london/safe",
            "partner": "helpers",
            "scope": "deliver",
            "status": "signed",
            "signed_on": "2024-01-10",
            "start": "2024-01-10",
            "end": "2026-03",
            "notice_days": "0",
        },
    },
    "funding": {
        "london/safe/1": {
            "programme": "london/safe",
            "partner": "helpers",
            "funder": "trust",
            "amount": "120000.5",
            "currency": "GBP",
            "start": "2024-01-01",
            "end": "2026-12-31",
            "certainty": "committed",
        },
    },
    "evidence": {
        "helpers/1": {"partner": "helpers", "kind": "capacity", "date": "2025"},
        "london/safe/1": {"programme": "london/safe", "kind": "evaluation", "date": "2025-02", "score": "4.5"},
        "london/safe/2": {
            "programme": "london/safe",
            "kind": "sustainability",
            "date": "2025-03-01",
            "score": "3.7",
            "domain": "funding-stability",
        },
        "trust/1": {"partner": "trust", "kind": "capacity"},
    },
    "outcomes": {
        "london/safe/2024-05-02": {
            "programme": "london/safe",
            "transition": "london/mayor/2024-05-02",
            "outcome": "continued",
        },
    },
    "treatments": {
        "london/safe/2028-05-04": {
            "programme": "london/safe",
            "transition": "london/mayor/2028-05-04",
            "decision": "treat",
            "owner": "Cleo",
        },
    },
    "identifiers": {"city-london/gss": {"record": "city:london", "scheme": "gss", "value": "E12000007"}},
    "settings": {"window_days": {"value": "365", "note": "two budget years"}},
}
