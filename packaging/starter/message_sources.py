"""The messages of two programs that the translation models are measured with: Django and the Wagtail built upon it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from messages import Message, sentences
from sources import Archive, Source, SourceError

if TYPE_CHECKING:
    from sources import PackageCache

DJANGO = Archive(
    package="django",
    version="5.2.19",
    filename="django-5.2.19-py3-none-any.whl",
    sha256="5965d974a5218a2b68a11dd1276434707f23886525c23f0598eccedaf4f4ca00",
)
WAGTAIL = Archive(
    package="wagtail",
    version="8.0.1",
    filename="wagtail-8.0.1-py3-none-any.whl",
    sha256="1e6ad5c7891a54efce1400e168298b5a2cc343b642cee89c31bf5ec30c98b26c",
)
# Every part of either whose Brazilian translation has a sentence for us.
DJANGO_PARTS = {
    "django/conf": "fcb907464aa8bd334d1f96a70b72291fca72c1774d358fe54d9d989bf6963504",
    "django/contrib/admin": "42db8788edf29eb8cfbc11c92babdd38bd0315811ece80497c7551b2e74bd202",
    "django/contrib/admindocs": "106e3110b67c7a6508581efc730f2015e8aa4e237d51d02e11a5c7c8fc8db481",
    "django/contrib/auth": "1ee2fe1e6d6e495281dd188c0850274c6d2c5e914892a51f1d09d2d45ef58cf6",
    "django/contrib/flatpages": "a4503c44f35e7d9a6e85bc411cbb7d2ab2364621f172de55f839d903e5ea06fd",
    "django/contrib/gis": "e3ed963d94f5e5864fc986c7ef19c145cec0f3aef9f3be645458ccf6daf5a395",
    "django/contrib/postgres": "a271762bab3e31c0170d2473439d04a46aca008bfcf6fbd15a30a3b0b0955efb",
    "django/contrib/redirects": "0cb4de66cfd79e0de3f1bbde262cc42012c18dde25247fdaf93cd9c4982dbb6d",
    "django/contrib/sites": "8dfbe07a5a569f6550a987b6fc2137f522d3b2c702724be3b99a3a756208dbc7",
}
WAGTAIL_PARTS = {
    "wagtail/admin": "99fdaa4c8b1176f624986619ade2b23c9ba06d324e27ddf982a8e3451a6916b3",
    "wagtail/contrib/forms": "90b36ec9017c71d582b8dea0d707d777bf9d68a27426e17b73c1fc586454d145",
    "wagtail/contrib/redirects": "ff9728e20b3e37d20f7595499e510562a6bebfe0727343f86e18fa92ed0cc7f9",
    "wagtail/contrib/search_promotions": "f2610a276c10b6b9b437742f76a69ded2bc57c7510d5634f8a6fdf7726043d65",
    "wagtail/contrib/settings": "c37417dcfaba9d64f1c8bf5acf1b11c43743fcc08220df0f9ef0267f7f34dddc",
    "wagtail/contrib/simple_translation": "d18cdc0a224ee2d657083b96d9ae7c4c078a239705a1ec03baf4fff96fcbcc4c",
    "wagtail/contrib/table_block": "066898707f8966b74d01d4393adde581ad7241461ec334c108f4ba076ff5c2d1",
    "wagtail/documents": "d3377a31a0b64bff59acaa316c5d104d043749f8d528bde9b80223578a1c134d",
    "wagtail/embeds": "a49bbfe6e004f0e897d56a57b955a979debd88bbecf49950c2914b05b883f247",
    "wagtail/images": "0b87448ce3d8b919ce45156c3a05ec42ef4fead0bc7395545eb1f5e6baaeb4b6",
    "wagtail": "07041ff086d06173bb4317bd3ea93d10666732c961e2196e7cd2900383ac30de",
    "wagtail/locales": "d58832227eb2d31ce8308f54d95a3431a8cce00835441a3615ad8ffcd01ef1c7",
    "wagtail/sites": "48661aad4afd30db26f09b1e6393ca84d54486e4cf48937b555b9d0aea89bd1f",
    "wagtail/users": "844ce74d570916cfc5eb8c35408f95649ccb6d9cfdc54fd2845596a92f444a5a",
}
FILES = tuple(
    Source(
        archive=archive,
        member=f"{part}/locale/pt_BR/LC_MESSAGES/django.po",
        sha256=digest,
        licence="BSD-3-Clause",
    )
    for archive, parts in ((DJANGO, DJANGO_PARTS), (WAGTAIL, WAGTAIL_PARTS))
    for part, digest in parts.items()
)
DIGEST = "cdcdb1f15d29acc3c63d99ba26bfacd198bfa63cbc38eeb74d2730797064d4e3"  # of the chosen sentences


def read_messages(cache: PackageCache) -> list[Message]:
    """Return the sentences of all files.

    Raises:
        SourceError: other sentences were chosen than those that were measured.
    """
    found = sentences(cache.path(source).read_text(encoding="utf-8") for source in FILES)
    listed = "".join(f"{message.en}\t{message.pt}\n" for message in found)
    if hashlib.sha256(listed.encode()).hexdigest() != DIGEST:
        raise SourceError("the choice of messages", "is not the pinned one")
    return found
