"""The brief and the statement on paper: A4, each programme of a brief on a page of its own, one for a statement."""

from browser_pages import A4, Made, Visitor, bare, sheets


def test_each_programme_has_one_page_and_what_concerns_all_comes_before(made: Made, opened: Visitor) -> None:
    page = opened(made("handover")).page
    names = [bare(name) for name in page.locator("h2.page").all_inner_texts()]
    found = sheets(page)
    assert {(sheet.width, sheet.height) for sheet in found} == {A4}
    assert len(names) == 5
    assert [sheet.text[: len(name)] for sheet, name in zip(found[-len(names) :], names, strict=True)] == names
    assert found[0].text.startswith("Handoverbrief:HarbourCity")
    assert all(bare("To read") in sheet.text for sheet in found[-len(names) :])


def test_nothing_is_cut_on_paper(made: Made, opened: Visitor) -> None:
    page = opened(made("handover")).page
    text = "".join(sheet.text for sheet in sheets(page))
    missing = [cell for cell in page.locator("th, td, li, p").all_inner_texts() if bare(cell) not in text]
    assert missing == []


def test_the_statement_of_a_partner_with_one_agreement_is_one_page_and_a_longer_one_loses_nothing(
    made: Made, opened: Visitor
) -> None:
    (sheet,) = sheets(opened(made("short statement")).page)
    assert (sheet.width, sheet.height) == A4
    assert bare("What is recorded about Groundwork London") in sheet.text
    assert bare("Send this page to") in sheet.text
    text = "".join(one.text for one in sheets(opened(made("statement")).page))
    assert all(bare(f"{number}. ") in text for number in range(1, 5))
    assert bare("Send this page to") in text
