"""Bech32 (BIP 173), the spelling of age's keys: letters and digits with a checksum that finds slips of the pen."""

from collections.abc import Iterable

_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKSUM = 6


def encode(prefix: str, data: bytes) -> str:
    """`data` below a prefix in lower case."""
    words = _regroup(data, 8, 5, fill=True)
    checked = _polymod([*_expand(prefix), *words, *([0] * _CHECKSUM)]) ^ 1
    words += [checked >> 5 * (_CHECKSUM - 1 - place) & 31 for place in range(_CHECKSUM)]
    return f"{prefix}1{''.join(_ALPHABET[word] for word in words)}"


def decode(text: str) -> tuple[str, bytes]:
    """(prefix in lower case, data). Raises ValueError for whatever is no such text."""
    if text not in (text.lower(), text.upper()):
        raise ValueError("mixed case")
    prefix, _, rest = text.lower().rpartition("1")
    if not prefix or len(rest) < _CHECKSUM:
        raise ValueError("too short")
    # str.index raises ValueError for a letter that has no place in the alphabet.
    words = [_ALPHABET.index(letter) for letter in rest]
    if _polymod([*_expand(prefix), *words]) != 1:
        raise ValueError("wrong checksum")
    return prefix, bytes(_regroup(words[:-_CHECKSUM], 5, 8, fill=False))


def _expand(prefix: str) -> list[int]:
    return [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]


def _polymod(words: Iterable[int]) -> int:
    check = 1
    for word in words:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ word
        for place, generator in enumerate(_GENERATOR):
            check ^= generator if top >> place & 1 else 0
    return check


def _regroup(words: Iterable[int], given: int, wanted: int, *, fill: bool) -> list[int]:
    """Words of `given` bits as words of `wanted` bits. Raises ValueError when bits that should be zero are not."""
    held, bits, made = 0, 0, []
    for word in words:
        held, bits = held << given | word, bits + given
        while bits >= wanted:
            bits -= wanted
            made.append(held >> bits & ((1 << wanted) - 1))
    rest = held & ((1 << bits) - 1)
    if fill and bits:
        made.append(rest << (wanted - bits) & ((1 << wanted) - 1))
    elif not fill and (bits >= given or rest):
        raise ValueError("wrong padding")
    return made
