"""What the refusals of this room say, gathered from its parts, and their HTTP status where it is not 409."""

from django.utils.functional import Promise

from rekam.registry.bulk import refusals as bulk
from rekam.registry.canaries import refusals as canaries
from rekam.registry.duplicates import refusals as duplicates
from rekam.registry.entries import refusals as entries
from rekam.registry.exports import refusals as exports
from rekam.registry.outside import refusals as outside
from rekam.registry.voters import refusals as voters

PARTS = (entries, bulk, duplicates, exports, canaries, outside, voters)
SENTENCES: dict[str, str | Promise] = {code: text for part in PARTS for code, text in part.SENTENCES.items()}
STATUS: dict[str, int] = {code: status for part in PARTS for code, status in part.STATUS.items()}
