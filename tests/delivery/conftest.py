"""Certificates, made once a run."""

import pytest

from support.certificates import Certificates, make_certificates


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Certificates of an authority made for this run, and a wrong one."""
    return make_certificates(tmp_path_factory.mktemp("authority"))
