"""The command line from a shell: shapes, exit statuses, and where things are written."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from desktop.state.paths import CHECKPOINTS
from tests.e2e.programs import ROOT, SAMPLES, Answer, CommandLine, listing
from tests.unit.engine.graphs import Files, install, loudness
from tests.unit.media.samples import bmff

STARTER = ROOT / "resources" / "starter"
TASKS = {"ocr": "text", "text-classification": "labels", "image-classification": "labels"}
OF_SAMPLES = {**TASKS, "automatic-speech-recognition": "segments"}
SENTIMENT = {"negative", "neutral", "positive"}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """One home for all questions that change nothing in it that another one asks about."""
    return CommandLine.below(tmp_path_factory.mktemp("shared"))


def outcome(answers: Answer, name: str) -> dict[str, Any]:
    (found,) = (line for line in answers.objects if Path(line["input"]).name == name)
    return found


def fault(answer: Answer) -> dict[str, str]:
    error: dict[str, str] = answer.only["error"]
    assert set(error) == {"code", "message", "hint"}
    assert all(error.values())
    return error


class TestSamples:
    """One run of the main job, looked at from every side."""

    def test_the_main_job(self, ilha: CommandLine) -> None:
        answers = ilha("run", "auto", SAMPLES, "--json")
        self.every_sample_has_an_answer(answers)
        self.provenance_says_what_made_it(answers)
        self.text_comes_with_the_place_of_every_line(answers)
        self.labels_come_best_first(answers)
        self.artifacts_lie_in_the_home(answers, ilha)
        self.nothing_is_written_outside_the_home(ilha)

    def every_sample_has_an_answer(self, answers: Answer) -> None:
        assert answers.status == 0, answers.err
        (told,) = answers.err.splitlines()
        assert "letter-pt.txt: This model reads English. The text seems to be in Portuguese" in told
        given = {str(path) for path in SAMPLES.iterdir() if path.is_file()}
        assert {line["input"] for line in answers.objects} == given
        for line in answers.objects:
            assert set(line) == {"input", "task", "model", "result", "artifacts", "provenance", "elapsed_s"}
            assert line["result"]["kind"] == OF_SAMPLES[line["task"]]
            assert line["model"].startswith("starter/")
            assert line["elapsed_s"] > 0

    def provenance_says_what_made_it(self, answers: Answer) -> None:
        for line in answers.objects:
            made = line["provenance"]
            assert set(made) == {
                "app", "model", "revision", "files", "input_sha256", "params", "runtime", "started", "finished",
                "resumed", "edited", "together",
            }  # fmt: skip
            manifest = json.loads((STARTER / line["model"].partition("/")[2] / "manifest.json").read_text("utf-8"))
            known = {file["path"]: file["sha256"] for file in manifest["files"]}
            if line["task"] == "automatic-speech-recognition":  # which has pauses found by another model
                known["starter/silero-vad/onnx/model.onnx"] = digest(STARTER / "silero-vad" / "onnx" / "model.onnx")
            assert made["files"]
            assert made["files"].items() <= known.items()
            assert made["model"] == line["model"]
            assert made["revision"] == manifest["revision"]
            assert made["input_sha256"] == digest(Path(line["input"]))
            assert made["app"].startswith("ilha ")
            assert made["runtime"]["onnxruntime"]
            assert made["started"] <= made["finished"]

    def text_comes_with_the_place_of_every_line(self, answers: Answer) -> None:
        result = outcome(answers, "scan.png")["result"]
        assert set(result) == {"kind", "text", "pages"}
        assert "Livraria Farol Azul" in result["text"]
        (page,) = result["pages"]
        assert len(page["lines"]) > 10
        for line in page["lines"]:
            assert {"text", "score", "box"} <= set(line)
            assert 0.5 <= line["score"] <= 1
            assert len(line["box"]) == 4
            assert all(len(corner) == 2 for corner in line["box"])

    def labels_come_best_first(self, answers: Answer) -> None:
        sentiment = outcome(answers, "letter.txt")["result"]["labels"]
        assert {label["label"] for label in sentiment} == SENTIMENT
        cat = outcome(answers, "cat.jpg")["result"]["labels"]
        assert "cat" in cat[0]["label"]
        for labels in (sentiment, cat):
            scores = [label["score"] for label in labels]
            assert scores == sorted(scores, reverse=True)

    def artifacts_lie_in_the_home(self, answers: Answer, shell: CommandLine) -> None:
        artifacts = outcome(answers, "document.pdf")["artifacts"]
        assert artifacts
        for artifact in artifacts:
            assert set(artifact) == {"name", "path", "mime"}
            path = Path(artifact["path"])
            assert path.is_file()
            assert path.is_relative_to(shell.home / "artifacts")

    def nothing_is_written_outside_the_home(self, shell: CommandLine) -> None:
        assert listing(shell.desk) == set()
        assert listing(shell.user) == set()
        assert listing(shell.home / "work") <= {CHECKPOINTS}, "the folder of what is unfinished, and nothing in it"


class TestQuestions:
    def test_suggest(self, shell: CommandLine) -> None:
        answer = shell("suggest", SAMPLES / "scan.png", SAMPLES / "letter.txt", "--json")
        assert answer.status == 0, answer.err
        scan, letter = answer.objects
        for line in (scan, letter):
            assert set(line) == {"input", "kind", "mime", "size_bytes", "actions"}
            assert line["size_bytes"] == Path(line["input"]).stat().st_size
            for action in line["actions"]:
                assert set(action) == {"task", "model", "ready", "estimate_s"}
                assert action["ready"] is (action["model"] is not None)
        assert (scan["kind"], scan["mime"]) == ("image", "image/png")
        assert [action["task"] for action in scan["actions"]][:2] == ["ocr", "image-classification"]
        assert (letter["kind"], letter["actions"][0]["task"]) == ("text", "text-classification")
        assert {action["task"] for action in scan["actions"] + letter["actions"] if action["ready"]} >= set(TASKS)

    def test_suggest_for_a_recording(self, shell: CommandLine, tmp_path: Path) -> None:
        soundfile.write(tmp_path / "x.wav", np.zeros(16_000, np.float32), 16_000)
        answer = shell("suggest", tmp_path / "x.wav", "--json")
        assert answer.status == 0, answer.out
        assert (answer.only["kind"], answer.only["mime"]) == ("audio", "audio/wav")
        models = {"automatic-speech-recognition": "starter/whisper-base", "audio-classification": None}
        assert answer.only["actions"] == [
            {"task": task, "model": model, "ready": model is not None, "estimate_s": None}
            for task, model in models.items()
        ]
        refused = shell("run", "audio-classification", tmp_path / "x.wav", "--json")
        assert refused.status == 1
        assert fault(refused)["code"] == "no-model-for-task"
        assert "Xenova/ast-finetuned-audioset" in fault(refused)["hint"]

    def test_suggest_a_folder(self, shell: CommandLine) -> None:
        answer = shell("suggest", SAMPLES, "--json")
        assert answer.status == 0, answer.out
        assert {line["input"] for line in answer.objects} == {str(path) for path in SAMPLES.iterdir()}

    def test_tasks(self, shell: CommandLine) -> None:
        answer = shell("tasks", "--json")
        assert answer.status == 0
        found = {line["id"]: line for line in answer.objects}
        assert found.keys() >= TASKS.keys()
        for line in found.values():
            assert set(line) == {"id", "title", "accepts", "produces", "params"}
            for parameter in line["params"]:
                assert {"name", "type", "default", "help"} <= set(parameter)
        split, *of_tables = found["text-classification"]["params"]
        assert (split["name"], split["default"]) == ("split", "none")
        assert split["choices"] == ["none", "lines", "sentences"]
        assert [one["name"] for one in of_tables] == ["column", "sheet", "label_column", "truth", "sample"]
        assert {one.get("for", "") for one in found["ocr"]["params"]} == {""}
        assert {one["for"] for one in of_tables} == {"tables"}

    def test_models(self, shell: CommandLine) -> None:
        here, every = shell("models", "list", "--json"), shell("--json", "models", "list", "--all")
        assert (here.status, every.status) == (0, 0)
        states = {line["id"]: line["state"] for line in here.objects}
        assert states.items() >= {f"starter/{folder.name}": "ready" for folder in STARTER.iterdir()}.items()
        assert {line["id"] for line in every.objects} >= states.keys()
        for line in every.objects:
            assert set(line) == {"id", "task", "state", "size_bytes", "licence"}
            assert line["size_bytes"] > 1_000_000

    def test_doctor(self, shell: CommandLine) -> None:
        answer = shell("doctor", "--json")
        assert answer.status == 0, answer.out
        assert answer.only["ok"] is True

    def test_version(self, shell: CommandLine) -> None:
        answer = shell("--version")
        assert answer.status == 0
        assert answer.out.startswith("ilha 0.")


class TestRecordings:
    def test_what_is_heard(self, ilha: CommandLine) -> None:
        files: Files = {
            "onnx/model.onnx": loudness(("batch", 1024, 128)),
            "preprocessor_config.json": {"feature_extractor_type": "ASTFeatureExtractor"},
            "config.json": {"id2label": {"0": "quiet", "1": "loud"}},
        }
        install(ilha.home / "models" / "local" / "ears", "audio-classification", files)
        for name in ("hum.ogg", "hum.mp3"):
            soundfile.write(ilha.desk / name, np.sin(np.arange(96_000) / 10), 48_000)
        (ilha.desk / "voice.m4a").write_bytes(bmff(b"M4A ", b"isom", b"mp42"))
        whole = (ilha.desk / "hum.mp3").read_bytes()
        (ilha.desk / "cut.mp3").write_bytes(whole[: len(whole) // 2] + bytes(3_000))
        answer = ilha("run", "audio-classification", "hum.ogg", "voice.m4a", "cut.mp3", "hum.mp3", "--json")
        assert answer.status == 1
        assert answer.err == "", "what decoders write there is nobody's business"
        ogg, voice, cut, mp3 = answer.objects
        for line in (ogg, mp3):
            assert line["model"] == "local/ears"
            assert [label["label"] for label in line["result"]["labels"]] == ["loud", "quiet"]
            assert line["provenance"]["params"] == {"top_k": 5}
        assert [line["error"]["code"] for line in (voice, cut)] == ["input-corrupt"] * 2


class TestStatus:
    def test_some_failed(self, ilha: CommandLine) -> None:
        answer = ilha("run", "text-classification", "missing.txt", SAMPLES / "letter.txt", "--json")
        assert answer.status == 1
        missing, letter = answer.objects
        assert set(missing) == {"input", "error"}
        assert missing["input"] == "missing.txt"
        assert missing["error"]["code"] == "input-not-found"
        assert missing["error"]["message"] == "“missing.txt” does not exist."
        assert letter["result"]["kind"] == "labels"

    @pytest.mark.parametrize(
        ("arguments", "code"),
        [
            (("run", "no-such-task", "letter.txt"), "task-unknown"),
            (("run", "ocr", "scan.png", "--model", "no/model"), "model-unknown"),
            (("run", "ocr", "scan.png", "--param", "no=1"), "parameter-unknown"),
            (("run", "ocr", "scan.png", "--param", "min_score=2"), "parameter-invalid"),
            (("run", "ocr", "scan.png", "--format", "odt"), "format-unknown"),
            (("run", "ocr", "scan.png", "--format", "srt"), "format-unknown"),
            (("dance",), "usage"),
            (("run", "ocr"), "usage"),
            (("models", "dance"), "usage"),
            (("tasks", "--nonsense"), "usage"),
            ((), "display-missing"),
            (("doctor", "--home", "~"), "home-shared"),
        ],
    )
    def test_wrong_usage_runs_nothing(self, shell: CommandLine, arguments: tuple[str, ...], code: str) -> None:
        as_json, plain = shell(*arguments, "--json"), shell(*arguments)
        assert (as_json.status, plain.status) == (2, 2)
        assert set(as_json.only) == {"error"}
        assert fault(as_json)["code"] == code
        assert plain.out == ""
        assert fault(as_json)["message"] in plain.err
        assert "Traceback" not in plain.err


class TestInputs:
    def test_a_line_of_another_encoding_is_no_mistake_of_the_program(self, shell: CommandLine) -> None:
        strict = {"PYTHONIOENCODING": "utf-8:strict"}  # as in most languages of a system
        answer = shell("models", "token", "--json", stdin="canção".encode("latin-1"), more=strict)
        assert fault(answer)["code"] == "token-malformed"

    def test_standard_input_is_one_item(self, ilha: CommandLine) -> None:
        answer = ilha("run", "text-classification", "-", "--json", stdin=b"Que alegria! I love it.\n")
        assert answer.status == 0, answer.out
        assert answer.only["input"] == "-"
        assert answer.only["result"]["labels"][0]["label"] == "positive"

    def test_lines_are_judged_one_by_one(self, ilha: CommandLine) -> None:
        text = "I love this café. 🌴\n\nIt broke after a day and nobody answers.\n"
        (ilha.desk / "two lines.txt").write_text(text, encoding="utf-8")
        answer = ilha("run", "text-classification", "two lines.txt", "--param", "split=lines", "--json")
        assert answer.status == 0, answer.out
        sentences = answer.only["result"]["sentences"]
        assert [sentence["labels"][0]["label"] for sentence in sentences] == ["positive", "negative"]
        for sentence in sentences:
            assert text[sentence["start"] : sentence["end"]] == sentence["text"]
            assert {label["label"] for label in sentence["labels"]} == SENTIMENT

    def test_plain_output_is_the_result_alone(self, ilha: CommandLine) -> None:
        answer = ilha("run", "auto", SAMPLES / "letter.txt")
        assert answer.status == 0
        assert answer.err == ""
        assert all(label in answer.out for label in SENTIMENT)


class TestPlaces:
    def test_an_export_never_replaces_a_file(self, ilha: CommandLine) -> None:
        letter = SAMPLES / "letter.txt"
        first = ilha("run", "auto", letter, "--format", "txt", "--format", "json", "--json")
        second = ilha("run", "auto", letter, "--format", "txt", "--json")
        assert (first.status, second.status) == (0, 0), first.out + second.out
        exported = [Path(artifact["path"]) for artifact in first.only["artifacts"] + second.only["artifacts"]]
        assert [path.name for path in exported] == [
            "letter-text-classification.txt",
            "letter-text-classification.json",
            "letter-text-classification (2).txt",
        ]
        assert all(path.parent == ilha.desk and path.is_file() for path in exported)

    def test_out_is_made_and_used(self, ilha: CommandLine) -> None:
        answer = ilha("run", "auto", SAMPLES / "letter.txt", "--format", "md", "--out", "to be/made", "--json")
        assert answer.status == 0, answer.out
        (artifact,) = answer.only["artifacts"]
        assert Path(artifact["path"]).parent == ilha.desk / "to be" / "made"

    def test_out_alone_gives_the_result_with_its_files(self, ilha: CommandLine, strips: Path) -> None:
        twin = strips.with_name("twin.pdf")
        twin.write_bytes(strips.read_bytes())
        answer = ilha("run", "ocr", strips, twin, "--out", "copies", "--json")
        assert answer.status == 0, answer.out
        artifacts = [artifact for line in answer.objects for artifact in line["artifacts"]]
        assert [Path(artifact["path"]).parent for artifact in artifacts] == [ilha.desk / "copies"] * 6
        assert [Path(artifact["path"]).name for artifact in artifacts] == [
            f"{name}-ocr{part}"
            for name in (strips.stem, "twin")
            for part in ("-page-0001.jpg", "-page-0002.jpg", ".txt")
        ]
        assert all(Path(artifact["path"]).stat().st_size for artifact in artifacts)

    def test_an_unwritable_folder_is_said(self, ilha: CommandLine) -> None:
        (ilha.desk / "file").write_text("no folder", encoding="utf-8")
        answer = ilha("run", "auto", SAMPLES / "letter.txt", "--format", "txt", "--out", "file/below", "--json")
        assert answer.status == 1, "it is not where it was wanted"
        assert answer.only["result"]["labels"]
        (artifact,) = answer.only["artifacts"]
        path = Path(artifact["path"])
        assert path.is_file()
        assert path.is_relative_to(ilha.home)
        assert str(ilha.desk / "file" / "below") in answer.err
        assert str(path.parent) in answer.err
        assert (ilha.desk / "file").read_text(encoding="utf-8") == "no folder"

    @pytest.mark.parametrize("before", [True, False])
    def test_home_moves_everything(self, ilha: CommandLine, before: bool) -> None:
        place = ilha.desk / "portable"
        command, home = ["run", "auto", str(SAMPLES / "letter.txt"), "--json"], ["--home", "portable"]
        answer = ilha(*home, *command, moved=False) if before else ilha(*command, *home, moved=False)
        assert answer.status == 0, answer.out
        assert (place / "history.db").is_file()
        assert (place / "models").is_dir()
        assert {path.name for path in ilha.desk.iterdir()} == {"portable"}
        assert listing(ilha.user) == set()

    @pytest.mark.parametrize("arguments", [("--json", "--offline", "tasks"), ("tasks", "--offline", "--json")])
    def test_global_options_stand_before_or_after(self, shell: CommandLine, arguments: tuple[str, ...]) -> None:
        answer = shell(*arguments)
        assert answer.status == 0
        assert answer.objects


class TestModels:
    @pytest.fixture
    def copy(self, ilha: CommandLine) -> Path:
        """A copy of a starter model under another name, in the store of the home."""
        source, target = STARTER / "minilm-sentiment", ilha.home / "models" / "local" / "copy"
        manifest = json.loads((source / "manifest.json").read_text(encoding="utf-8"))
        for file in manifest["files"]:
            (target / file["path"]).parent.mkdir(parents=True, exist_ok=True)
            (target / file["path"]).write_bytes((source / file["path"]).read_bytes())
        (target / "manifest.json").write_text(json.dumps({**manifest, "id": "local/copy"}), encoding="utf-8")
        return target

    def ask(self, ilha: CommandLine) -> Answer:
        letter = SAMPLES / "letter.txt"
        return ilha("run", "text-classification", letter, "--model", "local/copy", "--json")

    def test_an_altered_file_is_named_with_both_digests(self, ilha: CommandLine, copy: Path) -> None:
        assert self.ask(ilha).status == 0
        graph = copy / "onnx" / "model_quantized.onnx"
        expected = digest(graph)
        content = bytearray(graph.read_bytes())
        content[len(content) // 2] ^= 1
        graph.write_bytes(content)
        answer = self.ask(ilha)
        assert answer.status == 1
        error = answer.only["error"]
        assert error["code"] == "model-digest-mismatch"
        said = " ".join(error.values())
        assert all(word in said for word in ("local/copy", "model_quantized.onnx", expected, digest(graph)))
        assert ilha("run", "text-classification", SAMPLES / "letter.txt", "--json").status == 0

    def test_a_missing_file_is_named(self, ilha: CommandLine, copy: Path) -> None:
        expected = digest(copy / "tokenizer.json")
        (copy / "tokenizer.json").unlink()
        answer = self.ask(ilha)
        assert answer.status == 1
        said = " ".join(answer.only["error"].values())
        assert answer.only["error"]["code"] == "model-incomplete"
        assert all(word in said for word in ("local/copy", "tokenizer.json", expected))
        listed = {line["id"]: line["state"] for line in ilha("models", "list", "--json").objects}
        assert listed["local/copy"] == "partial"
        doctor = ilha("doctor", "--json")
        assert (doctor.status, doctor.only["ok"]) == (1, False)
