"""The converter's executable: Python, which runs the converter that lies beside it with the packages beside it."""

import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    inside = Path(__file__).resolve().parent
    sys.path.append(str(inside / "site-packages"))
    runpy.run_path(str(inside / "converter"), run_name="__main__")
