"""Text dumps in scripts that put no blanks between words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tuinews.clean import clean
from tuinews.clean.furniture import standard
from tuinews.model import Article, Capture, CaptureKind

JAPANESE = """橋の上で猫が会議を止める
町の中心にある石橋で、白い猫が市議会の視察を四十分にわたって止めた。議員らは道を譲るまで待つことにしたという。
橋を渡ろうとした議員は十二人で、猫は欄干のそばで眠っていた。「起こすのは失礼だと思った」と議長は話した。
{advert}
猫は近所の魚屋で飼われており、名前はまだない。橋の補修に必要な予算は来月の議会で話し合われる予定だ。
"""
CHINESE = """渡船工人在灯塔下找到失踪的钢琴
星期二清晨，港口的渡船工人在旧灯塔下面发现了一架三年前失踪的钢琴，琴键还完好，只是积满了盐。
据港务局介绍，这架钢琴原来放在候船大厅里，供旅客弹奏，搬家那天被人忘在了码头上。
{advert}
市博物馆准备把它修好，明年春天放回大厅。修琴的师傅说，最难的不是清除盐分，而是找到合适的琴弦。
"""
CASES = [
    ("トップ 速報 国内", JAPANESE, "【広告】靴下半額"),
    ("話題　深読｜地方", JAPANESE, "［PR］靴下が今だけ半額になります。"),
    ("首页 快讯 本地", CHINESE, "【推广】雨伞买一送一"),
    ("新聞 AI 財經 副刊", CHINESE, "（廣告）雨傘買一送一，歡迎選購。"),
]


def cleaned(text: str) -> Article:
    return clean(Capture(CaptureKind.TEXT, text, "dump.txt", datetime(2024, 5, 1, tzinfo=UTC)))


@pytest.mark.parametrize(("menu", "text", "advert"), CASES)
def test_a_menu_is_no_headline_and_an_advert_says_that_it_is_one(
    menu: str, text: str, advert: str
) -> None:
    headline, *body = text.splitlines()
    article = cleaned(f"{menu}\n{text.format(advert=advert)}")
    assert article.headline == headline
    assert article.body.splitlines() == [line for line in body if line != "{advert}"]
    assert [cut.text for cut in article.cut] == [" ".join(menu.split()), advert]
    assert article.cut[1].reason == "advert"


def test_a_headline_may_have_blanks_too() -> None:
    headline, _, rest = JAPANESE.partition("\n")
    article = cleaned(f"石橋の猫 会議を止める 議員ら待つ\n{rest.format(advert='')}")
    assert article.headline == "石橋の猫 会議を止める 議員ら待つ"
    assert cleaned(f"猫 会議 停止\n{rest.format(advert='')}").headline == "猫 会議 停止"
    assert headline not in article.body


@pytest.mark.parametrize(
    "text", ["【速報】橋が直る", "【社会】橋が直る", "[Update] The bridge is back"]
)
def test_other_words_in_brackets_are_of_the_line(text: str) -> None:
    assert standard().label(text) is None
