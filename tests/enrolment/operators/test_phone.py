"""Overruling by telephone: one answer for one match of one recording."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from rekam.enrolment.operators import phone

KEY = phone.key_of("ab" * 8, secret=bytes(32))
DRAFT = uuid.UUID(int=9)


@given(drafts=st.uuids(), against=st.text(max_size=60))
def test_a_question_is_read_back_however_it_was_written_down(drafts: uuid.UUID, against: str) -> None:
    question = phone.question_of(drafts, code="operators_own_body", against=against)
    heard = f" {question[:4].lower()}-{question[4:].replace('0', 'o').replace('1', 'l')} "
    assert phone.read_question(heard) == question


def test_an_answer_opens_its_question_and_no_other() -> None:
    question = phone.question_of(DRAFT, code="operators_own_body", against="yayan")
    answer = phone.answer_to(question, key=KEY)
    assert phone.is_answer(f"{answer[:4]} {answer[4:]}", question=question, key=KEY)

    others = {
        phone.question_of(uuid.UUID(int=8), code="operators_own_body", against="yayan"),
        phone.question_of(DRAFT, code="same_body_in_session", against="yayan"),
        phone.question_of(DRAFT, code="operators_own_body", against="siti"),
    }
    assert not any(phone.is_answer(answer, question=other, key=KEY) for other in others)


def test_another_laptops_key_gives_another_answer() -> None:
    other = phone.key_of("cd" * 8, secret=bytes(32))
    assert phone.answer_to("ABCDEFGH", key=KEY) != phone.answer_to("ABCDEFGH", key=other)
    assert not phone.is_answer("", question="ABCDEFGH", key=KEY)
    assert not phone.is_answer("é" * 8, question="ABCDEFGH", key=KEY)
