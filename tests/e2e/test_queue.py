"""The queue outlives everything: programs that are killed at any moment, and a disk that is full."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

from tests.e2e.programs import PATIENCE_S, ROOT, environment, history

KILLS = 100


def test_a_hundred_kills_lose_and_double_no_result(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "letters"
    folder.mkdir()
    seed = int.from_bytes(os.urandom(2))
    done = subprocess.run(
        [sys.executable, "-m", "tests.e2e.queue_victim", str(home), str(folder), str(KILLS), str(seed)],
        check=False,
        cwd=ROOT,
        env=environment(tmp_path, QT_QPA_PLATFORM="offscreen"),
        capture_output=True,
        timeout=4 * PATIENCE_S,
    )
    said = json.loads(done.stdout)
    where = f"seed {seed}: {done.stderr.decode()[-2000:]}"
    assert said["status"] == 0, where
    jobs = history(home)
    assert {job.state for job in jobs} == {"done"}, where
    times = Counter(job.path for job in jobs)
    assert set(times.values()) == {1}, where
    assert set(said["kept"]) <= set(times), where
    assert len(said["kept"]) > KILLS, f"{where}: too few lives were long enough to say anything"
    for job in jobs:
        result = json.loads(job.result)
        assert result["provenance"]["input_sha256"] == hashlib.sha256(Path(job.path).read_bytes()).hexdigest(), where
        (artifact,) = result["artifacts"]
        assert Path(artifact["path"]).read_text() == result["value"]["labels"][0]["label"], where
    assert len(list((home / "artifacts").iterdir())) == len(jobs)
    assert not [path for path in (home / "work").iterdir() if path.name != "resume"]
    with sqlite3.connect(home / "history.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()
