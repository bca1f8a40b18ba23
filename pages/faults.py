"""Error pages: what went wrong in a person's words, never a trace."""

import logging
import secrets

import flask
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

import storage
from errors import NotFound, Refused
from pages.asking import Visitor
from pages.showing import sentence

log = logging.getLogger("ombord")


def register(app: flask.Flask) -> None:
    for error, handler in ((Refused, _refused), (NotFound, _not_found), (HTTPException, _http), (CSRFError, _csrf), (storage.OperationalError, _busy), (Exception, _broken)):
        app.register_error_handler(error, handler)


def _error(code: int, headline: str, text: str) -> flask.typing.ResponseReturnValue:
    return flask.render_template("error.html", code=code, headline=headline, text=text), code


def _refused(error: Refused) -> flask.typing.ResponseReturnValue:
    return _error(409, _("That did not work"), sentence(error))


def _not_found(_error_: NotFound) -> flask.typing.ResponseReturnValue:
    return _error(404, _("There is nothing here"), _("The address is wrong, or the thing is gone. Check that you copied the whole link, or ask the person who sent it to you."))


def _http(error: HTTPException) -> flask.typing.ResponseReturnValue:
    code = error.code or 500
    if isinstance(error, SecurityError):  # a strange host: no page with links can be made
        return flask.Response("This is not the address of this Ombord.\n", 400, mimetype="text/plain")
    if code < 400:
        return error.get_response()
    if code == 404:
        return _not_found(NotFound())
    texts = {
        403: _("This page is for the CRM ambassador."),
        405: _("The page cannot be used in that way. Go back and try again."),
        413: _("What you sent is too large. Nothing was saved."),
        429: _("Too many tries in a short time. Wait a few minutes and try again."),
    }
    return _error(code, _("That did not work"), texts.get(code, _("The request could not be understood. Nothing was saved.")))


def _csrf(_error_: CSRFError) -> flask.typing.ResponseReturnValue:
    return _error(400, _("That did not work"), _("The page had been open too long, or cookies are switched off. Go back, load the page again and send once more; nothing was saved."))


def _busy(error: Exception) -> flask.typing.ResponseReturnValue:
    log.error("storage: %s", error)
    flask.g.setdefault("visitor", Visitor())  # who is asking may be what could not be found out
    response = flask.make_response(_error(503, _("We could not confirm that it was saved"), _("Wait a moment and send again. What you send will not count twice.")))
    response.headers["Retry-After"] = "10"
    return response


def _broken(error: Exception) -> flask.typing.ResponseReturnValue:
    if flask.current_app.testing:
        raise error
    flask.g.setdefault("visitor", Visitor())
    number = secrets.token_hex(4)
    log.exception("error %s", number, exc_info=error)
    return _error(500, _("Something broke on our side"), _("It has been written to the log under the number %(number)s. Nothing was saved.", number=number))
