"""Cards whose sides are named instead of drawn."""

import pytest

from rekam.cards.printing import taking
from tests.cards.printing import scene


@pytest.fixture
def named_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    """No drawing: these tests are about what is written down when."""
    monkeypatch.setattr(taking, "content_of", scene.content)
