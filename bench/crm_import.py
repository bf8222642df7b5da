"""What importing a CRM's export of 8,800 deals costs: new, the same again, and undone. SQLite, processes of their own.

    python bench/crm_import.py [FILE] [--rows 8800]

Without FILE a made table with the columns of a sales pipeline. Seconds are wall time, CPU user and system.
"""

import argparse
import os
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path


def write_pipeline(path: Path, rows: int) -> None:
    """A made sales pipeline: 85 customers, 30 sellers, three in four deals closed."""
    lines = ["opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value"]
    for number in range(rows):
        opened = date(2025, 1, 1) + timedelta(days=number % 400)
        stage = ("Won", "Lost", "Won", "Engaging")[number % 4]
        closed = f"{opened + timedelta(days=50)},{number % 5000}" if stage != "Engaging" else ","
        lines.append(f"ID{number},Seller {number % 30},GTX,Customer {number % 85},{stage},{opened},{closed}")
    path.write_text("\n".join(lines), encoding="utf-8")


def measure(path: Path) -> None:
    """Import, import again and undo, each timed, in this process with a new database."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "foothold.site.settings"
    import django

    django.setup()
    from django.utils import timezone

    from foothold.actions.import_files import import_paths
    from foothold.actions.open_workspace import open_personal_workspace
    from foothold.actions.undo_last_import import undo_last_import
    from foothold.cli.serve import migrate

    migrate()
    seat = open_personal_workspace(name="Anna Weber", tz="Europe/Berlin")
    print("| what | seconds | CPU s | new | same |\n|---|---|---|---|---|")
    for what in ("first import", "the same again"):
        began, cpu = time.perf_counter(), time.process_time()
        report = import_paths(seat, [path], now=timezone.now())
        spent = f"{time.perf_counter() - began:.2f} | {time.process_time() - cpu:.2f}"
        print(f"| {what} | {spent} | {report.new:,} | {report.same:,} |")
    began, cpu = time.perf_counter(), time.process_time()
    for _ in range(2):
        undo_last_import(seat, now=timezone.now())
    print(f"| undo of both | {time.perf_counter() - began:.2f} | {time.process_time() - cpu:.2f} | | |")


def main() -> int:
    """Measure on a data folder that is thrown away."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("file", nargs="?", type=Path)
    arguments.add_argument("--rows", type=int, default=8800)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="foothold-bench-") as folder:
        os.environ.pop("DATABASE_URL", None)
        os.environ["FOOTHOLD_DATA"] = str(Path(folder, "data"))
        path = chosen.file or Path(folder, "pipeline.csv")
        if not chosen.file:
            write_pipeline(path, chosen.rows)
        measure(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
