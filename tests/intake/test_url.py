"""Addresses as people and feeds write them."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.intake.url import (
    UrlError,
    hide_password,
    is_private_host,
    join,
    parse,
    without_credentials,
)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("HTTP://News.Example:80", "http://news.example/"),
        ("https://news.example:443/a b?c=d e#f", "https://news.example/a%20b?c=d%20e"),
        ("  https://news.example/ü  ", "https://news.example/%C3%BC"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://straße.example/", "https://xn--strae-oqa.example/"),
        ("https://news.example/a%2Fb?x=%20", "https://news.example/a%2Fb?x=%20"),
        ("https://ann:secret@news.example/", "https://news.example/"),
        ("http://[2606:4700::1111]:8080/x", "http://[2606:4700::1111]:8080/x"),
        ("http://x/\r\nX-Evil: 1", "http://x/%0D%0AX-Evil:%201"),
        ("http://⒑⒈⒈1/", "http://10.1.1.1/"),
    ],
)
def test_an_address_has_one_way_to_be_written(written: str, kept: str) -> None:
    assert str(parse(written)) == kept
    assert str(parse(kept)) == kept


@pytest.mark.parametrize(
    "written",
    [
        *("", " ", "news", "http://", "http:///x", "http:x", "//x", "http://[", "http://[::1"),
        *("http://x:99999/", "http://x:-1/", "http://x:abc/", "http://x\nHost: evil/"),
        *("http://example.org\\@127.0.0.1/", "http://x y/", "http://\u202eevil/", "http://.../"),
        *("file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "-oX", "exec:id"),
        *(f"http://{'a' * 64}.example/", f"http://x/{'a' * 9000}", "http://x/\ud800"),
        *("http://[fe80::1%25eth0]/", "http://a%00b/", "http://[v1.fe:80]/"),
    ],
)
def test_what_cannot_be_fetched_is_refused_by_name(written: str) -> None:
    with pytest.raises(UrlError) as refused:
        parse(written)
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 400


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0", "0.0.0.0"),
        *("::1", "::ffff:127.0.0.1", "::ffff:7f00:1", "::7f00:1", "64:ff9b::7f00:1"),
        *(
            "2001:0:4136:e378:8000:63bf:80ff:fffe",
            "2002:7f00:1::",
            "fd00::1",
            "fe80::1",
            "fe80::1%eth0",
            "::",
            "ff02::1",
        ),
        *("10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.0.1", "100.64.0.1"),
        *("169.254.169.254", "224.0.0.1", "255.255.255.255", "240.0.0.1"),
        *("localhost", "LOCALHOST.", "foo.localhost", "printer.local", "nas", "router.lan"),
        *("metadata.google.internal", "①②⑦.⓪.⓪.①", "127。0。0。1", "１２７.0.0.1"),
    ],
)
def test_the_home_network_is_known_however_it_is_spelled(host: str) -> None:
    assert is_private_host(host)


@pytest.mark.parametrize(
    "host",
    [
        "1.1.1.1",
        "172.32.0.1",
        "2606:4700::1111",
        "11.0.0.1",
        "100.128.0.1",
        "news.example.org",
        "09.1.1.1",
        "256.1.1.1",
    ],
)
def test_the_internet_is_not_the_home_network(host: str) -> None:
    assert not is_private_host(host)


@pytest.mark.parametrize(
    ("base", "target", "joined"),
    [
        ("https://a.example/x/y", "z?q=1#f", "https://a.example/x/z?q=1#f"),
        ("https://a.example/x", "//b.example/", "https://b.example/"),
        ("https://a.example/x", "/a b", "https://a.example/a%20b"),
        ("", "https://b.example/ü", "https://b.example/ü"),
        ("https://a.example/", "javascript:alert(1)", ""),
        ("https://a.example/", "mailto:a@b.example", ""),
        ("", "not an address", ""),
        ("https://a.example/", "", ""),
        ("https://a.example/", "http://[", ""),
        ("https://a.example/", "http:///x", ""),
        ("https://a.example/", "x" * 9000, ""),
        ("javascript:1", "x", ""),
    ],
)
def test_links_are_made_whole_or_dropped(base: str, target: str, joined: str) -> None:
    assert join(base, target) == joined


def test_passwords_are_hidden() -> None:
    assert hide_password("https://ann:se@cret@news.example/x") == "https://ann:***@news.example/x"
    assert hide_password("https://t0ken@news.example/x") == "https://***@news.example/x"
    assert hide_password("https://news.example/@ann") == "https://news.example/@ann"
    assert hide_password("https://news.example/a:b@c") == "https://news.example/a:b@c"
    assert without_credentials("https://ann:secret@news.example/x") == "https://news.example/x"


@given(st.text(max_size=60).map("http://{}".format) | st.text(max_size=60))
def test_any_text_is_an_address_or_is_refused(written: str) -> None:
    try:
        once = str(parse(written))
    except UrlError:
        return
    assert str(parse(once)) == once
    assert once.isascii() and once.isprintable() and " " not in once


@given(st.text(max_size=40), st.text(max_size=40))
def test_joining_never_fails_and_gives_web_addresses(base: str, target: str) -> None:
    joined = join(f"http://{base}", target)
    assert joined == "" or joined.lower().startswith(("http://", "https://"))


@given(
    st.sampled_from(["", "https://a.example/b/"]),
    st.from_regex(r"https?://[A-Za-z0-9.-]{1,9}(:\d{1,6})?([/?#][!-~]{0,9})?", fullmatch=True),
)
def test_a_whole_address_is_joined_as_one_that_is_looked_at_closely(base: str, whole: str) -> None:
    assert join(base, whole) == join(base, f" {whole}")


def test_what_is_no_address_has_no_credentials_to_take_out() -> None:
    assert without_credentials("http://[x") == "http://[x"


@pytest.mark.parametrize(
    "written",
    [
        *("http://us:sesame/x@a.example/", "http://us:se?sesame@a.example", "http://u:#sesame@h/"),
        *("feed://us:sesame@a.example/f", "ftp://us:sesame@a.example/", "us:sesame@a.example/f"),
        *("http:us:sesame@a.example", "http:/us:sesame@a.example", "http:///us:sesame@a.example"),
        *("http://ann@b.example:sesame@a.example/", "http://HOUSE/us:sesame@a.example/"),
        *("http://us:the sesame@a.example/", "http://[::1]:sesame@a.example/", "//u:sesame@h"),
        *("http://us:sesame℀@a.example/", "filter:us:sesame@a.example"),
    ],
)
def test_no_password_is_shown_of_what_cannot_be_fetched(written: str) -> None:
    assert "sesame" not in hide_password(written)
    with contextlib.suppress(UrlError):
        parse(written)
        return
    with pytest.raises(UrlError) as refused:
        parse(written)
    assert "sesame" not in str(refused.value)


def test_an_at_in_a_path_hides_nothing() -> None:
    for whole in ("https://a.example/@ann", "https://a.example/x?t=1:2&m=a@b", "https://a/@x:y"):
        assert hide_password(whole) == whole
