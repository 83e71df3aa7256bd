import ast
from pathlib import Path

import desktop.ui


def test_every_painter_ends_with_its_block() -> None:
    """A painter that outlives its paintEvent, because a traceback keeps the frame, ends the process in Qt."""
    loose = []
    for path in Path(desktop.ui.__path__[0]).rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        guarded = {item.context_expr for node in ast.walk(tree) if isinstance(node, ast.With) for item in node.items}
        loose += [
            f"{path.name}:{node.lineno}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "QPainter" and node not in guarded
        ]
    assert loose == []
