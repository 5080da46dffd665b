from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "rekam.accounts"

    def ready(self) -> None:
        """Keep a row for every session."""
        from django.contrib.auth.signals import user_logged_in, user_logged_out

        from rekam.accounts.sessions import note_sign_in, note_sign_out

        user_logged_in.connect(note_sign_in, dispatch_uid="rekam.accounts.sessions")
        user_logged_out.connect(note_sign_out, dispatch_uid="rekam.accounts.sessions")
