"""Pictures to take away: every chart of the results page, with the same figures, and nothing that the page does not show."""

import re
from xml.etree import ElementTree

import pytest

from people import actions as people_actions
from people import store as people_store
from surveys import drawings, scores, store
from tests import factories
from tests.surveys.charted import KEYS, charted_round
from tests.surveys.rows import HIGH, LOW, Rows

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture()
def closed(ambassador, db, config, clock):
    return charted_round(db, config, clock())


def words(page) -> str:
    """All the text of a picture that is seen, as one line."""
    return " ".join(one.text or "" for one in ElementTree.fromstring(page.text).iter(f"{SVG}text"))


def picture(ambassador, wave, key: str, **query) -> str:
    page = ambassador.get(f"/waves/{wave.id}/charts/{key}.svg", query_string=query)
    assert page.status_code == 200
    return words(page)


def test_every_chart_of_the_page_can_be_saved_as_a_picture(ambassador, closed):
    page = ambassador.get(f"/waves/{closed.id}/results").text
    saved = set(re.findall(rf'href="/waves/{closed.id}/charts/([^"]+)\.png"', page))
    assert set(KEYS) <= saved
    for key in saved:
        png, svg = (ambassador.get(f"/waves/{closed.id}/charts/{key}.{ending}") for ending in ("png", "svg"))
        assert (png.status_code, png.mimetype, png.data[:4]) == (200, "image/png", b"\x89PNG")
        assert (svg.status_code, svg.mimetype) == (200, "image/svg+xml")
        assert f"{key}-{closed.id}.svg" in svg.headers["Content-Disposition"]


def test_there_is_no_picture_that_the_page_does_not_offer(ambassador, db, closed):
    page = ambassador.get(f"/waves/{closed.id}/results").text
    with ambassador.application.test_request_context():
        found = drawings.pictures(store.results(db, closed), closed, "en")
    assert set(found) - {"heat"} == set(re.findall(rf'href="/waves/{closed.id}/charts/([^"]+)\.png"', page))


@pytest.mark.parametrize("key", [key for key in KEYS if key != "score-satisfaction"])
def test_a_picture_holds_the_figures_of_the_table_and_says_where_they_come_from(ambassador, closed, key):
    shown = picture(ambassador, closed, key)
    assert "How is it going? · round 1 · closed on Monday 23 November 2026" in shown
    assert "26 of 27 who were asked have answered (96 %)." in shown
    assert "95 % interval" in shown
    page = ambassador.get(f"/waves/{closed.id}/results").text
    [card] = re.findall(rf'<section class="card figures[^"]*" aria-labelledby="{key.replace("groups", "question")}">.*?</section>', page, re.S)
    shown_figures = re.findall(r"\d+ of \d+(?= |$)|(?<=interval )-?[\d.]+(?:–| to )-?\d+(?:\.\d+)?", shown.split("How is it going?")[0])
    assert len(shown_figures) > 2
    beside = {short(one) for one in re.findall(r"\d+ of \d+|-?[\d.]+(?:–| to )-?\d+(?:\.\d+)?", re.sub(r"<[^>]+>", " ", card))}
    assert {short(one) for one in shown_figures} <= beside


def short(figure: str) -> str:
    """To one decimal: scores stand so in pictures, and have four in their table."""
    return re.sub(r"-?\d+\.\d+", lambda found: str(scores.half_up(float(found[0]), 1)), figure)


def test_hidden_groups_keep_their_place_in_a_picture_and_say_why(ambassador, closed):
    shown = picture(ambassador, closed, "score-sus")
    places = [shown.index(name) for name in ("Everybody", "Board", "Office", "Sales", "Support")]
    assert places == sorted(places)
    assert re.search(r"Board fewer than 5 answers Office fewer than 5 answers Sales \d", shown)
    assert "groups with fewer than 5 answers are hidden" in shown


def test_a_score_has_what_to_compare_it_with_and_its_grade(ambassador, closed):
    assert re.search(r"the average product: 68 .*Everybody \d\d\.\d n = 26 interval \d\d\.\d–\d\d\.\d grade [A-F]", picture(ambassador, closed, "score-sus"))


def test_a_share_that_is_kept_in_per_cent_is_drawn_as_one(ambassador, closed):
    shown = picture(ambassador, closed, "score-satisfaction")
    [low, high] = re.findall(r"(\d+)–(\d+) %", shown)[0]
    page = ambassador.get(f"/waves/{closed.id}/results").text
    assert f"With 95 % confidence it lies between {low} % and {high} %." in page
    assert "The share who gave 4 or 5 of 5." in shown


def test_a_profile_marks_the_barrier(ambassador, closed):
    shown = picture(ambassador, closed, "profile-change_pulse")
    assert "up to 3 the step is not taken" in shown
    assert "The first step to help with: “I know how to do my tasks in SuperOffice CRM.”" in shown


def test_groups_side_by_side_are_a_picture_with_the_figures_of_their_page(ambassador, closed):
    page = re.sub(r"<[^>]+>", " ", ambassador.get(f"/waves/{closed.id}/heat").text)
    drawn = ElementTree.fromstring(ambassador.get(f"/waves/{closed.id}/charts/heat.svg").text)
    [description] = [one.text or "" for one in drawn.iter(f"{SVG}desc")]
    cells = [one.text or "" for one in drawn.iter(f"{SVG}text") if one.attrib.get("text-anchor") == "middle"]
    assert cells[:3] == ["Everybody", "Board", "fewer than 5"]
    intervals = [cell for cell in cells if re.fullmatch(r"-?[\d.]+(–| to )-?[\d.]+( %)?", cell)]
    assert len(intervals) > 20
    for interval in intervals:
        assert interval in page
        assert interval in description
    assert "Board fewer than 5 answers" in description
    assert f'href="/waves/{closed.id}/charts/heat.png"' in ambassador.get(f"/waves/{closed.id}/heat").text


def test_a_picture_speaks_the_readers_language(ambassador, closed):
    shown = picture(ambassador, closed, "question-place", lang="sv")
    assert "Where do you mostly work? (sv)" in shown
    assert "Office (sv)" in shown


@pytest.mark.parametrize("key", ["question-nothing", "question-why", "score-umux_lite", "heat%00", "heat.svg", "x" * 300, "question-<b>"])
def test_a_chart_that_there_is_not_is_not_found(ambassador, closed, key):
    page = ambassador.get(f"/waves/{closed.id}/charts/{key}.png")
    assert page.status_code == 404
    assert "There is nothing here" in page.text


def test_nothing_is_drawn_of_a_sealed_round_while_it_is_open(ambassador, wave):
    for ending in ("png", "svg"):
        page = ambassador.get(f"/waves/{wave.id}/charts/score-sus.{ending}")
        assert page.status_code == 409
        assert "Nobody sees results before the round is closed" in page.text


def test_respondents_are_not_offered_what_they_cannot_open(ambassador, stranger, closed):
    assert "/charts/" not in stranger.get(f"/waves/{closed.id}/charts/score-sus.svg").text
    assert stranger.get(f"/waves/{closed.id}/charts/score-sus.svg").status_code != 200


class TestOverTheRounds:
    @pytest.fixture()
    def read(self, ambassador, db, config, clock):
        """What an address below a survey of three rounds answers: the second had too few answers, and Ants and Bees show in the others."""
        people_store.ensure_dimension(db, "Department")
        told = Rows(db, config, clock)
        told.asks({"Ants": LOW, "Bees": HIGH})
        told.asks({"Ants": LOW[:3]})
        told.asks({"Ants": HIGH, "Bees": HIGH})

        def page(address: str):
            with ambassador.session_transaction() as session:
                session["secret"] = people_actions.start_session(db, factories.asa(db), clock())
            return ambassador.get(f"/surveys/{told.survey}/{address}")

        return page

    def test_a_trend_is_a_picture_with_the_figures_of_the_page(self, read):
        page = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", read("results").text, flags=re.S)
        drawn = read("charts/trend-question-easy.svg")
        shown = words(drawn)
        assert "How easy is it to find a customer? Everybody" in shown
        assert "Follow-up · rounds 1 to 3" in shown
        assert "Round 2 not shown" in shown
        for figure in re.findall(r"\b\d\.\d\d\b", shown):
            assert figure in page
        assert "Round 2: nothing shows: too few people answered" in drawn.text
        assert read("charts/trend-question-easy.png").data[:4] == b"\x89PNG"

    def test_the_page_leads_to_the_pictures_of_what_it_draws(self, read):
        found = set(re.findall(r'/charts/([^"?]+)\.svg', read("results").text))
        assert found == {"trend-question-easy"}

    def test_a_group_has_a_picture_of_its_own_and_one_that_there_is_not_has_none(self, read):
        assert "How easy is it to find a customer? Ants" in words(read("charts/trend-question-easy.svg?group=Ants"))
        assert "group=Ants" in re.findall(r'/charts/trend-question-easy.svg[^"]*', read("results?group=Ants").text)[0]
        assert read("charts/trend-question-easy.svg?group=Wasps").status_code == 409

    def test_a_trend_that_the_page_does_not_draw_is_not_found(self, read):
        assert [read(f"charts/{key}.png").status_code for key in ("trend-question-tool", "trend-score-sus", "x")] == [404, 404, 404]
