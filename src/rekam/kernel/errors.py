"""One error family with stable public codes, translated in one place (docs/reference/errors.md)."""


class RuleBroken(Exception):
    """A rule refused what was asked; `code` is public and stable, `facts` fill the sentence.

    The same code appears on the page, in the API and at the station. Facts never hold a name or a NIK
    unless the person who asked gave it in the same request.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.code} ({told})" if told else self.code
