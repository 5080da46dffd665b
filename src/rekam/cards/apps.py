from django.apps import AppConfig


class CardsConfig(AppConfig):
    name = "rekam.cards"

    def ready(self) -> None:
        from rekam.cards import hearing

        hearing.connect()
