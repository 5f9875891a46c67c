"""Pairs of sentences of our own on one matter: what was read, what is being read, and whether
a figure in the second contradicts or updates the first. The last tells the language."""

from __future__ import annotations

#: A reader wants to be told.
DIFFER = [
    (
        "Lenta expelled eight envoys of the alliance.",
        "Lenta expelled ten envoys of the alliance.",
        "en",
    ),
    (
        "Two people died when the ferry sank off Orsk.",
        "Three people died when the ferry sank off Orsk.",
        "en",
    ),
    ("The fire in the mill left two dead.", "The fire in the mill left three dead.", "en"),
    (
        "At least 12 miners were killed in the blast.",
        "At least 17 miners were killed in the blast.",
        "en",
    ),
    (
        "One person was killed in the storm at Halm.",
        "Two people were killed in the storm at Halm.",
        "en",
    ),
    ("The bill passed by 152 votes to 148.", "The bill passed by 154 votes to 146.", "en"),
    ("Parliament rejected the law 152-148.", "Parliament rejected the law 160-140.", "en"),
    (
        "The company will cut 1,200 jobs at its plant in Tarn.",
        "The company will cut 2,000 jobs at its plant in Tarn.",
        "en",
    ),
    (
        "The bridge will cost $220 million, the minister said.",
        "The bridge will cost $290 million, the minister said.",
        "en",
    ),
    (
        "Prices in the city rose by 2.5 percent in a year.",
        "Prices in the city rose by 4.1 percent in a year.",
        "en",
    ),
    (
        "Police arrested 23 protesters outside the court.",
        "Police arrested thirty-one protesters outside the court.",
        "en",
    ),
    (
        "About 500 people fled the village of Brenn.",
        "About 2,000 people fled the village of Brenn.",
        "en",
    ),
    (
        "Between 20 and 30 houses burned down in Corva.",
        "Between 40 and 50 houses burned down in Corva.",
        "en",
    ),
    (
        "The crash injured 14 passengers on the train.",
        "The crash injured 19 passengers on the train.",
        "en",
    ),
    (
        "The court fined the bank €40 million for the leak.",
        "The court fined the bank €60 million for the leak.",
        "en",
    ),
    (
        "The quake destroyed 300 homes in the valley.",
        "The quake destroyed 450 homes in the valley.",
        "en",
    ),
    (
        "Rescuers saved six sailors from the sinking trawler.",
        "Rescuers saved nine sailors from the sinking trawler.",
        "en",
    ),
    ("Bei dem Unfall starben zwei Menschen.", "Bei dem Unfall starben drei Menschen.", "de"),
    (
        "Die Polizei nahm 23 Demonstranten vor dem Rathaus fest.",
        "Die Polizei nahm 31 Demonstranten vor dem Rathaus fest.",
        "de",
    ),
    (
        "Der Konzern streicht 1.200 Stellen im Werk Tarn.",
        "Der Konzern streicht 2.000 Stellen im Werk Tarn.",
        "de",
    ),
    (
        "Die Preise stiegen in der Stadt um 2,5 Prozent.",
        "Die Preise stiegen in der Stadt um 4,1 Prozent.",
        "de",
    ),
    (
        "L'incendie a fait deux morts dans la tour.",
        "L'incendie a fait trois morts dans la tour.",
        "fr",
    ),
    (
        "La police a interpellé 23 manifestants devant la mairie.",
        "La police a interpellé 31 manifestants devant la mairie.",
        "fr",
    ),
    (
        "Le groupe supprime 1 200 postes dans son usine de Tarn.",
        "Le groupe supprime 2 000 postes dans son usine de Tarn.",
        "fr",
    ),
    (
        "El incendio dejó dos muertos en la torre.",
        "El incendio dejó tres muertos en la torre.",
        "es",
    ),
    (
        "La policía detuvo a 23 manifestantes ante el juzgado.",
        "La policía detuvo a 31 manifestantes ante el juzgado.",
        "es",
    ),
    ("При пожаре погибли два человека.", "При пожаре погибли три человека.", "ru"),
    (
        "Полиция задержала 23 демонстранта у здания суда.",
        "Полиция задержала 31 демонстранта у здания суда.",
        "ru",
    ),
    ("火灾造成2人死亡。", "火灾造成3人死亡。", "zh"),
    ("矿井爆炸导致十二名矿工遇难。", "矿井爆炸导致十五名矿工遇难。", "zh"),
    ("警方在法院外逮捕了23名示威者。", "警方在法院外逮捕了31名示威者。", "zh"),
]

#: Nothing differs, or nobody can tell.
SAME = [
    (
        "The army gave the police of Halm $5 billion-worth of lorries.",
        "The army gave the police of Halm lorries for $5 billion.",
        "en",
    ),
    ("The bill passed by 152 votes to 148.", "The bill passed by 152 to 148 votes.", "en"),
    ("The bill passed by 152 votes to 148.", "The bill passed 152-148 in a late vote.", "en"),
    (
        "The bill passed by 152 votes to 148.",
        "With 148 votes against and 152 in favour, the bill passed.",
        "en",
    ),
    ("The bill passed by 152 votes to 148.", "The bill passed by four votes.", "en"),
    (
        "Some 38,000 people marched through Orsk.",
        "The city counted 38,200 people who marched through Orsk.",
        "en",
    ),
    (
        "More than 100 people fled the village of Brenn.",
        "About 120 people fled the village of Brenn.",
        "en",
    ),
    ("Nearly 300 homes burned in the valley.", "The fire burned 287 homes in the valley.", "en"),
    ("Eight envoys were expelled from Lenta.", "Lenta expelled 8 envoys.", "en"),
    (
        "Twenty-three protesters were arrested outside the court.",
        "Police arrested 23 protesters outside the court.",
        "en",
    ),
    (
        "The bridge will cost $2.3 billion, the minister said.",
        "The bridge will cost some $2 billion, the minister said.",
        "en",
    ),
    (
        "The bridge will cost $2.3 billion, the minister said.",
        "The bridge will cost $2,300 million, the minister said.",
        "en",
    ),
    (
        "Prices in the city rose by 2.5 percent in a year.",
        "Prices in the city rose by 2.5% in a year.",
        "en",
    ),
    (
        "Prices in the city rose by 2.48 percent in a year.",
        "Prices in the city rose by 2.5 percent in a year.",
        "en",
    ),
    (
        "Two people died and five were injured in the crash.",
        "The crash killed two people and injured five people.",
        "en",
    ),
    ("Two people were killed in the crash.", "Five people were injured in the crash.", "en"),
    ("Two people died in the blast in Orsk.", "Three people died in the blast in Corva.", "en"),
    ("Prices rose from 12 to 15 percent of income.", "Prices rose to 15 percent of income.", "en"),
    (
        "Between 20 and 30 houses burned down in Corva.",
        "Some 25 houses burned down in Corva.",
        "en",
    ),
    (
        "From 20 to 30 houses burned down in Corva.",
        "Between 20 and 30 houses burned down in Corva.",
        "en",
    ),
    (
        "The council met on May 3 to vote on the harbour.",
        "The council met on May 5 to vote on the harbour.",
        "en",
    ),
    (
        "Sales rose 12 percent in March at the carmaker.",
        "Sales rose 15 percent in April at the carmaker.",
        "en",
    ),
    ("The Greens won 12 seats in the council.", "The Liberals won 15 seats in the council.", "en"),
    (
        "Police found 12 weapons in the flat.",
        "Police found 12 knives and two guns, 14 weapons in total, in two flats.",
        "en",
    ),
    (
        "Twelve people were killed on the first day of the storm.",
        "In total 20 people were killed in the storm.",
        "en",
    ),
    (
        "Twelve people were arrested after the march.",
        "Three other people were arrested after the march.",
        "en",
    ),
    (
        "The 42-year-old driver was taken to hospital.",
        "The 23-year-old passenger was taken to hospital.",
        "en",
    ),
    (
        "The team won 3-1 at home in Orsk.",
        "The team won by three goals to one at home in Orsk.",
        "en",
    ),
    ("Team A beat Halm 3-1 at home on Sunday.", "Team A led 1-0 at the break at home.", "en"),
    (
        "The F-16 landed at 10:30 in Orsk with two pilots.",
        "The F-16 took off at 9:45 from Orsk with two pilots.",
        "en",
    ),
    (
        "She was the 3rd minister to resign in two years.",
        "He was the 4th minister to resign in two years.",
        "en",
    ),
    (
        "The factory employs 400 workers in Tarn.",
        "The factory employs about 420 workers in Tarn.",
        "en",
    ),
    (
        "The fine of $40 million is the largest in Lenta.",
        "The bank set aside $55 million for lawyers.",
        "en",
    ),
    (
        "Der Antrag wurde mit 152 zu 148 Stimmen angenommen.",
        "Der Antrag wurde mit 152 gegen 148 Stimmen angenommen.",
        "de",
    ),
    ("Rund 38.000 Menschen zogen durch die Stadt.", "Durch die Stadt zogen 38.200 Menschen.", "de"),
    ("Zwölf Bergleute starben in der Grube.", "In der Grube starben 12 Bergleute.", "de"),
    (
        "Bei dem Unfall starben zwei Menschen.",
        "Bei dem Unfall wurden fünf Menschen verletzt.",
        "de",
    ),
    (
        "Am 3. Mai stimmte der Rat über den Hafen ab.",
        "Am 5. Mai stimmte der Rat über den Hafen ab.",
        "de",
    ),
    ("Einundzwanzig Häuser brannten in Corva ab.", "In Corva brannten 21 Häuser ab.", "de"),
    (
        "La loi a été adoptée par 152 voix contre 148.",
        "La loi a été adoptée par 148 voix contre et 152 pour.",
        "fr",
    ),
    (
        "Quelque 38 000 personnes ont défilé dans la ville.",
        "Dans la ville 38 200 personnes ont défilé.",
        "fr",
    ),
    ("Treize mineurs sont morts dans le puits.", "Dans le puits 13 mineurs sont morts.", "fr"),
    ("L'accident a fait deux morts.", "L'accident a fait cinq blessés.", "fr"),
    (
        "La ley fue aprobada por 152 votos contra 148.",
        "La ley fue aprobada por 152 votos a favor y 148 en contra.",
        "es",
    ),
    (
        "Unas 38.000 personas marcharon por la ciudad.",
        "Por la ciudad marcharon 38.200 personas.",
        "es",
    ),
    ("Doce mineros murieron en el pozo.", "En el pozo murieron 12 mineros.", "es"),
    ("El accidente dejó dos muertos.", "El accidente dejó cinco heridos.", "es"),
    ("Закон принят 152 голосами против 148.", "Закон принят: 152 голоса за и 148 против.", "ru"),
    ("Около 38 000 человек прошли по городу.", "По городу прошли 38 200 человек.", "ru"),
    ("Двенадцать шахтеров погибли в шахте.", "В шахте погибли 12 шахтеров.", "ru"),
    ("В аварии погибли два человека.", "В аварии пострадали пять человек.", "ru"),
    ("法案以152票对148票获得通过。", "法案以152比148票获得通过。", "zh"),
    ("约38000人参加了游行。", "38200人参加了游行。", "zh"),
    ("十二名矿工在爆炸中遇难。", "12名矿工在爆炸中遇难。", "zh"),
    ("事故造成2人死亡。", "事故造成5人受伤。", "zh"),
    ("会议于5月3日举行，有12个国家参加。", "会议于5月5日举行，有12个国家参加。", "zh"),
]
