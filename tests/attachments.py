"""Attachments that would run something if a browser opened them as they are."""

from __future__ import annotations

from collections.abc import Mapping

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="90" height="90"'
_HTML = "http://www.w3.org/1999/xhtml"
_TEXTS = {
    "script.svg": f"{_SVG}><script>tirer()</script><text y='20'>Plan</text></svg>",
    "chargement.svg": f'{_SVG} onload="tirer()"><text y="20" onclick="tirer()">Plan</text></svg>',
    "lien.svg": f'{_SVG}><a xlink:href="javascript:tirer()"><text y="20">Plan</text></a></svg>',
    "etranger.svg": f'{_SVG}><foreignObject width="90" height="90"><img xmlns="{_HTML}" src="x" onerror="tirer()"/>'
    "</foreignObject></svg>",
    "anime.svg": f'{_SVG}><a><set attributeName="href" to="javascript:tirer()"/><text y="20">Plan</text></a></svg>',
    "autre-espace.svg": f'{_SVG}><h:script xmlns:h="{_HTML}">tirer()</h:script></svg>',
    "image.svg": f'{_SVG}><image href="https://ailleurs.example/x.png" width="9" height="9"/></svg>',
    "style.svg": f'{_SVG}><style>@import "https://ailleurs.example/x.css";</style></svg>',
    "entite.svg": f'<!DOCTYPE svg [<!ENTITY a "<script>tirer()</script>">]>{_SVG}>&a;</svg>',
    "feuille.svg": f'<?xml-stylesheet type="text/xsl" href="#x"?>{_SVG}><text y="20">Plan</text></svg>',
    "casse.svg": f"{_SVG}><script>tirer()</script><pas-ferme></svg>",
    "page.html": "<!doctype html><p>Page</p><script>tirer()</script><img src=x onerror=tirer()>",
    "sans-rien.htm": "<script>tirer()</script><body onload=tirer()><iframe srcdoc='<script>parent.tirer()</script>'>",
    "renvoi.html": '<meta http-equiv="refresh" content="0;url=javascript:tirer()"><p>Page</p>',
    "elle-permet.html": "<meta http-equiv=Content-Security-Policy content=\"script-src 'unsafe-inline'\">"
    "<script>tirer()</script><link rel=stylesheet href=https://ailleurs.example/x.css>",
    "formulaire.html": "<base href=https://ailleurs.example/><form><button>Envoyer</button></form>",
    "lettre.xml": f'<a xmlns="{_HTML}"><script>tirer()</script></a>',
    "page.xhtml": f'<html xmlns="{_HTML}"><head><title>x</title></head><body onload="tirer()"/></html>',
    "casse.xml": f'<a xmlns="{_HTML}"><script>tirer()</script><b></a>',
    "feuille.xml": '<?xml-stylesheet type="text/xsl" href="feuille.xml"?>'
    '<x:stylesheet version="1.0" xmlns:x="http://www.w3.org/1999/XSL/Transform"><x:template match="/">'
    f'<script xmlns="{_HTML}">tirer()</script></x:template></x:stylesheet>',
}
ACTIVE: Mapping[str, bytes] = {
    **{name: text.encode() for name, text in _TEXTS.items()},
    "large.html": b"\xff\xfe" + "<!doctype html><p>Page</p><script>tirer()</script>".encode("utf-16-le"),
    "large.xml": f'<?xml version="1.0" encoding="utf-16"?><a xmlns="{_HTML}"><script>tirer()</script></a>'.encode(
        "utf-16"
    ),
    "feuille-large.svg": f'<?xml-stylesheet type="text/xsl" href="feuille.xml"?>{_SVG}/>'.encode("utf-16-le"),
}
