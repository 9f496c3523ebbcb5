"""What the audit finds stands on the page of the source and of the figure, in both languages, and once."""

from django.test import Client

from web.conftest import House


def _section(client: Client, path: str) -> str:
    page = client.get(path).content.decode()
    return page.split('id="audited"')[1].split("</section>")[0] if 'id="audited"' in page else ""


def test_it_works(charlie: Client, house: House) -> None:
    told = _section(charlie, "/sources/gmo/")
    assert "add up to 491" in told and "neither is the stated 226" in told and "980 in" in told
    assert "450.9" not in told
    assert "450.9" in _section(charlie, "/sources/cogat/") and "450.9" in _section(charlie, "/sources/ap/")


def test_it_is_said_in_arabic(charlie: Client, house: House) -> None:
    assert "هو 491" in _section(charlie, "/ar/sources/gmo/")


def test_a_source_whose_numbers_agree_has_no_such_section(charlie: Client, house: House) -> None:
    assert _section(charlie, "/sources/hamas/") == ""


def test_a_figure_says_what_is_found_about_its_own_number(charlie: Client, house: House) -> None:
    told = [_section(charlie, f"/figures/{key}/") for key in house.figures.values()]
    assert any("13,511 over 60 days is 225.2" in one and "neither is the stated 226" in one for one in told)


def test_a_stated_number_and_its_unit_stand_in_the_unit_s_direction(charlie: Client, house: House) -> None:
    page = charlie.get("/ar/sources/gmo/").content.decode()
    assert '<bdi lang="en" dir="ltr">226 trucks a day</bdi>' in page
