"""Who may send what over the network, and who is asked about it.

The setting has three states. In all of them somebody must have asked for something: nothing is ever sent by itself.

* **Offline**: a question before anything is sent. A yes holds for this one errand.
* **Ask each time**: a question before the first look-up at a server, of which the yes holds until the program ends,
  and one before each download.
* **Downloads allowed**: no questions.

A download is asked about when it is known what it would be: which files, how many bytes, under which licences.
`--offline` refuses everything without a question, `--yes` is the answer to the questions of one command.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from desktop.core.network import HubDeclined, HubOffline
from desktop.state.ledger import Decision

if TYPE_CHECKING:
    from desktop.core.errors import IlhaError

Mode = Literal["offline", "ask", "allowed"]
Reason = Literal["search", "info", "download", "update"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a download would be.

    Attributes:
        repo: the model.
        commit: 40 hexadecimal digits.
        variant: precision of its graphs.
        files: paths in the repository, with their sizes.
        size_bytes: of all that has not arrived yet.
        licence: of the repository.
        base_licence: of the model it was made from; empty when that is unknown.
        warnings: codes, see `hub/explanation.py`.
        converts: whether a graph is made of it afterwards, on this computer.
        parts: of a pack, what each model of it would be; commit, variant and licences are theirs.
    """

    repo: str
    commit: str
    variant: str
    files: tuple[tuple[str, int], ...]
    size_bytes: int
    licence: str
    base_licence: str
    warnings: tuple[str, ...] = ()
    converts: bool = False
    parts: tuple[Proposal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody is asked: whether a server may be asked something, or whether to download what it has.

    Attributes:
        host: the server.
        reason: what it is asked for.
        subject: a repository, or the words to search.
        mode: the setting that makes the question necessary.
        proposal: what would be downloaded; None before the server was asked at all.
    """

    host: str
    reason: Reason
    subject: str
    mode: Mode
    proposal: Proposal | None = None


Ask = Callable[[Question], bool]
"""Answers a question, on the thread of whoever wants to send something; it may wait for somebody."""


class Gate:
    """Decides for one program."""

    def __init__(
        self,
        mode: Callable[[], Mode],
        asker: Literal["window", "command-line"],
        *,
        offline: bool = False,
        yes: bool = False,
        ask: Ask | None = None,
    ) -> None:
        """Prepare.

        Args:
            mode: the setting; read whenever something is decided.
            asker: what the ledger says about who asked for it.
            offline: refuse everything, whatever the setting.
            yes: every question was answered beforehand.
            ask: asks somebody; None when nobody is there.
        """
        self.asker = asker
        self._mode = mode
        self._offline = offline
        self._yes = yes
        self._ask = ask
        self._known: set[str] = set()

    def errand(self, reason: Reason, subject: str) -> Errand:
        """Return an errand that nothing was decided about yet."""
        return Errand(self, reason, subject)

    def decide(self, question: Question) -> Decision:
        """Return what becomes of an errand; asks somebody if need be."""
        if self._offline:
            return Decision.OFFLINE
        if self._yes:
            return Decision.YES
        if question.mode == "allowed":
            return Decision.SETTING
        if question.mode == "ask" and question.proposal is None and question.host in self._known:
            return Decision.CONSENT
        if self._ask is None:
            return Decision.OFFLINE
        return self._answer(question, self._ask)

    @property
    def mode(self) -> Mode:
        """Return the setting."""
        return self._mode()

    def _answer(self, question: Question, ask: Ask) -> Decision:
        if not ask(question):
            return Decision.DECLINED
        if question.proposal is None:
            self._known.add(question.host)
        return Decision.CONSENT


class Errand:
    """One thing that somebody asked for; threads may share it.

    Attributes:
        asker: `window` or `command-line`.
        reason: what for.
        subject: a repository, or the words to search.
    """

    def __init__(self, gate: Gate, reason: Reason, subject: str) -> None:
        """Undecided."""
        self.asker = gate.asker
        self.reason: Reason = reason
        self.subject = subject
        self._gate = gate
        self._lock = threading.Lock()
        self._decision: Decision | None = None

    def decision(self, host: str) -> Decision:
        """Return whether the server may be asked; the first time it may take until somebody answers."""
        with self._lock:
            if self._decision is None:
                self._decision = self._gate.decide(self._question(host))
            return self._decision

    def propose(self, host: str, proposal: Proposal) -> None:
        """Have a download allowed, now that it is known what it would be.

        Raises:
            HubOffline, HubDeclined: it is not.
        """
        with self._lock:
            self._decision = self._gate.decide(self._question(host, proposal))
        if not self._decision.allowed:
            raise refusal(self._decision, host)

    def _question(self, host: str, proposal: Proposal | None = None) -> Question:
        return Question(host=host, reason=self.reason, subject=self.subject, mode=self._gate.mode, proposal=proposal)


def refusal(decision: Decision, host: str) -> IlhaError:
    """Return the error for a request that is not sent."""
    return HubDeclined(host=host) if decision is Decision.DECLINED else HubOffline(host=host)
