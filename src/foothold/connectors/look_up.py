"""A host's name to its addresses, within a time: what every connector that asks the network begins with."""

import queue
import socket
import threading


def look_up(host: str, port: int, seconds: float) -> list[str]:
    """The IP addresses of `host`. Raises OSError, or TimeoutError after `seconds`."""
    answers: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host.encode("ascii"), port, type=socket.SOCK_STREAM)
        except (OSError, ValueError) as failed:
            answers.put(failed if isinstance(failed, OSError) else OSError(str(failed)))
        else:
            answers.put([str(entry[4][0]) for entry in found])

    # The system's resolver knows no deadline of ours; it ends by its own, and nobody waits for it.
    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=max(seconds, 0.0))
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(answer, OSError):
        raise answer
    return answer
