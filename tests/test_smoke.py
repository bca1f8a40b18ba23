def test_pages_answer(ambassador, stranger):
    for page in ("/", "/people/", "/surveys/", "/workshops/", "/documents/", "/mail/", "/mail/mine", "/settings/"):
        assert ambassador.get(page).status_code == 200, page
        assert stranger.get(page).status_code == 303, page
