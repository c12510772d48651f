"""Five pages of one story, written for these tests, as a first-time user would have saved them."""

from __future__ import annotations

from pathlib import Path

STORIES = (
    ("The Ardena Post", "2024-03-08", "Court jails teacher over leaflets", """
A court in Ardena sentenced the teacher Nadia Belkin to four years in prison on Friday for handing out leaflets, her
lawyer said.

Judge Pavel Orlik found Belkin guilty of "inciting hatred", according to a statement by the prosecutor's office.
Belkin denied the charge. "I gave people a poem," she told the court.

Police detained Belkin on January 12 after officers searched her flat, the rights group Open Door said in a report
published on Monday. It said at least 25 people had been arrested in the city since December.

The interior ministry rejected the report. "Nobody is held for his opinions," spokesman Radim Kolvar told reporters.

Residents recalled how windows burst in the old quarter while the crowd waited."""),
    ("Northern Wire", "2024-03-09", "European Union presses for teacher's release", """
The European Union urged the government on Saturday to free Nadia Belkin, a teacher who was sentenced to four years in
prison on Friday.

"She must be released at once," EU spokeswoman Anna Dorn said. The interior ministry said the court was independent.

Open Door said 27 people were in custody. Police said they had detained eleven."""),
    ("Daily Corvia", "2024-03-11", "Ministry denies arrests over leaflets", """
The interior ministry on Monday denied that people had been arrested for leaflets in Ardena.

"These accusations are invented," spokesman Radim Kolvar said. Opposition leader Petra Lumin accused police of beating
detainees. Police denied beating anybody."""),
    ("Belmora Times", "2024-03-12", "Open Door counts the detained", """
The rights group Open Door said on Tuesday that police had arrested at least 25 people in Ardena since December.

The interior ministry said the figure was wrong. "We know of eleven detentions," Radim Kolvar said. The ministry
declined to comment on the case of Nadia Belkin."""),
    ("Hamra Observer", "2024-03-20", "Teacher released on appeal", """
An appeals court in Ardena released the teacher Nadia Belkin on Wednesday, her lawyer said.

Open Door welcomed the release and called on the government to free the other detainees. The prosecutor said he would
appeal."""),
)  # fmt: skip


def save(folder: Path) -> list[Path]:
    """The pages as HTML files."""
    folder.mkdir(exist_ok=True)
    paths = []
    for number, (outlet, day, title, text) in enumerate(STORIES, 1):
        body = "".join(f"<p>{' '.join(part.split())}</p>" for part in text.strip().split("\n\n"))
        head = (f'<title>{title}</title><meta property="og:site_name" content="{outlet}">'
                f'<meta property="article:published_time" content="{day}T08:00:00Z">')  # fmt: skip
        path = folder / f"page{number}.html"
        told = f"<body><article><h1>{title}</h1>{body}</article>"
        path.write_text(f"<!doctype html><html lang=en><head>{head}</head>{told}")
        paths.append(path)
    return paths
