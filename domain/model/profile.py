"""What a person shows of herself; display only, never a proof and never a key."""

import re
from typing import Final, Self
from urllib.parse import urlsplit

import attrs

from domain.model.errors import InvalidInput
from domain.model.values import text

# WeChat hands this name, and a grey picture, to every app since 2022-11; it names nobody.
_PLACEHOLDER_NAMES: Final = frozenset({"", "微信用户"})
_URL: Final = re.compile(r"https?://[!-~]+")

NICKNAME_LONGEST: Final = 64
AVATAR_URL_LONGEST: Final = 512


@attrs.frozen
class Profile:
    """A nickname and the address of a picture; both may be empty."""

    nickname: str = ""
    avatar_url: str = ""

    def with_changes(self, changes: "ProfileChanges") -> "Profile":
        """Return the profile after the changes; what is None stays."""
        return Profile(
            self.nickname if changes.nickname is None else changes.nickname,
            self.avatar_url if changes.avatar_url is None else changes.avatar_url,
        )

    @property
    def masked_nickname(self) -> str | None:
        """The first letter of the nickname, which whoever chose it will know again."""
        return f"{self.nickname[0]}***" if self.nickname else None

    def joined_with(self, other: "Profile") -> "Profile":
        """Return the profile of one person who had both; what WeChat gives everybody loses."""
        if self.nickname.strip() in _PLACEHOLDER_NAMES and other.nickname:
            return Profile(other.nickname, other.avatar_url or self.avatar_url)
        return Profile(self.nickname, self.avatar_url or other.avatar_url)


@attrs.frozen
class ProfileChanges:
    """Some of a profile's fields, already checked; None leaves a field as it is."""

    nickname: str | None = None
    avatar_url: str | None = None

    @classmethod
    def parse(cls, *, nickname: str | None = None, avatar_url: str | None = None) -> Self:
        """Check what a person typed.

        Raises:
            InvalidInput: the nickname is empty, longer than 64 characters or holds control
                characters; the avatar is not an http(s) URL of at most 512 characters.
        """
        if nickname is not None:
            nickname = text("nickname", nickname, longest=NICKNAME_LONGEST)
            if not nickname:
                raise InvalidInput("nickname")
        return cls(nickname, None if avatar_url is None else _avatar(avatar_url))

    @classmethod
    def from_provider(cls, *, nickname: str, avatar_url: str) -> Self:
        """Take what a provider knows; placeholders and unusable values change nothing.

        A grey default picture comes with the placeholder name, so both go together.
        """
        if nickname.strip() in _PLACEHOLDER_NAMES:
            return cls()
        try:
            return cls.parse(nickname=nickname, avatar_url=avatar_url or None)
        except InvalidInput:
            return cls()

    def where_empty(self, profile: Profile) -> Self:
        """Return these changes so far as they fill what is empty."""
        return type(self)(
            None if profile.nickname else self.nickname,
            None if profile.avatar_url else self.avatar_url,
        )


NO_CHANGES: Final = ProfileChanges()


def _avatar(url: str) -> str:
    if url and (len(url) > AVATAR_URL_LONGEST or not _URL.fullmatch(url) or not _host(url)):
        raise InvalidInput("avatar_url")
    return url


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None
