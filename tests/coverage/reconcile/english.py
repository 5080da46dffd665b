"""Invented sentences in the words of English-language papers, for which the patterns were written."""

SENTENCES = (
    (
        "The agency said 7,210 of the city's 517,402 eligible residents have yet to have their data recorded "
        "for electronic identity cards (e-KTP).",
        "not_recorded 7210, wajib 517402",
    ),
    (
        "As of Dec. 31, 2024, 510,192 people, or 98.6 percent, had been recorded, he said on Tuesday.",
        "recorded 510192, recorded_percent 98.6",
    ),
    ("We are aiming for 99.4 percent by the end of 2025.", "target_percent 99.4"),
    ("The office has set a target of 97 percent for December 2025.", "target_percent 97"),
    (
        "Cilegon has a population of 471,233, of which 339,112 are obliged to own an e-KTP.",
        "population 471233, wajib 339112",
    ),
    (
        "Of the total, 331.246 residents, or 97.68%, have recorded their biometric data, leaving 7,866 "
        "unrecorded.",
        "recorded 331246, recorded_percent 97.68, not_recorded 7866",
    ),
    ("The province counts 7.61 million people required to have an ID card.", "wajib 7610000"),
    (
        "About 3 percent, or around 228,000 people, have not been registered.",
        "not_recorded_percent 3, not_recorded 228000",
    ),
    ("All residents will have been recorded by early 2026, she said.", "target_percent 100"),
    ("Recording is to be completed by December 2025, the mayor said.", "target_percent 100"),
    ("It is impossible to reach 100 percent.", ""),
    (
        "Of 1,801,450 residents who must carry an e-KTP, 1,760,010 already hold the card while 41,440 do not "
        "have one.",
        "wajib 1801450, held 1760010, not_held 41440",
    ),
    ("Ownership of the electronic ID card stands at 97.7 percent.", "held_percent 97.7"),
    (
        "The city receives 15,000 to 20,000 blanks per month from the ministry.",
        "blanks_per_month_low 15000, blanks_per_month_high 20000",
    ),
    (
        "Its allocation is 4,000 blank cards every month.",
        "blanks_per_month_low 4000, blanks_per_month_high 4000",
    ),
    ("Another 12,305 records are print-ready, he added.", "print_ready 12305"),
    ("The office has printed 488,190 cards so far.", "printed 488190"),
    ("As many as 9,120 cards have not been printed.", "not_printed 9120"),
    (
        "The regency expects 13,204 first-time voters; 10,118 of them have been recorded and 3,086 have not.",
        "first_time 13204, first_time_recorded 10118, first_time_not_recorded 3086",
    ),
    (
        "The national recording rate is 97 percent, below the ministry's target of 99.4 percent.",
        "recorded_percent 97, target_percent 99.4",
    ),
    (
        "Only 26,310 people have activated the digital population identity (IKD), or 5.2 percent of those "
        "recorded.",
        "ikd 26310, ikd_percent 5.2",
    ),
    ("The recording rate in Kasemen district is still 91.5 percent.", "recorded_percent 91.5"),
    ("Up to 17,000 residents still lack an e-KTP.", "not_held 17000"),
    ("Close to 11,000 have not had their fingerprints and irises taken.", "not_recorded 11000"),
    ("The city is home to 688,004 people.", "population 688004"),
    (
        "The population consists of 350,221 men and 341,870 women.",
        "population_male 350221, population_female 341870",
    ),
    ("In 2024 the number of mandatory e-KTP holders reached 516,010.", "wajib 516010"),
    ("Registration had reached 96 percent of adults by then.", "recorded_percent 96"),
    ("The remaining 4,112 people will be visited at home.", "not_recorded 4112"),
    ("Residents aged 16 and 17 were told to come within 14 days.", ""),
    ("The budget of Rp 3.5 billion covers 24 districts and 115 schools.", ""),
    ("Family cards have been printed for 81,220 households.", ""),
    ("The office issued 4,310 marriage certificates and 12,001 birth certificates in 2024.", ""),
    ("Some 58 percent of children own a child identity card.", ""),
    ("About 300 residents visit the office every day to be recorded.", ""),
    ("The mobile service recorded 1,204 residents in two days.", ""),
)
