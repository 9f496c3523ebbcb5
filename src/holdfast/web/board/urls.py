"""Address of the board."""

from holdfast.web.access import at
from holdfast.web.board.views import board

urlpatterns = [at("", board, "board")]
