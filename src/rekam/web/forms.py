"""The sign-in form in the words of the office."""

from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as lazy

from rekam.accounts.permissions import Account
from rekam.accounts.residents.queries import is_resident


class SignInForm(AuthenticationForm):
    """Django's, which asks axes and hashes for every name; only its words are ours."""

    error_messages = {
        "invalid_login": lazy(
            "Nama pengguna dan kata sandi ini tidak cocok. Periksa huruf besar dan kecilnya."
        ),
        "inactive": lazy("Nama pengguna dan kata sandi ini tidak cocok. Periksa huruf besar dan kecilnya."),
    }

    def confirm_login_allowed(self, user: Account) -> None:
        """Residents have a door of their own, where a password alone does not do."""
        super().confirm_login_allowed(user)
        if is_resident(user):
            raise self.get_invalid_login_error()

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        self.fields["username"].label = lazy("Nama pengguna")
        self.fields["password"].label = lazy("Kata sandi")
