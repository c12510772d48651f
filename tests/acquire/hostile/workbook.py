"""An Excel workbook of one sheet, part by part, so that each part may be hostile."""

from __future__ import annotations

from tests.acquire import archives

form = "application/vnd.openxmlformats-officedocument.spreadsheetml"
kinds = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
    f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{form}.sheet.main+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{form}.sharedStrings+xml"/></Types>'
)
main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
sheets = '<sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets>'
book = f'<workbook xmlns="{main}" xmlns:r="{office}">{sheets}</workbook>'
package = "http://schemas.openxmlformats.org/package/2006/relationships"
links = (
    f'<Relationships xmlns="{package}">'
    f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/s.xml"/>'
    f'<Relationship Id="r2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
)


def workbook(rows: str, strings: str = "", dtd: str = "", dimension: str = "") -> bytes:
    sheet = f'{dtd}<worksheet xmlns="{main}">{dimension}<sheetData>{rows}</sheetData></worksheet>'
    return archives.zipped(
        {
            "[Content_Types].xml": kinds.encode(),
            "xl/workbook.xml": book.encode(),
            "xl/_rels/workbook.xml.rels": links.encode(),
            "xl/worksheets/s.xml": sheet.encode(),
            "xl/sharedStrings.xml": f'<sst xmlns="{main}">{strings}</sst>'.encode(),
        }
    )
