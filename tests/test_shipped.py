from pathlib import Path

import pytest

from prosessi import shipped
from prosessi.errors import NotFound
from prosessi.messages import speaking

HERE = Path(__file__)


@pytest.fixture
def processes(tmp_path, monkeypatch):
    (tmp_path / "jalkihuolto").mkdir()
    (tmp_path / "jalkihuolto" / "process.yaml").write_text("process: jalkihuolto\n", encoding="utf-8")
    monkeypatch.setattr(shipped, "PLACES", (tmp_path,))
    return tmp_path


def test_a_file_means_itself():
    assert shipped.find(HERE) == HERE


def test_a_folder_means_the_process_in_it(processes):
    assert shipped.find(processes / "jalkihuolto") == processes / "jalkihuolto" / "process.yaml"


def test_an_id_means_the_shipped_process(processes):
    assert shipped.find("jalkihuolto") == processes / "jalkihuolto" / "process.yaml"


@pytest.mark.usefixtures("processes")
def test_what_lies_on_disk_goes_before_what_is_shipped(tmp_path, monkeypatch):
    (tmp_path / "here" / "jalkihuolto").mkdir(parents=True)
    own = tmp_path / "here" / "jalkihuolto" / "process.yaml"
    own.touch()
    monkeypatch.chdir(tmp_path / "here")

    assert shipped.find("jalkihuolto").resolve() == own.resolve()


@pytest.mark.usefixtures("processes")
def test_an_unknown_name_is_met_with_the_nearest_one():
    with speaking("en"), pytest.raises(NotFound, match="did you mean 'jalkihuolto'"):
        shipped.find("jalkihuolt")


@pytest.mark.usefixtures("processes")
def test_a_name_like_no_other_is_met_with_all_there_are():
    with speaking("en"), pytest.raises(NotFound, match="shipped: jalkihuolto"):
        shipped.find("xyz")


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000, "kissa/😀", "*", ".."], ids=repr)
def test_what_can_be_no_path_is_not_found(name, processes, monkeypatch):
    monkeypatch.chdir(processes / "jalkihuolto")

    with pytest.raises(NotFound):
        shipped.find(name)
