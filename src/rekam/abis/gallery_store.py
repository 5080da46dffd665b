"""The gallery on disk: one writer, brought up to the template store, made again from it.

The store (rows and vault) is the truth. The gallery is an index that may lag or be lost: whoever searches
first appends what is missing and takes out what was removed, in the order of the numbers, under a lock.
"""

import shutil
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from rekam.abis.cluster.settings import shards_of
from rekam.abis.engine.finger_index import MOST_FINGERS
from rekam.abis.engine.gallery import Gallery
from rekam.abis.engine.parameters import DEFAULT
from rekam.abis.engine.shortlist import INDEXED, lacks_indices
from rekam.abis.engine.template import PersonTemplate
from rekam.abis.models import Subject, Template
from rekam.abis.queries import templates
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder, private_folder, write_private
from rekam.vault import services as vault

GALLERY_LOCK = 0x52656B616D03
BATCH = 200
CAUGHT_UP, TAKEN_OUT = "caught-up", "taken-out"
_open: dict[Path, tuple[int, Gallery]] = {}
Bodies = Iterable[tuple[uuid.UUID, PersonTemplate]]


def gallery_folder() -> Path:
    """Where the gallery's column files lie."""
    return data_folder() / "gallery"


def current_gallery() -> Gallery:
    """The gallery with every template that is committed now, without those that were taken out.

    Raises RuleBroken("gallery_corrupt"): then `rekam abis rebuild` makes it again.
    """
    with _one_writer():
        gallery = _opened()
        _catch_up(gallery)
    if shards_of() is None:  # otherwise holders search, each with indices of its own
        _keep_indexed(gallery)
    return gallery


def rebuild_gallery(background: Bodies = (), *, told: Callable[[int], None] = lambda _people: None) -> int:
    """Make the gallery again from the template store; how many people it holds.

    background   bodies that have no row in the store, such as the demo's synthetic 20,000; they come first
    Searches wait meanwhile. A crash leaves the old gallery or none, and the next search makes it again.
    """
    with _one_writer():
        folder, fresh = gallery_folder(), gallery_folder().with_name("gallery.new")
        shutil.rmtree(fresh, ignore_errors=True)
        private_folder(fresh.parent)
        gallery = Gallery.create(fresh)
        gallery.append_many(background)
        del gallery
        shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)
        gallery = Gallery.open(folder)
        _catch_up(gallery, told=told)
        return len(gallery)


def compact_gallery() -> int:
    """See `abis.services.compact_gallery`."""
    with _one_writer():
        gallery = _opened()
        _catch_up(gallery)
        return gallery.compact()


@contextmanager
def _one_writer() -> Iterator[None]:
    """A lock of the session, not of a transaction: it outlives none of them and ends with the connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [GALLERY_LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [GALLERY_LOCK])


def _opened() -> Gallery:
    """This process's view of the gallery, opened and verified once; again after a rebuild by another."""
    folder = gallery_folder()
    if not folder.exists():
        private_folder(folder.parent)
        Gallery.create(folder)
    built = folder.stat().st_ino
    known = _open.get(folder)
    if known is None or known[0] != built:
        known = _open[folder] = (built, Gallery.open(folder))
    known[1].refresh()
    return known[1]


def _catch_up(gallery: Gallery, *, told: Callable[[int], None] = lambda _people: None) -> None:
    done = _noted(CAUGHT_UP)
    waiting = templates().order_by("number").select_related("subject")
    while rows := list(waiting.filter(number__gt=done)[:BATCH]):
        gallery.append_many(
            (row.subject.uuid, template)
            for row in rows
            if row.subject.uuid not in gallery  # a crash may have come between appending and noting
            and (template := _find_template(row)) is not None
        )
        done = rows[-1].number or done  # those that wait have one
        _note(CAUGHT_UP, done)
        told(len(gallery))
    _take_out(gallery)


def _find_template(row: Template) -> PersonTemplate | None:
    """The template of a row; None where the body was taken out since the row was read."""
    try:
        return PersonTemplate.from_bytes(vault.read(row.address))
    except RuleBroken:
        if templates().filter(pk=row.pk).exists():
            raise
        return None


def _keep_indexed(gallery: Gallery) -> None:
    """Make the indices of a large gallery, and again when many came since; this process's, in memory."""
    view = gallery.view()
    if not DEFAULT.index_from <= len(view) <= MOST_FINGERS:
        return
    if lacks_indices(view.indices, rows=len(view), indexed=INDEXED):
        gallery.index(INDEXED)


def _take_out(gallery: Gallery) -> None:
    waiting = Subject.objects.filter(removal__gt=_noted(TAKEN_OUT)).order_by("removal")
    if rows := list(waiting.values_list("uuid", "removal")):
        gallery.remove(subject for subject, _ in rows)
        _note(TAKEN_OUT, rows[-1][1] or 0)


def _noted(name: str) -> int:
    path = gallery_folder() / name
    return int(path.read_text()) if path.exists() else 0


def _note(name: str, number: int) -> None:
    write_private(gallery_folder() / name, str(number).encode())
