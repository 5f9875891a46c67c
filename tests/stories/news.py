"""A few days of invented news: events told by several newsrooms, and what only looks alike."""

from __future__ import annotations

from tests.stories.making import make

from tuinews.model import Article

QUAKE_SOUTH = [
    make(
        "south-1",
        "Strong quake shakes Velmora coast, at least 14 dead",
        """VELMORA, March 3 - An earthquake of magnitude 6.4 struck the coast near
        Velmora early on Tuesday and killed at least 14 people, the civil defence said.
        Dozens of houses collapsed in the port district. Rescuers dug through the ruins
        of the Hotel Miramar, where guests were thought to be trapped. "We heard voices
        under the second floor all morning and we will not stop," said Teresa Quiroga,
        who leads the teams. Mayor Lucas Ibarra asked people to sleep in the open. Power
        was out in most of the city.""",
        "2021-03-02",
        "Wire",
    ),
    make(
        "south-2",
        "Rescuers search hotel ruins after Velmora earthquake",
        """Rescue teams in Velmora searched the ruins of the Hotel Miramar for survivors
        on Tuesday after an earthquake of magnitude 6.4 that killed 14 people on the
        coast. Teresa Quiroga, head of the rescuers, said "we heard voices under the
        second floor all morning and we will not stop". The port district was worst hit,
        with dozens of houses down, and much of the city had no power, Mayor Lucas
        Ibarra said.""",
        "2021-03-02",
        "Harbour Courier",
    ),
    make(
        "south-3",
        "Velmora death toll rises to 19, two pulled alive from hotel",
        """Two people were pulled alive from the Hotel Miramar in Velmora on Wednesday,
        a day after the magnitude 6.4 quake, while the number of dead rose to 19.
        Rescuer Teresa Quiroga said her teams still heard knocking. Mayor Lucas Ibarra
        said schools in the port district would become shelters.""",
        "2021-03-03",
        "Ledger",
    ),
]
QUAKE_NORTH = [
    make(
        "north-1",
        "Earthquake in the Tarsk mountains cuts off villages",
        """An earthquake of magnitude 5.8 cut off a dozen villages in the Tarsk
        mountains on Tuesday, officials said. Nobody was known to be dead. Helicopters
        brought tents and blankets to the valley of Olm, where the only road lies under
        rocks. "The bridge is gone and so is the road," said district head Henrik Sol.
        Snow is forecast for the night.""",
        "2021-03-02",
        "Wire",
    ),
    make(
        "north-2",
        "Helicopters reach Tarsk villages after quake",
        """Helicopters reached the valley of Olm on Tuesday with tents and blankets for
        villages that an earthquake of magnitude 5.8 had cut off in the Tarsk mountains.
        District head Henrik Sol said the bridge and the road were gone. No deaths were
        reported. Snow was expected at night.""",
        "2021-03-02",
        "Ledger",
    ),
]
TRIAL = [
    make(
        f"trial-{day}",
        headline,
        body,
        f"2021-03-{day:02}",
        paper,
    )
    for day, headline, body, paper in [
        (
            2,
            "Banker Odile Marchetti denies fraud as trial opens",
            """The trial of the banker Odile Marchetti opened on Tuesday with a plea of
            not guilty. She is accused of hiding losses of 220 million crowns at Corvin
            Bank. Prosecutor Ada Wills read out the charges for two hours in a crowded
            court.""",
            "Wire",
        ),
        (
            16,
            "Former clerk tells court of shredded files at Corvin Bank",
            """A former clerk told the court that he shredded files for a week on the
            orders of his superior. Pawel Brandt, 58, wept as he described carrying bags
            to the cellar. The defence of Odile Marchetti called him a liar and asked
            why he had kept silent for six years.""",
            "Wire",
        ),
    ]
]
WEATHER = [
    make(
        f"weather-{day}",
        f"Weather for {name}, March {day}",
        f"""Clouds and sun take turns today in the whole country, with showers in the
        west towards evening. Highs reach {day + 7} degrees on the coast and {day + 3}
        inland. The wind blows lightly from the southwest. Tonight it stays dry in the
        east, lows around {day} degrees.""",
        f"2021-03-{day:02}",
        "Harbour Courier",
    )
    for day, name in [(2, "Tuesday"), (3, "Wednesday"), (4, "Thursday")]
]
GERMAN = [
    make(
        "tunnel-1",
        "Tunnel am Rabenstein nach Brand gesperrt",
        """Nach dem Brand eines Lastwagens ist der Tunnel am Rabenstein in beiden
        Richtungen gesperrt. Wie die Feuerwehr mitteilte, konnten sich alle 23 Insassen
        ins Freie retten. "Wir hatten großes Glück, dass der Fahrer sofort Alarm
        schlug", sagte Einsatzleiter Jörg Pfannmüller. Die Sperrung dauert mindestens
        bis Freitag.""",
        "2021-03-02",
        "Bergkurier",
    ),
    make(
        "tunnel-2",
        "Lastwagen brennt im Rabenstein-Tunnel: 23 Menschen gerettet",
        """Im Tunnel am Rabenstein hat am Dienstag ein Lastwagen gebrannt. Alle 23
        Menschen kamen unverletzt heraus, sagte Einsatzleiter Jörg Pfannmüller von der
        Feuerwehr. Bis Freitag bleibt der Tunnel gesperrt, der Verkehr wird über den
        Pass geleitet.""",
        "2021-03-02",
        "Talbote",
    ),
]
JAPANESE = [
    make(
        "ferry-1",
        "台風でフェリー欠航、島に三百人足止め",
        """台風の接近により、青波島と本土を結ぶフェリーが二日から欠航し、観光客ら約三百人が島に足止めされている。
        町役場は体育館を開放し、毛布と食料を配った。運航会社は四日の再開を目指すとしている。""",
        "2021-03-02",
        "朝凪新聞",
    ),
    make(
        "ferry-2",
        "青波島で足止めの観光客、体育館で一夜",
        """フェリーの欠航で青波島に足止めされた観光客ら約三百人が、町の体育館で一夜を過ごした。
        町役場が毛布と食料を配っている。台風は三日に通過し、フェリーの再開は四日の見込み。""",
        "2021-03-03",
        "港日報",
    ),
]
SINGLES = [
    make(
        "recipe",
        "Plum dumplings as grandmother made them",
        """Boil the potatoes in their skins, peel them hot and press them. Knead with
        flour and one egg, wrap each plum with a lump of sugar, and let the dumplings
        rise in simmering water. Serve with butter and crumbs.""",
        "2021-03-02",
        "Harbour Courier",
    ),
    make(
        "chess",
        "Mira Oduya, 17, draws with the world champion",
        """The seventeen-year-old Mira Oduya held the world champion to a draw in 61
        moves at the Ansel Open. She gave up a rook for a passed pawn and a perpetual
        check.""",
        "2021-03-03",
        "Ledger",
    ),
    make(
        "rates",
        "Central bank leaves rates unchanged",
        """The central bank left its main rate at 2.25 percent on Wednesday, as most
        economists had expected. Governor Ines Falk said inflation would fall below
        three percent by autumn.""",
        "2021-03-03",
        "Wire",
    ),
]
ALL: list[Article] = [
    *QUAKE_SOUTH,
    *QUAKE_NORTH,
    *TRIAL,
    *WEATHER,
    *GERMAN,
    *JAPANESE,
    *SINGLES,
]
STORIES = {
    frozenset({"south-1", "south-2", "south-3"}),
    frozenset({"north-1", "north-2"}),
    frozenset({"tunnel-1", "tunnel-2"}),
    frozenset({"ferry-1", "ferry-2"}),
}
