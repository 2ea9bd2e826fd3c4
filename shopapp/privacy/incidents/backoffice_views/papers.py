"""The papers of an incident, to print and to save; always in Vietnamese, for who reads them."""

from flask import Response, render_template, request

from shopapp.kernel import clock
from shopapp.platform.access import Permission, require
from shopapp.platform.i18n import speaking
from shopapp.platform.web.gate import current_shop
from shopapp.privacy.incidents.backoffice_views.register import ONE, blueprint, get_incident
from shopapp.privacy.incidents.papers import make_document
from shopapp.privacy.incidents.rules import Paper
from shopapp.records.web import audited


@blueprint.get(f"{ONE}/<any('bao-cao', 'bien-ban', 'tong-ket'):paper>")
@require(Permission.INCIDENTS_MANAGE)
@audited("incident", "incident_id", what="print")
def paper(incident_id: int, paper: str) -> Response:
    """One document; `?tai=1` saves it as a file that a text program opens, to be completed by hand."""
    found, shop = get_incident(incident_id), current_shop()
    saves = bool(request.args.get("tai"))
    with speaking("vi"):
        document = make_document(shop, found, Paper(paper), now=clock.now())
        frame = "incident_file" if saves else "incident_paper"
        answer = Response(render_template(f"privacy/backoffice/{frame}.html", document=document, incident=found))
    if saves:
        answer.headers["Content-Disposition"] = f"attachment; filename={paper}-{found.code}.html"
    return answer
