"""The names of the months in the languages of the feeds, folded: small, without accents."""

from __future__ import annotations

#: A line a language, a word a month; shorter forms follow after "/".
_NAMES = """
january/jan february/feb/febr march/mar april/apr may june/jun july/jul august/aug september/sep/sept october/oct november/nov december/dec
janvier/janv fevrier/fevr/fev mars avril/avr mai juin juillet/juil aout septembre octobre novembre decembre
januar/janner/jaenner februar/feber marz/maerz/mrz april mai juni juli august september oktober/okt november dezember/dez
enero/ene febrero marzo abril/abr mayo junio julio agosto/ago septiembre/setiembre/set octubre noviembre diciembre/dic
gennaio/gen febbraio marzo aprile maggio/mag giugno/giu luglio/lug agosto settembre/sett ottobre/ott novembre dicembre
janeiro fevereiro marco abril maio/mai junho julho agosto setembro/set outubro/out novembro dezembro/dez
januari februari maart/mrt april mei juni juli augustus september oktober november december
januari februari mars april maj juni juli augusti september oktober november december
januar februar marts april maj juni juli august september oktober november december/des/desember
styczen/stycznia/sty luty/lutego/lut marzec/marca kwiecien/kwietnia/kwi maj/maja czerwiec/czerwca/cze lipiec/lipca/lip sierpien/sierpnia/sie wrzesien/wrzesnia/wrz pazdziernik/pazdziernika/paz listopad/listopada/lis grudzien/grudnia/gru
январь/января/янв февраль/февраля/фев/февр март/марта/мар апрель/апреля/апр май/мая июнь/июня/июн июль/июля/июл август/августа/авг сентябрь/сентября/сен/сент октябрь/октября/окт ноябрь/ноября/ноя/нояб декабрь/декабря/дек
січень/січня/січ лютий/лютого/лют березень/березня/бер квітень/квітня/квіт/кві травень/травня/трав/тра червень/червня/черв/чер липень/липня/лип серпень/серпня/серп/сер вересень/вересня/вер жовтень/жовтня/жовт/жов листопад/листопада/лист/лис грудень/грудня/груд/гру
leden/ledna/led unor/unora/uno brezen/brezna/bre duben/dubna/dub kveten/kvetna/kve cerven/cervna/cvn cervenec/cervence/cvc srpen/srpna/srp zari/zar rijen/rijna/rij listopad/listopadu prosinec/prosince/pro
ocak/oca subat/sub mart nisan/nis mayıs/mayis haziran/haz temmuz/tem agustos/agu eylul/eyl ekim/eki kasım/kasim/kas aralık/aralik/ara
tammikuu/tammikuuta helmikuu/helmikuuta maaliskuu/maaliskuuta huhtikuu/huhtikuuta toukokuu/toukokuuta kesakuu/kesakuuta heinakuu/heinakuuta elokuu/elokuuta syyskuu/syyskuuta lokakuu/lokakuuta marraskuu/marraskuuta joulukuu/joulukuuta
ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
"""  # noqa: E501


def _read() -> dict[str, int]:
    """Return each name with its number; one that means two months would be a mistake here."""
    import unicodedata

    months: dict[str, int] = {}
    for line in _NAMES.strip().splitlines():
        for number, forms in enumerate(line.split(), 1):
            for form in forms.split("/"):
                parted = unicodedata.normalize("NFKD", form)
                name = "".join(char for char in parted if not unicodedata.combining(char))
                months.setdefault(name, number)
                assert months[name] == number, f"{name} is month {months[name]} and {number}"
    return months


MONTHS = _read()
