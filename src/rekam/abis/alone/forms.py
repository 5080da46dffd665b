"""The sign-in form."""

from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as lazy

WRONG = lazy("Nama dan kata sandi ini tidak cocok.")


class SignInForm(AuthenticationForm):
    """Django's, which asks axes and hashes for every name; only its words are ours."""

    error_messages = {"invalid_login": WRONG, "inactive": WRONG}

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        self.fields["username"].label = lazy("Nama")
        self.fields["password"].label = lazy("Kata sandi")
