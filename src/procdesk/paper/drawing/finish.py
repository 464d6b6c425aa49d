"""Finish: the structure tree, language, title and metadata; then bytes that never vary."""

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name

from procdesk.paper.drawing.page import Document, Tagged


def finish(paper: Document) -> bytes:
    """Return the tagged PDF of a document."""
    with pikepdf.open(BytesIO(paper.bytes())) as pdf:
        pdf.Root.Lang = pikepdf.String(paper.language)
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        pdf.Root.StructTreeRoot = _tree(pdf, paper.tags)
        for number, page in enumerate(pdf.pages):
            page.obj.StructParents = number
            page.obj.Tabs = Name.S
            _drop_stray_fonts(page)
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata["dc:title"] = paper.title
            metadata["dc:language"] = {paper.language}
        into = BytesIO()
        pdf.save(into, deterministic_id=True, recompress_flate=True, compress_streams=True)
    return into.getvalue()


def _tree(pdf: pikepdf.Pdf, tags: list[Tagged]) -> pikepdf.Object:
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    of_page: dict[int, list[pikepdf.Object]] = {}
    children = []
    for tag in tags:
        element = pdf.make_indirect(
            Dictionary(
                Type=Name.StructElem,
                S=Name(f"/{tag.role}"),
                P=document,
                Pg=pdf.pages[tag.page].obj,
                K=tag.number,
            )
        )
        if tag.language:
            element.Lang = pikepdf.String(tag.language)
        children.append(element)
        of_page.setdefault(tag.page, []).append(element)
    document.K = Array(children)
    root.K = document
    numbers: list[object] = []
    for page, elements in sorted(of_page.items()):
        numbers += [page, pdf.make_indirect(Array(elements))]
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    root.ParentTreeNextKey = len(pdf.pages)
    return root


def _drop_stray_fonts(page: pikepdf.Page) -> None:
    """Remove Helvetica, which ReportLab names on every page, unembedded and unused."""
    fonts = page.obj.Resources.get("/Font", Dictionary())
    for name in list(fonts.keys()):
        if "/FontDescriptor" not in fonts[name]:
            del fonts[name]
