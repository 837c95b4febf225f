"""How every route answers a finished sign-in."""

from litestar import Response

from adapters.http.sign_in_bodies import SignInOut
from domain.model.outcomes import Outcome
from domain.usecases.steps.sign_in import SignIn


def answer(sign_in: SignIn) -> Response[SignInOut]:
    """Answer a finished sign-in: 201 with a new account, else 200."""
    created = sign_in.outcome is Outcome.CREATED
    return Response(SignInOut.of(sign_in), status_code=201 if created else 200)
