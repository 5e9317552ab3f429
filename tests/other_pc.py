"""A second coopdesk in a process of its own, under orders: another window of this machine, or another PC."""

import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

_PROGRAM = """
import json, socket, sys
from pathlib import Path

path, host, beat, is_network, passphrase = sys.argv[1:]
if host:
    socket.gethostname = lambda: host

from coopdesk.domain.organisation import OrganisationDraft
from coopdesk.foundation.problems import UserError
from coopdesk.services import organisations
from coopdesk.services.desk import open_desk
from coopdesk.store import cipher, lock, network

network.is_network = lambda _path: is_network == "True"
lock.BEAT_SECONDS = float(beat)
cipher.ROUNDS = 1_000


def obey(order, name):
    if order == "write":
        organisations.add(desk, OrganisationDraft(name=name))
    if order == "take over":
        desk.look()
        desk.take_over()
    names = sorted(organisations.names(desk).values())
    return {"is_read_only": desk.is_read_only, "held_by": desk.held_by, "names": names}


desk = open_desk(Path(path), key=cipher.key_of(Path(path), passphrase) if passphrase else None)
for line in sys.stdin:
    order, name = json.loads(line)
    if order == "close":
        break
    try:
        print(json.dumps(obey(order, name)), flush=True)
    except UserError as error:
        print(json.dumps({"refused": error.code, "is_read_only": desk.is_read_only}), flush=True)
desk.close()
"""


class OtherPc:
    """Has the file open until it is closed or killed; `host` makes it another computer, `beat` is its heart's pace."""

    def __init__(
        self, path: Path, host: str = "", beat: float = 30.0, *, is_network: bool = False, passphrase: str = ""
    ) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, str(path), host, str(beat), str(is_network), passphrase],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            self.first = self.do("tell")
        except BaseException:
            self.kill()
            raise

    def do(self, order: str, name: str = "") -> dict[str, Any]:
        """Have an order carried out; what it tells afterwards, or `refused` and why."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps([order, name]) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def close(self) -> None:
        """Close the file and end."""
        if self.process.stdin is not None and not self.process.stdin.closed:
            self.process.stdin.write(json.dumps(["close", ""]) + "\n")
            self.process.stdin.close()
        assert self.process.wait(20) == 0
        self._let_go()

    def kill(self) -> None:
        """End at once, like a power cut."""
        self.process.kill()
        self.process.wait(20)
        self._let_go()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.kill()
        self._let_go()

    def _let_go(self) -> None:
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()
