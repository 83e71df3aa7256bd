import pytest

from desktop.core.network import RepositoryUnnamed
from desktop.hub.names import is_repository, is_safe, is_taken, repository, shown


@pytest.mark.parametrize(
    "path",
    [
        *("", "..", "../x", "a/../b", "/x", "a//b", "./x", "a/", "C:/x", "a\\b", "\\\\host\\x"),
        *("CON", "aux.json", "a/NUL.txt", "com1.onnx", "LPT¹.txt", "conin$", "file:stream", "x.", "x ", "a./b", "a /b"),
        *("a\nb", "a\x00b", "a\u202eb.json", "a\u200bb", "\ufeffa", "a\ud800", "a?b", "a*b", 'a"b', "a<b", "a|b"),
        *(".git/config", ".cache/huggingface/x", ".GIT/x", "x" * 201),
    ],
)
def test_a_name_that_some_system_takes_for_something_else_is_not_safe(path: str) -> None:
    assert not is_safe(path)


@pytest.mark.parametrize(
    "path", ["config.json", "onnx/model_q4.onnx_data", "1_Pooling/config.json", "ação/модель.onnx"]
)
def test_plain_names_are_safe(path: str) -> None:
    assert is_safe(path)


def test_only_data_is_ever_fetched() -> None:
    taken = ("x.onnx", "x.onnx_data", "x.onnx_data_12", "x.onnx.data", "a.json", "a.txt", "LICENSE", "NOTICE", "x.spm")
    left = ("x.bin", "x.pt", "x.pth", "x.pkl", "x.ckpt", "x.h5", "x.py", "x.so", "x.dll", "x.exe", "x.ort", "x.zip")
    assert all(map(is_taken, taken))
    assert not any(map(is_taken, (*left, "x.tar.gz", "x.onnx_data_", "LICENSE.exe", "run", "x.sh", "x.onnx_data.py")))


@pytest.mark.parametrize(
    ("named", "meant"),
    [
        ("Xenova/bert-base-NER", ("Xenova/bert-base-NER", "")),
        (" a/b@v1.0 ", ("a/b", "v1.0")),
        ("https://huggingface.co/a/b", ("a/b", "")),
        ("https://huggingface.co/a/b/", ("a/b", "")),
        ("https://huggingface.co/a/b/tree/refs", ("a/b", "refs")),
        ("https://hf-mirror.example/a/b.c/blob/main/onnx/model.onnx?x=1", ("a/b.c", "main")),
        ("https://huggingface.co/a/b/discussions/3", ("a/b", "")),
    ],
)
def test_a_repository_may_be_named_in_many_ways(named: str, meant: tuple[str, str]) -> None:
    assert repository(named) == meant


@pytest.mark.parametrize(
    "named",
    [
        *("", "bert", "a/b/c", "a/..", "../b", "a b/c", "local/x", "starter/x", "LOCAL/x", "con/x", "a/aux", "a/.b"),
        *("https://huggingface.co/a", "https://", "https://[", "a/b.", "-a/b", "a/" + "b" * 200, "a\u0430/é"),
    ],
)
def test_what_names_no_repository_is_refused(named: str) -> None:
    with pytest.raises(RepositoryUnnamed):
        repository(named)


def test_names_of_ours_are_no_repositories() -> None:
    assert is_repository("isle/words")
    assert not is_repository("local/words")


def test_what_cannot_be_seen_is_shown_by_a_stand_in_and_stays_unsafe() -> None:
    for name in ("a\x1b[2Jb", "a\u202eb", "a\x00", "\ud800", "a\rb"):
        assert "\ufffd" in shown(name)
        assert not is_safe(shown(name))
    assert shown("Ação\n\t日本") == "Ação\n\t日本"
