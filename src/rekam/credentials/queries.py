"""What rooms above ask of this one."""

from rekam.credentials.issuing.keys import ring as ring
