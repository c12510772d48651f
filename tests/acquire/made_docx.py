"""Word documents for tests, built from parts."""

from __future__ import annotations

from tests.acquire import archives

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def paragraph(text: str, style: str = "", note: str = "", numbered: bool = False) -> str:
    """A paragraph's markup."""
    properties = f'<w:pStyle w:val="{style}"/>' * bool(style)
    properties += '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="5"/></w:numPr>' * numbered
    call = f'<w:r><w:footnoteReference w:id="{note}"/></w:r>' * bool(note)
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r>{call}</w:p>'


def document(body: str, notes: dict[str, str] | None = None, title: str = "") -> bytes:
    """A whole .docx file."""
    foot = "".join(f'<w:footnote w:id="{id}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
                   for id, text in (notes or {}).items())  # fmt: skip
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="7"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num></w:numbering>'
    )
    files = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}">{foot}</w:footnotes>',
        "word/numbering.xml": numbering,
        "word/header1.xml": f'<w:hdr xmlns:w="{W}"><w:p><w:r><w:t>Confidential</w:t></w:r></w:p></w:hdr>',
        "docProps/core.xml": '<cp xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>' + title + "</dc:title></cp>",
    }
    return archives.zipped({name: text.encode() for name, text in files.items()})
