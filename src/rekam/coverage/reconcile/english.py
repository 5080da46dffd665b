"""What numbers count in the articles of English-language papers."""

from rekam.coverage.reconcile.wording import MEN, NOT, OTHER, WOMEN, Wording

_CARD = (
    r"(?:(?:an?|the|their|its)\s+)?(?:(?:electronic|physical|national)\s+)*"
    r"(?:(?:identity|identification|id)\s*(?:\([\w-]+\)\s*)?cards?|e-?\s?ktps?\b|ktps?(?:-el)?\b|cards?\b)"
)
_HOLD = r"(?:have|has|hold|own|carry|possess|get|obtain)\w*"
_TAKEN = r"(?:record|regist|enrol|fingerprint|photograph|captur|biometric|iris)\w*"
_NOT_YET = r"(?:yet to|(?:have|has|had|are|were)(?:\s+not|n[’']t)|never|not yet)"
_BEEN = r"(?:been|be|were|was|are|is|get|got|already)"

ENGLISH = Wording(
    measures=(
        (
            OTHER,
            r"certificates?|family cards?|child(?:ren)?(?:'s)? (?:identity|id) cards?|changes? of address",
        ),
        (OTHER, r"(?<!first-time )(?<!first time )(?<!new )\bvoters\b"),
        ("blanks_per_month", r"\bblanks?\b(?:\s+(?:id\s+)?cards?)?"),
        ("not_printed", rf"{_NOT_YET}[^.,;]{{0,15}}print\w*|unprinted|waiting to be printed"),
        ("not_recorded", rf"{_NOT_YET}\b[^.,;]{{0,40}}?\b{_TAKEN}|un(?:record|regist)ed|unregistered"),
        (
            "not_held",
            rf"(?:do|does|did)(?:\s+not|n[’']t)(?:\s+yet)?\s+{_HOLD}(?:\s+(?:{_CARD}|one\b))?|"
            rf"{_NOT_YET}[^.,;]{{0,15}}\b(?:receiv|obtain|collect|own)\w*(?:\s+{_CARD})?|"
            rf"\black(?:s|ed|ing)?\s+{_CARD}|without\s+{_CARD}|wait\w*\s+for\s+{_CARD}",
        ),
        ("not_recorded", r"\bremaining\b|\bthe rest\b|\bleaving\b"),
        (NOT, r"\b(?:have|has|had|are|were) not\b(?=\W*(?:$|[.,;]))"),
        ("first_time", r"(?:first[- ]time|new) voters?"),
        (
            "wajib",
            rf"(?:(?:required|obliged|obligated)\s+(?:by law\s+)?to|must)\s+{_HOLD}(?:\s+{_CARD})?|"
            rf"\b(?:eligible|mandatory)\b(?:\s+{_CARD})?(?:\s+holders?)?|aged 17 (?:and|or) \w+",
        ),
        ("held", rf"\b(?:hold|held|own|possess|carry|carries|received|obtained)\w*\s+{_CARD}|ownership"),
        ("print_ready", r"print[- ]ready|ready (?:to (?:be )?print|for print)\w*"),
        ("printed", r"\bprinted\b"),
        ("ikd", r"\bikd\b|digital (?:population |civil )?(?:identity|id)\b"),
        (
            "recorded",
            rf"\b{_BEEN}\s+(?:\w+ly\s+)?(?:record|regist|enrol)\w*|\b(?:have|has|had)\s+(?:record|regist)ed\b|"
            r"\b(?:recording|(?<!civil )registration|enrol?ment)\b|biometric data",
        ),
        (MEN, r"\bmen\b|\bmales?\b"),
        (WOMEN, r"\bwomen\b|\bfemales?\b"),
        (
            "population",
            r"\bpopulation\b(?! and civil| administration| identity| data)|\bhome to\b|inhabitants",
        ),
    ),
    leads=r"\b(?:of|at|to|is|was|reached|totaled|totalled|numbered|with|has|have|printed|leaving|remaining)",
    breaks=r"[,;]|\b(?:and|while|but|of wh(?:om|ich))\b",
    target=r"target|\baim|\bgoal|hop(?:es?|ing) to",
    target_behind=r"(?:\w+\s+)?target\b",
    target_missed=r"(?:below|short of|missed)\b[^.]*\btarget\b[^.]*[,;]",
    denied=r"(?:cannot|can’t|can't|impossible|never|unlikely)\W+(?:\w+\W+){0,3}",
    not_yet=r"(?:not yet|still not)\W+(?:reached\W+|at\W+)?",
    nation=r"\bnational(?:ly)?\b|nationwide|indonesia|the country",
    of_recorded=(
        r"of\s+(?:those|the people|residents|all)\s*(?:who (?:are|have been|were)\s+)?(?:already\s+)?recorded"
    ),
    promise=(
        r"(?:will|must|should|is to|are to|target\w*|aim\w*)\b[^.]*?"
        r"\b(?:completed?|finished|have been recorded|be recorded|full (?:registration|recording|coverage))"
    ),
    people=r"people|residents|citizens|adults|cards|voters|men\b|women\b",
    rate=(
        r"(?:(?:people|residents|cards)\s+)?(?:(?:[\w ]{0,25}\s)?(?:a|per|every|each)\s+(?:day|week)|"
        r"in\s+\w+\s+(?:days|weeks))\b|rupiah|billion|trillion"
    ),
    joins=r"(?:people|residents|adults)?\s*(?:,\s*)?(?:\(|or|,|:|equal to|equivalent to)?",
)
