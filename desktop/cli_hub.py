"""`ilha models search | info | download | token`: what is asked of a server, each time with somebody's consent."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from desktop.cli_output import DONE, SOME_FAILED, USAGE, Meter, emit, failure_form, note, says_yes
from desktop.cli_parser import at_least_one
from desktop.core.errors import IlhaError, describe
from desktop.core.job import Progress
from desktop.core.network import KeyringMissing, RevisionNotFound
from desktop.core.text import size
from desktop.core.usage import ModelVariantUnknown, UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from desktop.core.model import InstalledModel
    from desktop.hub.client import Hub
    from desktop.hub.explanation import Explanation
    from desktop.hub.gate import Proposal, Question
    from desktop.hub.pace import DownloadProgress
    from desktop.state.paths import Home

ACTIONS = frozenset({"search", "info", "download", "token"})
_WARNINGS = {
    "gated": "its terms have to be accepted on its page first",
    "non-commercial": "its licence forbids commercial use",
    "no-licence": "nobody says under which licence it is",
    "custom-code": "it comes with code of its own, which Ilha never runs",
    "custom-operators": "it comes with libraries of its own, which Ilha never loads",
    "pickle-only": "its weights are a pickle, which Ilha never opens; they can be converted to safetensors elsewhere",
    "needs-conversion": "it has no ONNX graph; one is made of it on this computer",
}


def add_actions(action: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add the actions; `action` makes a parser of a name and a description."""
    searched = action("search", "Look for models on the Hub; asks before it sends anything.")
    searched.add_argument("words", nargs="*", metavar="WORDS", help="words of its name")
    searched.add_argument("--task", metavar="TASK", default="", help="what it is for")
    searched.add_argument("--language", metavar="L", default="", help="two-letter code of what it reads")
    searched.add_argument("--licence", metavar="L", default="", help="as the Hub writes it, such as apache-2.0")
    weights = "at most so many millions of weights"
    searched.add_argument("--parameters", metavar="N", type=at_least_one, default=0, help=weights)
    orders = ("downloads", "likes", "trending", "new")
    searched.add_argument("--sort", choices=orders, default=orders[0], help=f"what comes first ({orders[0]})")
    searched.add_argument("--limit", metavar="N", type=at_least_one, default=20, help="how many are listed (20)")
    searched.add_argument("--convertible", action="store_true", help="also models without an ONNX graph")
    told = action("info", "Say what a model of the Hub is, what it needs and whether it will run here.")
    fetched = action("download", "Fetch a model of the Hub, compare every byte, try it, and install it.")
    told.add_argument("repo", metavar="REPO", help="owner/name, or the address of its page")
    packs = "or a starter pack: pack:text, pack:sound, pack:image, pack:chat"
    fetched.add_argument("repo", metavar="REPO", help=f"owner/name, the address of its page, {packs}")
    for parser in (told, fetched):
        parser.add_argument("--revision", metavar="R", default="", help="a branch, tag or commit; else the newest")
    fetched.add_argument("--variant", metavar="V", help="precision (q8, q4, fp32 …); otherwise the best on a CPU")
    for parser in (searched, told, fetched):
        add_consent(parser)
    kept = action("token", "Keep an access token from standard input in the keyring of the system; sends nothing.")
    kept.add_argument("--forget", action="store_true", help="forget it instead")


def add_consent(parser: argparse.ArgumentParser) -> None:
    """Add the option that answers all questions of a command about the network."""
    parser.add_argument("--yes", action="store_true", help="allow what is sent for this command, without a question")


def run(options: argparse.Namespace, home: Home) -> int:
    """Run one action; returns the exit status."""
    if options.action == "token":
        return _token(options, home)
    hub = open_hub(options, home)
    try:
        match options.action:
            case "search":
                return _search(options, hub)
            case "info":
                return _info(options, hub)
            case _:
                return _download(options, hub)
    finally:
        hub.close()


def open_hub(options: argparse.Namespace, home: Home) -> Hub:
    """Return the way to the server for a command: asks on a terminal, takes --yes for an answer, obeys --offline."""
    from desktop.hub.client import Hub
    from desktop.hub.gate import Gate
    from desktop.state.settings import load_settings

    settings = load_settings(home.settings)
    ask = _ask if sys.stdin.isatty() and sys.stderr.isatty() else None
    gate = Gate(lambda: settings.network, "command-line", offline=options.offline, yes=options.yes, ask=ask)
    return Hub(home, lambda: settings, gate)


def _ask(question: Question) -> bool:
    """Ask somebody at the terminal."""
    proposal = question.proposal
    if proposal is None:
        return says_yes(f"ilha: ask {question.host} about “{question.subject}”? [y/N] ")
    for part in proposal.parts or (proposal,):
        _describe(part)
    what = f"{len(proposal.files)} files, {size(proposal.size_bytes)}"
    return says_yes(f"ilha: download {proposal.repo} ({what}) from {question.host}? [y/N] ")


def _describe(proposal: Proposal) -> None:
    """Say what a model would be."""
    for path, size_bytes in proposal.files:
        print(f"  {size(size_bytes):>9}  {path}", file=sys.stderr)
    base = f", made from one under {proposal.base_licence}" if proposal.base_licence else ""
    print(f"  {proposal.repo} at commit {proposal.commit}, licence {proposal.licence}{base}", file=sys.stderr)
    for warning in proposal.warnings:
        print(f"  note: {_WARNINGS.get(warning, warning)}", file=sys.stderr)


def _token(options: argparse.Namespace, home: Home) -> int:
    from desktop.hub.access import Access
    from desktop.hub.tokens import Tokens
    from desktop.state.settings import load_settings

    tokens = Tokens(lambda: load_settings(home.settings), Access())
    token = tokens.forget() if options.forget else tokens.keep(_read_token())
    if token.source == "run":  # and this run is over
        raise KeyringMissing
    if options.json:
        emit({"host": token.host, "source": token.source, "ending": token.ending or None})
    elif token.source is None:
        print(f"{token.host}: no token is known")
    else:
        print(f"{token.host}: a token that ends in {token.ending}, from the {token.source}")
    return DONE


def _read_token() -> str:
    """Return a token that somebody types unseen, or the first line of standard input."""
    if sys.stdin.isatty():
        import getpass

        return getpass.getpass("Access token: ")
    return sys.stdin.readline()


# --- finding ---------------------------------------------------------------------------------------------------------


def _search(options: argparse.Namespace, hub: Hub) -> int:
    from desktop.hub.search import Query, Search

    query = Query(
        words=" ".join(options.words),
        task=options.task,
        language=options.language,
        licence=options.licence,
        parameters_at_most=options.parameters,
        sort=options.sort,
        convertible=options.convertible,
    )
    with hub.connect("search", query.words or query.task) as connection:
        found = Search(connection, query, at_most=options.limit).page(options.limit)
    for model in found:
        if options.json:
            emit(
                {
                    "id": model.id,
                    "task": model.task,
                    "downloads": model.downloads,
                    "licence": model.licence,
                    "gated": model.gated,
                }
            )
        else:
            terms = "  gated" if model.gated else ""
            print(f"{model.id:56} {model.task:28} {model.downloads:>10,} downloads  {model.licence}{terms}")
    if not found:
        note("No model was found.")
    return DONE


def _info(options: argparse.Namespace, hub: Hub) -> int:
    from desktop.hub.explanation import explain
    from desktop.hub.listing import fetch_listing
    from desktop.hub.names import repository

    repo, revision = repository(options.repo)
    with hub.connect("info", repo) as connection:
        explanation = explain(fetch_listing(connection, repo, options.revision or revision))
    if options.json:
        emit(_as_json(explanation))
    else:
        print("\n".join(_lines(explanation)))
    return DONE


def _as_json(explanation: Explanation) -> dict[str, object]:
    return {
        "id": explanation.listing.repo,
        "revision": explanation.listing.commit,
        "task": explanation.task,
        "runs": explanation.fault is None,
        "reason": _reason(explanation),
        "variants": [
            {
                "name": variant.name,
                "size_bytes": variant.size_bytes,
                "memory_bytes": variant.memory_bytes,
                "files": [file.path for file in variant.files],
            }
            for variant in explanation.variants
        ],
        "licences": [{"id": repo, "licence": licence} for repo, licence in explanation.licences],
        "warnings": list(explanation.warnings),
    }


def _reason(explanation: Explanation) -> str:
    return describe(explanation.fault.failure())[0] if explanation.fault is not None else ""


def _lines(explanation: Explanation) -> Iterator[str]:
    yield f"{explanation.listing.repo} at {explanation.listing.commit}"
    yield f"  task      {explanation.task or 'unknown'}"
    yield f"  runs      {'yes' if explanation.fault is None else 'no: ' + _reason(explanation)}"
    for variant in explanation.variants:
        needs = (
            f"{size(variant.size_bytes)} in {len(variant.files)} files, about {size(variant.memory_bytes)} of memory"
        )
        yield f"  variant   {variant.name}: {needs}"
    for repo, licence in explanation.licences:
        yield f"  licence   {licence} ({repo})"
    for warning in explanation.warnings:
        yield f"  note      {_WARNINGS.get(warning, warning)}"


# --- fetching --------------------------------------------------------------------------------------------------------


def _download(options: argparse.Namespace, hub: Hub) -> int:
    from desktop.hub.pack import pack_named

    try:
        if pack := pack_named(options.repo):
            _fetch_pack(hub, pack, options)
        else:
            _tell_installed(fetch(hub, options.repo, options), options)
    except IlhaError as error:
        if not options.json:
            raise
        emit({"event": "failed", **failure_form(error.failure())})
        return USAGE if isinstance(error, UsageError) else SOME_FAILED
    return DONE


def _tell_installed(model: InstalledModel, options: argparse.Namespace) -> None:
    spec = model.spec
    if options.json:
        emit(
            {
                "event": "installed",
                "id": spec.id,
                "task": spec.task,
                "revision": spec.revision,
                "variant": spec.variant,
                "size_bytes": spec.size_bytes,
                "licence": spec.licence,
                "folder": str(model.folder),
            }
        )
    else:
        print(f"{spec.id}: {spec.task}, {spec.variant}, {size(spec.size_bytes)}, in {model.folder}")


def _fetch_pack(hub: Hub, pack: str, options: argparse.Namespace) -> None:
    """Download what is missing of a starter pack, and say how far all of it is."""
    from desktop.hub.offers import packs
    from desktop.hub.pack import PackDownload
    from desktop.state.models import ModelShelf

    if options.variant:
        raise ModelVariantUnknown(folder=options.repo, variant=options.variant, variants="q8, q4, fp32 …")
    if options.revision:
        raise RevisionNotFound(model=options.repo, revision=options.revision)
    missing, meter = packs(ModelShelf(hub.home).all()).get(pack, ()), Meter()

    def arrived(model: InstalledModel) -> None:
        meter.clear()
        _tell_installed(model, options)

    with _helpers(hub, meter) as helpers:
        PackDownload(
            hub,
            options.repo,
            [entry.repo_id for entry in missing],
            report=partial(_tell, options, meter, options.repo),
            arrived=arrived,
            **helpers,
        ).run()


def fetch(hub: Hub, named: str, options: argparse.Namespace) -> InstalledModel:
    """Download and install a model, and say how far that is."""
    from desktop.hub.download import Download

    meter = Meter()
    with _helpers(hub, meter) as helpers:
        return Download(
            hub,
            named,
            revision=getattr(options, "revision", ""),
            variant=getattr(options, "variant", None),
            reason=options.action,
            report=partial(_tell, options, meter, named),
            **helpers,
        ).run()


@contextmanager
def _helpers(hub: Hub, meter: Meter) -> Iterator[dict[str, Any]]:
    """Give what looks into models and what makes graphs of them; takes the line of the meter away afterwards."""
    from desktop.state.settings import load_settings
    from desktop.worker.converter import FolderConverter
    from desktop.worker.inspector import EngineInspector

    with EngineInspector(hub.home, load_settings(hub.home.settings).threads) as inspector:
        try:
            yield {"inspector": inspector, "converter": FolderConverter()}
        finally:
            meter.clear()


def _tell(options: argparse.Namespace, meter: Meter, named: str, progress: DownloadProgress) -> None:
    """Say how far a download is."""
    if not options.json:
        total = progress.total or None
        meter.show(named, Progress(phase=progress.phase, done=progress.done, total=total, eta_s=progress.eta_s))
        return
    for file in progress.files:
        emit(
            {
                "event": "progress",
                "path": file.path,
                "done": file.done,
                "total": file.total,
                "bytes_per_s": progress.bytes_per_s,
            }
        )
