"""`python -m foothold.jobs`: the loop as a process of its own."""

import os

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "foothold.site.settings")
    django.setup()
    from foothold.jobs.loop import run_forever

    run_forever()


if __name__ == "__main__":
    main()
