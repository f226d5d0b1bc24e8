"""The office's desk: all routes."""

from nenkin.features.office import (
    approving,
    batches,
    bereaved,
    bonuses,
    candidates,
    case,
    closed,
    closing,
    glass,
    known,
    letters,
    noting,
    proposing,
    queue,
    relating,
    unnumbered,
)
from nenkin.features.office.desk import CORRECTIONS
from nenkin.features.office.opened import CASES
from nenkin.features.office.posting import LETTERS
from nenkin.features.office.relating import RELATIONS
from nenkin.law.duties import Duty

ROUTES = (
    *(*queue.ROUTES, *case.ROUTES, *noting.ROUTES, *known.ROUTES, *bereaved.ROUTES),
    *(*proposing.ROUTES, *bonuses.ROUTES, *candidates.ROUTES),
    *(*approving.ROUTES, *unnumbered.ROUTES),
    *(*closed.ROUTES, *closing.ROUTES, *glass.ROUTES),
    *(*letters.ROUTES, *batches.ROUTES),
    *relating.ROUTES,
)
STAFF_LINKS = (
    (Duty.SEE_QUEUE, "office.queue.link", CASES),
    (Duty.SEARCH_BY_NAME, "office.unnumbered.link", unnumbered.UNNUMBERED),
    (Duty.APPROVE_CORRECTION, "office.corrections.link", CORRECTIONS),
    (Duty.ALLOW_RESTRICTED, "office.viewings.link", closed.VIEWINGS),
    (Duty.BREAK_GLASS, "office.glass.link", glass.GLASS),
    (Duty.PRINT_LETTERS, "office.letters.link", LETTERS),
    (Duty.APPROVE_CORRECTION, "office.relations.link", RELATIONS),
)
