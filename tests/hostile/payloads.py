"""What is typed where nobody expects it: families of payloads, made from shapes and words."""

from itertools import cycle, islice, product

CALL = "rkm9"  # the name of every element, attribute and function of ours, so that it is known again
PRODUCT = "656019"  # 93717 * 7, which no template may work out

SHAPES: dict[str, tuple[str, ...]] = {
    "HTML": (
        "<{c}>",
        "<{c} x>",
        "</p><{c}>",
        "<!--><{c}>",
        "<svg><{c}>",
        "</title><{c}>",
        "</textarea><{c}>",
    ),
    "script": ("</script><{c}>", "<script>{c}()</script>", "javascript:{c}()", "';{c}();//", "\\u003c{c}>"),
    "attribute": (
        '" on{c}=1 x="',
        "' on{c}=1 x='",
        "`on{c}=1",
        '"><{c}>',
        "x on{c}=1",
        '"autofocus on{c}="1',
    ),
    "template": (
        "{{{{93717*7}}}} {c}",
        "{{% debug %}}{c}",
        "${{93717*7}}{c}",
        "{{{{ {c}|safe }}}}",
        "#{{93717*7}}",
    ),
    "SQL": ("' OR 1=1 --{c}", "'; DROP TABLE {c};--", "\\'; {c}", "1) UNION SELECT '{c}'", "%' {c} _%"),
    "formula": ("={c}()", "+{c}()", "-{c}()", "@{c}", "\t={c}()", '=HYPERLINK("{c}")', "＝{c}()", ";={c}()"),
    "log": ("{c}\r\nERROR x", "{c}\n\n", "{c}\rforged", "{c}%0d%0a", "%s%n{c}"),
    "terminal": ("\x1b[31m{c}", "\x9b31m{c}", "\x1b]0;{c}\x07", "{c}\x08\x08"),
    "paper": (
        "\\input{{{c}}}",
        ") Tj /{c} (",
        "\\write18{{{c}}}",
        "<</S/JavaScript/JS({c})>>",
        "#include {c}",
    ),
    "path": ("../../{c}", "..\\..\\{c}", "/etc/{c}", "file:///{c}", "{c}/../", "C:{c}"),
    "header": ("{c}\r\nSet-Cookie: a=1", "{c}\nLocation: //x", '{c}"; filename="x', "{c}%0d%0aX: 1"),
    "letters": (
        "\u202e{c}",
        "{c}\u200b",
        "\u2066{c}\u2069",
        "\ufeff{c}",
        "＜{c}＞",
        "%C0%BC{c}",
        "{c}\ufdfa",
    ),
    "XML": ("&lt;{c}&gt;", "&#60;{c}&#62;", "<![CDATA[<{c}>]]>", "&{c};", "<?{c}?>", "<!ENTITY {c} 'x'>"),
    "JSON": ('","{c}":"', '\\"{c}', "]}}{c}", "\u2028{c}", "\\u0022{c}"),
    "shell": ("$({c})", "`{c}`", "; {c}", "| {c}", "&& {c} #", "--{c}"),
}
FRAMES = ("{}", "Siti {}", "{} Aminah", "12{}", "{}{}", "{} é")


def payloads(most: int) -> list[tuple[str, str]]:
    """So many families with a payload each, the families in turn."""
    by_family = [
        cycle(
            [(family, frame.replace("{}", shape.format(c=CALL))) for frame, shape in product(FRAMES, shapes)]
        )
        for family, shapes in SHAPES.items()
    ]
    return list(dict.fromkeys(one for row in islice(zip(*by_family, strict=True), most) for one in row))[
        :most
    ]
