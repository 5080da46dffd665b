"""An office with a database of its own, a vault and keys, backed up once; nothing of it is shared."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rekam.config.backup import keys, make, restore, server
from rekam.config.backup.place import Place
from rekam.config.backup.restore import Chosen
from rekam.config.backup.server import Source
from rekam.kernel.places import data_folder
from rekam.kernel.postgres import Cluster, cluster
from rekam.kernel.roles import Server, bootstrap
from rekam.vault import services as vault
from rekam.vault.keys import make_keys
from tests.own_servers import FAST
from tests.own_servers import copied as copied_files
from tests.own_servers import point as point
from tests.own_servers import rekams_files as rekams_files

AT = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
HERE = "REKAM_DATA", "REKAM_VAULT", "REKAM_VAULT_COPY", "REKAM_BACKUP", "REKAM_CREDENTIAL_KEYS"


@dataclass(frozen=True)
class Office:
    """The server, the backup's folder, and the key in the safe."""

    home: Path
    source: Source
    place: Place
    key: Path

    @property
    def way_in(self) -> Server:
        return self.source.server

    def chosen(self, place: Place | None = None) -> Chosen:
        """What a restoring with the key from the safe takes."""
        offline = keys.read_offline(self.key)
        taken = place or self.place
        return restore.choose(taken, keys=taken.all_keys(offline), signers=offline.signers)


@pytest.fixture(scope="package")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("office")
    with pytest.MonkeyPatch.context() as patch:
        for name in (*HERE, "DATABASE_URL"):
            patch.delenv(name, raising=False)
        patch.setenv("REKAM_DATA", str(folder / "data"))
        yield folder


@pytest.fixture(scope="package")
def office(surroundings: Path, rekams_files: Cluster) -> Iterator[Office]:
    """With Rekam's own tables, a few files in the vault, and one night's backup."""
    own = cluster(data_folder() / "postgres")
    try:
        copied_files(rekams_files, own=own)
        own.start(settings=FAST)
        bootstrap(server.way_in(own))
        make_keys()
        (surroundings / "disk").mkdir()
        made = Office(surroundings, Source(own), Place(surroundings / "disk"), surroundings / "safe.json")
        keys.make_pair(made.key, at=AT)
        for number in range(3):
            vault.keep(f"paper {number}".encode(), kind="document")
        with made.way_in.connect() as admin:
            admin.execute("CREATE TABLE public.told (id int PRIMARY KEY, said text)")
            admin.execute("INSERT INTO public.told SELECT n, md5(n::text) FROM generate_series(1, 500) n")
        make.make(made.place, source=made.source, keep_days=7, at=AT)
        yield made
    finally:
        own.remove()
        shutil.rmtree(own.socket, ignore_errors=True)


@pytest.fixture
def beside(tmp_path: Path) -> Iterator[Cluster]:
    """A server that is not there yet."""
    own = cluster(tmp_path / "beside" / "postgres")
    yield own
    own.remove()
    shutil.rmtree(own.socket, ignore_errors=True)


@pytest.fixture
def copied(office: Office, tmp_path: Path) -> Place:
    """The backup, to be damaged."""
    return Place(Path(shutil.copytree(office.place.folder, tmp_path / "copied")))
