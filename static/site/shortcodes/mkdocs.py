"""A Drydock lab in a page made by MkDocs. In mkdocs.yml:

    hooks: [drydock.py]
    extra: {drydock: "https://example.org/drydock/"}

and in a page, on a line of its own:

    {{ drydock lesson="volumes" }}
    {{ drydock commands="docker run hello-world" theme="dark" readonly }}
"""
import html
import re

NAMES = ("lesson", "commands", "height", "theme", "show", "lang", "speed", "readonly", "autorun")


def lab(site, given):
    given = {name: value for name, value in given.items() if name in NAMES}
    # Markdown leaves a div as it is; around anything else it would put a paragraph,
    # which cannot hold what is shown without script.
    out = ['<div><script src="%sembed.js" defer></script>' % site, "<drydock-lab"]
    for name in NAMES:
        if name in given:
            out.append(" " + name if name in ("readonly", "autorun") else ' %s="%s"' % (name, html.escape(given[name])))
    out.append(">")
    if "commands" in given:
        out.append("<pre>%s</pre>" % html.escape(given["commands"]))
    if "lesson" in given:
        name = html.escape(given["lesson"])
        out.append('<noscript><iframe src="%sembed/%s.html" title="Drydock: %s" width="100%%" height="600"></iframe></noscript>' % (site, name, name))
    return "".join(out) + "</drydock-lab></div>"


def on_page_markdown(markdown, page=None, config=None, files=None):
    site = (config or {}).get("extra", {}).get("drydock", "")
    found = lambda m: lab(site, dict(re.findall(r'(\w+)(?:="([^"]*)")?', m.group(1))))
    return re.sub(r"(?m)^\{\{\s*drydock\s+(.*?)\s*\}\}$", found, markdown)
