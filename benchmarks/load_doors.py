"""The mutants' doors; granian loads them in place of `rekam.config.wsgi:door`."""

from benchmarks.load_mutants import boundless, endless

from rekam.config.wsgi import application
from rekam.web.door.serving import Door

without_admission = Door(application, rooms=boundless())
without_timeouts = Door(application, patience=endless())
