"""What the refusals of this room say, gathered from its parts, and their HTTP status where it is not 409."""

from django.utils.functional import Promise

from rekam.applications.bookings import refusals as bookings
from rekam.applications.childcards import refusals as childcards
from rekam.applications.complaints import refusals as complaints
from rekam.applications.filing import refusals as filing
from rekam.applications.notices import refusals as notices
from rekam.applications.products import refusals as products
from rekam.applications.review import refusals as review
from rekam.applications.uploads import refusals as uploads

PARTS = (filing, review, uploads, products, bookings, childcards, complaints, notices)
SENTENCES: dict[str, str | Promise] = {code: text for part in PARTS for code, text in part.SENTENCES.items()}
STATUS: dict[str, int] = {code: status for part in PARTS for code, status in part.STATUS.items()}
